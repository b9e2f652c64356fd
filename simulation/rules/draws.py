"""Random draws of the rules: each purpose once, and the decision that each of its words makes.

An account draws under its stable id, see `network.stable_id`.
"""

from typing import NamedTuple

from simulation.compiling import inner
from simulation.network import stable_id
from simulation.randomness import (
    AGREE,
    APPEAL,
    DELAY,
    FOLLOW_BACK,
    FOLLOW_UP,
    MASK,
    MENTION,
    NOTICE,
    ONLOOKER,
    PULL,
    PURGE,
    REACT,
    SHARE_ALONG_TIE,
    STAY,
    STRANGER,
    TRAITS,
    Words,
    quantile,
    words,
)
from simulation.world.state import ONE, World


class TraitDraws(NamedTuple):
    """The words behind an account's traits."""

    real: int
    niche: int
    audience: int


class ReactionDraws(NamedTuple):
    """The words that decide on a reaction to a post."""

    share: int
    like: int
    reply: int
    click: int


class FollowUpDraws(NamedTuple):
    """The words that decide on what follows a click, or a look."""

    buy: int
    follow: int
    unfollow: int


class FollowBackDraws(NamedTuple):
    """The words that decide whether an account follows us back, and after what wait."""

    follows: int
    wait: int


class MentionDraws(NamedTuple):
    """The words for an unprompted mention: the wait until the next, and the author of this one."""

    wait: int
    author: int


NO_REACTION = ReactionDraws(0, 0, 0, 0)  # drawn for nobody: where nothing depends on it


@inner
def trait_draws(w: World, account: int) -> TraitDraws:
    """The traits of an account, the same for every post."""
    real, niche, audience, _ = words(w.key, TRAITS, 0, stable_id(w.net, account), 0)
    return TraitDraws(real, niche, audience)


@inner
def reaction_draws(w: World, post: int, account: int) -> ReactionDraws:
    """The reaction of an account to a post, drawn once, however often it notices the post."""
    share, like, reply, click = words(w.key, REACT, post, stable_id(w.net, account), 0)
    return ReactionDraws(share, like, reply, click)


@inner
def follow_up_draws(w: World, post: int, account: int) -> FollowUpDraws:
    """The follow-up of an account on a post."""
    buy, follow, unfollow, _ = words(w.key, FOLLOW_UP, post, stable_id(w.net, account), 0)
    return FollowUpDraws(buy, follow, unfollow)


@inner
def tie_share_draw(w: World, post: int, account: int, source: int) -> int:
    """The word that decides on sharing along one tie, where each tie is a chance of its own."""
    sharer = stable_id(w.net, source)
    return words(w.key, SHARE_ALONG_TIE, post, stable_id(w.net, account), sharer + 1)[0]


@inner
def notice_draw(w: World, post: int, source_id: int, number: int) -> int:
    """The word of follower `number` of a list, as `fill_draws` gives it for a whole burst."""
    four: Words = words(w.key, NOTICE, post, source_id, number >> 2)
    return four[number & 3]


@inner
def delay_draw(w: World, post: int, account: int, source: int) -> int:
    """The time until an account notices what a source shows it, in ms.

    It belongs to the tie, so another source that shows the post changes no other wait.
    """
    word = words(w.key, DELAY, post, stable_id(w.net, account), stable_id(w.net, source))[0]
    return quantile(w.plan.delays, word)


@inner
def appeal_draw(w: World, post: int) -> int:
    """The appeal of a post, in 1/ONE."""
    return quantile(w.plan.appeals, words(w.key, APPEAL, post, 0, 0)[0])


@inner
def pull_draw(w: World, post: int, sharer: int) -> float:
    """The pull of a sharer: how readily others act on what this one shows; 1 on average."""
    return quantile(w.plan.pulls, words(w.key, PULL, post, stable_id(w.net, sharer), 0)[0]) / ONE


@inner
def agree_draw(w: World, partner: int) -> int:
    """The word that decides whether a partner agrees."""
    return words(w.key, AGREE, 0, partner, 0)[0]


@inner
def purge_draw(w: World, account: int) -> int:
    """The word that decides whether a purge finds a fake account."""
    return words(w.key, PURGE, 0, stable_id(w.net, account), 0)[0]


@inner
def follow_back_draws(w: World, account: int) -> FollowBackDraws:
    """The answer of a stranger whom we followed."""
    follows, wait, _, _ = words(w.key, FOLLOW_BACK, 0, stable_id(w.net, account), 0)
    return FollowBackDraws(follows, wait)


@inner
def stay_draw(w: World, account: int) -> int:
    """The word that decides whether an account stays when we unfollow it."""
    return words(w.key, STAY, 0, stable_id(w.net, account), 0)[0]


@inner
def stranger_keys(w: World) -> Words:
    """The keys of the random order in which we follow strangers."""
    return words(w.key, STRANGER, 0, 0, 0)


@inner
def partner_keys(w: World, partner: int) -> Words:
    """The keys that pick a partner's audience."""
    return words(w.key, STRANGER, 0, partner, 0)


@inner
def viewer_keys(w: World, post: int) -> Words:
    """The keys that pick the strangers to whom a post is advertised."""
    return words(w.key, STRANGER, post, 0, 1)


@inner
def onlooker_draw(w: World, written: int, author_id: int, number: int) -> int:
    """The word that picks an onlooker of an answer.

    It belongs to the author's stable id and the time of writing, not to the order of messages.
    """
    return words(w.key, ONLOOKER, written & MASK, author_id, number)[0]


@inner
def mention_draws(w: World, group: int, number: int) -> MentionDraws:
    """The unprompted mention of a group with this number."""
    wait, author, _, _ = words(w.key, MENTION, 0, group, number)
    return MentionDraws(wait, author)
