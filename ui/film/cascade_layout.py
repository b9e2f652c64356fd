"""Positions for the picture of a cascade: clusters on stems, like grapes on a vine.

An account that brought others stands in the middle of those of them that brought nobody, packed
like the seeds of a sunflower (Vogel 1979): the first inmost, all about equally far apart. Those
that brought others in turn have clusters of their own, on stems outward, as near as there is room.
So a broadcast is one big disc, and word of mouth is branches.
"""

import numpy as np
from numpy.typing import NDArray

GOLDEN = np.pi * (3.0 - np.sqrt(5.0))  # radians from one seed of a sunflower to the next
MARGIN = 1.0  # free space around a cluster
TOP = -np.pi / 2  # y points downward
FAN = np.deg2rad(160.0)  # within which the stems of a cluster spread; the first's go all round
# Directions tried for a stem, in parts of its share of the fan.
ASIDE = np.array([0.0, -0.15, 0.15, -0.3, 0.3, -0.45, 0.45])

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]

NOBODY: Numbers = np.zeros(0, np.int64)


def positions(parent: Numbers) -> Floats:
    """Positions of the nodes of a tree, float64[nodes, 2]: node 0 at the origin, y downward.

    parent: int64[nodes], the node that brought each, an earlier one; node 0 is its own. The same
    tree gives the same picture, and no two nodes are nearer to each other than 1.2.
    """
    nodes = len(parent)
    brings = np.zeros(nodes, bool)
    brings[parent] = True
    seeds, stems = [NOBODY] * nodes, [NOBODY] * nodes
    order = np.argsort(parent[1:], kind="stable") + 1
    brought = np.split(order, np.flatnonzero(np.diff(parent[order])) + 1)
    for node, mine in zip(np.unique(parent[1:]), brought, strict=nodes > 1):
        seeds[node], stems[node] = mine[~brings[mine]], mine[brings[mine]]
    radius = np.array([np.sqrt(len(mine) + 0.5) + MARGIN for mine in seeds])
    position, outward = _spread(stems, radius)
    for node in np.flatnonzero(brings):
        position[seeds[node]] = position[node] + _sunflower(len(seeds[node]), outward[node])
    return position


def _sunflower(number: int, outward: np.float64) -> Floats:
    """Seeds around the origin, which is taken, the first outward; float64[number, 2]."""
    place = np.arange(number)
    away: Floats = np.sqrt(place + 1.5)
    return away[:, None] * _towards(outward + place * GOLDEN)


def _spread(stems: list[Numbers], radius: Floats) -> tuple[Floats, Floats]:
    """The middles of the clusters, which do not overlap, and the directions of their stems.

    They are placed hop by hop, those with most behind them first, on the shortest stem of those
    tried, and rather near the origin. Other nodes stay at the origin.
    """
    behind = radius.copy()
    for node in range(len(stems) - 1, -1, -1):
        behind[node] += behind[stems[node]].sum()
    position = np.zeros((len(stems), 2))
    outward = np.full(len(stems), TOP)
    placed, hop = [0], [0]
    while hop:
        found: list[tuple[int, int, float, float]] = []
        for node in hop:
            fan = FAN if node else 2 * np.pi
            share = fan * behind[stems[node]] / behind[stems[node]].sum()
            middle = outward[node] - fan / 2 + np.cumsum(share) - share / 2
            found += [
                (stem, node, *at) for stem, *at in zip(stems[node], middle, share, strict=True)
            ]
        hop = []
        for node, parent, middle, share in sorted(found, key=lambda each: -behind[each[0]]):
            angles = middle + share * ASIDE
            near, apart = position[placed] - position[parent], radius[placed] + radius[node]
            away = [_nearest(near, apart, angle, radius[parent] + radius[node]) for angle in angles]
            tried = position[parent] + np.array(away)[:, None] * _towards(angles)
            far = 2 * np.array(away) + np.hypot(*tried.T)
            best = int(np.argmin(np.round(far, 3)))  # the first of equals, so straight on
            outward[node], position[node] = angles[best], tried[best]
            placed.append(node)
            hop.append(node)
    return position, outward


def _towards(angle: Floats | np.float64) -> Floats:
    """Unit vectors, float64[..., 2]."""
    return np.stack([np.cos(angle), np.sin(angle)], axis=-1)


def _nearest(centres: Floats, apart: Floats, angle: np.float64, least: float) -> float:
    """Distance of the first point in a direction that keeps apart from every centre.

    centres: float64[n, 2] as seen from where the stem begins. apart: float64[n]. Each centre blocks
    the part of the ray where it crosses a circle.
    """
    along = centres @ _towards(angle)
    half = apart**2 - (centres**2).sum(axis=1) + along**2
    blocks = half > 1e-9
    begin, end = along[blocks] - np.sqrt(half[blocks]), along[blocks] + np.sqrt(half[blocks])
    order = np.argsort(begin)
    away = least
    for first, last in zip(begin[order], end[order], strict=True):
        if first > away:
            break
        away = max(away, last)
    return float(away)
