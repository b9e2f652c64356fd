"""Comparing two scenarios on common random numbers: win rate, noise floor, verdict, attribution."""
