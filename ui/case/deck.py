"""The decks of cases, for the page Present: of the one that is open, and of all that are kept."""

from collections.abc import Iterator
from dataclasses import replace

import streamlit as st

from simulation.case import Case, Choices, choices, given
from simulation.case import Deck as Edits
from simulation.errors import UserError
from simulation.parameters import Run
from ui.background.progress import show_error
from ui.case import cases, opened
from ui.case.answer import KEY
from ui.controls.scenario_files import slug
from ui.decision.deck import About, decision_source
from ui.decision.measure import Question
from ui.present.brand import Brand, current
from ui.present.deck import Deck, DeckSource

OF = "recommendation"  # what a case's deck is of, among its decks
LISTED = 20  # kept cases that are offered


def key_of(id: str) -> str:
    """The key of the deck of a kept case."""
    return f"case-{id}"


def of_open() -> Iterator[DeckSource]:
    """The deck of the case that is open in this visit, once it is kept."""
    if opened.OPEN in st.session_state and (kept := opened.here().kept):
        yield _source(kept.id, opened.case().name)


def of_others() -> Iterator[DeckSource]:
    """The decks of the other cases; one that is chosen is opened."""
    there = {each.key for each in of_open()}
    for entry in cases.recent(LISTED):
        if key_of(entry.id) not in there:
            yield _source(entry.id, entry.name)


def _source(id: str, name: str) -> DeckSource:
    def build() -> Deck | None:
        try:
            _open(id)
            case = opened.case()
            found = choices(case, patient=True)
        except UserError as error:
            show_error(error)
            return None
        source = decision_source(
            key_of(id),
            name,
            question_of(case, found),
            about(case),
            place=f"{KEY}-recommendation",
            brand=lambda: brand(case),
        )
        return source.build()

    def edits() -> Edits | None:
        _open(id)
        return next((each for each in opened.case().decks if each.of == OF), None)

    def keep(edited: Edits) -> None:
        _open(id)
        case = opened.case()
        others = tuple(each for each in case.decks if each.of != OF)
        opened.change(replace(case, decks=(*others, replace(edited, of=OF))))

    return DeckSource(key_of(id), f"Case: {name}", build, edits, keep)


def question_of(case: Case, found: Choices) -> Question:
    """Question that the recommendation of a case answers."""
    return Question(found.to_decide, case.goal, Run(days=found.days), given(case, found))


def about(case: Case) -> About:
    """Title of its deck, and whom it is for."""
    return About(
        title=case.title,
        client=case.client,
        day=case.start,
        money=case.currency,
        file_name=slug(case.name, "case"),
    )


def brand(case: Case) -> Brand:
    """Brand of the deck: that of the case, as far as it has one, else the visitor's."""
    own, usual = case.brand, current()
    return Brand(own.name or usual.name, own.colour or usual.colour, own.logo or usual.logo)


def _open(id: str) -> None:
    kept = opened.here().kept
    if kept is None or kept.id != id:
        opened.open_kept(id)
