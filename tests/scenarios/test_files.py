"""Scenario files: what is written is read again; what is wrong is said in one line."""

import tracemalloc
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.errors import UserError
from simulation.parameters import Parameters, run_settings
from simulation.scenarios import Scenario, dumps, load, loads, shipped
from simulation.scenarios import files as module
from tests.scenarios.texts import GOOD, complaint

# Reading and writing


@pytest.mark.parametrize("scenario", shipped(), ids=lambda each: each.id)
def test_every_shipped_scenario_is_the_same_after_writing_and_reading(scenario: Scenario) -> None:
    assert loads(dumps(scenario), scenario.origin) == scenario
    assert load(scenario.id) == scenario


def test_the_default_is_the_defaults() -> None:
    default = shipped()[0]
    assert default.id == "default"
    assert [side.parameters for side in default.sides] == [Parameters()]
    assert default.run == run_settings({})
    assert not default.is_story


def test_a_byte_order_mark_and_windows_lines_are_fine() -> None:
    data = b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()
    assert loads(data, "test.toml").title == "A test"


# Extending


def test_a_file_extends_a_shipped_scenario_or_one_beside_it(tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text(GOOD + "[posts]\ncount = 3\nevery = 7\n")
    child = tmp_path / "child.toml"
    child.write_text('schema = 1\nextends = "base.toml"\n[posts]\ncount = 5\n')
    made = load(str(child))
    assert (made.id, made.title) == ("child", "A test")
    assert (made.sides[0].parameters.posts.count, made.sides[0].parameters.posts.every) == (5, 7.0)

    story = loads('schema = 1\nextends = "4b"\n[sides.A]\ndialogue.hours = 2\n', "test.toml")
    assert story.claim == load("4b").claim
    assert story.side("A").parameters.dialogue.hours == 2.0
    assert story.side("B") == load("4b").side("B")


def test_a_loop_of_extensions_names_its_chain(tmp_path: Path) -> None:
    for name, base in (("a", "b"), ("b", "c"), ("c", "a")):
        (tmp_path / f"{name}.toml").write_text(GOOD + f'extends = "{base}.toml"\n')
    with pytest.raises(UserError, match=r"a\.toml -> b\.toml -> c\.toml -> a\.toml"):
        load(str(tmp_path / "a.toml"))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../outside.toml", "it must be a file in the same folder as this one"),
        ("deep/inside.toml", "it must be a file in the same folder as this one"),
        ("link.toml", "it must be a file in the same folder as this one"),
        ("/etc/passwd.toml", "it must be a file in the same folder as this one"),
        ("missing.toml", "missing.toml: there is no such file"),
        ("x" * 5_000 + ".toml", "cannot be read"),
        ("round.toml", "cannot be read"),
        ("no\\u0000name.toml", "it must be a file in the same folder as this one"),
        ("4bb", "did you mean 4b?"),
    ],
)
def test_what_cannot_be_extended(tmp_path: Path, name: str, expected: str) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (tmp_path / "outside.toml").write_text(GOOD)
    (folder / "link.toml").symlink_to(tmp_path / "outside.toml")
    (folder / "round.toml").symlink_to(folder / "round.toml")
    child = folder / "child.toml"
    child.write_text(GOOD + f'extends = "{name}"\n')
    with pytest.raises(UserError) as error:
        load(str(child))
    assert expected in str(error.value)
    assert "\n" not in str(error.value)
    assert len(str(error.value)) < 1_000


def test_a_chain_of_extensions_ends_somewhere(tmp_path: Path) -> None:
    for number in range(50):
        base = f'extends = "{number + 1}.toml"\n' if number < 49 else ""
        (tmp_path / f"{number}.toml").write_text(GOOD + base)
    assert load(str(tmp_path / "30.toml")).title == "A test"
    with pytest.raises(UserError, match="or through more than 20 files"):
        load(str(tmp_path / "0.toml"))


