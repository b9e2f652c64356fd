"""Published experiments repeated in the model, as last run."""

import streamlit as st

from simulation.trials import Results, Verdict, last_record
from simulation.trials.record import Entry
from simulation.trials.words import KNOWN_AS, figure, interval, summary, tolerance
from simulation.validation import defaults_digest
from ui.text import plain

LINE = 820  # pixels; longer lines are hard to read
VERDICTS: dict[Verdict, str] = {
    "in": "as published",
    "out": "not as published",
    "too close to call": "too close to call",
    "cannot say": "cannot say",
}


def draw() -> None:
    """Draw the recorded results, what the model cannot say, and the command that runs them."""
    st.header("Checks against published experiments", anchor=False)
    done = last_record()
    st.markdown(
        "What happens when somebody changes something? Others have tried it out and published what "
        "came of it. Here the same change is made with the levers, on both sides with the same "
        f"random draws, all other levers at their defaults. {plain(summary(done))} Where the model "
        "disagrees, no lever was moved to hide it.",
        width=LINE,
    )
    if done.defaults != defaults_digest():
        st.warning(
            "The defaults have changed since these were run: the figures below belong to the old "
            "ones."
        )
    st.dataframe(rows(done), hide_index=True)
    st.subheader("What the model cannot say", anchor=False)
    st.markdown(
        "These experiments need something that the model does not have. Do not ask it about them.",
        width=LINE,
    )
    st.dataframe(gaps(done), hide_index=True)
    st.caption(plain(f"Run with model {done.model} by this command:"))
    st.code(done.command, language=None)


def rows(done: Results) -> dict[str, list[str]]:
    """A row an effect: what was changed, what was found, what the model gives, and the verdict."""
    pairs = [(entry, row) for entry in done.trials for row in entry.checks]
    return {
        "Experiment": [entry.title for entry, _ in pairs],
        "What is compared": [row.measures for _, row in pairs],
        "Published": [row.published for _, row in pairs],
        "Model": [figure(row.model) for _, row in pairs],
        "95% range": [interval(row) for _, row in pairs],
        "Agrees within": [tolerance(row) for _, row in pairs],
        "Verdict": [VERDICTS[row.verdict] for _, row in pairs],
        "What was changed": [entry.changed for entry, _ in pairs],
        "What stands for it": [entry.stands_for for entry, _ in pairs],
        "What the model lacks": [entry.missing for entry, _ in pairs],
        "How well it is known": [KNOWN_AS[entry.known] for entry, _ in pairs],
        "Source": [source(entry) for entry, _ in pairs],
    }


def gaps(done: Results) -> dict[str, list[str]]:
    """A row an experiment that cannot be repeated: what was found, and what the model lacks."""
    silent = done.having("cannot say")
    return {
        "Experiment": [entry.title for entry in silent],
        "What was changed": [entry.changed for entry in silent],
        "What was found": [entry.found for entry in silent],
        "What the model lacks": [entry.missing for entry in silent],
        "Source": [source(entry) for entry in silent],
    }


def source(entry: Entry) -> str:
    """The study with its address, as text."""
    return f"{entry.authors}, {entry.where} {entry.year}, {entry.link}"
