"""Cases for tests: one as a consultant would make it, and any that can be made."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from simulation.case.case import NAME, Brand, Case, Deck, SlideEdit, Spend
from simulation.case.money import Currency, currency
from simulation.case.numerals import FORMATS
from simulation.case.presets import PRESETS
from simulation.case.questions import QUESTIONS, Answers, answers
from simulation.case.typed import Answer, exactly
from simulation.decision import GOALS
from simulation.parameters import Parameters, Value, changed

PNG = b"\x89PNG\r\n\x1a\n"


def bakery(**typed: str) -> Case:
    """The client's question that everything began with; answers may be replaced."""
    told = {"followers": "20k", "fakes": "40%", "posts": "3/week", "hours": "0", "budget": "$2,000"}
    return Case(client="Corner Bakery", answers=answers(**(told | typed)))


_LETTERS = st.characters(exclude_categories=("Cc", "Cs"), include_characters="\n\t")
_NAMES = st.text(_LETTERS, max_size=NAME)
_NEEDED = _NAMES.filter(str.strip)
_TEXTS = st.text(_LETTERS, max_size=300)
_MONEY = st.one_of(
    st.sampled_from(["USD", "EUR", "CHF", "SEK", "XTS"]).map(currency),
    st.builds(
        Currency,
        st.sampled_from(["EUR", "XTS"]),
        st.sampled_from(["€", "R$", "kr"]),
        st.sampled_from(list(FORMATS)),
        st.booleans(),
    ),
)
_BRANDS = st.builds(
    Brand,
    _NAMES,
    st.sampled_from(["", "#1a2b3c"]),
    st.one_of(st.just(b""), st.binary(max_size=500).map(PNG.__add__)),
)
_LEVERS: st.SearchStrategy[dict[str, Value]] = st.fixed_dictionaries(
    {},
    optional={
        "money.wage": st.floats(0, 10_000),
        "partners.audience": st.integers(0, 50_000),
        "feed.ratio_penalty": st.booleans(),
        "dialogue.order": st.sampled_from(["first come", "closest first"]),
        "followers.casual.see": st.floats(0, 1),
    },
)
_SPENDS = st.builds(
    Spend, st.sampled_from(["ads", "answering", "creators", "posts", "own"]), _NAMES, _LEVERS
)
_SLIDES = st.lists(
    st.builds(SlideEdit, _NEEDED, _NAMES, _TEXTS, st.booleans()),
    max_size=3,
    unique_by=lambda each: each.slide,
)
_DECKS = st.builds(Deck, _NEEDED, _NAMES, _SLIDES.map(tuple))


@st.composite
def _answers(draw: st.DrawFn) -> Answers:
    found: dict[str, Any] = {}
    for name, question in QUESTIONS.items():
        if not draw(st.booleans()):
            continue
        number = st.floats(question.low, question.high)
        if question.whole:
            number = st.integers(int(question.low), int(question.high)).map(float)
        low, value, high = sorted(draw(st.tuples(number, number, number)))
        found[name] = Answer(value, low, high) if question.takes_range else exactly(value)
    return Answers(**found)


CASES = st.builds(
    Case,
    title=_NAMES,
    client=_NAMES,
    notes=_TEXTS,
    preset=st.sampled_from(list(PRESETS)),
    goal=st.sampled_from(list(GOALS)),
    start=st.one_of(st.none(), st.dates(date(1, 1, 1))),
    days=st.integers(1, 3_650),
    currency=_MONEY,
    brand=_BRANDS,
    answers=_answers(),
    base=_LEVERS.map(lambda levers: changed(Parameters(), levers)),
    population=st.integers(0, 2_000_000_000),
    options=st.lists(_SPENDS, max_size=3).map(tuple),
    decks=st.lists(_DECKS, max_size=2).map(tuple),
)
