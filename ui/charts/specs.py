"""The Vega-Lite specs of the charts, each built once; ui/charts/data.py makes what they draw.

Colours come from the theme, so that they suit light and dark and the colour-blind; a second kind of
line is also told by its dashes.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

import altair as alt

from ui.charts import axes
from ui.charts.axes import Ruler

Spec = dict[str, Any]

MEDIAN, MEAN = "Median; bands: 50% and 90% of the runs", "Mean"
GREY = "#7d8691"  # seen on white as on black
SQUARE = 270  # pixels of a side of the dots, which stand as far apart across as down
BARRED, CROSS = "Crossed out: these values do not go together", "M-1,-1L1,1M-1,1L1,-1"
INK = "#14181c"  # on the colours of a map
DIVERGING = ("#c2410c", "#f3f1ee", "#0b6e99")  # B wins, tie, A wins: as the two lines are
ENDS = ("At its low end", "At its high end")
DASHES = ([1, 0], [8, 4], [2, 3], [10, 3, 2, 3])  # a line is told by them as by its colour


@cache
def reach_over_time(log: bool = False) -> Spec:
    """Bands, median and mean of the reach so far. Columns: see data.time.

    A logarithmic scale starts at one person, as it has no zero.
    """
    base = alt.Chart().encode(
        x=axes.days(),
        color=alt.Color("line:N", scale=alt.Scale(domain=[MEDIAN, MEAN]), legend=_line_legend()),
    )
    middle = base.transform_calculate(line=repr(MEDIAN))
    ticks = {"values": [10**power for power in range(9)]} if log else {"tickCount": 5}
    people = alt.Axis(labelExpr=axes.figures(), **ticks)
    tips = [
        alt.Tooltip("day:Q", title="Day", format=".1f"),
        alt.Tooltip("median:Q", title="Median", format=",.0f"),
        alt.Tooltip("mean:Q", title="Mean", format=",.0f"),
        alt.Tooltip("low90:Q", title="9 of 10 runs: from", format=",.0f"),
        alt.Tooltip("high90:Q", title="to", format=",.0f"),
    ]
    scale = alt.Scale(type="log", domainMin=1, clamp=True) if log else alt.Scale()
    low = alt.Y("low90:Q", title="People reached", axis=people, scale=scale)
    return spec_of(
        alt.layer(
            middle.mark_area(opacity=0.16).encode(y=low, y2="high90:Q"),
            middle.mark_area(opacity=0.28).encode(y="low50:Q", y2="high50:Q"),
            middle.mark_line(strokeWidth=2.5).encode(y="median:Q"),
            base.transform_calculate(line=repr(MEAN))
            .mark_line(strokeWidth=2, strokeDash=[6, 4])
            .encode(y="mean:Q"),
            middle.mark_rule(opacity=0, strokeWidth=8).encode(tooltip=tips),
        ),
        height=320,
    )


@cache
def spread(title: str, percent: bool, money: bool) -> Spec:
    """A histogram of an outcome over the runs. Columns: see data.spread."""
    axis = alt.Axis(labelExpr=axes.figures(percent, money), grid=False, tickCount=6)
    base = alt.Chart().encode(
        color=alt.Color("line:N", scale=alt.Scale(domain=[MEDIAN, MEAN]), legend=None)
    )
    bars = (
        base.transform_calculate(
            line=repr(MEDIAN),
            start=axes.figures(percent, money, value="datum.low"),
            end=axes.figures(percent, money, value="datum.high"),
        )
        .mark_bar(binSpacing=1, opacity=0.45)
        .encode(
            x=alt.X("low:Q", title=title, axis=axis, scale=axes.scale(log=False)),
            x2="high:Q",
            y2=alt.datum(0),
            y=alt.Y("worlds:Q", title="Simulated runs", axis=alt.Axis(tickMinStep=1, tickCount=5)),
            tooltip=[
                alt.Tooltip("start:N", title="From"),
                alt.Tooltip("end:N", title="to"),
                alt.Tooltip("worlds:Q", title="Simulated runs"),
            ],
        )
    )
    median = base.transform_calculate(line=repr(MEDIAN)).mark_rule(strokeWidth=2.5)
    mean = base.transform_calculate(line=repr(MEAN)).mark_rule(strokeWidth=2, strokeDash=[6, 4])
    lines = (median.encode(x="max(median):Q"), mean.encode(x="max(mean):Q"))
    return spec_of(alt.layer(bars, *lines), height=260)


@cache
def ranges(
    title: str, rows: int, share: bool = False, money: bool = False, compared: bool = False
) -> Spec:
    """A bar to the median, a line over the range, named in words. Columns: see data.stages.

    compared: each bar has a colour of its own, in the order of `dots` and `overlaid`.
    """
    named = alt.Axis(
        labelExpr="split(datum.label, '|')", labelLimit=0, labelOffset=-6, ticks=False, domain=False
    )
    axis = alt.Axis(labelExpr=axes.figures(share, money), tickCount=5)
    order = alt.EncodingSortField("place", op="min")
    base = alt.Chart().encode(y=alt.Y("name:N", sort=order, title=None, axis=named))
    bars = (
        base.transform_calculate(line=repr(MEDIAN))
        .mark_bar(opacity=0.45, height={"band": 0.6})
        .encode(
            x=alt.X("median:Q", title=title, axis=axis),
            color=alt.Color("place:N" if compared else "line:N", legend=None),
        )
    )
    line = base.mark_rule(strokeWidth=3, color=GREY).encode(x="low:Q", x2="high:Q")
    return spec_of(alt.layer(bars, line), height=44 * rows + 50)


@cache
def overlaid(names: tuple[str, ...]) -> Spec:
    """The reach of several scenarios: medians and bands of 90 %. Columns: see data.overlaid."""
    base = alt.Chart().encode(
        x=axes.days(),
        color=alt.Color("line:N", scale=alt.Scale(domain=names), legend=_line_legend()),
    )
    people = alt.Axis(labelExpr=axes.figures(), tickCount=5)
    low = alt.Y("low90:Q", title="People reached", axis=people)
    dashes = alt.Scale(domain=names, range=DASHES[: len(names)])
    tips = [
        alt.Tooltip("line:N", title="Scenario"),
        alt.Tooltip("day:Q", title="Day", format=".1f"),
        alt.Tooltip("median:Q", title="Median", format=",.0f"),
        alt.Tooltip("low90:Q", title="9 of 10 runs: from", format=",.0f"),
        alt.Tooltip("high90:Q", title="to", format=",.0f"),
    ]
    return spec_of(
        alt.layer(
            base.mark_area(opacity=0.13).encode(y=low, y2="high90:Q"),
            base.mark_line(strokeWidth=2.5).encode(
                y="median:Q", strokeDash=alt.StrokeDash("line:N", scale=dashes, legend=None)
            ),
            base.mark_point(opacity=0, size=80).encode(y="median:Q", tooltip=tips),
        ),
        height=340,
    )


@cache
def dots(one: str, other: str, names: tuple[str, ...] = ()) -> Spec:
    """A win rate as a hundred dots, ties in grey. Columns: see data.dots.

    names: of all that are compared, with these two; each has the colour it has in `overlaid`.
    """
    legend = alt.Legend(
        title=None,
        orient="bottom",
        labelLimit=0,
        columns=1,
        symbolSize=120,
        symbolOpacity=1,
        values=[one, other],
    )
    scale = alt.Scale(domain=names or (one, other))
    winner = alt.Color("winner:N", scale=scale, legend=legend)
    marks = (
        alt.Chart()
        .mark_circle(size=170, opacity=1)
        .encode(
            x=alt.X("x:Q", axis=None, scale=alt.Scale(domain=[-0.7, 9.7])),
            y=alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[9.7, -0.7])),
            color=alt.condition(alt.datum.kind == "tie", alt.value(GREY), winner),
            tooltip=[alt.Tooltip("winner:N", title="Winner")],
        )
    )
    whole = alt.layer(marks).properties(width=SQUARE, autosize="pad")
    return spec_of(whole, height=SQUARE)


@cache
def actual_and_simulated(rows: int) -> Spec:
    """The ranges of actual and simulated posts. Columns: see ui/account/report.py."""
    scale = alt.Scale(type="symlog", constant=1, nice=False)
    legend = alt.Legend(title=None, orient="top", labelLimit=0)
    base = alt.Chart().encode(
        y=alt.Y("name:N", sort=alt.EncodingSortField("place", op="min"), title=None),
        yOffset=alt.YOffset("kind:N"),
        color=alt.Color("kind:N", scale=alt.Scale(domain=["Actual", "Simulated"]), legend=legend),
        tooltip=[
            alt.Tooltip("name:N", title="A post gets"),
            alt.Tooltip("kind:N", title="Posts"),
            alt.Tooltip("median:Q", title="Median", format=",.0f"),
            alt.Tooltip("low:Q", title="Nine in ten, from", format=",.0f"),
            alt.Tooltip("high:Q", title="to", format=",.0f"),
        ],
    )
    x = alt.Axis(labelExpr=axes.figures(), tickCount=6)
    low = alt.X("low:Q", title="For each post (stretched near 0)", scale=scale, axis=x)
    return spec_of(
        alt.layer(
            base.mark_rule(strokeWidth=2).encode(x=low, x2="high:Q"),
            base.mark_rule(strokeWidth=9, opacity=0.6).encode(x="from:Q", x2="to:Q"),
            base.mark_tick(thickness=3, size=18).encode(x="median:Q"),
        ),
        height=56 * rows + 40,
    )


@lru_cache(maxsize=32)
def win_rate_curve(lever: Ruler, title: str) -> Spec:
    """The win rate along a lever, with today's value. Columns: see ui/stories/charts.py.

    A logarithmic scale is linear below its first tick, so that it has a zero.
    """
    first = min((tick for tick in lever.ticks if tick), default=1.0)
    log = alt.Scale(type="symlog", constant=first, nice=False)
    kind = log if lever.log else axes.scale(log=False)
    ticks = {"values": list(lever.ticks)} if lever.log else {"tickCount": 6}
    named = axes.figures(lever.share, lever.money)
    axis = alt.Axis(grid=False, labelExpr=named, labelOverlap="greedy", **ticks)
    x = alt.X("value:Q", title=lever.title, scale=kind, axis=axis)
    y = alt.Y("win_rate:Q", title=title, scale=alt.Scale(domain=[0, 100]))
    base = alt.Chart()
    tips = [
        alt.Tooltip("said:N", title=lever.title),
        alt.Tooltip("win_rate:Q", title=title, format=".0f"),
    ]
    half = base.mark_rule(strokeDash=[4, 4], color=GREY).encode(y=alt.datum(50))
    band = base.mark_area(opacity=0.2).encode(x=x, y=alt.Y("low:Q", title=title), y2="high:Q")
    line = base.mark_line(point=True, strokeWidth=2.5).encode(x=x, y=y, tooltip=tips)
    now = alt.X("max(today):Q", title=lever.title)
    today = base.mark_rule(strokeWidth=2, color=GREY).encode(x=now)
    return spec_of(alt.layer(half, band, line, today), height=220)


@lru_cache(maxsize=32)
def heat(
    x: Ruler,
    y: Ruler,
    colour: str,
    win_rate: bool,
    share: bool,
    money: bool,
    log: bool,
    barred: bool,
) -> Spec:
    """A map of two levers; a click on a cell selects it, as `cell`. Columns: see ui/map/heatmap.py.

    win_rate: of 100 runs, coloured from 50 to both sides; else an outcome, darker for more.
    barred: True if some cells are crossed out.
    """
    across = alt.X("x:Q", title=x.title, scale=x.scale(), axis=x.axis())
    upward = alt.Y("y:Q", title=y.title, scale=y.scale(), axis=y.axis())
    legend = alt.Legend(
        title=colour,
        orient="top",
        gradientLength=alt.ExprRef("min(width, 260)"),
        titleLimit=0,
        tickCount=4,
        labelOverlap="greedy",
        labelExpr="datum.label" if win_rate else axes.figures(share, money),
    )
    if win_rate:
        scale = alt.Scale(domain=[0, 50, 100], range=DIVERGING, interpolate="lab")
    else:
        scale = axes.scale(log)
    tips = [
        alt.Tooltip("across:N", title=x.title),
        alt.Tooltip("upward:N", title=y.title),
        alt.Tooltip("said:N", title="Result"),
    ]
    pick = alt.selection_point(name="cell", fields=["column", "row"], toggle=False, empty=False)
    base = alt.Chart().encode(x=across, y=upward)
    spoken = "datum.across + ', ' + datum.upward + ': ' + datum.said"
    rect = base.transform_calculate(spoken=spoken).encode(
        x2="x2:Q", y2="y2:Q", tooltip=tips, description="spoken:N"
    )
    known = rect.transform_filter("datum.kind == 'cell'")
    line = base.transform_filter("datum.kind == 'line'").encode(detail="place:N", order="order:Q")
    # Layers that may be empty are not read out: they would be pictures without a name.
    return spec_of(
        alt.layer(
            rect.transform_filter("datum.kind == 'open'").mark_rect(
                color=GREY, opacity=0.1, aria=False
            ),
            *(_crossed(rect) if barred else ()),
            known.mark_rect(cursor="pointer", stroke="white", strokeWidth=0.5)
            .encode(color=alt.Color("value:Q", scale=scale, legend=legend))
            .add_params(pick),
            known.transform_filter(pick).mark_rect(
                fill=None, stroke=INK, strokeWidth=3, aria=False
            ),
            line.mark_line(color="white", strokeWidth=6, aria=False),
            line.mark_line(color=INK, strokeWidth=2.5, aria=False),
            *(
                base.transform_filter(f"datum.kind == '{kind}'")
                .mark_point(
                    shape=shape,
                    filled=True,
                    fill=fill,
                    stroke=edge,
                    strokeWidth=2.5,
                    size=size,
                    opacity=1,
                    aria=False,
                )
                .encode(tooltip=tips)
                for kind, shape, fill, edge, size in (
                    ("base", "diamond", "white", INK, 500),
                    ("now", "circle", INK, "white", 110),
                )
            ),
        ),
        height=500,
    )


def _line_legend() -> alt.Legend:
    return alt.Legend(
        title=None, orient="top", symbolType="stroke", symbolOpacity=1, labelLimit=0, columns=1
    )


def _crossed(rect: Any) -> Iterator[Any]:
    """Cells without a value: crossed out from corner to corner, and explained below the map."""
    cells = rect.transform_filter("datum.kind == 'illegal'")
    legend = alt.Legend(
        title=None,
        orient="bottom",
        labelExpr=repr(BARRED),
        labelLimit=0,
        symbolSize=150,
        symbolStrokeColor=GREY,
        symbolStrokeWidth=1,
        symbolFillColor="transparent",
    )
    named = alt.Shape("kind:N", scale=alt.Scale(domain=["illegal"], range=[CROSS]), legend=legend)
    yield cells.mark_rect(color=GREY, opacity=0.15, aria=False)
    for low, high in (("y", "y2"), ("y2", "y")):
        yield cells.mark_rule(color=GREY, aria=False).encode(y=f"{low}:Q", y2=f"{high}:Q")
    yield cells.mark_point(size=0, color=GREY, aria=False).encode(shape=named)


@lru_cache(maxsize=32)
def tornado(title: str, rows: int, share: bool, money: bool) -> Spec:
    """An outcome with each lever at both ends. Columns: see ui/map/importance.py."""
    legend = alt.Legend(title=None, orient="top", labelLimit=0, columns=1, symbolOpacity=1)
    order = alt.EncodingSortField("place", op="min")
    # Names stand above their bars, so that a phone has room for both.
    above = alt.Axis(
        labelAlign="left", labelPadding=0, labelOffset=-11, labelLimit=0, ticks=False, domain=False
    )
    base = alt.Chart().encode(y=alt.Y("name:N", sort=order, title=None, axis=above))
    axis = alt.Axis(labelExpr=axes.figures(share, money), tickCount=5, grid=False)
    x = alt.X("today:Q", title=title, axis=axis, scale=alt.Scale(zero=False))
    tips = [
        alt.Tooltip("name:N", title="Lever"),
        alt.Tooltip("value:N", title="Set to"),
        alt.Tooltip("said:N", title=title),
    ]
    bars = base.mark_bar(height=14, yOffset=7).encode(
        x=x,
        x2="there:Q",
        tooltip=tips,
        color=alt.Color("end:N", scale=alt.Scale(domain=list(ENDS)), legend=legend),
    )
    today = base.mark_tick(color=GREY, thickness=2, size=24, yOffset=7).encode(x=x)
    return spec_of(alt.layer(bars, today), height=50 * rows + 110)


def spec_of(chart: Any, height: int) -> Spec:
    """The spec without data, which come with each drawing, and without Altair's own look."""
    spec: Spec = chart.properties(height=height).to_dict()
    for layer in (spec, *spec["layer"]):
        for name in ("$schema", "config", "data", "datasets"):
            layer.pop(name, None)
    return spec
