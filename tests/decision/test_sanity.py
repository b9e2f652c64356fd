"""Remarks that a reader would ask for."""

import numpy as np
import pytest

from simulation.case import fullness
from simulation.decision import Option, lines, recommend
from simulation.decision.goals import goal
from simulation.decision.sanity import FULL, Remark, fakes, people, remarks
from simulation.experiment import Setup, open_runner
from simulation.parameters import Parameters, Run, changed
from tests.decision.made import made, only, option
from tests.worlds import still

RUN = Run(worlds=8, days=10.0)


def test_fakes_and_people_are_counted_by_the_levers() -> None:
    p = changed(
        Parameters(),
        {
            "followers.fans.size": 100,
            "followers.casual.size": 300,
            "followers.casual.real": 0.5,
            "followers.bought.size": 100,
            "network.population": 1_000,
            "public.real": 0.8,
        },
    )
    assert fakes(p) == pytest.approx((150 + 100) / 500)
    assert people(p) == pytest.approx(100 + 150 + 0.8 * 500)


@pytest.mark.compiled
def test_a_full_population_is_seen_in_real_worlds() -> None:
    """Five fans of a hundred accounts, all people: with ads for all, everybody is reached."""
    options = tuple(
        Option(title, still({"growth.ad_views": views}))
        for title, views in (("No", 0), ("Ads", 95))
    )
    with open_runner() as runner:
        today = tuple(runner.measure([Setup(each.parameters, RUN) for each in options]))
    told = {each.kind: each for each in remarks(options, today, RUN, goal("reach"))}
    assert told["full"] == Remark("full", (1,), (1.0,))


@pytest.mark.parametrize("share", [0.99 * FULL, FULL, 0.5])
def test_a_population_is_full_where_a_case_says_so(share: float) -> None:
    side = changed(Parameters(), {"network.population": 1_000_000})
    reach = np.full(4, share * people(side))
    columns = {"reach": reach, "profit": np.ones(4), "answered": np.zeros(4)}
    found = remarks((Option("Ads", side),), (columns,), RUN, goal("reach"))
    said = any(each.kind == "full" for each in found)
    assert said == fullness(side, RUN.days, reach).full == (share >= FULL)


def test_idle_hours_are_those_in_which_nothing_is_answered() -> None:
    """Two hours a day over ten days are 1,200 minutes; 100 answers of 3 minutes are 300."""

    def formula(p: Parameters, noise: np.ndarray) -> dict[str, np.ndarray]:
        one = 1 + 0 * noise
        return {"answered": 100 * one, "profit": one, "reach": one, "cost": one}

    options = (
        option("Two hours", {"dialogue.hours": 2.0}),
        option("None", {"dialogue.hours": 0.0}),
    )
    found = recommend(options, "reach", made(formula), RUN, given=only(options), search=False)
    assert [each for each in found.remarks if each.kind == "idle"] == [
        Remark("idle", (0,), (0.75,))
    ]
    assert "“Two hours”: nothing to answer in 75% of the hours paid for it." in list(lines(found))


@pytest.mark.parametrize(
    ("profit", "says"),
    [
        ((-5.0, -9.0), "Every option costs more than it earns in most runs."),
        ((5.0, -9.0), "“B” costs more than it earns in most runs."),
    ],
)
def test_losses_are_said(profit: tuple[float, float], says: str) -> None:
    def formula(p: Parameters, noise: np.ndarray) -> dict[str, np.ndarray]:
        mine = profit[p.posts.count == 5]
        none = 0 * noise
        return {"profit": mine + none, "orders": none, "cost": none, "reach": none + 1}

    off = {"dialogue.hours": 0.0}
    options = (option("A", off), option("B", off | {"posts.count": 5}))
    found = recommend(options, "orders", made(formula), RUN, given=only(options), search=False)
    told = list(lines(found))
    assert says in told
    assert "“A” and “B”: no orders at all in 100% of the runs." in told


def test_a_cost_of_each_says_in_how_many_runs_there_is_none() -> None:
    """In three of four runs of the first option there is no order to divide its cost by."""

    def formula(p: Parameters, noise: np.ndarray) -> dict[str, np.ndarray]:
        none = 0 * noise
        cost = 5 + none + p.posts.count
        if p.posts.count != 5:
            cost[np.arange(len(cost)) % 4 > 0] = np.nan
        return {"profit": none, "cost_per_order": cost, "cost": none + 1, "reach": none + 1}

    options = (option("A"), option("B", {"posts.count": 5}))
    given = only(options)
    found = recommend(options, "cost_per_order", made(formula), RUN, given=given, search=False)
    assert (
        "“A”: no cost per order in 75% of the runs, as there is nothing to divide by; the figures "
        "are of the other runs." in list(lines(found))
    )
