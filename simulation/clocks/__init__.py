"""The two clocks that run the rules: live (SimPy) and swift (compiled)."""

from simulation.clocks.live import Live
from simulation.clocks.swift import Swift

__all__ = ["Live", "Swift"]
