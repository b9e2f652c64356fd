"""What holds for every page: it loads, fits the screen, can be read, and be reached by keyboard.

The `page` fixture fails on console errors and on requests that leave the machine.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.conftest import idle
from tests.e2e.test_explore import SLOW, move, visit
from ui.pages import PAGES

SCREENS = [
    {"viewport": {"width": width, "height": height}, "color_scheme": scheme}
    for width, height in ((1440, 900), (390, 844))
    for scheme in ("light", "dark")
]

# Streamlit's own, which no setting of ours mends: the rule, what it is broken in, and why.
STREAMLITS = [
    (
        "color-contrast",
        "[data-testid=stBaseButton-primary]",
        "Streamlit writes white on the theme's primary colour. In the dark that colour must stand "
        "out from the page as text does, and none does both.",
    ),
    (
        "color-contrast",
        "[data-testid=stSliderTickBar]",
        "The ends of a slider's scale fade in and out as it is touched; half-way they are faint.",
    ),
    (
        "scrollable-region-focusable",
        "[data-testid=stTable]",
        "A table that is wider than a phone scrolls. Browsers let the Tab key into what scrolls "
        "since 2024; axe asks for a tabindex, which Streamlit does not set.",
    ),
]


def violations(page: Page) -> list[str]:
    """What axe calls serious or critical, and headings that skip a level; not Streamlit's own."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{each['id']}: {node['html'][:300]}"
        for each in found
        if each["impact"] in ("serious", "critical") or each["id"] == "heading-order"
        for node in each["nodes"]
        if not is_streamlits(page, each["id"], node["target"][0])
    ]


def is_streamlits(page: Page, broken: str, target: str) -> bool:
    return any(
        broken == rule and page.locator(target).evaluate("(it, of) => !!it.closest(of)", within)
        for rule, within, _ in STREAMLITS
    )


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.parametrize(
    "page",
    SCREENS,
    indirect=True,
    ids=lambda each: f"{each['viewport']['width']}-{each['color_scheme']}",
)
@pytest.mark.parametrize("path", [each.path for each in PAGES])
def test_every_page_loads_fits_and_can_be_read(page: Page, path: str) -> None:
    page.goto(f"/{path}")
    expect(page.get_by_test_id("stMain").get_by_role("heading").first).to_be_visible(timeout=SLOW)
    idle(page, timeout=SLOW)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert fits(page)
    assert not violations(page)


@pytest.mark.parametrize("page", [{"color_scheme": "dark"}], indirect=True)
def test_what_unfolds_can_be_read_too(page: Page) -> None:
    visit(page)
    move(page, "posts.count", "Home")
    for opened in ("changes", "link-popover", "files"):
        page.locator(f".st-key-{opened}").get_by_role("button").first.click()
        expect(page.get_by_test_id("stPopoverBody")).to_be_visible()
        idle(page)
        assert not violations(page), opened
        page.keyboard.press("Escape")


NAME = """(each) => [...each.closest('[class*=st-key-]')?.classList ?? []]
    .find(name => name.startsWith('st-key-'))"""
CONTROLS = ":is(button, input, [role=slider], [role=tab], [role=radio]):enabled"


def test_everything_on_explore_is_reached_by_keyboard(page: Page) -> None:
    """Round the page with Tab: whatever a mouse could use gets the focus sooner or later."""
    visit(page)
    all_names = f"(all) => all.filter(each => each.checkVisibility()).map({NAME})"
    there = set(page.locator(CONTROLS).evaluate_all(all_names)) - {None}
    assert {"st-key-lever-posts-count", "st-key-scenario", "st-key-files"} <= there
    reached = set()
    for _ in range(400):
        page.keyboard.press("Tab")
        reached.add(page.evaluate(f"({NAME})(document.activeElement)"))
        if there <= reached:
            return
    assert not there - reached


@pytest.mark.parametrize("page", [{"viewport": {"width": 390, "height": 844}}], indirect=True)
def test_on_a_phone_the_menu_says_what_it_is(page: Page) -> None:
    page.goto("/about")
    button = page.get_by_test_id("stExpandSidebarButton")
    expect(button).to_be_visible()
    said = button.evaluate("each => getComputedStyle(each, '::after').content")
    assert said == '"Menu"'
    button.click()
    expect(page.get_by_role("link", name="Compare")).to_be_visible()
