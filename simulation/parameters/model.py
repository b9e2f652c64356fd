"""Every lever of the model, once, grouped by what it describes."""

from typing import Any, Literal, Self

from pydantic import Field, model_validator

from simulation.parameters.lever import Levers, lever

CHANCE: dict[str, Any] = {"low": 0.0, "high": 1.0, "step": 0.001, "unit": "chance"}
SHARE: dict[str, Any] = {"low": 0.0, "high": 1.0, "step": 0.01, "unit": "share"}
MAX_ACCOUNTS = 100_000_000


class People(Levers):
    """A kind of people: how real they are, what they do with a post, who listens to them."""

    real: float = lever(0.8, **SHARE, plausible=(0.55, 0.95), label="Real people",
        help="0: all fake or abandoned, nobody ever sees a post. 1: every one is a person.",
        evidence="sparktoro", against="varol")  # fmt: skip
    see: float = lever(0.05, **CHANCE, plausible=(0.02, 0.10), label="Notice a post",
        help="0: never see our posts. 1: see every one. It holds at the closeness they start with.",
        evidence="sullivan", against="flat")  # fmt: skip
    share: float = lever(0.02, **CHANCE, plausible=(0.003, 0.03), label="Pass it on, once seen",
        help="0: nobody repeats us. 1: everybody who sees a post of usual appeal shows it to their own followers.",
        evidence="auspol", against="romero")  # fmt: skip
    like: float = lever(0.08, **CHANCE, plausible=(0.06, 0.12), label="Like it, once seen",
        help="0: nobody likes. 1: everybody who sees a post of usual appeal likes it.",
        evidence="brand538")  # fmt: skip
    reply: float = lever(0.005, **CHANCE, plausible=(0.002, 0.017), label="Reply, once seen",
        help="0: silence. 1: everybody who sees a post of usual appeal writes back and waits for an answer.",
        evidence="brand538")  # fmt: skip
    click: float = lever(0.01, **CHANCE, plausible=(0.003, 0.02), label="Click, once seen",
        help="0: nobody follows the link. 1: everybody who sees a post of usual appeal clicks.",
        evidence="tiers", against="gabielkov")  # fmt: skip
    buy: float = lever(0.007, **CHANCE, plausible=(0.005, 0.012), label="Buy, once clicked",
        help="0: never customers. 1: every click is an order.",
        evidence="monetate")  # fmt: skip
    interest: float = lever(0.2, **SHARE, plausible=(0.05, 0.9), label="In our niche",
        help="0: none of them cares for our subject. 1: all of them belong to the niche.",
        evidence="assumption")  # fmt: skip
    audience: float = lever(61.0, 0.0, float(MAX_ACCOUNTS), step=1.0, unit="followers", plausible=(19.0, 852.0),
        label="Their own followers (median)",
        help="0: nobody listens to them. Millions: celebrities.",
        evidence="bruner")  # fmt: skip
    audience_spread: float = lever(1.65, 0.0, 4.0, step=0.05, plausible=(1.5, 2.1),
        label="How unequal their followings are",
        help="0: each has exactly the median. 2: a few have a thousand times more than most.",
        evidence="bruner")  # fmt: skip


class Group(People):
    """A kind of follower of ours: besides, how many there are and how they stand to us."""

    size: int = lever(0, 0, MAX_ACCOUNTS, step=10, unit="accounts", label="How many",
        help="0: there are none of this kind. More followers hear us first-hand.",
        evidence="setting")  # fmt: skip
    closeness: float = lever(0.1, **SHARE, plausible=(0.0, 0.6), label="Closeness at the start",
        help="0: strangers. 1: as close to us as can be. Answers raise it, silence lowers it.",
        evidence="assumption")  # fmt: skip
    ordinary: bool = lever(False, label="An ordinary crowd",
        help="Off: what they do with a post holds as given. On: it is that of an account with 1,000 followers, less when we have more and higher when we have fewer.",
        evidence="auspol", against="flat")  # fmt: skip
    mentions: float = lever(0.0, 0.0, 10.0, step=0.001, unit="a day each", plausible=(0.0, 0.05),
        label="Unprompted mentions",
        help="0: they never write first. 1: each of them mentions us daily, and it lands on our desk.",
        evidence="assumption")  # fmt: skip
    price: float = lever(0.0, 0.0, 10_000.0, step=0.001, unit="$ each", plausible=(0.0, 0.02),
        label="What one of them cost to get",
        help="0: they came for nothing. Bought ones cost a cent or two, won ones may cost dollars.",
        evidence="barracuda")  # fmt: skip


