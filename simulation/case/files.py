"""The file of a case: one readable TOML document, bounded, read back exactly as it was written.

    case = 1
    client = "Corner Bakery"

    [answers]
    followers = "20,000"
    fakes = "40%"

Answers stand as they are typed, in the number format and the currency of the case.
"""

import base64
import binascii
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from simulation.case.case import Brand, Case, Deck, SlideEdit, Spend
from simulation.case.money import Currency, currency
from simulation.case.questions import QUESTIONS, Answers
from simulation.errors import UserError, illegal_value, unknown_name
from simulation.parameters import Parameters, Value, differences, make
from simulation.scenarios.files import BYTES, parsed
from simulation.scenarios.form import line

VERSION = 1
_WIDTH = 76  # characters of a logo in a line

Document = Mapping[str, Any]
T = TypeVar("T")


def load(path: str | Path) -> Case:
    """The case in a file. Raises UserError naming the file, the field, the value, what is legal."""
    origin = ascii(str(path))[1:-1]
    try:
        status = Path(path).stat()
        if not stat.S_ISREG(status.st_mode):
            raise UserError("not a file", origin=origin)
        with Path(path).open("rb") as file:
            return loads(file.read(BYTES + 1), origin)
    except FileNotFoundError:
        raise UserError("there is no such file", origin=origin) from None
    except OSError as error:
        raise UserError(f"cannot be read: {error.strerror or error}", origin=origin) from None
    except ValueError:  # a zero byte
        raise UserError("not the name of a file", origin=origin) from None


def loads(text: str | bytes, origin: str) -> Case:
    """The case that the text of a file describes. Raises UserError as `load` does."""
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    document = parsed(data, origin)
    version = document.pop("case", None)
    if type(version) is not int or version < 1:
        raise illegal_value("case", version, f"{VERSION}, as a case begins with it", origin)
    if version > VERSION:
        raise UserError(
            f"{{case}} = {version} is from a newer Grapevine; this one reads case {VERSION}",
            path="case",
            value=version,
            legal=str(VERSION),
            origin=origin,
        )
    try:
        return case_of(document)
    except UserError as error:
        raise error.within(origin) from None


def dumps(case: Case) -> str:
    """A case as the text of its file; `loads` gives the same case again.

    Raises UserError for a case that is too large for a file.
    """
    text = "\n".join(_lines(case)) + "\n"
    size = len(text.encode())
    if size > BYTES:
        raise UserError(f"{case.name} has {size:,} bytes; the file of a case has at most {BYTES:,}")
    return text


_TEXTS = ("title", "client", "notes", "preset", "goal")


def case_of(document: Document) -> Case:
    """The case of a document as it is parsed. Raises UserError, its origin not yet named."""
    numbers = ("days", "population")
    tables = ("currency", "brand", "answers", "levers", "options", "decks")
    _only(document, (*_TEXTS, "start", *numbers, *tables), "")
    money = _currency(_table(document, "currency"))
    return Case(
        **{name: document[name] for name in (*_TEXTS, *numbers) if name in document},
        start=_start(document),
        currency=money,
        brand=_brand(_table(document, "brand")),
        answers=_answers(_table(document, "answers"), money),
        base=make(_table(document, "levers"), Parameters(), "levers"),
        options=_entries(document, "options", _spend),
        decks=_entries(document, "decks", _deck),
    )


def _start(document: Document) -> date | None:
    start = document.get("start")
    if start is not None and (not isinstance(start, date) or isinstance(start, datetime)):
        raise illegal_value("start", start, "a date like 2026-03-02")
    return start


def _currency(table: Document) -> Currency:
    _only(table, (each.name for each in fields(Currency)), "currency.")
    for name, value in table.items():
        kind = bool if name == "after" else str
        if not isinstance(value, kind):
            what = "true or false" if kind is bool else "a text"
            raise illegal_value(f"currency.{name}", value, what)
    if "code" not in table:
        return Currency(**table)
    usual = currency(table["code"])
    return replace(usual, **table)


def _brand(table: Document) -> Brand:
    _only(table, ("name", "colour", "logo"), "brand.")
    try:
        logo = base64.b64decode("".join(str(table.get("logo", "")).split()), validate=True)
    except (binascii.Error, ValueError):
        raise illegal_value("brand.logo", table["logo"], "a picture in base64") from None
    return Brand(table.get("name", ""), table.get("colour", ""), logo)


def _answers(table: Document, money: Currency) -> Answers:
    _only(table, QUESTIONS, "answers.")
    found = {}
    for name, given in table.items():
        text = money.number(given) if isinstance(given, float) else given
        text = str(given) if type(given) is int else text
        if not isinstance(text, str):
            raise illegal_value(f"answers.{name}", given, "a text")
        found[name] = QUESTIONS[name].answer(text, money)
    return Answers(**found)


