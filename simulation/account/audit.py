"""The audit of a list of followers, in ranges: which of them cannot notice us, or hardly do."""

from dataclasses import dataclass

import numpy as np

from simulation.errors import UserError, illegal_value
from simulation.parameters import Group, Parameters

DRAWS = 8  # a power of 2, as Sobol's sequence needs for balance


@dataclass(frozen=True, slots=True)
class ShareRange:
    """A share of the followers between low and high, both from 0 to 1."""

    low: float
    high: float

    def at(self, part: float) -> float:
        """The share at this part of the way from low to high."""
        return self.low + part * (self.high - self.low)


@dataclass(frozen=True, slots=True)
class Audit:
    """Ranges of the shares of fake, inactive and mass-followers.

    Fake and abandoned accounts are not people and notice nothing. Mass-followers are people who
    follow thousands of accounts: they act as the follow-backs of the model, who notice a fifth of
    what casual followers notice.
    """

    fake: ShareRange = ShareRange(0.2, 0.2)
    inactive: ShareRange = ShareRange(0.0, 0.0)
    mass: ShareRange = ShareRange(0.0, 0.0)

    def __post_init__(self) -> None:
        """Check that the high ends leave somebody. Raises UserError."""
        if self.fake.high + self.inactive.high + self.mass.high > 0.99:
            raise UserError(
                "the high ends of fake, inactive and mass-followers add up to more than 99%: "
                "no followers would be left who could notice you"
            )

    @property
    def is_exact(self) -> bool:
        """True if every range is a single figure."""
        return all(each.low == each.high for each in (self.fake, self.inactive, self.mass))

    def sample(self) -> list["AuditFigures"]:
        """Figures spread evenly over the ranges, ends included; one set if the audit is exact.

        A Sobol sequence (Joe and Kuo 2008) stretched to reach both ends of each range.
        """
        if self.is_exact:
            return [self.at(0.5)]
        from scipy.stats import qmc  # takes half a second to import, so only where it is needed

        points = qmc.Sobol(3, scramble=False).random(DRAWS) * DRAWS / (DRAWS - 1)
        return [
            AuditFigures(self.fake.at(fake), self.inactive.at(inactive), self.mass.at(mass))
            for fake, inactive, mass in np.asarray(points).tolist()
        ]

    def at(self, part: float) -> "AuditFigures":
        """The figures at this part of the way from the low ends to the high ends."""
        return AuditFigures(self.fake.at(part), self.inactive.at(part), self.mass.at(part))


@dataclass(frozen=True, slots=True)
class AuditFigures:
    """Single figures of an audit: shares of all followers."""

    fake: float
    inactive: float
    mass: float

    def split(self, followers: int) -> dict[str, float | int]:
        """The levers of the list: sizes and real shares of casual and mass-followers.

        Casual followers include all fake and inactive ones; all mass-followers are people.
        """
        mass = round(self.mass * followers)
        casual = followers - mass
        people = max(0.0, 1.0 - self.fake - self.inactive - self.mass) * followers
        return {
            "followers.fans.size": 0,
            "followers.casual.size": casual,
            "followers.casual.real": min(1.0, people / max(casual, 1)),
            "followers.followbacks.size": mass,
            "followers.followbacks.real": 1.0,
        }

    def audience(self) -> float:
        """The casual followers that one follower counts for, on average over the list."""
        people = max(0.0, 1.0 - self.fake - self.inactive - self.mass)
        return people + self.mass * relative_to_casual("see")


def relative_to_casual(deed: str) -> float:
    """A chance of mass-followers relative to that of casual followers, by the defaults."""
    kinds = Parameters().followers
    return _trait(kinds.followbacks, deed) / _trait(kinds.casual, deed)


def _trait(group: Group, name: str) -> float:
    return float(getattr(group, name))


def parse_share(name: str, text: str) -> ShareRange:
    """A share, or a range of shares, as people write them: 0.2, 20%, 0.1:0.3, 10%:30%.

    name: the field, for the message. Raises UserError.
    """
    parts = text.split(":")
    if len(parts) <= 2:
        try:
            low, high = (_number(parts[0]), _number(parts[-1]))
        except ValueError:
            pass
        else:
            if 0.0 <= low <= high <= 1.0:
                return ShareRange(low, high)
    raise illegal_value(name, text, "a share from 0 to 1 or a range like 0.1:0.3, low end first")


def _number(text: str) -> float:
    number = float(text.removesuffix("%"))
    return number / 100 if text.endswith("%") else number
