"""A against B: what is claimed, what is not, and how shared luck helps."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from simulation.errors import UserError
from simulation.experiment import Comparison, Runner, Setup, Store
from simulation.experiment.comparison.pairwise import compare, fresh
from simulation.experiment.comparison.phrases import better
from simulation.experiment.runner.runner import open_runner
from simulation.outcomes import OUTCOMES
from simulation.outcomes.measures import Column
from simulation.parameters import Parameters, Run, Value, changed
from tests.experiment.fake_runner import fake

SMALL = changed(Parameters(), {
    "network.population": 2_000, "posts.count": 2, "followers.casual.size": 300,
})  # fmt: skip
NAN = float("nan")


@pytest.fixture(scope="module")
def here() -> Iterator[Runner]:
    with open_runner() as found:
        yield found


def setup(settings: dict[str, Value] | None = None, seed: int = 1, worlds: int = 60) -> Setup:
    return Setup(changed(SMALL, settings or {}), Run(seed=seed, worlds=worlds, days=3.0))


def by_hand(
    a: Column, b: Column, again: Column | None = None, name: str = "reach", factor: float = 1.0
) -> Comparison:
    """A comparison of columns that are given; `again` is A's under fresh luck, by default A's."""
    one, other = setup(worlds=len(a)), setup({"posts.count": 3}, worlds=len(a))
    columns = {one: a, other: b, fresh(one): a if again is None else again}
    return compare(one, other, name, fake(lambda asked: columns[asked]), factor)


def test_a_against_the_same_a_is_even_in_every_world(here: Runner) -> None:
    found = compare(setup(), setup(), "reach", here, explain=True)
    assert (found.win_rate.ties, found.win_rate.percent, found.win_rate.leader) == (60, 50.0, "")
    assert found.verdict.kind == "even"
    assert found.verdict.sentence == "No difference. In every world A and B come out even on reach."
    assert not found.changed
    assert found.parts is not None
    assert not found.parts.parts
    assert not (found.a_values - found.b_values).any()
    assert found.floor is not None
    assert found.floor.median > 0


def test_nothing_is_claimed_between_a_and_a_under_fresh_luck(tmp_path: Path) -> None:
    """100 pairs with seeds of their own. The odds alone would be wrong in 5 of 100, and a claim has
    to pass the floor besides, so that more than 5 claims would be a 1 in 10 event at the worst."""
    names = ("reach", "depth", "time_to_half")
    claims = dict.fromkeys(names, 0)
    with Store(tmp_path / "s", len(OUTCOMES)) as store, open_runner(store=store) as here:
        pairs = [(setup({}, seed, 40), setup({}, 1_000 + seed, 40)) for seed in range(100)]
        here.measure([each for a, b in pairs for each in (a, b, fresh(a))])
        for name in names:
            for a, b in pairs:
                found = compare(a, b, name, here)
                assert not found.shared_luck
                claims[name] += found.verdict.kind != "even"
    assert max(claims.values()) <= 5, claims


def test_a_side_that_is_ahead_by_the_coupling_is_ahead_in_every_world(here: Runner) -> None:
    """Nobody who noticed at 1 in 7 fails to notice at 1 in 2, all else having the same luck."""
    found = compare(
        setup({"followers.casual.see": 0.5}), setup({"followers.casual.see": 0.15}), "reach", here
    )
    assert (found.win_rate.wins, found.win_rate.percent, found.win_rate.high95) == (
        60,
        100.0,
        100.0,
    )
    assert found.verdict.kind == "A"
    assert found.verdict.sentence.startswith("In every world A reaches more people than B. ")
    assert found.difference.low90 is not None
    assert found.difference.low90 > 0


def test_shared_luck_cuts_the_variance_of_a_difference(here: Runner) -> None:
    """Ninetyfold here (seventyfold for the default): a tenth more chance to notice, same worlds."""
    a, b = setup({"followers.casual.see": 0.055}, worlds=300), setup(worlds=300)
    apart = setup(seed=98, worlds=300)
    shared = compare(a, b, "reach", here)
    independent = compare(a, apart, "reach", here)
    variance = [np.var(each.a_values - each.b_values) for each in (shared, independent)]
    assert variance[1] / variance[0] > 10
    assert shared.shared_luck
    assert shared.win_rate.leader == "A"
    assert independent.win_rate.leader == ""


def test_what_differs_is_told_and_nothing_else(here: Runner) -> None:
    found = compare(setup({"posts.count": 3, "posts.hour": 9.0}), setup(), "likes", here)
    assert found.changed == {"posts.count": (3, 2)}


def test_a_lottery_is_usually_lost_and_won_on_average() -> None:
    found = by_hand(np.array([*np.full(10, 1e6), *np.zeros(190)]), np.arange(900.0, 1_100.0))
    assert found.verdict.kind == "split"
    assert found.verdict.sentence.startswith(
        "Usually B, but on average A. In 95 of 100 worlds B reaches more people than A."
    )
    assert found.verdict.notes == ("A few worlds in which A is ahead by far decide the mean.",)


def test_one_lucky_world_of_either_side_decides_nothing() -> None:
    """Though A, run again, moves not at all where B is the lottery."""
    lucky, steady = np.array([1e4, *np.zeros(99)]), np.full(100, 90.0)
    for a, b, usual in ((lucky, steady, "B"), (steady, lucky, "A")):
        found = by_hand(a, b)
        assert found.verdict.kind == usual
        assert "within what luck alone makes" in found.verdict.notes[0]


def test_a_mean_that_leans_the_other_way_is_told_though_it_may_be_luck() -> None:
    a = np.array([1e4, *np.zeros(99)])
    found = by_hand(a, np.full(100, 90.0))
    assert found.verdict.kind == "B"
    assert found.verdict.notes[0].startswith("The mean leans to A, within what luck alone makes")


def test_ahead_in_every_world_by_less_than_luck_makes_is_no_claim() -> None:
    b = np.arange(1_000.0, 1_100.0)
    found = by_hand(b + 1, b)
    assert found.win_rate.percent == 100
    assert found.verdict.kind == "even"
    assert found.verdict.sentence.startswith(
        "Too close to call. In every world A reaches more people than B, but by little: 1 person, "
        "where luck alone makes up to "
    )


def test_of_a_cost_less_is_better() -> None:
    a, b = np.full(100, 50.0), np.full(100, 80.0)
    found = by_hand(a, b, name="cost")
    assert found.verdict.kind == "A"
    assert found.verdict.sentence == (
        "In every world A costs less than B. The median is $50 with A and $80 with B."
    )


@pytest.mark.parametrize(
    ("a", "factor", "kind", "said"),
    [
        (210, 2, "A", "In every world A has at least twice the reach of B."),
        (190, 2, "B", "In no world does A have at least twice the reach of B."),
        (60, 0.5, "A", "In every world A has at least half the reach of B."),
        (109, 1.1, "B", "In no world does A have at least 1.1 times the reach of B."),
    ],
)
def test_a_claim_of_so_many_times(a: float, factor: float, kind: str, said: str) -> None:
    found = by_hand(np.full(80, a), np.full(80, 100.0), factor=factor)
    assert found.verdict.kind == kind
    assert found.verdict.sentence.startswith(said)


def test_ties_are_told_and_rare_events_compared_by_their_means() -> None:
    a, b = np.zeros(400), np.zeros(400)
    a[:40] = 1
    found = by_hand(a, b, name="large_chance")
    assert found.verdict.kind == "A"
    assert found.verdict.sentence == (
        "In 10 of 100 worlds somebody with a large audience passes on A but not B; "
        "90 of 100 worlds are even. The mean is 10% with A and 0% with B."
    )


def test_worlds_without_a_meaning_are_left_out_and_counted() -> None:
    found = by_hand(np.array([NAN, *np.full(99, 5.0)]), np.array([*np.full(99, 3.0), NAN]))
    assert (found.win_rate.worlds, found.win_rate.left_out, found.difference.worlds) == (98, 2, 98)
    assert found.verdict.notes == ("2 worlds are left out: one side or both have no reach there.",)


def test_without_any_meaning_nothing_is_compared() -> None:
    found = by_hand(np.full(9, NAN), np.ones(9))
    assert found.verdict.kind == "unknown"
    assert found.floor is found.ratio_means is found.difference.mean is None


@pytest.mark.parametrize(
    ("a", "b", "ratio"), [(4, 2, 2.0), (0, 2, 0.0), (4, 0, None), (-4, 2, None), (4, -2, None)]
)
def test_a_ratio_only_where_it_makes_sense(a: float, b: float, ratio: float | None) -> None:
    found = by_hand(np.full(9, a), np.full(9, b), name="profit")
    assert (found.ratio_medians, found.ratio_means) == (ratio, ratio)


@pytest.mark.parametrize("name", OUTCOMES)
def test_every_outcome_has_its_words(name: str) -> None:
    plain, more = better(name), better(name, "A", "B", 2.0)
    assert " A" in f" {plain}"
    assert "B" in plain
    assert ("at least twice" if OUTCOMES[name].more_is_better else "at most half") in more


@pytest.mark.parametrize(
    ("other", "name", "factor", "said"),
    [
        (setup(worlds=30), "reach", 1.0, "worlds: 60 of A cannot be compared with 30 of B"),
        (setup(), "reech", 1.0, "there is no outcome 'reech'; did you mean reach?"),
        (setup(), "reach", 0.0, "factor = 0.0 is not legal"),
        (setup(), "reach", NAN, "factor = nan is not legal"),
    ],
)
def test_what_cannot_be_compared(other: Setup, name: str, factor: float, said: str) -> None:
    def never(_: Setup) -> Column:
        raise AssertionError("it was measured")

    with pytest.raises(UserError, match=f"^{said.replace('?', '.')}"):
        compare(setup(), other, name, fake(never), factor)
