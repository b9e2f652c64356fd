"""Options for the same money: solved to cost it, named by what they change, rests told."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.case.case import Case, Spend
from simulation.case.cost import expected_cost
from simulation.case.money import Currency
from simulation.case.naming import detail_of
from simulation.case.options import CLOSE, choices, options
from simulation.case.questions import answers
from simulation.case.ways import USUAL
from simulation.ensemble import simulate
from simulation.errors import UserError
from simulation.outcomes import values
from simulation.parameters import Parameters, Run, Value, changed, differences
from tests.case.cases import bakery

DAYS = 28.0


def names(case: Case) -> list[str]:
    return [option.name for option in options(case)]


def test_the_clients_question_has_options_named_by_what_they_change() -> None:
    assert names(bakery()) == [
        "$2,000 of ads",
        "20 hours a week of answering",
        "13 small creators",
        "63 posts a week instead of 3",
    ]


@pytest.mark.compiled
@pytest.mark.parametrize("budget", ["$300", "$1,234"])
@pytest.mark.parametrize("hours", ["0", "5"])
def test_each_option_costs_the_budget_as_the_model_counts_it(budget: str, hours: str) -> None:
    """Within 1 %, or the nearest step from below, with what is left over said."""
    found, run = choices(bakery(budget=budget, hours=hours)), Run(worlds=2)
    amount = bakery(budget=budget).answers.value("budget")
    small = {"network.population": 50_000}  # large enough for these views
    before = values(simulate(changed(found.today.parameters, small), run), "cost")
    assert len(found.options) >= 3
    for option in found.options:
        after = values(simulate(changed(option.parameters, small), run), "cost")
        assert after - before == pytest.approx(option.extra, abs=0.01)
        assert option.extra <= amount * (1 + 1e-9)
        assert option.left_over == pytest.approx(amount - option.extra)
        assert (option.left_over <= CLOSE * amount) == (option.note == "")


@given(st.integers(100, 20_000), st.integers(0, 60), st.sampled_from(USUAL))
@settings(max_examples=60)
def test_one_step_more_would_cost_too_much(budget: int, hours: int, kind: str) -> None:
    case = replace(
        bakery(budget=str(budget), hours=str(hours)),
        options=(Spend(kind),),  # type: ignore[arg-type]
    )
    if kind == "creators" and budget < 150:  # what one asks for three posts
        with pytest.raises(UserError, match="does not pay for any of it"):
            options(case)
        return
    (option,) = options(case)
    step = {"ads": 12 * 0.006, "answering": 25 * 4 / 60, "creators": 150, "posts": 25 / 3}[kind]
    at_the_end = kind in ("answering", "posts") and option.note.endswith("is left over.")
    assert at_the_end or option.left_over < step + 1e-6
    assert option.left_over >= -1e-6


@pytest.mark.compiled
def test_what_is_expected_is_the_mean_cost_that_is_simulated() -> None:
    """Everything that can cost, partners who may refuse included."""
    settings: dict[str, Value] = {
        "followers.bought.size": 500,
        "growth.ad_views": 300,
        "weed.days": 5,
        "weed.per_day": 100,
        "partners.count": 10,
        "partners.agree": 0.5,
        "partners.fee": 100.0,
        "dialogue.hours": 2.0,
        "partners.audience": 100,
    }
    side = changed(Parameters(), settings)
    found = values(simulate(side, Run(worlds=400)), "cost")
    # Ten fees of $100 at even odds: the mean of 400 replicates is within $32 in 95 of 100 cases
    # of standard error $7.9; the seed is fixed.
    assert found.mean() == pytest.approx(expected_cost(side, DAYS), abs=3 * 7.9)
    sure = changed(side, {"partners.agree": 1.0})
    exact = values(simulate(sure, Run(worlds=3)), "cost")
    assert exact == pytest.approx(expected_cost(sure, DAYS))
    late = changed(sure, {"growth.bought_day": 30.0})
    assert values(simulate(late, Run(worlds=1)), "cost") == pytest.approx(expected_cost(late, DAYS))


def test_left_over_money_is_said() -> None:
    by_kind = {option.kind: option for option in options(bakery())}
    assert by_kind["creators"].note == (
        "$50 of the $2,000 is left over: one more would cost too much."
    )
    rich = {option.kind: option for option in options(bakery(budget="$20,000"))}
    assert rich["answering"].name == "168 hours a week of answering"
    assert rich["answering"].note == "$3,200 of the $20,000 is left over."


@pytest.mark.parametrize(
    ("spend", "typed", "name"),
    [
        (Spend("ads"), {"budget": "$333"}, "$333 of ads"),
        (Spend("ads"), {"budget": "$50.49"}, "$50.49 of ads"),
        (Spend("answering"), {"budget": "$100"}, "1 hour a week of answering"),
        (Spend("answering"), {"hours": "5"}, "20 more hours a week of answering"),
        (Spend("answering"), {"budget": "$250"}, "2.5 hours a week of answering"),
        (Spend("creators"), {"budget": "$200"}, "1 small creator"),
        (Spend("creators", levers={"partners.count": 5}), {}, "5 small creators"),
        (
            Spend("creators", levers={"partners.audience": 50_000}),
            {},
            "13 creators with 50,000 followers",
        ),
        (Spend("posts"), {"budget": "$100"}, "Twice the posts"),
        (Spend("posts"), {"budget": "$200"}, "Three times the posts"),
        (Spend("posts"), {"budget": "$150"}, "7.5 posts a week instead of 3"),
        (Spend("own", levers={"dialogue.hours": 2.0}), {}, '"Answering" 2 hours a day'),
        (Spend("own"), {}, "Nothing changed"),
        (Spend("ads", "The launch"), {}, "The launch"),
    ],
)
def test_a_name_follows_from_what_changes(spend: Spend, typed: dict[str, str], name: str) -> None:
    found = names(replace(bakery(**typed), options=(spend,)))
    if spend.kind == "own" and spend.levers:  # the label is the lever's, which may be reworded
        assert found[0].endswith("2 hours a day")
    else:
        assert found == [name]


def test_a_derived_name_follows_the_change_and_a_typed_one_stays() -> None:
    case = replace(bakery(), options=(Spend("ads"), Spend("ads", "The launch")))
    assert names(case) == ["$2,000 of ads", "The launch"]
    cheaper = replace(case, answers=replace(case.answers, budget=answers(budget="$500").budget))
    assert names(cheaper) == ["$500 of ads", "The launch"]


def test_names_are_told_apart() -> None:
    case = replace(bakery(), options=(Spend("ads"), Spend("ads"), Spend("ads")))
    assert names(case) == ["$2,000 of ads", "$2,000 of ads (2)", "$2,000 of ads (3)"]


def test_many_own_changes_are_named_and_counted() -> None:
    levers: dict[str, Value] = {
        "posts.appeal": 2.0,
        "feed.strength": 1.0,
        "money.wage": 30.0,
        "public.follow": 0.01,
    }
    case = replace(bakery(), options=(Spend("own", levers=levers),))
    (option,) = options(case)
    assert option.name.endswith("and 2 more changes")
    assert set(option.changes) == set(levers)
    assert option.kind == "own"


def test_an_option_of_ones_own_says_what_it_costs_more_or_less() -> None:
    levers: dict[str, Value] = {"growth.ad_views": 50_000}
    (option,) = options(replace(bakery(), options=(Spend("own", levers=levers),)))
    assert option.extra == pytest.approx(3_600)
    assert option.note == "It costs $1,600 more than the budget of $2,000."


def test_amounts_are_in_the_currency_of_the_case() -> None:
    money = Currency("EUR", "€", "1.234,56", after=True)
    case = replace(bakery(), currency=money)
    assert names(case)[0] == "2.000\N{NO-BREAK SPACE}€ of ads"


def test_today_and_options_differ_in_what_the_option_changes_alone() -> None:
    found = choices(bakery())
    for option in found.options:
        assert option.changes == differences(found.today.parameters, option.parameters)
        assert "network.population" not in option.changes


def test_creators_already_at_work_are_joined_by_more_of_the_same() -> None:
    at_work: dict[str, Value] = {
        "partners.count": 2,
        "partners.fee": 500.0,
        "partners.agree": 1.0,
        "partners.every": 6,
    }
    case = replace(bakery(), base=changed(Parameters(), at_work), options=(Spend("creators"),))
    (option,) = options(case)
    assert option.name == "4 more small creators"
    assert set(option.changes) == {"partners.count"}
    assert option.extra == pytest.approx(2_000)


@pytest.mark.parametrize(
    ("case", "why"),
    [
        (Case(answers=answers(followers="20k")), "^Budget: not answered yet$"),
        (Case(answers=answers(budget="2k")), "^Followers: not answered yet$"),
        (
            replace(bakery(), options=(Spend("ads", levers={"growth.ad_views": 5}),)),
            "^option 1: growth.ad_views is what the budget decides",
        ),
        (
            replace(bakery(budget="$100"), options=(Spend("ads"), Spend("creators"))),
            r"^option 2: \$100 does not pay for any of it$",
        ),
        (
            replace(
                bakery(),
                base=changed(Parameters(), {"money.wage": 0.0}),
                options=(Spend("answering"),),
            ),
            "^option 1: dialogue.hours costs nothing here",
        ),
        (replace(bakery(), population=10_000), r"you have more followers \(20,000\) than"),
    ],
)
def test_what_cannot_be_had_is_one_clear_error(case: Case, why: str) -> None:
    with pytest.raises(UserError, match=why):
        options(case)


def test_of_the_usual_ways_those_that_can_be_had_are_taken() -> None:
    assert [option.kind for option in options(bakery(budget="$100"))] == [
        "ads",
        "answering",
        "posts",
    ]
    free = replace(bakery(), base=changed(Parameters(), {"money.wage": 0.0}))
    assert [option.kind for option in options(free)] == ["ads", "creators"]


def test_without_a_budget_there_is_today_alone() -> None:
    found = choices(Case(answers=answers(followers="20k")))
    assert found.options == ()
    assert [side.name for side in found.sides] == ["Today"]


def test_a_population_that_was_set_is_taken() -> None:
    found = choices(replace(bakery(), population=50_000))
    assert {side.parameters.network.population for side in found.sides} == {50_000}
    assert found.population.line.startswith("50,000 people and accounts are simulated")
    # A post has no more views than there are strangers, and what that leaves over is said.
    ads = choices(replace(bakery(budget="$5k"), population=50_000)).options[0]
    assert ads.parameters.growth.ad_views == 30_000
    assert ads.note == "$2,840 of the $5,000 is left over."


def test_a_case_can_be_a_key() -> None:
    """Equal cases are one key, so that what was computed for one can be remembered."""
    spends = (Spend("creators", levers={"partners.count": 5}),)
    remembered = {replace(bakery(), options=spends): "known"}
    assert remembered[replace(bakery(), options=spends)] == "known"
    assert replace(bakery(), options=(Spend("creators"),)) not in remembered


def test_the_sides_are_ready_to_be_measured_and_decided_among() -> None:
    found = choices(replace(bakery(), days=14))
    setups = found.setups(Run(seed=7, worlds=30))
    assert [setup.parameters for setup in setups] == [side.parameters for side in found.sides]
    assert {(setup.run.seed, setup.run.worlds, setup.run.days) for setup in setups} == {(7, 30, 14)}
    assert [option.base for option in found.to_decide] == [True, False, False, False, False]
    assert np.array_equal(
        [option.title for option in found.to_decide], [side.name for side in found.sides]
    )


@pytest.mark.parametrize(
    ("spend", "detail"),
    [
        (Spend("ads"), "27,777 views of each post, at $6 per 1,000 views."),
        (Spend("answering"), "80 hours in 28 days, at $25 an hour."),
        (
            Spend("creators", levers={"partners.count": 5}),
            "Each has 5,000 followers and shows 3 posts for a fee of $400.",
        ),
        (Spend("posts"), "252 posts in 28 days, with 20 minutes of work on each."),
        (Spend("own", levers={"money.margin": 0.5}), "“Margin” 50%."),
        (
            Spend("ads", levers={"public.see": 0.1}),
            "27,777 views of each post, at $6 per 1,000 views. “Chance to notice a shared post” of "
            "everybody else 10%.",
        ),
    ],
)
def test_an_option_says_what_it_comes_to(spend: Spend, detail: str) -> None:
    case = replace(bakery(), options=(spend,))
    found = choices(case)
    (option,) = found.options
    now, then = found.today.parameters, option.parameters
    assert detail_of(option.kind, now, then, found.days, case.currency) == detail


def test_an_option_that_cannot_be_had_is_left_out_where_the_rest_is_wanted() -> None:
    case = replace(bakery(budget="$20"), options=(Spend("ads"), Spend("creators"), Spend("own")))
    found = choices(case, patient=True)
    assert [each.number for each in found.options] == [0, 2]
    assert set(found.left_out) == {1}
    assert "does not pay for any of it" in found.left_out[1]
