"""Compare two sides on common random numbers: the win rate, and what explains the difference."""

import argparse
from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

from simulation.commands._shared.experiment_options import (
    add_experiment,
    add_judge,
    add_until,
    choice_of,
    judge_of,
    runner_of,
    setup_of,
    until_of,
)
from simulation.commands._shared.experiment_values import verdict_values
from simulation.commands._shared.json_values import as_json, numbers, summary_values
from simulation.commands._shared.options import Choice, add_settings
from simulation.commands._shared.phrases import footer, side_name, simulated
from simulation.commands._shared.table import (
    SUMMARY,
    columns,
    figure,
    headed,
    number,
    summary_cells,
)
from simulation.errors import UserError
from simulation.experiment import MODEL, Comparison, Explanation
from simulation.experiment.comparison.pairwise import compare
from simulation.experiment.comparison.precision import Until, until_win_rate, win_rate_width_with
from simulation.outcomes import OUTCOMES, Column, Summary
from simulation.parameters import Value, levers
from simulation.parameters import values as values_of
from simulation.report.attribution import method
from simulation.report.phrases import amount, better
from simulation.report.precision import until_sentence
from simulation.report.quantities import between, named, said, two_figures
from simulation.report.verdict import notes, sentence
from simulation.scenarios import name_and_side


def options(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "a",
        metavar="A",
        help="a scenario or a file, or a side of it, as 4b:A; a story without a side stands for "
        "its sides A and B",
    )
    parser.add_argument("b", metavar="B", nargs="?", help="the side to compare with A")
    add_judge(parser)
    add_settings(parser, "--set-a", " on side A only")
    add_settings(parser, "--set-b", " on side B only")
    parser.add_argument(
        "--explain",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="say what each difference between the sides explains, which takes more runs",
    )
    add_until(parser, "the win rate's interval is as narrow as this, in runs of 100")
    add_experiment(parser)


def command(asked: argparse.Namespace) -> Iterator[str]:
    """The verdict and what it rests on, as text or as JSON. Raises UserError."""
    a, b = _sides(asked)
    judge = judge_of(asked, a.scenario if a.scenario.id == b.scenario.id else None)
    wanted = until_of(asked)
    with runner_of(asked) as runner:
        until = None
        if wanted:
            until = until_win_rate(
                setup_of(a), setup_of(b), judge.outcome, runner, *wanted, judge.factor
            )
            run = a.run.model_copy(update={"worlds": until.worlds})
            a, b = replace(a, run=run), replace(b, run=run)
        found = compare(
            setup_of(a), setup_of(b), judge.outcome, runner, judge.factor, explain=asked.explain
        )
    if asked.json:
        yield as_json(_plain(a, b, found, until))
    else:
        yield from _report(a, b, found, until)


def _sides(asked: argparse.Namespace) -> tuple[Choice, Choice]:
    """Both sides, run in the same way. Raises UserError."""
    a = choice_of(asked.a, asked, asked.set_a, "--set-a")
    other = asked.b
    if other is None:
        other = asked.a
        if len(a.scenario.sides) > 1 and not name_and_side(asked.a)[1]:
            other = f"{asked.a}:B"
        elif not (asked.set_a or asked.set_b):
            raise UserError(
                f"{asked.a} is one side only: name a second side, or change this one with --set-b"
            )
    b = choice_of(other, asked, asked.set_b, "--set-b")
    if a.run.days != b.run.days:
        raise UserError(
            f"{asked.a} suggests {a.run.days:g} days, {other} {b.run.days:g}: choose with --days"
        )
    run = a.run.model_copy(update={"worlds": max(a.run.worlds, b.run.worlds)})
    return replace(a, run=run), replace(b, run=run)


def _report(a: Choice, b: Choice, found: Comparison, until: Until | None) -> Iterator[str]:
    each, run = OUTCOMES[found.outcome], a.run
    for key, side in (("A", a), ("B", b)):
        yield f"{key}: {side.side.title} ({side_name(side)})"
    same = "the same" if found.shared_draws else "different"
    yield f"{simulated(run)}, {same} random draws on both sides."
    yield ""
    yield sentence(found.verdict)
    yield from notes(found.verdict)
    yield ""
    yield from _win_rate(found)
    yield from _sure(found, until)
    yield ""
    rows = [[headed(each), *SUMMARY]]
    for label, what, unit in (
        ("A", found.a, each.unit),
        ("B", found.b, each.unit),
        ("A minus B, run by run", found.difference, between(each.unit)),
    ):
        rows.append([label, *summary_cells(what, unit)])
    yield from columns(rows, right=(1, 4))
    yield from _ratios(found)
    yield from _floor(found)
    yield ""
    yield from _changes(found)
    yield ""
    yield footer(run.seed)


def _win_rate(found: Comparison) -> Iterator[str]:
    win_rate = found.win_rate
    if win_rate.percent is None:
        return
    claim = better(found.outcome, "A", "B", found.factor)
    yield (
        f"Win rate ({claim}): {win_rate.percent:.0f} of 100, a tie counted as half a win "
        f"(95% confident: {win_rate.low95:.0f} to {win_rate.high95:.0f}). "
        f"{win_rate.wins:,} won, {win_rate.ties:,} ties, {win_rate.losses:,} lost."
    )


