"""Levers and their values in sentences."""

import pytest

from simulation.parameters import Value, levers
from simulation.report.quantities import named, said, span


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("followers.casual.buy", 1 / 1_234, "1 in 1,200"),
        ("followers.casual.buy", 0.25, "25%"),
        ("followers.casual.buy", 0.0, "0%"),
        ("partners.overlap", 0.123, "12%"),
        ("money.wage", 25.0, "$25 an hour"),
        ("followers.bought.price", 0.018, "$0.018 each"),
        ("partners.count", 3, "3 partners"),
        ("partners.count", 1, "1 partner"),
        ("dialogue.hours", 1.0, "1 hour a day"),
        ("dialogue.hours", 1 / 60, "1 minute a day"),
        ("posts.appeal", 1.0, "1 times the average"),
        ("followers.casual.buy", 0.001, "1 in 1,000"),
        ("network.discount", 0.61, "0.61"),
        ("feed.ratio_penalty", True, "on"),
        ("feed.ratio_penalty", False, "off"),
        ("dialogue.order", "first come", "first come"),
    ],
)
def test_a_value_is_said_with_its_unit(path: str, value: Value, words: str) -> None:
    assert said(levers()[path], value) == words


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("followers.casual.buy", "“Chance to buy, once clicked” of casual followers"),
        ("public.share", "“Chance to share, once noticed” of everybody else"),
        ("money.wage", "“Cost of our time”"),
    ],
)
def test_a_lever_is_named_with_whom_it_is_about(path: str, words: str) -> None:
    assert named(levers()[path]) == words


def test_a_span_says_its_unit_once() -> None:
    assert span(levers()["dialogue.hours"], 1.0, 3.0) == "1 to 3 hours a day"
    assert span(levers()["money.wage"], 1.0, 50.0, "and") == "$1 and $50 an hour"
