"""The data of charts and tables, as columns made from results."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from simulation.apportionment import largest_remainders
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
from ui.charts import dots as dot_layout
from ui.text import KINDS, quantity, range90, span

Columns = dict[str, list[Any]]


def time(ensemble: Ensemble) -> Columns:
    """The reach so far by day: median, mean, and the ends of the two bands."""
    bands = over_time(ensemble, "reach")
    found: Columns = {"day": (bands.hours / 24).tolist()}
    for name in ("median", "mean", "low50", "high50", "low90", "high90"):
        found[name] = getattr(bands, name).tolist()
    return found


def overlaid(named: Sequence[tuple[str, Ensemble]]) -> Columns:
    """The reach of several scenarios over time, one after the other; `line` is the name."""
    found: Columns = {"line": []}
    for name, ensemble in named:
        drawn = time(ensemble)
        found["line"] += [name] * len(drawn["day"])
        for column, cells in drawn.items():
            found.setdefault(column, []).extend(cells)
    return found


def dots(win_rate: WinRate, one: str, other: str, open_runs: int = 0) -> Columns:
    """A hundred runs in ten rows: the place of each dot, its kind, and the name of the winner.

    open_runs: how many have not been run yet; places are left for them.
    """
    winners = {"win": one, "tie": "tie", "loss": other}
    counts = (win_rate.wins, win_rate.ties, win_rate.losses, open_runs)
    drawn = dot_layout.dots(largest_remainders(100, counts)[:3])
    return {
        "x": [dot.column for dot in drawn],
        "y": [dot.row for dot in drawn],
        "kind": [dot.kind for dot in drawn],
        "winner": [winners[dot.kind] for dot in drawn],
    }


def spread(ensemble: Ensemble, name: str, bins: int = 30) -> Columns:
    """The number of runs in which an outcome was between low and high; runs without it left out.

    Small whole numbers get a bar each. `median` and `mean` are in every row.
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
    """People at each stage from our followers to buyers."""
    return _ranges([(stage.label, stage.people) for stage in waterfall(ensemble)])


def hops(ensemble: Ensemble, most: int = 8) -> Columns:
    """People first reached at each hop, up to the last that any of nine runs in ten has."""
    found = [(hop, each) for hop, each in by_hop(ensemble) if hop == 1 or each.high90]
    names = {1: "Hop 1: by us", 2: "Hop 2: by followers"}
    return _ranges([(names.get(hop, f"Hop {hop}"), each) for hop, each in found[:most]])


def kinds(ensemble: Ensemble) -> Columns:
    """People reached, by kind of follower."""
    return _ranges([(KINDS.get(name, name), each) for name, each in by_group(ensemble)])


def outcomes(ensemble: Ensemble) -> Columns:
    """Every outcome in words, for the table of the page."""
    found: Columns = {
        name: [] for name in ("Outcome", "Median", "Mean", "50% of runs", "90% of runs", "Unit")
    }
    for name, outcome in OUTCOMES.items():
        each, unit = summary(values(ensemble, name)), outcome.unit
        ranges = (span(each.low50, each.high50, unit), range90(each, unit))
        row = (outcome.label, quantity(each.median, unit), quantity(each.mean, unit), *ranges, unit)
        for column, cell in zip(found.values(), row, strict=True):
            column.append(cell)
    return found


def outcome_rows(ensemble: Ensemble) -> list[list[Any]]:
    """Every outcome in full figures, a header first; None where there is no figure."""
    numbers = ("median", "mean", "low50", "high50", "low90", "high90", "worlds")
    rows: list[list[Any]] = [["outcome", "label", "unit", *numbers]]
    for name, outcome in OUTCOMES.items():
        each = summary(values(ensemble, name))
        rows.append([name, outcome.label, outcome.unit, *(getattr(each, key) for key in numbers)])
    return rows


def _ranges(rows: Sequence[tuple[str, Summary]]) -> Columns:
    """A bar in each row: its name and figures in words, place, median, ends of the range."""
    return {
        "name": [f"{name}|{_said(each)}" for name, each in rows],
        "place": list(range(len(rows))),
        "median": [each.median or 0.0 for _, each in rows],
        "low": [each.low90 or 0.0 for _, each in rows],
        "high": [each.high90 or 0.0 for _, each in rows],
    }


def _said(each: Summary) -> str:
    """The median and range in whole people."""
    median, low, high = (round(end or 0) for end in (each.median, each.low90, each.high90))
    middle, ends = quantity(median, "people"), span(low, high, "people")
    return middle if middle == ends else f"{middle} ({ends})"
