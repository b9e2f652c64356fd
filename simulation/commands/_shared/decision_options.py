"""Options that the commands of decisions share, and their results as plain values."""

import argparse
from collections.abc import Iterable
from dataclasses import asdict
from math import isfinite
from typing import Any

from simulation.case.money import DOLLARS
from simulation.case.typed import MONEY, understood
from simulation.commands._shared.json_values import summary_values
from simulation.commands._shared.options import real_number, whole_number
from simulation.commands._shared.table import figure, summary_cells
from simulation.decision import (
    CHANNELS,
    GOALS,
    LOOKS,
    Bands,
    Given,
    Information,
    Recommendation,
    Sample,
    lines,
    sentences,
)
from simulation.decision.sample import BLOCK, MOST
from simulation.errors import UserError, illegal_value
from simulation.experiment import MODEL, WinRate
from simulation.parameters import levers, parse

SETTINGS = LOOKS[-1]


def add_goal(parser: argparse.ArgumentParser) -> None:
    """Declare the goal of the decision."""
    parser.add_argument(
        "--goal", default="reach", metavar="G", help=f"one of {', '.join(GOALS)} (default: reach)"
    )


def add_doubt(parser: argparse.ArgumentParser) -> None:
    """Declare how much of what is not known is looked at, and ranges for it."""
    parser.add_argument(
        "--settings",
        metavar="N",
        default=str(SETTINGS),
        help=f"plausible settings of what is not known, a multiple of {BLOCK} "
        f"(default: {SETTINGS})",
    )
    parser.add_argument(
        "--range",
        metavar="LEVER=LOW:HIGH",
        dest="ranges",
        action="append",
        default=[],
        help="the range a lever is known to lie in, in place of the published one; LOW alone for "
        "a lever that is known exactly; may be repeated",
    )


def add_channels(parser: argparse.ArgumentParser) -> None:
    """Declare what money and hours may go to."""
    parser.add_argument(
        "--channels",
        metavar="C,C",
        default="",
        help=f"some of {', '.join(CHANNELS)} (default: all that the scenario can use)",
    )


def channels_of(asked: argparse.Namespace) -> tuple[str, ...]:
    """The channels named, none if none were."""
    return tuple(each.strip() for each in asked.channels.split(",") if each.strip())


def looks_of(asked: argparse.Namespace) -> tuple[int, ...]:
    """The numbers of plausible settings to look at: a rough look first. Raises UserError."""
    settings = whole_number(asked.settings, "--settings", BLOCK, MOST)
    return (BLOCK, settings) if settings > BLOCK else (settings,)


def given_of(asked: argparse.Namespace) -> tuple[Given, ...]:
    """The ranges given. Raises UserError."""
    found = []
    for text in asked.ranges:
        path, equals, span = text.partition("=")
        low, colon, high = span.partition(":")
        path = path.strip()
        if not equals:
            raise UserError(f"--range {text!r} has no '='; write --range lever=low:high")
        parse(path, low, "--range")
        if path not in levers():
            raise UserError(f"--range: {path} is a setting of the run")
        first = real_number(low, f"--range {path}")
        found.append(Given(path, first, real_number(high, f"--range {path}") if colon else first))
    paths = [each.path for each in found]
    if len(set(paths)) < len(paths):
        raise UserError("--range: a lever is given two ranges")
    return tuple(found)


def money_of(text: str | None, name: str) -> float:
    """An amount as people write it, 0 if none was given: 2000, 2,000, $2k. Raises UserError."""
    if text is None:
        return 0.0
    try:
        found = understood(text, MONEY, DOLLARS)
    except UserError:
        found = None
    if found is None or not found.certain:
        raise illegal_value(name, text, "an amount such as 2000, 2,000 or $2k")
    return found.value


