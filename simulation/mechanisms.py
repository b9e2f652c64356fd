"""How the model works, for who does not read code: one entry a mechanism, in order of a post's way.

A lever's path in braces stands for its default, so that the figures are the model's own. A test
fails on a path that is none, and on a group of levers that no mechanism speaks of.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

_PATH = re.compile(r"\{([a-z_.]+)\}")


@dataclass(frozen=True, slots=True)
class Mechanism:
    """One mechanism. text: with paths of levers in braces."""

    title: str
    text: str

    @property
    def levers(self) -> tuple[str, ...]:
        """The paths it speaks of."""
        return tuple(_PATH.findall(self.text))

    def says(self, default: Callable[[str], str]) -> str:
        """The text, each path replaced by what `default` says of it."""
        return _PATH.sub(lambda found: default(found[1]), self.text)


MECHANISMS = (
    Mechanism("Our followers",
        "They come in kinds: fans, casual ones, follow-backs, bought ones, partners, celebrities. A kind says how many there are, how many of them are people at all, how likely they are to notice a post and what they do about it. A fan notices a post with a chance of {followers.fans.see}, a casual follower with {followers.casual.see}. Fakes see nothing and do nothing."),
    Mechanism("Everybody else",
        "The rest of a world of {network.population} accounts is the public. Half of them have fewer than {public.audience} followers of their own, a few have very many. {network.within} of all ties stay in a community of {network.community_size}, the others go anywhere, and people of our niche live partly together."),
    Mechanism("A post",
        "We post every {posts.every} hours. Whoever will notice a post does so after a wait: {posts.delay} minutes for the one in the middle, hours or days for some. Posts differ in appeal, which moves our own followers only. Who notices may like, reply, click and then buy, follow us, or pass the post on."),
    Mechanism("Word of mouth",
        "Passing a post on puts it before that person's own followers, who decide in turn. The larger an audience, the less each of its members looks and does (size discount {network.discount}), and some sharers carry a post further than others. Seeing a post again makes it {posts.second_look} times as likely to be passed on. One sharer finds at most {network.onward_cap} others on average; below 1, every wave dies out in the end."),
    Mechanism("The feed",
        "With ranking at {feed.strength} the feed is chronological. Above that, a post is shown more or less often as our engagement per follower compares with the usual, between {feed.floor} and {feed.ceiling} times: followers who never react cost visibility."),
    Mechanism("Talking back",
        "Replies and mentions wait at a desk that is staffed for {dialogue.hours} h a day and takes {dialogue.minutes} minutes for each; who hears nothing within {dialogue.patience} hours gives up. An answer brings its author closer, the more the sooner it comes, and silence costs closeness. The closer somebody is, the likelier they notice, pass on and buy."),
    Mechanism("Too many posts",
        "A stranger bears {fatigue.bears} posts a week, the closest follower {fatigue.bears_close} more. Beyond that they look less, and now and then one leaves."),
    Mechanism("How the list changes",
        "Who notices us may follow, with a chance of {public.follow}. Advertising puts posts before strangers. Bought followers come at a price, and a purge finds {growth.purge_share} of the fakes."),
    Mechanism("Follow-and-weed",
        "We follow strangers, {weed.daily_cap} a day at most and within the platform's ratio; {weed.follow_back} of the people among them follow back; of those we drop again, {weed.stay} stay."),
    Mechanism("Partners",
        "Who is asked joins in with a chance of {partners.agree}, and shows our posts to an audience of {partners.audience}, some of whom follow us already."),
    Mechanism("Money",
        "An order is worth {money.order_value}, of which {money.margin} stays with us. Against it stand the price of followers, advertising, partners' fees, and every hour of work at {money.wage}."),
    Mechanism("Luck",
        "Chance decides who notices and who acts. Every draw belongs to a person, a post and a purpose, so when a lever is moved, everybody it does not concern has the luck they had before. What differs between two scenarios is their own doing, not the dice."),
)  # fmt: skip
