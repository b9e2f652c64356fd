"""A against B: what is claimed, what is not, and how common random numbers help."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from simulation.errors import UserError
from simulation.experiment import Comparison, ResultStore, Runner, Setup
from simulation.experiment.comparison.pairwise import compare, compare_all, fresh
from simulation.experiment.runner.runner import open_runner
from simulation.outcomes import Column
from simulation.parameters import Parameters, Run, Value, changed
from simulation.report.verdict import sentence
from tests.experiment.fake_runner import FakeRunner, fake

SMALL = changed(
    Parameters(),
    {
        "network.population": 2_000,
        "posts.count": 2,
        "followers.casual.size": 300,
    },
)
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
    """A comparison of columns that are given; `again` is A's under fresh draws, by default A's."""
    one, other = setup(worlds=len(a)), setup({"posts.count": 3}, worlds=len(a))
    columns = {one: a, other: b, fresh(one): a if again is None else again}
    return compare(one, other, name, fake(lambda asked: columns[asked]), factor)


@pytest.mark.compiled
def test_a_against_the_same_a_is_no_difference(here: Runner) -> None:
    found = compare(setup(), setup(), "reach", here, explain=True)
    assert (found.win_rate.ties, found.win_rate.percent, found.win_rate.leader) == (60, 50.0, "")
    assert found.verdict.kind == "same"
    assert not found.changed
    assert found.parts is not None
    assert not found.parts.parts
    assert not (found.a_values - found.b_values).any()
    assert found.floor is not None
    assert found.floor.median > 0


@pytest.mark.compiled
@pytest.mark.parametrize("factor", [1.1, 2.0])
def test_a_against_itself_is_no_difference_whatever_is_claimed(here: Runner, factor: float) -> None:
    """By the claim itself A loses every run: it does not have 1.1 times what it has."""
    found = compare(setup(), setup(), "reach", here, factor)
    assert found.win_rate.losses == 60
    assert found.verdict.kind == "same"


def test_a_claim_of_less_than_as_much_holds_of_an_equal_side(here: Runner) -> None:
    assert by_hand(np.full(80, 100.0), np.full(80, 100.0), factor=0.9).verdict.kind == "A"


@pytest.mark.compiled
def test_nothing_is_claimed_between_a_and_a_under_fresh_draws(tmp_path: Path) -> None:
    """100 pairs with seeds of their own. The odds alone would be wrong in 5 of 100, and a claim has
    to pass the floor besides, so that more than 5 claims would be a 1 in 10 event at the worst."""
    names = ("reach", "depth", "time_to_half")
    claims = dict.fromkeys(names, 0)
    with ResultStore(tmp_path / "s") as store, open_runner(store=store) as here:
        pairs = [(setup({}, seed, 40), setup({}, 1_000 + seed, 40)) for seed in range(100)]
        here.measure([each for a, b in pairs for each in (a, b, fresh(a))])
        for name in names:
            for a, b in pairs:
                found = compare(a, b, name, here)
                assert not found.shared_draws
                claims[name] += found.verdict.kind != "close"
    assert max(claims.values()) <= 5, claims


@pytest.mark.compiled
def test_a_side_that_is_ahead_by_the_coupling_is_ahead_in_every_world(here: Runner) -> None:
    """Anyone who noticed at 1 in 7 notices at 1 in 2 too, on common random numbers."""
    found = compare(
        setup({"followers.casual.see": 0.5}), setup({"followers.casual.see": 0.15}), "reach", here
    )
    assert (found.win_rate.wins, found.win_rate.percent, found.win_rate.high95) == (
        60,
        100.0,
        100.0,
    )
    assert found.verdict.kind == "A"
    assert found.difference.low90 is not None
    assert found.difference.low90 > 0


@pytest.mark.compiled
def test_common_random_numbers_cut_the_variance_of_a_difference(here: Runner) -> None:
    """Ninetyfold here (seventyfold for the default): a tenth more chance to notice, same worlds."""
    a, b = setup({"followers.casual.see": 0.055}, worlds=300), setup(worlds=300)
    apart = setup(seed=98, worlds=300)
    shared = compare(a, b, "reach", here)
    independent = compare(a, apart, "reach", here)
    variance = [np.var(each.a_values - each.b_values) for each in (shared, independent)]
    assert variance[1] / variance[0] > 10
    assert shared.shared_draws
    assert shared.win_rate.leader == "A"
    assert independent.win_rate.leader == ""


@pytest.mark.compiled
def test_what_differs_is_told_and_nothing_else(here: Runner) -> None:
    found = compare(setup({"posts.count": 3, "posts.hour": 9.0}), setup(), "likes", here)
    assert found.changed == {"posts.count": (3, 2)}


def test_a_lottery_is_usually_lost_and_won_on_average() -> None:
    found = by_hand(np.array([*np.full(10, 1e6), *np.zeros(190)]), np.arange(900.0, 1_100.0))
    assert found.verdict.kind == "split"
    assert (found.win_rate.leader, found.verdict.middle, found.verdict.average) == ("B", "B", "A")


def test_one_lucky_world_of_either_side_decides_nothing() -> None:
    """Though A, run again, moves not at all where B is the lottery."""
    lucky, steady = np.array([1e4, *np.zeros(99)]), np.full(100, 90.0)
    for a, b, usual in ((lucky, steady, "B"), (steady, lucky, "A")):
        found = by_hand(a, b)
        assert (found.verdict.kind, found.verdict.average) == (usual, "")


def test_ahead_in_every_run_by_less_than_random_draws_make_is_no_claim() -> None:
    b = np.arange(1_000.0, 1_100.0)
    found = by_hand(b + 1, b)
    assert found.win_rate.percent == 100
    assert found.verdict.kind == "close"


def test_of_a_cost_less_is_better() -> None:
    a, b = np.full(100, 50.0), np.full(100, 80.0)
    found = by_hand(a, b, name="cost")
    assert found.verdict.kind == "A"


@pytest.mark.parametrize(
    ("a", "factor", "kind"), [(210, 2, "A"), (190, 2, "B"), (60, 0.5, "A"), (109, 1.1, "B")]
)
def test_a_claim_of_some_times_as_much(a: float, factor: float, kind: str) -> None:
    found = by_hand(np.full(80, a), np.full(80, 100.0), factor=factor)
    assert found.verdict.kind == kind


@pytest.mark.parametrize("factor", [1.0, 1.1, 2.0])
@pytest.mark.parametrize("name", ["reach", "cost", "profit"])
def test_a_side_against_itself_is_no_difference(name: str, factor: float) -> None:
    """Equal in every run is a tie, not a side that misses what is claimed of it."""
    figures = np.linspace(-50.0 if name == "profit" else 50.0, 150.0, 80)
    found = by_hand(figures, figures, factor=factor, name=name)
    assert (found.verdict.kind, found.verdict.winner) == ("same", "")
    assert sentence(found.verdict).startswith("No difference: A and B have the same ")


def test_rare_events_are_compared_by_their_means() -> None:
    a, b = np.zeros(400), np.zeros(400)
    a[:40] = 1
    found = by_hand(a, b, name="large_chance")
    assert (found.verdict.kind, found.verdict.middle, found.verdict.average) == ("A", "", "A")


def test_worlds_without_a_meaning_are_left_out_and_counted() -> None:
    found = by_hand(np.array([NAN, *np.full(99, 5.0)]), np.array([*np.full(99, 3.0), NAN]))
    assert (found.win_rate.worlds, found.win_rate.left_out, found.difference.worlds) == (98, 2, 98)
    assert (found.verdict.a.worlds, found.verdict.b.worlds) == (98, 98)


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


@pytest.mark.compiled
def test_all_outcomes_are_compared_from_one_measurement(here: Runner) -> None:
    """Each setup and its fresh draws once, the base once; and as `compare` has it, one by one."""
    base, others = setup(), [setup({"posts.count": 3}), setup({"followers.casual.see": 0.1})]
    names = ["reach", "profit", "answered_share"]
    columns = {each: here.measure([each])[0] for each in (base, *others, *map(fresh, others))}
    runner = FakeRunner(lambda setup: columns[setup]["reach"])
    compare_all(others, base, names, runner)
    assert sorted(map(repr, runner.measured)) == sorted(map(repr, columns))
    found = compare_all(others, base, names, here)
    for name in names:
        for one, other in zip(found[name], others, strict=True):
            alone = compare(other, base, name, here)
            assert (one.verdict, one.difference) == (alone.verdict, alone.difference)
            assert np.array_equal(one.again, alone.again, equal_nan=True)


@pytest.mark.parametrize(
    ("other", "name", "factor", "said"),
    [
        (setup(worlds=30), "reach", 1.0, "60 runs of A cannot be compared with 30 of B"),
        (setup(), "reech", 1.0, "there is no outcome 'reech'; did you mean reach?"),
        (setup(), "reach", 0.0, "factor cannot be 0.0"),
        (setup(), "reach", NAN, "factor cannot be nan"),
    ],
)
def test_what_cannot_be_compared(other: Setup, name: str, factor: float, said: str) -> None:
    def never(_: Setup) -> Column:
        raise AssertionError("it was measured")

    with pytest.raises(UserError, match=f"^{said.replace('?', '.')}"):
        compare(setup(), other, name, fake(never), factor)
