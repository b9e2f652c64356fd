"""Scenario files: what is written is read again; what is wrong is said in one line."""

import tracemalloc
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.errors import UserError
from simulation.parameters import Lever, Parameters, Value, changed, levers, run_settings
from simulation.scenario import Judge, Note, Scenario, Side, dumps, load, loads, shipped
from simulation.scenario import files as module

GOOD = 'schema = 1\ntitle = "A test"\n'
SIDES = '[sides.A]\ntitle = "One"\n[sides.B]\ntitle = "Other"\n'
CLAIM = 'claim = "It is so."\n'
JUDGE = '[judge]\noutcome = "reach"\n'


def complaint(text: str | bytes) -> str:
    with pytest.raises(UserError) as error:
        loads(text, "test.toml")
    message = str(error.value)
    assert message.startswith("test.toml: ")
    assert "\n" not in message
    assert len(message) < 1_000
    return message


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


def values_of(lever: Lever) -> st.SearchStrategy[Value]:
    if lever.type == "switch":
        return st.booleans()
    if lever.choices:
        return st.sampled_from(lever.choices)
    if lever.type == "text":
        return st.text(max_size=50)
    assert lever.low is not None
    assert lever.high is not None
    if lever.type == "integer":
        return st.integers(int(lever.low), int(lever.high))
    return st.floats(lever.low, lever.high)


def scenarios() -> st.SearchStrategy[Scenario]:
    """Any scenario whose levers fit together, of one side or two, with any texts."""

    def parameters(settings: dict[str, Value]) -> Parameters | None:
        try:
            return changed(Parameters(), settings)
        except UserError:  # sizes that do not fit together
            return None

    some = st.lists(st.sampled_from(sorted(levers())), max_size=8, unique=True).flatmap(
        lambda paths: st.fixed_dictionaries({path: values_of(levers()[path]) for path in paths})
    )
    side = some.map(parameters).filter(lambda made: made is not None)
    words = st.text(max_size=40)
    title = words.filter(lambda text: bool(text.strip()))
    notes = st.lists(st.builds(Note, title, title), max_size=2).map(tuple)

    @st.composite
    def build(draw: st.DrawFn) -> Scenario:
        number = draw(st.integers(1, 4))
        name = draw(title)
        story = number > 1 and draw(st.booleans())
        keys = "ABCD"[:number]
        return Scenario(
            id="test",
            title=name,
            note=draw(words),
            origin="test.toml",
            sides=tuple(Side(key, draw(title) if number > 1 else name, draw(side)) for key in keys),
            run=run_settings(
                {"days": draw(st.floats(0.01, 3_650)), "worlds": draw(st.integers(1, 100_000))}
            ),
            claim=draw(title) if story else "",
            judge=Judge("reach", factor=draw(st.floats(1e-9, 1_000))) if story else None,
            bet=draw(words),
            breaks=tuple(draw(st.lists(st.sampled_from(sorted(levers())), max_size=3))),
            supports=draw(notes),
            contradicts=draw(notes),
        )

    return build()


@settings(deadline=None, max_examples=100)
@given(scenarios())
def test_any_scenario_is_the_same_after_writing_and_reading(scenario: Scenario) -> None:
    text = dumps(scenario)
    assert loads(text, "test.toml") == scenario
    assert loads(text.encode(), "test.toml") == scenario


def test_only_what_differs_is_written() -> None:
    text = dumps(loads(GOOD + "[followers.fans]\nsize = 100\nsee = 0.5\n", "test.toml"))
    assert text == 'schema = 1\ntitle = "A test"\n\n[followers.fans]\nsee = 0.5\n'


def test_a_whole_number_is_converted_where_a_fraction_is_meant() -> None:
    value = loads(GOOD + "[posts]\nevery = 24\n", "t.toml").sides[0].parameters.posts.every
    assert (value, type(value)) == (24.0, float)


def test_sides_lie_over_what_they_share() -> None:
    text = GOOD + "[followers.fans]\nsize = 7\nsee = 0.5\n" + SIDES + "followers.fans.size = 9\n"
    scenario = loads(text, "test.toml")
    a, b = (scenario.side(key).parameters.followers.fans for key in "AB")
    assert (a.size, a.see, b.size, b.see) == (7, 0.5, 9, 0.5)


def test_what_is_shared_need_not_fit_together_without_the_sides() -> None:
    text = GOOD + "[followers]\nfans.size = 0\ncasual.size = 0\n" + SIDES
    assert "every group is empty" in complaint(text)
    text = text.replace('"One"', '"One"\nfollowers.fans.size = 1').replace(
        '"Other"', '"Other"\nfollowers.fans.size = 2'
    )
    assert loads(text, "t.toml").side("B").parameters.followers.fans.size == 2


