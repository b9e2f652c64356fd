"""A deck: the slides that a stage, a PowerPoint file and a handout are made from.

Whatever can be shown to a room makes a `Deck`; nothing here knows what it is about.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from simulation.case import Deck as Edits
from simulation.experiment.comparison.win_rate import WinRate
from ui.charts.chart import Drawing
from ui.charts.data import hundred
from ui.film.clips import MOST as MOST_DRAWN
from ui.film.clips import Clip
from ui.present.brand import Brand
from ui.present.native import NativeChart

Kind = Literal[
    "title",
    "agenda",
    "claim",
    "bet",
    "reveal",
    "ranges",
    "table",
    "chart",
    "film",
    "advice",
    "evidence",
    "appendix",
]

EXPLORES = "Grapevine explores what follows from assumptions; it does not tell the future."


@dataclass(frozen=True, eq=False)
class Slide:
    """One thing shown.

    kind: "bet" asks the room for a number of runs out of 100, which a "reveal" sets beside what was
    found; the others differ by looks alone. heading: what this is, in small type. statement: the
    sentence to be read aloud. lines: what stands below it. win_rate: drawn as 100 dots; sides: what
    its wins and losses are called. chart: drawn beside the words; native: the same figures as a
    chart that PowerPoint draws itself. table: its header first. clips: films, one alone or two side
    by side. key: its name among edits, where two slides of a deck are of one kind. notes: for the
    speaker.
    """

    kind: Kind
    heading: str
    statement: str
    lines: tuple[str, ...] = ()
    win_rate: WinRate | None = None
    sides: tuple[str, str] = ("A", "B")
    chart: Drawing | None = None
    table: tuple[tuple[str, ...], ...] = ()
    native: NativeChart | None = None
    clips: tuple[Clip, ...] = ()
    key: str = ""
    notes: str = ""

    @property
    def name(self) -> str:
        """Its name among edits."""
        return self.key or self.kind

    @property
    def dots(self) -> WinRate | None:
        """The win rate, where there is one to draw: of no run there is none."""
        return self.win_rate if self.win_rate and self.win_rate.worlds else None


@dataclass(frozen=True, eq=False)
class Deck:
    """Slides in order, and whose they are.

    slides: shown on the stage; what opens a deck, its title and agenda, is added by
    `ui.present.edits.arranged`. summary: the decision on one page, first in the handout. appendix:
    to be read alone, at the end of the handout; what made the figures and their evidence go into
    PowerPoint too. client, day: who it is for, and when. footer: on every slide. file_name: of the
    files made from it, without an ending.
    """

    title: str
    slides: tuple[Slide, ...]
    appendix: tuple[Slide, ...] = ()
    brand: Brand = field(default_factory=Brand)
    footer: str = EXPLORES
    file_name: str = "grapevine"
    summary: Slide | None = None
    client: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class DeckSource:
    """Something a deck can be made of.

    key: stands in the address. title: to choose it by. build: makes the deck as far as it is known;
    where nothing is yet, it draws progress and returns None. edits, keep: how it was edited, and
    what keeps that, for a deck of a case; without them edits are kept for the visit.
    """

    key: str
    title: str
    build: Callable[[], Deck | None]
    edits: Callable[[], Edits | None] | None = None
    keep: Callable[[Edits], None] | None = None


DeckSources = Callable[[], Iterable[DeckSource]]


def film_slides(clips: tuple[Clip, ...]) -> tuple[Slide, ...]:
    """The slide with the films, where there are any."""
    if not clips:
        return ()
    titles = " and ".join(f"“{each.title}”" for each in clips)
    part = any(each.film["touched"] >= len(each.film["x"]) for each in clips)
    drawn = f"Drawn are at most {MOST_DRAWN} accounts of a side; the counters count everybody."
    same = ", with the same random draws" if len(clips) > 1 else ""
    return (
        Slide(
            "film",
            "How it spreads",
            f"One typical run of {titles}{same}.",
            (drawn,) if part else (),
            clips=clips,
            notes="A line leads to each person from the account that showed them a post first. "
            "Discs around us are broadcast, branches are word of mouth.",
        ),
    )


def dots_note(win_rate: WinRate) -> str:
    """The number of runs behind 100 dots."""
    if win_rate.worlds == 100:
        return "Each dot is one simulated run, with its own random draws."
    runs = f"{win_rate.worlds:,} simulated runs"
    return f"The 100 dots stand for {runs}, each with its own random draws."


def against_bet(win_rate: WinRate, bet: object) -> str:
    """A bet, in runs out of 100, beside what was found, as the dots count it."""
    wins, ties, _ = hundred(win_rate)
    few = f" of 100, counted in {win_rate.worlds} runs" if win_rate.worlds < 100 else ""
    found = f"You bet on {bet} of 100 runs; it happened in {wins}{few}."
    return f"{found} {ties} ended in a tie." if ties else found


def written(day: date | None) -> str:
    """A date in words, 1 March 2026; empty for none."""
    return f"{day:%d %B %Y}".lstrip("0") if day else ""
