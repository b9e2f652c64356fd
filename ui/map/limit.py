"""The limit on onward sharing: where it holds on a map, raising a lever carries nothing further."""

from functools import lru_cache

from simulation.errors import UserError
from simulation.experiment.comparison.lever_changes import LeverChange
from simulation.experiment.sensitivity.win_rate_map import Map
from simulation.parameters import Parameters, Value, changed, levers
from simulation.report.quantities import named, two_figures
from simulation.world.plan import onward

CAP = "network.onward_cap"


def sentence(drawn: Map) -> str:
    """In how many cells the limit holds; empty where it holds in none."""
    total = len(drawn.x.values) * len(drawn.y.values)
    over = {
        cell
        for key, side in _sides(drawn).items()
        for cell in _over(key, side, drawn.x.change, drawn.x.values, drawn.y.change, drawn.y.values)
    }
    if not over:
        return ""
    caps = {side.network.onward_cap for side in _sides(drawn).values()}
    cap = " or ".join(two_figures(each) for each in sorted(caps))
    where = f"all {total} cells" if len(over) == total else f"{len(over)} of {total} cells"
    return (
        f"In {where} {named(levers()[CAP])} holds: a sharer would bring more than {cap} further "
        "sharers, and the model allows no more; so a higher chance to share changes nothing there."
    )


def _sides(drawn: Map) -> dict[str, Parameters]:
    """The sides that are compared, of networks whose people are made up."""
    return {
        key: drawn.scenario.side(key).parameters
        for key in drawn.medians
        if drawn.scenario.side(key).parameters.network.kind != "table"
    }


@lru_cache(maxsize=32)
def _over(
    key: str,
    side: Parameters,
    x: LeverChange,
    across: tuple[Value, ...],
    y: LeverChange,
    upward: tuple[Value, ...],
) -> frozenset[tuple[int, int]]:
    """The cells, (column, row), in which the limit holds on that side; illegal ones hold none."""
    found = set()
    for column, one in enumerate(across):
        for row, other in enumerate(upward):
            there = _there(key, side, ((x, one), (y, other)))
            if there and onward(there) > there.network.onward_cap:
                found.add((column, row))
    return frozenset(found)


def _there(
    key: str, side: Parameters, changes: tuple[tuple[LeverChange, Value], ...]
) -> Parameters | None:
    """The side as a cell has it; None where its values are not legal together."""
    try:
        return changed(
            side, {each.lever.path: value for each, value in changes if key in each.sides}
        )
    except UserError:
        return None
