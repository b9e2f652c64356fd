"""Stories from an empty store: until the first verdict, the settled one, and the whole of each.

    python -m tests.benchmarks.stories [story ...] [--tornado]

Run as the page Stories runs them. A first verdict is right if the settled one says the same. Beside
seconds there is what does not depend on the machine: how many runs were made, and how often
anybody noticed a post in them, in millions. --tornado: also what matters most for side A, as the
page Map ranks it.
"""

import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from simulation.commands._shared.table import columns
from simulation.ensemble import simulate
from simulation.experiment import ResultStore, Runner
from simulation.experiment.comparison.lever_changes import sides_of
from simulation.experiment.runner.cells import Cell, Rows, columns_of
from simulation.experiment.runner.cost import worlds_for
from simulation.experiment.runner.executors import WorkerPool, local
from simulation.experiment.runner.runner import Progress
from simulation.experiment.sensitivity.importance import importance
from simulation.experiment.story_result import StoryResult, StorySoFar, run_story
from simulation.parameters import Parameters, Run
from simulation.scenarios import Scenario, load, shipped
from ui.map import decisions
from ui.map.importance import RUNS
from ui.stories.page import PATIENCE

HEAD = ["story", "first verdict", "right", "settled", "whole", "verdict"]


@dataclass(frozen=True)
class Counted(WorkerPool):
    """A worker pool that counts what was run: replicates, and times noticed in them."""

    done: list[int] = field(default_factory=lambda: [0, 0])

    def start(self, cell: Cell, table: Any, stop: threading.Event) -> Future[Rows]:
        """Begin a cell."""
        future = super().start(cell, table, stop)
        future.add_done_callback(self._count)
        return future

    def _count(self, future: Future[Rows]) -> None:
        if not future.cancelled() and future.exception() is None:
            noticed = columns_of(future.result())["impressions"]
            self.done[0] += len(noticed)
            self.done[1] += int(noticed.sum())


class Watch:
    """Times since the start, and what was run until then."""

    def __init__(self, pool: Counted) -> None:
        self._pool, self._began, self._before = pool, time.perf_counter(), list(pool.done)

    def __str__(self) -> str:
        runs, noticed = (
            now - then for now, then in zip(self._pool.done, self._before, strict=True)
        )
        took = time.perf_counter() - self._began
        return f"{took:.1f} s, {runs:,} runs, {noticed / 1e6:,.1f} M"


def run_of(story: Scenario) -> Run:
    """The run of the page Stories."""
    worlds = worlds_for(sides_of(story), story.run, most=PATIENCE)
    return story.run.model_copy(update={"worlds": worlds})


def measured(story: Scenario, runner: Runner, pool: Counted) -> list[str]:
    """A row of the table below `HEAD`."""
    watch = Watch(pool)
    first: list[tuple[str, str]] = []
    settled: list[str] = []

    def look(known: Callable[[], StorySoFar]) -> None:
        def on_progress(_: Progress) -> None:
            if not first and (now := known()).is_sure:
                first.append((str(watch), now.verdict.kind))

        runner.on_progress = on_progress

    def part(result: StoryResult) -> None:
        if not settled:
            settled.append(str(watch))
            runner.on_progress = None

    result = run_story(runner, story, run_of(story), on_start=look, on_part=part)
    when, said = first[0] if first else ("with the settled one", result.verdict.kind)
    right = "yes" if said == result.verdict.kind else "no"
    rate = result.win_rate
    verdict = f"{result.verdict.kind}, {rate.wins}/{rate.ties}/{rate.losses}"
    return [story.id, when, right, *settled, str(watch), verdict]


def tornado(story: Scenario, runner: Runner, pool: Counted) -> str:
    """The time of the ranking that the page Map makes of side A."""
    watch, a, name = Watch(pool), story.sides[0].parameters, "reach"
    run = story.run.model_copy(update={"worlds": min(story.run.worlds, RUNS)})
    if story.judge:
        name = story.judge.outcome
    importance(runner, a, run, name, points=0, spans=decisions.spans(a, run.days))
    return str(watch)


def main() -> None:
    """The stories that are named, or all of them."""
    asked = [each for each in sys.argv[1:] if not each.startswith("--")]
    stories = [load(id) for id in asked] or [each for each in shipped() if each.is_story]
    rows = [[*HEAD, "tornado"] if "--tornado" in sys.argv else HEAD]
    simulate(Parameters(), Run(worlds=4))  # loads what is compiled
    for story in stories:
        with (
            tempfile.TemporaryDirectory() as folder,
            ResultStore(Path(folder) / "results.sqlite") as store,
            local() as threads,
        ):
            pool = Counted(threads.executor, threads.workers)
            runner = Runner(pool, store)
            row = measured(story, runner, pool)
            if "--tornado" in sys.argv:
                row.append(tornado(story, runner, pool))
            print(" | ".join(row), flush=True)
            rows.append(row)
    print()
    print("\n".join(columns(rows)))


if __name__ == "__main__":
    main()
