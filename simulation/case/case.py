"""A case: one client's question, with all that is needed to answer it and to present the answer."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args
from unicodedata import category

from simulation.case.money import DOLLARS, Currency
from simulation.case.presets import PRESETS
from simulation.case.questions import QUESTIONS, Answers
from simulation.decision.goals import goal
from simulation.errors import UserError, illegal_value, quoted
from simulation.parameters import Parameters, Value, changed

NAME, STATEMENT, TEXT = 100, 300, 4_000  # characters at most, of a name, a slide's title, a text
LOGO = 200_000  # bytes at most
DAYS = 3_650  # at most
MOST = 20  # options, decks
SLIDES = 100  # of a deck

Kind = Literal["ads", "answering", "creators", "posts", "own"]
KINDS: tuple[Kind, ...] = get_args(Kind)

_PICTURES = {"PNG": b"\x89PNG\r\n\x1a\n", "JPEG": b"\xff\xd8\xff", "GIF": b"GIF8", "WebP": b"RIFF"}
_COLOUR = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class Brand:
    """The client's brand: name, colour as #rrggbb in small letters, and a logo; all may be empty.

    logo: the bytes of a PNG, JPEG, GIF or WebP picture. Raises UserError.
    """

    name: str = ""
    colour: str = ""
    logo: bytes = b""

    def __post_init__(self) -> None:
        """Check every field."""
        check_text("brand.name", self.name, NAME)
        check_text("brand.colour", self.colour, NAME)
        if self.colour and not _COLOUR.fullmatch(self.colour):
            raise illegal_value("brand.colour", self.colour, "like #1a2b3c, in small letters")
        if len(self.logo) > LOGO:
            legal = f"a picture of at most {LOGO:,} bytes"
            raise illegal_value("brand.logo", f"{len(self.logo):,} bytes", legal)
        if self.logo and not self.logo.startswith(tuple(_PICTURES.values())):
            raise illegal_value("brand.logo", self.logo[:8], f"one of {', '.join(_PICTURES)}")


@dataclass(frozen=True, slots=True)
class Spend:
    """One thing the budget may go to.

    kind: "own" is the levers alone, at what they cost; of every other kind so much is taken as the
    budget pays for, and `levers` are set besides. name: what somebody called it; where it is empty
    the name follows from what changes. Raises UserError.
    """

    kind: Kind
    name: str = ""
    levers: Mapping[str, Value] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        """Check every field; the values of levers are checked where they are set."""
        if self.kind not in KINDS:
            raise illegal_value("kind", self.kind, f"one of {', '.join(KINDS)}")
        check_text("name", self.name, NAME)
        if "network.population" in self.levers:
            raise UserError(
                "{network.population} is the same for every option: set population",
                path="network.population",
            )
        if self.levers.get("network.kind") == "table":
            raise illegal_value("network.kind", "table", "a network that can be of any size")
        changed(_ROOMY, self.levers)


@dataclass(frozen=True, slots=True)
class SlideEdit:
    """The changes made to one slide of a deck; empty texts change nothing."""

    slide: str
    title: str = ""
    notes: str = ""
    shown: bool = True

    def __post_init__(self) -> None:
        """Raises UserError."""
        check_text("slide", self.slide, NAME, needed=True)
        check_text("title", self.title, STATEMENT)
        check_text("notes", self.notes, TEXT)
        if not isinstance(self.shown, bool):
            raise illegal_value("shown", self.shown, "true or false")


@dataclass(frozen=True, slots=True)
class Deck:
    """A deck as it was edited: of what it is, its title, and its slides in the order chosen."""

    of: str
    title: str = ""
    slides: tuple[SlideEdit, ...] = ()

    def __post_init__(self) -> None:
        """Raises UserError."""
        check_text("of", self.of, NAME, needed=True)
        check_text("title", self.title, NAME)
        check_number("slides", self.slides, SLIDES)
        names = [each.slide for each in self.slides]
        for number, name in enumerate(names):
            if name in names[:number]:
                raise UserError(f"{{slides}}: {quoted(name)} is there twice", path="slides")


@dataclass(frozen=True, slots=True)
class Case:
    """One client's question.

    title: what somebody called the case; where it is empty, see `name`. start: the first day of
    the period, which has `days` days. base: the levers that no question asks for; what the answers
    say takes precedence. goal: what the budget is to bring, a key of decision.GOALS. population:
    people and accounts simulated, 0 for as many as are needed. options: what the budget may go to;
    empty for the usual ones. Raises UserError.
    """

    title: str = ""
    client: str = ""
    notes: str = ""
    preset: str = ""
    start: date | None = None
    days: int = 28
    currency: Currency = DOLLARS
    brand: Brand = field(default_factory=Brand)
    answers: Answers = field(default_factory=Answers)
    base: Parameters = field(default_factory=Parameters)
    goal: str = "reach"
    population: int = 0
    options: tuple[Spend, ...] = ()
    decks: tuple[Deck, ...] = ()

    def __post_init__(self) -> None:
        """Check every field."""
        check_text("title", self.title, NAME)
        check_text("client", self.client, NAME)
        check_text("notes", self.notes, TEXT)
        check_text("preset", self.preset, NAME)
        if self.preset not in PRESETS:
            raise illegal_value("preset", self.preset, f"one of {', '.join(map(repr, PRESETS))}")
        goal(self.goal)
        if type(self.days) is not int or not 1 <= self.days <= DAYS:
            raise illegal_value("days", self.days, f"a whole number from 1 to {DAYS:,}")
        if type(self.population) is not int or self.population < 0:
            legal = "a whole number, 0 for as many as needed"
            raise illegal_value("population", self.population, legal)
        if self.base.network.kind == "table":
            raise illegal_value("levers.network.kind", "table", "a network that can be of any size")
        check_number("options", self.options, MOST)
        check_number("decks", self.decks, MOST)

    @property
    def name(self) -> str:
        """The name of the case in a list."""
        return self.title or self.client or self.brand.name or self._question

    @property
    def _question(self) -> str:
        """The main answers, for a case that nobody named."""
        asked = (
            (self.answers.followers, "followers", "{} followers"),
            (self.answers.budget, "budget", "{}"),
        )
        said = [
            form.format(QUESTIONS[name].text(answer, self.currency))
            for answer, name, form in asked
            if answer is not None
        ]
        return ", ".join(said) or "Untitled case"


def check_text(field: str, text: str, most: int, *, needed: bool = False) -> None:
    """Raises UserError unless it is a text of printable characters, not too long."""
    if not isinstance(text, str):
        raise illegal_value(field, text, "a text")
    if needed and not text.strip():
        legal = f"a text of 1 to {most:,} characters"
        raise UserError(f"{{{field}}} is missing; it must be {legal}", path=field, legal=legal)
    if len(text) > most:
        legal = f"a text of at most {most:,} characters"
        raise illegal_value(field, text, legal)
    for character in text:
        if category(character) in ("Cc", "Cs") and character not in "\n\t":
            raise illegal_value(field, text, f"printable, without {character!r}")


def check_number(field: str, entries: tuple[object, ...], most: int) -> None:
    """Raises UserError for too many."""
    if len(entries) > most:
        raise illegal_value(field, f"{len(entries)} entries", f"at most {most}")


# A population that any number of partners and followers fits in, to check levers by themselves.
_ROOMY = changed(Parameters(), {"network.population": 100_000_000})
