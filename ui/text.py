"""Words on a screen: figures, ranges, waits, levers, and text that Markdown leaves alone."""

import re
from math import ceil

from simulation.errors import UserError
from simulation.outcomes import Outcome, Summary
from simulation.parameters import Lever, Source, Value, levers, run_levers
from simulation.report.quantities import KINDS as KINDS
from simulation.report.quantities import UNKNOWN as UNKNOWN
from simulation.report.quantities import between as between
from simulation.report.quantities import is_share as is_share
from simulation.report.quantities import quantity as quantity
from simulation.report.quantities import said as said
from simulation.report.quantities import two_figures as two_figures
from simulation.report.quantities import whose as whose

# Stands once on every page that speaks of simulated runs.
A_RUN = (
    "A simulated run plays the same settings through once, with random draws of its own for who "
    "notices, likes, shares and buys."
)


def plain(text: str) -> str:
    """The text with everything escaped that Markdown, TeX or Streamlit would act on."""
    return re.sub(r"([\\`*_{}\[\]()<>#+\-.!|~$:&@/=])", r"\\\1", text.replace("\n", " "))


def span(low: float | None, high: float | None, unit: str) -> str:
    """A range; a single figure if both ends read the same."""
    one, other = quantity(low, unit), quantity(high, unit)
    return one if one == other else f"{one.removesuffix(' points')} to {other}"


def central(found: Summary, unit: str) -> float | None:
    """The typical value: the median, or of what a run has or has not the share of runs that do."""
    return found.mean if unit == "chance" else found.median


def middle(found: Summary, unit: str) -> str:
    """The typical value in words."""
    return quantity(central(found, unit), unit)


def range90(found: Summary, unit: str) -> str:
    """The range of 90 % of the runs."""
    return span(found.low90, found.high90, unit)


def nine_in_ten(found: Summary, unit: str) -> str:
    """The same with what it is: "9 of 10 runs: 470 to 1,300"."""
    return f"9 of 10 runs: {range90(found, unit)}"


def median_and_range(found: Summary, unit: str) -> str:
    """The median and the range of 9 of 10 runs, once where they are the same."""
    said, ends = middle(found, unit), range90(found, unit)
    return said if said == ends or unit == "chance" else f"{said} ({ends})"


def duration(seconds: float) -> str:
    """A wait, to the second or the minute."""
    number, unit = (ceil(seconds), "second") if seconds < 90 else (round(seconds / 60), "minute")
    return f"{number:,} {unit}" if number == 1 else f"{number:,} {unit}s"


def setting(lever: Lever, value: Value) -> str:
    """A lever's value as its control shows it."""
    if isinstance(value, bool | str):
        return str(value)
    if is_share(lever.unit):
        return f"{100 * value:.9f}".rstrip("0").removesuffix(".") + "%"
    figures = f"{value:,.9f}".rstrip("0").removesuffix(".")
    return f"${figures}" if lever.unit.startswith("$") else figures


def stated(lever: Lever, value: Value) -> str:
    """A lever's value beside an axis: a small chance in percent too, as the axis has it."""
    return quantity(float(value), lever.unit) if is_share(lever.unit) else said(lever, value)


def label(lever: Lever, of: str = "") -> str:
    """The label of a control: kind of follower, lever, and the unit unless the label says it."""
    name = f"{of}: {lever.label[0].lower()}{lever.label[1:]}" if of else lever.label
    text, unit = lever.label.lower(), lever.unit.lower()
    said = not unit or is_share(unit) or unit in text or text == "how many"
    return name if said else f"{name} ({lever.unit})"


def headed(outcome: Outcome) -> str:
    """The heading of an outcome's figures: its label, and its unit unless the label says it."""
    text, unit = outcome.label.lower(), outcome.unit
    said = unit == "$" or is_share(unit) or unit in text
    return outcome.label if said else f"{outcome.label} ({unit})"


def about(lever: Lever) -> str:
    """The help of a control, in Markdown: both ends of the scale, the source of the default."""
    parts = [plain(lever.help), f"**Default:** {plain(setting(lever, lever.default))}."]
    if lever.evidence.strength == "definition":
        parts[-1] += " It sets what is simulated."
    elif lever.evidence.strength == "assumption":
        parts[-1] += f" Our assumption. {plain(lever.evidence.says)}"
    else:
        parts[-1] += f" {_source(lever.evidence)}"
    if lever.against:
        parts.append(f"**Evidence against:** {_source(lever.against)}")
    if lever.plausible:
        low, high = (plain(setting(lever, end)) for end in lever.plausible)
        parts.append(f"**Plausible:** {low} to {high}.")
    return "\n\n".join(parts)


def _source(source: Source) -> str:
    year = f", {source.year}" if source.year else ""
    return f"{plain(source.title)}{year} ({source.strength}). {plain(source.says)}"


def in_labels(error: UserError) -> str:
    """An error as a sentence of the page, with the label of a lever in place of its path."""
    said = error.text(_label_of)
    first = said[:1] if error.origin else said[:1].upper()  # the name of a file stays as it is
    stop = "" if said.endswith(("?", ".")) else "."
    return f"{first}{said[1:]}{stop}"


def _label_of(path: str) -> str:
    lever = levers().get(path) or run_levers().get(path)
    return f'"{label(lever, whose(path))}"' if lever else path
