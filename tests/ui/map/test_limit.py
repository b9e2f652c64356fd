"""The limit on onward sharing is named where it holds on a map, and only there."""

from dataclasses import replace

from simulation.experiment.comparison.lever_changes import sides_of
from simulation.experiment.sensitivity.axis import axis
from simulation.experiment.sensitivity.win_rate_map import Map
from simulation.parameters import changed
from simulation.scenarios import Scenario
from simulation.world.plan import onward
from tests.ui.map.test_heatmap import made
from ui.map import limit
from ui.state import settings


def drawn(scenario: Scenario, x: str, y: str) -> Map:
    sides = sides_of(scenario)
    return replace(
        made(), scenario=scenario, x=axis(sides, x), y=axis(sides, y), medians=dict.fromkeys(sides)
    )  # type: ignore[arg-type]


def test_the_limit_is_named_where_sharing_runs_into_it() -> None:
    default = settings.shipped()["default"]
    found = drawn(default, "public.share=0.001:0.5:5:log", "posts.count=1:12:2")
    side = default.sides[0].parameters
    over = [
        onward(changed(side, {"public.share": float(each)})) > side.network.onward_cap
        for each in found.x.values
    ]
    assert 0 < sum(over) < 5
    assert limit.sentence(found).startswith(
        f"In {2 * sum(over)} of 10 cells “Limit on onward sharing” holds"
    )


def test_where_it_holds_nowhere_nothing_is_said() -> None:
    default = settings.shipped()["default"]
    found = drawn(default, "public.share=0.0001:0.001:3", "posts.count=1:12:2")
    assert limit.sentence(found) == ""
