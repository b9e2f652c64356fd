"""Runs in the background: one scenario, whole ensembles of it, shown while they grow.

A replicate depends on its number alone, so an ensemble of few is the beginning of one of many: the
task runs a few, sees how long they take, and if that is long goes on in growing steps, each of
which adds to a result to look at. Results are kept for all visitors; no replicate is run twice.
"""

import threading
import time
from collections import OrderedDict
from dataclasses import replace

import numpy as np

from simulation.ensemble import Ensemble, simulate
from simulation.experiment import Progress
from simulation.parameters import Parameters, Run
from ui.background import progress
from ui.background.task import BackgroundTask

PLACE = "run"
FEW = 8  # replicates to judge the speed by
GROWTH = 4  # how many times as many replicates there are after each step
QUICK = 2.0  # seconds; a rest that takes no longer is done in one go


class EnsembleCache:
    """The latest ensembles; the one longest not asked for goes first. Safe among threads."""

    def __init__(self, entries: int = 50, size: int = 300_000_000) -> None:
        """Keep at most that many ensembles, of that many bytes in all."""
        self._entries, self._size = entries, size
        self._kept: OrderedDict[str, Ensemble] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str) -> Ensemble | None:
        """The ensemble kept under that key."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: str, ensemble: Ensemble) -> None:
        """Keep an ensemble unless a longer one is kept; drop others if it is one too many."""
        with self._lock:
            if key in self._kept and self._kept[key].run.worlds >= ensemble.run.worlds:
                return
            self._kept[key] = ensemble
            self._kept.move_to_end(key)
            while len(self._kept) > self._entries or self.size() > self._size:
                self._kept.popitem(last=False)

    def size(self) -> int:
        """Bytes of all ensembles kept."""
        return sum(each.tallies.nbytes + each.posts.nbytes for each in self._kept.values())


CACHE = EnsembleCache()


def begin(parameters: Parameters, run: Run) -> BackgroundTask[Ensemble]:
    """The task that runs this scenario, for Explore and Watch; another one ends with it."""
    return progress.begin(
        PLACE, key_of(parameters, run), lambda task: ensemble_of(parameters, run, task)
    )


def ensemble_of(parameters: Parameters, run: Run, task: BackgroundTask[Ensemble]) -> Ensemble:
    """The ensemble, shown while it grows. Raises UserError and Stopped."""
    key = key_of(parameters, run.model_copy(update={"worlds": 1}))
    known = CACHE.get(key)
    found = _first(known, run.worlds) if known else None
    done, step = (found.run.worlds if found else 0), FEW
    if found:
        task.show(found)
    try:
        while found is None or done < run.worlds:
            step = min(step, run.worlds - done)
            began = time.monotonic()

            def on_progress(more: int, _: int, done: int = done, began: float = began) -> None:
                rate = more / max(time.monotonic() - began, 1e-9)
                left = (run.worlds - done - more) / rate
                task.report(Progress(done + more, run.worlds, 0, rate, left))

            part = simulate(
                parameters,
                run.model_copy(update={"worlds": step}),
                first=done,
                on_progress=on_progress,
                stop=task.halt,
            )
            rate = step / max(time.monotonic() - began, 1e-9)
            found = _joined(found, part) if found else part
            done += step
            step = max(done * (GROWTH - 1), int(rate * QUICK))
            if done < run.worlds:
                task.show(found)
    finally:
        if found is not None:
            CACHE.put(key, found)
    return found


def key_of(parameters: Parameters, run: Run) -> str:
    """All that a result depends on, as a text."""
    return parameters.model_dump_json() + run.model_dump_json()


def _first(known: Ensemble, worlds: int) -> Ensemble:
    """The first replicates of an ensemble, as many as there are."""
    worlds = min(known.run.worlds, worlds)
    run = known.run.model_copy(update={"worlds": worlds})
    return replace(known, run=run, tallies=known.tallies[:worlds], posts=known.posts[:worlds])


def _joined(one: Ensemble, other: Ensemble) -> Ensemble:
    """Two ensembles of a scenario, the second after the first."""
    worlds = one.run.worlds + other.run.worlds
    return replace(
        one,
        run=one.run.model_copy(update={"worlds": worlds}),
        tallies=np.concatenate([one.tallies, other.tallies]),
        posts=np.concatenate([one.posts, other.posts]),
    )
