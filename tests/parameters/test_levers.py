"""Levers: each declared in full, each holding its bounds, every mistake said in one line."""

import math
import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from simulation.errors import UserError
from simulation.parameters import (
    SOURCES,
    Group,
    Lever,
    Parameters,
    Run,
    changed,
    differences,
    groups,
    levers,
    make,
    parse,
    run_levers,
    run_settings,
    values,
)

ALL = {**levers(), **{f"run.{path}": lever for path, lever in run_levers().items()}}
NUMBERS = {path: lever for path, lever in levers().items() if lever.low is not None}
INTEGERS = [path for path, lever in NUMBERS.items() if lever.type == "integer"]
FLOATS = [path for path, lever in NUMBERS.items() if lever.type == "number"]


def test_there_are_levers_of_every_type() -> None:
    assert len(levers()) > 130
    assert {lever.type for lever in ALL.values()} == {
        "integer",
        "number",
        "switch",
        "choice",
        "text",
    }


@pytest.mark.parametrize("lever", ALL.values(), ids=ALL)
def test_every_lever_is_declared_in_full(lever: Lever) -> None:
    assert lever.label[0].isupper()
    assert 2 < len(lever.label) <= 40
    assert len(lever.help) > 12
    assert lever.help[-1] in ".)"
    assert lever.evidence.says
    assert SOURCES[lever.evidence.key] is lever.evidence
    assert lever.against is None or lever.against is not lever.evidence
    if lever.type in ("integer", "number"):
        assert lever.low is not None
        assert lever.high is not None
        assert lever.step is not None
        assert lever.low < lever.high
        assert 0 < lever.step <= lever.high - lever.low
        assert lever.low <= lever.default <= lever.high  # type: ignore[operator]
        if lever.plausible:
            low, high = lever.plausible
            assert lever.low <= low < high <= lever.high
    if lever.type == "choice":
        assert lever.default in lever.choices


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_every_source_says_what_it_found(source: Any) -> None:
    assert len(source.title) > 3
    assert source.says.endswith((".", ")"))
    assert source.year is None or 1990 < source.year < 2030


def test_no_source_is_left_unused() -> None:
    used = {lever.evidence.key for lever in ALL.values()}
    used |= {lever.against.key for lever in ALL.values() if lever.against}
    assert used == set(SOURCES)


@pytest.mark.parametrize("lever", levers().values(), ids=levers())
def test_a_lever_acts_only_if_other_levers_of_the_model_do(lever: Lever) -> None:
    for condition in lever.active_if:
        assert condition.paths
        assert set(condition.paths) <= set(levers()) - {lever.path}
        assert condition.why[0].islower()
        assert condition.why[-1] != "."


def test_conditions_of_sections_hold_for_all_levers_but_the_one_they_name() -> None:
    found = {path: [each.why for each in lever.active_if] for path, lever in levers().items()}
    assert found["partners.count"] == []
    assert found["partners.fee"] == ["no partner is asked"]
    assert found["weed.stay"] == ["nobody is followed", "nobody is unfollowed"]
    assert found["followers.bought.see"] == ["there is nobody of this kind"]
    assert found["public.see"] == []
    casual = levers()["followers.casual.see"].active_if[0]
    assert casual.paths == ("followers.casual.size", "public.follow")


def test_help_on_a_chance_names_both_ends() -> None:
    for path, lever in NUMBERS.items():
        if lever.unit == "chance" and lever.high == 1.0 and "unfollow" not in path:
            assert "0:" in lever.help, path


# Values


@pytest.mark.parametrize("path", NUMBERS)
def test_both_ends_are_legal_and_beyond_them_is_not(path: str) -> None:
    lever = NUMBERS[path]
    for legal in (lever.low, lever.high):
        parse(path, str(legal) if lever.type == "number" else str(int(legal or 0)))
    for illegal in ((lever.low or 0) - 1, (lever.high or 0) + 1):
        value = int(illegal) if lever.type == "integer" else float(illegal)
        with pytest.raises(UserError) as refusal:
            changed(Parameters(), {path: value}, "x.toml")
        assert str(refusal.value).startswith(f"x.toml: {path} cannot be {value!r}: it must be ")
        assert lever.range in str(refusal.value)


@pytest.mark.parametrize("path", FLOATS)
def test_whole_numbers_become_floats_and_nonsense_is_refused(path: str) -> None:
    default = levers()[path].default
    whole = next(n for n in (1, 2, 10, 5_000) if NUMBERS[path].low <= n <= NUMBERS[path].high)  # type: ignore[operator]
    found = values(changed(Parameters(), {path: whole}))[path]
    assert found == whole
    assert type(found) is type(default) is float
    for nonsense in (math.nan, math.inf, -math.inf, True, "1", None, [1.0]):
        with pytest.raises(UserError, match=r"^[\w.]+ cannot be .*: it must be a number from"):
            changed(Parameters(), {path: nonsense})  # type: ignore[dict-item]


@pytest.mark.parametrize("path", INTEGERS)
def test_whole_numbers_are_whole(path: str) -> None:
    for nonsense in (True, 1.5, 2.0, "7", math.nan, None):
        with pytest.raises(
            UserError, match=r"^[\w.]+ cannot be .*: it must be a whole number from"
        ):
            changed(Parameters(), {path: nonsense})  # type: ignore[dict-item]


