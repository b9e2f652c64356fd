"""Who lives in a world: our followers in rows of like people, and the network they live in."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulation.errors import UserError
from simulation.network import LAYOUT, NICHE_LAND, OPEN_LAND, ROWS, TABLE, Network
from simulation.network.tables import Table, most_followed, number_of
from simulation.parameters import Group, Parameters, groups
from simulation.randomness import WORD
from simulation.world.state import records

NO_TIES = np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True)
class Row:
    """Like followers, numbered one after the other: group, people or not, in our niche or not."""

    group: int
    real: bool
    niche: bool
    first: int
    count: int

    @property
    def land(self) -> int:
        """People of the niche live in its land, all others in the open land."""
        return NICHE_LAND if self.niche else OPEN_LAND


def synthetic(parameters: Parameters, kind: int) -> tuple[Network, list[Row]]:
    """A network by formula, with the niche land as large as the niche."""
    population = parameters.network.population
    traits = [group for _, group in groups(parameters.followers)]
    rows = _rows([group.size for group in traits], traits)
    followers = sum(row.count for row in rows)
    settled = [sum(row.count for row in rows if row.land == land) for land in range(2)]
    niche_public = round(parameters.public.interest * (population - followers))
    layout = _layout(kind, population, rows)
    layout.within = parameters.network.within
    layout.community = parameters.network.community_size
    layout.land = [0, settled[NICHE_LAND] + niche_public, population]
    layout.settled = settled
    layout.row_first[len(rows) + OPEN_LAND] += niche_public
    for number, row in enumerate(rows):
        layout.row_start[number] = sum(r.count for r in rows[:number] if r.land == row.land)
    layout.row_start[len(rows) : len(rows) + 2] = settled
    return Network(layout, NO_TIES, np.zeros(0, np.int32), NO_TIES), rows


def listed(parameters: Parameters, table: Table) -> tuple[Network, list[Row]]:
    """A table's network, us as account 0 and our followers next, split by the groups' shares."""
    order, ours = _order(parameters, table)
    new = np.empty(len(order), np.int32)
    new[order] = np.arange(len(order))
    degree = np.diff(table.indptr)[order]
    indptr = np.concatenate([[0], np.cumsum(degree)])
    ties = np.repeat(table.indptr[:-1][order] - indptr[:-1], degree) + np.arange(indptr[-1])
    traits = [group for _, group in groups(parameters.followers)]
    rows = _rows(_shared_out(len(ours), [group.size for group in traits]), traits)
    chances = NO_TIES if table.chances is None else _thresholds(table.chances[ties])
    layout = _layout(TABLE, len(order) - 1, rows)
    return Network(layout, indptr, new[table.indices[ties]], chances), rows


def bare(table: Table, chance: float | None) -> Network:
    """A table's network without us: node i is account i + 1. `chance` None: the table's own."""
    if chance is None and table.chances is None:
        raise UserError("this list of ties has no weights; give one probability for all of them")
    ties = NO_TIES if table.chances is None or chance is not None else _thresholds(table.chances)
    layout = _layout(TABLE, len(table.indptr) - 1, [])
    indptr = np.concatenate([[0], table.indptr])
    return Network(layout, indptr, table.indices + np.int32(1), ties)


def accounts_of(parameters: Parameters, table: Table) -> tuple[str, ...]:
    """The ids in the file of accounts 0, 1, ...: us, our followers, the rest. Raises UserError."""
    order, _ = _order(parameters, table)
    return tuple(table.ids[number] for number in order)


def padded(values: list[int]) -> NDArray[np.int64]:
    """As long as the columns that hold something for every row."""
    return np.pad(np.array(values, np.int64), (0, ROWS - len(values)))


def _rows(sizes: list[int], traits: list[Group]) -> list[Row]:
    """Cut every group into its people of the niche, its other people, and its fakes."""
    rows: list[Row] = []
    account = 1
    for number, (size, group) in enumerate(zip(sizes, traits, strict=True)):
        real = round(size * group.real)
        niche = round(real * group.interest)
        for count, is_real, is_niche in (
            (niche, True, True),
            (real - niche, True, False),
            (size - real, False, False),
        ):
            if count:
                rows.append(Row(number, is_real, is_niche, account, count))
                account += count
    return rows


def _layout(kind: int, population: int, rows: list[Row]) -> Any:
    """A network's layout in which the public lives in the open land only."""
    followers = sum(row.count for row in rows)
    layout = records(LAYOUT, 1)[0]
    layout.kind, layout.population, layout.followers = kind, population, followers
    layout.land = [0, 0, population]
    layout.rows = len(rows) + 2
    layout.row_first = padded([*(row.first for row in rows), followers + 1, followers + 1])
    layout.row_land = padded([*(row.land for row in rows), NICHE_LAND, OPEN_LAND])
    return layout


def _order(parameters: Parameters, table: Table) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Numbers in the table of accounts 0, 1, ... (us, our followers, the rest); our followers."""
    wanted = parameters.network.us
    us = number_of(table, wanted) if wanted else most_followed(table)
    ours = table.indices[table.indptr[us] : table.indptr[us + 1]]
    if len(ours) == 0:
        raise UserError(f"network.us = {wanted!r} has no followers in {table.name}")
    rest = np.ones(len(table.indptr) - 1, bool)
    rest[ours] = False
    rest[us] = False
    return np.concatenate([[us], ours, np.flatnonzero(rest)]), ours


def _shared_out(total: int, weights: list[int]) -> list[int]:
    """Whole numbers in proportion to `weights` that add up to `total` (largest remainders)."""
    exact = [total * weight / sum(weights) for weight in weights]
    parts = [int(part) for part in exact]
    by_remainder = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for index in by_remainder[: total - sum(parts)]:
        parts[index] += 1
    return parts


def _thresholds(chances: NDArray[np.float64]) -> NDArray[np.int64]:
    return (np.clip(chances, 0.0, 1.0) * WORD).astype(np.int64)
