"""A deck as PowerPoint slides that can be edited: texts, tables and charts are native."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.shapes.autoshape import Shape
from pptx.slide import Slide as Page
from pptx.text.text import TextFrame
from pptx.util import Emu, Inches, Pt

from ui.charts.chart import Drawing, png
from ui.film.gif import gif
from ui.present.brand import Brand, legible
from ui.present.deck import Deck, Slide, dots_note
from ui.present.powerpoint_charts import INK, PALE, QUIET, dot_chart, native_chart
from ui.present.powerpoint_text import (
    BOLD,
    GAP,
    Sizes,
    column_widths,
    fitted,
    height,
    table_height,
)
from ui.present.stage import NARROW
from ui.text import two_figures

WIDTH, HEIGHT, MARGIN = 13.333, 7.5, 0.7  # inches, 16 : 9
ROOM = WIDTH - 2 * MARGIN
TOP, BOTTOM = 1.25, HEIGHT - 0.6  # where the head ends and the footer begins
WORDS = 0.42  # of the width, beside a chart
ROWS = 12  # of a picture's figures that fit beside it
HEADS = {"low": "9 of 10 runs: from", "high": "to"}  # of columns that do not say it by their name
IN_FILE = ("evidence", "chart")  # kinds of the appendix that go along
TALLEST = 0.62  # inches of a row
SHAPE = 16 / 9  # of a film
WHITE = "#ffffff"


class Box(NamedTuple):
    """A place on a slide, in inches from its upper left corner."""

    x: float
    y: float
    wide: float
    high: float = 0.0


class Style(NamedTuple):
    """The looks of a text. size: in points. colour: "" for the theme's own."""

    size: int
    colour: str = INK
    bold: bool = False
    right: bool = False


def powerpoint(deck: Deck) -> bytes:
    """A .pptx file: every slide, then evidence, curves and what made the figures."""
    made = Presentation()
    made.slide_width, made.slide_height = Inches(WIDTH), Inches(HEIGHT)
    slides = list(in_file(deck))
    for number, slide in enumerate(slides, 1):
        page = made.slides.add_slide(made.slide_layouts[5])  # a title and nothing else
        if slide.kind == "title":
            _cover(page, slide, deck.brand)
        else:
            _draw(page, slide, deck.brand, f"{deck.footer}   {number} / {len(slides)}")
        if slide.notes:
            page.notes_slide.notes_text_frame.text = _legal(slide.notes)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def in_file(deck: Deck) -> Iterator[Slide]:
    """The slides of the file: a table that is too long for one goes on on the next."""
    first = {slide.name: len(slide.table) for slide in deck.slides}
    more = [
        slide
        for slide in deck.appendix
        if (slide.kind in IN_FILE and len(slide.table) > first.get(slide.name, -1))
        or slide.name == "made"
    ]
    for slide in (*deck.slides, *more):
        yield from _pages(slide)


def _pages(slide: Slide) -> Iterator[Slide]:
    head, *rows = slide.table or ((),)
    room = BOTTOM - TOP - 1.6
    part: list[tuple[str, ...]] = []
    for row in rows:
        if part and table_height((head, *part, row), 12, ROOM) > room:
            yield replace(slide, table=(head, *part))
            slide, part = replace(slide, lines=(), key=f"{slide.name}+"), []
        part.append(row)
    yield replace(slide, table=(head, *part)) if rows else slide


