"""Presets: levers and usual answers for a kind of account, each with the evidence it rests on.

Presets for platforms come here too; what has no evidence has no preset.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from simulation.case.typed import Answer
from simulation.parameters import SOURCES, Source, Value


@dataclass(frozen=True, slots=True)
class Preset:
    """The changes that a kind of account makes: levers, and the share of fakes assumed."""

    name: str
    label: str
    help: str
    evidence: Source
    levers: Mapping[str, Value] = field(default_factory=dict)
    fakes: Answer | None = None


_BY_SIZE: dict[str, Value] = {"followers.casual.ordinary": True}

_ALL = (
    Preset(
        name="",
        label="Not known",
        help="Followers act as given by the levers, however many there are.",
        evidence=SOURCES["flat"],
    ),
    Preset(
        name="as its size",
        label="Usual for its size",
        help="The more followers, the less each of them does: twice the followers share a post "
        "only 1.3 times as often.",
        evidence=SOURCES["auspol"],
        levers=_BY_SIZE,
    ),
    Preset(
        name="very large",
        label="Very large, over a million followers",
        help="Each follower does less, as usual for the size, and two in five are assumed to be "
        "fake.",
        evidence=SOURCES["sparktoro"],
        levers=_BY_SIZE,
        fakes=Answer(0.41, 0.2, 0.6),
    ),
)
PRESETS = {each.name: each for each in _ALL}
