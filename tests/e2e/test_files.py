"""A scenario saved to a file, and opened from it by somebody else."""

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from simulation.scenarios import load
from tests.e2e.conftest import idle
from tests.e2e.test_explore import SLOW, move, sentence, visit


def menu(page: Page) -> None:
    page.locator(".st-key-files").get_by_role("button").click()
    expect(page.locator(".st-key-open-file")).to_be_visible()
    idle(page)


def test_a_saved_file_opened_elsewhere_shows_the_same_figures(
    page: Page, browser: Browser, tmp_path: Path
) -> None:
    visit(page)
    move(page, "posts.count", "Home")
    expect(page.get_by_text("one post to 1,000 followers")).to_be_visible()
    idle(page)
    said = sentence(page)
    menu(page)
    page.locator("[class*=st-key-save-as] input").fill("One post only")
    page.keyboard.press("Enter")
    idle(page)
    with page.expect_download() as download:
        page.locator(".st-key-save-scenario").get_by_role("button").click()
    assert download.value.suggested_filename == "one-post-only.toml"
    saved = tmp_path / "one-post-only.toml"
    download.value.save_as(saved)
    assert load(str(saved)).sides[0].parameters.posts.count == 1

    context = browser.new_context(base_url=page.url.split("?")[0])
    stranger = context.new_page()
    visit(stranger)
    menu(stranger)
    upload = stranger.locator(".st-key-open-file input[type=file]")
    bad = tmp_path / "bad.toml"
    bad.write_text('schema = 1\ntitle = "Bad"\nposts.count = -1\n')
    upload.set_input_files(bad)
    expect(stranger.get_by_text("Nothing was opened. bad.toml")).to_be_visible()
    expect(stranger.get_by_text("12 posts to 1,000 followers")).to_be_visible()
    upload.set_input_files(saved)
    expect(stranger.get_by_text("one post to 1,000 followers")).to_be_visible(timeout=SLOW)
    idle(stranger)
    assert sentence(stranger) == said
    box = stranger.locator(".st-key-scenario input")
    expect(box).to_have_value("Opened 1: One post only")
    context.close()
