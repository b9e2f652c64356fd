"""The verdict in words: one sentence for pages, command line, slides and handout, and its notes."""

from simulation.experiment.comparison.verdict import Kind, Verdict
from simulation.report.phrases import (
    amount,
    better,
    capitalised,
    confidence,
    pair,
    wins_ties_losses,
)

# What became of a claim, in front of a sentence that says how often.
HEADLINES: dict[Kind, str] = {
    "A": "The claim holds here.",
    "B": "The claim fails here.",
    "split": "It depends.",
    "close": "Too close to call.",
    "same": "No difference.",
    "unknown": "Nothing to compare.",
}

Names = tuple[str, str]


def headline(verdict: Verdict) -> str:
    """The fate of the claim that A does better."""
    return HEADLINES[verdict.kind]


def sentence(verdict: Verdict, names: Names = ("A", "B")) -> str:
    """The verdict, how often it is so, how sure that is, and the figures of both sides.

    names: what A and B are called, in quotes where these are titles.
    """
    if verdict.kind == "unknown":
        return f"Nothing to compare: in no run do both sides have {_figure(verdict)}."
    if verdict.kind == "same":
        _, ties, _ = wins_ties_losses(verdict.win_rate)
        every = ties if verdict.factor == 1 else f"all {verdict.win_rate.worlds:,} runs"
        noun = verdict.outcome.noun
        return f"No difference: {names[0]} and {names[1]} have the same {noun} in {every}."
    if verdict.kind == "split":
        return _split(verdict, names)
    if verdict.kind == "close":
        return _close(verdict, names)
    if verdict.outcome.name == "profit" and verdict.factor == 1 and _both_lose(verdict):
        return _both_lose_money(verdict, names)
    return f"{_wins(verdict, names)}. {_figures(verdict)}"


def explanation(verdict: Verdict, names: Names = ("A", "B")) -> str:
    """The sentence without the headline that stands above it."""
    head = headline(verdict).removesuffix(".")
    rest = sentence(verdict, names).removeprefix(f"{head}. ").removeprefix(f"{head}: ")
    return capitalised(rest)


def notes(verdict: Verdict, names: Names = ("A", "B")) -> tuple[str, ...]:
    """Further things to know, in sentences."""
    found = []
    leader = verdict.win_rate.leader
    sign = 1 if verdict.outcome.more_is_better else -1
    if verdict.kind == "split" and verdict.average not in ("", leader):
        found.append(
            f"A few runs in which {_other(verdict, names)} does far better decide the mean."
        )
    elif verdict.winner and sign * verdict.gap.mean * (1 if verdict.winner == "A" else -1) < 0:
        found.append(
            f"The mean favours {_other(verdict, names)}, but by no more than random draws alone "
            "make: a few runs decide it."
        )
    left_out = verdict.win_rate.left_out
    if left_out and verdict.kind != "unknown":
        some = "1 run is" if left_out == 1 else f"{left_out:,} runs are"
        found.append(f"{some} left out: there one side or both do not have {_figure(verdict)}.")
    return tuple(found)


def _wins(verdict: Verdict, names: Names) -> str:
    """The part of the runs that the winner wins; with a factor, in which the claim is so."""
    rate, name, factor = verdict.win_rate, verdict.outcome.name, verdict.factor
    wins, ties, losses = wins_ties_losses(rate)
    tied = f"; {_tied(ties)}" if rate.ties else ""
    if factor != 1:
        claim, sure = better(name, *names, factor), confidence(rate.wins, rate.worlds)
        if 2 * rate.wins > rate.worlds:
            return f"In {wins}, {claim} {sure}{tied}"
        only = "only " if rate.wins else ""
        return f"{capitalised(claim)} in {only}{wins} {sure}{tied}"
    if _leads(verdict) == "A":
        return f"In {wins}, {better(name, *names)} {confidence(rate.wins, rate.worlds)}{tied}"
    sure = confidence(rate.losses, rate.worlds)
    return f"In {losses}, {better(name, *names[::-1])} {sure}{tied}"


