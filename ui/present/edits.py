"""A deck as somebody edited it: slides in another order, left out, under other titles, with notes.

Edits are kept as those of a case are, whatever the deck is of, so that both are read in one way.
"""

from collections.abc import Iterable
from dataclasses import replace

from simulation.case import Deck as Edits
from simulation.case import SlideEdit
from ui.present.deck import Deck, Slide, written


def arranged(deck: Deck, edits: Edits | None = None) -> Deck:
    """The deck with its title and agenda in front, and its slides as they were edited."""
    titled = replace(deck, title=edits.title) if edits and edits.title else deck
    shown = [
        _edited(slide, edit)
        for slide, edit in in_order(opened(titled), edits.slides if edits else ())
        if edit.shown
    ]
    slides = tuple(_listing(each, shown) if each.kind == "agenda" else each for each in shown)
    return replace(titled, slides=slides)


def opened(deck: Deck) -> tuple[Slide, ...]:
    """Every slide there is, the title and the agenda first."""
    about = (deck.client, written(deck.day), deck.brand.name)
    title = Slide(
        "title",
        "",
        deck.title,
        tuple(text for text in about if text),
        notes="Say who asked, and what they will be able to decide at the end.",
    )
    agenda = Slide("agenda", "Agenda", "What we look at", notes="One sentence each, no more.")
    return (title, agenda, *deck.slides)


def in_order(slides: Iterable[Slide], edits: Iterable[SlideEdit]) -> list[tuple[Slide, SlideEdit]]:
    """Each slide with its edit, in the order of the edits.

    A slide that they do not name comes after the one that it follows by itself; an edit of a slide
    that the deck does not have is passed over.
    """
    named = {slide.name: slide for slide in slides}
    found = [(named[edit.slide], edit) for edit in edits if edit.slide in named]
    known = {edit.slide for _, edit in found}
    before = ""
    for name, slide in named.items():
        if name not in known:
            places = [place for place, (_, edit) in enumerate(found) if edit.slide == before]
            found.insert(places[0] + 1 if places else 0, (slide, SlideEdit(name)))
        before = name
    return found


def _edited(slide: Slide, edit: SlideEdit) -> Slide:
    return replace(slide, statement=edit.title or slide.statement, notes=edit.notes or slide.notes)


def _listing(agenda: Slide, shown: Iterable[Slide]) -> Slide:
    """The agenda, with the headings of the slides that are shown."""
    headings = (each.heading for each in shown if each.kind not in ("title", "agenda"))
    return replace(agenda, lines=tuple(dict.fromkeys(headings)))
