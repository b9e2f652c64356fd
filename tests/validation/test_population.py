"""The population of posts: its design, and that its columns are what the worlds' logs say."""

from dataclasses import fields

import numpy as np
import pytest

from simulation.network import community_of, position_of
from simulation.outcomes import structural_virality, trees
from simulation.parameters import Run
from simulation.rules import log_of
from simulation.validation import Design, Sample, simulate_population
from simulation.validation.population import _account, _communities, _lattice
from simulation.world import plan
from tests.worlds import swift

DESIGN = Design(posts=600, seed=3)


@pytest.fixture(scope="module")
def found() -> Sample:
    return simulate_population(DESIGN)


def test_accounts_have_realistic_sizes_and_appeal() -> None:
    followers, appeal = _lattice(Design(posts=120_000))
    assert len(followers) == 10_000
    assert np.log(followers).mean() == pytest.approx(np.log(480), abs=0.01)
    assert np.log(followers).std() == pytest.approx(2.1, abs=0.02)
    # Together with 1.0 within an account, 1.5 over all posts.
    assert np.hypot(np.log(appeal).std(), 1.0) == pytest.approx(1.5, abs=0.01)
    assert appeal.mean() == pytest.approx(1.0, abs=0.01)
    assert abs(np.corrcoef(followers.argsort().argsort(), np.log(appeal))[0, 1]) < 0.01


@pytest.mark.compiled
def test_columns_fit_together(found: Sample) -> None:
    accounts, posts = found.shares.shape
    assert (accounts, posts) == (50, 12)
    reshares = found.shares.sum()
    assert reshares == len(found.by) == found.size.sum() > 0
    assert np.array_equal(np.bincount(found.by, minlength=accounts), found.shares.sum(axis=1))
    sizes = np.sort(found.shares[found.shares > 0])
    assert np.array_equal(sizes, np.sort(found.size))
    assert found.offspring.sum() == (found.hop > 1).sum()
    assert np.array_equal(found.inside == -1, found.hop == 1)
    assert found.age.min() > 0
    assert np.all(found.virality >= 1)


@pytest.mark.compiled
def test_an_account_is_what_its_world_on_its_own_says(found: Sample) -> None:
    number = int(found.shares.sum(axis=1).argmax())
    followers, appeal = _lattice(DESIGN)
    world = swift(
        _account(DESIGN.base, int(followers[number]), float(appeal[number])),
        seed=DESIGN.seed,
        number=number,
    )
    whole = trees(log_of(world))
    assert [len(tree.account) - 1 for tree in whole] == found.shares[number].tolist()
    shared = [tree for tree in whole if len(tree.account) > 1]
    virality = [structural_virality(tree) for tree in shared]
    assert virality == found.virality[found.cascade_by == number].tolist()
    children = [np.bincount(tree.parent[1:], minlength=len(tree.parent))[1:] for tree in shared]
    assert np.concatenate(children).tolist() == found.offspring[found.by == number].tolist()
    assert world.tally.likes == found.likes[number]
    assert world.tally.impressions == found.views[number].sum()


def test_communities_are_those_of_the_network() -> None:
    p = _account(DESIGN.base, 40, 1.0)
    world = swift(p, days=0.1)
    accounts = np.array([0, 1, 40, 41, 5_000, 50_000])
    out = np.zeros(6, np.int64)
    _communities(world.net, world.tally.position_keys, accounts, out)
    assert out[0] == -1
    assert plan(p, Run())[1].layout.community == 1_000
    assert np.all(out[1:] >= 0)
    end = int(world.net.layout.population)
    border = end - int(world.net.layout.region_start[1])
    assert np.all(np.where(out[1:] > border, end - out[1:], out[1:] % border) % 1_000 == 0)


def test_a_lands_last_community_takes_in_the_rest() -> None:
    if not hasattr(community_of, "py_func"):  # uncompiled, so it can be called from here
        net = plan(_account(DESIGN.base, 40, 1.0), Run())[1]
        border = int(net.layout.population) - int(
            net.layout.region_start[1]
        )  # where both regions end
        for place in (border - 1, border):
            first, length = community_of(net, place)
            assert border in (first, first + length)
            assert 1_000 <= length < 2_000
        home = position_of(net, np.zeros((2, 4), np.int64), 1)
        assert border <= home < net.layout.population  # a fan of the niche


@pytest.mark.compiled
def test_the_seed_decides_and_nothing_else(found: Sample) -> None:
    again = simulate_population(DESIGN, threads=1)
    other = simulate_population(Design(posts=600, seed=4))
    for field in fields(Sample)[1:]:
        assert np.array_equal(getattr(found, field.name), getattr(again, field.name)), field.name
    assert not np.array_equal(found.shares, other.shares)
    assert np.array_equal(found.followers, other.followers)
