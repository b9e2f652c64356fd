"""Who follows whom: formulas for synthetic worlds, tables for real ones.

Accounts are numbered: 0 is us, then our followers kind by kind, then the public. In a synthetic
world every account lives at a position on a line: from its end the niche land, from its begin
everybody else's, both cut into communities. The k-th follower of anybody is computed, never stored:
some ties go to a nearby block of positions (which block is the kind of network), the rest anywhere
outside it, each without repetition because a keyed permutation deals them out. So a world of ten
million accounts costs nothing until it is visited.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulation.compiling import compiled, inner
from simulation.randomness import CIRCLE, MASK, PERMUTE, Luck, quantile, words

RANDOM, COMMUNITIES, SMALL_WORLD, HUBS, TABLE = 0, 1, 2, 3, 4
KINDS = {"random": 0, "communities": 1, "small world": 2, "hubs": 3, "table": 4}
CORE = 100  # in a hub network every 100th position belongs to the well-followed core
NICHE_LAND, OPEN_LAND = 0, 1
OTHERS = 1 << 31  # from here on the homes outside the niche land are numbered


# The plan of a network, the same in every world: its kind, the accounts other than us, the share of
# ties that go to the near block, the positions of a community, how many follow us from the start
# (accounts 1 .. followers); how many homes lie before the niche land's, before all others', and in
# all, and how many of our followers live in either land; our followers in `rows` runs of one kind:
# first account, land, and how many of that land's homes come before. Two rows for the public end
# the list.
ROWS = 24
LAYOUT = np.dtype([
    ("kind", "i8"), ("population", "i8"), ("within", "f8"), ("community", "i8"),
    ("followers", "i8"), ("land", "i8", (3,)), ("settled", "i8", (2,)),
    ("rows", "i8"), ("row_first", "i8", (ROWS,)), ("row_land", "i8", (ROWS,)),
    ("row_start", "i8", (ROWS,)),
], align=True)  # fmt: skip


class Network(NamedTuple):
    """Who follows whom, the same in every world but for who lives where.

    layout: one LAYOUT record. indptr, indices, ties: a table's followers of each account,
    int64[n + 1] and int32[edges], and the chance of each tie as a threshold, int64[edges], or
    empty for no weights; all three are empty in a synthetic network.
    """

    layout: Any
    indptr: NDArray[np.int64]
    indices: NDArray[np.int32]
    ties: NDArray[np.int64]


class Circle(NamedTuple):
    """The followers of one account of a synthetic world, ready to be dealt out.

    near and far: how many ties go to the near block and how many elsewhere. place: its position.
    first, block: where the near block begins and its length. k0-k3, f0-f3: keys of both dealings.
    """

    near: int
    far: int
    place: int
    first: int
    block: int
    k0: int
    k1: int
    k2: int
    k3: int
    f0: int
    f1: int
    f2: int
    f3: int


@compiled
def _mix(x: int) -> int:
    """MurmurHash3's 32-bit finalizer (Appleby)."""
    x = int(x)
    x ^= x >> 16
    x = (x * 0x85EBCA6B) & MASK
    x ^= x >> 13
    x = (x * 0xC2B2AE35) & MASK
    return x ^ (x >> 16)


@compiled
def _side(size: int) -> int:
    """The side of a square with room for that many: the same for sizes that differ a little."""
    side = int(np.sqrt(size))
    while side * side < size:
        side += 1
    step = 1
    while 16 * step <= side:
        step *= 2
    return (side + step - 1) // step * step


@compiled
def _turned(half: int, other: int, key: int, side: int) -> int:
    half += (_mix(other ^ key) * side) >> 32
    return half - side if half >= side else half


@compiled
def _turned_back(half: int, other: int, key: int, side: int) -> int:
    half -= (_mix(other ^ key) * side) >> 32
    return half + side if half < 0 else half


