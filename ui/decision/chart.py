"""Options with both kinds of uncertainty: the median, on a thick line within a thin one."""

from functools import lru_cache
from textwrap import wrap

import altair as alt

from simulation.case.money import DOLLARS, Currency
from simulation.decision import Recommendation
from simulation.decision.recommendation import Row
from simulation.outcomes import Summary
from simulation.report.phrases import quoted
from ui.charts import axes
from ui.charts.chart import Drawing
from ui.charts.data import Columns
from ui.charts.specs import GREY, Spec, spec_of
from ui.decision.money import figure, span
from ui.text import is_share

INNER = "Random draws alone (9 of 10 runs)"
OUTER = "With what we do not know (9 of 10 runs)"
LINE = 44  # letters of a title on one line, so that a phone has room for it


def drawing(name: str, found: Recommendation, money: Currency = DOLLARS) -> Drawing:
    """The chart of the goal, an option in each row. name: of its files, and unique on its page."""
    outcome = found.goal.outcome
    unit = "" if outcome.unit == "$" else f" ({outcome.unit})"
    title = f"{outcome.label}{'' if is_share(outcome.unit) else unit}"
    if outcome.unit == "$" and money != DOLLARS:
        title += f" ({money.symbol})"
    dollars = outcome.unit == "$" and money == DOLLARS
    rows = [row for row in found.rows if row.figure.inner.worlds]
    spec = bands(title, len(rows), is_share(outcome.unit), dollars, bool(found.sample.settings))
    said = " ".join(in_words(row, outcome.unit, money) for row in rows)
    return Drawing(
        name, f"{outcome.label} by option", spec, columns(rows, outcome.unit, money), said
    )


def in_words(row: Row, unit: str, money: Currency) -> str:
    """A row for anyone who cannot see it: the typical run, then both ranges."""
    inner, outer = row.figure.inner, row.figure.outer
    return (
        f"{quoted(row.option.title)}: typically {figure(inner.median, unit, money)}; 9 of 10 runs "
        f"by random draws alone {_range(inner, unit, money)}, with what we do not know "
        f"{_range(outer, unit, money)}."
    )


def columns(rows: list[Row], unit: str, money: Currency) -> Columns:
    """Two lines an option, the outer range first. low, high, median: numbers; the rest words."""
    drawn: Columns = {
        name: [] for name in ("name", "place", "kind", "low", "high", "median", "typical", "range")
    }
    for place, row in enumerate(rows):
        for kind, each in ((OUTER, row.figure.outer), (INNER, row.figure.inner)):
            drawn["name"].append("|".join(wrap(row.option.title, LINE)))
            drawn["place"].append(place)
            drawn["kind"].append(kind)
            drawn["low"].append(each.low90)
            drawn["high"].append(each.high90)
            drawn["median"].append(row.figure.inner.median)
            drawn["typical"].append(figure(row.figure.inner.median, unit, money))
            drawn["range"].append(_range(each, unit, money))
    return drawn


@lru_cache(maxsize=32)
def bands(title: str, rows: int, share: bool, dollars: bool, outer: bool) -> Spec:
    """The spec. outer: whether anything is unknown, so that there is an outer range to draw."""
    kinds = [INNER, OUTER] if outer else [INNER]
    above = alt.Axis(
        labelExpr="split(datum.label, '|')",
        labelAlign="left",
        labelPadding=0,
        labelOffset=-10,
        labelLimit=0,
        ticks=False,
        domain=False,
    )
    legend = alt.Legend(
        title=None,
        orient="top",
        labelLimit=0,
        columns=1,
        symbolType="stroke",
        symbolOpacity=1,
        symbolSize=300,
    )
    order = alt.EncodingSortField("place", op="min")
    base = alt.Chart().encode(y=alt.Y("name:N", sort=order, title=None, axis=above))
    axis = alt.Axis(labelExpr=axes.figures(share, dollars), tickCount=5)
    tips = [
        alt.Tooltip("name:N", title="Option"),
        alt.Tooltip("typical:N", title="Median"),
        alt.Tooltip("kind:N", title="Range"),
        alt.Tooltip("range:N", title="From and to"),
    ]
    lines = (
        base.transform_filter(alt.FieldOneOfPredicate("kind", kinds))
        .mark_rule(yOffset=9, opacity=1)
        .encode(
            x=alt.X("low:Q", title=title, axis=axis),
            x2="high:Q",
            tooltip=tips,
            color=alt.Color("kind:N", legend=legend, scale=alt.Scale(domain=kinds)),
            strokeWidth=alt.StrokeWidth(
                "kind:N", legend=legend, scale=alt.Scale(domain=kinds, range=[10, 3][: len(kinds)])
            ),
        )
    )
    middle = base.mark_tick(color=GREY, thickness=3, size=24, yOffset=9).encode(
        x="median:Q", tooltip=tips[:2]
    )
    return spec_of(alt.layer(lines, middle), height=64 * rows + 110)


def _range(each: Summary, unit: str, money: Currency) -> str:
    return span(each.low90, each.high90, unit, money)
