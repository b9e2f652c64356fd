"""Random draws keyed by seed, replicate, purpose, post and account; independent of call order.

Every draw is a function of its key: the counter-based generator Philox4x32 (Salmon, Moraes, Dror,
Shaw, SC 2011), checked in the tests against the authors' vectors. Nothing is consumed, so leaving
out a draw changes no other, and two scenarios share their draws person by person (common random
numbers). A draw is a word, a whole number in [0, 2**32); a chance becomes a threshold that the word
must stay below.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.special import log_ndtr, ndtri

from simulation.compiling import compiled
from simulation.records import Ints, blank

WORD = 1 << 32
MASK = WORD - 1
ROUNDS = 7  # the fewest that the authors found to pass every test of BigCrush

# The purpose of a draw. Numbers are part of every result: add at the end, never renumber.
NOTICE, REACT, FOLLOW_UP, DELAY, TRAITS, APPEAL, POSITION, SHARE_ALONG_TIE = 0, 1, 2, 3, 4, 5, 6, 7
MENTION, ONLOOKER, FOLLOW_BACK, STAY, PURGE, AGREE = 8, 9, 10, 11, 12, 13
STRANGER, FOLLOWER_LIST, PULL = 14, 15, 16
PURPOSES = 64

Words = tuple[int, int, int, int]


class Key:
    """The random key of a replicate: the seed in two halves of 32 bits, and its number."""

    low: int
    high: int
    replicate: int


def random_key(seed: int, replicate: int) -> Key:
    """The key of one replicate. `seed` below 2**63, `replicate` below 2**26."""
    key = blank(Key)
    key.low, key.high = halves(seed)
    key.replicate = replicate
    return key


def halves(seed: int) -> tuple[int, int]:
    """A seed below 2**63 as two words."""
    return seed & MASK, seed >> 32


@compiled
def philox(c0: int, c1: int, c2: int, c3: int, k0: int, k1: int, rounds: int) -> Words:
    """Philox4x32: a counter of four words and a key of two give four random words."""
    for _ in range(rounds):
        p0 = 0xD2511F53 * c0
        p1 = 0xCD9E8D57 * c2
        c0 = ((p1 >> 32) & MASK) ^ c1 ^ k0
        c2 = ((p0 >> 32) & MASK) ^ c3 ^ k1
        c1 = p1 & MASK
        c3 = p0 & MASK
        k0 = (k0 + 0x9E3779B9) & MASK
        k1 = (k1 + 0xBB67AE85) & MASK
    return c0, c1, c2, c3


@compiled
def words(key: Key, purpose: int, post: int, account: int, which: int) -> Words:
    """Four words for one purpose. All arguments below 2**32, `key.replicate` below 2**26."""
    last = int(key.replicate) * PURPOSES + purpose
    return philox(int(account), int(which), int(post), last, int(key.low), int(key.high), ROUNDS)


@compiled
def fill_draws(
    draws: NDArray[np.uint32],
    key: Key,
    purpose: int,
    post: int,
    account: int,
    first: int,
    blocks: int,
) -> None:
    """Fill `draws`, uint32, with the words of `which` = first, first + 1, ...: four a block.

    Whole batches of 8 blocks, so that the processor works on many at once: ten times faster than
    one after the other. `draws` needs room for that.
    """
    last = int(key.replicate) * PURPOSES + purpose
    low, high = int(key.low), int(key.high)
    post, account, first = int(post), int(account), int(first)
    for block in range((blocks + 7) // 8 * 8):
        a, b, c, d = philox(account, first + block, post, last, low, high, ROUNDS)
        draws[4 * block] = a
        draws[4 * block + 1] = b
        draws[4 * block + 2] = c
        draws[4 * block + 3] = d


@compiled
def threshold(chance: float) -> int:
    """The whole number that a word must stay below, for a chance clipped to [0, 1]."""
    return int(min(max(chance, 0.0), 1.0) * WORD)


# A quantile function as a table: 1,024 cells, the topmost cut into 1,024 again, twice over.
LEVELS, CELLS = 3, 1024


def quantile_table(
    quantile_of_normal: Callable[[NDArray[np.float64]], NDArray[np.float64]], unit: float = 1.0
) -> Ints:
    """Tabulate a monotone function of a standard normal value, in whole `unit`s.

    `quantile_of_normal` maps an array of z to values; the result has shape (LEVELS, CELLS + 1),
    int64, and is read by `quantile`. Whole numbers are the same on every machine.
    """
    level = np.arange(LEVELS)[:, None]
    cell = np.arange(CELLS + 1)[None, :]
    above = np.clip((1.0 - cell / CELLS) * float(CELLS) ** -level, 2.0**-34, 1.0 - 2.0**-34)
    # Bounded so that interpolating never overflows: 2**40 ms is 35 years.
    exact = np.minimum(quantile_of_normal(-ndtri(above)) * unit, 2.0**40)
    return np.rint(exact).astype(np.int64)


@compiled
def quantile(table: Ints, word: int) -> int:
    """The quantile of a distribution at `word` / 2**32; linear within a cell."""
    word = int(word)
    level, shift = 0, 22
    cell = word >> shift
    while cell == CELLS - 1 and level < LEVELS - 1:
        word &= (1 << shift) - 1
        level += 1
        shift -= 10
        cell = word >> shift
    rest = word & ((1 << shift) - 1)
    low = int(table[level, cell])
    high = int(table[level, cell + 1])
    return low + int(((high - low) * rest) >> shift)


def lognormal_table(median: float, spread: float, unit: float = 1.0) -> Ints:
    """Quantiles of a lognormal: its median, and the standard deviation of its logarithm."""
    return quantile_table(lambda z: median * np.exp(spread * z), unit)


def exponential_table(unit: float = 1.0) -> Ints:
    """Quantiles of an exponential with mean 1, in 1/`unit`."""
    return quantile_table(lambda z: -log_ndtr(-z), unit)
