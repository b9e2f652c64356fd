"""The form of a scenario file: from a TOML document to a Scenario, and back to text."""

import json
import math
import re
from collections.abc import Collection, Mapping
from typing import Any

from simulation.errors import UserError, illegal_value, unknown_name
from simulation.outcomes import OUTCOMES
from simulation.parameters import Parameters, Run, Value, differences, levers, make, run_settings
from simulation.scenarios.story import Insight, Judge, Note, Scenario, Side

SCHEMA = 1
TITLE, TEXT = 100, 2_000  # characters at most
SIDES = "ABCD"
SETTINGS = ("days", "worlds")  # the settings of a run that a file may suggest

_ABOUT = (
    "schema",
    "extends",
    "title",
    "note",
    "run",
    "claim",
    "bet",
    "breaks",
    "judge",
    "insight",
    "supports",
    "contradicts",
    "sides",
)

Document = Mapping[str, Any]


def check_schema(document: Document, origin: str) -> None:
    """Check that the document is of a schema that can be read. Raises UserError."""
    if "schema" not in document:
        raise UserError(
            f"{{schema}} is missing; the file must begin with schema = {SCHEMA}",
            path="schema",
            legal=str(SCHEMA),
            origin=origin,
        )
    schema = document["schema"]
    if type(schema) is not int or schema < 1:
        raise illegal_value("schema", schema, str(SCHEMA), origin)
    if schema > SCHEMA:
        raise UserError(
            f"{{schema}} = {schema} is from a newer Grapevine; this one reads schema {SCHEMA}",
            path="schema",
            value=schema,
            legal=str(SCHEMA),
            origin=origin,
        )


def scenario(document: Document, id: str, origin: str) -> Scenario:
    """The scenario that a document without `extends` describes.

    Raises UserError naming the file, the field or lever, the value, and what is legal.
    """
    check_schema(document, origin)
    only(document, (*_ABOUT, *Parameters.model_fields), origin)
    title = text_of(document, "title", origin, most=TITLE, needed=True)
    tree = {name: value for name, value in document.items() if name not in _ABOUT}
    made = Scenario(
        id=id,
        title=title,
        note=text_of(document, "note", origin),
        origin=origin,
        sides=_sides(document, title, tree, origin),
        run=_run(document, origin),
        claim=text_of(document, "claim", origin),
        judge=_judge(document, origin),
        bet=text_of(document, "bet", origin),
        breaks=_breaks(document, origin),
        supports=_notes(document, "supports", origin),
        contradicts=_notes(document, "contradicts", origin),
        insight=_insight(document, origin),
    )
    if bool(made.claim) != (made.judge is not None):
        missing = "judge" if made.claim else "claim"
        raise UserError(
            f"a story needs both a claim and a [judge]; {missing} is missing",
            path=missing,
            origin=origin,
        )
    if made.is_story and len(made.sides) == 1:
        raise UserError(
            "a story needs [sides.A] and [sides.B]; both are missing", path="sides", origin=origin
        )
    if made.insight:
        _check_insight(made, made.insight)
    return made


def dumps(scenario: Scenario) -> str:
    """A scenario as the text of its file, with only what differs from the defaults.

    Side A is the base, every other side its differences from A. Reading the text gives an equal
    scenario; seed, clock and memory of the run are not written.
    """
    return "\n".join(written(scenario)) + "\n"


