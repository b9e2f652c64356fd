"""The page About the model: how it works, its evidence, its laws, how to cite it.

Everything here is read from the code that does it, so that it cannot go stale.
"""

import inspect
import re
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from simulation import __version__
from simulation.compiling import VERSION
from simulation.mechanisms import LAWS, MECHANISMS
from simulation.outcomes import OUTCOMES
from simulation.parameters import SOURCES, Lever, Parameters, Source
from ui.about import experiments, validation
from ui.state import settings
from ui.state.query_params import QueryParam
from ui.text import label, plain, setting, whose

ROOT = Path(__file__).parents[2]
LINE = 820  # pixels; longer lines are hard to read
QUERY: tuple[QueryParam, ...] = ()  # nothing of this page is in its address
STRENGTHS = {
    "measured": "computed for Grapevine from open data",
    "published": "read in the source",
    "vendor": "a company's own figure",
    "remembered": "cited from memory; the paper was not read again",
    "assumption": "a judgement: no figure was found",
    "definition": "a choice of what is simulated",
}

Rows = dict[str, list[Any]]


def render() -> None:
    """Draw the page."""
    st.title("About the model", anchor=False)
    st.markdown(
        "Grapevine simulates how word of mouth travels, person by person, in hundreds of runs that "
        "differ only in their random draws. It explores what follows from the levers; their right "
        "values are for you to judge. Everything on this page is read from the program itself.",
        width=LINE,
    )
    how, levers, outcomes, laws, cite = st.tabs(
        ["How it works", "Levers and evidence", "Outcomes", "Laws and checks", "Cite and licence"],
        key="about",
        on_change="rerun",
    )
    for tab, draw in (
        (how, _how),
        (levers, _levers),
        (outcomes, _outcomes),
        (laws, _laws),
        (cite, _cite),
    ):
        if tab.open:
            with tab:
                draw()


def _how() -> None:
    with st.container(width=LINE):
        for each in MECHANISMS:
            st.markdown(f"**{plain(each.title)}.** {plain(each.says(_default))}")
    st.caption("Figures are the defaults; each of them is a lever.")
    st.header("What you can set", anchor=False)
    for name, group in Parameters.model_fields.items():
        about = inspect.getdoc(group.annotation) or name
        with st.expander(plain(about.rstrip("."))):
            st.markdown("\n".join(_bullets(name)))


def _default(path: str) -> str:
    lever = settings.everything()[path]
    return setting(lever, lever.default)


def _bullets(group: str) -> list[str]:
    """The levers of a group; those that every kind of follower has stand there once."""
    found: dict[str, str] = {}
    for path, lever in settings.everything().items():
        if path.startswith(f"{group}."):
            found.setdefault(label(lever), f"- **{plain(label(lever))}.** {plain(lever.help)}")
    return list(found.values())


def _levers() -> None:
    rows = evidence()
    asked = st.text_input(
        "Search the levers", key="lever-search", placeholder="closeness, Kwak, assumption, ..."
    )
    found = matching(rows, asked)
    number = len(found["Lever"])
    st.caption(f"{number:,} of {len(rows['Lever']):,} levers")
    if number:
        st.dataframe(found, hide_index=True, height=480)
    st.header("Sources", anchor=False)
    drawn = sources()
    st.dataframe(drawn, hide_index=True)
    meant = [f"- {name}: {says}" for name, says in STRENGTHS.items() if name in drawn["Strength"]]
    st.caption("\n".join(["Strength of a source:", "", *meant]))


@cache
def evidence() -> Rows:
    """A row a lever: its name, its default, and the evidence for and against it."""
    rows: Rows = {}
    for path, lever in settings.everything().items():
        for name, text in _row(path, lever).items():
            rows.setdefault(name, []).append(text)
    return rows


def _row(path: str, lever: Lever) -> dict[str, str]:
    ends = [setting(lever, end) for end in lever.plausible or ()]
    against = f"{_cited(lever.against)}: {lever.against.says}" if lever.against else ""
    return {
        "Lever": label(lever, whose(path)),
        "Default": setting(lever, lever.default),
        "Plausible range": " to ".join(ends),
        "Allowed range": lever.range,
        "Source of the default": _cited(lever.evidence),
        "What it says": lever.evidence.says,
        "Evidence against": against,
        "Name in files and links": path,
    }


def matching(rows: Rows, asked: str) -> Rows:
    """The rows that hold every word asked for, in any column and any case."""
    words = asked.lower().split()
    whole = [" ".join(row).lower() for row in zip(*rows.values(), strict=True)]
    kept = [number for number, text in enumerate(whole) if all(word in text for word in words)]
    return {name: [column[number] for number in kept] for name, column in rows.items()}


def sources() -> Rows:
    """A row a source, with the number of levers that it supports or speaks against."""
    used = [lever.evidence.key for lever in settings.everything().values()]
    against = [lever.against.key for lever in settings.everything().values() if lever.against]
    order = list(STRENGTHS)
    found = sorted(SOURCES.values(), key=lambda each: (order.index(each.strength), each.title))
    return {
        "Source": [each.title for each in found],
        "Year": [each.year for each in found],
        "Strength": [each.strength for each in found],
        "Says": [each.says for each in found],
        "Levers based on it": [used.count(each.key) for each in found],
        "Levers it speaks against": [against.count(each.key) for each in found],
    }


def _cited(source: Source) -> str:
    year = f", {source.year}" if source.year else ""
    return f"{source.title}{year} ({source.strength})"


def _outcomes() -> None:
    st.dataframe(
        {
            "Outcome": [each.label for each in OUTCOMES.values()],
            "Unit": [each.unit for each in OUTCOMES.values()],
            "What it counts": [each.help for each in OUTCOMES.values()],
            "Better when": [
                "higher" if each.more_is_better else "lower" for each in OUTCOMES.values()
            ],
        },
        hide_index=True,
        height=640,
    )


def _laws() -> None:
    st.header("Laws", anchor=False)
    st.markdown("These hold at any values of the levers. Tests check each of them on every change.")
    lines = (f"- **{plain(law.title)}.** {plain(law.says)}" for law in LAWS.values())
    st.markdown("\n".join(lines), width=LINE)
    validation.draw()
    experiments.draw()


def _cite() -> None:
    year, authors = copyright()
    st.header("How to cite", anchor=False)
    st.code(f"{authors} ({year}). Grapevine, version {__version__}.", language=None)
    st.caption(
        plain(
            f"Results also name the version of the model, here {VERSION}. The same version gives "
            "the same figures."
        )
    )
    st.header("Licences", anchor=False)
    with st.expander(f"Grapevine: {plain(licence().splitlines()[0])}"):
        st.text(licence())
    for path in notices():
        with st.expander(f"Data included: {plain(title(path))}"):
            st.text(path.read_text(encoding="utf-8"))


def licence() -> str:
    """The licence of Grapevine."""
    return (ROOT / "LICENSE").read_text(encoding="utf-8")


def copyright() -> tuple[str, str]:
    """Year and holders, as in the licence."""
    found = re.search(r"Copyright \(c\) (\d{4}) (.+)", licence())
    return (found[1], found[2]) if found else ("", "")


def notices() -> list[Path]:
    """The notices beside data made by others."""
    return sorted((ROOT / "simulation").rglob("NOTICE.md"))


def title(path: Path) -> str:
    """The first heading of a notice."""
    return path.read_text(encoding="utf-8").splitlines()[0].lstrip("# ")
