"""The visitor's own network: a list of ties with their account in it, kept for this visit."""

import streamlit as st

from simulation import uploads
from simulation.errors import UserError
from simulation.network.tables import Table, most_followed, number_of, summary
from ui.state import settings
from ui.text import in_labels, plain

MEGABYTES = 50  # of a file; several million ties
PROBLEM = "ties-problem"


def draw() -> None:
    """Upload a list, name the account in it that is ours, and run every page on that network."""
    st.header("Your own network", anchor=False)
    st.markdown(
        "Do you know who follows whom around your account? Upload the list, and posts spread along "
        "these ties alone, from your account to its followers in the list. The list is kept in "
        "memory until your visit ends or you upload another."
    )
    number = st.session_state.get("ties-uploads", 0)
    with st.form("ties-form"):
        st.file_uploader(
            "List of ties: follower,followed on each line, and optionally the chance of passing on",
            type=["csv", "tsv", "txt", "edgelist", "npz"],
            max_upload_size=MEGABYTES,
            key=f"ties-file-{number}",
        )
        st.text_input(
            "Your account in the list",
            key="ties-us",
            max_chars=200,
            persist_state="session",
            help="Its id as in the list. Empty: the account with the most followers.",
        )
        st.form_submit_button("Use this network", on_click=_submitted)
    if problem := st.session_state.get(PROBLEM):
        st.error(plain(problem))
    for key, table in settings.ties().items():
        if settings.now()[settings.TIES] == key:
            st.success(plain(_said(table)))


def _submitted() -> None:
    """Take the whole list or nothing of it."""
    state = st.session_state
    number = state.get("ties-uploads", 0)
    file = state.get(f"ties-file-{number}")
    us = str(state.get("ties-us", "")).strip()
    state[PROBLEM] = ""
    try:
        if file is None:
            raise UserError("choose the file with the list of ties first")
        key, table = uploads.take_in(file.getvalue(), file.name)
        account = number_of(table, us) if us else most_followed(table)
        if table.indptr[account] == table.indptr[account + 1]:
            raise UserError(f"{table.name}: the account {us!a} has no followers in the list")
        settings.hold(key, table)
        settings.move({"network.kind": "table", settings.TIES: key, "network.us": us})
    except UserError as error:
        state[PROBLEM] = f"Nothing was changed. {in_labels(error)}"
        return
    state["ties-uploads"] = number + 1  # a new uploader; the file of this one is dropped


def _said(table: Table) -> str:
    us = str(settings.now()["network.us"])
    account = number_of(table, us) if us else most_followed(table)
    followers = int(table.indptr[account + 1] - table.indptr[account])
    return (
        f"Every page now runs on {summary(table)} Your account in it is {table.ids[account]}, with "
        f"{followers:,} followers; fans and other kinds keep their proportions among them."
    )
