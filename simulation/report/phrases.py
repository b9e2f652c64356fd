"""Phrases about outcomes: that one side does better, amounts with units, parts of the runs."""

from collections.abc import Sequence

from simulation.experiment.comparison.win_rate import WinRate, hundred, interval
from simulation.outcomes import outcome
from simulation.report.quantities import quantity, two_figures

# Units that nouns leave open: one of them, several.
_COUNTED = {"people": ("person", "people"), "hours": ("hour", "hours"), "times": ("time", "times")}


def quoted(title: str) -> str:
    """A title inside a sentence."""
    return f"“{title}”"


def better(name: str, one: str = "A", other: str = "B", factor: float = 1.0) -> str:
    """The statement that `one` beats `other`: "A reaches more people than B".

    With a factor: "A reaches at least 10% more people than B", or "A has at least twice the reach
    of B".
    """
    which = outcome(name)
    if 1 < factor < 2 and " more " in which.better:
        more = f" at least {100 * (factor - 1):.3g}% more "
        return which.better.replace(" more ", more, 1).format(one=one, other=other)
    if factor == 1:
        return which.better.format(one=one, other=other)
    if which.more_is_better:
        return f"{one} has at least {times(factor)} the {which.noun} of {other}"
    return f"{one} has at most {times(1 / factor)} the {which.noun} of {other}"


def times(factor: float) -> str:
    """A factor in front of a noun: twice, half, 90% of, 2.5 times."""
    if factor in (0.5, 2.0):
        return "half" if factor == 0.5 else "twice"
    return f"{100 * factor:.3g}% of" if factor < 1 else f"{factor:.3g} times"


def amount(name: str, value: float | None) -> str:
    """An amount of an outcome, with its unit where the noun does not say it: 1 person, $80, 12%."""
    unit = outcome(name).unit
    if value is None or unit not in _COUNTED:
        return quantity(value, unit)
    figure, (one, many) = two_figures(value), _COUNTED[unit]
    return f"{figure} {one if figure in ('1', '-1') else many}"


def pair(name: str, one: float | None, other: float | None) -> str:
    """Two amounts of an outcome, their unit said once: "470 against 0 people"."""
    first, second = amount(name, one), amount(name, other)
    if outcome(name).unit in _COUNTED and one is not None and other is not None:
        first = two_figures(one)
    return f"{first} against {second}"


def runs(number: int) -> str:
    """A number of runs: one run, 200 runs."""
    return "one run" if number == 1 else f"{number:,} runs"


def days(number: float) -> str:
    """A time in days: 1 day, 28 days."""
    return "1 day" if number == 1 else f"{number:g} days"


def of_runs(part: int, all_of_them: int, rounded: int | None = None, *, noun: str = "run") -> str:
    """A part of the runs: "83 of 100 runs". Only what is so in every run is said to be in all.

    rounded: the part in 100, where it has been rounded together with others. noun: one of them.
    """
    if part <= 0:
        return f"no {noun}" if all_of_them == 1 else f"none of the {all_of_them:,} {noun}s"
    if part >= all_of_them:
        return f"the one {noun}" if all_of_them == 1 else f"all {all_of_them:,} {noun}s"
    share = 100 * part / all_of_them
    if share < 1:
        return f"fewer than 1 of 100 {noun}s"
    if share > 99:
        return f"more than 99 of 100 {noun}s"
    return f"{round(share) if rounded is None else rounded} of 100 {noun}s"


def of_settings(rate: WinRate) -> str:
    """The part of the plausible settings that A wins: "71 of 100 plausible settings"."""
    return of_runs(rate.wins, rate.worlds, noun="plausible setting")


def joined(parts: Sequence[str], word: str = "and") -> str:
    """A list in a sentence: "ads, hours and creators"."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def capitalised(text: str) -> str:
    """The text with a capital first letter, as a sentence begins."""
    return text[:1].upper() + text[1:]


def wins_ties_losses(win_rate: WinRate) -> tuple[str, str, str]:
    """The runs that A wins, that are ties, and that B wins, rounded to 100 in all as the dots are.

    There must be at least one run that counts.
    """
    counts = (win_rate.wins, win_rate.ties, win_rate.losses)
    wins, ties, losses = (
        of_runs(count, win_rate.worlds, whole)
        for count, whole in zip(counts, hundred(win_rate), strict=True)
    )
    return wins, ties, losses


def confidence(part: int, all_of_them: int) -> str:
    """The 95 % interval of a part of the runs, in brackets: "(95% confident: 77 to 88 of 100)"."""
    low, high = (round(100 * end) for end in interval(part / all_of_them, 0.0, all_of_them))
    if part == all_of_them:
        return f"(95% confident: at least {low} of 100)"
    if part == 0:
        return f"(95% confident: at most {high} of 100)"
    return f"(95% confident: {low} to {high} of 100)"
