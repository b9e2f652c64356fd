"""Luck that belongs to somebody, not to a call.

Every draw is a function of (seed, world, purpose, post, who, which): the counter-based generator
Philox4x32 (Salmon, Moraes, Dror, Shaw, SC 2011), checked in the tests against the authors' vectors.
Nothing is consumed, so leaving a draw out changes no other, and two scenarios share their luck
person by person. Words are whole numbers in [0, 2**32); chances become thresholds to compare with.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import log_ndtr, ndtri

from simulation.compiling import compiled

WORD = 1 << 32
MASK = WORD - 1
ROUNDS = 7  # the fewest that the authors found to pass every test of BigCrush

# What a draw is for. Numbers are part of every result: add at the end, never renumber.
NOTICE, ACT, MORE, DELAY, TRAIT, APPEAL, PERMUTE, TIE_ACT = 0, 1, 2, 3, 4, 5, 6, 7
MENTION, ONLOOK, FOLLOW_BACK, STAY, PURGE, AGREE = 8, 9, 10, 11, 12, 13
TARGET, CIRCLE, PULL = 14, 15, 16
PURPOSES = 64


# Whose luck: the seed in two halves of 32 bits, and the number of the world.
LUCK = np.dtype([("low", "i8"), ("high", "i8"), ("world", "i8")])
Luck = Any  # one LUCK record
Words = tuple[int, int, int, int]


def luck(seed: int, world: int) -> Luck:
    """The luck of one world, a LUCK record. `seed` below 2**63, `world` below 2**26."""
    record = np.zeros(1, LUCK).view(np.recarray)[0]
    record.low, record.high = halves(seed)
    record.world = world
    return record


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
def words(luck: Luck, purpose: int, post: int, who: int, which: int) -> Words:
    """Four words for one purpose. All arguments below 2**32, `luck.world` below 2**26."""
    last = int(luck.world) * PURPOSES + purpose
    return philox(int(who), int(which), int(post), last, int(luck.low), int(luck.high), ROUNDS)


@compiled
def deal(
    lots: NDArray[np.uint32], luck: Luck, purpose: int, post: int, who: int, first: int, blocks: int
) -> None:
    """Fill `lots`, uint32, with the words of `which` = first, first + 1, ...: four a block.

    Whole batches of 8 blocks, so that the processor works on many at once: ten times faster than
    one after the other. `lots` needs room for that.
    """
    last = int(luck.world) * PURPOSES + purpose
    low, high = int(luck.low), int(luck.high)
    post, who, first = int(post), int(who), int(first)
    for block in range((blocks + 7) // 8 * 8):
        a, b, c, d = philox(who, first + block, post, last, low, high, ROUNDS)
        lots[4 * block] = a
        lots[4 * block + 1] = b
        lots[4 * block + 2] = c
        lots[4 * block + 3] = d


@compiled
def threshold(chance: float) -> int:
    """The whole number that a word must stay below, for a chance clipped to [0, 1]."""
    return int(min(max(chance, 0.0), 1.0) * WORD)


# A quantile function as a table: 1,024 cells, the topmost cut into 1,024 again, twice over.
LEVELS, CELLS = 3, 1024


def quantile_table(
    quantile_of_normal: Callable[[NDArray[np.float64]], NDArray[np.float64]], unit: float = 1.0
) -> NDArray[np.int64]:
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
def quantile(table: NDArray[np.int64], word: int) -> int:
    """The value that `word` / 2**32 of a distribution lie below; linear within a cell."""
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


def lognormal_table(median: float, spread: float, unit: float = 1.0) -> NDArray[np.int64]:
    """Quantiles of a lognormal: its median, and the standard deviation of its logarithm."""
    return quantile_table(lambda z: median * np.exp(spread * z), unit)


def exponential_table(unit: float = 1.0) -> NDArray[np.int64]:
    """Quantiles of an exponential with mean 1, in 1/`unit`."""
    return quantile_table(lambda z: -log_ndtr(-z), unit)
