"""What happened, from the plain sentence down to the last figure."""

from collections.abc import Mapping

import streamlit as st

from simulation.ensemble import Ensemble
from simulation.outcomes import OUTCOMES, summary, values
from ui.charts import data as columns
from ui.charts import specs as charts
from ui.charts.chart import Drawing, show
from ui.explore.summary import how_sure, what_happened
from ui.state import query_params, settings
from ui.text import headed, is_share, plain, quantity, range90

HEADLINES = ("reach", "niche_reach", "word_of_mouth_share", "orders", "profit", "answered_share")
SCALE, SCALES, OUTCOME = "log-reach", ("linear", "log"), "outcome"
WORLDS = f"{settings.RUN}worlds"


def draw(ensemble: Ensemble) -> None:
    """Everything there is to see about one run."""
    st.markdown(f"**{plain(what_happened(ensemble))}**")
    _headlines(ensemble)
    _sure(ensemble)
    _reach(ensemble)
    left, right = st.columns(2, gap="medium")
    with left:
        _spread(ensemble)
    with right:
        _ranges(columns.stages(ensemble), "From followers to buyers", "People", "stages")
    left, right = st.columns(2, gap="medium")
    with left:
        what = "People first reached at this hop"
        _ranges(columns.hops(ensemble), "Reach by hop", what, "hops")
    with right:
        _ranges(columns.kinds(ensemble), "Reach by kind of follower", "People reached", "kinds")
    _table(ensemble)
    _origin(ensemble)


def _headlines(ensemble: Ensemble) -> None:
    grid = st.grid(3, min_column_width=150, border=True, key="headlines")
    for name in HEADLINES:
        outcome = OUTCOMES[name]
        found = summary(values(ensemble, name))
        with grid.container(gap="xxsmall"):
            st.caption(outcome.label, help=plain(outcome.help))
            figure = plain(quantity(found.median, outcome.unit))
            st.metric(outcome.label, figure, label_visibility="collapsed")
            st.caption(f"90% of worlds: {plain(range90(found, outcome.unit))}")


def _sure(ensemble: Ensemble) -> None:
    """How sure the median is, and a way to be surer."""
    worlds, most = ensemble.run.worlds, int(settings.everything()[WORLDS].high or 0)
    st.caption(plain(how_sure(ensemble)))
    if worlds == settings.now()[WORLDS] and worlds < most:
        more = min(4 * worlds, most)
        st.button(
            f"Run {more:,} worlds",
            key="more-worlds",
            on_click=settings.move,
            args=({WORLDS: more},),
            type="tertiary",
            icon=":material/add:",
        )


def _reach(ensemble: Ensemble) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.header("Reach over time", anchor=False, width="content")
        scale = st.segmented_control(
            "Scale of the reach",
            SCALES,
            default=query_params.initial_value(SCALE, SCALES[0]),
            required=True,
            key=SCALE,
            persist_state="session",
            label_visibility="collapsed",
            format_func=str.capitalize,
        )
    spec = charts.reach_over_time(scale == "log")
    show(Drawing("time", "Reach over time", spec, columns.time(ensemble), what_happened(ensemble)))


def _spread(ensemble: Ensemble) -> None:
    st.header("How the worlds differ", anchor=False)
    names = list(OUTCOMES)
    name = st.selectbox(
        "Outcome",
        names,
        names.index(query_params.initial_value(OUTCOME, names[0])),
        key=OUTCOME,
        persist_state="session",
        label_visibility="collapsed",
        format_func=lambda each: OUTCOMES[each].label,
    )
    outcome = OUTCOMES[name]
    drawn = columns.spread(ensemble, name)
    if not drawn["worlds"]:
        st.info("This outcome has no meaning in any of these worlds.")
        return
    unit, found = outcome.unit, summary(values(ensemble, name))
    median, ends = quantity(found.median, unit), range90(found, unit)
    said = f"{outcome.label}: median {median}, 90% of worlds {ends}."
    spec = charts.spread(headed(outcome), is_share(unit), unit == "$")
    show(Drawing(f"spread-{name}", f"How the worlds differ: {outcome.label}", spec, drawn, said))
    st.caption(plain(f"{said} Line: the median. Dashes: the mean. {outcome.help}"))


def _ranges(drawn: columns.Columns, title: str, what: str, key: str) -> None:
    st.header(title, anchor=False)
    said = "; ".join(drawn["name"]).replace("|", ": ")
    spec = charts.ranges(what, len(drawn["name"]))
    show(Drawing(key, title, spec, drawn, f"{title}. {said}"))


def _table(ensemble: Ensemble) -> None:
    with st.expander("Every outcome in figures", key="table", on_change="rerun") as table:
        if table.open:
            st.dataframe(columns.outcomes(ensemble), hide_index=True)
            st.download_button(
                "Download as CSV",
                columns.as_csv(ensemble),
                "grapevine-outcomes.csv",
                "text/csv",
                on_click="ignore",
                key="download",
            )


def _origin(ensemble: Ensemble) -> None:
    run = ensemble.run
    facts: Mapping[str, str] = {
        "Seed": str(run.seed),
        "worlds": f"{run.worlds:,}",
        "days": f"{run.days:g}",
        "clock": run.clock,
        "model": ensemble.version,
    }
    st.caption(
        plain(", ".join(f"{name} {value}" for name, value in facts.items()))
        + ". The same figures come out wherever these and the levers are the same. "
        "Grapevine explores what follows from the levers; what they should be is yours to judge."
    )


QUERY = (
    query_params.bind("scale", lambda: SCALE, lambda: SCALES),
    query_params.bind("outcome", lambda: OUTCOME, lambda: OUTCOMES),
)
