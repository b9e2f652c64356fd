"""The page Stories: nothing is shown before the bet, then everything."""

import json
from dataclasses import replace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from simulation.experiment.comparison.claim import claim
from simulation.experiment.story_result import StorySoFar
from simulation.parameters import Run, changed
from simulation.scenarios import Scenario, load
from ui.background import experiments
from ui.state import settings

pytestmark = [pytest.mark.compiled, pytest.mark.usefixtures("own_store")]


def small() -> Scenario:
    """4b in two weeks, with quick runs and few levers to change its answer."""
    story = load("4b")
    fewer = {"network.population": 20_000}
    sides = tuple(replace(side, parameters=changed(side.parameters, fewer)) for side in story.sides)
    breaks = ("A:followers.fans.size", "dialogue.order")
    return replace(story, sides=sides, breaks=breaks, run=Run(worlds=40, days=14.0))


@pytest.fixture(autouse=True)
def _small_story(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "shipped", lambda: {"4b": small()})


def _stories() -> None:
    from ui.stories import page

    page.render()


def _present() -> None:
    from ui.pages import decks
    from ui.present import page

    page.render(decks)


def text(at: AppTest) -> str:
    return " ".join(each.value for each in [*at.markdown, *at.caption, *at.header, *at.error])


def test_nothing_is_shown_before_the_bet() -> None:
    at = AppTest.from_function(_stories, default_timeout=150).run()
    assert "simulated runs. A run plays the same weeks once more" in text(at)
    at.button(key="open-4b").click().run()
    assert not at.exception
    assert "Place your bet" in text(at)
    assert not at.get("vega_lite_chart")
    assert "tasks" not in at.session_state
    at.slider(key="bet-4b").set_value(30).run()
    at.button(key="place-bet").click().run()
    assert not at.exception
    said = text(at)
    assert "You bet on 30 of 100 runs; it happened in" in said.replace("\\", "")
    assert (
        "The 100 dots stand for 40 simulated runs, each with its own random draws."
        in said.replace("\\", "")
    )
    assert "Where the answer changes" in said
    assert "Evidence against it" in said
    assert [each.label for each in at.metric] == [side.title for side in small().sides]
    assert len(at.get("download_button")) >= 2
    at.button(key="bet-again").click().run()
    assert "You bet" not in text(at)
    at.button(key="all-stories").click().run()
    assert "1 claims about followers" in " ".join(each.value for each in at.title)


def test_a_story_under_way_shows_what_is_known_and_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Seven runs of forty, all of them wins: a verdict, seven dots of forty, nothing to present."""
    compared = claim(small())
    ours, other = ({"close_fans": np.full(7, value)} for value in (9.0, 1.0))
    verdict = compared.verdict_so_far(ours, other, last=False)
    under_way = StorySoFar(small(), small().run, compared, 7, verdict)
    monkeypatch.setattr(experiments, "result_of", lambda *_: under_way)
    at = AppTest.from_function(_stories, default_timeout=150)
    at.session_state["story"] = "4b"
    at.session_state["bets"] = {"4b": 30}
    at.run()
    assert not at.exception
    said = text(at).replace("\\", "")
    assert "The claim holds here." in said
    assert "in all 7 runs. That is more than chance, however often one looks" in said
    assert "33 more runs will sharpen it." in said
    assert "You bet on 30 of 100 runs." in said
    assert "Where the answer changes" not in said
    assert not at.get("download_button")
    at = AppTest.from_function(_present, default_timeout=150).run()
    assert not at.exception
    assert not [each for each in at.get("bidi_component") if "slides" in each.proto.json]


def test_a_story_is_presented_as_a_deck() -> None:
    at = AppTest.from_function(_present, default_timeout=150).run()
    assert not at.exception
    (mounted,) = [each for each in at.get("bidi_component") if "slides" in each.proto.json]
    data = json.loads(mounted.proto.json)
    kinds = [slide["kind"] for slide in data["slides"] if slide["kind"] != "film"]  # comes last
    assert kinds == ["title", "agenda", "claim", "bet", "reveal", "ranges", "table", "advice"]
    assert sum(data["slides"][4]["counts"]) == 100
    assert "seed" not in data["footer"]  # it stands in the appendix
