"""The visitor's settings: any scenario, kept whole, every step undone and done again."""

from types import SimpleNamespace

import pytest

from simulation.errors import UserError
from simulation.parameters import Parameters, Run, values
from simulation.scenarios import Scenario, loads
from ui.state import settings

OWN = """schema = 1
title = "Ours"
run.days = 7
posts.count = 3
[sides.A]
title = "Few"
[sides.B]
title = "Many"
posts.count = 30
"""


@pytest.fixture(autouse=True)
def state(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    kept: dict[str, object] = {}
    monkeypatch.setattr(settings, "st", SimpleNamespace(session_state=kept))
    return kept


def own(title: str = "Ours") -> Scenario:
    return loads(OWN.replace("Ours", title), "ours.toml")


def test_at_first_every_lever_stands_at_its_default() -> None:
    assert settings.read() == (Parameters(), Run())
    assert settings.picked()[0].id == "default"
    assert settings.now() == settings.start()
    assert not settings.moved()


def test_any_scenario_can_be_opened_at_any_side() -> None:
    settings.open(own(), "B")
    parameters, run = settings.read()
    assert parameters == own().side("B").parameters
    assert run.days == 7
    assert settings.picked() == (own(), own().side("B"))
    assert settings.start() == settings.now()
    settings.move({"posts.count": 4, "run.seed": 9})
    assert settings.moved() == ["posts.count"]
    assert settings.read()[0].posts.count == 4


def test_what_was_opened_is_offered_beside_the_shipped_and_once_only() -> None:
    settings.open(own())
    assert settings.name() == "opened 1"
    settings.pick("2d")
    assert settings.name() == "2d"
    settings.open(own())
    settings.open(own("Another"))
    assert list(settings.offered()) == [*settings.shipped(), "opened 1", "opened 2"]
    settings.pick("opened 1", "B")
    assert settings.picked() == (own(), own().side("B"))
    settings.open(settings.shipped()["4b"], "B")
    assert settings.name() == "4b"
    assert len(settings.offered()) == len(settings.shipped()) + 2


def test_only_so_many_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "OPENED", 2)
    for title in ("One", "Two", "Three"):
        settings.open(own(title))
    assert [settings.offered()[f"opened {number}"].title for number in (1, 2)] == ["Two", "Three"]
    settings.undo()
    settings.undo()
    assert settings.picked()[0].title == "One"
    assert settings.name() == "opened 3"


def test_a_scenario_has_no_say_in_seed_clock_and_memory() -> None:
    settings.move({"run.seed": 77, "run.memory": 2.0, "run.worlds": 9})
    settings.open(own())
    assert settings.read()[1] == Run(seed=77, memory=2.0, days=7)


def test_undo_takes_back_moves_and_picks_and_redo_does_them_again() -> None:
    assert not settings.can_undo()
    settings.move({"posts.count": 3})
    settings.move({"posts.count": 3})  # no move at all
    settings.open(own(), "B")
    settings.move({"posts.count": 5, "dialogue.hours": 0.0})
    stands = [settings.here()]
    while settings.can_undo():
        settings.undo()
        stands.append(settings.here())
    assert [each.table["posts.count"] for each in stands] == [5, 30, 3, 12]
    assert settings.read() == (Parameters(), Run())
    settings.undo()  # nothing left
    for stand in stands[-2::-1]:
        assert settings.can_redo()
        settings.redo()
        assert settings.here() == stand
    assert not settings.can_redo()


def test_a_new_move_forgets_what_was_undone() -> None:
    settings.move({"posts.count": 3})
    settings.undo()
    settings.move({"posts.count": 4})
    assert not settings.can_redo()


def test_steps_beyond_the_limit_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "STEPS", 2)
    for count in (3, 4, 5):
        settings.move({"posts.count": count})
    settings.undo()
    settings.undo()
    assert not settings.can_undo()
    assert settings.now()["posts.count"] == 3


@pytest.mark.parametrize(
    ("text", "side", "said"),
    [
        (OWN, "D", "there is no side 'D'; there are A, B"),
        (
            'schema = 1\ntitle = "x"\nnetwork = {kind = "table", table = "/etc/passwd"}\n',
            None,
            "network.table cannot be '/etc/passwd'",
        ),
    ],
)
def test_what_cannot_be_opened_changes_nothing(text: str, side: str | None, said: str) -> None:
    settings.move({"posts.count": 3})
    before = settings.here()
    with pytest.raises(UserError, match=said):
        settings.open(loads(text, "x.toml"), side)
    assert settings.here() == before
    assert list(settings.offered()) == list(settings.shipped())
    settings.undo()
    assert settings.now()["posts.count"] == 12


def test_no_file_of_the_machine_is_read_through_a_lever() -> None:
    settings.move({settings.TIES: "/etc/passwd"})
    with pytest.raises(UserError, match="shipped networks"):
        settings.read()


def test_the_table_is_not_written_to_by_the_way() -> None:
    with pytest.raises(TypeError):
        settings.now()["posts.count"] = 3  # type: ignore[index]


@pytest.mark.parametrize("name", ["default", "4b", "5a"])
def test_every_shipped_side_is_read_as_it_stands_in_its_file(name: str) -> None:
    for side in settings.shipped()[name].sides:
        settings.pick(name, side.key)
        assert settings.read()[0] == side.parameters
        assert all(settings.now()[path] == value for path, value in values(side.parameters).items())
