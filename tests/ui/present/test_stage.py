"""The data of the stage: texts as texts, pictures without a network, colours that can be read."""

import base64
import json

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.slides_fixture import deck
from ui.present.brand import legible


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("colour", ["#ffffff", "#ffff00", "#5cb6dc", "#0b5e83", "#000000"])
def test_a_brand_colour_can_be_read_on_white(colour: str) -> None:
    found = legible(colour)
    assert 1.05 / (luminance(found) + 0.05) >= 4.45  # rounded to whole steps of 256
    if 1.05 / (luminance(colour) + 0.05) >= 4.5:
        assert found == colour


def _page() -> None:
    from tests.ui.slides_fixture import deck
    from ui.present import stage

    stage.show(deck(), begin=99)


@pytest.mark.compiled
def test_the_stage_gets_every_slide_as_data() -> None:
    at = AppTest.from_function(_page, default_timeout=60).run()
    assert not at.exception
    (mounted,) = at.get("bidi_component")
    data = json.loads(mounted.proto.json)
    assert [slide["kind"] for slide in data["slides"]] == [slide.kind for slide in deck().slides]
    assert data["slides"][2]["counts"] == [83, 4, 13]
    assert data["slides"][2]["dots"] == ["win"] * 83 + ["tie"] * 4 + ["loss"] * 13
    assert data["begin"] == len(deck().slides) - 1  # the last, where a deck has become shorter
    assert [len(slide["clips"]) for slide in data["slides"]][-1] == 2
    kind, _, content = data["slides"][4]["chart"].partition(",")
    assert kind == "data:image/svg+xml;base64"
    assert base64.b64decode(content).startswith(b"<svg")
