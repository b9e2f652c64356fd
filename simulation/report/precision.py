"""Precision in words: after how many runs a figure was looked at, and how sure it is."""

from simulation.experiment.comparison.precision import Until
from simulation.report.quantities import two_figures


def until_sentence(until: Until) -> str:
    """The looks there were, and the interval at the last of them."""
    last = until.looks[-1]
    after = ", ".join(f"{number:,}" for number in until.planned[: len(until.looks)])
    done = "narrow enough" if until.reached else "not narrow enough at the limit"
    return (
        f"Looked after {after} runs; {done}: {two_figures(last.low)} to {two_figures(last.high)}. "
        f"Each interval is a {100 * until.level:.3g}% one, so that all {len(until.planned)} looks "
        "together are right 95% of the time."
    )
