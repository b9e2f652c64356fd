"""Spread in closed form: branching processes, and the independent cascade against the oracle."""

from collections.abc import Callable

import numpy as np
import pytest
from scipy import stats

from simulation.clocks import Swift
from simulation.ensemble import simulate
from simulation.parameters import Run, Value
from simulation.rules import cascade_events
from simulation.world import plan, plan_cascade
from tests import oracle
from tests.oracle import Graph
from tests.worlds import lines, pairs, still, swift, table_of

pytestmark = pytest.mark.compiled

# Branching. One fan passes on with chance q to F others, each of whom sees with chance s and
# passes on with chance q in turn; nobody follows two of them, as two million are far more than
# those reached. A hop takes exactly an hour.

OTHERS, SEES = 12, 0.5


def branching(shares: float, hops: int, worlds: int) -> np.ndarray:
    """The number first reached at each hop, int64[worlds, hops]."""
    levers: dict[str, Value] = {
        "followers.fans.size": 1,
        "followers.fans.share": shares,
        "public.share": shares,
        "followers.fans.audience": float(OTHERS),
        "public.audience": float(OTHERS),
        "public.see": SEES,
        "network.population": 2_000_000,
        "posts.delay": 60.0,
        "posts.hour": 0.0,
    }
    e = simulate(still(levers), Run(worlds=worlds, days=(hops + 0.5) / 24))
    assert not e.tallies["by_hop"][:, hops:].any()
    return np.asarray(e.tallies["by_hop"][:, :hops])


def variance(shares: float, hop: int) -> float:
    """Of how many are first reached at a hop (Harris, The Theory of Branching Processes, 1963)."""
    mean = shares * OTHERS * SEES
    one = shares * OTHERS * SEES * (1 - SEES + OTHERS * SEES) - mean**2
    return float(one * sum(mean ** (hop - 1 + earlier) for earlier in range(hop)))


def extinct(shares: float, hops: int) -> list[float]:
    """Chance that nobody is reached at each hop: the generating function, put into itself."""
    chances = [0.0]
    for _ in range(hops - 1):
        chances.append(1 - shares + shares * (1 - SEES + SEES * chances[-1]) ** OTHERS)
    return chances


@pytest.mark.law("branching")
@pytest.mark.parametrize("onward", [0.4, 0.9, 1.5])
def test_means_and_extinction_are_those_of_a_branching_process(onward: float) -> None:
    """Means of each hop within 4.5 of their standard errors, chances of extinction within 4.5 of a
    binomial: of 42 comparisons one fails for one seed in 3,000, or somewhat more often, as few
    worlds get to the last hops. The seed is fixed."""
    hops, worlds, shares = 8, 4_000, onward / (OTHERS * SEES)
    reached = branching(shares, hops, worlds)
    for hop in range(1, hops):
        error = np.sqrt(variance(shares, hop) / worlds)
        assert abs(reached[:, hop].mean() - onward**hop) < 4.5 * error
    for hop, chance in enumerate(extinct(shares, hops)):
        error = np.sqrt(chance * (1 - chance) / worlds)
        assert abs((reached[:, hop] == 0).mean() - chance) <= 4.5 * error


@pytest.mark.law("branching")
def test_a_wave_below_its_limit_dies_out_with_the_known_total() -> None:
    """Total progeny 1 / (1 - m), within 4.5 standard errors; fails for one seed in 100,000."""
    total = branching(0.6 / (OTHERS * SEES), 16, 4_000).sum(axis=1)
    assert abs(total.mean() - 1 / (1 - 0.6)) < 4.5 * total.std(ddof=1) / np.sqrt(4_000)


# The independent cascade, three ways: one chance per tie, chance to see, chances in a table.

GRAPHS: dict[str, Graph] = {
    "chain": {0: {1: 0.5}, 1: {2: 0.5}, 2: {3: 0.5}, 3: {4: 0.5}},
    "star": {0: dict.fromkeys(range(1, 9), 0.3)},
    "two islands": {0: {1: 0.7, 2: 0.7}, 1: {2: 0.7}, 2: {1: 0.7}, 3: {4: 0.7}, 4: {3: 0.7}},
    "diamond": {0: {1: 0.4, 2: 0.4}, 1: {3: 0.4}, 2: {3: 0.4}, 3: {4: 0.4}, 4: {0: 0.4}},
    "ring both ways": {n: {(n + 1) % 6: 0.6, (n + 5) % 6: 0.6} for n in range(6)},
}
for number in range(4):
    rng = np.random.default_rng(number)
    random_graph: Graph = {0: {1: 0.35}}
    for a, b in rng.integers(0, 7, (11, 2)).tolist():
        if a != b:
            random_graph.setdefault(a, {})[b] = 0.35
    GRAPHS[f"random {number}"] = random_graph
UNEQUAL: dict[str, Graph] = {
    "unequal diamond": {0: {1: 0.9, 2: 0.1}, 1: {3: 0.2}, 2: {3: 0.8}, 3: {4: 0.5, 1: 1.0}},
    "unequal star": {0: {leaf: leaf / 10 for leaf in range(1, 10)}, 9: {1: 0.9}},
}

WORLDS = 3_000


def chance_of(graph: Graph) -> float:
    return next(chance for row in graph.values() for chance in row.values())


def as_cascade(graph: Graph, seeds: list[int], chance: float | None) -> list[int]:
    """Number reached in each world, by the plan of a plain cascade."""
    ties = {node: row if chance is None else list(row) for node, row in graph.items()}
    opening = cascade_events(seed + 1 for seed in seeds)
    clock = Swift(*plan_cascade(table_of(ties), chance), opening=opening)
    return [int(clock.run(1, number).tally.reach) for number in range(WORLDS)]


