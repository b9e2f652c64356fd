"""Charts carried away: pictures without a network, figures that a spreadsheet does not run."""

import csv
import io
import struct
import xml.etree.ElementTree as ET

import pytest
from streamlit.testing.v1 import AppTest

from simulation.ensemble import Ensemble
from ui.charts import chart, specs
from ui.charts import data as chart_data
from ui.charts.chart import Drawing


@pytest.fixture
def drawing(small: Ensemble) -> Drawing:
    return Drawing(
        "time", "Reach & more", specs.reach_over_time(False), chart_data.time(small), "It rises."
    )


@pytest.mark.compiled
def test_a_png_is_a_picture_twice_as_fine_as_its_size(drawing: Drawing) -> None:
    picture = chart.png(drawing)
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", picture[16:24])
    assert width == 2 * chart.WIDTH
    assert height > 2 * 300


@pytest.mark.compiled
def test_an_svg_holds_the_title_and_calls_nobody(drawing: Drawing) -> None:
    text = chart.svg(drawing).decode()
    root = ET.fromstring(text)
    assert "Reach & more" in "".join(root.itertext())
    links = [value for each in root.iter() for name, value in each.items() if "href" in name]
    assert not [link for link in links if "//" in link]


@pytest.mark.compiled
def test_the_picture_is_drawn_from_the_columns(drawing: Drawing) -> None:
    empty = {name: [0.0] * len(column) for name, column in drawing.columns.items()}
    other = Drawing(drawing.name, drawing.title, drawing.spec, empty, drawing.said)
    assert chart.svg(drawing) != chart.svg(other)


@pytest.mark.compiled
def test_the_figures_are_those_of_the_chart(drawing: Drawing) -> None:
    header, *rows = csv.reader(io.StringIO(chart.table(drawing).decode()))
    assert header == list(drawing.columns)
    assert [float(row[1]) for row in rows] == drawing.columns["median"]


@pytest.mark.parametrize("cell", ["=1+1", "+cmd", "-2+3", "@sum", "\tx"])
def test_no_figure_is_a_formula(cell: str) -> None:
    made = Drawing("n", "t", {}, {"name": [cell]}, "s")
    (_, (found,)) = csv.reader(io.StringIO(chart.table(made).decode()))
    assert found == f"'{cell}"


def _page() -> None:
    from simulation.ensemble import simulate
    from simulation.parameters import Parameters, Run
    from ui.charts import chart, specs
    from ui.charts import data as chart_data

    found = chart_data.time(simulate(Parameters(), Run(worlds=8, days=2.0)))
    spec = specs.reach_over_time(False)
    chart.show(chart.Drawing("time", "Reach", spec, found, "It rises."))


@pytest.mark.compiled
def test_the_ways_to_save_are_drawn_when_asked_for() -> None:
    at = AppTest.from_function(_page, default_timeout=60).run()
    assert not at.exception
    assert len(at.get("vega_lite_chart")) == 1
    assert not at.get("download_button")
