"""What may be said about two sides, in words: never more than odds, medians and means bear out."""

from dataclasses import dataclass
from typing import Literal

from simulation.experiment.comparison.noise_floor import NoiseFloor
from simulation.experiment.comparison.phrases import amount, better, noun
from simulation.experiment.comparison.win_rate import WinRate, stated_in_worlds
from simulation.outcomes import Summary, outcome

Kind = Literal["A", "B", "split", "even", "unknown"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on A against B.

    kind: "A" or "B" where that side is ahead (with a factor other than 1: whether A has so many
    times B), by odds beyond doubt and by a median or a mean beyond the noise floor; "split" where
    the usual world and the mean say opposite things; "even" where nothing is claimed; "unknown"
    where the outcome has a meaning in no world. sentence: the same in words. notes: what else to
    know, in sentences.
    """

    kind: Kind
    sentence: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """By how much A's median and mean lie above B's (above `factor` times B's).

    error: how far off that of the means may be, because there are only so many worlds (95 %). It is
    the larger hurdle where a few worlds of B decide the mean, which A run again knows nothing of.
    """

    median: float
    mean: float
    error: float


def verdict(
    name: str,
    factor: float,
    win_rate: WinRate,
    a: Summary,
    b: Summary,
    gap: Gap,
    floor: NoiseFloor | None,
    names: tuple[str, str] = ("A", "B"),
) -> Verdict:
    """The verdict. a, b, gap: over the worlds in which both sides have the outcome.

    names: what the sentences call A and B.
    """
    if win_rate.percent is None or floor is None:
        return Verdict("unknown", f"Nothing to compare: in no world do both sides have a "
                       f"{noun(name)}.", ())  # fmt: skip
    sign = 1 if outcome(name).more_is_better else -1
    middle = _ahead(sign * gap.median, floor.median)
    average = _ahead(sign * gap.mean, max(floor.mean, gap.error))
    lead = win_rate.leader
    other = {"A": "B", "B": "A", "": ""}[lead]
    kind: Kind = "even"
    if lead and other in (middle, average):
        kind = "split"
    elif lead and lead in (middle, average):
        kind = "A" if lead == "A" else "B"

    called = {"A": names[0], "B": names[1], "": ""}
    seen, figures = _seen(name, factor, win_rate, names), _figures(name, a, b, gap, names)
    if kind == "split":
        where = "on average" if average == other else "in the middle"
        sentence = f"Usually {called[lead]}, but {where} "
        sentence += f"{called[other]}. {seen}. {_means(name, a, b, names)}"
    elif kind == "even":
        sentence = _even(name, factor, win_rate, seen, gap, floor)
    else:
        sentence = f"{seen}. {figures}"

    notes = []
    if kind == "split" and average == other:
        notes.append(f"A few worlds in which {called[other]} is ahead by far decide the mean.")
    elif kind in ("A", "B") and sign * gap.mean * (1 if lead == "A" else -1) < 0:
        notes.append(
            f"The mean leans to {called[other]}, within what luck alone makes: "
            "a few worlds decide it."
        )
    if win_rate.left_out:
        worlds = "1 world is" if win_rate.left_out == 1 else f"{win_rate.left_out:,} worlds are"
        notes.append(f"{worlds} left out: one side or both have no {noun(name)} there.")
    return Verdict(kind, sentence, tuple(notes))


def _ahead(gap: float, floor: float) -> str:
    return "A" if gap > floor else "B" if gap < -floor else ""


def _seen(name: str, factor: float, win_rate: WinRate, names: tuple[str, str]) -> str:
    """In how many worlds who is ahead; with a factor, in how many A has so many times B."""
    wins, ties, losses = stated_in_worlds(win_rate)
    if win_rate.ties == win_rate.worlds:
        return f"In every world {names[0]} and {names[1]} come out even on {noun(name)}"
    if factor != 1:
        one, other = names
        if not win_rate.wins:
            asked = better(name, "A", other, factor).replace("A has", f"does {one} have", 1)
            return f"In no world {asked}"
        claim = better(name, one, other, factor)
        said = f"In {wins} {'' if 2 * win_rate.wins > win_rate.worlds else 'only '}{claim}"
    else:
        one_ahead = win_rate.wins >= win_rate.losses
        ahead = names if one_ahead else names[::-1]
        said = f"In {wins if one_ahead else losses} {better(name, *ahead)}"
    if not win_rate.ties:
        return said
    return f"{said}; {ties} {'is' if ties.startswith('1 ') else 'are'} even"


def _even(
    name: str, factor: float, win_rate: WinRate, seen: str, gap: Gap, floor: NoiseFloor
) -> str:
    if win_rate.ties == win_rate.worlds:
        return f"No difference. {seen}."
    if not win_rate.leader:
        worlds = f"{win_rate.worlds:,} worlds"
        return f"No difference to be sure of. {seen}: with {worlds} that may be luck."
    size, luck = (gap.median, floor.median) if gap.median else (gap.mean, floor.mean)
    by, alone = amount(name, abs(size)), f"luck alone makes up to {amount(name, luck)}"
    if factor == 1:
        return f"Too close to call. {seen}, but by little: {by}, where {alone}."
    return f"Too close to call. {seen}, but the mark is only {by} away, where {alone}."


def _figures(name: str, a: Summary, b: Summary, gap: Gap, names: tuple[str, str]) -> str:
    """The medians of both; the means where the medians say nothing."""
    one, other = amount(name, a.median), amount(name, b.median)
    if gap.median and one != other:
        return f"The median is {one} with {names[0]} and {other} with {names[1]}."
    return _means(name, a, b, names)


def _means(name: str, a: Summary, b: Summary, names: tuple[str, str]) -> str:
    one, other = (
        f"{amount(name, s.mean)} with {called}" for s, called in zip((a, b), names, strict=True)
    )
    return f"The mean is {one} and {other}."
