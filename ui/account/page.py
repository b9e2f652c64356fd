"""The page Your account: from the export of its posts to levers, with ranges, checks and what-ifs.

The file is read where it is uploaded and forgotten: what stays with the visit is numbers.
"""

from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from simulation.account import (
    MOST_FOLLOWERS,
    Asked,
    Audit,
    Beside,
    Fit,
    HeldOut,
    Posts,
    Share,
    beside,
    fit,
    held_out,
    outlook,
    read,
)
from simulation.account.what_ifs import WHAT_IFS, told
from simulation.ensemble import Stopped
from simulation.errors import UserError
from simulation.experiment import Progress, Runner, Setup
from simulation.experiment.comparison.pairwise import Comparison, compare
from simulation.outcomes import Summary
from simulation.scenario import dumps
from ui.account import network_upload as ties
from ui.account import report as fitted
from ui.background import experiments
from ui.compare import card as versus
from ui.compare import entries
from ui.compare.entries import Entry
from ui.state import settings
from ui.state.query_params import QueryParam
from ui.text import in_labels, plain

MEGABYTES = 200  # of a file; a million posts with short texts
QUERY: tuple[QueryParam, ...] = ()  # nothing of this page is in its address
TROUBLE, UPLOAD = "account-trouble", "account-upload"
FORESEEN = ("reach", "impressions", "shares", "likes", "replies", "clicks", "net_followers")


@dataclass(frozen=True, eq=False)
class Upload:
    """What was read of a file, until it is fitted; `posts` is let go of then."""

    number: int
    asked: Asked
    notes: tuple[str, ...]
    many: int
    posts: Posts | None


@dataclass(frozen=True, eq=False)
class Found:
    """What is known of an account so far; what is still to come is None."""

    fit: Fit
    beside: tuple[Beside, ...] | None = None
    held_out: tuple[HeldOut, ...] | None = None
    outlook: dict[str, Summary] | None = None


def render() -> None:
    """Draw the page."""
    st.title("Your account", anchor=False)
    st.markdown(
        "Upload the export of your posts and see your own levers: how many of your followers see a "
        "post, and what those who do, do. The file is read on this machine and forgotten; only the "
        "figures below stay, as long as your visit."
    )
    _form()
    _account()
    ties.draw()


def _account() -> None:
    upload: Upload | None = st.session_state.get(UPLOAD)
    if upload is None:
        st.info(
            "In X analytics: Content, then Export. Twitter analytics exports work too, and any "
            "table saved as CSV with a row a post and columns like date, impressions, likes, "
            "shares, replies, clicks, follows. Any of them may be missing."
        )
        return
    _read_note(upload)
    posts = upload.posts
    found = experiments.result_of(
        "account", upload.number, lambda runner, show: _work(upload, posts, runner, show)
    )
    st.session_state[UPLOAD] = replace(upload, posts=None)
    if found is not None:
        _draw(found)


def _form() -> None:
    state = st.session_state
    number = state.get("account-uploads", 0)
    with st.form("account-form"):
        st.file_uploader(
            "The export of your posts", type=["csv", "tsv", "txt"], max_upload_size=MEGABYTES,
            key=f"account-file-{number}",
        )  # fmt: skip
        grid = st.grid(2, min_column_width=260)
        grid.number_input(
            "Followers", 1, MOST_FOLLOWERS, value=None, key="account-followers",
            placeholder="How many the account has", persist_state="session",
        )  # fmt: skip
        grid.number_input(
            "Hours a day you answer now", 0.0, 24.0, 0.0, 0.25, key="account-hours",
            persist_state="session",
        )  # fmt: skip
        with st.expander("What an audit says of your followers"):
            st.caption(
                "Audits disagree, so give a range. It is carried through to every outcome. Left "
                "alone: a fifth fake, as the model assumes, and nothing else."
            )
            for name, about, usual in (
                ("fake", "Fake", (20, 20)),
                ("inactive", "No longer look", (0, 0)),
                ("mass", "Follow thousands and hardly see anything", (0, 0)),
            ):
                st.slider(
                    f"{about} (% of followers)", 0, 90, usual, key=f"account-{name}",
                    persist_state="session",
                )  # fmt: skip
        st.text_input(
            "Whose posts, if the file has those of several", key="account-name", max_chars=200,
            persist_state="session",
        )  # fmt: skip
        st.form_submit_button("Read my posts", on_click=_submitted)
    if trouble := state.get(TROUBLE):
        st.error(plain(trouble))