class Followers(Levers):
    """Our followers when the run begins, by kind."""

    fans: Group = Group(size=100, real=1.0, see=0.15, share=0.06, like=0.24, reply=0.03, click=0.03,
                        buy=0.02, interest=0.8, closeness=0.6)  # fmt: skip
    casual: Group = Group(size=900)
    followbacks: Group = Group(see=0.01, share=0.01, like=0.04, reply=0.002, click=0.003, buy=0.002,
                               interest=0.05, closeness=0.0)  # fmt: skip
    bought: Group = Group(real=0.0, interest=0.0, closeness=0.0, audience=1.0, audience_spread=0.5,
                          price=0.018)  # fmt: skip
    partners: Group = Group(real=1.0, see=0.25, share=0.15, interest=0.8, closeness=0.8,
                            audience=5_000.0, audience_spread=1.0)  # fmt: skip
    celebrities: Group = Group(real=1.0, see=0.02, share=0.001, interest=0.05, closeness=0.0,
                               audience=1_000_000.0, audience_spread=0.0)  # fmt: skip


class Public(People):
    """Everybody who does not follow us (yet)."""

    see: float = lever(0.05, **CHANCE, plausible=(0.02, 0.10), label="Notice what a sharer shows them",
        help="0: word of mouth dies at once. The chance is for a sharer of 1,000 followers; size changes it a little.",
        evidence="sullivan")  # fmt: skip
    share: float = lever(0.025, **CHANCE, plausible=(0.003, 0.03), label="Pass it on, once seen",
        help="0: nobody beyond our followers repeats us. Higher: the word travels on, up to the limit of onward sharing.",
        evidence="r_trees", against="romero")  # fmt: skip
    interest: float = lever(0.05, **SHARE, plausible=(0.01, 0.3), label="In our niche",
        help="0: nobody out there cares for our subject. 1: everybody belongs to the niche.",
        evidence="assumption")  # fmt: skip
    follow: float = lever(0.002, **CHANCE, plausible=(0.0005, 0.01), label="Follow us, once seen",
        help="0: nobody new ever follows. 1: everybody who sees a post does. Newcomers act like casual followers and stay who they are: niche, audience.",
        evidence="assumption")  # fmt: skip
    off_niche: float = lever(1.0, **SHARE, plausible=(0.2, 1.0), label="Readiness of those outside the niche",
        help="1: they act on a post like anybody. 0: only people of the niche ever pass on, like, reply, click or follow.",
        evidence="goel_topic")  # fmt: skip


