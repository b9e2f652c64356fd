"""The map as a chart: its cells, its break-even line, its marks, and sentences about them."""

from collections.abc import Mapping
from itertools import pairwise

import numpy as np

from simulation.errors import UserError
from simulation.experiment.sensitivity.axis import Axis
from simulation.experiment.sensitivity.win_rate_map import Map
from simulation.parameters import Value
from simulation.report.phrases import better, quoted
from simulation.report.quantities import named
from ui.charts import specs
from ui.charts.axes import Ruler
from ui.charts.chart import Drawing
from ui.charts.data import Columns
from ui.text import headed, in_labels, is_share, label, quantity, stated, whose

FEW = 9  # values of an axis that all get a tick
DECADES = 30.0  # times its least value; an outcome that varies this much has a logarithmic scale
ROW = (
    "kind", "x", "y", "x2", "y2", "column", "row", "value", "across", "upward", "said", "place",
    "order",
)  # fmt: skip


def is_story(drawn: Map) -> bool:
    """True if two sides are compared, by win rate; else one is shown, by its outcome."""
    return len(drawn.medians) > 1


def drawing(name: str, drawn: Map, now: Mapping[str, Value]) -> Drawing:
    """The chart. now: every lever as the visitor has it, for the dot."""
    outcome = drawn.outcome
    spec = specs.heat(
        x=ruler(drawn.x),
        y=ruler(drawn.y),
        colour=_colour(drawn),
        win_rate=is_story(drawn),
        share=is_share(outcome.unit),
        money=outcome.unit == "$",
        log=_is_log(drawn),
        barred=bool(drawn.problems),
    )
    said = " ".join(sentences(drawn)) or headline(drawn)  # before two cells are known
    return Drawing(name, headline(drawn), spec, columns(drawn, now), said)


def headline(drawn: Map) -> str:
    """The title: what the colours show."""
    if not is_story(drawn):
        return f"{drawn.outcome.label} by two levers"
    one, other = map(quoted, titles(drawn))
    return f"Runs of 100 in which {better(drawn.outcome.name, one, other, drawn.factor)}"


def titles(drawn: Map) -> tuple[str, str]:
    """The titles of the sides A and B."""
    return drawn.scenario.side("A").title, drawn.scenario.side("B").title


def wins(drawn: Map) -> tuple[str, str]:
    """The statement that A wins, and that B wins; with a factor, what becomes of the claim."""
    if drawn.factor != 1:
        return "the claim is true", "the claim is not true"
    one, other = (f"{quoted(title)} wins" for title in titles(drawn))
    return one, other


