"""Advice from a story: every side weighed, other outcomes looked at, the doubtful figure named."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from simulation.experiment.story_result import SideResult, StoryResult
from simulation.outcomes import OUTCOMES
from simulation.parameters import levers, values
from simulation.report.break_even import break_even_value
from simulation.report.phrases import quoted
from simulation.report.quantities import said
from ui.stories.break_evens import in_a_sentence, nearest_crossing, nearest_first
from ui.stories.figures import compared
from ui.text import label, middle, quantity, setting, whose

# Outcomes that a client may want instead of the one the story is judged by.
GOALS = ("reach", "niche_reach", "net_followers", "orders", "profit", "cost_per_reach")
NOTHING_CHANGES_IT = "No single lever that was tried changes the answer."
FEW = 2  # levers that are still a small change


def statement(result: StoryResult) -> str:
    """The sides to choose from, by the judged outcome."""
    outcome, good = result.claim.outcome.label, best(result)
    others = [each for each in result.sides if each not in good]
    if not others:
        return f"{outcome}: no side is clearly better than another."
    how, figures = compared(result, [*good, *others])
    ours, theirs = figures[: len(good)], list(dict.fromkeys(figures[len(good) :]))
    titles = _listed(quoted(each.side.title) for each in good)
    if len({*ours, *theirs}) == 1:
        do = "does" if len(good) == 1 else "do"
        return f"{outcome}: {titles} {do} best, but by little: {how} {ours[0]} with every side."
    do = "does" if len(good) == 1 else "do"
    each = " each" if len(good) > 1 and len(set(ours)) == 1 else ""
    said = _listed(dict.fromkeys(ours)) + each
    return f"{outcome}: {titles} {do} best, {how} {said} against {_listed(theirs)}."


def lines(result: StoryResult) -> tuple[str, ...]:
    """Further points: a small change that is enough, other outcomes, what is not known."""
    return (
        *_smallest_change(result),
        *_other_outcomes(result),
        *_what_changes_it(result),
        "This explores what follows from the assumptions; it does not tell the future.",
    )


def best(result: StoryResult) -> list[SideResult]:
    """The sides that no other beats beyond doubt on the judged outcome, in the story's order.

    More is enough here: a claim of "twice as much" may fail although its side wins.
    """
    beaten: set[str] = set()
    for one, other in combinations(result.sides, 2):
        winner = result.better(one, other).winner
        beaten |= {"A": {other.side.key}, "B": {one.side.key}}.get(winner, set())
    return [each for each in result.sides if each.side.key not in beaten]


def _smallest_change(result: StoryResult) -> Iterator[str]:
    """The few levers by which a side that is beaten becomes one that is not, and their cost.

    Only where there are more than the two sides of the claim: the others are its variations.
    """
    if len(result.sides) == 2:
        return
    good = best(result)
    ways = [
        (_differences(before, after), before, after)
        for before in result.sides
        for after in sorted(good, key=lambda each: -len(_better_on(result, each)))
        if before not in good
    ]
    if not ways:
        return
    paths, before, after = min(ways, key=lambda way: len(way[0]))
    if not 0 < len(paths) <= FEW:
        return
    table = values(after.side.parameters)
    moves = (
        f"{quoted(label(levers()[path], whose(path)))} to {setting(levers()[path], table[path])}"
        for path in paths
    )
    titles = f"{quoted(before.side.title)} becomes {quoted(after.side.title)}"
    yield f"{titles} by setting {_listed(moves)}, {_extra_cost(before, after)}."


def _differences(one: SideResult, other: SideResult) -> Sequence[str]:
    before, after = values(one.side.parameters), values(other.side.parameters)
    return [path for path, value in after.items() if value != before[path]]


def _extra_cost(before: SideResult, after: SideResult) -> str:
    one, other = (each.summaries["cost"].mean or 0.0 for each in (before, after))
    more = quantity(abs(other - one), "$")
    return (
        "at the same cost" if more == "$0" else (f"for {more} {'more' if other > one else 'less'}")
    )


def _other_outcomes(result: StoryResult) -> Iterator[str]:
    good = best(result)
    for side in result.sides:
        if found := _better_on(result, side):
            also = "also " if side in good and len(good) < len(result.sides) else ""
            yield f"{quoted(side.side.title)} is {also}better on {_listed(found)}."


def _better_on(result: StoryResult, side: SideResult) -> list[str]:
    """The goals on which a side is clearly better than every best side but itself."""
    rivals = [each for each in best(result) if each is not side]
    return [
        _against(name, side, rivals)
        for name in GOALS
        if rivals
        and name != result.claim.outcome.name
        and all(_clearly_better(name, side, each) for each in rivals)
    ]


def _clearly_better(name: str, one: SideResult, other: SideResult) -> bool:
    """True if 9 of 10 runs of one side are beyond 9 of 10 runs of the other."""
    a, b = one.summaries[name], other.summaries[name]
    if a.low90 is None or a.high90 is None or b.low90 is None or b.high90 is None:
        return False
    return a.low90 > b.high90 if OUTCOMES[name].more_is_better else a.high90 < b.low90


def _against(name: str, side: SideResult, rivals: Sequence[SideResult]) -> str:
    outcome = OUTCOMES[name]
    figures = [middle(each.summaries[name], outcome.unit) for each in (side, *rivals)]
    others = _listed(dict.fromkeys(figures[1:]))
    return f"{outcome.label.lower()} ({figures[0]} against {others})"


def _what_changes_it(result: StoryResult) -> Iterator[str]:
    """The lever whose break-even is nearest, and whether its value here is known."""
    if not result.stops:
        if result.whole and result.breaks:
            yield NOTHING_CHANGES_IT
        return
    found = nearest_first(result.stops)[0]
    lever = found.change.lever
    there = said(lever, break_even_value(found, nearest_crossing(found)))
    here = said(lever, found.change.today)
    guessed = lever.evidence.strength == "assumption"
    known = ", an assumption: no published figure was found" if guessed else ""
    where = "that is also where it stands here" if there == here else f"here it is {here}"
    one, other, *more = (quoted(each.side.title) for each in result.sides)
    between = f"Between {one} and {other}, the" if more else "The"
    yield f"{between} answer changes where {in_a_sentence(found)} passes {there}; {where}{known}."


def _listed(texts: Iterable[str]) -> str:
    *rest, last = texts
    return f"{', '.join(rest)} and {last}" if rest else last
