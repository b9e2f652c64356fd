"""The advice of a story's file never says anything else than the figures in its appendix do."""

import re
from dataclasses import replace

import numpy as np
import pytest

from simulation.experiment.story_result import SideResult, StoryResult
from simulation.outcomes import OUTCOMES, summary
from simulation.parameters import Parameters
from simulation.scenarios import Side
from tests.ui.stories.test_deck import result as result  # the fixture
from ui.present.brand import Brand
from ui.present.deck import Deck
from ui.stories import advice
from ui.stories.advice import GOALS
from ui.stories.deck import story_deck
from ui.text import headed

pytestmark = pytest.mark.compiled

WORLDS, TRIALS = 60, 40
NUMBER = re.compile(r"(-?)\$?(\d[\d,]*\.?\d*)( million| billion)?(%?)")
SIZES = {"": 1.0, " million": 1e6, " billion": 1e9}


def numbers(text: str) -> list[float]:
    """The figures of a cell: the median, then the ends of the range where they are said."""
    found = []
    for sign, digits, size, percent in NUMBER.findall(text):
        value = float(digits.replace(",", "")) * SIZES[size] / (100 if percent else 1)
        found.append(-value if sign else value)
    return found


def ends(cell: str) -> tuple[float, float]:
    median, *between = numbers(cell)
    low, high = between or (median, median)
    return low, high


def drawn(seed: int) -> tuple[SideResult, ...]:
    """Three sides that differ by chance alone in where each outcome lies."""
    rng = np.random.default_rng(seed)
    noise = {name: rng.normal(0, 1, WORLDS) for name in OUTCOMES}
    sides = []
    for key in "ABC":
        columns = {name: 10.0 * rng.integers(1, 6) + noise[name] for name in OUTCOMES}
        sides.append(
            SideResult(
                side=Side(key, f"Side {key}", Parameters()),
                values=columns["close_fans"],
                summaries={name: summary(column) for name, column in columns.items()},
                again=columns["close_fans"] + rng.normal(0, 1, WORLDS),
                verdict=None,
            )
        )
    return tuple(sides)


def rows(deck: Deck) -> dict[str, tuple[str, ...]]:
    (table,) = [each.table for each in deck.appendix if each.name == "outcomes"]
    return {row[0]: row[1:] for row in table[1:]}


@pytest.mark.parametrize("seed", range(TRIALS))
def test_what_a_side_does_clearly_better_is_said_and_nothing_else(
    seed: int, result: StoryResult
) -> None:
    found = replace(result, sides=drawn(seed))
    deck = story_deck(found, Brand())
    (advised,) = [each for each in deck.slides if each.kind == "advice"]
    best = [each.side.title for each in advice.best(found)]
    table = rows(deck)
    for place, side in enumerate(found.sides):
        title = side.side.title
        others = [n for n, each in enumerate(found.sides) if each.side.title in best and n != place]
        about = [each for each in advised.lines if each.startswith(f"“{title}” is")]
        (said,) = [each for each in about if "better on" in each] or [""]
        for name in GOALS:
            outcome = OUTCOMES[name]
            if name == found.claim.outcome.name or not others:
                continue
            cells = table[headed(outcome)]
            low, high = ends(cells[place])
            rivals = [ends(cells[other]) for other in others]
            up = outcome.more_is_better
            clear = all(low > b if up else high < a for a, b in rivals)
            named = re.search(rf"(on|,|and) {outcome.label.lower()} \(", said)
            assert bool(named) == clear, (title, name, said)


def test_the_best_side_by_the_judged_outcome_is_best_in_the_appendix_too(
    result: StoryResult,
) -> None:
    for seed in range(TRIALS):
        found = replace(result, sides=drawn(seed))
        deck = story_deck(found, Brand())
        cells = rows(deck)[headed(found.claim.outcome)]
        medians = {
            each.side.title: numbers(cell)[0] for each, cell in zip(found.sides, cells, strict=True)
        }
        top = max(medians.values())
        for each in advice.best(found):
            assert medians[each.side.title] >= top - 1  # what is rounded to two figures
            assert f"“{each.side.title}”" in advice.statement(found)


def test_the_first_page_and_the_slide_say_the_same(result: StoryResult) -> None:
    deck = story_deck(result, Brand())
    (advised,) = [each for each in deck.slides if each.kind == "advice"]
    assert deck.summary is not None
    assert deck.summary.statement == advised.statement
    assert set(deck.summary.lines[1:]) <= set(advised.lines)
