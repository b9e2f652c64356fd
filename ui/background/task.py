"""A task in the background: work in a thread of its own, stopped when nobody waits for it."""

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from simulation.ensemble import Stopped
from simulation.experiment import Progress

T = TypeVar("T")

ABANDONED = 90.0  # seconds after which a task stops that no page looks at; hidden tabs look rarely


class BackgroundTask(Generic[T]):
    """Work that was begun, and what has come of it so far.

    key: what the result depends on. result: what the work has shown so far, whole once the task is
    over. progress: how far it is. stopped: ended early. abandoned: as no page looked at it.
    failure: the error that ended it.
    """

    def __init__(self, key: object, work: "Callable[[BackgroundTask[T]], T]") -> None:
        """Begin the work. It watches `halt`, calls `report` often and may `show` partial results.

        It raises Stopped when it ends early.
        """
        self.key = key
        self.result: T | None = None
        self.progress: Progress | None = None
        self.failure: Exception | None = None
        self.stopped = False
        self.abandoned = False
        self.halt = threading.Event()
        self._ended = threading.Event()
        self._looked_at = time.monotonic()
        threading.Thread(target=self._do, args=(work,), name="task", daemon=True).start()

    @property
    def over(self) -> bool:
        """True if no more is to come."""
        return self._ended.is_set() or self.stopped

    def wait(self, seconds: float) -> None:
        """Return when the task is over, or after that time."""
        self._looked_at = time.monotonic()
        self._ended.wait(seconds)

    def stop(self) -> None:
        """End the task now; the thread ends as soon as the work notices."""
        if not self._ended.is_set():
            self.stopped = True
            self.halt.set()

    def show(self, result: T) -> None:
        """Set the result so far."""
        self.result = result

    def report(self, progress: Progress) -> None:
        """Set how far the work is; halt it if no page has looked at it for long."""
        self.progress = progress
        if time.monotonic() - self._looked_at > ABANDONED:
            self.abandoned = True
            self.halt.set()

    def _do(self, work: "Callable[[BackgroundTask[T]], T]") -> None:
        try:
            self.result = work(self)
        except Stopped:
            self.stopped = True
        except Exception as failure:  # the page that waits for the result shows it
            self.failure = failure
        finally:
            self._ended.set()
