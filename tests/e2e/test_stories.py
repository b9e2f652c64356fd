"""Stories in a real browser: nothing is told before the bet; what is taken along says the same."""

import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pptx import Presentation

from tests.e2e.conftest import idle
from tests.e2e.test_explore import CHART, SLOW
from tests.e2e.test_pages import fits, violations

BET = 30


def opened(page: Page, url: str) -> None:
    page.goto(f"{url}/stories")
    page.locator(".st-key-open-4b button").click()
    expect(page.locator(".st-key-place-bet")).to_be_visible(timeout=SLOW)
    idle(page)


def bet(page: Page) -> None:
    """Place the bet and wait until every lever has been looked at."""
    thumb = page.locator(".st-key-bet-4b").get_by_role("slider")
    thumb.focus()
    for _ in range(50 - BET):
        page.keyboard.press("ArrowLeft")
    expect(thumb).to_have_value(str(BET))
    idle(page)
    page.locator(".st-key-place-bet button").click()
    expect(page.locator(".st-key-carry-pptx")).to_be_visible(timeout=SLOW)
    expect(page.locator(".st-key-stop-story-4b")).to_have_count(0, timeout=SLOW)
    idle(page, timeout=SLOW)


def said(page: Page) -> str:
    return page.get_by_test_id("stMain").inner_text()


def win_rate(text: str) -> tuple[str, ...]:
    """What the dots' caption counts, side by side."""
    found = re.search(r"The claim holds: (\d+).*?The claim fails: (\d+)", text, re.DOTALL)
    assert found
    return found.groups()


def test_the_gallery_shows_every_story(page: Page) -> None:
    page.goto("/stories")
    expect(page.get_by_role("button", name=re.compile("^Open story"))).to_have_count(
        14, timeout=SLOW
    )
    idle(page)
    assert fits(page)
    page.locator(".st-key-open-1a button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^Two giants"))
    page.locator(".st-key-all-stories button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("14 claims about followers")


def test_bet_reveal_and_all_that_is_taken_along(
    page: Page, browser: Browser, quick_url: str, tmp_path: Path
) -> None:
    opened(page, quick_url)
    before = said(page)
    for told in ("The claim holds", "The claim fails", "go either way", "Turns at", "Median"):
        assert told not in before
    assert page.locator(CHART).count() == 0
    bet(page)
    after = said(page)
    assert re.search(rf"You bet on “.*” in {BET} of 100 worlds; it came out in \d+", after)
    assert re.search(r"The claim (holds|fails) here|It could go either way", after)
    turns = page.get_by_role("table").first
    expect(turns).to_contain_text("Turns at")
    assert turns.get_by_role("row").count() == 3
    assert fits(page)
    assert not violations(page)
    shown = win_rate(after)
    assert sum(map(int, shown)) <= 100

    with page.expect_download() as download:
        page.locator(".st-key-carry-html").get_by_role("button").click()
    download.value.save_as(tmp_path / "story.html")
    assert (tmp_path / "story.html").stat().st_size <= 2_000_000
    left(browser, tmp_path / "story.html", after)

    with page.expect_download() as download:
        page.locator(".st-key-carry-pptx").get_by_role("button").click()
    slides = Presentation(io.BytesIO(download.value.path().read_bytes())).slides
    (table,) = [shape.table for shape in slides[2].shapes if shape.has_table]
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert (cells[1][1], cells[-1][1]) == shown

    page.locator(".st-key-save-sides-4b").get_by_role("button").click()
    for end, begins in (("png", b"\x89PNG\r\n"), ("svg", b"<svg "), ("csv", b"name,place,")):
        with page.expect_download() as download:
            page.locator(f".st-key-save-sides-4b-{end}").get_by_role("button").click()
        assert download.value.suggested_filename.endswith(f".{end}")
        content = download.value.path().read_bytes()
        assert content.startswith(begins)
        assert end == "png" or b"A hundred fans alone" in content


def left(browser: Browser, file: Path, screen: str) -> None:
    """The leave-behind, opened from the disk by somebody with no network."""
    context = browser.new_context(offline=True)
    asked: list[str] = []
    complaints: list[str] = []
    context.on("request", lambda sent: asked.append(sent.url))
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on("console", lambda each: complaints.append(each.text) if each.type == "error" else 0)
    reader = context.new_page()
    reader.goto(file.as_uri())
    charts = reader.locator(".chart")
    expect(reader.locator(".chart svg .mark-symbol, .chart svg .mark-rect").first).to_be_visible()
    assert reader.locator(".chart svg").count() == charts.count() > 0
    text = reader.locator("body").inner_text()
    assert win_rate(text) == win_rate(screen)
    for figures in re.findall(r"^.*: [\d,.]+ \([\d,.]+ to [\d,.]+\)$", screen, re.MULTILINE):
        assert figures in text
    assert reader.locator(".odds circle").count() == 100
    assert "seed 1" in text
    assert asked == [file.as_uri()]
    assert not complaints
    context.close()


def test_a_story_is_played_with_on_explore(page: Page, quick_url: str) -> None:
    opened(page, quick_url)
    bet(page)
    page.locator(".st-key-play button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How far does the word travel?")
    box = page.locator(".st-key-scenario input")
    expect(box).to_have_value(re.compile("^Story 4b"), timeout=SLOW)
    expect(page).to_have_url(re.compile(r"/\?.*scenario=4b"))
    idle(page, timeout=SLOW)


@pytest.mark.parametrize(
    "page",
    [{"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}],
    indirect=True,
)
def test_a_story_on_a_phone_in_the_dark(page: Page, quick_url: str) -> None:
    opened(page, quick_url)
    bet(page)
    assert fits(page)
    assert not violations(page)
