"""A recommendation in words: two sentences a client understands, and the lines below them."""

from collections.abc import Iterable, Iterator

from simulation.decision.answer_changes import AnswerChange
from simulation.decision.goals import Goal
from simulation.decision.information import Worth
from simulation.decision.recommendation import Recommendation
from simulation.decision.sanity import Remark
from simulation.outcomes import Summary
from simulation.parameters import Value
from simulation.report.phrases import joined, of_settings, quoted, wins_ties_losses
from simulation.report.quantities import named, quantity, said

TIES = 0.005  # of the runs, from which on they are spoken of
MATERIAL = 0.01  # of what the best option brings: what knowing something has to be worth
CHANGES, WORTH = "What would change the answer", "Worth finding out first"
OPPOSED, REMARKS = "By other goals", "Before you rely on it"
DOUBT = "How far the figure may be off"


def sentences(found: Recommendation) -> tuple[str, str]:
    """The advice, and how sure it is."""
    write = {
        "clear": _clear,
        "unsettled": _unsettled,
        "none": _none,
        "alone": _alone,
        "unknown": _unknown,
    }
    return write[found.answer](found)


def lines(found: Recommendation) -> Iterator[str]:
    """Further things to know, a sentence or two each: first, changes of the answer."""
    for groups in sections(found).values():
        yield from groups


def sections(found: Recommendation) -> dict[str, tuple[str, ...]]:
    """The lines by their heading; headings that have nothing below them are left out."""
    best = found.best
    groups: dict[str, Iterable[str]] = {
        CHANGES: _changes(found, best) if best is not None and found.rival is not None else (),
        WORTH: _worth(found),
        OPPOSED: _opposed(found),
        REMARKS: (_remark(found, remark) for remark in found.remarks),
        DOUBT: _doubt(found, best) if best is not None else (),
    }
    made = {heading: tuple(each) for heading, each in groups.items()}
    return {heading: each for heading, each in made.items() if each}


def _clear(found: Recommendation) -> tuple[str, str]:
    best, rival = _both(found)
    if found.rows[best].option.base:
        gap = found.pair(rival, best).gap.inner.median
        what = (
            f"Leave things as they are: {_does_best(found, best)}; the next best, "
            f"{_title(found, rival)}, is {_behind(found, gap)}."
        )
    else:
        what = f"Choose {_does_best(found, best)}{_gain(found, best)}."
    against = "It" if len(found.rows) == 2 else f"Against the next best, {_title(found, rival)}, it"
    return what, f"{against} wins in {_how_often(found, best, rival)}."


def _unsettled(found: Recommendation) -> tuple[str, str]:
    best, _ = _both(found)
    doubtful = {
        place: settings
        for place in range(len(found.rows))
        if place != best
        and not found.duel(best, place).lasting
        and (settings := found.pair(best, place).settings)
    }
    place = min(doubtful, key=lambda each: doubtful[each].percent or 0.0)
    what = (
        f"As things stand {_does_best(found, best)}{_gain(found, best)}, but it beats "
        f"{_title(found, place)} in only {of_settings(doubtful[place])}."
    )
    first = _first(found)
    if first is None:
        return what, "So no option is clearly better until more is known."
    how = f" ({first.unknown.measure})" if first.unknown.measure else ""
    worth = _amount(found.goal, first.value)
    return what, (
        f"So no option is clearly better yet: first find out {first.unknown.name}{how}, which is "
        f"worth {worth} to the choice."
    )


def _none(found: Recommendation) -> tuple[str, str]:
    level, which = found.level, found.goal.outcome
    titles = [_title(found, place) for place in level]
    figures = [found.rows[place].figure.inner.median for place in level]
    what = f"No option is clearly better on {which.noun}"
    if len(level) > 1:
        who = f"{joined(titles)} are level" if len(level) < len(found.rows) else "they are level"
        *others, last = dict.fromkeys(_amount(found.goal, each) for each in figures)
        unit = f" {found.goal.many}"
        said_of = joined([*(each.removesuffix(unit) for each in others), last])
        what += f": {who}, typically {said_of}{'' if others else ' each'}"
    if not found.goal.counted:
        return f"{what}.", "They differ by less than random draws alone make."
    costs = sorted((found.rows[place].cost.inner.mean or 0.0, place) for place in level)
    (low, cheap), (high, _) = costs[0], costs[-1]
    if quantity(low, "$") == quantity(high, "$"):
        return f"{what}.", "They cost the same, so choose by what else you want."
    return f"{what}.", (
        f"{_title(found, cheap)} costs the least of these: {quantity(low, '$')} on average, the "
        f"most expensive {quantity(high, '$')}."
    )


