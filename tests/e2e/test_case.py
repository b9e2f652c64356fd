"""The client's question in a real browser: from the front page to an answer, kept whatever happens.

The question: 20,000 followers, 40 % of them probably fake, three posts a week, $2,000: ads, ten
hours of answering, or five small influencers?
"""

import csv
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from simulation.case import QUESTIONS, Case, Spend, answers, choices, dumps, load
from simulation.case.link import query_of
from tests.e2e.conftest import ROOT, idle, wait_until_healthy
from tests.e2e.test_explore import SLOW
from tests.e2e.test_pages import SCREENS, fits, violations
from ui.case.example import EXAMPLE
from ui.text import quantity

MOST_ACTIONS = 12
ANSWER = 240_000  # milliseconds for an answer on a machine that is busy with other tests
ANSWERS = {
    "Followers": "20k",
    "Share of fakes": "40 %",
    "Posts a week": "3/week",
    "Hours a week spent answering": "0",
    "Budget": "$2,000",
}


# Another question, whose answer takes little work: a task outlives the page that asked for it.
SMALL = Case(
    answers=answers(followers="2k", fakes="10%", posts="3/week", hours="0", budget="$150"),
    base=EXAMPLE.base,
    options=(Spend("ads"), Spend("answering"), Spend("creators")),
)


class Visitor:
    """Somebody whose actions are counted: a click, or a field filled and left."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.actions = 0

    def click(self, what: Locator) -> None:
        self.actions += 1
        what.click()

    def answer(self, question: str, text: str) -> None:
        self.actions += 1
        field = self.page.get_by_label(question, exact=True)
        field.fill(text)
        field.press("Tab")


def opened(page: Page, url: str = "", case: Case = SMALL) -> None:
    page.goto(f"{url}/case?{urlencode(query_of(case))}")
    expect(heading(page)).to_be_visible(timeout=SLOW)
    idle(page, timeout=SLOW)


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", name="My client's question")


def card(page: Page) -> Locator:
    return page.locator(".st-key-case-card")


def answered(page: Page) -> None:
    """Wait until the recommendation is whole."""
    expect(card(page).get_by_role("table").first).to_be_visible(timeout=ANSWER)
    expect(card(page).get_by_role("button", name="Stop")).to_have_count(0, timeout=ANSWER)
    idle(page, timeout=SLOW)


def field(page: Page, question: str) -> Locator:
    return page.get_by_label(question, exact=True)


def answer(page: Page, question: str, text: str) -> None:
    field(page, question).fill(text)
    field(page, question).press("Enter")


def test_from_the_front_page_to_a_recommendation_in_few_actions(page: Page) -> None:
    visitor = Visitor(page)
    page.goto("/")
    visitor.click(page.get_by_role("button", name="My client's question"))
    expect(heading(page)).to_be_visible(timeout=SLOW)
    for question, text in ANSWERS.items():
        visitor.answer(question, text)
    for name in ("$2,000 of ads", "10 hours a week of answering", "5 small creators"):
        expect(page.get_by_text(name, exact=True).first).to_be_visible(timeout=SLOW)
    expect(card(page).get_by_role("table").first).to_be_visible(timeout=ANSWER)
    expect(card(page)).to_contain_text("Choose “$2,000 of ads”")
    assert visitor.actions <= MOST_ACTIONS


def test_what_cannot_be_understood_is_refused_at_its_field(page: Page) -> None:
    opened(page)
    answer(page, "Budget", "a lot")
    within = page.locator(".st-key-case-question-budget")
    expect(within).to_contain_text("'a lot' is not a number")
    expect(field(page, "Budget")).to_have_value("a lot")
    expect(field(page, "Followers")).to_have_value("2,000")
    answer(page, "Budget", "0.2k")
    expect(within).to_contain_text("Every option costs $200 in 28 days.")


def test_ctrl_z_undoes_an_answer_and_back_agrees_with_the_address(page: Page) -> None:
    opened(page)
    answer(page, "Followers", "8k")
    expect(page.get_by_text("8,000 on the list")).to_be_visible(timeout=SLOW)
    expect(page).to_have_url(re.compile(r"/case\?case=[0-9a-f]{32}$"))
    first = page.url
    heading(page).click()
    page.keyboard.press("Control+z")
    expect(field(page, "Followers")).to_have_value("2,000")
    page.keyboard.press("Control+Shift+z")
    expect(field(page, "Followers")).to_have_value("8,000")
    idle(page)
    page.locator(".st-key-case-list").get_by_role("button").first.click()
    page.get_by_role("button", name="Duplicate").click()
    expect(page.get_by_role("button", name=re.compile("Case: Copy of"))).to_be_visible(timeout=SLOW)
    expect(page).not_to_have_url(first)
    idle(page)
    page.wait_for_timeout(1_100)  # a request that comes sooner may be a late one
    page.go_back()
    expect(page.get_by_role("button", name=re.compile("Case: Copy of"))).to_have_count(
        0, timeout=SLOW
    )
    expect(page).to_have_url(first)
    expect(field(page, "Followers")).to_have_value("8,000")


@contextmanager
def server(port: int, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The app as a consultant runs it; it is killed at the end, not asked to stop."""
    log = folder / f"log-{time.monotonic_ns()}.txt"
    env = {
        **os.environ,
        "STREAMLIT_SERVER_HEADLESS": "true",
        "GRAPEVINE_CASES": f"sqlite:///{folder / 'cases.sqlite'}",
    }
    command = [sys.executable, "-m", "ui.server", "--port", str(port)]
    with (
        log.open("w") as output,
        subprocess.Popen(command, cwd=ROOT, env=env, stdout=output, stderr=output) as process,
    ):
        try:
            wait_until_healthy(f"http://127.0.0.1:{port}", process, log)
            yield process
        finally:
            process.kill()