def _close(verdict: Verdict, names: Names) -> str:
    rate, name, factor, floor = (
        verdict.win_rate,
        verdict.outcome.name,
        verdict.factor,
        verdict.floor,
    )
    wins, ties, losses = wins_ties_losses(rate)
    first = factor != 1 or _leads(verdict) == "A"
    claim = better(name, *(names if first else names[::-1]), factor)
    count, part = (rate.wins, wins) if first else (rate.losses, losses)
    tied = f"; {_tied(ties)}" if rate.ties else ""
    if not rate.leader or floor is None:
        return f"Too close to call: {claim} in {part} {confidence(count, rate.worlds)}{tied}."
    gap, alone = (
        (verdict.gap.median, floor.median) if verdict.gap.median else (verdict.gap.mean, floor.mean)
    )
    by = "only by"
    if factor != 1:
        by = f"{'passes' if rate.leader == 'A' else 'misses'} the mark only by"
    return (
        f"Too close to call: {claim} in {part}, but {by} {amount(name, abs(gap))}; random draws "
        f"alone make a difference of up to {amount(name, alone)}."
    )


def _split(verdict: Verdict, names: Names) -> str:
    """The side that usually wins, and the other, which the mean or the median favours."""
    name, a, b = verdict.outcome.name, verdict.a, verdict.b
    other = _other(verdict, names)
    favoured, against = (b, a) if verdict.win_rate.leader == "A" else (a, b)
    if verdict.average not in ("", verdict.win_rate.leader):
        favours = f"But on average {other} does better, {pair(name, favoured.mean, against.mean)}."
    else:
        favours = (
            f"But by the median {other} does better, {pair(name, favoured.median, against.median)}."
        )
    return f"It depends. {_wins(verdict, names)}. {favours}"


def _both_lose(verdict: Verdict) -> bool:
    a, b = verdict.a.median, verdict.b.median
    return a is not None and b is not None and a < 0 and b < 0 and verdict.gap.median != 0


def _both_lose_money(verdict: Verdict, names: Names) -> str:
    rate = verdict.win_rate
    wins, _, losses = wins_ties_losses(rate)
    if verdict.winner == "A":
        (winner, loser), part, count = names, wins, rate.wins
    else:
        (loser, winner), part, count = names, losses, rate.losses
    more = amount("profit", abs(verdict.gap.median))
    return (
        f"Both lose money; {loser} loses {more} more than {winner} (median), and more in {part} "
        f"{confidence(count, rate.worlds)}. {_figures(verdict)}"
    )


def _figures(verdict: Verdict) -> str:
    """The medians of both, or the means where the medians say nothing; the first named first.

    Of an outcome that a run has or has not, the shares of runs.
    """
    name, sides = verdict.outcome.name, (verdict.a, verdict.b)
    if verdict.factor == 1 and _leads(verdict) == "B":
        sides = sides[::-1]
    if verdict.outcome.unit == "chance":
        return f"{verdict.outcome.label}: in {pair(name, *(side.mean for side in sides))} of runs."
    one, other = (side.median for side in sides)
    if verdict.gap.median and amount(name, one) != amount(name, other):
        return f"Typically {pair(name, one, other)} (medians)."
    return f"On average {pair(name, *(side.mean for side in sides))}."


def _tied(ties: str) -> str:
    return f"{ties} is a tie" if ties.startswith("1 of ") else f"{ties} are ties"


def _leads(verdict: Verdict) -> str:
    """The side that wins more often, by however little; A where neither does."""
    return "A" if verdict.win_rate.wins >= verdict.win_rate.losses else "B"


def _other(verdict: Verdict, names: Names) -> str:
    """The side that wins less often."""
    return names[1] if verdict.win_rate.leader == "A" else names[0]


def _figure(verdict: Verdict) -> str:
    return f"a figure for {verdict.outcome.noun}"
