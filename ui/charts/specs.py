"""The charts: what is drawn from which columns. Built once each, then only fed (see data.py).

Colours come from the theme, so that they suit light and dark and the colour-blind; a second kind of
line is also told by its dashes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import altair as alt

Spec = dict[str, Any]

MEDIAN, MEAN = "Median; bands hold 50% and 90% of worlds", "Mean"
GREY = "#7d8691"  # seen on white as on black
SQUARE = 270  # pixels of a side of the dots, which stand as far apart across as down
BARRED, CROSS = "Crossed out: not legal together", "M-1,-1L1,1M-1,1L1,-1"
INK = "#14181c"  # on the colours of a map
DIVERGING = ("#c2410c", "#f3f1ee", "#0b6e99")  # B ahead, even, A ahead: as the two lines are
ENDS = ("At its low end", "At its high end")
DASHES = ([1, 0], [8, 4], [2, 3], [10, 3, 2, 3])  # a line is told by them as by its colour


@cache
def reach_over_time(log: bool = False) -> Spec:
    """Bands, median and mean of the reach so far. Columns: see columns.time.

    A logarithmic scale begins at one person: it has no place for nobody.
    """
    legend = alt.Legend(
        title=None, orient="top", symbolType="stroke", symbolOpacity=1, labelLimit=0, columns=1
    )
    base = alt.Chart().encode(
        x=_days(),
        color=alt.Color("line:N", scale=alt.Scale(domain=[MEDIAN, MEAN]), legend=legend),
    )
    middle = base.transform_calculate(line=repr(MEDIAN))
    ticks = {"values": [10**power for power in range(9)]} if log else {"tickCount": 5}
    people = alt.Axis(labelExpr=_figures(), **ticks)
    tips = [
        alt.Tooltip("day:Q", title="Day", format=".1f"),
        alt.Tooltip("median:Q", title="Median", format=",.0f"),
        alt.Tooltip("mean:Q", title="Mean", format=",.0f"),
        alt.Tooltip("low90:Q", title="90% of worlds, from", format=",.0f"),
        alt.Tooltip("high90:Q", title="to", format=",.0f"),
    ]
    scale = alt.Scale(type="log", domainMin=1, clamp=True) if log else alt.Scale()
    low = alt.Y("low90:Q", title="People reached", axis=people, scale=scale)
    return _spec(
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
    """In how many worlds an outcome fell where. Columns: see columns.spread."""
    shown = ".3~p" if percent else ("$,.3~r" if money else ",.3~r")
    axis = alt.Axis(labelExpr=_figures(percent, money), grid=False, tickCount=6)
    base = alt.Chart().encode(
        color=alt.Color("line:N", scale=alt.Scale(domain=[MEDIAN, MEAN]), legend=None)
    )
    bars = (
        base.transform_calculate(line=repr(MEDIAN))
        .mark_bar(binSpacing=1, opacity=0.45)
        .encode(
            x=alt.X("low:Q", title=title, axis=axis, scale=_scale(log=False)),
            x2="high:Q",
            y2=alt.datum(0),
            y=alt.Y("worlds:Q", title="Worlds", axis=alt.Axis(tickMinStep=1, tickCount=5)),
            tooltip=[
                alt.Tooltip("low:Q", title="From", format=shown),
                alt.Tooltip("high:Q", title="to", format=shown),
                alt.Tooltip("worlds:Q", title="Worlds"),
            ],
        )
    )
    median = base.transform_calculate(line=repr(MEDIAN)).mark_rule(strokeWidth=2.5)
    mean = base.transform_calculate(line=repr(MEAN)).mark_rule(strokeWidth=2, strokeDash=[6, 4])
    lines = (median.encode(x="max(median):Q"), mean.encode(x="max(mean):Q"))
    return _spec(alt.layer(bars, *lines), height=260)


@cache
def ranges(title: str, rows: int, share: bool = False, money: bool = False) -> Spec:
    """A bar to the median, a line over the range, named in words. Columns: see columns.stages."""
    named = alt.Axis(
        labelExpr="split(datum.label, '|')", labelLimit=0, labelOffset=-6, ticks=False, domain=False
    )
    axis = alt.Axis(labelExpr=_figures(share, money), tickCount=5)
    order = alt.EncodingSortField("place", op="min")
    base = alt.Chart().encode(y=alt.Y("name:N", sort=order, title=None, axis=named))
    bars = (
        base.transform_calculate(line=repr(MEDIAN))
        .mark_bar(opacity=0.45, height={"band": 0.6})
        .encode(
            x=alt.X("median:Q", title=title, axis=axis),
            color=alt.Color("line:N", legend=None),
        )
    )
    line = base.mark_rule(strokeWidth=3, color=GREY).encode(x="low:Q", x2="high:Q")
    return _spec(alt.layer(bars, line), height=44 * rows + 50)


@cache
def overlaid(names: tuple[str, ...]) -> Spec:
    """The reach of several scenarios: medians and bands of 90 %. Columns: see columns.overlaid."""
    legend = alt.Legend(
        title=None, orient="top", symbolType="stroke", symbolOpacity=1, labelLimit=0, columns=1
    )
    base = alt.Chart().encode(
        x=_days(),
        color=alt.Color("line:N", scale=alt.Scale(domain=names), legend=legend),
    )
    people = alt.Axis(labelExpr=_figures(), tickCount=5)
    low = alt.Y("low90:Q", title="People reached", axis=people)
    dashes = alt.Scale(domain=names, range=DASHES[: len(names)])
    tips = [
        alt.Tooltip("line:N", title="Scenario"),
        alt.Tooltip("day:Q", title="Day", format=".1f"),
        alt.Tooltip("median:Q", title="Median", format=",.0f"),
        alt.Tooltip("low90:Q", title="90% of worlds, from", format=",.0f"),
        alt.Tooltip("high90:Q", title="to", format=",.0f"),
    ]
    return _spec(
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
    """A hundred worlds as dots: who is ahead, grey where nobody is. Columns: see columns.dots.

    names: of all that are compared, these two among them; each keeps its colour of `overlaid`.
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
    ahead = alt.Color("ahead:N", scale=scale, legend=legend)
    marks = (
        alt.Chart()
        .mark_circle(size=170, opacity=1)
        .encode(
            x=alt.X("x:Q", axis=None, scale=alt.Scale(domain=[-0.7, 9.7])),
            y=alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[9.7, -0.7])),
            color=alt.condition(alt.datum.kind == "even", alt.value(GREY), ahead),
            tooltip=[alt.Tooltip("ahead:N", title="Ahead")],
        )
    )
    whole = alt.layer(marks).properties(width=SQUARE, autosize="pad")
    return _spec(whole, height=SQUARE)


