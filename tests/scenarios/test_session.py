"""Several scenarios in one file: what is written is read again; what is wrong is said in a line."""

from dataclasses import replace

import pytest

from simulation.errors import UserError
from simulation.scenarios import Scenario, dumps, dumps_session, loads, loads_session, shipped
from simulation.scenarios import files as files_module
from tests.scenarios import texts

ONE = '[[scenarios]]\nid = "one"\nschema = 1\ntitle = "One"\n'
TWO = '[[scenarios]]\nid = "two"\nschema = 1\ntitle = "Two"\nposts.count = 2\n'
GOOD = f"session = 1\n{ONE}{TWO}"


def complaint(text: str | bytes) -> str:
    return texts.complaint(text, loads_session)


def test_all_that_is_shipped_goes_into_one_file_and_comes_back() -> None:
    scenarios = tuple(shipped())
    text = dumps_session(scenarios)
    assert loads_session(text, "all.toml") == scenarios
    assert loads_session(text.encode(), "all.toml") == scenarios
    assert dumps_session(loads_session(text, "all.toml")) == text


def test_an_entry_holds_what_a_file_of_its_own_would() -> None:
    story = shipped()[3]
    entry = dumps_session([story]).split("\n", 4)[4]
    assert entry.replace("[[scenarios.", "[[").replace("[scenarios.", "[") == dumps(story)


@pytest.mark.parametrize("text", ["\u2028[x]", '"""', "a\x85[b]\\n", "\x7f \\", "]] = ["])
def test_no_text_breaks_the_file(text: str) -> None:
    plain = loads('schema = 1\ntitle = "x"\n', "x.toml")
    sides = (replace(plain.sides[0], title=text),)
    odd = replace(plain, id=text, title=text, note=text, sides=sides)
    assert loads_session(dumps_session([odd, shipped()[1]]), "odd.toml")[0] == odd


def test_a_file_of_one_scenario_is_a_session_of_one() -> None:
    text = dumps(shipped()[2])
    assert loads_session(text, "own.toml") == (loads(text, "own.toml"),)


def test_an_entry_may_extend_a_shipped_scenario() -> None:
    text = 'session = 1\n[[scenarios]]\nid = "x"\nschema = 1\nextends = "2d"\ntitle = "Mine"\n'
    (found,) = loads_session(text, "test.toml")
    base = next(each for each in shipped() if each.id == "2d")
    assert found == replace(base, id="x", title="Mine")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GOOD.replace("session = 1", "session = 2"), "session cannot be 2: it must be 1"),
        (GOOD.replace("session = 1", "session = true"), "session cannot be True: it must be 1"),
        (GOOD.replace("session = 1", 'session = "1"'), "session cannot be '1': it must be 1"),
        ("session = 1\n", "must be written as [[scenarios]]"),
        ("session = 1\nscenarios = []\n", "0 scenarios; a session has 1 to 20"),
        ("session = 1\nscenarios = [1]\n", "scenario 1 cannot be 1: it must be a table"),
        ("session = 1\nscenarios = 5\n", "must be written as [[scenarios]]"),
        ("session = 1\n[scenarios]\nid = 1\n", "must be written as [[scenarios]]"),
        (f"session = 1\nbase = 2\n{ONE}", "there is no field 'base'; there are session, scenarios"),
        (
            GOOD.replace('id = "one"\n', ""),
            "scenario 1: id cannot be '': it must be a text of 1 to 100",
        ),
        (GOOD.replace('"two"', "2"), "scenario 2: id cannot be 2: it must be a text"),
        (GOOD.replace('"two"', f'"{"x" * 101}"'), "it must be a text of 1 to 100 characters"),
        (GOOD.replace('"Two"', '"One"'), "two scenarios have the title 'One'"),
        (GOOD.replace("posts.count", "posts.cuont"), "scenario 2: there is no lever"),
        (GOOD.replace("count = 2", "count = 0.5"), "scenario 2: posts.count cannot be 0.5"),
        (GOOD + "note = 1\n", "scenario 2: note cannot be 1"),
        (GOOD + "extra = 1\n", "scenario 2: there is no field 'extra'"),
        (GOOD + 'extends = "other.toml"\n', "scenario 2: extends cannot be 'other.toml'"),
        (GOOD + "schema = 1\n", "line 11: not TOML"),
        (GOOD.replace("schema = 1", "schema = 2"), "scenario 1: schema = 2 is from a newer"),
        (GOOD.encode().replace(b"One", b"\xff"), "line 5: not UTF-8 text"),
        (GOOD + "#" * files_module.BYTES, "a scenario file may have at most 1,000,000"),
        ("session = 1\n" + ONE * 21, "more than 20 scenarios"),
        ("schema = 1\n[[scenarios]]\n", "there is no field 'scenarios'"),
        ("", "schema is missing"),
    ],
)
def test_a_bad_session_is_refused_in_a_line(text: str | bytes, said: str) -> None:
    assert said in complaint(text)


@pytest.mark.parametrize(
    ("scenarios", "said"),
    [
        ([], "the session: 0 scenarios"),
        ([shipped()[0]] * 2, "two scenarios have the title"),
        ([replace(shipped()[0], title=str(number)) for number in range(21)], "21 scenarios"),
    ],
)
def test_what_could_not_be_read_again_is_not_written(scenarios: list[Scenario], said: str) -> None:
    with pytest.raises(UserError, match=said):
        dumps_session(scenarios)
