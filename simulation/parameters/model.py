"""Every lever of the model, declared once, grouped by what it describes.

One lever is one entry of a table: type, default, bounds, unit, label, help, evidence.
"""

from typing import Any, Literal, Self

from pydantic import model_validator

from simulation.errors import UserError
from simulation.parameters.lever import ActiveIf, Levers, active_if, lever, section

CHANCE: dict[str, Any] = {"low": 0.0, "high": 1.0, "step": 0.001, "unit": "chance"}
SHARE: dict[str, Any] = {"low": 0.0, "high": 1.0, "step": 0.01, "unit": "share"}
MAX_ACCOUNTS = 100_000_000

_RANKED = active_if("feed.strength", why="the feed is chronological")
_PENALISED = active_if("feed.ratio_penalty", why="following many has no penalty")
_ANSWERED = active_if("dialogue.hours", why="nobody is answered")


def _there(kind: str, *joining: str) -> ActiveIf:
    """The condition that there is a kind of follower, at the start or joining later."""
    return active_if(f"followers.{kind}.size", *joining, why="there is nobody of this kind")


# fmt: off


class People(Levers):
    """A kind of people: how many are real, what they do with a post, how many follow them."""

    real: float = lever(0.8, **SHARE, plausible=(0.55, 0.95), label="Real people",
        help="0: all are fake or abandoned accounts, which never notice a post. 1: every account is a person.",
        evidence="sparktoro", against="varol")
    see: float = lever(0.05, **CHANCE, plausible=(0.02, 0.10), label="Chance to notice a post",
        help="0: they never notice our posts. 1: they notice every one. The chance holds at the closeness they start with.",
        evidence="sullivan", against="flat")
    share: float = lever(0.02, **CHANCE, plausible=(0.003, 0.03), label="Chance to share, once noticed",
        help="0: nobody shares our posts. 1: everyone who notices a post of usual appeal shares it with their own followers.",
        evidence="auspol", against="romero")
    like: float = lever(0.08, **CHANCE, plausible=(0.06, 0.12), label="Chance to like, once noticed",
        help="0: nobody likes our posts. 1: everyone who notices a post of usual appeal likes it.",
        evidence="brand538")
    reply: float = lever(0.005, **CHANCE, plausible=(0.002, 0.017), label="Chance to reply, once noticed",
        help="0: nobody replies. 1: everyone who notices a post of usual appeal replies and waits for an answer.",
        evidence="brand538")
    click: float = lever(0.01, **CHANCE, plausible=(0.003, 0.02), label="Chance to click, once noticed",
        help="0: nobody follows the link. 1: everyone who notices a post of usual appeal clicks.",
        evidence="tiers", against="gabielkov")
    buy: float = lever(0.007, **CHANCE, plausible=(0.005, 0.012), label="Chance to buy, once clicked",
        help="0: clicks never become orders. 1: every click is an order.",
        evidence="monetate")
    interest: float = lever(0.2, **SHARE, plausible=(0.05, 0.9), label="Interested in our niche",
        help="0: none of them cares about our subject. 1: all of them belong to our niche.",
        evidence="assumption")
    audience: float = lever(61.0, 0.0, float(MAX_ACCOUNTS), step=1.0, unit="followers", plausible=(19.0, 852.0),
        label="Their own followers (median)",
        help="0: nobody follows them. Millions: they are celebrities.",
        evidence="bruner")
    audience_spread: float = lever(1.65, 0.0, 4.0, step=0.05, plausible=(1.5, 2.1),
        label="Spread of their own followers",
        help="0: each has exactly the median. 2: a few have a thousand times more than most. It is the standard deviation of the logarithm.",
        evidence="bruner")


