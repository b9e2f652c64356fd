"""The map: cells as the lab gives them, a line that divides, the store, and what is refused."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from simulation.errors import UserError
from simulation.experiment import ResultStore, Setup
from simulation.experiment.comparison.lever_changes import move, moved, sides_of
from simulation.experiment.comparison.win_rate import win_rate
from simulation.experiment.runner.runner import open_runner
from simulation.experiment.sensitivity.axis import axis, between
from simulation.experiment.sensitivity.win_rate_map import Map, draw
from simulation.outcomes import summary
from simulation.parameters import Parameters, Run, levers
from simulation.scenarios import Judge, load
from tests.experiment.fake_runner import lever_number, rigged
from tests.experiment.stories import story

RUN = Run(worlds=40, days=7.0)
STORY = story(
    {"followers.fans.size": 100, "followers.casual.size": 0},
    {"followers.fans.size": 0, "followers.casual.size": 600},
)
X, Y = "followers.fans.see=0.02:0.5:5:log", "B:followers.casual.size=100:900:5"
SIDES = sides_of(STORY)


@pytest.fixture(scope="module")
def drawn() -> Map:
    with open_runner() as here:
        return draw(here, STORY, X, Y, RUN)


@pytest.mark.compiled
def test_every_cell_is_what_the_lab_says(drawn: Map) -> None:
    assert drawn.win_rate.shape == (5, 5)
    with open_runner() as here:
        for row, column in ((0, 0), (1, 3), (4, 4)):
            settings = [
                (drawn.x.change, drawn.x.values[column]),
                (drawn.y.change, drawn.y.values[row]),
            ]
            there = moved(SIDES, settings)
            a, b = here.measure([Setup(there["A"], RUN), Setup(there["B"], RUN)])
            found = win_rate(a["reach"], b["reach"], "reach")
            assert drawn.win_rate[row, column] == found.percent
            assert drawn.low95[row, column] == found.low95
            assert drawn.medians["B"][row, column] == summary(b["reach"]).median
    assert drawn.today == (0.15, 600)
    assert (drawn.done, drawn.total) == (52 * 40, 52 * 40)


@pytest.mark.compiled
def test_points_either_side_of_the_line_are_on_their_side(drawn: Map) -> None:
    """Two steps of the grid off the line, in the middle of it, with four times the worlds.

    The odds there are 25 points off 50 or more, over 6 standard errors: no false alarms.
    """
    (line,) = drawn.line
    across, up = line[len(line) // 2]
    run = RUN.model_copy(update={"worlds": 160})
    with open_runner() as here:
        for factor, winner in ((3.0, "A"), (1 / 3.0, "B")):  # fans see more, or less
            there = moved(SIDES, [(drawn.x.change, across * factor), (drawn.y.change, round(up))])
            a, b = here.measure([Setup(there["A"], run), Setup(there["B"], run)])
            assert win_rate(a["reach"], b["reach"], "reach").leader == winner


@pytest.mark.compiled
def test_from_the_store_it_is_identical_and_nothing_is_run(
    drawn: Map, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ResultStore(tmp_path / "kept.sqlite") as kept, open_runner(store=kept) as here:
        first = draw(here, STORY, X, Y, RUN)

        def never(*_: object) -> None:
            raise AssertionError("a cell was run again")

        monkeypatch.setattr(type(here.pool), "start", never)
        again = draw(here, STORY, X, Y, RUN)
    for one in (first, again):
        assert np.array_equal(one.win_rate, drawn.win_rate, equal_nan=True)
        assert np.array_equal(one.medians["A"], drawn.medians["A"])
        assert one.line == drawn.line


@pytest.mark.compiled
def test_what_is_known_so_far_can_be_drawn_at_any_time(tmp_path: Path) -> None:
    looks: list[Callable[[], Map]] = []
    parts: list[Map] = []
    with open_runner(threads=1, chunk=20, on_progress=lambda _: parts.append(looks[-1]())) as here:
        whole = draw(here, STORY, X, Y, RUN, on_start=looks.append)
    assert np.isnan(parts[0].win_rate).all()
    assert parts[0].done == 0
    assert [part.done for part in parts] == sorted(part.done for part in parts)
    assert parts[-1].done == parts[-1].total == whole.total
    rough = next(part for part in parts if not np.isnan(part.win_rate).any())
    assert rough.done == 52 * 10  # every cell is known roughly before any is known well
    assert np.array_equal(parts[-1].win_rate, whole.win_rate)


def test_cells_next_to_the_line_are_run_before_others() -> None:
    """The win rate rises along the one lever: the cells that are run first lie at its middle."""
    runner = rigged("dialogue.see_gain", lambda value: value / 10)
    told = story({}, {"posts.count": 1})
    draw(runner, told, "dialogue.see_gain=0:10:11", "dialogue.hours=1:3:3", RUN)
    whole = [each for each in runner.measured if each.run.worlds == RUN.worlds][2:]  # but today's
    off = [abs(lever_number(each, "dialogue.see_gain") - 5) for each in whole]
    assert len(off) == 2 * 33
    assert max(off[:18]) <= 1.5
    assert min(off[-12:]) >= 3.5


@pytest.mark.compiled
def test_one_side_is_held_against_today() -> None:
    scenario = load("default")
    with open_runner() as here:
        found = draw(
            here,
            scenario,
            "followers.fans.see=0.05:0.45:3",
            "feed.ratio_penalty",
            RUN,
        )
    assert set(found.medians) == {"A"}
    assert found.y.values == (False, True)
    assert found.line == ()  # no line beside a switch
    low, high = found.win_rate[0, 0], found.win_rate[0, -1]
    assert low < 50 < high
    # Seeing more never lowers reach in any world: the coupling is exact.
    assert high + found.ties[0, -1] / 2 == 100


@pytest.mark.compiled
def test_cells_that_are_not_legal_are_marked_with_why() -> None:
    with open_runner() as here:
        found = draw(
            here,
            STORY,
            "followers.fans.see=0.1:0.2:2",
            "B:followers.casual.size=100:9000:2",
            Run(worlds=5, days=2.0),
        )
    assert [(x, y) for x, y, _ in found.problems] == [(0, 1), (1, 1)]
    assert all(why.path == "network.population" for _, _, why in found.problems)
    assert np.isnan(found.win_rate).tolist() == [[False, False], [True, True]]


# Axes


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("followers.fans.see=0:1:5", (0.0, 0.25, 0.5, 0.75, 1.0)),
        ("followers.fans.see=0.001:0.01:4", (0.001, 0.004, 0.007, 0.01)),
        ("followers.fans.see=0.01:1:3:log", (0.01, 0.1, 1.0)),
        ("followers.fans.see=0.00011:0.00013:3", (0.00011, 0.00012, 0.00013)),
        ("dialogue.hours=0:1:4", (0.0, 0.25, 0.75, 1.0)),  # to the quarter of an hour
        ("partners.count=1:4:3", (1, 2, 4)),
        ("partners.count=3:4:20", (3, 4)),
        ("B:followers.casual.size=10:1000:3:log", (10, 100, 1_000)),
        ("dialogue.order", ("first come", "closest first")),
        ("feed.ratio_penalty", (False, True)),
    ],
)
def test_the_values_of_an_axis(text: str, values: tuple[object, ...]) -> None:
    found = axis(SIDES, text)
    assert found.values == pytest.approx(values) if found.scale != "choices" else values
    assert [type(value) for value in found.values] == [type(value) for value in values]


def test_every_number_has_an_axis_from_end_to_end() -> None:
    one = {"A": Parameters()}
    for path, lever in levers().items():
        if lever.low is not None and lever.high is not None:
            values = between(move(one, path), lever.low, lever.high, 7).values
            assert (values[0], values[-1]) == (lever.low, lever.high)
            assert list(values) == sorted(set(values))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("followers.fans.sea=0:1:5", "did you mean followers.fans.see?"),
        ("followers.fans.see", "write followers.fans.see=low:high:n"),
        ("followers.fans.see=0:1", "write followers.fans.see=low:high:n"),
        ("followers.fans.see=0:1:5:lin", "or followers.fans.see=low:high:n:log"),
        ("followers.fans.see=1:0:5", "the first must be lower"),
        ("followers.fans.see=0.5:0.5:5", "the first must be lower"),
        ("followers.fans.see=0:2:5", "followers.fans.see cannot be 2.0"),
        ("followers.fans.see=0:nan:5", "followers.fans.see cannot be nan"),
        ("followers.fans.see=a:1:5", "followers.fans.see cannot be 'a'"),
        ("followers.fans.see=0:1:1", "from 2 to 100"),
        ("followers.fans.see=0:1:101", "from 2 to 100"),
        ("followers.fans.see=0:1:x", "'x' must be how many"),
        ("followers.fans.see=0:1:5:log", "begin above 0"),
        ("partners.count=0.5:3:3", "partners.count cannot be '0.5'"),
        ("dialogue.order=0:1:2", "is no number"),
        ("network.table", "is a text"),
        ("C:followers.fans.see=0:1:5", "no side 'C'"),
    ],
)
def test_an_axis_that_is_none_is_refused(text: str, said: str) -> None:
    with pytest.raises(UserError, match=said.replace("?", r"\?")) as error:
        axis(SIDES, text)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("x", "y", "said"),
    [
        ("money.wage=1:2:2", "money.wage=3:4:2", "the same lever, money.wage"),
        ("money.wage=1:2:2", "A:money.wage=3:4:2", "the same lever, money.wage"),
        ("money.wage=1:60:60", "dialogue.hours=1:20:60", "3,600 cells"),
    ],
)
def test_a_map_that_is_none_is_refused(x: str, y: str, said: str) -> None:
    with open_runner() as here, pytest.raises(UserError, match=said):
        draw(here, STORY, x, y, RUN)
    with open_runner() as here, pytest.raises(UserError, match="no outcome"):
        draw(here, STORY, "money.wage=1:2:2", "dialogue.hours=1:2:2", RUN, judge=Judge("rech"))


@pytest.mark.compiled
def test_sides_moved_apart_are_two_levers() -> None:
    with open_runner() as here:
        found = draw(
            here,
            STORY,
            "A:followers.fans.see=0.1:0.2:2",
            "B:followers.fans.see=0.1:0.2:2",
            Run(worlds=3, days=2.0),
        )
    assert (found.x.change.sides, found.y.change.sides) == (("A",), ("B",))


# Where a lever moves


@pytest.mark.parametrize(
    ("text", "sides", "today", "alone"),
    [
        ("followers.fans.see", ("A", "B"), 0.15, False),  # they agree
        ("followers.casual.size", ("A",), 0, True),  # they differ: side A, the claim's
        ("B:followers.casual.size", ("B",), 600, True),
        ("B:followers.fans.see", ("B",), 0.15, True),
    ],
)
def test_a_lever_moves_where_the_sides_agree_or_on_one(
    text: str, sides: tuple[str, ...], today: object, alone: bool
) -> None:
    found = move(SIDES, text)
    assert (found.sides, found.today, found.alone) == (sides, today, alone)
    there = moved(SIDES, [(found, found.today)])
    assert there == SIDES
