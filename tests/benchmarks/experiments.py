"""Experiments: a map, again from the store, threads, the cost of the machinery, break-even.

    python -m tests.benchmarks.experiments

Every ratio comes from one run, its two sides taking turns; compare ratios, not seconds, between
machines.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from simulation.commands._shared.table import columns
from simulation.ensemble import simulate_a_while
from simulation.experiment import ResultStore, Setup
from simulation.experiment.runner.runner import open_runner
from simulation.experiment.sensitivity.break_even import break_even
from simulation.experiment.sensitivity.win_rate_map import draw
from simulation.outcomes import OUTCOMES
from simulation.parameters import Parameters, Run, changed
from simulation.scenarios import load

X, Y = "public.share=0.003:0.03:20:log", "dialogue.hours=0:4:20"
RUN = Run(worlds=100)
TIMES = 5
ROWS = [["what", "measured", "wanted"]]


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def report(what: str, measured: str, wanted: str) -> None:
    """A row of the table, shown at once."""
    ROWS.append([what, measured, wanted])
    print(f"{what}: {measured}", flush=True)


def maps(folder: Path) -> None:
    """20 x 20 cells of 100 worlds of the default scenario, new and from the store."""
    default = load("default")
    with ResultStore(folder / "maps.sqlite") as store, open_runner(store=store) as here:
        new = seconds(lambda: draw(here, default, X, Y, RUN))
        again = statistics.median(seconds(lambda: draw(here, default, X, Y, RUN)) for _ in range(3))
    report("map 20 x 20 x 100 worlds", f"{new:.1f} s", "30 s or less")
    report("the same from the store", f"{again:.2f} s", "1 s or less")


def setups(many: int, number: int) -> list[Setup]:
    """Cases that were not run before."""
    return [
        Setup(changed(Parameters(), {"money.wage": 1.0 + number + part / many}), RUN)
        for part in range(many)
    ]


def threads() -> None:
    """The same cases on one thread and on two, nothing kept."""
    many = setups(40, 0)
    ratios = []
    with open_runner(threads=1) as one, open_runner(threads=2) as two:
        for _ in range(TIMES):
            alone = seconds(lambda: one.measure(many))
            ratios.append(alone / seconds(lambda: two.measure(many)))
    report("2 threads against 1", f"x{statistics.median(ratios):.2f}", "x1.8 or more")


def machinery(folder: Path) -> None:
    """A lab with a store on one thread against a bare loop of runs, in time of this process.

    Time of the process, not of the clock on the wall, so that others do not count; what waits for
    the disk is left out by it, and shown in the row of the map.
    """
    ratios = []
    with (
        ResultStore(folder / "overhead.sqlite") as store,
        open_runner(threads=1, store=store) as here,
    ):
        for number in range(TIMES):
            many = setups(40, number)
            began = time.process_time()
            here.measure(many)
            ours = time.process_time() - began
            began = time.process_time()
            for setup in many:
                ensemble = simulate_a_while(setup.parameters, setup.run, first=0, seconds=1e9)
                for outcome in OUTCOMES.values():
                    outcome.formula(ensemble)
            ratios.append(ours / (time.process_time() - began))
    more = 100 * (statistics.median(ratios) - 1)
    report("machinery over a bare loop", f"{more:+.1f}%", "5% or less")


def breakeven(folder: Path) -> None:
    """Where story 4b breaks, lever by lever, each from an empty store."""
    story = load("4b")
    for lever in story.breaks:
        name = lever.replace(".", "-")
        with (
            ResultStore(folder / f"{name}.sqlite") as store,
            open_runner(store=store) as here,
        ):
            began = time.perf_counter()
            break_even(here, story, lever, story.run)
            took = time.perf_counter() - began
        report(f"break-even of 4b, {lever}", f"{took:.1f} s", "5 s or less")


def main() -> None:
    """All of it."""
    with open_runner() as here:  # loads what is compiled
        here.measure([Setup(Parameters(), Run(worlds=4))])
    with tempfile.TemporaryDirectory() as folder:
        maps(Path(folder))
        threads()
        machinery(Path(folder))
        breakeven(Path(folder))
    print()
    print("\n".join(columns(ROWS)))


if __name__ == "__main__":
    main()