class Network(Levers):
    """Who follows whom."""

    kind: Literal["random", "communities", "small world", "hubs", "table"] = lever("communities",
        label="Kind of network",
        help="random: ties go anywhere. communities: most stay among one's own. small world: neighbours on a ring. hubs: most go to a well-followed core. table: a real list of ties.",
        evidence="higgs")  # fmt: skip
    population: int = lever(50_000, 10, MAX_ACCOUNTS, step=1_000, unit="accounts", label="Accounts in the world",
        help="Everybody the word could reach, our followers among them. Small worlds fill up, large ones do not.",
        evidence="setting")  # fmt: skip
    within: float = lever(0.83, **SHARE, plausible=(0.7, 0.9), label="Ties that stay close",
        help="0: everybody follows anybody. 1: nobody follows outside the community (the core, the neighbours).",
        evidence="higgs")  # fmt: skip
    community_size: int = lever(1_000, 2, 1_000_000, step=50, unit="accounts", plausible=(100, 10_000),
        label="Size of a community",
        help="Small: word of mouth soon meets people who have heard. Large: it finds new ones.",
        evidence="assumption")  # fmt: skip
    clustering: float = lever(0.5, **SHARE, plausible=(0.0, 0.9), label="Niche people keep together",
        help="0: people of the niche live evenly among all. 1: they have communities of their own.",
        evidence="weng")  # fmt: skip
    tail_from: float = lever(3_000.0, 1.0, 1e8, step=100.0, unit="followers", plausible=(1_000.0, 10_000.0),
        label="The very popular begin at",
        help="Below, followings are lognormal; above, a power law takes over.",
        evidence="bruner")  # fmt: skip
    tail_exponent: float = lever(1.28, 0.5, 5.0, step=0.01, plausible=(0.95, 1.3), label="Tail exponent of followings",
        help="1: giants are common. 3: giants hardly occur. It is the power at which the share of accounts above a size falls, one less than the exponent that most sources give.",
        evidence="kwak", against="tail47k")  # fmt: skip
    discount: float = lever(0.6, 0.0, 1.0, step=0.01, plausible=(0.45, 0.70), label="Size discount",
        help="0: size does not matter. 1: ten times the followers, a tenth of what each of them does. Neutral at 1,000 followers: smaller accounts get more, larger ones less.",
        evidence="auspol", against="flat")  # fmt: skip
    looks_away: float = lever(0.25, **SHARE, plausible=(0.0, 0.5), label="Part of the discount in noticing",
        help="0: a large crowd sees as much of us as a small one, and acts less on it. 1: it acts as readily, and sees less.",
        evidence="ogilvy", against="auspol")  # fmt: skip
    onward_cap: float = lever(0.9, 0.0, 10.0, step=0.05, plausible=(0.03, 0.95), label="Limit of onward sharing",
        help="The most sharers that one sharer may find on average. Below 1 every wave dies out; above, it runs away.",
        evidence="r_trees", against="goel")  # fmt: skip
    large: int = lever(10_000, 1, MAX_ACCOUNTS, step=1_000, unit="followers", label="A large audience means",
        help="From this many followers on, a sharer counts as somebody with a large audience.",
        evidence="setting")  # fmt: skip
    table: str = lever("", max_length=1_000, label="List of ties",
        help="For the kind 'table': the name of a shipped network (congress) or a file of follower,followed.",
        evidence="congress")  # fmt: skip
    us: str = lever("", max_length=200, label="Our account in the list",
        help="The account of the list that posts. Empty: the one with most followers.",
        evidence="setting")  # fmt: skip


class Posts(Levers):
    """What we post, and how people come across it."""

    count: int = lever(12, 1, 2_000, step=1, unit="posts", label="Posts",
        help="1: a single post. Hundreds: a campaign; followers may tire.",
        evidence="setting")  # fmt: skip
    every: float = lever(48.0, 0.1, 2_000.0, step=1.0, unit="hours", label="Hours between posts",
        help="1: hourly. 168: once a week.",
        evidence="setting")  # fmt: skip
    hour: float = lever(9.0, 0.0, 24.0, step=0.5, unit="o'clock", label="Hour of the first post",
        help="0: midnight. 9: when the desk opens on the defaults.",
        evidence="setting")  # fmt: skip
    minutes: float = lever(20.0, 0.0, 1_000.0, step=1.0, unit="minutes", label="Work on one post",
        help="0: posting costs no time. Higher: each post is paid for in hours.",
        evidence="assumption")  # fmt: skip
    appeal: float = lever(1.0, 0.0, 100.0, step=0.1, unit="times", plausible=(0.1, 10.0), label="How good our posts are",
        help="1: as good as those of the average account. 2: our own followers are twice as ready to like, reply, click and pass on. 0: they never are.",
        evidence="auspol")  # fmt: skip
    appeal_spread: float = lever(1.0, 0.0, 3.0, step=0.05, plausible=(0.6, 1.5), label="How unequal posts are",
        help="0: every post is as good as the next. 1.5: a few are hits and most fall flat. It acts on our own followers only.",
        evidence="brand538")  # fmt: skip
    pull_spread: float = lever(1.4, 0.0, 3.0, step=0.05, plausible=(1.0, 1.7), label="How unequal sharers are",
        help="0: people act alike on what anybody shows them. 1.5: a few sharers carry a post far, most nowhere. The size of their audience comes on top.",
        evidence="trees_fit")  # fmt: skip
    second_look: float = lever(1.5, 1.0, 10.0, step=0.1, plausible=(1.0, 2.0), label="Effect of a second look",
        help="1: seeing a post again changes nothing. 2: it doubles the chance to pass it on. Further looks add nothing.",
        evidence="bao", against="hodas")  # fmt: skip
    chance_per: Literal["person", "tie"] = lever("person", label="One chance to share per",
        help="person: everybody makes up their mind once. tie: each friend who shows it is a new chance (the independent cascade model).",
        evidence="bao", against="hodas")  # fmt: skip
    delay: float = lever(27.8, 0.01, 10_000.0, step=1.0, unit="minutes", plausible=(13.5, 120.0), label="Time until noticed (median)",
        help="Short: a post is seen at once or not at all. Long: it lingers.",
        evidence="zaman", against="seismic")  # fmt: skip
    delay_spread: float = lever(2.0, 0.0, 4.0, step=0.05, plausible=(2.0, 2.6), label="How uneven that time is",
        help="0: everybody takes the median. 2: minutes for some, days for others.",
        evidence="zaman_fit", against="seismic")  # fmt: skip


