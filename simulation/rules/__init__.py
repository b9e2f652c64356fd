"""The one rule book: what happens when an event comes due, whichever clock says so.

`happen` changes the world's arrays and leaves the events that follow in `world.out`, each with its
delay in milliseconds. Compiled for both clocks; plain Python with NUMBA_DISABLE_JIT=1.
"""

from simulation.rules.dispatch import happen, open_book, open_cascade
from simulation.rules.events import KINDS, Kind
from simulation.rules.log import ACTIONS, COLUMNS
from simulation.rules.traits import take_stock

__all__ = [
    "ACTIONS", "COLUMNS", "KINDS", "Kind", "happen", "open_book", "open_cascade", "take_stock",
]  # fmt: skip
