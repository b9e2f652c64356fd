"""The Compare page in a real browser: sides of a story, odds in dots, a list to change and keep."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import idle
from tests.e2e.test_explore import CHART, SLOW
from tests.e2e.test_pages import fits, violations

ALONE, CROWD, CLOSEST = (
    "A hundred fans alone",
    "Among 10,000 strangers",
    "Among strangers, closest first",
)


def compared(page: Page, url: str) -> None:
    """The three sides of the quick story."""
    page.goto(f"{url}/compare?scenario=4b")
    page.get_by_role("button", name="Add all sides of the story").click()
    expect(page.get_by_role("heading", name="In figures")).to_be_visible(timeout=SLOW)
    expect(page.locator(CHART)).to_have_count(4, timeout=SLOW)
    idle(page, timeout=SLOW)


def names(page: Page) -> list[str]:
    fields = page.locator("[class*=st-key-compare-name-] input")
    return [each.input_value() for each in fields.all()]


def press(page: Page, key: str) -> None:
    page.locator(f".st-key-compare-{key}").get_by_role("button").click()


def test_sides_are_compared_changed_and_kept(page: Page, quick_url: str, tmp_path: Path) -> None:
    compared(page, quick_url)
    assert names(page) == [CROWD, ALONE, CLOSEST]
    dots = page.locator(CHART).nth(1).locator(".role-mark.mark-symbol path")
    assert dots.count() == 100
    expect(page.get_by_role("table").filter(has_text="What differs").first).to_contain_text(
        "10,000"
    )
    page.locator(".st-key-compare-name-2 input").fill("Triage")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=f"“Triage” compared with “{CROWD}”")).to_be_visible(
        timeout=SLOW
    )
    idle(page)
    press(page, "up-1")
    expect(page.get_by_role("heading", name=f"“{CROWD}” compared with “{ALONE}”")).to_be_visible(
        timeout=SLOW
    )
    idle(page, timeout=SLOW)
    assert names(page) == [ALONE, CROWD, "Triage"]

    press(page, "files")
    with page.expect_download() as download:
        press(page, "save")
    download.value.save_as(tmp_path / "comparison.toml")
    page.keyboard.press("Escape")
    press(page, "remove-2")
    expect(page.locator(".st-key-compare-name-2")).to_have_count(0)
    idle(page)
    press(page, "clear")
    expect(page.get_by_text("Make it your own")).to_be_visible()
    idle(page)
    press(page, "files")
    upload = page.locator(".st-key-compare-file input[type=file]")
    upload.set_input_files(tmp_path / "comparison.toml")
    expect(page.locator(".st-key-compare-name-2")).to_be_visible(timeout=SLOW)
    idle(page, timeout=SLOW)
    assert names(page) == [ALONE, CROWD, "Triage"]


@pytest.mark.parametrize(
    "page",
    [{"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}],
    indirect=True,
)
def test_a_comparison_on_a_phone_in_the_dark(page: Page, quick_url: str) -> None:
    compared(page, quick_url)
    assert fits(page)
    assert not violations(page)
    charts = page.locator(CHART)
    for place in range(charts.count()):
        box = charts.nth(place).bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390


SCREENS = [
    {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
    for width in (1440, 390)
    for scheme in ("light", "dark")
]


@pytest.mark.parametrize(
    "page",
    SCREENS,
    indirect=True,
    ids=lambda each: f"{each['viewport']['width']}-{each['color_scheme']}",
)
def test_the_example_recommends_and_another_goal_is_answered(page: Page) -> None:
    page.goto("/compare")
    expect(page.get_by_role("heading", name="Recommended: $500 of ads")).to_be_visible(timeout=SLOW)
    expect(
        page.get_by_text("Most worth knowing").or_(page.get_by_text("No single unknown"))
    ).to_be_visible(timeout=4 * SLOW)
    idle(page, timeout=SLOW)
    page.get_by_text("The market's figures").click()
    expect(page.get_by_text("Cost per 1,000 times noticed (CPM)")).to_be_visible()
    idle(page, timeout=SLOW)
    assert fits(page)
    assert not violations(page)
