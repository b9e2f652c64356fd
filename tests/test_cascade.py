"""The independent cascade, against all its outcomes counted out one by one."""

from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from simulation.cascade import cascade
from simulation.errors import UserError
from simulation.network.tables import Table, load

Edge = tuple[int, int]  # from whom, to whom: the second follows the first
Outcome = tuple[int, int]  # activated, exposed

CHAIN = [(0, 1), (1, 2), (2, 3), (3, 4)]
STAR = [(0, i) for i in range(1, 8)]
DIAMOND = [(0, 1), (0, 2), (1, 3), (2, 3), (3, 4), (4, 1)]
CYCLE = [(0, 1), (1, 2), (2, 0), (2, 3), (3, 0)]
DENSE = [(a, b) for a in range(4) for b in range(4) if a != b]

WORLDS = 4_000


def table(edges: list[Edge], chances: list[float] | None = None) -> Table:
    """The table of these edges, in this order of (source, target)."""
    order = sorted(range(len(edges)), key=lambda i: edges[i])
    nodes = max(max(edge) for edge in edges) + 1
    indptr = np.searchsorted([edges[i][0] for i in order], np.arange(nodes + 1))
    return Table(
        name="test",
        ids=tuple(map(str, range(nodes))),
        indptr=indptr.astype(np.int64),
        indices=np.array([edges[i][1] for i in order], np.int32),
        chances=None if chances is None else np.array([chances[i] for i in order]),
        self_ties=0,
        duplicates=0,
    )


def outcome(live: list[Edge], edges: list[Edge], seeds: list[int]) -> Outcome:
    """Walk from the seeds along the live edges; then count whom the activated could have hit."""
    active = set(seeds)
    while more := {b for a, b in live if a in active} - active:
        active |= more
    return len(active), len({b for a, b in edges if a in active})


def distribution(edges: list[Edge], chances: list[float], seeds: list[int]) -> dict[Outcome, float]:
    """The probability of every outcome: each edge is live or not, all combinations counted out."""
    found: dict[Outcome, float] = {}
    for lot in product([True, False], repeat=len(edges)):
        live = [edge for edge, is_live in zip(edges, lot, strict=True) if is_live]
        weight = np.prod([c if hit else 1 - c for c, hit in zip(chances, lot, strict=True)])
        key = outcome(live, edges, seeds)
        found[key] = found.get(key, 0.0) + float(weight)
    return found


def misfit(activated: np.ndarray, exposed: np.ndarray, expected: dict[Outcome, float]) -> float:
    """The p-value of a chi-square test; outcomes expected less than 10 times are taken together."""
    seen: dict[Outcome, int] = {}
    for pair in zip(activated.tolist(), exposed.tolist(), strict=True):
        seen[pair] = seen.get(pair, 0) + 1
    impossible = {pair for pair in seen if expected.get(pair, 0.0) == 0.0}
    assert not impossible
    worlds = len(activated)
    common = [pair for pair, chance in expected.items() if chance * worlds >= 10]
    counts = [seen.get(pair, 0) for pair in common]
    means = [expected[pair] * worlds for pair in common]
    if worlds - sum(means) > 1.0:
        counts.append(worlds - sum(counts))
        means.append(worlds - sum(means))
    means = [mean * sum(counts) / sum(means) for mean in means]
    return float(stats.chisquare(counts, means).pvalue) if len(counts) > 1 else 1.0


CASES = [
    (CHAIN, 0.5, [0]),
    (CHAIN, 0.9, [1, 3]),
    (STAR, 0.2, [0]),
    (DIAMOND, 0.4, [0]),
    (DIAMOND, 0.05, [0, 4]),
    (CYCLE, 0.3, [2]),
    (DENSE, 0.25, [1]),
    (DENSE, 0.6, [0, 3]),
]


# Each passes with probability 1 - 1e-5 for a random seed if all is right: 12 tests, 1.2e-4 in all.
@pytest.mark.compiled
@pytest.mark.parametrize(("edges", "chance", "seeds"), CASES)
def test_outcomes_come_as_often_as_they_should(
    edges: list[Edge], chance: float, seeds: list[int]
) -> None:
    result = cascade(table(edges), chance, seeds, WORLDS, seed=11)
    expected = distribution(edges, [chance] * len(edges), seeds)
    assert misfit(result.activated, result.exposed, expected) > 1e-5


