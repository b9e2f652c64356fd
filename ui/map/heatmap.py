"""A map as it is drawn: its cells, its line, where the levers stand, and what it says in words."""

from collections.abc import Mapping
from itertools import pairwise

import numpy as np

from simulation.experiment.sensitivity.axis import Axis
from simulation.experiment.sensitivity.win_rate_map import Map
from simulation.parameters import Value
from simulation.report.phrases import better
from simulation.report.quantities import named
from ui.charts import specs as charts
from ui.charts.chart import Drawing
from ui.charts.data import Columns
from ui.charts.specs import Ruler
from ui.text import headed, in_labels, is_share, label, quantity, stated, whose

FEW = 9  # values of an axis that are all named
DECADES = 30.0  # from here on an outcome is coloured by its logarithm
ROW = (
    "kind",
    "x",
    "y",
    "x2",
    "y2",
    "column",
    "row",
    "value",
    "across",
    "upward",
    "said",
    "place",
    "order",
)


def is_story(drawn: Map) -> bool:
    """Whether two sides are compared, by their odds; else one is looked at, by its outcome."""
    return len(drawn.medians) > 1


def drawing(name: str, drawn: Map, now: Mapping[str, Value]) -> Drawing:
    """The map. now: every lever as the visitor has it, for the dot."""
    outcome, x, y = drawn.outcome, ruler(drawn.x), ruler(drawn.y)
    win_rate = is_story(drawn)
    colour = f"Worlds of 100: {leads(drawn)[0]}" if win_rate else f"{headed(outcome)}, median"
    known = drawn.medians[next(iter(drawn.medians))]
    some = known[~np.isnan(known)]
    log = bool(not win_rate and len(some) and some.min() > 0 and some.max() / some.min() >= DECADES)
    spec = charts.heat(
        x,
        y,
        colour,
        win_rate,
        is_share(outcome.unit),
        outcome.unit == "$",
        log,
        bool(drawn.problems),
    )
    said = " ".join(sentences(drawn)) or headline(drawn)  # before two settings are known
    return Drawing(name, headline(drawn), spec, columns(drawn, now), said)


def headline(drawn: Map) -> str:
    """What the colours tell."""
    if not is_story(drawn):
        return f"{drawn.outcome.label} over two levers"
    one, other = (f"“{title}”" for title in titles(drawn))
    return f"In how many of 100 worlds {better(drawn.outcome.name, one, other, drawn.factor)}"


def titles(drawn: Map) -> tuple[str, str]:
    """What the sides A and B are called."""
    return drawn.scenario.side("A").title, drawn.scenario.side("B").title


def leads(drawn: Map) -> tuple[str, str]:
    """What is said of a world that A wins, and of one that B wins: with a factor, of the claim."""
    if drawn.factor != 1:
        return "the claim holds", "the claim fails"
    one, other = (f"“{title}” is ahead" for title in titles(drawn))
    return one, other


