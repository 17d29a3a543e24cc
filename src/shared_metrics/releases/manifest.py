"""The manifest: SHA-256 over every file of a release, chained to the release before.

Two parts. What anybody may read is listed file by file. What stays in the home is listed in a
manifest of its own, of which the public one holds the hash; a random salt lies beside it, so that
nobody can try figures until that hash comes out.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from shared_metrics.releases.model import Previous

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
PRIVATE: Final = "private/"
PRIVATE_MANIFEST: Final = PRIVATE + MANIFEST
SALT: Final = PRIVATE + "salt"
_SHA256_LETTERS: Final = 64


@dataclass(frozen=True, slots=True)
class Manifest:
    """What `manifest.json` says. `files`: path -> SHA-256 of all that is public but itself."""

    id: str
    previous: Previous | None
    files: Mapping[str, str]
    private_sha256: str

    def as_json(self) -> bytes:
        """The file, the same bytes for the same manifest."""
        before = self.previous
        return _json(
            {
                "format": FORMAT,
                "id": self.id,
                "previous": {"id": before.id, "manifest_sha256": before.manifest_sha256}
                if before
                else None,
                "private_sha256": self.private_sha256,
                "files": dict(sorted(self.files.items())),
            }
        )

    @property
    def sha256(self) -> str:
        """The hash the next release is chained to."""
        return sha256_of(self.as_json())


def read_manifest(content: bytes) -> Manifest:
    """Raises ValueError when it is no such manifest."""
    try:
        told = json.loads(content)
        before = told["previous"]
        made = Manifest(
            str(told["id"]),
            Previous(str(before["id"]), _hash(before["manifest_sha256"])) if before else None,
            {str(path): _hash(digest) for path, digest in told["files"].items()},
            _hash(told["private_sha256"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("the manifest cannot be understood") from error
    if made.as_json() != content:
        raise ValueError("the manifest is not as this program writes one")
    return made


def private_manifest(files: Mapping[str, bytes]) -> bytes:
    """The manifest of the private files, their paths beginning with `private/`."""
    return _json({"format": FORMAT, "files": dict(sorted(hashes(files).items()))})


def read_private_manifest(content: bytes) -> Mapping[str, str]:
    """Path -> SHA-256. Raises ValueError when it is no such manifest."""
    try:
        files = json.loads(content)["files"]
        return {str(path): _hash(digest) for path, digest in files.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("the private manifest cannot be understood") from error


def hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    """Path -> SHA-256 of what lies there."""
    return {path: sha256_of(content) for path, content in files.items()}


def sha256_of(content: bytes) -> str:
    """In lower-case hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def differences(listed: Mapping[str, str], files: Mapping[str, bytes]) -> list[str]:
    """Every file that is missing, changed, or not listed, in words."""
    there = hashes(files)
    missing = [f"“{path}” is missing." for path in sorted(listed.keys() - there.keys())]
    odd = [f"“{path}” does not belong to it." for path in sorted(there.keys() - listed.keys())]
    both = sorted(listed.keys() & there.keys())
    changed = [f"“{path}” was changed." for path in both if listed[path] != there[path]]
    return [*missing, *changed, *odd]


def _hash(value: object) -> str:
    text = str(value)
    if len(text) != _SHA256_LETTERS or not set(text) <= set("0123456789abcdef"):
        raise ValueError(f"“{text}” is no SHA-256")
    return text


def _json(told: Mapping[str, object]) -> bytes:
    return (json.dumps(told, indent=1, ensure_ascii=False) + "\n").encode()
