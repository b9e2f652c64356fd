"""The Python interface: the lines of its documentation run, and say what the model says."""

import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import simulation
from simulation.ensemble import simulate
from simulation.errors import UserError
from simulation.experiment import Setup, open_runner
from simulation.experiment import compare as compare_setups
from simulation.interface import Scenario
from simulation.outcomes import OUTCOMES, over_time, values
from simulation.parameters import Parameters, Run, changed
from simulation.scenarios import load

ROOT = Path(__file__).parents[1]
QUICK = {"worlds": 20, "days": 3.0}


@pytest.fixture(scope="module")
def base() -> Scenario:
    return simulation.scenario().set({"network.population": 3_000}, title="Today")


def python_blocks(text: str) -> list[str]:
    """The Python of a text: fenced blocks of Markdown, the indented one of a docstring."""
    fenced = re.findall(r"```python\n(.*?)```", text, re.S)
    return [block for block in fenced if "import simulation" in block]


def documented() -> dict[str, str]:
    """Where the interface is shown, and the lines shown there."""
    lines = (simulation.__doc__ or "").splitlines()
    found = {"simulation": "\n".join(each[4:] for each in lines if each.startswith("    "))}
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        for number, block in enumerate(python_blocks(page.read_text("utf-8"))):
            found[f"{page.name} {number}"] = block
    return found


@pytest.mark.compiled
@pytest.mark.parametrize("place", documented())
def test_the_documented_lines_run(place: str) -> None:
    exec(
        compile(documented()[place], f"<{place}>", "exec"), {}
    )  # no file: coverage looks for those


def test_importing_it_is_light() -> None:
    """Nothing of the model, of numpy or of pandas is loaded before it is asked for."""
    code = (
        "import sys, simulation; heavy = {'numpy', 'pandas', 'numba', 'simpy'}; "
        "print([n for n in sys.modules if n.startswith('simulation.') or n in heavy])"
    )
    assert subprocess.check_output([sys.executable, "-c", code], cwd=ROOT, text=True) == "[]\n"


@pytest.mark.parametrize(
    ("source", "title", "levers"),
    [
        ("default", load("default").title, load("default").side("A").parameters),
        ("4b:B", load("4b").side("B").title, load("4b").side("B").parameters),
        ("4b", load("4b").side("A").title, load("4b").side("A").parameters),
    ],
)
def test_a_scenario_by_name(source: str, title: str, levers: Parameters) -> None:
    found = simulation.scenario(source)
    assert (found.title, found.parameters) == (title, levers)
    assert simulation.scenario(source) == found


def test_a_scenario_from_a_file_and_from_its_text(tmp_path: Path) -> None:
    text = 'schema = 1\nextends = "default"\ntitle = "Mine"\n[posts]\ncount = 2\n'
    (tmp_path / "mine.toml").write_text(text)
    for source in (text, str(tmp_path / "mine.toml")):
        found = simulation.scenario(source)
        assert found.title == "Mine"
        assert found.levers["posts.count"] == 2


def test_a_set_lever_changes_a_copy() -> None:
    today = simulation.scenario()
    talk = today.set({"dialogue.hours": 4})
    assert today.levers["dialogue.hours"] == 1.0
    assert (talk.levers["dialogue.hours"], talk.days) == (4.0, today.days)
    assert talk.title == f"{today.title}, dialogue.hours = 4"
    assert today.set({"dialogue.hours": 4}, title="Four hours").title == "Four hours"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (lambda: simulation.scenario("nowhere"), "there is no scenario 'nowhere'"),
        (lambda: simulation.scenario("4b:E"), "there is no side 'E'"),
        (lambda: simulation.scenario().set({"dialogue.hour": 4}), "did you mean dialogue.hours"),
        (lambda: simulation.scenario().set({"dialogue.hours": 25}), "dialogue.hours cannot be 25"),
        (lambda: simulation.run(simulation.scenario(), worlds=0), "worlds cannot be 0"),
        (lambda: simulation.run(simulation.scenario(), days=-1), "days cannot be -1"),
        (lambda: simulation.run(simulation.scenario(), seed=-1), "seed cannot be -1"),
        (
            lambda: simulation.compare(simulation.scenario(), simulation.scenario("4b")),
            "say with days= which",
        ),
    ],
)
def test_a_mistake_is_a_user_error(wrong: object, says: str) -> None:
    with pytest.raises(UserError, match=re.escape(says)):
        wrong()  # type: ignore[operator]


