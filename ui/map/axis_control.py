"""An axis of a map: which lever, and from where to where."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from simulation.experiment.comparison.lever_changes import LeverChange, Sides, move
from simulation.experiment.sensitivity.axis import axis
from simulation.experiment.sensitivity.importance import asleep
from simulation.experiment.sensitivity.search_range import span_of
from simulation.parameters import Followers, Lever, levers
from simulation.scenario import Scenario
from ui.controls.lever import ladder
from ui.state import query_params, settings
from ui.state.query_params import QueryParam
from ui.text import label, plain, setting, whose

DECADES = 50.0  # from here on a range is cut by its logarithm
DOWN, UP = 20, 50  # times today's value that such a range is proposed to reach


@dataclass(frozen=True, slots=True)
class Chosen:
    """A lever, and the ends of its range."""

    path: str
    low: float
    high: float

    def text(self, many: int) -> str:
        """As `axis` reads it, with so many values."""
        log = ":log" if self.low > 0 and self.high / self.low >= DECADES else ""
        return f"{self.path}={self.low!r}:{self.high!r}:{many}{log}"


def choose(title: str, key: str, name: str, sides: Sides, first: str, days: float) -> Chosen:
    """The controls of one axis. name: of the scenario, each with choices of its own."""
    options, widget = offered(sides), f"map-{key}-{name}"
    asked = query_params.initial_value(widget, first)
    path = st.selectbox(
        title,
        options,
        index=options.index(asked if asked in options else first),
        key=widget,
        format_func=lambda each: label(levers()[each], whose(each)),
        persist_state="session",
    )
    lever = levers()[path]
    spans = st.session_state.setdefault("map-spans", {})
    span = spans.setdefault((name, path), proposed(sides, move(sides, path), days))
    span_widget = _span(widget, path)
    ends = query_params.initial_value(span_widget, span)
    low, high = st.select_slider(
        "From, to",
        ladder(lever, *span, *ends),
        ends,
        key=span_widget,
        format_func=lambda rung: setting(lever, rung),
        help=plain(lever.help),
        persist_state="session",
    )
    return Chosen(path, low, high)


def query_param(key: str, sides: Callable[[], Sides]) -> QueryParam:
    """An axis in the address: the lever, and the ends of its range where these were moved."""

    def widget() -> str:
        return f"map-{key}-{settings.name()}"

    def write() -> str:
        path = query_params.current_value(widget(), "")
        if query_params.is_changed(_span(widget(), path)):
            low, high = query_params.current_value(_span(widget(), path), (0.0, 0.0))
            return f"{path}:{low!r}:{high!r}"
        return path if query_params.is_changed(widget()) else ""

    def read(text: str) -> None:
        path, colon, ends = text.partition(":")
        if path not in offered(sides()):
            raise query_params.illegal(key, text)
        query_params.request(widget(), path)
        if colon:
            query_params.request(_span(widget(), path), axis(sides(), f"{path}={ends}:2").values)

    return QueryParam(key, write, read)


def offered(sides: Sides) -> list[str]:
    """The levers that are numbers and may do something on some side."""
    return [
        path
        for path, lever in levers().items()
        if lever.low is not None
        and (path.endswith(".size") or not all(asleep(each, path) for each in sides.values()))
    ]


def suggested(scenario: Scenario, sides: Sides) -> tuple[str, str]:
    """Two levers to begin with: those a story may break by, else what followers and others do."""
    first = next(iter(sides.values())).followers
    largest = max(Followers.model_fields, key=lambda kind: int(getattr(first, kind).size))
    wanted = (*scenario.breaks, f"followers.{largest}.see", "public.share", "posts.count")
    legal = offered(sides)
    one, other, *_ = dict.fromkeys(path for path in wanted if path in legal)
    return one, other


def proposed(sides: Sides, chosen: LeverChange, days: float) -> tuple[float, float]:
    """The range to begin with: all that a search looks at, or decades around a small value."""
    lever, today = chosen.lever, float(chosen.today)
    low, high = span_of(sides, chosen, days)
    if 0 < today <= high / 10:
        low, high = _short(lever, max(low, today / DOWN)), _short(lever, min(high, today * UP))
    kind = int if lever.type == "integer" else float
    return kind(low), kind(high)


def _span(widget: str, path: str) -> str:
    """The key of the range, beside that of the lever: for each lever a range of its own."""
    return f"{widget}-span-{path}"


def _short(lever: Lever, value: float) -> float:
    """A legal value of two figures near this one; of a whole number at least 1."""
    short = float(f"{value:.2g}")
    if lever.type == "integer":
        short = max(1, round(short))
    return min(max(short, lever.low or 0), lever.high or 0)
