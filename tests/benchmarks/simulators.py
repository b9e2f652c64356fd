"""The independent cascade in other simulators, each as its own documentation would have it.

Each function makes a simulator ready for one case and hands back what plays one world: called, it
gives the number of accounts activated, seeds included. Making ready is not part of the time.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import EoN
import mesa
import networkx
import numpy as np
import simpy
from ndlib.models.epidemics import IndependentCascadesModel
from ndlib.models.ModelConfig import Configuration
from numpy.typing import NDArray

from simulation.network.tables import Table
from tests.benchmarks.cascade import theirs
from tests.influence import sources

World = Callable[[], int]
SEED = 1


@dataclass(frozen=True, eq=False)
class Setup:
    """A network, the chance of every tie (None: the table's own), and who has the post first."""

    name: str
    table: Table
    chance: float | None
    seeds: list[int]

    @cached_property
    def chances(self) -> NDArray[np.float64]:
        """float64[ties]."""
        if self.chance is None:
            assert self.table.chances is not None
            return self.table.chances
        return np.full(len(self.table.indices), self.chance)

    @cached_property
    def graph(self) -> networkx.DiGraph:
        """For those who want networkx: an edge goes from an account to its follower."""
        graph = networkx.DiGraph()
        graph.add_nodes_from(range(len(self.table.ids)))
        ties = sources(self.table).tolist(), self.table.indices.tolist(), self.chances.tolist()
        graph.add_weighted_edges_from(zip(*ties, strict=True))
        return graph

    @cached_property
    def followers(self) -> list[list[tuple[int, float]]]:
        """For those who want lists: every account's followers, each with the chance of the tie."""
        ties = list(zip(self.table.indices.tolist(), self.chances.tolist(), strict=True))
        ends = self.table.indptr.tolist()
        return [ties[a:b] for a, b in pairwise(ends)]


def by_cynetdiff(setup: Setup) -> World:
    """Compiled, one generation after another."""
    model = theirs(setup.table, setup.chance, setup.seeds)

    def world() -> int:
        model.reset_model()
        model.advance_until_completion()
        return int(model.get_num_activated_nodes())

    return world


def by_eon(setup: Setup) -> World:
    """An epidemic in discrete time, where recovery after one step is certain, is the cascade."""
    if setup.chance is not None:
        rng = np.random.default_rng(SEED)

        def uniform() -> int:
            found = EoN.basic_discrete_SIR(setup.graph, setup.chance, setup.seeds, rng=rng)
            return int(found[-1][-1])

        return uniform
    luck, ties = random.Random(SEED).random, setup.graph.adj

    def passes(source: int, target: int) -> bool:
        return luck() < ties[source][target]["weight"]

    return lambda: int(EoN.discrete_SIR(setup.graph, passes, (), setup.seeds)[-1][-1])


def by_ndlib(setup: Setup) -> World:
    """Iterations over everybody, until nobody is freshly infected; a chance is a `threshold`."""
    model = IndependentCascadesModel(setup.graph, seed=SEED)
    settings = Configuration()
    settings.add_model_initial_configuration("Infected", setup.seeds)
    for source, target, chance in setup.graph.edges(data="weight"):
        settings.add_edge_configuration("threshold", (source, target), chance)
    model.set_initial_status(settings)
    infected, removed = (model.available_statuses[name] for name in ("Infected", "Removed"))

    def world() -> int:
        model.reset(setup.seeds)
        while True:
            counts = model.iteration(node_status=False)["node_count"]
            if not counts[infected]:
                return int(counts[removed])

    return world


UNAWARE, NEWS, SILENT = range(3)


class Account(mesa.Agent):
    """Passes what is news to it on, once."""

    def __init__(self, model: "Accounts", followers: list[tuple[int, float]]) -> None:
        super().__init__(model)
        self.followers, self.state = followers, UNAWARE

    def pass_on(self) -> None:
        for number, chance in self.followers:
            follower = self.model.accounts[number]
            if follower.state == UNAWARE and self.random.random() < chance:
                follower.state = NEWS
        self.state = SILENT


class Accounts(mesa.Model):
    """Everybody. Used again for the next world, which spares Mesa making everybody anew."""

    def __init__(self, setup: Setup) -> None:
        super().__init__(seed=SEED)
        self.seeds = setup.seeds
        self.accounts = [Account(self, followers) for followers in setup.followers]

    def world(self) -> int:
        self.agents.set("state", UNAWARE)
        for number in self.seeds:
            self.accounts[number].state = NEWS
        self.running = True
        self.run_model()
        return sum(account.state == SILENT for account in self.accounts)

    def step(self) -> None:
        fresh = self.agents.select(lambda account: account.state == NEWS)
        fresh.do("pass_on")
        self.running = len(fresh) > 0


def by_mesa(setup: Setup) -> World:
    """An agent for every account; a step finds those with news and lets them pass it on."""
    return Accounts(setup).world


def by_simpy(setup: Setup) -> World:
    """A process for every account that has the post: it waits, then passes it on or not."""
    luck = random.Random(SEED)

    def account(env: simpy.Environment, number: int, reached: set[int]) -> Iterator[simpy.Event]:
        yield env.timeout(luck.expovariate(1.0))
        for follower, chance in setup.followers[number]:
            if follower not in reached and luck.random() < chance:
                reached.add(follower)
                env.process(account(env, follower, reached))

    def world() -> int:
        env, reached = simpy.Environment(), set(setup.seeds)
        for number in setup.seeds:
            env.process(account(env, number, reached))
        env.run()
        return len(reached)

    return world


OTHERS: dict[str, Callable[[Setup], World]] = {
    "CyNetDiff": by_cynetdiff,
    "SimPy, naive": by_simpy,
    "EoN": by_eon,
    "Mesa": by_mesa,
    "NDlib": by_ndlib,
}
