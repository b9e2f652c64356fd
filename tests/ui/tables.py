"""The tables on a page: their cells as they are read."""

from html.parser import HTMLParser

from streamlit.testing.v1 import AppTest

Table = list[list[str]]


class _Reader(HTMLParser):
    """Collects the cells of one table."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Table = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("th", "td"):
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        if self.rows:
            self.rows[-1][-1] += data


def tables(at: AppTest) -> list[Table]:
    """Every table of the page, heading first."""
    return [read(each.proto.body) for each in at.get("html") if "<table" in each.proto.body]


def read(html: str) -> Table:
    reader = _Reader()
    reader.feed(html)
    return reader.rows
