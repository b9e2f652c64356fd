"""Frames a second of the Watch page, playing about 2,000 people in headless Chromium.

`python -m tests.benchmarks.watch [PORT]`
"""

import statistics
import subprocess
import sys
from itertools import pairwise

from playwright.sync_api import Page, sync_playwright

from tests.benchmarks.browser import FLAGS, ROOT, wait_until_healthy

SECONDS = 3.0
# Every frame of the picture, and no other drawing, begins with clearing it once.
COUNT = """
    const clear = CanvasRenderingContext2D.prototype.clearRect;
    CanvasRenderingContext2D.prototype.clearRect = function (...box) {
        if (this.canvas.className === 'picture') window.drawn.push(performance.now());
        return clear.apply(this, box);
    };
    window.drawn = [];
"""


def main() -> None:
    """Print frames a second and the longest waits between two, at several parts of the film."""
    port = sys.argv[1] if len(sys.argv) > 1 else "8791"
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", "--server.port", port]
    path = subprocess.check_output([ROOT / ".ci" / "browser"], text=True).strip()
    with (
        sync_playwright() as playwright,
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as server,
    ):
        try:
            wait_until_healthy(url)
            browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.add_init_script(COUNT)
            page.goto(f"{url}/watch")
            page.locator(".picture").wait_for(timeout=90_000)
            page.get_by_text("The best run").click()
            page.wait_for_timeout(3_000)
            people = page.locator(".counts dd").first
            for speed in ("1", "4"):
                page.locator(".speed select").select_option(speed)
                for part in (0.1, 0.4, 0.65):
                    rate, slow = play(page, part)
                    print(
                        f"speed {speed}, from {part:.0%} of the film ({people.inner_text()} people "
                        f"there): {rate:.0f} frames a second, 95% within {slow:.0f} ms"
                    )
            browser.close()
        finally:
            server.terminate()


def play(page: Page, part: float) -> tuple[float, float]:
    """Play on from there for a while: frames a second, and the 95th percentile of the waits."""
    page.get_by_role("slider", name="Time").fill(str(round(1_000 * part)))
    page.get_by_role("button", name="Play").click()
    page.evaluate("window.drawn = []")
    page.wait_for_timeout(1_000 * SECONDS)
    drawn = page.evaluate("window.drawn")
    page.get_by_role("button", name="Pause").click()
    waits = [later - sooner for sooner, later in pairwise(drawn)]
    return len(drawn) / SECONDS, statistics.quantiles(waits, n=20)[-1]


if __name__ == "__main__":
    main()
