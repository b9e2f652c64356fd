"""The deck of an account: figures as on the page; a failed test is said before any outlook."""

from dataclasses import replace

import numpy as np
import pytest

from simulation.account import AccountInfo, BacktestRow, fit
from simulation.account.fitting import Fit
from simulation.outcomes import Summary, summary
from tests.account.exports import FOLLOWERS, export
from tests.ui.account.test_page import posts_of
from ui.account import report
from ui.account.deck import account_deck
from ui.account.work import LOOKED_AT, Found
from ui.present.brand import Brand
from ui.present.deck import Deck, Slide
from ui.present.edits import arranged

pytestmark = pytest.mark.compiled

GOOD = BacktestRow("impressions", 17, 18, 100.0, 200.0)
BAD = replace(GOOD, inside=5)


@pytest.fixture(scope="module")
def fitted() -> Fit:
    return fit(posts_of(export()), AccountInfo(FOLLOWERS))


def ahead() -> dict[str, Summary]:
    return {name: summary(np.arange(100.0) + 500) for name in LOOKED_AT}


def deck(fitted: Fit, *tests: BacktestRow) -> Deck:
    return account_deck(Found(fitted, (), tests, ahead()), Brand("Fern"))


def slide(shown: Deck, name: str) -> Slide:
    return next(each for each in (*shown.slides, *shown.appendix) if each.name == name)


def test_its_figures_are_those_of_the_page(fitted: Fit) -> None:
    shown = deck(fitted, GOOD)
    assert slide(shown, "outlook").table[1:] == tuple(report.outlook_rows(ahead()))
    assert slide(shown, "levers").table[1:] == tuple(report.lever_rows(fitted))
    assert slide(shown, "tested").statement == "The model passed its test on later posts."
    assert f"{fitted.posts:,}" in slide(shown, "claim").statement


def test_a_failed_test_is_said_wherever_the_outlook_is(fitted: Fit) -> None:
    shown = deck(fitted, BAD)
    warning = report.failed([BAD])
    assert "impressions" in warning
    assert slide(shown, "tested").statement == warning
    assert slide(shown, "outlook").lines[0] == warning
    assert shown.summary is not None
    assert shown.summary.lines[0] == warning


def test_what_is_not_known_yet_has_no_slide(fitted: Fit) -> None:
    shown = arranged(account_deck(Found(fitted), Brand()))
    assert [each.name for each in shown.slides] == ["title", "agenda", "claim"]
