"""The spread of each account as its measured chances tell it, without simulating a cascade.

All are float64[accounts]: accounts that pass the post on when this one alone has it first, itself
among them. An independent cascade's mean lies between `two_steps` and `walks`, whatever the graph.
"""

import numpy as np
from numpy.typing import NDArray

from simulation.network.tables import Table

Floats = NDArray[np.float64]
SETTLED = 1e-9  # accounts: a step that adds less ends the iteration


def sources(table: Table) -> NDArray[np.int64]:
    """Whom each tie comes from, int64[ties], beside `table.indices`, whom it goes to."""
    return np.repeat(np.arange(len(table.ids)), np.diff(table.indptr))


def matrix(table: Table) -> Floats:
    """The chances as float64[from, to], 0 where there is no tie."""
    assert table.chances is not None
    chances = np.zeros((len(table.ids), len(table.ids)))
    chances[sources(table), table.indices] = table.chances
    return chances


def one_step(table: Table) -> Floats:
    """Itself and its own followers: one and the sum of the chances."""
    return np.asarray(1.0 + matrix(table).sum(axis=1))


def two_steps(table: Table) -> Floats:
    """The exact mean up to followers of followers, so never above the mean of the whole cascade.

    Of the ways from i to j of at most two ties no two have a tie in common, so they fail
    independently.
    """
    chances = matrix(table)
    found = np.empty(len(chances))
    for node, row in enumerate(chances):
        via = np.flatnonzero(row)
        missed = (1.0 - row) * np.prod(1.0 - row[via, None] * chances[via], axis=0)
        missed[node] = 0.0  # it has the post already
        found[node] = (1.0 - missed).sum()
    return found


def walks(table: Table) -> Floats:
    """The chances of all walks from it added up, never below the cascade's mean (union bound).

    This is Katz's centrality (1953) without a damping factor; where the walks' sum does not
    converge there is none.
    """
    chances = matrix(table)
    assert np.abs(np.linalg.eigvals(chances)).max() < 1.0
    return np.asarray(np.linalg.solve(np.eye(len(chances)) - chances, np.ones(len(chances))))


def viral(table: Table) -> Floats:
    """Viral centrality, with the account itself counted too.

    Step by step, j is newly reached with the chance that it was not before, times the chance that
    one of those newly reached a step earlier gets through, all taken as independent (Fink and
    others, Physica A 626 (2023) 129083). Exact where nobody can be reached in two ways.
    """
    assert table.chances is not None
    giver, taker = sources(table), table.indices
    found = np.empty(len(table.ids))
    for node in range(len(found)):
        news = np.zeros(len(found))
        news[node] = 1.0
        unreached = 1.0 - news
        while news.sum() > SETTLED:
            missed = np.ones(len(found))
            np.multiply.at(missed, taker, 1.0 - table.chances * news[giver])
            news = unreached * (1.0 - missed)
            unreached = unreached - news
        found[node] = (1.0 - unreached).sum()
    return found
