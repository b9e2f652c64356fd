"""The file of a case: read back exactly, readable, bounded, every bad field one clear error."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from simulation.case import Brand, Case, Deck, SlideEdit, Spend, currency, dumps, load, loads
from simulation.case.case import LOGO, TEXT
from simulation.case.questions import answers
from simulation.errors import UserError
from simulation.parameters import Parameters, changed
from tests.case.cases import CASES, PNG, bakery


@given(CASES)
@settings(max_examples=200)
def test_a_case_is_read_as_it_was_written(case: Case) -> None:
    text = dumps(case)
    assert loads(text, "case.toml") == case
    assert dumps(loads(text, "case.toml")) == text


def test_the_file_is_as_a_person_would_write_it() -> None:
    euros = currency("EUR")
    case = Case(
        client="Corner Bakery",
        notes='Asked in March.\nThey say "soon".',
        currency=euros,
        answers=answers(euros, followers="20k", fakes="10-30%", posts="3/week", budget="2k"),
        base=changed(Parameters(), {"money.wage": 40.0}),
        options=(Spend("ads"), Spend("creators", "Friends", {"partners.count": 5})),
        decks=(Deck("options", "Spring", (SlideEdit("reach", notes="Slowly"),)),),
    )
    assert dumps(case) == (
        'case = 1\nclient = "Corner Bakery"\n'
        'notes = """\nAsked in March.\nThey say \\"soon\\"."""\n\n'
        '[currency]\ncode = "EUR"\n\n'
        '[answers]\nfollowers = "20,000"\nfakes = "10% to 30%"\nposts = "3 a week"\n'
        'budget = "€2,000"\n\n'
        "[levers.money]\nwage = 40.0\n\n"
        '[[options]]\nkind = "ads"\n\n'
        '[[options]]\nkind = "creators"\nname = "Friends"\n\n'
        "[options.levers.partners]\ncount = 5\n\n"
        '[[decks]]\nof = "options"\ntitle = "Spring"\n\n'
        '[[decks.slides]]\nslide = "reach"\nnotes = "Slowly"\n'
    )


def test_the_largest_logo_fits() -> None:
    case = replace(bakery(), brand=Brand(logo=PNG + bytes(LOGO - len(PNG))))
    assert loads(dumps(case), "case.toml") == case


def test_a_case_too_large_for_a_file_is_refused() -> None:
    slides = tuple(SlideEdit(str(number), notes="n" * TEXT) for number in range(100))
    case = replace(bakery(), decks=tuple(Deck(str(number), slides=slides) for number in range(4)))
    with pytest.raises(UserError, match=r"^Corner Bakery has 1,.* at most 1,000,000$"):
        dumps(case)


def test_answers_may_be_plain_numbers() -> None:
    text = "case = 1\n[answers]\nfollowers = 20000\nposts = 2.125\nfakes = 40\n"
    assert loads(text, "x").answers == answers(followers="20k", posts="2.1250", fakes="40%")


BAD = [
    ("", "case cannot be None: it must be 1, as a case begins with it"),
    ("case = 2", "case = 2 is from a newer Grapevine; this one reads case 1"),
    ("case = '1'", "it must be 1, as a case begins with it"),
    ("case = true", "it must be 1, as a case begins with it"),
    ("schema = 1\ntitle = 'A'", "it must be 1, as a case begins with it"),
    ("case = 1\nclient = 5", "client cannot be 5: it must be a text"),
    ("case = 1\nclien = 'A'", "there is no field 'clien'; did you mean client?"),
    (f"case = 1\nclient = '{'a' * 101}'", "it must be a text of at most 100 characters"),
    ("case = 1\ntitle = '''a\\u0007'''\nclient = \"\\u0007\"", "it must be printable"),
    ("case = 1\npreset = 'Myspace'", "preset cannot be 'Myspace': it must be one of ''"),
    ("case = 1\npreset = []", "preset cannot be []"),
    ("case = 1\nstart = 'monday'", "start cannot be 'monday': it must be a date"),
    ("case = 1\nstart = 2026-03-02T10:00:00", "it must be a date like 2026-03-02"),
    ("case = 1\ndays = 0", "days cannot be 0: it must be a whole number from 1 to 3,650"),
    ("case = 1\ndays = 1.5", "days cannot be 1.5"),
    ("case = 1\ndays = true", "days cannot be True"),
    ("case = 1\npopulation = -1", "population cannot be -1"),
    ("case = 1\ncurrency = 'EUR'", "currency cannot be 'EUR': it must be a table"),
    ("case = 1\n[currency]\ncode = 'euro'", "currency.code cannot be 'euro'"),
    ("case = 1\n[currency]\ncode = 5", "currency.code cannot be 5: it must be a text"),
    ("case = 1\n[currency]\nafter = 'yes'", "currency.after cannot be 'yes': it must be true"),
    ("case = 1\n[currency]\nnumbers = '1.000'", "currency.numbers cannot be '1.000'"),
    ("case = 1\n[brand]\ncolour = 'red'", "brand.colour cannot be 'red'"),
    ("case = 1\n[brand]\nlogo = '!'", "brand.logo cannot be '!': it must be a picture in base64"),
    ("case = 1\n[brand]\nlogo = 'aGVsbG8='", "it must be one of PNG, JPEG"),
    (
        "case = 1\n[answers]\nfollower = 5",
        "answers: there is no field 'follower'; did you mean foll",
    ),
    ("case = 1\n[answers]\nfollowers = 'many'", "Followers: 'many' is not a number; write a whole"),
    ("case = 1\n[answers]\nfollowers = nan", "is not a number"),
    ("case = 1\n[answers]\nfollowers = inf", "is not a number"),
    ("case = 1\n[answers]\nfollowers = 1e300", "longer than 100 characters"),
    (f"case = 1\n[answers]\nfollowers = {'9' * 400}", "longer than 100 characters"),
    ("case = 1\n[answers]\nfollowers = true", "answers.followers cannot be True"),
    ("case = 1\n[answers]\nfollowers = [1]", "answers.followers cannot be [1]"),
    ("case = 1\n[answers]\nbudget = '€5'", "Budget: '€5' is in EUR, not in US dollars"),
    ("case = 1\n[levers.money]\nwage = -1", "money.wage cannot be -1"),
    ("case = 1\n[levers.money]\nwages = 1", "there is no lever 'money.wages'; did you mean"),
    ("case = 1\n[levers.network]\nkind = 'table'", "network.table is empty"),
    (
        "case = 1\n[levers.network]\nkind = 'table'\ntable = 'congress'",
        "levers.network.kind cannot be ",
    ),
    ("case = 1\n[[options]]\nkind = 'luck'", "options 1: kind cannot be 'luck'"),
    ("case = 1\n[[options]]\nkind = ['ads']", "options 1: kind cannot be ['ads']"),
    ("case = 1\n[[options]]\nname = 'A'", "options 1: kind cannot be ''"),
    ("case = 1\noptions = ['ads']", "it must be a list, every entry written as"),
    ("case = 1\n[options]\nkind = 'ads'", "it must be a list, every entry written as"),
    (
        "case = 1\n[[options]]\nkind = 'ads'\n[[options]]\nkind = 'own'\n[options.levers.posts]\n"
        "count = 0",
        "options 2: posts.count cannot be 0",
    ),
    (
        "case = 1\n[[options]]\nkind = 'own'\nlevers.network.population = 10",
        "network.population is the same for every option",
    ),
    (
        "case = 1\n" + "[[options]]\nkind = 'ads'\n" * 21,
        "options cannot be '21 entries': it must be at most 20",
    ),
    ("case = 1\n[[decks]]\ntitle = 'A'", "decks 1: of is missing"),
    ("case = 1\n[[decks]]\nof = '4b'\nslides = 5", "decks 1: slides cannot be 5"),
    ("case = 1\n[[decks]]\nof = '4b'\n[[decks.slides]]\ntitle = 'A'", "slides 1: slide is missing"),
    (
        "case = 1\n[[decks]]\nof = '4b'\n[[decks.slides]]\nslide = 'a'\nshown = 1",
        "decks 1: slides 1: shown cannot be 1: it must be true or false",
    ),
    (
        "case = 1\n[[decks]]\nof = '4b'\n" + "[[decks.slides]]\nslide = 'a'\n" * 2,
        "decks 1: slides: 'a' is there twice",
    ),
    ("case = 1\nnotes = 'a", "not TOML"),
    ("case = 1\nclient = '\xff'".encode("latin-1"), "line 2: not UTF-8 text"),
    (f"case = 1\nnotes = '{'a' * 10_000}'", "a line may have at most 10,000"),
    ("case = 1\nnotes = " + "[" * 20 + "]" * 20, "nested more than 8 deep"),
    ("#" * 1_000_001, "at most 1,000,000"),
]


@pytest.mark.parametrize(("text", "why"), BAD)
def test_a_bad_file_is_one_clear_error(text: str | bytes, why: str) -> None:
    with pytest.raises(UserError) as caught:
        loads(text, "case.toml")
    told = str(caught.value)
    assert why in told
    assert told.startswith("case.toml: ")
    assert "\n" not in told
    assert len(told) < 400


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda: Brand(logo=PNG + bytes(LOGO)), "a picture of at most 200,000 bytes"),
        (lambda: Brand(name="\x00"), "printable, without '.x00'"),
        (lambda: Case(notes="\ud800"), "it must be printable"),
        (lambda: Case(notes="a\r\nb"), "printable, without '.r'"),
        (lambda: Spend("ads", levers={"growth.ad_view": 1}), "did you mean growth.ad_views"),
        (
            lambda: Deck("a", slides=tuple(SlideEdit(str(i)) for i in range(101))),
            "it must be at most",
        ),
    ],
)
def test_a_bad_field_is_refused_at_birth(make: object, why: str) -> None:
    with pytest.raises(UserError, match=why):
        make()  # type: ignore[operator]


def test_a_file_is_read_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "bakery.toml"
    path.write_text(dumps(bakery()), "utf-8")
    assert load(path) == bakery()
    for bad, why in (("none.toml", "there is no such file"), (".", "not a file"), ("\0", "file")):
        with pytest.raises(UserError, match=why):
            load(tmp_path / bad)


def test_a_case_goes_by_what_is_known_of_it() -> None:
    assert Case().name == "Untitled case"
    assert replace(bakery(), client="").name == "20,000 followers, $2,000"
    assert Case(brand=Brand("CB")).name == "CB"
    assert bakery().name == "Corner Bakery"
    assert Case(title="Spring", client="Corner Bakery").name == "Spring"
