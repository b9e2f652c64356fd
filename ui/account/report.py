"""What was found about an account, in words, tables and one chart."""

from collections.abc import Sequence

import streamlit as st

from simulation import parameters
from simulation.account import QUANTILES, Beside, Engagement, Estimate, Fit, HeldOut
from simulation.outcomes import OUTCOMES, Summary
from ui.charts import specs as charts
from ui.charts.chart import Drawing, save_rows, show
from ui.text import label, plain, quantity, range90, span, two_figures

HOW = {"measured": "Measured", "given": "Given", "assumed": "Assumed"}
FEWER = 0.75  # of the later posts in the range; below, the account has changed, or differs


def levers(found: Fit) -> None:
    """Every lever with its range and where it comes from, in plain words."""
    st.header("Your levers", anchor=False)
    lines = ["| What | Value | 90% range | From |", "|---|--:|--:|---|"]
    for each in found.estimates:
        lever = parameters.levers()[each.path]
        name = "A follower: " + lever.label.lower() if each.path.startswith("followers.") else (
            label(lever)
        )  # fmt: skip
        says = f"{HOW[each.how]}: {each.says}"
        value, ends = quantity(each.range.value, lever.unit), _ends(each, lever.unit)
        lines.append(f"| {plain(name)} | {plain(value)} | {plain(ends)} | {plain(says)} |")
    st.markdown("\n".join(lines))
    head = ("lever", "value", "low90", "high90", "from")
    rows = [(e.path, e.range.value, e.range.low, e.range.high, e.how) for e in found.estimates]
    save_rows("levers", [head, *rows])
    st.caption(
        "An export does not tell fans from others, nor what becomes of a click: all followers are "
        "taken alike, and everything else stays as it is in the defaults."
    )


def engagement(found: Engagement) -> None:
    """Both engagement rates, told apart."""
    if not found.of:
        return
    st.header("Two engagement rates that are often mixed up", anchor=False)
    grid = st.grid(3, min_column_width=180, border=True, key="account-rates")
    for title, rate in (
        ("For each view of a post", found.per_impression),
        ("Of a post, for each follower", found.per_follower),
        ("Views of a post, for each follower", found.views),
    ):
        with grid.container(gap="xxsmall"):
            st.caption(title)
            st.metric(title, plain(_percent(rate.value)), label_visibility="collapsed")
            st.caption(plain(f"90% range: {_percent(rate.low)} to {_percent(rate.high)}"))
    st.caption(
        plain(
            f"Counted are {', '.join(found.of)}. The second rate is the first times the third. "
            "Platforms show the first, most comparisons between accounts use the second."
        )
    )


def beside(rows: Sequence[Beside]) -> None:
    """Simulated beside actual posts: a chart of where most of them lie."""
    st.header("Do simulated posts look like yours?", anchor=False)
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
    title = "Simulated beside actual posts"
    show(Drawing("account-beside", title, charts.beside(len(rows)), columns, f"{title}. {said}."))
    ends = [round(100 * QUANTILES[place]) for place in (0, -1)]
    st.caption(
        f"What a post gets. Thin: nine posts in ten ({ends[0]}% to {ends[1]}%). Thick: the middle "
        "half. Tick: the median. Views spread more in life than here where the platform shows "
        "some posts to strangers: the model knows only followers and those who pass posts on."
    )


def held_out(rows: Sequence[HeldOut]) -> None:
    """Whether posts that nothing was fitted to lie where the model says."""
    if not rows:
        st.caption("Later posts could not be held against earlier ones: that takes dates and more.")
        return
    st.markdown(
        f"**Fitted to the earlier 70% of your posts, how well does it place the later "
        f"{rows[0].posts:,}?** Nine in ten should lie in the range."
    )
    for row in rows:
        share = row.inside / max(row.posts, 1)
        doubt = (
            "" if share >= FEWER else " Your account has changed, or the model misses something."
        )
        st.markdown(
            f"- **{row.role.capitalize()}:** "
            + plain(
                f"{row.inside:,} of {row.posts:,} ({100 * share:.0f}%) lie between "
                f"{two_figures(row.low)} and {two_figures(row.high)}.{doubt}"
            )
        )


def outlook(found: Fit, ahead: dict[str, Summary]) -> None:
    """What the scenario explores, over the audit's ranges."""
    st.header(f"The next {found.scenario.run.days:g} days, explored", anchor=False)
    lines = ["| Outcome | Median | 90% of worlds |", "|---|--:|--:|"]
    for name, each in ahead.items():
        outcome = OUTCOMES[name]
        median, ends = quantity(each.median, outcome.unit), range90(each, outcome.unit)
        lines.append(f"| {plain(outcome.label)} | {plain(median)} | {plain(ends)} |")
    st.markdown("\n".join(lines))
    over = "" if found.asked.audit.certain else " They also differ in what your audit leaves open."
    worlds = next(iter(ahead.values())).worlds
    st.caption(f"{worlds:,} worlds that differ in luck.{over}")


def _ends(each: Estimate, unit: str) -> str:
    return span(each.range.low, each.range.high, unit)


def _percent(value: float) -> str:
    return f"{two_figures(100 * value)}%"
