"""Today's situation: the levers that follow from the answers."""

from dataclasses import replace
from fractions import Fraction

from simulation.case.population import population, sized
from simulation.case.presets import PRESETS
from simulation.case.questions import WEEK, Answers
from simulation.errors import UserError
from simulation.parameters import Parameters, Source, Value, changed, differences, groups
from simulation.parameters.model import MAX_ACCOUNTS

MOST_POSTS = 2_000  # that can be simulated

# How many of a list are fans. Engagement grows with the power 0.4 of a list's size, so the people
# who make it up do; the starting point is the default account.
FANS = Source(
    key="fans",
    title="A judgement, grown as engagement grows",
    year=None,
    strength="assumption",
    says="100 fans among 1,000 real followers; their number grows as real followers to the power "
    "0.4, as mean reshares do (#auspol 0.38; 47,012 accounts 0.4), up to one in ten of a smaller "
    "list.",
)
_FANS_AT, _FANS, _POWER, _MOST_FANS = 1_000, 100, 0.4, 0.1


def today(answers: Answers, base: Parameters | None = None, days: float = 28.0) -> Parameters:
    """The account as it is now, for a period of so many days.

    `base` holds every lever that no question asks for, but for the size of the population, which
    follows from the rest. Raises UserError for an answer that is missing, or that does not fit
    with the base.
    """
    base = changed(base or Parameters(), {"network.population": MAX_ACCOUNTS})
    settings = {
        **_followers(answers, base),
        **posting(answers.value("posts"), days),
        "dialogue.hours": answers.value("hours") / WEEK,
        "money.order_value": answers.value("order_value"),
    }
    found = changed(base, settings)
    return sized(found, population([found], days).size)


def ground(base: Parameters, preset: str) -> Parameters:
    """A base on top of the levers of a preset: what was moved in the base stays moved."""
    moved = {path: new for path, (_, new) in differences(Parameters(), base).items()}
    return changed(Parameters(), {**PRESETS[preset].levers, **moved})


def with_preset(answers: Answers, preset: str) -> Answers:
    """The answers, with what the preset assumes in place of what is usual."""
    fakes = PRESETS[preset].fakes
    return replace(answers, fakes=fakes) if fakes and answers.fakes is None else answers


def posting(a_week: float, days: float) -> dict[str, Value]:
    """Levers for posts a week, evenly over the period, the first at nine where there is time.

    Raises UserError where they are more, or further apart, than the model can simulate.
    """
    every = WEEK * 24 / a_week
    count = max(1, round(a_week * days / WEEK))
    if count > MOST_POSTS:
        raise UserError(
            f"Posts a week: {a_week:,.6g} are {count:,} posts in {days:g} days; at most "
            f"{MOST_POSTS:,} can be simulated",
            path="answers.posts",
            value=a_week,
        )
    usual = Parameters().posts.hour
    last = (count - 1) * every
    hour = usual if usual + last < days * 24 else 0.0
    return {"posts.count": count, "posts.every": every, "posts.hour": hour}


def fans(real: int) -> int:
    """The number of fans among real followers; see FANS."""
    grown = float(_FANS * (real / _FANS_AT) ** _POWER)
    return round(min(grown, _MOST_FANS * real))


def _followers(answers: Answers, base: Parameters) -> dict[str, Value]:
    """The list by kind, in which exactly the stated share is fake.

    Fans are people; every fake is among the casual followers, where it costs nothing. Other kinds
    are as the base has them, and so are the fans where somebody moved them.
    """
    listed = round(answers.value("followers"))
    real = listed - _part(listed, answers.value("fakes"))
    kinds = dict(groups(base.followers))
    moved = kinds["fans"].size != Parameters().followers.fans.size
    loyal = kinds["fans"].size if moved else fans(real)
    kinds["fans"] = kinds["fans"].model_copy(update={"size": loyal})
    del kinds["casual"]
    others = sum(kind.size for kind in kinds.values())
    people = sum(round(kind.size * kind.real) for kind in kinds.values())
    casual, casual_real = listed - others, real - people
    if casual < 0:
        raise UserError(
            f"Followers: {listed:,} are fewer than the {others:,} of other kinds",
            path="answers.followers",
            value=listed,
        )
    if not 0 <= casual_real <= casual:
        raise UserError(
            f"Share of fakes: it leaves {real:,} real people of {listed:,} followers, which does "
            f"not go with {people:,} real ones among the {others:,} followers of other kinds",
            path="answers.fakes",
        )
    return {
        "followers.fans.size": loyal,
        "followers.casual.size": casual,
        "followers.casual.real": casual_real / casual if casual else 1.0,
    }


def _part(whole: int, share: float) -> int:
    """A share of so many, as it was typed: 40% of 20,000 are 8,000."""
    return round(Fraction(repr(share)) * whole)
