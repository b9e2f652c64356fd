"""The Map page in a real browser: drawn, stopped and gone on with, a cell opened."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import idle
from tests.e2e.test_explore import SLOW
from tests.e2e.test_pages import fits, violations

SCREENS = [
    {"viewport": {"width": 1440, "height": 900}, "color_scheme": "light"},
    {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
]


def visit(page: Page, query: str = "") -> None:
    page.goto(f"/map?{query}")
    expect(draw(page)).to_be_visible(timeout=SLOW)
    idle(page, timeout=SLOW)


def draw(page: Page) -> Locator:
    return page.get_by_role("button", name="Draw the map")


def points(page: Page, many: int) -> None:
    page.locator(".st-key-map-points").get_by_text(str(many), exact=True).click()
    idle(page)


@pytest.mark.parametrize(
    "page", SCREENS, indirect=True, ids=lambda each: str(each["viewport"]["width"])
)
def test_a_map_is_drawn_and_a_click_opens_its_cell(page: Page) -> None:
    visit(page, "run.days=7")  # one lever moved, before the cell moves two
    points(page, 5)
    draw(page).click()
    expect(page.get_by_text("The typical reach (median) goes from")).to_be_visible(timeout=SLOW)
    idle(page, timeout=SLOW)
    assert fits(page)
    assert not violations(page)
    corner = page.locator(
        "[data-testid=stVegaLiteChart] svg [aria-roledescription='rect mark']"
    ).first
    corner.scroll_into_view_if_needed()
    corner.click()
    page.get_by_role("button", name="Open this cell in Explore").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How far does the word travel?")
    expect(page.get_by_text("3 levers changed", exact=True)).to_be_visible()
    idle(page)
    assert "followers.casual.see=0.02" in page.url
    assert "public.share=0.003" in page.url


def test_a_map_is_stopped_and_gone_on_with(page: Page) -> None:
    visit(page, "scenario=2a&run.seed=7")
    points(page, 20)
    draw(page).click()
    page.get_by_role("button", name="Stop").click(timeout=SLOW)
    expect(page.get_by_text("Finished runs are kept.")).to_be_visible(timeout=SLOW)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("button", name="Stop")).to_be_visible(timeout=SLOW)
    expect(page.locator("[data-testid=stVegaLiteChart] svg.marks")).to_be_visible(timeout=SLOW)
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("Finished runs are kept.")).to_be_visible(timeout=SLOW)
