"""The independent cascade as slowly and plainly as it can be written, to hold the model against.

A graph is a dict: node -> {follower: chance}. Each node that is reached gets one try to pass the
word on along each of its ties (Kempe, Kleinberg, Tardos, KDD 2003).
"""

import itertools
import random

Graph = dict[int, dict[int, float]]


def reached(graph: Graph, seeds: set[int], rng: random.Random) -> set[int]:
    """One cascade: every node that the word reaches, seeds included."""
    known, news = set(seeds), list(seeds)
    while news:
        for follower, chance in graph.get(news.pop(), {}).items():
            if rng.random() < chance and follower not in known:
                known.add(follower)
                news.append(follower)
    return known


def average(graph: Graph, seeds: set[int], times: int, seed: int = 1) -> float:
    """Mean number reached in so many cascades."""
    rng = random.Random(seed)
    return sum(len(reached(graph, seeds, rng)) for _ in range(times)) / times


def distribution(graph: Graph, seeds: set[int]) -> dict[int, float]:
    """Exact chance of every number reached, by trying every set of live ties (up to about 12)."""
    ties = [(node, follower) for node, row in graph.items() for follower in row]
    chances = [graph[node][follower] for node, follower in ties]
    found: dict[int, float] = {}
    for live in itertools.product((False, True), repeat=len(ties)):
        weight = 1.0
        for alive, chance in zip(live, chances, strict=True):
            weight *= chance if alive else 1.0 - chance
        if weight > 0.0:
            passing: Graph = {}
            for alive, (node, follower) in zip(live, ties, strict=True):
                if alive:
                    passing.setdefault(node, {})[follower] = 1.0
            number = len(reached(passing, seeds, random.Random(0)))
            found[number] = found.get(number, 0.0) + weight
    return found


def mean(chances: dict[int, float]) -> float:
    """Mean of a distribution."""
    return sum(number * chance for number, chance in chances.items())
