"""What was drawn before: kept by the hash of everything it was made from."""

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

from shared_metrics.vault.files import write_whole


class Kept:
    """Remembers what was made; in a folder too, if there is one.

    The folder may be removed at any time. An entry that is not whole is made again.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._made: dict[str, bytes] = {}
        self._said: dict[tuple[str, ...], str] = {}

    def once(self, key: tuple[str, ...], make: Callable[[], str]) -> str:
        """What was made under a key since this was made; never from the folder."""
        if key not in self._said:
            self._said[key] = make()
        return self._said[key]

    def get(self, made_from: Iterable[bytes], make: Callable[[], bytes]) -> bytes:
        """What is made from these parts, made only if it is not there yet."""
        key = _hash(b"".join(_hash(part).encode() for part in made_from))
        if key not in self._made:
            self._made[key] = self._read(key) or self._keep(key, make())
        return self._made[key]

    def _read(self, key: str) -> bytes | None:
        if self._folder is None or not (file := self._folder / key).is_file():
            return None
        said, _, content = file.read_bytes().partition(b"\n")
        return content if said.decode(errors="replace") == _hash(content) else None

    def _keep(self, key: str, content: bytes) -> bytes:
        if self._folder is not None:
            whole = f"{_hash(content)}\n".encode() + content
            write_whole(self._folder / key, whole, durable=False)
        return content


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
