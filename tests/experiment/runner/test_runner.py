"""Measuring: the same worlds however the work is cut, and nothing computed twice."""

import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simulation.ensemble import Ensemble, Stopped, simulate
from simulation.errors import UserError
from simulation.experiment import CellError, Columns, Progress, ResultStore, Runner, Setup
from simulation.experiment.runner import executors
from simulation.experiment.runner.cells import Block, Cell, run_cell
from simulation.experiment.runner.executors import WorkerPool
from simulation.experiment.runner.memory import ResultMemory
from simulation.experiment.runner.runner import open_runner
from simulation.network.tables import SHIPPED
from simulation.outcomes import OUTCOMES, values
from simulation.parameters import Parameters, Run, changed
from tests.experiment.setups import setup

SETUPS = [setup(), setup({"followers.fans.see": 0.5}, worlds=33), setup(seed=2)]


def same(one: list[Columns], other: list[Columns]) -> bool:
    return all(
        np.array_equal(a[name], b[name], equal_nan=True)
        for a, b in zip(one, other, strict=True)
        for name in OUTCOMES
    )


def store(folder: Path) -> ResultStore:
    return ResultStore(folder / "kept.sqlite")


@pytest.fixture(scope="module")
def expected() -> list[Columns]:
    with open_runner(threads=1) as one:
        return one.measure(SETUPS)


@pytest.mark.compiled
def test_what_is_measured_is_what_the_ensemble_says(expected: list[Columns]) -> None:
    for asked, found in zip(SETUPS, expected, strict=True):
        ensemble = simulate(asked.parameters, asked.run)
        assert all(
            np.array_equal(found[name], values(ensemble, name), equal_nan=True) for name in OUTCOMES
        )


@pytest.mark.compiled
def test_other_luck_gives_other_worlds(expected: list[Columns]) -> None:
    assert not np.array_equal(expected[0]["impressions"], expected[2]["impressions"])


@pytest.mark.compiled
@pytest.mark.parametrize(("threads", "chunk"), [(1, 7), (2, 100), (2, 1), (4, 3)])
def test_threads_and_chunks_make_no_difference(
    threads: int, chunk: int, expected: list[Columns]
) -> None:
    with open_runner(threads=threads, chunk=chunk) as one:
        assert same(one.measure(SETUPS), expected)