def _spend(entry: Document) -> Spend:
    _only(entry, ("kind", "name", "levers"), "")
    settings = dict(_flat(_table(entry, "levers")))
    return Spend(entry.get("kind", ""), entry.get("name", ""), settings)


def _deck(entry: Document) -> Deck:
    _only(entry, ("of", "title", "slides"), "")
    slides = _entries(entry, "slides", _slide)
    return Deck(entry.get("of", ""), entry.get("title", ""), slides)


def _slide(entry: Document) -> SlideEdit:
    _only(entry, (each.name for each in fields(SlideEdit)), "")
    return SlideEdit(**{"slide": "", **entry})


def _table(document: Document, name: str) -> Document:
    table = document.get(name, {})
    if not isinstance(table, Mapping):
        raise illegal_value(name, table, f"a table, [{name}]")
    return table


def _entries(document: Document, name: str, read: Callable[[Document], T]) -> tuple[T, ...]:
    """The results of `read` for each entry of a list of tables; errors say which entry it was."""
    entries = document.get(name, [])
    if not isinstance(entries, list) or not all(isinstance(each, Mapping) for each in entries):
        raise illegal_value(name, entries, f"a list, every entry written as [[{name}]]")
    found = []
    for number, entry in enumerate(entries, 1):
        try:
            found.append(read(entry))
        except UserError as error:
            raise error.within(f"{name} {number}") from None
    return tuple(found)


def _flat(tree: Document, path: str = "") -> Iterator[tuple[str, Value]]:
    """A tree of tables as paths with dots."""
    for name, value in tree.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{path}{name}.")
        else:
            yield f"{path}{name}", value


def _only(table: Document, legal: Iterable[str], path: str) -> None:
    known = list(legal)
    for name in table:
        if name not in known:
            raise unknown_name("field", name, known, path.removesuffix("."))


def _lines(case: Case) -> Iterator[str]:
    yield f"case = {VERSION}"
    usual = Case()
    for name in ("title", "client", "notes", "preset", "goal", "start", "days", "population"):
        value = getattr(case, name)
        if value != getattr(usual, name):
            yield _line(name, value)
    yield from _currency_lines(case.currency)
    yield from _brand_lines(case.brand)
    answers = case.answers.given().items()
    texts = {name: QUESTIONS[name].text(answer, case.currency) for name, answer in answers}
    yield from _section("answers", texts)
    moved = {path: new for path, (_, new) in differences(usual.base, case.base).items()}
    yield from _lever_lines("levers", moved)
    for option in case.options:
        yield from ("", "[[options]]", line("kind", option.kind))
        yield from (line("name", option.name),) if option.name else ()
        yield from _lever_lines("options.levers", option.levers)
    for deck in case.decks:
        yield from ("", "[[decks]]", line("of", deck.of))
        yield from (line("title", deck.title),) if deck.title else ()
        for slide in deck.slides:
            yield from ("", "[[decks.slides]]")
            yield from _changed_fields(slide, SlideEdit(slide.slide), always=("slide",))


def _currency_lines(money: Currency) -> Iterator[str]:
    yield from ("", "[currency]")
    yield from _changed_fields(money, currency(money.code), always=("code",))


def _brand_lines(brand: Brand) -> Iterator[str]:
    if brand == Brand():
        return
    yield from ("", "[brand]")
    yield from _changed_fields(replace(brand, logo=b""), Brand())
    if brand.logo:
        text = base64.b64encode(brand.logo).decode()
        yield 'logo = """'
        yield from (text[at : at + _WIDTH] for at in range(0, len(text), _WIDTH))
        yield '"""'


def _changed_fields(one: Any, usual: Any, always: tuple[str, ...] = ()) -> Iterator[str]:
    """The fields of a dataclass that are not as usual, a line each."""
    for each in fields(one):
        value = getattr(one, each.name)
        if each.name in always or value != getattr(usual, each.name):
            yield _line(each.name, value)


def _lever_lines(heading: str, settings: Mapping[str, Value]) -> Iterator[str]:
    """Levers in tables below a heading, in the order given."""
    tables: dict[str, dict[str, Value]] = {}
    for path, value in settings.items():
        parent, _, name = path.rpartition(".")
        tables.setdefault(parent, {})[name] = value
    for parent, values in tables.items():
        yield from _section(f"{heading}.{parent}", values)


def _section(heading: str, values: Mapping[str, Any]) -> Iterator[str]:
    if values:
        yield from ("", f"[{heading}]", *(_line(*each) for each in values.items()))


def _line(name: str, value: Any) -> str:
    """A key and its value; a text of several lines stays readable."""
    if isinstance(value, date):
        return f"{name} = {value.isoformat()}"
    if not isinstance(value, str) or "\n" not in value:
        return line(name, value)
    text = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'{name} = """\n{text}"""'
