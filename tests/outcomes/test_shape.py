"""Over time, by hop, by group, and the waterfall."""

import numpy as np
import pytest

from simulation.ensemble import Ensemble, simulate
from simulation.outcomes import by_group, by_hop, over_time, values, waterfall
from simulation.parameters import Parameters, Run, changed
from simulation.world.state import BINS
from tests.worlds import still, table_of

pytestmark = pytest.mark.compiled


@pytest.fixture(scope="module")
def default() -> Ensemble:
    return simulate(changed(Parameters(), {"network.population": 5_000}), Run(worlds=40))


def test_totals_over_time_rise_from_nothing_to_the_outcome(default: Ensemble) -> None:
    for name in ("reach", "orders", "shares"):
        bands = over_time(default, name)
        assert bands.hours.shape == bands.median.shape == (BINS + 1,)
        assert bands.hours[-1] == 28 * 24
        assert bands.median[0] == bands.high90[0] == 0
        assert np.all(np.diff(bands.mean) >= 0)
        assert bands.mean[-1] == values(default, name).mean()
        assert bands.median[-1] == np.median(values(default, name))


def test_bands_lie_within_each_other(default: Ensemble) -> None:
    bands = over_time(default)
    for low, high in (
        (bands.low90, bands.low50),
        (bands.low50, bands.median),
        (bands.median, bands.high50),
        (bands.high50, bands.high90),
    ):
        assert np.all(low <= high)


def test_a_moment_is_counted_at_its_place_in_time() -> None:
    """Seven days in steps of an hour: noon and a minute is within the thirteenth."""
    bands = over_time(simulate(still(), Run(worlds=2, days=7.0)))
    assert bands.median[12] == 0
    assert bands.median[13] == 5


def test_hops_up_to_the_deepest() -> None:
    levers = {
        "network.kind": "table",
        "network.table": "by hand",
        "network.us": "0",
        "followers.fans.share": 1.0,
        "public.share": 1.0,
    }
    chain = table_of({0: [1, 2], 1: [3], 3: [4]})
    found = by_hop(simulate(still(levers), Run(worlds=2), table=chain))
    assert [(hop, people.median) for hop, people in found] == [(1, 2.0), (2, 1.0), (3, 1.0)]


def test_without_word_of_mouth_there_is_one_hop() -> None:
    assert len(by_hop(simulate(still(), Run(worlds=2)))) == 1


def test_groups_in_their_order_and_only_those_reached() -> None:
    levers = {
        "followers.casual.size": 4,
        "followers.celebrities.size": 2,
        "growth.ad_views": 10,
        "followers.celebrities.see": 1.0,
    }
    found = by_group(simulate(still({**levers, "followers.casual.see": 0.0}), Run(worlds=2)))
    assert [(name, people.median) for name, people in found] == [
        ("fans", 5.0),
        ("celebrities", 2.0),
        ("public", 10.0),
    ]


def test_the_waterfall_by_hand() -> None:
    """Twenty fans, half of them people, all of whom see, like and share to ten others each."""
    levers = {
        "followers.fans.size": 20,
        "followers.fans.real": 0.5,
        "followers.fans.like": 1.0,
        "followers.fans.share": 1.0,
        "followers.bought.size": 7,
        "followers.fans.buy": 1.0,
        "followers.bought.real": 0.0,
        "growth.bought_day": 90.0,
        "followers.fans.click": 1.0,
    }
    e = simulate(still(levers), Run(worlds=1))
    found = {stage.name: stage.people.median for stage in waterfall(e)}
    assert list(found) == ["listed", "real", "saw", "acted", "shared", "through_others", "bought"]
    through = values(e, "word_of_mouth")[0]
    assert list(found.values()) == [20, 10, 10, 10, 10, through, 10]
    assert through > 20
