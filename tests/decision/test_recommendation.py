"""Recommendations: never against the table they come from, and none where there is none."""

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given as cases
from hypothesis import settings
from hypothesis import strategies as st

from simulation.decision import Given, Option, Recommendation, lines, recommend, sentences
from simulation.errors import UserError
from simulation.experiment import Measurer
from simulation.outcomes import summary
from simulation.parameters import Parameters, Run
from tests.decision.made import RUN, X, made, only, option

TODAY = option("Today", base=True)
ADS, CREATORS = option("Ads", {"growth.ad_views": 1}), option("Creators", {"partners.count": 1})
THREE = (TODAY, ADS, CREATORS)
KNOWN = only(THREE)
RANGE = only(THREE, Given(X, 0.0, 0.004))
MIDDLE = Parameters().public.follow


def which(p: Parameters) -> int:
    """The number of the option that these levers are of."""
    return 1 if p.growth.ad_views else 2 if p.partners.count else 0


def flat(
    reach: Sequence[float], cost: Sequence[float] = (100, 300, 700), spread: float = 1.0
) -> Measurer:
    """Each option reaches so many people, give or take the same noise, at a fixed cost."""

    def formula(p: Parameters, noise: np.ndarray) -> Mapping[str, np.ndarray]:
        own = reach[which(p)] + spread * noise
        profit = reach[which(p)] - cost[which(p)]
        return {"reach": own, "cost": cost[which(p)] + 0 * noise, "profit": profit + 0 * noise}

    return made(formula)


def found(
    runner: Measurer,
    goal: str = "reach",
    options: Sequence[Option] = THREE,
    given: Sequence[Given] = KNOWN,
    looks: Sequence[int] = (64,),
    run: Run = RUN,
    *,
    search: bool = False,
) -> Recommendation:
    return recommend(options, goal, runner, run, given=given, looks=looks, search=search)


def test_the_best_option_is_chosen_and_its_gain_and_cost_are_those_of_the_table() -> None:
    here = found(flat((100, 200, 190)))
    assert here.answer == "clear"
    assert here.winner == ADS
    assert here.rival == 2
    assert here.level == (1,)
    row = here.rows[1]
    assert row.gain is not None
    assert row.gain.inner.median == pytest.approx(100)
    assert row.per_extra == pytest.approx(200 / 100)
    assert row.per_result == pytest.approx(300 / 200, rel=1e-2)
    assert here.rows[0].gain is here.rows[0].per_extra is None
    first, second = sentences(here)
    assert first == (
        "Choose “Ads”, which reaches the most people, typically 200 people (100 more than “Today”, "
        "at $2 for each extra person)."
    )
    assert second == (
        "Against the next best, “Creators”, it wins in all 200 runs; nothing else is unknown."
    )


def test_options_are_compared_with_one_another_and_not_only_with_the_base() -> None:
    """Both are far better than the base, and one no better than the other."""
    here = found(flat((100, 200, 200)))
    assert here.answer == "none"
    assert here.winner is here.best is None
    assert here.level == (1, 2)
    assert sentences(here) == (
        "No option is clearly better on reach: “Ads” and “Creators” are level, typically 200 "
        "people each.",
        "“Ads” costs the least of these: $300 on average, the most expensive $700.",
    )


def test_doing_nothing_can_be_best() -> None:
    here = found(flat((0, 0, 0)), "profit")
    assert here.winner == TODAY
    first, second = sentences(here)
    assert first == (
        "Leave things as they are: “Today”, which loses the least money, typically -$100; the next "
        "best, “Ads”, is behind by $200."
    )
    assert second.startswith("Against the next best, “Ads”, it wins in all 200 runs")
    assert "Every option costs more than it earns in most runs." in list(lines(here))


@pytest.mark.compiled
def test_a_lead_that_does_not_last_over_plausible_settings_is_not_recommended() -> None:
    """As things stand ads are better; in about two thirds of the settings they are worse."""

    def formula(p: Parameters, noise: np.ndarray) -> Mapping[str, np.ndarray]:
        lead = 100 if 0.9 * MIDDLE < p.public.follow < 1.3 * MIDDLE else -100
        return {"reach": 500 + (which(p) == 1) * lead + noise, "cost": 0 * noise}

    here = found(made(formula), options=(TODAY, ADS), given=only((TODAY, ADS), RANGE[0]))
    assert here.answer == "unsettled"
    assert here.winner is None
    assert here.best == 1
    first, second = sentences(here)
    assert first.startswith("As things stand “Ads”, which reaches the most people")
    assert "but it beats “Today” in only" in first
    assert second.startswith("So no option is clearly better")
    settled = found(made(formula), options=(TODAY, ADS), given=only((TODAY, ADS)))
    assert settled.winner == ADS


