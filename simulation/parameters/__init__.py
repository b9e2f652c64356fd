"""Every lever, once: type, unit, bounds, step, default, help, evidence."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import ValidationError

from simulation.errors import UserError, illegal_value, shown, unknown_name
from simulation.parameters.evidence import SOURCES, Source
from simulation.parameters.lever import Lever, Levers, Value, describe, walk
from simulation.parameters.model import Followers, Group, Parameters, Public, Run, groups

__all__ = [
    "SOURCES",
    "Followers",
    "Group",
    "Lever",
    "Levers",
    "Parameters",
    "Public",
    "Run",
    "Source",
    "Value",
    "changed",
    "differences",
    "groups",
    "levers",
    "make",
    "parse",
    "run_levers",
    "run_settings",
    "values",
]

# Numbers as people write them: no underscores, no digits of other scripts, but nan and inf, which
# are refused with their range.
_PLAIN = re.compile(r"[+-]?([0-9.]+(e[+-]?[0-9]+)?|nan|inf|infinity)", re.IGNORECASE)


@cache
def levers() -> dict[str, Lever]:
    """Every lever of a scenario by path, in order of declaration."""
    return {path: describe(path, field, value) for path, field, value in walk(Parameters())}


@cache
def run_levers() -> dict[str, Lever]:
    """The settings of a run by path; they are not part of a scenario."""
    return {path: describe(path, field, value) for path, field, value in walk(Run())}


def values(parameters: Levers) -> dict[str, Value]:
    """The value of every lever by path."""
    return {path: value for path, _, value in walk(parameters)}


def differences(one: Parameters, other: Parameters) -> dict[str, tuple[Value, Value]]:
    """The levers at which two scenarios differ: path to (value in one, value in the other)."""
    there = values(other)
    return {path: (here, there[path]) for path, here in values(one).items() if here != there[path]}


def changed(parameters: Parameters, settings: Mapping[str, Value], origin: str = "") -> Parameters:
    """A copy with the levers at these paths set, all of them checked.

    Raises UserError naming the lever, the value, the legal range and `origin`.
    """
    return make(_nested(settings, origin), parameters, origin)


def make(tree: Mapping[str, Any], base: Parameters, origin: str = "") -> Parameters:
    """`base` overlaid with a tree of settings as it stands in a scenario file.

    Raises UserError naming the lever, the value, the legal range and `origin`.
    """
    merged = _overlay(base.model_dump(), tree, "", origin)
    try:
        return Parameters.model_validate(merged)
    except ValidationError as error:
        raise _mistake(error, levers(), origin) from None
    except UserError as error:
        raise error.at(origin) from None


def run_settings(settings: Mapping[str, Any], origin: str = "") -> Run:
    """Settings of a run, checked. Raises UserError."""
    unknown = [name for name in settings if name not in Run.model_fields]
    if unknown:
        raise _unknown(unknown[0], run_levers(), origin)
    try:
        return Run(**settings)
    except ValidationError as error:
        raise _mistake(error, run_levers(), origin) from None


def parse(path: str, text: str, origin: str = "") -> Value:
    """A lever's value from the text of a command line, not yet checked against its range."""
    known = {**levers(), **run_levers()}
    if path not in known:
        raise _unknown(path, levers(), origin)
    lever = known[path]
    try:
        if lever.type == "switch":
            return {"true": True, "false": False}[text.strip().lower()]
        if lever.type in ("integer", "number") and not _PLAIN.fullmatch(text.strip()):
            raise ValueError
        if lever.type == "integer":
            return int(text)
        if lever.type == "number":
            return float(text)
    except (ValueError, KeyError, OverflowError):
        raise illegal_value(path, text, lever.range, origin) from None
    return text


def _nested(settings: Mapping[str, Value], origin: str) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for path, value in settings.items():
        if path not in levers():
            raise _unknown(path, levers(), origin)
        *parents, name = path.split(".")
        branch = tree
        for parent in parents:
            branch = branch.setdefault(parent, {})
        branch[name] = value
    return tree


def _overlay(
    base: dict[str, Any], tree: Mapping[str, Any], path: str, origin: str
) -> dict[str, Any]:
    merged = dict(base)
    for name, value in tree.items():
        here = f"{path}{name}"
        if name not in base:
            raise _unknown(here, levers(), origin)
        if isinstance(base[name], dict):
            if not isinstance(value, Mapping):
                raise UserError(
                    f"{here} is a group of levers, so it cannot be {shown(value)}",
                    path=here,
                    value=value,
                    origin=origin,
                )
            merged[name] = _overlay(base[name], value, f"{here}.", origin)
        else:
            merged[name] = value
    return merged


def _mistake(error: ValidationError, known: Mapping[str, Lever], origin: str) -> UserError:
    """The first mistake that pydantic found."""
    first = error.errors()[0]
    path = ".".join(str(part) for part in first["loc"])
    if path in known:
        return illegal_value(path, first["input"], known[path].range, origin)
    return UserError(first["msg"], path=path, value=first["input"], origin=origin)


def _unknown(path: str, known: Mapping[str, Lever], origin: str) -> UserError:
    if any(name.startswith(f"{path}.") for name in known):
        return UserError(f"{path} is a group of levers, not one of them", path=path, origin=origin)
    return unknown_name("lever", path, known, origin, see="see 'python -m simulation levers'")
