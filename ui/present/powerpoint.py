"""The slides as PowerPoint slides that can be edited: texts, shapes and tables are native."""

import io
from collections.abc import Sequence
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Inches, Pt

from ui.charts import chart as drawings
from ui.charts.data import hundred
from ui.present.slide import Slide
from ui.present.stage import NARROW, Brand, legible
from ui.text import two_figures

WIDTH, HEIGHT, MARGIN = 13.333, 7.5, 0.7  # inches, 16 : 9
INK, QUIET, OTHER, EVEN = "#14181c", "#4b5560", "#c2410c", "#c9d0d7"
ROWS = 12  # of a chart's figures that fit beside it
WIDE = 0.66  # of a letter's height, bold, in the widest font that may stand in for the theme's
HEADS = {"low": "90% of worlds: from", "high": "to"}  # of columns that do not say it by their name


def powerpoint(slides: Sequence[Slide], brand: Brand, foot: str) -> bytes:
    """A .pptx file, a slide a beat. foot: stands small at the bottom of each."""
    made = Presentation()
    made.slide_width, made.slide_height = Inches(WIDTH), Inches(HEIGHT)
    colour = legible(brand.colour)
    for number, beat in enumerate(slides, 1):
        _slide(made, beat, brand, colour, f"{foot}   {number} / {len(slides)}")
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def _slide(made: Any, beat: Slide, brand: Brand, colour: str, foot: str) -> None:
    slide = made.slides.add_slide(made.slide_layouts[5])  # a title and nothing else
    win_rate = beat.win_rate if beat.win_rate and beat.win_rate.worlds else None
    split = win_rate is not None or beat.drawing is not None
    left = (WIDTH - 2 * MARGIN) * (0.45 if split else 1.0)
    _text(
        slide, brand.name, MARGIN + (2.0 if brand.logo else 0.0), 0.3, 6.0, 0.5, 14, INK, bold=True
    )
    _text(slide, beat.heading, WIDTH - MARGIN - 5.0, 0.3, 5.0, 0.5, 14, colour, right=True)
    if brand.logo:
        slide.shapes.add_picture(
            io.BytesIO(brand.logo), Inches(MARGIN), Inches(0.25), height=Inches(0.5)
        )
    rule = slide.shapes.add_shape(
        MSO_SHAPE.RECTANGLE, Inches(MARGIN), Inches(0.9), Inches(WIDTH - 2 * MARGIN), Emu(36_000)
    )
    _fill(rule, colour)

    says = beat.says or beat.heading
    size = 30 if len(says) < 120 else 24
    high = _height(says, size, left)
    title = slide.shapes.title
    title.left, title.top = Inches(MARGIN), Inches(1.2)
    title.width, title.height = Inches(left), Inches(high)
    _say(title.text_frame, says, size, INK, bold=True)
    under = 1.2 + high + 0.2
    if beat.lines:
        high = sum(_height(line, 16, left) for line in beat.lines)
        box = _text(slide, beat.lines[0], MARGIN, under, left, high, 16, QUIET)
        for line in beat.lines[1:]:
            _paragraph(box.text_frame.add_paragraph(), line, 16, QUIET)
        under += high + 0.2
    if beat.rows:
        _table(slide, beat.rows, MARGIN, under, left, colour)
    if win_rate is not None:
        _dots(slide, hundred(win_rate), beat.sides, colour)
    elif beat.drawing is not None:
        x, wide = MARGIN + left + 0.3, WIDTH - 2 * MARGIN - left - 0.3
        picture = io.BytesIO(drawings.png(beat.drawing, NARROW))
        chart = slide.shapes.add_picture(picture, Inches(x), Inches(1.2), width=Inches(wide))
        chart._element.nvPicPr.cNvPr.set("descr", _legal(beat.drawing.said))
        if not beat.rows:
            _table(slide, _figures(beat.drawing), MARGIN, under, left, colour, size=10)
    _text(slide, foot, MARGIN, HEIGHT - 0.5, WIDTH - 2 * MARGIN, 0.3, 10, QUIET)


