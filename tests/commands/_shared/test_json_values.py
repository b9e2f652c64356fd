"""Values as JSON: as precise as they are, and no more."""

import json

import pytest

from simulation.commands._shared.json_values import as_json


def test_the_noise_of_the_last_bits_is_not_written() -> None:
    noisy = {"percent": 57.99999999999999, "sides": [{"high90": 5.049999999999997}, (0.1 + 0.2,)]}
    assert as_json(noisy) == '{"percent": 58.0, "sides": [{"high90": 5.05}, [0.3]]}'


def test_all_else_stays_as_it_is() -> None:
    values = {"seed": 2**63 - 1, "on": True, "none": None, "text": "0.1", "small": 1.5e-300}
    assert json.loads(as_json(values)) == values
    with pytest.raises(ValueError, match="not JSON compliant"):
        as_json(float("nan"))
