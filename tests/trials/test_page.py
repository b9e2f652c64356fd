"""The document of the experiments is that of the record."""

from tests.trials.page import PAGE, text


def test_the_document_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == text(), "run: python -m tests.trials.page"
