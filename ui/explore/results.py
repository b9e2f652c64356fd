"""The results on Explore, from the plain sentence down to the last figure."""

import streamlit as st

from simulation.ensemble import Ensemble
from simulation.outcomes import OUTCOMES, summary, values
from ui.charts import data as chart_data
from ui.charts import specs, table
from ui.charts.chart import Drawing, show
from ui.charts.metric import metric
from ui.controls.choice import choose, choose_outcome
from ui.explore.summary import precision, result
from ui.state import query_params, settings
from ui.text import A_RUN, headed, is_share, middle, nine_in_ten, plain, quantity

HEADLINES = ("reach", "niche_reach", "word_of_mouth_share", "orders", "profit", "answered_share")
SCALE, SCALES, OUTCOME = "log-reach", ("linear", "log"), "outcome"
RUNS = f"{settings.RUN}worlds"
MORE = 4  # times as many runs are offered


def draw(ensemble: Ensemble) -> None:
    """Draw everything there is to see about one run."""
    st.markdown(f"**{plain(result(ensemble))}**")
    st.caption(plain(A_RUN))
    _headlines(ensemble)
    _precision(ensemble)
    _reach(ensemble)
    left, right = st.columns(2, gap="medium")
    with left:
        _spread(ensemble)
    with right:
        _ranges(chart_data.stages(ensemble), "From followers to buyers", "People", "stages")
    left, right = st.columns(2, gap="medium")
    with left:
        axis = "People first reached at this hop"
        _ranges(chart_data.hops(ensemble), "Reach by hop", axis, "hops")
    with right:
        _ranges(chart_data.kinds(ensemble), "Reach by kind of follower", "People reached", "kinds")
    _table(ensemble)
    _origin(ensemble)


def _headlines(ensemble: Ensemble) -> None:
    grid = st.grid(3, min_column_width=150, border=True, key="headlines")
    for name in headlines():
        outcome, found = OUTCOMES[name], summary(values(ensemble, name))
        chance = outcome.unit == "chance"
        below = "of the runs" if chance else nine_in_ten(found, outcome.unit)
        metric(grid, outcome.label, middle(found, outcome.unit), below, outcome.help)


def headlines() -> tuple[str, ...]:
    """The outcomes with a card: first the one that a story is judged by."""
    names = tuple(dict.fromkeys((settings.judge().outcome, *HEADLINES)))
    return names[: len(HEADLINES)]


def _precision(ensemble: Ensemble) -> None:
    """Draw the precision of the median, and a way to sharpen it."""
    number, most = ensemble.run.worlds, int(settings.everything()[RUNS].high or 0)
    st.caption(plain(precision(ensemble)))
    if number == settings.now()[RUNS] and number < most:
        more = min(MORE * number, most)
        st.button(
            f"Simulate {more:,} runs",
            key="more-worlds",
            on_click=settings.move,
            args=({RUNS: more},),
            type="tertiary",
            icon=":material/add:",
        )


def _reach(ensemble: Ensemble) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.header("Reach over time", anchor=False, width="content")
        scale = choose(
            "Scale of the reach",
            SCALES,
            SCALE,
            SCALES[0],
            format_func=str.capitalize,
            label_visibility="collapsed",
        )
    spec, columns = specs.reach_over_time(scale == "log"), chart_data.time(ensemble)
    show(Drawing("time", "Reach over time", spec, columns, result(ensemble)))


def _spread(ensemble: Ensemble) -> None:
    title = "How much the runs differ"
    st.header(title, anchor=False)
    first = next(iter(OUTCOMES))
    name = choose_outcome("Outcome", OUTCOME, first, label_visibility="collapsed")
    outcome = OUTCOMES[name]
    columns = chart_data.spread(ensemble, name)
    if not columns["worlds"]:
        st.info("No run has a value for this outcome.")
        return
    unit, found = outcome.unit, summary(values(ensemble, name))
    said = f"{outcome.label}: median {quantity(found.median, unit)}, {nine_in_ten(found, unit)}."
    spec = specs.spread(headed(outcome), is_share(unit), unit == "$")
    show(Drawing(f"spread-{name}", f"{title}: {outcome.label}", spec, columns, said))
    st.caption(plain(f"{said} Solid line: median. Dashed line: mean. {outcome.help}"))


def _ranges(columns: chart_data.Columns, title: str, axis: str, key: str) -> None:
    st.header(title, anchor=False)
    said = "; ".join(columns["name"]).replace("|", ": ")
    show(Drawing(key, title, specs.ranges(axis, len(columns["name"])), columns, f"{title}. {said}"))


def _table(ensemble: Ensemble) -> None:
    with st.expander("All outcomes in figures", key="table", on_change="rerun") as figures:
        if figures.open:
            st.dataframe(chart_data.outcomes(ensemble), hide_index=True)
            st.download_button(
                "Save as CSV",
                table.csv(chart_data.outcome_rows(ensemble)),
                "grapevine-outcomes.csv",
                "text/csv",
                on_click="ignore",
                key="download",
                type="tertiary",
                icon=":material/download:",
            )


def _origin(ensemble: Ensemble) -> None:
    run = ensemble.run
    st.caption(
        plain(
            f"Seed {run.seed}, {run.worlds:,} simulated runs of {run.days:g} days, model "
            f"{ensemble.version}: with these and the same levers the figures are the same on any "
            "computer. Grapevine explores what follows from the levers on the left; the results "
            "are only as good as those."
        )
    )


QUERY = (
    query_params.bind("scale", lambda: SCALE, lambda: SCALES),
    query_params.bind("outcome", lambda: OUTCOME, lambda: OUTCOMES),
)
