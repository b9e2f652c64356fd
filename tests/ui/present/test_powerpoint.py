"""The slides, read back."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from PIL import Image
from pptx import Presentation
from pptx.oxml.ns import qn

from simulation.scenarios import load
from tests.ui.slides_fixture import BARS, BRAND, CURVE, NASTY, STACK, deck
from ui.present.brand import Brand
from ui.present.deck import Deck, Slide
from ui.present.edits import arranged
from ui.present.powerpoint import ROWS, powerpoint
from ui.text import two_figures


def pages(shown: Deck) -> list[object]:
    return list(Presentation(io.BytesIO(powerpoint(shown))).slides)


def texts(page: object) -> list[str]:
    return [
        shape.text_frame.text
        for shape in page.shapes  # type: ignore[attr-defined]
        if shape.has_text_frame and shape.text_frame.text
    ]


def tables(page: object) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row.cells] for row in shape.table.rows]
        for shape in page.shapes  # type: ignore[attr-defined]
        if shape.has_table
    ]


def chart(page: object) -> Any:
    (found,) = [shape.chart for shape in page.shapes if shape.has_chart]  # type: ignore[attr-defined]
    return found


def load_workbook(content: bytes) -> list[list[object]]:
    """The rows of the only sheet of a workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        sheet = ElementTree.fromstring(file.read("xl/worksheets/sheet1.xml"))
    cells = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    return [
        [float(value.text or 0) for value in row.iter(f"{cells}v")]
        for row in sheet.iter(f"{cells}row")
    ]


@pytest.mark.compiled
def test_every_slide_and_the_evidence_can_be_edited() -> None:
    shown = deck()
    slides = [*shown.slides, shown.appendix[0]]
    made = pages(shown)
    assert len(made) == len(slides)
    for page, slide in zip(made, slides, strict=True):
        title = page.shapes.title.text_frame.text  # type: ignore[attr-defined]
        assert title == (slide.statement or slide.heading)
        assert slide.heading in texts(page)
        assert BRAND.name in texts(page)
        assert any(text.startswith(shown.footer) for text in texts(page))
    assert "It takes two.\n" + NASTY in texts(made[0])


@pytest.mark.compiled
def test_tables_are_native_and_a_hundred_dots_one_chart() -> None:
    made = pages(deck())
    dots = chart(made[2])
    assert [each.name for each in dots.plots[0].series] == ["Giants: 83", "Tie: 4", f"{NASTY}: 13"]
    assert [len(list(each.values)) for each in dots.plots[0].series] == [83, 4, 13]
    assert "Each dot is one simulated run, with its own random draws." in texts(made[2])
    assert tables(made[3]) == [[["Lever", "Changes at"], [NASTY, "0.083"]]]


@pytest.mark.compiled
def test_bars_have_their_ranges_and_can_be_edited() -> None:
    drawn = chart(pages(deck())[5])
    assert list(drawn.plots[0].categories) == list(BARS.names)
    for series, (name, figures) in zip(drawn.plots[0].series, BARS.series, strict=True):
        assert series.name == name
        assert list(series.values) == [figure for figure, _, _ in figures]
        for side, lengths in (
            ("plus", [high - figure for figure, _, high in figures]),
            ("minus", [figure - low for figure, low, _ in figures]),
        ):
            said = series._element.findall(f".//{qn(f'c:{side}')}//{qn('c:v')}")
            assert [float(each.text) for each in said] == lengths
    sheet = load_workbook(drawn.part.chart_workbook.xlsx_part.blob)
    assert [row[1] for row in sheet[1:]] == [10.0, -3.0]


@pytest.mark.compiled
def test_curves_and_stacks_are_native_with_their_figures() -> None:
    curve, stack = chart(pages(deck())[6]), chart(pages(deck())[7])
    (line,) = curve.plots[0].series
    assert list(line.values) == list(CURVE.series[0][1])
    assert curve.part._element.findall(f".//{qn('c:logBase')}")
    assert [(each.name, list(each.values)) for each in stack.plots[0].series] == [
        (name, list(parts)) for name, parts in STACK.series
    ]


