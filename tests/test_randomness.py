"""Random draws: the authors' vectors, a word for every purpose, and true quantiles."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from simulation import randomness
from simulation.randomness import (
    MASK,
    PURPOSES,
    ROUNDS,
    WORD,
    exponential_table,
    lognormal_table,
    philox,
    quantile,
    quantile_table,
    random_key,
    threshold,
    words,
)

# Random123 (Salmon, Moraes, Dror, Shaw), file kat_vectors: rounds, counter and key, result.
VECTORS = """
7  00000000 00000000 00000000 00000000 00000000 00000000 5f6fb709 0d893f64 4f121f81 4f730a48
7  ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff 5207ddc2 45165e59 4d8ee751 8c52f662
7  243f6a88 85a308d3 13198a2e 03707344 a4093822 299f31d0 4dfccaba 190a87f0 c47362ba b6b5242a
10 00000000 00000000 00000000 00000000 00000000 00000000 6627e8d5 e169c58d bc57ac4c 9b00dbd8
10 ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff 408f276d 41c83b0e a20bc7c6 6d5451fd
10 243f6a88 85a308d3 13198a2e 03707344 a4093822 299f31d0 d16cfe09 94fdcceb 5001e420 24126ea1
"""


@pytest.mark.parametrize("line", VECTORS.strip().splitlines())
def test_philox_gives_the_published_words(line: str) -> None:
    rounds, *hexadecimal = line.split()
    *given, a, b, c, d = (int(word, 16) for word in hexadecimal)
    assert philox(*given, int(rounds)) == (a, b, c, d)


def test_philox_runs_at_least_the_rounds_that_pass_bigcrush() -> None:
    assert ROUNDS >= 7


def test_words_are_philox_of_account_which_post_purpose_replicate_and_seed() -> None:
    seed = (7 << 32) + 5
    assert words(random_key(seed, 3), 2, 11, 13, 17) == philox(
        13, 17, 11, 3 * PURPOSES + 2, 5, 7, ROUNDS
    )


def test_no_two_purposes_share_a_number() -> None:
    names = [name for name in vars(randomness) if name.isupper()]
    numbers = [
        vars(randomness)[name]
        for name in names
        if name not in {"WORD", "MASK", "ROUNDS", "PURPOSES", "LEVELS", "CELLS"}
    ]
    assert len(numbers) >= 16
    assert sorted(numbers) == list(range(len(numbers)))
    assert len(numbers) <= PURPOSES


def test_every_ingredient_changes_the_words() -> None:
    """Neighbouring values of every ingredient, high bits included, and never the same words."""
    few = range(3)
    worlds = [
        random_key(seed, world) for seed in (0, 1, 1 << 32, 1 << 62) for world in (0, 1, 2**26 - 1)
    ]
    drawn = [
        words(of, purpose, post, who, which)
        for of, purpose, post, who, which in itertools.product(worlds, few, few, few, few)
    ]
    assert len(set(drawn)) == len(drawn)


def test_the_same_ingredients_give_the_same_words() -> None:
    assert words(random_key(1, 2), 3, 4, 5, 6) == words(random_key(1, 2), 3, 4, 5, 6)


@pytest.mark.parametrize("place", range(4))
def test_words_are_uniform(place: int) -> None:
    """Chi-square over 256 bins. It fails for one seed in a million, and the seed is fixed."""
    count = 20_000
    bins = [words(random_key(1, 0), 0, 0, who, 0)[place] >> 24 for who in range(count)]
    assert stats.chisquare(np.bincount(bins, minlength=256)).pvalue > 1e-6


def word(
    seed: int = 1, replicate: int = 0, purpose: int = 1, post: int = 0, account: int = 0
) -> int:
    return words(random_key(seed, replicate), purpose, post, account, 0)[0]


NEIGHBOURS = {
    "accounts": lambda i: (word(account=i), word(account=i + 1)),
    "posts": lambda i: (word(account=i), word(account=i, post=1)),
    "purposes": lambda i: (word(account=i), word(account=i, purpose=2)),
    "replicates": lambda i: (word(account=i), word(account=i, replicate=1)),
    "seeds": lambda i: (word(account=i), word(account=i, seed=2)),
    "places": lambda i: words(random_key(1, 0), 1, 0, i, 0)[:2],
}


@pytest.mark.parametrize("pair", NEIGHBOURS.values(), ids=NEIGHBOURS)
def test_neighbours_are_independent(pair) -> None:  # type: ignore[no-untyped-def]
    """Chi-square over 16 x 16 bins. Fails for one seed in a million; the seed is fixed."""
    table = np.zeros((16, 16))
    for who in range(5_000):
        one, other = pair(who)
        table[one >> 28, other >> 28] += 1
    assert stats.chi2_contingency(table).pvalue > 1e-6


@pytest.mark.parametrize(
    ("chance", "limit"),
    [
        (0.0, 0),
        (1.0, WORD),
        (0.5, WORD // 2),
        (2.0**-32, 1),
        (2.0**-33, 0),
        (1e-300, 0),
        (-0.5, 0),
        (7.0, WORD),
        (1.0 - 2.0**-32, MASK),
    ],
)
def test_chance_becomes_a_threshold(chance: float, limit: int) -> None:
    assert threshold(chance) == limit


def test_nobody_is_below_chance_zero_and_everybody_below_chance_one() -> None:
    words_below = [[word < threshold(chance) for word in (0, MASK)] for chance in (0.0, 1.0)]
    assert words_below == [[False, False], [True, True]]


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_higher_chance_never_has_a_lower_threshold(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert threshold(low) <= threshold(high)


LEVELS = np.concatenate([np.linspace(0.002, 0.998, 400), 1 - np.geomspace(1e-3, 2.0**-28, 200)])


def read(table, levels) -> np.ndarray:  # type: ignore[no-untyped-def]
    return np.array([quantile(table, int(level * WORD)) for level in levels], float)


@pytest.mark.parametrize(("median", "spread"), [(61, 1.65), (27.8 * 60_000, 2.31), (1e6, 0.2)])
def test_lognormal_quantiles(median: float, spread: float) -> None:
    exact = stats.lognorm.ppf(LEVELS, spread, scale=median)
    found = read(lognormal_table(median, spread), LEVELS)
    # Whole units, and straight lines within a cell: at most 1 % apart, 5 % for one in ten thousand.
    apart = np.where(LEVELS < 1 - 1e-4, 0.01, 0.05)
    assert np.all(np.abs(found - exact) <= apart * exact + 1.0)


def test_exponential_quantiles() -> None:
    exact = stats.expon.ppf(LEVELS)
    found = read(exponential_table(2.0**16), LEVELS) / 2.0**16
    assert np.all(np.abs(found - exact) <= 0.01 * exact + 2e-5)


def test_a_table_keeps_the_mean() -> None:
    """Of a lognormal with the spread of posts' appeal, to 1 part in 500."""
    table = lognormal_table(np.exp(-0.5), 1.0, 2.0**16)
    mean = np.mean([quantile(table, word) for word in range(1 << 15, WORD, 1 << 16)]) / 2.0**16
    assert mean == pytest.approx(1.0, rel=2e-3)


@given(st.integers(0, MASK), st.integers(0, MASK), st.sampled_from([0.0, 0.5, 1.65, 2.31, 3.0]))
def test_quantiles_rise(one: int, other: int, spread: float) -> None:
    table = lognormal_table(1_000.0, spread)
    low, high = sorted((one, other))
    assert 0 <= quantile(table, low) <= quantile(table, high)


def test_without_spread_everybody_is_the_median() -> None:
    table = lognormal_table(61.0, 0.0)
    assert {quantile(table, word) for word in (0, 1, WORD // 2, MASK - 1, MASK)} == {61}


def test_the_ends_of_a_table_are_read_within_it() -> None:
    table = quantile_table(lambda z: 1_000.0 + 100.0 * z)
    assert table[0, 0] <= quantile(table, 0) < quantile(table, MASK) <= table[-1, -1]