@compiled
def permuted(x: int, size: int, k0: int, k1: int, k2: int, k3: int) -> int:
    """A keyed bijection of [0, size): four Feistel rounds on a square, walked until inside.

    Black and Rogaway, "Ciphers with arbitrary finite domains", CT-RSA 2002.
    """
    side = _side(size)
    while True:
        left, right = x // side, x % side
        left = _turned(left, right, k0, side)
        right = _turned(right, left, k1, side)
        left = _turned(left, right, k2, side)
        right = _turned(right, left, k3, side)
        x = left * side + right
        if x < size:
            return x


@compiled
def unpermuted(x: int, size: int, k0: int, k1: int, k2: int, k3: int) -> int:
    """The inverse of `permuted`."""
    side = _side(size)
    while True:
        left, right = x // side, x % side
        right = _turned_back(right, left, k3, side)
        left = _turned_back(left, right, k2, side)
        right = _turned_back(right, left, k1, side)
        left = _turned_back(left, right, k0, side)
        x = left * side + right
        if x < size:
            return x


@inner
def settle(luck: Luck, keys: NDArray[np.int64]) -> None:
    """Draw where everybody lives in this world: fill `keys`, int64[2, 4], one row a land."""
    for land in range(2):
        keys[land, 0], keys[land, 1], keys[land, 2], keys[land, 3] = words(
            luck, PERMUTE, 0, land, 0
        )


@inner
def row_of(net: Network, account: int) -> int:
    """The run of like accounts that `account` belongs to; the last two are the public's."""
    row = net.layout.rows - 1
    while net.layout.row_first[row] > account:
        row -= 1
    return int(row)


@inner
def _home(net: Network, account: int) -> tuple[int, int]:
    """The land an account lives in, and the number of its home there."""
    row = row_of(net, account)
    home = account - int(net.layout.row_first[row]) + int(net.layout.row_start[row])
    return int(net.layout.row_land[row]), home


@inner
def person_of(net: Network, account: int) -> int:
    """Whose luck an account has, a word: that of whoever lives in its home, us and partners apart.

    Homes are numbered land by land, our followers' first. So a follower more moves nobody: who
    was one is one, who is told by whom stays, and so does everybody's luck.
    """
    if net.layout.kind == TABLE or account <= 0 or account > net.layout.population:
        return account
    land, home = _home(net, account)
    return 1 + home + (OTHERS if land == OPEN_LAND else 0)


@inner
def _border(net: Network) -> int:
    """The first position of the niche land."""
    return int(net.layout.population) - int(net.layout.land[1])


@inner
def position_of(net: Network, keys: NDArray[np.int64], account: int) -> int:
    """Where an account lives, in [0, population)."""
    land, home = _home(net, account)
    size = int(net.layout.land[land + 1]) - int(net.layout.land[land])
    index = permuted(
        home, size, int(keys[land, 0]), int(keys[land, 1]), int(keys[land, 2]), int(keys[land, 3])
    )
    return index if land == OPEN_LAND else int(net.layout.population) - 1 - index


@inner
def account_at(net: Network, keys: NDArray[np.int64], position: int) -> int:
    """Who lives at a position: the inverse of `position_of`."""
    land = OPEN_LAND if position < _border(net) else NICHE_LAND
    size = int(net.layout.land[land + 1]) - int(net.layout.land[land])
    index = unpermuted(
        position if land == OPEN_LAND else int(net.layout.population) - 1 - position,
        size,
        int(keys[land, 0]),
        int(keys[land, 1]),
        int(keys[land, 2]),
        int(keys[land, 3]),
    )
    row = net.layout.rows - 2 + land
    if index < net.layout.settled[land]:
        row = net.layout.rows - 3
        while net.layout.row_land[row] != land or net.layout.row_start[row] > index:
            row -= 1
    return int(net.layout.row_first[row]) + index - int(net.layout.row_start[row])


