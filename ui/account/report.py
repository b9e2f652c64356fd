"""The results for an account, in words, tables and one chart."""

from collections.abc import Sequence

import streamlit as st

from simulation import parameters
from simulation.account import QUANTILES, BacktestRow, Engagement, Estimate, Fit, PostComparison
from simulation.account.csv_import import FEWEST as FEWEST_POSTS
from simulation.outcomes import OUTCOMES, Summary
from ui.charts import specs
from ui.charts.chart import Drawing, show
from ui.charts.metric import metric
from ui.charts.table import markdown, save_rows
from ui.text import label, plain, quantity, range90, span, two_figures

HOW = {"measured": "Measured", "given": "Given", "assumed": "Assumed"}
OUTLOOK = ("Outcome", "Median", "9 of 10 runs")
LEVERS = ("Lever", "Value", "90% range", "Source")
FEWEST = 0.75  # of the later posts in the range of 90%; with fewer, the test has failed


def levers(found: Fit) -> None:
    """Every lever of the account with its range and its source."""
    st.header("Your levers", anchor=False)
    st.markdown(markdown(LEVERS, lever_rows(found), align="lrrl"))
    head = ("lever", "value", "low90", "high90", "from")
    rows = [(e.path, e.range.value, e.range.low, e.range.high, e.how) for e in found.estimates]
    save_rows("levers", [head, *rows])
    st.caption(
        "An export does not tell fans from other followers, nor what follows a click. So all "
        "followers are treated alike, and all other levers keep their defaults."
    )


def lever_rows(found: Fit) -> list[tuple[str, str, str, str]]:
    """The rows below `LEVERS`."""
    shown = []
    for each in found.estimates:
        lever = parameters.levers()[each.path]
        name = label(lever)
        if each.path.startswith("followers."):
            name = f"A follower: {lever.label.lower()}"
        says = f"{HOW[each.how]}: {each.says}"
        value, ends = quantity(each.range.value, lever.unit), _ends(each, lever.unit)
        shown.append((name, value, ends, says))
    return shown


def engagement(found: Engagement) -> None:
    """Both engagement rates, and what links them."""
    if not found.of:
        return
    st.header("Two engagement rates that are often confused", anchor=False)
    grid = st.grid(3, min_column_width=180, border=True, key="account-rates")
    for title, rate in (
        ("Per view of a post", found.per_impression),
        ("Per post and follower", found.per_follower),
        ("Views per post and follower", found.views),
    ):
        ends = f"90% range: {_percent(rate.low)} to {_percent(rate.high)}"
        metric(grid, title, _percent(rate.value), ends)
    st.caption(
        plain(
            f"Counted: {', '.join(found.of)}. The second rate is the first times the third. "
            "Platforms show the first; comparisons between accounts mostly use the second."
        )
    )


def posts_compared(rows: Sequence[PostComparison]) -> None:
    """A chart of actual and simulated posts side by side."""
    st.header("Do simulated posts look like yours?", anchor=False)
    show(posts_drawing(rows))
    ends = [round(100 * QUANTILES[place]) for place in (0, -1)]
    st.caption(
        f"Counts per post. Thin line: 9 in 10 posts ({ends[0]}% to {ends[1]}%). Thick line: the "
        "middle half. Tick: the median. Real views vary more where the platform shows some posts "
        "to strangers; the model has only followers and people who pass posts on."
    )


def posts_drawing(rows: Sequence[PostComparison]) -> Drawing:
    """The chart: the range of each count, actual and simulated."""
    columns: dict[str, list[object]] = {
        name: [] for name in ("name", "place", "kind", "low", "from", "median", "to", "high")
    }
    for row in rows:
        for kind, quantiles in (("Actual", row.actual), ("Simulated", row.simulated)):
            figures = dict(zip(("low", "from", "median", "to", "high"), quantiles, strict=True))
            columns["name"].append(row.role.capitalize())
            columns["place"].append(len(columns["place"]))
            columns["kind"].append(kind)
            for name, figure in figures.items():
                columns[name].append(figure)
    said = "; ".join(
        f"{row.role}: median {two_figures(row.actual[2])}, "
        f"simulated {two_figures(row.simulated[2])}"
        for row in rows
    )
    title = "Actual and simulated posts"
    spec = specs.actual_and_simulated(len(rows))
    return Drawing("account-beside", title, spec, columns, f"{title}. {said}.")


def backtest(rows: Sequence[BacktestRow]) -> None:
    """A test of the model on later posts that nothing was fitted to."""
    if not rows:
        st.caption(
            "The fit could not be tested on later posts: the file needs dates, and at least "
            f"{FEWEST_POSTS} posts before and after the cut at 70%."
        )
        return
    st.markdown(
        "**Test on later posts.** The model was fitted once more, to the first 70% of your posts "
        f"alone. Of the {rows[0].posts:,} later ones, 9 in 10 should lie in its range."
    )
    for row in rows:
        st.markdown(f"- **{row.role.capitalize()}:** {plain(tested(row))}")


def tested(row: BacktestRow) -> str:
    """The test of one count in words."""
    verdict = "" if passed(row) else " Too few: your account has changed, or the model is wrong."
    return (
        f"{row.inside:,} of {row.posts:,} ({row.inside / max(row.posts, 1):.0%}) lie between "
        f"{two_figures(row.low)} and {two_figures(row.high)}.{verdict}"
    )


def passed(row: BacktestRow) -> bool:
    """True if enough of the later posts lie in the range."""
    return row.inside >= FEWEST * row.posts


def outlook(found: Fit, figures: dict[str, Summary], tests: Sequence[BacktestRow]) -> None:
    """The outcomes of the weeks to come, with a warning where the test failed."""
    st.header(f"The next {found.scenario.run.days:g} days, explored", anchor=False)
    if warning := failed(tests):
        st.warning(warning)
    st.markdown(markdown(OUTLOOK, outlook_rows(figures)))
    st.caption(outlook_note(found, figures))


def failed(tests: Sequence[BacktestRow]) -> str:
    """A warning where the test on later posts failed; else empty."""
    roles = [row.role for row in tests if not passed(row)]
    if not roles:
        return ""
    return (
        f"The test on later posts failed for {' and '.join(roles)}: "
        "do not rely on these figures before you know why."
    )


def outlook_rows(figures: dict[str, Summary]) -> list[tuple[str, str, str]]:
    """The rows below `OUTLOOK`."""
    rows = []
    for name, each in figures.items():
        outcome, unit = OUTCOMES[name], OUTCOMES[name].unit
        rows.append((outcome.label, quantity(each.median, unit), range90(each, unit)))
    return rows


def outlook_note(found: Fit, figures: dict[str, Summary]) -> str:
    """The number of runs, and what makes them differ."""
    worlds = next(iter(figures.values())).worlds
    also = "" if found.info.audit.is_exact else " and in the figures of your audit, over its ranges"
    return (
        f"From {worlds:,} simulated runs. Each plays these days once more, with its own random "
        f"draws of who looks and how they react; runs differ in these draws{also}."
    )


def _ends(each: Estimate, unit: str) -> str:
    return span(each.range.low, each.range.high, unit)


def _percent(value: float) -> str:
    return f"{two_figures(100 * value)}%"
