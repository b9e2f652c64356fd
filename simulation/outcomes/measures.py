"""Every outcome, once: its name, what it is called, what it means, and its formula."""

import difflib
from dataclasses import dataclass

from simulation.ensemble import Ensemble
from simulation.errors import UserError
from simulation.outcomes import formulas
from simulation.outcomes.formulas import Column, Formula, count, per


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome, and its words.

    label: what stands above its figures. noun: what both sides of a comparison have some of.
    better: the sentence that one side does better, of {one} and {other}. help: its definition.
    formula: from an ensemble to float64[replicates], NaN where it has no meaning. per: the outcomes
    that it is a ratio of, where its denominator may come near zero; such a ratio cannot be split
    into what each lever adds.
    """

    name: str
    label: str
    unit: str
    noun: str
    better: str
    help: str
    formula: Formula
    more_is_better: bool = True
    per: tuple[str, str] | None = None


def values(ensemble: Ensemble, name: str) -> Column:
    """One outcome, float64[replicates]. Raises UserError for an unknown name."""
    return outcome(name).formula(ensemble)


def outcome(name: str) -> Outcome:
    """The outcome of that name. Raises UserError."""
    if name in OUTCOMES:
        return OUTCOMES[name]
    near = difflib.get_close_matches(name, OUTCOMES, n=1)
    hint = f"; did you mean {near[0]}?" if near else f"; there are {', '.join(OUTCOMES)}"
    raise UserError(f"there is no outcome {name!r}{hint}")


_ALL = (
    Outcome(
        name="reach",
        label="Reach",
        unit="people",
        noun="reach",
        better="{one} reaches more people than {other}",
        help="Different people who noticed at least one post.",
        formula=count("reach"),
    ),
    Outcome(
        name="impressions",
        label="Times noticed",
        unit="times",
        noun="times noticed",
        better="{one} is noticed more often than {other}",
        help="Times somebody noticed a post; the same person may count more than once.",
        formula=count("impressions"),
    ),
    Outcome(
        name="niche_reach",
        label="Niche reach",
        unit="people",
        noun="niche reach",
        better="{one} reaches more people of the niche than {other}",
        help="People of our niche who noticed at least one post.",
        formula=count("niche_reach"),
    ),
    Outcome(
        name="word_of_mouth",
        label="Reached through others",
        unit="people",
        noun="reach through others",
        better="{one} reaches more people through others than {other}",
        help="People who first heard of us from somebody else.",
        formula=count("reach_through_others"),
    ),
    Outcome(
        name="word_of_mouth_share",
        label="Word-of-mouth share",
        unit="share of reach",
        noun="word-of-mouth share",
        better="{one} owes more of its reach to word of mouth than {other}",
        help="The part of the reach that came through others, not from our own posts.",
        formula=per(count("reach_through_others"), count("reach")),
    ),
    Outcome(
        name="post_reach",
        label="Reach per post, last week",
        unit="people",
        noun="reach per post",
        better="{one} reaches more people per post than {other}",
        help="People who noticed a post, averaged over the posts of the last week.",
        formula=formulas.recent_post_reach,
    ),
    Outcome(
        name="impressions_through_others",
        label="Noticed through others",
        unit="times",
        noun="times noticed through others",
        better="{one} is noticed more often through others than {other}",
        help="Times a post was noticed because somebody else had passed it on.",
        formula=formulas.seen_through_others,
    ),
    Outcome(
        name="depth",
        label="Depth",
        unit="hops",
        noun="depth",
        better="{one} travels further from person to person than {other}",
        help="Steps the word travelled from us: 1 is our own followers, 2 is theirs.",
        formula=count("deepest"),
    ),
    Outcome(
        name="time_to_half",
        label="Time to half",
        unit="hours",
        noun="time to half of the reach",
        better="{one} reaches half of its people sooner than {other}",
        help="Hours from the first post until half of the reach was made.",
        formula=formulas.time_to_half,
        more_is_better=False,
    ),
    Outcome(
        name="shares",
        label="Shares",
        unit="shares",
        noun="shares",
        better="{one} is passed on more often than {other}",
        help="Times somebody passed a post on.",
        formula=count("shares"),
    ),
    Outcome(
        name="large_shares",
        label="Shares by large accounts",
        unit="shares",
        noun="shares by large accounts",
        better="{one} is passed on more often by large accounts than {other}",
        help="Shares by people who have a large audience of their own.",
        formula=count("large_shares"),
    ),
    Outcome(
        name="large_chance",
        label="Shared by a large account",
        unit="chance",
        noun="chance that a large account shares",
        better="a large account passes on {one} but not {other}",
        help="The chance that at least one person with a large audience passes us on.",
        formula=formulas.shared_by_large,
    ),
    Outcome(
        name="likes",
        label="Likes",
        unit="likes",
        noun="likes",
        better="{one} gets more likes than {other}",
        help="Likes from everybody.",
        formula=count("likes"),
    ),
    Outcome(
        name="replies",
        label="Replies",
        unit="replies",
        noun="replies",
        better="{one} gets more replies than {other}",
        help="Replies to our posts.",
        formula=count("replies"),
    ),
    Outcome(
        name="clicks",
        label="Clicks",
        unit="clicks",
        noun="clicks",
        better="{one} gets more clicks than {other}",
        help="Clicks on our links.",
        formula=count("clicks"),
    ),
    Outcome(
        name="acted",
        label="People who acted",
        unit="people",
        noun="people who acted",
        better="{one} moves more people to act than {other}",
        help="Different people who liked, replied, clicked or passed a post on.",
        formula=count("acted"),
    ),
    Outcome(
        name="acted_per_follower",
        label="Engaged reach per follower",
        unit="people per follower",
        noun="engaged reach per follower",
        better="{one} moves more people to act per follower than {other}",
        help="People who acted, divided by the followers of the start.",
        formula=per(count("acted"), formulas.listed_at_start),
    ),
    Outcome(
        name="orders",
        label="Orders",
        unit="orders",
        noun="orders",
        better="{one} gets more orders than {other}",
        help="Purchases by everybody.",
        formula=count("orders"),
    ),
    Outcome(
        name="buyers",
        label="Buyers",
        unit="people",
        noun="buyers",
        better="{one} wins more buyers than {other}",
        help="Different people who bought.",
        formula=count("buyers"),
    ),
    Outcome(
        name="listed_buyers",
        label="Followers who bought",
        unit="people",
        noun="followers who bought",
        better="{one} sells to more of its followers than {other}",
        help="Buyers among the followers of the start, bought followers included.",
        formula=count("listed_bought"),
    ),
    Outcome(
        name="revenue",
        label="Margin earned",
        unit="$",
        noun="margin earned",
        better="{one} earns more margin than {other}",
        help="Margin earned: orders x value x margin.",
        formula=formulas.revenue,
    ),
    Outcome(
        name="cost",
        label="Cost",
        unit="$",
        noun="cost",
        better="{one} costs less than {other}",
        help="Cost: ads, fees, followers bought or won, and working hours.",
        formula=formulas.cost,
        more_is_better=False,
    ),
    Outcome(
        name="profit",
        label="Profit",
        unit="$",
        noun="profit",
        better="{one} makes more profit than {other}",
        help="Profit: orders x value x margin, minus ads, fees, followers bought or won, and working hours.",
        formula=formulas.profit,
    ),
    Outcome(
        name="hours",
        label="Hours of work",
        unit="hours",
        noun="hours of work",
        better="{one} takes fewer hours of work than {other}",
        help="Hours spent answering, writing posts and following accounts.",
        formula=formulas.hours,
        more_is_better=False,
    ),
    Outcome(
        name="orders_per_cost",
        label="Orders per $1,000",
        unit="orders",
        noun="orders per $1,000",
        better="{one} gets more orders per $1,000 than {other}",
        help="Orders for every $1,000 spent.",
        formula=formulas.orders_per_thousand,
        per=("orders", "cost"),
    ),
    Outcome(
        name="cost_per_reach",
        label="Cost per person",
        unit="$",
        noun="cost per person",
        better="{one} pays less for each person reached than {other}",
        help="Cost divided by the people reached.",
        formula=per(formulas.cost, count("reach")),
        more_is_better=False,
        per=("cost", "reach"),
    ),
    Outcome(
        name="cost_per_niche",
        label="Cost per niche person",
        unit="$",
        noun="cost per niche person",
        better="{one} pays less for each person of the niche than {other}",
        help="Cost divided by the people of our niche reached.",
        formula=per(formulas.cost, count("niche_reach")),
        more_is_better=False,
        per=("cost", "niche_reach"),
    ),
    Outcome(
        name="net_followers",
        label="Followers gained",
        unit="followers",
        noun="followers gained",
        better="{one} gains more followers than {other}",
        help="Followers at the end minus followers at the start; followers bought meanwhile count as gained.",
        formula=formulas.net_followers,
    ),
    Outcome(
        name="listed",
        label="Followers at the end",
        unit="followers",
        noun="followers at the end",
        better="{one} ends with more followers than {other}",
        help="Our followers when the run ends, fakes included.",
        formula=count("listed"),
    ),
    Outcome(
        name="closeness",
        label="Closeness gained",
        unit="points",
        noun="closeness gained",
        better="{one} gains more closeness than {other}",
        help="Closeness gained through answers minus closeness lost to silence, summed over followers.",
        formula=count("closeness"),
    ),
    Outcome(
        name="close_fans",
        label="Fans still close",
        unit="people",
        noun="fans still close",
        better="{one} keeps more fans close than {other}",
        help="Fans who still follow us and are close when the run ends.",
        formula=formulas.close_fans,
    ),
    Outcome(
        name="close",
        label="Followers still close",
        unit="people",
        noun="followers still close",
        better="{one} keeps more followers close than {other}",
        help="Followers of the start who still follow us and are close when the run ends.",
        formula=formulas.close_followers,
    ),
    Outcome(
        name="mentions",
        label="Messages to us",
        unit="messages",
        noun="messages",
        better="{one} gets more messages than {other}",
        help="Replies and mentions that reached our reply queue.",
        formula=count("mentions"),
    ),
    Outcome(
        name="answered",
        label="Messages answered",
        unit="messages",
        noun="messages answered",
        better="{one} answers more messages than {other}",
        help="Messages that got an answer.",
        formula=count("answered"),
    ),
    Outcome(
        name="people_answered",
        label="People answered",
        unit="people",
        noun="people answered",
        better="{one} answers more people than {other}",
        help="Different people who got at least one answer.",
        formula=count("people_answered"),
    ),
    Outcome(
        name="missed",
        label="Messages missed",
        unit="messages",
        noun="messages missed",
        better="{one} leaves fewer messages unanswered than {other}",
        help="Messages that waited too long for an answer.",
        formula=count("missed"),
        more_is_better=False,
    ),
    Outcome(
        name="answered_share",
        label="Answered share",
        unit="share of messages",
        noun="answered share",
        better="{one} answers a larger part of its messages than {other}",
        help="The part of all messages that got an answer.",
        formula=per(count("answered"), count("mentions")),
    ),
    Outcome(
        name="ever_answered",
        label="Followers ever answered",
        unit="share of followers",
        noun="share of followers ever answered",
        better="{one} answers a larger part of its followers than {other}",
        help="The part of our followers who got at least one answer.",
        formula=per(count("listed_answered"), formulas.listed_at_start),
    ),
)

OUTCOMES: dict[str, Outcome] = {each.name: each for each in _ALL}
