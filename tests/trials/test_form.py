"""Files of trials: the shipped ones, and every mistake in one clear line."""

import math
from pathlib import Path

import pytest

from simulation.errors import UserError
from simulation.scenarios.files import BYTES
from simulation.trials import Trial, load, loads, shipped
from tests.trials.texts import CHECK, GOOD, SIDES, SILENT, STUDY

ALL = {each.id: each for each in shipped()}


def without(field: str) -> str:
    return "\n".join(line for line in GOOD.splitlines() if not line.startswith(f"{field} ="))


def with_(field: str, value: str) -> str:
    lines = GOOD.splitlines()
    assert any(line.startswith(f"{field} =") for line in lines)
    return "\n".join(
        f"{field} = {value}" if line.startswith(f"{field} =") else line for line in lines
    )


def test_a_file_is_read() -> None:
    trial = loads(GOOD, "mine.toml")
    assert (trial.id, trial.held_back, trial.missing) == ("mine", True, "")
    assert (trial.study.authors, trial.study.year, trial.study.known) == ("Somebody", 2020, "read")
    assert [side.parameters.followers.casual.size for side in trial.scenario.sides] == [1_800, 900]
    (check,) = trial.checks
    assert (check.tolerance, check.interval, check.published) == ((1.0, 3.0), None, "1.5")


def test_an_end_may_be_infinite_and_an_effect_may_have_an_interval() -> None:
    text = with_("tolerance", "[1, inf]") + "\ninterval = [1.1, 1.9]\n"
    (check,) = loads(text, "mine.toml").checks
    assert check.tolerance == (1.0, math.inf)
    assert check.interval == (1.1, 1.9)


def test_an_experiment_that_cannot_be_repeated_says_what_is_missing() -> None:
    trial = loads(SILENT, "mine.toml")
    assert trial.checks == ()
    assert trial.missing == "A mechanism."


def test_a_trial_may_extend_a_shipped_scenario() -> None:
    text = GOOD.replace("schema = 1", 'schema = 1\nextends = "default"')
    assert loads(text, "mine.toml").scenario.sides == loads(GOOD, "mine.toml").scenario.sides


