"""The published and measured facts that the defaults rest on, each with its strength."""

from dataclasses import dataclass
from typing import Literal

Strength = Literal["measured", "published", "vendor", "remembered", "assumption", "definition"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a number comes from.

    strength: measured (computed here from open data), published (read in the source), vendor (a
    company's own figure), remembered (from a paper not read again: unverified), assumption (no
    figure was found; the range is a judgement), definition (a choice of what is simulated).
    """

    key: str
    title: str
    year: int | None
    strength: Strength
    says: str


_ALL = (
    Source("setting", "What is simulated", None, "definition",
           "A choice of the user: what is asked of the model, not a fact about the world."),
    Source("kind", "A judgement for this kind of follower", None, "assumption",
           "The published figures are about followers in general; this kind is set apart from them on purpose."),
    Source("assumption", "No figure found", None, "assumption",
           "No published figure was found. Vary it before you rely on it."),
    Source("bruner", "Bruner, O'Reilly Radar, about 400,000 accounts", 2013, "published",
           "Active accounts: median 61 followers, 96th percentile 1,000, 99th about 3,000."),
    Source("kwak", "Kwak, Lee, Park, Moon, WWW", 2010, "published",
           "41.7 million users: power-law exponent 2.276 up to 100,000 followers, more very large accounts than it predicts."),
    Source("tail47k", "OSoMe, 47,012 accounts whose links spread", 2023, "measured",
           "Tail exponent 1.95 above 10,000 followers; followers and retweets go together with a rank correlation of 0.50 (1 is perfect), 0.20 within the top 1%."),
    Source("higgs", "SNAP Higgs data, third-party analysis", 2013, "published",
           "83% of retweets stay inside the communities that can be found in the network."),
    Source("weng", "Weng, Menczer, Ahn, Scientific Reports", 2013, "published",
           "Most memes are trapped in communities, the viral ones spread over many."),
    Source("sullivan", "Sullivan, Marketing Land, and other impression counts", 2014, "published",
           "Impressions per follower 1.3-4.1%, just under 5%, 8.3% of 7,000 followers."),
    Source("ogilvy", "Social@Ogilvy, organic reach on Facebook", 2014, "published",
           "Organic reach per fan above 500,000 fans was a third of the average: 4.0 against 12.1% in 2013, 2.1 against 6.2% in 2014. Shares fall much more."),
    Source("auspol", "#auspol retweet data", None, "measured",
           "Direct shares per follower fall with size: mean retweets grow as followers to the power 0.38; half of the posts get none."),
    Source("romero", "Romero, Galuba, Asur, Huberman", 2011, "published",
           "Users retweet one in 318 of the URLs they receive (0.31%)."),
    Source("tiers", "Click rates by follower tier, SignUpTo and Barefoot", 2010, "vendor",
           "Click rates fall with size: 6% below 1,000 followers, 0.9% above 5,000."),
    Source("flat", "AccuraCast, 500,000 engagements", None, "vendor",
           "Engagements per 1,000 followers are flat across account sizes: no size discount."),
    Source("r_trees", "Branching fitted to retweet trees", None, "measured",
           "Onward reproduction per resharer about 0.40 (plausible 0.03-0.6), strongly dispersed: negative binomial with k = 0.25."),
    Source("trees_fit", "Branching fitted to retweet trees, then calibrated", None, "measured",
           "Reshares per resharer are as uneven as a negative binomial with k = 0.25: 79% bring about none. Calibrated to 1.4, at which the model has that share and that k; audiences alone leave 70%."),
    Source("goel", "Goel, Anderson, Hofman, Watts, Management Science", 2016, "published",
           "0.025% of tweets reach 100 adoptions; popularity is driven by the largest broadcast."),
    Source("bao", "Bao, Shen, Chen, Cheng (Weibo)", 2013, "published",
           "Repeated exposure helps until the second, then adds nothing. The factor 1.5 is a guess."),
    Source("hodas", "Hodas and Lerman, Scientific Reports", 2014, "published",
           "Response rises with every exposure once the place in the feed is accounted for."),
    Source("zaman", "Zaman, Fox, Bradlow, Annals of Applied Statistics", 2014, "published",
           "Reaction times are bell-shaped on a log scale: median 28 minutes, mean of logs 7.42 (seconds), spread 2.31."),
    Source("zaman_fit", "Zaman, Fox, Bradlow 2014, then calibrated", 2014, "published",
           "The spread of log reaction times is 2.31, with a spread of its own of 0.31 from post to post. Calibrated to 2.0, its lower end, so that 95-97% of all reshares come within a day, later hops with the first; at 2.1 it is 94.7%."),
    Source("seismic", "Zhao and others, SEISMIC, KDD", 2015, "published",
           "A power law after 5 minutes; too heavy beyond a day against the data."),
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
           "About 17% follow back; 18% of those gained stay once they are no longer followed. One account each."),
    Source("caps", "The platform's published limits", 2019, "published",
           "400 follows a day (1,000 before 2019); beyond 2,000 follows no more than about 10% above the number of followers."),
    Source("ams", "Twitter and Applied Marketing Science, airline and telecom replies", 2016, "vendor",
           "A reply raises stated willingness to pay: about $20 within 6 minutes, $8.98 on average (median reply 22 min), $2.33 after an hour; 44% more likely to share."),
    Source("shi", "Shi, Rui, Whinston", 2014, "published",
           "One-way followers were 3.1% more likely to retweet than mutual ones: closeness is not everything."),
    Source("twitter_ratio", "twitter/the-algorithm, UserMass.scala and Reputation.scala", 2023, "published",
           "Who follows over 500 with a ratio above 0.6 loses standing: divide by exp(5 x (ratio - 0.6))."),
    Source("rivaliq", "Rival IQ, Socialinsider, Sprout", 2026, "vendor",
           "Engagement per follower and post: brands 0.015-0.018%, influencers 0.39%."),
    Source("fortune", "Fortune 500 tweets and dialogue", None, "published",
           "Companies that answer got more engagement than those that only broadcast."),
    Source("kwak_unfollow", "Kwak, Chun, Moon, CHI", 2011, "published",
           "43% of active users unfollow at least once in 51 days."),
    Source("goel_topic", "Goel, Munagala, Sharma, Zhang", 2015, "published",
           "Cascades on the real graph cannot be reproduced without topical interest."),
    Source("congress", "US Congress Twitter influence graph, Sprint", 2023, "measured",
           "475 accounts, 13,289 ties with a measured chance of passing on: mean 0.0058, too low to keep a wave going."),
)  # fmt: skip

SOURCES: dict[str, Source] = {source.key: source for source in _ALL}