class Feed(Levers):
    """What the platform does with our posts."""

    strength: float = lever(0.0, 0.0, 2.0, step=0.05, plausible=(0.0, 1.0), label="Ranking by engagement",
        help="0: a chronological feed. 1: half the engagement per follower, half the visibility.",
        evidence="assumption")  # fmt: skip
    usual: float = lever(0.0039, 0.00001, 1.0, step=0.0001, unit="per follower and post", plausible=(0.00015, 0.0039),
        label="Usual engagement",
        help="What the platform sees elsewhere. Lower: we look better than the rest; higher: worse. Likes, replies, shares and clicks count.",
        evidence="rivaliq")  # fmt: skip
    memory: float = lever(5.0, 1.0, 100.0, step=1.0, unit="posts", label="Posts the ranking remembers",
        help="1: only the last post counts. 100: reputation changes slowly.",
        evidence="assumption")  # fmt: skip
    floor: float = lever(0.2, 0.0, 1.0, step=0.05, unit="times", label="Least visibility",
        help="0: a post may vanish. 1: ranking never hurts. The penalty for following many comes on top.",
        evidence="assumption")  # fmt: skip
    ceiling: float = lever(3.0, 1.0, 20.0, step=0.5, unit="times", label="Most visibility",
        help="1: ranking never helps. 20: a favoured account is everywhere.",
        evidence="assumption")  # fmt: skip
    ratio_penalty: bool = lever(False, label="Penalty for following many",
        help="On: an account that follows over 500 and more than 0.6 for each follower is shown less.",
        evidence="twitter_ratio")  # fmt: skip
    following: int = lever(200, 0, MAX_ACCOUNTS, step=50, unit="accounts", label="Accounts we follow at the start",
        help="0: we follow nobody. Thousands: ranking and follow limits may bite.",
        evidence="setting")  # fmt: skip


