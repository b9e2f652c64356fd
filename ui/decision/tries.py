"""The progress of a search that tries amounts one after another, in simulated runs."""

from collections.abc import Callable
from typing import TypeVar

from simulation.experiment import Progress, Runner
from ui.background.task import BackgroundTask

T = TypeVar("T")


def on_tried(task: BackgroundTask[T], runner: Runner) -> Callable[[int, int], None]:
    """A function that is told how many of about how many amounts were tried.

    So many more runs are expected as the amounts so far have taken; what is not known beforehand,
    such as the runs after the search, is counted as it is asked for.
    """
    done, expected = 0, 0

    def measured(far: Progress) -> None:
        nonlocal done
        done = far.done
        task.report(Progress(done, max(expected, far.total), far.kept, None, None))

    def tried(number: int, about: int) -> None:
        nonlocal expected
        expected = round(done * about / number)

    runner.on_progress = measured
    return tried
