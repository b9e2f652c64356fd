"""The Python interface: scenarios, runs and comparisons in a few lines; see `simulation`.

What comes back is plain: numbers, numpy arrays and sentences, and tables of pandas where asked for.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from simulation.ensemble import Ensemble
from simulation.errors import UserError
from simulation.experiment import (
    Comparison,
    Progress,
    ResultMemory,
    Runner,
    Setup,
    open_runner,
)
from simulation.experiment import compare as compare_setups
from simulation.outcomes import OUTCOMES, Column, outcome, running_totals, summary
from simulation.outcomes import values as values_of
from simulation.parameters import Parameters, Run, Value, changed, run_settings, values
from simulation.report import verdict as words
from simulation.report.phrases import quoted
from simulation.scenarios import load, loads, name_and_side
from simulation.scenarios.form import SIDES

if TYPE_CHECKING:
    import pandas as pd  # type: ignore[import-untyped]  # noqa: TID251 - what `frame` returns

OnProgress = Callable[[int, int], None]  # replicates done, and in all

_MEMORY = ResultMemory()  # what was run is not run again, as long as Python does not end


@dataclass(frozen=True)
class Scenario:
    """A scenario to simulate: the value of every lever, under a title. `set` makes another.

    days, worlds: how long it is run, and in how many replicates, by default.
    """

    title: str
    parameters: Parameters
    days: float
    worlds: int

    def set(self, levers: Mapping[str, Value], title: str = "") -> "Scenario":
        """A scenario with these levers changed, by path; this one stays as it is.

        title: what it is called in sentences; by default the title with what was changed. Raises
        UserError for an unknown lever, an illegal value, and values that do not fit together.
        """
        parameters = changed(self.parameters, dict(levers))
        what = ", ".join(f"{path} = {value}" for path, value in levers.items())
        return Scenario(title or f"{self.title}, {what}", parameters, self.days, self.worlds)

    @property
    def levers(self) -> dict[str, Value]:
        """The value of every lever by its path."""
        return values(self.parameters)

    def __repr__(self) -> str:
        """The title; the levers are many."""
        return f"<Scenario {self.title!r}>"


@dataclass(frozen=True, eq=False)
class Figures:
    """One outcome over all replicates: values float64[replicates], NaN where it has no meaning.

    median, mean, and the ranges that hold 50 and 90 % of the replicates are None where no replicate
    has the outcome.
    """

    name: str
    label: str
    unit: str
    values: Column
    median: float | None
    mean: float | None
    low50: float | None
    high50: float | None
    low90: float | None
    high90: float | None


@dataclass(frozen=True, eq=False)
class Result(Mapping[str, Figures]):
    """The results of a scenario: a mapping from the name of every outcome to its figures."""

    scenario: Scenario
    ensemble: Ensemble

    def __getitem__(self, name: str) -> Figures:
        """The figures of an outcome. Raises UserError for an unknown one."""
        return _figures(name, values_of(self.ensemble, name))

    def __iter__(self) -> Iterator[str]:
        """The names of all outcomes."""
        return iter(OUTCOMES)

    def __len__(self) -> int:
        """The number of outcomes."""
        return len(OUTCOMES)

    def frame(self) -> "pd.DataFrame":
        """A table with a row a replicate and a column an outcome."""
        return _frame({name: values_of(self.ensemble, name) for name in self})

    def over_time(self, what: str = "reach") -> "pd.DataFrame":
        """A table with a row a replicate: the total up to each hour, which heads its column.

        what: "reach", "orders" or "shares". Raises UserError.
        """
        hours, totals = running_totals(self.ensemble, what)
        return _frame(dict(zip(hours.tolist(), totals.T, strict=True)))

    def __repr__(self) -> str:
        """The scenario, and in how many replicates it was run."""
        return f"<Result of {self.scenario.title!r}, {self.ensemble.run.worlds:,} replicates>"


@dataclass(frozen=True, eq=False)
class Pair:
    """Two scenarios compared by one outcome, on the same random draws.

    comparison: everything that was found.
    """

    names: tuple[str, str]
    comparison: Comparison

    @property
    def win_rate(self) -> float | None:
        """Replicates in 100 that the first scenario wins, ties counted half; None for none."""
        return self.comparison.win_rate.percent

    @property
    def low95(self) -> float | None:
        """The lower end of the 95 % interval of the win rate."""
        return self.comparison.win_rate.low95

    @property
    def high95(self) -> float | None:
        """The upper end of the 95 % interval of the win rate."""
        return self.comparison.win_rate.high95

    @property
    def verdict(self) -> str:
        """The kind of verdict: "A" for the first scenario, "B" for the second, or undecided.

        Then "split", "close", "same" or "unknown", see `Verdict`.
        """
        return self.comparison.verdict.kind

    @property
    def sentence(self) -> str:
        """The verdict in words."""
        return words.sentence(self.comparison.verdict, self.names)

    @property
    def notes(self) -> tuple[str, ...]:
        """Further things to know about it, in sentences."""
        return words.notes(self.comparison.verdict, self.names)

    @property
    def a(self) -> Figures:
        """The outcome of the first scenario."""
        return _figures(self.comparison.outcome, self.comparison.a_values)

    @property
    def b(self) -> Figures:
        """The outcome of the second scenario."""
        return _figures(self.comparison.outcome, self.comparison.b_values)

    @property
    def difference(self) -> Figures:
        """The first less the second, replicate by replicate."""
        found = self.comparison
        return _figures(found.outcome, found.a_values - found.b_values)

    def __repr__(self) -> str:
        """The verdict in words."""
        return f"<Pair: {self.sentence}>"


def scenario(source: str = "default") -> Scenario:
    """See `simulation.scenario`."""
    text = "\n" in source or "=" in source
    name, key = (source, "") if text else name_and_side(source)
    found = loads(source, "text") if text else load(name)
    side = found.side(key or SIDES[0])
    title = found.title if len(found.sides) == 1 else side.title
    return Scenario(title, side.parameters, found.run.days, found.run.worlds)


def run(
    scenario: Scenario,
    worlds: int | None = None,
    seed: int = 1,
    days: float | None = None,
    progress: OnProgress | None = None,
) -> Result:
    """See `simulation.run`."""
    settings = _run(
        scenario.worlds if worlds is None else worlds,
        seed,
        scenario.days if days is None else days,
    )
    with _runner(progress) as runner:
        (ensemble,) = runner.ensembles([Setup(scenario.parameters, settings)])
    return Result(scenario, ensemble)


def compare(
    a: Scenario,
    b: Scenario,
    outcome: str = "reach",
    factor: float = 1.0,
    worlds: int | None = None,
    seed: int = 1,
    days: float | None = None,
    progress: OnProgress | None = None,
) -> Pair:
    """See `simulation.compare`."""
    if days is None and a.days != b.days:
        raise UserError(
            f"{a.title} suggests {a.days:g} days, {b.title} {b.days:g}: say with days= which"
        )
    settings = _run(
        max(a.worlds, b.worlds) if worlds is None else worlds,
        seed,
        a.days if days is None else days,
    )
    one, other = (Setup(each.parameters, settings) for each in (a, b))
    with _runner(progress) as runner:
        found = compare_setups(one, other, outcome, runner, factor)
    return Pair((quoted(a.title), quoted(b.title)), found)


def _run(worlds: int, seed: int, days: float) -> Run:
    return run_settings({"worlds": worlds, "seed": seed, "days": days})


@contextmanager
def _runner(progress: OnProgress | None) -> Iterator[Runner]:
    """A runner on all processors; an interrupt ends it between two replicates."""

    def tell(now: Progress) -> None:
        if progress and now.total:
            progress(now.done, now.total)

    with open_runner(on_progress=tell, memory=_MEMORY) as runner:
        yield runner


def _figures(name: str, column: Column) -> Figures:
    which, found = outcome(name), asdict(summary(column))
    del found["worlds"]
    return Figures(which.name, which.label, which.unit, column, **found)


def _frame(columns: Mapping[Any, Column]) -> "pd.DataFrame":
    import pandas as pd  # noqa: TID251 - a table for notebooks; nothing of the model needs it

    found = pd.DataFrame(dict(columns))
    found.index.name = "replicate"
    return found
