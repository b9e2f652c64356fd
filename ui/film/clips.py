"""Clips: films small enough for a deck, of several sides at one pace and to one scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from simulation.ensemble import one_world, table_of
from simulation.experiment.runner.cost import expected_cost
from simulation.outcomes import Replay, replay
from simulation.parameters import Parameters, Run
from ui.film.film import LONGEST, film, pace

MOST = 700  # accounts drawn of each side
SECONDS = 16.0  # that a clip takes at speed 1, at most
WORK = 3e6  # looks and messages of all sides, above which there is no film: some seconds
POINTS = 120  # of a count over time
LEFT_OUT = ("name", "about", "actions", "more", "names", "did", "events")


@dataclass(frozen=True, eq=False)
class Clip:
    """One side's run.

    film: as `ui.film.film` describes it, less all that is said of single accounts.
    """

    title: str
    film: dict[str, Any]


@lru_cache(maxsize=16)
def clips(sides: tuple[tuple[str, Parameters], ...], run: Run, number: int) -> tuple[Clip, ...]:
    """Run `number` of every side, each under the same random draws."""
    found = [_replay(parameters, run, number) for _, parameters in sides]
    films = [film(each, f"clip {place}", "a post", 0) for place, each in enumerate(found)]
    together = {**_time(found), **_scale(films)}
    return tuple(
        Clip(title, _small(each) | together) for (title, _), each in zip(sides, films, strict=True)
    )


def filmed(
    sides: Sequence[tuple[str, Parameters]], run: Run, values: Sequence[float]
) -> tuple[Clip, ...]:
    """The run whose value is typical, of every side; none where that would take long."""
    known = np.isfinite(np.asarray(values, dtype=float))
    cost = sum(expected_cost(parameters, run.days) for _, parameters in sides)
    return clips(tuple(sides), run, typical(values)) if known.any() and cost <= WORK else ()


def typical(values: Sequence[float]) -> int:
    """The number of the run whose value is nearest to the median of those that have one."""
    known = np.asarray(values, dtype=float)
    far = np.abs(known - np.nanmedian(known))
    return int(np.nanargmin(far))


def _replay(parameters: Parameters, run: Run, number: int) -> Replay:
    one = run.model_copy(update={"worlds": 1, "clock": "swift"})
    return replay(one_world(parameters, one, number, table=table_of(parameters)), None, MOST)


def _time(found: Sequence[Replay]) -> dict[str, Any]:
    """One pace for all, so that the same moment is shown on every side."""
    begin = min(int(each.seen[0]) for each in found)
    end = max(int(each.events.max(initial=begin + 1_000)) for each in found)
    seen = np.sort(np.concatenate([each.seen[1:] for each in found]))
    drawn = max(len(each.seen) for each in found)
    return {
        "pace": pace(np.concatenate([[begin], seen]), begin, end),
        "seconds": min(SECONDS, LONGEST, 6.0 + 0.05 * drawn),
    }


def _scale(films: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The ends of the picture, so that a person is as large on every side."""
    x, y = ([each for one in films for each in one[name]] for name in "xy")
    return {"ends": [min(x), min(y), max(x), max(y)]}


def _small(film: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in film.items() if name not in LEFT_OUT}
    return {**kept, "small": True, "counters": [_thinned(each) for each in film["counters"]]}


def _thinned(counter: dict[str, Any]) -> dict[str, Any]:
    """A count at fewer moments; the last is kept."""
    step = max(1, -(-len(counter["times"]) // POINTS))
    return {
        "label": counter["label"],
        **{name: counter[name][::-1][::step][::-1] for name in ("times", "counts")},
    }
