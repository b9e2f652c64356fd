"""The Watch page in a real browser; the `page` fixture fails on complaints and calls out."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import idle

SLOW = 90_000  # the first visitor of a fresh checkout may have to wait for the compiler
STILL = {"reduced_motion": "reduce"}  # nothing plays by itself

# How much of the picture is drawn on: points that are not as its corner is.
DRAWN = """(picture) => {
    const { data } = picture.getContext('2d').getImageData(0, 0, picture.width, picture.height);
    let drawn = 0;
    for (let at = 3; at < data.length; at += 4) drawn += data[at] > 0;
    return drawn;
}"""


# The first point from the top at which the pointer shows a person.
A_PERSON = """(picture) => {
    const box = picture.getBoundingClientRect();
    for (let y = 4; y < box.height; y += 4) {
        for (let x = 4; x < box.width; x += 4) {
            const at = { clientX: box.x + x, clientY: box.y + y };
            picture.dispatchEvent(new PointerEvent('pointermove', at));
            if (picture.style.cursor === 'pointer') return { x, y };
        }
    }
}"""


def visit(page: Page) -> None:
    page.goto("/watch")
    expect(page.locator(".picture")).to_be_visible(timeout=SLOW)
    idle(page)


def number(page: Page, label: str) -> int:
    """The value of a counter."""
    box = page.locator(".counts > div", has_text=label)
    return int(box.locator("dd").inner_text().replace(",", ""))


def scrub(page: Page, part: float) -> None:
    """Drag the time to a part of the whole."""
    page.get_by_role("slider", name="Time").fill(str(round(1000 * part)))


def hours(page: Page) -> float:
    """The time on the clock, in hours from the first midnight."""
    day, hour, minute = map(int, re.findall(r"\d+", page.locator(".when").inner_text()))
    return 24 * (day - 1) + hour + minute / 60


@pytest.mark.parametrize(
    "page",
    [
        {"viewport": {"width": width, "height": height}, "color_scheme": scheme, **STILL}
        for width, height in ((1440, 900), (390, 844))
        for scheme in ("light", "dark")
    ],
    indirect=True,
)
def test_it_loads_light_and_dark_wide_and_narrow(page: Page) -> None:
    visit(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Who passes it on to whom?")
    assert page.locator(".picture").evaluate(DRAWN) > 5_000
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    for part in (".picture", ".controls", ".side"):
        box = page.locator(part).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= page.viewport_size["width"]  # type: ignore[index]


def test_it_plays_by_itself_and_pauses(page: Page) -> None:
    visit(page)
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    before = hours(page)
    expect(page.locator(".when")).not_to_have_text(page.locator(".when").inner_text())
    page.get_by_role("button", name="Pause").click()
    paused = page.locator(".when").inner_text()
    page.wait_for_timeout(400)
    assert page.locator(".when").inner_text() == paused
    assert hours(page) > before


@pytest.mark.parametrize("page", [STILL], indirect=True)
def test_with_reduced_motion_the_end_is_shown_at_once(page: Page) -> None:
    visit(page)
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    expect(page.get_by_role("slider", name="Time")).to_have_value("1000")


@pytest.mark.parametrize("page", [STILL], indirect=True)
def test_scrubbing_sets_the_time_and_the_end_counts_what_the_page_says(page: Page) -> None:
    visit(page)
    said = page.get_by_test_id("stMain").locator("strong", has_text="people noticed a post")
    reached, direct, others, times = re.findall(
        r"([\d,]+) people noticed a post: ([\d,]+) shown by us, ([\d,]+) .* on ([\d,]+) times",
        said.inner_text(),
    )[0]
    assert number(page, "people reached") == int(reached.replace(",", ""))
    assert number(page, "through others") == int(others.replace(",", ""))
    assert number(page, "times passed on") == int(times.replace(",", ""))
    assert int(direct) + int(others) == int(reached)
    full, end = page.locator(".picture").evaluate(DRAWN), hours(page)
    scrub(page, 0)
    assert number(page, "people reached") == 0
    assert hours(page) == 9  # the first post of the default scenario
    empty = page.locator(".picture").evaluate(DRAWN)
    scrub(page, 0.5)
    assert 0 < number(page, "people reached") < int(reached)
    assert 9 < hours(page) < end
    assert empty < page.locator(".picture").evaluate(DRAWN) < full
    scrub(page, 1)
    assert page.locator(".picture").evaluate(DRAWN) == full


@pytest.mark.parametrize("page", [STILL], indirect=True)
def test_a_click_shows_what_an_account_did(page: Page) -> None:
    visit(page)
    person = page.locator(".person")
    expect(person).to_have_text("Click on a person to see what they did.")
    picture = page.locator(".picture")
    picture.click(position=picture.evaluate(A_PERSON))
    expect(person.get_by_role("heading")).to_have_text(re.compile(r"Account [\d,]+"))
    expect(person.get_by_role("listitem").first).to_have_text(
        re.compile(r"^day \d+, \d\d:\d\d noticed post \d+, shown by (us|account [\d,]+)$")
    )
    picture.click(position={"x": 3, "y": 3})
    expect(person).to_have_text("Click on a person to see what they did.")


@pytest.mark.parametrize("page", [STILL], indirect=True)
def test_by_keyboard_alone(page: Page) -> None:
    visit(page)
    picture = page.locator(".picture")
    assert "people noticed a post" in (picture.get_attribute("aria-label") or "")
    picture.focus()
    picture.press("Home")
    began = hours(page)
    picture.press("ArrowRight")
    assert hours(page) > began
    picture.press("End")
    picture.press("ArrowDown")
    expect(page.locator(".person h2")).to_have_text("Us")
    picture.press("ArrowDown")
    expect(page.locator(".person h2")).to_have_text(re.compile("Account"))
    picture.press("Home")
    picture.press(" ")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    picture.press(" ")
    expect(page.get_by_role("button", name="Play")).to_be_visible()


@pytest.mark.parametrize("page", [STILL], indirect=True)
def test_colours_by_kind_and_another_run(page: Page) -> None:
    visit(page)
    legend = page.locator(".legend")
    expect(legend).to_contain_text("1: shown by us")
    page.get_by_role("button", name="kind of follower").click()
    expect(legend).to_contain_text("Casual followers")
    before = number(page, "people reached")
    page.get_by_text("The best run").click()
    expect(page.locator(".counts")).not_to_contain_text(f"{before:,}")
    assert number(page, "people reached") > before
    page.get_by_text("A typical run").click()
    expect(page.locator(".counts")).to_contain_text(f"{before:,}")
    page.locator(".st-key-watch-post input").fill("Post 2")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("stMain")).to_contain_text("people noticed post 2")
    expect(page.locator(".counts")).not_to_contain_text(f"{before:,}")


@pytest.mark.parametrize("page", [STILL], indirect=True)
def test_a_run_of_six_million_followers_opens(page: Page) -> None:
    visit(page)
    choose(page, "Story 5a")
    expect(page.get_by_text(re.compile(r"Drawn: 2,500 of [\d,]+"))).to_be_visible(timeout=SLOW)
    assert number(page, "people reached") > 10_000
    choose(page, "A small account")  # ends the simulation of the other
    expect(page.locator(".st-key-picker")).to_contain_text("A small account")


def choose(page: Page, title: str) -> None:
    """Pick a scenario from the folded box."""
    field = page.locator(".st-key-scenario input")
    for _ in range(5):
        if not field.is_visible():  # a page that is drawn anew meanwhile closes the box
            page.locator(".st-key-picker button").first.click()
            page.wait_for_timeout(500)
    field.click()
    field.press_sequentially(title)
    field.press("Enter")
    idle(page)
    page.keyboard.press("Escape")
