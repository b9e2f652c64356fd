"""Break-even in words: between which values of a lever a side wins, or that there is none."""

from collections.abc import Sequence

from simulation.experiment.comparison.claim import Claim
from simulation.experiment.sensitivity.break_even import BreakEven
from simulation.experiment.sensitivity.crossing_search import Crossing
from simulation.parameters import Value
from simulation.report.phrases import capitalised, joined, of_runs, quoted
from simulation.report.quantities import named, said, span

_MOST_TIES = 0.5  # of the runs, above which they are spoken of


def sentence(found: BreakEven) -> str:
    """The answer, and what else to know about it."""
    parts = [_answer(found)]
    if found.change.alone:
        title = found.claim.titles[found.change.sides[0]]
        parts.append(f"Only {quoted(title)} was changed.")
    rate = found.crossings[0].win_rate if found.crossings else found.today.win_rate
    if rate and rate.ties > _MOST_TIES * rate.worlds:
        where = "there" if found.crossings else "today"
        parts.append(f"Ties {where}: {of_runs(rate.ties, rate.worlds)}.")
    return " ".join(parts)


def wins(claim: Claim, key: str) -> str:
    """The statement that a side wins; of a claim of some times as much, that it is true or not."""
    if claim.factor == 1:
        return f"{quoted(claim.titles[key])} wins"
    return "the claim is true" if key == "A" else "the claim is not true"


def break_even_value(found: BreakEven, crossing: Crossing) -> Value:
    """The value a break-even is named by: of a whole number the first with the other answer."""
    if found.change.lever.type == "integer":
        return int(crossing.between[1])
    return crossing.value


def made_of(found: Sequence[BreakEven]) -> str:
    """The number of runs behind a quick search; empty where none of these was one."""
    looks = [(each.look, each.worlds) for each in found if each.look]
    if not looks:
        return ""
    least, most = min(look for look, _ in looks), max(worlds for _, worlds in looks)
    return (
        f"Runs of this story are large, so some values were tried in only {least} of them; where "
        f"the answer changes, it was up to {most}."
    )


def _answer(found: BreakEven) -> str:
    if found.low is None or found.high is None:
        return f"{named(found.change.lever)}: {_choices(found)}."
    if found.crossings:
        return f"{_where(found)}{_certainty(found)}"
    searched = span(found.change.lever, _value(found, found.low), _value(found, found.high))
    where = f"at every value tried of {named(found.change.lever)}, from {searched}"
    if not found.leader:
        return f"Too close to call {where}."
    said = capitalised(wins(found.claim, found.leader))
    clear = all(each.clear for each in found.points if each.win_rate)
    return f"{said} {where}." if clear else f"{said}, or it is too close to call, {where}."


def _where(found: BreakEven) -> str:
    """The stretches in which A wins, and what is so elsewhere."""
    name, there = named(found.change.lever), joined(_stretches(found, "A"), "or")
    if found.claim.factor != 1:
        return f"True where {name} is {there}; not true elsewhere"
    one, other = (wins(found.claim, key) for key in "AB")
    if len(found.crossings) > 1:
        return f"{one} where {name} is {there}; {other} elsewhere"
    elsewhere = joined(_stretches(found, "B"), "or")
    return f"{one} where {name} is {there}; {other} where it is {elsewhere}"


def _stretches(found: BreakEven, key: str) -> list[str]:
    """The values at which a side wins: "below 2", "between 2 and 7", "4 partners or more"."""
    whole, lever = found.change.lever.type == "integer", found.change.lever
    stretches, start = [], None
    for crossing in found.crossings:
        if crossing.above == key:
            start = crossing
        elif start is None:
            end = said(lever, _value(found, crossing.between[0]))
            end = end if whole else said(lever, crossing.value)
            stretches.append(f"{end} or less" if whole else f"below {end}")
        else:
            low, high = break_even_value(found, start), crossing.value
            high = crossing.between[0] if whole else high
            stretches.append(f"between {span(lever, low, _value(found, high), 'and')}")
            start = None
    if start is not None:
        low = said(lever, break_even_value(found, start))
        stretches.append(f"{low} or more" if whole else f"above {low}")
    return stretches


def _certainty(found: BreakEven) -> str:
    """The interval of the only break-even; and whether both sides win beyond chance."""
    sure = all(each.sure for each in found.crossings)
    doubt = "" if sure else " At one end of the range it is too close to call."
    if len(found.crossings) > 1:
        return f".{doubt}"
    (only,), lever = found.crossings, found.change.lever
    low, high = _value(found, only.low), _value(found, only.high)
    neighbours = lever.type == "integer" and only.high - only.low <= 2
    if neighbours or said(lever, low) == said(lever, high):
        return f".{doubt}"
    return f" (95% confident: break-even between {span(lever, low, high, 'and')}).{doubt}"


def _choices(found: BreakEven) -> str:
    parts = []
    for point in found.points:
        value = said(found.change.lever, point.value)
        if point.win_rate is None:
            parts.append(f"{value} is not legal here")
        elif point.verdict is not None and point.verdict.winner:
            parts.append(f"with {value} {wins(found.claim, point.verdict.winner)}")
        elif point.verdict is not None and point.verdict.kind == "same":
            parts.append(f"with {value} the sides do not differ")
        else:
            parts.append(f"with {value} it is too close to call")
    return ", ".join(parts)


def _value(found: BreakEven, value: float) -> Value:
    return int(value) if found.change.lever.type == "integer" else value
