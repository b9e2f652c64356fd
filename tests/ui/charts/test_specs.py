import csv
import io
import re

import altair as alt
import numpy as np
import pytest
import vl_convert

from simulation.ensemble import Ensemble
from simulation.outcomes import OUTCOMES, Summary, summary, values
from ui.charts import axes, specs, table
from ui.charts import data as chart_data
from ui.text import is_share


def rows(drawn: chart_data.Columns) -> list[dict[str, object]]:
    return [dict(zip(drawn, row, strict=True)) for row in zip(*drawn.values(), strict=True)]


def picture(spec: specs.Spec, drawn: chart_data.Columns) -> str:
    """The chart as Vega draws it; a spec that is none, or asks for a missing column, fails."""
    whole = {**spec, "width": 500, "data": {"values": rows(drawn)}}
    return str(vl_convert.vegalite_to_svg(whole, vl_version="6.1"))


@pytest.mark.compiled
def test_reach_over_time_is_drawn_with_its_bands(small: Ensemble) -> None:
    drawn = chart_data.time(small)
    assert drawn["median"][-1] == summary(values(small, "reach")).median
    for low, high in (("low90", "low50"), ("low50", "median"), ("median", "high50")):
        assert all(np.array(drawn[low]) <= np.array(drawn[high]))
    spec = specs.reach_over_time()
    svg = picture(spec, drawn)
    assert "Days since the start" in svg
    assert "People reached" in svg
    assert specs.MEDIAN in svg
    assert {layer["encoding"]["x"]["scale"]["nice"] for layer in spec["layer"]} == {False}


@pytest.mark.compiled
def test_a_logarithmic_scale_begins_at_one_person(small: Ensemble) -> None:
    svg = picture(specs.reach_over_time(log=True), chart_data.time(small))
    assert {">1<", ">10<", ">100<"} <= {f">{text}" for text in re.findall(r"(?<=>)[^<>]+<", svg)}
    assert "NaN" not in svg
    assert "Infinity" not in svg


@pytest.mark.compiled
@pytest.mark.parametrize("name", OUTCOMES)
def test_the_spread_of_every_outcome_holds_every_world_once(small: Ensemble, name: str) -> None:
    drawn = chart_data.spread(small, name)
    known = values(small, name)
    assert sum(drawn["worlds"]) == np.sum(~np.isnan(known))
    assert all(low < high for low, high in zip(drawn["low"], drawn["high"], strict=True))


@pytest.mark.compiled
@pytest.mark.parametrize("name", ["reach", "orders", "profit", "answered_share", "cost"])
def test_the_spread_is_drawn(small: Ensemble, name: str) -> None:
    outcome = OUTCOMES[name]
    spec = specs.spread(outcome.label, is_share(outcome.unit), outcome.unit == "$")
    svg = picture(spec, chart_data.spread(small, name))
    assert outcome.label in svg
    assert "Simulated runs" in svg


@pytest.mark.compiled
@pytest.mark.parametrize("of", [chart_data.stages, chart_data.hops, chart_data.kinds])
def test_ranges_are_drawn_in_the_order_given(small: Ensemble, of: object) -> None:
    drawn = of(small)  # type: ignore[operator]
    svg = picture(specs.ranges("People", len(drawn["name"])), drawn)
    places = [svg.index(f">{name.split('|')[0]}<") for name in drawn["name"]]
    assert places == sorted(places)


@pytest.mark.parametrize("share", [False, True])
def test_small_figures_are_no_millions(share: bool) -> None:
    """Thousandths were named 3m, which reads as millions."""
    drawn: chart_data.Columns = {
        "name": ["A|0.003"],
        "place": [0],
        "median": [0.003],
        "low": [0.001],
        "high": [0.005],
    }
    svg = picture(specs.ranges("Per follower", 1, share), drawn)
    assert (">0.3%<" if share else ">0.003<") in svg
    assert "m<" not in svg.replace("mm<", "")


def test_people_come_whole() -> None:
    """The end of a range may lie between two worlds."""
    found = Summary(3.4, 3.0, 0.2, 6.0, 0.1, 8.1, 200)
    assert chart_data._said(found) == "3 (0 to 8)"


def test_the_charts_leave_colours_to_the_theme_but_for_a_grey() -> None:
    for spec in (specs.reach_over_time(), specs.spread("x", False, False), specs.ranges("x", 3)):
        assert "config" not in spec
        found = {layer["mark"].get("color") for layer in spec["layer"]}
        assert found <= {None, specs.GREY}


@pytest.mark.compiled
def test_the_table_and_its_csv_hold_every_outcome(small: Ensemble) -> None:
    figures = chart_data.outcomes(small)
    assert figures["Outcome"] == [outcome.label for outcome in OUTCOMES.values()]
    found = list(csv.DictReader(io.StringIO(table.csv(chart_data.outcome_rows(small)).decode())))
    assert [row["outcome"] for row in found] == list(OUTCOMES)
    reach = summary(values(small, "reach"))
    assert float(found[0]["median"]) == reach.median
    assert float(found[0]["high90"]) == reach.high90


def test_the_dots_of_a_comparison_have_the_colours_of_its_lines() -> None:
    names = ("Base", "One", "Other")
    lines = specs.overlaid(names)["layer"][0]["encoding"]["color"]["scale"]["domain"]
    winner = specs.dots("Other", "Base", names)["layer"][0]["encoding"]["color"]
    assert winner["scale"]["domain"] == lines == list(names)
    assert winner["legend"]["values"] == ["Other", "Base"]
    assert specs.dots("A", "B")["layer"][0]["encoding"]["color"]["scale"]["domain"] == ["A", "B"]


@pytest.mark.parametrize(
    ("values", "share", "money", "labels"),
    [
        ([-2_800.0, 0.0, 2_800.0], False, True, {"-$2.8k", "$0", "$2.8k"}),
        ([-0.25, 0.5], True, False, {"-25%", "50%"}),
        ([0.5, 12_000.0], False, False, {"0.5", "12k"}),
    ],
)
def test_axes_write_figures_as_the_rest_of_the_screen_does(
    values: list[float], share: bool, money: bool, labels: set[str]
) -> None:
    axis = alt.Axis(values=values, labelExpr=axes.figures(share, money))
    chart = alt.Chart().mark_point().encode(x=alt.X("low:Q", axis=axis))
    svg = picture(chart.to_dict(), {"low": values})
    assert labels == {each for each in re.findall(r">([^<>]+)</text>", svg) if each != "low"}
