"""The simulated population: so large that it decides nothing, and where it is not, it says so."""

import numpy as np
import pytest

from simulation.case.options import choices
from simulation.case.population import (
    FEWEST,
    contacts_with_strangers,
    fullness,
    largest,
    population,
    published,
    sized,
    strangers_for,
)
from simulation.case.today import today
from simulation.decision.sanity import FULL
from simulation.ensemble import simulate
from simulation.outcomes import Column, values
from simulation.parameters import Parameters, Run, changed
from simulation.world import memory
from tests.case.cases import bakery

DAYS = 28.0


def ads(budget: str) -> Parameters:
    """Today with the budget spent on ads, in the population that the rule gives it."""
    return choices(bakery(budget=budget)).options[0].parameters


def reach(parameters: Parameters, worlds: int) -> Column:
    return values(simulate(parameters, Run(worlds=worlds, memory=8.0)), "reach")


# The standard error of a median is 1 % for $200 in 60 replicates, 0.6 % for $2,000 in 5; the seeds
# are fixed. In 300 replicates ten times the population adds 3.3 % to the median for $200.
@pytest.mark.compiled
@pytest.mark.parametrize(
    ("budget", "times", "worlds"), [("$200", (3, 10), 60), ("$2,000", (3,), 5)]
)
def test_the_same_ads_reach_as_many_whatever_the_population(
    budget: str, times: tuple[int, ...], worlds: int
) -> None:
    side = ads(budget)
    usual = np.median(reach(side, worlds))
    for factor in times:
        larger = changed(side, {"network.population": factor * side.network.population})
        assert np.median(reach(larger, worlds)) == pytest.approx(usual, rel=0.05)


@pytest.mark.compiled
def test_a_population_that_is_too_small_does_decide() -> None:
    side = ads("$200")
    small = changed(side, {"network.population": 50_000})
    assert reach(small, 10).mean() < 0.8 * reach(side, 10).mean()


@pytest.mark.compiled
def test_contacts_are_counted_before_they_are_made() -> None:
    """Contacts expected with strangers are those simulated, or up to 40 % more."""
    for spent in ({}, {"growth.ad_views": 2_000}, {"partners.count": 20, "partners.agree": 1.0}):
        side = changed(choices(bakery()).today.parameters, spent)
        result = simulate(side, Run(worlds=60))
        strangers = values(result, "impressions").mean() - own_looks(side)
        # Four in five of the accounts that ads and partners bring a post before are people.
        assert 0.9 * strangers < contacts_with_strangers(side, DAYS) < 1.4 * strangers


def own_looks(side: Parameters) -> float:
    """Looks of our followers that we bring about ourselves, on average."""
    kinds = side.followers.fans, side.followers.casual
    return 12 * sum(kind.size * kind.real * kind.see for kind in kinds)


def test_the_rule_is_said_in_one_line() -> None:
    found = choices(bakery())
    assert found.population.line == (
        "6,920,000 people and accounts are simulated: 20,000 followers, and 15 strangers for each "
        "of the 460,000 contacts expected with them."
    )
    quiet = population([found.today.parameters], DAYS)
    assert quiet.line == (
        "1,020,000 people and accounts are simulated: 20,000 followers, and a million strangers, "
        "with whom 3,100 contacts are expected."
    )
    assert strangers_for(0) == FEWEST
    assert strangers_for(100_001) == 1_600_000  # two figures, upwards


def test_one_size_for_all_sides_so_that_random_draws_are_common() -> None:
    found = choices(bakery())
    assert {side.parameters.network.population for side in found.sides} == {found.population.size}


def test_memory_and_the_model_bound_the_size() -> None:
    found = choices(bakery(budget="$200k"))
    for side in found.sides:
        assert memory(side.parameters) <= 2e9
        assert side.parameters.network.population <= 100_000_000
    assert found.population.size < found.population.needed
    assert "strangers for each" in found.population.line
    assert f"15 would be enough ({found.population.needed:,} in all)" in found.population.line
    followers_only = changed(
        Parameters(), {"network.population": 100_000_000, "followers.casual.size": 90_000_000}
    )
    assert largest(followers_only) == 90_000_101


@pytest.mark.compiled
def test_posts_are_counted_as_the_model_publishes_them() -> None:
    for count, every, hour, days in ((12, 56.0, 9.0, 28), (50, 24.0, 9.0, 7), (3, 48.0, 24.0, 1)):
        side = changed(
            Parameters(), {"posts.count": count, "posts.every": every, "posts.hour": hour}
        )
        result = simulate(side, Run(worlds=1, days=days))
        assert published(side, days) == result.posts.shape[1]


@pytest.mark.compiled
def test_a_run_that_fills_its_population_says_so_and_offers_another_size() -> None:
    side = changed(ads("$200"), {"network.population": 50_000})
    found = fullness(side, DAYS, reach(side, 10))
    assert found.full
    assert found.sentence.startswith("The simulated population of 50,000 is ")
    assert found.sentence.endswith(f"{found.better:,} would be large enough.")
    again = changed(side, {"network.population": found.better})
    assert not fullness(again, DAYS, reach(again, 10)).full
    assert fullness(again, DAYS, reach(again, 10)).sentence == ""


def test_a_size_is_offered_where_the_rule_expects_too_little() -> None:
    """Whatever filled the population up, the size offered follows from what was reached."""
    side = changed(Parameters(), {"network.population": 2_000_000})
    half = np.full(5, 800_000.0)
    found = fullness(side, DAYS, half)
    assert found.share == pytest.approx(0.5, rel=0.01)
    assert found.better > 8 * side.network.population


def test_it_is_said_where_no_larger_population_can_be_had() -> None:
    side = changed(Parameters(), {"network.population": 100_000_000, "posts.count": 300})
    found = fullness(side, DAYS, np.full(5, 60e6))
    assert found.better == found.size
    assert found.sentence.endswith("Memory does not allow a larger one.")


def test_a_list_of_ties_is_never_full() -> None:
    ties = changed(Parameters(), {"network.kind": "table", "network.table": "congress"})
    assert not fullness(ties, DAYS, np.full(3, 400.0)).full


def test_what_fills_a_tenth_is_full() -> None:
    side = today(bakery().answers)
    people = 12_000 + 0.8 * FEWEST
    assert not fullness(side, DAYS, np.full(3, 0.99 * FULL * people)).full
    assert fullness(side, DAYS, np.full(3, 1.01 * FULL * people)).full


def test_a_size_that_was_asked_for_is_taken() -> None:
    side = sized(Parameters(), 70_000)
    assert side.network.population == 70_000
