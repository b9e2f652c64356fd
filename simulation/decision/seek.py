"""Goal seek: the least money that reaches a target, by one channel alone and by a mix of them.

"Reach 10,000 people in 8 of 10 runs"; "break even in half of them". A channel's amount is raised
until the target is met and then narrowed down; a mix is searched at ever smaller budgets. All of it
is on common random numbers, so an amount that meets the target meets it again.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulation.decision.allocation import Lattice, OnTried, Search
from simulation.decision.channels import Channel, channels, price, spend, usable
from simulation.errors import illegal_value
from simulation.experiment import Columns, Measurer, Setup
from simulation.experiment.comparison.win_rate import interval
from simulation.experiment.runner.cost import worlds_for
from simulation.outcomes import Column, Outcome, outcome
from simulation.parameters import Parameters, Run

DOUBLINGS = 12  # amounts that a channel is tried at, each twice the one before
HALVINGS = 6  # of what lies between an amount that is not enough and one that is
STEPS = 10  # that the budget of a mix is divided in
FEW, TRIES = 24, 12  # replicates, and mixes for each dimension, by which mixes are compared

Amounts = dict[str, float]


@dataclass(frozen=True, slots=True)
class Target:
    """Somewhere to get: an outcome of at least `amount` (at most, where less is better).

    share: the part of the runs in which to get there, above 0 to 1. Raises UserError.
    """

    name: str
    amount: float
    share: float = 0.5

    def __post_init__(self) -> None:
        """Raises UserError."""
        outcome(self.name)
        if not math.isfinite(self.amount):
            raise illegal_value("target", self.amount, "a number")
        if not 0 < self.share <= 1:
            raise illegal_value("share", self.share, "a number above 0, at most 1")

    @property
    def outcome(self) -> Outcome:
        """The outcome it is about."""
        return outcome(self.name)

    def met(self, columns: Columns) -> int:
        """The number of runs that get there; one without the outcome does not."""
        return int((self._signed(columns) >= self._sign * self.amount).sum())

    def level(self, columns: Columns) -> float:
        """The value the outcome reaches in that part of the runs; NaN where too few have it."""
        known = np.nan_to_num(self._signed(columns), nan=-np.inf)
        place = math.ceil(self.share * len(known) - 1e-9)  # of the best ones
        found = float(np.sort(known)[-place])
        return self._sign * found if math.isfinite(found) else math.nan

    @property
    def _sign(self) -> int:
        return 1 if self.outcome.more_is_better else -1

    def _signed(self, columns: Columns) -> Column:
        return self._sign * columns[self.name]


@dataclass(frozen=True, slots=True)
class Way:
    """A way to get there, or the nearest to it that was found.

    amounts: by channel, each a total; what is not named stays as today. extra: dollars it costs on
    average on top of today. met: the part of the runs that get there, low and high its 95 %
    interval. enough: whether it is the part that was asked for. level: what the outcome comes to in
    that part of the runs, NaN where it has no meaning in so many.
    """

    amounts: Amounts
    parameters: Parameters
    extra: float
    met: float
    low: float
    high: float
    enough: bool
    level: float


@dataclass(frozen=True, eq=False)
class Seek:
    """Every way that was looked for.

    run: how each was run. today: as things stand. singles: the cheapest by each channel alone, or
    the nearest. mix: the cheapest mix; None where none was found that costs less than every single
    channel.
    """

    target: Target
    run: Run
    today: Way
    singles: dict[str, Way]
    mix: Way | None

    @property
    def single(self) -> tuple[str, Way] | None:
        """The cheapest channel that gets there alone; None where none does."""
        ways = [each for each in self.singles.items() if each[1].enough]
        return min(ways, key=lambda each: each[1].extra, default=None)

    @property
    def cheapest(self) -> Way | None:
        """The cheapest way that gets there; None where none was found."""
        return self.mix or (self.single[1] if self.single else None)


def seek(
    today: Parameters,
    target: Target,
    runner: Measurer,
    run: Run,
    *,
    keys: Sequence[str] = (),
    mix: bool = True,
    on_progress: OnTried | None = None,
) -> Seek:
    """The cheapest ways to a target: each channel alone, the others as today, and a mix.

    keys: the channels, by default all that the scenario can use. The same call tries the same
    amounts, so with a store it goes on where it was stopped. on_progress: told how many amounts of
    about how many were tried. Raises UserError, and what `Runner.measure` raises.
    """
    chosen = channels(keys or usable(today), today)
    trial = _Trial(today, target, runner, run, on_progress)
    as_it_is = trial.way({})
    singles = {each.key: _single(trial, each) for each in chosen}
    enough = [way for way in singles.values() if way.enough]
    least = min(enough, key=lambda way: way.extra, default=None)
    mixed = _mix(trial, chosen, least) if mix and len(chosen) > 1 else None
    return Seek(target, trial.run, as_it_is, singles, mixed)


class _Trial:
    """The question, and the way an amount is tried."""

    def __init__(
        self,
        today: Parameters,
        target: Target,
        runner: Measurer,
        run: Run,
        on_tried: OnTried | None,
    ) -> None:
        self.today, self.target, self.runner, self._on_tried = today, target, runner, on_tried
        self.run = run.model_copy(update={"worlds": worlds_for({"A": today}, run)})
        self._tried = 0

    def scenario(self, amounts: Amounts) -> Parameters:
        """Today with these amounts."""
        return spend(self.today, self.run.days, amounts)

    def way(self, amounts: Amounts) -> Way:
        """The way to the target that these amounts make."""
        setups = [Setup(each, self.run) for each in (self.scenario(amounts), self.today)]
        here, today = self.runner.measure(setups)
        met, number = self.target.met(here), self.run.worlds
        low, high = interval(met / number, 0.0, number)
        self.tell(1)
        return Way(
            amounts=amounts,
            parameters=setups[0].parameters,
            extra=float((here["cost"] - today["cost"]).mean()),
            met=met / number,
            low=low,
            high=high,
            enough=met >= self.target.share * number - 1e-9,
            level=self.target.level(here),
        )

    def nearer(self, one: Way, other: Way) -> bool:
        """True if one way gets nearer to the target than another."""
        sign = 1 if self.target.outcome.more_is_better else -1
        levels = [sign * way.level if way.level == way.level else -math.inf for way in (one, other)]
        return (one.met, levels[0]) > (other.met, levels[1])

    def tell(self, more: int) -> None:
        """Take note that so many more amounts were tried."""
        self._tried += more
        if self._on_tried:
            self._on_tried(self._tried, max(self._tried, 4 * (DOUBLINGS + HALVINGS)))


def _single(trial: _Trial, channel: Channel) -> Way:
    """The least amount of one channel that gets there; else the one that gets nearest.

    Tried from nothing upward, so of several stretches that get there the first is taken.
    """
    most = channel.most(trial.today, trial.run.days)
    amounts = [0.0, *(most / 2 ** (DOUBLINGS - 1 - number) for number in range(DOUBLINGS))]
    nearest, below = None, 0.0
    for amount in amounts:
        way = trial.way({channel.key: amount})
        if way.enough:
            return _narrowed(trial, channel.key, below, way)
        if nearest is None or trial.nearer(way, nearest):
            nearest = way
        below = amount
    assert nearest is not None
    return nearest


def _narrowed(trial: _Trial, key: str, below: float, enough: Way) -> Way:
    """An amount between one that is not enough and one that is, as small as it is found."""
    for _ in range(HALVINGS if enough.amounts[key] else 0):
        amount = float(f"{(below + enough.amounts[key]) / 2:.3g}")
        if not below < amount < enough.amounts[key]:
            break
        way = trial.way({key: amount})
        below, enough = (below, way) if way.enough else (amount, enough)
    return enough


def _mix(trial: _Trial, chosen: Sequence[Channel], least: Way | None) -> Way | None:
    """The cheapest mix found, if it is cheaper than the cheapest single channel.

    The budget is for all channels together, an hour at its wage; it is halved and doubled within
    what the cheapest single one takes, or all that the channels can take.
    """
    days = trial.run.days
    prices = {each.key: price(each, trial.today, days) for each in chosen}
    priced = [each for each in chosen if prices[each.key] > 0]
    if len(priced) < 2:
        return None
    spent = {each.key: each.spent(trial.today, days) for each in priced}
    if least:
        high = sum(prices[key] * {**spent, **least.amounts}[key] for key in prices if key in spent)
    else:
        high = sum(prices[each.key] * each.most(trial.today, days) for each in priced)
    best, low = None, 0.0
    for _ in range(2 * HALVINGS):
        budget = high if best is None and least is None else (low + high) / 2
        way = _best_mix(trial, tuple(each.key for each in priced), prices, budget)
        cheaper = way.enough and (least is None or way.extra < least.extra)
        if cheaper and (best is None or way.extra < best.extra):
            best = way
        if way.enough:
            high = budget
        elif least is None and best is None:
            return None  # not even all that the channels can take is enough
        else:
            low = budget
    return best


def _best_mix(trial: _Trial, keys: tuple[str, ...], prices: dict[str, float], budget: float) -> Way:
    """The mix of that budget that comes furthest in the part of the runs that is asked for."""
    sign = 1 if trial.target.outcome.more_is_better else -1

    def amounts(dollars: Amounts) -> Amounts:
        return {key: each / prices[key] for key, each in dollars.items()}

    def value(columns: Columns) -> float:
        trial.tell(1)
        level = sign * trial.target.level(columns)
        return -math.inf if math.isnan(level) else level

    lattice = Lattice((keys,), (budget,), keep=trial.target.outcome.unit == "$", steps=STEPS)
    few = trial.run.model_copy(update={"worlds": min(FEW, trial.run.worlds)})
    search = Search(
        lattice,
        lambda dollars: trial.scenario(amounts(dollars)),
        value,
        trial.runner,
        few,
        tries=TRIES,
    )
    return trial.way(amounts(lattice.amounts(search.best())))