class Group(People):
    """A kind of follower of ours: also how many there are, and how close they are to us."""

    size: int = lever(0, 0, MAX_ACCOUNTS, step=10, unit="accounts", label="How many",
        help="0: there are none of this kind. More followers notice us first-hand.",
        evidence="setting")
    closeness: float = lever(0.1, **SHARE, plausible=(0.0, 0.6), label="Closeness at the start",
        help="0: strangers. 1: as close to us as possible. Answers raise closeness, silence lowers it.",
        evidence="assumption")
    ordinary: bool = lever(False, label="Audience-size discount applies",
        help="Off: their chances hold as given. On: their chances hold at 1,000 followers of ours, and are lower when we have more and higher when we have fewer.",
        evidence="auspol", against="flat")
    mentions: float = lever(0.0, 0.0, 10.0, step=0.001, unit="a day each", plausible=(0.0, 0.05),
        label="Unprompted mentions",
        help="0: they never write first. 1: each of them mentions us once a day and waits for an answer.",
        evidence="assumption")
    price: float = lever(0.0, 0.0, 10_000.0, step=0.001, unit="$ each", plausible=(0.0, 0.02),
        label="Cost of one follower",
        help="0: they came for free. Bought followers cost a cent or two; followers won by other means may cost dollars.",
        evidence="barracuda")


class Followers(Levers):
    """Our followers at the start, kind by kind."""

    fans: Group = section(
        Group(size=100, real=1.0, see=0.15, share=0.06, like=0.24, reply=0.03, click=0.03,
              buy=0.02, interest=0.8, closeness=0.6),
        _there("fans"))
    casual: Group = section(
        Group(size=900),
        _there("casual", "public.follow"))  # newcomers act like casual followers
    followbacks: Group = section(
        Group(see=0.01, share=0.01, like=0.04, reply=0.002, click=0.003, buy=0.002, interest=0.05,
              closeness=0.0),
        _there("followbacks", "weed.days"))
    bought: Group = section(
        Group(real=0.0, interest=0.0, closeness=0.0, audience=1.0, audience_spread=0.5, price=0.018),
        _there("bought"))
    partners: Group = section(
        Group(real=1.0, see=0.25, share=0.15, interest=0.8, closeness=0.8, audience=5_000.0,
              audience_spread=1.0),
        _there("partners"))
    celebrities: Group = section(
        Group(real=1.0, see=0.02, share=0.001, interest=0.05, closeness=0.0, audience=1_000_000.0,
              audience_spread=0.0),
        _there("celebrities"))


class Public(People):
    """The public: everyone who does not follow us (yet)."""

    see: float = lever(0.05, **CHANCE, plausible=(0.02, 0.10), label="Chance to notice a shared post",
        help="0: word of mouth ends at once. The chance holds for a sharer with 1,000 followers; it is slightly lower for larger audiences.",
        evidence="sullivan")
    share: float = lever(0.025, **CHANCE, plausible=(0.003, 0.03), label="Chance to share, once noticed",
        help="0: nobody beyond our followers shares our posts. Higher: posts travel further, up to the limit on onward sharing.",
        evidence="r_trees", against="romero")
    interest: float = lever(0.05, **SHARE, plausible=(0.01, 0.3), label="Interested in our niche",
        help="0: nobody outside our followers cares about our subject. 1: everyone belongs to our niche.",
        evidence="assumption")
    follow: float = lever(0.002, **CHANCE, plausible=(0.0005, 0.01), label="Chance to follow us, once noticed",
        help="0: nobody new ever follows. 1: everyone who notices a post follows us. New followers act like casual followers and keep their own interest and audience.",
        evidence="assumption")
    off_niche: float = lever(1.0, **SHARE, plausible=(0.2, 1.0), label="Readiness to act outside the niche",
        help="1: people outside our niche act on a post like anyone else. 0: only people of the niche ever share, like, reply, click or follow.",
        evidence="goel_topic")


