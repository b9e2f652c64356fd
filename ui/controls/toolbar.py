"""The bar beside the picker: a way back, what has been moved, and how to take it along."""

import streamlit as st

from ui.controls import scenario_files as files
from ui.state import settings
from ui.state import url as link
from ui.text import label, plain, setting, whose


def draw() -> None:
    """Undo, redo, back to the start, and what differs from it."""
    st.button(
        "Undo",
        key="undo",
        icon=":material/undo:",
        on_click=settings.undo,
        disabled=not settings.can_undo(),
    )
    st.button(
        "Redo",
        key="redo",
        icon=":material/redo:",
        on_click=settings.redo,
        disabled=not settings.can_redo(),
    )
    if settings.moved():
        _changes()
    take_link()
    files.draw()


def take_link() -> None:
    """The link to this page as it stands."""
    with st.popover("Link", key="link-popover", icon=":material/link:"):
        st.caption(
            "Opens this page as it stands, with these levers, worlds and seed: the same figures, "
            "wherever it runs. It sends nothing anywhere; the address bar shows it too."
        )
        st.code(link.text(), language=None, wrap_lines=True)
        if settings.here().scenario not in settings.shipped().values():
            st.caption(
                "It carries the levers of this scenario, not its words: save the file for those."
            )


def _changes() -> None:
    """The levers that were moved, from where to where, and how to put them back."""
    scenario, side = settings.picked()
    st.button(
        "Put back",
        key="put-back",
        on_click=settings.open,
        args=(scenario, side.key),
        help=f"Every lever as {plain(_whole(len(scenario.sides), side.title))} has it.",
    )
    moved = settings.moved()
    number = "One lever" if len(moved) == 1 else f"{len(moved)} levers"
    with st.popover(f"{number} moved", key="changes"):
        st.markdown(table(moved))


def table(moved: list[str]) -> str:
    """A Markdown table of levers: where they stood at the start, where they stand now."""
    before, now = settings.start(), settings.now()
    lines = ["| Lever | From | To |", "|---|--:|--:|"]
    for path in moved:
        lever = settings.everything()[path]
        name, *ends = (
            plain(text)
            for text in (
                label(lever, whose(path)),
                setting(lever, before[path]),
                setting(lever, now[path]),
            )
        )
        lines.append(f"| {name} | {' | '.join(end or 'none' for end in ends)} |")
    return "\n".join(lines)


def _whole(sides: int, title: str) -> str:
    return f'side "{title}"' if sides > 1 else "the scenario"
