"""How a difference was split among the levers, in words."""

from dataclasses import replace

import numpy as np
import pytest

from simulation.experiment.comparison.attribution import Explanation, Part
from simulation.report.attribution import method

ONE = Part({"posts.count": (2, 1)}, np.ones(3), 1.0, 1.0, 1.0, 0.5)
TWO = replace(ONE, levers={"money.wage": (2.0, 1.0)})
BOTH = replace(ONE, levers=ONE.levers | TWO.levers)
FOUND = Explanation("reach", None, (ONE, TWO), 2.0, 0.1, 3, 0, 4, 2, True)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (
            FOUND,
            "Each lever's part of the difference, averaged over all 2 orders of changing them "
            "(4 scenarios on the same 3 runs).",
        ),
        (replace(FOUND, exact=False), "mirrored orders"),
        (replace(FOUND, parts=(ONE, BOTH)), "not legal apart, or too many."),
        (replace(FOUND, parts=(BOTH,)), "mean nothing without one another"),
        (
            replace(FOUND, outcome="orders_per_cost", ratio=("orders", "cost"), parts=()),
            "Orders per $1,000 is a ratio, of orders and cost, so the difference cannot be split "
            "among the levers; compare by orders or by cost to see what each adds.",
        ),
        (
            replace(FOUND, outcome="cost_per_engagement", ratio=("cost", "engagements"), parts=()),
            "is a ratio, of cost and engagements, so the difference cannot be split among the "
            "levers; compare by cost to see what each adds.",
        ),
        (
            replace(FOUND, outcome="sales_per_ad_dollar", ratio=("sales", "spend"), parts=()),
            "is a ratio, of sales and spend, so the difference cannot be split among the levers.",
        ),
    ],
)
def test_it_says_how_the_parts_were_found(found: Explanation, expected: str) -> None:
    assert expected in method(found)


def test_one_lever_alone_needs_no_words() -> None:
    assert method(replace(FOUND, parts=(ONE,))) == method(replace(FOUND, parts=())) == ""
