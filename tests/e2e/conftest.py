"""A real server and a real browser. A page that complains or calls out fails its test."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent

FLAGS = [
    "--no-sandbox",  # the machines that run the checks are root in a container
    "--disable-gpu",
    "--disable-dev-shm-usage",
    # Chromium's own calls home, which are none of the app's.
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

expect.set_options(timeout=15_000)  # a machine that runs two browsers at once may be slow

# On a deep link Streamlit's own page looks for its server below the page's path first.
HARMLESS_404 = re.compile(r"^http://127\.0\.0\.1:\d+/[^/]+/_stcore/(health|host-config)$")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def app_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app, served for all browser tests at once."""
    with served(["ui.server", "--port"], tmp_path_factory.mktemp("app")) as url:
        yield url


@pytest.fixture(scope="session")
def quick_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app with one story of quick worlds, see quick.py."""
    quick = ["streamlit", "run", "tests/e2e/quick.py", "--server.port"]
    with served(quick, tmp_path_factory.mktemp("quick")) as url:
        yield url


@contextmanager
def served(module: list[str], folder: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = folder / "log.txt"
    command = [sys.executable, "-m", *module, str(port)]
    env = {
        **os.environ,
        "STREAMLIT_SERVER_HEADLESS": "true",  # it opens no browser of its own
        "GRAPEVINE_CASES": f"sqlite:///{folder / 'cases.sqlite'}",
    }
    with (
        log.open("w") as output,
        subprocess.Popen(command, cwd=ROOT, env=env, stdout=output, stderr=output) as server,
    ):
        try:
            url = f"http://127.0.0.1:{port}"
            wait_until_healthy(url, server, log)
            yield url
        finally:
            server.terminate()
            try:
                server.wait(timeout=60)
            except subprocess.TimeoutExpired:
                server.kill()
                raise
    assert "Traceback" not in log.read_text(), f"the app failed:\n{log.read_text()}"


def wait_until_healthy(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 60
    while server.poll() is None and time.monotonic() < deadline:
        try:
            with urlopen(f"{url}/_stcore/health", timeout=5):
                return
        except URLError:  # not listening yet
            time.sleep(0.1)
    pytest.fail(f"the app did not start:\n{log.read_text()}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = subprocess.check_output([ROOT / ".ci" / "browser"], text=True).strip()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, app_url: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A fresh visitor; `page.goto("/")` opens the app.

    Choices of the visitor go by indirect parameter, as Playwright's new_context takes them:
    `@pytest.mark.parametrize("page", [{"color_scheme": "dark"}], indirect=True)`.
    """
    choices: dict[str, Any] = {
        "viewport": {"width": 1280, "height": 900},
        **getattr(request, "param", {}),
    }
    complaints: list[str] = []

    def console(message: ConsoleMessage) -> None:
        if message.type == "error" and not HARMLESS_404.match(message.location["url"]):
            complaints.append(f"console error: {message.text} ({message.location['url']})")

    def call(url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob") and parts.hostname not in (
            "127.0.0.1",
            "localhost",
        ):
            complaints.append(f"request leaving the machine: {url}")

    context = browser.new_context(base_url=app_url, **choices)
    context.on("console", console)
    context.on("weberror", lambda error: complaints.append(f"uncaught: {error.error}"))
    context.on("request", lambda sent: call(sent.url))
    visitor = context.new_page()
    visitor.on("websocket", lambda opened: call(opened.url))
    yield visitor
    context.close()
    assert not complaints, "\n".join(complaints)


def idle(page: Page, timeout: float = 30_000, settle: int = 250) -> None:
    """Wait until the app is connected and at rest, and has been for `settle` milliseconds.

    Right after a click the rerun may not have begun: wait for the expected text first.
    """
    page.wait_for_function(
        """(settle) => {
            const app = document.querySelector('[data-testid="stApp"]');
            const atRest = app?.getAttribute('data-test-connection-state') === 'CONNECTED'
                && app.getAttribute('data-test-script-state') === 'notRunning'
                && !document.querySelector('[data-testid="stAppSkeleton"],'
                    + '[data-testid="stSkeleton"],[data-testid="stSpinner"],[data-stale="true"]');
            if (!atRest) { window.restingSince = undefined; return false; }
            window.restingSince ??= performance.now();
            return performance.now() - window.restingSince >= settle;
        }""",
        arg=settle,
        timeout=timeout,
        polling=50,
    )
