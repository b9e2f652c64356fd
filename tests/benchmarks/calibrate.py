"""How the defaults were calibrated: a search over the few levers that shape cascades.

    python -m tests.benchmarks.calibrate [--posts 24000] [--lever posts.delay_spread ...]

Begins at the values that the sources recommend. One lever at a time, over values within what is
plausible, the best kept, until nothing gets better. The misfit is the sum of the squared distances
from what was published, each in halves of its tolerance, so that 1 is a statistic at the edge of
passing. Two of the recommended values are not targets of `validate` and are aimed at besides: one
sharer finds 0.40 others, dispersed as a negative binomial with k = 0.25, in which
(0.25 / 0.65)^0.25 = 0.79 of the sharers find none.

What came of it: two levers were moved. At the recommended spread of 2.31 only 93% of reshares come
within a day, as later hops wait again; 2.0 is the lowest plausible value, and enough. Audiences
alone leave 70% of the sharers without a further one; 1.4 makes it 79%. Everything then lies within
its tolerance at once, but not everything at its aim, for three reasons:
- A half-life of views of 80 minutes and 95% of reshares within a day exclude each other here, as
  whoever notices decides at once: at the wait that gives the second, it is 35 minutes.
- 4% of posts with 10 reshares, a tail exponent of 2.4 and 0.025% with 100 exclude each other in any
  model: a power law of 2.4 that begins at 4% has 0.16% there. The defaults lie between.
- Followings larger than a community (1,000) cannot lie in it, so that fewer reshares than ties stay
  inside: 77% of 83%.
"""

import argparse

from simulation.parameters import Parameters, changed, levers, values
from simulation.validation import TARGETS, Design, Scorecard, score, simulate_population

START = {"posts.delay_spread": 2.31, "posts.pull_spread": 0.0}
GRID: dict[str, tuple[float, ...]] = {
    "posts.delay": (20.0, 27.8, 35.0, 45.0),
    "posts.delay_spread": (2.0, 2.1, 2.2, 2.31),
    "posts.pull_spread": (0.0, 1.1, 1.4, 1.7),
    "public.share": (0.02, 0.025, 0.03),
    "followers.casual.share": (0.015, 0.02, 0.025),
    "network.discount": (0.55, 0.6, 0.65),
    "network.looks_away": (0.0, 0.25, 0.5),
}
ASIDE = {"mean_offspring": (0.40, 0.1), "no_offspring": (0.787, 0.05)}  # aim, half a tolerance
# Of a few large cascades or accounts each: too noisy in a run of this size to steer by.
NOISY = ("virality_and_size", "spearman_top_1", "spearman_top_10")


def misfit(done: Scorecard) -> dict[str, float]:
    """How far each statistic is from what was published, squared, in halves of its tolerance."""
    found = {}
    for row in done.rows:
        aim, half = ASIDE.get(row.name, (0.0, 0.0))
        target = TARGETS.get(row.name)
        if target and row.name not in NOISY:
            aim, half = target.aim, (target.high - target.low) / 2
        if half and row.value is not None:
            found[row.name] = ((row.value - aim) / half) ** 2
    return found


def tried(parameters: Parameters, posts: int) -> tuple[float, Scorecard]:
    """The misfit of these defaults."""
    done = score(simulate_population(Design(posts, seed=1, base=parameters)), resamples=2)
    return sum(misfit(done).values()), done


def main() -> None:
    """Search, printing every try."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=24_000)
    parser.add_argument("--lever", action="append", choices=GRID)
    asked = parser.parse_args()
    best = changed(Parameters(), START)
    least, done = tried(best, asked.posts)
    print(f"{least:7.3f} as recommended", flush=True)
    better = True
    while better:
        better, winner = False, best
        for path in asked.lever or GRID:
            here = values(best)[path]
            for value in GRID[path]:
                if value == here:
                    continue
                found, made = tried(changed(best, {path: value}), asked.posts)
                print(f"{found:7.3f} {path} = {value:g}", flush=True)
                if found < least:
                    least, done, better = found, made, True
                    winner = changed(best, {path: value})
            best = winner
    print(f"\n{least:.3f} at best, with")
    for path in GRID:
        low, high = levers()[path].plausible or (None, None)
        print(f"  {path} = {values(best)[path]:g} (plausible {low} to {high})")
    for name, part in sorted(misfit(done).items(), key=lambda each: -each[1]):
        row = next(row for row in done.rows if row.name == name)
        print(f"  {part:7.3f} {row.label}: {row.value:.4g} {row.verdict}")


if __name__ == "__main__":
    main()