class Dialogue(Levers):
    """The desk that answers replies and mentions, and what an answer does."""

    hours: float = lever(1.0, 0.0, 24.0, step=0.25, unit="hours a day", label="Hours at the desk",
        help="0: nobody is ever answered. 8: a full working day, which is paid.",
        evidence="setting")  # fmt: skip
    opens: float = lever(9.0, 0.0, 23.75, step=0.25, unit="o'clock", label="The desk opens at",
        help="Answers outside these hours wait; the sooner an answer the more it does.",
        evidence="setting")  # fmt: skip
    minutes: float = lever(3.0, 0.1, 240.0, step=0.5, unit="minutes", label="Time for one answer",
        help="Short: many quick answers. Long: few careful ones.",
        evidence="assumption")  # fmt: skip
    patience: float = lever(24.0, 0.1, 1_000.0, step=1.0, unit="hours", label="Patience",
        help="Short: who is not answered soon gives up. Long: old messages pile up.",
        evidence="assumption")  # fmt: skip
    order: Literal["first come", "closest first"] = lever("first come", label="Whom to answer first",
        help="first come: in the order they wrote. closest first: those nearest to us (triage).",
        evidence="setting")  # fmt: skip
    answer_gain: float = lever(0.2, **SHARE, plausible=(0.02, 0.4), label="Closeness from an instant answer",
        help="0: answers do nothing. 1: one answer makes a friend for life. It takes this part of the way to full closeness.",
        evidence="ams", against="shi")  # fmt: skip
    fades: float = lever(27.5, 0.1, 10_000.0, step=0.5, unit="minutes", plausible=(10.0, 120.0), label="The effect fades within",
        help="Short: only instant answers count. Long: a late one is as good.",
        evidence="ams")  # fmt: skip
    late: float = lever(0.12, **SHARE, plausible=(0.0, 0.5), label="What a late answer still does",
        help="0: a late answer does nothing. 1: it does as much as an instant one.",
        evidence="ams")  # fmt: skip
    silence_loss: float = lever(0.05, **SHARE, plausible=(0.0, 0.2), label="Closeness lost to silence",
        help="0: nobody minds being ignored. 1: one silence ends the relationship.",
        evidence="assumption")  # fmt: skip
    see_gain: float = lever(1.0, 0.0, 10.0, step=0.1, unit="times", plausible=(0.0, 3.0), label="Closeness makes them notice",
        help="0: close or not, they see us the same. 1: full closeness doubles the chance.",
        evidence="fortune", against="shi")  # fmt: skip
    share_gain: float = lever(2.2, 0.0, 10.0, step=0.1, unit="times", plausible=(0.0, 3.0), label="Closeness makes them share",
        help="0: no effect. 2.2: an instant answer to a stranger lifts the chance to share by 44%.",
        evidence="ams", against="shi")  # fmt: skip
    buy_gain: float = lever(0.5, 0.0, 10.0, step=0.1, unit="times", plausible=(0.15, 1.0), label="Closeness makes them buy",
        help="0: no effect. 0.5: an instant answer to a stranger lifts the chance to buy by 10%.",
        evidence="ams")  # fmt: skip
    onlookers: int = lever(5, 0, 100_000, step=1, unit="followers", label="Onlookers of an answer",
        help="0: answers are private. Thousands: every answer is a small show.",
        evidence="assumption")  # fmt: skip
    onlooker_gain: float = lever(0.01, **SHARE, plausible=(0.0, 0.05), label="Closeness an onlooker gains",
        help="0: watching does nothing. 1: as good as a perfect answer to everybody who watches.",
        evidence="assumption")  # fmt: skip
    close_from: float = lever(0.5, **SHARE, label="Close means a closeness of",
        help="Who is at least this close counts as close in the results.",
        evidence="setting")  # fmt: skip


class Fatigue(Levers):
    """What too many posts do."""

    bears: float = lever(7.0, 0.0, 1_000.0, step=1.0, unit="posts a week", plausible=(3.0, 21.0), label="Posts a stranger bears",
        help="Beyond this number in a week, followers tire. 0: every post tires.",
        evidence="assumption")  # fmt: skip
    bears_close: float = lever(14.0, 0.0, 1_000.0, step=1.0, unit="posts a week", plausible=(0.0, 35.0), label="More, when close",
        help="0: friends are as impatient as strangers. Higher: the closer, the more they bear.",
        evidence="assumption")  # fmt: skip
    drop: float = lever(0.05, **SHARE, plausible=(0.0, 0.15), label="Attention lost per post too many",
        help="0: nobody tires. 1: one post too many and nobody looks.",
        evidence="assumption")  # fmt: skip
    unfollow: float = lever(0.002, **CHANCE, plausible=(0.0, 0.01), label="Leave, per post too many",
        help="0: nobody leaves. The chance that who sees a post too many unfollows, for each post beyond what they bear.",
        evidence="kwak_unfollow")  # fmt: skip


