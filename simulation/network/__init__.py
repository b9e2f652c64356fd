"""The network, who follows whom: formulas for synthetic networks, tables for real ones."""

from simulation.network.synthetic import (
    KINDS,
    NICHE_REGION,
    OPEN_REGION,
    SEGMENTS,
    TABLE,
    FollowerList,
    Layout,
    Network,
    audience_of,
    community_of,
    draw_positions,
    follower_list,
    follower_of,
    position_of,
    segment_of,
    stable_id,
)

__all__ = [
    "KINDS",
    "NICHE_REGION",
    "OPEN_REGION",
    "SEGMENTS",
    "TABLE",
    "FollowerList",
    "Layout",
    "Network",
    "audience_of",
    "community_of",
    "draw_positions",
    "follower_list",
    "follower_of",
    "position_of",
    "segment_of",
    "stable_id",
]
