"""Importance: an outcome with each lever at both ends of its plausible range."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from simulation.decision.roles import role
from simulation.decision.sanity import FULL, people
from simulation.experiment.sensitivity.importance import POINTS, TOP, Effect, Importance, importance
from simulation.experiment.sensitivity.sobol import Index, Indices
from simulation.outcomes import OUTCOMES, Summary
from simulation.parameters import Parameters, Run, levers
from simulation.report.importance import made_of
from simulation.report.quantities import named
from ui.background import experiments
from ui.charts import specs
from ui.charts import table as tables
from ui.charts.chart import Drawing, show
from ui.charts.data import Columns
from ui.controls.choice import choose_outcome
from ui.map import decisions
from ui.state import query_params, settings
from ui.text import is_share, label, plain, quantity, setting, stated, two_figures, whose

MOST = 12  # levers that are shown
RUNS = 100  # of each lever's ends at most
KINDS = {"decision": "What you decide", "unknown": "What we do not know"}
WISH, DRAW = "tornado-wish", "tornado-asked-for"


@dataclass(frozen=True)
class Wish:
    """The ranking that was asked for: the levers as they were, and the outcome."""

    parameters: Parameters
    run: Run
    outcome: str


def draw() -> None:
    """Draw the controls and, once asked for, the ranking. Raises UserError."""
    st.caption(
        plain(
            "One lever at a time; the others stay as they are now. What we do not know goes from "
            f"the low to the high end of its plausible range. {decisions.MEANING}"
        )
    )
    parameters, run = settings.read()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = choose_outcome("Effect on", _outcome_key(), settings.judge().outcome, width=280)
        fewer = run.model_copy(update={"worlds": min(run.worlds, RUNS)})
        wish = Wish(parameters, fewer, name)
        st.button(
            "Rank the levers",
            type="primary",
            key="tornado-draw",
            icon=":material/sort:",
            on_click=_wanted,
            args=(wish,),
        )
    if query_params.take_request(DRAW):
        _wanted(wish)
    kept: Wish | None = st.session_state.get(WISH)
    if kept is None:
        return
    if kept != wish:
        st.caption("This ranking is from before your last change. Rank again to include it.")
    found = experiments.result_of(
        "tornado",
        kept,
        lambda runner, _: importance(
            runner,
            kept.parameters,
            kept.run,
            kept.outcome,
            points=0,
            spans=decisions.spans(kept.parameters, kept.run.days),
        ),
    )
    if found is not None:
        _show(found)
        _together(kept)


def _outcome_key() -> str:
    return f"tornado-outcome-{settings.judge().outcome}"


def _wanted(wish: Wish) -> None:
    st.session_state[WISH] = wish


def _show(found: Importance) -> None:
    for heading, part in parts(found).items():
        st.header(heading, anchor=False)
        if not ranked(part):
            st.info(f"None of these levers changes {plain(found.outcome.label.lower())}.")
            continue
        drawn = drawing(part)
        st.markdown(plain(drawn.said))
        show(drawn)
        which = "median" if by_median(part) else "mean, as no lever changes the median"
        st.caption(plain(f"{found.outcome.label}: {which}. Grey line: today. {counted(part)}"))
    made = f"Simulated: {made_of(found)}; seed {found.run.seed}."
    st.caption(plain(f"{made} {full(found)}".strip()))


def full(found: Importance) -> str:
    """A sentence where a lever's end fills the simulated population; else empty."""
    if found.outcome.name != "reach" or found.parameters.network.kind == "table":
        return ""
    everybody = people(found.parameters)
    most = max(found.effects, key=lambda each: each.at_high.median or 0.0)
    share = (most.at_high.median or 0.0) / max(everybody, 1.0)
    if share <= FULL:
        return ""
    return (
        f"With {named(most.lever)} at its high end, {quantity(share, 'share')} of the simulated "
        "people are reached, so reach comes out too low there: raise "
        f"{named(levers()['network.population'])}."
    )


def parts(found: Importance) -> dict[str, Importance]:
    """The decisions and the unknowns, each ranked by itself; facts are left out."""
    return {
        heading: replace(
            found,
            effects=tuple(each for each in found.effects if role(each.lever.path).kind == kind),
        )
        for kind, heading in KINDS.items()
    }


def counted(found: Importance) -> str:
    """The number of levers that were changed, that had an effect, and that are shown."""
    many, tried = len(_with_effect(found)), len(found.effects)
    said = f"{many} of {tried} levers have an effect"
    return f"{said}; the {MOST} with the largest are shown." if many > MOST else f"{said}."


def by_median(found: Importance) -> bool:
    """True if any lever changes the median; else the mean is shown."""
    return any(each.swing for each in found.effects)