def plain(found: Recommendation) -> dict[str, Any]:
    """A recommendation as plain values, ready for JSON."""
    sample, titles = found.sample, [row.option.title for row in found.rows]

    def title(place: int | None) -> str | None:
        return None if place is None else titles[place]

    return {
        "goal": found.goal.name,
        "unit": found.goal.outcome.unit,
        "answer": found.answer,
        "winner": found.winner.title if found.winner else None,
        "best": title(found.best),
        "rival": title(found.rival),
        "level": [title(place) for place in found.level],
        "sentences": list(sentences(found)),
        "lines": list(lines(found)),
        "options": [
            {
                "title": row.option.title,
                "base": row.option.base,
                "figure": _bands(row.figure),
                "cost": _bands(row.cost),
                "gain": _bands(row.gain) if row.gain else None,
                "cost_per_result": row.per_result,
                "cost_per_extra_result": row.per_extra,
            }
            for row in found.rows
        ],
        "pairs": [
            {
                "one": title(one),
                "other": title(other),
                "verdict": duel.verdict.kind,
                "win_rate": _rate(duel.pair.today),
                "win_rate_of_settings": _rate(duel.pair.settings) if duel.pair.settings else None,
                "difference": _bands(duel.pair.gap),
            }
            for (one, other), duel in found.duels.items()
        ],
        "would_change_the_answer": [
            {
                "lever": change.lever.path,
                "label": change.lever.label,
                "decision": change.decision,
                "changed_for": title(change.on),
                "today": change.today,
                "value": change.value,
                "low95": change.low,
                "high95": change.high,
                "below": title(change.below),
                "above": title(change.above),
                "sure": change.sure,
                "measured_by": change.measure or None,
            }
            for change in found.changes
        ],
        "worth_knowing": _worth(found.information),
        "opposed": [
            {"goal": each.goal.name, "option": title(each.place)} for each in found.opposed
        ],
        "remarks": [
            {
                "kind": each.kind,
                "shares": {
                    titles[place]: share
                    for place, share in zip(each.places, each.shares, strict=True)
                },
            }
            for each in found.remarks
        ],
        **_doubt(sample),
        "seed": sample.run.seed,
        "worlds": sample.run.worlds,
        "days": sample.run.days,
        "model": MODEL,
    }


def number_or_none(value: float) -> float | None:
    """A number as JSON has it."""
    return value if isfinite(value) else None


def _bands(bands: Bands) -> dict[str, Any]:
    return {
        "inner": summary_values(bands.inner),
        "outer": summary_values(bands.outer),
        "unknown_share": bands.unknown,
    }


def _rate(rate: WinRate) -> dict[str, Any]:
    return asdict(rate)


def _worth(found: Information | None) -> Any:
    if found is None:
        return None
    return {
        "noise": found.noise,
        "levers": [
            {
                "lever": each.unknown.path,
                "worth": each.value,
                "found": each.found,
                "share_of_lead": each.share,
                "measured_by": each.unknown.measure or None,
            }
            for each in found.worth
        ],
    }


def _doubt(sample: Sample) -> dict[str, Any]:
    """The unknowns that are varied, and how often."""
    return {
        "settings": sample.settings,
        "runs_a_setting": sample.replicates,
        "unknown": [
            {
                "levers": {span.path: [span.low, span.high] for span in each.spans},
                "basis": each.basis,
                "source": each.source,
            }
            for each in sample.unknowns
        ],
        "left_out": [{"lever": path, "why": why} for path, why in sample.left_out],
    }


def table(found: Recommendation) -> Iterable[list[str]]:
    """The rows of the table of options, its heading first."""
    goal = found.goal
    heading = [
        "",
        f"{goal.outcome.label}, median",
        "9 of 10 runs",
        "with all that is unknown",
        "cost",
    ]
    if goal.counted:
        heading += [f"for each {goal.one}", "for each extra one"]
    yield heading
    for row in found.rows:
        unit = goal.outcome.unit
        inner, outer = (summary_cells(each, unit) for each in (row.figure.inner, row.figure.outer))
        cells = [row.option.title, inner[0], inner[2], outer[2], figure(row.cost.inner.mean, "$")]
        if goal.counted:
            cells += [figure(row.per_result, "$"), figure(row.per_extra, "$")]
        yield cells
