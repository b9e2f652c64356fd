"""The followers of every account: formulas for synthetic networks, tables for real ones.

Accounts are numbered: 0 is us, then our followers kind by kind, then the public. In a synthetic
network every account has a position on a line: the niche region at its end, the open region before
it, both cut into communities. The k-th follower of an account is computed, never stored: some ties
go to a nearby block of positions (which block depends on the kind of network), the rest anywhere
outside it, each without repetition because a keyed permutation picks them. So a network of ten
million accounts costs nothing until it is visited.
"""

from typing import Annotated, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulation.compiling import compiled, inner
from simulation.randomness import FOLLOWER_LIST, MASK, POSITION, Key, Words, quantile, words
from simulation.records import Ints

RANDOM, COMMUNITIES, SMALL_WORLD, HUBS, TABLE = 0, 1, 2, 3, 4
KINDS = {"random": 0, "communities": 1, "small world": 2, "hubs": 3, "table": 4}
CORE = 100  # in a hub network every 100th position belongs to the well-followed core
NICHE_REGION, OPEN_REGION = 0, 1  # the regions
OPEN_IDS = 1 << 31  # from here on accounts of the open region have their stable ids
SEGMENTS = 24  # that a network may have


class Layout:
    """The plan of a network, the same in every replicate.

    within: the share of ties that go to the near block. community: positions of a community.
    region_start: int64[3], the slots before the niche region, before the open one, and in all.
    region_followers: int64[2], our followers in each region, who have its first slots. Accounts
    that are alike are numbered in segments: first account, region, and first slot in it. The last
    two of `segments` hold the public, of the niche region and of the open one.
    """

    kind: int
    population: int  # accounts other than us
    within: float
    community: int
    followers: int  # at the start: accounts 1 .. followers
    region_start: Annotated[Ints, (3,)]
    region_followers: Annotated[Ints, (2,)]
    segments: int
    segment_first: Annotated[Ints, (SEGMENTS,)]
    segment_region: Annotated[Ints, (SEGMENTS,)]
    segment_slot: Annotated[Ints, (SEGMENTS,)]


class Network(NamedTuple):
    """The ties between accounts, the same in every replicate but for positions.

    indptr, indices, thresholds: a table's followers of each account, int64[n + 1] and int32[ties],
    and the measured chance of each tie as a threshold, int64[ties], or empty without chances; all
    three are empty in a synthetic network.
    """

    layout: Layout
    indptr: NDArray[np.int64]
    indices: NDArray[np.int32]
    thresholds: NDArray[np.int64]


class FollowerList(NamedTuple):
    """The followers of one account of a synthetic network, ready to be computed.

    near, far: the number of ties to the near block and elsewhere. position: the account's own.
    first, block: first position and length of the near block. The keys are of both permutations.
    """

    near: int
    far: int
    position: int
    first: int
    block: int
    near_keys: Words
    far_keys: Words


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
    """The side of a square with room for `size`: the same for sizes that differ a little."""
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
    """A keyed bijection of [0, size): four Feistel rounds on a square, repeated until inside.

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
def draw_positions(key: Key, position_keys: Ints) -> None:
    """Draw the positions of all accounts: fill `position_keys`, int64[2, 4], a row a region."""
    for region in range(2):
        k0, k1, k2, k3 = words(key, POSITION, 0, region, 0)
        position_keys[region, 0] = k0
        position_keys[region, 1] = k1
        position_keys[region, 2] = k2
        position_keys[region, 3] = k3


@inner
def _keys_of(position_keys: Ints, region: int) -> Words:
    keys = position_keys[region]
    return int(keys[0]), int(keys[1]), int(keys[2]), int(keys[3])


@inner
def segment_of(net: Network, account: int) -> int:
    """The segment of like accounts that `account` belongs to; the last two are the public's."""
    segment = net.layout.segments - 1
    while net.layout.segment_first[segment] > account:
        segment -= 1
    return int(segment)


@inner
def _slot_of(net: Network, account: int) -> tuple[int, int]:
    """The region of an account, and its slot there."""
    segment = segment_of(net, account)
    slot = account - int(net.layout.segment_first[segment]) + int(net.layout.segment_slot[segment])
    return int(net.layout.segment_region[segment]), slot


@inner
def stable_id(net: Network, account: int) -> int:
    """The id under which an account draws, a word: its region and slot, not its number.

    Our followers have the first slots of each region, so adding a follower leaves every other
    account's draws and ties unchanged. We, partners and accounts of a table keep their numbers.
    """
    if net.layout.kind == TABLE or account <= 0 or account > net.layout.population:
        return account
    region, slot = _slot_of(net, account)
    return 1 + slot + (OPEN_IDS if region == OPEN_REGION else 0)


@inner
def _border(net: Network) -> int:
    """The first position of the niche region."""
    return int(net.layout.population) - int(net.layout.region_start[1])


@inner
def _region_size(net: Network, region: int) -> int:
    return int(net.layout.region_start[region + 1]) - int(net.layout.region_start[region])


