"""What people type: a table of inputs, and laws that hold for every number and range."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.case.money import Currency, currency
from simulation.case.numerals import FORMATS, number_of, text_of
from simulation.case.questions import QUESTIONS, Answers, answers
from simulation.case.typed import Answer, exactly
from simulation.errors import UserError

DOLLARS = Currency()
EUROS = currency("EUR")
GERMAN = Currency("EUR", "€", "1.234,56", after=True)
SWISS = currency("CHF")
SWEDISH = currency("SEK")

UNDERSTOOD = [
    ("followers", "20000", DOLLARS, 20_000),
    ("followers", "20,000", DOLLARS, 20_000),
    ("followers", "20k", DOLLARS, 20_000),
    ("followers", " 20 K ", DOLLARS, 20_000),
    ("followers", "20 thousand", DOLLARS, 20_000),
    ("followers", "20 000", DOLLARS, 20_000),
    ("followers", "20\N{NARROW NO-BREAK SPACE}000", DOLLARS, 20_000),
    ("followers", "20'000", DOLLARS, 20_000),
    ("followers", "20\N{RIGHT SINGLE QUOTATION MARK}000", DOLLARS, 20_000),
    ("followers", "1.5k", DOLLARS, 1_500),
    ("followers", "1,5k", DOLLARS, 1_500),
    ("followers", "2.5M", DOLLARS, 2_500_000),
    ("followers", "1,234,567", DOLLARS, 1_234_567),
    ("followers", "1.234.567", DOLLARS, 1_234_567),
    ("followers", "20000 followers", DOLLARS, 20_000),
    ("followers", "20k people", DOLLARS, 20_000),
    ("followers", "18k to 22k", DOLLARS, (20_000, 18_000, 22_000)),
    ("followers", "18-22k", DOLLARS, (20_000, 18_000, 22_000)),
    ("followers", "900 to 1k", DOLLARS, (950, 900, 1_000)),
    ("followers", "901 to 1,000", DOLLARS, (950, 901, 1_000)),
    ("followers", "20.000", GERMAN, 20_000),
    ("followers", "20 000", SWEDISH, 20_000),
    ("followers", "20'000", SWISS, 20_000),
    ("fakes", "40%", DOLLARS, 0.4),
    ("fakes", "40 %", DOLLARS, 0.4),
    ("fakes", "40 percent", DOLLARS, 0.4),
    ("fakes", "40", DOLLARS, 0.4),
    ("fakes", "0", DOLLARS, 0.0),
    ("fakes", "none", DOLLARS, 0.0),
    ("fakes", "7%", DOLLARS, 0.07),
    ("fakes", "0.5%", DOLLARS, 0.005),
    ("fakes", "10,5 %", DOLLARS, 0.105),
    ("fakes", "10 % to 30 %", DOLLARS, (0.2, 0.1, 0.3)),
    ("fakes", "10-30%", DOLLARS, (0.2, 0.1, 0.3)),
    ("fakes", "10% \N{EN DASH} 30%", DOLLARS, (0.2, 0.1, 0.3)),
    ("fakes", "10..30%", DOLLARS, (0.2, 0.1, 0.3)),
    ("fakes", "between 10 and 30 %", DOLLARS, (0.2, 0.1, 0.3)),
    ("fakes", "from 10% to 30%", DOLLARS, (0.2, 0.1, 0.3)),
    ("fakes", "15% (10% to 30%)", DOLLARS, (0.15, 0.1, 0.3)),
    ("fakes", "20 to 20 %", DOLLARS, 0.2),
    ("posts", "3", DOLLARS, 3),
    ("posts", "3/week", DOLLARS, 3),
    ("posts", "3 / week", DOLLARS, 3),
    ("posts", "3 a week", DOLLARS, 3),
    ("posts", "3x a week", DOLLARS, 3),
    ("posts", "3\N{MULTIPLICATION SIGN}/week", DOLLARS, 3),
    ("posts", "3 posts per week", DOLLARS, 3),
    ("posts", "2.5 a week", DOLLARS, 2.5),
    ("posts", "1/day", DOLLARS, 7),
    ("posts", "Daily", DOLLARS, 7),
    ("posts", "twice a week", DOLLARS, 2),
    ("posts", "12 a month", DOLLARS, 2.76),
    ("posts", "2-3 a week", DOLLARS, (2.5, 2, 3)),
    ("hours", "10", DOLLARS, 10),
    ("hours", "10h", DOLLARS, 10),
    ("hours", "10 hours a week", DOLLARS, 10),
    ("hours", "1.5 hours a day", DOLLARS, 10.5),
    ("hours", "90 min a day", DOLLARS, 10.5),
    ("hours", "none", DOLLARS, 0),
    ("order_value", "$85", DOLLARS, 85),
    ("order_value", "85 to 120", DOLLARS, (102.5, 85, 120)),
    ("order_value", "$85.50", DOLLARS, 85.5),
    ("budget", "$2,000", DOLLARS, 2_000),
    ("budget", "$2k", DOLLARS, 2_000),
    ("budget", "2 k $", DOLLARS, 2_000),
    ("budget", "USD 2,000", DOLLARS, 2_000),
    ("budget", "2000 dollars", DOLLARS, 2_000),
    ("budget", "$1.5m", DOLLARS, 1_500_000),
    ("budget", "2.000,50", DOLLARS, 2_000.5),
    ("budget", "2,000.50", GERMAN, 2_000.5),
    ("budget", "€2,000", EUROS, 2_000),
    ("budget", "2000 euro", EUROS, 2_000),
    ("budget", "2.000 €", GERMAN, 2_000),
    ("budget", "2.000,50 €", GERMAN, 2_000.5),
    ("budget", "2'000 CHF", SWISS, 2_000),
    ("budget", "2 000 kr", SWEDISH, 2_000),
    ("budget", "$2,000", currency("AUD"), 2_000),
]

REFUSED = [
    # A lone mark with three digits behind it that is not the mark for thousands here.
    ("followers", "20.000", DOLLARS, "may mean 20,000 or 20;"),
    ("followers", "20,000", GERMAN, "may mean 20.000 or 20;"),
    ("followers", "1.500k", DOLLARS, "may mean 1,500 or 1.5;"),
    ("budget", "$2.500", DOLLARS, "may mean 2,500 or 2.5;"),
    ("budget", "2,500", SWEDISH, "may mean 2\N{NO-BREAK SPACE}500 or 2,5;"),
    ("fakes", "0.4", DOLLARS, "may mean 40% or 0.4%;"),
    ("fakes", "1", DOLLARS, "may mean 100% or 1%;"),
    # No number, or marks in the wrong places.
    ("followers", "", DOLLARS, "'' is not a number"),
    ("followers", "many", DOLLARS, "'many' is not a number"),
    ("followers", "twenty", DOLLARS, "is not a number"),
    ("followers", "20,00,000", DOLLARS, "marks between its digits"),
    ("followers", "2,0000", DOLLARS, "marks between its digits"),
    ("followers", "1,234.567.890", DOLLARS, "marks between its digits"),
    ("followers", "20 000'000", DOLLARS, "marks between its digits"),
    ("followers", "1 2 3", DOLLARS, "marks between its digits"),
    ("followers", "20,", DOLLARS, "is not a number"),
    ("followers", ",5", DOLLARS, "is not a number"),
    ("followers", "1e5", DOLLARS, "unit that is not understood here: e5"),
    ("followers", "\N{FULLWIDTH DIGIT TWO}\N{FULLWIDTH DIGIT ZERO}", DOLLARS, "is not a number"),
    ("followers", "2_000", DOLLARS, "not understood"),
    ("followers", "0x20", DOLLARS, "not understood"),
    ("followers", "nan", DOLLARS, "is not a number"),
    ("followers", "1" * 101, DOLLARS, "longer than 100"),
    # Outside the legal range.
    ("followers", "0", DOLLARS, "cannot be '0': it must be a whole number"),
    ("followers", "-5", DOLLARS, "cannot be '-5': it must be a whole number"),
    ("followers", "30m", DOLLARS, "cannot be '30m': it must be a whole number"),
    ("followers", "20.5", DOLLARS, "cannot be '20.5': it must be a whole number"),
    ("fakes", "101%", DOLLARS, "cannot be"),
    ("fakes", "-3%", DOLLARS, "cannot be"),
    ("posts", "0", DOLLARS, "cannot be"),
    ("posts", "100/day", DOLLARS, "cannot be"),
    ("hours", "169", DOLLARS, "cannot be"),
    ("order_value", "-$5", DOLLARS, "cannot be"),
    ("budget", "0", DOLLARS, "cannot be"),
    ("budget", "$2k to $3k", DOLLARS, "must be one amount"),
    # Half understood is not understood.
    ("followers", "20k+", DOLLARS, "not understood"),
    ("followers", "~20k", DOLLARS, "'~' before its number"),
    ("followers", "about 20k", DOLLARS, "before its number"),
    ("followers", "< 20k", DOLLARS, "before its number"),
    ("followers", "20 dogs", DOLLARS, "not understood here: dogs"),
    ("followers", "$20k", DOLLARS, "before its number"),
    ("posts", "every 2 days", DOLLARS, "before its number"),
    ("posts", "3k", DOLLARS, "not understood here: k"),
    ("posts", "3/fortnight", DOLLARS, "not understood here: /fortnight"),
    ("hours", "10 €", DOLLARS, "not understood"),
    ("fakes", "a fifth", DOLLARS, "is not a number"),
    ("budget", "2k a month", DOLLARS, "is no currency"),
    # Another currency than the case's.
    ("budget", "€2,000", DOLLARS, "is in EUR, not in US dollars (USD)"),
    ("budget", "2000 pounds", DOLLARS, "is in GBP, not in US dollars (USD)"),
    ("budget", "$2k", EUROS, "is in USD, not in euros (EUR)"),
    ("budget", "A$2k", DOLLARS, "is in AUD"),
    # Ranges that are none.
    ("fakes", "30% to 10%", DOLLARS, "range that rises"),
    ("fakes", "50% (10% to 30%)", DOLLARS, "range that rises"),
    ("followers", "1-800-555", DOLLARS, "is not a number"),
    ("followers", "10k to", DOLLARS, "not understood"),
    ("followers", "10k-", DOLLARS, "not understood"),
    ("order_value", "$85 to €120", DOLLARS, "is in EUR"),
]


@pytest.mark.parametrize(("name", "text", "money", "meant"), UNDERSTOOD)
def test_it_is_understood(
    name: str, text: str, money: Currency, meant: float | tuple[float, float, float]
) -> None:
    wanted = Answer(*meant) if isinstance(meant, tuple) else exactly(meant)
    assert QUESTIONS[name].answer(text, money) == wanted


@pytest.mark.parametrize(("name", "text", "money", "why"), REFUSED)
def test_it_is_refused_in_one_sentence(name: str, text: str, money: Currency, why: str) -> None:
    question = QUESTIONS[name]
    with pytest.raises(UserError) as caught:
        question.answer(text, money)
    told = str(caught.value)
    assert why in told
    assert told.startswith((f"{question.label}: ", f"{question.label} cannot be "))
    assert repr(text)[:70] in told
    legal = question.legal(money)
    assert told.endswith((f"; write {legal}", f": it must be {legal}"))
    assert "\n" not in told


FORMAT = st.sampled_from(list(FORMATS))
MONEY = st.builds(
    Currency,
    st.just("EUR"),
    st.sampled_from(["€", "EUR", "R$", "kr"]),
    FORMAT,
    st.booleans(),
)


@given(st.floats(0, 1e15), FORMAT)
def test_a_number_is_read_as_it_was_written(value: float, format: str) -> None:
    digits = text_of(value, format).replace("\N{NO-BREAK SPACE}", " ")
    assert float(number_of(digits, format)) == value


@given(st.text("0123456789.,' ", max_size=12), FORMAT)
def test_any_digits_are_a_number_or_refused(digits: str, format: str) -> None:
    """Never another error, and where they are a number, its digits are those that were typed."""
    with suppress(ValueError):
        number = number_of(digits, format)
        typed = "".join(each for each in digits if each.isdigit())
        assert f"{number:f}".replace(".", "").strip("0") == typed.strip("0")


@st.composite
def given_answers(draw: st.DrawFn) -> tuple[str, Answer]:
    name = draw(st.sampled_from(list(QUESTIONS)))
    question = QUESTIONS[name]
    number = st.floats(question.low, question.high).map(lambda each: round(each, 9))
    if question.whole:
        number = st.integers(int(question.low), int(question.high)).map(float)
    low, value, high = sorted(draw(st.tuples(number, number, number)))
    return name, Answer(value, low, high) if question.takes_range else exactly(value)


@given(given_answers(), MONEY)
def test_an_answer_is_read_as_it_was_written(case: tuple[str, Answer], money: Currency) -> None:
    name, answer = case
    question = QUESTIONS[name]
    assert question.answer(question.text(answer, money), money) == answer


@given(st.sampled_from(list(QUESTIONS)), st.text(max_size=40))
def test_any_text_is_understood_or_refused(name: str, text: str) -> None:
    with suppress(UserError):
        answer = QUESTIONS[name].answer(text, DOLLARS)
        assert answer.low <= answer.value <= answer.high


@given(st.integers(1, 19_999), st.integers(1, 19_999))
def test_a_thousand_behind_a_range_holds_for_both_ends(one: int, other: int) -> None:
    low, high = sorted((one, other))
    found = QUESTIONS["followers"].answer(f"{low}-{high}k", DOLLARS)
    assert (found.low, found.high) == (1_000.0 * low, 1_000.0 * high)


@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.parametrize("money", [DOLLARS, GERMAN, SWISS, SWEDISH])
def test_what_an_error_proposes_is_understood(name: str, money: Currency) -> None:
    question = QUESTIONS[name]
    proposed = question.legal(money).split(" such as ")[1].split(" or ")
    assert len(proposed) == 2
    for text in proposed:
        question.answer(text, money)


def test_an_answer_that_does_not_rise_is_refused() -> None:
    for ends in ((1, 2, 3), (3, 1, 2), (1, float("nan"), 2), (1, 1, float("inf"))):
        with pytest.raises(UserError, match="must rise"):
            Answer(*ends)


def test_open_answers_are_assumed_where_something_can_be() -> None:
    found = answers(followers="20k", fakes="", posts="2-4 a week")
    assert found.given() == {
        "followers": exactly(20_000),
        "posts": Answer(3, 2, 4),
    }
    assert set(found.usual()) == {"fakes", "hours", "order_value"}
    assert found.value("posts") == 3
    assert found.value("fakes") == 0.2
    with pytest.raises(UserError, match=r"^Budget: not answered yet$"):
        found.value("budget")
    with pytest.raises(UserError, match=r"^Followers: not answered yet$"):
        Answers().value("followers")


def test_numbers_may_stand_for_typed_answers() -> None:
    assert answers(followers=20_000, fakes=0.4) == answers(followers="20k", fakes="40%")
    with pytest.raises(UserError, match=r"^Share of fakes cannot be 140%"):
        answers(fakes=1.4)


def test_the_usual_answers_are_legal() -> None:
    for question in QUESTIONS.values():
        if question.usual:
            assert question.checked(question.usual, DOLLARS) == question.usual


def test_a_conversion_keeps_two_decimals() -> None:
    assert QUESTIONS["posts"].answer("1 a month", DOLLARS).value == 0.23
