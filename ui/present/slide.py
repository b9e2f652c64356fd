"""What is said, one thing at a time: the slides that stage, slides and leave-behind all tell."""

from dataclasses import dataclass

from simulation.experiment.comparison.win_rate import WinRate
from ui.charts.chart import Drawing


@dataclass(frozen=True, eq=False)
class Slide:
    """One thing said.

    kind: "claim", "bet", "reveal", "odds", "breaks", "evidence" or "do". heading: what this is.
    says: the sentence to be read aloud. lines: what stands below it. odds: drawn as 100 dots, and
    sides, what A and B are called there. drawing: a chart to show. rows: a small table, its header
    first.
    """

    kind: str
    heading: str
    says: str
    lines: tuple[str, ...] = ()
    win_rate: WinRate | None = None
    sides: tuple[str, str] = ("A", "B")
    drawing: Drawing | None = None
    rows: tuple[tuple[str, ...], ...] = ()
