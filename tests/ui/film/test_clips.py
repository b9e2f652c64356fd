"""Clips of a deck: one pace and one scale for all sides, small, true; and the GIF drawn of them."""

import io
import json

import numpy as np
import pytest
from PIL import Image

from simulation.ensemble import simulate
from simulation.parameters import Parameters, Run, changed
from ui.film.clips import MOST, Clip, clips, filmed, typical
from ui.film.gif import HIGH, PAPER, WIDE, gif

pytestmark = pytest.mark.compiled

RUN = Run(worlds=20, days=7.0)
SMALL = changed(Parameters(), {"network.population": 5_000})
SIDES = (("Broadcast", changed(SMALL, {"growth.ad_views": 300})), ("Word of mouth", SMALL))
NUMBER = 3


@pytest.fixture(scope="module")
def both() -> tuple[Clip, ...]:
    return clips(SIDES, RUN, NUMBER)


def test_each_side_is_the_run_of_that_number(both: tuple[Clip, ...]) -> None:
    for (title, parameters), clip in zip(SIDES, both, strict=True):
        reach = simulate(parameters, RUN).tallies["reach"]
        assert clip.title == title
        assert clip.film["counters"][0]["counts"][-1] == reach[NUMBER]
        assert len(clip.film["x"]) <= MOST + 1


def test_the_sides_have_one_pace_and_one_scale(both: tuple[Clip, ...]) -> None:
    one, other = (clip.film for clip in both)
    for shared in ("pace", "seconds", "ends"):
        assert one[shared] == other[shared]
    left, top, right, bottom = one["ends"]
    for film in (one, other):
        assert left <= min(film["x"]) <= max(film["x"]) <= right
        assert top <= min(film["y"]) <= max(film["y"]) <= bottom
        last = max(film["seen"])
        assert film["pace"][0] <= last <= film["pace"][-1]


def test_clips_are_small_enough_for_a_handout(both: tuple[Clip, ...]) -> None:
    assert len(json.dumps([clip.film for clip in both])) < 200_000
    assert all("actions" not in clip.film for clip in both)


def test_the_typical_run_is_that_nearest_to_the_median() -> None:
    assert typical([5.0, 1.0, np.nan, 3.0]) == 3
    assert typical([np.nan, 2.0]) == 1


def test_no_film_where_none_is_known_or_it_would_take_long() -> None:
    assert filmed(SIDES, RUN, [np.nan]) == ()
    large = changed(Parameters(), {"network.population": 50_000_000, "growth.ad_views": 10_000_000})
    assert filmed([("Large", large)], RUN, [1.0]) == ()


def test_the_gif_begins_and_ends_with_the_end_and_grows_between(both: tuple[Clip, ...]) -> None:
    picture = Image.open(io.BytesIO(gif(both)))
    assert picture.size == (WIDE, HIGH)
    frames = []
    for number in range(picture.n_frames):  # type: ignore[attr-defined]
        picture.seek(number)
        frames.append(np.asarray(picture.convert("RGB")).astype(int))
    drawn = [int((frame != 255).any(axis=2).sum()) for frame in frames]
    assert PAPER == "#ffffff"
    assert len(frames) > 20
    assert np.array_equal(frames[0], frames[-1])
    assert drawn[1] < drawn[len(drawn) // 2] < drawn[-1]
