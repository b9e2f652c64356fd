"""Splits of a budget and ways to a target, in words."""

from collections.abc import Iterator

from simulation.decision.channels import CHANNELS
from simulation.decision.seek import Seek, Target, Way
from simulation.decision.split import FLAT, Share, Split
from simulation.report.phrases import amount, joined
from simulation.report.quantities import quantity, two_figures


def split_sentences(found: Split) -> Iterator[str]:
    """The best split, what of it is left unspent, and how much it matters."""
    given = [_of(kind, total) for kind, total in found.totals.items()]
    parts = [_part(each.channel.key, each.amount) for each in found.shares if each.amount > 0]
    yield f"Best split of {joined(given)}: {joined(parts) if parts else 'spend nothing'}."
    kept = [_of(kind, left) for kind, left in found.kept.items() if left > 1e-9]
    if kept and parts:
        yield f"Left unspent: {joined(kept)}; more would not pay for itself."
    loose = [each for each in found.shares if each.high > each.low]
    if loose:
        ranges = joined([_range(each) for each in loose])
        yield f"As good, to within {quantity(FLAT, 'share')}: {ranges}."
    else:
        yield f"No other split that was tried comes within {quantity(FLAT, 'share')} of it."


def seek_sentences(found: Seek) -> Iterator[str]:
    """The cheapest single channel and the cheapest mix that get to the target, or how near."""
    target = found.target
    yield f"Target: {_target(target)}. As things stand: {_of_100(found.today.met)}."
    if found.today.enough:
        yield "The target is met as things stand."
    if found.single:
        _, way = found.single
        yield f"Cheapest by one change: {_way(way)}."
    else:
        nearest = max(found.singles.values(), key=lambda way: way.met)
        if nearest.met > found.today.met:
            yield f"No single change is enough; the nearest is {_way(nearest)}."
        else:
            yield "No single change is enough, or gets any nearer."
    if found.mix:
        yield f"Cheapest mix: {_way(found.mix)}."
    elif found.single:
        yield "No mix was found that costs less."


def _way(way: Way) -> str:
    """A way in words: what to do, its extra cost, and how often it gets there."""
    parts = [_part(key, each) for key, each in way.amounts.items() if each > 0]
    none = [f"no {key}" for key, each in way.amounts.items() if each == 0]
    cost = quantity(abs(way.extra), "$")
    more = "as much as today" if cost == "$0" else f"{cost} {'more' if way.extra > 0 else 'less'}"
    return f"{joined([*parts, *none])}, for {more}: {_of_100(way.met)}"


def _target(target: Target) -> str:
    which = target.outcome
    least = "at least" if which.more_is_better else "at most"
    share = two_figures(100 * target.share)
    return f"{which.noun} of {least} {amount(target.name, target.amount)} in {share} of 100 runs"


def _part(key: str, each: float) -> str:
    if CHANNELS[key].resource == "money":
        return f"{quantity(each, '$')} of {key}"
    return f"{two_figures(each)} h a week of {key}"


def _of(kind: str, total: float) -> str:
    return quantity(total, "$") if kind == "money" else f"{two_figures(total)} h a week"


def _range(share: Share) -> str:
    unit = "$" if share.channel.resource == "money" else ""
    low, high = quantity(share.low, unit), quantity(share.high, unit)
    hours = "" if unit else " h a week"
    return f"{low} to {high}{hours} of {share.channel.key}"


def _of_100(share: float) -> str:
    return f"{two_figures(100 * share)} of 100 runs"