@pytest.mark.compiled
def test_a_film_moves_and_is_described() -> None:
    (picture,) = [shape for shape in pages(deck())[8].shapes if shape.shape_type == 13]  # type: ignore[attr-defined]
    assert picture.image.content_type == "image/gif"
    assert (
        Image.open(io.BytesIO(picture.image.blob)).n_frames > 3
    )  # pictures that are alike are one
    assert "Two people." in picture._element.nvPicPr.cNvPr.get("descr")


@pytest.mark.compiled
def test_notes_are_for_the_speaker() -> None:
    page = pages(deck())[5]
    assert page.notes_slide.notes_text_frame.text == "Point at them."  # type: ignore[attr-defined]


@pytest.mark.compiled
def test_nothing_overflows_and_no_slide_is_four_fifths_empty() -> None:
    made = Presentation(io.BytesIO(powerpoint(arranged(deck()))))
    for number, page in enumerate(made.slides, 1):
        used = 0
        for shape in page.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= made.slide_width
            assert shape.top + shape.height <= made.slide_height, (number, shape.name)
            used += shape.width * shape.height
        assert used > 0.2 * made.slide_width * made.slide_height, number


def test_a_table_too_long_for_a_slide_goes_on_on_the_next() -> None:
    rows = tuple((f"Source {number}", 200 * "x") for number in range(30))
    shown = Deck("", (Slide("evidence", "Sources", "All", table=(("Source", "Says"), *rows)),))
    made = pages(shown)
    assert len(made) > 1
    found = [row for page in made for table in tables(page) for row in table[1:]]
    assert found == [list(row) for row in rows]


def test_a_cover_names_client_date_and_brand() -> None:
    shown = Deck("Spring", (), brand=Brand("Fern"), client="Bakery", day=date(2026, 3, 1))
    first, agenda = pages(arranged(shown))
    assert first.shapes.title.text_frame.text == "Spring"  # type: ignore[attr-defined]
    assert "Bakery\n1 March 2026\nFern" in texts(first)
    assert agenda.shapes.title.text_frame.text == "What we look at"  # type: ignore[attr-defined]


@pytest.mark.compiled
def test_a_chart_is_a_picture_with_its_figures_beside_it() -> None:
    chart = deck().slides[4].chart
    assert chart
    page = pages(deck())[4]
    (picture,) = [shape for shape in page.shapes if shape.shape_type == 13]  # type: ignore[attr-defined]
    assert picture.image.content_type == "image/png"
    assert picture._element.nvPicPr.cNvPr.get("descr") == chart.said
    (figures,) = tables(page)
    assert figures[0][:2] == ["Day", "Median"]
    step = -(-len(chart.columns["median"]) // ROWS)
    shown = [row[1] for row in figures[1:]]
    assert shown == [two_figures(value) for value in chart.columns["median"][::step]]


def test_a_title_has_room_in_wide_letters_too() -> None:
    """DejaVu stands in for Calibri where that is missing, and sets this claim in three lines."""
    claim = load("4b").claim
    shown = Deck("", (Slide("claim", "", claim, ("A", "B")),))
    (page,) = pages(shown)
    title = page.shapes.title  # type: ignore[attr-defined]
    assert title.height >= 3 * 1.16 * title.text_frame.paragraphs[0].runs[0].font.size
    (under,) = [
        shape
        for shape in page.shapes  # type: ignore[attr-defined]
        if shape.has_text_frame and shape.text_frame.text == "A\nB"
    ]
    assert under.top >= title.top + title.height


@pytest.mark.compiled
def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    assert "AB" in texts(pages(replace(deck(), brand=Brand("A\x00B\x1b")))[0])
