"""The file of a trial: the file of a scenario with a [study] and [[checks]].

schema = 1
title = "The hour of posting"
held_back = true

[study]
authors = "Kanuri, Chen, Sridhar"
...

[sides.A]
title = "At 8 in the morning"
posts.hour = 8
...

[[checks]]
measures = "Clicks in the morning, times those in the evening"
effect = "A.clicks / B.clicks"
published = "1.11"
tolerance = [1.03, 1.2]
"""

import math
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from simulation.errors import UserError, illegal_value, unknown_name
from simulation.scenarios import Scenario
from simulation.scenarios.files import content, from_document, parsed
from simulation.scenarios.form import only, table_of, text_of
from simulation.trials.formula import parse
from simulation.trials.trial import KNOWN, Check, Study, Trial

FOLDER = Path(__file__).parent / "data"
FIRST_YEAR = 1900
STUDY = ("authors", "year", "where", "link", "known", "changed", "found")
CHECK = ("measures", "effect", "published", "interval", "tolerance")
_OF_A_STORY = ("claim", "bet", "breaks", "judge", "insight", "supports", "contradicts")

Document = Mapping[str, Any]


def shipped() -> list[Trial]:
    """All trials that come with Grapevine, by author and year."""
    found = [load(path.stem) for path in FOLDER.glob("*.toml")]
    return sorted(found, key=lambda each: (each.study.authors.lower(), each.study.year, each.id))


def load(name_or_path: str) -> Trial:
    """A shipped trial by its name, or a file by its path. Raises UserError."""
    if name_or_path.endswith(".toml"):
        path, origin = Path(name_or_path), ascii(name_or_path)[1:-1]
    else:
        names = sorted(path.stem for path in FOLDER.glob("*.toml"))
        if name_or_path not in names:
            raise unknown_name("experiment", name_or_path, names)
        path, origin = FOLDER / f"{name_or_path}.toml", f"{name_or_path}.toml"
    return loads(content(path, origin), origin)


def loads(text: str | bytes, origin: str) -> Trial:
    """The trial that the text of a file describes; it may extend a shipped scenario.

    Raises UserError naming the file, the field, the value and what is legal.
    """
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    document = parsed(data, origin)
    for name in _OF_A_STORY:
        if name in document:
            raise UserError(f"{name} is for stories, not for trials", path=name, origin=origin)
    own = {name: document.pop(name, None) for name in ("study", "checks", "missing", "held_back")}
    scenario = from_document(document, origin, Path(origin).stem)
    checks = _checks(own["checks"], scenario, origin)
    missing = text_of({"missing": own["missing"] or ""}, "missing", origin, needed=not checks)
    if type(own["held_back"]) is not bool:
        raise illegal_value("held_back", own["held_back"], "true or false", origin)
    return Trial(
        id=scenario.id,
        study=_study(own["study"], origin),
        scenario=scenario,
        checks=checks,
        missing=missing,
        held_back=own["held_back"],
    )


def _study(value: Any, origin: str) -> Study:
    table = table_of(value, "study", origin)
    only(table, STUDY, f"{origin}: study")
    year = table.get("year")
    if type(year) is not int or not FIRST_YEAR <= year <= date.today().year:
        legal = f"a year from {FIRST_YEAR} to {date.today().year}"
        raise illegal_value("study.year", year, legal, origin)
    known = table.get("known")
    if known not in KNOWN:
        raise illegal_value("study.known", known, f"one of {', '.join(KNOWN)}", origin)
    link = text_of(table, "link", f"{origin}: study", needed=True)
    if not link.startswith("https://") or " " in link:
        raise illegal_value("study.link", link, "an address that begins with https://", origin)
    texts = {
        name: text_of(table, name, f"{origin}: study", needed=True)
        for name in ("authors", "where", "changed", "found")
    }
    return Study(year=year, known=known, link=link, **texts)


def _checks(value: Any, scenario: Scenario, origin: str) -> tuple[Check, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not value:
        raise illegal_value("checks", value, "written as [[checks]], at least one", origin)
    sides = [side.key for side in scenario.sides]
    return tuple(
        _check(table_of(each, "checks", origin), sides, f"{origin}: check {number}")
        for number, each in enumerate(value, 1)
    )


def _check(table: Document, sides: list[str], origin: str) -> Check:
    only(table, CHECK, origin)
    if "tolerance" not in table:
        raise UserError(
            "{tolerance} is missing; it must be two numbers, the lower first",
            path="tolerance",
            origin=origin,
        )
    return Check(
        measures=text_of(table, "measures", origin, needed=True),
        effect=parse(text_of(table, "effect", origin, needed=True), "effect", sides, origin),
        published=text_of(table, "published", origin, needed=True),
        interval=_range(table, "interval", origin) if "interval" in table else None,
        tolerance=_range(table, "tolerance", origin),
    )


def _range(table: Document, name: str, origin: str) -> tuple[float, float]:
    ends = table[name]
    legal = "two numbers, the lower first; inf and -inf stand for no end"
    if (
        not isinstance(ends, list)
        or len(ends) != 2
        or any(type(end) not in (int, float) or math.isnan(end) for end in ends)
        or not ends[0] < ends[1]
    ):
        raise illegal_value(name, ends, legal, origin)
    return float(ends[0]), float(ends[1])