def ruler(axis: Axis) -> Ruler:
    """An axis from the outer edge of its first cell to that of its last."""
    lever, ends, values = axis.change.lever, edges(axis), [float(each) for each in axis.values]
    every = -(-len(values) // FEW)
    alone = f", on side {axis.change.sides[0]} alone" if axis.change.alone else ""
    return Ruler(
        title=label(lever, whose(lever.path)) + alone,
        low=ends[0],
        high=ends[-1],
        ticks=tuple(values[::every]),
        log=axis.scale == "log",
        share=is_share(lever.unit),
        money=lever.unit.startswith("$"),
    )


def edges(axis: Axis) -> list[float]:
    """The edges of an axis' cells: halfway between its values, on its own scale."""
    places = axis.places()
    middle = (places[:-1] + places[1:]) / 2
    first, last = 2 * places[0] - middle[0], 2 * places[-1] - middle[-1]
    return [axis.value(each) for each in (first, *middle, last)]


def columns(drawn: Map, now: Mapping[str, Value]) -> Columns:
    """A row for each cell (known, open or illegal), each point of the line, and each mark.

    x, y: the value of a point, or a cell's lower edge, x2, y2 its upper one. column, row: of cells.
    value: a win rate of 100 runs, or the outcome's median. across, upward, said: for the tooltip.
    place, order: which line, and how far along it.
    """
    rows: list[dict[str, object]] = []
    illegal = {(column, row) for column, row, _ in drawn.problems}
    xs, ys = edges(drawn.x), edges(drawn.y)
    for row, up in enumerate(drawn.y.values):
        for column, across in enumerate(drawn.x.values):
            value = figure(drawn, column, row)
            kind = "illegal" if (column, row) in illegal else "open" if value is None else "cell"
            rows.append(
                {
                    **_values(drawn, across, up),
                    "kind": kind,
                    "x": xs[column],
                    "x2": xs[column + 1],
                    "y": ys[row],
                    "y2": ys[row + 1],
                    "column": column,
                    "row": row,
                    "value": value,
                    "said": found(drawn, column, row),
                }
            )
    for place, line in enumerate(drawn.line):
        rows += [
            {"kind": "line", "x": x, "y": y, "place": place, "order": order}
            for order, (x, y) in enumerate(line)
        ]
    rows += _marks(drawn, now)
    return {name: [row.get(name) for row in rows] for name in ROW}


def figure(drawn: Map, column: int, row: int) -> float | None:
    """The value a cell is coloured by; None while it is unknown, or if it has no meaning."""
    grid = drawn.win_rate if is_story(drawn) else drawn.medians[next(iter(drawn.medians))]
    value = float(grid[row, column])
    return None if np.isnan(value) else value


def problem(drawn: Map, column: int, row: int) -> UserError | None:
    """The reason why a cell's values are not legal together; None if they are."""
    whys = (why for x, y, why in drawn.problems if (x, y) == (column, row))
    return next(whys, None)


def found(drawn: Map, column: int, row: int) -> str:
    """The result of a cell in words."""
    if why := problem(drawn, column, row):
        return f"these values do not go together. {in_labels(why)}"
    value = figure(drawn, column, row)
    if value is None:
        return "not known yet" if drawn.done < drawn.total else "no value"
    if not is_story(drawn):
        part = drawn.win_rate[row, column]
        more = f"; better than today in {part:.0f} of 100 runs" if part >= 0 else ""
        return quantity(value, drawn.outcome.unit) + more
    low, high = drawn.low95[row, column], drawn.high95[row, column]
    return f"{wins(drawn)[0]} in {value:.0f} of 100 runs (95% confident: {low:.0f} to {high:.0f})"


def sentences(drawn: Map) -> list[str]:
    """The result in words: which side wins where, and the break-even; or the range of outcomes."""
    return [*_story(drawn), *_break_even(drawn)] if is_story(drawn) else _outcome(drawn)


def crossings(drawn: Map) -> list[float]:
    """Values of x at which the win rate is 50 % with y as it is today, lowest first."""
    x, y = drawn.x, drawn.y
    height = float(drawn.today[1])
    if y.scale == "log" and height <= 0:
        return []
    level = float(y.places([height])[0])
    at = []
    for line in drawn.line:
        points = zip(x.places([p[0] for p in line]), y.places([p[1] for p in line]), strict=True)
        for (x0, y0), (x1, y1) in pairwise(points):
            if min(y0, y1) <= level < max(y0, y1):
                at.append(x.value(float(x0 + (level - y0) / (y1 - y0) * (x1 - x0))))
    return sorted(at)


def _colour(drawn: Map) -> str:
    if not is_story(drawn):
        return f"{headed(drawn.outcome)}, median"
    return f"Runs of 100 in which {wins(drawn)[0]}"


def _is_log(drawn: Map) -> bool:
    known = drawn.medians[next(iter(drawn.medians))]
    some = known[~np.isnan(known)]
    if is_story(drawn) or len(some) == 0:
        return False
    return bool(some.min() > 0 and some.max() / some.min() >= DECADES)


def _values(drawn: Map, across: Value, up: Value) -> dict[str, object]:
    return {
        "across": stated(drawn.x.change.lever, across),
        "upward": stated(drawn.y.change.lever, up),
    }


def _story(drawn: Map) -> list[str]:
    known = ~np.isnan(drawn.win_rate)
    if known.sum() < 2:
        return []
    one, other = wins(drawn)
    won, lost = int((drawn.low95[known] > 50).sum()), int((drawn.high95[known] < 50).sum())
    total, so_far = int(known.sum()), "" if drawn.done == drawn.total else " so far"
    for statement, number in ((one, won), (other, lost)):
        if number == total:
            return [f"In all {total} cells{so_far}, {statement}."]
    close = total - won - lost
    said = f"In {won} of {total} cells{so_far}, {one}; in {lost}, {other}"
    if close:
        said += f"; {close} {'is' if close == 1 else 'are'} too close to call"
    return [f"{said}."]


def _outcome(drawn: Map) -> list[str]:
    grid = drawn.medians[next(iter(drawn.medians))]
    if np.isnan(grid).all():
        return []
    least, most = np.nanargmin(grid), np.nanargmax(grid)
    unit, typical = drawn.outcome.unit, f"The typical {drawn.outcome.label.lower()} (median)"
    low, high = (quantity(float(grid.flat[place]), unit) for place in (least, most))
    if grid.flat[least] == grid.flat[most]:
        return [f"{typical} is {high} everywhere."]
    return [
        f"{typical} goes from {low} (with {_at(drawn, int(least))}) to {high} "
        f"(with {_at(drawn, int(most))})."
    ]


def _break_even(drawn: Map) -> list[str]:
    if drawn.done < drawn.total:
        return []
    if not drawn.line:
        return ["There is no break-even on this map: nowhere does the win rate pass 50%."]
    at = crossings(drawn)
    if not at:
        return []
    lever, other = drawn.x.change.lever, drawn.y.change.lever
    whole = lever.type == "integer"
    values = " and ".join(stated(lever, round(each) if whole else each) for each in at[:3])
    here = stated(other, drawn.today[1])
    return [
        f"With {named(other)} at {here}, as in the story, {named(lever)} breaks even at {values}."
    ]


def _at(drawn: Map, flat: int) -> str:
    row, column = divmod(flat, len(drawn.x.values))
    x, y = drawn.x, drawn.y
    return (
        f"{named(x.change.lever)} at {stated(x.change.lever, x.values[column])} and "
        f"{named(y.change.lever)} at {stated(y.change.lever, y.values[row])}"
    )


def _marks(drawn: Map, now: Mapping[str, Value]) -> list[dict[str, object]]:
    """The values the map was drawn from, and those of now, if they are on it."""
    at_now = tuple(now[axis.change.lever.path] for axis in (drawn.x, drawn.y))
    today = "The story as it is told" if is_story(drawn) else "Today"
    marks: list[dict[str, object]] = []
    for kind, name, (across, up) in (
        ("base", today, drawn.today),
        ("now", "Your levers now", at_now),
    ):
        if _inside(drawn.x, across) and _inside(drawn.y, up):
            mark = {"kind": kind, "x": float(across), "y": float(up), "said": name}
            marks.append({**mark, **_values(drawn, across, up)})
    return marks


def _inside(axis: Axis, value: Value) -> bool:
    ends = edges(axis)
    return ends[0] <= float(value) <= ends[-1]
