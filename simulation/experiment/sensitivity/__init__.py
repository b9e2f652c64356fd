"""Moving levers over ranges: break-even, importance, and maps of the win rate."""