def test_a_side_that_is_not_there() -> None:
    with pytest.raises(UserError, match="no side 'C'; there is A, B"):
        loads(GOOD + SIDES, "test.toml").side("C")


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
        ("../outside.toml", "outside the folder"),
        ("deep/inside.toml", "outside the folder"),
        ("link.toml", "outside the folder"),
        ("/etc/passwd.toml", "outside the folder"),
        ("missing.toml", "missing.toml: there is no such scenario or file"),
        ("x" * 5_000 + ".toml", "cannot be read"),
        ("round.toml", "cannot be read"),
        ("no\\u0000name.toml", "outside the folder"),
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
    with pytest.raises(UserError, match="or too far"):
        load(str(tmp_path / "0.toml"))


def test_a_mistake_in_what_is_extended_names_that_file(tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text(GOOD + "[posts]\ncount = -1\n")
    (tmp_path / "child.toml").write_text(GOOD + 'extends = "base.toml"\n[posts]\ncount = 1\n')
    with pytest.raises(UserError, match=r"base\.toml: posts\.count = -1"):
        load(str(tmp_path / "child.toml"))


def test_a_text_from_elsewhere_reaches_no_file() -> None:
    assert "cannot be found from here" in complaint(GOOD + 'extends = "other.toml"\n')


# Bad input

BAD: dict[str, tuple[str | bytes, str]] = {
    "nothing": ("", "schema is missing"),
    "schema missing": ('title = "x"', "the file must begin with schema = 1"),
    "schema of the future": ('schema = 2\ntitle = "x"', "newer Grapevine"),
    "schema zero": ('schema = 0\ntitle = "x"', "schema = 0 is not legal"),
    "schema true": ('schema = true\ntitle = "x"', "schema = True is not legal"),
    "schema text": ('schema = "1"\ntitle = "x"', "schema = '1' is not legal"),
    "title missing": ("schema = 1", "title is missing"),
    "title blank": ('schema = 1\ntitle = "  "', "title is missing"),
    "title number": ("schema = 1\ntitle = 3", "title = 3 is not legal: it must be a text"),
    "title too long": (
        f'schema = 1\ntitle = "{"x" * 101}"',
        "title has 101 characters; at most 100",
    ),
    "note too long": (GOOD + f'note = "{"x" * 2_001}"', "note has 2,001 characters; at most 2,000"),
    "typing error": (GOOD + 'nots = "x"', "'nots' is unknown here; did you mean note?"),
    "unknown table": (GOOD + "[zzz]", "'zzz' is unknown here; legal are schema, extends, title"),
    "unknown lever": (GOOD + "[posts]\ncuont = 3", "'posts.cuont'; did you mean posts.count?"),
    "unknown group": (GOOD + "[followers.fan]\nsize = 3", "'followers.fan'"),
    "value for a table": (GOOD + "posts = 3", "posts is a group of levers, not a value: 3"),
    "table for a value": (GOOD + "[posts.count]\nx = 3", "posts.count = {'x': 3} is not legal"),
    "text for a number": (
        GOOD + '[posts]\ncount = "3"',
        "posts.count = '3' is not legal: it must be a whole number",
    ),
    "fraction for a whole": (GOOD + "[posts]\ncount = 3.5", "posts.count = 3.5 is not legal"),
    "true for a whole": (GOOD + "[posts]\ncount = true", "posts.count = True is not legal"),
    "whole for a switch": (GOOD + "[feed]\nratio_penalty = 1", "must be true or false"),
    "unknown choice": (GOOD + '[dialogue]\norder = "last"', "one of first come, closest first"),
    "date": (GOOD + "[posts]\ncount = 1979-05-27", "posts.count = datetime.date(1979, 5, 27)"),
    "too high": (
        GOOD + "[followers.fans]\nsee = 1.5",
        "followers.fans.see = 1.5 is not legal: it must be a number from 0 to 1",
    ),
    "negative count": (
        GOOD + "[followers.fans]\nsize = -1",
        "followers.fans.size = -1 is not legal: it must be a whole number from 0",
    ),
    "nan": (GOOD + "[followers.fans]\nsee = nan", "followers.fans.see = nan"),
    "inf": (GOOD + "[money]\nwage = inf", "money.wage = inf"),
    "1e308": (GOOD + "[money]\nwage = 1e308", "money.wage = 1e+308"),
    "1e999": (GOOD + "[money]\nwage = 1e999", "money.wage = inf"),
    "all groups empty": (
        GOOD + "[followers]\nfans.size = 0\ncasual.size = 0",
        "every group is empty",
    ),
    "more followers than people": (
        GOOD + "[followers.fans]\nsize = 50_001",
        "more than network.population = 50,000",
    ),
    "run unknown": (GOOD + "[run]\nseed = 3", "'run.seed' is unknown here; legal are days, worlds"),
    "run too long": (GOOD + "[run]\ndays = 1e9", "run: days = 1000000000.0 is not legal"),
    "run no table": (GOOD + "run = 3", "run = 3 is not legal: it must be a table"),
    "extends number": (GOOD + "extends = 3", "extends = 3 is not legal"),
    "side alone": (
        GOOD + '[sides.A]\ntitle = "x"',
        "sides must be A and B, then C and D; there is A",
    ),
    "no sides": (GOOD + "[sides]", "there is none"),
    "side missing": (GOOD + '[sides.A]\ntitle = "x"\n[sides.C]\ntitle = "y"', "there is A, C"),
    "side unknown": (GOOD + '[sides.X]\ntitle = "x"', "'sides.X' is unknown here"),
    "side no table": (GOOD + "sides.A = 3\nsides.B = 4", "sides.A = 3 is not legal"),
    "side without title": (GOOD + "[sides.A]\n[sides.B]", "side A: title is missing"),
    "side with a mistake": (
        GOOD + SIDES + "posts.count = 0",
        "side B: posts.count = 0 is not legal",
    ),
    "claim without judge": (GOOD + CLAIM + SIDES, "needs both a claim and a [judge]"),
    "judge without claim": (GOOD + JUDGE + SIDES, "needs both a claim and a [judge]"),
    "story without sides": (GOOD + CLAIM + JUDGE, "needs [sides.A] and [sides.B]"),
    "outcome unknown": (
        GOOD + CLAIM + '[judge]\noutcome = "reech"\n' + SIDES,
        "'reech' is no outcome; did you mean reach?",
    ),
    "outcome missing": (GOOD + CLAIM + "[judge]\n" + SIDES, "judge: outcome is missing"),
    "factor nan": (
        GOOD + CLAIM + JUDGE + "factor = nan\n" + SIDES,
        "judge.factor = nan is not legal",
    ),
    "factor zero": (GOOD + CLAIM + JUDGE + "factor = 0\n" + SIDES, "judge.factor = 0 is not legal"),
    "factor true": (
        GOOD + CLAIM + JUDGE + "factor = true\n" + SIDES,
        "judge.factor = True is not legal",
    ),
    "judge unknown": (
        GOOD + CLAIM + JUDGE + "winner = 1\n" + SIDES,
        "'judge.winner' is unknown here",
    ),
    "breaks unknown": (
        GOOD + 'breaks = ["posts.cuont"]',
        "breaks: there is no lever 'posts.cuont'; did you mean posts.count?",
    ),
    "breaks number": (GOOD + "breaks = [3]", "breaks = [3] is not legal"),
    "evidence no list": (GOOD + 'supports = "x"', "must be written as [[supports]]"),
    "evidence no table": (GOOD + "supports = [3]", "supports = 3 is not legal"),
    "evidence without source": (
        GOOD + '[[contradicts]]\nsays = "x"',
        "contradicts 1: source is missing",
    ),
    "evidence unknown": (GOOD + '[[supports]]\nby = "x"', "'supports.by' is unknown here"),
    "not TOML": (GOOD + "posts = [", "end of the file: not TOML"),
    "not TOML in line 4": (GOOD + "\nthis is no TOML\n", "line 4: not TOML"),
    "key twice": (GOOD + 'title = "x"', "not TOML: Cannot overwrite a value"),
    "control character": (GOOD + 'note = "\x07"', "line 3: not TOML"),
    "latin 1": (b'schema = 1\ntitle = "caf\xe9"\n', "line 2: not UTF-8 text"),
    "utf 16": ((GOOD).encode("utf-16"), "line 1: not UTF-8 text"),
    "binary": (bytes(range(256)), "line 2: not UTF-8 text"),
    "half a character": ('schema = 1\ntitle = "\ud800"', "line 2: not UTF-8 text"),
    "5,000 digits": (GOOD + f"[posts]\ncount = {'9' * 5_000}", "a number has too many digits"),
    "4,000 digits": (GOOD + f"[posts]\ncount = {'9' * 4_000}", "posts.count = 999"),
    "long line": (
        GOOD + f'note = "{"x" * 20_000}"',
        "line 3: 20,009 characters; at most 10,000 fit",
    ),
    "deep lists": (GOOD + f"breaks = {'[' * 4_000}{']' * 4_000}", "nested too deep"),
    "deep lists over many lines": (GOOD + "breaks = " + "[\n" * 100_000, "nested too deep"),
    "deep tables": (GOOD + f"followers{'.a' * 4_000} = 1", "nested too deep"),
    "shallow nonsense": (GOOD + "breaks = [[[1]]]", "breaks = [[[1]]] is not legal"),
    "too large": (b"#" * 1_000_001, "1,000,001 bytes; a scenario file has at most 1,000,000"),
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
        ("defautl", "defautl: there is no such scenario or file; did you mean default?"),
        ("", "not a file"),
        (".", "not a file"),
        ("missing.toml", "there is no such scenario or file"),
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
