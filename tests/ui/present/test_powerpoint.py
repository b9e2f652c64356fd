"""The slides, read back."""

import io

from pptx import Presentation

from simulation.scenario import load
from tests.ui.slides_fixture import BRAND, NASTY, slides
from ui.present.powerpoint import ROWS, powerpoint
from ui.present.slide import Slide
from ui.present.stage import Brand
from ui.text import two_figures


def texts(slide: object) -> list[str]:
    return [
        shape.text_frame.text
        for shape in slide.shapes  # type: ignore[attr-defined]
        if shape.has_text_frame and shape.text_frame.text
    ]


def test_every_beat_is_a_slide_that_can_be_edited() -> None:
    told = slides()
    made = Presentation(io.BytesIO(powerpoint(told, BRAND, "foot")))
    assert len(made.slides) == len(told)
    for slide, beat in zip(made.slides, told, strict=True):
        assert slide.shapes.title.text_frame.text == beat.says
        assert beat.heading in texts(slide)
        assert BRAND.name in texts(slide)
    assert "It takes two.\n" + NASTY in texts(made.slides[0])


def test_tables_and_odds_are_native() -> None:
    made = Presentation(io.BytesIO(powerpoint(slides(), BRAND, "foot")))
    (win_rate,) = [shape.table for shape in made.slides[2].shapes if shape.has_table]
    assert [cell.text for cell in win_rate.rows[1].cells] == ["Giants", "83"]
    assert [cell.text for cell in win_rate.rows[3].cells] == [NASTY, "13"]
    (breaks,) = [shape.table for shape in made.slides[3].shapes if shape.has_table]
    assert [cell.text for cell in breaks.rows[1].cells] == [NASTY, "0.083"]


def test_a_chart_is_a_picture_with_its_figures_beside_it() -> None:
    drawing = slides()[4].drawing
    assert drawing
    slide = Presentation(io.BytesIO(powerpoint(slides(), BRAND, "foot"))).slides[4]
    (picture,) = [shape for shape in slide.shapes if shape.shape_type == 13]
    assert picture.image.content_type == "image/png"
    assert picture._element.nvPicPr.cNvPr.get("descr") == drawing.said
    (figures,) = [shape.table for shape in slide.shapes if shape.has_table]
    assert [cell.text for cell in figures.rows[0].cells][:2] == ["Day", "Median"]
    step = -(-len(drawing.columns["median"]) // ROWS)
    shown = [row.cells[1].text for row in list(figures.rows)[1:]]
    assert shown == [two_figures(value) for value in drawing.columns["median"][::step]]


def test_a_title_has_room_in_wide_letters_too() -> None:
    """DejaVu stands in for Calibri where that is missing, and sets this claim in three lines."""
    claim = load("4b").claim
    slide = Presentation(
        io.BytesIO(powerpoint([Slide("claim", "", claim, ("A", "B"))], BRAND, ""))
    ).slides[0]
    title = slide.shapes.title
    assert title.height >= 3 * 1.16 * title.text_frame.paragraphs[0].runs[0].font.size
    (under,) = [
        shape for shape in slide.shapes if shape.has_text_frame and shape.text_frame.text == "A\nB"
    ]
    assert under.top >= title.top + title.height


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    made = Presentation(io.BytesIO(powerpoint(slides()[:1], Brand("A\x00B\x1b"), "foot")))
    assert "AB" in texts(made.slides[0])
