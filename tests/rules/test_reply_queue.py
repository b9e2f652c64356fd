"""The reply queue in small stories whose every answer is known by the minute."""

import math

import numpy as np
import pytest

from simulation.parameters import Value
from simulation.world import World
from simulation.world.state import DAY, HOUR, MINUTE
from tests.worlds import both, counts, lines, still

# Everybody replies at 12:01.
CHATTY: dict[str, Value] = {
    "followers.fans.size": 10,
    "followers.fans.reply": 1.0,
    "dialogue.opens": 9.0,
    "dialogue.hours": 8.0,
    "dialogue.minutes": 20.0,
    "dialogue.patience": 900.0,
}
WRITTEN = 12 * HOUR + MINUTE


def clock_times(world: World, action: str) -> list[str]:
    """The times of an action, as day and time of day."""
    times = lines(world, action)["time"] // MINUTE
    return [f"{t // 1440} {t // 60 % 24:02}:{t % 60:02}" for t in times.tolist()]


def test_answers_follow_each_other_from_the_first_message_on() -> None:
    world = both(still(CHATTY))
    assert lines(world, "answer")["time"].tolist() == [
        WRITTEN + n * 20 * MINUTE for n in range(1, 11)
    ]
    assert counts(world, "mentions", "answered", "missed", "people_answered") == [10, 10, 0, 10]
    assert lines(world, "answer")["account"].tolist() == list(range(1, 11))


def test_an_hour_a_day_gives_three_answers_of_twenty_minutes_a_day() -> None:
    world = both(still({**CHATTY, "dialogue.hours": 1.0}))
    expected = [f"{day} {time}" for day in (1, 2, 3) for time in ("09:20", "09:40", "10:00")]
    assert clock_times(world, "answer") == [*expected, "4 09:20"]


@pytest.mark.parametrize(
    ("minutes", "answers"), [(59.0, 1), (60.0, 1), (60.5, 0), (30.0, 2), (31.0, 1)]
)
def test_an_answer_is_begun_only_if_it_can_be_finished(minutes: float, answers: int) -> None:
    levers = {**CHATTY, "dialogue.minutes": minutes, "dialogue.hours": 1.0, "dialogue.opens": 13.0}
    assert counts(both(still(levers), days=1.0), "answered") == [answers]


def test_answering_may_go_on_past_midnight() -> None:
    levers = {**CHATTY, "dialogue.opens": 23.5, "dialogue.hours": 1.0}
    expected = ["0 23:50", "1 00:10", "1 00:30", "1 23:50", "2 00:10", "2 00:30"]
    assert clock_times(both(still(levers), days=2.5), "answer") == expected


def test_without_hours_nobody_is_answered_and_all_give_up() -> None:
    world = both(still({**CHATTY, "dialogue.hours": 0.0, "dialogue.patience": 10.0}))
    assert counts(world, "answered", "missed") == [0, 10]
    assert set(clock_times(world, "give up")) == {"0 22:01"}


def test_who_gave_up_is_not_answered_and_who_is_in_hand_does_not_give_up() -> None:
    """Patience of 30 minutes: answered at 12:21 and 12:41, and the second was begun in time."""
    world = both(still({**CHATTY, "dialogue.patience": 0.5}))
    assert clock_times(world, "answer") == ["0 12:21", "0 12:41"]
    assert counts(world, "answered", "missed") == [2, 8]


def test_closest_first_lets_close_ones_pass_and_first_come_does_not() -> None:
    levers = {
        **CHATTY,
        "followers.fans.closeness": 0.1,
        "followers.casual.size": 4,
        "followers.casual.see": 1.0,
        "followers.casual.reply": 1.0,
        "followers.casual.closeness": 0.6,
        "followers.casual.real": 1.0,
        "dialogue.opens": 13.0,
    }
    for order, authors in (
        ("first come", list(range(1, 15))),
        ("closest first", [*range(11, 15), *range(1, 11)]),
    ):
        world = both(still({**levers, "dialogue.order": order}))
        assert lines(world, "answer")["account"].tolist() == authors


def test_triage_keeps_its_order_in_a_long_queue() -> None:
    """300 people of five degrees of closeness, answered from the closest down."""
    degrees = {"fans": 0.3, "casual": 0.9, "followbacks": 0.0, "partners": 0.6, "celebrities": 0.1}
    levers: dict[str, Value] = {
        **CHATTY,
        "dialogue.order": "closest first",
        "dialogue.opens": 13.0,
        "dialogue.minutes": 1.0,
        "network.population": 400,
    }
    for name, closeness in degrees.items():
        levers |= {
            f"followers.{name}.size": 60,
            f"followers.{name}.closeness": closeness,
            f"followers.{name}.see": 1.0,
            f"followers.{name}.reply": 1.0,
            f"followers.{name}.real": 1.0,
        }
    authors = lines(both(still(levers)), "answer")["account"]
    groups = (authors - 1) // 60
    assert groups.tolist() == [n for n in (1, 3, 0, 4, 2) for _ in range(60)]
    assert all(np.all(np.diff(authors[groups == n]) > 0) for n in range(5))


# What an answer does


ONE = {**CHATTY, "followers.fans.size": 1, "followers.fans.closeness": 0.5}


