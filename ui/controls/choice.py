"""A choice among a few options, which the address can ask for and which outlives its page."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import streamlit as st

from simulation.outcomes import OUTCOMES
from ui.state import query_params

T = TypeVar("T")


def choose(
    label: str,
    options: Sequence[T],
    key: str,
    default: T,
    format_func: Callable[[Any], str] = str,
    **more: Any,
) -> T:
    """The option that is chosen of a few, side by side."""
    found: T = st.segmented_control(
        label,
        options,
        default=query_params.initial_value(key, default),
        required=True,
        key=key,
        format_func=format_func,
        persist_state="session",
        **more,
    )
    return found


def choose_outcome(label: str, key: str, default: str, **more: Any) -> str:
    """The name of the outcome that is chosen, from a list of all."""
    names = list(OUTCOMES)
    found: str = st.selectbox(
        label,
        names,
        names.index(query_params.initial_value(key, default)),
        key=key,
        format_func=lambda name: OUTCOMES[name].label,
        persist_state="session",
        **more,
    )
    return found
