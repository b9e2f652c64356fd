"""Edits of a deck: order, slides left out, titles and notes; and what an address keeps of them."""

import pytest
import streamlit as st

from simulation.case import Deck as Edits
from simulation.case import SlideEdit
from simulation.errors import UserError
from ui.present import kept
from ui.present.deck import Deck, DeckSource, Slide
from ui.present.edits import arranged

SLIDES = (
    Slide("claim", "The claim", "It pays.", notes="Slowly."),
    Slide("table", "Costs", "It costs.", key="costs"),
    Slide("table", "Gains", "It gains.", key="gains"),
)
DECK = Deck("Spring", SLIDES)
SOURCE = DeckSource("spring", "Spring", lambda: DECK)


def names(deck: Deck) -> list[str]:
    return [slide.name for slide in deck.slides]


def edited(*edits: SlideEdit, title: str = "") -> Deck:
    return arranged(DECK, Edits("spring", title, edits))


def test_a_deck_begins_with_its_title_and_an_agenda() -> None:
    shown = arranged(DECK)
    assert names(shown) == ["title", "agenda", "claim", "costs", "gains"]
    assert shown.slides[0].statement == "Spring"
    assert shown.slides[1].lines == ("The claim", "Costs", "Gains")


def test_slides_stand_in_the_order_of_the_edits_and_may_be_left_out() -> None:
    shown = edited(
        SlideEdit("gains"), SlideEdit("title"), SlideEdit("costs", shown=False), SlideEdit("claim")
    )
    assert names(shown) == ["gains", "title", "agenda", "claim"]
    assert shown.slides[2].lines == ("Gains", "The claim")


def test_a_slide_that_is_new_follows_the_one_it_follows_by_itself() -> None:
    assert names(edited(SlideEdit("gains"), SlideEdit("claim"))) == [
        "title",
        "agenda",
        "gains",
        "claim",
        "costs",
    ]


def test_an_edit_of_a_slide_that_is_gone_is_passed_over() -> None:
    assert names(edited(SlideEdit("before"))) == names(arranged(DECK))


def test_titles_and_notes_replace_those_that_were_made() -> None:
    shown = edited(SlideEdit("claim", "It may pay.", "Fast."), title="Autumn")
    claim = next(each for each in shown.slides if each.name == "claim")
    assert (claim.statement, claim.notes) == ("It may pay.", "Fast.")
    assert (shown.title, shown.slides[0].statement) == ("Autumn", "Autumn")
    assert arranged(DECK).slides[2].notes == "Slowly."


def test_edits_go_through_the_address_unchanged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "session_state", {})
    param = kept.query_param(lambda: SOURCE)
    assert param.write() == ""
    edits = Edits("spring", "Ütopia", (SlideEdit("gains", "A & B?", "n", shown=False),))
    kept.keep(SOURCE, edits)
    text = param.write()
    monkeypatch.setattr(st, "session_state", {})
    param.read(text)
    assert kept.edits_of(SOURCE) == edits


def test_edits_that_are_too_long_stay_out_of_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "session_state", {})
    kept.keep(SOURCE, Edits("spring", "", (SlideEdit("gains", notes=4_000 * "n"),)))
    assert kept.query_param(lambda: SOURCE).write() == ""


@pytest.mark.parametrize(
    "text", ["", "7", "[1, 2]", '["", [["gains"]]]', '["", [["", 1, "", ""]]]']
)
def test_an_address_that_is_none_is_refused(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "session_state", {})
    with pytest.raises(UserError, match="edit"):
        kept.query_param(lambda: SOURCE).read(text)


def test_the_edits_of_a_case_are_kept_by_the_case(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "session_state", {})
    held: list[Edits] = []
    source = DeckSource(
        "case", "Case", lambda: DECK, lambda: held[-1] if held else None, held.append
    )
    edits = Edits("case", "Autumn")
    kept.keep(source, edits)
    assert held == [edits]
    assert kept.edits_of(source) == edits
    assert kept.query_param(lambda: source).write() == ""
    assert not st.session_state
