"""Sessions: several scenarios in one file, as a consultant saves them between two meetings.

    session = 1

    [[scenarios]]
    id = "4b"
    schema = 1
    title = ...

Each entry has an id and whatever a scenario file may hold.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from simulation.errors import UserError, illegal_value, shown, unknown_name
from simulation.scenarios.files import from_document, parsed
from simulation.scenarios.form import TITLE, line, written
from simulation.scenarios.story import Scenario

SESSION = 1
MOST = 20  # most scenarios of one session


def dumps_session(scenarios: Sequence[Scenario]) -> str:
    """Scenarios as the text of one file. Raises UserError for none, too many, or equal titles."""
    _check("the session", scenarios)
    lines = [f"session = {SESSION}"]
    for each in scenarios:
        lines += ["", "[[scenarios]]", line("id", each.id), *written(each, "scenarios.")]
    return "\n".join(lines) + "\n"


def loads_session(text: str | bytes, origin: str) -> tuple[Scenario, ...]:
    """The scenarios of a session, or the one of an ordinary scenario file. Raises UserError.

    `origin` is the name of the file, for messages and as the id of a single scenario.
    """
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    document = parsed(data, origin)
    if "session" not in document:
        return (from_document(document, origin, Path(origin).stem),)
    version = document["session"]
    if type(version) is not int or version != SESSION:
        raise illegal_value("session", version, str(SESSION), origin)
    for name in document:
        if name not in ("session", "scenarios"):
            raise unknown_name("field", name, ("session", "scenarios"), origin)
    entries = document.get("scenarios")
    if not isinstance(entries, list):
        raise UserError(
            "the scenarios must be written as [[scenarios]]", path="scenarios", origin=origin
        )
    scenarios = tuple(_scenario(entry, number, origin) for number, entry in enumerate(entries, 1))
    _check(origin, scenarios)
    return scenarios


def _scenario(entry: Any, number: int, origin: str) -> Scenario:
    here = f"{origin}: scenario {number}"
    if number > MOST:
        raise UserError(f"more than {MOST} scenarios; a session has 1 to {MOST}", origin=origin)
    if not isinstance(entry, dict):
        raise illegal_value(f"scenario {number}", entry, "a table", origin)
    id = entry.get("id", "")
    if not isinstance(id, str) or not 0 < len(id) <= TITLE:
        raise illegal_value("id", id, f"a text of 1 to {TITLE} characters", here)
    rest = {name: value for name, value in entry.items() if name != "id"}
    return from_document(rest, here, id)


def _check(origin: str, scenarios: Sequence[Scenario]) -> None:
    """Check their number, and that their titles tell them apart. Raises UserError."""
    if not 0 < len(scenarios) <= MOST:
        raise UserError(f"{len(scenarios)} scenarios; a session has 1 to {MOST}", origin=origin)
    titles = [each.title for each in scenarios]
    for number, title in enumerate(titles):
        if title in titles[:number]:
            raise UserError(f"two scenarios have the title {shown(title)}", origin=origin)