def _dots(slide: Any, counts: tuple[int, int, int], sides: tuple[str, str], colour: str) -> None:
    kinds = [colour] * counts[0] + [EVEN] * counts[1] + [OTHER] * counts[2]
    step, size, x, y = 0.44, 0.33, 7.6, 1.3
    for place, kind in enumerate(kinds):
        dot = slide.shapes.add_shape(
            MSO_SHAPE.OVAL, Inches(x + step * (place % 10)), Inches(y + step * (place // 10)),
            Inches(size), Inches(size),
        )  # fmt: skip
        _fill(dot, kind)
    names = (sides[0], "even", sides[1])
    rows = [
        ("Of 100 worlds", ""),
        *((name, str(count)) for name, count in zip(names, counts, strict=True)),
    ]
    _table(slide, rows, 7.6, y + 10 * step + 0.1, 4.4, colour, size=11)


def _figures(drawing: drawings.Drawing) -> list[tuple[str, ...]]:
    """A chart's numbers in two figures; rows in the middle are left out where there are many."""
    named = {name: cells for name, cells in drawing.columns.items() if name != "place"}
    rows = list(zip(*named.values(), strict=True))
    step = max(1, -(-len(rows) // ROWS))
    shown = [tuple(_short(cell) for cell in row) for row in rows[::step]]
    return [tuple(HEADS.get(name, name.capitalize()) for name in named), *shown]


def _short(cell: Any) -> str:
    return two_figures(cell) if isinstance(cell, float) else str(cell).partition("|")[0]


def _height(text: str, size: int, wide: float) -> float:
    """About how high a text of that size in points stands in a box of that width, in inches."""
    a_line = max(1, int(wide * 72 / (WIDE * size)))
    return 1.3 * size / 72 * max(1, -(-len(text) // a_line)) + 0.1


def _table(
    slide: Any,
    rows: Sequence[Sequence[str]],
    x: float,
    y: float,
    wide: float,
    colour: str,
    size: int = 14,
) -> None:
    high = 0.02 * size * len(rows)
    shape = slide.shapes.add_table(
        len(rows), len(rows[0]), Inches(x), Inches(y), Inches(wide), Inches(high)
    )
    for line, cells in enumerate(rows):
        for place, text in enumerate(cells):
            cell = shape.table.cell(line, place)
            cell.margin_top = cell.margin_bottom = Emu(10_000)
            _paragraph(cell.text_frame.paragraphs[0], text, size, None, bold=line == 0)
            if line == 0:
                cell.fill.solid()
                cell.fill.fore_color.rgb = _rgb(colour)


def _text(
    slide: Any, text: str, x: float, y: float, wide: float, high: float, size: int, colour: str,
    *, bold: bool = False, right: bool = False,
) -> Any:  # fmt: skip
    box = slide.shapes.add_textbox(Inches(x), Inches(y), Inches(wide), Inches(high))
    _say(box.text_frame, text, size, colour, bold=bold, right=right)
    return box


def _say(
    frame: Any, text: str, size: int, colour: str, *, bold: bool = False, right: bool = False
) -> None:
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
    _paragraph(frame.paragraphs[0], text, size, colour, bold=bold, right=right)


def _paragraph(
    paragraph: Any,
    text: str,
    size: int,
    colour: str | None,
    *,
    bold: bool = False,
    right: bool = False,
) -> None:
    paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    run = paragraph.add_run()
    run.text = _legal(text)
    run.font.size, run.font.bold = Pt(size), bold
    if colour:
        run.font.color.rgb = _rgb(colour)


def _fill(shape: Any, colour: str) -> None:
    shape.fill.solid()
    shape.fill.fore_color.rgb = _rgb(colour)
    shape.line.fill.background()
    shape.shadow.inherit = False


def _rgb(colour: str) -> Any:
    red, green, blue = bytes.fromhex(colour[1:])
    return RGBColor(red, green, blue)  # type: ignore[no-untyped-call]


def _legal(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return "".join(c for c in text if c.isprintable())
