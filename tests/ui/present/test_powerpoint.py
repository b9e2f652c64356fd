"""The slides, read back."""

import io
from dataclasses import replace

import pytest
from pptx import Presentation

from simulation.scenarios import load
from tests.ui.slides_fixture import BRAND, NASTY, deck
from ui.present.brand import Brand
from ui.present.deck import Deck, Slide
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
def test_tables_are_native_and_a_hundred_dots_one_group() -> None:
    made = pages(deck())
    (counted,) = tables(made[2])
    assert counted[1:] == [["Giants", "83"], ["Tie", "4"], [NASTY, "13"]]
    (group,) = [shape for shape in made[2].shapes if shape.shape_type == 6]  # type: ignore[attr-defined]
    colours = [str(dot.fill.fore_color.rgb) for dot in group.shapes]
    assert [colours.count(each) for each in dict.fromkeys(colours)] == [83, 4, 13]
    assert "Each dot is one simulated run, with its own random draws." in texts(made[2])
    assert tables(made[3]) == [[["Lever", "Changes at"], [NASTY, "0.083"]]]


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
