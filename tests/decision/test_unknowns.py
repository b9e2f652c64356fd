"""What counts as unknown, over which range, and who decides that."""

import pytest

from simulation.account import AccountInfo, Audit, Fit, ShareRange, fit
from simulation.decision import Given, Option, Unknown, unknowns
from simulation.decision.account import of_fit
from simulation.decision.roles import ROLES, role
from simulation.decision.unknowns import Span, awake, setting
from simulation.errors import UserError
from simulation.experiment.comparison.lever_changes import asleep
from simulation.parameters import Parameters, Value, changed, differences, levers
from tests.account.exports import FOLLOWERS, export, posts_of
from tests.decision.made import option


def found(*options: Option, given: tuple[Given, ...] = ()) -> dict[str, Unknown]:
    return {each.path: each for each in unknowns(options or (option("Today"),), given)[0]}


def ends(unknown: Unknown) -> tuple[float, float]:
    return unknown.spans[0].low, unknown.spans[0].high


def test_every_lever_has_a_role_and_every_role_a_lever() -> None:
    assert {role(path) for path in levers()} == set(ROLES)
    assert all(each.reason for each in ROLES)
    assert not [each for each in ROLES if each.measure and each.kind != "unknown"]


def test_published_ranges_are_taken_over_and_judgements_doubted() -> None:
    today = found()
    assert ends(today["public.see"]) == levers()["public.see"].plausible
    assert today["public.see"].basis == "published"
    assert ends(today["followers.fans.see"]) == (0.075, 0.3)
    assert today["followers.fans.see"].basis == "judged"


def test_decisions_and_what_is_known_are_never_unknown() -> None:
    options = (
        option("Today"),
        option("All of it", {"growth.ad_views": 1_000, "partners.count": 2, "weed.days": 3}),
    )
    assert {role(path).kind for path in found(*options)} == {"unknown"}


def test_a_lever_that_can_act_under_no_option_is_left_out_with_why() -> None:
    varied, left_out = unknowns([option("Today")])
    assert dict(left_out)["partners.agree"] == "no partner is asked"
    assert not [each.path for each in varied if asleep(Parameters(), each.path)]
    with_partners = (option("Today"), option("Partners", {"partners.count": 2}))
    assert "partners.agree" in found(*with_partners)
    agrees = found(*with_partners)["partners.agree"]
    assert [awake(each, [agrees]) for each in with_partners] == [(False,), (True,)]


def test_what_the_options_differ_in_is_what_they_are_about() -> None:
    options = (option("Today"), option("Better shop", {"money.margin": 0.6}))
    _, left_out = unknowns(options)
    assert dict(left_out)["money.margin"] == "the options differ in it"
    assert "money.margin" not in found(*options)


def test_a_price_that_was_set_is_known() -> None:
    assert "money.order_value" in found()
    assert "money.order_value" not in found(option("Today", {"money.order_value": 300.0}))


@pytest.mark.parametrize(
    ("path", "today", "expected"),
    [
        ("public.follow", 0.005, (0.0005, 0.01)),  # inside: as published
        ("public.follow", 0.02, (0.005, 0.1)),  # outside: in proportion, as around the default
        ("growth.attract", 1.0, (0.0, 1.0)),  # the default is 0: as far as it stands
        ("followers.casual.see", 0.5, (0.2, 1.0)),  # never beyond what is legal
        ("followers.fans.like", 0.9, (0.45, 1.0)),
    ],
)
def test_a_range_goes_with_the_value_it_is_about(
    path: str, today: Value, expected: tuple[float, float]
) -> None:
    here = found(option("Today", {path: today}))[path]
    assert ends(here) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("span", "places"),
    [
        (Span("x", 0.0, 1.0, 0.2), {0.0: 0.0, 0.25: 0.1, 0.5: 0.2, 0.75: 0.6, 1.0: 1.0}),
        (Span("x", 1.0, 100.0, 10.0), {0.0: 1.0, 0.25: 10**0.5, 0.5: 10.0, 1.0: 100.0}),
        (Span("x", 0.0, 1.0, 0.0), {0.0: 0.0, 0.25: 0.0, 0.5: 0.0, 0.75: 0.5, 1.0: 1.0}),
        (Span("x", 1.0, 0.0, 0.5), {0.0: 1.0, 0.5: 0.5, 1.0: 0.0}),  # moves against its lead
        (Span("x", 0.0, 1.0, 3.0), {0.0: 0.0, 0.5: 0.5, 1.0: 1.0}),  # stands outside
        (Span("x", 4.0, 4.0, 4.0), {0.0: 4.0, 0.3: 4.0, 1.0: 4.0}),
    ],
)
def test_todays_value_is_the_middle_of_what_is_plausible(
    span: Span, places: dict[float, float]
) -> None:
    assert {part: span.at(part) for part in places} == pytest.approx(places)


