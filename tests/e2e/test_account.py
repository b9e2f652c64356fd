"""A real export is uploaded in a real browser, and a scenario comes out."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from simulation.scenarios import load
from tests.account.exports import FOLLOWERS, export
from tests.e2e.conftest import idle
from tests.e2e.test_explore import SLOW


def test_an_export_becomes_an_account_to_explore_and_to_take_away(
    page: Page, tmp_path: Path
) -> None:
    mine, bad = tmp_path / "mine.csv", tmp_path / "bad.csv"
    mine.write_text(export(number=60))
    bad.write_text("date,opinion\n2026-01-01,good\n")
    page.goto("/account")
    read = page.get_by_role("button", name="Read my posts")
    expect(read).to_be_visible(timeout=SLOW)
    followers = page.locator(".st-key-account-followers input")
    followers.fill(str(FOLLOWERS))
    followers.press("Tab")

    for file, text in ((bad, "no column has a known count"), (mine, "60 posts read")):
        page.locator("[class*=st-key-account-file] input[type=file]").set_input_files(file)
        expect(page.get_by_text(file.name)).to_be_visible()
        read.click()
        expect(page.get_by_text(re.compile(text))).to_be_visible(timeout=SLOW)

    expect(page.get_by_text("Add both to Compare")).to_be_visible(timeout=SLOW)
    idle(page)
    expect(page.get_by_text("Do simulated posts look like yours?")).to_be_visible()
    expect(page.locator("[data-testid=stVegaLiteChart] svg.marks")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

    with page.expect_download() as download:
        page.locator(".st-key-account-download").get_by_role("button").click()
    assert download.value.suggested_filename == "account.toml"
    saved = tmp_path / "account.toml"
    download.value.save_as(saved)
    assert load(str(saved)).sides[0].parameters.followers.casual.size == FOLLOWERS

    page.get_by_role("button", name="Explore this account").click()
    expect(page.get_by_text(re.compile("posts to 1,000 followers"))).to_be_visible(timeout=SLOW)


def test_a_network_of_ones_own_goes_under_every_page(page: Page, tmp_path: Path) -> None:
    ties = tmp_path / "ties.csv"
    followers = "".join(f"f{n},me\nf{n},f{n + 1}\n" for n in range(300))
    ties.write_text(f"follower,followed\n{followers}")
    page.goto("/account")
    use = page.get_by_role("button", name="Use this network")
    expect(use).to_be_visible(timeout=SLOW)
    page.locator(".st-key-ties-us input").fill("me")
    page.locator("[class*=st-key-ties-file] input[type=file]").set_input_files(ties)
    expect(page.get_by_text(ties.name)).to_be_visible()
    use.click()
    expect(page.get_by_text(re.compile("is me, with 300 followers"))).to_be_visible(timeout=SLOW)
    page.get_by_role("link", name="Explore", exact=True).click()
    expect(page.get_by_text(re.compile("posts to 300 followers"))).to_be_visible(timeout=SLOW)
