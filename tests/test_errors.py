"""A user's mistake: its parts, and how each face puts them together."""

import pickle

import pytest

from simulation.errors import UserError, illegal_value, shown, unknown_name

MANY = [f"number_{number}" for number in range(30)]


def test_a_value_that_is_not_legal_names_field_value_range_and_origin() -> None:
    error = illegal_value("posts.count", 0, "a whole number from 1 to 2,000 posts", "mine.toml")
    assert str(error) == (
        "mine.toml: posts.count cannot be 0: it must be a whole number from 1 to 2,000 posts"
    )
    assert (error.path, error.value, error.origin) == ("posts.count", 0, "mine.toml")
    assert error.legal == "a whole number from 1 to 2,000 posts"


def test_each_face_names_the_fields_itself() -> None:
    error = UserError("{a.b} and {c} but not {d} or {}", path="a.b", fields=("c",))
    assert str(error) == "a.b and c but not {d} or {}"
    assert error.text(str.upper) == "A.B and C but not {d} or {}"


def test_a_mistake_can_be_said_of_another_place_and_keeps_its_parts() -> None:
    error = illegal_value("x", "y", "z", "here")
    moved = error.at("there")
    assert str(moved) == "there: x cannot be 'y': it must be z"
    assert (moved.path, moved.value, moved.legal) == (error.path, error.value, error.legal)
    assert str(error).startswith("here: ")


def test_it_comes_back_whole_from_another_process() -> None:
    error = illegal_value("x", "y", "z", "here")
    back = pickle.loads(pickle.dumps(error))
    assert (str(back), back.path, back.value) == (str(error), "x", "y")


@pytest.mark.parametrize(
    ("name", "known", "see", "said"),
    [
        ("nots", ["note", "bet"], "", "there is no field 'nots'; did you mean note?"),
        ("zzz", ["note", "bet"], "", "there is no field 'zzz'; there are note, bet"),
        ("zzz", ["note"], "", "there is no field 'zzz'; there is only note"),
        ("zzz", ["note", "bet"], "see 'list'", "there is no field 'zzz'; see 'list'"),
        ("zzz", MANY, "", "there is no field 'zzz'"),
    ],
)
def test_an_unknown_name_is_said_with_what_is_near(
    name: str, known: list[str], see: str, said: str
) -> None:
    assert str(unknown_name("field", name, known, see=see)) == said


def test_values_are_shown_on_one_line_in_plain_characters_and_cut() -> None:
    assert shown("a\nb\x1b") == r"'a\nb\x1b'"
    assert shown("\u2028caf\xe9").isascii()
    assert len(shown("x" * 500)) == 80
