"""Goal seek: the least amount that gets there, the cheapest mix, and nothing where nothing does."""

import math
from collections.abc import Mapping

import numpy as np
import pytest

from simulation.decision import Seek, Target, seek, seek_sentences, spend
from simulation.errors import UserError
from simulation.experiment import Setup, open_runner
from simulation.parameters import Parameters, Run, changed
from tests.decision.made import made
from tests.decision.test_split import LARGE, SMALL, spent

RUN = Run(worlds=40, days=7.0)
LINE = np.arange(40) * 0.618033988749895 % 1 * 2 - 1  # noise without chance, even from -1 to 1


def sought(law, target: Target, **asked) -> Seek:  # type: ignore[no-untyped-def]
    def formula(p: Parameters, noise: np.ndarray) -> Mapping[str, np.ndarray]:
        ads, creators, answering, posting = spent(p)
        cost = ads + creators + 25 * (answering + posting)
        value = law(ads, creators, answering, posting) + LINE[: len(noise)]
        return {"reach": value, "profit": value - cost, "cost": cost + 0 * noise}

    return seek(LARGE, target, made(formula), RUN, **asked)


def test_the_least_amount_of_one_channel_that_gets_there() -> None:
    """Ads reach ten people a dollar: 1,000 in 8 of 10 runs takes $100.06 (the noise at 20 %)."""
    found = sought(lambda ads, *_: 10 * ads, Target("reach", 1_000, 0.8))
    assert found.single is not None
    key, way = found.single
    assert (key, way.enough) == ("ads", True)
    assert way.met >= 0.8
    assert way.amounts["ads"] == pytest.approx(100, rel=0.04)
    assert way.amounts["ads"] >= 100
    assert way.extra == pytest.approx(way.amounts["ads"], rel=0.01)
    assert not found.singles["creators"].enough
    assert found.singles["creators"].met == 0
    assert not found.today.enough


def test_a_mix_that_costs_less_is_found() -> None:
    """Both have diminishing returns: half each reaches more than all in one."""

    def law(ads: float, creators: float, answering: float, posting: float) -> float:
        return 100 * (math.sqrt(ads) + math.sqrt(creators))

    alone = sought(law, Target("reach", 3_000, 0.5), keys=("ads", "creators"))
    assert alone.single is not None
    assert alone.single[1].extra == pytest.approx(900, rel=0.04)
    assert alone.mix is not None
    assert alone.mix.enough
    assert alone.mix.extra == pytest.approx(450, rel=0.08)  # 100 (sqrt(225) + sqrt(225)) = 3,000
    assert alone.cheapest is alone.mix
    told = list(seek_sentences(alone))
    assert told[0].startswith("Target: reach of at least 3,000 people in 50 of 100 runs.")
    assert told[1].startswith("Cheapest by one change: $")
    assert told[2].startswith("Cheapest mix: $")


def test_where_no_mix_is_cheaper_there_is_none() -> None:
    found = sought(lambda ads, *_: 10 * ads, Target("reach", 1_000, 0.5), keys=("ads", "creators"))
    assert found.mix is None
    assert found.single is not None
    assert found.cheapest is found.single[1]
    assert list(seek_sentences(found))[-1] == "No mix was found that costs less."


def test_breaking_even_may_be_a_matter_of_doing_less() -> None:
    """What is answered today earns nothing: without it nothing is lost."""
    found = sought(lambda ads, creators, answering, posting: 30.0, Target("profit", 0.0, 0.5))
    assert not found.today.enough
    assert found.single is not None
    key, way = found.single
    assert (key, way.amounts) == ("answering", {"answering": 0.0})
    assert way.extra == pytest.approx(-175)
    assert "no answering, for $180 less" in list(seek_sentences(found))[1]


def test_where_nothing_gets_there_the_nearest_is_told() -> None:
    found = sought(
        lambda ads, *_: min(ads, 500.0), Target("reach", 10_000, 0.5), keys=("ads",), mix=False
    )
    assert found.single is found.cheapest is found.mix is None
    assert found.singles["ads"].level == pytest.approx(500, abs=2)
    assert list(seek_sentences(found))[1] == "No single change is enough, or gets any nearer."


def test_less_is_better_where_it_is_a_cost() -> None:
    found = sought(lambda *_: 0.0, Target("cost", 60.0, 0.9), keys=("answering",))
    assert found.singles["answering"].amounts == {"answering": 0.0}
    assert found.singles["answering"].enough


@pytest.mark.compiled
def test_it_holds_in_real_worlds() -> None:
    """The amount that was found gets there, and one tenth less does not."""
    target = Target("reach", 800, 0.8)
    with open_runner() as runner:
        found = seek(SMALL, target, runner, RUN, keys=("ads",))
        amount = found.singles["ads"].amounts["ads"]
        run = found.run
        here, less = runner.measure(
            [Setup(spend(SMALL, 7.0, {"ads": each}), run) for each in (amount, 0.9 * amount)]
        )
    assert target.met(here) >= 0.8 * run.worlds
    assert target.met(less) < 0.8 * run.worlds


def test_a_level_is_what_that_part_of_the_runs_have() -> None:
    columns = {"reach": np.array([1.0, 2, 3, 4, 5, 6, 7, 8, 9, np.nan]), "cost": np.arange(10.0)}
    assert Target("reach", 0, 0.5).level(columns) == 5
    assert Target("reach", 0, 0.9).level(columns) == 1
    assert math.isnan(Target("reach", 0, 1.0).level(columns))
    assert Target("cost", 0, 0.8).level(columns) == 7
    assert Target("reach", 4, 0.5).met(columns) == 6
    assert Target("cost", 3, 0.5).met(columns) == 4


@pytest.mark.parametrize(
    ("name", "amount", "share", "says"),
    [
        ("raech", 1, 0.5, "there is no outcome 'raech'; did you mean reach?"),
        ("reach", math.nan, 0.5, "target cannot be nan: it must be a number"),
        ("reach", 1, 0.0, "share cannot be 0.0: it must be a number above 0, at most 1"),
        ("reach", 1, 1.1, "share cannot be 1.1"),
    ],
)
def test_a_target_that_is_none_is_refused(
    name: str, amount: float, share: float, says: str
) -> None:
    with pytest.raises(UserError, match=f"^{says}"):
        Target(name, amount, share)


def test_a_free_hour_has_no_price_in_a_mix() -> None:
    """With a wage of nothing only one channel has a price, so there is nothing to mix."""
    free = changed(LARGE, {"money.wage": 0.0})
    runner = made(lambda p, noise: {"reach": spent(p)[0] + noise, "cost": spent(p)[0] + 0 * noise})
    found = seek(free, Target("reach", 50), runner, RUN, keys=("ads", "answering"))
    assert found.mix is None
    assert found.single is not None
