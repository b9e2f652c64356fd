"""The verdict on an effect: does the model's interval agree with what was published?"""

from collections.abc import Iterable
from typing import Literal

Verdict = Literal["in", "out", "too close to call", "cannot say"]
_BY_WEIGHT: tuple[Verdict, ...] = ("out", "too close to call", "in", "cannot say")


def judge(low: float, high: float, tolerance: tuple[float, float]) -> Verdict:
    """The verdict on an effect whose 95 % interval is low to high.

    "in" if all of it lies between the ends of the tolerance, "out" if all of it lies outside, where
    an end itself is outside: no effect is not a rise. "too close to call" if the interval holds an
    end: more runs make it narrower. So an effect that lies in an end is called "out" at once if it
    is exactly that in every run.
    """
    least, most = tolerance
    if least < low and high < most:
        return "in"
    if high <= least or low >= most:
        return "out"
    return "too close to call"


def overall(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict on a trial by those on its checks, the worst of them; without any, none."""
    return min(verdicts, key=_BY_WEIGHT.index, default="cannot say")
