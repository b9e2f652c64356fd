"""A whole story: both sides, the odds, the verdict on the claim, and where it stops being true."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from simulation.experiment.comparison.claim import Claim, claim
from simulation.experiment.comparison.phrases import better
from simulation.experiment.comparison.win_rate import WinRate, stated_in_worlds
from simulation.experiment.runner.cells import MODEL, Setup
from simulation.experiment.runner.memo import Memo
from simulation.experiment.runner.runner import Columns, Runner
from simulation.experiment.sensitivity.break_even import BreakEven, break_even
from simulation.outcomes import OUTCOMES, Summary, summary
from simulation.outcomes.measures import Column
from simulation.parameters import Run
from simulation.scenario import Judge, Scenario, Side

Verdict = Literal["holds", "fails", "undecided"]


@dataclass(frozen=True, eq=False)
class SideResult:
    """One side of a story, as it came out.

    values: float64[worlds] of the judged outcome. summaries: of every outcome by name. odds: that
    A beats this side; None for A itself.
    """

    side: Side
    values: Column
    summaries: dict[str, Summary]
    win_rate: WinRate | None


@dataclass(frozen=True, eq=False)
class StoryResult:
    """A story as it came out: all that a page, a hand-out or a slide needs to tell it.

    scenario: the claim, the bet, the note, evidence for (supports) and against (contradicts). run:
    how it was run. match: what decides the claim. odds: that A beats B. verdict: on the claim, by
    the 95 % interval of the odds, and sentence: the same in words. sides: every one, A first.
    breaks: for each lever that may break the claim, in the story's order, where it does; `whole`
    says whether all of them are there. model: what made these numbers.
    """

    scenario: Scenario
    run: Run
    claim: Claim
    win_rate: WinRate
    verdict: Verdict
    sentence: str
    sides: tuple[SideResult, ...]
    breaks: tuple[BreakEven, ...]
    whole: bool
    model: str

    @property
    def stops(self) -> tuple[BreakEven, ...]:
        """The levers along which the odds pass 50: where the claim stops, or begins, to be true."""
        return tuple(each for each in self.breaks if each.crossings)


def run_story(
    runner: Runner,
    scenario: Scenario,
    run: Run,
    *,
    judge: Judge | None = None,
    search: bool = True,
    on_part: Callable[[StoryResult], None] | None = None,
) -> StoryResult:
    """Run every side and, unless `search` is off, look for the break-even of each of its levers.

    on_part: told what there is so far: first without breaks, then after each. Larger worlds are
    searched in fewer of them, see `worlds_for`. Raises UserError for a scenario of one side.
    """
    compared, book = claim(scenario, judge), Memo(runner)
    found = book.measure([Setup(side.parameters, run) for side in scenario.sides])
    told = _headline(scenario, run, compared, found)
    levers = scenario.breaks if search else ()
    told = replace(told, whole=not levers)
    for lever in levers:
        if on_part:
            on_part(told)
        stop = break_even(book, scenario, lever, run, judge=judge)
        breaks = (*told.breaks, stop)
        told = replace(told, breaks=breaks, whole=len(breaks) == len(levers))
    return told


def _headline(scenario: Scenario, run: Run, compared: Claim, found: list[Columns]) -> StoryResult:
    first, *others = found
    win_rate = [compared.win_rate(first, other) for other in others]
    sides = tuple(
        SideResult(
            side,
            columns[compared.outcome.name],
            {name: summary(columns[name]) for name in OUTCOMES},
            against,
        )
        for side, columns, against in zip(scenario.sides, found, [None, *win_rate], strict=True)
    )
    verdict = _verdict(win_rate[0])
    said = _sentence(compared, win_rate[0], verdict)
    return StoryResult(scenario, run, compared, win_rate[0], verdict, said, sides, (), False, MODEL)


def _verdict(win_rate: WinRate) -> Verdict:
    verdicts: dict[str, Verdict] = {"A": "holds", "B": "fails", "": "undecided"}
    return verdicts[win_rate.leader]


def _sentence(compared: Claim, win_rate: WinRate, verdict: Verdict) -> str:
    """Whether the claim holds, how often, and how sure that is."""
    outcome = compared.outcome
    if win_rate.percent is None or win_rate.low95 is None or win_rate.high95 is None:
        return f"Undecided: in no world do both sides have a figure for {outcome.label.lower()}."
    word = {"holds": "The claim holds", "fails": "The claim fails", "undecided": "Undecided"}
    how = better(outcome.name, compared.title("A"), compared.title("B"), compared.factor)
    wins, ties, _ = stated_in_worlds(win_rate)
    said = f"{word[verdict]}: in {wins} {how}"
    ends = f"between {win_rate.low95:.0f} and {win_rate.high95:.0f} of 100."
    if not win_rate.ties:
        return f"{said}. More worlds would put it {ends}"
    return (
        f"{said}, in {ties} they come out even. With draws counted half the odds are "
        f"{win_rate.percent:.0f} of 100; more worlds would put them {ends}"
    )
