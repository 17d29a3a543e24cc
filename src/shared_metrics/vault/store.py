"""Keeping originals and parts, reading them back, finding what was damaged or left over."""

import datetime as dt
import hashlib
import io
import os
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any, Literal

import narwhals as nw
import polars as pl

from shared_metrics.contracts import Contract
from shared_metrics.errors import InstallationProblem
from shared_metrics.observations import PARTNER, SUBMISSION
from shared_metrics.submissions import Part, PartColumn
from shared_metrics.vault.files import plain_words, write_whole
from shared_metrics.vault.scanning import Engine, scan_parts

ORIGINALS = "originals"
PARTS = "parts"
ORPHAN_AGE = dt.timedelta(days=1)

FileState = Literal["whole", "missing", "changed"]


def open_vault(address: str | Path, *, durable: bool = True) -> "Vault":
    """The vault in a folder. Raises InstallationProblem for an address that is not one."""
    if "://" in str(address):
        raise InstallationProblem(
            "vault_address",
            f"A vault at “{address}” is not supported yet.",
            "Give SHARED_METRICS_VAULT a folder, or leave it out.",
        )
    return Vault(Path(address), durable=durable)


class Vault:
    """A folder of originals and parts. Files are only ever added; the ledger says which count."""

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.folder = folder
        self._durable = durable

    def keep_original(self, content: bytes) -> str:
        """Keeps a file's bytes, once; returns their SHA-256."""
        sha256 = hashlib.sha256(content).hexdigest()
        path = self.folder / original_path(sha256)
        with plain_words(self.folder):
            if path.exists():
                os.utime(path)  # young again: a sweep between now and the ledger row spares it
            else:
                write_whole(path, content, durable=self._durable)
        return sha256

    def original(self, sha256: str) -> bytes:
        """The bytes of a kept file."""
        with plain_words(self.folder):
            return (self.folder / original_path(sha256)).read_bytes()

    def keep_part(
        self, observations: pl.DataFrame, contract: Contract, *, partner: str, submission: str
    ) -> Part:
        """Keeps a submission's rows (schema `part_schema`) as a part.

        Partner and submission become columns of the part.
        """
        rows = observations.with_columns(
            pl.lit(partner).alias(PARTNER), pl.lit(submission).alias(SUBMISSION)
        )
        content = _as_parquet(rows)
        path = f"{PARTS}/{contract.id}/{submission}.parquet"
        with plain_words(self.folder):
            write_whole(self.folder / path, content, durable=self._durable)
        digest = hashlib.sha256(content).hexdigest()
        return Part(path, digest, rows.height, part_columns(observations, contract))

    def rows_of(self, part: Part) -> pl.DataFrame:
        """A part as it was written: whatever the contract says now, the columns it had then."""
        with plain_words(self.folder):
            return pl.read_parquet(self.folder / part.path)

    def scan(
        self, parts: Iterable[Part], contract: Contract, engine: Engine = "polars"
    ) -> nw.LazyFrame[Any]:
        """All rows of the parts as one lazy frame of the contract as it is now.

        Columns: `part_schema(contract)` + partner + submission. No parts: no rows, same columns.
        """
        return scan_parts(self.folder, parts, contract, engine)

    def state_of(self, path: str, sha256: str) -> FileState:
        """Whether the file at a path still is what it was."""
        try:
            content = (self.folder / path).read_bytes()
        except FileNotFoundError:
            return "missing"
        return "whole" if hashlib.sha256(content).hexdigest() == sha256 else "changed"

    def sweep(self, named: AbstractSet[str], *, now: dt.datetime) -> list[str]:
        """Removes files nobody names that are older than a day; returns their paths.

        `named`: `Entry.named_files()`, read while the ledger is locked against writers.
        """
        with plain_words(self.folder):
            orphans = self.orphans(named, now=now)
            for path in orphans:
                path.unlink()
        return sorted(path.relative_to(self.folder).as_posix() for path in orphans)

    def orphans(self, named: AbstractSet[str], *, now: dt.datetime) -> list[Path]:
        """Files nobody names that are older than a day; younger ones may be about to be named."""
        before = (now - ORPHAN_AGE).timestamp()
        return [
            path
            for path in self._files()
            if path.stat().st_mtime < before and not self._is_named(path, named)
        ]

    def _files(self) -> Iterator[Path]:
        for kind in (ORIGINALS, PARTS):
            yield from (path for path in (self.folder / kind).rglob("*") if path.is_file())

    def _is_named(self, path: Path, named: AbstractSet[str]) -> bool:
        return path.name in named or path.relative_to(self.folder).as_posix() in named


def original_path(sha256: str) -> str:
    """Where an original lies, relative to the vault."""
    return f"{ORIGINALS}/{sha256[:2]}/{sha256}"


def part_columns(observations: pl.DataFrame, contract: Contract) -> tuple[PartColumn, ...]:
    """What the ledger keeps about each column: its type, scale and largest number."""
    numbers = [c.name for c in contract.columns if c.is_number and c.name in observations.columns]
    # abs() of the smallest Int64 wraps, so the largest comes from both ends, in Python.
    ends = observations.select(
        *(pl.col(n).min().alias(f"{n}.min") for n in numbers),
        *(pl.col(n).max().alias(f"{n}.max") for n in numbers),
    ).row(0, named=True)
    return tuple(
        PartColumn(
            column.name,
            column.type.value,
            column.scale if column.is_number else 0,
            _largest(ends.get(f"{column.name}.min"), ends.get(f"{column.name}.max")),
        )
        for column in contract.columns
        if column.name in observations.columns
    )


def _largest(low: int | None, high: int | None) -> int | None:
    return None if low is None or high is None else max(abs(low), abs(high))


def _as_parquet(rows: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    rows.write_parquet(buffer, compression="zstd", statistics=True)
    return buffer.getvalue()
