"""A recommendation as a deck: the question, who is compared, a bet, the result, what to do.

`decision_source` is what a page offers to the page Present; `decision_deck` the deck itself.
Everything said here is computed from the recommendation.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from simulation.case import Deck as Edits
from simulation.case.money import DOLLARS, Currency
from simulation.case.naming import changes_in_words
from simulation.decision import Recommendation, sections, sentences
from simulation.decision.recommendation import Row
from simulation.decision.words.recommendation import CHANGES, DOUBT, OPPOSED, REMARKS, WORTH
from simulation.outcomes import summary
from simulation.parameters import differences
from simulation.report.phrases import (
    better,
    capitalised,
    joined,
    of_settings,
    quoted,
    wins_ties_losses,
)
from ui.decision import chart, evidence
from ui.decision.doubt_slides import breaks, unknown
from ui.decision.measure import Question, recommended
from ui.decision.money import figure, in_currency
from ui.decision.money import span as money_span
from ui.film.clips import Clip, filmed
from ui.present import appendix
from ui.present.brand import Brand, current
from ui.present.deck import Deck, DeckSource, Slide, film_slides
from ui.present.native import Bars, number_format
from ui.text import headed, is_share

SAME_MONEY = 0.1  # of the largest cost, by which options may differ and still cost the same
MOST = 5  # lines below a statement, and rows of what is unknown


@dataclass(frozen=True, slots=True)
class About:
    """The title of a deck and its audience; empty texts are written from the options.

    client, day: for the title slide. money: the currency of every amount. file_name: without an
    ending.
    """

    title: str = ""
    question: str = ""
    client: str = ""
    day: date | None = None
    money: Currency = DOLLARS
    file_name: str = "grapevine-decision"


def decision_source(
    key: str,
    title: str,
    asked: Question,
    about: About | None = None,
    *,
    place: str = "",
    brand: Callable[[], Brand] = current,
    edits: Callable[[], Edits | None] | None = None,
    keep: Callable[[Edits], None] | None = None,
) -> DeckSource:
    """A deck of a question, for the page Present, answered in the background.

    key: stands in the address. title: to choose it by. place: of the recommendation card that asks
    the same, whose answer is then shared. brand: whose it is, by default as the visitor has set it.
    edits, keep: see `DeckSource`; of a case, what it holds and how it keeps it.
    """

    def build() -> Deck | None:
        found = recommended(place or f"{key}-recommendation", asked)
        return decision_deck(found, brand(), about, films(found)) if found else None

    return DeckSource(key, title, build, edits, keep)


def decision_deck(
    found: Recommendation,
    brand: Brand,
    about: About | None = None,
    clips: tuple[Clip, ...] = (),
) -> Deck:
    """The deck; a recommendation that is not whole yet makes one of what is known.

    clips: see `films`.
    """
    wording = about or About()
    money = wording.money
    slides = (
        question(found, wording),
        compared(found, money),
        *bet(found),
        ranges(found, money),
        *reveal(found),
        *film_slides(clips),
        advised(found, money),
        breaks(found, money),
        unknown(found, money),
        *evidence.shown(found),
    )
    titles = [row.option.title for row in found.rows]
    outcomes = [{name: summary(of) for name, of in each.items()} for each in found.sample.today]
    return Deck(
        title=wording.title or f"Which option {found.goal.best}?",
        slides=slides,
        appendix=(
            *evidence.whole(found),
            appendix.outcomes(titles, outcomes),
            *appendix.inputs(titles, [row.option.parameters for row in found.rows]),
            appendix.definitions(),
            _made(found),
        ),
        brand=brand,
        file_name=wording.file_name,
        summary=in_short(found, money),
        client=wording.client,
        day=wording.day,
    )


def films(found: Recommendation) -> tuple[Clip, ...]:
    """A typical run of the best option beside the base, else beside the next best."""
    other = found.rival if found.sample.base in (None, found.best) else found.sample.base
    if not found.whole or found.best is None or other is None:
        return ()
    sides = [found.rows[place].option for place in (other, found.best)]
    with st.spinner("Preparing the film"):
        return filmed(
            [(each.title, each.parameters) for each in sides],
            found.sample.run,
            found.sample.today[found.best]["reach"].tolist(),
        )


def question(found: Recommendation, about: About) -> Slide:
    """The claim to be tested, as a question."""
    others = [row for row in found.rows if not row.option.base] or found.rows
    titles = [quoted(row.option.title) for row in others]
    asked = about.question or f"{joined(titles, 'or')}: which {found.goal.best}?"
    lines = [f"What counts: {found.goal.outcome.label.lower()}. {found.goal.outcome.help}"]
    if found.sample.base is not None:
        base = quoted(found.rows[found.sample.base].option.title)
        lines.append(f"Beside them stands {base}: what happens if nothing is done.")
    notes = "Ask the room which option it would choose before you go on."
    return Slide("claim", "The question", asked, tuple(lines), key="question", notes=notes)


def compared(found: Recommendation, money: Currency) -> Slide:
    """Every option, what it changes and what it costs."""
    base = found.sample.base or 0
    origin = found.rows[base].option.parameters
    rows = [
        (
            row.option.title,
            "As things are"
            if place == base
            else in_currency(changes_in_words(differences(origin, row.option.parameters)), money),
            figure(row.cost.inner.mean, "$", money),
        )
        for place, row in enumerate(found.rows)
    ]
    return Slide(
        "table",
        "What is compared",
        _same_money(found, money),
        table=(("Option", "What changes", "Cost in all, on average"), *rows),
        key="compared",
        notes="Every option is run under the same random draws: they differ by these lines alone.",
    )


def _same_money(found: Recommendation, money: Currency) -> str:
    base = found.sample.base
    before = 0.0 if base is None else found.rows[base].cost.inner.mean or 0.0
    others = [row for place, row in enumerate(found.rows) if place != base]
    extra = [(row.cost.inner.mean or 0.0) - before for row in others]
    many = "One option" if len(others) == 1 else f"{_number(len(others))} options"
    against = "" if base is None else f" beside {quoted(found.rows[base].option.title)}"
    top = max(map(abs, extra), default=0.0)
    if len(others) > 1 and top > 0 and max(extra) - min(extra) <= SAME_MONEY * top:
        each = figure(sum(extra) / len(extra), "$", money)
        return f"{many} for the same money, about {each} each{against}"
    return f"{many}{against}"


def _number(many: int) -> str:
    words = ("No", "One", "Two", "Three", "Four", "Five", "Six")
    return words[many] if many < len(words) else str(many)


def bet(found: Recommendation) -> list[Slide]:
    """The question to the room, where there are two options to tell apart."""
    if (pair := _pair(found)) is None:
        return []
    claim = _claim(found, *pair)
    asked = f"In how many of 100 runs does this happen: {claim}?"
    lines = (
        "A simulated run plays the same weeks once more, with other random draws of who looks, "
        "likes, passes on and buys.",
    )
    notes = "Let everybody say a number. Type it, or move it with the arrow keys."
    return [Slide("bet", "Place your bet", asked, lines, notes=notes)]


def reveal(found: Recommendation) -> list[Slide]:
    """The win rate the room bet on, and every other option against the best."""
    if (pair := _pair(found)) is None:
        return []
    one, other = pair
    fought = found.pair(one, other)
    wins, _, _ = wins_ties_losses(fought.today)
    lines = []
    if fought.settings is not None and fought.settings.worlds:
        settings = of_settings(fought.settings)
        lines.append(f"With all that we do not know it wins in {settings}.")
    titles = [found.rows[place].option.title for place in pair]
    slide = Slide(
        "reveal",
        "How often it wins",
        f"{capitalised(_claim(found, one, other))}: in {wins}.",
        tuple(lines),
        fought.today,
        (titles[0], titles[1]),
        table=_rivals(found),
        notes="Compare with the bet of the room. A tie is a run in which both do equally well.",
    )
    return [slide]


def ranges(found: Recommendation, money: Currency) -> Slide:
    """Every option with both bands."""
    outcome = found.goal.outcome
    rows = [row for row in found.rows if row.figure.inner.worlds]
    typical = [
        f"{figure(row.figure.inner.median, outcome.unit, money)} with {quoted(row.option.title)}"
        for row in _spoken_of(found)
    ]
    share = is_share(outcome.unit)
    series = [(chart.INNER.partition(":")[0], [row.figure.inner for row in rows])]
    if found.sample.settings:
        series.append((chart.OUTER.partition(":")[0], [row.figure.outer for row in rows]))
    native = Bars(
        tuple(row.option.title for row in rows),
        tuple(
            (name, tuple((b.median or 0.0, b.low90 or 0.0, b.high90 or 0.0) for b in bands))
            for name, bands in series
        ),
        headed(outcome),
        number_format(outcome.unit, share) if money == DOLLARS else "#,##0",
    )
    return Slide(
        "ranges",
        "What each option brings",
        f"{outcome.label}: typically {joined(typical)}."
        if typical
        else f"No option has {outcome.noun}.",
        tuple(in_currency(each, money) for each in sections(found).get(DOUBT, ())),
        chart=chart.drawing("deck-bands", found, money) if typical else None,
        native=native if typical else None,
        notes="The thick line is chance alone; the thin one adds all that we do not know. The "
        "longer the thin line, the more there is to find out before spending.",
    )


def _spoken_of(found: Recommendation) -> list[Row]:
    """The options to name aloud: the best, the next best and the base, else the first three."""
    first = (found.best, found.rival, found.sample.base, *range(len(found.rows)))
    places = dict.fromkeys(each for each in first if each is not None)
    known = [found.rows[place] for place in places if found.rows[place].figure.inner.worlds]
    return known[:3]


def advised(found: Recommendation, money: Currency) -> Slide:
    """The decision first, then how sure it is, and what speaks against it."""
    what, sure = sentences(found)
    more = sections(found)
    lines = (sure, *more.get(OPPOSED, ()), *more.get(REMARKS, ()))[:MOST]
    return Slide(
        "advice",
        "What we recommend",
        in_currency(what, money),
        tuple(in_currency(each, money) for each in lines),
        notes="Stop here for questions. The next slides say what would change this answer.",
    )


def in_short(found: Recommendation, money: Currency) -> Slide:
    """The decision on one page."""
    what, sure = sentences(found)
    more, outcome = sections(found), found.goal.outcome
    first = [more[heading][0] for heading in (CHANGES, WORTH, OPPOSED) if heading in more]
    doubt = "9 of 10 runs" + (", with what we do not know" if found.sample.settings else "")
    rows = [
        (
            row.option.title,
            figure(row.figure.inner.median, outcome.unit, money),
            money_span(row.figure.outer.low90, row.figure.outer.high90, outcome.unit, money),
            figure(row.cost.inner.mean, "$", money),
        )
        for row in found.rows
    ]
    return Slide(
        "advice",
        "The decision",
        in_currency(what, money),
        tuple(in_currency(each, money) for each in (sure, *first)),
        table=(("Option", f"{headed(outcome)}, median", doubt, "Cost, mean"), *rows),
        key="summary",
    )


def _made(found: Recommendation) -> Slide:
    sample = found.sample
    more = []
    if sample.settings:
        each = f"{sample.settings}, {sample.replicates} runs at each"
        more = [("Plausible settings", each), ("Unknowns varied", str(len(sample.unknowns)))]
    return appendix.made(sample.run, *more)


def _pair(found: Recommendation) -> tuple[int, int] | None:
    """The two options that the room bets on, the later one first, so that neither is given away."""
    if found.best is not None and found.rival is not None:
        both: Sequence[int] = (found.best, found.rival)
    else:
        both = found.level
    if len(both) < 2:
        return None
    later, earlier = sorted(both[:2], reverse=True)
    return (later, earlier) if found.pair(later, earlier).today.worlds else None


def _claim(found: Recommendation, one: int, other: int) -> str:
    here, there = (quoted(found.rows[place].option.title) for place in (one, other))
    return better(found.goal.name, here, there)


def _rivals(found: Recommendation) -> tuple[tuple[str, ...], ...]:
    """The best option against each other one; empty where it has one rival alone."""
    if found.best is None or len(found.rows) < 3:
        return ()
    rows = []
    for place, row in enumerate(found.rows):
        here = found.pair(found.best, place) if place != found.best else None
        if here is None or not here.today.worlds:
            continue
        cells = [row.option.title, wins_ties_losses(here.today)[0]]
        if here.settings is not None:
            cells.append(of_settings(here.settings))
        rows.append(tuple(cells))
    best = quoted(found.rows[found.best].option.title)
    head = (f"{best} against", "Wins in", "With what we do not know")[: len(rows[0])]
    return (head, *rows)
