"""A story that was run, as slides: what is claimed, the bet, what was found, where it breaks.

Everything said here is computed from the story; nothing about how it comes out is written down.
"""

import math
from collections.abc import Callable, Sequence

from simulation.experiment.comparison.phrases import better
from simulation.experiment.comparison.win_rate import win_rate
from simulation.experiment.sensitivity.break_even import BreakEven
from simulation.experiment.sensitivity.crossing_search import Crossing
from simulation.experiment.story_result import SideResult, StoryResult
from simulation.outcomes import OUTCOMES, Summary
from simulation.parameters import Parameters, Value, levers, values
from simulation.quantities import named, said
from simulation.scenario import Judge, Note, Scenario
from ui.charts import specs as charts
from ui.charts.chart import Drawing
from ui.charts.data import Columns, hundred
from ui.charts.specs import Ruler
from ui.present.slide import Slide
from ui.text import (
    central,
    headed,
    is_share,
    label,
    middle,
    quantity,
    range90,
    setting,
    stated,
    whose,
)

VERDICTS = {
    "holds": "The claim holds here.",
    "fails": "The claim fails here.",
    "undecided": "It could go either way.",
}
MOST = 6  # levers that fit on a slide


def stage_beats(told: StoryResult) -> list[Slide]:
    """One thing at a time, for a room: claim, bet, reveal, odds, where it breaks, what to do."""
    return [make(told) for make in STAGE]


def whole(told: StoryResult) -> list[Slide]:
    """All there is, to be read alone: the slides, the evidence, every figure, every input."""
    slides = [claim(told), reveal(told), ranges(told), *curves(told), breaks(told, most=None)]
    return [
        *slides,
        advice(told),
        *evidence(told),
        figures(told),
        *inputs(told),
        definitions(told),
    ]


def claim(told: StoryResult) -> Slide:
    """What is claimed, and between whom."""
    sides = tuple(f"{told_side.side.key}: {told_side.side.title}" for told_side in told.sides)
    return Slide("claim", "The claim", told.scenario.claim, sides)


def bet(told: StoryResult) -> Slide:
    """What the audience is asked before it is told anything."""
    return Slide("bet", "Place your bet", question(told.scenario), (_judged(told),))


def question(scenario: Scenario) -> str:
    """The story's own question where it asks for worlds of 100, else that of the odds."""
    if "in how many of 100 worlds" in scenario.bet.lower():
        return scenario.bet
    judge = scenario.judge or Judge("reach")
    one, other = (f"“{side.title}”" for side in scenario.sides[:2])
    claimed = better(judge.outcome, one, other, judge.factor)
    return f"In how many of 100 worlds is this so: {claimed}?"


def reveal(told: StoryResult) -> Slide:
    """Who is ahead in how many worlds, and the medians."""
    which = "in this part of worlds" if _either(told) else "the median and 90% of worlds"
    figures = f"{headed(told.claim.outcome)}, {which}:"
    lines = (told.sentence, figures, *(_line(told, each) for each in told.sides))
    return Slide(
        "reveal", "What was found", VERDICTS[told.verdict], lines,
        told.win_rate if told.win_rate.worlds else None, called(told),
    )  # fmt: skip


def settled(told: StoryResult, bet: int) -> str:
    """A bet, in worlds of 100, beside what came out: as the dots count it."""
    wins, even, _ = hundred(told.win_rate)
    said = f"You bet on “{called(told)[0]}” in {bet} of 100 worlds; it came out in {wins}"
    return f"{said}, and {even} were even." if even else f"{said}."


def ranges(told: StoryResult) -> Slide:
    """Medians and ranges of every side, drawn."""
    outcome = told.claim.outcome
    drawing = side_ranges(told)
    one, other = told.sides[0], told.sides[1]
    a, b = (each.summaries[outcome.name] for each in (one, other))
    says = f"{headed(outcome)}: {middle(a, outcome.unit)} against {middle(b, outcome.unit)}"
    says += " of worlds." if _either(told) else " in the middle world."
    return Slide("odds", "How far the worlds differ", says, _means(told, a, b), drawing=drawing)


def breaks(told: StoryResult, most: int | None = MOST) -> Slide:
    """The levers that turn the answer, and those that do not."""
    ordered = nearest(told.breaks)
    rows = [("What would have to change", "Turns at", "Here")]
    rows += [_turn(each) for each in ordered[:most]]
    first = next((each for each in ordered if each.crossings), None)
    moved = "that were moved" if told.whole else "looked at so far"
    says = first.sentence if first else f"None of the levers {moved}, each alone, turns the answer."
    many = len(told.scenario.breaks)
    lines = () if told.whole else (f"{len(told.breaks)} of {many} levers were looked at so far.",)
    if not told.breaks and not told.whole:
        says, rows = "The levers that may turn it are still being looked at.", []
    return Slide("breaks", "Where it stops being true", says, lines, rows=tuple(rows))