def ruler(axis: Axis) -> Ruler:
    """An axis from the outer edge of its first cell to that of its last."""
    lever, ends, values = axis.change.lever, edges(axis), [float(each) for each in axis.values]
    every = -(-len(values) // FEW)
    alone = f", on side {axis.change.sides[0]} alone" if axis.change.alone else ""
    return Ruler(
        label(lever, whose(lever.path)) + alone,
        ends[0],
        ends[-1],
        tuple(values[::every]),
        axis.scale == "log",
        is_share(lever.unit),
        lever.unit.startswith("$"),
    )


def edges(axis: Axis) -> list[float]:
    """Where the cells of an axis begin and end: halfway between values, by the axis' own scale."""
    places = axis.places()
    middle = (places[:-1] + places[1:]) / 2
    first, last = 2 * places[0] - middle[0], 2 * places[-1] - middle[-1]
    return [axis.value(each) for each in (first, *middle, last)]


def columns(drawn: Map, now: Mapping[str, Value]) -> Columns:
    """A row a cell (known, open or illegal), a point of the line, and a dot.

    x, y: the value of a point, or a cell's lower edge, x2, y2 its upper one. column, row: of cells.
    value: odds in 100 worlds, or the outcome's median. across, upward, said: for the tooltip.
    place, order: which line, and how far along it.
    """
    rows: list[dict[str, object]] = []
    illegal = {(column, row) for column, row, _ in drawn.problems}
    xs, ys = edges(drawn.x), edges(drawn.y)
    for row, up in enumerate(drawn.y.values):
        for column, across in enumerate(drawn.x.values):
            here = {
                "across": stated(drawn.x.change.lever, across),
                "upward": stated(drawn.y.change.lever, up),
            }
            value = figure(drawn, column, row)
            kind = "illegal" if (column, row) in illegal else "open" if value is None else "cell"
            rows.append(
                {
                    **here,
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
    """What a cell is coloured by; None where nothing is known yet, or has no meaning."""
    grid = drawn.win_rate if is_story(drawn) else drawn.medians[next(iter(drawn.medians))]
    value = float(grid[row, column])
    return None if np.isnan(value) else value


def problem(drawn: Map, column: int, row: int) -> str:
    """Why a cell's values are not legal together; nothing where they are."""
    whys = (why for x, y, why in drawn.problems if (x, y) == (column, row))
    return next(whys, "")


def found(drawn: Map, column: int, row: int) -> str:
    """What came of a cell, in words."""
    if why := problem(drawn, column, row):
        return f"not legal together. {in_labels(why)}"
    value = figure(drawn, column, row)
    if value is None:
        return "not known yet" if drawn.done < drawn.total else "no figure"
    if not is_story(drawn):
        part = drawn.win_rate[row, column]
        more = f"; better than where the levers stood in {part:.0f} of 100 worlds"
        return quantity(value, drawn.outcome.unit) + (more if part >= 0 else "")
    low, high = drawn.low95[row, column], drawn.high95[row, column]
    ahead = f"{leads(drawn)[0]} in {value:.0f} of 100 worlds"
    return f"{ahead} (95% sure: {low:.0f} to {high:.0f})"


def sentences(drawn: Map) -> list[str]:
    """What is seen, computed: who is ahead where, and where it turns."""
    return [*_story(drawn), *_turning(drawn)] if is_story(drawn) else _outcome(drawn)


def crossings(drawn: Map) -> list[float]:
    """Values of x at which the odds are 50 with y as it stands, lowest first."""
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


def _story(drawn: Map) -> list[str]:
    known = ~np.isnan(drawn.win_rate)
    if known.sum() < 2:
        return []
    one, other = leads(drawn)
    ahead, behind = int((drawn.low95[known] > 50).sum()), int((drawn.high95[known] < 50).sum())
    total, so_far = int(known.sum()), "" if drawn.done == drawn.total else " so far"
    for name, number in ((one, ahead), (other, behind)):
        if number == total:
            return [f"In all {total} settings{so_far} {name}."]
    return [
        f"Of {total} settings{so_far} {one} in {ahead} and {other} in {behind}; "
        f"{total - ahead - behind} could go either way."
    ]


def _outcome(drawn: Map) -> list[str]:
    grid = drawn.medians[next(iter(drawn.medians))]
    if np.isnan(grid).all():
        return []
    least, most = np.nanargmin(grid), np.nanargmax(grid)
    unit = drawn.outcome.unit
    ends = [
        f"{quantity(float(grid.flat[place]), unit)} (with {_at(drawn, int(place))})"
        for place in (least, most)
    ]
    if grid.flat[least] == grid.flat[most]:
        return [f"{drawn.outcome.label} is {quantity(float(grid.flat[most]), unit)} everywhere."]
    return [f"{drawn.outcome.label}, the median, goes from {ends[0]} to {ends[1]}."]


def _turning(drawn: Map) -> list[str]:
    if drawn.done < drawn.total:
        return []
    if not drawn.line:
        return ["No 50% line runs through this map."]
    at = crossings(drawn)
    if not at:
        return []
    lever, other = drawn.x.change.lever, drawn.y.change.lever
    whole = lever.type == "integer"
    turns = " and ".join(stated(lever, round(each) if whole else each) for each in at[:3])
    here = stated(other, drawn.today[1])
    return [
        f"With {named(other)} at {here}, as it is, the answer turns at {turns} of {named(lever)}."
    ]


def _at(drawn: Map, flat: int) -> str:
    row, column = divmod(flat, len(drawn.x.values))
    x, y = drawn.x, drawn.y
    return (
        f"{named(x.change.lever)} at {stated(x.change.lever, x.values[column])}, "
        f"{named(y.change.lever)} at {stated(y.change.lever, y.values[row])}"
    )


def _marks(drawn: Map, now: Mapping[str, Value]) -> list[dict[str, object]]:
    """The setting the map was drawn from, and where the levers stand, where these are on it."""
    stand = tuple(now[axis.change.lever.path] for axis in (drawn.x, drawn.y))
    base = "What the claim is about" if is_story(drawn) else "Where the levers stood"
    marks = []
    for kind, name, (across, up) in (
        ("base", base, drawn.today),
        ("now", "Your levers now", stand),
    ):
        if _inside(drawn.x, across) and _inside(drawn.y, up):
            marks.append(
                {
                    "kind": kind,
                    "x": float(across),
                    "y": float(up),
                    "said": name,
                    "across": stated(drawn.x.change.lever, across),
                    "upward": stated(drawn.y.change.lever, up),
                }
            )
    return marks


def _inside(axis: Axis, value: Value) -> bool:
    ends = edges(axis)
    return ends[0] <= float(value) <= ends[-1]
