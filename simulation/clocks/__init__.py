"""The two clocks that run the rule book: live (SimPy) and swift (compiled)."""

from simulation.clocks.live import Live
from simulation.clocks.swift import Swift

__all__ = ["Live", "Swift"]
