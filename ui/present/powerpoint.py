"""A deck as PowerPoint slides that can be edited: texts, shapes and tables are native."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.shapes.autoshape import Shape
from pptx.slide import Slide as Page
from pptx.text.text import TextFrame
from pptx.util import Emu, Inches, Pt

from simulation.experiment.comparison.win_rate import WinRate
from ui.charts.chart import Drawing, png
from ui.charts.data import hundred
from ui.charts.dots import KINDS, dots
from ui.present.brand import Brand, legible
from ui.present.deck import Deck, Slide, dots_note
from ui.present.stage import NARROW
from ui.text import two_figures

WIDTH, HEIGHT, MARGIN = 13.333, 7.5, 0.7  # inches, 16 : 9
ROOM = WIDTH - 2 * MARGIN
INK, QUIET, OTHER, TIE = "#14181c", "#4b5560", "#c2410c", "#c9d0d7"
GAP = 0.2  # inches between one thing and the next below
BOTTOM = HEIGHT - 0.6  # where the footer begins
ROWS = 12  # of a chart's figures that fit beside it
# Sizes in points of statement, lines and table, the largest first; those that fit are taken.
ALONE = ((40, 20, 14), (32, 18, 14), (26, 16, 12), (20, 13, 10))  # a few words and nothing else
FILLED = ((30, 16, 14), (24, 14, 12), (20, 12, 11), (18, 11, 10))
# Width of a letter, of its height, in the widest font that may stand in for the theme's.
BOLD, NORMAL = 0.66, 0.58
HEADS = {"low": "9 of 10 runs: from", "high": "to"}  # of columns that do not say it by their name


class Box(NamedTuple):
    """A place on a slide, in inches from its upper left corner."""

    x: float
    y: float
    wide: float
    high: float = 0.0


@dataclass(frozen=True, slots=True)
class Style:
    """The looks of a text. size: in points. colour: "" for the theme's own."""

    size: int
    colour: str = INK
    bold: bool = False
    right: bool = False


def powerpoint(deck: Deck) -> bytes:
    """A .pptx file: every slide, and the evidence of the appendix."""
    made = Presentation()
    made.slide_width, made.slide_height = Inches(WIDTH), Inches(HEIGHT)
    slides = [*deck.slides, *(slide for slide in deck.appendix if slide.kind == "evidence")]
    for number, slide in enumerate(slides, 1):
        page = made.slides.add_slide(made.slide_layouts[5])  # a title and nothing else
        _draw(page, slide, deck.brand, f"{deck.footer}   {number} / {len(slides)}")
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def _draw(page: Page, slide: Slide, brand: Brand, footer: str) -> None:
    colour = legible(brand.colour)
    _head(page, slide.heading, brand, colour)
    split = slide.dots is not None or slide.chart is not None
    alone = not split and not slide.table
    wide = 0.45 * ROOM if split else ROOM
    y = 2.0 if alone else 1.2
    table = slide.table or (_figures(slide.chart) if slide.chart else ())
    statement = slide.statement or slide.heading

    def heights(sizes: tuple[int, int, int]) -> tuple[float, float, float]:
        large, small, cells = sizes
        return (
            _height(statement, large, wide, BOLD),
            sum(_height(line, small, wide) for line in slide.lines),
            _table_height(table, cells, wide),
        )

    choices = ALONE if alone else FILLED
    fitting = (each for each in choices if y + sum(heights(each)) + 2 * GAP <= BOTTOM)
    sizes = next(fitting, choices[-1])
    high, lines_high, _ = heights(sizes)

    title = page.shapes.title
    if title is not None:  # of the layout chosen it never is
        title.left, title.top, title.width, title.height = map(Inches, (MARGIN, y, wide, high))
        _write(_wrapped(title.text_frame), statement, Style(sizes[0], bold=True))
    y += high + GAP
    if slide.lines:
        text = "\n".join(map(_legal, slide.lines))
        _text(page, text, Box(MARGIN, y, wide, lines_high), Style(sizes[1], QUIET))
        y += lines_high + GAP
    if table:
        _table(page, table, Box(MARGIN, y, wide), colour, sizes[2])

    beside = Box(MARGIN + wide + 0.3, 1.2, ROOM - wide - 0.3)
    if slide.dots is not None:
        _dots(page, slide.dots, slide.sides, beside, colour)
    elif slide.chart is not None:
        _picture(page, slide.chart, beside)
    _text(page, footer, Box(MARGIN, HEIGHT - 0.5, ROOM, 0.3), Style(10, QUIET))


