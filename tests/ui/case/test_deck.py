"""The decks of cases: offered on Present, in the case's own brand, with edits that it keeps."""

from dataclasses import replace
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from simulation.case import Brand, Case, Deck, SlideEdit, answers, choices, currency
from simulation.case.case import Spend
from simulation.case.store import CaseStore
from ui.case import deck
from ui.present.brand import Brand as Presented

CASE = Case(
    title="Spring campaign",
    client="Corner Bakery",
    start=date(2026, 3, 2),
    goal="orders",
    currency=currency("EUR"),
    answers=answers(followers=2_000, fakes=0.1, budget=150),
    options=(Spend("ads"),),
)


def _sources() -> None:
    import streamlit as st

    from ui.case import deck, opened

    st.session_state["open"] = [(each.key, each.title) for each in deck.of_open()]
    st.session_state["others"] = [(each.key, each.title) for each in deck.of_others()]
    if edited := st.session_state.get("edit"):
        (source,) = deck.of_others()
        assert source.keep
        assert source.edits
        source.keep(edited)
        st.session_state["edited"] = source.edits()
        st.session_state["case"] = opened.case()


def test_every_kept_case_is_offered_the_open_one_first(own_cases: CaseStore) -> None:
    kept = own_cases.add(CASE)
    at = AppTest.from_function(_sources, default_timeout=60).run()
    assert not at.exception
    assert at.session_state["open"] == []
    assert at.session_state["others"] == [(f"case-{kept.id}", "Case: Spring campaign")]


def test_edits_are_kept_with_the_case(own_cases: CaseStore) -> None:
    kept = own_cases.add(CASE)
    edited = Deck("anything", slides=(SlideEdit("bet", shown=False),))
    at = AppTest.from_function(_sources, default_timeout=60)
    at.session_state["edit"] = edited
    at.run()
    assert not at.exception
    expected = replace(edited, of=deck.OF)
    assert at.session_state["edited"] == expected
    assert own_cases.open(kept.id).case == replace(CASE, decks=(expected,))


def test_a_deck_asks_what_the_page_asks_and_says_for_whom() -> None:
    found = choices(CASE)
    asked = deck.question_of(CASE, found)
    assert asked.goal == "orders"
    assert [each.title for each in asked.options] == ["Today", "€150 of ads"]
    about = deck.about(CASE)
    assert (about.title, about.client, about.day) == (
        "Spring campaign",
        "Corner Bakery",
        CASE.start,
    )
    assert about.money.code == "EUR"
    assert about.file_name == "spring-campaign"


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (Brand(), Presented("Me", "#111111", b"")),
        (Brand("Bakery", "#222222"), Presented("Bakery", "#222222", b"")),
    ],
)
def test_the_brand_is_the_cases_as_far_as_it_has_one(
    own: Brand, expected: Presented, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deck, "current", lambda: Presented("Me", "#111111", b""))
    assert deck.brand(replace(CASE, brand=own)) == expected
