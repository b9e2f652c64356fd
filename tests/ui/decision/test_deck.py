"""A recommendation's deck: every slide says what was found, and says it once."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from simulation.case.money import currency
from simulation.decision import Recommendation, recommend, sentences
from simulation.outcomes import OUTCOMES
from simulation.parameters import Run
from tests.decision.made import made, option
from ui.charts.data import hundred
from ui.decision.deck import About, decision_deck
from ui.decision.evidence import involved
from ui.present.brand import Brand
from ui.present.deck import Deck, Slide
from ui.present.edits import arranged
from ui.present.native import Bars
from ui.text import quantity

REACH = {"Today": 100.0, "$300 of ads": 200.0, "3 creators": 190.0}


def _formula(p: Any, noise: np.ndarray) -> Mapping[str, np.ndarray]:
    title = "$300 of ads" if p.growth.ad_views else "3 creators" if p.partners.count else "Today"
    cost = (0 if title == "Today" else 300) + 0 * noise
    reach = REACH[title] * (1 + p.public.follow) + noise
    orders = (3.0 if title == "3 creators" else 1.0) + 0 * noise
    return {"reach": reach, "cost": cost, "profit": -cost, "orders": orders}


OPTIONS = (
    option("Today", base=True),
    option("$300 of ads", {"growth.ad_views": 1}),
    option("3 creators", {"partners.count": 3}),
)


@pytest.fixture(scope="module")
def found() -> Recommendation:
    return recommend(OPTIONS, "reach", made(_formula), Run(worlds=80))


def deck(found: Recommendation, **about: Any) -> Deck:
    return decision_deck(found, Brand("Fern & Co"), About(**about))


def whole_evidence(found: Recommendation) -> Slide:
    return next(each for each in deck(found).appendix if each.name == "evidence")


def slide(shown: Deck, name: str) -> Slide:
    (only,) = [each for each in (*shown.slides, *shown.appendix) if each.name == name]
    return only


def test_every_slide_of_the_list_is_there(found: Recommendation) -> None:
    names = [each.name for each in arranged(deck(found)).slides]
    assert names[:10] == [
        "title",
        "agenda",
        "question",
        "compared",
        "bet",
        "ranges",
        "reveal",
        "advice",
        "breaks",
        "unknown",
    ]
    assert len(set(names)) == len(names)
    assert all(each.notes for each in arranged(deck(found)).slides)


def test_the_title_names_client_date_and_brand(found: Recommendation) -> None:
    shown = arranged(deck(found, title="Spring", client="Bakery", day=date(2026, 3, 1)))
    assert shown.slides[0].statement == "Spring"
    assert shown.slides[0].lines == ("Bakery", "1 March 2026", "Fern & Co")
    assert arranged(deck(found)).slides[0].lines == ("Fern & Co",)


def test_the_question_is_written_from_the_options(found: Recommendation) -> None:
    asked = slide(deck(found), "question").statement
    assert asked == "“$300 of ads” or “3 creators”: which reaches the most people?"
    assert slide(deck(found, question="Ads?"), "question").statement == "Ads?"


def test_the_same_money_is_said_where_it_is_the_same(found: Recommendation) -> None:
    shown = slide(deck(found), "compared")
    assert shown.statement == "Two options for the same money, about $300 each beside “Today”"
    assert [row[0] for row in shown.table[1:]] == [each.title for each in OPTIONS]
    assert [row[2] for row in shown.table[1:]] == ["$0", "$300", "$300"]


def test_the_bet_does_not_give_the_winner_away_and_the_dots_answer_it(
    found: Recommendation,
) -> None:
    asked, shown = slide(deck(found), "bet"), slide(deck(found), "reveal")
    claim = "“3 creators” reaches more people than “$300 of ads”"
    assert claim in asked.statement
    assert shown.statement.startswith(claim)
    assert shown.sides == ("3 creators", "$300 of ads")
    assert shown.win_rate == found.pair(2, 1).today
    assert hundred(found.pair(1, 2).today)[0] == hundred(found.pair(2, 1).today)[2]


def test_the_decision_comes_first_in_two_sentences(found: Recommendation) -> None:
    what, sure = sentences(found)
    for name in ("advice",):
        assert slide(deck(found), name).statement == what
        assert slide(deck(found), name).lines[0] == sure
    summary = deck(found).summary
    assert summary is not None
    assert (summary.statement, summary.lines[0]) == (what, sure)
    assert [row[0] for row in summary.table[1:]] == [each.title for each in OPTIONS]


def test_both_bands_are_drawn_and_are_native(found: Recommendation) -> None:
    shown = slide(deck(found), "ranges")
    assert shown.chart is not None
    assert isinstance(shown.native, Bars)
    (_, inner), (_, outer) = shown.native.series
    for row, here, there in zip(found.rows, inner, outer, strict=True):
        bands = row.figure
        assert here == (bands.inner.median, bands.inner.low90, bands.inner.high90)
        assert there == (bands.outer.median, bands.outer.low90, bands.outer.high90)


def test_what_another_goal_says_is_not_kept_back(found: Recommendation) -> None:
    lines = slide(deck(found), "advice").lines
    assert any("“3 creators” does better than “$300 of ads” on orders" in line for line in lines)


def test_unknowns_are_ranked_and_evidence_is_that_of_the_levers(found: Recommendation) -> None:
    assert found.information is not None
    rows = slide(deck(found), "unknown").table[1:]
    assert [row[0] for row in rows] == [
        each.unknown.name for each in found.information.worth[: len(rows)]
    ]
    first = found.information.worth[0].unknown.lever
    cells = {cell for row in whole_evidence(found).table for cell in row}
    assert first.evidence.says in cells
    sources = " ".join(source for (source,) in slide(deck(found), "sources").table)
    published = [each.evidence for each in involved(found) if each.evidence.year]
    assert published
    assert all(each.title in sources for each in published)


def test_versions_and_seeds_stand_in_the_appendix_alone(found: Recommendation) -> None:
    shown = arranged(deck(found))
    said = " ".join(
        text for each in shown.slides for text in (each.statement, *each.lines, shown.footer)
    )
    assert "seed" not in said.lower()
    table = dict(slide(deck(found), "made").table[1:])
    assert table["Seed of the random draws"] == str(found.sample.run.seed)
    assert table["Plausible settings"].startswith(f"{found.sample.settings},")


def test_every_outcome_of_every_option_stands_in_the_appendix(found: Recommendation) -> None:
    table = slide(deck(found), "outcomes").table
    assert table[0][1:] == tuple(each.title for each in OPTIONS)
    assert len(table) == 1 + len(OUTCOMES)
    assert table[1][1].startswith(quantity(found.rows[0].figure.inner.median, "people"))


def test_amounts_are_in_the_currency_of_the_client(found: Recommendation) -> None:
    shown = deck(found, money=currency("EUR"))
    assert slide(shown, "compared").table[2][2] == "€300"
    assert "“$300 of ads”" in slide(shown, "advice").statement  # a title stays as it was written
    outside = slide(shown, "advice").statement.replace("“$300 of ads”", "")
    assert "$" not in outside


def test_a_recommendation_that_is_not_whole_yet_makes_a_deck_too(found: Recommendation) -> None:
    part = replace(found, changes=(), whole=False)
    assert "being tried" in slide(deck(part), "breaks").statement
    alone = recommend(OPTIONS[:1], "reach", made(_formula), Run(worlds=80))
    names = [each.name for each in deck(alone).slides]
    assert "bet" not in names
    assert "reveal" not in names
