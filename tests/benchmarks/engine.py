"""The engine: the default scenario, threads, story 5a at true size, and growth with accounts.

    python -m tests.benchmarks.engine

Every figure of a part comes from one run; compare ratios, not seconds, between machines.
"""

import resource
import statistics
import subprocess
import sys
import time

from simulation.ensemble import Ensemble, simulate
from simulation.parameters import Parameters, Run, changed
from simulation.scenarios import load

TIMES = 9
SIZES = (10_000, 100_000, 1_000_000, 10_000_000)


def seconds(parameters: Parameters, run: Run, threads: int, times: int = TIMES) -> float:
    """Median time of a run."""
    waits = []
    for _ in range(times):
        began = time.perf_counter()
        simulate(parameters, run, threads=threads)
        waits.append(time.perf_counter() - began)
    return statistics.median(waits)


def peak() -> float:
    """The most memory this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def default() -> None:
    """200 worlds of the default scenario on one thread and on two."""
    run = Run(worlds=200)
    simulate(Parameters(), run)
    one, two = seconds(Parameters(), run, 1), seconds(Parameters(), run, 2)
    print(f"default, 200 worlds: 1 thread {one:.3f} s, 2 threads {two:.3f} s")
    long = Run(worlds=4_000)
    one, two = seconds(Parameters(), long, 1, 5), seconds(Parameters(), long, 2, 5)
    print(f"default, 4,000 worlds: 1 thread {one:.2f} s, 2 threads {two:.2f} s: x{one / two:.2f}")


def live() -> None:
    """The same worlds on both clocks."""
    run = Run(worlds=5)
    swift, live = (
        seconds(Parameters(), run, 1),
        seconds(Parameters(), run.model_copy(update={"clock": "live"}), 1),
    )
    print(f"live clock against swift: x{live / swift:.0f}")


def large(size: int) -> None:
    """One world of `size` accounts, a fifth of them our followers, in a process of its own."""
    story = load("5a")
    base = story.side("A").parameters
    followers = changed(
        Parameters(),
        {
            "network.population": size,
            "followers.fans.size": 0,
            "followers.casual.size": size // 5,
            "followers.casual.ordinary": True,
            "posts.count": 14,
            "posts.every": 24.0,
        },
    )
    run = Run(worlds=1, days=14.0)
    simulate(followers, run)
    idle = peak()
    wait = seconds(followers, run, 1, 3)
    done: Ensemble = simulate(followers, run)
    events = int(done.tallies["impressions"].sum())
    print(
        f"{size:>12,} {wait:>9.3f} {wait / size * 1e9:>14.1f} {events:>12,} {idle:>9.0f}",
        flush=True,
    )
    if size == SIZES[-1]:
        wait = seconds(base, story.run.model_copy(update={"worlds": 1}), 1, 3)
        print(f"story 5a, side A, one world at true size: {wait:.2f} s, {peak():.0f} MB at most")


def main() -> None:
    """All of it; each size in a process of its own, so that memory can be told apart."""
    if len(sys.argv) > 1:
        large(int(sys.argv[1]))
        return
    default()
    live()
    print("    accounts   seconds  ns per account  impressions  peak MB")
    for size in SIZES:
        subprocess.run([sys.executable, "-m", "tests.benchmarks.engine", str(size)], check=True)


if __name__ == "__main__":
    main()
