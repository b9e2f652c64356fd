"""The stages of a recommendation: the slower the runs, the rougher the first answer."""

import pytest

from simulation.decision import Given
from simulation.parameters import Run
from tests.decision.made import X, made, option
from ui.decision.measure import LOOKS, Question, stages


@pytest.mark.compiled
@pytest.mark.parametrize(
    ("ad_views", "runs", "settings"),
    [
        (100, [80], [LOOKS[0]]),  # quick runs: all of them at once
        (3_000, [26, 80], [16, 16]),
        (100_000, [8, 24, 80], [0, 16, 16]),
    ],
)
def test_the_first_answer_is_as_rough_as_its_runs_are_slow(
    ad_views: int, runs: list[int], settings: list[int]
) -> None:
    options = (option("Today", base=True), option("Ads", {"growth.ad_views": ad_views}))
    asked = Question(options, "reach", Run(worlds=80), (Given(X, 0.0, 0.01),))
    found = list(stages(asked, made(lambda p, noise: float(p.growth.ad_views > 0) + noise)))
    looks = [(each.sample.run.worlds, each.sample.settings) for each in found]
    distinct = list(dict.fromkeys(looks))
    expected = [*zip(runs, settings, strict=True), (80, LOOKS[1])]
    assert distinct == expected
    assert [each.whole for each in found] == [False] * (len(found) - 1) + [True]
