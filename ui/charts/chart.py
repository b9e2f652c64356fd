"""A chart with its data: drawn on a page, saved as a picture or as a table.

Pictures are made without a network and in the light theme, for white paper and slides.
"""

import tomllib
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from textwrap import wrap
from typing import Any

import streamlit as st
import vl_convert

from ui.charts.data import Columns
from ui.charts.specs import Spec
from ui.charts.table import csv

THEME = Path(__file__).parents[2] / ".streamlit" / "config.toml"
WIDTH = 720  # pixels of a picture, before it is scaled
SNUG = {"bottom": 4}  # pixels below a chart on the page, where Streamlit would leave 20
LETTER = 10  # pixels of a letter of the title; a title too long for its line narrows the chart
SHARP = 2.0  # how many times finer a PNG is


@dataclass(frozen=True, eq=False)
class Drawing:
    """A chart ready to be drawn.

    name: of its files, and unique on its page. columns: its data, lists of one length. said: what
    it shows, in words, for anyone who cannot see it.
    """

    name: str
    title: str
    spec: Spec
    columns: Columns
    said: str


def show(drawing: Drawing, **options: Any) -> Any:
    """Draw it on the page, with a way to save it. Returns Streamlit's selections."""
    chart = st.vega_lite_chart(
        drawing.columns,
        {**drawing.spec, "padding": SNUG},
        key=f"chart-{drawing.name}",
        alt=drawing.said,
        width="content" if "width" in drawing.spec else "stretch",
        **options,
    )
    key = f"save-{drawing.name}"
    with (
        st.container(horizontal=True, horizontal_alignment="right"),
        st.popover(
            "Save", type="tertiary", icon=":material/download:", key=key, on_change="rerun"
        ) as menu,
    ):
        if menu.open:
            for label, make, end, kind in (
                ("Picture (PNG)", png, "png", "image/png"),
                ("Vector picture (SVG)", svg, "svg", "image/svg+xml"),
                ("Figures (CSV)", table, "csv", "text/csv"),
            ):
                st.download_button(
                    label,
                    partial(make, drawing),
                    f"grapevine-{drawing.name}.{end}",
                    kind,
                    key=f"{key}-{end}",
                    on_click="ignore",
                    width="stretch",
                )
    return chart


def standalone(drawing: Drawing, width: int = WIDTH) -> Spec:
    """A Vega-Lite spec that needs nothing else: with data, size, title and theme."""
    names = list(drawing.columns)
    rows = [
        dict(zip(names, row, strict=True)) for row in zip(*drawing.columns.values(), strict=True)
    ]
    return {
        **drawing.spec,
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "title": {"text": wrap(drawing.title, width // LETTER), "anchor": "start"},
        "width": drawing.spec.get("width", width),
        "autosize": drawing.spec.get("autosize", {"type": "fit-x", "contains": "padding"}),
        "data": {"values": rows},
        "config": look(),
    }


def png(drawing: Drawing, width: int = WIDTH) -> bytes:
    """The chart as a picture; the narrower, the larger its type."""
    spec = standalone(drawing, width)
    return bytes(vl_convert.vegalite_to_png(spec, scale=SHARP, allowed_base_urls=[]))


def svg(drawing: Drawing, width: int = WIDTH) -> bytes:
    """The chart as a drawing that can be scaled and changed."""
    spec = standalone(drawing, width)
    return str(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])).encode()


def table(drawing: Drawing) -> bytes:
    """The data of the chart as CSV, in full figures."""
    return csv([list(drawing.columns), *zip(*drawing.columns.values(), strict=True)])


@cache
def look() -> Spec:
    """The theme of the page as a Vega-Lite config."""
    theme = tomllib.loads(THEME.read_text("utf-8"))["theme"]
    text, paper = theme["light"]["textColor"], theme["light"]["backgroundColor"]
    return {
        "background": paper,
        "font": "sans-serif",
        "padding": 12,
        "axis": {
            "labelColor": text,
            "titleColor": text,
            "labelFontSize": 13,
            "titleFontSize": 13,
            "titleFontWeight": "normal",
            "gridColor": "#e3e7eb",
            "domainColor": "#9aa4af",
            "tickColor": "#9aa4af",
        },
        "legend": {"labelColor": text, "titleColor": text, "labelFontSize": 13},
        "title": {"color": text, "fontSize": 17, "offset": 12},
        "view": {"stroke": None},
        "mark": {"color": theme["chartCategoricalColors"][0]},
        "range": {
            "category": theme["chartCategoricalColors"],
            "ordinal": theme["chartSequentialColors"],
            "ramp": theme["chartSequentialColors"],
            "heatmap": theme["chartSequentialColors"],
        },
    }
