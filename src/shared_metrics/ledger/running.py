"""Which acts are under way in this process: whoever stops it lets them finish."""

import threading
import time
from contextlib import ContextDecorator
from types import TracebackType
from typing import Self


class Running(ContextDecorator):
    """Counts what is inside its `with` blocks, or inside the functions it decorates."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside = 0

    def __enter__(self) -> Self:
        with self._changed:
            self._inside += 1
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._changed:
            self._inside -= 1
            self._changed.notify_all()

    @property
    def count(self) -> int:
        """How many are under way now."""
        return self._inside

    def wait(self, seconds: float) -> bool:
        """Waits until nothing is under way; False when the time was not enough."""
        until = time.monotonic() + seconds
        with self._changed:
            while self._inside and (left := until - time.monotonic()) > 0:
                self._changed.wait(left)
            return not self._inside


acts = Running()