class Network(Levers):
    """The network: who follows whom."""

    kind: Literal["random", "communities", "small world", "hubs", "table"] = lever("communities",
        label="Kind of network",
        help="random: ties go anywhere. communities: most ties stay within a community. small world: most ties go to neighbours on a ring. hubs: most ties go to a well-followed core. table: a real list of ties.",
        evidence="higgs")
    population: int = lever(50_000, 10, MAX_ACCOUNTS, step=1_000, unit="accounts", label="Accounts simulated",
        help="Everyone our posts could reach, our followers among them. A small population fills up, a large one does not.",
        evidence="setting")
    within: float = lever(0.83, **SHARE, plausible=(0.7, 0.9), label="Ties within the community",
        help="0: ties go anywhere. 1: no tie leaves the community (on the other kinds of network: the core, the neighbours).",
        evidence="higgs")
    community_size: int = lever(1_000, 2, 1_000_000, step=50, unit="accounts", plausible=(100, 10_000),
        label="Size of a community",
        help="Small: word of mouth soon meets people who know already. Large: it keeps finding new people.",
        evidence="assumption")
    clustering: float = lever(0.5, **SHARE, plausible=(0.0, 0.9), label="Clustering of the niche",
        help="0: people of the niche are spread evenly among all others. 1: they live in communities of their own.",
        evidence="weng")
    tail_from: float = lever(3_000.0, 1.0, 1e8, step=100.0, unit="followers", plausible=(1_000.0, 10_000.0),
        label="Start of the power law",
        help="Below this number, follower counts are lognormal; above it, they follow a power law.",
        evidence="bruner")
    tail_exponent: float = lever(1.28, 0.5, 5.0, step=0.01, plausible=(0.95, 1.3), label="Power-law exponent of follower counts",
        help="1: giant accounts are common. 3: giant accounts are rare. The share of accounts above a size falls with the size to this power; most sources give the exponent plus one.",
        evidence="kwak", against="tail47k")
    discount: float = lever(0.6, 0.0, 1.0, step=0.01, plausible=(0.45, 0.70), label="Audience-size discount",
        help="0: size does not matter. 1: in an audience ten times as large, each person does a tenth as much. Neutral at 1,000 followers: people in smaller audiences do more, in larger ones less.",
        evidence="auspol", against="flat")
    looks_away: float = lever(0.25, **SHARE, plausible=(0.0, 0.5), label="Share of the discount on noticing",
        help="0: people in a large audience notice as much as in a small one, and act less on it. 1: they act as readily, and notice less.",
        evidence="ogilvy", against="auspol",
        active_if=active_if("network.discount", why="there is no discount"))
    onward_cap: float = lever(0.9, 0.0, 10.0, step=0.05, plausible=(0.03, 0.95), label="Limit on onward sharing",
        help="The highest average number of further sharers that one sharer may bring. Below 1 every cascade dies out; above 1 a cascade can keep growing.",
        evidence="r_trees", against="goel")
    large: int = lever(10_000, 1, MAX_ACCOUNTS, step=1_000, unit="followers", label="Followers that make an audience large",
        help="A sharer with at least this many followers counts as one with a large audience in the results.",
        evidence="setting")
    table: str = lever("", max_length=1_000, label="List of ties",
        help="For the kind 'table': the name of a shipped network (congress), or a file with follower,followed on each line.",
        evidence="congress")
    us: str = lever("", max_length=200, label="Our account in the list",
        help="The account of the list that posts. Empty: the account with the most followers.",
        evidence="setting")


