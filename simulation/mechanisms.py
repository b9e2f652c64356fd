"""The model in words, for readers who do not read code: its mechanisms and its laws.

Mechanisms come in the order of a post's way. A lever's path in braces stands for its default, so
the figures are the model's own. A law holds whatever the levers say; tests that carry its name as a
mark, `@pytest.mark.law("...")`, prove it. Tests fail on a path that is not a lever, on a group of
levers that no mechanism mentions, on a law without a proof and on a mark without a law.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

_PATH = re.compile(r"\{([a-z_.]+)\}")


@dataclass(frozen=True, slots=True)
class Law:
    """A law of the model. name: the mark of the tests that prove it."""

    name: str
    title: str
    says: str


@dataclass(frozen=True, slots=True)
class Mechanism:
    """A mechanism of the model and the laws it obeys. text: with paths of levers in braces."""

    title: str
    text: str
    laws: tuple[Law, ...] = ()

    @property
    def levers(self) -> tuple[str, ...]:
        """The paths of the levers that the text mentions."""
        return tuple(_PATH.findall(self.text))

    def says(self, default: Callable[[str], str]) -> str:
        """The text, each path replaced by what `default` gives for it."""
        return _PATH.sub(lambda found: default(found[1]), self.text)


# fmt: off
MECHANISMS = (
    Mechanism("Our followers",
        "Our followers come in kinds: fans, casual followers, follow-backs, bought followers, partners and celebrities. Each kind has a size, a share of real people, a chance to notice a post and chances to act on it. A fan notices a post with a chance of {followers.fans.see}, a casual follower with {followers.casual.see}. Fake followers notice nothing and do nothing.",
        laws=(
            Law("nobody sees", "Nobody notices, nobody is reached",
                "If nobody notices our posts, reach is zero in every run."),
            Law("fakes", "Fake followers carry nothing",
                "If every follower is fake, nobody is reached, nothing is shared and nothing is sold."),
        )),
    Mechanism("The public",
        "Everyone else among the {network.population} accounts simulated is the public. Half of them have fewer than {public.audience} followers of their own; a few have very many. {network.within} of all ties stay within a community of {network.community_size} accounts, the others go anywhere, and part of the niche lives in communities of its own."),
    Mechanism("A post",
        "We post every {posts.every} hours. The median wait until a post is noticed is {posts.delay} minutes; some people notice it only after hours or days. Posts differ in appeal, which acts on our own followers only. A person who notices a post may like it, reply, click and then buy, follow us, or share it.",
        laws=(
            Law("conservation", "Everyone is counted once",
                "Listed, real, noticed, acted, bought: no stage holds more people than the one before, and every person reached is counted once."),
        )),
    Mechanism("Word of mouth",
        "A share shows the post to the sharer's own followers, who decide in turn. The larger an audience, the less each person in it notices and does (the audience-size discount, {network.discount}), and some sharers carry a post further than others. Seeing a post again makes a person {posts.second_look} times as likely to share it. One sharer brings at most {network.onward_cap} further sharers on average; below 1, every cascade dies out in the end.",
        laws=(
            Law("nobody shares", "Without shares, reach is a product",
                "If nobody shares, reach is the number of real followers times their chance to notice, with the variation that this chance implies."),
            Law("more is never less", "More is never less",
                "Raising a chance to notice or to share never lowers reach in any single run, as long as reach does not feed back on our followers or our ranking."),
            Law("branching", "Word of mouth branches as theory says",
                "Where nobody is reached twice, the average size of a cascade and its chance to die out are those of a branching process."),
            Law("independent cascade", "One chance per tie is the independent cascade model",
                "With one chance per tie the model is the independent cascade model of the literature: it agrees with a slow, plain version written for the tests."),
        )),
    Mechanism("The feed",
        "With ranking at {feed.strength} the feed is chronological. Above 0, a post is shown more or less often depending on how our engagement per follower compares with the usual, between {feed.floor} and {feed.ceiling} times: followers who never react cost us visibility."),
    Mechanism("Dialogue",
        "Replies and mentions wait in a queue. We answer for {dialogue.hours} h a day and take {dialogue.minutes} minutes for each; a person who is not answered within {dialogue.patience} hours gives up. An answer brings its author closer to us, and more so the sooner it comes; silence costs closeness. The closer a follower is, the likelier they are to notice, share and buy.",
        laws=(
            Law("answering hours", "Answers keep to the hours",
                "Answers never take more time than the hours spent answering, no two overlap, and none is given outside those hours."),
            Law("full queue", "A full queue limits the answers",
                "With twice as many followers, all of whom write, each gets half as many answers."),
        )),
    Mechanism("Fatigue",
        "A stranger accepts {fatigue.bears} posts a week, the closest follower {fatigue.bears_close} more. Beyond that they notice less, and some of them unfollow. A post soon after another can be noticed less too: right after it our followers lose part of their attention ({fatigue.cooldown} by default), which comes back within {fatigue.cooldown_hours} hours.",
        laws=(
            Law("cool-down", "A longer pause never costs attention",
                "Among followers who do not tire, everyone who notices a post after a short pause also notices it after a longer one."),
        )),
    Mechanism("Growth",
        "A person who notices us may follow us, with a chance of {public.follow}. Advertising shows posts to strangers. Bought followers have a price, and a purge deletes {growth.purge_share} of the fake ones."),
    Mechanism("Follow-and-weed",
        "We follow strangers, at most {weed.daily_cap} a day and within the platform's ratio. {weed.follow_back} of them follow us back; when we unfollow these later, {weed.stay} of them stay."),
    Mechanism("Partners",
        "A partner who is asked agrees with a chance of {partners.agree}, and shows our posts to an audience of {partners.audience}, some of whom follow us already."),
    Mechanism("Money",
        "An order is worth {money.order_value}, of which {money.margin} stays with us. The costs are the price of followers, advertising, partners' fees, and every hour of work at {money.wage}."),
    Mechanism("Random draws",
        "Chance decides who notices and who acts. Every random draw belongs to one person, one post and one purpose, so moving a lever leaves the draws of everyone it does not concern unchanged. Two scenarios therefore differ only through their levers.",
        laws=(
            Law("common random numbers", "Common random numbers",
                "Adding or removing people changes nobody else's random draws, so two scenarios differ only through their levers."),
            Law("longer run", "A longer simulation begins with the shorter one",
                "More days or more runs add results and change none of the earlier ones."),
            Law("two clocks", "Both clocks give the same result",
                "The event-by-event clock and the compiled clock give the same result to the last event, on any number of threads."),
        )),
)
# fmt: on

LAWS: dict[str, Law] = {law.name: law for each in MECHANISMS for law in each.laws}
