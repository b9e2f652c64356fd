"""Small stories for the tests of experiments."""

from collections.abc import Mapping

from simulation.parameters import Parameters, Run, Value, changed
from simulation.scenarios import Judge, Scenario, Side
from tests.experiment.setups import BASE
from tests.worlds import STILL

WHOLE = Run(worlds=200, days=7.0)


def story(
    a: Mapping[str, Value],
    b: Mapping[str, Value],
    *,
    base: Parameters = BASE,
    outcome: str = "reach",
    factor: float = 1.0,
    breaks: tuple[str, ...] = (),
    run: Run = WHOLE,
) -> Scenario:
    """Two sides over a base, judged by an outcome."""
    sides = (Side("A", "the one", changed(base, a)), Side("B", "the many", changed(base, b)))
    return Scenario(
        id="small",
        title="Small",
        note="",
        origin="small.toml",
        sides=sides,
        run=run,
        claim="A beats B.",
        judge=Judge(outcome, factor=factor),
        breaks=breaks,
    )


def buyers(q: float, many: int) -> Scenario:
    """One follower who sees, clicks and buys with chance q, against many who never buy.

    Nobody passes anything on, and nobody follows.
    """
    kinds = {
        "followers.fans.click": 1.0,
        "followers.fans.buy": q,
        "followers.casual.click": 1.0,
        "followers.casual.buy": 0.0,
        "followers.casual.see": 1.0,
        "followers.casual.real": 1.0,
        "followers.casual.closeness": 0.0,
        "followers.fans.size": 0,
        "network.population": 1_000,
        "dialogue.buy_gain": 0.0,
    }
    base = {**STILL, **kinds}
    return story(
        {**base, "followers.fans.size": 1},
        {**base, "followers.casual.size": many},
        outcome="orders",
        run=Run(worlds=2_000, days=2.0),
    )
