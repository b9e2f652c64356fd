"""A request: the replicates that were asked for, which of them are known, and what is missing."""

from collections.abc import Iterable, Sequence

import numpy as np

from simulation.ensemble import Ensemble, table_of
from simulation.experiment.runner.cells import (
    Block,
    Cell,
    Columns,
    Rows,
    Setup,
    address,
    columns_of,
    ensemble_of,
    unknown_rows,
)
from simulation.experiment.runner.cost import expected_cost
from simulation.network.tables import Table
from simulation.world import memory

_CELL = 2.5e5  # about what the replicates of a cell may cost together, see `expected_cost`
_FIRST = 10  # replicates in the first cell of a setup; later ones grow
_AT_ONCE = 1e6  # of all that is missing: what costs less is there at once, however it is cut


class Request:
    """Replicates of some setups, by the address under which their rows are kept.

    detail: whether all that was counted is asked for, or outcomes only. tables: of the setups'
    networks, by name. room: how many cells at once there is memory for.
    """

    def __init__(self, setups: Sequence[Setup], *, detail: bool) -> None:
        self.detail = detail
        self.tables: dict[str, Table | None] = {}
        self.room = 1_000_000
        self._asked = setups
        self._address: dict[tuple[Setup, bool], str] = {}
        self._setup: dict[str, Setup] = {}
        worlds: dict[str, int] = {}
        for setup in dict.fromkeys(setups):
            here = self.address(setup, detail)
            worlds[here] = max(worlds.get(here, 0), setup.run.worlds)
            self._setup.setdefault(here, setup)
            needed = memory(setup.parameters, self.tables[setup.parameters.network.table])
            self.room = min(self.room, max(1, int(setup.run.memory * 1e9 // needed)))
        # Rows in detail have as many bytes as the first block of them says.
        self._rows: dict[str, Rows | None] = {
            here: None if detail else unknown_rows(number) for here, number in worlds.items()
        }
        self._known = {here: np.zeros(number, bool) for here, number in worlds.items()}
        self._cost: dict[Setup, float] = {}

    def address(self, setup: Setup, detail: bool) -> str:
        """The address of a setup's rows, in detail or of outcomes. Raises UserError."""
        key = (setup, detail)
        if key not in self._address:
            name = setup.parameters.network.table
            if name not in self.tables:
                self.tables[name] = table_of(setup.parameters)
            self._address[key] = address(setup, self.tables[name], detail)
        return self._address[key]

    def addresses(self) -> list[str]:
        """The addresses of all that was asked for."""
        return list(self._known)

    def incomplete(self) -> list[str]:
        """The addresses of which some replicates are not known."""
        return [here for here, known in self._known.items() if not known.all()]

    def take(self, blocks: Sequence[Block]) -> int:
        """Enter what was asked for of these blocks; returns how many replicates are new."""
        new = 0
        for block in blocks:
            known = self._known.get(block.address)
            if known is None:
                continue
            rows = self._rows[block.address]
            if rows is None:
                rows = np.zeros((len(known), block.rows.shape[1]), np.uint8)
                self._rows[block.address] = rows
            part = slice(block.first, min(block.first + len(block.rows), len(known)))
            width = max(0, part.stop - part.start)
            rows[part] = block.rows[:width]
            new += width - int(known[part].sum())
            known[part] = True
        return new

    def missing(self, chunk: int) -> list[Cell]:
        """All that is not known, in order of the replicates' numbers, not setup by setup.

        So everything that was asked for is known roughly at once, and then better. Cells have at
        most `chunk` replicates, and fewer where each costs much, so that no worker is left with a
        long one.
        """
        cells = []
        first = _FIRST if self._missing_cost() > _AT_ONCE else chunk
        for here, known in self._known.items():
            # Where unknown replicates begin and end.
            edges = np.flatnonzero(np.diff(np.concatenate([[True], known, [True]]).astype(int)))
            setup = self._setup[here]
            most = min(chunk, max(1, int(_CELL / self._cost_of(setup))))
            for start, stop in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
                at = start
                while at < stop:
                    worlds = min(stop - at, most, max(first, at))
                    cells.append(Cell(setup, at, worlds, self.detail))
                    at += worlds
        return sorted(cells, key=lambda cell: cell.first)

    def _missing_cost(self) -> float:
        return sum(
            self._cost_of(self._setup[here]) * (len(known) - int(known.sum()))
            for here, known in self._known.items()
        )

    def cost(self, cells: Iterable[Cell]) -> float:
        """The expected cost of these cells, see `expected_cost`."""
        return sum(self._cost_of(cell.setup) * cell.worlds for cell in cells)

    def _cost_of(self, setup: Setup) -> float:
        """The expected cost of one replicate, at least 1."""
        if setup not in self._cost:
            self._cost[setup] = max(1.0, expected_cost(setup.parameters, setup.run.days))
        return self._cost[setup]

    def columns(self) -> list[Columns]:
        """The outcomes of every setup, in the order asked; NaN where they are not known."""
        found = []
        for setup in self._asked:
            rows = self._rows[self.address(setup, False)]
            assert rows is not None  # outcomes have rows from the start
            found.append(columns_of(rows[: setup.run.worlds]))
        return found

    def ensembles(self) -> list[Ensemble | None]:
        """The first replicates of every setup as far as all of them are known; None for none."""
        return [self._ensemble(setup) for setup in self._asked]

    def _ensemble(self, setup: Setup) -> Ensemble | None:
        here = self.address(setup, True)
        rows, known = self._rows[here], self._known[here][: setup.run.worlds]
        number = len(known) if known.all() else int(np.argmin(known))
        return None if rows is None or number == 0 else ensemble_of(setup, rows[:number])