class Posts(Levers):
    """Our posts, and how people come across them."""

    count: int = lever(12, 1, 2_000, step=1, unit="posts", label="Posts",
        help="1: a single post. Hundreds: a campaign, of which followers may tire.",
        evidence="setting")
    every: float = lever(48.0, 0.1, 2_000.0, step=1.0, unit="hours", label="Hours between posts",
        help="1: a post every hour. 168: a post a week.",
        evidence="setting")
    hour: float = lever(9.0, 0.0, 24.0, step=0.5, unit="o'clock", label="Hour of the first post",
        help="0: midnight. 9: 9 a.m., when answering starts by default.",
        evidence="setting")
    minutes: float = lever(20.0, 0.0, 1_000.0, step=1.0, unit="minutes", label="Minutes of work on one post",
        help="0: posting takes no time. Higher: the time for each post is paid by the hour.",
        evidence="assumption")
    appeal: float = lever(1.0, 0.0, 100.0, step=0.1, unit="times the average", plausible=(0.1, 10.0), label="Appeal of our posts",
        help="1: as good as the posts of an average account. 2: our own followers are twice as ready to like, reply, click and share. 0: they never do.",
        evidence="auspol")
    appeal_spread: float = lever(1.0, 0.0, 3.0, step=0.05, plausible=(0.6, 1.5), label="Spread of post appeal",
        help="0: every post is as good as the next. 1.5: a few posts are hits and most fall flat. It acts on our own followers only.",
        evidence="brand538")
    pull_spread: float = lever(1.4, 0.0, 3.0, step=0.05, plausible=(1.0, 1.7), label="Differences between sharers",
        help="0: people act the same for every sharer who shows them a post. 1.5: a few sharers carry a post far, most carry it nowhere. The size of their audience comes on top.",
        evidence="trees_fit")
    second_look: float = lever(1.5, 1.0, 10.0, step=0.1, plausible=(1.0, 2.0), label="Effect of seeing a post again",
        help="1: seeing a post again changes nothing. 2: it doubles the chance to share. Further looks add nothing.",
        evidence="bao", against="hodas")
    chance_per: Literal["person", "tie"] = lever("person", label="Sharing is decided once per",
        help="person: everyone decides once. tie: each friend who shows the post is a new chance (the independent cascade model).",
        evidence="bao", against="hodas")
    delay: float = lever(27.8, 0.01, 10_000.0, step=1.0, unit="minutes", plausible=(13.5, 120.0), label="Minutes until noticed (median)",
        help="Short: posts are noticed soon after they appear. Long: people keep coming across them for days.",
        evidence="zaman", against="seismic")
    delay_spread: float = lever(2.0, 0.0, 4.0, step=0.05, plausible=(2.0, 2.6), label="Spread of the time until noticed",
        help="0: everyone takes the median time. 2: minutes for some people, days for others.",
        evidence="zaman_fit", against="seismic")


class Feed(Levers):
    """The feed: how visible the platform makes our posts."""

    strength: float = lever(0.0, 0.0, 2.0, step=0.05, plausible=(0.0, 1.0), label="Ranking by engagement",
        help="0: a chronological feed. 1: half the usual engagement per follower means half the visibility.",
        evidence="assumption")
    usual: float = lever(0.0039, 0.00001, 1.0, step=0.0001, unit="per follower and post", plausible=(0.00015, 0.0039),
        label="Usual engagement",
        help="Likes, replies, shares and clicks that the platform sees elsewhere. Lower: we look better than other accounts. Higher: we look worse.",
        evidence="rivaliq",
        active_if=_RANKED)
    memory: float = lever(5.0, 1.0, 100.0, step=1.0, unit="posts", label="Posts the ranking remembers",
        help="1: only the last post counts. 100: our standing changes slowly.",
        evidence="assumption",
        active_if=_RANKED)
    floor: float = lever(0.2, 0.0, 1.0, step=0.05, unit="times", label="Lowest visibility",
        help="0: ranking can hide a post completely. 1: ranking never lowers visibility. The penalty for following many comes on top.",
        evidence="assumption",
        active_if=_RANKED)
    ceiling: float = lever(3.0, 1.0, 20.0, step=0.5, unit="times", label="Highest visibility",
        help="1: ranking never raises visibility. 20: a favoured account is shown up to 20 times as often.",
        evidence="assumption",
        active_if=_RANKED)
    ratio_penalty: bool = lever(False, label="Penalty for following many",
        help="On: an account that follows many others, and has few followers for that, is shown less.",
        evidence="twitter_ratio")
    ratio_from: int = lever(500, 0, MAX_ACCOUNTS, step=50, unit="accounts", label="Follows free of penalty",
        help="0: the ratio alone decides. Higher: an account that follows at most this many others has no penalty.",
        evidence="twitter_ratio",
        active_if=_PENALISED)
    ratio_free: float = lever(0.6, 0.0, 100.0, step=0.05, unit="follows per follower", label="Ratio free of penalty",
        help="0: above the free number, every follow counts. 1: an account may follow as many others as follow it.",
        evidence="twitter_ratio",
        active_if=_PENALISED)
    ratio_steepness: float = lever(5.0, 0.0, 100.0, step=0.5, label="Steepness of the penalty",
        help="0: no penalty. 5: at a ratio 0.2 above the free one, visibility falls to 37% (exp(-5 x 0.2)).",
        evidence="twitter_ratio",
        active_if=_PENALISED)
    following: int = lever(200, 0, MAX_ACCOUNTS, step=50, unit="accounts", label="Accounts we follow at the start",
        help="0: we follow nobody. Thousands: the penalty for following many and the platform's follow limits may apply.",
        evidence="setting",
        active_if=active_if("feed.ratio_penalty", "weed.days", why="nothing depends on whom we follow"))


