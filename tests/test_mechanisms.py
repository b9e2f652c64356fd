"""What is told of the model speaks of levers that there are, and of all their groups."""

import pytest

from simulation.mechanisms import MECHANISMS, Mechanism
from simulation.parameters import Parameters, levers


@pytest.mark.parametrize("mechanism", MECHANISMS, ids=lambda each: each.title)
def test_every_lever_it_speaks_of_is_one(mechanism: Mechanism) -> None:
    assert not set(mechanism.levers) - set(levers())
    said = mechanism.says(lambda path: f"<{path}>")
    assert "{" not in said
    assert all(f"<{path}>" in said for path in mechanism.levers)


def test_every_group_of_levers_is_spoken_of() -> None:
    spoken = {path.split(".")[0] for each in MECHANISMS for path in each.levers}
    assert spoken == set(Parameters.model_fields)
