"""The table of pages: complete, each found under a path and a title of its own."""

from pathlib import Path

from ui.pages import PAGES

UI = Path(__file__).parents[2] / "ui"


def test_every_page_is_listed_under_a_path_and_a_title_of_its_own() -> None:
    drawn = [getattr(page.render, "func", page.render) for page in PAGES]
    listed = {function.__module__ for function in drawn}
    assert listed == {f"ui.{path.parent.name}.page" for path in UI.glob("*/page.py")}
    assert len({page.path for page in PAGES}) == len({page.title for page in PAGES}) == len(PAGES)