def nearest(found: Sequence[BreakEven]) -> list[BreakEven]:
    """Those that turn the answer nearest to today's value first."""
    return sorted(found, key=_nearness)


def advice(told: StoryResult) -> Slide:
    """What follows for who has to decide: who is ahead, and the one figure to find out first.

    A claim of "twice as much" may fail although its side is ahead; so that is looked at anew.
    """
    name = told.claim.outcome.name
    leader = win_rate(told.sides[0].values, told.sides[1].values, name).leader
    near = next(iter(nearest(told.stops)), None)
    lines = []
    if leader:
        title = _titles(told)[0 if leader == "A" else 1]
        says = f"As things stand here, “{title}” does better."
    else:
        says = "Neither is worth choosing for this alone."
    if near:
        turns = said(near.change.lever, _at(near, near.crossings[0]))
        here = said(near.change.lever, near.change.today)
        lines.append(
            f"First find out your own {named(near.change.lever)}: the answer turns at {turns}, "
            f"and {here} is assumed here."
        )
    elif told.whole and leader:
        lines.append("No single lever that was moved turns this.")
    lines.append("This explores what follows from its assumptions; it does not tell the future.")
    return Slide("do", "What to do", says, tuple(lines))


def evidence(told: StoryResult) -> list[Slide]:
    """What others have found, for and against."""
    story = told.scenario
    return [
        Slide("evidence", heading, "", rows=(("Source", "What it says"), *_notes(notes)))
        for heading, notes in (
            ("Evidence for the claim", story.supports),
            ("Evidence against it", story.contradicts),
        )
        if notes
    ]


def figures(told: StoryResult) -> Slide:
    """Every outcome of every side: the median, and the range of 90 % of the worlds."""
    head = ("Median (90% of worlds)", *(each.side.title for each in told.sides))
    rows = [
        (headed(outcome), *(_ends(each.summaries[name], outcome.unit) for each in told.sides))
        for name, outcome in OUTCOMES.items()
    ]
    return Slide("definitions", "Every figure", "", rows=(head, *rows))


def inputs(told: StoryResult) -> list[Slide]:
    """What was put in: for every side the levers that differ from the defaults."""
    tables = [values(each.side.parameters) for each in told.sides]
    plain = values(Parameters())
    rows = [
        (label(lever, whose(path)), *(setting(lever, table[path]) for table in tables),
         setting(lever, plain[path]), lever.help)
        for path, lever in levers().items()
        if any(table[path] != plain[path] for table in tables)
    ]  # fmt: skip
    head = ("Lever", *(each.side.title for each in told.sides), "Default", "What it means")
    return (
        [Slide("inputs", "What was put in", told.scenario.note, rows=(head, *rows))] if rows else []
    )


def definitions(told: StoryResult) -> Slide:
    """What the outcomes mean."""
    rows = [(outcome.label, outcome.unit, outcome.help) for outcome in OUTCOMES.values()]
    return Slide(
        "definitions", "What the outcomes mean", "", rows=(("Outcome", "Unit", "Meaning"), *rows)
    )


def side_ranges(told: StoryResult) -> Drawing:
    """The judged outcome of every side: a bar to the median, a line over 90 % of the worlds."""
    outcome, unit = told.claim.outcome, told.claim.outcome.unit
    found = [each.summaries[outcome.name] for each in told.sides]
    columns: Columns = {
        "name": [
            f"{each.side.title}|{_ends(summary, unit)}"
            for each, summary in zip(told.sides, found, strict=True)
        ],
        "place": list(range(len(found))),
        "median": [central(each, unit) or 0.0 for each in found],
        "low": [(each.mean if _either(told) else each.low90) or 0.0 for each in found],
        "high": [(each.mean if _either(told) else each.high90) or 0.0 for each in found],
    }
    spoken = "; ".join(columns["name"]).replace("|", ": ")
    spec = charts.ranges(headed(outcome), len(found), is_share(unit), unit == "$")
    return Drawing(f"sides-{told.scenario.id}", outcome.label, spec, columns, f"{spoken}.")


def curves(told: StoryResult) -> list[Slide]:
    """The odds along each lever that turns them, drawn."""
    return [
        Slide("breaks", _moved(each), each.sentence,
             drawing=curve(told, each))
        for each in nearest(told.stops)
    ]  # fmt: skip