def _cover(page: Page, slide: Slide, brand: Brand) -> None:
    """The first slide: a field of the brand's colour, the title, for whom and when."""
    colour = legible(brand.colour)
    _fill(page.shapes.add_shape(MSO_SHAPE.RECTANGLE, *map(Inches, (0, 0, 4.2, HEIGHT))), colour)
    if brand.logo:
        logo = io.BytesIO(brand.logo)
        page.shapes.add_picture(logo, Inches(MARGIN), Inches(MARGIN), width=Inches(2.8))
    name = _text(page, brand.name, Box(MARGIN, 6.3, 3.2, 0.6), Style(18, WHITE, bold=True))
    name.word_wrap = True
    box = Box(4.9, 0.9, WIDTH - 4.9 - MARGIN, HEIGHT - 1.8)
    size = fitted((slide.statement,), slide.lines, (), box.wide, 3.6, largest=54).statement
    title = page.shapes.title
    if title is not None:  # of the layout chosen it never is
        title.left, title.top, title.width, title.height = map(Inches, (box.x, 1.2, box.wide, 3.4))
        _write(
            _wrapped(title.text_frame, MSO_ANCHOR.BOTTOM), slide.statement, Style(size, bold=True)
        )
    _fill(page.shapes.add_shape(MSO_SHAPE.RECTANGLE, *map(Inches, (5.0, 4.8, 1.6, 0.06))), colour)
    _text(page, "\n".join(slide.lines), Box(box.x, 5.0, box.wide, 1.6), Style(22, QUIET))


def _draw(page: Page, slide: Slide, brand: Brand, footer: str) -> None:
    colour = legible(brand.colour)
    _head(page, slide.heading, brand, colour)
    split = slide.dots or slide.native or slide.chart
    words = ROOM * WORDS if split else ROOM
    figures = _figures(slide.chart) if slide.chart and not slide.native else ()
    table, lines = slide.table or figures, slide.lines
    if slide.kind == "agenda":
        lines, table = (), ()
    statement = slide.statement or slide.heading
    taken = 1.1 if slide.kind == "bet" else 4.4 if slide.clips else 0.0
    room = BOTTOM - TOP - taken
    largest = 24 if slide.clips else 34 if table or split else 54
    sizes = fitted((statement,), lines, table, words, room, largest=largest)
    y = _words(page, statement, lines, Box(MARGIN, TOP, words), sizes)
    if slide.kind == "agenda":
        _agenda(page, slide.lines, Box(MARGIN, y, ROOM, BOTTOM - y), colour)
    if table:
        _table(page, table, Box(MARGIN, y, words, BOTTOM - y), colour, sizes.table)
    if slide.clips:
        _film(page, slide, Box(MARGIN, y, ROOM, BOTTOM - y))
    if slide.kind == "bet":
        _scale(page, Box(MARGIN, BOTTOM - 1.0, ROOM, 0.7), colour)
    right = Box(MARGIN + words + 0.3, TOP, ROOM - words - 0.3, BOTTOM - TOP - 0.1)
    if slide.dots is not None:
        side = min(right.wide, right.high - 0.4)
        dot_chart(page, slide.dots, slide.sides, (*right[:2], right.wide, side), colour)
        note = Box(right.x, right.y + side + 0.05, right.wide, 0.3)
        _text(page, dots_note(slide.dots), note, Style(12, QUIET))
    elif slide.native is not None:
        said = slide.chart.said if slide.chart else statement
        native_chart(page, slide.native, right, colour, said)
    elif slide.chart is not None:
        _picture(page, slide.chart, right)
    _text(page, footer, Box(MARGIN, HEIGHT - 0.5, ROOM, 0.3), Style(10, QUIET))


def _words(page: Page, statement: str, lines: Sequence[str], box: Box, sizes: Sizes) -> float:
    """The statement and the lines below it, beside a bar. Returns where they end."""
    high = height(statement, sizes.statement, box.wide, BOLD)
    title = page.shapes.title
    if title is not None:
        title.left, title.top, title.width, title.height = map(Inches, (*box[:3], high))
        _write(_wrapped(title.text_frame), statement, Style(sizes.statement, bold=True))
    y = box.y + high + GAP
    if lines:
        lines_high = sum(height(line, sizes.lines, box.wide) for line in lines)
        text = "\n".join(map(_legal, lines))
        frame = _text(page, text, Box(box.x, y, box.wide, lines_high), Style(sizes.lines, QUIET))
        for paragraph in frame.paragraphs:
            paragraph.space_after = Pt(round(0.35 * sizes.lines))
        y += lines_high + GAP
    return y


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


