"""Grapevine's model and its experiments, which know nothing of any screen.

The way in from notebooks and scripts::

    import simulation

    base = simulation.scenario()  # the default; also "4b:A", a path, a TOML text
    talk = base.set({"dialogue.hours": 4})  # a new scenario; base is unchanged
    found = simulation.run(talk, worlds=200, seed=1)
    found["reach"].median, found["reach"].low90, found["reach"].high90, found["reach"].values
    found.frame()  # pandas: one row a replicate
    found.over_time("reach")  # likewise, a column for each hour
    pair = simulation.compare(base, talk, outcome="profit")
    pair.win_rate, pair.low95, pair.high95, pair.verdict, pair.sentence

Bad values raise simulation.errors.UserError. The model is loaded by the first call, not by the
import.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulation.interface import Pair, Result, Scenario

__version__ = "0.1.0"


def scenario(source: str = "default") -> "Scenario":
    """A scenario by name, as "default" or "4b"; a side of a story, as "4b:A"; a file; a TOML text.

    A story without a side stands for its side A. Raises UserError.
    """
    from simulation import interface

    return interface.scenario(source)


def run(
    scenario: "Scenario",
    *,
    worlds: int | None = None,
    seed: int = 1,
    days: float | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> "Result":
    """Run a scenario in `worlds` replicates; a mapping from every outcome to its figures.

    worlds, days: what the scenario suggests unless given. progress: called with how many replicates
    are done, and how many there are in all. Ctrl-C ends a run at once; the same run is never
    computed twice in one session. Raises UserError.
    """
    from simulation import interface

    return interface.run(scenario, worlds, seed, days, progress)


def compare(
    a: "Scenario",
    b: "Scenario",
    *,
    outcome: str = "reach",
    factor: float = 1.0,
    worlds: int | None = None,
    seed: int = 1,
    days: float | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> "Pair":
    """Compare two scenarios by an outcome, on the same random draws: win rate, verdict, sentence.

    factor: `a` has to have at least that many times `b`. worlds, days, progress: as in `run`.
    Raises UserError.
    """
    from simulation import interface

    return interface.compare(a, b, outcome, factor, worlds, seed, days, progress)
