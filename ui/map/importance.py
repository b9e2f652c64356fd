"""What matters most: an outcome with each lever at both ends of what is plausible."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from simulation.experiment.sensitivity.importance import POINTS, TOP, Effect, Importance, importance
from simulation.experiment.sensitivity.sobol import Index, Indices
from simulation.outcomes import OUTCOMES, Summary
from simulation.parameters import Parameters, Run, levers
from simulation.report.quantities import named
from ui.background import experiments
from ui.charts import specs as charts
from ui.charts.chart import Drawing, show
from ui.charts.data import Columns
from ui.state import query_params, settings
from ui.text import is_share, label, plain, quantity, setting, stated, two_figures, whose

MOST = 12  # levers that are shown
WORLDS = 100  # that each is run in at most
WANTED = "tornado-asked-for"


@dataclass(frozen=True)
class Wish:
    """What was asked for: the levers as they stood, and the outcome."""

    parameters: Parameters
    run: Run
    outcome: str


def draw() -> None:
    """The controls and, once asked for, the chart. Raises UserError."""
    st.caption(
        "One lever at a time, from the low to the high end of what is plausible; all others stay "
        "as they stand now."
    )
    parameters, run = settings.read()
    names, judged = list(OUTCOMES), query_params.initial_value(_by(), settings.judge().outcome)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.selectbox(
            "What they move",
            names,
            index=names.index(judged),
            key=_by(),
            format_func=lambda each: OUTCOMES[each].label,
            persist_state="session",
            width=280,
        )
        fewer = run.model_copy(update={"worlds": min(run.worlds, WORLDS)})
        wish = Wish(parameters, fewer, name)
        st.button(
            "Weigh the levers",
            type="primary",
            key="tornado-draw",
            icon=":material/balance:",
            on_click=_wanted,
            args=(wish,),
        )
    if query_params.take_request(WANTED):
        _wanted(wish)
    kept: Wish | None = st.session_state.get("tornado-wish")
    if kept is None:
        return
    if kept != wish:
        st.caption("Below: as they stood. To see what you changed, weigh the levers again.")
    found = experiments.result_of(
        "tornado",
        kept,
        lambda runner, _: importance(runner, kept.parameters, kept.run, kept.outcome, points=0),
    )
    if found is not None:
        _show(found)
        _together(kept)


def _by() -> str:
    return f"tornado-outcome-{settings.judge().outcome}"


def _wanted(wish: Wish) -> None:
    st.session_state["tornado-wish"] = wish


def _show(found: Importance) -> None:
    which, rows = found.outcome, ranked(found)
    if not rows:
        st.info("No lever moves this here.")
        return
    drawn = drawing(found)
    st.header(plain(drawn.title), anchor=False)
    st.markdown(plain(drawn.said))
    show(drawn)
    middle = "the median" if by_median(found) else "the mean: the median does not move"
    st.caption(
        plain(
            f"{which.label}, {middle}. {found.run.worlds:,} worlds each, seed {found.run.seed}. "
            f"Line: as the levers stand. {counted(found)}"
        )
    )


def counted(found: Importance) -> str:
    """How many levers were moved, how many of them did something, and how many are shown."""
    many = len(_moving(found))
    said = f"{len(found.effects)} levers were moved, {many} of which did something"
    return f"{said}; the first {MOST} are shown." if many > MOST else f"{said}."


def by_median(found: Importance) -> bool:
    """Whether any lever swings the median; else the mean is shown."""
    return any(each.swing for each in found.effects)


def ranked(found: Importance) -> list[Effect]:
    """The levers that swing it, furthest first, as many as are shown."""
    return _moving(found)[:MOST]


def _moving(found: Importance) -> list[Effect]:
    median = by_median(found)
    swings = [(each.swing if median else each.mean_swing, each) for each in found.effects]
    moving = sorted((pair for pair in swings if pair[0]), key=lambda pair: -abs(pair[0] or 0))
    return [each for _, each in moving]


def drawing(found: Importance) -> Drawing:
    """The tornado of an importance, in which some lever swings the outcome."""
    which, rows = found.outcome, ranked(found)
    spec = charts.tornado(which.label, len(rows), is_share(which.unit), which.unit == "$")
    title = f"What moves {which.label.lower()} most"
    return Drawing("tornado", title, spec, columns(found), sentence(found))


def columns(found: Importance) -> Columns:
    """Two rows a lever, one an end. today, there: the outcome. value, said: both in words."""
    median, unit = by_median(found), found.outcome.unit
    drawn: Columns = {
        name: [] for name in ("name", "place", "end", "today", "there", "value", "said")
    }
    for place, each in enumerate(ranked(found)):
        lever = each.lever
        ends = ((each.low, each.at_low), (each.high, each.at_high))
        for end, (value, there) in zip(charts.ENDS, ends, strict=True):
            figure = _middle(there, median)
            row = (
                f"{label(lever, whose(lever.path))}: {setting(lever, each.low)} to "
                f"{setting(lever, each.high)}",
                place,
                end,
                _middle(found.today, median),
                figure,
                stated(lever, value),
                quantity(figure, unit),
            )
            for column, cell in zip(drawn.values(), row, strict=True):
                column.append(cell)
    return drawn


def sentence(found: Importance) -> str:
    """The first lever in words."""
    first, which, median = ranked(found)[0], found.outcome, by_median(found)
    ends = [quantity(_middle(each, median), which.unit) for each in (first.at_low, first.at_high)]
    lever = first.lever
    return (
        f"{named(lever)} moves it furthest: from {stated(lever, first.low)} to "
        f"{stated(lever, first.high)} {which.label.lower()} goes from {ends[0]} to {ends[1]}, "
        f"against {quantity(_middle(found.today, median), which.unit)} as things stand."
    )


def _middle(each: Summary, median: bool) -> float | None:
    return each.median if median else each.mean


def _together(kept: Wish) -> None:
    asked = st.toggle(
        "Which matter together?",
        key="tornado-together",
        help=f"Moves the first {TOP} levers all at once, over and over. Takes longer.",
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
        st.info("Fewer than two levers move this: there is nothing to put together.")
        return
    st.markdown(plain(told(found.together)))
    st.markdown(table(found.together.levers))
    st.caption(
        plain(
            f"Of all that {found.outcome.label.lower()} varies on average when these levers move "
            "at once: what each explains alone, and with the others it takes part in. In brackets: "
            f"95% sure. {found.together.points:,} points of {found.together.worlds:,} worlds."
        )
    )


def told(found: Indices) -> str:
    """Whether any lever acts beyond doubt together with others."""
    joined = [
        named(levers()[each.path]) for each in found.levers if each.total_low > each.first_high
    ]
    if not joined:
        return "Each works mostly on its own: moving two at once does what the two do alone."
    verb = "does" if len(joined) == 1 else "do"
    return f"{' and '.join(joined)} {verb} more together with others than alone."


def table(found: Sequence[Index]) -> str:
    """A Markdown table of the levers, in percent; what sampling puts outside 0 to 100 is cut."""
    lines = ["| Lever | Alone | With others |", "|---|--:|--:|"]
    for each in found:
        name = label(levers()[each.path], whose(each.path))
        alone = _percent(each.first, each.first_low, each.first_high)
        whole = _percent(each.total, each.total_low, each.total_high)
        lines.append(f"| {plain(name)} | {plain(alone)} | {plain(whole)} |")
    return "\n".join(lines)


def _percent(middle: float, low: float, high: float) -> str:
    cut = [two_figures(100 * min(1.0, max(0.0, each))) for each in (middle, low, high)]
    return f"{cut[0]}% ({cut[1]} to {cut[2]})"


QUERY = (
    query_params.bind("swings", _by, lambda: OUTCOMES),
    query_params.bind_action("weighed", WANTED, lambda: "tornado-wish" in st.session_state),
)
