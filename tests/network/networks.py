"""Files of ties for tests, and the ties of a table."""

from collections.abc import Iterator
from pathlib import Path

from simulation.network.tables import Table


def written(folder: Path, content: str | bytes, name: str = "ties.csv") -> str:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def ties(table: Table) -> Iterator[tuple[str, str]]:
    """Each tie as (follower, followed), in ids."""
    for followed, id in enumerate(table.ids):
        for follower in table.indices[table.indptr[followed] : table.indptr[followed + 1]]:
            yield table.ids[follower], id


def chances(table: Table) -> dict[tuple[str, str], float]:
    assert table.chances is not None
    return dict(zip(ties(table), table.chances.tolist(), strict=True))
