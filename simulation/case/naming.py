"""Names of options, made of what they change: a name that nobody typed follows every change."""

from collections.abc import Mapping, Sequence
from math import ceil

from simulation.case.money import Currency
from simulation.case.population import published
from simulation.case.questions import WEEK
from simulation.parameters import Parameters, Value, differences, levers
from simulation.report.quantities import named, said

SMALL = 10_000  # followers of a creator; below, a small one (Beichert and others 2024: nano)
_TIMES = {2: "Twice", 3: "Three times", 4: "Four times", 5: "Five times"}


def name_of(
    kind: str, now: Parameters, then: Parameters, days: float, spent: float, money: Currency
) -> str:
    """The change that an option of this kind makes, for a heading: $2,000 of ads."""
    match kind:
        case "ads":
            return f"{money.amount(spent)} of ads"
        case "answering":
            return _answering(now, then, money)
        case "creators":
            return _creators(now, then, money)
        case _:
            return _posts(published(now, days), published(then, days), days, money)


def detail_of(kind: str, now: Parameters, then: Parameters, days: float, money: Currency) -> str:
    """Sentence on what an option of this kind comes to, and what else it changes."""
    match kind:
        case "ads":
            views = money.number(then.growth.ad_views - now.growth.ad_views)
            price = money.amount(then.money.ad_price)
            said = f"{views} views of each post, at {price} per 1,000 views."
            of: tuple[str, ...] = ("growth.", "money.ad_price")
        case "answering":
            more = WEEK * (then.dialogue.hours - now.dialogue.hours)
            hours, wage = _hours(more * days / WEEK, money), money.amount(then.money.wage)
            said, of = (
                f"{hours} in {days:g} days, at {wage} an hour.",
                ("dialogue.hours", "money.wage"),
            )
        case "creators":
            said, of = _creators_detail(then, days, money), ("partners.",)
        case "posts":
            posts = money.number(published(then, days))
            minutes = money.number(round(then.posts.minutes, 1))
            said = f"{posts} posts in {days:g} days, with {minutes} minutes of work on each."
            of = ("posts.",)
        case _:
            said, of = "", ()
    others = {
        path: ends
        for path, ends in differences(now, then).items()
        if path != "network.population" and not (of and path.startswith(of))
    }
    more_said = f"{changes_in_words(others)}." if others or not said else ""
    return " ".join(filter(None, (said, more_said)))


def changes_in_words(changes: Mapping[str, tuple[Value, Value]]) -> str:
    """The differences, lever by lever; beyond two, the number of others."""
    differ = [
        f"{named(levers()[path])} {said(levers()[path], new)}" for path, (_, new) in changes.items()
    ]
    if not differ:
        return "Nothing changed"
    rest = f" and {len(differ) - 2} more changes" if len(differ) > 2 else ""
    return ", ".join(differ[:2]) + rest


def distinct(names: Sequence[str]) -> list[str]:
    """The same names, numbered where one is there again."""
    found: list[str] = []
    for name in names:
        number, new = 2, name
        while new in found:
            new, number = f"{name} ({number})", number + 1
        found.append(new)
    return found


def _answering(now: Parameters, then: Parameters, money: Currency) -> str:
    hours = WEEK * (then.dialogue.hours - now.dialogue.hours)
    more = " more" if now.dialogue.hours > 0 else ""
    return f"{_hours(hours, money, more)} a week of answering"


def _hours(hours: float, money: Currency, more: str = "") -> str:
    noun = "hour" if round(hours, 1) == 1 else "hours"
    return f"{money.number(round(hours, 1))}{more} {noun}"


def _creators_detail(then: Parameters, days: float, money: Currency) -> str:
    partners = then.partners
    shown = ceil(published(then, days) / partners.every)
    posts = "1 post" if shown == 1 else f"{money.number(shown)} posts"
    fee, audience = money.amount(partners.fee), money.number(partners.audience)
    each = "Each" if partners.count != 1 else "The creator"
    return f"{each} has {audience} followers and shows {posts} for a fee of {fee}."


def _creators(now: Parameters, then: Parameters, money: Currency) -> str:
    count = then.partners.count - now.partners.count
    more = "more " if now.partners.count else ""
    small = "small " if then.partners.audience < SMALL else ""
    noun = "creator" if count == 1 else "creators"
    large = "" if small else f" with {money.number(then.partners.audience)} followers"
    return f"{money.number(count)} {more}{small}{noun}{large}"


def _posts(now: int, then: int, days: float, money: Currency) -> str:
    if then % now == 0 and then // now in _TIMES:
        return f"{_TIMES[then // now]} the posts"
    before, after = (money.number(round(posts * WEEK / days, 1)) for posts in (now, then))
    return f"{after} posts a week instead of {before}"
