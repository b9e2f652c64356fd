"""A chart with its data: on the page, and carried away as a picture or a table.

Pictures are made here, without a network, in the light theme: they go onto white paper and slides.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from textwrap import wrap
from typing import Any

import streamlit as st
import vl_convert

from simulation.spreadsheet import csv_line
from ui.charts.data import Columns
from ui.charts.specs import Spec

THEME = Path(__file__).parents[2] / ".streamlit" / "config.toml"
WIDTH = 720  # pixels of a picture, before it is scaled
SNUG = {"bottom": 4}  # pixels below a chart on the page, where Streamlit would leave 20
LETTER = 10  # pixels of a letter of the title; a title too long for its line narrows the chart
SHARP = 2.0  # how many times finer a PNG is


@dataclass(frozen=True, eq=False)
class Drawing:
    """A chart ready to be drawn.

    name: of its files, and unique on its page. columns: what it is drawn from, lists of one length.
    said: what it shows, in words, for who cannot see it.
    """

    name: str
    title: str
    spec: Spec
    columns: Columns
    said: str


def show(drawing: Drawing, **options: Any) -> Any:
    """Draw it on the page, with a way to save it. Returns what Streamlit does (selections)."""
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
                ("Drawing (SVG)", svg, "svg", "image/svg+xml"),
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
    """A Vega-Lite spec that needs nothing else: data, size, title and look are in it."""
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
    """What the chart is drawn from as CSV, in full figures."""
    return as_csv([list(drawing.columns), *zip(*drawing.columns.values(), strict=True)])


def as_csv(rows: Iterable[Iterable[Any]]) -> bytes:
    """Rows as CSV, safe to open in a spreadsheet."""
    return "".join(csv_line(row) + "\r\n" for row in rows).encode()


def save_rows(name: str, rows: Iterable[Iterable[Any]]) -> None:
    """A way to save a table that is drawn as text."""
    st.download_button(
        "Save as CSV",
        as_csv(rows),
        f"grapevine-{name}.csv",
        "text/csv",
        key=f"save-rows-{name}",
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
    )


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
