"""Numbers into words on a screen: ranges, waits, levers, text that Markdown leaves alone."""

import re
from math import ceil

from simulation.outcomes import Outcome, Summary
from simulation.parameters import Lever, Value, levers, run_levers
from simulation.report.quantities import KINDS as KINDS
from simulation.report.quantities import UNKNOWN as UNKNOWN
from simulation.report.quantities import between as between
from simulation.report.quantities import is_share as is_share
from simulation.report.quantities import quantity as quantity
from simulation.report.quantities import said as said
from simulation.report.quantities import two_figures as two_figures
from simulation.report.quantities import whose as whose


def plain(text: str) -> str:
    """The text with everything escaped that Markdown, TeX or Streamlit would act on."""
    return re.sub(r"([\\`*_{}\[\]()<>#+\-.!|~$:&@/=])", r"\\\1", text.replace("\n", " "))


def span(low: float | None, high: float | None, unit: str) -> str:
    """A range; a single figure where both ends read the same."""
    one, other = quantity(low, unit), quantity(high, unit)
    return one if one == other else f"{one.removesuffix(' points')} to {other}"


def central(found: Summary, unit: str) -> float | None:
    """The number to look at first: the median, or the part of worlds where each has it or not."""
    return found.mean if unit == "chance" else found.median


def middle(found: Summary, unit: str) -> str:
    """The same in words."""
    return quantity(central(found, unit), unit)


def range90(found: Summary, unit: str) -> str:
    """The range that holds 90 % of the worlds."""
    return span(found.low90, found.high90, unit)


def duration(seconds: float) -> str:
    """A wait, to the second or the minute."""
    number, unit = (ceil(seconds), "second") if seconds < 90 else (round(seconds / 60), "minute")
    return f"{number:,} {unit}" if number == 1 else f"{number:,} {unit}s"


def setting(lever: Lever, value: Value) -> str:
    """A lever's value as its control shows it."""
    if isinstance(value, bool | str):
        return str(value)
    if is_share(lever.unit):
        return f"{100 * value:.6g}%"
    return f"${value:,g}" if lever.unit.startswith("$") else f"{value:,.9g}"


def stated(lever: Lever, value: Value) -> str:
    """A lever's value beside an axis: a small chance in percent too, as the axis has it."""
    return quantity(float(value), lever.unit) if is_share(lever.unit) else said(lever, value)


def label(lever: Lever, of: str = "") -> str:
    """What stands beside a control: the kind of follower, the lever, its unit if not yet said."""
    name = f"{of}: {lever.label[0].lower()}{lever.label[1:]}" if of else lever.label
    text, unit = lever.label.lower(), lever.unit.lower()
    said = not unit or is_share(unit) or unit in text or text == "how many"
    return name if said else f"{name} ({lever.unit})"


def headed(outcome: Outcome) -> str:
    """What stands above an outcome's figures: its label, and its unit if neither says it."""
    text, unit = outcome.label.lower(), outcome.unit
    said = unit == "$" or is_share(unit) or unit in text
    return outcome.label if said else f"{outcome.label} ({unit})"


def about(lever: Lever) -> str:
    """The help of a control, in Markdown: both ends of the scale, and what the default rests on."""
    source = lever.evidence
    parts = [plain(lever.help)]
    if source.strength == "definition":
        parts.append(
            f"Default: {plain(setting(lever, lever.default))}, a choice of what is simulated."
        )
    else:
        year = f", {source.year}" if source.year else ""
        parts.append(
            f"**The default, {plain(setting(lever, lever.default))}, rests on:** "
            f"{plain(source.title)}{year} ({source.strength}). {plain(source.says)}"
        )
    if lever.against:
        year = f", {lever.against.year}" if lever.against.year else ""
        parts.append(
            f"**Against it:** {plain(lever.against.title)}{year} ({lever.against.strength}). "
            f"{plain(lever.against.says)}"
        )
    if lever.plausible:
        low, high = (plain(setting(lever, end)) for end in lever.plausible)
        parts.append(f"Plausible: {low} to {high}.")
    return "\n\n".join(parts)


def in_labels(sentence: str) -> str:
    """An error in the words of the page: every lever's path replaced by its label."""
    known = {**levers(), **{path: each for path, each in run_levers().items() if path != "days"}}
    for path in sorted(known, key=len, reverse=True):
        sentence = re.sub(
            rf"(?<![\w.]){re.escape(path)} = ", f"{_named(path, known[path])} = ", sentence
        )
        if "." in path:
            sentence = sentence.replace(path, _named(path, known[path]))
    return sentence[:1].upper() + sentence[1:]


def _named(path: str, lever: Lever) -> str:
    return f'"{label(lever, whose(path))}"'