def _sure(found: Comparison, until: Until | None) -> Iterator[str]:
    win_rate, more = found.win_rate, 4 * found.a_setup.run.worlds
    width = win_rate_width_with(win_rate, more)
    if width is None or win_rate.low95 is None or win_rate.high95 is None:
        return
    if until is None:
        yield (
            f"{more:,} runs would narrow these "
            f"{two_figures(win_rate.high95 - win_rate.low95)} points to about {two_figures(width)}."
        )
        return
    yield until_sentence(until)


def _ratios(found: Comparison) -> Iterator[str]:
    of = {"medians": found.ratio_medians, "means": found.ratio_means}
    ratios = [f"{number(ratio)} ({what})" for what, ratio in of.items() if ratio is not None]
    if ratios:
        yield f"A divided by B: {', '.join(ratios)}."


def _floor(found: Comparison) -> Iterator[str]:
    floor, name = found.floor, found.outcome
    if floor:
        yield (
            "Noise floor (A run again with other random draws): the median changes by up to "
            f"{amount(name, floor.median)}, the mean by up to {amount(name, floor.mean)} "
            "(95% of the time)."
        )


def _changes(found: Comparison) -> Iterator[str]:
    if not found.changed:
        yield "Nothing differs between A and B."
        return
    parts = found.parts
    if parts is None or not parts.parts:
        rows = [["What differs", "A", "B"]]
        rows += (_change(path, *pair) for path, pair in found.changed.items())
        yield from columns(rows)
        if parts is not None and method(parts):
            yield method(parts)
        return
    rows = [["What differs", "A", "B", "adds on average", "9 of 10 runs", "of the difference"]]
    unit = between(OUTCOMES[found.outcome].unit)
    for part in parts.parts:
        share = "-" if part.share is None else f"{100 * part.share:.0f}%"
        ends = f"{figure(part.low90, unit)} to {figure(part.high90, unit)}"
        effect = [figure(part.mean, unit), ends, share]
        for place, (path, pair) in enumerate(part.levers.items()):
            rows.append([*_change(path, *pair), *(effect if place == 0 else ["", "", "together"])])
    whole = "-" if parts.parts[0].share is None else "100%"
    rows.append(["A minus B", "", "", figure(parts.whole, unit), "", whole])
    yield from columns(rows, right=(3, 5))
    if method(parts):
        yield method(parts)
    if parts.parts[0].share is None:
        yield "The difference is no larger than chance alone makes it, so it is not split."


def _change(path: str, a: Value, b: Value) -> list[str]:
    lever = levers()[path]
    return [f"{named(lever)} ({path})", said(lever, a), said(lever, b)]


def _plain(a: Choice, b: Choice, found: Comparison, until: Until | None) -> dict[str, Any]:
    """Everything as plain values, None for a number without a meaning."""
    run, each = a.run, OUTCOMES[found.outcome]
    return {
        "outcome": each.name,
        "label": each.label,
        "unit": each.unit,
        "more_is_better": each.more_is_better,
        "factor": found.factor,
        "seed": run.seed,
        "worlds": run.worlds,
        "days": run.days,
        "model": MODEL,
        "shared_draws": found.shared_draws,
        "verdict": verdict_values(found.verdict),
        "win_rate": asdict(found.win_rate),
        "a": _side(a, found.a, found.a_values),
        "b": _side(b, found.b, found.b_values),
        "difference": {
            **summary_values(found.difference),
            "values": numbers(found.a_values - found.b_values),
        },
        "ratio": {"medians": found.ratio_medians, "means": found.ratio_means},
        "floor": asdict(found.floor) if found.floor else None,
        "again": numbers(found.again),
        "changed": {path: {"a": one, "b": other} for path, (one, other) in found.changed.items()},
        "parts": _parts(found.parts) if found.parts else None,
        "win_rate_width_with": {
            str(times * run.worlds): win_rate_width_with(found.win_rate, times * run.worlds)
            for times in (2, 4, 10)
        },
        "until": asdict(until) if until else None,
    }


def _side(chosen: Choice, found: Summary, values: Column) -> dict[str, Any]:
    return {
        "scenario": chosen.scenario.id,
        "side": chosen.side.key,
        "title": chosen.side.title,
        "inputs": values_of(chosen.parameters),
        **summary_values(found),
        "values": numbers(values),
    }


def _parts(found: Explanation) -> dict[str, Any]:
    return {
        "whole": found.whole,
        "floor": found.floor,
        "worlds": found.worlds,
        "left_out": found.left_out,
        "scenarios": found.scenarios,
        "orders": found.orders,
        "exact": found.exact,
        "ratio": found.ratio,
        "method": method(found),
        "parts": [
            {
                "levers": {p: {"a": one, "b": other} for p, (one, other) in part.levers.items()},
                "mean": part.mean,
                "low90": part.low90,
                "high90": part.high90,
                "share": part.share,
                "values": numbers(part.effect),
            }
            for part in found.parts
        ],
    }
