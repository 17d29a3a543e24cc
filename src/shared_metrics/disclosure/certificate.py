"""The proof that nothing small can be found out: private, because it tells what is small."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from shared_metrics.disclosure.cells import PastEdition
from shared_metrics.disclosure.timeline import KEY, VAR, VERSION, Timeline
from shared_metrics.disclosure.witnesses import Witness
from shared_metrics.errors import CallersMistake

Move = tuple[int, int, int]  # number of the cell, its version, how far it is moved


@dataclass(frozen=True)
class Certificate:
    """`cells`: the cells it speaks of (measure and codes). `witnesses`: moves of these cells.

    `editions`: the fingerprint of each edition before, oldest first; `frame`: of what may leave.
    """

    cells: tuple[tuple[str, ...], ...]
    witnesses: tuple[tuple[Move, ...], ...]
    editions: tuple[str, ...]
    frame: str

    @cached_property
    def content(self) -> bytes:
        """As it is kept: the same bytes for the same proof."""
        shape = {
            "format": 1,
            "frame": self.frame,
            "editions": self.editions,
            "cells": self.cells,
            "witnesses": self.witnesses,
        }
        return json.dumps(shape, ensure_ascii=False, separators=(",", ":")).encode()

    @property
    def by_place(self) -> tuple[tuple[tuple[tuple[str, ...], int, int], ...], ...]:
        """The witnesses with their cells written out."""
        return tuple(
            tuple((self.cells[cell], version, by) for cell, version, by in moves)
            for moves in self.witnesses
        )

    @property
    def sha256(self) -> str:
        """What the public may know of it."""
        return hashlib.sha256(self.content).hexdigest()


def parse_certificate(content: bytes) -> Certificate:
    """Bytes -> certificate. Raises CallersMistake `certificate_broken`."""
    try:
        told = json.loads(content)
        witnesses = tuple(
            tuple((int(cell), int(version), int(by)) for cell, version, by in moves)
            for moves in told["witnesses"]
        )
        cells = tuple(tuple(str(code) for code in cell) for cell in told["cells"])
        editions = tuple(str(one) for one in told["editions"])
        return Certificate(cells, witnesses, editions, str(told["frame"]))
    except (ValueError, KeyError, TypeError) as error:
        raise CallersMistake(
            "certificate_broken", "The certificate cannot be read.", "Prepare the release again."
        ) from error


def certificate_of(
    line: Timeline, frame: pl.DataFrame, history: Sequence[PastEdition], found: Sequence[Witness]
) -> Certificate:
    """What the search found, in words that need no numbering of ours."""
    cells = line.variables.height
    where = line.variables.sort(VAR).select(KEY, VERSION)
    keys, versions = where[KEY].to_list(), where[VERSION].to_list()
    used = sorted({keys[v] for w in found for v in w.moved.tolist() if v < cells})
    number = {key: i for i, key in enumerate(used)}
    names = line.keys.sort(KEY).drop(KEY).rows()
    witnesses = tuple(
        tuple(
            (number[keys[v]], versions[v], by)
            for v, by in zip(w.moved.tolist(), w.by.tolist(), strict=True)
            if v < cells
        )
        for w in found
    )
    return Certificate(
        tuple(names[key] for key in used),
        witnesses,
        tuple(fingerprint(past.cells, past.frame) for past in history),
        fingerprint(frame),
    )


def fingerprint(*frames: pl.DataFrame) -> str:
    """SHA-256 over tables, whatever the order of their rows and columns."""
    digest = hashlib.sha256()
    for frame in frames:
        columns = sorted(frame.columns)
        lines = frame.select(columns).sort(columns).write_csv(separator="\t")
        digest.update(lines.encode())
    return digest.hexdigest()
