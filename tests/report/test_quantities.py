"""Levers and their values in sentences."""

import pytest

from simulation.parameters import Value, levers
from simulation.report.quantities import named, said


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
