"""The editor of a deck: its title, and slides in another order, left out, retitled, with notes."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import streamlit as st

from simulation.case import Deck as Edits
from simulation.case import SlideEdit
from simulation.case.case import NAME, STATEMENT, TEXT
from ui.present.deck import Deck, DeckSource, Slide
from ui.present.edits import in_order, opened
from ui.present.kept import edits_of, keep
from ui.text import plain


@dataclass(frozen=True)
class Editor:
    """The edits of one deck. Each change is made to them as they are kept at that moment."""

    deck: Deck
    source: DeckSource

    @property
    def edits(self) -> Edits:
        """The edits as they are kept."""
        return edits_of(self.source) or Edits(self.source.key)

    @property
    def rows(self) -> list[tuple[Slide, SlideEdit]]:
        """Every slide with its edit, in the order chosen."""
        return in_order(opened(self.deck), self.edits.slides)

    def retitle(self, title: str) -> None:
        """Give the deck another title; its own is none."""
        said = " ".join(title.split())
        self._keep("" if said == self.deck.title else said, [each for _, each in self.rows])

    def change(self, name: str, how: Callable[[SlideEdit], SlideEdit]) -> None:
        """Change the edit of a slide."""
        edits = [how(each) if each.slide == name else each for _, each in self.rows]
        self._keep(self.edits.title, edits)

    def move(self, name: str, by: int) -> None:
        """Move a slide up (-1) or down (1)."""
        edits = [each for _, each in self.rows]
        place = next(place for place, each in enumerate(edits) if each.slide == name)
        edits.insert(min(max(place + by, 0), len(edits) - 1), edits.pop(place))
        self._keep(self.edits.title, edits)

    def reset(self) -> None:
        """Go back to the deck as it was made."""
        self._keep("", [])

    def _keep(self, title: str, edits: list[SlideEdit]) -> None:
        usual = [SlideEdit(each.name) for each in opened(self.deck)]
        slides = () if edits == usual else tuple(edits)
        keep(self.source, Edits(self.source.key, title, slides))


def draw(deck: Deck, source: DeckSource) -> None:
    """Draw it, folded. deck: as it is made, without any edits."""
    with st.expander("Edit the slides", key="deck-editor", on_change="rerun") as unfolded:
        if unfolded.open:
            _draw(Editor(deck, source))


def _draw(editor: Editor) -> None:
    edits, rows = editor.edits, editor.rows
    _show("deck-title", edits.title or editor.deck.title[:NAME])
    st.text_input(
        "Title",
        key="deck-title",
        max_chars=NAME,
        on_change=lambda: editor.retitle(st.session_state["deck-title"]),
    )
    for place, (slide, edit) in enumerate(rows):
        _row(editor, slide, edit, first=place == 0, last=place == len(rows) - 1)
    if edits.slides or edits.title:
        st.button(
            "As it was made",
            key="deck-reset",
            icon=":material/restart_alt:",
            on_click=editor.reset,
        )


def _row(editor: Editor, slide: Slide, edit: SlideEdit, *, first: bool, last: bool) -> None:
    name, shown = plain(slide.heading or "Title"), f"slide-shown-{slide.name}"
    _show(shown, edit.shown)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.checkbox(
            name,
            key=shown,
            width=260,
            on_change=lambda: editor.change(
                slide.name, lambda each: replace(each, shown=st.session_state[shown])
            ),
        )
        for what, icon, by, possible in (
            ("up", "arrow_upward", -1, not first),
            ("down", "arrow_downward", 1, not last),
        ):
            st.button(
                what.capitalize(),
                icon=f":material/{icon}:",
                key=f"slide-{what}-{slide.name}",
                disabled=not possible,
                help=f"Move “{name}” {what}",
                on_click=editor.move,
                args=(slide.name, by),
            )
        with st.popover(
            "Title, notes",
            icon=":material/edit:",
            key=f"slide-words-{slide.name}",
            on_change="rerun",
        ) as menu:
            if menu.open:
                _words(editor, slide, edit)


def _words(editor: Editor, slide: Slide, edit: SlideEdit) -> None:
    """The title and the notes of a slide; where they are as it was made, nothing is kept."""
    for what, label, usual, said, most in (
        ("title", "Title of the slide", slide.statement[:STATEMENT], edit.title, STATEMENT),
        ("notes", "Notes for the speaker", slide.notes, edit.notes, TEXT),
    ):
        key = f"slide-{what}-{slide.name}"
        _show(key, said or usual)
        st.text_area(
            label,
            key=key,
            max_chars=most,
            on_change=_said,
            args=(editor, slide.name, what, key, usual),
        )


def _said(editor: Editor, name: str, what: str, key: str, usual: str) -> None:
    text = str(st.session_state[key]).strip()
    text = " ".join(text.split()) if what == "title" else text
    kept = "" if text == usual.strip() else text
    if what == "title":
        editor.change(name, lambda each: replace(each, title=kept))
    else:
        editor.change(name, lambda each: replace(each, notes=kept))


def _show(key: str, value: str | bool) -> None:
    """Let a control show this; where it does already, what is being typed there is left alone."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value
