"""What a review froze, as one file of the vault: packed the same way every time, checked when read.

A ZIP that any computer opens, without times in it, so the same content gives the same bytes.
"""

import hashlib
import io
import zipfile
from collections.abc import Mapping
from typing import Final

from shared_metrics.errors import InstallationProblem
from shared_metrics.reviews import Review
from shared_metrics.vault import Vault

LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)  # the first moment a ZIP can tell
Files = Mapping[str, bytes]


def packed(files: Files) -> bytes:
    """These files as one, in the order of their names."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(files):
            archive.writestr(zipfile.ZipInfo(path, LONG_AGO), files[path], zipfile.ZIP_DEFLATED)
    return content.getvalue()


def unpacked(vault: Vault, review: Review) -> dict[str, bytes]:
    """What a review was opened with. Raises InstallationProblem `review_altered`."""
    return _read(vault, review, review.package or "")


def minutes_of(vault: Vault, review: Review) -> dict[str, bytes]:
    """What was written down when it was closed. Raises InstallationProblem `review_altered`."""
    return _read(vault, review, review.minutes or "")


def _read(vault: Vault, review: Review, sha256: str) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(_unchanged(vault, sha256))) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except (InstallationProblem, OSError, ValueError, zipfile.BadZipFile) as error:
        raise InstallationProblem(
            "review_altered",
            f"What the review “{review.title}” froze is missing or was changed.",
            "Restore it from the newest backup: `shared-metrics audit verify` names the file.",
        ) from error


def _unchanged(vault: Vault, sha256: str) -> bytes:
    content = vault.original(sha256)
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ValueError("it was changed")
    return content
