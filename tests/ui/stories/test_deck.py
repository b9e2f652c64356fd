"""A story's deck: every slide says what was found, of every side."""

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from simulation.experiment.comparison.verdict import verdict
from simulation.experiment.runner.runner import open_runner
from simulation.experiment.story_result import StoryResult, run_story
from simulation.outcomes import OUTCOMES
from simulation.parameters import levers
from simulation.report.verdict import headline
from simulation.scenarios import Judge
from tests.ui.stories.test_page import small
from ui.charts.chart import png
from ui.present.brand import Brand
from ui.present.handout import handout
from ui.stories import deck as slides
from ui.stories.break_evens import HEAD, nearest_first
from ui.stories.charts import side_ranges, win_rate_curve
from ui.text import label, quantity

pytestmark = pytest.mark.compiled


@pytest.fixture(scope="module")
def result() -> StoryResult:
    with open_runner() as runner:
        return run_story(runner, small(), small().run)


def by(judge: Judge) -> StoryResult:
    with open_runner() as runner:
        return run_story(runner, small(), small().run, judge=judge, search=False)


def test_slides_say_what_was_found(result: StoryResult) -> None:
    claim, bet, reveal, ranges, changes, _ = slides.story_deck(result, Brand()).slides
    assert claim.statement == result.scenario.claim
    assert "of 100" in bet.statement
    assert reveal.statement == headline(result.verdict)
    assert reveal.win_rate == result.win_rate
    head, *sides = reveal.table
    assert head == ("Fans still close (people)", "Median (9 of 10 runs)")
    assert [title for title, _ in sides] == [each.side.title for each in result.sides]
    assert len(changes.table) == 1 + len(result.breaks)
    assert ranges.chart
    assert len(ranges.chart.columns["name"]) == len(result.sides)
    one, other = (
        quantity(each.summaries["close_fans"].median, "people") for each in result.sides[:2]
    )
    assert ranges.statement == (
        f"Fans still close: typically {one} with “A hundred fans alone”, "
        f"{other} with “Among 10,000 strangers”."
    )


def test_an_outcome_of_yes_or_no_is_given_as_its_share_of_runs() -> None:
    """The median of yes and no is 0% or 100%, whatever the chance."""
    found = by(Judge("large_chance"))
    head, first, *_ = slides.reveal(found).table
    chance = quantity(found.sides[0].summaries["large_chance"].mean, "chance")
    assert head[1] == "Share of runs"
    assert first == ("A hundred fans alone", chance)
    assert f": in {chance} of runs with “A hundred" in slides.ranges(found).statement
    assert side_ranges(found).columns["median"] == [
        each.summaries["large_chance"].mean for each in found.sides
    ]


def test_the_headline_is_not_said_twice(result: StoryResult) -> None:
    seven = np.full(40, 7.0)
    same = replace(result, verdict=verdict(seven, seven, seven, 1, "close_fans"))
    assert slides.reveal(same).statement == "No difference."
    assert slides.explanation(same).startswith("“A hundred fans alone” and “Among")
    missing = np.full(40, np.nan)
    unknown = replace(result, verdict=verdict(missing, seven, seven, 1, "close_fans"))
    assert slides.explanation(unknown).startswith("In no run do both sides have")


def test_a_claim_by_a_factor_names_the_claim_not_the_sides() -> None:
    greedy = by(Judge("close_fans", factor=900.0))
    assert greedy.verdict.kind == "B"
    assert slides.reveal(greedy).sides == ("The claim holds", "The claim fails")
    assert slides.reveal(by(Judge("close_fans"))).sides[0] == "A hundred fans alone"


def test_a_curve_has_a_tick_a_decade_and_says_its_values(result: StoryResult) -> None:
    found = next(each for each in result.breaks if each.change.lever.path == "followers.fans.size")
    drawn = win_rate_curve(result, replace(found, scale="log"))
    assert drawn.columns["said"][0] == "10 accounts"
    ticks = drawn.spec["layer"][1]["encoding"]["x"]["axis"]["values"]
    assert ticks[0] == 10
    assert all(math.isclose(high, 10 * low) for low, high in pairwise(ticks))
    assert png(drawn)


def test_a_search_on_its_way_says_how_many_levers_were_tried(result: StoryResult) -> None:
    part = slides.changes(replace(result, breaks=result.breaks[:1], whole=False))
    assert part.lines == ("1 of 2 levers tried so far.",)
    first = slides.changes(replace(result, breaks=(), whole=False))
    assert "are being tried" in first.statement
    assert not first.table
    assert not slides.changes(result).lines


def test_the_levers_that_change_the_answer_come_first(result: StoryResult) -> None:
    head, *rows = slides.changes(result).table
    size = label(levers()["followers.fans.size"], "Fans")
    changing = {f"{size}, “A hundred fans alone” alone" for _ in result.stops}
    assert head == HEAD
    assert changing
    assert f"{rows[0][1]} or more" in slides.changes(result).statement  # of whole numbers the same
    assert {row[0] for row in rows[: len(changing)]} == changing
    assert [len(each.crossings) > 0 for each in nearest_first(result.breaks)] == [True, False]
    assert len(slides.curves(result)) == len(result.stops)


def test_the_handout_holds_every_figure_and_every_lever(result: StoryResult) -> None:
    page = handout(slides.story_deck(result, Brand())).decode()
    for outcome in OUTCOMES.values():
        assert outcome.label in page
    assert label(levers()["followers.casual.size"], "Casual followers") in page
    assert result.scenario.contradicts[0].source[:30] in page
    for word in ("forecast", "predict"):
        assert word not in page.split("<script>")[0].lower()
