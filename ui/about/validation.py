"""The checks of the model against published figures, as last measured."""

import streamlit as st

from simulation.validation import Scorecard, defaults_digest, last_record
from ui.text import plain


def draw() -> None:
    """Draw the recorded checks, and the command that makes them."""
    st.header("Checks against published figures", anchor=False)
    done = last_record()
    st.markdown(
        f"With the default levers, {done.passed} of {done.targets} figures of the model agree with "
        f"published ones, measured on {done.posts:,} posts of {done.accounts:,} accounts."
    )
    if done.defaults != defaults_digest():
        st.warning(
            "The defaults have changed since this was measured: the figures below belong to the "
            "old ones."
        )
    st.dataframe(rows(done), hide_index=True)
    st.caption(plain(f"Measured with model {done.model} by this command:"))
    st.code(done.command, language=None)


def rows(done: Scorecard) -> dict[str, list[str]]:
    """A row a figure: what the model gives, what was published, and the verdict."""
    return {
        "Figure": [f"{row.label} ({row.unit})" if row.unit else row.label for row in done.rows],
        "Model": [_figure(row.value) for row in done.rows],
        "95% range": [_ends(row.low, row.high) for row in done.rows],
        "Published": [row.published for row in done.rows],
        "Passes within": [_ends(*row.tolerance) if row.tolerance else "" for row in done.rows],
        "Verdict": [row.verdict for row in done.rows],
        "Source": [row.source for row in done.rows],
    }


def _figure(value: float | None) -> str:
    return "none" if value is None else f"{value:.3g}"


def _ends(low: float | None, high: float | None) -> str:
    return "none" if low is None else f"{_figure(low)} to {_figure(high)}"