def test_a_quick_answer_brings_its_author_closer() -> None:
    """Answered after 20 minutes of an effect that fades within 40."""
    levers = {**ONE, "dialogue.answer_gain": 0.2, "dialogue.fades": 40.0, "dialogue.late": 0.0}
    gained = float(both(still(levers)).tally.closeness)
    assert gained == pytest.approx(0.2 * 0.5 * math.exp(-0.5), abs=1e-5)


def test_a_late_answer_does_what_a_late_answer_does() -> None:
    levers = {
        **ONE,
        "dialogue.answer_gain": 0.2,
        "dialogue.late": 0.3,
        "dialogue.opens": 10.0,
        "dialogue.hours": 1.0,
    }
    assert float(both(still(levers)).tally.closeness) == pytest.approx(0.2 * 0.5 * 0.3)


def test_silence_costs_part_of_what_there_was() -> None:
    levers = {**ONE, "dialogue.silence_loss": 0.1, "dialogue.hours": 0.0, "posts.count": 2}
    world = both(still({**levers, "posts.every": 24.0}), days=60.0)
    assert float(world.tally.closeness) == pytest.approx(-0.5 + 0.5 * 0.9**2)


def test_onlookers_gain_a_little_each() -> None:
    """A single follower watches its own answer a hundred times."""
    levers = {
        **ONE,
        "dialogue.answer_gain": 0.0,
        "dialogue.onlookers": 100,
        "dialogue.onlooker_gain": 0.01,
    }
    gained = float(both(still(levers)).tally.closeness)
    assert gained == pytest.approx(0.5 * (1 - 0.99**100))


def test_answers_make_fans_and_silence_unmakes_them() -> None:
    levers = {
        **CHATTY,
        "followers.fans.closeness": 0.45,
        "dialogue.answer_gain": 1.0,
        "dialogue.late": 1.0,
        "dialogue.hours": 1.0,
    }
    assert both(still(levers), days=3.0).tally.close.tolist() == [6, 0, 0, 0, 0, 0, 0]
    ignored = {
        **levers,
        "followers.fans.closeness": 0.55,
        "dialogue.silence_loss": 0.5,
        "dialogue.patience": 23.0,
    }
    # Three are answered from 9:00 on; the others give up at 11:01 on the second day.
    assert both(still(ignored), days=3.0).tally.close.tolist() == [3, 0, 0, 0, 0, 0, 0]


@pytest.mark.parametrize(
    ("gain", "count"),
    [("see_gain", "impressions"), ("share_gain", "shares"), ("buy_gain", "orders")],
)
def test_closeness_multiplies_chances(gain: str, count: str) -> None:
    """Half a chance is a whole one once full closeness doubles it; one answer gives it all."""
    levers = {
        **ONE,
        "followers.fans.closeness": 0.0,
        "followers.fans.size": 40,
        "dialogue.answer_gain": 1.0,
        "dialogue.late": 1.0,
        "dialogue.opens": 0.0,
        "dialogue.hours": 24.0,
        "dialogue.minutes": 1.0,
        "public.see": 0.0,
        "dialogue.see_gain": 0.0,
        "dialogue.share_gain": 0.0,
        "dialogue.buy_gain": 0.0,
        "followers.fans.click": 1.0,
        "posts.count": 2,
        "posts.every": 24.0,
    }
    if gain == "see_gain":
        levers |= {"followers.fans.see": 0.5}
    if gain == "share_gain":
        levers |= {"followers.fans.share": 0.5}
    if gain == "buy_gain":
        levers |= {"followers.fans.buy": 0.5}
    action = {"impressions": "see", "shares": "share", "orders": "buy"}[count]
    without, doubled = (both(still({**levers, f"dialogue.{gain}": g})) for g in (0.0, 1.0))
    answered = set(lines(doubled, "answer")["account"]) if gain == "see_gain" else set(range(1, 41))
    second = lines(doubled, action)["account"][lines(doubled, action)["post"] == 1]
    assert answered <= set(second)
    assert counts(without, count) < counts(doubled, count)
    assert np.any(lines(doubled, "answer")["time"] < DAY)


# Unprompted mentions


@pytest.mark.compiled
def test_mentions_come_at_their_rate() -> None:
    """100 people writing daily for 30 days: 3,000 on average; 4.5 standard deviations of a Poisson
    number either way fail for one seed in 100,000."""
    levers = {"followers.fans.size": 100, "network.population": 200, "followers.fans.mentions": 1.0}
    world = both(still(levers), days=30.0)
    number = counts(world, "mentions")[0]
    assert abs(number - 3_000) < 4.5 * math.sqrt(3_000)
    authors = lines(world, "mention")["account"]
    assert len(authors) == number
    assert set(authors) <= set(range(1, 101))
    assert len(set(authors)) > 90


def test_noise_takes_time_from_answering() -> None:
    """Fakes may write too: one answer takes twenty minutes, whoever asks."""
    levers = {**CHATTY, "followers.bought.size": 50, "followers.bought.mentions": 10.0}
    quiet, noisy = both(still(CHATTY), days=2.0), both(still(levers), days=2.0)
    fans = [(lines(world, "answer")["account"] <= 10).sum() for world in (quiet, noisy)]
    assert fans[0] == 10 > fans[1]
    assert counts(noisy, "answered")[0] <= 2 * 24
