"""What matters most: ordered by the swing, in the words of the page, and no more than is known."""

from dataclasses import replace

import pytest

from simulation.decision.roles import role
from simulation.experiment.sensitivity.importance import Effect, Importance
from simulation.experiment.sensitivity.sobol import Index, Indices
from simulation.outcomes import OUTCOMES, Summary
from simulation.parameters import Parameters, Run, changed, levers
from ui.charts.chart import png
from ui.map import decisions, importance


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
    None,
    (),
    None,
)


def test_the_furthest_comes_first_and_what_moves_nothing_is_left_out() -> None:
    assert [each.lever.path for each in importance.ranked(FOUND)] == ["public.see", "public.share"]
    drawn = importance.columns(FOUND)
    assert drawn["there"] == [900, 100, 400, 450]
    assert drawn["today"] == [500] * 4
    assert drawn["value"] == ["1%", "50%"] * 2
    assert png(importance.drawing(FOUND)).startswith(b"\x89PNG")
    assert "reach goes from 900 to 100 (today: 500)" in importance.sentence(FOUND)
    assert importance.counted(FOUND) == "2 of 3 levers have an effect."


def test_where_no_median_moves_the_means_are_shown() -> None:
    rare = replace(
        FOUND,
        effects=tuple(
            replace(each, at_low=around(0, 2), at_high=around(0, 2 + place))
            for place, each in enumerate(FOUND.effects)
        ),
    )
    assert not importance.by_median(rare)
    assert [each.lever.path for each in importance.ranked(rare)] == [
        "followers.fans.see",
        "public.see",
    ]
    assert importance.columns(rare)["there"] == [2, 4, 2, 3]


@pytest.mark.parametrize(
    ("total_low", "says"),
    [(0.5, "has a larger effect together with other levers"), (0.2, "act independently")],
)
def test_only_what_is_beyond_doubt_is_said_to_work_together(total_low: float, says: str) -> None:
    index = Index("public.see", 0.2, -0.1, 0.4, 0.7, total_low, 1.2)
    found = Indices((index,), 64, 10)
    assert says in importance.interaction(found)
    assert r"| 20% \(0 to 40\) |" in importance.table(found.levers)
    assert r"to 100\) |" in importance.table(found.levers)


def test_decisions_are_ranked_apart_from_what_is_not_known_and_facts_left_out() -> None:
    ends = around(1, 1), around(2, 2)
    paths = ("posts.count", "public.see", "followers.fans.price", "growth.ad_views")
    found = replace(FOUND, effects=tuple(effect(path, *ends) for path in paths))
    apart = {
        heading: [each.lever.path for each in importance.ranked(part)]
        for heading, part in importance.parts(found).items()
    }
    assert apart == {
        "What you decide": ["posts.count", "growth.ad_views"],
        "What we do not know": ["public.see"],
    }


def test_decisions_go_from_half_to_twice_or_from_none_to_what_the_money_buys() -> None:
    p = Parameters()
    found = decisions.spans(p, 28.0)
    assert found["posts.count"] == (6, 24)
    assert found["posts.every"] == (24.0, 96.0)
    assert found["dialogue.hours"] == (0.5, 2.0)
    assert found["growth.ad_views"] == (0, 6_944)  # $500 at $6 a thousand, over 12 posts
    assert found["weed.days"] == (0, decisions.WEEDED)
    assert "partners.count" not in found  # nobody said what one costs
    assert all(role(path).kind == "decision" for path in found)
    for path, span in found.items():
        for end in span:
            changed(p, {path: end})


@pytest.mark.parametrize(("reached", "said"), [(1_000, False), (30_000, True)])
def test_a_population_that_fills_up_is_said(reached: float, said: bool) -> None:
    ads = effect("growth.ad_views", around(500, 500), around(reached, reached))
    found = importance.full(replace(FOUND, effects=(ads,)))
    assert ("of the simulated people are reached" in found) == said
    assert not importance.full(replace(FOUND, effects=(ads,), outcome=OUTCOMES["orders"]))
