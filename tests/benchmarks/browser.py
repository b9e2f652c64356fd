"""How long a visitor waits: for the first chart, from a lever to a new one, from page to page.

Run it on a quiet machine, with the engine compiled: `python tests/benchmarks/browser.py [PORT]`.
"""

import os
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
CHART = "[data-testid=stVegaLiteChart] svg.marks"
TIMES = 20
STARTS = 5
PAGES = ("About the model", "Explore")  # to and fro

# Marks the moment at which the page's title is another, seen within one frame.
TURN = """() => {
    const title = () => document.querySelector('[data-testid=stMain] h1')?.textContent;
    const before = title();
    window.left = performance.now();
    window.turned = new Promise(done => {
        const look = () => {
            if (title() && title() !== before) done(performance.now() - window.left);
            else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
    });
}"""

# Marks the moment at which the first chart's drawing changes, seen within one frame.
WATCH = """() => {
    const chart = document.querySelector('[data-testid=stVegaLiteChart]');
    const before = chart.querySelector('svg.marks').innerHTML;
    window.moved = performance.now();
    window.drawn = new Promise(done => {
        const look = () => {
            const now = document.querySelector('[data-testid=stVegaLiteChart] svg.marks');
            if (now && now.innerHTML !== before) done(performance.now() - window.moved);
            else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
    });
}"""


def main() -> None:
    """Print the waits in seconds."""
    port = sys.argv[1] if len(sys.argv) > 1 else "8790"
    browser_path = subprocess.check_output([ROOT / ".ci" / "browser"], text=True).strip()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=FLAGS)
        starts = [wait_for_start(browser, port) for _ in range(STARTS)]
        print(f"make run to the first chart: {', '.join(f'{wait:.1f}' for wait in starts)} s")
        page = new_page(browser)
        with served(port) as url:
            page.goto(f"{url}/explore")
            page.locator(CHART).first.wait_for(timeout=60_000)
            again = time.monotonic()
            page.reload()
            page.locator(CHART).first.wait_for(timeout=60_000)
            print(f"second visit to the first chart: {time.monotonic() - again:.1f} s")
            page.wait_for_timeout(2_000)
            show("lever released to new chart", [wait_for_chart(page) for _ in range(TIMES)])
            names = PAGES * (TIMES // len(PAGES))
            show("page to page", [wait_for_page(page, name) for name in names])
        browser.close()


def show(what: str, waits: list[float]) -> None:
    """Print the middle and the end of the waits."""
    middle, most = statistics.median(waits), max(waits)
    print(f"{what}, {len(waits)} times: median {middle:.2f} s, slowest {most:.2f} s")


def new_page(browser: Browser) -> Page:
    """A page of a visitor who has never been here, so that nothing is in the browser's cache."""
    return browser.new_context(viewport={"width": 1440, "height": 900}).new_page()


@contextmanager
def served(port: str) -> Iterator[str]:
    """The address of the app, from the moment at which `make run` has got it to answer."""
    command = ["make", "run", f"PORT={port}"]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=ROOT, stdout=quiet, start_new_session=True) as server:
        try:
            wait_until_healthy(f"http://127.0.0.1:{port}")
            yield f"http://127.0.0.1:{port}"
        finally:
            os.killpg(server.pid, signal.SIGTERM)


def wait_until_healthy(url: str) -> None:
    """Return when the server answers."""
    while True:
        try:
            with urlopen(f"{url}/_stcore/health", timeout=5):
                return
        except URLError:
            time.sleep(0.05)


def wait_for_start(browser: Browser, port: str) -> float:
    """Seconds from `make run` until a new visitor sees the first chart."""
    page = new_page(browser)
    began = time.monotonic()
    with served(port) as url:
        page.goto(f"{url}/explore")
        page.locator(CHART).first.wait_for(timeout=60_000)
        wait = time.monotonic() - began
    page.close()
    return wait


def wait_for_chart(page: Page) -> float:
    """Move a lever a step on, to a setting not seen before; seconds until the chart changes."""
    page.locator(".st-key-lever-posts-appeal_spread").get_by_role("slider").focus()
    page.evaluate(WATCH)
    page.keyboard.press("ArrowRight")
    wait = float(page.evaluate("window.drawn")) / 1000
    page.wait_for_timeout(700)
    return wait


def wait_for_page(page: Page, name: str) -> float:
    """Go to another page by its link; seconds until its title stands there."""
    page.evaluate(TURN)
    page.get_by_role("link", name=name, exact=True).first.click()
    wait = float(page.evaluate("window.turned")) / 1000
    page.wait_for_timeout(700)
    return wait


if __name__ == "__main__":
    main()
