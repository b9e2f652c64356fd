"""The handout: whole, escaped, and without any request. Its look: tests/e2e."""

import json
import re
from html.parser import HTMLParser

import pytest

from tests.ui.slides_fixture import deck
from ui.charts.chart import standalone
from ui.present.deck import Deck, Slide
from ui.present.handout import WIDTH, handout

pytestmark = pytest.mark.compiled


class Reader(HTMLParser):
    """Tags with their attributes, and the text outside scripts and styles."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.inside = tag

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside not in ("script", "style"):
            self.text += data


@pytest.fixture(scope="module")
def made() -> str:
    return handout(deck()).decode()


@pytest.fixture(scope="module")
def read(made: str) -> Reader:
    reader = Reader()
    reader.feed(made)
    return reader


def test_everything_but_the_bet_stands_in_it(read: Reader) -> None:
    for slide in (*deck().slides, *deck().appendix):
        cells = (cell for row in slide.table for cell in row)
        for text in (slide.heading, slide.statement, *slide.lines, *cells):
            assert (text in read.text) == (slide.kind != "bet" or text == "")
    assert "Giants: 83" in read.text
    assert "Each dot is one simulated run, with its own random draws." in read.text
    assert "It explores." in read.text


def test_the_decision_stands_first(read: Reader) -> None:
    places = [
        read.text.index(text) for text in ("The client", "1 March 2026", "Do it.", "It pays.")
    ]
    assert places == sorted(places)
    assert places[-1] < read.text.index("The claim")


def test_a_slide_that_is_longer_in_the_appendix_comes_once() -> None:
    rows = (("Source",), ("One",), ("Two",))
    short = Slide("evidence", "Sources", "", table=rows[:2], key="sources")
    whole = Slide("evidence", "Sources", "", table=rows, key="sources")
    reader = Reader()
    reader.feed(handout(Deck("Title", (short,), (whole,))).decode())
    assert reader.text.count("One") == reader.text.count("Two") == 1


def test_no_text_becomes_code(read: Reader) -> None:
    assert sum(tag == "script" for tag, _ in read.tags) == 3
    assert not [tag for tag, _ in read.tags if tag == "img"]
    assert not [tag for tag, about in read.tags if any(name.startswith("on") for name in about)]


def test_nothing_is_fetched(read: Reader) -> None:
    fetched = [about for _, about in read.tags if {"src", "href", "srcset"} & set(about)]
    assert not fetched
    policy = next(about for _, about in read.tags if about.get("http-equiv"))
    assert "default-src 'none'" in str(policy["content"])


def test_the_charts_are_those_of_the_screen(made: str) -> None:
    specs = re.search(r"const charts = (.*);\n", made)
    assert specs
    drawing = deck().slides[4].chart
    assert drawing
    assert json.loads(specs[1]) == [json.loads(json.dumps(standalone(drawing, WIDTH)))]


def test_it_is_small_enough_to_send(made: str) -> None:
    assert len(made.encode()) < 2_000_000
