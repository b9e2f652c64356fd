"""The toolbar beside the scenario picker: undo, reset, the link, files."""

import streamlit as st

from ui.charts import table
from ui.controls import scenario_files
from ui.state import settings, url
from ui.text import label, plain, setting, whose


def draw() -> None:
    """Draw it."""
    st.button(
        "Undo",
        key="undo",
        icon=":material/undo:",
        shortcut="Ctrl+Z",
        on_click=settings.undo,
        disabled=not settings.can_undo(),
    )
    st.button(
        "Redo",
        key="redo",
        icon=":material/redo:",
        shortcut="Ctrl+Shift+Z",
        on_click=settings.redo,
        disabled=not settings.can_redo(),
    )
    if settings.moved():
        _changes()
    take_link()
    scenario_files.draw()


def take_link() -> None:
    """Draw the link to this page as it is."""
    with st.popover("Link", key="link-popover", icon=":material/link:"):
        st.caption(
            "Copy this link to reopen exactly this page. It works on a computer where Grapevine "
            "is running."
        )
        st.code(url.link(), language=None, wrap_lines=True)
        if settings.here().scenario not in settings.shipped().values():
            st.caption(
                "The link holds the levers of your scenario, not its texts: save a file to keep "
                "those."
            )


def _changes() -> None:
    """Draw the levers that were changed, from what to what, and a way to reset them."""
    scenario, side = settings.picked()
    whole = f"side “{side.title}”" if len(scenario.sides) > 1 else "the scenario"
    st.button(
        "Reset",
        key="put-back",
        on_click=settings.open,
        args=(scenario, side.key),
        help=f"Set every lever back to {plain(whole)}.",
    )
    moved = settings.moved()
    with st.popover(settings.count_of_changes(), key="changes"):
        st.markdown(changes(moved))


def changes(paths: list[str]) -> str:
    """A Markdown table of levers: their value in the scenario, their value now."""
    before, now = settings.start(), settings.now()
    rows = []
    for path in paths:
        lever = settings.everything()[path]
        ends = (setting(lever, before[path]) or "none", setting(lever, now[path]) or "none")
        rows.append((label(lever, whose(path)), *ends))
    return table.markdown(("Lever", "From", "To"), rows)
