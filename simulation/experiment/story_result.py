"""Story result: every side of a story, the verdict on its claim, and where the claim breaks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from simulation.compiling import MODEL
from simulation.experiment.comparison.claim import Claim, claim
from simulation.experiment.comparison.noise_floor import fresh_seed
from simulation.experiment.comparison.pairwise import fresh
from simulation.experiment.comparison.verdict import Verdict, verdict
from simulation.experiment.comparison.win_rate import WinRate
from simulation.experiment.runner.cells import Columns, Setup
from simulation.experiment.runner.runner import Measurer, OnStart
from simulation.experiment.sensitivity.break_even import BreakEven, break_even
from simulation.outcomes import OUTCOMES, Column, Summary, summary
from simulation.parameters import Run
from simulation.scenarios import Judge, Scenario, Side


@dataclass(frozen=True, eq=False)
class StorySoFar:
    """A story of whose two sides only the first replicates are known.

    run: how it is run. verdict: on A against B, from the first `known` replicates; it may be looked
    at whenever one likes, see `Claim.verdict_so_far`.
    """

    scenario: Scenario
    run: Run
    claim: Claim
    known: int
    verdict: Verdict

    @property
    def win_rate(self) -> WinRate:
        """The win rate of A over B so far."""
        return self.verdict.win_rate

    @property
    def is_last(self) -> bool:
        """True if all replicates of both sides are known."""
        return self.known == self.run.worlds

    @property
    def is_sure(self) -> bool:
        """True if the verdict can be told: it is for one side, or there is nothing to wait for."""
        return bool(self.verdict.winner) or self.is_last


@dataclass(frozen=True, eq=False)
class SideResult:
    """One side of a story, as it came out.

    values: float64[replicates] of the judged outcome. summaries: of every outcome by name. again:
    the judged outcome of A under fresh draws; empty for the other sides. verdict: on the claim, A
    against this side; None for A itself.
    """

    side: Side
    values: Column
    summaries: dict[str, Summary]
    again: Column
    verdict: Verdict | None

    @property
    def win_rate(self) -> WinRate | None:
        """The win rate of A over this side; None for A itself."""
        return self.verdict.win_rate if self.verdict else None


@dataclass(frozen=True, eq=False)
class StoryResult:
    """A story as it came out: all that a page, a handout or a slide needs to present it.

    scenario: the claim, the bet, the note, evidence for (supports) and against (contradicts). run:
    how it was run. claim: what is compared. verdict: on the claim, A against B, the same as
    `compare` gives. sides: every one, A first. turn: the break-even of the story's insight. breaks:
    for each lever that may break the claim, in the story's order, where it does; `whole` says
    whether all of them are there. model: the version that made these numbers.
    """

    scenario: Scenario
    run: Run
    claim: Claim
    verdict: Verdict
    sides: tuple[SideResult, ...]
    breaks: tuple[BreakEven, ...]
    whole: bool
    model: str
    turn: BreakEven | None = None

    @property
    def win_rate(self) -> WinRate:
        """The win rate of A over B."""
        return self.verdict.win_rate

    def better(self, one: SideResult, other: SideResult) -> Verdict:
        """The verdict on which of two sides simply does better, whatever is claimed.

        one: the earlier of the two, as it stands in the sides.
        """
        name, seed = self.claim.outcome.name, fresh_seed(self.run.seed)
        return verdict(one.values, other.values, one.again, seed, name)

    @property
    def stops(self) -> tuple[BreakEven, ...]:
        """The levers along which the win rate passes 50 %: where the claim begins or ends to be so.

        In the story's order.
        """
        return tuple(each for each in self.breaks if each.crossings)


def run_story(
    runner: Measurer,
    scenario: Scenario,
    run: Run,
    *,
    judge: Judge | None = None,
    search: bool = True,
    on_start: OnStart[StorySoFar] | None = None,
    on_part: Callable[[StoryResult], None] | None = None,
) -> StoryResult:
    """Run the two sides of the claim, then the others and A under fresh draws, then search levers.

    search: off leaves the break-evens out. on_start: given a function that returns, at any time
    while the two sides run, what is known so far. on_part: given the result so far, first without
    breaks, then after each; the insight's is found first. Costly replicates are searched in fewer
    of them, see `worlds_for`. Raises UserError for a scenario of one side.
    """
    compared = claim(scenario, judge)
    setups = [Setup(side.parameters, run) for side in scenario.sides]

    def started(known: Callable[[], list[Columns]]) -> None:
        if on_start:
            on_start(lambda: _so_far(scenario, run, compared, known()))

    runner.measure(setups[:2], on_start=started)
    *columns, again = runner.measure([*setups, fresh(setups[0])])
    result = _headline(scenario, run, compared, columns, again)
    levers = scenario.breaks if search else ()
    insight = scenario.insight if search else None
    result = replace(result, whole=not levers and not (insight and insight.lever))
    if insight and insight.lever:
        if on_part:
            on_part(result)
        rule = Judge(compared.outcome.name, insight.factor)
        turn = break_even(runner, scenario, insight.lever, run, judge=rule)
        result = replace(result, turn=turn, whole=not levers)
    for lever in levers:
        if on_part:
            on_part(result)
        breaks = (*result.breaks, break_even(runner, scenario, lever, run, judge=judge))
        result = replace(result, breaks=breaks, whole=len(breaks) == len(levers))
    return result


def _so_far(scenario: Scenario, run: Run, compared: Claim, sides: Sequence[Columns]) -> StorySoFar:
    """The story from the first replicates, as far as all of them are known on both sides."""
    missing = np.flatnonzero(np.isnan(sides[0]["impressions"] + sides[1]["impressions"]))
    known = int(missing[0]) if len(missing) else len(sides[0]["impressions"])
    a, b = ({name: column[:known] for name, column in columns.items()} for columns in sides)
    verdict = compared.verdict_so_far(a, b, last=known == run.worlds)
    return StorySoFar(scenario, run, compared, known, verdict)


def _headline(
    scenario: Scenario, run: Run, compared: Claim, found: Sequence[Columns], again: Columns
) -> StoryResult:
    name, seed = compared.outcome.name, fresh_seed(run.seed)
    verdicts = [compared.verdict(found[0], other, again, seed) for other in found[1:]]
    nothing = np.empty(0)
    sides = tuple(
        SideResult(
            side=side,
            values=columns[name],
            summaries={each: summary(columns[each]) for each in OUTCOMES},
            again=redrawn,
            verdict=against,
        )
        for side, columns, redrawn, against in zip(
            scenario.sides,
            found,
            [again[name], *(nothing for _ in verdicts)],
            [None, *verdicts],
            strict=True,
        )
    )
    return StoryResult(
        scenario=scenario,
        run=run,
        claim=compared,
        verdict=verdicts[0],
        sides=sides,
        breaks=(),
        whole=False,
        model=MODEL,
    )