@cache
def beside(rows: int) -> Spec:
    """Where actual and simulated posts lie. Columns: see fitted.beside."""
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
    x = alt.Axis(labelExpr=_figures(), tickCount=6)
    low = alt.X("low:Q", title="For each post (stretched near 0)", scale=scale, axis=x)
    return _spec(
        alt.layer(
            base.mark_rule(strokeWidth=2).encode(x=low, x2="high:Q"),
            base.mark_rule(strokeWidth=9, opacity=0.6).encode(x="from:Q", x2="to:Q"),
            base.mark_tick(thickness=3, size=18).encode(x="median:Q"),
        ),
        height=56 * rows + 40,
    )


@dataclass(frozen=True, slots=True)
class Ruler:
    """An axis along a lever, from end to end. share, money: how its values are read."""

    title: str
    low: float
    high: float
    ticks: tuple[float, ...]
    log: bool
    share: bool
    money: bool

    def scale(self) -> alt.Scale:
        """From end to end, whatever is known so far."""
        return _scale(self.log, domain=[self.low, self.high])

    def axis(self) -> alt.Axis:
        """Named at the values that were run."""
        return alt.Axis(
            values=list(self.ticks),
            grid=False,
            labelExpr=_figures(self.share, self.money, 2 if self.log else 3),
            labelOverlap="greedy",
        )


