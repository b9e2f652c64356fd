"""The evidence behind a recommendation, for and against: of every lever that it turns on.

These are the levers in which the options differ, those at which the answer changes, and the
unknowns that matter most to it.
"""

from collections.abc import Iterator

from simulation.decision import Recommendation
from simulation.parameters import Lever, Source, differences, levers
from ui.present.deck import Slide
from ui.text import label, whose

UNKNOWNS = 6  # that count as involved, the most important first
FIRST = 4  # rows of a slide on the stage; all of them stand in the appendix

Row = tuple[str, str, str]


def involved(found: Recommendation) -> tuple[Lever, ...]:
    """The levers, the most important first."""
    paths = [turn.lever.path for turn in found.turns]
    if found.information:
        paths += [each.unknown.path for each in found.information.worth[:UNKNOWNS]]
    base = found.rows[found.sample.base or 0].option.parameters
    for row in found.rows:
        paths += differences(base, row.option.parameters)
    return tuple(levers()[path] for path in dict.fromkeys(paths))


def shown(found: Recommendation) -> Iterator[Slide]:
    """The slides on the stage: the first rows of each kind."""
    for slide in whole(found):
        if slide.key == "sources":
            continue
        head, *rows = slide.table
        more = len(rows) - FIRST
        lines = (f"{more} more in the appendix.",) if more > 0 else ()
        yield Slide(
            "evidence",
            slide.heading,
            slide.statement,
            lines,
            table=(head, *rows[:FIRST]),
            key=f"{slide.key}-first",
            notes="Say which line the client should read before they sign.",
        )


def whole(found: Recommendation) -> Iterator[Slide]:
    """Everything there is, for and against, and a list of the sources."""
    about = involved(found)
    for_it = list(_rows([(each, each.evidence) for each in about]))
    against = list(_rows([(each, each.against) for each in about if each.against]))
    guesses = sum(each.evidence.strength == "assumption" for each in about)
    if for_it:
        yield _slide("What the numbers rest on", _rest_on(len(about), guesses), for_it, "for")
    if against:
        yield _slide("Evidence against them", _speak(against), against, "against")
    sources = [each.evidence for each in about] + [each.against for each in about if each.against]
    listed = sorted({_cited(each) for each in sources if _published(each)})
    if listed:
        rows = tuple((each,) for each in listed)
        yield Slide("evidence", "Sources", "", table=(("Source",), *rows), key="sources")


def _slide(heading: str, statement: str, rows: list[Row], key: str) -> Slide:
    head = ("Lever", "What was found", "Source")
    return Slide("evidence", heading, statement, table=(head, *rows), key=f"evidence-{key}")


def _rest_on(many: int, guesses: int) -> str:
    if not guesses:
        return f"All {many} levers involved rest on a source."
    return f"Of {many} levers involved, {guesses} rest on our own judgement: no figure was found."


def _speak(rows: list[Row]) -> str:
    return (
        "One source speaks against a number used here."
        if len(rows) == 1
        else (f"{len(rows)} sources speak against numbers used here.")
    )


def _rows(found: list[tuple[Lever, Source | None]]) -> Iterator[Row]:
    """A row for each source: the levers that rest on it, what it says, and what it is."""
    by_source: dict[Source, list[str]] = {}
    for lever, source in found:
        if source is not None and source.strength != "definition":
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
