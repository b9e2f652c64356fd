"""An account's outlook as a deck: what was read, how well the model fits, what may come."""

import streamlit as st

from simulation.account import BacktestRow, PostComparison
from simulation.outcomes import OUTCOMES
from ui.account import report
from ui.account.work import UPLOAD, Found, found_so_far
from ui.present import appendix
from ui.present.brand import Brand, current
from ui.present.deck import Deck, DeckSource, Slide
from ui.present.native import Bars, number_format
from ui.text import quantity, range90

KEY = "account"


def deck_sources() -> list[DeckSource]:
    """The deck of the account, once an export was read."""
    return [DeckSource(KEY, "Your account", _build)] if st.session_state.get(UPLOAD) else []


def _build() -> Deck | None:
    found = found_so_far()
    return account_deck(found, current()) if found else None


def account_deck(found: Found, brand: Brand) -> Deck:
    """The deck; results that are not whole yet make one of what is known."""
    fit, days = found.fit, f"{found.fit.scenario.run.days:g}"
    sides = [fit.scenario.sides[0].parameters]
    return Deck(
        title=f"The account, and its next {days} days",
        slides=(
            _read(found),
            *([_compared(found.compared)] if found.compared else []),
            *([_tested(found.backtest)] if found.backtest else []),
            *([_outlook(found)] if found.outlook else []),
        ),
        appendix=(
            _levers(found),
            *appendix.inputs(["Your account"], sides, fit.scenario.note),
            appendix.definitions(),
            appendix.made(fit.scenario.run, ("Posts read", f"{fit.posts:,}")),
        ),
        brand=brand,
        file_name="grapevine-account",
        summary=_in_short(found) if found.outlook else None,
    )


def _read(found: Found) -> Slide:
    rates = found.fit.engagement
    lines = (
        f"Views per post and follower: {quantity(rates.views.value, 'share')}. Engagement per "
        f"view: {quantity(rates.per_impression.value, 'share')}.",
    )
    return Slide(
        "claim",
        "The account",
        f"{found.fit.info.followers:,} followers, {found.fit.posts:,} posts.",
        lines if rates.of else (),
        notes="Everything that follows was fitted to these posts.",
    )


def _compared(rows: tuple[PostComparison, ...]) -> Slide:
    drawn = report.posts_drawing(rows)
    series = tuple(
        (
            name,
            tuple((of[2], of[0], of[-1]) for of in quantiles),
        )
        for name, quantiles in (
            ("Actual", [row.actual for row in rows]),
            ("Simulated", [row.simulated for row in rows]),
        )
    )
    names = tuple(row.role.capitalize() for row in rows)
    return Slide(
        "ranges",
        "Does the model fit?",
        "Actual and simulated posts, side by side.",
        ("A post gets: the median, and the range of 9 in 10 posts.",),
        chart=drawn,
        native=Bars(names, series, "For each post", number_format("", share=False)),
        notes="The nearer the two of each pair, the better the model knows this account.",
    )


def _tested(rows: tuple[BacktestRow, ...]) -> Slide:
    warning = report.failed(rows)
    statement = warning or "The model passed its test on later posts."
    table = tuple((row.role.capitalize(), report.tested(row)) for row in rows)
    return Slide(
        "table",
        "The test on later posts",
        statement,
        ("Fitted once more to the first 70% of the posts, then compared with the later ones.",),
        table=(("Count", "Of the later posts"), *table),
        key="tested",
        notes="If it failed, say so before showing what may come.",
    )


def _outlook(found: Found) -> Slide:
    lines = [report.outlook_note(found.fit, found.outlook or {})]
    if warning := report.failed(found.backtest or ()):
        lines.insert(0, warning)
    return Slide(
        "table",
        f"The next {found.fit.scenario.run.days:g} days",
        _headline(found),
        tuple(lines),
        table=(report.OUTLOOK, *report.outlook_rows(found.outlook or {})),
        key="outlook",
        notes="It explores what follows if things go on as they are.",
    )


def _headline(found: Found) -> str:
    figures = (found.outlook or {})["reach"]
    unit = OUTCOMES["reach"].unit
    return (
        f"Typically {quantity(figures.median, unit)} people reached; in 9 of 10 runs "
        f"{range90(figures, unit)}."
    )


def _in_short(found: Found) -> Slide:
    slide = _outlook(found)
    return Slide(
        "advice", "In short", slide.statement, slide.lines, table=slide.table, key="summary"
    )


def _levers(found: Found) -> Slide:
    rows = tuple(report.lever_rows(found.fit))
    return Slide("appendix", "The levers", "", table=(report.LEVERS, *rows), key="levers")
