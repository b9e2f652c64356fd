"""Every outcome as a comparison in words: what it means that one side has more of it."""

from simulation.outcomes import outcome
from simulation.quantities import quantity, two_figures

# Per outcome: what the better side does, and what both sides have some of.
_PHRASES = {
    "reach": ("{one} reaches more people than {other}", "reach"),
    "impressions": ("{one} gets more views than {other}", "views"),
    "niche_reach": ("{one} reaches more people of the niche than {other}", "niche reach"),
    "word_of_mouth": (
        "{one} reaches more people through others than {other}", "reach through others"),
    "word_of_mouth_share": (
        "{one} owes more of its reach to word of mouth than {other}", "share of word of mouth"),
    "post_reach": ("{one} reaches more people per post than {other}", "reach per post"),
    "impressions_through_others": (
        "{one} gets more views through others than {other}", "views through others"),
    "depth": ("{one} travels further from hand to hand than {other}", "depth"),
    "time_to_half": ("{one} makes half of its reach sooner than {other}", "time to half"),
    "shares": ("{one} is passed on more often than {other}", "shares"),
    "large_shares": (
        "{one} is passed on more often by people with large audiences than {other}",
        "shares by large audiences"),
    "large_chance": (
        "somebody with a large audience passes on {one} but not {other}",
        "chance that somebody large shares"),
    "likes": ("{one} gets more likes than {other}", "likes"),
    "replies": ("{one} gets more replies than {other}", "replies"),
    "clicks": ("{one} gets more clicks than {other}", "clicks"),
    "acted": ("{one} moves more people to act than {other}", "people who acted"),
    "acted_per_follower": (
        "{one} moves more people to act, per follower, than {other}", "engaged reach per follower"),
    "orders": ("{one} gets more orders than {other}", "orders"),
    "buyers": ("{one} wins more buyers than {other}", "buyers"),
    "listed_buyers": (
        "{one} sells to more of its followers than {other}", "followers who bought"),
    "revenue": ("{one} earns more margin than {other}", "margin earned"),
    "cost": ("{one} costs less than {other}", "cost"),
    "profit": ("{one} makes more profit than {other}", "profit"),
    "hours": ("{one} takes fewer hours of work than {other}", "hours of work"),
    "orders_per_cost": ("{one} gets more orders per dollar than {other}", "orders per $1,000"),
    "cost_per_reach": ("{one} pays less for each person reached than {other}", "cost per person"),
    "cost_per_niche": (
        "{one} pays less for each person of the niche than {other}", "cost per niche person"),
    "net_followers": ("{one} gains more followers than {other}", "net followers"),
    "listed": ("{one} ends with more followers than {other}", "followers at the end"),
    "closeness": ("{one} gains more closeness than {other}", "closeness gained"),
    "close_fans": ("{one} keeps more fans close than {other}", "fans still close"),
    "close": ("{one} keeps more followers close than {other}", "followers who are close"),
    "mentions": ("{one} gets more messages than {other}", "messages"),
    "answered": ("{one} answers more messages than {other}", "messages answered"),
    "people_answered": ("{one} answers more people than {other}", "people answered"),
    "missed": ("{one} leaves fewer messages unanswered than {other}", "messages missed"),
    "answered_share": (
        "{one} answers a larger part of its messages than {other}", "answered share"),
    "ever_answered": (
        "{one} has answered a larger part of its followers than {other}",
        "share of followers ever answered"),
}  # fmt: skip


# Units that nouns leave open.
_COUNTED = {"people": ("person", "people"), "hours": ("hour", "hours")}


def better(name: str, one: str = "A", other: str = "B", factor: float = 1.0) -> str:
    """What it means that `one` beats `other`: "A reaches more people than B"."""
    phrase, noun = _PHRASES[name]
    if factor == 1:
        return phrase.format(one=one, other=other)
    if outcome(name).more_is_better:
        return f"{one} has at least {times(factor)} the {noun} of {other}"
    return f"{one} has at most {times(1 / factor)} the {noun} of {other}"


def times(factor: float) -> str:
    """A factor in front of a noun: twice, half, 1.1 times."""
    return {2.0: "twice", 0.5: "half"}.get(factor, f"{factor:.3g} times")


def noun(name: str) -> str:
    """What both sides have some of: "reach", "fans still close"."""
    return _PHRASES[name][1]


def amount(name: str, value: float | None) -> str:
    """So much of an outcome, with its unit where the noun does not say it."""
    unit = outcome(name).unit
    if value is None or unit not in _COUNTED:
        return quantity(value, unit)
    figure, (one, many) = two_figures(value), _COUNTED[unit]
    return f"{figure} {one if figure == '1' else many}"
