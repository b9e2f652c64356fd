"""A map in words and columns: every cell once, the line where it is, nothing said unseen."""

from dataclasses import replace

import numpy as np
import pytest

from simulation.errors import UserError
from simulation.experiment.comparison.lever_changes import sides_of
from simulation.experiment.sensitivity.axis import axis
from simulation.experiment.sensitivity.contour import level_lines
from simulation.experiment.sensitivity.win_rate_map import Map
from simulation.outcomes import OUTCOMES
from simulation.parameters import Run
from ui.charts.chart import png, standalone, svg
from ui.map import heatmap
from ui.state import settings

TOO_MUCH = UserError("too much")
X, Y = "network.discount=0.0:1.0:5", "followers.fans.see=0.01:1.0:3:log"


def made(name: str = "2d") -> Map:
    """A map whose odds rise from 0 to 100 along x; every second column is sure."""
    scenario = settings.shipped()[name]
    sides = sides_of(scenario)
    x, y = axis(sides, X), axis(sides, Y)
    win_rate = np.tile(np.array([0.0, 20, 40, 60, 100]), (3, 1))
    medians = dict.fromkeys(sides, win_rate * 10 + 7)
    lines = tuple(
        tuple((column / 4, 10.0 ** (row - 2)) for column, row in line)
        for line in level_lines(win_rate, 50.0)
    )
    today = (x.change.today, y.change.today)
    return Map(
        scenario,
        Run(worlds=10),
        OUTCOMES["reach"],
        1.0,
        x,
        y,
        win_rate,
        win_rate - 15,
        win_rate + 15,
        win_rate * 0,
        medians,
        (),
        lines,
        today,
        150,
        150,
    )


def rows(drawn: Map, kind: str) -> list[dict[str, object]]:
    columns = heatmap.columns(drawn, settings.at(drawn.scenario).table)
    every = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    return [row for row in every if row["kind"] == kind]


def test_cells_lie_side_by_side_around_their_values() -> None:
    drawn = made()
    assert heatmap.edges(drawn.x) == pytest.approx([-0.125, 0.125, 0.375, 0.625, 0.875, 1.125])
    assert heatmap.edges(drawn.y) == pytest.approx([10**-2.5, 10**-1.5, 10**-0.5, 10**0.5])
    cells = rows(drawn, "cell")
    assert [(each["row"], each["column"]) for each in cells] == [
        (row, column) for row in range(3) for column in range(5)
    ]
    assert [each["value"] for each in cells[:5]] == [0, 20, 40, 60, 100]


def test_it_says_which_side_wins_where_and_the_break_even() -> None:
    drawn = made()
    said = " ".join(heatmap.sentences(drawn))
    one, other = heatmap.wins(drawn)
    # One column of three is beyond doubt for A (100 less 15), two for B, two for neither.
    assert f"In 3 of 15 cells, {one}; in 6, {other}; 6 are too close to call." in said
    assert heatmap.crossings(drawn) == pytest.approx([0.625])
    assert "“Audience-size discount” breaks even at 0.62." in said


def test_without_a_line_no_break_even_is_claimed() -> None:
    drawn = made()
    sure = replace(drawn, win_rate=drawn.win_rate * 0 + 90, low95=drawn.win_rate * 0 + 70, line=())
    said = " ".join(heatmap.sentences(sure))
    assert "In all 15 cells, “Influential: a thousand fans” wins." in said
    asked = " ".join(heatmap.sentences(replace(sure, factor=1.1)))
    assert "In all 15 cells, the claim is true." in asked
    assert heatmap.found(replace(sure, factor=1.1), 0, 0).startswith("the claim is true in 90 of")
    assert "There is no break-even on this map" in said
    assert "no break-even" not in " ".join(heatmap.sentences(replace(sure, done=10)))


def test_cells_that_are_not_legal_or_not_known_are_told_apart() -> None:
    drawn = made()
    win_rate = drawn.win_rate.copy()
    win_rate[0, :2] = np.nan
    partly = replace(drawn, win_rate=win_rate, problems=((0, 0, TOO_MUCH),), done=100)
    assert [each["said"] for each in rows(partly, "illegal")] == [
        "these values do not go together. Too much."
    ]
    assert [each["said"] for each in rows(partly, "open")] == ["not known yet"]
    assert len(rows(partly, "cell")) == 13


def test_the_dot_is_where_the_levers_stand_and_nowhere_off_the_map() -> None:
    drawn = made()
    now = {**settings.at(drawn.scenario).table, "network.discount": 0.3}
    columns = heatmap.columns(drawn, now)
    marks = {
        kind: x
        for kind, x in zip(columns["kind"], columns["x"], strict=True)
        if kind in ("base", "now")
    }
    assert marks == {"base": drawn.today[0], "now": 0.3}
    assert "now" not in heatmap.columns(drawn, {**now, "followers.fans.see": 0.0})["kind"]


def test_one_side_is_coloured_by_its_outcome() -> None:
    drawn = made("default")
    assert not heatmap.is_story(drawn)
    assert [each["value"] for each in rows(drawn, "cell")[:2]] == [7, 207]
    said = heatmap.sentences(drawn)
    assert len(said) == 1
    assert "goes from 7 (" in said[0]
    assert "to 1,000 (" in said[0]


@pytest.mark.parametrize("name", ["2d", "default"])
def test_the_page_and_the_picture_have_the_same_axes_while_it_runs(name: str) -> None:
    drawn = made(name)
    now = settings.at(drawn.scenario).table
    whole = heatmap.drawing("map", drawn, now)
    win_rate = drawn.win_rate.copy()
    win_rate[1:] = np.nan
    part = heatmap.drawing("map", replace(drawn, win_rate=win_rate, done=50), now)
    assert whole.spec == part.spec
    assert standalone(whole)["params"][0]["name"] == "cell"
    assert png(whole).startswith(b"\x89PNG")


def test_cells_that_are_not_legal_are_crossed_out_and_named_in_the_picture_too() -> None:
    drawn = made()
    now = settings.at(drawn.scenario).table
    assert "Crossed out" not in svg(heatmap.drawing("map", drawn, now)).decode()
    win_rate = drawn.win_rate.copy()
    win_rate[0, :2] = np.nan
    problems = ((0, 0, TOO_MUCH), (1, 0, TOO_MUCH))
    barred = svg(
        heatmap.drawing("map", replace(drawn, win_rate=win_rate, problems=problems), now)
    ).decode()
    assert "Crossed out: these values do not go together" in barred
    assert barred.count("mark-rule") >= 2
    empty = replace(
        drawn,
        win_rate=win_rate * np.nan,
        line=(),
        medians=dict.fromkeys(drawn.medians, win_rate * np.nan),
        problems=tuple((column, row, TOO_MUCH) for column in range(5) for row in range(3)),
    )
    assert "Crossed out" in svg(heatmap.drawing("map", empty, now)).decode()
