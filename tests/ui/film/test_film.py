"""A film: whole, plain, and with the counts of its replicate."""

import json

import numpy as np
import pytest

from simulation.ensemble import one_world
from simulation.outcomes import replay
from simulation.parameters import Parameters, Run, changed
from simulation.rules import ACTIONS
from simulation.world import World
from simulation.world.state import GROUPS
from tests.worlds import still, swift, table_of
from ui.film import film as words
from ui.film.film import film, pace, summary

WEEK = Run(days=7)
CHAIN = {
    "network.kind": "table",
    "network.table": "by hand",
    "network.us": "0",
    "followers.fans.share": 1.0,
}


@pytest.fixture(scope="module")
def world() -> World:
    return one_world(changed(Parameters(), {"partners.count": 1, "partners.agree": 1.0}), WEEK, 3)


def test_every_action_and_every_kind_has_its_words() -> None:
    assert list(words.DID) == list(ACTIONS)
    assert list(words.PERSON) == list(GROUPS)


@pytest.mark.compiled
def test_it_is_plain_and_as_long_as_there_are_people(world: World) -> None:
    shown = film(replay(world), "some", "a post", int(world.plan.population))
    assert json.loads(json.dumps(shown))["id"] == "some"
    whole = ("x", "y", "parent", "hop", "kind", "brought", "seen", "shared", "bought")
    columns = (*whole, "name", "about", "actions", "more")
    assert {len(shown[name]) for name in columns} == {shown["touched"] + 1}
    assert shown["seen"] == sorted(shown["seen"])
    assert len(shown["posts"]) == world.plan.published
    assert set(shown["kind"][1:]) <= set(shown["kinds"])


@pytest.mark.compiled
@pytest.mark.parametrize("points", [1, 7, 10**6])
def test_at_the_end_its_counters_are_the_worlds_outcomes(
    world: World, points: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "POINTS", points)
    shown = film(replay(world, most=50), "some", "a post", int(world.plan.population))
    curves = [*shown["counters"], shown["events"]]
    names = ("reach", "reach_through_others", "shares", "orders", "logged")
    for curve, name in zip(curves, names, strict=True):
        assert len(curve["times"]) == len(curve["counts"]) <= points
        assert max(curve["counts"], default=0) == getattr(world.tally, name)
        assert max(curve["times"], default=0) <= shown["pace"][-1]


def test_the_pace_is_quick_where_nothing_happens() -> None:
    seen = np.array([0, *range(1_000, 2_000, 10), 900_000])  # all in a second, one much later
    steps = np.array(pace(seen, 0, 1_000_000))
    assert steps[0] == 0
    assert steps[-1] >= 1_000
    assert (np.diff(steps) >= 0).all()
    assert (steps <= 2).sum() > len(steps) / 2


@pytest.mark.compiled
def test_the_actions_of_an_account_are_listed_to_a_limit(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = replay(world)
    whole = film(found, "some", "a post", int(world.plan.population))
    monkeypatch.setattr(words, "LINES", 2)
    cut = film(found, "some", "a post", int(world.plan.population))
    for some, more, all_of_it in zip(cut["actions"], cut["more"], whole["actions"], strict=True):
        assert some == all_of_it[:2]
        assert len(some) + more == len(all_of_it)
    assert max(cut["more"]) > 0
    first = [ACTIONS[listed[0][1]] for listed in whole["actions"]]
    assert first[0] == "post"
    assert "see" in first
    shared = [row for row, time in enumerate(whole["shared"]) if time >= 0]
    assert all("share" in [ACTIONS[each[1]] for each in whole["actions"][row]] for row in shared)


@pytest.mark.compiled
def test_people_of_a_table_go_by_its_names_and_partners_by_theirs(world: World) -> None:
    table = table_of({0: [1], 1: [2]})
    small = swift(still(CHAIN), table=table)
    shown = film(replay(small), "some", "a post", 3, ("we", "Ann", "<b>Bob"))
    assert shown["name"] == ["us", "account Ann", "account <b>Bob"]
    assert shown["about"][1:] == [
        "A fan. First shown a post by us, 1 hop from us.",
        "Someone who does not follow us. First shown a post by account Ann, 2 hops from us.",
    ]
    with_partner = film(replay(world), "some", "a post", int(world.plan.population))
    assert "partner 1" in with_partner["name"]
    assert with_partner["names"][int(world.plan.population) + 1] == "partner 1"


@pytest.mark.compiled
def test_the_summary_counts_and_names_who_brought_most() -> None:
    found = replay(swift(still(CHAIN), table=table_of({0: [1, 2], 2: [3, 4]})))
    assert summary(found, "a post") == (
        "4 people noticed a post: 2 shown by us, 2 (50%) by others, up to 2 hops from us. "
        "It was passed on 2 times. One account alone brought 2 people: a fan."
    )
    alone = replay(swift(still({"followers.fans.size": 1})))
    assert summary(alone, "post 1") == "1 person noticed post 1: 1 shown by us, none by others."
    nobody = replay(swift(still({"followers.fans.see": 0.0})))
    assert summary(nobody, "a post") == "Nobody noticed a post."
    assert film(nobody, "some", "a post", 100)["touched"] == 0
    assert film(replay(swift(still(), days=0.2)), "some", "a post", 100)["touched"] == 0