def curve(told: StoryResult, found: BreakEven) -> Drawing:
    """The odds of A over the values of a lever, where they were looked at."""
    lever, one = found.change.lever, _titles(told)[0]
    known = [each for each in found.points if each.win_rate and each.win_rate.percent is not None]
    columns: Columns = {
        "value": [float(each.value) for each in known],
        "said": [stated(lever, each.value) for each in known],
        "odds": [each.win_rate.percent for each in known if each.win_rate],
        "low": [each.win_rate.low95 for each in known if each.win_rate],
        "high": [each.win_rate.high95 for each in known if each.win_rate],
        "today": [float(found.change.today)] * len(known),
    }
    name = _moved(found)
    what = f"{one} ahead" if found.claim.factor == 1 else "The claim holds"
    spec = charts.odds_curve(_ruler(found, name, columns["value"]), "Worlds of 100")
    place = str(found.change).replace(":", "-").replace(".", "-")
    return Drawing(f"turn-{place}", f"{what}, by {name}", spec, columns, found.sentence)


def _ruler(found: BreakEven, name: str, values: Sequence[float]) -> Ruler:
    """The axis of a curve; where it spans decades, with a tick a decade."""
    lever, log = found.change.lever, found.scale == "log"
    low, high = min(values), max(values)
    ticks: tuple[float, ...] = ()
    if log:
        least = min(each for each in values if each > 0)
        powers = range(math.floor(math.log10(least)), math.floor(math.log10(high)) + 1)
        ticks = tuple(each for each in (0.0, *(10.0**power for power in powers)) if each >= low)
    money = lever.unit.startswith("$")
    return Ruler(name, low, high, ticks, log, is_share(lever.unit), money)


def called(told: StoryResult) -> tuple[str, str]:
    """What the two kinds of worlds are called: by who is ahead, or by what became of the claim."""
    return _titles(told) if told.claim.factor == 1 else ("The claim holds", "The claim fails")


def _titles(told: StoryResult) -> tuple[str, str]:
    return told.sides[0].side.title, told.sides[1].side.title


def _judged(told: StoryResult) -> str:
    outcome, factor = told.claim.outcome, told.claim.factor
    more = "" if factor == 1 else f", at least {factor:g} times as much"
    return f"Judged by: {outcome.label.lower()}{more}."


def _line(told: StoryResult, each: SideResult) -> str:
    outcome = told.claim.outcome
    return f"{each.side.title}: {_ends(each.summaries[outcome.name], outcome.unit)}"


def _either(told: StoryResult) -> bool:
    """Whether a world has the outcome or has it not, so that its median says little."""
    return told.claim.outcome.unit == "chance"


def _ends(found: Summary, unit: str) -> str:
    said, ends = middle(found, unit), range90(found, unit)
    return said if said == ends or unit == "chance" else f"{said} ({ends})"


def _means(told: StoryResult, a: Summary, b: Summary) -> tuple[str, ...]:
    unit = told.claim.outcome.unit
    return (
        ()
        if _either(told)
        else (f"On average {quantity(a.mean, unit)} against {quantity(b.mean, unit)}.",)
    )


def _notes(notes: Sequence[Note]) -> list[tuple[str, str]]:
    return [(note.source, note.says) for note in notes]


def _turn(found: BreakEven) -> tuple[str, str, str]:
    lever = found.change.lever
    turns = ", ".join(said(lever, _at(found, each)) for each in found.crossings)
    if found.scale == "kinds":  # a switch or a choice: who is ahead with each
        leaders = {key: found.claim.leads(key) for key in "AB"} | {"": "too close to call"}
        turns = "; ".join(
            f"{said(lever, each.value)}: {leaders[each.win_rate.leader]}"
            for each in found.points
            if each.win_rate
        )
    return _moved(found), turns or "never", said(lever, found.change.today)


def _moved(found: BreakEven) -> str:
    """A lever as it stands beside a control, and where it is moved on one side alone, on which."""
    lever, alone = found.change.lever, found.change.alone
    side = f", “{found.claim.titles[found.change.sides[0]]}” alone" if alone else ""
    return label(lever, whose(lever.path)) + side


def _at(found: BreakEven, turn: Crossing) -> Value:
    """Where it turns; of a whole number the first with the other answer, as its sentence has it."""
    return int(turn.between[1]) if found.change.lever.type == "integer" else turn.value


def _nearness(found: BreakEven) -> float:
    """How far today's value is from where the answer turns: in doublings, none last."""
    if not found.crossings:
        return math.inf
    today = float(found.change.today)
    nearest = min((each.value for each in found.crossings), key=lambda value: abs(value - today))
    if today <= 0 or nearest <= 0:
        return 100.0 + abs(nearest - today)
    return abs(math.log2(nearest / today))


STAGE: tuple[Callable[[StoryResult], Slide], ...] = (claim, bet, reveal, ranges, breaks, advice)
