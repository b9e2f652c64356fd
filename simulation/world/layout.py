"""The accounts of a world: our followers in segments of like people, and their network."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulation.apportionment import largest_remainders
from simulation.errors import UserError
from simulation.network import NICHE_REGION, OPEN_REGION, SEGMENTS, TABLE, Layout, Network
from simulation.network.tables import Table, most_followed, number_of
from simulation.parameters import Group, Parameters, groups
from simulation.randomness import WORD
from simulation.records import blank

NO_TIES = np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True)
class Segment:
    """Like followers, in a row: one group, all real or all fake, all of our niche or not."""

    group: int
    real: bool
    niche: bool
    first: int
    count: int

    @property
    def region(self) -> int:
        """The niche has a region of its own; all others have their positions in the open one."""
        return NICHE_REGION if self.niche else OPEN_REGION


def synthetic(parameters: Parameters, kind: int) -> tuple[Network, list[Segment]]:
    """A network by formula, with a niche region as large as the niche."""
    population = parameters.network.population
    levers = [group for _, group in groups(parameters.followers)]
    segments = _segments([group.size for group in levers], levers)
    followers = sum(segment.count for segment in segments)
    niche_public = round(parameters.public.interest * (population - followers))
    layout = _layout(kind, population, segments)
    layout.within = parameters.network.within
    layout.community = parameters.network.community_size
    by_region = [
        sum(segment.count for segment in segments if segment.region == region)
        for region in (NICHE_REGION, OPEN_REGION)
    ]
    layout.region_followers[:] = by_region
    layout.region_start[:] = [0, by_region[NICHE_REGION] + niche_public, population]
    layout.segment_first[len(segments) + OPEN_REGION] += niche_public
    for number, segment in enumerate(segments):
        before = segments[:number]
        layout.segment_slot[number] = sum(s.count for s in before if s.region == segment.region)
    layout.segment_slot[len(segments) : len(segments) + 2] = by_region
    return Network(layout, NO_TIES, np.zeros(0, np.int32), NO_TIES), segments


def listed(parameters: Parameters, table: Table) -> tuple[Network, list[Segment]]:
    """A table's network, us as account 0 and our followers next, split by the groups' sizes."""
    order, ours = _order(parameters, table)
    new = np.empty(len(order), np.int32)
    new[order] = np.arange(len(order))
    degree = np.diff(table.indptr)[order]
    indptr = np.concatenate([[0], np.cumsum(degree)])
    ties = np.repeat(table.indptr[:-1][order] - indptr[:-1], degree) + np.arange(indptr[-1])
    levers = [group for _, group in groups(parameters.followers)]
    sizes = largest_remainders(len(ours), [group.size for group in levers])
    segments = _segments(sizes, levers)
    chances = NO_TIES if table.chances is None else _thresholds(table.chances[ties])
    layout = _layout(TABLE, len(order) - 1, segments)
    return Network(layout, indptr, new[table.indices[ties]], chances), segments


def bare(table: Table, chance: float | None) -> Network:
    """A table's network without us: node i is account i + 1. `chance` None: the table's own."""
    if chance is None and table.chances is None:
        raise UserError("this list of ties has no weights; give one probability for all of them")
    own = table.chances if chance is None else None
    thresholds = NO_TIES if own is None else _thresholds(own)
    layout = _layout(TABLE, len(table.indptr) - 1, [])
    indptr = np.concatenate([[0], table.indptr])
    return Network(layout, indptr, table.indices + np.int32(1), thresholds)


def accounts_of(parameters: Parameters, table: Table) -> tuple[str, ...]:
    """The ids in the file of accounts 0, 1, ...: us, our followers, the rest. Raises UserError."""
    order, _ = _order(parameters, table)
    return tuple(table.ids[number] for number in order)


def padded(values: list[int]) -> NDArray[np.int64]:
    """The columns that hold something for every segment, of their length."""
    return np.pad(np.array(values, np.int64), (0, SEGMENTS - len(values)))


def _segments(sizes: list[int], levers: list[Group]) -> list[Segment]:
    """Cut every group into its people of the niche, its other people, and its fakes."""
    segments: list[Segment] = []
    account = 1
    for number, (size, group) in enumerate(zip(sizes, levers, strict=True)):
        real = round(size * group.real)
        niche = round(real * group.interest)
        for count, is_real, is_niche in (
            (niche, True, True),
            (real - niche, True, False),
            (size - real, False, False),
        ):
            if count:
                segments.append(Segment(number, is_real, is_niche, account, count))
                account += count
    return segments


def _layout(kind: int, population: int, segments: list[Segment]) -> Layout:
    """A network's layout in which the public has positions in the open region only."""
    followers = sum(segment.count for segment in segments)
    layout = blank(Layout)
    layout.kind, layout.population, layout.followers = kind, population, followers
    layout.region_start[:] = [0, 0, population]
    layout.segments = len(segments) + 2
    firsts = [segment.first for segment in segments]
    layout.segment_first[:] = padded([*firsts, followers + 1, followers + 1])
    regions = [segment.region for segment in segments]
    layout.segment_region[:] = padded([*regions, NICHE_REGION, OPEN_REGION])
    return layout


def _order(parameters: Parameters, table: Table) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Numbers in the table of accounts 0, 1, ... (us, our followers, the rest); our followers."""
    wanted = parameters.network.us
    us = number_of(table, wanted) if wanted else most_followed(table)
    ours = table.indices[table.indptr[us] : table.indptr[us + 1]]
    if len(ours) == 0:
        raise UserError(
            f"{{network.us}} = {wanted!r} has no followers in {table.name}",
            path="network.us",
            value=wanted,
        )
    rest = np.ones(len(table.indptr) - 1, bool)
    rest[ours] = False
    rest[us] = False
    return np.concatenate([[us], ours, np.flatnonzero(rest)]), ours


def _thresholds(chances: NDArray[np.float64]) -> NDArray[np.int64]:
    return (np.clip(chances, 0.0, 1.0) * WORD).astype(np.int64)
