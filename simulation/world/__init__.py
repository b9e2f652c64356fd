"""One replicate: the plan that the rules read and the state that they change, as plain arrays."""

from simulation.world.layout import accounts_of
from simulation.world.plan import memory, needed_bytes, plan, plan_cascade
from simulation.world.state import Plan, World, enter, fresh

__all__ = [
    "Plan",
    "World",
    "accounts_of",
    "enter",
    "fresh",
    "memory",
    "needed_bytes",
    "plan",
    "plan_cascade",
]