class Dialogue(Levers):
    """Dialogue: answering replies and mentions, and what an answer does."""

    hours: float = lever(1.0, 0.0, 24.0, step=0.25, unit="hours a day", label="Hours spent answering",
        help="0: nobody is ever answered. 8: a full working day, which is paid.",
        evidence="setting")
    opens: float = lever(9.0, 0.0, 23.75, step=0.25, unit="o'clock", label="Answering starts at",
        help="Messages outside working hours wait. The sooner an answer comes, the more it does.",
        evidence="setting",
        active_if=_ANSWERED)
    minutes: float = lever(3.0, 0.1, 240.0, step=0.5, unit="minutes", label="Minutes per answer",
        help="Short: many quick answers. Long: a few careful ones.",
        evidence="assumption",
        active_if=_ANSWERED)
    patience: float = lever(24.0, 0.1, 1_000.0, step=1.0, unit="hours", label="Patience",
        help="Short: people who are not answered soon give up. Long: old messages keep waiting.",
        evidence="assumption")
    order: Literal["first come", "closest first"] = lever("first come", label="Order of answering",
        help="first come: in the order in which messages arrive. closest first: the people closest to us come first (triage).",
        evidence="setting",
        active_if=_ANSWERED)
    answer_gain: float = lever(0.2, **SHARE, plausible=(0.02, 0.4), label="Closeness from an instant answer",
        help="0: answers change nothing. 1: one instant answer brings full closeness. In between, it closes this share of the gap to full closeness.",
        evidence="ams", against="shi",
        active_if=_ANSWERED)
    fades: float = lever(27.5, 0.1, 10_000.0, step=0.5, unit="minutes", plausible=(10.0, 120.0), label="Minutes until the effect fades",
        help="Short: only fast answers count. Long: a late answer does as much as a fast one.",
        evidence="ams",
        active_if=_ANSWERED)
    late: float = lever(0.12, **SHARE, plausible=(0.0, 0.5), label="Effect of a late answer",
        help="0: a late answer does nothing. 1: it does as much as an instant one.",
        evidence="ams",
        active_if=_ANSWERED)
    silence_loss: float = lever(0.05, **SHARE, plausible=(0.0, 0.2), label="Closeness lost to silence",
        help="0: nobody minds being ignored. 1: one unanswered message ends the relationship.",
        evidence="assumption")
    see_gain: float = lever(1.0, 0.0, 10.0, step=0.1, unit="times", plausible=(0.0, 3.0), label="Effect of closeness on noticing",
        help="0: closeness does not change the chance to notice. 1: going from stranger to full closeness doubles it.",
        evidence="fortune", against="shi")
    share_gain: float = lever(2.2, 0.0, 10.0, step=0.1, unit="times", plausible=(0.0, 3.0), label="Effect of closeness on sharing",
        help="0: no effect. 2.2: an instant answer to a stranger raises the chance to share by 44%.",
        evidence="ams", against="shi")
    buy_gain: float = lever(0.5, 0.0, 10.0, step=0.1, unit="times", plausible=(0.15, 1.0), label="Effect of closeness on buying",
        help="0: no effect. 0.5: an instant answer to a stranger raises the chance to buy by 10%.",
        evidence="ams")
    onlookers: int = lever(5, 0, 100_000, step=1, unit="followers", label="Onlookers per answer",
        help="0: answers are private. Thousands: every answer is read by many followers.",
        evidence="assumption",
        active_if=_ANSWERED)
    onlooker_gain: float = lever(0.01, **SHARE, plausible=(0.0, 0.05), label="Closeness an onlooker gains",
        help="0: reading along changes nothing. 1: one answer brings every onlooker full closeness.",
        evidence="assumption",
        active_if=active_if("dialogue.onlookers", why="answers have no onlookers"))
    close_from: float = lever(0.5, **SHARE, label="Closeness that counts as close",
        help="Followers with at least this closeness count as close in the results.",
        evidence="setting")


