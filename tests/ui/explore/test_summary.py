import re

from simulation.ensemble import Ensemble, simulate
from simulation.outcomes import summary, values
from simulation.parameters import Parameters, Run, changed
from ui.explore.summary import how_sure, what_happened
from ui.text import quantity

FEW = Run(worlds=40, days=7)


def run(settings: dict[str, float], run: Run = FEW) -> Ensemble:
    return simulate(changed(Parameters(), settings), run)


def test_it_gives_the_median_reach_and_counts_worlds_days_and_posts(small: Ensemble) -> None:
    said = what_happened(small)
    assert quantity(summary(values(small, "reach")).median, "people") in said
    assert "7 days" in said
    assert "40 worlds" in said
    assert "4 posts (of 12" in said  # the others come after the end
    assert "forecast" not in said


def test_nobody_seeing_a_post_reaches_nobody() -> None:
    said = what_happened(run({"followers.fans.see": 0.0, "followers.casual.see": 0.0}))
    assert "reached nobody in nearly all of 40 worlds" in said
    assert "Word of mouth" not in said


def test_no_order_in_any_world_is_said_so() -> None:
    never = {f"{who}.buy": 0.0 for who in ("followers.fans", "followers.casual", "public")}
    assert "Nobody bought anything in any of the 40 worlds." in what_happened(run(never))


def test_many_orders_are_counted_and_a_sure_profit_is_called_one() -> None:
    always = {
        "followers.fans.click": 1.0,
        "followers.fans.buy": 1.0,
        "dialogue.hours": 0.0,
        "posts.minutes": 0.0,
    }
    said = what_happened(run(always))
    assert "orders (" in said
    assert "with a profit in every world" in said


def test_without_sharing_nobody_is_reached_through_others() -> None:
    silent = {"followers.fans.share": 0.0, "followers.casual.share": 0.0}
    assert "Hardly anybody was reached through others." in what_happened(run(silent))


def test_lucky_worlds_that_pull_the_mean_up_are_spoken_of() -> None:
    lottery = {
        "followers.fans.size": 0,
        "followers.casual.size": 0,
        "followers.celebrities.size": 1,
        "followers.celebrities.share": 0.1,
        "followers.celebrities.see": 0.1,
        "followers.celebrities.audience": 40_000.0,
        "posts.count": 1,
        "network.discount": 0.0,
    }
    said = what_happened(run(lottery, Run(worlds=200, days=7)))
    assert "A few lucky worlds pull the mean up" in said


def test_how_sure_says_when_there_are_too_few_worlds() -> None:
    assert "nothing can be said" in how_sure(run({}, Run(worlds=5, days=7)))
    said = how_sure(run({}))
    assert "95% sure" in said
    apart = [
        float(text.replace(",", "")) for text in re.findall(r"[\d,]+(?= (?:and|\(|apart))", said)
    ]
    assert len(apart) == 3
    low, high, narrower = apart
    assert 0.4 < narrower / (high - low) < 0.6  # said in two figures


def test_a_median_that_is_certain_needs_no_more_worlds() -> None:
    said = how_sure(run({"followers.fans.see": 0.0, "followers.casual.see": 0.0}))
    assert said == "With 40 worlds the median reach is 0 (95% sure)."
