"""Saving and opening scenario files, as clicked."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from simulation.scenarios import dumps_session, loads, loads_session
from ui.controls import scenario_files as files
from ui.state import settings

OWN = 'schema = 1\ntitle = "Café, {}!"\nposts.count = {}\n'


@pytest.fixture
def app() -> AppTest:
    def only_files() -> None:
        import streamlit as st

        from ui.controls import scenario_files as files
        from ui.state import settings

        settings.here()
        files.draw()
        st.markdown(settings.name())

    page = AppTest.from_function(only_files, default_timeout=30)
    page.session_state["files"] = True  # the popover stands open
    return page.run()


def here(page: AppTest) -> settings.Setting:
    found: settings.Setting = page.session_state["setting"]
    return found


def upload(page: AppTest, text: str | bytes, name: str = "mine.toml") -> None:
    data = text.encode() if isinstance(text, str) else text
    page.file_uploader(key="open-file").upload(name, data).run()
    assert not page.exception


def test_a_file_is_opened_and_saved_again_as_it_was(app: AppTest) -> None:
    upload(app, OWN.format("one", 3))
    assert here(app).scenario == loads(OWN.format("one", 3), "mine.toml")
    assert here(app).table["posts.count"] == 3
    assert app.markdown[0].value == "opened 1"
    (button,) = app.download_button
    assert button.label == "Save this scenario"


def test_a_session_is_opened_as_a_whole(app: AppTest) -> None:
    several = [loads(OWN.format(number, number), f"{number}.toml") for number in (5, 6, 7)]
    upload(app, dumps_session([settings.shipped()["2d"], *several]))
    assert here(app).scenario.id == "2d"
    assert app.session_state["opened"] == tuple(several)
    assert [each.label for each in app.download_button][1:] == ["Save your 3 scenarios as one file"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xff\xfe", "mine.toml: line 1: not UTF-8 text"),
        (b"#" * 1_000_001, "a scenario file may have at most 1,000,000"),
        (b"schema = 1\n", "title is missing"),
        (b'schema = 1\ntitle = "x"\nposts.count = -3\n', '"Posts" cannot be -3'),
        (b'schema = 1\ntitle = "x"\ntitle = "y"\n', "line 3: not TOML"),
        (
            b'schema = 1\ntitle = "x"\nnetwork = {kind = "table", table = "/etc/passwd"}\n',
            "it must be one of the shipped networks",
        ),
        (
            dumps_session([loads(OWN.format(1, 1), "a.toml"), settings.shipped()["congress"]])
            .replace('"congress"\n', '"/etc/passwd"\n')
            .encode(),
            "it must be one of the shipped networks",
        ),
        (b'session = 1\n[[scenarios]]\nid = "a"\n', "scenario 1: schema is missing"),
    ],
)
def test_a_bad_file_is_refused_in_a_line_and_changes_nothing(
    app: AppTest, data: bytes, said: str
) -> None:
    before = here(app)
    upload(app, data)
    (error,) = app.error
    text = error.value.replace("\\", "")
    assert text.startswith("Nothing was opened. ")
    assert said in text
    assert here(app) == before
    assert not app.session_state["opened"] if "opened" in app.session_state else True
    upload(app, OWN.format("good", 2), "good.toml")
    assert not app.error
    assert here(app).table["posts.count"] == 2


def test_what_is_saved_is_what_the_levers_ask_for() -> None:
    def saving() -> None:
        import streamlit as st

        from simulation.scenarios import dumps
        from ui.state import settings

        settings.pick("2d", "B")
        settings.move({"posts.count": 4, "run.days": 9.0, "run.worlds": 50})
        st.code(dumps(settings.as_scenario("Mine")))

    page = AppTest.from_function(saving, default_timeout=30).run()
    (saved,) = loads_session(page.code[0].value, "mine.toml")
    assert saved.title == "Mine"
    assert saved.side("A") == settings.shipped()["2d"].side("A")
    assert saved.side("B").parameters.posts.count == 4
    assert (saved.run.days, saved.run.worlds) == (9.0, 50)
    assert saved.claim == settings.shipped()["2d"].claim


def test_levers_that_do_not_fit_together_cannot_be_saved() -> None:
    def moved() -> None:
        from ui.controls import scenario_files as files
        from ui.state import settings

        settings.move({"followers.casual.size": 60_000})
        files.draw()

    page = AppTest.from_function(moved, default_timeout=30)
    page.session_state["files"] = True
    page.run()
    assert not page.exception
    assert "You have more followers" in page.error[0].value
    assert not page.download_button


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("A small account, twelve posts", "a-small-account-twelve-posts"),
        ("../../etc/passwd", "etc-passwd"),
        ("日本", "scenario"),
        ("x" * 100, "x" * 60),
    ],
)
def test_a_file_is_named_after_its_title(title: str, slug: str) -> None:
    assert files.slug(title) == slug
    assert Path(slug).name == slug