def test_a_given_range_takes_the_place_of_the_published_one() -> None:
    given = found(given=(Given("money.margin", 0.3, 0.5, "the client"),))["money.margin"]
    assert ends(given) == (0.3, 0.5)
    assert (given.basis, given.source) == ("given", "the client")
    assert "money.margin" not in found(given=(Given("money.margin", 0.4, 0.4),))


def test_levers_that_move_together_have_one_place() -> None:
    both = Given("public.like", 0.04, 0.12, others=(("public.reply", 0.01, 0.001),))
    here = found(given=(both,))
    assert "public.reply" not in here
    assert setting([here["public.like"]], [1.0]) == {"public.like": 0.12, "public.reply": 0.001}


def test_two_unknowns_of_one_lever_move_it_in_proportion() -> None:
    today = float(levers()["public.see"].default)
    one = Unknown((Span("public.see", today / 2, today * 2, today),), "given", "")
    other = Unknown(
        (Span("public.real", 0.5, 0.9, 0.8), Span("public.see", today / 3, today, today)),
        "given",
        "",
    )
    assert setting([one, other], [1.0, 0.0])["public.see"] == pytest.approx(today * 2 / 3)
    assert setting([one, other], [0.5, 0.5])["public.see"] == pytest.approx(today)


@pytest.mark.parametrize(
    ("path", "low", "high", "says"),
    [
        ("public.sea", 0.1, 0.2, "public.sea cannot be given a range"),
        ("network.kind", 0.1, 0.2, "network.kind cannot be given a range"),
        ("public.see", 0.1, 1.2, "public.see cannot be 1.2: it must be a number from 0 to 1"),
        ("public.see", float("nan"), 0.2, "public.see cannot be nan"),
        (
            "public.see",
            0.2,
            0.1,
            "public.see cannot be '0.2:0.1': it must be a range whose low end comes first",
        ),
        ("posts.count", 5, 10, "posts.count cannot be given a range: how often to post is ours"),
    ],
)
def test_a_range_that_is_none_is_refused(path: str, low: float, high: float, says: str) -> None:
    with pytest.raises(UserError, match=f"^{says}"):
        Given(path, low, high)


def test_a_range_whose_end_is_not_legal_here_is_left_out_with_why() -> None:
    """A list that may be larger than the simulated population."""
    lists = Given("followers.casual.size", 500, 60_000)
    varied, left_out = unknowns([option("Today")], [lists])
    assert "followers.casual.size" not in [each.path for each in varied]
    assert "you have more followers" in dict(left_out)["followers.casual.size"]


@pytest.fixture(scope="module")
def account() -> Fit:
    return fit(posts_of(export()), AccountInfo(FOLLOWERS, Audit(fake=ShareRange(0.1, 0.4))))


@pytest.mark.compiled
def test_a_fitted_account_brings_its_own_ranges(account: Fit) -> None:
    today = account.scenario.sides[0].parameters
    here = found(Option("Today", today), given=of_fit(account))
    measured = {each.path for each in account.estimates if each.how == "measured"}
    assert measured - {"posts.every"} <= {
        path for path, each in here.items() if each.basis == "given"
    }
    for estimate in account.estimates:
        if estimate.path in here and estimate.how == "measured":
            assert ends(here[estimate.path]) == pytest.approx(
                (estimate.range.low, estimate.range.high), rel=1e-3
            )


@pytest.mark.compiled
def test_the_audits_range_is_passed_on_as_the_account_has_it(account: Fit) -> None:
    """Its ends are the account's own at the ends of the audit, rates and all."""
    today = account.scenario.sides[0].parameters
    audit = found(Option("Today", today), given=of_fit(account))["followers.casual.real"]
    for part, end in ((0.0, 1.0), (0.5, 0.5), (1.0, 0.0)):
        there = changed(today, setting([audit], [part]))
        expected = account.parameters(account.info.audit.at(end))
        for path, (ours, theirs) in differences(there, expected).items():
            assert ours == pytest.approx(theirs, rel=1e-3), path
