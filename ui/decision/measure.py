"""A recommendation found in the background: rough at once, then sharper while the visitor looks."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import streamlit as st

from simulation.decision import LOOKS, Given, Option, Recommendation, recommendations
from simulation.decision.sample import FEWEST
from simulation.experiment import Measurer, Progress
from simulation.experiment.runner.cost import FEWEST as FEWEST_RUNS
from simulation.experiment.runner.cost import worlds_for
from simulation.parameters import Run
from ui.background import experiments, progress
from ui.background.task import BackgroundTask

ROUGH = 1e6  # looks and messages of the runs of a first answer, see `expected_cost`: about a second
FIRST = 8  # runs of the first answer of all, however slow they are
KEPT = 32  # whole recommendations of a visit
FOUND = "recommendations"


@dataclass(frozen=True, slots=True)
class Question:
    """All that a recommendation depends on: the options, the name of the goal, the run, ranges."""

    options: tuple[Option, ...]
    goal: str
    run: Run
    given: tuple[Given, ...] = ()


def recommended(place: str, asked: Question) -> Recommendation | None:
    """The recommendation, or what there is of it so far, below its progress.

    place: where on the pages, one question each; another question ends the one before.
    """
    kept: dict[Question, Recommendation] = st.session_state.setdefault(FOUND, {})
    if asked not in kept:
        found = progress.result_of(place, asked, lambda task: _found(asked, task))
        if found is None or not found.whole:
            return found
        kept[asked] = found
        for old in list(kept)[:-KEPT]:
            del kept[old]
    return kept[asked]


def _found(asked: Question, task: BackgroundTask[Recommendation]) -> Recommendation:
    runner = experiments.runner_of(task)
    least = len(asked.options) * (2 * asked.run.worlds + FEWEST * LOOKS[-1])

    def report(far: Progress) -> None:  # what is asked step by step is announced at once
        total = max(far.total, least)
        left = (total - far.done) / far.rate if far.rate else None
        task.report(replace(far, total=total, left=left))

    runner.on_progress = report
    for found in stages(asked, runner):
        task.show(found)
    return found


def stages(asked: Question, runner: Measurer) -> Iterator[Recommendation]:
    """The recommendation as it grows: from a few runs, from all, then what would change it.

    Where runs are slow the first of all is from random draws alone, of very few runs.
    """
    sides = {option.title: option.parameters for option in asked.options}

    def grows(worlds: int, *looks: int) -> Iterator[Recommendation]:
        run = asked.run.model_copy(update={"worlds": worlds})
        return recommendations(
            asked.options, asked.goal, runner, run, given=asked.given, looks=looks
        )

    first, few = (worlds_for(sides, asked.run, least, most=ROUGH) for least in (FIRST, FEWEST_RUNS))
    if first < few:
        yield next(grows(first, 0))
    if few < asked.run.worlds:
        yield next(grows(few, LOOKS[0]))
    yield from grows(asked.run.worlds, *LOOKS)
