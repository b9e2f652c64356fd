"""Runs in the background: one a visitor, with progress, a stop, and results that come in.

A world depends on its number alone, so a run of few worlds is the beginning of a run of many: a job
runs a few, sees how long they take, and where that is long goes on in growing steps, each of which
adds to a result to look at. Results are kept for everybody; no world is run twice, whether the same
run is asked for again or one of more or fewer worlds.
"""

import threading
import time
from collections import OrderedDict
from dataclasses import replace
from functools import partial

import numpy as np

from simulation.ensemble import Ensemble, simulate
from simulation.parameters import Parameters, Run
from ui.background.task import Beside

FEW = 8  # worlds to judge the speed by
GROWTH = 4  # how many times as many worlds at each step as are done
QUICK = 2.0  # seconds; a rest that takes no longer is done in one go


class Store:
    """The latest results, the ones longest not asked for thrown out first. Safe among threads."""

    def __init__(self, entries: int = 50, size: int = 300_000_000) -> None:
        """Keep at most so many results of so many bytes in all."""
        self._entries, self._size = entries, size
        self._kept: OrderedDict[str, Ensemble] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str) -> Ensemble | None:
        """The result kept under that key."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: str, result: Ensemble) -> None:
        """Keep a result unless a longer one is kept; drop others if that is one too many."""
        with self._lock:
            if key in self._kept and self._kept[key].run.worlds >= result.run.worlds:
                return
            self._kept[key] = result
            self._kept.move_to_end(key)
            while len(self._kept) > self._entries or self.size() > self._size:
                self._kept.popitem(last=False)

    def size(self) -> int:
        """Bytes of all results kept."""
        return sum(each.tallies.nbytes + each.posts.nbytes for each in self._kept.values())


STORE = Store()


class Job(Beside):
    """One run on its way. `result` is the latest to look at, of as many worlds as are done."""

    def __init__(self, parameters: Parameters, run: Run) -> None:
        """Take up the run, or find it done in the store."""
        super().__init__()
        self.parameters, self.run = parameters, run
        self.key = key_of(parameters, run)
        self._speed = 0.0  # worlds a second
        self._family = key_of(parameters, run.model_copy(update={"worlds": 1}))
        known = STORE.get(self._family)
        self.result = _first(known, run) if known else None
        self.worlds = self.result.run.worlds if self.result else 0
        if self.worlds == run.worlds:
            self._over.set()
        else:
            self._begin(self._work)

    def left(self) -> float | None:
        """Seconds the rest will take at the speed so far; None while that is unknown."""
        self._looked = time.monotonic()
        return (self.run.worlds - self.worlds) / self._speed if self._speed else None

    def _work(self) -> None:
        done = self.worlds
        try:
            worlds = FEW
            while done < self.run.worlds:
                worlds = min(worlds, self.run.worlds - done)
                began = time.monotonic()
                part = simulate(
                    self.parameters,
                    self.run.model_copy(update={"worlds": worlds}),
                    first=done,
                    on_progress=partial(self._progress, done),
                    stop=self._halt,
                )
                self._speed = worlds / max(time.monotonic() - began, 1e-9)
                result = _joined(self.result, part, self.run) if self.result else part
                done += worlds
                self.worlds, self.result = done, result
                worlds = max(done * (GROWTH - 1), int(self._speed * QUICK))
        finally:
            if self.result is not None:
                STORE.put(self._family, self.result)

    def _progress(self, before: int, done: int, _: int) -> None:
        self.worlds = max(self.worlds, before + done)
        self._go_on()


def _first(known: Ensemble, run: Run) -> Ensemble:
    """As many of the known worlds as the run asks for."""
    worlds = min(known.run.worlds, run.worlds)
    return replace(
        known,
        run=run.model_copy(update={"worlds": worlds}),
        tallies=known.tallies[:worlds],
        posts=known.posts[:worlds],
    )


def _joined(one: Ensemble, other: Ensemble, run: Run) -> Ensemble:
    """Both, one after the other."""
    worlds = one.run.worlds + other.run.worlds
    return replace(
        one,
        run=run.model_copy(update={"worlds": worlds}),
        tallies=np.concatenate([one.tallies, other.tallies]),
        posts=np.concatenate([one.posts, other.posts]),
    )


def key_of(parameters: Parameters, run: Run) -> str:
    """What a result depends on, as a text."""
    return parameters.model_dump_json() + run.model_dump_json()
