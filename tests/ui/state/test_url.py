"""A link reopens what it was made from; what it cannot open it says, and opens the rest."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from simulation.compiling import VERSION
from simulation.errors import UserError
from simulation.parameters import Lever, Value
from simulation.scenarios import loads
from ui.state import settings, url

FIRST = settings.at(settings.shipped()["default"])


def reopened(setting: settings.Setting) -> settings.Setting:
    found, said = url.read(url.write(setting))
    assert not said
    return found


def values_of(lever: Lever) -> st.SearchStrategy[Value]:
    if lever.type == "switch":
        return st.booleans()
    if lever.type == "text":
        return st.sampled_from(settings.TABLES)
    if lever.choices:
        return st.sampled_from(lever.choices)
    if lever.path == "seed":
        return st.integers(0, settings.EXACT)
    kind = st.integers if lever.type == "integer" else st.floats
    return kind(lever.low, lever.high)  # type: ignore[operator,no-any-return]


def test_where_nothing_is_moved_there_is_nothing_to_write() -> None:
    assert url.write(FIRST) == {}
    assert url.read({}) == (FIRST, [])


@pytest.mark.parametrize("name", settings.shipped())
def test_every_side_of_every_scenario_is_reopened(name: str) -> None:
    scenario = settings.shipped()[name]
    for side in scenario.sides:
        moved = settings.with_levers(
            settings.at(scenario, side),
            {"posts.every": 0.1 + 0.2, "run.seed": 2**53 - 1, "run.worlds": 17, "run.days": 3.5},
        )
        assert reopened(moved) == moved
        written = url.write(moved)
        assert len(written) <= 7, "more than what differs"
        assert written["run.seed"] == str(2**53 - 1)


@hypothesis(deadline=None, max_examples=200)
@given(st.data())
def test_any_lever_comes_back_as_it_was(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from([each for each in FIRST.table if each not in url.MACHINE]))
    value = data.draw(values_of(settings.everything()[path]))
    moved = settings.with_levers(FIRST, {path: value})
    try:
        settings.check(moved)
    except UserError:  # by itself it does not fit with the rest
        return
    found = reopened(moved)
    assert found == moved
    assert type(found.table[path]) is type(value)


def test_an_opened_scenario_travels_as_levers_that_differ_from_the_default() -> None:
    own = loads(
        'schema = 1\ntitle = "x"\nrun.days = 7\nposts.count = 3\n'
        '[sides.A]\ntitle = "a"\n[sides.B]\ntitle = "b"\nfollowers.fans.size = 7\n',
        "own.toml",
    )
    setting = settings.at(own, own.side("B"))
    found = reopened(setting)
    assert found.table == setting.table
    assert settings.check(found) == settings.check(setting)
    assert found.scenario.id == "default"


def test_how_the_machine_runs_it_does_not_travel() -> None:
    moved = settings.with_levers(FIRST, {"run.clock": "live", "run.memory": 9.0})
    assert url.write(moved) == {}


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"scenario": "9z"}, "There is no scenario '9z'; the default is shown."),
        ({"side": "B"}, "There is no side 'B'; side A is shown."),
        ({"posts.cuont": "5"}, "'posts.cuont' is not known here."),
        ({"run.memory": "9"}, "'run.memory' is not known here."),
        ({"posts": "5"}, "'posts' is not known here."),
        ({"posts.count": "many"}, "\"Posts\" cannot be 'many'"),
        ({"posts.count": "5.5"}, "\"Posts\" cannot be '5.5'"),
        ({"posts.count": ""}, "\"Posts\" cannot be ''"),
        ({"posts.count": "2001"}, '"Posts" cannot be 2001'),
        ({"posts.every": "nan"}, '"Hours between posts" cannot be nan'),
        ({"run.worlds": "0"}, '"Simulated runs" cannot be 0'),
        ({"run.worlds": "9" * 5_000}, "it must be a whole number from 1 to 100,000"),
        (
            {"run.seed": str(2**53)},
            '"Seed" cannot be 9007199254740992: it must be at most',
        ),
        ({"dialogue.order": "loudest"}, "it must be one of first come, closest first"),
        ({"network.table": "/etc/passwd"}, "shipped networks"),
        (
            {"followers.casual.size": "60000"},
            "You have more followers (60,100) than the simulated population",
        ),
        ({"model": "0.0.1+abc"}, "made with model '0.0.1+abc'"),
        ({"x" * 10_000: "\n![](https://evil.example)"}, "is not known here"),
    ],
)
def test_what_cannot_be_opened_is_said_and_the_rest_is_opened(
    query: dict[str, str], said: str
) -> None:
    found, complaints = url.read({"run.days": "5", **query, "posts.minutes": "7"})
    assert len(complaints) == 1
    assert said in complaints[0]
    assert len(complaints[0]) < 400
    assert "\n" not in complaints[0]
    assert found == settings.with_levers(FIRST, {"run.days": 5.0, "posts.minutes": 7.0})
    settings.check(found)


def test_levers_that_fit_only_together_are_opened_whatever_their_order() -> None:
    asked = {"followers.casual.size": "60000", "network.population": "100000"}
    both = {path: int(value) for path, value in asked.items()}
    for order in (list(asked), list(asked)[::-1]):
        query = {path: asked[path] for path in order}
        assert url.read(query) == (settings.with_levers(FIRST, both), [])
        found, said = url.read({**query, "posts.count": "0.5"})
        assert found == settings.with_levers(FIRST, both)
        assert len(said) == 1


def test_a_bad_part_does_not_keep_out_what_needs_another_order() -> None:
    query = {
        "followers.casual.size": "60000",
        "posts.count": "9999",
        "network.population": "100000",
    }
    found, said = url.read(query)
    assert found.table["followers.casual.size"] == 60_000
    assert len(said) == 1


def test_the_link_names_the_model_that_made_it() -> None:
    moved = settings.with_levers(FIRST, {"posts.count": 3})
    assert url.write(moved) == {"posts.count": "3", "model": VERSION}


def test_the_text_is_the_address_of_the_page_and_its_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    state: dict[str, object] = {"link": ("watch", {})}
    context = SimpleNamespace(url="http://127.0.0.1:8501/watch")
    monkeypatch.setattr(url, "st", SimpleNamespace(context=context, session_state=state))
    monkeypatch.setattr(settings, "here", lambda: FIRST)
    assert url.link() == "http://127.0.0.1:8501/watch"
    state["link"] = ("watch", {"posts.count": "3", "world": "median-7"})
    assert url.link() == "http://127.0.0.1:8501/watch?posts.count=3&world=median-7"