@lru_cache(maxsize=32)
def odds_curve(lever: Ruler, title: str) -> Spec:
    """Odds along a lever, the line of 50, today's value. Columns: see tale.curve.

    A logarithmic scale has a place for nothing too: below its first tick it is a plain one.
    """
    first = min((tick for tick in lever.ticks if tick), default=1.0)
    log = alt.Scale(type="symlog", constant=first, nice=False)
    kind = log if lever.log else _scale(log=False)
    ticks = {"values": list(lever.ticks)} if lever.log else {"tickCount": 6}
    named = _figures(lever.share, lever.money)
    axis = alt.Axis(grid=False, labelExpr=named, labelOverlap="greedy", **ticks)
    x = alt.X("value:Q", title=lever.title, scale=kind, axis=axis)
    y = alt.Y("odds:Q", title=title, scale=alt.Scale(domain=[0, 100]))
    base = alt.Chart()
    tips = [
        alt.Tooltip("said:N", title=lever.title),
        alt.Tooltip("odds:Q", title="Odds", format=".0f"),
    ]
    half = base.mark_rule(strokeDash=[4, 4], color=GREY).encode(y=alt.datum(50))
    band = base.mark_area(opacity=0.2).encode(x=x, y=alt.Y("low:Q", title=title), y2="high:Q")
    line = base.mark_line(point=True, strokeWidth=2.5).encode(x=x, y=y, tooltip=tips)
    now = alt.X("max(today):Q", title=lever.title)
    today = base.mark_rule(strokeWidth=2, color=GREY).encode(x=now)
    return _spec(alt.layer(half, band, line, today), height=220)


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
    """Two levers against each other; a click on a cell picks it, as `cell`. Columns: see ui.map.

    odds: in 100 worlds, coloured from 50 to both sides; else an outcome, the darker the more.
    barred: whether some cells are crossed out.
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
        labelExpr="datum.label" if win_rate else _figures(share, money),
    )
    if win_rate:
        scale = alt.Scale(domain=[0, 50, 100], range=DIVERGING, interpolate="lab")
    else:
        scale = _scale(log)
    tips = [
        alt.Tooltip("across:N", title=x.title),
        alt.Tooltip("upward:N", title=y.title),
        alt.Tooltip("said:N", title="Found"),
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
    return _spec(
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


def _crossed(rect: Any) -> Iterator[Any]:
    """Cells that are no values: crossed out from corner to corner, and named below the map."""
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
    """An outcome with each lever at its low and at its high end. Columns: see ui.map.importance."""
    legend = alt.Legend(title=None, orient="top", labelLimit=0, columns=1, symbolOpacity=1)
    order = alt.EncodingSortField("place", op="min")
    # Names stand above their bars, so that a phone has room for both.
    above = alt.Axis(
        labelAlign="left", labelPadding=0, labelOffset=-11, labelLimit=0, ticks=False, domain=False
    )
    base = alt.Chart().encode(y=alt.Y("name:N", sort=order, title=None, axis=above))
    axis = alt.Axis(labelExpr=_figures(share, money), tickCount=5, grid=False)
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
    return _spec(alt.layer(bars, today), height=50 * rows + 110)


def _days() -> alt.X:
    """The days of a run, which end where it ends."""
    axis = alt.Axis(grid=False, tickCount=8)
    return alt.X("day:Q", title="Days since the start", axis=axis, scale=alt.Scale(nice=False))


def _scale(log: bool, **more: Any) -> alt.Scale:
    """A scale that ends where its values do."""
    kind = {"type": "log"} if log else {"type": "linear", "zero": False}
    return alt.Scale(nice=False, **kind, **more)


def _figures(share: bool = False, money: bool = False, many: int = 3) -> str:
    """A Vega expression for a value in so many figures: 5%, 0.6, 12k, $300."""
    percent, short, whole = (f"format(datum.value, '.{many}~{kind}')" for kind in "psr")
    if share:
        return percent
    plain = f"abs(datum.value) >= 1000 ? {short} : {whole}"
    return f"'$' + ({plain})" if money else plain


def _spec(chart: Any, height: int) -> Spec:
    """Without data, which come with each drawing, and without Altair's own look."""
    spec: Spec = chart.properties(height=height).to_dict()
    for layer in (spec, *spec["layer"]):
        for name in ("$schema", "config", "data", "datasets"):
            layer.pop(name, None)
    return spec
