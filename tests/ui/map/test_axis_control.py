"""An axis of a map: levers that may act, and ranges that are legal, hold today and can be run."""

import pytest

from simulation.experiment.comparison.lever_changes import move, sides_of
from simulation.experiment.sensitivity.axis import axis
from simulation.parameters import levers
from ui.controls.lever import slider_values
from ui.map import axis_control
from ui.map.axis_control import Chosen
from ui.state import settings


@pytest.mark.parametrize("name", settings.shipped())
def test_what_is_suggested_can_be_drawn(name: str) -> None:
    scenario = settings.shipped()[name]
    sides = sides_of(scenario)
    one, other = axis_control.suggested(scenario, sides)
    assert one != other
    if scenario.is_story:
        assert one in scenario.breaks
    for path in (one, other):
        chosen = move(sides, path)
        low, high = axis_control.proposed(sides, chosen, scenario.run.days)
        assert low <= chosen.today <= high
        assert {low, high} <= set(slider_values(chosen.lever, low, high))
        drawn = axis(sides, Chosen(path, low, high).text(9))
        assert drawn.values[0] == low
        assert drawn.values[-1] == high
        assert len(drawn.values) == 9


def test_every_lever_that_is_offered_has_a_range() -> None:
    scenario = settings.shipped()["3b"]
    sides = sides_of(scenario)
    offered = axis_control.offered(sides)
    assert "followers.bought.see" not in offered  # there are none
    assert "followers.bought.size" in offered
    assert "dialogue.order" not in offered  # no number
    for path in offered:
        low, high = axis_control.proposed(sides, move(sides, path), scenario.run.days)
        assert low <= move(sides, path).today <= high, path
        assert low < high, path
        assert {low, high} <= set(slider_values(levers()[path], low, high)), path
        assert axis(sides, Chosen(path, low, high).text(5)).values, path


def test_a_range_over_decades_is_cut_by_its_logarithm() -> None:
    assert (
        Chosen(
            "public.share",
            0.001,
            0.05,
        ).text(5)
        == "public.share=0.001:0.05:5:log"
    )
    assert Chosen("public.share", 0.001, 0.04).text(5) == "public.share=0.001:0.04:5"
    assert Chosen("public.share", 0.0, 1.0).text(9) == "public.share=0.0:1.0:9"
