"""Evidence: the published and measured facts behind the defaults, each with its strength."""

from dataclasses import dataclass
from typing import Literal

Strength = Literal["measured", "published", "vendor", "remembered", "assumption", "definition"]


@dataclass(frozen=True, slots=True)
class Source:
    """The source of a number.

    strength: measured (computed here from open data), published (read in the source), vendor (a
    company's own figure), remembered (from a paper that was not read again), assumption (no figure
    was found; the range is a judgement), definition (a choice of what is simulated).
    says: the finding, in a sentence or two.
    """

    key: str
    title: str
    year: int | None
    strength: Strength
    says: str


# fmt: off
_ALL = (
    Source("setting", "What is simulated", None, "definition",
           "Chosen by the user: a question put to the model, not a fact about the world."),
    Source("kind", "A judgement for this kind of follower", None, "assumption",
           "The published figures are about followers in general. This kind differs from them on purpose."),
    Source("assumption", "No figure found", None, "assumption",
           "No published figure was found. Vary it before you rely on it."),
    Source("bruner", "Bruner, O'Reilly Radar, about 400,000 accounts", 2013, "published",
           "Active accounts: median 61 followers, 96th percentile 1,000, 99th about 3,000."),
    Source("kwak", "Kwak, Lee, Park, Moon, WWW", 2010, "published",
           "41.7 million users: a power law with exponent 2.276 up to 100,000 followers, and more very large accounts than it predicts."),
    Source("tail47k", "OSoMe, 47,012 accounts whose links spread", 2023, "measured",
           "Tail exponent 1.95 above 10,000 followers. Followers and retweets have a rank correlation of 0.50 (1 is perfect), 0.20 within the top 1%."),
    Source("higgs", "SNAP Higgs data, third-party analysis", 2013, "published",
           "83% of retweets stay inside the communities that can be found in the network."),
    Source("weng", "Weng, Menczer, Ahn, Scientific Reports", 2013, "published",
           "Most memes stay within communities; the viral ones spread over many."),
    Source("sullivan", "Sullivan, Marketing Land, and other impression counts", 2014, "published",
           "Impressions per follower: 1.3-4.1%; just under 5%; 8.3% for an account with 7,000 followers."),
    Source("ogilvy", "Social@Ogilvy, organic reach on Facebook", 2014, "published",
           "Above 500,000 fans, organic reach per fan was a third of the average: 4.0% against 12.1% in 2013, 2.1% against 6.2% in 2014. Sharing falls much more."),
    Source("auspol", "#auspol retweet data", None, "measured",
           "Direct shares per follower fall with size: mean retweets grow with followers to the power 0.38. Half of the posts get none."),
    Source("romero", "Romero, Galuba, Asur, Huberman", 2011, "published",
           "Users retweet one in 318 of the URLs they receive (0.31%)."),
    Source("tiers", "Click rates by follower tier, SignUpTo and Barefoot", 2010, "vendor",
           "Click rates fall with size: 6% below 1,000 followers, 0.9% above 5,000."),
    Source("flat", "AccuraCast, 500,000 engagements", None, "vendor",
           "Engagements per 1,000 followers do not depend on account size: no audience-size discount."),
    Source("r_trees", "Branching fitted to retweet trees", None, "measured",
           "One resharer brings about 0.40 further reshares (plausible 0.03-0.6), very unevenly: a negative binomial with k = 0.25."),
    Source("trees_fit", "Branching fitted to retweet trees, then calibrated", None, "measured",
           "Reshares per resharer are as uneven as a negative binomial with k = 0.25: 79% bring none. The default of 1.4 is calibrated: at 1.4 the model has that share and that k; unequal audiences alone give 70%."),
    Source("goel", "Goel, Anderson, Hofman, Watts, Management Science", 2016, "published",
           "0.025% of tweets reach 100 adoptions. Popularity comes mostly from the largest single broadcast."),
    Source("bao", "Bao, Shen, Chen, Cheng (Weibo)", 2013, "published",
           "A second exposure helps; further ones add nothing. The factor 1.5 is a guess."),
    Source("hodas", "Hodas and Lerman, Scientific Reports", 2014, "published",
           "Response rises with every exposure once the position in the feed is accounted for."),
    Source("zaman", "Zaman, Fox, Bradlow, Annals of Applied Statistics", 2014, "published",
           "Reaction times are bell-shaped on a log scale: median 28 minutes, mean of logs 7.42 (seconds), spread 2.31."),
    Source("zaman_fit", "Zaman, Fox, Bradlow 2014, then calibrated", 2014, "published",
           "The spread of log reaction times is 2.31 and varies by 0.31 from post to post. Calibrated to 2.0, its lower end: then 95-97% of all reshares, later hops included, come within a day; at 2.1 it is 94.7%."),
    Source("seismic", "Zhao and others, SEISMIC, KDD", 2015, "published",
           "Reaction times follow a power law after 5 minutes; beyond a day it is too heavy for the data."),
    Source("brand538", "FiveThirtyEight, 6,439 posts of two accounts", 2017, "measured",
           "Likes per retweet 3.1 and 3.9; replies per retweet 0.12 and 0.85; spread of log retweets within an account 1.04 and 0.60."),
    Source("gabielkov", "Gabielkov and others, SIGMETRICS", 2016, "published",
           "0.0128% of potential views become clicks; 59% of links are never clicked."),
    Source("monetate", "Monetate and RichRelevance", 2013, "vendor",
           "Social traffic converts at 0.59-0.71% (Twitter 0.5%); order value about $87."),
    Source("sparktoro", "SparkToro, 44,058 active accounts", 2022, "vendor",
           "19.4% fake or spam; median 41% among the followers of very large accounts."),
    Source("varol", "Varol and others", 2017, "published",
           "9-15% of active accounts are bots; the platform claimed under 5%."),
    Source("barracuda", "Barracuda Labs; De Micheli and Stroppa", 2013, "published",
           "Bought followers cost $1-20 per 1,000, $18 on average, and do not engage."),
    Source("anecdote", "Two bloggers' own counts", 2010, "published",
           "About 17% follow back. Of the followers gained, 18% stay once they are unfollowed. One account each."),
    Source("caps", "The platform's published limits", 2019, "published",
           "400 follows a day (1,000 before 2019). Beyond 2,000 follows, no more than about 10% above the number of followers."),
    Source("ams", "Twitter and Applied Marketing Science, airline and telecom replies", 2016, "vendor",
           "A reply raises stated willingness to pay: by about $20 within 6 minutes, $8.98 on average (median reply after 22 minutes), $2.33 after an hour. Customers who got one were 44% more likely to share."),
    Source("shi", "Shi, Rui, Whinston", 2014, "published",
           "One-way followers were 3.1 percentage points more likely to retweet than mutual ones: closeness is not everything."),
    Source("twitter_ratio", "twitter/the-algorithm, UserMass.scala and Reputation.scala", 2023, "published",
           "An account that follows over 500 others, with a ratio to its followers above 0.6, loses standing: it is divided by exp(5 x (ratio - 0.6))."),
    Source("rivaliq", "Rival IQ, Socialinsider, Sprout", 2026, "vendor",
           "Engagement per follower and post: brands 0.015-0.018%, influencers 0.39%."),
    Source("fortune", "Fortune 500 tweets and dialogue", None, "published",
           "Companies that answer got more engagement than companies that only broadcast."),
    Source("kwak_unfollow", "Kwak, Chun, Moon, CHI", 2011, "published",
           "43% of active users unfollow at least once in 51 days."),
    Source("crowding", "Posts of one account by the time since its last, 1,316 posts", None, "measured",
           "Posts less than 3 hours after the last got half the reposts of posts 24 to 72 hours apart; nobody chose the hours at random. A vendor (Track Social, 2012) found that two posts a day get 57% of the likes each."),
    Source("goel_topic", "Goel, Munagala, Sharma, Zhang", 2015, "published",
           "Cascades on the real network cannot be reproduced without topical interest."),
    Source("congress", "US Congress Twitter influence graph, Sprint", 2023, "measured",
           "475 accounts and 13,289 ties with a measured chance of passing on: 0.0058 on average, too low to keep a cascade going."),
)
# fmt: on

SOURCES: dict[str, Source] = {source.key: source for source in _ALL}
