"""Work beside the page, in a thread: waited for, stopped, or forsaken, when it ends itself."""

import threading
import time
from collections.abc import Callable

from simulation.ensemble import Stopped

FORSAKEN = 600.0  # seconds after which work that nobody looks at ends itself


class Beside:
    """Something on its way. `stopped`: before its end. `failure`: what ended it, if any did."""

    def __init__(self) -> None:
        """Nothing is begun yet."""
        self.failure: Exception | None = None
        self.stopped = False
        self._halt = threading.Event()
        self._over = threading.Event()
        self._looked = time.monotonic()

    @property
    def over(self) -> bool:
        """Whether nothing more is to come."""
        return self._over.is_set() or self.stopped

    def wait(self, seconds: float) -> None:
        """Return when it is over, after this time at the latest."""
        self._looked = time.monotonic()
        self._over.wait(seconds)

    def stop(self) -> None:
        """Be over at once. What is done stays; a world under way ends unheeded."""
        if not self._over.is_set():
            self.stopped = True
            self._halt.set()

    def _begin(self, work: Callable[[], None]) -> None:
        """Do this in a thread. It looks at `_halt`, and calls `_go_on` now and then."""
        threading.Thread(target=self._do, args=(work,), name="beside", daemon=True).start()

    def _do(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Stopped:
            self.stopped = True
        except Exception as failure:  # shown by the page, which is where somebody looks
            self.failure = failure
        finally:
            self._over.set()

    def _go_on(self) -> None:
        """Stop unless somebody has looked lately."""
        if time.monotonic() - self._looked > FORSAKEN:
            self._halt.set()
