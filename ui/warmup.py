"""Work that the server does once in its life, so that no visitor waits for it later."""

import gc
import threading
from collections.abc import Callable
from functools import cache

import altair  # noqa: F401  # imported here to be among what is frozen
import pandas  # type: ignore[import-untyped]  # noqa: F401

from simulation.ensemble import simulate
from simulation.parameters import Parameters, Run
from ui import pages  # noqa: F401
from ui.present.handout import bundle

LATER = 15.0  # seconds, by when the first page has been drawn
ONCE = threading.Lock()


def warm_up() -> None:
    """Prepare the server, at the first call only; the frame and the server both call it."""
    with ONCE:
        _warm_up()


@cache
def _warm_up() -> None:
    """Load the compiled rules now, and what handouts need once the first page is drawn.

    Streamlit collects garbage after every rerun, and imported modules never are any. Frozen, they
    are not looked through again: 48 in place of 120 ms of processor time a rerun.
    """
    gc.collect()
    gc.freeze()
    _in_a_thread(lambda: simulate(Parameters(), Run(worlds=1)), 0.0)
    _in_a_thread(bundle, LATER)


def _in_a_thread(work: Callable[[], object], seconds: float) -> None:
    timer = threading.Timer(seconds, work)
    timer.daemon = True
    timer.start()