@pytest.mark.compiled
def test_what_would_change_the_answer_is_found_and_said() -> None:
    """Ads reach more while more than 15 in 10,000 follow, and with more than 500 views."""

    def formula(p: Parameters, noise: np.ndarray) -> Mapping[str, np.ndarray]:
        own = 1e6 * p.public.follow + p.growth.ad_views - 2_500
        return {"reach": 5_000 + (p.growth.ad_views > 0) * own + noise, "cost": 0 * noise}

    options = (TODAY, option("Ads", {"growth.ad_views": 1_000}))
    given = only(options, Given(X, 0.0005, 0.004))
    here = found(made(formula), options=options, given=given, search=True)
    assert here.whole
    unknown, decision = here.change(decision=False), here.change(decision=True)
    assert unknown is not None
    assert (unknown.lever.path, unknown.on) == (X, None)
    assert unknown.value == pytest.approx(0.0015, rel=0.02)
    assert (unknown.below, unknown.above) == (0, 1)
    assert unknown.measure
    assert decision is not None
    assert (decision.lever.path, decision.on) == ("growth.ad_views", 1)
    assert decision.value == pytest.approx(500, abs=10)
    assert (decision.below, decision.above) == (0, 1)
    told = list(lines(here))
    assert told[0].startswith("“Today” wins if “")
    assert "is below 1 in 670 (1 in 500 today). To find out: " in told[0]
    assert "for “Ads” is 500 views a post or less (1,000 views a post today)." in told[1]


@pytest.mark.compiled
def test_where_nothing_changes_the_answer_that_is_said() -> None:
    def formula(p: Parameters, noise: np.ndarray) -> Mapping[str, np.ndarray]:
        return {"reach": 5_000 + (which(p) == 1) * (900 + 1e5 * p.public.follow) + noise}

    options = (TODAY, ADS)
    here = found(made(formula), options=options, given=only(options, RANGE[0]), search=True)
    assert here.change(decision=False) is None
    assert "No unknown alone changes the answer within what is plausible." in list(lines(here))


@pytest.mark.compiled
def test_the_lever_most_worth_knowing_is_named_with_what_it_is_worth() -> None:
    def formula(p: Parameters, noise: np.ndarray) -> Mapping[str, np.ndarray]:
        own = 1_000 * (p.public.follow / MIDDLE - 0.9)
        return {"profit": 100 + (which(p) == 1) * own + noise, "cost": 0 * noise}

    options = (TODAY, ADS)
    here = found(made(formula), "profit", options, only(options, RANGE[0]), (256,))
    assert here.information is not None
    assert here.information.first is not None
    # E max(0, 1,000 (U - 0.9)) - 100 over U even from 0 to 2: 302.5 - 100.
    assert here.information.first.value == pytest.approx(202.5, abs=25)
    (told,) = [each for each in lines(here) if each.startswith("Most worth knowing: ")]
    assert "is worth $2" in told
    assert "(expected value of perfect information)" in told


def test_where_another_outcome_says_the_opposite_it_is_said() -> None:
    here = found(flat((100, 200, 150)))
    (told,) = [each for each in lines(here) if each.startswith("But ")]
    assert told == "But “Today” does better than “Ads” on profit ($0 against -$100)."
    assert [(each.goal.name, each.place) for each in here.opposed] == [("profit", 0)]


def test_one_option_is_nothing_to_choose_from() -> None:
    here = found(flat((100, 0, 0)), options=(TODAY,), given=only((TODAY,)), search=True)
    assert here.answer == "alone"
    assert here.winner == TODAY
    assert here.rival is None
    assert sentences(here)[0] == "There is only one option, “Today”: typically 100 people."


@pytest.mark.parametrize(
    ("known", "first"),
    [
        ((), "No option has a figure for cost per person."),
        ((1,), "Only “Ads” has a figure for cost per person: typically $200."),
    ],
)
def test_outcomes_without_meaning_are_nothing_to_choose_by(
    known: tuple[int, ...], first: str
) -> None:
    def formula(p: Parameters, noise: np.ndarray) -> np.ndarray:
        return 200 + noise if which(p) in known else np.nan * noise

    here = found(made(formula), "cost_per_reach", search=True)
    assert here.answer == "unknown"
    assert here.winner is here.rival is None
    assert sentences(here)[0] == first
    assert not here.opposed


def test_an_option_without_the_outcome_loses_to_nobody_and_beats_nobody() -> None:
    """The two others are still compared."""

    def formula(p: Parameters, noise: np.ndarray) -> np.ndarray:
        return (np.nan, 5.0, 3.0)[which(p)] + 0.1 * noise

    here = found(made(formula), "cost_per_reach")
    assert here.winner == CREATORS
    assert here.rival == 1


