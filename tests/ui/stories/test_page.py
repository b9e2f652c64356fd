"""Stories on the page: nothing is told before the bet, then all; slides say what was found."""

import json
import math
from dataclasses import replace
from itertools import pairwise

import pytest
from streamlit.testing.v1 import AppTest

from simulation.experiment.comparison.win_rate import WinRate
from simulation.experiment.runner.runner import open_runner
from simulation.experiment.story_result import StoryResult, run_story
from simulation.outcomes import OUTCOMES
from simulation.parameters import Run, changed
from simulation.scenario import Judge, Scenario, load
from ui import text as words
from ui.charts.chart import png
from ui.present.handout import leave_behind
from ui.present.stage import Brand
from ui.state import settings
from ui.stories import deck as tale


def small() -> Scenario:
    """A story of quick worlds: 4b in a week, and with few levers to break it."""
    story = load("4b")
    fewer = {"network.population": 20_000}
    sides = tuple(replace(side, parameters=changed(side.parameters, fewer)) for side in story.sides)
    breaks = ("A:followers.fans.size", "dialogue.order")
    return replace(story, sides=sides, breaks=breaks, run=Run(worlds=40, days=14.0))


@pytest.fixture(scope="module")
def told() -> StoryResult:
    with open_runner() as one:
        story = small()
        return run_story(one, story, story.run)


pytestmark = pytest.mark.usefixtures("own_store", "patient")


@pytest.fixture(autouse=True)
def _small_story(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "shipped", lambda: {"4b": small()})


def _stories() -> None:
    from ui.stories import page as stories

    stories.render()


def _present() -> None:
    from ui.present import page as present

    present.render()


def text(at: AppTest) -> str:
    return " ".join(each.value for each in [*at.markdown, *at.caption, *at.header, *at.error])


def test_nothing_is_told_before_the_bet() -> None:
    at = AppTest.from_function(_stories, default_timeout=150).run()
    at.button(key="open-4b").click().run()
    assert not at.exception
    assert "Place your bet" in text(at)
    assert not at.get("vega_lite_chart")
    assert "tasks" not in at.session_state
    at.slider(key="bet-4b").set_value(30).run()
    at.button(key="place-bet").click().run()
    assert not at.exception
    said = text(at)
    assert "You bet on “The claim holds” in 30 of 100 worlds; it came out in" in said
    assert "Where it stops being true" in said
    assert "What speaks against it" in said
    assert len(at.get("download_button")) >= 2
    at.button(key="bet-again").click().run()
    assert "You bet" not in text(at)
    at.button(key="all-stories").click().run()
    assert "1 claims about followers" in " ".join(each.value for each in at.title)


def test_the_stage_tells_what_was_found() -> None:
    at = AppTest.from_function(_present, default_timeout=150).run()
    assert not at.exception
    (mounted,) = [each for each in at.get("bidi_component") if "slides" in each.proto.json]
    data = json.loads(mounted.proto.json)
    kinds = [beat["kind"] for beat in data["slides"]]
    assert kinds == ["claim", "bet", "reveal", "odds", "breaks", "do"]
    assert sum(data["slides"][2]["dots"]) == 100
    assert "seed 1" in data["foot"]


def test_beats_say_what_was_found(told: StoryResult) -> None:
    claim, bet, reveal, ranges, breaks, do = tale.stage_beats(told)
    assert claim.says == told.scenario.claim
    assert "in how many of 100 worlds" in bet.says
    assert reveal.says == tale.VERDICTS[told.verdict]
    assert reveal.win_rate == told.win_rate
    assert "Fans still close (people), the median and 90% of worlds:" in reveal.lines
    assert len(breaks.rows) == 1 + len(told.breaks)
    assert ranges.drawing
    assert len(ranges.drawing.columns["name"]) == len(told.sides)
    middle = [each.summaries[told.claim.outcome.name].median or 0 for each in told.sides[:2]]
    ahead = told.sides[middle.index(max(middle))]
    assert f"“{ahead.side.title}” does better" in do.says


def test_what_a_world_has_or_has_not_is_told_by_the_part_of_worlds(told: StoryResult) -> None:
    """The median of yes and no is 0% or 100%, whatever the chance."""
    with open_runner() as one:
        found = run_story(one, told.scenario, told.run, judge=Judge("large_chance"), search=False)
    _, figures, first, *_ = tale.reveal(found).lines
    chance = words.quantity(found.sides[0].summaries["large_chance"].mean, "chance")
    assert figures == "Somebody large shared, in this part of worlds:"
    assert first == f"A hundred fans alone: {chance}"
    assert tale.ranges(found).says.endswith("of worlds.")
    assert tale.side_ranges(found).columns["median"] == [
        each.summaries["large_chance"].mean for each in found.sides
    ]


def test_who_misses_the_mark_may_still_do_better(told: StoryResult) -> None:
    """By a factor no side can have the claim fails, but not the side that is ahead."""
    with open_runner() as one:
        greedy = run_story(one, told.scenario, told.run, judge=Judge("close_fans", factor=900.0))
    assert greedy.verdict == "fails"
    assert tale.reveal(greedy).sides == ("The claim holds", "The claim fails")
    assert tale.advice(greedy).says == tale.advice(told).says


def test_a_bet_is_held_against_the_dots_not_against_odds_that_count_draws_half(
    told: StoryResult,
) -> None:
    some = replace(told, win_rate=WinRate(20, 160, 20, 200, 0, 50.0, 45.0, 55.0))
    assert tale.settled(some, 30).endswith("it came out in 10, and 80 were even.")
    assert "even" not in tale.settled(told, 30)


def test_a_curve_has_a_tick_a_decade_and_says_its_values(told: StoryResult) -> None:
    found = next(each for each in told.breaks if each.change.lever.path == "followers.fans.size")
    drawn = tale.curve(told, replace(found, scale="log"))
    assert drawn.columns["said"][0] == "10 accounts"
    ticks = drawn.spec["layer"][1]["encoding"]["x"]["axis"]["values"]
    assert ticks[0] == 10
    assert all(math.isclose(high, 10 * low) for low, high in pairwise(ticks))
    assert png(drawn)


def test_a_search_on_its_way_says_how_many_levers_it_has_looked_at(told: StoryResult) -> None:
    part = replace(told, breaks=told.breaks[:1], whole=False)
    assert tale.breaks(part).lines == ("1 of 2 levers were looked at so far.",)
    first = tale.breaks(replace(told, breaks=(), whole=False))
    assert "still being looked at" in first.says
    assert not first.rows
    assert not tale.breaks(told).lines


def test_the_levers_that_turn_it_come_first(told: StoryResult) -> None:
    _, *rows = tale.breaks(told, most=None).rows
    turning = {"Fans: how many, “A hundred fans alone” alone" for _ in told.stops}
    assert turning
    assert f"{rows[0][1]} or more" in tale.breaks(told).says  # of whole numbers the same one
    assert {row[0] for row in rows[: len(turning)]} == turning
    assert len(tale.curves(told)) == len(told.stops)


def test_the_leave_behind_holds_every_figure_and_every_input(told: StoryResult) -> None:
    page = leave_behind(told.scenario.title, tale.whole(told), Brand(), "seed 1").decode()
    for outcome in OUTCOMES.values():
        assert outcome.label in page
    assert "Casual followers: how many" in page
    assert told.scenario.contradicts[0].source[:30] in page
    for word in ("forecast", "predict"):
        assert word not in page.split("<script>")[0].lower()
