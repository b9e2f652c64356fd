"""Generated cases are the same on every run, and none is timed: compiling takes what it takes."""

import os

import pytest
from hypothesis import settings

settings.register_profile("grapevine", deadline=None, derandomize=True, database=None)
settings.load_profile("grapevine")


def pytest_configure(config: pytest.Config) -> None:
    """Uncompiled, numpy's scalars warn where luck and hashes wrap around on purpose."""
    if os.environ.get("NUMBA_DISABLE_JIT") == "1":
        config.addinivalue_line("filterwarnings", "ignore:overflow encountered in scalar multiply")