@inner
def position_of(net: Network, position_keys: Ints, account: int) -> int:
    """The position of an account, in [0, population)."""
    region, slot = _slot_of(net, account)
    k0, k1, k2, k3 = _keys_of(position_keys, region)
    index = permuted(slot, _region_size(net, region), k0, k1, k2, k3)
    return index if region == OPEN_REGION else int(net.layout.population) - 1 - index


@inner
def account_at(net: Network, position_keys: Ints, position: int) -> int:
    """The account at a position: the inverse of `position_of`."""
    layout = net.layout
    region = OPEN_REGION if position < _border(net) else NICHE_REGION
    index = position if region == OPEN_REGION else int(layout.population) - 1 - position
    k0, k1, k2, k3 = _keys_of(position_keys, region)
    slot = unpermuted(index, _region_size(net, region), k0, k1, k2, k3)
    segment = layout.segments - 2 + region
    if slot < layout.region_followers[region]:
        segment = layout.segments - 3
        while layout.segment_region[segment] != region or layout.segment_slot[segment] > slot:
            segment -= 1
    return int(layout.segment_first[segment]) + slot - int(layout.segment_slot[segment])


@inner
def audience_of(
    net: Network, position_keys: Ints, tables: Ints, group: int, account: int, word: int
) -> int:
    """The followers of `account`: drawn from its group's quantile table, or counted in the ties."""
    if net.layout.kind == TABLE:
        return int(net.indptr[account + 1]) - int(net.indptr[account])
    if net.layout.kind == HUBS and account > net.layout.followers:
        in_core = position_of(net, position_keys, account) % CORE == 0
        word = MASK - (MASK - word) // CORE if in_core else word // CORE * (CORE - 1)
    return min(quantile(tables[group], word), int(net.layout.population) - 1)


@inner
def community_of(net: Network, position: int) -> tuple[int, int]:
    """The community around a position: its first position and its length."""
    length, border, end = int(net.layout.community), _border(net), int(net.layout.population)
    if position < border:
        last = max(1, border // length) - 1
        number = min(position // length, last)
        return number * length, border - number * length if number == last else length
    last = max(1, (end - border) // length) - 1
    number = min((end - 1 - position) // length, last)
    first = border if number == last else end - (number + 1) * length
    return first, end - number * length - first


@inner
def follower_list(
    net: Network, key: Key, position_keys: Ints, account: int, audience: int
) -> FollowerList:
    """The followers of an account with `audience` of them (synthetic kinds only)."""
    position = position_of(net, position_keys, account)
    own_id = stable_id(net, account)
    near_keys = words(key, FOLLOWER_LIST, 0, own_id, 0)
    far_keys = words(key, FOLLOWER_LIST, 0, own_id, 1)
    near = int(net.layout.within * audience + 0.5)
    first, block, others = position, 1, 0
    if net.layout.kind == COMMUNITIES:
        first, block = community_of(net, position)
        others = block - 1
    elif net.layout.kind == SMALL_WORLD:
        others = min(near, net.layout.population - 1)
        block = others + 1
    elif net.layout.kind == HUBS:
        block = (net.layout.population + CORE - 1) // CORE
        others = block - (1 if position % CORE == 0 else 0)
    near = min(max(near, audience - (net.layout.population - 1 - others)), others)
    return FollowerList(near, audience - near, position, first, block, near_keys, far_keys)


@inner
def follower_of(net: Network, position_keys: Ints, followers: FollowerList, k: int) -> int:
    """The k-th follower, 0 <= k < near + far. No account comes twice, nor the owner."""
    position, first, block = followers.position, followers.first, followers.block
    near, population = followers.near, net.layout.population
    n0, n1, n2, n3 = followers.near_keys
    f0, f1, f2, f3 = followers.far_keys
    if net.layout.kind == HUBS:
        in_core = position % CORE == 0
        if k < near:
            size = block - (1 if in_core else 0)
            index = permuted(k, size, n0, n1, n2, n3)
            found = (index + (1 if in_core and index >= position // CORE else 0)) * CORE
        else:
            size = population - block - (0 if in_core else 1)
            index = permuted(k - near, size, f0, f1, f2, f3)
            if not in_core and index >= position - position // CORE - 1:
                index += 1
            found = index + index // (CORE - 1) + 1
    elif net.layout.kind == SMALL_WORLD:
        if k < near:
            step = k // 2 + 1
            found = (position + (step if k % 2 == 0 else population - step)) % population
        else:
            index = permuted(k - near, population - block, f0, f1, f2, f3)
            found = (position + (near + 1) // 2 + 1 + index) % population
    elif k < near:
        index = permuted(k, block - 1, n0, n1, n2, n3)
        if first < _border(net):
            found = first + index + (1 if index >= position - first else 0)
        else:  # the niche region is counted from the end
            last = first + block - 1
            found = last - index - (1 if index >= last - position else 0)
    else:
        index = permuted(k - near, population - block, f0, f1, f2, f3)
        found = index + (block if index >= first else 0)
    return account_at(net, position_keys, found)
