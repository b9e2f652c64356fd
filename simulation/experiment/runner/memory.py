"""Results in memory: the layer in front of the store, shared by all who measure in a process."""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence

from simulation.experiment.runner.cells import Block

BYTES = 300_000_000  # kept at most, by default


class ResultMemory:
    """The latest blocks; the setup longest not asked for goes first. Safe among threads."""

    def __init__(self, bytes: int = BYTES) -> None:
        """Keep at most that many bytes."""
        self._most, self._size = bytes, 0
        self._kept: OrderedDict[str, dict[tuple[int, int], Block]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, addresses: Iterable[str]) -> list[Block]:
        """Every block of these setups."""
        found: list[Block] = []
        with self._lock:
            for address in dict.fromkeys(addresses):
                if address in self._kept:
                    self._kept.move_to_end(address)
                    found += self._kept[address].values()
        return found

    def put(self, blocks: Sequence[Block]) -> None:
        """Keep these blocks; drop others if they are too many."""
        with self._lock:
            for block in blocks:
                of_setup = self._kept.setdefault(block.address, {})
                self._kept.move_to_end(block.address)
                part = (block.first, len(block.rows))
                if part not in of_setup:
                    of_setup[part] = block
                    self._size += block.rows.nbytes
            while self._size > self._most and len(self._kept) > 1:
                _, dropped = self._kept.popitem(last=False)
                self._size -= sum(block.rows.nbytes for block in dropped.values())