@pytest.mark.compiled
@pytest.mark.parametrize("seeds", [[0], [1, 2]])
@pytest.mark.parametrize("edges", [DIAMOND, DENSE])
def test_every_tie_has_its_own_chance(edges: list[Edge], seeds: list[int]) -> None:
    chances = [0.05 + 0.9 * ((7 * i) % 12) / 12 for i in range(len(edges))]
    result = cascade(table(edges, chances), None, seeds, WORLDS, seed=12)
    expected = distribution(edges, chances, seeds)
    assert misfit(result.activated, result.exposed, expected) > 1e-5


@pytest.mark.compiled
def test_a_wrong_chance_is_noticed() -> None:
    """A negative control of the two tests above: a chance a fifth too high does not pass."""
    result = cascade(table(DENSE), 0.3, [1], WORLDS, seed=11)
    expected = distribution(DENSE, [0.25] * len(DENSE), [1])
    assert misfit(result.activated, result.exposed, expected) < 1e-5


GRAPHS = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda edge: edge[0] != edge[1]),
    min_size=1,
    max_size=30,
    unique=True,
)


@pytest.mark.compiled
@settings(deadline=None, max_examples=40)
@given(GRAPHS, st.integers(0, 2**63 - 1))
def test_in_every_world_certainty_reaches_all_and_chance_nothing_more_than_the_seeds(
    edges: list[Edge], seed: int
) -> None:
    start = [edges[0][0]]
    everything, nothing = outcome(edges, edges, start), outcome([], edges, start)
    sure = cascade(table(edges), 1.0, start, 3, seed)
    never = cascade(table(edges), 0.0, start, 3, seed)
    assert set(zip(sure.activated, sure.exposed, strict=True)) == {everything}
    assert set(zip(never.activated, never.exposed, strict=True)) == {nothing}


@pytest.mark.compiled
@settings(deadline=None, max_examples=40)
@given(GRAPHS, st.lists(st.floats(0.0, 1.0), min_size=2, max_size=2))
def test_a_higher_chance_never_reaches_fewer_in_any_world(
    edges: list[Edge], chances: list[float]
) -> None:
    low, high = (cascade(table(edges), c, [edges[0][0]], 20, seed=5) for c in sorted(chances))
    assert (high.activated >= low.activated).all()
    assert (high.exposed >= low.exposed).all()


@pytest.mark.compiled
def test_the_number_of_threads_changes_nothing() -> None:
    congress = load("congress")
    one, two, four = (cascade(congress, 0.03, [3, 9], 101, 7, threads=n) for n in (1, 2, 4))
    for other in (two, four):
        assert (one.activated == other.activated).all()
        assert (one.exposed == other.exposed).all()
    assert len(set(one.activated.tolist())) > 10


@pytest.mark.compiled
def test_a_world_is_the_same_whatever_others_are_run_and_another_under_another_seed() -> None:
    congress = load("congress")
    many = cascade(congress, 0.03, [3], 60, 7)
    few = cascade(congress, 0.03, [3], 20, 7)
    fresh = cascade(congress, 0.03, [3], 20, 8)
    assert (many.activated[:20] == few.activated).all()
    assert (fresh.activated != few.activated).any()


@pytest.mark.parametrize(
    ("chance", "seeds", "names"),
    [
        (1.5, [0], "probability cannot be 1.5"),
        (float("nan"), [0], "probability cannot be nan"),
        (0.5, [], "seeds"),
        (0.5, [5], "seeds cannot be 5"),
        (0.5, [-1], "seeds cannot be -1"),
        (0.5, [0, 1, 0], "'0' is given twice"),
        (None, [0], "no weights"),
    ],
)
def test_what_cannot_be_run_is_refused(chance: float | None, seeds: list[int], names: str) -> None:
    with pytest.raises(UserError, match=names):
        cascade(table(CHAIN), chance, seeds, 5, seed=1)


@pytest.mark.compiled
def test_a_file_gives_the_same_as_its_arrays(tmp_path: Path) -> None:
    file = tmp_path / "ties.csv"
    rows = "\n".join(f"{source},{target}" for source, target in DENSE)
    file.write_text(f"source,target\n{rows}\n")
    here, there = (
        cascade(load(str(file)), 0.3, [2], 200, 3),
        cascade(table(DENSE), 0.3, [2], 200, 3),
    )
    assert (here.activated == there.activated).all()
