"""A network of one's own: uploaded, put under every page, and held by this visit alone."""

import gc

import pytest
from streamlit.testing.v1 import AppTest

from simulation import uploads
from simulation.errors import UserError
from ui.state import settings

TIES = "follower,followed\n" + "".join(f"f{n},me\n" for n in range(50)) + "f1,f2\nf3,you\n"


def _page() -> None:
    from ui.account import network_upload
    from ui.controls import lever as levers
    from ui.state import settings

    settings.here()
    network_upload.draw()
    levers.control(settings.TIES)


def page() -> AppTest:
    return AppTest.from_function(_page, default_timeout=60).run()


def upload(
    at: AppTest, text: str, us: str = "", name: str = "mine.csv", number: int = 0
) -> AppTest:
    at.file_uploader(key=f"ties-file-{number}").upload(name, text.encode())
    at.text_input(key="ties-us").set_value(us)
    at.button[0].click().run()
    assert not at.exception
    return at


def said(at: AppTest) -> str:
    return " ".join(each.value for each in [*at.success, *at.error]).replace("\\", "")


def test_a_list_goes_under_every_page() -> None:
    at = upload(page(), TIES, "me")
    assert "mine.csv: 52 accounts and 52 ties; nothing dropped" in said(at)
    assert "Your account in it is me, with 50 followers" in said(at)
    table = at.session_state["setting"].table
    assert table["network.kind"] == "table"
    assert table["network.us"] == "me"
    key = table[settings.TIES]
    assert uploads.load(str(key)).name == "mine.csv"
    (box,) = at.selectbox
    assert box.options[-1] == "Your own: mine.csv"


def test_another_list_takes_the_place_of_the_first() -> None:
    at = upload(page(), TIES, "me")
    first = str(at.session_state["setting"].table[settings.TIES])
    upload(at, TIES + "g,me\n", "me", "other.csv", 1)
    assert "with 51 followers" in said(at)
    assert list(at.session_state["ties"]) != [first]
    gc.collect()
    with pytest.raises(UserError, match="is gone"):
        uploads.load(first)


def test_nobody_else_may_use_it() -> None:
    one, other = upload(page(), TIES, "me"), page()
    key = one.session_state["setting"].table[settings.TIES]

    def _use(key: str) -> None:
        import streamlit as st

        from simulation.errors import UserError
        from ui.state import settings

        settings.move({settings.TIES: key, "network.kind": "table"})
        try:
            settings.read()
        except UserError as error:
            st.error(str(error))

    other = AppTest.from_function(_use, args=(key,), default_timeout=60).run()
    assert "must be one of the shipped networks" in other.error[0].value


@pytest.mark.parametrize(
    ("text", "us", "line"),
    [
        ("", "", "Nothing was changed. mine.csv: no ties"),
        (TIES + "x\n", "", "mine.csv, line 54: one column"),
        (TIES, "mee", "there is no account 'mee'; near it: me"),
        (TIES, "f0", "the account 'f0' has no followers in the list"),
    ],
)
def test_a_mistake_is_one_line_and_changes_nothing(text: str, us: str, line: str) -> None:
    at = page()
    before = at.session_state["setting"]
    upload(at, text, us)
    assert line in said(at)
    assert at.session_state["setting"] == before


def test_no_list_is_said_to_be_missing() -> None:
    at = page()
    at.button[0].click().run()
    assert "Choose the file" in said(at)
