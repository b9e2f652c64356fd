"""The Explore page in a real browser; the `page` fixture fails on complaints and calls out."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import idle

CHART = "[data-testid=stVegaLiteChart] svg.marks"
SLOW = 90_000  # the first visitor of a fresh checkout may have to wait for the compiler


def visit(page: Page) -> None:
    page.goto("/explore")
    expect(page.locator(CHART)).to_have_count(5, timeout=SLOW)
    idle(page)


def sentence(page: Page) -> str:
    return page.get_by_test_id("stMain").locator("strong", has_text="Over ").inner_text()


def move(page: Page, path: str, key: str) -> None:
    page.locator(f".st-key-lever-{path.replace('.', '-')}").get_by_role("slider").focus()
    page.keyboard.press(key)


def choose(page: Page, box: str, title: str) -> None:
    """Pick from a box by typing: it shows a few of many options, and scrolling shuts it."""
    field = page.locator(f".st-key-{box} input")
    field.scroll_into_view_if_needed()
    field.click()
    field.press_sequentially(title)
    field.press("Enter")


@pytest.mark.parametrize("page", [{"viewport": {"width": 390, "height": 844}}], indirect=True)
def test_it_says_what_happened_and_draws_it_on_a_phone_too(page: Page) -> None:
    visit(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("How far does the word travel?")
    assert re.search(
        r"will typically reach about [\d,]+ people; in 9 of 10 simulated runs between ",
        sentence(page),
    )
    assert page.evaluate(
        "(chart) => [...document.querySelectorAll(chart)].every(each =>"
        " each.getBoundingClientRect().right <= window.innerWidth)",
        CHART,
    )


def test_a_lever_changes_the_figures_without_a_button(page: Page) -> None:
    visit(page)
    before = sentence(page)
    move(page, "posts.count", "Home")
    expect(page.get_by_text("one post to 1,000 followers")).to_be_visible()
    idle(page)
    assert sentence(page) != before
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("12 posts to 1,000 followers")).to_be_visible()
    page.get_by_role("button", name="Redo").click()
    expect(page.get_by_text("one post to 1,000 followers")).to_be_visible()
    page.get_by_text("1 lever changed", exact=True).click()
    expect(page.get_by_role("row", name="Posts 12 1")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Reset").click()
    expect(page.get_by_text("12 posts to 1,000 followers")).to_be_visible()
    idle(page)
    assert sentence(page) == before


def test_the_picker_and_its_sides_set_the_levers(page: Page) -> None:
    visit(page)
    choose(page, "scenario", "Story 2d")
    expect(page.get_by_text("The claim.")).to_be_visible()
    fans = page.locator(".st-key-lever-followers-fans-size").get_by_role("textbox")
    expect(fans).to_have_value("1,000")
    idle(page)
    popular = page.locator(".st-key-side").get_by_role("radio").nth(1)
    popular.click()
    casual = page.locator(".st-key-lever-followers-casual-size").get_by_role("textbox")
    expect(casual).to_have_value("100,000")
    expect(page.get_by_text("100,000 followers will typically reach")).to_be_visible(timeout=SLOW)


def test_the_help_beside_a_lever_says_what_its_default_rests_on(page: Page) -> None:
    visit(page)
    lever = page.locator(".st-key-lever-dialogue-minutes")
    lever.get_by_test_id("stTooltipIcon").hover()
    expect(page.get_by_text(re.compile("Default: 3."))).to_be_visible()


def test_a_folded_lever_comes_out_and_a_kind_of_follower_can_be_added(page: Page) -> None:
    visit(page)
    page.get_by_text("More about fans").click()
    expect(page.locator(".st-key-lever-followers-fans-see")).to_be_visible()
    idle(page)
    choose(page, "add-kind", "Bought followers")
    bought = page.locator(".st-key-lever-followers-bought-size").get_by_role("textbox")
    expect(bought).to_have_value("10")
    bought.fill("9000")
    bought.press("Enter")
    expect(page.get_by_text("10,000 followers will typically reach")).to_be_visible()


def test_what_does_not_fit_together_is_said_in_a_line_and_results_stay(page: Page) -> None:
    visit(page)
    before = sentence(page)
    fans = page.locator(".st-key-lever-followers-fans-size").get_by_role("textbox")
    fans.fill("60000")
    fans.press("Enter")
    complaint = page.get_by_test_id("stAlert")
    expect(complaint).to_contain_text(
        "You have more followers (60,900) than the simulated population (50,000)"
    )
    idle(page)
    assert sentence(page) == before
    fans.fill("200")
    fans.press("Enter")
    expect(complaint).to_have_count(0)


def test_a_long_run_shows_first_worlds_and_stops(page: Page) -> None:
    visit(page)
    move(page, "run.worlds", "End")
    expect(page.get_by_text(re.compile(r"of 100,000 simulated runs"))).to_be_visible()
    expect(page.get_by_text(re.compile("Showing the first"))).to_be_visible(timeout=SLOW)
    page.locator(".st-key-stop-run").get_by_role("button").click()
    expect(page.get_by_text(re.compile(r"Stopped after [\d,]+ of 100,000"))).to_be_visible()
    # Another lever takes its place.
    move(page, "run.worlds", "Home")
    expect(page.get_by_text("in the one simulated run")).to_be_visible()


def test_every_outcome_can_be_looked_at_and_taken_away(page: Page) -> None:
    visit(page)
    choose(page, "outcome", "Orders")
    expect(page.get_by_text("Orders: median").first).to_be_visible()
    page.get_by_text("All outcomes in figures").click()
    with page.expect_download() as download:
        page.locator(".st-key-download").get_by_role("button").click()
    lines = download.value.path().read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("outcome,label,unit,median,mean")
    assert lines[1].startswith("reach,Reach,people,")


def test_a_typed_value_back_and_ctrl_z(page: Page) -> None:
    visit(page)
    fans = page.locator(".st-key-lever-followers-fans-size").get_by_role("textbox")
    fans.fill("1.5k")
    fans.press("Enter")
    expect(page.get_by_text("12 posts to 2,400 followers")).to_be_visible(timeout=SLOW)
    expect(fans).to_have_value("1,500")
    hours = page.locator(".st-key-typed-dialogue-hours").get_by_role("textbox")
    hours.fill("1.43")
    hours.press("Enter")
    expect(page).to_have_url(re.compile(r"dialogue\.hours=1\.43"))
    idle(page, settle=1_500)  # longer than a request may be late
    page.go_back()
    expect(hours).to_have_value("1")
    expect(page).not_to_have_url(re.compile("dialogue"))
    expect(fans).to_have_value("1,500")
    page.locator("h1").click()
    page.keyboard.press("Control+z")
    expect(hours).to_have_value("1.43")
    hours.fill("all day")
    hours.press("Enter")
    expect(page.get_by_text("'all day' is not a number; it must be")).to_be_visible()
    expect(hours).to_have_value("all day")
