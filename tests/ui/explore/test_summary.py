"""The sentences of Explore: figures of the run they are about, nothing claimed without them."""

import re
from dataclasses import replace

import numpy as np
import pytest

from simulation.ensemble import Ensemble, simulate
from simulation.experiment.comparison.precision import median_precision
from simulation.outcomes import summary, values
from simulation.parameters import Parameters, Run, changed
from ui.explore.summary import precision, result
from ui.text import quantity

pytestmark = pytest.mark.compiled

FEW = Run(worlds=40, days=7)


def run(levers: dict[str, float], run: Run = FEW) -> Ensemble:
    return simulate(changed(Parameters(), levers), run)


def test_it_gives_median_and_range_of_the_reach_and_counts_days_and_posts(small: Ensemble) -> None:
    reach = summary(values(small, "reach"))
    middle, low, high = (
        quantity(each, "people") for each in (reach.median, reach.low90, reach.high90)
    )
    assert result(small).startswith(
        "Over 7 days, 4 posts (of 12; the others come after the end) to 1,000 followers will "
        f"typically reach about {middle} people; in 9 of 10 simulated runs between {low} and "
        f"{high}."
    )


def test_word_of_mouth_orders_and_profit_have_figures(small: Ensemble) -> None:
    said = result(small)
    share = summary(values(small, "word_of_mouth_share"))
    assert f"Word of mouth brings {quantity(share.median, 'share')} of them (" in said
    some = int(np.sum(values(small, "orders") > 0))
    assert (
        f"Most runs bring no order; {round(100 * some / 40)} of 100 runs bring one or more." in said
    )
    profit = summary(values(small, "profit")).median or 0.0
    assert profit < 0
    loss = quantity(-profit, "$")
    assert f"typically a loss of {loss}; none of the 40 runs makes a profit." in said


def test_nobody_seeing_a_post_reaches_nobody() -> None:
    said = result(run({"followers.fans.see": 0.0, "followers.casual.see": 0.0}))
    assert "will reach nobody in nearly all of 40 simulated runs." in said
    assert "Word of mouth" not in said


def test_one_run_is_told_as_one() -> None:
    said = result(run({}, Run(worlds=1, days=7)))
    assert re.search(r"reached [\d,]+ people in the one simulated run\.", said)
    assert "9 of 10" not in said
    assert "%)" not in said
    assert "runs" not in said


def test_no_order_in_any_run_is_said_so() -> None:
    never = {f"{who}.buy": 0.0 for who in ("followers.fans", "followers.casual", "public")}
    assert "Nobody buys anything in any of the 40 runs." in result(run(never))


def test_many_orders_are_counted_and_a_sure_profit_is_called_one() -> None:
    always = {
        "followers.fans.click": 1.0,
        "followers.fans.buy": 1.0,
        "dialogue.hours": 0.0,
        "posts.minutes": 0.0,
    }
    found = run(always)
    orders = summary(values(found, "orders"))
    said = result(found)
    assert f"It typically brings {quantity(orders.median, 'orders')} orders (" in said
    assert "all 40 runs make a profit." in said


def test_without_sharing_word_of_mouth_adds_nobody() -> None:
    silent = {"followers.fans.share": 0.0, "followers.casual.share": 0.0}
    assert "Word of mouth adds almost nobody." in result(run(silent))


def test_rare_large_reach_is_told_by_its_chance_and_by_the_mean(small: Ensemble) -> None:
    tallies = np.zeros(100, small.tallies.dtype)
    tallies["came"] = small.tallies["came"][0]
    tallies["reach"][:10] = 900  # in one run of ten
    rare = replace(small, run=FEW.model_copy(update={"worlds": 100}), tallies=tallies)
    assert "will typically reach nobody; one run in 20 reaches 900 people or more." in result(rare)
    tallies["reach"][:10] = 0
    tallies["reach"][:6] = 90
    tallies["reach"][0] = 20_000
    assert "A few exceptional runs raise the mean to 200 people." in result(rare)


def test_precision_is_the_interval_of_the_median() -> None:
    found = run({})
    known = median_precision(values(found, "reach"))
    assert known is not None
    low, high = (quantity(end, "people") for end in (known.low, known.high))
    assert (
        f"With 40 simulated runs, the typical reach is between {low} and {high} (95% confident)."
        in precision(found)
    )
    assert "at least 6 runs" in precision(run({}, Run(worlds=5, days=7)))


@pytest.mark.parametrize("name", ["reach", "profit"])
def test_a_median_that_is_certain_needs_no_more_runs(name: str) -> None:
    nobody = {"followers.fans.see": 0.0, "followers.casual.see": 0.0}
    said = precision(run(nobody), name)
    assert re.fullmatch(
        rf"With 40 simulated runs, the typical {name} is -?\$?[\d,]+ \(95% confident\)\.", said
    )
