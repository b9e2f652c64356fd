"""Bands and win rates with both kinds of doubt: right as often as they say."""

import math

import numpy as np
import pytest

from simulation.decision import Given, bands, pair, sample
from simulation.decision.doubt import setting_means
from simulation.parameters import Parameters
from tests.decision.made import RUN, X, Y, made, only, option

OPTIONS = (option("Today", base=True), option("Ads", {"growth.ad_views": 1}))


@pytest.mark.compiled
def test_the_outer_band_holds_the_truth_as_often_as_it_says() -> None:
    """Truths are drawn from the ranges, with random draws of their own, outside of the sample.

    Of 4,000 truths 90 % and 50 % are inside, give or take 2.5 and 4 points: four standard errors of
    the count and of ends that rest on 256 settings. The inner band, which knows of draws alone,
    holds far fewer.
    """
    given = (Given(X, 0.001, 0.008), Given(Y, 0.02, 0.09))

    def reach(p: Parameters, noise: np.ndarray) -> np.ndarray:
        return 900 * p.public.follow + 100 * p.public.see + noise

    found = sample(OPTIONS, made(reach), RUN, given=only(OPTIONS, *given), settings=256)
    here = bands(found, "reach", 0)
    rng = np.random.default_rng(7)
    spans = [each.spans[0] for each in found.unknowns]
    settings = [
        [span.at(float(part)) for span, part in zip(spans, row, strict=True)]
        for row in rng.random((4_000, 2))
    ]
    order = [each.path for each in found.unknowns]
    x, y = (np.array(settings)[:, order.index(path)] for path in (X, Y))
    truths = 900 * x + 100 * y + rng.normal(size=4_000)

    def held(low: float | None, high: float | None) -> float:
        assert low is not None
        assert high is not None
        return float(((truths >= low) & (truths <= high)).mean())

    assert held(here.outer.low90, here.outer.high90) == pytest.approx(0.90, abs=0.025)
    assert held(here.outer.low50, here.outer.high50) == pytest.approx(0.50, abs=0.04)
    assert held(here.inner.low90, here.inner.high90) < 0.75


def test_the_share_of_settings_won_is_what_it_is() -> None:
    """Ads win where X is above its value at a third of the plausibility, whatever the draws."""

    def reach(p: Parameters, noise: np.ndarray) -> np.ndarray:
        edge = Parameters().public.follow * 2 / 3
        return p.growth.ad_views * (p.public.follow - edge) + 0 * noise

    given = only(OPTIONS, Given(X, 0.0, 0.004))
    here = pair(sample(OPTIONS, made(reach), RUN, given=given, settings=256), "reach", 1, 0)
    assert here.today.percent == 100
    assert here.settings is not None
    assert here.settings.percent == pytest.approx(100 * 2 / 3, abs=2)  # a setting in each sixteenth
    assert (here.settings.low95 or 0) < 100 * 2 / 3 < (here.settings.high95 or 0)


def test_runs_and_settings_are_counted_apart() -> None:
    """Ads are better by 1 from today's X on, else worse; draws add a normal of spread 0.5."""
    given = Given(X, 0.0, 0.004)
    today = Parameters().public.follow

    def reach(p: Parameters, noise: np.ndarray) -> np.ndarray:
        lead = np.sign(p.public.follow - today) + 1.0 * (p.public.follow == today)
        return p.growth.ad_views * (lead + 0.5 * noise)

    ranges = only(OPTIONS, given)
    found = sample(OPTIONS, made(reach), RUN, given=ranges, settings=256, replicates=8)
    here = pair(found, "reach", 1, 0)
    assert here.today.percent == pytest.approx(100 * 0.977, abs=4)  # P(normal > -2)
    assert here.settings is not None
    assert here.settings.percent == pytest.approx(50, abs=1)
    assert here.settings.worlds == 256
    back = pair(found, "reach", 0, 1)
    assert (back.settings and back.settings.wins) == here.settings.losses
    assert here.gap.outer.low90 is not None
    assert here.gap.outer.low90 < 0 < (here.gap.inner.low50 or 0)


def test_a_setting_of_as_many_wins_as_losses_is_a_tie() -> None:
    def reach(p: Parameters, noise: np.ndarray) -> np.ndarray:
        return p.growth.ad_views * np.resize([1.0, -1.0], noise.shape) + 0 * p.public.follow

    given = only(OPTIONS, Given(X, 0.0, 0.004))
    found = sample(OPTIONS, made(reach), RUN, given=given, settings=16, replicates=4)
    here = pair(found, "reach", 1, 0).settings
    assert here is not None
    assert (here.wins, here.ties, here.losses) == (0, 16, 0)


def test_less_is_better_where_it_is_a_cost() -> None:
    def cost(p: Parameters, noise: np.ndarray) -> np.ndarray:
        return 10 + p.growth.ad_views + 0 * noise

    found = sample(OPTIONS, made(cost), RUN, given=only(OPTIONS, Given(X, 0.0, 0.01)), settings=16)
    dear = pair(found, "cost", 1, 0)
    assert (dear.today.losses, dear.settings and dear.settings.losses) == (200, 16)


def test_an_outcome_without_meaning_is_left_out_and_never_a_number() -> None:
    def half(p: Parameters, noise: np.ndarray) -> dict[str, np.ndarray]:
        known = np.where(noise > 0, noise, np.nan)
        return {"reach": known, "profit": np.full_like(noise, np.nan)}

    given = only(OPTIONS, Given(X, 0.0, 0.01))
    found = sample(OPTIONS, made(half), RUN, given=given, settings=64, replicates=8)
    some, none = bands(found, "reach", 0), bands(found, "profit", 0)
    assert 0 < some.inner.worlds < RUN.worlds
    assert some.outer.worlds < 64 * 8
    assert none.inner.median is none.outer.median is none.unknown is None
    both = pair(found, "profit", 0, 1)
    assert both.today.percent is None
    assert both.settings is not None
    assert both.settings.percent is None
    assert math.isnan(setting_means(found, "profit")[0, 0])
