"""The stage on a projector of 1280 x 720: by keys alone, nothing scrolls, nothing else shows."""

import io
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect
from pptx import Presentation

from tests.e2e.conftest import idle
from tests.e2e.test_explore import SLOW
from tests.e2e.test_pages import fits, violations
from ui.text import two_figures

SLIDES = (
    "",  # the title
    "Agenda",
    "The claim",
    "Place your bet",
    "The result",
    "How much runs differ",
    "How it spreads",
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
            said = re.compile(r"You bet on 38 of 100 runs; it happened in \d+ of 100")
            expect(stage(page)).to_contain_text(said)
            assert stage(page).locator(".dots i").count() == 100
        page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    expect(stage(page).locator(".heading")).to_contain_text(SLIDES[-2])
    page.keyboard.press("Escape")
    expect(stage(page)).to_be_hidden()
    expect(start).to_be_focused()
    expect(page).to_have_url(re.compile(r"/present\?slide=8&model="))
    idle(page)
    page.reload()
    page.get_by_role("button", name="Go on at 8 of 9").click(timeout=SLOW)
    expect(stage(page).locator(".heading")).to_contain_text(SLIDES[-2])
    page.keyboard.press("Home")
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile("/present$"))
    expect(page.get_by_role("button", name="Go on")).to_have_count(0)


def ready(page: Page, url: str) -> None:
    """The page with the whole story, its film too."""
    page.goto(f"{url}/present")
    expect(page.get_by_role("button", name="Start presenting")).to_be_visible(timeout=SLOW)
    expect(page.locator(".st-key-stop-story-4b")).to_have_count(0, timeout=SLOW)
    expect(page.locator(".st-key-save-film")).to_be_visible(timeout=SLOW)
    idle(page, timeout=SLOW)


def headings(page: Page) -> list[str]:
    """The agenda, on the stage."""
    page.get_by_role("button", name="Start presenting").click()
    page.keyboard.press("ArrowRight")
    listed: list[str] = stage(page).locator("ol.lines li").all_inner_texts()
    page.keyboard.press("Escape")
    expect(stage(page)).to_be_hidden()
    idle(page, timeout=SLOW)
    return listed


def test_a_deck_is_edited_and_its_files_follow(page: Page, quick_url: str) -> None:
    ready(page, quick_url)
    page.get_by_text("Edit the slides").click()
    page.locator(".st-key-slide-shown-bet input").wait_for(state="attached", timeout=SLOW)
    page.locator(".st-key-slide-shown-bet label").click()
    idle(page, timeout=SLOW)
    page.locator(".st-key-slide-up-ranges").get_by_role("button").first.click()
    idle(page, timeout=SLOW)
    page.locator(".st-key-slide-words-claim button").first.click()
    title = page.locator(".st-key-slide-title-claim textarea")
    title.fill("Small and close beats large and far")
    title.press("Control+Enter")
    idle(page, timeout=SLOW)
    page.locator(".st-key-slide-notes-claim textarea").fill("Tell the story of the baker.")
    page.locator(".st-key-slide-notes-claim textarea").press("Control+Enter")
    expect(page).to_have_url(re.compile("edit=.*baker"), timeout=SLOW)
    idle(page, timeout=SLOW)
    page.keyboard.press("Escape")
    changed = ["The claim", "How much runs differ", "The result", *SLIDES[6:]]
    assert headings(page) == changed
    with page.expect_download() as download:
        page.locator(".st-key-save-slides").get_by_role("button").click()
    made = list(Presentation(io.BytesIO(download.value.path().read_bytes())).slides)
    assert made[2].shapes.title.text_frame.text == "Small and close beats large and far"
    assert made[2].notes_slide.notes_text_frame.text == "Tell the story of the baker."
    with page.expect_download() as download:
        page.locator(".st-key-save-film").get_by_role("button").click()
    assert download.value.path().read_bytes().startswith(b"GIF89a")
    page.reload()
    expect(page.get_by_role("button", name="Start presenting")).to_be_visible(timeout=SLOW)
    idle(page, timeout=SLOW)
    assert headings(page) == changed


