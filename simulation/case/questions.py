"""The six questions of a case: label, legal range, units, and what is assumed unanswered."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from decimal import Decimal

from simulation.case.money import DOLLARS, Currency
from simulation.case.typed import MONEY, Answer, Measure, exactly, text_of, understood
from simulation.errors import UserError, quoted
from simulation.parameters import SOURCES, Source

WEEK = 7.0  # days
ASSUMED = Source("assumed", "A judgement", None, "assumption", "Nothing is known of this account.")


@dataclass(frozen=True, slots=True)
class Question:
    """One question in the client's words.

    low, high: legal, in the unit that the model takes: people, shares from 0 to 1, posts and hours
    a week, money. example, short: what may be typed, in full and as short as people write it.
    usual: assumed where nothing is answered, and evidence what that rests on; None where nothing
    can be assumed.
    """

    name: str
    label: str
    help: str
    measure: Measure
    low: float
    high: float
    example: float
    short: str
    usual: Answer | None = None
    evidence: Source = ASSUMED
    takes_range: bool = True

    @property
    def whole(self) -> bool:
        """True if only whole numbers make sense."""
        return self.measure.thousands and not self.measure.money

    def legal(self, currency: Currency) -> str:
        """The legal answers in words, for error texts and help."""
        low, high, example = (
            self.text(exactly(each), currency) for each in (self.low, self.high, self.example)
        )
        what = (
            "one amount"
            if not self.takes_range
            else "an amount"
            if self.measure.money
            else "a whole number"
            if self.whole
            else "a number"
        )
        return f"{what} from {low} to {high}, such as {example} or {self.short}"

    def text(self, answer: Answer, currency: Currency) -> str:
        """An answer as it may be typed: 20,000 or 10% to 30%."""
        return text_of(answer, self.measure, currency)

    def answer(self, text: str, currency: Currency) -> Answer:
        """The answer that was typed.

        Raises UserError naming the question, what was typed and what is legal.
        """
        try:
            found = understood(text, self.measure, currency)
        except UserError as error:
            raise self._mistake(f": {error}; write", text, currency) from None
        return self.checked(found, currency, text)

    def checked(self, answer: Answer, currency: Currency, said: str = "") -> Answer:
        """The answer to nine decimals, if it is legal. Raises UserError as `answer` does."""
        value, *ends = (round(each, 9) for each in (answer.value, answer.low, answer.high))
        can_be = answer.certain or self.takes_range
        if can_be and self.low <= ends[0] and ends[1] <= self.high:
            if not self.whole:
                return Answer(value, *ends)
            if all(map(float.is_integer, ends)):
                return Answer(float(round(value)), *ends)
        given = quoted(said) if said else self.text(answer, currency)
        raise self._mistake(f" cannot be {given}: it must be", said or answer, currency)

    def _mistake(self, what: str, given: object, currency: Currency) -> UserError:
        legal = self.legal(currency)
        return UserError(
            f"{self.label}{what} {legal}",
            path=f"answers.{self.name}",
            value=given,
            legal=legal,
        )


def _rates(before: Iterable[str], week: Decimal) -> dict[str, Decimal]:
    """All ways to write what is counted in some time, as multiples of a week's.

    before: units that may stand before the time. week: of one such unit in the model's.
    """
    month = Decimal("30.4375")  # days
    times = {"day": Decimal(7), "week": Decimal(1), "month": 7 / month}
    times |= {"d": times["day"], "wk": times["week"], "w": times["week"], "mo": times["month"]}
    joints = ("/", " a ", " per ", " each ", " every ")
    found = dict.fromkeys(before, week)
    for unit in before:
        for joint in joints:
            for time, factor in times.items():
                found[f"{unit}{joint}{time}".strip()] = week * factor
    return found


_ONE = Decimal(1)
_TIMES = {"once": "1", "twice": "2", "three times": "3", "four times": "4", "five times": "5"}
_OFTEN = {
    f"{times} a {time}": f"{n}/{time}" for times, n in _TIMES.items() for time in ("day", "week")
}
_OFTEN |= {"daily": "1/day", "every day": "1/day", "weekly": "1/week", "every week": "1/week"}
_OFTEN |= {"monthly": "1/month", "every month": "1/month"}
_NONE = dict.fromkeys(("none", "no", "nothing"), "0")

_PEOPLE = Measure(
    units=dict.fromkeys(("", "followers", "follower", "people", "fans", "accounts"), _ONE),
    thousands=True,
)
_PART = Measure(
    units=dict.fromkeys(("", "%", "percent", "per cent", "pct", "% fake", "% fakes"), _ONE / 100),
    sign="%",
    words=_NONE,
)
_POSTS = Measure(
    units=_rates(("", "x", "times", "posts", "post"), _ONE), sign=" a week", words=_OFTEN
)
_HOURS = Measure(
    units=_rates(("", "h", "hr", "hrs", "hour", "hours"), _ONE)
    | _rates(("min", "mins", "minute", "minutes"), _ONE / 60),
    sign=" h a week",
    words=_NONE,
)

_ALL = (
    Question(
        name="followers",
        label="Followers",
        help="Everybody on the list, fake ones and all.",
        measure=_PEOPLE,
        low=1,
        high=20_000_000,
        example=20_000,
        short="20k",
    ),
    Question(
        name="fakes",
        label="Share of fakes",
        help="The part of the list that is fake or abandoned, and never notices a post. A range "
        "where only that is known.",
        measure=_PART,
        low=0,
        high=1,
        example=0.4,
        short="10-30%",
        usual=Answer(0.2, 0.05, 0.45),
        evidence=SOURCES["sparktoro"],
    ),
    Question(
        name="posts",
        label="Posts a week",
        help="How often the account posts today.",
        measure=_POSTS,
        low=0.1,
        high=500,
        example=3,
        short="3/week",
        usual=exactly(3),
    ),
    Question(
        name="hours",
        label="Hours a week spent answering",
        help="Replies and mentions are answered in this time. Writing the posts comes on top.",
        measure=_HOURS,
        low=0,
        high=168,
        example=10,
        short="10h",
        usual=exactly(7),
    ),
    Question(
        name="order_value",
        label="Value of an order",
        help="What a customer pays for one order.",
        measure=MONEY,
        low=0,
        high=1_000_000,
        example=85,
        short="85",
        usual=Answer(85, 60, 120),
        evidence=SOURCES["monetate"],
    ),
    Question(
        name="budget",
        label="Budget",
        help="Money to spend in the whole period, on top of what is done today: every option "
        "costs this much.",
        measure=MONEY,
        low=1,
        high=1_000_000_000,
        example=2_000,
        short="2k",
        takes_range=False,
    ),
)
QUESTIONS = {each.name: each for each in _ALL}


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers, in the model's units; None where there is none.

    Raises UserError as `Question.checked` does, amounts named in dollars.
    """

    followers: Answer | None = None
    fakes: Answer | None = None
    posts: Answer | None = None
    hours: Answer | None = None
    order_value: Answer | None = None
    budget: Answer | None = None

    def __post_init__(self) -> None:
        """Check every answer, and round it to what can be written."""
        for name, answer in self.given().items():
            object.__setattr__(self, name, QUESTIONS[name].checked(answer, DOLLARS))

    def given(self) -> dict[str, Answer]:
        """The answers there are, by question."""
        found = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: answer for name, answer in found.items() if answer is not None}

    def usual(self) -> dict[str, Answer]:
        """The assumptions for the questions without an answer, where something can be."""
        return {
            name: each.usual
            for name, each in QUESTIONS.items()
            if each.usual is not None and getattr(self, name) is None
        }

    def answer(self, name: str) -> Answer:
        """The answer, else the assumption. Raises UserError where there is neither."""
        found = {**self.given(), **self.usual()}
        if name not in found:
            raise UserError(f"{QUESTIONS[name].label}: not answered yet", path=f"answers.{name}")
        return found[name]

    def value(self, name: str) -> float:
        """The number to go by. Raises UserError as `answer` does."""
        return self.answer(name).value


def answers(currency: Currency = DOLLARS, /, **typed: str | float) -> Answers:
    """Answers from what was typed, question by question; "" leaves one open. Raises UserError."""
    found: dict[str, Answer | None] = {}
    for name, text in typed.items():
        question = QUESTIONS[name]
        if isinstance(text, str):
            found[name] = question.answer(text, currency) if text.strip() else None
        else:
            found[name] = question.checked(exactly(text), currency)
    return Answers(**found)
