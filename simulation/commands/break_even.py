"""Find the value of a lever at which the win rate between the sides of a story is 50."""

import argparse
from collections.abc import Iterator

from simulation.commands._shared.experiment_options import (
    add_experiment,
    add_judge,
    judge_of,
    runner_of,
    scenario_of,
)
from simulation.commands._shared.experiment_values import break_even_values
from simulation.commands._shared.json_values import as_json
from simulation.commands._shared.options import real_number
from simulation.commands._shared.phrases import footer, heading, simulated_runs
from simulation.commands._shared.table import columns, number
from simulation.errors import illegal_value
from simulation.experiment import MODEL
from simulation.experiment.comparison.win_rate import WinRate
from simulation.experiment.sensitivity.break_even import break_even
from simulation.report.break_even import made_of, sentence
from simulation.report.quantities import said


def options(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("scenario", metavar="STORY", help="a story that 'list' shows, or a file")
    parser.add_argument(
        "--lever",
        metavar="LEVER",
        required=True,
        help="a lever that 'levers' shows; it is moved on both sides, or on side A where the sides "
        "differ in it; A:LEVER or B:LEVER moves it on one side alone",
    )
    parser.add_argument(
        "--range",
        metavar="LOW:HIGH",
        dest="span",
        help="where to search (default: the legal range, up to ten times what is plausible or set "
        "today, and no further than where a run takes four times as long as today)",
    )
    add_judge(parser)
    add_experiment(parser)


def command(asked: argparse.Namespace) -> Iterator[str]:
    """The answer in words and every value tried; or all of it as JSON. Raises UserError."""
    story, run = scenario_of(asked)
    judge, span = judge_of(asked, story), _span(asked.span)
    with runner_of(asked) as runner:
        found = break_even(runner, story, asked.lever, run, span=span, judge=judge)
    if asked.json:
        about = {"scenario": story.id, "seed": run.seed, "days": run.days, "model": MODEL}
        yield as_json(about | break_even_values(found))
        return
    lever, titles = found.change.lever, found.claim.titles
    yield heading(story)
    most = f"at most {simulated_runs(found.worlds)} for each value"
    yield f"Decided by {found.claim.outcome.noun}, {most}."
    yield ""
    yield sentence(found)
    if few := made_of([found]):
        yield few
    yield ""
    yield from columns(
        [
            [f"{lever.label} ({lever.path})", "win rate of A", "95% confident", "runs", ""],
            *(
                [
                    said(lever, each.value),
                    *_win_rate(each.win_rate),
                    "today" if each.value == found.change.today else each.problem,
                ]
                for each in found.points
            ),
        ],
        right=(1, 3),
    )
    yield ""
    yield f"A: {titles['A']}. B: {titles['B']}."
    yield footer(run.seed)


def _win_rate(win_rate: WinRate | None) -> list[str]:
    if win_rate is None or win_rate.low95 is None or win_rate.high95 is None:
        return ["-", "-", "-"]
    ends = f"{win_rate.low95:.0f} to {win_rate.high95:.0f}"
    return [number(win_rate.percent), ends, f"{win_rate.worlds:,}"]


def _span(text: str | None) -> tuple[float, float] | None:
    if text is None:
        return None
    low, colon, high = text.partition(":")
    if not colon:
        raise illegal_value("--range", text, "written as low:high")
    return real_number(low, "--range"), real_number(high, "--range")
