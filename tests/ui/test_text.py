import re

import pytest

from simulation.errors import UserError, illegal_value, unknown_name
from simulation.outcomes import OUTCOMES, Summary
from simulation.parameters import Parameters, changed, levers, run_levers
from simulation.report.quantities import whose
from ui import text
from ui.state import settings
from ui.stories.deck import question


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "0"),
        (5, "5"),
        (5.25, "5.2"),
        (0.0541, "0.054"),
        (9.96, "10"),
        (99.6, "100"),
        (895, "900"),
        (1_481, "1,500"),
        (14_999, "15,000"),
        (999_900, "1 million"),
        (6_234_000, "6.2 million"),
        (123e6, "120 million"),
        (2.4e9, "2.4 billion"),
        (-793, "-790"),
        (float("nan"), text.UNKNOWN),
    ],
)
def test_numbers_are_said_in_two_figures(number: float, said: str) -> None:
    assert text.two_figures(number) == said


@pytest.mark.parametrize(
    ("number", "unit", "said"),
    [
        (-793.0, "$", "-$790"),
        (0.0, "$", "$0"),
        (0.5416, "share of reach", "54%"),
        (0.045, "chance", "4.5%"),
        (None, "$", text.UNKNOWN),
        (12.0, "orders", "12"),
        (-0.0039, text.between("share of messages"), "-0.39 points"),
        (-793.0, text.between("$"), "-$790"),
    ],
)
def test_quantities_carry_dollars_and_percent(number: float | None, unit: str, said: str) -> None:
    assert text.quantity(number, unit) == said


def test_an_outcome_is_headed_by_its_unit_once() -> None:
    said = {name: text.headed(outcome) for name, outcome in OUTCOMES.items()}
    assert said["reach"] == "Reach (people)"
    assert said["orders"] == "Orders"
    assert said["profit"] == "Profit"
    assert said["hours"] == "Hours of work"
    assert said["answered_share"] == "Answered share"


def test_a_range_whose_ends_read_the_same_is_one_figure() -> None:
    assert text.span(101.0, 102.0, "people") == "100"
    assert text.range90(Summary(5.0, 5.0, 4.0, 6.0, 1.0, 9.0, 200), "orders") == "1 to 9"
    assert text.span(0.33, 0.47, text.between("share of reach")) == "33 to 47 points"


def test_a_small_chance_is_said_as_the_axis_has_it() -> None:
    assert text.stated(levers()["public.share"], 0.0025) == "0.25%"
    assert text.stated(levers()["posts.count"], 3) == "3 posts"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.2, "1 second"), (6.2, "7 seconds"), (89, "89 seconds"), (130, "2 minutes")],
)
def test_waits_are_said_to_the_second_or_minute(seconds: float, said: str) -> None:
    assert text.duration(seconds) == said


@pytest.mark.parametrize(
    "line",
    ["![](https://evil.example/x.png)", "**bold** $x$ :red[x]", "# title", "<b>x</b>", "a\n\n- b"],
)
def test_plain_text_leaves_nothing_for_markdown_to_act_on(line: str) -> None:
    said = text.plain(line)
    assert "\n" not in said
    bare = [now for before, now in zip(" " + said, said, strict=False) if before != "\\"]
    assert not set("*_[]()<>#!$:`") & set(bare)


# What Markdown, TeX or Streamlit acts on in a line of text.
ACTS = re.compile(r"[\\`*_\[\]<>~|@]|\$.*\$|:[\w/:]|&[\w#]|^[-+#=]|^\d+[.)]\s|--|www\.")


def test_labels_that_are_read_aloud_as_written_need_no_escaping() -> None:
    everything = {**levers(), **run_levers()}
    labels = [
        text.label(lever, of) for path, lever in everything.items() for of in ("", whose(path))
    ]
    stories = [each for each in settings.shipped().values() if each.is_story]
    for line in [*labels, *map(question, stories)]:
        assert not ACTS.search(line), line


@pytest.mark.parametrize("line", ["**x**", "$1 or $2", ":red[x]", "1. x", "a -> b", "&lt;", "# x"])
def test_what_acts_is_known(line: str) -> None:
    assert ACTS.search(line)


def test_the_help_of_every_lever_says_what_its_default_rests_on() -> None:
    for lever in [*levers().values(), *run_levers().values()]:
        said = text.about(lever)
        assert text.plain(lever.help) in said
        assert f"**Default:** {text.plain(text.setting(lever, lever.default))}." in said
        if lever.evidence.strength == "definition":
            assert "It sets what is simulated." in said
        elif lever.evidence.strength == "assumption":
            assert f"Our assumption. {text.plain(lever.evidence.says)}" in said
        else:
            assert text.plain(lever.evidence.title) in said
            assert lever.evidence.strength in said
        if lever.against:
            assert text.plain(lever.against.title) in said


def test_errors_name_levers_as_the_page_does() -> None:
    with pytest.raises(UserError) as two:
        changed(Parameters(), {"partners.count": 1, "partners.audience": 60_000})
    said = text.in_labels(two.value)
    assert said.startswith(f'"{text.label(levers()["partners.audience"])}" cannot be 60,000: ')
    assert f'"{text.label(levers()["network.population"])}" = 50,000' in said
    one = illegal_value("followers.fans.size", -1, "more", "mine.toml")
    assert text.in_labels(one) == 'mine.toml: "Fans: how many" cannot be -1: it must be more.'
    assert text.in_labels(illegal_value("title", 3, "a text")).startswith("Title cannot be 3")
    assert text.in_labels(unknown_name("field", "nots", ["note"])) == (
        "There is no field 'nots'; did you mean note?"
    )