@pytest.mark.compiled
def test_unknown_names_are_refused(base: Scenario) -> None:
    found = simulation.run(base, **QUICK)
    with pytest.raises(UserError, match="did you mean reach"):
        found["reech"]
    with pytest.raises(UserError, match="there is reach, orders, shares"):
        found.over_time("likes")
    with pytest.raises(UserError, match="no outcome 'reech'"):
        simulation.compare(base, base, outcome="reech")
    with pytest.raises(UserError, match=r"factor cannot be 0\.0"):
        simulation.compare(base, base, factor=0.0)


@pytest.mark.compiled
def test_a_run_is_what_the_ensemble_says(base: Scenario) -> None:
    found = simulation.run(base, seed=3, **QUICK)
    expected = simulate(base.parameters, Run(worlds=20, days=3.0, seed=3))
    assert list(found) == list(OUTCOMES)
    for name, figures in found.items():
        assert np.array_equal(figures.values, values(expected, name), equal_nan=True)
    reach = found["reach"]
    assert reach.median == np.median(reach.values)
    assert (reach.low90, reach.high90) == tuple(np.quantile(reach.values, [0.05, 0.95]))
    assert (reach.label, reach.unit) == ("Reach", "people")


@pytest.mark.compiled
def test_tables_have_a_row_a_replicate(base: Scenario) -> None:
    found = simulation.run(base, **QUICK)
    table = found.frame()
    assert list(table.columns) == list(OUTCOMES)
    assert np.array_equal(table["reach"], found["reach"].values)
    assert table.index.name == "replicate"
    grid = found.over_time("reach")
    assert grid.shape[0] == 20
    assert (grid.columns[0], grid.columns[-1]) == (0.0, 72.0)
    assert np.array_equal(grid.iloc[:, -1], found["reach"].values)
    bands = over_time(found.ensemble, "reach")
    assert np.array_equal(grid.median(axis=0), bands.median)


@pytest.mark.compiled
def test_a_pair_is_what_compare_says(base: Scenario) -> None:
    more = base.set({"posts.count": 20, "posts.every": 3.0}, title="Twenty posts")
    pair = simulation.compare(base, more, outcome="profit", **QUICK)
    run = Run(worlds=20, days=3.0)
    with open_runner() as runner:
        expected = compare_setups(
            Setup(base.parameters, run), Setup(more.parameters, run), "profit", runner
        )
    rate = expected.win_rate
    assert (pair.win_rate, pair.low95, pair.high95) == (rate.percent, rate.low95, rate.high95)
    assert pair.verdict == expected.verdict.kind
    assert "“Today”" in pair.sentence
    assert "“Twenty posts”" in pair.sentence
    assert np.array_equal(pair.difference.values, pair.a.values - pair.b.values)
    assert (pair.difference.median, pair.notes) == (expected.difference.median, ())


@pytest.mark.compiled
def test_a_scenario_against_itself_is_no_difference(base: Scenario) -> None:
    pair = simulation.compare(base, base, factor=1.1, **QUICK)
    assert pair.verdict == "same"
    assert pair.sentence.startswith("No difference")


@pytest.mark.compiled
def test_progress_is_told_and_an_interrupt_is_clean(base: Scenario) -> None:
    told: list[tuple[int, int]] = []
    simulation.run(base, worlds=31, days=3.0, seed=5, progress=lambda *now: told.append(now))
    assert told[-1] == (31, 31)

    def interrupt(done: int, total: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        simulation.compare(base, base, worlds=100_000, seed=9, progress=interrupt)


@pytest.mark.compiled
def test_what_was_run_is_not_run_again(base: Scenario) -> None:
    simulation.run(base, seed=77, **QUICK)
    told: list[tuple[int, int]] = []
    simulation.run(base, seed=77, **QUICK, progress=lambda *now: told.append(now))
    assert not told


@pytest.mark.compiled
def test_objects_show_themselves_shortly(base: Scenario) -> None:
    found = simulation.run(base, **QUICK)
    pair = simulation.compare(base, base, **QUICK)
    assert repr(base) == "<Scenario 'Today'>"
    assert repr(found) == "<Result of 'Today', 20 replicates>"
    assert repr(pair) == f"<Pair: {pair.sentence}>"
    assert len(found) == len(OUTCOMES)
    assert changed(base.parameters, {}) == base.parameters
