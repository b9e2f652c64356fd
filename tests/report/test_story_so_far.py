"""A story while it is run, in words: a plain count, and a verdict only where it is sure."""

from dataclasses import replace

import numpy as np
import pytest

from simulation.experiment.comparison.claim import claim
from simulation.experiment.story_result import StorySoFar
from simulation.parameters import Run
from simulation.report.story_so_far import FIRST, headline, remaining, sentence
from tests.experiment.stories import story


def known(won: str, factor: float = 1.0) -> StorySoFar:
    """W for a win of A, L for one of B, T for a tie."""
    told = story({}, {"posts.count": 1}, factor=factor)
    ours = np.array([{"W": 9.0, "T": 0.0, "L": 1.0}[each] for each in won])
    other = np.array([{"W": 1.0, "T": 0.0, "L": 9.0}[each] for each in won])
    compared = claim(told)
    last = len(won) == 24
    verdict = compared.verdict_so_far({"reach": ours}, {"reach": other}, last=last)
    return StorySoFar(told, Run(worlds=24), compared, len(won), verdict)


A, B = (
    "“the one” reaches more people than “the many”",
    "“the many” reaches more people than “the one”",
)
SURE = "That is more than chance, however often one looks (95% confident: "


@pytest.mark.parametrize(
    ("won", "factor", "head", "said"),
    [
        ("", 1, "Not sure yet.", FIRST),
        ("W", 1, "Not sure yet.", FIRST),
        ("WLWWT", 1, "Not sure yet.", f"So far {A} in 3 of 5 runs (1 ended in a tie)."),
        ("LL", 1, "Not sure yet.", f"So far {B} in both runs."),
        (
            "W" * 7,
            1,
            "The claim holds here.",
            f"So far {A} in all 7 runs. {SURE}55 to 100 of 100).",
        ),
        (
            "L" * 7 + "T",
            1,
            "The claim fails here.",
            f"So far {B} in 7 of 8 runs (1 ended in a tie). {SURE}"
            "54 to 100 of 100, a tie counted half).",
        ),
        (
            "LLL",
            2,
            "Not sure yet.",
            "So far “the one” has at least twice the reach of “the many” in none of 3 runs.",
        ),
    ],
)
def test_the_count_comes_first_and_a_verdict_where_it_is_sure(
    won: str, factor: float, head: str, said: str
) -> None:
    found = known(won, factor)
    assert headline(found) == head
    assert sentence(found) == said


def test_once_all_runs_are_there_nothing_is_unsure() -> None:
    found = known("WL" * 12)
    assert headline(found) == "Too close to call."
    assert (
        sentence(found)
        == f"{A[:1].upper()}{A[1:]} in 50 of 100 runs (95% confident: 31 to 69 of 100)."
    )
    assert headline(known("W" * 24)) == "The claim holds here."
    assert remaining(found) == "Next: what random draws alone change, and the other sides."


def test_what_the_remaining_runs_are_for() -> None:
    assert remaining(known("WWWWWWW")) == "17 more runs will sharpen it."
    assert remaining(known("WL" * 11 + "W")) == "One more run to come."
    assert remaining(replace(known("WL"), known=4)) == "20 more runs to come."
