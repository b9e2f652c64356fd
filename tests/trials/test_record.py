"""The results on file are of these defaults and these experiments, and of the verdicts they say."""

import json
import math

import pytest

from simulation.experiment import open_runner
from simulation.trials import last_record, run_trials, shipped
from simulation.trials.record import RECORD, plain
from simulation.trials.verdict import judge, overall
from simulation.trials.words import figure, summary, tolerance
from simulation.validation import defaults_digest

AGAIN = "python -m simulation experiments --seed 1 --json > simulation/trials/record.json"


def test_the_record_is_of_todays_defaults() -> None:
    assert last_record().defaults == defaults_digest(), (
        "a default has changed since published experiments were last repeated; "
        f"run: {AGAIN} and python -m tests.trials.page"
    )


def test_the_record_has_every_experiment_as_its_file_says() -> None:
    trials, record = shipped(), last_record()
    assert [entry.id for entry in record.trials] == [trial.id for trial in trials], AGAIN
    for trial, entry in zip(trials, record.trials, strict=True):
        study = trial.study
        assert (entry.authors, entry.year, entry.link) == (study.authors, study.year, study.link)
        assert (entry.found, entry.changed) == (study.found, study.changed)
        assert (entry.missing, entry.held_back) == (trial.missing, trial.held_back)
        assert (entry.title, entry.stands_for) == (trial.scenario.title, trial.scenario.note)
        assert entry.worlds == (trial.scenario.run.worlds if trial.checks else 0)
        assert [(row.measures, row.effect, row.published) for row in entry.checks] == [
            (check.measures, check.effect.text, check.published) for check in trial.checks
        ], AGAIN
    assert record.command in AGAIN


def test_every_verdict_follows_from_its_interval() -> None:
    for entry in last_record().trials:
        for row in entry.checks:
            assert row.low is not None
            assert row.high is not None
            ends = row.tolerance
            least = -math.inf if ends[0] is None else ends[0]
            most = math.inf if ends[1] is None else ends[1]
            assert row.verdict == judge(row.low, row.high, (least, most))
        assert entry.verdict == overall(row.verdict for row in entry.checks)


def test_what_comes_out_otherwise_says_what_the_model_lacks() -> None:
    silent = [entry.id for entry in last_record().having("out", "cannot say") if not entry.missing]
    assert not silent


def test_a_record_is_read_as_it_was_written() -> None:
    content = json.loads(RECORD.read_text(encoding="utf-8"))
    assert json.loads(json.dumps(plain(last_record()))) == content


def test_the_summary_counts_every_experiment() -> None:
    done = last_record()
    silent = sum(not entry.checks for entry in done.trials)
    assert f" of {len(done.trials) - silent} experiments that can be repeated" in summary(done)
    assert f"On {silent} more" in summary(done)


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "-"), (1.0, "1"), (0.0, "0"), (1234.5, "1,234"), (2.666, "2.67"), (0.00125, "0.0013")],
)
def test_figures_are_short(value: float | None, text: str) -> None:
    assert figure(value) == text


def test_a_tolerance_in_words() -> None:
    found = {tolerance(row) for entry in last_record().trials for row in entry.checks}
    assert {"above 1", "1.50 to 5"} <= found


# Trials that take little and whose interval lies far inside or outside: of the same draws they give
# the same result, to the last digit on file.
QUICK = ("aral-walker-2012", "kanuri-2018", "muchnik-2013")


@pytest.mark.compiled
def test_the_record_is_what_the_model_gives() -> None:
    chosen = [trial for trial in shipped() if trial.id in QUICK]
    known = {entry.id: entry for entry in last_record().trials}
    with open_runner() as runner:
        for found in run_trials(chosen, runner):
            for finding, row in zip(found.findings, known[found.trial.id].checks, strict=True):
                assert finding.value == pytest.approx(row.model, rel=1e-5)
                assert finding.verdict == row.verdict
