"""The check on file is of these defaults; and a small run still has the published shapes."""

import pytest

from simulation.parameters import Parameters, changed
from simulation.validation import (
    STATISTICS,
    TARGETS,
    Design,
    defaults_digest,
    last_record,
    simulate_population,
)
from simulation.validation.scorecard import score

AGAIN = "python -m simulation validate --json > simulation/validation/record.json"

# Of 6,000 posts each of these lies 4.5 standard errors or more within its tolerance, as the
# intervals on file have it: one seed in 35,000 fails. The seed is fixed.
ROBUST = ("never_reshared", "within_10_minutes", "within_an_hour", "half_life")
# Not targets, but what sharers find is set by the evidence: 0.40 others, of the shape of a negative
# binomial with k = 0.25, in which 0.79 find none. Ranges of 4.5 standard errors around the record.
SHARERS = {"mean_offspring": (0.29, 0.48), "no_offspring": (0.765, 0.81)}


def test_the_record_is_of_todays_defaults() -> None:
    assert last_record().defaults == defaults_digest(), (
        "a default has changed since the model was last compared with published cascades; "
        f"run: {AGAIN}"
    )


def test_the_record_has_every_statistic_against_todays_targets() -> None:
    record = last_record()
    assert [row.name for row in record.rows] == [each.name for each in STATISTICS], AGAIN
    for row in record.rows:
        target = TARGETS.get(row.name)
        if target is None:
            assert row.verdict == row.published == row.source == ""
            continue
        assert (row.published, row.tolerance) == (target.published, (target.low, target.high))
        assert row.source == target.source
        met = row.value is not None and target.holds(row.value)
        assert row.verdict == ("pass" if met else "fail")
    assert record.targets == len(TARGETS)
    assert record.command.startswith("python -m simulation validate --posts")
    assert str(record.posts) in record.command
    assert record.model


def test_another_default_is_another_digest() -> None:
    other = changed(Parameters(), {"network.discount": 0.61})
    assert defaults_digest(other) != defaults_digest()


@pytest.mark.compiled
def test_a_small_run_has_the_shapes_that_it_can_tell() -> None:
    done = {row.name: row for row in score(simulate_population(Design(posts=6_000, seed=1))).rows}
    for name in ROBUST:
        assert done[name].verdict == "pass", done[name]
    for name, (low, high) in SHARERS.items():
        value = done[name].value
        assert value is not None
        assert low < value < high, done[name]
