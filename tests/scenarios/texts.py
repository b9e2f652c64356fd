"""Texts of scenario files, and what is said about bad ones."""

from collections.abc import Callable

import pytest

from simulation.errors import UserError
from simulation.scenarios import loads

GOOD = 'schema = 1\ntitle = "A test"\n'


def complaint(text: str | bytes, read: Callable[[str | bytes, str], object] = loads) -> str:
    with pytest.raises(UserError) as error:
        read(text, "test.toml")
    message = str(error.value)
    assert message.startswith("test.toml: ")
    assert "\n" not in message
    assert len(message) < 1_000
    return message