class Fatigue(Levers):
    """Fatigue: followers tire of too many posts."""

    bears: float = lever(7.0, 0.0, 1_000.0, step=1.0, unit="posts a week", plausible=(3.0, 21.0), label="Posts a stranger accepts",
        help="Beyond this number a week, followers tire. 0: every post tires them.",
        evidence="assumption")
    bears_close: float = lever(14.0, 0.0, 1_000.0, step=1.0, unit="posts a week", plausible=(0.0, 35.0), label="Further posts accepted when close",
        help="0: close followers tire as soon as strangers. Higher: the closer they are, the more posts they accept.",
        evidence="assumption")
    drop: float = lever(0.05, **SHARE, plausible=(0.0, 0.15), label="Attention lost per post too many",
        help="0: nobody tires. 1: after one post too many nobody looks.",
        evidence="assumption")
    unfollow: float = lever(0.002, **CHANCE, plausible=(0.0, 0.01), label="Chance to unfollow per post too many",
        help="0: nobody leaves. Chance that a follower unfollows, for each post beyond their weekly limit.",
        evidence="kwak_unfollow")
    cooldown: float = lever(0.0, **SHARE, plausible=(0.0, 0.6), label="Attention lost right after a post",
        help="0: a post does not suffer from the one before. 1: a post right after another is not noticed. The loss fades with the hours between posts; it acts on our own followers only.",
        evidence="crowding")
    cooldown_hours: float = lever(24.0, 0.1, 1_000.0, step=1.0, unit="hours", plausible=(6.0, 48.0), label="Hours until attention recovers",
        help="Short: only posts in quick succession suffer. Long: daily posts suffer too.",
        evidence="crowding",
        active_if=active_if("fatigue.cooldown", why="no attention is lost right after a post"))


class Growth(Levers):
    """Growth: attraction, advertising, bought followers and the purge of fakes."""

    attract: float = lever(0.0, 0.0, 2.0, step=0.05, plausible=(0.0, 0.5), label="Effect of our follower count",
        help="0: nobody follows us because others do. 1: with ten times the followers, newcomers are ten times as likely to follow (1,000 is neutral).",
        evidence="assumption")
    ad_views: int = lever(0, 0, 10_000_000, step=100, unit="views a post", label="Advertising",
        help="0: no advertising. Each view shows the post to one stranger.",
        evidence="setting")
    bought_day: float = lever(0.0, 0.0, 3_650.0, step=1.0, unit="day", label="Bought followers arrive on day",
        help="0: they are there from the start. Otherwise the day on which they arrive.",
        evidence="setting",
        active_if=active_if("followers.bought.size", why="there are no bought followers"))
    purge_day: float = lever(0.0, 0.0, 3_650.0, step=1.0, unit="day", label="Platform purges fakes on day",
        help="0: never. Otherwise the day on which fake followers are deleted.",
        evidence="setting")
    purge_share: float = lever(0.5, **SHARE, plausible=(0.1, 1.0), label="Fakes that a purge finds",
        help="0: it finds none. 1: every fake follower is deleted.",
        evidence="assumption",
        active_if=active_if("growth.purge_day", why="there is no purge"))


