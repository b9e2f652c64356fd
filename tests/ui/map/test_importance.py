"""What matters most: ordered by the swing, in the words of the page, and no more than is known."""

from dataclasses import replace

import pytest

from simulation.experiment.sensitivity.importance import Effect, Importance
from simulation.experiment.sensitivity.sobol import Index, Indices
from simulation.outcomes import OUTCOMES, Summary
from simulation.parameters import Parameters, Run, levers
from ui.charts.chart import png
from ui.map import importance as tornado


def around(median: float, mean: float) -> Summary:
    return Summary(median, mean, median, median, median, median, 10)


def effect(path: str, low: Summary, high: Summary) -> Effect:
    return Effect(levers()[path], 0.01, 0.5, low, high)


FOUND = Importance(
    Parameters(),
    Run(worlds=10),
    OUTCOMES["reach"],
    around(500, 600),
    (
        effect("public.share", around(400, 500), around(450, 900)),
        effect("public.see", around(900, 950), around(100, 150)),
        effect("followers.fans.see", around(500, 600), around(500, 600)),
    ),
    (),
    None,
)


def test_the_furthest_comes_first_and_what_moves_nothing_is_left_out() -> None:
    assert [each.lever.path for each in tornado.ranked(FOUND)] == ["public.see", "public.share"]
    drawn = tornado.columns(FOUND)
    assert drawn["there"] == [900, 100, 400, 450]
    assert drawn["today"] == [500] * 4
    assert drawn["value"] == ["1%", "50%"] * 2
    assert png(tornado.drawing(FOUND)).startswith(b"\x89PNG")
    assert "reach goes from 900 to 100, against 500 as things stand" in tornado.sentence(FOUND)
    assert tornado.counted(FOUND) == "3 levers were moved, 2 of which did something."


def test_where_no_median_moves_the_means_are_shown() -> None:
    rare = replace(
        FOUND,
        effects=tuple(
            replace(each, at_low=around(0, 2), at_high=around(0, 2 + place))
            for place, each in enumerate(FOUND.effects)
        ),
    )
    assert not tornado.by_median(rare)
    assert [each.lever.path for each in tornado.ranked(rare)] == [
        "followers.fans.see",
        "public.see",
    ]
    assert tornado.columns(rare)["there"] == [2, 4, 2, 3]


@pytest.mark.parametrize(
    ("total_low", "says"), [(0.5, "does more together with others"), (0.2, "mostly on its own")]
)
def test_only_what_is_beyond_doubt_is_said_to_work_together(total_low: float, says: str) -> None:
    index = Index("public.see", 0.2, -0.1, 0.4, 0.7, total_low, 1.2)
    found = Indices((index,), 64, 10)
    assert says in tornado.told(found)
    assert r"| 20% \(0 to 40\) |" in tornado.table(found.levers)
    assert r"to 100\) |" in tornado.table(found.levers)
