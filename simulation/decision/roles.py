"""Roles of levers in a decision: ours to choose, known, or unknown; and whether one can be measured.

One table, first match wins. Only unknown levers are drawn when settings are varied: what we choose
is the question, not a doubt about its answer.
"""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from typing import Literal

Kind = Literal["decision", "known", "unknown"]


@dataclass(frozen=True, slots=True)
class Role:
    """The role of the levers whose path fits `pattern` (`*` stands for any part of it).

    measure: how an account can find out the value for itself; empty where it cannot. price: the
    lever is a price or a value of the client's own, so that a value other than the default is one
    that somebody looked up.
    """

    pattern: str
    kind: Kind
    reason: str
    measure: str = ""
    price: bool = False


def _ours(pattern: str, reason: str) -> Role:
    return Role(pattern, "decision", reason)


def _known(pattern: str, reason: str) -> Role:
    return Role(pattern, "known", reason)


def _measured(pattern: str, measure: str, reason: str, *, price: bool = False) -> Role:
    return Role(pattern, "unknown", reason, measure, price)


def _hidden(pattern: str, reason: str) -> Role:
    return Role(pattern, "unknown", reason)


_RATE = "the rates of one's own posts are in the account's export"
_LIST = "one's own list can be looked at"
_BOOKS = "what it costs and earns is in the client's books"
_PUBLIC = "what strangers do is seen only once they are reached"

ROLES = (
    # Our own posts and list.
    _ours("posts.count", "how often to post is ours to choose"),
    _ours("posts.every", "how often to post is ours to choose"),
    _ours("posts.hour", "when to post is ours to choose"),
    _measured("posts.minutes", "a stopwatch over a few posts", "the work is one's own"),
    _known("posts.appeal", "1 by definition: how good our posts are is in the rates of our followers, and a second range on top would count the same doubt twice"),
    _measured("posts.appeal_spread", "the account's export of posts", _RATE),
    _measured("posts.delay*", "the hours in which the account's posts got their reactions", _RATE),
    _hidden("posts.pull_spread", "how unequal sharers are shows only in many cascades"),
    _hidden("posts.second_look", "no export says who saw a post twice"),
    _known("posts.chance_per", "a choice of the model"),
    _ours("followers.bought.size", "how many to buy is ours to choose"),
    _known("followers.*.size", "how many follow stands on the account's page"),
    _known("followers.*.ordinary", "a choice of the model"),
    _measured("followers.bought.price", "the seller's quote", "a price", price=True),
    _known("followers.*.price", "what followers cost is in the client's books"),
    _measured("followers.*.real", "an audit of the list of followers", _LIST),
    _measured("followers.*.interest", "a look through a sample of the followers", _LIST),
    _measured("followers.*.audience*", "the follower counts of a sample of the followers", _LIST),
    _measured("followers.*.mentions", "the account's inbox", _LIST),
    _hidden("followers.*.closeness", "closeness is the model's own scale; nobody counts it"),
    _measured("followers.*.buy", "the shop's figures: orders for each click", _RATE),
    _measured("followers.*", "the account's export of posts", _RATE),
    # Everybody else.
    _measured("public.follow", "new followers for each view by strangers, in the export or in a small campaign", "a small campaign shows it"),
    _hidden("public.*", _PUBLIC),
    _ours("network.population", "how many accounts to simulate is a choice"),
    _ours("network.large", "a choice of what to count"),
    _hidden("network.*", "nobody sees the whole network"),
    # The platform.
    _known("feed.following", "the account shows it"),
    _known("feed.ratio_penalty", "a choice of the model"),
    _hidden("feed.*", "platforms do not publish how they rank"),
    # Talking with people.
    _ours("dialogue.hours", "how long to answer is ours to choose"),
    _ours("dialogue.opens", "when to answer is ours to choose"),
    _ours("dialogue.order", "whom to answer first is ours to choose"),
    _ours("dialogue.close_from", "a choice of what to count"),
    _measured("dialogue.minutes", "a stopwatch over a few answers", "the work is one's own"),
    _hidden("dialogue.*", "closeness is the model's own scale; nobody counts it"),
    _hidden("fatigue.*", "who tires does not say so"),
    # Growth.
    _ours("growth.ad_views", "how much to advertise is ours to choose"),
    _ours("growth.bought_day", "when to buy is ours to choose"),
    _hidden("growth.*", "it is up to the platform and the public"),
    _ours("weed.days", "whether to follow and drop is ours to choose"),
    _ours("weed.per_day", "how many to follow is ours to choose"),
    _ours("weed.after", "when to drop is ours to choose"),
    _known("weed.daily_cap", "the platform publishes its limits"),
    _known("weed.free_follows", "the platform publishes its limits"),
    _known("weed.ratio", "the platform publishes its limits"),
    _measured("weed.seconds", "a stopwatch over a few follows", "the work is one's own"),
    _measured("weed.*", "a trial with a few dozen accounts", "a trial shows it"),
    _ours("partners.count", "how many to ask is ours to choose"),
    _ours("partners.audience", "whom to ask is ours to choose"),
    _ours("partners.every", "how often they post is agreed with them"),
    _ours("partners.fee", "what to pay is agreed with them"),
    _measured("partners.agree", "asking them", "the answer is a letter away"),
    _measured("partners.overlap", "the two lists of followers, laid side by side", _LIST),
    # Money.
    _measured("money.ad_price", "the platform's own estimate, or a small campaign", "a price", price=True),
    _measured("money.*", "the client's books", _BOOKS, price=True),
)  # fmt: skip


@cache
def role(path: str) -> Role:
    """The role of a lever. Raises KeyError for a path that the table does not know."""
    for each in ROLES:
        if fnmatchcase(path, each.pattern):
            return each
    raise KeyError(path)
