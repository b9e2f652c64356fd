"""Luck that belongs to somebody, not to a call.

Every draw is a function of (seed, world, purpose, post, who, which): the counter-based generator
Philox4x32 (Salmon, Moraes, Dror, Shaw, SC 2011), checked in the tests against the authors' vectors.
Nothing is consumed, so leaving a draw out changes no other, and two scenarios share their luck
person by person. Words are whole numbers in [0, 2**32); chances become thresholds to compare with.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import log_ndtr, ndtri

from simulation.compiling import compiled

WORD = 1 << 32
MASK = WORD - 1
ROUNDS = 10

# What a draw is for. Numbers are part of every result: add at the end, never renumber.
NOTICE, ACT, MORE, DELAY, TRAIT, APPEAL, PERMUTE, TIE_ACT = 0, 1, 2, 3, 4, 5, 6, 7
MENTION, ONLOOK, FOLLOW_BACK, STAY, PURGE, AGREE = 8, 9, 10, 11, 12, 13
TARGET, CIRCLE = 14, 15
PURPOSES = 64


class Luck(NamedTuple):
    """Whose luck: the seed in two halves of 32 bits, and the number of the world."""

    low: int
    high: int
    world: int


def luck(seed: int, world: int) -> Luck:
    """The luck of one world. `seed` below 2**63, `world` below 2**26."""
    return Luck(seed & MASK, seed >> 32, world)


@compiled
def philox(c0, c1, c2, c3, k0, k1, rounds):  # type: ignore[no-untyped-def]
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
def words(luck, purpose, post, who, which):  # type: ignore[no-untyped-def]
    """Four words for one purpose. All arguments below 2**32, `luck.world` below 2**26."""
    last = int(luck.world) * PURPOSES + purpose
    return philox(int(who), int(which), int(post), last, int(luck.low), int(luck.high), ROUNDS)


@compiled
def threshold(chance):  # type: ignore[no-untyped-def]
    """The whole number that a word must stay below, for a chance clipped to [0, 1]."""
    return int(min(max(chance, 0.0), 1.0) * WORD)


# A quantile function as a table: 1,024 cells, the topmost cut into 1,024 again, twice over.
LEVELS, CELLS = 3, 1024


def quantile_table(quantile_of_normal, unit=1.0):  # type: ignore[no-untyped-def]
    """Tabulate a monotone function of a standard normal value, in whole `unit`s.

    `quantile_of_normal` maps an array of z to values; the result has shape (LEVELS, CELLS + 1),
    int64, and is read by `quantile`. Whole numbers are the same on every machine.
    """
    level = np.arange(LEVELS)[:, None]
    cell = np.arange(CELLS + 1)[None, :]
    above = np.clip((1.0 - cell / CELLS) * float(CELLS) ** -level, 2.0**-34, 1.0 - 2.0**-34)
    exact = np.minimum(quantile_of_normal(-ndtri(above)) * unit, 2.0**52)
    return np.rint(exact).astype(np.int64)


@compiled
def quantile(table, word):  # type: ignore[no-untyped-def]
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


def lognormal_table(median, spread, unit=1.0):  # type: ignore[no-untyped-def]
    """Quantiles of a lognormal: `median` in its own unit, `spread` the deviation of its logarithm."""
    return quantile_table(lambda z: median * np.exp(spread * z), unit)


def exponential_table(unit=1.0):  # type: ignore[no-untyped-def]
    """Quantiles of an exponential with mean 1, in 1/`unit`."""
    return quantile_table(lambda z: -log_ndtr(-z), unit)