@inner
def audience_of(
    net: Network,
    keys: NDArray[np.int64],
    tables: NDArray[np.int64],
    group: int,
    account: int,
    word: int,
) -> int:
    """How many follow `account`: drawn from its group's quantile table, or counted in the ties."""
    if net.layout.kind == TABLE:
        return int(net.indptr[account + 1]) - int(net.indptr[account])
    if net.layout.kind == HUBS and account > net.layout.followers:
        in_core = position_of(net, keys, account) % CORE == 0
        word = MASK - (MASK - word) // CORE if in_core else word // CORE * (CORE - 1)
    return min(quantile(tables[group], word), int(net.layout.population) - 1)


@inner
def community_of(net: Network, place: int) -> tuple[int, int]:
    """The community around a position: its first position and its length."""
    length, border, end = int(net.layout.community), _border(net), int(net.layout.population)
    if place < border:
        last = max(1, border // length) - 1
        number = min(place // length, last)
        return number * length, border - number * length if number == last else length
    last = max(1, (end - border) // length) - 1
    number = min((end - 1 - place) // length, last)
    first = border if number == last else end - (number + 1) * length
    return first, end - number * length - first


@inner
def circle_of(
    net: Network, luck: Luck, keys: NDArray[np.int64], account: int, audience: int
) -> Circle:
    """The followers of an account with this many of them (synthetic kinds only)."""
    place = position_of(net, keys, account)
    person = person_of(net, account)
    k0, k1, k2, k3 = words(luck, CIRCLE, 0, person, 0)
    f0, f1, f2, f3 = words(luck, CIRCLE, 0, person, 1)
    near = int(net.layout.within * audience + 0.5)
    first, block, others = place, 1, 0
    if net.layout.kind == COMMUNITIES:
        first, block = community_of(net, place)
        others = block - 1
    elif net.layout.kind == SMALL_WORLD:
        others = min(near, net.layout.population - 1)
        block = others + 1
    elif net.layout.kind == HUBS:
        block = (net.layout.population + CORE - 1) // CORE
        others = block - (1 if place % CORE == 0 else 0)
    near = min(max(near, audience - (net.layout.population - 1 - others)), others)
    return Circle(near, audience - near, place, first, block, k0, k1, k2, k3, f0, f1, f2, f3)


@inner
def follower_of(net: Network, keys: NDArray[np.int64], circle: Circle, k: int) -> int:
    """The k-th follower in a circle, 0 <= k < near + far. No account comes twice, nor the owner."""
    place, first, block = circle.place, circle.first, circle.block
    population = net.layout.population
    if net.layout.kind == HUBS:
        in_core = place % CORE == 0
        if k < circle.near:
            size = block - (1 if in_core else 0)
            index = permuted(k, size, circle.k0, circle.k1, circle.k2, circle.k3)
            position = (index + (1 if in_core and index >= place // CORE else 0)) * CORE
        else:
            size = population - block - (0 if in_core else 1)
            index = permuted(k - circle.near, size, circle.f0, circle.f1, circle.f2, circle.f3)
            if not in_core and index >= place - place // CORE - 1:
                index += 1
            position = index + index // (CORE - 1) + 1
    elif net.layout.kind == SMALL_WORLD:
        if k < circle.near:
            step = k // 2 + 1
            position = (place + (step if k % 2 == 0 else population - step)) % population
        else:
            size = population - block
            index = permuted(k - circle.near, size, circle.f0, circle.f1, circle.f2, circle.f3)
            position = (place + (circle.near + 1) // 2 + 1 + index) % population
    elif k < circle.near:
        index = permuted(k, block - 1, circle.k0, circle.k1, circle.k2, circle.k3)
        if first < _border(net):
            position = first + index + (1 if index >= place - first else 0)
        else:  # the niche land is counted from the end
            last = first + block - 1
            position = last - index - (1 if index >= last - place else 0)
    else:
        size = population - block
        index = permuted(k - circle.near, size, circle.f0, circle.f1, circle.f2, circle.f3)
        position = index + (block if index >= first else 0)
    return account_at(net, keys, position)
