"""A lever, declared once; the slider, the flag, the file, the table and the error all read it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

from simulation.parameters.evidence import SOURCES, Source

Value = bool | int | float | str


class Levers(BaseModel):
    """A frozen group of levers: checked and converted at birth, changed only by copy."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)


@dataclass(frozen=True, slots=True)
class ActiveIf:
    """A condition for a lever to act: one of these is not zero. why: the reason where all are."""

    paths: tuple[str, ...]
    why: str


def active_if(*paths: str, why: str) -> ActiveIf:
    """The condition that one of the levers at these paths is not zero (or is on)."""
    return ActiveIf(paths, why)


@dataclass(frozen=True, slots=True)
class Lever:
    """One lever as read outside the model.

    `low`, `high`, `step` and `plausible` are in `unit`, None for switches, choices and texts.
    `active_if`: conditions that must all hold for the lever to act.
    """

    path: str
    label: str
    type: str
    unit: str
    low: float | None
    high: float | None
    step: float | None
    default: Value
    plausible: tuple[float, float] | None
    choices: tuple[str, ...]
    help: str
    evidence: Source
    against: Source | None
    active_if: tuple[ActiveIf, ...]

    @property
    def range(self) -> str:
        """The legal values in words, for error texts."""
        if self.choices:
            return "one of " + ", ".join(self.choices)
        if self.type == "switch":
            return "true or false"
        if self.low is None:
            return "a text"
        kind = "a whole number" if self.type == "integer" else "a number"
        low, high = _plain(self.low), _plain(self.high)
        if self.unit.startswith("$"):
            return f"{kind} from ${low} to ${high}{self.unit.removeprefix('$')}"
        unit = f" {self.unit}" if self.unit not in ("", "chance", "share") else ""
        return f"{kind} from {low} to {high}{unit}"


def _plain(limit: float | None) -> str:
    """A limit as people write it: 100,000,000 rather than 1e+08, 0.00001 rather than 1e-05."""
    if isinstance(limit, int):
        return f"{limit:,d}"
    return f"{limit:,.12f}".rstrip("0").removesuffix(".")


def lever(
    default: Value,
    low: float | None = None,
    high: float | None = None,
    *,
    label: str,
    help: str,
    evidence: str,
    against: str | None = None,
    step: float | None = None,
    unit: str = "",
    plausible: tuple[float, float] | None = None,
    max_length: int | None = None,
    active_if: ActiveIf | None = None,
) -> Any:
    """Declare a lever. `evidence` and `against` are keys of `evidence.SOURCES`."""
    about = {
        "label": label,
        "help": help,
        "unit": unit,
        "step": step,
        "plausible": plausible,
        "evidence": SOURCES[evidence],
        "against": SOURCES[against] if against else None,
        "low": low,
        "high": high,
        "active_if": active_if,
    }
    limits: dict[str, Any] = {}
    if not isinstance(default, str):
        limits["strict"] = True
    if low is not None:
        limits |= {"ge": low, "le": high}
    if isinstance(default, float):
        limits["allow_inf_nan"] = False
    if max_length is not None:
        limits["max_length"] = max_length
    return Field(default, json_schema_extra={"lever": about}, **limits)  # type: ignore[dict-item]


def section(levers: Levers, active_if: ActiveIf | None = None) -> Any:
    """Declare a section of levers, all of which act only under this condition."""
    return Field(levers, json_schema_extra={"active_if": active_if})  # type: ignore[dict-item]


class Declaration(NamedTuple):
    """The declaration of a lever: its field, and the conditions of the sections around it."""

    field: FieldInfo
    conditions: tuple[ActiveIf, ...]


def walk(
    levers: Levers, path: str = "", conditions: tuple[ActiveIf, ...] = ()
) -> Iterator[tuple[str, Declaration, Value]]:
    """Every lever below `levers`, depth first in order of declaration: path, declaration, value."""
    for name, field in type(levers).model_fields.items():
        value = getattr(levers, name)
        if isinstance(value, Levers):
            about: Any = field.json_schema_extra or {}
            own = about.get("active_if")
            yield from walk(value, f"{path}{name}.", (*conditions, own) if own else conditions)
        else:
            yield f"{path}{name}", Declaration(field, conditions), value


def _type_name(field: FieldInfo) -> str:
    names = {bool: "switch", int: "integer", float: "number", str: "text"}
    if get_origin(field.annotation) is Literal:
        return "choice"
    return names[field.annotation]  # type: ignore[index]


def describe(path: str, declaration: Declaration, default: Value) -> Lever:
    """The public description of one declaration found by `walk`.

    A kind of follower may be set apart from what is plausible in general: that is a judgement.
    """
    field, conditions = declaration
    about: Any = field.json_schema_extra["lever"]  # type: ignore[index]
    plausible, evidence, against = about["plausible"], about["evidence"], about["against"]
    if plausible and default != field.default and not plausible[0] <= default <= plausible[1]:
        plausible, evidence, against = None, SOURCES["kind"], None
    choices = get_args(field.annotation) if get_origin(field.annotation) is Literal else ()
    own = about["active_if"]
    conditions = (*conditions, own) if own else conditions
    return Lever(
        path=path,
        type=_type_name(field),
        default=default,
        choices=choices,
        label=about["label"],
        unit=about["unit"],
        low=about["low"],
        high=about["high"],
        step=about["step"],
        plausible=plausible,
        help=about["help"],
        evidence=evidence,
        against=against,
        active_if=tuple(each for each in conditions if path not in each.paths),
    )
