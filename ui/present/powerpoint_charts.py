"""Charts as PowerPoint draws them: its own objects, with their figures in a sheet to be edited."""

from collections.abc import Sequence
from typing import Any

from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.chart.series import XySeries
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_AXIS_CROSSES, XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.enum.chart import XL_MARKER_STYLE as MARKER
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.slide import Slide as Page
from pptx.util import Inches, Pt

from simulation.experiment.comparison.win_rate import WinRate
from ui.charts.data import hundred
from ui.charts.dots import KINDS, dots
from ui.present.native import Bars, Curve, NativeChart, Stack

INK, QUIET, OTHER, TIE, PALE = "#14181c", "#4b5560", "#c2410c", "#c9d0d7", "#e3e7eb"
ROUND, NO_MARKER = MARKER["CIRCLE"], MARKER["NONE"]
TYPE = 14  # points
DOT = 19  # points across

Box = tuple[float, float, float, float]  # inches: x, y, width, height


def native_chart(page: Page, drawn: NativeChart, box: Box, colour: str, said: str) -> None:
    """Add the chart. colour: of the first series. said: what it shows, for those who cannot see."""
    match drawn:
        case Bars():
            _bars(page, drawn, box, colour, said)
        case Curve():
            _curve(page, drawn, box, colour, said)
        case Stack():
            _stack(page, drawn, box, colour, said)


def dot_chart(page: Page, rate: WinRate, sides: tuple[str, str], box: Box, colour: str) -> None:
    """A hundred dots in ten rows, as points of three series."""
    counts = dict(zip(KINDS, hundred(rate), strict=True))
    names = {"win": sides[0], "tie": "Tie", "loss": sides[1]}
    data = XyChartData()
    shown = [kind for kind in KINDS if counts[kind]]
    for kind in shown:
        series = data.add_series(f"{names[kind]}: {counts[kind]}")
        for dot in dots(tuple(counts.values())):
            if dot.kind == kind:
                series.add_data_point(dot.column + 0.5, 9.5 - dot.row)
    said = ", ".join(f"{names[kind]}: {counts[kind]}" for kind in KINDS)
    chart = _added(page, XL_CHART_TYPE.XY_SCATTER, data, box, f"Of 100 runs: {said}")
    for kind, series in zip(shown, chart.plots[0].series, strict=True):
        _dotted(series, {"win": colour, "tie": TIE, "loss": OTHER}[kind])
    for axis in (chart.category_axis, chart.value_axis):
        axis.minimum_scale, axis.maximum_scale = 0, 10
        axis.has_major_gridlines = axis.visible = False
    _legend(chart)


def _bars(page: Page, drawn: Bars, box: Box, colour: str, said: str) -> None:
    data = CategoryChartData(number_format=drawn.number)
    data.categories = drawn.names
    for name, figures in drawn.series:
        data.add_series(name, [figure for figure, _, _ in figures])
    chart = _added(page, XL_CHART_TYPE.BAR_CLUSTERED, data, box, said)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 60, 0
    for series, fill, (_, figures) in zip(
        plot.series, (colour, TIE, OTHER), drawn.series, strict=False
    ):
        _fill(series.format.fill, fill)
        _ranges(series._element, figures)
    _labelled(plot, drawn.number)
    _downward(chart)
    _axes(chart, "", drawn.axis, drawn.number, numbers_across=False)
    _legend(chart, shown=len(drawn.series) > 1)


def _curve(page: Page, drawn: Curve, box: Box, colour: str, said: str) -> None:
    data = XyChartData()
    for name, heights in drawn.series:
        series = data.add_series(name)
        for point, height in zip(drawn.points, heights, strict=True):
            series.add_data_point(point, height)
    chart = _added(page, XL_CHART_TYPE.XY_SCATTER_LINES, data, box, said)
    for place, series in enumerate(chart.plots[0].series):
        line = series.format.line
        line.width = Pt(2.5 if place == 0 else 1)
        line.color.rgb = _rgb(colour if place == 0 else QUIET)
        series.smooth = False
        series.marker.style = ROUND if place == 0 else NO_MARKER
        if place == 0:
            series.marker.size = 7
            _fill(series.marker.format.fill, colour)
    chart.value_axis.minimum_scale = 0
    if drawn.top is not None:
        chart.value_axis.maximum_scale = drawn.top
    if drawn.log and min(drawn.points) > 0:
        scaling = chart.category_axis._element.find(qn("c:scaling"))
        scaling.insert(0, _element("logBase", "10"))
    _axes(chart, drawn.across, drawn.axis, drawn.number, numbers_across=True)
    _legend(chart, shown=len(drawn.series) > 1)