@pytest.mark.compiled
def test_cells_whose_time_is_up_are_gone_on_with(
    expected: list[Columns], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(executors, "SECONDS", 0.0)  # one world a cell
    with open_runner(threads=2) as one:
        assert same(one.measure(SETUPS), expected)


@pytest.mark.compiled
def test_equal_cases_are_run_once() -> None:
    told: list[Progress] = []
    with open_runner(on_progress=told.append) as one:
        found = one.measure([setup(), setup(worlds=30), setup()])
    assert told[-1].done == told[-1].total == 30
    assert [len(each["reach"]) for each in found] == [20, 30, 20]
    assert np.array_equal(found[0]["reach"], found[1]["reach"][:20])


@pytest.mark.compiled
def test_what_is_kept_is_not_computed_again(tmp_path: Path, expected: list[Columns]) -> None:
    told: list[Progress] = []
    for _ in range(2):
        with store(tmp_path) as kept, open_runner(store=kept, on_progress=told.append) as one:
            assert same(one.measure(SETUPS), expected)
    assert told[-1] == Progress(done=73, total=73, kept=73, rate=None, left=None)


@pytest.mark.compiled
def test_a_wider_experiment_computes_only_what_is_new(tmp_path: Path) -> None:
    told: list[Progress] = []
    with store(tmp_path) as kept, open_runner(store=kept, on_progress=told.append) as one:
        one.measure([setup(worlds=20)])
        (wide,) = one.measure([setup(worlds=50)])
    assert told[-1].done == told[-1].total == 50  # the first 20 were in memory
    with open_runner() as fresh:
        assert same([wide], fresh.measure([setup(worlds=50)]))


@pytest.mark.compiled
@pytest.mark.parametrize("change", ["lever", "seed", "days", "model"])
def test_other_inputs_are_other_results(
    change: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, after = setup(), setup()
    if change == "lever":
        after = setup({"followers.fans.size": 101})
    elif change == "seed":
        after = setup(seed=2)
    elif change == "days":
        after = Setup(after.parameters, Run(worlds=20, days=7.5))
    told: list[Progress] = []
    with store(tmp_path) as kept, open_runner(store=kept, on_progress=told.append) as one:
        one.measure([before])
        if change == "model":
            monkeypatch.setattr("simulation.experiment.runner.cells.MODEL", "another")
            monkeypatch.setattr("simulation.experiment.runner.executors.MODEL", "another")
        one.measure([after])
    assert told[-1].kept == 0


@pytest.mark.compiled
def test_a_stop_keeps_what_is_done(
    tmp_path: Path, expected: list[Columns], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulation.experiment.runner.runner._COMMIT", 0.0)  # told at every cell
    stop = threading.Event()

    def told(progress: Progress) -> None:
        if progress.done >= 5:
            stop.set()

    with store(tmp_path) as kept:
        with (
            open_runner(threads=1, chunk=1, store=kept, stop=stop, on_progress=told) as one,
            pytest.raises(Stopped),
        ):
            one.measure(SETUPS)
        after: list[Progress] = []
        with open_runner(store=kept, on_progress=after.append) as again:
            assert same(again.measure(SETUPS), expected)
    assert 5 <= after[-1].kept < 73


@pytest.mark.compiled
def test_users_mistakes_are_told_at_once() -> None:
    parameters = setup({"network.population": 50_000_000}).parameters
    huge = Setup(parameters, Run(memory=0.05))
    with open_runner() as one, pytest.raises(UserError, match="memory"):
        one.measure([huge])


@pytest.mark.compiled
def test_a_real_network(tmp_path: Path) -> None:
    congress = Parameters.model_validate(
        {"network": {"kind": "table", "table": next(iter(SHIPPED))}}
    )
    asked = Setup(congress, Run(worlds=8, days=3.0))
    told: list[Progress] = []
    for _ in range(2):
        with store(tmp_path) as kept, open_runner(store=kept, on_progress=told.append) as one:
            (found,) = one.measure([asked])
    assert told[-1].kept == 8
    assert np.array_equal(found["reach"], values(simulate(congress, asked.run), "reach"))


class Dying(Executor):
    """Runs what it is given at once; the first so many times it dies."""

    def __init__(self, deaths: int) -> None:
        self.deaths = deaths

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        if self.deaths > 0:
            self.deaths -= 1
            future.set_exception(OSError("the worker is gone"))
        else:
            future.set_result(fn(*args, **kwargs))
        return future


@pytest.mark.compiled
def test_a_cell_whose_worker_dies_is_run_again(expected: list[Columns]) -> None:
    assert same(Runner(WorkerPool(Dying(2), 1)).measure(SETUPS), expected)


def test_after_three_deaths_it_says_which_cell_and_why() -> None:
    with pytest.raises(CellError, match=r"runs 0 to 19 .*3 times: OSError: the worker is gone"):
        Runner(WorkerPool(Dying(3), 1)).measure([setup()])


def test_a_worker_with_other_rules_is_refused() -> None:
    with pytest.raises(UserError, match="a worker of the cluster runs model"):
        run_cell(Cell(setup(), 0, 1), 1.0, None, "0.0.1+another")


# In memory


@pytest.mark.compiled
def test_what_is_in_memory_is_not_computed_again_and_not_counted() -> None:
    told: list[Progress] = []
    memory = ResultMemory()
    for _ in range(2):
        with open_runner(memory=memory, on_progress=told.append) as one:
            one.measure([setup()])
    assert told[-1].total == 0
    with open_runner(memory=memory) as one:
        found = [one.measure([setup(worlds=worlds)])[0]["reach"] for worlds in (5, 20, 30)]
    assert [len(column) for column in found] == [5, 20, 30]
    assert np.array_equal(found[2][:20], found[1])


def test_memory_is_bounded_and_forgets_what_was_longest_not_asked_for() -> None:
    block = Block("one", 0, np.zeros((10, 8), np.uint8))
    memory = ResultMemory(bytes=2 * block.rows.nbytes)
    memory.put([block, replace(block, address="two"), block])
    assert [each.address for each in memory.get(["one", "two"])] == ["one", "two"]
    memory.get(["one"])
    memory.put([replace(block, address="three")])
    assert [each.address for each in memory.get(["one", "two", "three"])] == ["one", "three"]


# In detail


@pytest.mark.compiled
@pytest.mark.parametrize("posts", [3, 2, 0])
def test_in_detail_it_is_the_whole_ensemble(posts: int, tmp_path: Path) -> None:
    """Of three posts, of three of which one comes after the end, and of none before the end."""
    days = {3: 7.0, 2: 2.0, 0: 0.25}[posts]
    late = changed(setup().parameters, {"posts.every": 24.0, "posts.hour": 12.0})
    asked = Setup(late, Run(worlds=20, days=days))
    expected = simulate(asked.parameters, asked.run)
    assert expected.posts.shape == (20, posts)
    for _ in range(2):  # new, and from the store
        with store(tmp_path) as kept, open_runner(store=kept, threads=2, chunk=7) as one:
            (found,) = one.ensembles([asked])
        assert np.array_equal(found.tallies, expected.tallies)
        assert np.array_equal(found.posts, expected.posts)
        assert (found.run, found.version, found.first) == (asked.run, expected.version, 0)


@pytest.mark.compiled
def test_outcomes_follow_from_what_was_run_in_detail(
    tmp_path: Path, expected: list[Columns]
) -> None:
    told: list[Progress] = []
    with store(tmp_path) as kept, open_runner(store=kept) as one:
        one.ensembles(SETUPS)
    with store(tmp_path) as kept, open_runner(store=kept, on_progress=told.append) as one:
        assert same(one.measure(SETUPS), expected)
    assert told[-1].kept == told[-1].total == 73


@pytest.mark.compiled
def test_the_first_replicates_can_be_looked_at_before_the_last(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("simulation.experiment.runner.runner._COMMIT", 0.0)  # told at every cell
    looks: list[Callable[[], list[Ensemble | None]]] = []
    sizes: list[int] = []

    def told(_: Progress) -> None:
        (found,) = looks[0]()
        sizes.append(found.run.worlds if found else 0)
        if found:
            assert np.array_equal(found.tallies, expected.tallies[: found.run.worlds])

    asked = setup(worlds=60)
    expected = simulate(asked.parameters, asked.run)
    with open_runner(threads=1, chunk=5, on_progress=told) as one:
        one.ensembles([asked], on_start=looks.append)
    assert sizes == sorted(sizes)
    assert (sizes[0], sizes[-1]) == (0, 60)
    assert len(set(sizes)) > 2


# Stopping


@pytest.mark.compiled
def test_no_cell_goes_on_after_an_interrupt(monkeypatch: pytest.MonkeyPatch) -> None:
    """As Ctrl-C does, a callback interrupts: the workers are idle when the caller has it."""
    monkeypatch.setattr("simulation.experiment.runner.runner._COMMIT", 0.0)

    def interrupt(progress: Progress) -> None:
        if progress.done:
            raise KeyboardInterrupt

    with open_runner(threads=2, chunk=5, on_progress=interrupt) as one:
        with pytest.raises(KeyboardInterrupt):
            one.measure([Setup(Parameters(), Run(worlds=100_000))])
        one.on_progress = None
        assert len(one.measure([setup()])[0]["reach"]) == 20  # and it can be used again
