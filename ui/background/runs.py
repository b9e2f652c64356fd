"""A scenario run in the background, with everything that was counted, shown while it grows."""

from dataclasses import replace

from simulation.ensemble import Ensemble
from simulation.experiment import Progress, Setup
from simulation.parameters import Parameters, Run
from ui.background import experiments, progress
from ui.background.task import BackgroundTask

PLACE = "run"
GROWTH = 2.0  # times as many runs before results are drawn anew: drawing all of them takes long


def begin(parameters: Parameters, run: Run) -> BackgroundTask[Ensemble]:
    """The task that runs this scenario, for Explore and Watch; another one ends with it."""
    setup = Setup(parameters, run)
    return progress.begin(PLACE, key_of(parameters, run), lambda task: _ensemble(setup, task))


def key_of(parameters: Parameters, run: Run) -> str:
    """All that a result depends on, as a text."""
    return parameters.model_dump_json() + run.model_dump_json()


def _ensemble(setup: Setup, task: BackgroundTask[Ensemble]) -> Ensemble:
    def show(known: list[Ensemble | None]) -> None:
        if known[0] is not None:
            task.show(known[0])

    def report(far: Progress) -> None:  # a runner does not count what is in memory
        left = far.total - far.done
        task.report(replace(far, done=setup.run.worlds - left, total=setup.run.worlds))

    # A lever that is moved makes many results, each of them quick: no use for them on disk.
    runner = experiments.runner_of(task, on_disk=False)
    runner.on_progress = report
    (found,) = runner.ensembles([setup], on_start=experiments.showing(runner, show, GROWTH))
    return found