class Growth(Levers):
    """How the following changes: attraction, advertising, bought followers and their purge."""

    attract: float = lever(0.0, 0.0, 2.0, step=0.05, plausible=(0.0, 0.5), label="Numbers attract",
        help="0: nobody follows because others do. 1: ten times the followers, ten times the chance that a newcomer follows (1,000 is neutral).",
        evidence="assumption")  # fmt: skip
    ad_views: int = lever(0, 0, 10_000_000, step=100, unit="views a post", label="Advertising per post",
        help="0: no advertising. Each view puts the post on one stranger's screen.",
        evidence="setting")  # fmt: skip
    bought_day: float = lever(0.0, 0.0, 3_650.0, step=1.0, unit="day", label="Bought followers arrive on day",
        help="0: they are there from the start.",
        evidence="setting")  # fmt: skip
    purge_day: float = lever(0.0, 0.0, 3_650.0, step=1.0, unit="day", label="The platform purges fakes on day",
        help="0: never. Otherwise the day on which fake followers are deleted.",
        evidence="setting")  # fmt: skip
    purge_share: float = lever(0.5, **SHARE, plausible=(0.1, 1.0), label="Fakes that a purge finds",
        help="0: it finds none. 1: every fake follower goes.",
        evidence="assumption")  # fmt: skip


class Weed(Levers):
    """Follow-and-weed: follow strangers, hope they follow back, drop them again."""

    days: int = lever(0, 0, 3_650, step=1, unit="days", label="Days of follow-and-weed",
        help="0: we do not play the game. 14: two weeks of it.",
        evidence="setting")  # fmt: skip
    per_day: int = lever(400, 0, 1_000, step=10, unit="follows a day", label="Follows we plan a day",
        help="What we would like to follow daily; the platform's limits may allow less.",
        evidence="setting")  # fmt: skip
    daily_cap: int = lever(400, 0, 1_000, step=10, unit="follows a day", plausible=(400, 1_000), label="The platform's daily limit",
        help="400 since 2019, 1,000 before.",
        evidence="caps")  # fmt: skip
    free_follows: int = lever(2_000, 0, MAX_ACCOUNTS, step=100, unit="accounts", label="Follows allowed to anybody",
        help="Up to this many no ratio is asked for.",
        evidence="caps")  # fmt: skip
    ratio: float = lever(0.10, 0.0, 10.0, step=0.01, unit="share", label="Beyond, follows above followers",
        help="0.1: at most 10% more follows than followers once past the free number.",
        evidence="caps")  # fmt: skip
    follow_back: float = lever(0.17, **CHANCE, plausible=(0.10, 0.25), label="Follow us back",
        help="0: nobody does. 1: every person does. They act like follow-backs and stay who they are: niche, audience.",
        evidence="anecdote")  # fmt: skip
    after: float = lever(3.0, 0.0, 3_650.0, step=1.0, unit="days", label="Drop them after",
        help="0: we never drop anybody. Otherwise the days until we unfollow those we followed.",
        evidence="setting")  # fmt: skip
    stay: float = lever(0.18, **CHANCE, plausible=(0.1, 0.5), label="Stay when dropped",
        help="0: everybody leaves in turn. 1: nobody notices.",
        evidence="anecdote")  # fmt: skip
    seconds: float = lever(5.0, 0.0, 600.0, step=1.0, unit="seconds", label="Work on one follow",
        help="0: a robot does it for nothing. Otherwise paid by the hour.",
        evidence="assumption")  # fmt: skip


class Partners(Levers):
    """Joint ventures: others who show our posts to their own audience."""

    count: int = lever(0, 0, 200, step=1, unit="partners", label="Partners asked",
        help="0: we go alone. Many: each who agrees shows our posts to an audience of their own.",
        evidence="setting")  # fmt: skip
    agree: float = lever(0.5, **CHANCE, plausible=(0.1, 0.9), label="A partner agrees",
        help="0: all refuse. 1: all join.",
        evidence="assumption")  # fmt: skip
    audience: int = lever(5_000, 0, MAX_ACCOUNTS, step=100, unit="followers", label="Audience of a partner",
        help="How many see what a partner posts at most. Size discount applies.",
        evidence="setting")  # fmt: skip
    overlap: float = lever(0.2, **SHARE, plausible=(0.0, 0.8), label="Of whom follow us already",
        help="0: all new faces. 1: all our followers follow the partner too, or all of the partner's follow us.",
        evidence="assumption")  # fmt: skip
    every: int = lever(1, 1, 2_000, step=1, unit="posts", label="A partner shows one post in",
        help="1: every post. 10: every tenth.",
        evidence="setting")  # fmt: skip
    fee: float = lever(0.0, 0.0, 1e7, step=10.0, unit="$", label="Fee to a partner who agrees",
        help="0: a friend's favour.",
        evidence="setting")  # fmt: skip