def _submitted() -> None:
    """Read the file as a whole or not at all, and let it go."""
    state = st.session_state
    number = state.get("account-uploads", 0)
    file = state.get(f"account-file-{number}")
    state[TROUBLE] = ""
    try:
        if file is None:
            raise UserError("choose the file with the export of your posts first")
        if state.get("account-followers") is None:
            raise UserError("say how many followers the account has; no export tells it")
        asked = Asked(
            followers=int(state["account-followers"]),
            audit=Audit(
                *(_share(state[f"account-{each}"]) for each in ("fake", "inactive", "mass"))
            ),
            hours=float(state["account-hours"]),
        )
        posts = read(file, file.name, str(state.get("account-name", "")).strip())
    except UserError as error:
        state[TROUBLE] = in_labels(f"Nothing was read: {error}.")
        return
    state["account-uploads"] = number + 1  # another uploader, and this one's file is dropped
    state[UPLOAD] = Upload(number + 1, asked, posts.notes, len(posts), posts)


def _share(ends: tuple[int, int]) -> Share:
    return Share(ends[0] / 100, ends[1] / 100)


def _work(
    upload: Upload, posts: Posts | None, runner: Runner, show: experiments.Show[Found]
) -> Found:
    """Fit, then check, then look ahead; each part is shown as it is there."""
    if posts is None:
        raise UserError("the file was forgotten, as promised; upload it again")

    def run_story(done: int, total: int) -> None:
        if runner.stop.is_set():
            raise Stopped
        if runner.on_progress:
            runner.on_progress(Progress(done, total, 0, None, None))

    found = Found(fit(posts, upload.asked, run_story))
    show(found)
    found = replace(found, beside=beside(posts, found.fit, run_story))
    show(found)
    found = replace(found, held_out=held_out(posts, upload.asked, run_story))
    show(found)
    ahead = outlook(found.fit, found.fit.scenario.run, FORESEEN, run_story)
    return replace(found, outlook=ahead)


def _read_note(upload: Upload) -> None:
    st.caption(
        f"{upload.many:,} posts were read of an account with {upload.asked.followers:,} followers."
    )
    if upload.notes:
        with st.expander(f"What was left out or understood in a certain way ({len(upload.notes)})"):
            for note in upload.notes:
                st.markdown(f"- {plain(note)}")


def _draw(found: Found) -> None:
    fitted.levers(found.fit)
    _take(found.fit)
    fitted.engagement(found.fit.engagement)
    if found.beside:
        fitted.beside(found.beside)
    if found.held_out is not None:
        fitted.held_out(found.held_out)
    if found.outlook:
        fitted.outlook(found.fit, found.outlook)
        _what_if(found.fit)


def _take(found: Fit) -> None:
    """The account as a scenario: to the other pages, or away."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Explore this account", key="account-explore", on_click=_explore,
            args=(found,),
        )  # fmt: skip
        st.download_button(
            "Download the scenario", dumps(found.scenario), "account.toml", "application/toml",
            key="account-download", on_click="ignore", icon=":material/download:",
        )  # fmt: skip
        if settings.here().scenario == found.scenario:
            st.caption("Every page now starts from your account. Go to Explore to see it.")


def _explore(found: Fit) -> None:
    settings.open(found.scenario)


def _what_if(found: Fit) -> None:
    st.header("What if", anchor=False)
    titles = {each.key: each.title for each in WHAT_IFS}
    key = st.selectbox(
        "What if", list(titles), format_func=lambda each: titles[each], key="account-what-if",
        label_visibility="collapsed", persist_state="session",
    )  # fmt: skip
    chosen = next(each for each in WHAT_IFS if each.key == key)
    story = told(found.scenario, chosen)
    one, other = (Entry(side.title, side.parameters) for side in story.sides)
    run = story.run

    def work(runner: Runner, _: Any) -> Comparison:
        here, there = Setup(one.parameters, run), Setup(other.parameters, run)
        return compare(here, there, chosen.outcome, runner)

    compared = experiments.result_of("account-what-if", (one, other, run), work)
    if compared is None:
        return
    versus.card((other, one), 1, compared)
    st.button(
        "Put both on the page Compare", key="account-compare", on_click=_to_compare,
        args=(other, one),
    )  # fmt: skip


def _to_compare(*both: Entry) -> None:
    for each in both:
        entries.add(each.name, each.parameters)