def written(scenario: Scenario, below: str = "") -> list[str]:
    """The lines of `dumps`. below: the table, with a final dot, that all of them belong to."""
    first = scenario.sides[0]
    lines = [f"schema = {SCHEMA}", line("title", scenario.title)]
    lines += [
        line(name, getattr(scenario, name))
        for name in ("note", "claim", "bet")
        if getattr(scenario, name)
    ]
    if scenario.breaks:
        lines.append(line("breaks", scenario.breaks))
    suggested = {name: getattr(scenario.run, name) for name in SETTINGS}
    lines += _table(
        f"{below}run",
        {name: value for name, value in suggested.items() if value != getattr(Run(), name)},
    )
    if scenario.judge:
        judge = {"outcome": scenario.judge.outcome, "factor": scenario.judge.factor}
        lines += _table(f"{below}judge", judge)
    if scenario.insight:
        lines += _table(f"{below}insight", _insight_fields(scenario.insight))
    for name in ("supports", "contradicts"):
        for note in getattr(scenario, name):
            about = [line("source", note.source), line("says", note.says)]
            lines += ["", f"[[{below}{name}]]", *about]
    lines += _levers(Parameters(), first.parameters, below)
    if len(scenario.sides) > 1:
        for side in scenario.sides:
            here = f"{below}sides.{side.key}"
            lines += _table(here, {"title": side.title})
            lines += _levers(first.parameters, side.parameters, f"{here}.")
    return lines


def overlaid(base: Document, over: Document) -> dict[str, Any]:
    """`base` with the keys of `over`: tables are merged key by key, everything else replaced."""
    merged = dict(base)
    for name, value in over.items():
        old = merged.get(name)
        both = isinstance(old, Mapping) and isinstance(value, Mapping)
        merged[name] = overlaid(old, value) if both else value  # type: ignore[arg-type]
    return merged


def _sides(document: Document, title: str, base: Document, origin: str) -> tuple[Side, ...]:
    """The sides: their own levers over the shared ones, which need not be legal alone."""
    if "sides" not in document:
        return (Side("A", title, make(base, Parameters(), origin)),)
    tables = table_of(document["sides"], "sides", origin)
    only(tables, SIDES, f"{origin}: sides")
    if len(tables) < 2 or sorted(tables) != list(SIDES[: len(tables)]):
        there = ", ".join(sorted(tables)) or "nothing"
        legal = "A and B, then C and D"
        raise UserError(
            f"the sides must be {legal}; the file has {there}",
            path="sides",
            value=there,
            legal=legal,
            origin=origin,
        )
    made = []
    for key in sorted(tables):
        table = table_of(tables[key], f"sides.{key}", origin)
        here = f"{origin}: side {key}"
        name = text_of(table, "title", here, most=TITLE, needed=True)
        tree = {name: value for name, value in table.items() if name != "title"}
        made.append(Side(key, name, make(overlaid(base, tree), Parameters(), here)))
    return tuple(made)


def _run(document: Document, origin: str) -> Run:
    settings = table_of(document.get("run", {}), "run", origin)
    only(settings, SETTINGS, f"{origin}: run")
    return run_settings(settings, f"{origin}: run")


def _judge(document: Document, origin: str) -> Judge | None:
    if "judge" not in document:
        return None
    table = table_of(document["judge"], "judge", origin)
    only(table, ("outcome", "factor"), f"{origin}: judge")
    outcome = text_of(table, "outcome", f"{origin}: judge", needed=True)
    if outcome not in OUTCOMES:
        raise unknown_name("outcome", outcome, OUTCOMES, f"{origin}: judge")
    return Judge(outcome=outcome, factor=_factor(table, "judge", origin))


def _factor(table: Document, name: str, origin: str) -> float:
    factor = table.get("factor", 1.0)
    if type(factor) not in (int, float) or not (math.isfinite(factor) and 0 < factor <= 1_000):
        raise illegal_value(f"{name}.factor", factor, "a number above 0, at most 1,000", origin)
    return float(factor)


def _insight(document: Document, origin: str) -> Insight | None:
    if "insight" not in document:
        return None
    table, here = table_of(document["insight"], "insight", origin), f"{origin}: insight"
    only(table, ("says", "lever", "factor"), here)
    return Insight(
        says=text_of(table, "says", here, needed=True),
        lever=text_of(table, "lever", here),
        factor=_factor(table, "insight", origin),
    )