def test_a_mistake_in_what_is_extended_names_that_file(tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text(GOOD + "[posts]\ncount = -1\n")
    (tmp_path / "child.toml").write_text(GOOD + 'extends = "base.toml"\n[posts]\ncount = 1\n')
    with pytest.raises(UserError, match=r"base\.toml: posts\.count cannot be -1"):
        load(str(tmp_path / "child.toml"))


def test_a_text_from_elsewhere_reaches_no_file() -> None:
    assert "as other files cannot be read from here" in complaint(GOOD + 'extends = "other.toml"\n')


# Bad input

BAD: dict[str, tuple[str | bytes, str]] = {
    "not TOML": (GOOD + "posts = [", "end of the file: not TOML"),
    "not TOML in line 4": (GOOD + "\nthis is no TOML\n", "line 4: not TOML"),
    "key twice": (GOOD + 'title = "x"', "not TOML: Cannot overwrite a value"),
    "control character": (GOOD + 'note = "\x07"', "line 3: not TOML"),
    "latin 1": (b'schema = 1\ntitle = "caf\xe9"\n', "line 2: not UTF-8 text"),
    "utf 16": ((GOOD).encode("utf-16"), "line 1: not UTF-8 text"),
    "binary": (bytes(range(256)), "line 2: not UTF-8 text"),
    "half a character": ('schema = 1\ntitle = "\ud800"', "line 2: not UTF-8 text"),
    "5,000 digits": (GOOD + f"[posts]\ncount = {'9' * 5_000}", "a number has too many digits"),
    "4,000 digits": (GOOD + f"[posts]\ncount = {'9' * 4_000}", "posts.count cannot be 999"),
    "long line": (
        GOOD + f'note = "{"x" * 20_000}"',
        "line 3: 20,009 characters; a line may have at most 10,000",
    ),
    "deep lists": (GOOD + f"breaks = {'[' * 4_000}{']' * 4_000}", "nested more than 8 deep"),
    "deep lists over many lines": (GOOD + "breaks = " + "[\n" * 100_000, "nested more than 8 deep"),
    "deep tables": (GOOD + f"followers{'.a' * 4_000} = 1", "nested more than 8 deep"),
    "shallow nonsense": (GOOD + "breaks = [[[1]]]", "breaks cannot be [[[1]]]"),
    "too large": (b"#" * 1_000_001, "1,000,001 bytes; a scenario file may have at most 1,000,000"),
}


@pytest.mark.parametrize(("text", "expected"), BAD.values(), ids=BAD)
def test_bad_input_is_one_clear_line(text: str | bytes, expected: str) -> None:
    assert expected in complaint(text)


@settings(deadline=None, max_examples=200)
@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda text: GOOD + text)))
def test_whatever_is_read_gives_a_scenario_or_a_complaint(text: str | bytes) -> None:
    with suppress(UserError):
        assert loads(text, "test.toml").sides


def test_a_huge_file_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.toml"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    tracemalloc.start()
    try:
        with pytest.raises(UserError, match="50,000,000 bytes"):
            load(str(path))
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("defautl", "there is no scenario 'defautl'; did you mean default?"),
        ("", "not a file"),
        (".", "not a file"),
        ("missing.toml", "missing.toml: there is no such file"),
        ("no\0name.toml", "not the name of a file"),
        ("x" * 5_000 + ".toml", "cannot be read"),
        ("x" * 5_000, "cannot be read"),
        ("folder.toml", "not a file"),
    ],
)
def test_what_cannot_be_loaded(
    name: str, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(UserError) as error:
        load(name)
    assert expected in str(error.value)
    assert "\n" not in str(error.value)
    assert len(str(error.value)) < 1_000


def test_shipped_scenarios_are_found_from_any_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert load("default").origin == "scenarios/default.toml"


def test_nothing_lies_in_the_folder_that_is_no_scenario() -> None:
    assert {path.suffix for path in module.FOLDER.iterdir()} == {".toml"}
