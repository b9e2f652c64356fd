"""Trials as they are run: common random numbers, effects that are known, and their verdicts."""

from pathlib import Path

import numpy as np
import pytest

from simulation.experiment import Setup, open_runner
from simulation.outcomes import Column
from simulation.parameters import Run
from simulation.trials import load, loads, run_trials
from tests.experiment.fake_runner import FakeRunner
from tests.trials.texts import CHECK, GOOD, SIDES, SILENT, STUDY


def reach(setup: Setup) -> dict[str, Column]:
    """A follower brings two people in every run, give or take what both sides share."""
    shared = np.random.default_rng(setup.run.seed).normal(0.0, 5.0, setup.run.worlds)
    size = 100 + setup.parameters.followers.casual.size
    return {"reach": size * (2.0 + shared / 100)}


def test_an_effect_that_is_known_is_found() -> None:
    (found,) = run_trials([loads(GOOD, "mine.toml")], FakeRunner(reach))
    (finding,) = found.findings
    assert finding.value == pytest.approx(1.9)
    assert finding.low == pytest.approx(1.9)  # what varies is the same on both sides
    assert (finding.verdict, found.verdict) == ("in", "in")


@pytest.mark.parametrize(
    ("tolerance", "verdict"), [("[1.8, 2]", "in"), ("[2, inf]", "out"), ("[-inf, 1.5]", "out")]
)
def test_the_tolerance_decides(tolerance: str, verdict: str) -> None:
    text = GOOD.replace("[1, 3]", tolerance)
    (found,) = run_trials([loads(text, "mine.toml")], FakeRunner(reach))
    assert found.verdict == verdict


def test_an_effect_that_no_run_has_is_too_close_to_call() -> None:
    runner = FakeRunner(lambda setup: {"likes": np.ones(setup.run.worlds)})
    (found,) = run_trials([loads(GOOD, "mine.toml")], runner)
    (finding,) = found.findings
    assert (finding.value, finding.low, finding.high) == (None, None, None)
    assert found.verdict == "too close to call"


def test_all_sides_of_all_trials_are_measured_at_once_with_the_same_draws() -> None:
    texts = {"one.toml": GOOD, "silent.toml": SILENT, "two.toml": GOOD.replace("1_800", "400")}
    runner = FakeRunner(reach)
    one, silent, two = run_trials(
        [loads(text, name) for name, text in texts.items()],
        runner,
        lambda run: run.model_copy(update={"seed": 7}),
    )
    sizes = [setup.parameters.followers.casual.size for setup in runner.measured]
    assert sizes == [1_800, 900, 400, 900]
    assert {setup.run for setup in runner.measured} == {Run(worlds=20, seed=7)}
    assert (one.trial.id, silent.trial.id, two.trial.id) == ("one", "silent", "two")
    assert (silent.findings, silent.verdict) == ((), "cannot say")
    assert two.findings[0].value == pytest.approx(0.5)
    assert two.verdict == "out"


def test_nothing_to_run_is_no_mistake() -> None:
    (found,) = run_trials([loads(SILENT, "mine.toml")], FakeRunner(reach))
    assert found.verdict == "cannot say"
    assert run_trials([], FakeRunner(reach)) == []


# With the real engine

FAKES = (
    STUDY
    + "[public]\nsee = 0\n[dialogue]\nhours = 0\n"
    + SIDES.replace("followers.casual.size = 1_800", "followers.bought.size = 1_000")
    + CHECK.replace("[1, 3]", "[0.9, 1.1]")
)


@pytest.mark.compiled
def test_fake_followers_change_nothing_in_any_run() -> None:
    """Known by construction: fakes notice nothing, and no follower's draws depend on them.

    Nobody else notices anything, as fakes are taken from the public; and nobody reads along when
    others are answered.
    """
    with open_runner(threads=1) as runner:
        (found,) = run_trials([loads(FAKES, "mine.toml")], runner)
    (finding,) = found.findings
    assert (finding.low, finding.value, finding.high) == (1.0, 1.0, 1.0)
    assert found.verdict == "in"


@pytest.mark.compiled
def test_an_audience_of_ones_own_changes_nobodys_mind() -> None:
    """A shipped trial whose effect is exactly 1 whatever the draws, and so no fall."""
    few = load("aral-walker-2012")
    with open_runner(threads=1) as runner:
        (found,) = run_trials([few], runner, lambda run: run.model_copy(update={"worlds": 10}))
    (finding,) = found.findings
    assert (finding.value, found.verdict) == (1.0, "out")


@pytest.mark.compiled
def test_ten_times_the_noticing_is_ten_times_the_noticed(tmp_path: Path) -> None:
    """Known up to chance: 1,000 people notice with a chance of 0.5 or 0.05, and nobody shares.

    Twelve posts and 20 runs make a ratio of 10 with standard error 0.09; 9.5 to 10.5 fails for one
    seed in ten million. The seed is fixed.
    """
    path = tmp_path / "mine.toml"
    levers = "fans.size = 0\ncasual = {{ size = 1_000, real = 1, share = 0, see = {} }}"
    sides = "\n".join(
        f'[sides.{key}]\ntitle = "{key}"\nposts.count = 12\ndialogue.see_gain = 0\n'
        f"[sides.{key}.followers]\n{levers.format(see)}"
        for key, see in (("A", 0.5), ("B", 0.05))
    )
    check = CHECK.replace("reach", "impressions").replace("[1, 3]", "[9.5, 10.5]")
    path.write_text(f"{STUDY}\n[run]\nworlds = 20\n{sides}\n{check}", encoding="utf-8")
    with open_runner(threads=1) as runner:
        (found,) = run_trials([load(str(path))], runner)
    assert found.verdict == "in", found
