"""The map: two levers, the win rate at every pair of their values, and the line at 50 %."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulation.errors import UserError
from simulation.experiment.comparison.lever_changes import Sides, moved, sides_of
from simulation.experiment.comparison.win_rate import win_rate
from simulation.experiment.runner.cells import Columns, Setup
from simulation.experiment.runner.runner import Measurer
from simulation.experiment.sensitivity.axis import Axis, axis
from simulation.experiment.sensitivity.contour import level_lines
from simulation.outcomes import Outcome, outcome, summary
from simulation.parameters import Run, Value
from simulation.scenarios import Judge, Scenario

Grid = NDArray[np.float64]  # [values of y, values of x]
Line = tuple[tuple[float, float], ...]

MOST = 2_500  # cells
ROUGH = 10  # replicates of every cell at first


@dataclass(frozen=True, eq=False)
class Map:
    """Two levers, and what came of every pair of their values.

    win_rate, low95, high95: float64[y, x], in 100 worlds, with its interval; of a story that A
    beats B by `factor`, of a scenario of one side that a cell beats today's setting. ties:
    float64[y, x], in 100 worlds. medians: of the outcome on each side, by its key, float64[y, x].
    All are NaN where nothing is known yet, or has no meaning. problems: (place on x, place on y,
    why) of cells whose values are not legal together. line: where the win rate is 50, as lines of
    (x, y) in the levers' own units, none beside a switch or choice. today: where the levers stand,
    on the map or off it. done, total: worlds.
    """

    scenario: Scenario
    run: Run
    outcome: Outcome
    factor: float
    x: Axis
    y: Axis
    win_rate: Grid
    low95: Grid
    high95: Grid
    ties: Grid
    medians: dict[str, Grid]
    problems: tuple[tuple[int, int, UserError], ...]
    line: tuple[Line, ...]
    today: tuple[Value, Value]
    done: int
    total: int


def draw(
    runner: Measurer,
    scenario: Scenario,
    x: str,
    y: str,
    run: Run,
    *,
    judge: Judge | None = None,
    on_start: Callable[[Callable[[], Map]], None] | None = None,
) -> Map:
    """The map of a story, or of a scenario of one side against today's setting.

    x, y: axes as `axis` reads them. judge: another than the story's (of a scenario: reach). Every
    cell is run roughly at first, then the cells next to the line, then the others. `on_start` is
    given functions that, called from any thread and at any time, draw what is known so far.
    Raises UserError.
    """
    sketch = _Sketch(scenario, x, y, run, judge)

    def measured(worlds: int, order: Sequence[int]) -> list[Columns]:
        """The outcomes of all setups, asked for in this order."""
        setups = [sketch.setup(place, worlds) for place in order]
        back = np.argsort(order)

        def begun(known: Callable[[], list[Columns]]) -> None:
            if on_start:
                on_start(lambda: sketch.drawn(_in_order(known(), back)))

        return _in_order(runner.measure(setups, on_start=begun), back)

    order = list(range(len(sketch.setups)))
    if run.worlds > ROUGH:
        order = sketch.nearest_first(measured(ROUGH, order))
    return sketch.drawn(measured(run.worlds, order))


def _in_order(columns: Sequence[Columns], order: NDArray[np.int64]) -> list[Columns]:
    return [columns[place] for place in order]


class _Sketch:
    """A map before its cells are known."""

    def __init__(self, scenario: Scenario, x: str, y: str, run: Run, judge: Judge | None) -> None:
        sides = sides_of(scenario)
        rule = judge or scenario.judge or Judge("reach")
        self.scenario, self.run, self.rule = scenario, run, rule
        self.outcome = outcome(rule.outcome)
        self.x, self.y = axis(sides, x), axis(sides, y)
        _apart(self.x, self.y)
        self.keys = tuple(sides)
        self.problems: list[tuple[int, int, UserError]] = []
        self.cells: list[tuple[int, int]] = []
        self.setups = [Setup(each, run) for each in sides.values()]  # today
        for row, up in enumerate(self.y.values):
            for column, across in enumerate(self.x.values):
                self._cell(sides, row, column, across, up)

    def _cell(self, sides: Sides, row: int, column: int, across: Value, up: Value) -> None:
        try:
            there = moved(sides, [(self.x.change, across), (self.y.change, up)])
        except UserError as error:
            self.problems.append((column, row, error))
            return
        self.cells.append((row, column))
        self.setups += [Setup(each, self.run) for each in there.values()]

    def setup(self, place: int, worlds: int) -> Setup:
        """One of the setups, to be run that often."""
        setup = self.setups[place]
        return Setup(setup.parameters, setup.run.model_copy(update={"worlds": worlds}))

    def nearest_first(self, columns: Sequence[Columns]) -> list[int]:
        """The places of the setups: today's, then those of the cells nearest to the line."""
        number, part = len(self.keys), self.drawn(columns).win_rate
        off = [abs(part[cell] - 50) for cell in self.cells]
        nearest = np.argsort(np.nan_to_num(off, nan=np.inf), kind="stable")
        return [
            number * place + side
            for place in (0, *(int(cell) + 1 for cell in nearest))
            for side in range(number)
        ]

    def drawn(self, columns: Sequence[Columns]) -> Map:
        """The map from the outcomes of `cases`; NaN stands for worlds not yet known."""
        shape = (len(self.y.values), len(self.x.values))
        number, name = len(self.keys), self.outcome.name
        part, low, high, ties = (np.full(shape, np.nan) for _ in range(4))
        medians = {key: np.full(shape, np.nan) for key in self.keys}
        today = columns[0][name]
        for place, cell in enumerate(self.cells):
            here = [each[name] for each in columns[number * (place + 1) : number * (place + 2)]]
            other = here[1] if number > 1 else today
            found = win_rate(here[0], other, name, self.rule.factor)
            if found.percent is not None and found.low95 is not None and found.high95 is not None:
                part[cell], low[cell], high[cell] = found.percent, found.low95, found.high95
                ties[cell] = 100 * found.ties / found.worlds
            for key, column in zip(self.keys, here, strict=True):
                median = summary(column).median
                medians[key][cell] = np.nan if median is None else median
        done = sum(int((~np.isnan(each["impressions"])).sum()) for each in columns)
        return Map(
            self.scenario,
            self.run,
            self.outcome,
            self.rule.factor,
            self.x,
            self.y,
            part,
            low,
            high,
            ties,
            medians,
            tuple(self.problems),
            self._line(part),
            (self.x.change.today, self.y.change.today),
            done,
            len(columns) * self.run.worlds,
        )

    def _line(self, part: Grid) -> tuple[Line, ...]:
        if "choices" in (self.x.scale, self.y.scale):
            return ()
        return tuple(
            tuple((_at(self.x, column), _at(self.y, row)) for column, row in line)
            for line in level_lines(part, 50.0)
        )


def _at(axis: Axis, place: float) -> float:
    """The value at a place between two values of an axis, by the axis' own scale."""
    places = axis.places()
    return axis.value(float(np.interp(place, np.arange(len(places)), places)))


def _apart(x: Axis, y: Axis) -> None:
    """Raises UserError unless the axes are two levers, not too finely cut."""
    same = x.change.lever.path == y.change.lever.path
    if same and set(x.change.sides) & set(y.change.sides):
        raise UserError(f"x and y are the same lever, {x.change.lever.path}; a map needs two")
    cells = len(x.values) * len(y.values)
    if cells > MOST:
        raise UserError(f"x and y make {cells:,} cells; a map may have {MOST:,}")
