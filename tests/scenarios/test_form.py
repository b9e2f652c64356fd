"""The form of a scenario file: from a document to a scenario and back, and what is not legal."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.errors import UserError
from simulation.parameters import Lever, Parameters, Value, changed, levers, run_settings
from simulation.scenarios import Insight, Judge, Note, Scenario, Side, dumps, loads
from tests.scenarios.texts import GOOD, complaint

SIDES = '[sides.A]\ntitle = "One"\n[sides.B]\ntitle = "Other"\n'
CLAIM = 'claim = "It is so."\n'
JUDGE = '[judge]\noutcome = "reach"\n'


def values_of(lever: Lever) -> st.SearchStrategy[Value]:
    if lever.type == "switch":
        return st.booleans()
    if lever.choices:
        return st.sampled_from(lever.choices)
    if lever.type == "text":
        return st.text(max_size=50)
    assert lever.low is not None
    assert lever.high is not None
    if lever.type == "integer":
        return st.integers(int(lever.low), int(lever.high))
    return st.floats(lever.low, lever.high)


INSIGHTS = [
    Insight("A has {A}, {A-B} more than B, or {A/B}."),
    Insight('{turn} \\ "quoted"', "A:posts.count", 1.1),
]


def scenarios() -> st.SearchStrategy[Scenario]:
    """Any scenario whose levers fit together, of one side or two, with any texts."""

    def parameters(settings: dict[str, Value]) -> Parameters | None:
        try:
            return changed(Parameters(), settings)
        except UserError:  # sizes that do not fit together
            return None

    some = st.lists(st.sampled_from(sorted(levers())), max_size=8, unique=True).flatmap(
        lambda paths: st.fixed_dictionaries({path: values_of(levers()[path]) for path in paths})
    )
    side = some.map(parameters).filter(lambda made: made is not None)
    words = st.text(max_size=40)
    title = words.filter(lambda text: bool(text.strip()))
    notes = st.lists(st.builds(Note, title, title), max_size=2).map(tuple)

    @st.composite
    def build(draw: st.DrawFn) -> Scenario:
        number = draw(st.integers(1, 4))
        name = draw(title)
        story = number > 1 and draw(st.booleans())
        keys = "ABCD"[:number]
        return Scenario(
            id="test",
            title=name,
            note=draw(words),
            origin="test.toml",
            sides=tuple(Side(key, draw(title) if number > 1 else name, draw(side)) for key in keys),
            run=run_settings(
                {"days": draw(st.floats(0.01, 3_650)), "worlds": draw(st.integers(1, 100_000))}
            ),
            claim=draw(title) if story else "",
            judge=Judge("reach", factor=draw(st.floats(1e-9, 1_000))) if story else None,
            bet=draw(words),
            breaks=tuple(draw(st.lists(st.sampled_from(sorted(levers())), max_size=3))),
            supports=draw(notes),
            contradicts=draw(notes),
            insight=draw(st.sampled_from([None, *INSIGHTS])) if story else None,
        )

    return build()


@settings(deadline=None, max_examples=100)
@given(scenarios())
def test_any_scenario_is_the_same_after_writing_and_reading(scenario: Scenario) -> None:
    text = dumps(scenario)
    assert loads(text, "test.toml") == scenario
    assert loads(text.encode(), "test.toml") == scenario


def test_only_what_differs_is_written() -> None:
    text = dumps(loads(GOOD + "[followers.fans]\nsize = 100\nsee = 0.5\n", "test.toml"))
    assert text == 'schema = 1\ntitle = "A test"\n\n[followers.fans]\nsee = 0.5\n'


def test_a_whole_number_is_converted_where_a_fraction_is_meant() -> None:
    value = loads(GOOD + "[posts]\nevery = 24\n", "t.toml").sides[0].parameters.posts.every
    assert (value, type(value)) == (24.0, float)


def test_sides_lie_over_what_they_share() -> None:
    text = GOOD + "[followers.fans]\nsize = 7\nsee = 0.5\n" + SIDES + "followers.fans.size = 9\n"
    scenario = loads(text, "test.toml")
    a, b = (scenario.side(key).parameters.followers.fans for key in "AB")
    assert (a.size, a.see, b.size, b.see) == (7, 0.5, 9, 0.5)


def test_what_is_shared_need_not_fit_together_without_the_sides() -> None:
    text = GOOD + "[followers]\nfans.size = 0\ncasual.size = 0\n" + SIDES
    assert "there are no followers" in complaint(text)
    text = text.replace('"One"', '"One"\nfollowers.fans.size = 1').replace(
        '"Other"', '"Other"\nfollowers.fans.size = 2'
    )
    assert loads(text, "t.toml").side("B").parameters.followers.fans.size == 2


def test_a_side_that_is_not_there() -> None:
    with pytest.raises(UserError, match="no side 'C'; there are A, B"):
        loads(GOOD + SIDES, "test.toml").side("C")


STORY = GOOD + CLAIM + JUDGE
BAD: dict[str, tuple[str, str]] = {
    "nothing": ("", "schema is missing"),
    "schema missing": ('title = "x"', "the file must begin with schema = 1"),
    "schema of the future": ('schema = 2\ntitle = "x"', "newer Grapevine"),
    "schema zero": ('schema = 0\ntitle = "x"', "schema cannot be 0"),
    "schema true": ('schema = true\ntitle = "x"', "schema cannot be True"),
    "schema text": ('schema = "1"\ntitle = "x"', "schema cannot be '1'"),
    "title missing": ("schema = 1", "title is missing"),
    "title blank": ('schema = 1\ntitle = "  "', "title is missing"),
    "title number": ("schema = 1\ntitle = 3", "title cannot be 3: it must be a text"),
    "title too long": (
        f'schema = 1\ntitle = "{"x" * 101}"',
        "title has 101 characters; it must be a text of 1 to 100",
    ),
    "note too long": (
        GOOD + f'note = "{"x" * 2_001}"',
        "note has 2,001 characters; it must be a text of at most 2,000",
    ),
    "typing error": (GOOD + 'nots = "x"', "there is no field 'nots'; did you mean note?"),
    "unknown table": (GOOD + "[zzz]", "there is no field 'zzz'; there are schema, extends, title"),
    "unknown lever": (GOOD + "[posts]\ncuont = 3", "'posts.cuont'; did you mean posts.count?"),
    "unknown group": (GOOD + "[followers.fan]\nsize = 3", "'followers.fan'"),
    "value for a table": (GOOD + "posts = 3", "posts is a group of levers, so it cannot be 3"),
    "table for a value": (GOOD + "[posts.count]\nx = 3", "posts.count cannot be {'x': 3}"),
    "text for a number": (
        GOOD + '[posts]\ncount = "3"',
        "posts.count cannot be '3': it must be a whole number",
    ),
    "fraction for a whole": (GOOD + "[posts]\ncount = 3.5", "posts.count cannot be 3.5"),
    "true for a whole": (GOOD + "[posts]\ncount = true", "posts.count cannot be True"),
    "whole for a switch": (GOOD + "[feed]\nratio_penalty = 1", "must be true or false"),
    "unknown choice": (GOOD + '[dialogue]\norder = "last"', "one of first come, closest first"),
    "date": (
        GOOD + "[posts]\ncount = 1979-05-27",
        "posts.count cannot be datetime.date(1979, 5, 27)",
    ),
    "too high": (
        GOOD + "[followers.fans]\nsee = 1.5",
        "followers.fans.see cannot be 1.5: it must be a number from 0 to 1",
    ),
    "negative count": (
        GOOD + "[followers.fans]\nsize = -1",
        "followers.fans.size cannot be -1: it must be a whole number from 0",
    ),
    "nan": (GOOD + "[followers.fans]\nsee = nan", "followers.fans.see cannot be nan"),
    "inf": (GOOD + "[money]\nwage = inf", "money.wage cannot be inf"),
    "1e308": (GOOD + "[money]\nwage = 1e308", "money.wage cannot be 1e+308"),
    "1e999": (GOOD + "[money]\nwage = 1e999", "money.wage cannot be inf"),
    "all groups empty": (
        GOOD + "[followers]\nfans.size = 0\ncasual.size = 0",
        "there are no followers",
    ),
    "more followers than people": (
        GOOD + "[followers.fans]\nsize = 50_001",
        "you have more followers (50,901) than the simulated population (50,000)",
    ),
    "run unknown": (
        GOOD + "[run]\nseed = 3",
        "run: there is no field 'seed'; there are days, worlds",
    ),
    "run too long": (GOOD + "[run]\ndays = 1e9", "run: days cannot be 1000000000.0"),
    "run no table": (GOOD + "run = 3", "run cannot be 3: it must be a table"),
    "extends number": (GOOD + "extends = 3", "extends cannot be 3"),
    "side alone": (
        GOOD + '[sides.A]\ntitle = "x"',
        "sides must be A and B, then C and D; the file has A",
    ),
    "no sides": (GOOD + "[sides]", "the file has nothing"),
    "side missing": (GOOD + '[sides.A]\ntitle = "x"\n[sides.C]\ntitle = "y"', "the file has A, C"),
    "side unknown": (
        GOOD + '[sides.X]\ntitle = "x"',
        "sides: there is no field 'X'; there are A, B, C, D",
    ),
    "side no table": (GOOD + "sides.A = 3\nsides.B = 4", "sides.A cannot be 3"),
    "side without title": (GOOD + "[sides.A]\n[sides.B]", "side A: title is missing"),
    "side with a mistake": (
        GOOD + SIDES + "posts.count = 0",
        "side B: posts.count cannot be 0",
    ),
    "claim without judge": (GOOD + CLAIM + SIDES, "needs both a claim and a [judge]"),
    "judge without claim": (GOOD + JUDGE + SIDES, "needs both a claim and a [judge]"),
    "story without sides": (GOOD + CLAIM + JUDGE, "needs [sides.A] and [sides.B]"),
    "outcome unknown": (
        GOOD + CLAIM + '[judge]\noutcome = "reech"\n' + SIDES,
        "judge: there is no outcome 'reech'; did you mean reach?",
    ),
    "outcome missing": (GOOD + CLAIM + "[judge]\n" + SIDES, "judge: outcome is missing"),
    "factor nan": (
        GOOD + CLAIM + JUDGE + "factor = nan\n" + SIDES,
        "judge.factor cannot be nan",
    ),
    "factor zero": (GOOD + CLAIM + JUDGE + "factor = 0\n" + SIDES, "judge.factor cannot be 0"),
    "factor true": (
        GOOD + CLAIM + JUDGE + "factor = true\n" + SIDES,
        "judge.factor cannot be True",
    ),
    "judge unknown": (
        GOOD + CLAIM + JUDGE + "winner = 1\n" + SIDES,
        "judge: there is no field 'winner'; there are outcome, factor",
    ),
    "breaks unknown": (
        GOOD + 'breaks = ["posts.cuont"]',
        "breaks: there is no lever 'posts.cuont'; did you mean posts.count?",
    ),
    "breaks number": (GOOD + "breaks = [3]", "breaks cannot be [3]"),
    "insight unknown": (
        STORY + '[insight]\nsays = "{A}"\nby = 1\n' + SIDES,
        "insight: there is no field 'by'; there are says, lever, factor",
    ),
    "insight without words": (STORY + "[insight]\n" + SIDES, "insight: says is missing"),
    "insight of a side that is not there": (
        STORY + '[insight]\nsays = "{A-C} more"\n' + SIDES,
        "insight.says cannot be '{A-C}': it must be {A}, {A-B} or {A/B}, of sides that there are",
    ),
    "insight without its lever": (
        STORY + '[insight]\nsays = "{turn} followers"\n' + SIDES,
        "insight.says cannot be '{turn}'",
    ),
    "insight by an unknown lever": (
        STORY + '[insight]\nsays = "{turn}"\nlever = "A:posts.cuont"\n' + SIDES,
        "insight: there is no lever 'posts.cuont'; did you mean posts.count?",
    ),
    "insight factor": (
        STORY + '[insight]\nsays = "{A}"\nfactor = -1\n' + SIDES,
        "insight.factor cannot be -1: it must be a number above 0, at most 1,000",
    ),
    "insight of no story": (GOOD + '[insight]\nsays = "x"', "only a story has an insight"),
    "evidence no list": (GOOD + 'supports = "x"', "must be written as [[supports]]"),
    "evidence no table": (GOOD + "supports = [3]", "supports cannot be 3"),
    "evidence without source": (
        GOOD + '[[contradicts]]\nsays = "x"',
        "contradicts 1: source is missing",
    ),
    "evidence unknown": (
        GOOD + '[[supports]]\nby = "x"',
        "supports 1: there is no field 'by'; there are source, says",
    ),
}


@pytest.mark.parametrize(("text", "expected"), BAD.values(), ids=BAD)
def test_what_is_not_legal_is_said_in_one_clear_line(text: str, expected: str) -> None:
    assert expected in complaint(text)
