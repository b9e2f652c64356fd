"""Published experiments on record, as the page shows them."""

import pytest
from streamlit.testing.v1 import AppTest

from simulation.trials import last_record
from simulation.trials.words import summary
from ui.about import experiments
from ui.text import plain


def drawn() -> AppTest:
    def page() -> None:
        from ui.about import experiments

        experiments.draw()

    app = AppTest.from_function(page, default_timeout=60).run()
    assert not app.exception
    return app


def test_every_effect_has_a_row_with_its_source() -> None:
    done, app = last_record(), drawn()
    table = app.dataframe[0].value
    rows = [row for entry in done.trials for row in entry.checks]
    assert len(rows) >= 20
    assert list(table["What is compared"]) == [row.measures for row in rows]
    assert list(table["Verdict"]) == [experiments.VERDICTS[row.verdict] for row in rows]
    assert all("https://" in source for source in table["Source"])
    assert all(table["Published"])
    assert all(table["What was changed"])


def test_what_the_model_cannot_say_is_listed_with_what_it_lacks() -> None:
    silent, table = last_record().having("cannot say"), drawn().dataframe[1].value
    assert list(table["Experiment"]) == [entry.title for entry in silent]
    assert all(table["What the model lacks"])
    assert all(table["What was found"])


def test_the_page_counts_them_and_names_the_command() -> None:
    done, app = last_record(), drawn()
    assert plain(summary(done)) in app.markdown[0].value
    assert plain(done.model) in app.caption[0].value
    assert app.code[0].value == done.command


def test_a_record_of_other_defaults_is_called_old(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(experiments, "defaults_digest", lambda: last_record().defaults)
    assert not drawn().warning
    monkeypatch.setattr(experiments, "defaults_digest", lambda: "another")
    assert "changed since" in drawn().warning[0].value