class Money(Levers):
    """What it earns and what it costs."""

    order_value: float = lever(85.0, 0.0, 1e6, step=1.0, unit="$", plausible=(60.0, 120.0), label="Value of an order",
        help="What a customer pays.",
        evidence="monetate")  # fmt: skip
    margin: float = lever(0.4, **SHARE, plausible=(0.1, 0.8), label="Margin",
        help="0: we sell at cost. 1: all of it stays with us.",
        evidence="assumption")  # fmt: skip
    wage: float = lever(25.0, 0.0, 10_000.0, step=1.0, unit="$ an hour", plausible=(10.0, 80.0), label="Price of an hour",
        help="0: our own time is free. Desk hours, writing and following are paid at this rate.",
        evidence="assumption")  # fmt: skip
    ad_price: float = lever(6.0, 0.0, 10_000.0, step=0.5, unit="$ per 1,000 views", plausible=(2.0, 15.0), label="Price of advertising",
        help="0: free views. Higher: every stranger on whose screen we put a post costs more.",
        evidence="assumption")  # fmt: skip


class Parameters(Levers):
    """One scenario: everything that is simulated, nothing about how it is run."""

    followers: Followers = Field(default_factory=Followers)
    public: Public = Field(default_factory=Public)
    network: Network = Field(default_factory=Network)
    posts: Posts = Field(default_factory=Posts)
    feed: Feed = Field(default_factory=Feed)
    dialogue: Dialogue = Field(default_factory=Dialogue)
    fatigue: Fatigue = Field(default_factory=Fatigue)
    growth: Growth = Field(default_factory=Growth)
    weed: Weed = Field(default_factory=Weed)
    partners: Partners = Field(default_factory=Partners)
    money: Money = Field(default_factory=Money)

    @model_validator(mode="after")
    def _fit_together(self) -> Self:
        """What no single lever can see. On a table network sizes are only shares."""
        listed = sum(group.size for _, group in groups(self.followers))
        population = self.network.population
        if listed == 0:
            raise ValueError(
                "followers: every group is empty; give at least one a size of 1 or more"
            )
        if self.network.kind == "table":
            if not self.network.table:
                raise ValueError("network.table is empty; the kind 'table' needs a list of ties")
        elif listed > population:
            raise ValueError(
                f"followers: {listed:,} in all, more than network.population = {population:,} accounts"
            )
        elif self.partners.count > 0 and self.partners.audience > population:
            raise ValueError(
                f"partners.audience = {self.partners.audience:,} is more than "
                f"network.population = {population:,} accounts"
            )
        return self


def groups(followers: Followers) -> list[tuple[str, Group]]:
    """The follower groups in their fixed order: name and traits."""
    return [(name, getattr(followers, name)) for name in Followers.model_fields]


class Run(Levers):
    """How a scenario is run: never part of it, so that compared scenarios share their luck."""

    seed: int = lever(1, 0, 2**63 - 1, step=1, label="Seed",
        help="Same seed, same worlds. Another seed: fresh luck.",
        evidence="setting")  # fmt: skip
    worlds: int = lever(200, 1, 100_000, step=50, unit="worlds", label="Worlds",
        help="More worlds: narrower uncertainty about the odds, more waiting.",
        evidence="setting")  # fmt: skip
    days: float = lever(28.0, 0.01, 3_650.0, step=1.0, unit="days", label="Days simulated",
        help="What happens later is not counted.",
        evidence="setting")  # fmt: skip
    clock: Literal["swift", "live"] = lever("swift", label="Clock",
        help="swift: compiled, for hundreds of worlds. live: SimPy, event by event. Both give the same worlds.",
        evidence="setting")  # fmt: skip
    memory: float = lever(4.0, 0.05, 1_024.0, step=0.5, unit="GB", label="Memory allowed",
        help="A run that would need more is refused before it starts.",
        evidence="setting")  # fmt: skip