@pytest.mark.parametrize(
    "page",
    [
        {"viewport": {"width": 1440, "height": 900}, "color_scheme": "light"},
        {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"},
        {"viewport": {"width": 390, "height": 844}, "color_scheme": "light"},
        {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
    ],
    indirect=True,
)
def test_page_stage_and_editor_fit_and_can_be_used_by_all(page: Page, quick_url: str) -> None:
    ready(page, quick_url)
    page.get_by_text("Edit the slides").click()
    page.locator(".st-key-slide-shown-bet input").wait_for(state="attached", timeout=SLOW)
    idle(page, timeout=SLOW)
    assert fits(page)
    assert not violations(page)
    page.get_by_role("button", name="Start presenting").click()
    for heading in SLIDES:
        expect(stage(page).locator(".heading")).to_have_text(heading)
        page.wait_for_timeout(400)  # until it has faded in
        assert stage(page).evaluate(FIT), heading
        assert not violations(page), heading
        page.keyboard.press("ArrowRight")


# Two quick options, as Compare writes them into its address.
FEW = {"network.population": 6_000, "posts.count": 4}
OPTIONS = {"Today": FEW, "$70 of ads": {**FEW, "growth.ad_views": 3_000}}
COMPARED = {
    "run.worlds": 40,
    "run.days": 7.0,
    **{
        f"entry{place}": urlencode({"name": name, **levers})
        for place, (name, levers) in enumerate(OPTIONS.items(), 1)
    },
}


def cells(table: Any) -> list[list[str]]:
    """The cells of a table of HTML."""
    return [row.locator("th, td").all_inner_texts() for row in table.get_by_role("row").all()]


def test_a_comparison_becomes_files_with_its_figures(
    page: Page, browser: Browser, tmp_path: Path
) -> None:
    page.goto(f"/compare?{urlencode(COMPARED)}")
    card = page.locator(".st-key-compare-card")
    expect(card.get_by_role("table").first).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("heading", name="In figures")).to_be_visible(timeout=SLOW)
    idle(page, timeout=SLOW)
    shown = {row[0]: row[1:] for row in cells(card.get_by_role("table").first)}
    page.locator(".st-key-compare-deck").get_by_role("button").click()
    expect(page.locator(".st-key-save-film")).to_be_visible(timeout=SLOW)
    idle(page, timeout=SLOW)
    assert "entry2=" in page.url
    medians, costs = shown["Reach (people), median"], shown["Cost, mean"]

    with page.expect_download() as download:
        page.locator(".st-key-save-slides").get_by_role("button").click()
    made = Presentation(io.BytesIO(download.value.path().read_bytes()))
    (bars,) = [
        shape.chart
        for each in made.slides
        for shape in each.shapes
        if shape.has_chart and "BAR" in str(shape.chart.chart_type)
    ]
    assert list(bars.plots[0].categories) == list(OPTIONS)
    assert [two_figures(value) for value in bars.plots[0].series[0].values] == medians
    (told,) = [
        [cell.text for cell in row.cells]
        for each in made.slides
        for shape in each.shapes
        if shape.has_table
        for row in list(shape.table.rows)
        if row.cells[0].text == "$70 of ads" and "3,000" in row.cells[1].text
    ]
    assert told[2] == costs[1]

    with page.expect_download() as download:
        page.locator(".st-key-save-handout").get_by_role("button").click()
    download.value.save_as(tmp_path / "handout.html")
    context = browser.new_context(offline=True)
    reader = context.new_page()
    reader.goto((tmp_path / "handout.html").as_uri())
    _, *first = cells(reader.locator(".first").get_by_role("table"))
    assert [row[0] for row in first] == list(OPTIONS)
    assert [row[1] for row in first] == medians
    assert [row[3] for row in first] == costs
    expect(reader.locator(".clip canvas.picture")).to_have_count(2)
    assert "$70 of ads" in reader.locator(".first .statement").inner_text()
    context.close()

    page.reload()
    expect(page.locator(".st-key-present-deck input")).to_have_value(
        "Comparison: $70 of ads", timeout=SLOW
    )
