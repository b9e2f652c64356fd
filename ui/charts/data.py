"""From results to the columns a chart or a table is drawn from."""

import csv
import io
from collections.abc import Sequence
from typing import Any

import numpy as np

from simulation.ensemble import Ensemble
from simulation.experiment.comparison.win_rate import WinRate
from simulation.experiment.comparison.win_rate import hundred as hundred
from simulation.outcomes import (
    OUTCOMES,
    Summary,
    by_group,
    by_hop,
    over_time,
    summary,
    values,
    waterfall,
)
from ui.text import KINDS, quantity, range90, span

Columns = dict[str, list[Any]]


def time(ensemble: Ensemble) -> Columns:
    """Reach up to each moment: day, median, mean, and the ends of the two bands."""
    bands = over_time(ensemble, "reach")
    found: Columns = {"day": (bands.hours / 24).tolist()}
    for name in ("median", "mean", "low50", "high50", "low90", "high90"):
        found[name] = getattr(bands, name).tolist()
    return found


def overlaid(named: Sequence[tuple[str, Ensemble]]) -> Columns:
    """The reach of several scenarios over time, one below the other; `line` is the name."""
    found: Columns = {"line": []}
    for name, ensemble in named:
        drawn = time(ensemble)
        found["line"] += [name] * len(drawn["day"])
        for column, cells in drawn.items():
            found.setdefault(column, []).extend(cells)
    return found


def dots(win_rate: WinRate, one: str, other: str) -> Columns:
    """A hundred worlds in ten rows: where a dot stands, what it is, and who is ahead."""
    kinds = [
        kind
        for kind, count in zip(("a", "even", "b"), hundred(win_rate), strict=True)
        for _ in range(count)
    ]
    names = {"a": one, "even": "nobody", "b": other}
    return {
        "x": [place % 10 for place in range(len(kinds))],
        "y": [place // 10 for place in range(len(kinds))],
        "kind": kinds,
        "ahead": [names[kind] for kind in kinds],
    }


def spread(ensemble: Ensemble, name: str, bins: int = 30) -> Columns:
    """In how many worlds an outcome fell between low and high; NaN left out.

    Small whole numbers get a bar each. `median` and `mean` stand in every row.
    """
    column = values(ensemble, name)
    known = column[~np.isnan(column)]
    if len(known) == 0:
        return {"low": [], "high": [], "worlds": [], "median": [], "mean": []}
    low, high = float(known.min()), float(known.max())
    if not (known % 1).any() and high - low < bins:
        edges = np.arange(low - 0.5, high + 1)
    elif low == high:
        edges = np.array([low - 0.5 * abs(low), low + 0.5 * abs(low)])
    else:
        edges = np.linspace(low, high, bins + 1)
    counts, _ = np.histogram(known, edges)
    return {
        "low": edges[:-1].tolist(),
        "high": edges[1:].tolist(),
        "worlds": counts.tolist(),
        "median": [float(np.median(known))] * len(counts),
        "mean": [float(np.mean(known))] * len(counts),
    }


def stages(ensemble: Ensemble) -> Columns:
    """How our list thins out to buyers."""
    return _ranges([(stage.label, stage.people) for stage in waterfall(ensemble)])


def hops(ensemble: Ensemble, most: int = 8) -> Columns:
    """People first reached at each hop, up to the last that matters to nine worlds in ten."""
    found = [(hop, each) for hop, each in by_hop(ensemble) if hop == 1 or each.high90]
    names = {1: "Hop 1: by us", 2: "Hop 2: by followers"}
    return _ranges([(names.get(hop, f"Hop {hop}"), each) for hop, each in found[:most]])


def kinds(ensemble: Ensemble) -> Columns:
    """People reached by the kind of follower they were."""
    return _ranges([(KINDS.get(name, name), each) for name, each in by_group(ensemble)])


def outcomes(ensemble: Ensemble) -> Columns:
    """Every outcome in words, for the table of the page."""
    found: Columns = {
        name: [] for name in ("Outcome", "Median", "Mean", "50% of worlds", "90% of worlds", "Unit")
    }
    for name, outcome in OUTCOMES.items():
        each, unit = summary(values(ensemble, name)), outcome.unit
        ranges = (span(each.low50, each.high50, unit), range90(each, unit))
        row = (outcome.label, quantity(each.median, unit), quantity(each.mean, unit), *ranges, unit)
        for column, cell in zip(found.values(), row, strict=True):
            column.append(cell)
    return found


def as_csv(ensemble: Ensemble) -> str:
    """Every outcome in full figures, for a spreadsheet; where there is no figure, nothing."""
    text = io.StringIO()
    numbers = ("median", "mean", "low50", "high50", "low90", "high90", "worlds")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["outcome", "label", "unit", *numbers])
    for name, outcome in OUTCOMES.items():
        each = summary(values(ensemble, name))
        writer.writerow(
            [name, outcome.label, outcome.unit, *(getattr(each, key) for key in numbers)]
        )
    return text.getvalue()


def _ranges(rows: Sequence[tuple[str, Summary]]) -> Columns:
    """One bar a row: its name and figures in words, place, median, and the ends of the range."""
    return {
        "name": [f"{name}|{_said(each)}" for name, each in rows],
        "place": list(range(len(rows))),
        "median": [each.median or 0.0 for _, each in rows],
        "low": [each.low90 or 0.0 for _, each in rows],
        "high": [each.high90 or 0.0 for _, each in rows],
    }


def _said(each: Summary) -> str:
    """People come whole, also between two worlds."""
    median, low, high = (round(end or 0) for end in (each.median, each.low90, each.high90))
    middle, ends = quantity(median, "people"), span(low, high, "people")
    return middle if middle == ends else f"{middle} ({ends})"
