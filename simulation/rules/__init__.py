"""The rules: the consequences of an event that is due, the same for both clocks.

`happen` changes the world's arrays and leaves the events that follow in `world.out`, each with its
delay in milliseconds. Compiled for both clocks; plain Python with NUMBA_DISABLE_JIT=1.
"""

from simulation.rules.dispatch import cascade_events, happen, opening_events
from simulation.rules.events import KINDS, Kind, NewEvent
from simulation.rules.log import ACTIONS, COLUMNS, log_of
from simulation.rules.traits import count_followers

__all__ = [
    "ACTIONS",
    "COLUMNS",
    "KINDS",
    "Kind",
    "NewEvent",
    "cascade_events",
    "count_followers",
    "happen",
    "log_of",
    "opening_events",
]
