"""The axes of a map: the lever of each, and the range it covers."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from simulation.experiment.comparison.lever_changes import LeverChange, Sides, asleep, move
from simulation.experiment.sensitivity.axis import axis
from simulation.experiment.sensitivity.search_range import span_of
from simulation.parameters import Followers, Lever, levers
from simulation.scenarios import Scenario
from ui.controls.lever import slider_values
from ui.state import query_params, settings
from ui.state.query_params import QueryParam
from ui.text import label, plain, setting, whose

DECADES = 50.0  # times its low end; a range this wide has a logarithmic scale
DOWN, UP = 20, 50  # times today's value that a range is proposed to reach down and up


@dataclass(frozen=True, slots=True)
class Chosen:
    """The lever of an axis, and the ends of its range."""

    path: str
    low: float
    high: float

    def text(self, many: int) -> str:
        """The axis as `axis` reads it. many: the number of values."""
        log = ":log" if self.low > 0 and self.high / self.low >= DECADES else ""
        return f"{self.path}={self.low!r}:{self.high!r}:{many}{log}"


def choose(title: str, key: str, name: str, sides: Sides, first: str, days: float) -> Chosen:
    """Draw the controls of an axis. name: of the scenario; each has choices of its own."""
    options, widget = offered(sides), f"map-{key}-{name}"
    initial = query_params.initial_value(widget, first)
    path = st.selectbox(
        title,
        options,
        index=options.index(initial if initial in options else first),
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
        "Range",
        slider_values(lever, *span, *ends),
        ends,
        key=span_widget,
        format_func=lambda value: setting(lever, value),
        help=plain(lever.help),
        persist_state="session",
    )
    return Chosen(path, low, high)


def query_param(key: str, sides: Callable[[], Sides]) -> QueryParam:
    """An axis in the address: its lever, and the ends of its range if they were changed."""

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
    """The levers that are numbers and can have an effect on some side."""
    return [
        path
        for path, lever in levers().items()
        if lever.low is not None
        and (path.endswith(".size") or not all(asleep(each, path) for each in sides.values()))
    ]


def suggested(scenario: Scenario, sides: Sides) -> tuple[str, str]:
    """Two levers to begin with: those that may break a story, else noticing and passing on."""
    first = next(iter(sides.values())).followers
    largest = max(Followers.model_fields, key=lambda kind: int(getattr(first, kind).size))
    wanted = (*scenario.breaks, f"followers.{largest}.see", "public.share", "posts.count")
    legal = offered(sides)
    one, other, *_ = dict.fromkeys(path for path in wanted if path in legal)
    return one, other


def proposed(sides: Sides, chosen: LeverChange, days: float) -> tuple[float, float]:
    """The range to begin with: what is plausible, else that of a search, or decades around today.

    It holds today's value.
    """
    lever, today = chosen.lever, float(chosen.today)
    low, high = lever.plausible or span_of(sides, chosen, days)
    if lever.plausible:
        low, high = min(low, today), max(high, today)
    elif 0 < today <= high / 10:
        low, high = _short(lever, max(low, today / DOWN)), _short(lever, min(high, today * UP))
    kind = int if lever.type == "integer" else float
    return kind(low), kind(high)


def _span(widget: str, path: str) -> str:
    """The widget key of the range, one for each lever."""
    return f"{widget}-span-{path}"


def _short(lever: Lever, value: float) -> float:
    """A legal value of two figures near this one; at least 1 for a whole number."""
    short = float(f"{value:.2g}")
    if lever.type == "integer":
        short = max(1, round(short))
    return min(max(short, lever.low or 0), lever.high or 0)
