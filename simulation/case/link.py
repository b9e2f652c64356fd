"""A case as the parameters of an address, readable and whole but for its logo and its decks.

    followers=20,000&fakes=40%&budget=$2,000&option1=creators&posts.minutes=30

Answers stand as they are typed, levers of today under their path, and each option under a key of
its own: its kind, then its name and levers as parameters once more.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode

from simulation.case.case import MOST, Case
from simulation.case.files import case_of
from simulation.case.money import Currency, currency
from simulation.case.questions import QUESTIONS
from simulation.errors import illegal_value, unknown_name
from simulation.parameters import Value, differences, levers, parse

_TEXTS = ("title", "client", "notes", "preset", "goal")
_NUMBERS = ("days", "population")
_MONEY = ("currency", "currency.symbol", "currency.numbers", "currency.after")
_BRAND = ("brand.name", "brand.colour")
_OPTIONS = tuple(f"option{number}" for number in range(1, MOST + 1))
KEYS = (*QUESTIONS, *_TEXTS, *_NUMBERS, "start", *_MONEY, *_BRAND, *_OPTIONS, *levers())


def query_of(case: Case) -> dict[str, str]:
    """The parameters of a case; empty for one without an answer."""
    answers = case.answers.given().items()
    found = {name: QUESTIONS[name].text(answer, case.currency) for name, answer in answers}
    usual = Case()
    for name in (*_TEXTS, *_NUMBERS, "start"):
        if (value := getattr(case, name)) != getattr(usual, name):
            found[name] = str(value)
    found |= _money(case.currency)
    found |= {
        f"brand.{name}": text for name in ("name", "colour") if (text := getattr(case.brand, name))
    }
    for key, spend in zip(_OPTIONS, case.options, strict=False):
        more = {"name": spend.name} if spend.name else {}
        settings = {path: _text(value) for path, value in spend.levers.items()}
        found[key] = "&".join(filter(None, (spend.kind, urlencode({**more, **settings}))))
    moved = differences(usual.base, case.base).items()
    return {**found, **{path: _text(new) for path, (_, new) in moved}}


def case_in(query: Mapping[str, str]) -> Case:
    """The case that parameters describe. Raises UserError naming the parameter and what is legal.

    Parameters that are not of a case are not looked at.
    """
    document: dict[str, Any] = {name: query[name] for name in _TEXTS if name in query}
    document |= {name: _number(name, query[name]) for name in _NUMBERS if name in query}
    if "start" in query:
        document["start"] = _date(query["start"])
    document["currency"] = _currency(query)
    document["brand"] = {key.removeprefix("brand."): query[key] for key in _BRAND if key in query}
    document["answers"] = {name: query[name] for name in QUESTIONS if query.get(name, "").strip()}
    document["levers"] = _tree(
        {path: parse(path, query[path]) for path in levers() if path in query}
    )
    document["options"] = [_option(key, query[key]) for key in _OPTIONS if key in query]
    return case_of(document)


def _money(money: Currency) -> dict[str, str]:
    usual = currency(money.code)
    found = {} if money.code == "USD" else {"currency": money.code}
    for name in ("symbol", "numbers", "after"):
        if (value := getattr(money, name)) != getattr(usual, name):
            found[f"currency.{name}"] = _text(value)
    return found


def _currency(query: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {"code": query.get("currency", "USD")}
    for key in _MONEY[1:]:
        if key in query:
            text = query[key]
            found[key.removeprefix("currency.")] = text == "true" if key in _SWITCHES else text
    return found


_SWITCHES = ("currency.after",)


def _option(key: str, text: str) -> dict[str, Any]:
    kind, _, more = text.partition("&")
    settings = dict(parse_qsl(more, keep_blank_values=True))
    name = settings.pop("name", "")
    unknown = [path for path in settings if path not in levers()]
    if unknown:
        raise unknown_name("lever", unknown[0], levers(), key)
    tree = _tree({path: parse(path, written) for path, written in settings.items()})
    return {"kind": kind, "name": name, "levers": tree}


def _tree(settings: Mapping[str, Value]) -> dict[str, Any]:
    """Levers by path as tables within tables."""
    found: dict[str, Any] = {}
    for path, value in settings.items():
        *parents, last = path.split(".")
        table = found
        for parent in parents:
            table = table.setdefault(parent, {})
        table[last] = value
    return found


def _number(name: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 12):
        raise illegal_value(name, text, "a whole number")
    return int(text)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise illegal_value("start", text, "a date like 2026-03-02") from None


def _text(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
