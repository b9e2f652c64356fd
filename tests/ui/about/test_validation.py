"""The checks on record, as the page shows them."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from simulation.validation import last_record
from ui.about import validation
from ui.text import plain


def drawn() -> AppTest:
    def page() -> None:
        from ui.about import validation

        validation.draw()

    app = AppTest.from_function(page, default_timeout=60).run()
    assert not app.exception
    return app


def test_the_record_is_shown_with_the_command_that_makes_it() -> None:
    done, app = last_record(), drawn()
    assert plain(done.model) in app.caption[0].value
    assert app.code[0].value == done.command
    assert f"{done.passed} of {done.targets} figures" in app.markdown[0].value
    table = app.dataframe[0].value
    assert list(table["Verdict"]).count("pass") == done.passed
    assert len(table) == len(done.rows)


def test_a_record_of_other_defaults_is_called_old(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(validation, "defaults_digest", lambda: last_record().defaults)
    assert not drawn().warning
    monkeypatch.setattr(validation, "defaults_digest", lambda: "another")
    assert "changed since" in drawn().warning[0].value


def test_a_figure_without_a_meaning_or_a_target_leaves_its_cells_empty() -> None:
    row = replace(last_record().rows[0], value=None, low=None, high=None, tolerance=None)
    found = validation.rows(replace(last_record(), rows=(row,)))
    assert (found["Model"], found["95% range"], found["Passes within"]) == (
        ["none"],
        ["none"],
        [""],
    )
