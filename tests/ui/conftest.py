"""Pages wait for their runs, with the engine loaded and stores of their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from simulation.case.store import CaseStore
from simulation.ensemble import Ensemble, simulate
from simulation.experiment import ResultMemory, ResultStore
from simulation.parameters import Parameters, Run
from ui.background import experiments, progress
from ui.case import opened
from ui.watch import page as watch


@pytest.fixture(scope="session")
def small() -> Ensemble:
    return simulate(Parameters(), Run(worlds=40, days=7))


@pytest.fixture(autouse=True)
def loaded(request: pytest.FixtureRequest) -> None:
    """Loading the compiled engine counts against no page's time."""
    if request.node.get_closest_marker("compiled"):
        request.getfixturevalue("small")


@pytest.fixture(autouse=True)
def own_cases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CaseStore]:
    """Cases are kept where only this test sees them."""
    with CaseStore(f"sqlite:///{tmp_path / 'cases.sqlite'}") as store:
        monkeypatch.setattr(opened, "store", lambda: store)
        yield store


@pytest.fixture
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ResultStore]:
    """Nothing is known from other tests, and nothing left for them."""
    with ResultStore(tmp_path / "kept.sqlite") as store:
        monkeypatch.setattr(experiments, "_store", lambda: store)
        monkeypatch.setattr(experiments, "MEMORY", ResultMemory())
        yield store


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page waits for its runs, however slow the machine."""
    monkeypatch.setattr(progress, "PATIENCE", 120.0)
    monkeypatch.setattr(watch, "PATIENCE", 120.0)


@pytest.fixture
def impatient(patient: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page shows what there is of a result so far, as it does where one takes long."""
    monkeypatch.setattr(progress, "PATIENCE", 0.1)
