"""The US Congress: how far a post of each of the 475 accounts goes, and who ranks where.

    python -m tests.benchmarks.congress

Every account has the post first, alone, in WORLDS worlds of the measured chances; so it does in
CyNetDiff. Means are compared account by account, with bounds that hold exactly, and by rank with
published measures of influence (tests/influence.py). Two halves of our own worlds show how far a
rank correlation can rise at all with so many worlds.
"""

import numpy as np
from scipy import stats

from simulation.cascade import cascade
from simulation.network.tables import Table, load
from tests import influence
from tests.benchmarks.cascade import theirs

WORLDS = 20_000


def ours(table: Table) -> np.ndarray:
    """Activated accounts, int64[accounts, worlds], each account with its own luck."""
    nodes = range(len(table.ids))
    return np.array([cascade(table, None, [i], WORLDS, 1 + i).activated for i in nodes])


def cynetdiff(table: Table) -> np.ndarray:
    """The same by CyNetDiff."""
    model = theirs(table, None, [0])
    found = np.empty((len(table.ids), WORLDS), np.int64)
    for node in range(len(table.ids)):
        model.set_seeds([node])
        for world in range(WORLDS):
            model.reset_model()
            model.advance_until_completion()
            found[node, world] = model.get_num_activated_nodes()
    return found


def errors_of(found: np.ndarray) -> np.ndarray:
    """Standard error of each account's mean."""
    errors: np.ndarray = found.std(axis=1, ddof=1) / WORLDS**0.5
    return errors


def together(errors: np.ndarray) -> float:
    """Standard error of the mean over all accounts."""
    return float(np.sqrt((errors**2).sum())) / len(errors)


def main() -> None:
    """Expected spread beside CyNetDiff's and the bounds, then ranks."""
    table = load("congress")
    found, other = ours(table), cynetdiff(table)
    means, errors = found.mean(axis=1), errors_of(found)
    both = np.hypot(errors, errors_of(other))
    apart = means - other.mean(axis=1)
    low, high, viral = influence.two_steps(table), influence.walks(table), influence.viral(table)

    print(f"{len(means)} accounts, each alone, {WORLDS:,} worlds; in standard errors: SE\n")
    print("| mean over accounts, each itself included | | |\n|---|---|---|")
    print(f"| Grapevine | {means.mean():.5f} | SE {together(errors):.5f} |")
    print(
        f"| CyNetDiff | {other.mean():.5f} | {apart.mean() / together(both):+.1f} SE away; one "
        f"account: root mean square {np.sqrt(((apart / both) ** 2).mean()):.2f} SE, "
        f"largest {np.abs(apart / both).max():.1f} SE |"
    )
    print(f"| viral centrality | {viral.mean():.5f} | an approximation |")
    for name, bound, beyond in (("lower", low, low - means), ("upper", high, means - high)):
        furthest = (beyond / errors).max()
        print(
            f"| exact {name} bound | {bound.mean():.5f} | one account: {furthest:.1f} SE beyond |"
        )
    top = np.argsort(-means)[:5]
    print("\nFurthest: " + ", ".join(f"{table.ids[i]} ({means[i]:.2f})" for i in top) + "\n")

    halves = found[:, ::2].mean(axis=1), found[:, 1::2].mean(axis=1)
    pairs = {
        "one half of our worlds with the other": halves,
        "CyNetDiff's means": (means, other.mean(axis=1)),
        "viral centrality (Fink and others, 2023)": (means, viral),
        "Katz centrality: all walks (upper bound)": (means, high),
        "two steps, exact (lower bound)": (means, low),
        "one step: sum of the chances": (means, influence.one_step(table)),
        "number of followers": (means, np.diff(table.indptr)),
    }
    print("| our means with | Spearman |\n|---|---|")
    for name, pair in pairs.items():
        print(f"| {name} | {stats.spearmanr(*pair).statistic:.4f} |")


if __name__ == "__main__":
    main()
