"""What an audit says of a list of followers, as ranges: who among them cannot or hardly hear us."""

from dataclasses import dataclass

import numpy as np

from simulation.errors import UserError, illegal_value
from simulation.parameters import Group, Parameters

DRAWS = 8  # a power of 2, as Sobol's sequence is balanced there


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the followers, somewhere from low to high, both from 0 to 1."""

    low: float
    high: float

    def at(self, part: float) -> float:
        """The share this part of the way from low to high."""
        return self.low + part * (self.high - self.low)


@dataclass(frozen=True, slots=True)
class Audit:
    """Ranges of the followers who are fake, inactive, and mass-followers.

    Fake and abandoned accounts are no people: they see nothing. Mass-followers are people who
    follow thousands: they act as the model's follow-backs, who notice a fifth of what others do.
    """

    fake: Share = Share(0.2, 0.2)
    inactive: Share = Share(0.0, 0.0)
    mass: Share = Share(0.0, 0.0)

    def __post_init__(self) -> None:
        """Check that the high ends leave somebody. Raises UserError."""
        if self.fake.high + self.inactive.high + self.mass.high > 0.99:
            raise UserError(
                "the high ends of fake, inactive and mass-followers add up to more than 99%: "
                "no followers would be left who could notice you"
            )

    @property
    def certain(self) -> bool:
        """Whether every figure is a single one."""
        return all(each.low == each.high for each in (self.fake, self.inactive, self.mass))

    def draws(self) -> list["Shares"]:
        """Figures spread evenly over the ranges, ends included; one where they are certain.

        A Sobol sequence (Joe and Kuo 2008) stretched to reach both ends of each range.
        """
        if self.certain:
            return [self.at(0.5)]
        from scipy.stats import qmc  # half a second: not before it is needed

        points = qmc.Sobol(3, scramble=False).random(DRAWS) * DRAWS / (DRAWS - 1)
        return [
            Shares(self.fake.at(fake), self.inactive.at(inactive), self.mass.at(mass))
            for fake, inactive, mass in np.asarray(points).tolist()
        ]

    def at(self, part: float) -> "Shares":
        """All figures this part of the way from their low to their high ends."""
        return Shares(self.fake.at(part), self.inactive.at(part), self.mass.at(part))


@dataclass(frozen=True, slots=True)
class Shares:
    """Single figures for an audit: parts of all followers."""

    fake: float
    inactive: float
    mass: float

    def split(self, followers: int) -> dict[str, float | int]:
        """Levers of our list: how many ordinary and mass-followers, and how many of each are real.

        Ordinary followers hold all fakes and inactive ones; mass-followers are all people.
        """
        mass = round(self.mass * followers)
        ordinary = followers - mass
        people = max(0.0, 1.0 - self.fake - self.inactive - self.mass) * followers
        return {
            "followers.fans.size": 0,
            "followers.casual.size": ordinary,
            "followers.casual.real": min(1.0, people / max(ordinary, 1)),
            "followers.followbacks.size": mass,
            "followers.followbacks.real": 1.0,
        }

    def hearing(self) -> float:
        """The list as a number of ordinary people for each follower: mass-followers count less."""
        people = max(0.0, 1.0 - self.fake - self.inactive - self.mass)
        return people + self.mass * less("see")


def less(deed: str) -> float:
    """How much less mass-followers do something than ordinary ones, by the model's defaults."""
    kinds = Parameters().followers
    return _trait(kinds.followbacks, deed) / _trait(kinds.casual, deed)


def _trait(group: Group, name: str) -> float:
    return float(getattr(group, name))


def share(name: str, text: str) -> Share:
    """A share or range of shares as people write them: 0.2, 20%, 0.1:0.3, 10%:30%.

    Raises UserError naming the figure.
    """
    parts = text.split(":")
    if len(parts) <= 2:
        try:
            low, high = (_number(parts[0]), _number(parts[-1]))
        except ValueError:
            pass
        else:
            if 0.0 <= low <= high <= 1.0:
                return Share(low, high)
    raise illegal_value(name, text, "a share from 0 to 1 or a range like 0.1:0.3, low end first")


def _number(text: str) -> float:
    number = float(text.removesuffix("%"))
    return number / 100 if text.endswith("%") else number