BAD = {
    "no toml": ("=", "line 1: not TOML"),
    "not utf-8": (b"title = '\xff'", "line 1: not UTF-8"),
    "too large": ("#" * 9_000 + "\n", None),
    "no schema": (GOOD.replace("schema = 1", ""), "schema is missing"),
    "newer schema": (with_("schema", "9"), "schema = 9 is from a newer Grapevine"),
    "no title": (with_("title", '""'), "title is missing"),
    "unknown field": (
        GOOD.replace("schema = 1", "schema = 1\nauthor = 3"),
        "there is no field 'author'",
    ),
    "unknown lever": (GOOD.replace("casual.size", "casual.sise"), "there is no lever"),
    "lever out of range": (
        GOOD.replace("casual.size = 1_800", "casual.see = 7"),
        "side A: followers.casual.see cannot be 7: it must be a number from 0 to 1",
    ),
    "one side named C": (GOOD.replace("sides.B", "sides.C"), "the sides must be A and B"),
    "too many runs": (with_("worlds", "0"), "run: worlds cannot be 0"),
    "a claim": ('claim = "x"\n' + GOOD, "claim is for stories, not for trials"),
    "a judge": (GOOD + '[judge]\noutcome = "reach"', "judge is for stories, not for trials"),
    "no study": (
        STUDY.split("[study]")[0] + SIDES + CHECK,
        "study cannot be None: it must be a table",
    ),
    "study is a text": (
        STUDY.split("[study]")[0] + 'study = "x"\n' + SIDES + CHECK,
        "study cannot be 'x': it must be a table",
    ),
    "unknown field of the study": (
        GOOD.replace("year = 2020", "year = 2020\ndoi = 3"),
        "study: there is no field 'doi'; there are authors, year, where, link, known, changed",
    ),
    "no authors": (without("authors"), "study: authors is missing; it must be a text of 1 to"),
    "authors is a number": (with_("authors", "3"), "authors cannot be 3: it must be a text"),
    "no year": (without("year"), "study.year cannot be None: it must be a year from 1900 to"),
    "a year to come": (
        with_("year", "3001"),
        "study.year cannot be 3001: it must be a year from 1900",
    ),
    "a year as text": (with_("year", '"2020"'), "study.year cannot be '2020': it must be a year"),
    "a year that is true": (with_("year", "true"), "study.year cannot be True: it must be a year"),
    "no journal": (without("where"), "study: where is missing"),
    "no link": (without("link"), "study: link is missing"),
    "a link to a file": (
        with_("link", '"file:///etc/passwd"'),
        "study.link cannot be 'file:///etc/passwd': it must be an address that begins with https://",
    ),
    "not known how": (
        with_("known", '"sure"'),
        "study.known cannot be 'sure': it must be one of read, summary, remembered, direction",
    ),
    "nothing was changed": (with_("changed", '" "'), "study: changed is missing"),
    "nothing was found": (without("found"), "study: found is missing"),
    "not said whether held back": (
        without("held_back"),
        "held_back cannot be None: it must be true or false",
    ),
    "held back perhaps": (
        with_("held_back", '"perhaps"'),
        "held_back cannot be 'perhaps': it must be true or false",
    ),
    "neither a check nor what is missing": (
        STUDY + SIDES,
        "missing is missing; it must be a text of 1",
    ),
    "missing is a number": ("missing = 3\n" + GOOD, "missing cannot be 3: it must be a text"),
    "checks is a table": (
        STUDY + SIDES + "[checks]\neffect = 3",
        "checks cannot be {'effect': 3}: it must be written as [[checks]], at least one",
    ),
    "no checks in the list": (
        "checks = []\n" + STUDY + SIDES,
        "checks cannot be []: it must be written as [[checks]], at least one",
    ),
    "a check is a number": (
        "checks = [3]\n" + STUDY + SIDES,
        "checks cannot be 3: it must be a table",
    ),
    "unknown field of a check": (
        GOOD + "value = 3",
        "check 1: there is no field 'value'; there are measures, effect, published, interval",
    ),
    "no effect": (without("effect"), "check 1: effect is missing"),
    "an effect of code": (
        with_("effect", "\"__import__('os').system('x')\""),
        "check 1: effect cannot be",
    ),
    "an effect of a side that is not there": (
        with_("effect", '"A.reach / D.reach"'),
        "check 1: effect: there is no side 'D'; there are A, B",
    ),
    "an effect on an outcome that is not there": (
        with_("effect", '"A.reech"'),
        "check 1: effect: there is no outcome 'reech'; did you mean reach?",
    ),
    "an effect of nothing": (
        with_("effect", '"1 + 1"'),
        "check 1: effect names no outcome of a side",
    ),
    "not said what is measured": (without("measures"), "check 1: measures is missing"),
    "not said what was published": (without("published"), "check 1: published is missing"),
    "published as a number": (
        with_("published", "1.5"),
        "published cannot be 1.5: it must be a text",
    ),
    "no tolerance": (
        without("tolerance"),
        "check 1: tolerance is missing; it must be two numbers, the lower first",
    ),
    "tolerance upside down": (
        with_("tolerance", "[3, 1]"),
        "tolerance cannot be [3, 1]: it must be two numbers, the lower first; inf and -inf",
    ),
    "tolerance of one number": (with_("tolerance", "[3]"), "check 1: tolerance cannot be [3]"),
    "tolerance without room": (with_("tolerance", "[1, 1]"), "check 1: tolerance cannot be [1, 1]"),
    "tolerance of texts": (
        with_("tolerance", '["1", "2"]'),
        "check 1: tolerance cannot be ['1', '2']",
    ),
    "tolerance nan": (with_("tolerance", "[nan, 1]"), "check 1: tolerance cannot be [nan, 1]"),
    "an interval upside down": (
        GOOD + "interval = [2, 1]",
        "check 1: interval cannot be [2, 1]: it must be two numbers, the lower first",
    ),
}


@pytest.mark.parametrize(("text", "message"), BAD.values(), ids=BAD)
def test_a_mistake_is_one_clear_line(text: str | bytes, message: str | None) -> None:
    if message is None:
        text, message = str(text) * (BYTES // 9_000 + 1), "a scenario file may have at most"
    with pytest.raises(UserError) as refused:
        loads(text, "mine.toml")
    said = str(refused.value)
    assert said.startswith("mine.toml: ")
    assert message in said
    assert "\n" not in said


def test_a_name_or_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="there is no experiment 'kim-2014'; did you mean kim-2015"):
        load("kim-2014")
    with pytest.raises(UserError, match="there is no such file"):
        load(str(tmp_path / "none.toml"))
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(UserError, match="not a file"):
        load(str(tmp_path / "folder.toml"))


def test_a_file_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(GOOD, encoding="utf-8")
    assert load(str(path)).id == "mine"


# The shipped ones


def test_at_least_twenty_experiments_can_be_repeated() -> None:
    assert sum(bool(trial.checks) for trial in ALL.values()) >= 20


@pytest.mark.parametrize("trial", ALL.values(), ids=ALL)
def test_a_shipped_trial_is_complete(trial: Trial) -> None:
    assert trial.id.endswith(f"-{trial.study.year}")
    assert trial.study.changed.endswith(".")
    assert trial.study.found.endswith(".")
    assert bool(trial.scenario.note) == bool(trial.checks)
    used = {term.side for check in trial.checks for term in check.effect.terms}
    assert used == ({side.key for side in trial.scenario.sides} if trial.checks else set())


def test_some_are_held_back_from_fitting_and_some_are_not() -> None:
    held = [trial.held_back for trial in ALL.values() if trial.checks]
    assert any(held)
    assert not all(held)