def _head(page: Page, heading: str, brand: Brand, colour: str) -> None:
    """The brand at the left, what the slide is at the right, a rule below."""
    indent = 2.0 if brand.logo else 0.0
    if brand.name:
        _text(page, brand.name, Box(MARGIN + indent, 0.3, 6.0, 0.5), Style(14, bold=True))
    right = Box(WIDTH - MARGIN - 5.0, 0.3, 5.0, 0.5)
    _text(page, heading, right, Style(14, colour, right=True))
    if brand.logo:
        logo = io.BytesIO(brand.logo)
        page.shapes.add_picture(logo, Inches(MARGIN), Inches(0.25), height=Inches(0.5))
    rule = map(Inches, (MARGIN, 0.9, ROOM, 0.04))
    _fill(page.shapes.add_shape(MSO_SHAPE.RECTANGLE, *rule), colour)


def _dots(page: Page, win_rate: WinRate, sides: tuple[str, str], box: Box, colour: str) -> None:
    """A hundred dots as one group, what they count, and the runs they stand for."""
    counts = hundred(win_rate)
    colours = dict(zip(KINDS, (colour, TIE, OTHER), strict=True))
    step, size = 0.42, 0.33
    group = page.shapes.add_group_shape()
    for dot in dots(counts):
        where = map(Inches, (box.x + step * dot.column, box.y + step * dot.row, size, size))
        _fill(group.shapes.add_shape(MSO_SHAPE.OVAL, *where), colours[dot.kind])
    names = (sides[0], "Tie", sides[1])
    rows = [("Of 100 runs", ""), *zip(names, map(str, counts), strict=True)]
    under = box.y + 10 * step + 0.1
    _table(page, rows, Box(box.x, under, 10 * step), colour, size=11)
    _text(page, dots_note(win_rate), Box(box.x, under + 1.1, 10 * step, 0.3), Style(11, QUIET))


def _picture(page: Page, chart: Drawing, box: Box) -> None:
    content = io.BytesIO(png(chart, NARROW))
    where = map(Inches, (box.x, box.y, box.wide))
    picture = page.shapes.add_picture(content, *where)
    picture._element._nvXxPr.cNvPr.set("descr", _legal(chart.said))


def _figures(chart: Drawing) -> tuple[tuple[str, ...], ...]:
    """A chart's numbers in two figures; where there are many rows, evenly chosen ones."""
    named = {name: cells for name, cells in chart.columns.items() if name != "place"}
    rows = list(zip(*named.values(), strict=True))
    step = max(1, -(-len(rows) // ROWS))
    shown = [tuple(_short(cell) for cell in row) for row in rows[::step]]
    return (tuple(HEADS.get(name, name.capitalize()) for name in named), *shown)


def _short(cell: object) -> str:
    return two_figures(cell) if isinstance(cell, float) else str(cell).partition("|")[0]


def _height(text: str, size: int, wide: float, letter: float = NORMAL) -> float:
    """About how high a text of that size in points stands in a box of that width, in inches."""
    a_line = max(1, int(wide * 72 / (letter * size)))
    return 1.3 * size / 72 * max(1, -(-len(text) // a_line)) + 0.1


def _table_height(rows: Sequence[Sequence[str]], size: int, wide: float) -> float:
    return sum(max(_height(cell, size, wide / len(row) - 0.2) for cell in row) for row in rows)


def _table(page: Page, rows: Sequence[Sequence[str]], box: Box, colour: str, size: int) -> None:
    where = map(Inches, (box.x, box.y, box.wide, 0.02 * size * len(rows)))
    table = page.shapes.add_table(len(rows), len(rows[0]), *where).table
    for line, cells in enumerate(rows):
        for place, text in enumerate(cells):
            cell = table.cell(line, place)
            cell.margin_top = cell.margin_bottom = Emu(10_000)
            _write(cell.text_frame, text, Style(size, "", bold=line == 0))
            if line == 0:
                cell.fill.solid()
                cell.fill.fore_color.rgb = _rgb(colour)


def _text(page: Page, text: str, box: Box, style: Style) -> None:
    frame = page.shapes.add_textbox(*map(Inches, box)).text_frame
    _write(_wrapped(frame), text, style)


def _wrapped(frame: TextFrame) -> TextFrame:
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
    return frame


def _write(frame: TextFrame, text: str, style: Style) -> None:
    """Fill an empty frame, with a paragraph for each line of the text."""
    for number, line in enumerate(text.split("\n")):
        paragraph = frame.add_paragraph() if number else frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.RIGHT if style.right else PP_ALIGN.LEFT
        run = paragraph.add_run()
        run.text = _legal(line)
        run.font.size, run.font.bold = Pt(style.size), style.bold
        if style.colour:
            run.font.color.rgb = _rgb(style.colour)


def _fill(shape: Shape, colour: str) -> None:
    shape.fill.solid()
    shape.fill.fore_color.rgb = _rgb(colour)
    shape.line.fill.background()
    shape.shadow.inherit = False


def _rgb(colour: str) -> RGBColor:
    return RGBColor(*bytes.fromhex(colour.removeprefix("#")))


def _legal(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return "".join(c for c in text if c.isprintable())
