"""The deck of the levers as they stand: its figures are those of the page."""

import pytest

from simulation.ensemble import Ensemble, simulate
from simulation.outcomes import OUTCOMES, summary, values
from simulation.parameters import Parameters, Run, changed
from simulation.scenarios import load
from ui.explore import results
from ui.explore.deck import explored
from ui.explore.summary import result
from ui.present.brand import Brand
from ui.present.deck import Deck
from ui.present.edits import arranged
from ui.present.handout import handout
from ui.present.native import Curve
from ui.state import settings
from ui.text import quantity

pytestmark = pytest.mark.compiled


@pytest.fixture(scope="module")
def ensemble() -> Ensemble:
    small = changed(Parameters(), {"network.population": 5_000})
    return simulate(small, Run(worlds=20, days=7.0))


@pytest.fixture
def deck(ensemble: Ensemble, monkeypatch: pytest.MonkeyPatch) -> Deck:
    monkeypatch.setattr(settings, "judge", lambda: load("4b").judge)
    return arranged(explored(ensemble, "A small account", "A note.", Brand()))


def test_its_figures_are_those_of_the_page(deck: Deck, ensemble: Ensemble) -> None:
    (figures,) = [each for each in deck.slides if each.name == "figures"]
    assert figures.statement == result(ensemble)
    for name, (label, said) in zip(results.headlines(), figures.table[1:], strict=True):
        found = summary(values(ensemble, name))
        assert label.startswith(OUTCOMES[name].label)
        assert said.startswith(quantity(found.median, OUTCOMES[name].unit))
    (time,) = [each.native for each in deck.slides if each.name == "time"]
    assert isinstance(time, Curve)
    assert time.series[0][1][-1] == summary(values(ensemble, "reach")).median


def test_a_story_keeps_its_own_outcome(ensemble: Ensemble, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "judge", lambda: load("4b").judge)
    assert results.headlines()[0] == "close_fans"
    assert len(results.headlines()) == len(results.HEADLINES)


def test_it_has_a_film_and_all_files(deck: Deck) -> None:
    (film,) = [each for each in deck.slides if each.kind == "film"]
    (clip,) = film.clips
    assert clip.film["counters"][0]["counts"][-1] > 0
    page = handout(deck).decode()
    assert "A small account" in page
    assert "playTogether" in page
