"""Effects as they are written: what is read, what is refused, and their intervals."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.errors import UserError
from simulation.experiment.comparison.precision import mean_precision
from simulation.trials.formula import Term, effect, parse

SIDES = "ABC"
A, B, C = (Term(side, "reach") for side in SIDES)
FIGURES = {A: np.array([6.0, 8.0]), B: np.array([2.0, 4.0]), C: np.array([1.0, 0.0])}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("A.reach", [6, 8]),
        ("A.reach / B.reach", [3, 2]),
        ("(A.reach - C.reach) / (B.reach - C.reach)", [5, 2]),
        ("A.reach - B.reach - C.reach", [3, 4]),
        ("A.reach / B.reach / 2", [1.5, 1]),
        ("A.reach + B.reach * 3", [12, 20]),
        ("-A.reach", [-6, -8]),
        ("log(A.reach / B.reach) / log(2)", [math.log2(3), 1]),
        ("1e3 * C.reach", [1000, 0]),
        (" A.reach\n", [6, 8]),
    ],
)
def test_arithmetic_is_as_usual(text: str, value: list[float]) -> None:
    formula = parse(text, "effect", SIDES)
    assert formula(FIGURES) == pytest.approx(value)
    assert formula.text == text


def test_a_formula_names_each_of_its_terms_once() -> None:
    formula = parse("cv(A.likes) / (A.likes + B.reach + A.likes)", "effect", SIDES)
    assert formula.terms == (Term("A", "likes", True), Term("A", "likes"), B)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A.",
        "A.reach +",
        "A.reach ** 2",
        "A.reach if 1 else 2",
        "A.reach > 1",
        "A.reach; B.reach",
        "lambda: A.reach",
        "[A.reach]",
        "open('x')",
        "__import__('os')",
        "A.reach.real",
        "A[0]",
        "A",
        "log(A.reach, 2)",
        "log(x=A.reach)",
        "cv(A.reach / 2)",
        "cv(2)",
        "sqrt(A.reach)",
        "A.reach()",
        "A.reach @ B.reach",
        "not A.reach",
        "'A.reach'",
        "A.reach + True",
        "A.reach + None",
        "1j * A.reach",
        "9" * 400 + " * A.reach",
        "(" * 500 + "A.reach" + ")" * 500,
        "+A.reach",
        "A.reach \x00",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(UserError, match=r"effect cannot be .*must be arithmetic with"):
        parse(text, "effect", SIDES, "mine.toml")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("D.reach", "mine.toml: effect: there is no side 'D'; there are A, B, C"),
        ("A.likse", "mine.toml: effect: there is no outcome 'likse'; did you mean likes?"),
        ("1 + 2", "mine.toml: effect names no outcome of a side"),
    ],
)
def test_names_that_nothing_has(text: str, message: str) -> None:
    with pytest.raises(UserError) as refused:
        parse(text, "effect", SIDES, "mine.toml")
    assert str(refused.value) == message


# Intervals

columns = st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=30).map(np.array)


@given(columns)
def test_the_interval_of_a_mean_is_students(column: np.ndarray) -> None:
    found = effect(parse("A.reach", "effect", SIDES), {("A", "reach"): column})
    plain = mean_precision(column)
    assert found is not None
    assert plain is not None
    scale = 1e-9 * (1 + np.abs(column).max() * len(column))
    assert found.figure == pytest.approx(plain.figure, abs=scale)
    assert found.low == pytest.approx(plain.low, abs=scale)
    assert found.high == pytest.approx(plain.high, abs=scale)


def test_sides_that_are_equal_in_every_run_leave_no_doubt() -> None:
    column = np.array([3.0, 5.0, 11.0, 2.0])
    found = effect(
        parse("A.reach / B.reach", "effect", SIDES),
        {("A", "reach"): column, ("B", "reach"): column},
    )
    assert found is not None
    assert (found.low, found.figure, found.high) == (1.0, 1.0, 1.0)


def test_common_random_numbers_narrow_a_ratio() -> None:
    rng = np.random.default_rng(5)
    base = rng.lognormal(0.0, 1.0, 400)
    ratio = parse("A.reach / B.reach", "effect", SIDES)
    paired = effect(ratio, {("A", "reach"): 2 * base, ("B", "reach"): base})
    apart = effect(ratio, {("A", "reach"): 2 * rng.permutation(base), ("B", "reach"): base})
    assert paired is not None
    assert apart is not None
    assert paired.width < 1e-9
    assert apart.width > 0.1


def test_an_interval_holds_the_truth_in_19_of_20_cases() -> None:
    """2,000 samples of a ratio whose truth is 2, and of a variation whose truth is 1.

    The normal approximation at 200 runs covers 93 to 96 %, see the exact counts below; with
    standard error 0.5 points, 91.5 to 97 fails for one seed in a thousand. The seed is fixed.
    """
    rng = np.random.default_rng(11)
    ratio, spread = (parse(text, "effect", SIDES) for text in ("A.reach / B.reach", "cv(A.reach)"))
    held = np.zeros(2)
    for _ in range(2_000):
        noise = rng.exponential(1.0, 200)
        sample = {
            ("A", "reach"): rng.normal(6.0, 1.0, 200) * (0.5 + noise),
            ("B", "reach"): rng.normal(3.0, 1.0, 200) * (0.5 + noise),
        }
        for place, (formula, data, truth) in enumerate(
            [(ratio, sample, 2.0), (spread, {("A", "reach"): rng.normal(1.0, 1.0, 200)}, 1.0)]
        ):
            found = effect(formula, data)
            assert found is not None
            held[place] += found.low <= truth <= found.high
    assert (held > 0.915 * 2_000).all(), held
    assert (held < 0.97 * 2_000).all(), held


def test_the_variation_is_that_of_numpy_without_each_run() -> None:
    column = np.array([1.0, 4.0, 4.0, 9.0, 2.5])
    each = [
        np.std(np.delete(column, k), ddof=1) / np.mean(np.delete(column, k))
        for k in range(len(column))
    ]
    whole = np.std(column, ddof=1) / np.mean(column)
    pseudo = len(column) * whole - (len(column) - 1) * np.array(each)
    found = effect(parse("cv(A.reach)", "effect", SIDES), {("A", "reach"): column})
    plain = mean_precision(pseudo)
    assert found is not None
    assert plain is not None
    assert (found.figure, found.low) == pytest.approx((plain.figure, plain.low))


def test_runs_without_an_outcome_are_left_out_on_all_sides() -> None:
    nan = float("nan")
    ratio = parse("A.reach / B.reach", "effect", SIDES)
    found = effect(
        ratio,
        {
            ("A", "reach"): np.array([2.0, 4.0, 6.0, nan, 100.0]),
            ("B", "reach"): np.array([1.0, 2.0, 3.0, 50.0, nan]),
        },
    )
    assert found is not None
    assert (found.figure, found.worlds) == (pytest.approx(2.0), 3)


@pytest.mark.parametrize("column", [[1.0, 2.0], [0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 5.0]])
def test_an_effect_without_a_meaning_has_no_figure(column: list[float]) -> None:
    """Too few runs; nothing to divide by; nothing once a run is left out."""
    found = effect(parse("1 / A.reach", "effect", SIDES), {("A", "reach"): np.array(column)})
    assert found is None
