"""Witnesses found for earlier editions, as moves of today's cells: a start, nothing on trust."""

from collections.abc import Iterator, Sequence

import numpy as np
import polars as pl

from shared_metrics.disclosure.adding_up import EDITION, cell_columns
from shared_metrics.disclosure.cells import PastEdition
from shared_metrics.disclosure.equations import System
from shared_metrics.disclosure.known import Mask, Whole
from shared_metrics.disclosure.timeline import FIRST, KEY, VAR, VERSION, Timeline
from shared_metrics.disclosure.witnesses import Witness, witness_of

LOOKED_BACK = 2  # editions: an audience's own last one, and the public's of today
Number = dict[tuple[tuple[str, ...], int], int]


class Earlier:
    """Witnesses, and which of them need nothing hidden that is not hidden already."""

    def __init__(self, witnesses: Sequence[Witness], hides: Sequence[Whole], figures: int) -> None:
        """`hides`: by witness, the figures that it contradicts."""
        from scipy import sparse

        rows = np.repeat(np.arange(len(hides)), list(map(len, hides)))
        columns = np.concatenate([np.zeros(0, dtype=np.int64), *hides])
        entries = (np.ones(len(rows), dtype=np.int64), (rows, columns))
        self.witnesses = witnesses
        self.hides = sparse.csr_matrix(entries, shape=(len(hides), figures))
        self.left = np.ones(len(hides), dtype=bool)

    def hiding_nothing(self, shown: Mask) -> list[Witness]:
        """Those that hide none of the figures shown, each given out once."""
        free = self.left & ((self.hides @ shown.astype(np.int64)) == 0)
        self.left &= ~free
        return [self.witnesses[i] for i in np.flatnonzero(free).tolist()]


def carried(line: Timeline, history: Sequence[PastEdition], whole: System) -> list[Witness]:
    """Each witness of the newest editions that still adds up, in one way or in two.

    First with the versions that came since moved as the one before: the totals that came since
    hold then too, and nothing is said of changes. Then as it was, today's versions left alone.
    """
    return [one for edition in _looked_at(history) for one in _of(line, history, edition, whole)]


def _looked_at(history: Sequence[PastEdition]) -> range:
    return range(max(0, len(history) - LOOKED_BACK), len(history))


def _of(
    line: Timeline, history: Sequence[PastEdition], edition: int, whole: System
) -> Iterator[Witness]:
    number = _numbers(line)
    older, newer = _versions_since(line, edition)
    for told in history[edition].witnesses:
        moves = _moves(told, number, len(whole.values))
        if moves is not None:
            alike = moves.copy()
            alike[newer] = moves[older]
            ways = (alike, moves) if (alike != moves).any() else (moves,)
            for way in ways:
                if not (whole.sums @ way).any():
                    yield witness_of(whole.complete(way))


def _numbers(line: Timeline) -> Number:
    """Measure and codes, and version -> variable."""
    columns = cell_columns(line.rules[-1])
    keyed = line.variables.join(line.keys, on=KEY).select(*columns, VERSION, VAR)
    return {(row[:-2], row[-2]): row[-1] for row in keyed.iter_rows()}


def _versions_since(line: Timeline, edition: int) -> tuple[Whole, Whole]:
    """The variables that stood in an edition, and each that stood for the same cell since."""
    then = line.at.filter(pl.col(EDITION) == edition).select(KEY, pl.col(VAR).alias("then"))
    since = line.variables.filter(pl.col(FIRST) > edition).join(then, on=KEY).sort(VAR)
    return since["then"].to_numpy(), since[VAR].to_numpy()


def _moves(
    told: Sequence[tuple[tuple[str, ...], int, int]], number: Number, width: int
) -> Whole | None:
    places = [number.get((cell, version), -1) for cell, version, _ in told]
    if min(places, default=-1) < 0:
        return None
    moves = np.zeros(width, dtype=np.int64)
    moves[places] = [by for *_, by in told]
    return moves
