"""The evidence behind a recommendation, for and against: of every lever that it turns on.

These are the levers in which the options differ, those at which the answer changes, and the
unknowns that matter most to it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from simulation.decision import Recommendation
from simulation.parameters import Lever, Source, differences, levers
from ui.present.deck import Slide
from ui.text import label, whose

UNKNOWNS = 6  # that count as involved, the most important first
FIRST = 3  # rows of each kind on the stage; all of them stand in the appendix
FOR, AGAINST = "For", "Against"

Row = tuple[str, str, str]


def involved(found: Recommendation) -> tuple[Lever, ...]:
    """The levers, the most important first."""
    paths = [change.lever.path for change in found.changes]
    if found.information:
        paths += [each.unknown.path for each in found.information.worth[:UNKNOWNS]]
    base = found.rows[found.sample.base or 0].option.parameters
    for row in found.rows:
        paths += differences(base, row.option.parameters)
    return tuple(levers()[path] for path in dict.fromkeys(paths))


def shown(found: Recommendation) -> Iterator[Slide]:
    """The slide on the stage: the first rows of each kind."""
    for slide in whole(found):
        if slide.key != "sources":
            head, *rows = slide.table
            first = [
                row for kind in (FOR, AGAINST) for row in [r for r in rows if r[0] == kind][:FIRST]
            ]
            more = len(rows) - len(first)
            lines = (f"{more} more in the appendix.",) if more else ()
            yield replace(slide, lines=lines, table=(head, *first))


def whole(found: Recommendation) -> Iterator[Slide]:
    """Everything there is, for and against, and a list of the sources."""
    about = involved(found)
    against = [(each, each.against) for each in about if each.against]
    rows = [
        *((FOR, *row) for row in _rows([(each, each.evidence) for each in about])),
        *((AGAINST, *row) for row in _rows(against)),
    ]
    if rows:
        guesses = sum(each.evidence.strength == "assumption" for each in about)
        yield Slide(
            "evidence",
            "Evidence for and against",
            _rest_on(len(about), guesses),
            table=(("", "Lever", "What was found", "Source"), *rows),
            key="evidence",
            notes="Say which line the client should read before they sign.",
        )
    sources = [each.evidence for each in about] + [source for _, source in against]
    listed = sorted({_cited(each) for each in sources if _published(each)})
    if listed:
        table = (("Source",), *((each,) for each in listed))
        yield Slide("evidence", "Sources", "", table=table, key="sources")


def _rest_on(many: int, guesses: int) -> str:
    if not guesses:
        return f"All {many} levers involved rest on a source."
    rest = "one rests" if guesses == 1 else f"{guesses} rest"
    return f"Of {many} levers involved, {rest} on our own judgement: no figure was found."


def _rows(found: Iterable[tuple[Lever, Source]]) -> Iterator[Row]:
    """A row for each source: the levers that rest on it, what it says, and what it is."""
    by_source: dict[Source, list[str]] = {}
    for lever, source in found:
        if source.strength != "definition":
            by_source.setdefault(source, []).append(label(lever, whose(lever.path)))
    for source, names in sorted(by_source.items(), key=lambda each: not _published(each[0])):
        yield "; ".join(names), source.says, _cited(source)


def _published(source: Source) -> bool:
    return source.strength not in ("definition", "assumption")


def _cited(source: Source) -> str:
    if source.strength == "assumption":
        return "Our judgement"
    year = f", {source.year}" if source.year else ""
    return f"{source.title}{year} ({source.strength})"
