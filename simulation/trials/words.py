"""Words for results of trials, the same on every screen, on the command line and in docs."""

from simulation.trials.record import Results, Row
from simulation.trials.trial import Known

KNOWN_AS: dict[Known, str] = {
    "read": "read in the source",
    "summary": "read in a summary",
    "remembered": "remembered",
    "direction": "only the direction is known",
}


def summary(done: Results) -> str:
    """The number of experiments by verdict, in two sentences."""
    silent = len(done.having("cannot say"))
    out, close = len(done.having("out")), len(done.having("too close to call"))
    return (
        f"As published: {len(done.having('in'))} of {len(done.trials) - silent} experiments that "
        f"can be repeated; not as published: {out}; too close to call: {close}. On {silent} more "
        "the model cannot say anything."
    )


def figure(value: float | None) -> str:
    """A figure of the model in short; - where there is none."""
    if value is None:
        return "-"
    size = abs(value)
    if size >= 100 or value == round(value):
        return f"{value:,.0f}"
    return f"{value:.2f}" if size >= 0.1 else f"{value:.2g}"


def interval(row: Row) -> str:
    """The 95 % interval of the model; - where there is none."""
    return "-" if row.low is None else f"{figure(row.low)} to {figure(row.high)}"


def tolerance(row: Row) -> str:
    """The effects that agree: "1.5 to 5", "above 1"."""
    least, most = row.tolerance
    if least is None:
        return "any" if most is None else f"below {figure(most)}"
    return f"above {figure(least)}" if most is None else f"{figure(least)} to {figure(most)}"
