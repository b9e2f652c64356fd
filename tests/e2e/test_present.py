"""The stage on a projector of 1280 x 720: by keys alone, nothing scrolls, nothing else shows."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import idle
from tests.e2e.test_explore import SLOW

SLIDES = (
    "The claim",
    "Place your bet",
    "The result",
    "How much runs differ",
    "Where the answer changes",
    "What to do",
)

FIT = """(stage) => [stage, ...stage.querySelectorAll('.slide, .words, table')].every(
    part => part.scrollHeight <= part.clientHeight + 1
        && part.scrollWidth <= part.clientWidth + 1)"""
ALONE = """(stage) => [[2, 2], [1277, 2], [2, 717], [1277, 717], [640, 30], [100, 28], [640, 360]]
    .every(([x, y]) => stage.contains(stage.getRootNode().elementFromPoint(x, y)))"""


def stage(page: Page) -> Any:
    return page.locator("dialog.stage")


@pytest.mark.parametrize("page", [{"viewport": {"width": 1280, "height": 720}}], indirect=True)
def test_a_deck_is_shown_by_keys(page: Page, quick_url: str) -> None:
    page.goto(f"{quick_url}/present")
    start = page.get_by_role("button", name="Start presenting")
    expect(start).to_be_visible(timeout=SLOW)
    expect(page.locator(".st-key-stop-story-4b")).to_have_count(0, timeout=SLOW)
    idle(page, timeout=SLOW)
    start.click()
    for place, heading in enumerate(SLIDES):
        expect(stage(page).locator(".heading")).to_contain_text(heading)
        expect(stage(page).locator(".bottom")).to_contain_text(f"{place + 1} / {len(SLIDES)}")
        assert stage(page).evaluate(FIT), heading
        assert stage(page).evaluate(ALONE), heading
        if heading == "Place your bet":
            expect(stage(page)).to_contain_text("type a number")
            stage(page).locator(".bet").evaluate("(bet) => { bet.dataset.kept = 'yes'; }")
            page.keyboard.type("37")
            page.keyboard.press("ArrowUp")
            expect(stage(page).locator(".bet")).to_have_text("38 of 100 runs")
            expect(stage(page).locator(".bet")).to_have_attribute("data-kept", "yes")
        if heading == "The result":
            said = re.compile(r"You bet on 38 of 100 runs; it happened in \d+\.")
            expect(stage(page)).to_contain_text(said)
            assert stage(page).locator(".dots i").count() == 100
        page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    expect(stage(page).locator(".heading")).to_contain_text(SLIDES[-2])
    page.keyboard.press("Escape")
    expect(stage(page)).to_be_hidden()
    expect(start).to_be_focused()
    expect(page).to_have_url(re.compile(r"/present\?slide=5&model="))
    idle(page)
    page.reload()
    page.get_by_role("button", name="Go on at 5 of 6").click(timeout=SLOW)
    expect(stage(page).locator(".heading")).to_contain_text(SLIDES[4])
    page.keyboard.press("Home")
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile("/present$"))
    expect(page.get_by_role("button", name="Go on")).to_have_count(0)
