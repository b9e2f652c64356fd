"""Stories in a real browser: nothing shows before the bet; every file has the screen's figures."""

import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pptx import Presentation

from tests.e2e.conftest import idle
from tests.e2e.test_explore import CHART, SLOW
from tests.e2e.test_pages import fits, violations

BET = 30
COUNTS = re.compile(r"The claim holds: (\d+)\.? *\s*Tie: (\d+)\.? *\s*The claim fails: (\d+)")


def opened(page: Page, url: str) -> None:
    page.goto(f"{url}/stories")
    page.locator(".st-key-open-4b button").click()
    expect(page.locator(".st-key-place-bet")).to_be_visible(timeout=SLOW)
    idle(page)


def bet(page: Page) -> None:
    """Place the bet and wait until every lever was tried."""
    thumb = page.locator(".st-key-bet-4b").get_by_role("slider")
    thumb.focus()
    for _ in range(50 - BET):
        page.keyboard.press("ArrowLeft")
    expect(thumb).to_have_value(str(BET))
    idle(page)
    page.locator(".st-key-place-bet button").click()
    expect(page.locator(".st-key-save-slides")).to_be_visible(timeout=SLOW)
    expect(page.locator(".st-key-stop-story-4b")).to_have_count(0, timeout=SLOW)
    idle(page, timeout=SLOW)


def said(page: Page) -> str:
    return page.get_by_test_id("stMain").inner_text()


@dataclass(frozen=True)
class Figures:
    """The figures somewhere: runs won, tied and lost of 100, a row a side, a row a lever."""

    counts: tuple[int, ...]
    sides: tuple[tuple[str, ...], ...]
    levers: tuple[tuple[str, ...], ...]


def counted(text: str) -> tuple[int, ...]:
    found = COUNTS.search(text)
    assert found, text
    return tuple(map(int, found.groups()))


def rows(table: Any) -> tuple[tuple[str, ...], ...]:
    """The cells of a table of HTML below its header."""
    found = [row.locator("td").all_inner_texts() for row in table.get_by_role("row").all()]
    return tuple(tuple(cell.strip() for cell in row) for row in found if row)


def on_screen(page: Page) -> Figures:
    sides = []
    for metric in page.get_by_test_id("stMetric").all():
        box = metric.locator("xpath=ancestor::*[@data-testid='stVerticalBlock'][1]")
        title, ends = box.get_by_test_id("stCaptionContainer").all_inner_texts()
        value = metric.get_by_test_id("stMetricValue").inner_text()
        ends = ends.removeprefix("median; 9 of 10 runs: ")
        sides.append((title, value if value == ends else f"{value} ({ends})"))
    return Figures(counted(said(page)), tuple(sides), rows(page.get_by_role("table").first))


def in_handout(page: Page) -> Figures:
    sides, levers = (page.locator(f".kind-{kind} table") for kind in ("reveal", "table"))
    return Figures(counted(page.locator(".dots").inner_text()), rows(sides), rows(levers))


def in_slides(content: bytes) -> Figures:
    pages = list(Presentation(io.BytesIO(content)).slides)

    def shapes(heading: str) -> Any:
        """Everything on the slide with that heading."""
        return next(
            page.shapes
            for page in pages
            if any(
                shape.has_text_frame and shape.text_frame.text == heading for shape in page.shapes
            )
        )

    def table(heading: str) -> tuple[tuple[str, ...], ...]:
        """Its table without the header."""
        (found,) = [shape.table.rows for shape in shapes(heading) if shape.has_table]
        return tuple(tuple(cell.text for cell in row.cells) for row in list(found)[1:])

    (dots,) = [shape.chart for shape in shapes("The result") if shape.has_chart]
    counts = {
        each.name.rpartition(": ")[0]: len(list(each.values)) for each in dots.plots[0].series
    }
    kinds = ("The claim holds", "Tie", "The claim fails")
    return Figures(
        tuple(counts.get(kind, 0) for kind in kinds),
        table("The result"),
        table("Where the answer changes"),
    )


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


def test_bet_result_and_files_that_say_the_same(
    page: Page, browser: Browser, quick_url: str, tmp_path: Path
) -> None:
    opened(page, quick_url)
    before = said(page)
    for result in ("The claim holds", "The claim fails", "Too close", "changes at", "median"):
        assert result not in before
    assert page.locator(CHART).count() == 0
    bet(page)
    shown = on_screen(page)
    assert sum(shown.counts) == 100
    assert len(shown.sides) == 3
    assert len(shown.levers) == 2
    assert (
        f"You bet on {BET} of 100 runs; it happened in {shown.counts[0]} of 100, "
        "counted in 40 runs." in said(page)
    )
    assert fits(page)
    assert not violations(page)

    with page.expect_download() as download:
        page.locator(".st-key-save-handout").get_by_role("button").click()
    download.value.save_as(tmp_path / "story.html")
    assert (tmp_path / "story.html").stat().st_size <= 2_000_000
    assert read_offline(browser, tmp_path / "story.html") == shown

    with page.expect_download() as download:
        page.locator(".st-key-save-slides").get_by_role("button").click()
    assert in_slides(download.value.path().read_bytes()) == shown

    page.locator(".st-key-save-sides-4b").get_by_role("button").click()
    for end, begins in (("png", b"\x89PNG\r\n"), ("svg", b"<svg "), ("csv", b"name,place,")):
        with page.expect_download() as download:
            page.locator(f".st-key-save-sides-4b-{end}").get_by_role("button").click()
        assert download.value.suggested_filename.endswith(f".{end}")
        content = download.value.path().read_bytes()
        assert content.startswith(begins)
        assert end == "png" or b"A hundred fans alone" in content


def read_offline(browser: Browser, file: Path) -> Figures:
    """The handout's figures, opened from the disk without a network; it complains of nothing."""
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
    assert reader.locator(".dots circle").count() == 100
    made = reader.locator(".kind-appendix", has_text="How these figures were made")
    assert ("Seed of the random draws", "1") in rows(made.get_by_role("table"))
    expect(reader.locator(".clip canvas.picture")).to_have_count(2)
    found = in_handout(reader)
    assert asked == [file.as_uri()]
    assert not complaints
    context.close()
    return found


def test_the_levers_of_a_story_are_changed_on_explore(page: Page, quick_url: str) -> None:
    opened(page, quick_url)
    bet(page)
    page.locator(".st-key-play button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How far does the word travel?")
    box = page.locator(".st-key-scenario input")
    expect(box).to_have_value(re.compile("^Story 4b"), timeout=SLOW)
    expect(page).to_have_url(re.compile(r"/explore\?.*scenario=4b"))
    idle(page, timeout=SLOW)


def test_a_story_is_presented_full_screen(page: Page, quick_url: str) -> None:
    opened(page, quick_url)
    bet(page)
    page.locator(".st-key-present button").click()
    expect(page.locator(".st-key-present-deck input")).to_have_value(
        re.compile("^Story 4b"), timeout=SLOW
    )
    expect(page.get_by_role("button", name="Start presenting")).to_be_visible(timeout=SLOW)


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
