"""The charts of a story: every side's range, and the win rate along a lever."""

import math
from collections.abc import Sequence

from simulation.experiment.sensitivity.break_even import BreakEven
from simulation.experiment.story_result import StoryResult
from simulation.report.break_even import sentence
from simulation.report.phrases import quoted
from ui.charts import specs
from ui.charts.axes import Ruler
from ui.charts.chart import Drawing
from ui.charts.data import Columns
from ui.present.native import Bars, Curve, number_format
from ui.stories.break_evens import lever_name
from ui.stories.figures import is_chance
from ui.text import central, headed, is_share, median_and_range, stated


def side_ranges(result: StoryResult) -> Drawing:
    """The judged outcome of every side: a bar to the median, a line over 90 % of the runs."""
    outcome, unit = result.claim.outcome, result.claim.outcome.unit
    found = [each.summaries[outcome.name] for each in result.sides]
    columns: Columns = {
        "name": [
            f"{each.side.title}|{median_and_range(summary, unit)}"
            for each, summary in zip(result.sides, found, strict=True)
        ],
        "place": list(range(len(found))),
        "median": [central(each, unit) or 0.0 for each in found],
        "low": [(each.mean if is_chance(result) else each.low90) or 0.0 for each in found],
        "high": [(each.mean if is_chance(result) else each.high90) or 0.0 for each in found],
    }
    spoken = "; ".join(columns["name"]).replace("|", ": ")
    spec = specs.ranges(headed(outcome), len(found), is_share(unit), unit == "$", compared=True)
    return Drawing(f"sides-{result.scenario.id}", outcome.label, spec, columns, f"{spoken}.")


def native_ranges(result: StoryResult) -> Bars:
    """The same as a chart of PowerPoint."""
    outcome, drawn = result.claim.outcome, side_ranges(result).columns
    figures = zip(drawn["median"], drawn["low"], drawn["high"], strict=True)
    return Bars(
        tuple(each.side.title for each in result.sides),
        (("Share of runs" if is_chance(result) else "Median; line: 9 of 10 runs", tuple(figures)),),
        headed(outcome),
        number_format(outcome.unit, is_share(outcome.unit)),
    )


def native_curve(result: StoryResult, found: BreakEven) -> Curve:
    """The curve as a chart of PowerPoint, its interval as two thin lines."""
    drawn, unit = win_rate_curve(result, found).columns, found.change.lever.unit
    named = (("Runs of 100", "win_rate"), ("95% confident: from", "low"), ("to", "high"))
    return Curve(
        tuple(drawn["value"]),
        tuple((name, tuple(drawn[column])) for name, column in named),
        lever_name(found),
        "Runs of 100",
        number_format("$" if unit.startswith("$") else unit, is_share(unit)),
        log=found.scale == "log",
        top=100.0,
    )


def win_rate_curve(result: StoryResult, found: BreakEven) -> Drawing:
    """The win rate of A over the values of a lever that were run."""
    lever = found.change.lever
    known = [
        (each.value, each.win_rate)
        for each in found.points
        if each.win_rate and each.win_rate.percent is not None
    ]
    columns: Columns = {
        "value": [float(value) for value, _ in known],
        "said": [stated(lever, value) for value, _ in known],
        "win_rate": [rate.percent for _, rate in known],
        "low": [rate.low95 for _, rate in known],
        "high": [rate.high95 for _, rate in known],
        "today": [float(found.change.today)] * len(known),
    }
    name = lever_name(found)
    title = quoted(result.sides[0].side.title)
    wins = f"{title} wins" if found.claim.factor == 1 else "the claim holds"
    spec = specs.win_rate_curve(_ruler(found, name, columns["value"]), "Runs of 100")
    place = str(found.change).replace(":", "-").replace(".", "-")
    title = f"Runs in which {wins}, by {name}"
    return Drawing(f"break-even-{place}", title, spec, columns, sentence(found))


def _ruler(found: BreakEven, name: str, values: Sequence[float]) -> Ruler:
    """The axis of a curve; where it spans decades, with a tick a decade."""
    lever, log = found.change.lever, found.scale == "log"
    low, high = min(values), max(values)
    ticks: tuple[float, ...] = ()
    if log:
        least = min(each for each in values if each > 0)
        powers = range(math.floor(math.log10(least)), math.floor(math.log10(high)) + 1)
        ticks = tuple(each for each in (0.0, *(10.0**power for power in powers)) if each >= low)
    return Ruler(name, low, high, ticks, log, is_share(lever.unit), lever.unit.startswith("$"))
