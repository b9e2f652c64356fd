"""Today's situation: every answer means in the model what it says."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.case.presets import PRESETS
from simulation.case.questions import answers
from simulation.case.today import MOST_POSTS, fans, ground, posting, today, with_preset
from simulation.ensemble import simulate
from simulation.errors import UserError
from simulation.outcomes import values, waterfall
from simulation.parameters import Parameters, Run, changed, differences, levers
from simulation.parameters import values as values_of


@pytest.mark.compiled
@pytest.mark.parametrize(
    ("followers", "fakes"),
    [
        (20_000, 0.4),
        (20_000, 0.0),
        (20_000, 1.0),
        (1_001, 0.333),
        (7, 0.4),
        (1, 0.0),
        (123_457, 0.07),
    ],
)
def test_so_much_of_the_list_is_fake(followers: int, fakes: float) -> None:
    found = today(answers(followers=followers, fakes=fakes, hours=0.0))
    result = simulate(found, Run(worlds=2, days=7))
    listed, real, *_ = waterfall(result)
    assert listed.people.median == followers
    assert real.people.median == followers - round(fakes * followers)


@given(st.integers(1, 20_000_000), st.integers(0, 100))
def test_a_stated_percentage_is_exact(followers: int, percent: int) -> None:
    found = today(answers(followers=str(followers), fakes=f"{percent}%")).followers
    real = found.fans.size + round(found.casual.size * found.casual.real)
    assert found.fans.size + found.casual.size == followers
    assert abs(100 * (followers - real) - percent * followers) <= 50  # half an account


@pytest.mark.compiled
def test_fakes_one_already_has_cost_nothing_and_take_up_no_room() -> None:
    run = Run(worlds=40)
    without = today(answers(followers="12k", fakes="0%", hours="0"))
    with_fakes = today(answers(followers="20k", fakes="40%", hours="0"))
    assert with_fakes.network.population - without.network.population == 8_000
    one, other = simulate(without, run), simulate(with_fakes, run)
    assert np.array_equal(values(one, "cost"), values(other, "cost"))
    # Common random numbers: the mean over the same 40 replicates moves by well under 1 %.
    assert values(other, "reach").mean() == pytest.approx(values(one, "reach").mean(), rel=0.01)


@given(st.floats(0.1, 500), st.integers(1, 3_650))
def test_posts_a_week_are_posts_a_week(a_week: float, days: int) -> None:
    if round(a_week * days / 7) > MOST_POSTS:
        with pytest.raises(UserError, match=r"^Posts a week: .* at most 2,000 can be simulated$"):
            posting(a_week, days)
        return
    found = changed(Parameters(), posting(a_week, days)).posts
    assert found.count == max(1, round(a_week * days / 7))
    assert found.every == pytest.approx(168 / a_week)
    assert found.hour + (found.count - 1) * found.every < days * 24  # all within the period


@pytest.mark.compiled
def test_as_many_posts_as_said_are_published() -> None:
    for a_week, days, posts in ((3, 28, 12), (21, 7, 21), (0.5, 28, 2), (0.1, 7, 1)):
        found = today(answers(followers=500, posts=a_week, hours=0.0), days=days)
        assert simulate(found, Run(worlds=1, days=days)).posts.shape == (1, posts)


@pytest.mark.compiled
def test_hours_and_order_value_are_as_answered() -> None:
    found = today(answers(followers="1k", hours="10", order_value="$40"))
    assert found.dialogue.hours * 7 == pytest.approx(10)
    assert found.money.order_value == 40
    hours = values(simulate(found, Run(worlds=1)), "hours")
    assert hours == pytest.approx([10 * 4 + 12 * 20 / 60])


def test_what_is_not_asked_is_as_in_the_base() -> None:
    base = changed(Parameters(), {"money.wage": 40.0, "feed.strength": 1.0})
    found = today(answers(followers="1k"), base)
    moved = {
        "followers.fans.size",
        "followers.casual.size",
        "followers.casual.real",
        "network.population",
        "posts.count",
        "posts.every",
        "posts.hour",
    }
    assert set(differences(base, found)) <= moved
    assert today(answers(followers="1k"), base) == found


def test_fans_grow_as_engagement_does() -> None:
    assert [fans(real) for real in (0, 1, 100, 1_000, 32_000, 1_000_000)] == [
        0,
        0,
        10,
        100,
        400,
        1_585,
    ]


def test_other_kinds_of_followers_count_towards_the_list() -> None:
    base = changed(
        Parameters(),
        {
            "followers.celebrities.size": 2,
            "followers.bought.size": 1_000,
            "followers.fans.size": 50,
        },
    )
    found = today(answers(followers="5k", fakes="40%"), base).followers
    assert found.fans.size == 50
    assert (
        sum(kind.size for kind in (found.fans, found.casual, found.bought, found.celebrities))
        == 5_000
    )
    assert round(found.casual.size * (1 - found.casual.real)) + 1_000 == 2_000
    with pytest.raises(
        UserError, match=r"^Followers: 1,000 are fewer than the 1,052 of other kinds"
    ):
        today(answers(followers="1k"), base)
    with pytest.raises(UserError, match=r"^Share of fakes: it leaves 4,500 real people of 5,000"):
        today(answers(followers="5k", fakes="10%"), base)


def test_a_missing_answer_is_named() -> None:
    with pytest.raises(UserError, match=r"^Followers: not answered yet$"):
        today(answers())


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_moves_levers_that_exist_and_gives_way_to_the_base(name: str) -> None:
    preset = PRESETS[name]
    assert set(preset.levers) <= set(levers())
    assert preset.evidence.says
    set_by_hand = changed(Parameters(), {"followers.casual.see": 0.07})
    found = values_of(ground(set_by_hand, name))
    assert found["followers.casual.see"] == 0.07
    assert {path: found[path] for path in preset.levers} == preset.levers


def test_a_preset_assumes_fakes_only_where_nothing_was_answered() -> None:
    assert with_preset(answers(followers="2m"), "very large").value("fakes") == 0.41
    assert with_preset(answers(followers="2m", fakes="10%"), "very large").value("fakes") == 0.1
    assert with_preset(answers(followers="2m"), "").value("fakes") == 0.2
