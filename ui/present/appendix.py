"""The appendix of a deck: every outcome, every lever that was set, and what made the figures."""

from collections.abc import Sequence

from simulation.compiling import MODEL
from simulation.outcomes import OUTCOMES, Summary
from simulation.parameters import Parameters, Run, levers, values
from ui.present.deck import Slide
from ui.text import headed, label, median_and_range, setting, whose

MADE = "made"  # the key of the slide that says what made the figures


def outcomes(titles: Sequence[str], found: Sequence[dict[str, Summary]]) -> Slide:
    """Every outcome of every side: the median, and the range of 9 of 10 runs."""
    rows = (
        (headed(outcome), *(median_and_range(each[name], outcome.unit) for each in found))
        for name, outcome in OUTCOMES.items()
    )
    table = (("Median (9 of 10 runs)", *titles), *rows)
    return Slide("appendix", "All outcomes", "", table=table, key="outcomes")


def inputs(titles: Sequence[str], sides: Sequence[Parameters], note: str = "") -> list[Slide]:
    """The levers that differ from the defaults, on every side."""
    tables, defaults = [values(each) for each in sides], values(Parameters())
    rows = [
        (
            label(lever, whose(path)),
            *(setting(lever, table[path]) for table in tables),
            setting(lever, defaults[path]),
            lever.help,
        )
        for path, lever in levers().items()
        if any(table[path] != defaults[path] for table in tables)
    ]
    head = ("Lever", *titles, "Default", "What it means")
    heading = "Levers that differ from the defaults"
    lines = (note,) if note else ()
    slide = Slide("appendix", heading, "", lines, table=(head, *rows), key="inputs")
    return [slide] if rows else []


def definitions() -> Slide:
    """The meaning of every outcome."""
    rows = ((outcome.label, outcome.unit, outcome.help) for outcome in OUTCOMES.values())
    head = ("Outcome", "Unit", "Meaning")
    return Slide("appendix", "What the outcomes mean", "", table=(head, *rows), key="definitions")


def made(run: Run, *more: tuple[str, str], model: str = MODEL) -> Slide:
    """The seed and versions behind the figures, so that they can be made again."""
    rows = (
        ("Simulated runs of each side", f"{run.worlds:,}"),
        ("Days in each run", f"{run.days:g}"),
        ("Seed of the random draws", str(run.seed)),
        *more,
        ("Version of the model", model),
    )
    lines = (
        "Every side gets the same random draws, so that they differ by what was changed alone. "
        "With the same settings, seed and version the figures are the same on any computer.",
    )
    heading = "How these figures were made"
    return Slide("appendix", heading, "", lines, table=(("What", "Here"), *rows), key=MADE)
