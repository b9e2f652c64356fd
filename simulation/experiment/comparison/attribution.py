"""Attribution: the part of the difference between two scenarios that each lever explains.

Side B is turned into A one difference at a time, on common random numbers. What a difference adds
depends on what was changed before it, so it is averaged over the orders in which they can be
changed (Shapley, Contributions to the Theory of Games II, 1953). The steps of an order lead from B
to A, so the parts add up to the whole in every replicate.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from simulation.errors import UserError
from simulation.experiment.comparison.noise_floor import fresh_seed, noise_floor_of
from simulation.experiment.runner.cells import Setup
from simulation.experiment.runner.cost import expected_cost, worlds_for
from simulation.experiment.runner.runner import Measurer
from simulation.outcomes import Column, outcome
from simulation.parameters import Parameters, Run, Value, changed, differences
from simulation.randomness import ROUNDS, philox

SCENARIOS = 64  # between B and A that are run at most
WORLDS = 4_000  # replicates of all of them together
COST = 6e7  # of all of them together, see `expected_cost`,
FEWEST = 12  # but this many replicates of each in any case
_MOST = 24  # parts; where more levers differ, those of one table change together
_ONE = ("network.kind", "network.table", "network.us")  # mean nothing without one another

LeverGroup = tuple[str, ...]  # paths of levers that change together


@dataclass(frozen=True, eq=False)
class Part:
    """The part of a difference that one lever explains, or some levers together.

    levers: path to (A's value, B's value), several where they change together. effect: what it adds
    to A less B in each replicate, float64[replicates], NaN where left out; mean and the range of
    90 % of the replicates. share: of the whole mean, None where that is inside the noise floor.
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

    outcome: what differs. ratio: its numerator and denominator, where it is a ratio whose
    difference cannot be split (`Outcome.per`); then nothing was run and there are no parts. whole:
    mean of A less B, the sum of the parts' means, over `worlds` replicates: the first ones of the
    run, `left_out` of those being left out because a scenario in between does not have the outcome.
    floor: what random draws alone change of that mean. scenarios: how many were run. orders: over
    how many orders of changing the levers the parts are averaged; exact: these are all there are.
    """

    outcome: str
    ratio: tuple[str, str] | None
    parts: tuple[Part, ...]
    whole: float | None
    floor: float | None
    worlds: int
    left_out: int
    scenarios: int
    orders: int
    exact: bool


def explain(a: Setup, b: Setup, name: str, runner: Measurer) -> Explanation:
    """The part of the mean of A less B that each difference between the two setups explains.

    Costs at most SCENARIOS scenarios and about WORLDS replicates. Raises UserError unless both are
    run in the same way, and what `Runner.measure` raises.
    """
    which = outcome(name)
    if a.run != b.run:
        raise UserError(
            "what each difference explains can be said only for the same seed, days and number "
            "of runs"
        )
    if which.per is not None:
        return _empty(name, ratio=which.per)
    between = _Between(a.parameters, b.parameters)
    if not between.groups:
        return _empty(name)
    run = _run(a, b, len(between.masks))
    again = run.model_copy(update={"seed": fresh_seed(run.seed)})
    setups = [Setup(between.parameters(mask), run) for mask in between.masks]
    measured = runner.measure([*setups, Setup(a.parameters, again)])
    *columns, redrawn = [each[name] for each in measured]
    value = dict(zip(between.masks, columns, strict=True))

    counted = ~np.isnan(np.stack(columns)).any(axis=0)
    whole = value[between.masks[-1]] - value[0]
    floor = noise_floor_of(value[between.masks[-1]], redrawn, again.seed)
    if not counted.any() or floor is None:
        return _empty(name, left_out=run.worlds, scenarios=len(columns))
    mean = float(whole[counted].mean())
    parts = []
    for number, group in enumerate(between.groups):
        effect = np.where(counted, between.effect(number, value), np.nan)
        low, high = np.quantile(effect[counted], [0.05, 0.95])
        own = float(effect[counted].mean())
        share = own / mean if abs(mean) > floor.mean else None
        levers = {path: between.changes[path] for path in group}
        parts.append(Part(levers, effect, own, float(low), float(high), share))
    return Explanation(
        outcome=name,
        ratio=None,
        parts=tuple(parts),
        whole=mean,
        floor=floor.mean,
        worlds=int(counted.sum()),
        left_out=int((~counted).sum()),
        scenarios=len(columns),
        orders=len(between.orders) or math.factorial(len(between.groups)),
        exact=not between.orders,
    )


def _empty(
    name: str,
    *,
    ratio: tuple[str, str] | None = None,
    left_out: int = 0,
    scenarios: int = 0,
) -> Explanation:
    return Explanation(name, ratio, (), None, None, 0, left_out, scenarios, 0, True)


def _run(a: Setup, b: Setup, scenarios: int) -> Run:
    """The run of each of that many scenarios about as large as these: fewer of costly ones."""
    worlds = min(a.run.worlds, WORLDS // scenarios)
    few = a.run.model_copy(update={"worlds": worlds})
    larger = max(a.parameters, b.parameters, key=lambda side: expected_cost(side, few.days))
    worlds = worlds_for({"": larger}, few, FEWEST, most=COST / scenarios)
    return few.model_copy(update={"worlds": worlds})


class _Between:
    """The scenarios between B and A: bit i of a mask says that group i stands as on side A."""

    def __init__(self, a: Parameters, b: Parameters) -> None:
        self._b = b
        self.changes = differences(a, b)
        one = tuple(path for path in self.changes if path in _ONE)
        groups = [one] if one else []
        groups += [(path,) for path in self.changes if path not in one]
        groups = _fewer(groups)
        self._arrange(groups)
        while (bad := self._illegal()) is not None:
            self._arrange(_joined(self.groups, self._culprits(bad)))

    def _arrange(self, groups: Sequence[LeverGroup]) -> None:
        """Take these groups, and find the masks needed, from nothing changed to all changed."""
        place = {path: number for number, path in enumerate(self.changes)}
        self.groups = sorted(groups, key=lambda group: place[group[0]])
        parts = len(self.groups)
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
            for number, group in enumerate(self.groups)
            if mask >> number & 1
            for path in group
        }
        return changed(self._b, settings)

    def effect(self, number: int, value: Mapping[int, Column]) -> Column:
        """The part of group `number`, averaged over the orders, from the outcome of every mask."""
        bit, parts = 1 << number, len(self.groups)
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
        """The groups of which any one, changed back or forth, makes an illegal mask legal."""
        numbers = range(len(self.groups))
        found = [number for number in numbers if self._legal(mask ^ 1 << number)]
        return found if len(found) > 1 else list(numbers)


def _joined(groups: Sequence[LeverGroup], numbers: Sequence[int]) -> list[LeverGroup]:
    together = tuple(path for number in numbers for path in groups[number])
    return [together, *(group for n, group in enumerate(groups) if n not in numbers)]


def _fewer(groups: list[LeverGroup]) -> list[LeverGroup]:
    """Join groups to at most _MOST: by table (followers.fans), then by the topmost table."""
    for depth in (2, 1):
        if len(groups) > _MOST:
            tables: dict[tuple[str, ...], LeverGroup] = {}
            for group in groups:
                table = tuple(group[0].split(".")[:-1][:depth])
                tables[table] = tables.get(table, ()) + group
            groups = list(tables.values())
    return groups


def _orders(parts: int, pairs: int) -> list[list[int]]:
    """Orders of the parts, each followed by its mirror image; drawn by counter, always the same."""
    orders = []
    for pair in range(pairs):
        draws = [philox(number, pair, 0, 0, parts, 0, ROUNDS)[0] for number in range(parts)]
        order = sorted(range(parts), key=draws.__getitem__)
        orders += [order, order[::-1]]
    return orders
