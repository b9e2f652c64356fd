"""Who follows whom: formulas for synthetic worlds, tables for real ones."""

from simulation.network.synthetic import (
    KINDS,
    LAYOUT,
    NICHE_LAND,
    OPEN_LAND,
    ROWS,
    TABLE,
    Network,
    audience_of,
    circle_of,
    community_of,
    follower_of,
    person_of,
    position_of,
    row_of,
    settle,
)

__all__ = [
    "KINDS", "LAYOUT", "NICHE_LAND", "OPEN_LAND", "ROWS", "TABLE", "Network", "audience_of",
    "circle_of", "community_of", "follower_of", "person_of", "position_of", "row_of", "settle",
]  # fmt: skip
