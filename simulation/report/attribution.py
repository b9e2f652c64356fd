"""Explanations of a difference in words: how it was split, or why it cannot be."""

from simulation.experiment.comparison.attribution import Explanation
from simulation.outcomes import OUTCOMES, outcome

_TOGETHER = "These levers mean nothing without one another, so they changed together."


def method(found: Explanation) -> str:
    """The way the difference was split among the levers; empty where there is nothing to say."""
    if found.ratio is not None:
        nouns = {name: OUTCOMES[name].noun for name in found.ratio if name in OUTCOMES}
        above, below = (nouns.get(name, name) for name in found.ratio)
        instead = f"; compare by {' or by '.join(nouns.values())} to see what each adds"
        return (
            f"{outcome(found.outcome).label} is a ratio, of {above} and {below}, so the difference "
            f"cannot be split among the levers{instead if nouns else ''}."
        )
    together = any(len(part.levers) > 1 for part in found.parts)
    if len(found.parts) < 2:
        return _TOGETHER if together else ""
    orders = f"all {found.orders:,}" if found.exact else f"{found.orders:,} mirrored"
    said = (
        f"Each lever's part of the difference, averaged over {orders} orders of changing them "
        f"({found.scenarios:,} scenarios on the same {found.worlds:,} runs)."
    )
    if together:
        said += " Levers shown together changed together: they are not legal apart, or too many."
    return said
