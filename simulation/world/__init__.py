"""One world: what the rules read (the plan) and what they change (the state), as plain arrays."""

from simulation.world.layout import accounts_of
from simulation.world.plan import memory, needed_bytes, plan, plan_cascade
from simulation.world.state import World, enter, fresh

__all__ = [
    "World",
    "accounts_of",
    "enter",
    "fresh",
    "memory",
    "needed_bytes",
    "plan",
    "plan_cascade",
]
