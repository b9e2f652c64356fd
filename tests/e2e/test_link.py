"""A link made in one browser, opened in another that knows nothing."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import idle
from tests.e2e.test_explore import SLOW, move, sentence, visit
from tests.e2e.test_stories import bet, said
from tests.e2e.test_stories import opened as story


def link(page: Page) -> str:
    page.locator(".st-key-link-popover").get_by_role("button").click()
    text = page.get_by_test_id("stPopoverBody").get_by_test_id("stCode").inner_text()
    page.keyboard.press("Escape")
    return text.strip()


def test_a_link_opened_elsewhere_shows_the_same_figures(page: Page, browser: Browser) -> None:
    visit(page)
    move(page, "posts.count", "Home")
    expect(page.get_by_text("one post to 1,000 followers")).to_be_visible()
    seed = page.locator(".st-key-lever-run-seed").get_by_role("textbox")
    before = sentence(page)
    seed.fill("9007199254740991")
    seed.press("Enter")
    expect(page.get_by_text("Seed 9007199254740991")).to_be_visible()
    idle(page)
    said = sentence(page)
    assert said != before  # other luck
    address = link(page)
    assert address == page.url  # the address bar holds it too

    stranger = browser.new_context().new_page()
    stranger.goto(address)
    expect(stranger.get_by_text("Seed 9007199254740991")).to_be_visible(timeout=SLOW)
    idle(stranger)
    assert sentence(stranger) == said
    assert link(stranger) == address
    expect(stranger.get_by_text("1 lever changed", exact=True)).to_be_visible()
    stranger.context.close()

    page.reload()
    expect(page.get_by_text("Seed 9007199254740991")).to_be_visible(timeout=SLOW)
    idle(page)
    assert sentence(page) == said


def test_levers_and_address_go_along_from_page_to_page(page: Page) -> None:
    page.goto("/about?posts.count=1&run.worlds=50")
    expect(page.get_by_role("heading", name="About the model")).to_be_visible(timeout=SLOW)
    page.get_by_role("link", name="Explore").first.click()
    expect(page.get_by_text("one post to 1,000 followers")).to_be_visible(timeout=SLOW)
    expect(page).to_have_url(re.compile(r"/explore\?posts\.count=1&run\.worlds=50&model="))
    page.get_by_role("link", name="About the model").first.click()
    expect(page.get_by_role("heading", name="About the model")).to_be_visible(timeout=SLOW)
    expect(page).to_have_url(re.compile(r"/about\?posts\.count=1&run\.worlds=50&model="))


def test_a_link_gone_bad_opens_what_it_can_and_says_the_rest(page: Page) -> None:
    page.goto("/?scenario=2d&side=X&posts.count=3&network.size=9&model=0.0.0")
    complaint = page.get_by_test_id("stAlert")
    expect(complaint.get_by_role("listitem")).to_have_count(3, timeout=SLOW)
    expect(complaint).to_contain_text("There is no side 'X'; side A is shown.")
    expect(complaint).to_contain_text("'network.size' is not known here.")
    expect(complaint).to_contain_text("The link was made with model '0.0.0'")
    expect(page.get_by_text("3 posts to")).to_be_visible(timeout=SLOW)


def test_an_open_story_and_its_bet_are_reopened(
    page: Page, browser: Browser, quick_url: str
) -> None:
    story(page, quick_url)
    assert "story=4b" in page.url
    bet(page)
    told = said(page)
    assert "You bet on" in told
    address = link(page)
    assert address == page.url

    stranger = browser.new_context().new_page()
    stranger.goto(address)
    expect(stranger.locator(".st-key-save-slides")).to_be_visible(timeout=SLOW)
    expect(stranger.locator(".st-key-stop-story-4b")).to_have_count(0, timeout=SLOW)
    idle(stranger, timeout=SLOW)
    assert said(stranger) == told
    assert link(stranger) == stranger.url == address
    stranger.get_by_role("link", name="Present").click()
    expect(stranger.locator(".st-key-present-deck input")).to_have_value(
        re.compile("^Story 4b"), timeout=SLOW
    )
    expect(stranger).to_have_url(re.compile(r"/present\?deck=4b"))
    stranger.context.close()


def test_a_watched_run_and_post_are_reopened(page: Page, browser: Browser) -> None:
    page.goto("/watch")
    expect(page.locator(".picture")).to_be_visible(timeout=SLOW)
    expect(page).to_have_url(re.compile(r"/watch\?run=median-\d+&model="))
    page.get_by_role("radio", name="The best run").click()
    expect(page).to_have_url(re.compile("run=luckiest-"))
    idle(page)
    post = page.locator(".st-key-watch-post input")
    post.fill("Post 2")
    post.press("Enter")
    summary = page.get_by_test_id("stMain").locator("strong", has_text="people noticed post 2")
    expect(summary).to_be_visible()
    idle(page)
    page.locator(".st-key-picker").get_by_role("button").first.click()
    address = link(page)
    assert address == page.url

    stranger = browser.new_context().new_page()
    stranger.goto(address)
    again = stranger.get_by_test_id("stMain").locator("strong", has_text="people noticed post 2")
    expect(again).to_have_text(summary.inner_text(), timeout=SLOW)
    idle(stranger)
    expect(stranger.get_by_role("radio", name="The best run")).to_be_checked()
    expect(stranger.locator(".st-key-watch-post input")).to_have_value("Post 2")
    assert stranger.url == address
    stranger.context.close()
