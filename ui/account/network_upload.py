"""A network of the visitor's own: a list of ties with their account in it, held with the visit."""

import streamlit as st

from simulation import uploads
from simulation.errors import UserError
from simulation.network.tables import Table, most_followed, number_of, summary
from ui.state import settings
from ui.text import in_labels, plain

MEGABYTES = 50  # of a file; some million ties
TROUBLE = "ties-trouble"


def draw() -> None:
    """Upload a list, say who in it we are, and put every page on that network."""
    st.header("Your own network", anchor=False)
    st.markdown(
        "Do you know who follows whom around your account? A list of ties makes the network real: "
        "the word then travels along these ties alone, and its followers are yours. The list is "
        "held in memory with your visit, and goes with it, or when you upload another."
    )
    number = st.session_state.get("ties-uploads", 0)
    with st.form("ties-form"):
        st.file_uploader(
            "A list of ties: follower,followed on each line, perhaps with the chance of passing on",
            type=["csv", "tsv", "txt", "edgelist", "npz"], max_upload_size=MEGABYTES,
            key=f"ties-file-{number}",
        )  # fmt: skip
        st.text_input(
            "Our account in the list", key="ties-us", max_chars=200, persist_state="session",
            help="Its id as it stands in the list. Empty: the one with most followers.",
        )  # fmt: skip
        st.form_submit_button("Use this network", on_click=_submitted)
    if trouble := st.session_state.get(TROUBLE):
        st.error(plain(trouble))
    for key, table in settings.ties().items():
        if settings.now()[settings.TIES] == key:
            st.success(plain(_said(table)))


def _submitted() -> None:
    """Take the list in as a whole or not at all."""
    state = st.session_state
    number = state.get("ties-uploads", 0)
    file = state.get(f"ties-file-{number}")
    us = str(state.get("ties-us", "")).strip()
    state[TROUBLE] = ""
    try:
        if file is None:
            raise UserError("choose the file with the list of ties first")
        key, table = uploads.take_in(file.getvalue(), file.name)
        account = number_of(table, us) if us else most_followed(table)
        if table.indptr[account] == table.indptr[account + 1]:
            raise UserError(f"{table.name}: the account {us!a} has no followers in it")
        settings.hold(key, table)
        settings.move({"network.kind": "table", settings.TIES: key, "network.us": us})
    except UserError as error:
        state[TROUBLE] = in_labels(f"Nothing was changed: {error}.")
        return
    state["ties-uploads"] = number + 1  # another uploader, and this one's file is dropped


def _said(table: Table) -> str:
    us = str(settings.now()["network.us"])
    account = number_of(table, us) if us else most_followed(table)
    followers = int(table.indptr[account + 1] - table.indptr[account])
    return (
        f"Every page now runs on {summary(table)} Our account in it is {table.ids[account]}, with "
        f"{followers:,} followers; kinds of followers keep their shares."
    )
