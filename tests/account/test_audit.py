"""Audit figures: how they are written, what they do to a list, how they spread over worlds."""

import pytest

from simulation.account.audit import DRAWS, Audit, AuditFigures, ShareRange, parse_share
from simulation.errors import UserError
from simulation.parameters import Parameters, changed


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("0.2", 0.2, 0.2),
        ("20%", 0.2, 0.2),
        ("0.1:0.3", 0.1, 0.3),
        ("10%:30%", 0.1, 0.3),
        ("0", 0.0, 0.0),
    ],
)
def test_a_share_as_people_write_it(text: str, low: float, high: float) -> None:
    assert parse_share("--fake", text) == ShareRange(low, high)


@pytest.mark.parametrize("text", ["", "x", "0.3:0.1", "-0.1", "1.1", "20", "nan", "0:1:1", "=1"])
def test_what_is_no_share(text: str) -> None:
    with pytest.raises(UserError, match=r"--fake cannot be '.*'"):
        parse_share("--fake", text)


def test_nobody_left_is_refused() -> None:
    with pytest.raises(UserError, match="no followers would be left"):
        Audit(fake=ShareRange(0.1, 0.6), inactive=ShareRange(0.1, 0.4))


def test_draws_are_spread_evenly_and_reach_both_ends() -> None:
    audit = Audit(ShareRange(0.1, 0.4), ShareRange(0.0, 0.2), ShareRange(0.05, 0.25))
    draws = audit.sample()
    assert len(draws) == DRAWS
    for name in ("fake", "inactive", "mass"):
        figures = sorted(getattr(each, name) for each in draws)
        span = getattr(audit, name)
        steps = [span.at(step / (DRAWS - 1)) for step in range(DRAWS)]
        assert figures == pytest.approx(steps)
    assert Audit().sample() == [AuditFigures(0.2, 0.0, 0.0)]


def test_a_list_is_split_and_keeps_its_size_and_its_people() -> None:
    p = changed(Parameters(), AuditFigures(0.3, 0.1, 0.2).split(10_000))
    kinds = p.followers
    assert kinds.fans.size == 0
    assert (kinds.casual.size, kinds.followbacks.size) == (8_000, 2_000)
    assert kinds.casual.size * kinds.casual.real == pytest.approx(4_000)
    assert kinds.followbacks.real == 1.0


def test_mass_followers_hear_a_fifth() -> None:
    assert AuditFigures(0.3, 0.1, 0.2).audience() == pytest.approx(0.4 + 0.2 * 0.2)
