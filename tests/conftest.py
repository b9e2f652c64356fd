"""Generated cases are the same on every run; uncompiled, a test that takes long fails."""

import os
import time
from collections.abc import Iterator

import pytest
from hypothesis import settings

UNCOMPILED = os.environ.get("NUMBA_DISABLE_JIT") == "1"

# No case is timed: compiling takes what it takes. Uncompiled there are fewer cases, as all of them
# run compiled too.
CASES = 20 if UNCOMPILED else 100
settings.register_profile(
    "grapevine", deadline=None, derandomize=True, database=None, max_examples=CASES
)
settings.load_profile("grapevine")

LONGEST = 4.0  # seconds of processor time
MARK_IT = "mark the test `compiled`, and `make quick` leaves it out"


@pytest.fixture(autouse=UNCOMPILED)
def quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """`make quick` stays quick: uncompiled, a test runs no ensemble and no thousands of events."""

    def refuse(*_: object, **__: object) -> None:
        raise RuntimeError(f"an ensemble needs the compiled engine: {MARK_IT}")

    monkeypatch.setattr("simulation.ensemble.Swift", refuse)
    began = time.process_time()
    yield
    took = time.process_time() - began
    if took > LONGEST:
        pytest.fail(f"took {took:.1f} s uncompiled, over {LONGEST:.0f}: {MARK_IT}")
