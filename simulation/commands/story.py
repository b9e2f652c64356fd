"""Run a whole story: its sides, the verdict on the claim, and where the claim stops being true."""

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from simulation.commands._shared.experiment_options import (
    add_experiment,
    add_judge,
    judge_of,
    runner_of,
    scenario_of,
)
from simulation.commands._shared.experiment_values import break_even_values, verdict_values
from simulation.commands._shared.json_values import (
    as_json,
    numbers,
    summary_values,
)
from simulation.commands._shared.phrases import footer, heading, simulated
from simulation.commands._shared.table import SUMMARY, columns, headed, summary_cells
from simulation.experiment.story_result import StoryResult, run_story
from simulation.outcomes import OUTCOMES
from simulation.report import break_even as breaks
from simulation.report.insight import insight
from simulation.report.phrases import quoted
from simulation.report.verdict import explanation, headline, notes, sentence
from simulation.scenarios import Note


def options(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("scenario", metavar="STORY", help="a story that 'list' shows, or a file")
    parser.add_argument(
        "--no-search", action="store_true", help="do not search where the claim stops being true"
    )
    add_judge(parser)
    add_experiment(parser)


def command(asked: argparse.Namespace) -> Iterator[str]:
    """The story as text; or all of it as JSON. Raises UserError."""
    story, run = scenario_of(asked)
    judge = judge_of(asked, story)
    with runner_of(asked) as runner:
        result = run_story(runner, story, run, judge=judge, search=not asked.no_search)
    if asked.json:
        yield as_json(plain(result))
    else:
        yield from _report(result)


def plain(result: StoryResult) -> dict[str, Any]:
    """A story as plain values, ready for JSON."""
    story = result.scenario
    return {
        "scenario": story.id,
        "title": story.title,
        "note": story.note,
        "claim": story.claim,
        "bet": story.bet,
        "outcome": result.claim.outcome.name,
        "factor": result.claim.factor,
        "seed": result.run.seed,
        "worlds": result.run.worlds,
        "days": result.run.days,
        "model": result.model,
        "win_rate": asdict(result.win_rate),
        "verdict": verdict_values(result.verdict, _names(result, "B")),
        "insight": insight(result),
        "sides": [
            {
                "key": each.side.key,
                "title": each.side.title,
                "win_rate": asdict(each.win_rate) if each.win_rate else None,
                "values": numbers(each.values),
                "outcomes": {name: summary_values(found) for name, found in each.summaries.items()},
            }
            for each in result.sides
        ],
        "breaks": [break_even_values(each) for each in result.breaks],
        "supports": [asdict(each) for each in story.supports],
        "contradicts": [asdict(each) for each in story.contradicts],
    }


def _report(result: StoryResult) -> Iterator[str]:
    story, judged = result.scenario, result.claim.outcome
    yield heading(story)
    yield f"{simulated(result.run)}."
    yield ""
    if story.claim:
        yield f"Claim: {story.claim}"
    names = _names(result, "B")
    yield f"{headline(result.verdict)} {explanation(result.verdict, names)}"
    yield from notes(result.verdict, names)
    if found := insight(result):
        yield found
    yield ""
    for name in dict.fromkeys((judged.name, "reach", "orders")):
        outcome = OUTCOMES[name]
        rows = [[headed(outcome), *SUMMARY]]
        rows += [
            [
                f"{each.side.key}: {each.side.title}",
                *summary_cells(each.summaries[name], outcome.unit),
            ]
            for each in result.sides
        ]
        yield from columns(rows, right=(1, 4))
        yield ""
    for each in result.sides[2:]:
        if each.verdict:
            yield sentence(each.verdict, _names(result, each.side.key))
            yield ""
    if result.breaks:
        yield "Where the claim stops being true:"
        yield from (f"- {breaks.sentence(each)}" for each in result.breaks)
        if made_of := breaks.made_of(result.breaks):
            yield made_of
        yield ""
    yield from _evidence("For the claim:", story.supports)
    yield from _evidence("Against it:", story.contradicts)
    yield footer(result.run.seed)


def _names(result: StoryResult, key: str) -> tuple[str, str]:
    """Side A and another side as sentences call them."""
    titles = {each.side.key: each.side.title for each in result.sides}
    return quoted(titles["A"]), quoted(titles[key])


def _evidence(title: str, notes: tuple[Note, ...]) -> Iterator[str]:
    if notes:
        yield title
        yield from (f"- {note.says} ({note.source})" for note in notes)
        yield ""
