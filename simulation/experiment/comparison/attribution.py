"""How much of the difference between two scenarios each differing lever explains.

Side B is turned into A one difference at a time, in every world under the same luck. What a
difference adds depends on what was turned before it, so it is averaged over the orders in which
they can be turned (Shapley, Contributions to the Theory of Games II, 1953). The steps of an order
lead from B to A, so the parts add up to the whole in every world.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from simulation.errors import UserError
from simulation.experiment.comparison.noise_floor import fresh_seed, noise_floor_of
from simulation.experiment.runner.cells import Setup
from simulation.experiment.runner.cost import expected_cost
from simulation.experiment.runner.runner import Runner
from simulation.experiment.sensitivity.search_range import worlds_for
from simulation.outcomes import outcome
from simulation.outcomes.measures import Column
from simulation.parameters import Parameters, Run, Value, changed, differences
from simulation.randomness import ROUNDS, philox

SCENARIOS = 64  # between B and A that are run at most
WORLDS = 4_000  # of all of them together
WORK = 6e7  # looks and messages of all of them together, see `effort`,
FEWEST = 12  # but this many worlds of each in any case
_MOST = 24  # parts; where more levers differ, those of one table move together
_ONE = ("network.kind", "network.table", "network.us")  # mean nothing without one another

Known = Mapping[Setup, Column]
Mover = tuple[str, ...]  # levers that move together, by path


@dataclass(frozen=True, eq=False)
class Part:
    """What one difference explains.

    levers: path to (A's value, B's value), several where they move together. effect: what it adds
    to A less B in each world, float64[worlds], NaN where left out; mean and the range of 90 % of
    the worlds. share: of the whole mean, None where that is inside the noise floor.
    """

    levers: dict[str, tuple[Value, Value]]
    effect: Column
    mean: float
    low90: float
    high90: float
    share: float | None


@dataclass(frozen=True, eq=False)
class Explanation:
    """The parts of a difference, in order of declaration; none where nothing differs.

    whole: mean of A less B, the sum of the parts' means, over `worlds` worlds: the first ones of
    the run, those left out where a scenario in between has no such outcome. floor: what luck alone
    makes of that mean. scenarios: how many were run. orders: over how many orders of turning the
    parts are averaged; exact: these are all orders there are.
    """

    parts: tuple[Part, ...]
    whole: float | None
    floor: float | None
    worlds: int
    left_out: int
    scenarios: int
    orders: int
    exact: bool

    @property
    def method(self) -> str:
        """How it was done, in a sentence or two; empty where there is nothing to say."""
        together = any(len(part.levers) > 1 for part in self.parts)
        if len(self.parts) < 2:
            return "They mean nothing without one another: they move together." if together else ""
        which = f"all {self.orders:,}" if self.exact else f"{self.orders:,} mirrored"
        said = (
            f"One was turned into the other one difference at a time, in {which} orders, and what "
            f"each adds averaged: {self.scenarios:,} scenarios in the same {self.worlds:,} worlds."
        )
        if together:
            said += " What is shown together moved together: not legal apart, or too many."
        return said


def explain(a: Setup, b: Setup, name: str, runner: Runner) -> Explanation:
    """What each difference between two setups explains of the mean of A less B.

    Costs at most SCENARIOS scenarios and about WORLDS worlds. Raises UserError unless both are
    run in the same way, and what `Lab.measure` raises.
    """
    return explained(a, b, name, runner, {})


def explained(a: Setup, b: Setup, name: str, runner: Runner, known: Known) -> Explanation:
    """The same, given columns of this outcome that are known already, of all worlds asked for."""
    outcome(name)
    if a.run != b.run:
        raise UserError("what differences explain can be told only for the same seed, days, worlds")
    between = _Between(a.parameters, b.parameters)
    if not between.movers:
        return Explanation((), None, None, 0, 0, 0, 0, True)
    run = _run(a, b, len(between.masks))
    again = run.model_copy(update={"seed": fresh_seed(run.seed)})
    setups = [Setup(between.parameters(mask), run) for mask in between.masks]
    setups.append(Setup(a.parameters, again))
    columns = _measured(setups, name, runner, known)
    fresh = columns.pop()
    value = dict(zip(between.masks, columns, strict=True))

    counted = ~np.isnan(np.stack(columns)).any(axis=0)
    whole = value[between.masks[-1]] - value[0]
    floor = noise_floor_of(value[between.masks[-1]], fresh, again.seed)
    if not counted.any() or floor is None:
        return Explanation((), None, None, 0, run.worlds, len(columns), 0, True)
    mean = float(whole[counted].mean())
    parts = []
    for number, mover in enumerate(between.movers):
        effect = np.where(counted, between.effect(number, value), np.nan)
        low, high = np.quantile(effect[counted], [0.05, 0.95])
        own = float(effect[counted].mean())
        share = own / mean if abs(mean) > floor.mean else None
        levers = {path: between.changes[path] for path in mover}
        parts.append(Part(levers, effect, own, float(low), float(high), share))
    return Explanation(
        tuple(parts), mean, floor.mean, int(counted.sum()), int((~counted).sum()), len(columns),
        len(between.orders) or math.factorial(len(between.movers)), not between.orders,
    )  # fmt: skip


def _run(a: Setup, b: Setup, scenarios: int) -> Run:
    """How to run each of so many scenarios about as large as these: fewer worlds of large ones."""
    worlds = min(a.run.worlds, WORLDS // scenarios)
    few = a.run.model_copy(update={"worlds": worlds})
    larger = max(a.parameters, b.parameters, key=lambda side: expected_cost(side, few.days))
    worlds = worlds_for({"": larger}, few, FEWEST, most=WORK / scenarios)
    return few.model_copy(update={"worlds": worlds})


def _measured(setups: Sequence[Setup], name: str, runner: Runner, known: Known) -> list[Column]:
    """A column for each case; only what is not known is measured."""
    have = {(setup.parameters, setup.run.seed): column for setup, column in known.items()}
    missing = [setup for setup in setups if (setup.parameters, setup.run.seed) not in have]
    for setup, found in zip(missing, runner.measure(missing) if missing else [], strict=True):
        have[setup.parameters, setup.run.seed] = found[name]
    return [have[setup.parameters, setup.run.seed][: setup.run.worlds] for setup in setups]


class _Between:
    """The scenarios between B and A: bit i of a mask says that mover i stands as on side A."""

    def __init__(self, a: Parameters, b: Parameters) -> None:
        self._b = b
        self.changes = differences(a, b)
        one = tuple(path for path in self.changes if path in _ONE)
        movers = [one] if one else []
        movers += [(path,) for path in self.changes if path not in one]
        movers = _fewer(movers)
        self._arrange(movers)
        while (bad := self._illegal()) is not None:
            self._arrange(_joined(self.movers, self._culprits(bad)))

    def _arrange(self, movers: Sequence[Mover]) -> None:
        """Take these movers, and find the masks needed, from nothing moved to everything moved."""
        place = {path: number for number, path in enumerate(self.changes)}
        self.movers = sorted(movers, key=lambda mover: place[mover[0]])
        parts = len(self.movers)
        if 2**parts <= SCENARIOS:
            self.orders: list[list[int]] = []
            self.masks = list(range(2**parts))
            return
        self.orders = _orders(parts, max(1, (SCENARIOS - 2) // (2 * (parts - 1))))
        masks = {0}
        for order in self.orders:
            mask = 0
            for number in order:
                mask |= 1 << number
                masks.add(mask)
        self.masks = sorted(masks)

    def parameters(self, mask: int) -> Parameters:
        """The scenario of a mask. Raises UserError where its levers are not legal together."""
        settings = {
            path: self.changes[path][0]
            for number, mover in enumerate(self.movers)
            if mask >> number & 1
            for path in mover
        }
        return changed(self._b, settings)

    def effect(self, number: int, value: Mapping[int, Column]) -> Column:
        """What mover `number` adds, averaged over the orders, from the outcome of every mask."""
        bit, parts = 1 << number, len(self.movers)
        total = np.zeros_like(value[0])
        if not self.orders:
            for mask in self.masks:
                if not mask & bit:
                    total += (value[mask | bit] - value[mask]) / (
                        parts * math.comb(parts - 1, mask.bit_count())
                    )
            return total
        for order in self.orders:
            mask = sum(1 << before for before in order[: order.index(number)])
            total += value[mask | bit] - value[mask]
        return total / len(self.orders)

    def _legal(self, mask: int) -> bool:
        try:
            self.parameters(mask)
        except UserError:
            return False
        return True

    def _illegal(self) -> int | None:
        return next((mask for mask in self.masks if not self._legal(mask)), None)

    def _culprits(self, mask: int) -> list[int]:
        """The movers of which any one, moved back or forth, makes an illegal mask legal."""
        numbers = range(len(self.movers))
        found = [number for number in numbers if self._legal(mask ^ 1 << number)]
        return found if len(found) > 1 else list(numbers)


def _joined(movers: Sequence[Mover], numbers: Sequence[int]) -> list[Mover]:
    together = tuple(path for number in numbers for path in movers[number])
    return [together, *(mover for n, mover in enumerate(movers) if n not in numbers)]


def _fewer(movers: list[Mover]) -> list[Mover]:
    """At most so many: levers of one table moved together (followers.fans), then of the topmost."""
    for depth in (2, 1):
        if len(movers) > _MOST:
            tables: dict[tuple[str, ...], Mover] = {}
            for mover in movers:
                table = tuple(mover[0].split(".")[:-1][:depth])
                tables[table] = tables.get(table, ()) + mover
            movers = list(tables.values())
    return movers


def _orders(parts: int, pairs: int) -> list[list[int]]:
    """Orders of the parts, each followed by its mirror image; drawn by counter, always the same."""
    orders = []
    for pair in range(pairs):
        lots = [philox(number, pair, 0, 0, parts, 0, ROUNDS)[0] for number in range(parts)]
        order = sorted(range(parts), key=lots.__getitem__)
        orders += [order, order[::-1]]
    return orders
