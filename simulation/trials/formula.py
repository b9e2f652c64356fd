"""Formulas of effects: arithmetic on what the sides of a trial bring on average.

    (A.orders - C.orders) / (B.orders - C.orders)

`A.orders` is the mean of the outcome over the runs of side A. `log(...)` is the natural logarithm,
and `cv(A.likes)` the coefficient of variation: how far runs differ, relative to their mean.
"""

import ast
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from simulation.errors import UserError, illegal_value, unknown_name
from simulation.experiment.comparison.precision import Precision, mean_precision
from simulation.outcomes import OUTCOMES, Column

MEANS = "arithmetic with + - * /, numbers, log(), cv() and outcomes of a side, like A.orders"

_OPERATORS: dict[type[ast.operator], Callable[[Column, Column], Column]] = {
    ast.Add: np.add,
    ast.Sub: np.subtract,
    ast.Mult: np.multiply,
    ast.Div: np.divide,
}


@dataclass(frozen=True, slots=True)
class Term:
    """One outcome of one side over its runs: the mean, or the coefficient of variation."""

    side: str
    outcome: str
    varies: bool = False


@dataclass(frozen=True)
class Formula:
    """An effect as it is written, checked, and the terms it needs."""

    text: str
    tree: ast.expr
    terms: tuple[Term, ...]

    def __call__(self, figures: Mapping[Term, Column]) -> Column:
        """The effect, of the shape of the figures; NaN or infinite where it has no meaning."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return _value(self.tree, figures)


def parse(text: str, path: str, sides: Collection[str], origin: str = "") -> Formula:
    """The formula of an effect. path: the field it stands in. Raises UserError."""
    try:
        tree = ast.parse(text.strip(), mode="eval").body
        terms = tuple(dict.fromkeys(_terms(tree)))
    except (SyntaxError, ValueError, OverflowError, RecursionError, MemoryError):
        raise illegal_value(path, text, MEANS, origin) from None
    for term in terms:
        if term.side not in sides:
            raise unknown_name("side", term.side, sides, f"{origin}: {path}")
        if term.outcome not in OUTCOMES:
            raise unknown_name("outcome", term.outcome, OUTCOMES, f"{origin}: {path}")
    if not terms:
        raise UserError(f"{{{path}}} names no outcome of a side", path=path, origin=origin)
    return Formula(text, tree, terms)


def effect(formula: Formula, columns: Mapping[tuple[str, str], Column]) -> Precision | None:
    """The effect and its 95 % interval, from the outcomes by (side, outcome), float64[replicates].

    A jackknife: what the formula gives without each replicate in turn makes a value for each
    replicate, and these have a mean and an interval as values of any outcome have (Tukey 1958;
    Efron, The Jackknife, the Bootstrap and Other Resampling Plans, 1982, chapter 3). All sides lose
    the same replicate, so that common random numbers count. None for fewer than three replicates
    that have all of the outcomes, and where the effect has no meaning.
    """
    values = {term: columns[term.side, term.outcome] for term in formula.terms}
    known = np.logical_and.reduce([~np.isnan(column) for column in values.values()])
    number = int(known.sum())
    if number < 3:
        return None
    kept = {term: column[known] for term, column in values.items()}
    whole = formula({term: _figure(term, column) for term, column in kept.items()})
    without = formula({term: _without_each(term, column) for term, column in kept.items()})
    if not (np.isfinite(whole).all() and np.isfinite(without).all()):
        return None
    return mean_precision(number * whole - (number - 1) * without)


def _figure(term: Term, column: Column) -> Column:
    mean = column.mean()
    return np.asarray(column.std(ddof=1) / mean if term.varies else mean)


def _without_each(term: Term, column: Column) -> Column:
    """The figure of all replicates but one, for each of them, float64[replicates]."""
    number = len(column)
    mean = np.asarray((column.sum() - column) / (number - 1))
    if not term.varies:
        return mean
    # About the mean of all, so that no digits are lost.
    away = column - column.mean()
    squares = away @ away - away**2 - away**2 / (number - 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.sqrt(np.maximum(squares, 0.0) / (number - 2)) / mean)


def _terms(tree: ast.expr) -> Iterator[Term]:
    """The terms of a formula, its form checked on the way. Raises ValueError, OverflowError."""
    match tree:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            float(value)  # which a whole number may be too large for
        case ast.Attribute():
            yield _term(tree)
        case ast.Call(func=ast.Name("cv"), args=[ast.Attribute() as inner], keywords=[]):
            yield _term(inner, varies=True)
        case ast.Call(func=ast.Name("log"), args=[inner], keywords=[]):
            yield from _terms(inner)
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            yield from _terms(inner)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            yield from _terms(left)
            yield from _terms(right)
        case _:
            raise ValueError(ast.dump(tree))


def _term(tree: ast.Attribute, *, varies: bool = False) -> Term:
    if not isinstance(tree.value, ast.Name):
        raise ValueError(ast.dump(tree))
    return Term(tree.value.id, tree.attr, varies)


def _value(tree: ast.expr, figures: Mapping[Term, Column]) -> Column:
    match tree:
        case ast.Constant(value=int() | float() as value):
            return np.asarray(float(value))
        case ast.Call(func=ast.Name("cv"), args=[ast.Attribute() as inner]):
            return figures[_term(inner, varies=True)]
        case ast.Call(args=[inner]):
            return np.asarray(np.log(_value(inner, figures)))
        case ast.UnaryOp(operand=inner):
            return -_value(inner, figures)
        case ast.BinOp(left=left, op=op, right=right):
            return _OPERATORS[type(op)](_value(left, figures), _value(right, figures))
        case ast.Attribute():
            return figures[_term(tree)]
    raise TypeError(ast.dump(tree))
