"""Work that takes minutes, done in the background: one thing at a time for each home.

Whoever began it may leave the page; whoever comes back sees how it ended.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

SOON_SECONDS = 1.5  # most of it is done by then, and nobody has to be told to wait


@dataclass
class Work:
    """What is being done for a home, or how the last of it ended."""

    words: str = ""
    error: Exception | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _thread: threading.Thread | None = None

    @property
    def running(self) -> bool:
        """Whether something is being done now."""
        return self._thread is not None and self._thread.is_alive()

    def begin(self, words: str, do: Callable[[], object]) -> bool:
        """Begins something, unless something is being done. `words` say what, for who looks."""
        with self._lock:
            if self.running:
                return False
            self.words, self.error = words, None
            self._thread = threading.Thread(target=self._do, args=(do,), name=words, daemon=True)
            self._thread.start()
            return True

    def wait(self, seconds: float | None = None) -> bool:
        """Waits for the end, a moment unless told; False when it has not come by then."""
        if self._thread is not None:
            self._thread.join(SOON_SECONDS if seconds is None else seconds)
        return not self.running

    def take_error(self) -> Exception | None:
        """What stood in the way of the last of it; told once."""
        error, self.error = self.error, None
        return error

    def _do(self, do: Callable[[], object]) -> None:
        try:
            do()
        except Exception as error:  # noqa: BLE001 - whoever looks is told in plain words
            self.error = error


_of_homes: dict[Path, Work] = {}


def work_for(home: Path) -> Work:
    """The work for a home in this process."""
    return _of_homes.setdefault(home.absolute(), Work())
