"""A lever's value as people type it is understood, or refused with the legal range."""

import pytest
from streamlit.testing.v1 import AppTest

from simulation.errors import UserError
from simulation.parameters import Value
from ui.controls.typed import value_of
from ui.state import settings
from ui.text import setting


@pytest.mark.parametrize(
    ("path", "typed", "value"),
    [
        ("followers.fans.size", "20k", 20_000),
        ("followers.fans.size", " 20,000 ", 20_000),
        ("posts.count", "24", 24),
        ("dialogue.hours", "1.43", 1.43),
        ("dialogue.hours", "1.5 hours a day", 1.5),
        ("public.see", "6%", 0.06),
        ("public.see", "6", 0.06),
        ("money.order_value", "$2k", 2_000.0),
        ("money.order_value", "$1,250.50", 1_250.5),
        ("run.seed", "7", 7),
    ],
)
def test_what_people_type_is_understood(path: str, typed: str, value: Value) -> None:
    found = value_of(settings.everything()[path], typed)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("path", "typed", "said"),
    [
        ("followers.fans.size", "many", "'many' is not a number; it must be a whole number from 0"),
        ("followers.fans.size", "", "'' is not a number"),
        ("followers.fans.size", "1.5", "cannot be '1.5': it must be a whole number"),
        ("followers.fans.size", "10 to 20", "cannot be '10 to 20'"),
        ("posts.count", "-1", "it must be a whole number from 1 to"),
        ("dialogue.hours", "25", "cannot be '25': it must be a number from 0 to 24"),
        ("dialogue.hours", "3 posts", "a unit that is not understood here: posts"),
        ("public.see", "0.06", "may mean 6% or 0.06%"),
        ("public.see", "120%", "cannot be '120%': it must be from 0% to 100%"),
        ("money.order_value", "€20", "is in EUR, not in US dollars"),
    ],
)
def test_what_cannot_be_is_refused_with_the_legal_range(path: str, typed: str, said: str) -> None:
    with pytest.raises(UserError) as refused:
        value_of(settings.everything()[path], typed)
    assert said in str(refused.value)


def test_every_shown_value_is_understood_as_itself() -> None:
    for path, lever in settings.everything().items():
        if lever.low is not None:
            for value in (lever.low, lever.high or 0, lever.default):
                if value <= settings.EXACT and lever.unit != "share of followers":
                    shown = setting(lever, value)
                    try:
                        assert value_of(lever, shown) == pytest.approx(float(value)), path
                    except UserError as error:
                        raise AssertionError(f"{path}: {shown!r}: {error}") from error


def _control() -> None:
    from ui.controls.lever import control

    control("dialogue.hours")
    control("followers.fans.size")


def test_what_was_refused_stays_in_its_box_with_the_reason() -> None:
    at = AppTest.from_function(_control).run()
    at.text_input(key="typed-dialogue-hours").set_value("many").run()
    assert at.text_input(key="typed-dialogue-hours").value == "many"
    said = at.markdown[0].value.replace("\\", "")
    assert "is not a number; it must be a number from 0 to 24" in said
    assert at.session_state["setting"].table["dialogue.hours"] == 1.0
    at.text_input(key="typed-dialogue-hours").set_value("1.43").run()
    assert not at.markdown
    assert at.slider(key="lever-dialogue-hours").value == 1.43
    at.text_input(key="typed-dialogue-hours").set_value("x").run()
    at.slider(key="lever-dialogue-hours").set_value(2.0).run()
    assert not at.markdown
    assert at.text_input(key="typed-dialogue-hours").value == "2"