def _alone(found: Recommendation) -> tuple[str, str]:
    return (
        f"There is only one option, {_title(found, 0)}: {_typically(found, 0)}.",
        "Add another to have something to choose from.",
    )


def _unknown(found: Recommendation) -> tuple[str, str]:
    noun = found.goal.outcome.noun
    if not found.level:
        return f"No option has a figure for {noun}.", "Take another goal, or other options."
    (only,) = found.level
    return (
        f"Only {_title(found, only)} has a figure for {noun}: {_typically(found, only)}.",
        "No option is clearly better: the others have none in any run, so there is nothing to "
        "compare.",
    )


def _changes(found: Recommendation, best: int) -> Iterator[str]:
    change = found.change(decision=False)
    if change:
        how = f"To find out: {change.measure}." if change.measure else "It cannot be measured."
        yield f"{_change(found, best, change)} {how}"
    elif found.whole and found.sample.settings:
        yield "No unknown alone changes the answer within what is plausible."
    change = found.change(decision=True)
    if change:
        yield _change(found, best, change)


def _change(found: Recommendation, best: int, change: AnswerChange) -> str:
    """The change of an answer: "“Today” wins if “Fee” of “Creators” is above $700 ($400 today)."""
    up = change.above != best
    winner, lever = change.above if up else change.below, change.lever
    whole = lever.type == "integer"
    value = said(lever, _value(lever.type, change.value))
    where = (
        f"{value} or {'more' if up else 'less'}"
        if whole
        else f"{'above' if up else 'below'} {value}"
    )
    of = "" if change.on is None else f" for {_title(found, change.on)}"
    doubt = "" if change.sure else ", though not beyond chance"
    now = said(lever, _value(lever.type, change.today))
    return f"{_title(found, winner)} wins if {named(lever)}{of} is {where} ({now} today){doubt}."


def _first(found: Recommendation) -> Worth | None:
    """The unknown most worth knowing, if it is worth anything that matters."""
    first, best = found.information and found.information.first, found.best or 0
    size = abs(found.rows[best].figure.inner.mean or 0.0)
    return first if first and first.value >= MATERIAL * size else None


def _worth(found: Recommendation) -> Iterator[str]:
    if found.information is None:
        return
    first = _first(found)
    if first is None:
        yield "No single unknown is worth much to this choice: knowing it would seldom change it."
        return
    how = first.unknown.measure or "it cannot be measured"
    yield (
        f"Most worth knowing: {first.unknown.name} ({how}). To know it before choosing is worth "
        f"{_amount(found.goal, first.value)} on average (expected value of perfect information)."
    )
    others = (each for each in found.information.worth if each.found and each.unknown.measure)
    if not first.unknown.measure and (other := next(others, None)):
        yield (
            f"Of what can be measured: {other.unknown.name} ({other.unknown.measure}), worth "
            f"{_amount(found.goal, other.value)}."
        )


def _opposed(found: Recommendation) -> Iterator[str]:
    """For each option that another goal speaks for: by which goals, and their figures."""
    for place in dict.fromkeys(each.place for each in found.opposed):
        assert found.best is not None
        said_of = []
        for each in found.opposed:
            if each.place == place:
                verdict = each.duel.verdict
                pair = (verdict.b, verdict.a) if found.best < place else (verdict.a, verdict.b)
                said_of.append(f"{each.goal.outcome.noun} ({_figures(each.goal, *pair)})")
        yield (
            f"But {_title(found, place)} does better than {_title(found, found.best)} on "
            f"{joined(said_of)}."
        )


def _figures(goal: Goal, one: Summary, other: Summary) -> str:
    """The medians of both; the means where the medians say nothing."""
    unit = goal.outcome.unit
    if quantity(one.median, unit) != quantity(other.median, unit):
        return f"{quantity(one.median, unit)} against {quantity(other.median, unit)}"
    return f"{quantity(one.mean, unit)} against {quantity(other.mean, unit)} on average"


