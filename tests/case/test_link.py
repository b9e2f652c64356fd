"""A case in an address: the same again, readable, and refused by name where it is not legal."""

import re
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given

from simulation.case.case import Brand, Case, Spend
from simulation.case.link import KEYS, case_in, query_of
from simulation.case.money import currency
from simulation.errors import UserError
from tests.case.cases import CASES, bakery


@given(CASES)
def test_a_link_opens_the_same_case_but_for_logo_and_decks(case: Case) -> None:
    expected = replace(case, decks=(), brand=replace(case.brand, logo=b""))
    query = query_of(case)
    assert set(query) <= set(KEYS)
    again = dict(parse_qsl(urlencode(query), keep_blank_values=True))
    assert case_in(again) == expected


def test_a_link_can_be_read() -> None:
    case = replace(
        bakery(fakes="10% to 30%"),
        options=(Spend("ads"), Spend("creators", "Five", {"partners.count": 5})),
    )
    assert query_of(case) == {
        "followers": "20,000",
        "fakes": "10% to 30%",
        "posts": "3 a week",
        "hours": "0 h a week",
        "budget": "$2,000",
        "client": "Corner Bakery",
        "option1": "ads",
        "option2": "creators&name=Five&partners.count=5",
    }
    assert query_of(Case()) == {}


def test_answers_are_read_in_the_currency_of_the_link() -> None:
    case = replace(bakery(), currency=currency("EUR"), brand=Brand("CB", "#1a2b3c"))
    assert query_of(case)["budget"] == "€2,000"
    assert case_in(query_of(case)) == case
    assert case_in({"currency": "EUR", "budget": "2k"}).answers.value("budget") == 2_000


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ({"followers": "many"}, "Followers: 'many' is not a number"),
        ({"budget": "€200"}, "is in EUR, not in US dollars"),
        ({"goal": "fame"}, "there is no goal 'fame'"),
        ({"days": "-3"}, "days cannot be '-3': it must be a whole number"),
        ({"days": "4000"}, "days cannot be 4000"),
        ({"start": "spring"}, "start cannot be 'spring'"),
        ({"option1": "luck"}, "options 1: kind cannot be 'luck'"),
        ({"option1": "ads&nothing=1"}, "option1: there is no lever 'nothing'"),
        ({"option1": "own&network.kind=table"}, "options 1: network.kind cannot be 'table'"),
        ({"posts.minutes": "long"}, "posts.minutes"),
        ({"currency": "euro"}, "currency.code"),
    ],
)
def test_what_a_link_cannot_say_is_refused_by_name(query: dict[str, str], why: str) -> None:
    with pytest.raises(UserError, match=re.escape(why)):
        case_in(query)