def test_ties_everywhere_are_no_recommendation() -> None:
    here = found(flat((100, 100, 100), (5, 5, 5)))
    assert here.answer == "none"
    assert here.level == (0, 1, 2)
    first, second = sentences(here)
    assert first.startswith("No option is clearly better on reach: they are level")
    assert second == "They cost the same, so choose by what else you want."


@pytest.mark.compiled
def test_a_recommendation_grows_and_is_whole_at_the_end() -> None:
    parts: list[Recommendation] = []
    runner = flat((100, 200, 190))
    last = recommend(THREE, "reach", runner, RUN, given=RANGE, looks=(16, 64), on_part=parts.append)
    assert [each.sample.settings for each in parts][:2] == [16, 64]
    assert [each.whole for each in parts][-2:] == [False, True]
    assert parts[-1] is last


@pytest.mark.parametrize(
    ("goal", "says"),
    [
        ("raech", "there is no goal 'raech'; did you mean reach?"),
        ("fame", "there is no goal 'fame'; there are reach, niche_reach"),
    ],
)
def test_a_goal_that_is_none_is_refused(goal: str, says: str) -> None:
    with pytest.raises(UserError, match=f"^{says}"):
        found(flat((1, 2, 3)), goal)


figure = st.sampled_from([-50.0, -1.0, 0.0, 0.2, 1.0, 1.1, 20.0])
made_up = st.fixed_dictionaries(
    {
        "mean": figure,
        "spread": st.sampled_from([0.0, 0.5, 5.0]),
        "rare": st.sampled_from([0.0, 0.0, 0.3, 0.9]),  # the part of runs without anything
        "lost": st.sampled_from([0.0, 0.0, 0.2, 1.0]),  # the part without a meaning
        "round": st.booleans(),
        "slope": st.sampled_from([0.0, -30.0, 30.0]),  # over the range of the unknown
        "cost": st.sampled_from([0.0, 10.0, 1_000.0]),
    }
)


@settings(max_examples=40)
@pytest.mark.compiled
@cases(
    st.lists(made_up, min_size=1, max_size=3),
    st.sampled_from(["reach", "profit", "cost_per_reach"]),
    st.sampled_from([KNOWN, RANGE]),
)
def test_no_recommendation_ever_contradicts_its_table(
    laws: list[dict[str, float]], goal: str, ranges: tuple[Given, ...]
) -> None:
    """Whatever the options are."""

    def formula(p: Parameters, noise: np.ndarray) -> Mapping[str, np.ndarray]:
        law = laws[which(p)]
        # Each option has half of its noise in common with the others.
        own = np.random.default_rng(which(p)).permutation(noise)
        value = law["mean"] + law["spread"] * (noise + own) / 2
        value += law["slope"] * (p.public.follow / MIDDLE - 1)
        value = np.where(np.abs(noise) < 3 * law["rare"], 0.0, value)
        value = np.where(np.abs(own) < 3 * law["lost"], np.nan, value)
        value = np.round(value) if law["round"] else value
        cost = law["cost"] + 0 * noise
        return {"reach": value, "cost_per_reach": value, "profit": value, "cost": cost}

    options = THREE[: len(laws)]
    runner, run = made(formula), Run(worlds=60)
    here = recommend(options, goal, runner, run, given=ranges, looks=(32,), search=False)
    columns = [each[goal] for each in here.sample.today]
    for row, column in zip(here.rows, columns, strict=True):
        assert row.figure.inner == summary(column)
    told = [*sentences(here), *lines(here)]
    assert all(text and "nan" not in text and "None" not in text for text in told)
    sign = 1 if here.goal.outcome.more_is_better else -1
    if here.winner is None:
        assert "no option" in told[0].lower() + told[1].lower()
        assert not any(text.startswith(("Choose", "Leave")) for text in told)
    elif here.answer == "clear":
        best = here.rows.index(next(row for row in here.rows if row.option == here.winner))
        assert f"“{here.winner.title}”" in told[0]
        for other, column in enumerate(columns):
            if other == best or np.isnan(column).all():
                continue
            duel = here.pair(best, other)
            assert duel.today.wins > duel.today.losses
            assert duel.settings is None or duel.settings.wins > duel.settings.losses
            both = ~(np.isnan(column) | np.isnan(columns[best]))
            ours, theirs = sign * columns[best][both], sign * column[both]
            assert any(of(ours) > of(theirs) for of in (np.mean, np.median))
    for each in here.opposed:
        assert here.best is not None
        one, other = (here.sample.today[place][each.goal.name] for place in (each.place, here.best))
        both = ~(np.isnan(one) | np.isnan(other))
        assert np.mean(one[both]) > np.mean(other[both]) or np.median(one[both]) > np.median(
            other[both]
        )
    # The order in which options are given decides nothing.
    back = recommend(
        options[::-1], goal, runner, Run(worlds=60), given=ranges, looks=(32,), search=False
    )
    assert len({each.winner for each in (here, back)} - {None}) <= 1