MOB = {"network": {"population": 5_000}, "followers": {"fans": {"size": 4_900}}}
NOBODY = {"followers": {"fans": {"size": 0}, "casual": {"size": 0}}}
BAD: dict[str, tuple[Any, str]] = {
    "typo": ({"posts": {"cuont": 1}}, "there is no lever 'posts.cuont'; did you mean posts.count"),
    "unknown group": ({"pots": {"count": 1}}, "there is no lever 'pots'; "),
    "not a group": ({"posts": 3}, "posts is a group of levers, so it cannot be 3"),
    "a choice": ({"network": {"kind": "ring"}},
                 "network.kind cannot be 'ring': it must be one of random, communities, "),
    "a switch": ({"feed": {"ratio_penalty": 1}},
                 "feed.ratio_penalty cannot be 1: it must be true or false"),
    "a text": ({"network": {"us": 5}}, "network.us cannot be 5: it must be a text"),
    "a chance": ({"followers": {"fans": {"see": 1.5}}},
                 "followers.fans.see cannot be 1.5: it must be a number from 0 to 1"),
    "a table without name": ({"network": {"kind": "table"}},
                             "network.table is empty: the kind of network 'table' needs"),
    "too many followers": (MOB, "you have more followers (5,800) than the simulated"),
    "no followers": (NOBODY, "there are no followers: give at least one group a size of 1 or more"),
    "a very long value": ({"network": {"kind": "x" * 500}}, "network.kind cannot be 'xxxxxxxxxx"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_mistakes_are_said_in_one_line(name: str) -> None:
    tree, text = BAD[name]
    with pytest.raises(UserError) as refusal:
        make(tree, Parameters(), "f")
    assert str(refusal.value).startswith(f"f: {text}")
    assert "\n" not in str(refusal.value)
    assert len(str(refusal.value)) < 300


def test_unknown_paths_and_settings_are_refused() -> None:
    with pytest.raises(UserError, match=r"no lever 'postscount'; did you mean posts.count\?"):
        changed(Parameters(), {"postscount": 3})
    with pytest.raises(UserError, match=r"here: there is no lever 'world'; did you mean worlds\?"):
        run_settings({"world": 3}, "here")
    with pytest.raises(UserError, match=r"worlds cannot be 0: it must be a whole number from 1"):
        run_settings({"worlds": 0})
    assert run_settings({"worlds": 7, "days": 2}) == Run(worlds=7, days=2.0)


@pytest.mark.parametrize(
    ("path", "text", "value"),
    [
        ("posts.count", "12", 12),
        ("public.see", "0.25", 0.25),
        ("public.see", "1", 1.0),
        ("feed.ratio_penalty", "true", True),
        ("feed.ratio_penalty", " False ", False),
        ("network.kind", "hubs", "hubs"),
        ("worlds", "50", 50),
        ("network.us", "ann", "ann"),
    ],
)
def test_text_of_a_command_line_is_read(path: str, text: str, value: Any) -> None:
    assert parse(path, text) == value
    assert type(parse(path, text)) is type(value)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("posts.count", "1.5"),
        ("posts.count", ""),
        ("public.see", "much"),
        ("worlds", "1e3"),
        ("feed.ratio_penalty", "yes"),
        ("posts.count", "true"),
    ],
)
def test_text_that_is_no_value_is_refused(path: str, text: str) -> None:
    with pytest.raises(UserError, match=f"--x: {path} cannot be "):
        parse(path, text, "--x")


def test_parameters_are_frozen_all_the_way_down() -> None:
    p = Parameters()
    for owner, name in (
        (p, "posts"),
        (p.posts, "count"),
        (p.followers.fans, "see"),
        (Run(), "seed"),
    ):
        with pytest.raises(ValidationError):
            setattr(owner, name, 1)
    with pytest.raises(ValidationError):
        Group(sise=3)  # type: ignore[call-arg]


# Differences


LEGAL = {path: value for path, value in values(Parameters()).items() if path in FLOATS}


@given(st.dictionaries(st.sampled_from(FLOATS), st.floats(0, 1), max_size=6))
def test_differences_put_one_scenario_into_the_other(parts: dict[str, float]) -> None:
    settings = {
        path: NUMBERS[path].low + part * (NUMBERS[path].high - NUMBERS[path].low)  # type: ignore[operator]
        for path, part in parts.items()
    }
    one, other = Parameters(), changed(Parameters(), settings)
    found = differences(one, other)
    assert set(found) == {path for path, value in settings.items() if value != LEGAL[path]}
    assert changed(one, {path: there for path, (_, there) in found.items()}) == other
    assert changed(other, {path: here for path, (here, _) in found.items()}) == one
    assert differences(other, one) == {path: (b, a) for path, (a, b) in found.items()}


def test_a_tree_of_settings_overlays_the_base() -> None:
    tree = tomllib.loads("posts.count = 3\n[followers.fans]\nsize = 7\n")
    found = make(tree, changed(Parameters(), {"posts.every": 5.0}))
    assert (found.posts.count, found.posts.every, found.followers.fans.size) == (3, 5.0, 7)
    assert found.followers.fans.see == Parameters().followers.fans.see


def test_groups_come_in_their_fixed_order() -> None:
    names = [name for name, _ in groups(Parameters().followers)]
    assert names == ["fans", "casual", "followbacks", "bought", "partners", "celebrities"]


def test_a_default_is_plausible_or_said_to_be_a_judgement() -> None:
    for lever in levers().values():
        if lever.plausible is not None and isinstance(lever.default, int | float):
            assert lever.plausible[0] <= lever.default <= lever.plausible[1], lever.path
    assert levers()["followers.fans.see"].evidence.key == "kind"
    assert levers()["followers.casual.see"].evidence.key == "sullivan"
