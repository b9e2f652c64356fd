"""The results on Explore as a deck: what was asked, how far it goes, what it brings, a film."""

import streamlit as st

from simulation.ensemble import Ensemble
from simulation.errors import UserError
from simulation.outcomes import OUTCOMES, summary, values
from ui.background import progress, runs
from ui.charts import data, specs
from ui.charts.chart import Drawing
from ui.explore.results import headlines
from ui.explore.summary import result
from ui.film.clips import Clip, filmed
from ui.present import appendix
from ui.present.brand import Brand, current
from ui.present.deck import Deck, DeckSource, Slide, film_slides
from ui.present.native import Bars, Curve
from ui.state import settings
from ui.text import headed, median_and_range

KEY = "explore"


def deck_sources() -> list[DeckSource]:
    """The deck of the levers as they stand."""
    return [DeckSource(KEY, "Explore: the levers as they stand", _build)]


def _build() -> Deck | None:
    try:
        task = runs.begin(*settings.read())
    except UserError as error:
        progress.show_error(error)
        return None
    task.wait(progress.PATIENCE)
    progress.show_progress(runs.PLACE, task)
    if task.failure is not None:
        progress.show_error(task.failure)
    if task.result is None:
        return None
    scenario, side = settings.picked()
    title = side.title if len(scenario.sides) > 1 else scenario.title
    return explored(task.result, title, settings.note(), current(), film=task.over)


def explored(ensemble: Ensemble, title: str, note: str, brand: Brand, *, film: bool = True) -> Deck:
    """The deck of one scenario's runs. film: whether to make one."""
    every = {name: summary(values(ensemble, name)) for name in OUTCOMES}
    clips: tuple[Clip, ...] = ()
    if film:
        side, reach = (title, ensemble.parameters), values(ensemble, "reach").tolist()
        with st.spinner("Preparing the film"):
            clips = filmed([side], ensemble.run, reach)
    table = (
        ("Outcome", "Median (9 of 10 runs)"),
        *(
            (headed(OUTCOMES[name]), median_and_range(every[name], OUTCOMES[name].unit))
            for name in headlines()
        ),
    )
    said = result(ensemble)
    return Deck(
        title=title,
        slides=(
            Slide("claim", "The question", f"How far does it travel? {title}", (note,)),
            _over_time(ensemble, said),
            _stages(ensemble),
            Slide("table", "What it brings", said, table=table, key="figures"),
            *film_slides(clips),
        ),
        appendix=(
            appendix.outcomes([title], [every]),
            *appendix.inputs([title], [ensemble.parameters]),
            appendix.definitions(),
            appendix.made(ensemble.run, model=ensemble.version),
        ),
        brand=brand,
        file_name="grapevine-explore",
        summary=Slide("advice", "In short", said, table=table, key="summary"),
    )


def _over_time(ensemble: Ensemble, said: str) -> Slide:
    drawn = data.time(ensemble)
    reach = summary(values(ensemble, "reach"))
    named = (("Median", "median"), ("9 of 10 runs: from", "low90"), ("to", "high90"))
    return Slide(
        "chart",
        "Reach over time",
        f"Typically {median_and_range(reach, 'people')} people by the end.",
        chart=Drawing("deck-time", "Reach over time", specs.reach_over_time(False), drawn, said),
        native=Curve(
            tuple(drawn["day"]),
            tuple((name, tuple(drawn[column])) for name, column in named),
            "Days since the start",
            "People reached",
            "0",
        ),
        key="time",
        notes="The line is the typical run, the bands are what chance alone makes of it.",
    )


def _stages(ensemble: Ensemble) -> Slide:
    drawn = data.stages(ensemble)
    said = "; ".join(drawn["name"]).replace("|", ": ")
    title = "From followers to buyers"
    figures = tuple(zip(drawn["median"], drawn["low"], drawn["high"], strict=True))
    names = tuple(name.partition("|")[0] for name in drawn["name"])
    return Slide(
        "ranges",
        title,
        f"{said.partition(';')[0]}, at the other end {said.rpartition('; ')[2]}.",
        chart=Drawing("deck-stages", title, specs.ranges("People", len(names)), drawn, said),
        native=Bars(names, (("Median; line: 9 of 10 runs", figures),), "People", "#,##0"),
        notes="Each bar is a part of the one above it.",
    )
