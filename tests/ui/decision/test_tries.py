"""The progress of a search: as many more runs are expected as its tries so far have taken."""

from types import SimpleNamespace

from simulation.experiment import Progress
from ui.decision.tries import on_tried


def test_runs_are_expected_in_proportion_to_the_tries_and_counted_after_them() -> None:
    seen: list[Progress] = []
    task, runner = SimpleNamespace(report=seen.append), SimpleNamespace(on_progress=None)
    tried = on_tried(task, runner)  # type: ignore[arg-type]
    for done, number in ((100, 4), (240, 10)):
        runner.on_progress(Progress(done, done, 0, None, None))
        tried(number, 40)
    runner.on_progress(Progress(250, 250, 0, None, None))
    assert (seen[-1].done, seen[-1].total) == (250, 960)
    runner.on_progress(Progress(1_000, 1_400, 0, None, None))
    assert (seen[-1].done, seen[-1].total) == (1_000, 1_400)