class Weed(Levers):
    """Follow-and-weed: following strangers so that they follow back, and unfollowing them later."""

    days: int = lever(0, 0, 3_650, step=1, unit="days", label="Days of follow-and-weed",
        help="0: we do not play this game. 14: two weeks of it.",
        evidence="setting")
    per_day: int = lever(400, 0, 1_000, step=10, unit="follows a day", label="Planned follows",
        help="The number we would like to follow each day; the platform's limits may allow fewer.",
        evidence="setting")
    daily_cap: int = lever(400, 0, 1_000, step=10, unit="follows a day", plausible=(400, 1_000), label="Platform's daily limit",
        help="400 since 2019, 1,000 before. Lower: fewer accounts followed a day.",
        evidence="caps")
    free_follows: int = lever(2_000, 0, MAX_ACCOUNTS, step=100, unit="accounts", label="Follows allowed without a ratio",
        help="Up to this number of follows the platform asks for no ratio to followers.",
        evidence="caps")
    ratio: float = lever(0.10, 0.0, 10.0, step=0.01, unit="share", label="Follows allowed above followers",
        help="Past the number allowed without a ratio, 0.1 allows at most 10% more follows than followers.",
        evidence="caps")
    follow_back: float = lever(0.17, **CHANCE, plausible=(0.10, 0.25), label="Chance to follow us back",
        help="0: nobody does. 1: every person does. They act like follow-backs and keep their own interest and audience.",
        evidence="anecdote")
    after: float = lever(3.0, 0.0, 3_650.0, step=1.0, unit="days", label="Days until we unfollow",
        help="0: we never unfollow anyone. Higher: the accounts we followed stay on our list for longer.",
        evidence="setting")
    stay: float = lever(0.18, **CHANCE, plausible=(0.1, 0.5), label="Chance to stay when unfollowed",
        help="0: everyone we unfollow leaves us in turn. 1: nobody notices.",
        evidence="anecdote",
        active_if=active_if("weed.after", why="nobody is unfollowed"))
    seconds: float = lever(5.0, 0.0, 600.0, step=1.0, unit="seconds", label="Seconds of work per follow",
        help="0: a robot does it for nothing. Higher: the time for each follow is paid by the hour.",
        evidence="assumption")


class Partners(Levers):
    """Partners: accounts that share our posts with an audience of their own."""

    count: int = lever(0, 0, 200, step=1, unit="partners", label="Partners asked",
        help="0: we go alone. Many: each partner who agrees shows our posts to an audience of their own.",
        evidence="setting")
    agree: float = lever(0.5, **CHANCE, plausible=(0.1, 0.9), label="Chance that a partner agrees",
        help="0: all refuse. 1: all agree.",
        evidence="assumption")
    audience: int = lever(5_000, 0, MAX_ACCOUNTS, step=100, unit="followers", label="Audience of a partner",
        help="The people to whom one partner shows our posts. The audience-size discount applies.",
        evidence="setting")
    overlap: float = lever(0.2, **SHARE, plausible=(0.0, 0.8), label="Overlap with our followers",
        help="0: the partner's audience is all new to us. 1: all our followers follow the partner too, or the partner's whole audience follows us.",
        evidence="assumption")
    every: int = lever(1, 1, 2_000, step=1, unit="posts", label="Partner shares one post in every",
        help="1: partners share every post. 10: every tenth post.",
        evidence="setting")
    fee: float = lever(0.0, 0.0, 1e7, step=10.0, unit="$", label="Fee to a partner who agrees",
        help="0: partners do it as a favour. Higher: each partner who agrees is paid this once.",
        evidence="setting")


