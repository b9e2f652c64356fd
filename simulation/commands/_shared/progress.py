"""Progress on a terminal: how far a long run has come."""

import sys
import time

_PATIENCE = 1.0  # seconds before anything is shown


class ProgressLine:
    """A line on a terminal, shown once the work has taken longer than a second."""

    def __init__(self, unit: str = "runs") -> None:
        """Start the second. unit: what is counted."""
        self._unit = unit
        self._on_terminal = sys.stderr.isatty()
        self._began = time.monotonic()
        self._shown = 0

    def __call__(self, done: int, total: int, more: str = "") -> None:
        """Show how many are done, and more about them; clear the line when all are."""
        if not self._on_terminal or time.monotonic() - self._began < _PATIENCE:
            return
        text = f"{done:,} of {total:,} {self._unit}{more}" if done < total else ""
        sys.stderr.write(f"\r{text.ljust(self._shown)}{'' if text else chr(13)}")
        sys.stderr.flush()
        self._shown = len(text)