def _remark(found: Recommendation, remark: Remark) -> str:
    everywhere = len(remark.places) == len(found.rows)
    titles = joined([_title(found, place) for place in remark.places])
    ends = dict.fromkeys(quantity(end, "share") for end in sorted(remark.shares))
    share = " to ".join(dict.fromkeys([next(iter(ends)), list(ends)[-1]]))
    many = len(remark.places) > 1
    if remark.kind == "rare":
        noun = found.goal.outcome.noun
        if found.goal.counted:
            return f"{titles}: no {noun} at all in {share} of the runs."
        return (
            f"{titles}: no {noun} in {share} of the runs, as there is nothing to divide by; the "
            "figures are of the other runs."
        )
    if remark.kind == "full":
        return (
            f"{titles} {'reach' if many else 'reaches'} {share} of the people simulated, so that "
            "the same people are met again and again: reach comes out too low."
        )
    if remark.kind == "loss":
        if everywhere:
            return "Every option costs more than it earns in most runs."
        cost = "cost more than they earn" if many else "costs more than it earns"
        return f"{titles} {cost} in most runs."
    if remark.kind == "idle":
        return f"{titles}: nothing to answer in {share} of the hours paid for it."
    if everywhere and len(ends) == 1:
        return f"{share} of the followers are not people."
    return f"{titles}: {share} of the followers are not people."


def _doubt(found: Recommendation, place: int) -> Iterator[str]:
    """Both bands of the best option, apart."""
    figure = found.rows[place].figure
    if found.sample.settings and figure.inner.median is not None:
        inner, outer = (_band(found.goal, each) for each in (figure.inner, figure.outer))
        yield (
            f"{_title(found, place)}, 9 of 10 runs: {inner} by random draws alone, {outer} with "
            "all that we do not know."
        )


def _band(goal: Goal, figure: Summary) -> str:
    """The range of 9 of 10 runs: "20,000 to 40,000 people"."""
    low, high = (quantity(each, goal.outcome.unit) for each in (figure.low90, figure.high90))
    return (
        _amount(goal, figure.low90) if low == high else f"{low} to {_amount(goal, figure.high90)}"
    )


def _amount(goal: Goal, value: float | None) -> str:
    """An amount of what the goal counts: 1 person, 30 orders, -$800."""
    figure = quantity(value, goal.outcome.unit)
    if not goal.counted or value is None:
        return figure
    return f"{figure} {goal.one if figure in ('1', '-1') else goal.many}"


def _does_best(found: Recommendation, place: int) -> str:
    """An option's best result, and its size; of losses, that it is the least."""
    median = found.rows[place].figure.inner.median
    lost = found.goal.loses and median is not None and median < 0
    best = found.goal.loses if lost else found.goal.best
    return f"{_title(found, place)}, which {best}, {_typically(found, place)}"


def _typically(found: Recommendation, place: int) -> str:
    """The median; the mean where the median says nothing."""
    inner = found.rows[place].figure.inner
    if inner.median == 0 and inner.mean:
        return f"{_amount(found.goal, inner.mean)} on average"
    return f"typically {_amount(found.goal, inner.median)}"


def _gain(found: Recommendation, place: int) -> str:
    """The gain over the base, and its cost."""
    row, base = found.rows[place], found.sample.base
    if base is None or row.gain is None:
        return ""
    gain = row.gain.inner.median or row.gain.inner.mean
    if gain is None:
        return ""
    much = quantity(abs(gain), found.goal.outcome.unit)
    text = f" ({much} {'more' if gain > 0 else 'less'} than {_title(found, base)}"
    if row.per_extra is not None and row.per_extra > 0:
        text += f", at {quantity(row.per_extra, '$')} for each extra {found.goal.one}"
    elif row.per_extra is not None:
        text += ", at no extra cost"
    return f"{text})"


def _behind(found: Recommendation, gap: float | None) -> str:
    """The distance of an option from the best one."""
    return f"behind by {_amount(found.goal, abs(gap))}" if gap else "close behind"


def _how_often(found: Recommendation, one: int, other: int) -> str:
    """The runs, and the plausible settings, in which one option beats another."""
    here = found.pair(one, other)
    wins, ties, _ = wins_ties_losses(here.today)
    text = f"{wins} (ties in {ties})" if here.today.ties > TIES * here.today.worlds else wins
    if here.settings is None:
        return f"{text}; nothing else is unknown"
    return f"{text} and in {of_settings(here.settings)} of what we do not know"


def _value(kind: str, value: float) -> Value:
    return round(value) if kind == "integer" else value


def _both(found: Recommendation) -> tuple[int, int]:
    assert found.best is not None
    assert found.rival is not None
    return found.best, found.rival


def _title(found: Recommendation, place: int) -> str:
    return quoted(found.rows[place].option.title)
