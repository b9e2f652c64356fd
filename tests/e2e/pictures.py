"""README's pictures, from the app as it runs: `python -m tests.e2e.pictures http://127.0.0.1:8501`."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.e2e.conftest import FLAGS, ROOT, idle

WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
CHART, FILM = "[data-testid=stVegaLiteChart] svg.marks", ".picture"
PICTURES: dict[str, tuple[str, str, dict[str, Any]]] = {
    "explore-light": ("/", CHART, {"viewport": WIDE, "color_scheme": "light"}),
    "explore-dark": ("/", CHART, {"viewport": WIDE, "color_scheme": "dark"}),
    "explore-phone": (
        "/", CHART, {"viewport": PHONE, "color_scheme": "light", "device_scale_factor": 2},
    ),
    "watch": ("/watch", FILM, {"viewport": WIDE, "reduced_motion": "reduce"}),  # at its end
}  # fmt: skip


def main(url: str, folder: Path) -> None:
    """Save every picture to a folder."""
    program = subprocess.check_output([ROOT / ".ci" / "browser"], text=True).strip()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
        for name, (path, awaited, choices) in PICTURES.items():
            page = chromium.new_context(**choices).new_page()
            page.goto(url + path)
            page.locator(awaited).first.wait_for(timeout=90_000)
            idle(page, settle=1_000)
            page.screenshot(path=folder / f"{name}.png")
            page.context.close()
        chromium.close()


if __name__ == "__main__":
    main(sys.argv[1], ROOT / "docs")
