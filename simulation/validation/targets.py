"""Targets: published figures that the model must meet, each with its tolerance and its source."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """A published figure as its source gives it, and the range that counts as met.

    name: the statistic, see `STATISTICS`. aim: the figure as a number, the middle of a range; the
    aim of calibration.
    """

    name: str
    published: str
    aim: float
    low: float
    high: float
    source: str

    def holds(self, value: float) -> bool:
        """True if this value lies within the tolerance."""
        return self.low <= value <= self.high


_AUSPOL = "#auspol retweet data, measured"
_GOEL_2012 = "Goel, Watts, Goldstein, EC 2012; #auspol retweet data, measured"
_GOEL_2016 = "Goel, Anderson, Hofman, Watts, Management Science 2016"
_KWAK = "#auspol retweet data, measured; Kwak, Lee, Park, Moon, WWW 2010"
_OSOME = "OSoMe 2023, 47,012 accounts whose links spread, measured"

_ALL = (
    Target("never_reshared", "0.95 of all tweets, 0.49 in an engaged community", 0.72, 0.49, 0.95, _GOEL_2012),
    Target("ten_or_more", "0.04", 0.04, 0.02, 0.06, _AUSPOL),
    Target("hundred_or_more", "0.00025", 0.00025, 0.0001, 0.001, _GOEL_2016),
    Target("tail_exponent", "2.4", 2.4, 2.2, 2.7, _AUSPOL),
    Target("virality_and_size", "no correlation", 0.0, -0.3, 0.3, _GOEL_2016),
    Target("spearman_all", "0.50", 0.5, 0.4, 0.6, _OSOME),
    Target("spearman_top_10", "0.34", 0.34, 0.1, 0.4, _OSOME),
    Target("spearman_top_1", "0.20", 0.2, 0.05, 0.3, _OSOME),
    Target("elasticity", "0.40", 0.4, 0.30, 0.55, _AUSPOL),
    Target("within_10_minutes", "0.16 to 0.35", 0.255, 0.16, 0.35, _KWAK),
    Target("within_an_hour", "0.36 to 0.64", 0.5, 0.36, 0.64, _KWAK),
    Target("within_a_day", "0.95 to 0.97", 0.96, 0.95, 0.97, _KWAK),
    Target("half_life", "80", 80.0, 25.0, 170.0, "Pfeffer, Matter, Sargsyan 2023"),
    Target("inside_community", "0.83", 0.83, 0.7, 0.9, "SNAP Higgs data, third-party analysis"),
    Target("nano_to_macro", "5.4", 5.4, 2.0, 10.0, "Beichert, Bayerl, Goldenberg, Lanz, Journal of Marketing 2024"),
)  # fmt: skip

TARGETS: dict[str, Target] = {target.name: target for target in _ALL}
