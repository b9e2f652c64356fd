"""README's pictures, from the app as it runs: `python -m tests.e2e.pictures http://127.0.0.1:8501`.

Names after the address take these alone. A story's picture waits until all of it was computed.
"""

import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import FilePayload, Page, sync_playwright

from tests.account.exports import FOLLOWERS, export
from tests.e2e.conftest import FLAGS, ROOT, idle

WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
TALL = {"width": 1440, "height": 1300}
PROJECTOR = {"width": 1280, "height": 720}
CHART, FILM = "[data-testid=stVegaLiteChart] svg.marks", ".picture"
STORY = "5b"
PATIENCE = 600_000  # milliseconds that a story may take


@dataclass(frozen=True)
class Picture:
    """A page, what is waited for there, what is done then, and who looks."""

    path: str
    awaited: str
    looks: dict[str, Any] = field(default_factory=lambda: {"viewport": WIDE})
    first: Callable[[Page], None] = idle


def _bet(page: Page) -> None:
    page.locator(f".st-key-open-{STORY} button").click()
    page.locator(".st-key-place-bet button").click(timeout=PATIENCE)
    page.locator(".st-key-turns").wait_for(timeout=PATIENCE)
    page.locator(f".st-key-stop-story-{STORY}").wait_for(state="hidden", timeout=PATIENCE)


def _case(page: Page) -> None:
    page.locator(f".st-key-case-card {CHART}").wait_for(timeout=PATIENCE)
    page.locator(".st-key-stop-case-recommendation").wait_for(state="hidden", timeout=PATIENCE)


def _compare(page: Page) -> None:
    page.get_by_role("button", name=re.compile("Add (both|all) sides")).click()
    page.get_by_role("heading", name="In figures").wait_for(timeout=PATIENCE)


def _present(page: Page) -> None:
    """The reveal, after a bet."""
    page.locator(".st-key-present-deck input").click()
    page.keyboard.type(f"Story {STORY}")
    page.keyboard.press("Enter")
    page.locator(".st-key-brand-name input").fill("Fern & Partners")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Start presenting").wait_for(timeout=PATIENCE)
    page.locator(f".st-key-stop-story-{STORY}").wait_for(state="hidden", timeout=PATIENCE)
    idle(page, settle=1_500)
    page.get_by_role("button", name="Start presenting").click()
    for key in (*3 * ["ArrowRight"], "6", "0", "ArrowRight"):
        page.keyboard.press(key)


def _map(page: Page) -> None:
    page.locator(".st-key-map-draw").get_by_role("button").click()
    page.locator(CHART).first.wait_for(timeout=PATIENCE)
    page.locator(".st-key-stop-map").wait_for(state="hidden", timeout=PATIENCE)


def _account(page: Page) -> None:
    page.locator(".st-key-account-followers input").fill(str(FOLLOWERS))
    page.keyboard.press("Tab")
    posts = FilePayload(name="posts.csv", mimeType="text/csv", buffer=export(number=60).encode())
    page.locator("[class*=st-key-account-file] input[type=file]").set_input_files(posts)
    page.get_by_text("posts.csv").wait_for()
    page.get_by_role("button", name="Read my posts").click()
    page.get_by_text("Add both to Compare").wait_for(timeout=PATIENCE)


PICTURES = {
    "case": Picture("/case", ".st-key-case-card", {"viewport": TALL}, _case),
    "explore-light": Picture("/explore", CHART),
    "explore-dark": Picture("/explore", CHART, {"viewport": WIDE, "color_scheme": "dark"}),
    "explore-phone": Picture("/explore", CHART, {"viewport": PHONE, "device_scale_factor": 2}),
    "watch": Picture("/watch", FILM, {"viewport": WIDE, "reduced_motion": "reduce"}),  # at its end
    "story": Picture("/stories", f".st-key-open-{STORY}", first=_bet),
    "compare": Picture(f"/compare?scenario={STORY}", ".st-key-compare-add-sides", first=_compare),
    "map": Picture("/map?scenario=2d", ".st-key-map-draw", {"viewport": TALL}, _map),
    "account": Picture("/account", ".st-key-account-followers", {"viewport": TALL}, _account),
    "about": Picture("/about", "[data-testid=stTab]"),
    "present": Picture(
        "/present",
        ".st-key-present-deck",
        {"viewport": PROJECTOR, "reduced_motion": "reduce"},
        _present,
    ),
}


def main(url: str, folder: Path, names: list[str]) -> None:
    """Save these pictures to a folder, all where none is named."""
    program = subprocess.check_output([ROOT / ".ci" / "browser"], text=True).strip()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
        for name in names or PICTURES:
            picture = PICTURES[name]
            page = chromium.new_context(**{"color_scheme": "light", **picture.looks}).new_page()
            page.goto(url + picture.path)
            page.locator(picture.awaited).first.wait_for(timeout=90_000)
            idle(page)
            picture.first(page)
            idle(page, settle=1_000)
            page.mouse.move(0, 0)  # nothing is hovered over
            page.screenshot(path=folder / f"{name}.png")
            page.context.close()
        chromium.close()


if __name__ == "__main__":
    main(sys.argv[1], ROOT / "docs", sys.argv[2:])
