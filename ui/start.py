"""Done once in the life of the server, when this is first imported: nobody waits for it later."""

import gc
import threading

import altair  # noqa: F401  # imported here to be counted among what is frozen
import pandas  # type: ignore[import-untyped]  # noqa: F401

from simulation.ensemble import simulate
from simulation.parameters import Parameters, Run
from ui.leave_behind import bundle

# Streamlit collects garbage after every rerun; what is imported never is any. Frozen, it is not
# looked through again: 48 in place of 120 ms of processor time a rerun.
gc.collect()
gc.freeze()


def _warm() -> None:
    """Load the compiled rules, then what draws charts in a file that is taken along."""
    simulate(Parameters(), Run(worlds=1))
    bundle()


# While the first page is on its way.
threading.Thread(target=_warm, name="warm", daemon=True).start()