class Money(Levers):
    """Money: what the posts earn and what they cost."""

    order_value: float = lever(85.0, 0.0, 1e6, step=1.0, unit="$", plausible=(60.0, 120.0), label="Value of an order",
        help="What a customer pays for one order.",
        evidence="monetate")
    margin: float = lever(0.4, **SHARE, plausible=(0.1, 0.8), label="Margin",
        help="0: we sell at cost. 1: the whole order value stays with us.",
        evidence="assumption")
    wage: float = lever(25.0, 0.0, 10_000.0, step=1.0, unit="$ an hour", plausible=(10.0, 80.0), label="Cost of our time",
        help="0: our time is free. Higher: answering, writing posts and following are paid at this rate.",
        evidence="assumption")
    ad_price: float = lever(6.0, 0.0, 10_000.0, step=0.5, unit="$ per 1,000 views", plausible=(2.0, 15.0), label="Price of advertising",
        help="0: views are free. Higher: every view of a post by a stranger costs more.",
        evidence="assumption",
        active_if=active_if("growth.ad_views", why="there is no advertising"))


class Run(Levers):
    """Settings of a run: not part of a scenario, so that compared ones share their random draws."""

    seed: int = lever(1, 0, 2**63 - 1, step=1, label="Seed",
        help="Same seed: same random draws. Another seed: new random draws.",
        evidence="setting")
    worlds: int = lever(200, 1, 100_000, step=50, unit="runs", label="Simulated runs",
        help="More runs: narrower uncertainty about the results, and a longer wait.",
        evidence="setting")
    days: float = lever(28.0, 0.01, 3_650.0, step=1.0, unit="days", label="Days simulated",
        help="Anything that happens later is not counted.",
        evidence="setting")
    clock: Literal["swift", "live"] = lever("swift", label="Clock",
        help="swift: compiled, for hundreds of runs. live: SimPy, event by event. Both give the same results.",
        evidence="setting")
    memory: float = lever(4.0, 0.05, 1_024.0, step=0.5, unit="GB", label="Memory allowed",
        help="A simulation that would need more is refused before it starts.",
        evidence="setting")


# fmt: on


class Parameters(Levers):
    """One scenario: everything that is simulated, nothing about how it is run."""

    followers: Followers = section(Followers())
    public: Public = section(Public())
    network: Network = section(Network())
    posts: Posts = section(Posts())
    feed: Feed = section(Feed())
    dialogue: Dialogue = section(Dialogue())
    fatigue: Fatigue = section(Fatigue())
    growth: Growth = section(Growth())
    weed: Weed = section(Weed(), active_if("weed.days", why="nobody is followed"))
    partners: Partners = section(Partners(), active_if("partners.count", why="no partner is asked"))
    money: Money = section(Money())

    @model_validator(mode="after")
    def _fit_together(self) -> Self:
        """Checks across levers. On a table network sizes are only shares."""
        listed = sum(group.size for _, group in groups(self.followers))
        population = self.network.population
        if listed == 0:
            raise UserError("there are no followers: give at least one group a size of 1 or more")
        if self.network.kind == "table":
            if not self.network.table:
                raise UserError(
                    "{network.table} is empty: the kind of network 'table' needs a list of ties",
                    path="network.table",
                )
        elif listed > population:
            raise UserError(
                f"you have more followers ({listed:,}) than the simulated population "
                f"({population:,}): lower a group's size or raise {{network.population}}",
                path="network.population",
                value=population,
                legal=f"at least {listed:,}",
            )
        elif self.partners.count > 0 and self.partners.audience > population:
            raise UserError(
                f"{{partners.audience}} cannot be {self.partners.audience:,}: it must be at most "
                f"the simulated population, {{network.population}} = {population:,}",
                path="partners.audience",
                value=self.partners.audience,
                legal=f"at most {population:,}",
                fields=("network.population",),
            )
        return self


def groups(followers: Followers) -> list[tuple[str, Group]]:
    """The follower groups in their fixed order: name and traits."""
    return [(name, getattr(followers, name)) for name in Followers.model_fields]
