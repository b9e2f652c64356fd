"""What it is worth to find something out: found where it matters, and worth what it is worth."""

import numpy as np
import pytest

from simulation.decision import Given, information, sample
from simulation.parameters import Parameters
from tests.decision.made import RUN, X, Y, Z, made, only, option

OPTIONS = (option("Today", base=True), option("Ads", {"growth.ad_views": 1}))
TODAY = Parameters()
RANGES = tuple(
    Given(path, 0.0, 2 * today)
    for path, today in ((X, TODAY.public.follow), (Y, TODAY.public.see), (Z, TODAY.public.share))
)


def unit(value: float, today: float) -> float:
    """A lever that is even over 0 to twice today's value, as a number from -1 to 1."""
    return value / today - 1


@pytest.mark.compiled
def test_a_lever_that_decides_is_found_and_worth_what_it_is_worth() -> None:
    """Ads bring 100 times a number that is even from -1 to 1: knowing it is worth E max(0, .) = 25.

    Another lever moves both options alike and a third does nothing: neither is worth a cent. With
    256 settings the estimate is within 4 of 25 (four standard errors of a mean of max(0, .)).
    """

    def profit(p: Parameters, noise: np.ndarray) -> np.ndarray:
        own = 100 * unit(p.public.follow, TODAY.public.follow)
        return p.growth.ad_views * own + 500 * unit(p.public.see, TODAY.public.see) + 30 * noise

    found = information(
        sample(
            OPTIONS, made(profit), RUN, given=only(OPTIONS, *RANGES), settings=256, replicates=2
        ),
        "profit",
    )
    assert found is not None
    assert found.first is not None
    assert found.first.unknown.path == X
    assert found.first.value == pytest.approx(25, abs=4)
    assert found.first.share > 0.9
    assert [each.found for each in found.worth] == [True, False, False]


@pytest.mark.compiled
def test_a_lever_that_never_changes_the_choice_is_worth_nothing() -> None:
    """However much it moves the lead."""

    def profit(p: Parameters, noise: np.ndarray) -> np.ndarray:
        own = 300 + 100 * unit(p.public.follow, TODAY.public.follow)
        return p.growth.ad_views * own + noise

    found = information(
        sample(OPTIONS, made(profit), RUN, given=only(OPTIONS, *RANGES), settings=64), "profit"
    )
    assert found is not None
    assert found.first is None
    assert found.worth[0].unknown.path == X
    assert found.worth[0].share > 0.9
    assert found.worth[0].value == 0
    assert found.best == 1


@pytest.mark.compiled
def test_less_is_better_where_it_is_a_cost() -> None:
    def cost(p: Parameters, noise: np.ndarray) -> np.ndarray:
        return p.growth.ad_views * 100 * unit(p.public.follow, TODAY.public.follow) + 10 + 0 * noise

    found = information(
        sample(OPTIONS, made(cost), RUN, given=only(OPTIONS, *RANGES), settings=256), "cost"
    )
    assert found is not None
    assert found.first is not None
    assert found.first.value == pytest.approx(25, abs=4)


@pytest.mark.compiled
def test_where_nothing_matters_something_is_found_as_rarely_as_it_says() -> None:
    """Forty decisions between options that differ by draws alone: at 5 % each, more than six of
    them with a lever "found" come in 1 of 300 such tests."""

    def profit(p: Parameters, noise: np.ndarray) -> np.ndarray:
        return np.where(p.growth.ad_views, noise[::-1], noise)

    given, found = only(OPTIONS, *RANGES), 0
    for seed in range(40):
        run = RUN.model_copy(update={"seed": seed})
        drawn = sample(OPTIONS, made(profit), run, given=given, settings=64, replicates=3)
        here = information(drawn, "profit")
        assert here is not None
        found += here.first is not None
    assert found <= 6


@pytest.mark.parametrize(
    ("options", "settings", "why"),
    [
        (OPTIONS[:1], 64, "one option"),
        (OPTIONS, 16, "too few settings"),
    ],
)
def test_nothing_is_said_without_a_choice_or_with_too_few_settings(
    options: tuple, settings: int, why: str
) -> None:
    drawn = sample(options, made(lambda p, noise: noise), RUN, settings=settings)
    assert information(drawn, "profit") is None, why


@pytest.mark.compiled
def test_settings_without_the_outcome_are_left_out() -> None:
    def profit(p: Parameters, noise: np.ndarray) -> np.ndarray:
        own = 100 * unit(p.public.follow, TODAY.public.follow)
        return np.where(
            p.public.see > TODAY.public.see, np.nan, p.growth.ad_views * own + 0 * noise
        )

    found = information(
        sample(OPTIONS, made(profit), RUN, given=only(OPTIONS, *RANGES), settings=256), "profit"
    )
    assert found is not None
    assert found.first is not None
    assert found.first.value == pytest.approx(25, abs=6)
    none = sample(OPTIONS, made(lambda p, noise: noise * np.nan), RUN, settings=64)
    assert information(none, "profit") is None
