"""Done once in the life of the server, when this is first imported: nobody waits for it later."""

import gc
import threading
from collections.abc import Callable

import altair  # noqa: F401  # imported here to be counted among what is frozen
import pandas  # type: ignore[import-untyped]  # noqa: F401

from simulation.ensemble import simulate
from simulation.parameters import Parameters, Run
from ui.about import page as _about  # noqa: F401
from ui.account import page as _account  # noqa: F401
from ui.compare import page as _compare  # noqa: F401
from ui.explore import page as _explore  # noqa: F401
from ui.map import page as _map  # noqa: F401
from ui.present import page as _present  # noqa: F401
from ui.present.handout import bundle
from ui.stories import page as _stories  # noqa: F401
from ui.watch import page as _watch  # noqa: F401

# Streamlit collects garbage after every rerun; what is imported never is any. Frozen, it is not
# looked through again: 48 in place of 120 ms of processor time a rerun.
gc.collect()
gc.freeze()


LATER = 15.0  # seconds, by when the first page has been drawn


def _in_a_thread(work: Callable[[], object], seconds: float) -> None:
    timer = threading.Timer(seconds, work)
    timer.daemon = True
    timer.start()


# The compiled rules while the first page is on its way; what draws charts in a file that is taken
# along only after it, as that would take the processor away from it.
_in_a_thread(lambda: simulate(Parameters(), Run(worlds=1)), 0.0)
_in_a_thread(bundle, LATER)
