"""Results of experiments as plain values, ready for JSON.

Apart from those of one run, whose commands need none of the experiments and start sooner.
"""

from dataclasses import asdict
from typing import Any

from simulation.experiment import Verdict
from simulation.experiment.sensitivity.break_even import BreakEven
from simulation.report import break_even as breaks
from simulation.report import verdict as report


def verdict_values(verdict: Verdict, names: tuple[str, str] = ("A", "B")) -> dict[str, Any]:
    """The kind of a verdict, and its words with these names for the sides."""
    return {
        "kind": verdict.kind,
        "sentence": report.sentence(verdict, names),
        "notes": list(report.notes(verdict, names)),
    }


def break_even_values(found: BreakEven) -> dict[str, Any]:
    """A break-even as plain values, ready for JSON."""
    lever = found.change.lever
    return {
        "lever": lever.path,
        "label": lever.label,
        "unit": lever.unit,
        "moved_on": list(found.change.sides),
        "today": found.change.today,
        "low": found.low,
        "high": found.high,
        "scale": found.scale,
        "outcome": found.claim.outcome.name,
        "factor": found.claim.factor,
        "worlds": found.worlds,
        "sentence": breaks.sentence(found),
        "leader": found.leader or None,
        "crossings": [asdict(each) for each in found.crossings],
        "points": [
            {
                "value": each.value,
                "win_rate": asdict(each.win_rate) if each.win_rate else None,
                "problem": each.problem,
                "verdict": each.verdict.kind if each.verdict else None,
            }
            for each in found.points
        ],
    }