def by_tie(graph: Graph) -> list[int]:
    """The same from an account's followers on: everybody sees, each tie is one chance to share."""
    return from_us(
        graph,
        {
            "posts.chance_per": "tie",
            "public.share": chance_of(graph),
            "followers.fans.share": chance_of(graph),
        },
        "shares",
    )


def by_sight(graph: Graph) -> list[int]:
    """The same again: seeing is the chance, and whoever sees shares."""
    return from_us(
        graph,
        {
            "public.see": chance_of(graph),
            "public.share": 1.0,
            "followers.fans.see": chance_of(graph),
            "followers.fans.share": 1.0,
        },
        "reach",
    )


def from_us(graph: Graph, levers: dict[str, Value], count: str) -> list[int]:
    levers = {**levers, "network.kind": "table", "network.table": "by hand", "network.us": "0"}
    table = table_of({node: list(row) for node, row in graph.items()})
    clock = Swift(*plan(still(levers), Run(days=3_000.0), table))
    return [1 + int(getattr(clock.run(1, number).tally, count)) for number in range(WORLDS)]


def agrees(found: list[int], graph: Graph, seeds: set[int]) -> bool:
    """Chi-square against the exact chances; wrongly false once in a million tries.

    Rare numbers are put together until at least 5 are expected.
    """
    chances = oracle.distribution(graph, seeds)
    assert set(found) <= set(chances)
    expected, observed = [0.0], [0]
    for number, chance in sorted(chances.items()):
        if expected[-1] >= 5.0:
            expected.append(0.0)
            observed.append(0)
        expected[-1] += chance * len(found)
        observed[-1] += found.count(number)
    if len(expected) > 1 and expected[-1] < 5.0:
        expected[-2:] = [sum(expected[-2:])]
        observed[-2:] = [sum(observed[-2:])]
    return len(expected) == 1 or bool(stats.chisquare(observed, expected).pvalue > 1e-6)


@pytest.mark.law("independent cascade")
@pytest.mark.parametrize("name", GRAPHS)
@pytest.mark.parametrize("way", [by_tie, by_sight], ids=["chance per tie", "chance to see"])
def test_our_posts_spread_as_the_independent_cascade(
    name: str, way: Callable[[Graph], list[int]]
) -> None:
    assert agrees(way(GRAPHS[name]), GRAPHS[name], {0})


@pytest.mark.law("independent cascade")
@pytest.mark.parametrize("name", GRAPHS)
def test_the_plain_cascade_is_the_independent_cascade(name: str) -> None:
    graph = GRAPHS[name]
    assert agrees(as_cascade(graph, [0], chance_of(graph)), graph, {0})


@pytest.mark.parametrize("name", UNEQUAL)
def test_measured_chances_are_used_tie_by_tie(name: str) -> None:
    assert agrees(as_cascade(UNEQUAL[name], [0], None), UNEQUAL[name], {0})


def test_several_seeds_on_two_islands() -> None:
    graph = GRAPHS["two islands"]
    assert agrees(as_cascade(graph, [1, 3], 0.7), graph, {1, 3})


def test_a_wrong_chance_does_not_agree() -> None:
    graph = GRAPHS["diamond"]
    assert not agrees(as_cascade(graph, [0], 0.45), graph, {0})


def test_our_followers_measured_chances_are_used() -> None:
    """From us on, along a table's chances; beside them nobody sees or shares by themselves."""
    for graph in UNEQUAL.values():
        blind: dict[str, Value] = {
            "followers.fans.see": 0.0,
            "public.see": 0.0,
            "network.kind": "table",
            "network.table": "by hand",
            "network.us": "0",
        }
        clock = Swift(*plan(still(blind), Run(days=3_000.0), table_of(graph)))
        found = [1 + int(clock.run(1, number).tally.shares) for number in range(WORLDS)]
        assert agrees(found, graph, {0})


def test_certain_ties_reach_exactly_who_can_be_reached() -> None:
    graph = {node: dict.fromkeys(row, 1.0) for node, row in GRAPHS["two islands"].items()}
    assert set(as_cascade(graph, [0], None)) == {3}
    assert set(as_cascade(graph, [3], 1.0)) == {2}
    assert set(as_cascade(graph, [0], 0.0)) == {1}


@pytest.mark.law("independent cascade")
def test_a_larger_random_graph_agrees_with_the_slow_oracle_on_average() -> None:
    """200 nodes, 1,000 ties. Difference of two means of 3,000 within 4.5 standard errors of
    both together; fails for one seed in 100,000."""
    rng = np.random.default_rng(1)
    graph: Graph = {}
    for a, b in rng.integers(0, 200, (1_000, 2)).tolist():
        if a != b:
            graph.setdefault(a, {})[b] = 0.15
    found = as_cascade(graph, [0], 0.15)
    expected = oracle.average(graph, {0}, WORLDS)
    assert abs(np.mean(found) - expected) < 4.5 * np.std(found) * np.sqrt(2 / WORLDS)


def test_a_tie_noticed_at_once_is_shown_on_at_once() -> None:
    """On a chain where everything is certain, node n is reached after n waits of a minute."""
    chain = {node: [node + 1] for node in range(6)}
    certain: dict[str, Value] = {
        "followers.fans.share": 1.0,
        "public.share": 1.0,
        "network.kind": "table",
        "network.table": "by hand",
        "network.us": "0",
    }
    world = swift(still(certain), table=table_of(chain))
    seen = lines(world, "see")
    times = [
        (time // 60_000 - 720, account, depth)
        for time, account, depth in pairs(seen, "time", "account", "depth")
    ]
    assert times == [(node, node, node) for node in range(1, 7)]