def ranked(found: Importance) -> list[Effect]:
    """The levers that are shown, the largest effect first."""
    return _with_effect(found)[:MOST]


def _with_effect(found: Importance) -> list[Effect]:
    median = by_median(found)
    swings = [(each.swing if median else each.mean_swing, each) for each in found.effects]
    moving = sorted((pair for pair in swings if pair[0]), key=lambda pair: -abs(pair[0] or 0))
    return [each for _, each in moving]


def drawing(found: Importance) -> Drawing:
    """The chart of a ranking in which some lever has an effect."""
    which, rows = found.outcome, ranked(found)
    spec = specs.tornado(which.label, len(rows), is_share(which.unit), which.unit == "$")
    title = f"What changes {which.label.lower()} most"
    name = f"tornado-{role(rows[0].lever.path).kind}"
    return Drawing(name, title, spec, columns(found), sentence(found))


def columns(found: Importance) -> Columns:
    """Two rows a lever, one an end. today, there: the outcome. value, said: both in words."""
    median, unit = by_median(found), found.outcome.unit
    drawn: Columns = {
        name: [] for name in ("name", "place", "end", "today", "there", "value", "said")
    }
    for place, each in enumerate(ranked(found)):
        lever = each.lever
        ends = f"{setting(lever, each.low)} to {setting(lever, each.high)}"
        for end, value, there in (
            (specs.ENDS[0], each.low, _typical(each.at_low, median)),
            (specs.ENDS[1], each.high, _typical(each.at_high, median)),
        ):
            drawn["name"].append(f"{label(lever, whose(lever.path))}: {ends}")
            drawn["place"].append(place)
            drawn["end"].append(end)
            drawn["today"].append(_typical(found.today, median))
            drawn["there"].append(there)
            drawn["value"].append(stated(lever, value))
            drawn["said"].append(quantity(there, unit))
    return drawn


def sentence(found: Importance) -> str:
    """The effect of the first lever in words."""
    first, which, median = ranked(found)[0], found.outcome, by_median(found)
    lever, today = first.lever, quantity(_typical(found.today, median), which.unit)
    low, high = (
        quantity(_typical(each, median), which.unit) for each in (first.at_low, first.at_high)
    )
    return (
        f"{named(lever)} matters most: from {stated(lever, first.low)} to "
        f"{stated(lever, first.high)}, {which.label.lower()} goes from {low} to {high} "
        f"(today: {today})."
    )


def _typical(each: Summary, median: bool) -> float | None:
    return each.median if median else each.mean


def _together(kept: Wish) -> None:
    asked = st.toggle(
        "Do the levers act together?",
        key="tornado-together",
        help=f"Changes the {TOP} most important levers all at once, many times. It takes longer.",
    )
    if not asked:
        return
    found = experiments.result_of(
        "together",
        kept,
        lambda runner, _: importance(
            runner, kept.parameters, kept.run, kept.outcome, points=POINTS
        ),
    )
    if found is None:
        return
    if found.together is None:
        st.info("Fewer than two levers have an effect, so there is nothing to combine.")
        return
    st.markdown(plain(interaction(found.together)))
    st.markdown(table(found.together.levers))
    st.caption(
        plain(
            f"How much of the variation of {found.outcome.label.lower()} (mean) each lever "
            "explains when all of them vary at once: alone, and with what it does together with "
            f"others. In brackets: 95% confidence. {found.together.points:,} combinations, "
            f"{found.together.worlds:,} simulated runs each."
        )
    )


def interaction(found: Indices) -> str:
    """The levers, if any, that beyond doubt act together with others."""
    joined = [
        named(levers()[each.path]) for each in found.levers if each.total_low > each.first_high
    ]
    if not joined:
        return (
            "These levers act independently: together they do about the sum of what each does "
            "alone."
        )
    has = "has" if len(joined) == 1 else "have"
    return f"{' and '.join(joined)} {has} a larger effect together with other levers than alone."


def table(found: Sequence[Index]) -> str:
    """A Markdown table of the levers, in percent; what sampling puts outside 0 to 100 is cut."""
    rows = [
        (
            label(levers()[each.path], whose(each.path)),
            _percent(each.first, each.first_low, each.first_high),
            _percent(each.total, each.total_low, each.total_high),
        )
        for each in found
    ]
    return tables.markdown(("Lever", "Alone", "With others"), rows)


def _percent(middle: float, low: float, high: float) -> str:
    cut = [two_figures(100 * min(1.0, max(0.0, each))) for each in (middle, low, high)]
    return f"{cut[0]}% ({cut[1]} to {cut[2]})"


QUERY = (
    query_params.bind("swings", _outcome_key, lambda: OUTCOMES),
    query_params.bind_action("weighed", DRAW, lambda: WISH in st.session_state),
)