def _check_insight(made: Scenario, insight: Insight) -> None:
    """Check that every figure of the sentence can be computed. Raises UserError."""
    if not made.is_story:
        raise UserError("only a story has an insight", path="insight", origin=made.origin)
    if insight.lever:
        _check_lever(insight.lever, f"{made.origin}: insight")
    keys = "".join(side.key for side in made.sides)
    figures = [f"[{keys}]", f"[{keys}][-/][{keys}]", *(["turn"] if insight.lever else [])]
    for figure in re.findall(r"\{(.*?)\}", insight.says):
        if not re.fullmatch("|".join(figures), figure):
            legal = "{A}, {A-B} or {A/B}, of sides that there are"
            legal += ", or {turn}" if insight.lever else ""
            raise illegal_value("insight.says", f"{{{figure}}}", legal, made.origin)


def _insight_fields(insight: Insight) -> dict[str, Value]:
    """The fields of an insight that differ from the defaults."""
    fields: dict[str, Value] = {"says": insight.says}
    if insight.lever:
        fields |= {"lever": insight.lever, "factor": insight.factor}
    return fields


def _breaks(document: Document, origin: str) -> tuple[str, ...]:
    paths = document.get("breaks", [])
    if not isinstance(paths, list) or not all(isinstance(path, str) for path in paths):
        raise illegal_value("breaks", paths, "a list of levers", origin)
    for path in paths:
        _check_lever(path, f"{origin}: breaks")
    return tuple(paths)


def _check_lever(path: str, origin: str) -> None:
    lever = path.removeprefix("A:").removeprefix("B:")  # moved on one side alone
    if lever not in levers():
        raise unknown_name("lever", lever, levers(), origin)


def _notes(document: Document, name: str, origin: str) -> tuple[Note, ...]:
    entries = document.get(name, [])
    if not isinstance(entries, list):
        raise UserError(f"{name} must be written as [[{name}]]", path=name, origin=origin)
    notes = []
    for number, entry in enumerate(entries, 1):
        table = table_of(entry, name, origin)
        here = f"{origin}: {name} {number}"
        only(table, ("source", "says"), here)
        notes.append(
            Note(
                text_of(table, "source", here, needed=True),
                text_of(table, "says", here, needed=True),
            )
        )
    return tuple(notes)


def text_of(
    table: Document, name: str, origin: str, *, most: int = TEXT, needed: bool = False
) -> str:
    """A text of a table, "" where it is left out. Raises UserError."""
    text = table.get(name, "")
    if not isinstance(text, str):
        raise illegal_value(name, text, "a text", origin)
    legal = f"a text of {'1 to' if needed else 'at most'} {most:,} characters"
    if needed and not text.strip():
        raise UserError(
            f"{name} is missing; it must be {legal}", path=name, legal=legal, origin=origin
        )
    if len(text) > most:
        raise UserError(
            f"{name} has {len(text):,} characters; it must be {legal}",
            path=name,
            value=text,
            legal=legal,
            origin=origin,
        )
    return text


def table_of(value: Any, name: str, origin: str) -> Document:
    """A value that must be a table. Raises UserError."""
    if not isinstance(value, Mapping):
        raise illegal_value(name, value, "a table", origin)
    return value


def only(table: Document, known: Collection[str], origin: str) -> None:
    """Check that a table has no other fields. Raises UserError."""
    for name in table:
        if name not in known:
            raise unknown_name("field", name, known, origin)


def _levers(base: Parameters, parameters: Parameters, prefix: str) -> list[str]:
    """The levers that differ from `base`, in tables, in order of declaration."""
    tables: dict[str, dict[str, Value]] = {}
    for path, (_, value) in differences(base, parameters).items():
        table, _, name = path.rpartition(".")
        tables.setdefault(table, {})[name] = value
    return [each for table, values in tables.items() for each in _table(prefix + table, values)]


def _table(name: str, values: Mapping[str, Any]) -> list[str]:
    return ["", f"[{name}]", *(line(*each) for each in values.items())] if values else []


def line(name: str, value: Any) -> str:
    """A key and its value as TOML."""
    return f"{name} = {_toml(value)}"


def _toml(value: Any) -> str:
    """A value as TOML. The escapes of JSON are legal in TOML, but TOML escapes DEL too."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, tuple):
        return f"[{', '.join(_toml(each) for each in value)}]"
    return repr(value)