def test_refresh_and_a_killed_server_lose_nothing(browser: Browser, tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    page = browser.new_page()  # which may complain: its server goes away
    with server(port, tmp_path) as process:
        opened(page, url)
        answer(page, "Budget", "$123")
        expect(page.get_by_text("Every option costs $123")).to_be_visible(timeout=SLOW)
        expect(page).to_have_url(re.compile("case="))
        address = page.url
        page.reload()
        expect(field(page, "Budget")).to_have_value("$123", timeout=SLOW)
        process.kill()
        process.wait(timeout=30)
    with server(port, tmp_path):
        page.goto(address)
        expect(field(page, "Budget")).to_have_value("$123", timeout=SLOW)
        page.goto(f"{url}/")
        page.get_by_role("button", name=re.compile(r"2,000 followers, \$123")).click()
        expect(field(page, "Budget")).to_have_value("$123", timeout=SLOW)
    page.close()


def test_what_is_downloaded_is_what_is_on_the_screen(page: Page, tmp_path: Path) -> None:
    opened(page)
    answer(page, "Followers", "3k")
    expect(page.get_by_text("3,000 on the list")).to_be_visible(timeout=SLOW)
    answered(page)
    page.locator(".st-key-case-files").get_by_role("button").first.click()
    with page.expect_download() as download:
        page.locator(".st-key-case-save").get_by_role("button").click()
    download.value.save_as(tmp_path / "case.toml")
    case = load(tmp_path / "case.toml")
    page.keyboard.press("Escape")
    for name, question in QUESTIONS.items():
        given = getattr(case.answers, name)
        text = question.text(given, case.currency) if given else ""
        shown = field(page, question.label).input_value()
        assert (question.answer(shown, case.currency) if shown else None) == given, text

    shown_rows = card(page).get_by_role("table").first.get_by_role("row").all()
    on_screen = [each.locator("th, td").all_inner_texts() for each in shown_rows[1:]]
    names = shown_rows[0].get_by_role("columnheader").all_inner_texts()[1:]
    assert names == [each.name for each in choices(case).sides]
    page.locator(".st-key-case-market summary").click()
    with page.expect_download() as download:
        page.locator(".st-key-save-rows-case-options").get_by_role("button").click()
    download.value.save_as(tmp_path / "options.csv")
    with (tmp_path / "options.csv").open(encoding="utf-8", newline="") as file:
        saved = list(csv.DictReader(file))
    (reach,) = [row[1:] for row in on_screen if row[0].startswith("Reach")]
    assert [row["option"] for row in saved] == names
    medians = [float(row["reach median"]) for row in saved]
    assert reach == [quantity(each, "people") for each in medians]


def test_the_options_go_to_compare_and_explore_under_their_names(page: Page) -> None:
    opened(page)
    page.locator(".st-key-case-compare").get_by_role("button").click()
    expect(page.locator("[class*=st-key-compare-name-] input").first).to_be_visible(timeout=SLOW)
    idle(page, timeout=SLOW)
    names = [
        each.input_value() for each in page.locator("[class*=st-key-compare-name-] input").all()
    ]
    assert names == [each.name for each in choices(SMALL).sides]
    page.get_by_role("link", name="My client's question").click()
    expect(heading(page)).to_be_visible(timeout=SLOW)
    page.locator(".st-key-case-change-0").get_by_role("button").first.click()
    page.get_by_role("button", name="Open in Explore").click()
    expect(page.get_by_role("heading", name="How far does the word travel?")).to_be_visible(
        timeout=SLOW
    )
    expect(page.get_by_text("$150 of ads").first).to_be_visible(timeout=SLOW)


@pytest.mark.parametrize(
    "page",
    SCREENS,
    indirect=True,
    ids=lambda each: f"{each['viewport']['width']}-{each['color_scheme']}",
)
def test_every_part_can_be_read_on_any_screen(page: Page) -> None:
    opened(page)
    answered(page)
    answer(page, "Budget", "a lot")
    expect(page.get_by_text("'a lot' is not a number")).to_be_visible(timeout=SLOW)
    for fold in ("case-more", "case-assumed"):
        page.locator(f".st-key-{fold} summary").click()
        idle(page, timeout=SLOW)
    assert fits(page)
    assert not violations(page)
    for menu in ("case-list", "case-link-popover", "case-files", "case-change-2"):
        page.locator(f".st-key-{menu}").get_by_role("button").first.click()
        expect(page.get_by_test_id("stPopoverBody")).to_be_visible(timeout=SLOW)
        idle(page, timeout=SLOW, settle=1_000)  # it fades in
        assert not violations(page), menu
        page.keyboard.press("Escape")


def test_a_file_of_a_case_is_opened_as_a_case_of_its_own(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "bakery.toml"
    found = replace(SMALL.answers, followers=answers(followers="9k").followers)
    path.write_text(dumps(replace(SMALL, client="Corner Bakery", answers=found)), "utf-8")
    opened(page)
    page.locator(".st-key-case-files").get_by_role("button").first.click()
    page.locator(".st-key-case-file input[type=file]").set_input_files(path)
    expect(field(page, "Followers")).to_have_value("9,000", timeout=SLOW)
    expect(page).to_have_url(re.compile("case="))
    page.goto("/")
    expect(page.get_by_role("button", name=re.compile("Corner Bakery"))).to_be_visible(timeout=SLOW)
