"""The editor of a deck: its title, and slides in another order, left out, retitled, with notes."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st

from simulation.case import Deck as Edits
from simulation.case import SlideEdit
from simulation.case.case import NAME, STATEMENT, TEXT
from ui.present.deck import Deck, DeckSource, Slide
from ui.present.edits import in_order, opened
from ui.present.kept import edits_of, keep
from ui.text import plain

Rows = list[tuple[Slide, SlideEdit]]


def draw(deck: Deck, source: DeckSource) -> None:
    """Draw it, folded. deck: as it is made, without any edits."""
    with st.expander("Edit the slides", key="deck-editor", on_change="rerun") as unfolded:
        if unfolded.open:
            _editor(deck, source)


def _editor(deck: Deck, source: DeckSource) -> None:
    edits = edits_of(source) or Edits(source.key)
    rows = in_order(opened(deck), edits.slides)

    def change(title: str, to: Sequence[SlideEdit]) -> None:
        unchanged = [each.slide for each in to] == [each.name for each in opened(deck)]
        bare = all(each == SlideEdit(each.slide) for each in to)
        keep(source, Edits(source.key, title, () if unchanged and bare else tuple(to)))

    def retitled() -> None:
        title = " ".join(st.session_state["deck-title"].split())
        change("" if title == deck.title else title, edits.slides)

    st.session_state["deck-title"] = edits.title or deck.title[:NAME]
    st.text_input("Title", key="deck-title", max_chars=NAME, on_change=retitled)
    for place in range(len(rows)):
        _row(rows, place, lambda to: change(edits.title, to))
    if edits.slides or edits.title:
        st.button(
            "As it was made",
            key="deck-reset",
            icon=":material/restart_alt:",
            on_click=change,
            args=("", ()),
        )


def _row(rows: Rows, place: int, change: Callable[[list[SlideEdit]], None]) -> None:
    slide, edit = rows[place]
    edits = [each for _, each in rows]
    name = plain(slide.heading or "Title")

    def put(changed: SlideEdit) -> None:
        change([*edits[:place], changed, *edits[place + 1 :]])

    def move(by: int) -> None:
        moved = [*edits[:place], *edits[place + 1 :]]
        moved.insert(place + by, edit)
        change(moved)

    shown, title, notes = (f"slide-{what}-{slide.name}" for what in ("shown", "title", "notes"))
    st.session_state[shown] = edit.shown
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.checkbox(
            name,
            key=shown,
            width=260,
            on_change=lambda: put(replace(edit, shown=st.session_state[shown])),
        )
        for what, icon, by, possible in (
            ("up", "arrow_upward", -1, place > 0),
            ("down", "arrow_downward", 1, place < len(rows) - 1),
        ):
            st.button(
                what.capitalize(),
                icon=f":material/{icon}:",
                key=f"slide-{what}-{slide.name}",
                disabled=not possible,
                help=f"Move “{name}” {what}",
                on_click=move,
                args=(by,),
            )
        with st.popover(
            "Title, notes",
            icon=":material/edit:",
            key=f"slide-words-{slide.name}",
            on_change="rerun",
        ) as menu:
            if menu.open:
                _words(slide, edit, title, notes, put)


def _words(
    slide: Slide, edit: SlideEdit, title: str, notes: str, put: Callable[[SlideEdit], None]
) -> None:
    """The title and the notes of a slide; where they are as it was made, nothing is kept."""

    def said(key: str, usual: str) -> str:
        text = str(st.session_state[key]).strip()
        return "" if text == usual.strip() else text

    st.session_state[title] = edit.title or slide.statement[:STATEMENT]
    st.session_state[notes] = edit.notes or slide.notes
    st.text_area(
        "Title of the slide",
        key=title,
        max_chars=STATEMENT,
        on_change=lambda: put(
            replace(edit, title=" ".join(said(title, slide.statement[:STATEMENT]).split()))
        ),
    )
    st.text_area(
        "Notes for the speaker",
        key=notes,
        max_chars=TEXT,
        on_change=lambda: put(replace(edit, notes=said(notes, slide.notes))),
    )
