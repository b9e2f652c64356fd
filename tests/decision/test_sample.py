"""The runs that all doubt is read from: shared settings, shared draws, growing numbers."""

import numpy as np
import pytest

from simulation.decision import Given, Option, Sample, bands, pair, sample, sharpened
from simulation.decision.roles import role
from simulation.errors import UserError
from simulation.experiment import Setup, open_runner, win_rate
from simulation.outcomes import OUTCOMES, summary
from simulation.parameters import Parameters, Run, changed, differences
from tests.decision.made import RUN, X, made, only, option
from tests.experiment.setups import BASE

OPTIONS = (option("Today", base=True), option("Ads", {"growth.ad_views": 500}))
RANGE = Given(X, 0.0, 0.01)


def reach(p: Parameters, noise: np.ndarray) -> np.ndarray:
    return 1_000 * p.public.follow + p.growth.ad_views / 1_000 + noise


@pytest.mark.compiled
def test_with_all_ranges_collapsed_only_random_draws_are_left() -> None:
    """Exactly: on the real runner, for every outcome."""
    ads = changed(BASE, {"growth.ad_views": 200})
    options = (Option("Today", BASE), Option("Ads", ads))
    run = Run(worlds=20, days=7.0)
    with open_runner() as runner:
        found = sample(options, runner, run, given=only(options))
        columns = runner.measure([Setup(each.parameters, run) for each in options])
    assert found.settings == 0
    for name in OUTCOMES:
        a, b = (each[name] for each in columns)
        for place, column in enumerate((a, b)):
            here = bands(found, name, place)
            assert here.inner == here.outer == summary(column)
            assert here.unknown is None
        both = pair(found, name, 0, 1)
        assert both.today == win_rate(a, b, name)
        assert both.settings is None
        assert both.gap.inner == both.gap.outer == summary(a - b)


def test_every_option_has_the_same_settings_and_the_same_draws() -> None:
    runner = made(reach)
    sample(OPTIONS, runner, RUN, settings=16)
    drawn = runner.measured[2:]
    assert len(drawn) == 32
    for one, other in zip(drawn[::2], drawn[1::2], strict=True):
        assert one.run == other.run
        apart = differences(one.parameters, other.parameters)
        assert set(apart) == {"growth.ad_views", "money.ad_price"}  # no price where nothing is paid
    assert len({each.run.seed for each in drawn}) == 16
    assert len({each.parameters for each in drawn}) == 32


@pytest.mark.compiled
def test_an_option_has_the_same_runs_whatever_it_is_compared_with() -> None:
    """So that today's runs are kept once for all comparisons."""
    seen = []
    for others in (OPTIONS[:1], OPTIONS, (OPTIONS[0], option("Partners", {"partners.count": 3}))):
        runner = made(reach)
        sample(others, runner, RUN, settings=16, replicates=4)
        seen.append(runner.measured[len(others) :: len(others)])
    assert seen[0] == seen[1] == seen[2]


def test_decisions_stand_still_at_every_setting() -> None:
    runner = made(reach)
    sample(OPTIONS, runner, RUN, settings=32)
    for setup in runner.measured[2::2]:
        moved = differences(OPTIONS[0].parameters, setup.parameters)
        assert {role(path).kind for path in moved} == {"unknown"}


@pytest.mark.compiled
def test_looks_grow_and_keep_what_they_had() -> None:
    runner = made(reach)
    looks = list(sharpened(OPTIONS, runner, RUN, looks=(16, 64), replicates=3))
    assert [each.settings for each in looks] == [16, 64]
    assert len(runner.measured) == 2 + 2 * 64
    whole = sample(OPTIONS, made(reach), RUN, settings=64, replicates=3)
    for name in OUTCOMES:
        for place in range(2):
            rough, sharp, direct = (each.drawn[place][name] for each in (*looks, whole))
            assert np.array_equal(rough, sharp[:16])
            assert np.array_equal(sharp, direct)
    assert np.array_equal(looks[0].parts, whole.parts[:16])


def test_a_first_look_may_have_random_draws_alone() -> None:
    runner = made(reach)
    first, then = sharpened(OPTIONS, runner, RUN, looks=(0, 16), replicates=3)
    assert (first.settings, then.settings) == (0, 16)
    assert first.unknowns == then.unknowns
    assert len(runner.measured) == 2 + 2 * 16
    for place in range(2):
        assert bands(first, "reach", place).outer == bands(then, "reach", place).inner
    assert pair(first, "reach", 0, 1).settings is None
    only_draws = list(sharpened(OPTIONS, made(reach), RUN, looks=(0,)))
    assert [each.settings for each in only_draws] == [0]


@pytest.mark.compiled
def test_every_unknown_is_spread_evenly_in_every_look() -> None:
    """A Latin hypercube has one setting in each sixteenth of each range."""
    found = sample(OPTIONS, made(reach), RUN, settings=64)
    for column in found.parts.T:
        for start in range(0, 64, 16):
            assert sorted((column[start : start + 16] * 16).astype(int)) == list(range(16))


def test_larger_worlds_are_run_less_often_at_a_setting() -> None:
    small = sample(OPTIONS[:1], made(reach), RUN, settings=16)
    large = sample([option("Ads", {"growth.ad_views": 50_000})], made(reach), RUN, settings=16)
    assert (small.replicates, large.replicates) == (8, 2)


def test_both_kinds_of_doubt_are_told_apart() -> None:
    """Of a sum of two independent parts with known variances.

    With 256 settings of 8 runs the part that is unknown is within 0.03 (four standard errors).
    """
    given = only(OPTIONS, RANGE)
    found = sample(OPTIONS, made(reach), RUN, given=given, settings=256, replicates=8)
    assert [each.path for each in found.unknowns] == [X]
    low, today, high = 0.0, 1_000 * Parameters().public.follow, 10.0
    mean = (low + 2 * today + high) / 4  # even on either side of today's value
    squares = (low**2 + low * today + 2 * today**2 + today * high + high**2) / 6
    variance = squares - mean**2
    assert bands(found, "reach", 0).unknown == pytest.approx(variance / (variance + 1), abs=0.03)


@pytest.mark.parametrize(
    ("options", "settings", "says"),
    [
        ((), 16, "0 options; there must be from 1 to 12"),
        ((option("A"), option("A")), 16, "two options have the title 'A'"),
        ((option(" "),), 16, "option 1: title cannot be ' ': it must be a text"),
        ((option("A", base=True), option("B", base=True)), 16, "more than one option is marked"),
        ((option("A"),), 8, "settings cannot be 8: it must be a multiple of 16"),
        ((option("A"),), 100, "settings cannot be 100"),
        ((option("A"),), 8_192, "settings cannot be 8192"),
    ],
)
def test_a_decision_that_is_none_is_refused(
    options: tuple[Option, ...], settings: int, says: str
) -> None:
    with pytest.raises(UserError, match=f"^{says}"):
        sample(options, made(reach), RUN, settings=settings)


def test_looks_must_grow() -> None:
    with pytest.raises(UserError, match="looks that each have more"):
        list(sharpened(OPTIONS, made(reach), RUN, looks=(64, 16)))


def test_an_option_is_found_by_its_title() -> None:
    found: Sample = sample(OPTIONS, made(reach), RUN, settings=16)
    assert found.place("Ads") == 1
    assert found.base == 0
    with pytest.raises(UserError, match="there is no option 'Adds'; did you mean Ads"):
        found.place("Adds")
