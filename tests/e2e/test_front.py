"""The front page in a real browser: a film that plays by itself, and keeps still where asked."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import idle
from tests.e2e.test_explore import SLOW


def test_a_film_plays_at_once_and_can_be_stopped(page: Page) -> None:
    page.goto("/")
    pause = page.get_by_role("button", name="Pause")
    expect(pause).to_be_visible(timeout=SLOW)
    slider = page.get_by_role("slider", name="Time")
    expect(slider).not_to_have_js_property("value", "0")
    pause.click()
    expect(page.get_by_role("button", name="Play")).to_be_visible()


@pytest.mark.parametrize("page", [{"reduced_motion": "reduce"}], indirect=True)
def test_nothing_moves_where_motion_is_not_wanted(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("button", name="Play")).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("slider", name="Time")).to_have_js_property("value", "1000")


def test_four_doors_lead_on(page: Page) -> None:
    for door, heading in (
        ("My client's question", "My client's question"),
        ("Try a claim", re.compile("claims about followers")),
        ("Watch it spread", "Who passes it on to whom?"),
        ("My account's export", "Your account"),
    ):
        page.goto("/")
        page.get_by_test_id("stMain").get_by_role("button", name=door).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(heading, timeout=SLOW)


def test_a_link_made_before_there_was_a_front_page_opens_explore(page: Page) -> None:
    page.goto("/?posts.count=1&scale=log")
    expect(page.get_by_text("one post to 1,000 followers")).to_be_visible(timeout=SLOW)
    expect(page).to_have_url(re.compile(r"/explore\?posts\.count=1&model=.*&scale=log$"))
    page.get_by_role("link", name="Start").click()
    expect(page.get_by_role("heading", name="Grapevine", exact=True)).to_be_visible()
    idle(page)
    expect(page).to_have_url(re.compile(r"/$"))
    page.go_back()
    expect(page.get_by_text("one post to 1,000 followers")).to_be_visible(timeout=SLOW)