def _stack(page: Page, drawn: Stack, box: Box, colour: str, said: str) -> None:
    data = CategoryChartData(number_format="0")
    data.categories = drawn.names
    for name, parts in drawn.series:
        data.add_series(name, parts)
    chart = _added(page, XL_CHART_TYPE.BAR_STACKED, data, box, said)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 60, 100
    for series, fill in zip(plot.series, (colour, TIE, OTHER), strict=False):
        _fill(series.format.fill, fill)
    chart.value_axis.maximum_scale = 100
    _downward(chart)
    _axes(chart, "", drawn.axis, "0", numbers_across=False)
    _legend(chart)


def _added(page: Page, kind: Any, data: Any, box: Box, said: str) -> Chart:
    x, y, wide, high = map(Inches, box)
    frame: Any = page.shapes.add_chart(kind, x, y, wide, high, data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", "".join(filter(str.isprintable, said)))
    chart: Chart = frame.chart
    chart.has_title = False
    chart.font.size, chart.font.color.rgb = Pt(TYPE), _rgb(INK)
    return chart


def _ranges(series: Any, figures: Sequence[tuple[float, float, float]]) -> None:
    """Lines from low to high over the bars of a series: error bars with lengths of their own."""
    bars = _element("errBars")
    bars.append(_element("errBarType", "both"))
    bars.append(_element("errValType", "cust"))
    bars.append(_element("noEndCap", "0"))
    bars.append(_lengths("plus", [high - figure for figure, _, high in figures]))
    bars.append(_lengths("minus", [figure - low for figure, low, _ in figures]))
    bars.append(_line(QUIET, 2.0))
    series.find(qn("c:cat")).addprevious(bars)


def _lengths(side: str, lengths: Sequence[float]) -> Any:
    literal = _element("numLit")
    code = _element("formatCode")
    code.text = "General"
    literal.append(code)
    literal.append(_element("ptCount", str(len(lengths))))
    for place, length in enumerate(lengths):
        point, value = _element("pt"), _element("v")
        point.set("idx", str(place))
        value.text = repr(float(max(0.0, length)))
        point.append(value)
        literal.append(point)
    found = _element(side)
    found.append(literal)
    return found


def _line(colour: str, points: float) -> Any:
    shape, line, fill = _element("spPr"), OxmlElement("a:ln"), OxmlElement("a:solidFill")
    solid = OxmlElement("a:srgbClr")
    line.set("w", str(int(12_700 * points)))
    solid.set("val", colour.removeprefix("#"))
    fill.append(solid)
    line.append(fill)
    shape.append(line)
    return shape


def _element(name: str, value: str = "") -> Any:
    found = OxmlElement(f"c:{name}")
    if value:
        found.set("val", value)
    return found


def _dotted(series: XySeries, colour: str) -> None:
    series.marker.style, series.marker.size = ROUND, DOT
    _fill(series.marker.format.fill, colour)
    series.marker.format.line.fill.background()
    series.format.line.fill.background()


def _labelled(plot: Any, number: str) -> None:
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.number_format, labels.number_format_is_linked = number, False
    labels.position = XL_LABEL_POSITION.INSIDE_BASE
    labels.font.size = Pt(TYPE - 2)


def _downward(chart: Chart) -> None:
    """The first name on top, the figures below."""
    chart.category_axis.reverse_order = True
    chart.category_axis.crosses = XL_AXIS_CROSSES.MAXIMUM


def _axes(chart: Chart, across: str, axis: str, number: str, *, numbers_across: bool) -> None:
    """Titles and the format of the figures. numbers_across: whether both axes have numbers."""
    formatted = chart.category_axis if numbers_across else chart.value_axis
    formatted.tick_labels.number_format = number
    formatted.tick_labels.number_format_is_linked = False
    for each, title in ((chart.category_axis, across), (chart.value_axis, axis)):
        each.has_title = bool(title)
        if title:
            each.axis_title.text_frame.text = title
            each.axis_title.text_frame.paragraphs[0].runs[0].font.size = Pt(TYPE)
            each.axis_title.text_frame.paragraphs[0].runs[0].font.bold = False
        each.format.line.color.rgb = _rgb(TIE)
    chart.category_axis.has_major_gridlines = False
    chart.value_axis.major_gridlines.format.line.color.rgb = _rgb(PALE)


def _legend(chart: Chart, *, shown: bool = True) -> None:
    chart.has_legend = shown
    if shown:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        chart.legend.font.size = Pt(TYPE)


def _fill(fill: Any, colour: str) -> None:
    fill.solid()
    fill.fore_color.rgb = _rgb(colour)


def _rgb(colour: str) -> RGBColor:
    return RGBColor(*bytes.fromhex(colour.removeprefix("#")))