def _agenda(page: Page, headings: Sequence[str], box: Box, colour: str) -> None:
    """The headings, numbered, in one column or two."""
    columns = 2 if len(headings) > 6 else 1
    each = max(1, -(-len(headings) // columns))
    size = min(28, int(72 * (box.high - 0.2) / (1.75 * each)))
    for column in range(columns):
        part = list(enumerate(headings, 1))[column * each : (column + 1) * each]
        wide = box.wide / columns
        frame = _text(page, "", Box(box.x + column * wide, box.y, wide, box.high), Style(size))
        for place, (number, text) in enumerate(part):
            paragraph = frame.add_paragraph() if place else frame.paragraphs[0]
            paragraph.space_after = Pt(round(0.55 * size))
            for words, ink in ((f"{number}   ", colour), (text, INK)):
                run = paragraph.add_run()
                run.text = _legal(words)
                run.font.size, run.font.bold = Pt(size), ink == colour
                run.font.color.rgb = _rgb(ink)


def _scale(page: Page, box: Box, colour: str) -> None:
    """A strip from 0 to 100 to show a bet on."""
    table = page.shapes.add_table(1, 11, *map(Inches, box)).table
    table.first_row = False
    for place, cell in enumerate(table.rows[0].cells):
        _write(cell.text_frame, str(10 * place), Style(20, colour, bold=place == 5))
        cell.text_frame.paragraphs[0].alignment = PP_ALIGN.CENTER
        cell.fill.solid()
        cell.fill.fore_color.rgb = _rgb(PALE)


def _film(page: Page, slide: Slide, box: Box) -> None:
    """The films as a picture that moves, which PowerPoint plays by itself."""
    file = io.BytesIO(gif(slide.clips))
    wide = min(box.wide, box.high * SHAPE)
    where = (box.x + (box.wide - wide) / 2, box.y, wide)
    picture = page.shapes.add_picture(file, *map(Inches, where))
    said = " ".join(f"{each.title}: {each.film['summary']}" for each in slide.clips)
    picture._element._nvXxPr.cNvPr.set("descr", _legal(said))


def _picture(page: Page, chart: Drawing, box: Box) -> None:
    content = io.BytesIO(png(chart, NARROW))
    picture = page.shapes.add_picture(content, *map(Inches, box[:3]))
    if picture.height > Inches(box.high):
        picture.width = Emu(int(picture.width * Inches(box.high) / picture.height))
        picture.height = Inches(box.high)
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


def _table(page: Page, rows: Sequence[Sequence[str]], box: Box, colour: str, size: int) -> None:
    most = TALLEST * len(rows)  # a short table is spread over the room there is
    high = max(table_height(rows, size, box.wide), min(most, box.high - 0.1))
    where = map(Inches, (box.x, box.y, box.wide, high))
    table = page.shapes.add_table(len(rows), len(rows[0]), *where).table
    for place, wide in enumerate(column_widths(rows, box.wide)):
        table.columns[place].width = Inches(wide)
    for line, cells in enumerate(rows):
        for place, text in enumerate(cells):
            cell = table.cell(line, place)
            cell.margin_top = cell.margin_bottom = Emu(30_000)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            _write(cell.text_frame, text, Style(size, "", bold=line == 0))
            if line == 0:
                cell.fill.solid()
                cell.fill.fore_color.rgb = _rgb(colour)


def _text(page: Page, text: str, box: Box, style: Style) -> TextFrame:
    frame = _wrapped(page.shapes.add_textbox(*map(Inches, box)).text_frame)
    _write(frame, text, style)
    return frame


def _wrapped(frame: TextFrame, anchor: MSO_ANCHOR = MSO_ANCHOR.TOP) -> TextFrame:
    frame.word_wrap, frame.vertical_anchor = True, anchor
    return frame


def _write(frame: TextFrame, text: str, style: Style) -> None:
    """Fill an empty frame, with a paragraph for each line of the text."""
    for number, line in enumerate(text.split("\n")):
        paragraph = frame.add_paragraph() if number else frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.RIGHT if style.right else PP_ALIGN.LEFT
        if not line:
            continue
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
