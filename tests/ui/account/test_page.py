"""The page Your account, as clicked: what is uploaded, what is shown, what is forgotten."""

import pytest
from streamlit.testing.v1 import AppTest

from simulation.account import AccountInfo, Audit, Posts, ShareRange, fit
from tests.account.exports import DATA, FOLLOWERS, export, posts_of
from tests.ui.tables import tables
from ui.state import navigation

pytestmark = pytest.mark.usefixtures("own_store")


@pytest.fixture(scope="module")
def text() -> str:
    return export(number=60)


def _page() -> None:
    from ui.account import page as account

    account.render()


def page() -> AppTest:
    return AppTest.from_function(_page, default_timeout=240).run()


def said(at: AppTest) -> str:
    shown = [*at.markdown, *at.caption, *at.info, *at.error]
    return " ".join(each.value for each in shown).replace("\\", "")


def upload(at: AppTest, data: str | bytes, followers: int | None = FOLLOWERS) -> AppTest:
    data = data.encode() if isinstance(data, str) else data
    at.file_uploader(key="account-file-0").upload("mine.csv", data)
    if followers is not None:
        at.number_input(key="account-followers").set_value(followers)
    at.button[0].click().run()
    assert not at.exception
    return at


def test_it_says_what_it_takes_before_anything_is_uploaded() -> None:
    at = page()
    assert not at.exception
    assert "any CSV table with one row per post" in said(at)


@pytest.mark.compiled
def test_an_export_becomes_levers_checks_and_a_scenario(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    went: list[str] = []
    monkeypatch.setattr(navigation, "go_to", went.append)
    at = upload(page(), text)
    shown = said(at)
    found = fit(posts_of(text), AccountInfo(FOLLOWERS))
    assert "60 posts read, of an account with 1,000 followers" in shown
    for each in found.estimates:
        assert each.says in shown
    assert "Per view of a post" in shown
    assert "Per post and follower" in shown
    assert "to the first 70% of your posts alone. Of the 18 later ones, 9 in 10 should lie" in shown
    assert "The next 28 days, explored" in " ".join(each.value for each in at.header)
    assert "4,000%" not in shown  # shares are a number, not a part of something
    assert len(at.get("vega_lite_chart")) == 2  # actual beside simulated, and dots of the what-if
    changed = [cell for table in tables(at) for row in table for cell in row]
    assert any(cell.startswith("Hours spent answering") for cell in changed)

    at.button(key="account-explore").click().run()
    assert went == [navigation.EXPLORE]
    setting = at.session_state["setting"]
    assert setting.scenario == found.scenario
    assert setting.table["followers.casual.size"] == FOLLOWERS
    assert setting.table["followers.casual.see"] == pytest.approx(found.chances.see, rel=1e-3)

    at.button(key="account-compare").click().run()
    assert [each.name for each in at.session_state["entries"]] == [
        "As it is today",
        "You answered for one more hour a day",
    ]

    at.selectbox(key="account-what-if").set_value("more_posts").run()
    assert not at.exception
    assert "Hours between posts" in said(at)


@pytest.mark.compiled
def test_an_audit_is_carried_through(text: str) -> None:
    at = page()
    at.slider(key="account-fake").set_value((10, 50))
    upload(at, text)
    assert "and in the figures of your audit, over its ranges" in said(at)
    asked = at.session_state["account-upload"].info
    assert asked == AccountInfo(FOLLOWERS, Audit(fake=ShareRange(0.1, 0.5)))


@pytest.mark.compiled
def test_nothing_uploaded_stays(text: str) -> None:
    at = upload(page(), text.replace("a post", "a secret of ours"))
    kept = at.session_state["account-upload"]
    assert kept.posts is None
    assert at.session_state["account-uploads"] == 1
    assert at.file_uploader(key="account-file-1").value is None
    assert "secret" not in repr(at.session_state)
    task = at.session_state["tasks"]["account"]
    assert not any(isinstance(each, Posts) for each in vars(task).values())


@pytest.mark.parametrize(
    ("data", "followers", "line"),
    [
        (b"", 1_000, "Nothing was read. mine.csv: the file is empty."),
        (b"a,b\n1,2\n", 1_000, "no column has a known count"),
        (b"likes\n" + b"1\n" * 20, None, "Enter the number of followers"),
        (b"likes\n" + b"1\n" * 5, 1_000, "5 usable posts; at least 10 are needed"),
        (DATA.read_bytes(), 1_000, "choose one: 'BarackObama', 'realDonaldTrump'"),
    ],
)
def test_a_mistake_is_one_line_and_nothing_is_begun(
    data: bytes, followers: int | None, line: str
) -> None:
    at = upload(page(), data, followers)
    (error,) = at.error
    assert line in error.value.replace("\\", "")
    assert "account-upload" not in at.session_state


def test_no_file_is_said_to_be_missing() -> None:
    at = page()
    at.button[0].click().run()
    assert "Choose the file" in at.error[0].value


@pytest.mark.compiled
def test_what_is_left_out_is_said(text: str) -> None:
    lines = text.splitlines()
    lines[5] = lines[5].replace(',"', ',"=1+1 ', 1)
    at = upload(page(), "\n".join(lines))
    assert "1 row left out: 'Date' is a formula, not a date" in said(at)
