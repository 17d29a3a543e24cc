"""What arrives: a name and bytes, the caps it must keep to, and what its first bytes say it is."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from shared_metrics.reading.rules import Unreadable

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Upload:
    """A file as it was sent; `name` is only shown, never trusted."""

    name: str
    content: bytes

    @cached_property
    def sha256(self) -> str:
        """The hash of the bytes, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Caps:
    """How much a file may hold; `None` is no limit."""

    max_bytes: int | None = 20 * MEGABYTE
    max_rows: int | None = 200_000
    max_columns: int = 200


Kind = Literal["csv", "xlsx"]

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_FOREIGN = {
    b"\x1f\x8b": "a compressed file (gzip)",
    b"\x28\xb5\x2f\xfd": "a compressed file (zstd)",
    b"BZh": "a compressed file (bzip2)",
    b"\xfd7zXZ\x00": "a compressed file (xz)",
    b"7z\xbc\xaf\x27\x1c": "a compressed file (7z)",
    b"Rar!\x1a\x07": "a compressed file (rar)",
    b"PK\x05\x06": "an empty zip file",
    b"%PDF": "a PDF document",
    b"{\\rtf": "a text document (RTF)",
    b"PAR1": "a Parquet file",
    b"SQLite format 3\x00": "a database",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
}
_MARKUP = (b"<html", b"<!doctype", b"<?xml", b"<table", b"<meta", b"<head")
_SPACE_BEFORE_MARKUP = b"\xef\xbb\xbf \r\n\t"


def _refuse_workbook_of_old(content: bytes) -> Unreadable:
    if _ENCRYPTED_PACKAGE in content:
        return Unreadable(
            "protected_workbook",
            "The workbook is protected with a password, so it cannot be read.",
            "Open it in Excel, remove the password under File, Info, and save it again.",
        )
    return Unreadable(
        "old_workbook",
        "This is an old Excel file (.xls), which cannot be read safely.",
        "Open it in Excel and save it as “Excel Workbook (.xlsx)”.",
    )


def _foreign_kind(content: bytes) -> str | None:
    for magic, words in _FOREIGN.items():
        if content.startswith(magic):
            return words
    if content[:200].lstrip(_SPACE_BEFORE_MARKUP).lower().startswith(_MARKUP):
        return "a web page or XML file"
    return None


def check_size(upload: Upload, caps: Caps) -> None:
    """Raise Unreadable when the file is larger than the cap; looks at nothing else."""
    size = len(upload.content)
    if caps.max_bytes is not None and size > caps.max_bytes:
        raise Unreadable(
            "file_too_large",
            f"The file has {size / MEGABYTE:,.1f} MB; up to {caps.max_bytes / MEGABYTE:,.0f} MB "
            "can be read.",
            "Send one period per file, without pictures or other sheets.",
        )


def looks_like(content: bytes) -> Kind:
    """The kind a file claims to be, readable or not."""
    return "xlsx" if content.startswith((ZIP, OLE)) else "csv"


def kind_of(content: bytes) -> Kind:
    """What the first bytes say. Raises Unreadable for anything that is not a table we read."""
    if content.startswith(ZIP):
        return "xlsx"
    if content.startswith(OLE):
        raise _refuse_workbook_of_old(content)
    foreign = _foreign_kind(content)
    if foreign is not None:
        raise Unreadable(
            "not_a_table",
            f"This is {foreign}, not a CSV or Excel file.",
            "Send the table itself: save it as .xlsx or as CSV UTF-8.",
        )
    return "csv"
