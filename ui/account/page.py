"""The page Your account: from an export of its posts to levers, with ranges, checks and what-ifs.

The uploaded file is read and not kept: only numbers stay, as long as the visit.
"""

from typing import Any

import streamlit as st

from simulation.account import (
    MOST_FOLLOWERS,
    AccountInfo,
    Audit,
    Fit,
    ShareRange,
    read,
)
from simulation.account.what_ifs import WHAT_IFS, what_if_story
from simulation.errors import UserError
from simulation.experiment import Runner, Setup
from simulation.experiment.comparison.pairwise import Comparison, compare
from simulation.scenarios import dumps
from ui.account import deck, network_upload, report
from ui.account.work import UPLOAD, Found, Upload, found_so_far
from ui.background import experiments
from ui.compare import card, entries
from ui.compare.entries import Entry
from ui.present.opened import open_deck
from ui.state import navigation, settings
from ui.state.query_params import QueryParam
from ui.text import in_labels, plain

MEGABYTES = 200  # of a file; a million posts with short texts
QUERY: tuple[QueryParam, ...] = ()  # nothing of this page is in its address
PROBLEM = "account-problem"


def render() -> None:
    """Draw the page."""
    st.title("Your account", anchor=False)
    st.markdown(
        "Upload your post analytics. We work out how many followers see a post and how they react, "
        "and simulate your account. The file is read on this machine and not kept; only the "
        "figures below stay, until your visit ends."
    )
    _form()
    _account()
    network_upload.draw()


def _account() -> None:
    upload: Upload | None = st.session_state.get(UPLOAD)
    if upload is None:
        st.info(
            "In X analytics: Content, then Export. Older Twitter exports work too, and so does any "
            "CSV table with one row per post and columns such as date, impressions, likes, "
            "shares, replies, clicks, follows. Columns may be missing."
        )
        return
    _read_note(upload)
    found = found_so_far()
    if found is not None:
        _draw(found)


def _form() -> None:
    state = st.session_state
    number = state.get("account-uploads", 0)
    with st.form("account-form"):
        st.file_uploader(
            "Export of your posts (CSV)",
            type=["csv", "tsv", "txt"],
            max_upload_size=MEGABYTES,
            key=f"account-file-{number}",
        )
        grid = st.grid(2, min_column_width=260)
        grid.number_input(
            "Followers",
            1,
            MOST_FOLLOWERS,
            value=None,
            key="account-followers",
            placeholder="For example 20000",
            persist_state="session",
        )
        grid.number_input(
            "Hours a day you spend answering now",
            0.0,
            24.0,
            0.0,
            0.25,
            key="account-hours",
            persist_state="session",
        )
        with st.expander("Fake and inactive followers, from an audit"):
            st.caption(
                "Audits disagree, so give a range; it is carried through to every outcome. Left as "
                "it is: 20% fake, as the model assumes, and the others 0%."
            )
            for name, about, usual in (
                ("fake", "Fake", (20, 20)),
                ("inactive", "Inactive", (0, 0)),
                ("mass", "Follow thousands of accounts and see few posts", (0, 0)),
            ):
                st.slider(
                    f"{about} (% of followers)",
                    0,
                    90,
                    usual,
                    key=f"account-{name}",
                    persist_state="session",
                )
        st.text_input(
            "Account to read, if the file has posts of several",
            key="account-name",
            max_chars=200,
            persist_state="session",
        )
        st.form_submit_button("Read my posts", on_click=_submitted)
    if problem := state.get(PROBLEM):
        st.error(plain(problem))


def _submitted() -> None:
    """Read the whole file or nothing of it, and drop it."""
    state = st.session_state
    number = state.get("account-uploads", 0)
    file = state.get(f"account-file-{number}")
    state[PROBLEM] = ""
    try:
        if file is None:
            raise UserError("choose the file with your posts first")
        if state.get("account-followers") is None:
            raise UserError("enter the number of followers; the export does not contain it")
        info = AccountInfo(
            followers=int(state["account-followers"]),
            audit=Audit(
                *(_share(state[f"account-{each}"]) for each in ("fake", "inactive", "mass"))
            ),
            hours=float(state["account-hours"]),
        )
        posts = read(file, file.name, str(state.get("account-name", "")).strip())
    except UserError as error:
        state[PROBLEM] = f"Nothing was read. {in_labels(error)}"
        return
    state["account-uploads"] = number + 1  # a new uploader; the file of this one is dropped
    state[UPLOAD] = Upload(number + 1, info, posts.notes, len(posts), posts)


def _share(ends: tuple[int, int]) -> ShareRange:
    return ShareRange(ends[0] / 100, ends[1] / 100)


def _read_note(upload: Upload) -> None:
    st.caption(
        f"{upload.many:,} posts read, of an account with {upload.info.followers:,} followers."
    )
    if upload.notes:
        with st.expander(f"Notes on how the file was read ({len(upload.notes)})"):
            for note in upload.notes:
                st.markdown(f"- {plain(note)}")


def _draw(found: Found) -> None:
    report.levers(found.fit)
    _take(found.fit)
    report.engagement(found.fit.engagement)
    if found.compared:
        report.posts_compared(found.compared)
    if found.backtest is not None:
        report.backtest(found.backtest)
    if found.outlook:
        report.outlook(found.fit, found.outlook, found.backtest or ())
        if st.button("Make a deck", key="account-deck", icon=":material/present_to_all:"):
            open_deck(deck.KEY)
            navigation.go_to("present")
        _what_if(found.fit)


def _take(found: Fit) -> None:
    """The account as a scenario, to change on Explore or to save."""
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button("Explore this account", key="account-explore", icon=":material/tune:"):
            settings.open(found.scenario)
            navigation.go_to(navigation.EXPLORE)
        st.download_button(
            "Download the scenario",
            dumps(found.scenario),
            "account.toml",
            "application/toml",
            key="account-download",
            on_click="ignore",
            icon=":material/download:",
        )


def _what_if(found: Fit) -> None:
    st.header("What if", anchor=False)
    titles = {each.key: each.title for each in WHAT_IFS}
    key = st.selectbox(
        "What if",
        list(titles),
        format_func=lambda each: titles[each],
        key="account-what-if",
        label_visibility="collapsed",
        persist_state="session",
    )
    chosen = next(each for each in WHAT_IFS if each.key == key)
    story = what_if_story(found.scenario, chosen)
    one, other = (Entry(side.title, side.parameters) for side in story.sides)
    run = story.run

    def work(runner: Runner, _: Any) -> Comparison:
        here, there = Setup(one.parameters, run), Setup(other.parameters, run)
        return compare(here, there, chosen.outcome, runner)

    compared = experiments.result_of("account-what-if", (one, other, run), work)
    if compared is None:
        return
    card.card((other, one), 1, compared)
    st.button(
        "Add both to Compare",
        key="account-compare",
        on_click=_to_compare,
        args=(other, one),
    )


def _to_compare(*both: Entry) -> None:
    for each in both:
        entries.add(each.name, each.parameters)
