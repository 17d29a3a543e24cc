"""Witnesses found for earlier editions, as moves of today's cells: a start, nothing on trust."""

from collections.abc import Iterator, Sequence

import numpy as np
import polars as pl

from shared_metrics.disclosure.adding_up import EDITION, cell_columns
from shared_metrics.disclosure.cells import PastEdition
from shared_metrics.disclosure.equations import System
from shared_metrics.disclosure.known import Whole
from shared_metrics.disclosure.timeline import FIRST, KEY, VAR, VERSION, Timeline
from shared_metrics.disclosure.witnesses import Witness, witness_of

LOOKED_BACK = 2  # editions: an audience's own last one, and the public's of today
Earlier = list[list[Witness]]
Number = dict[tuple[tuple[str, ...], int], int]


def carried(line: Timeline, history: Sequence[PastEdition], whole: System) -> Earlier:
    """Each witness of the newest editions that still adds up, in one way or in two.

    First with the versions that came since moved as the one before: the totals that came since
    hold then too, and nothing is said of changes. Then as it was, today's versions left alone.
    """
    every = (ways for edition in _looked_at(history) for ways in _of(line, history, edition, whole))
    return [ways for ways in every if ways]


def _looked_at(history: Sequence[PastEdition]) -> range:
    return range(max(0, len(history) - LOOKED_BACK), len(history))


def _of(
    line: Timeline, history: Sequence[PastEdition], edition: int, whole: System
) -> Iterator[list[Witness]]:
    number = _numbers(line)
    older, newer = _versions_since(line, edition)
    for told in history[edition].witnesses:
        moves = _moves(told, number, len(whole.values))
        if moves is not None:
            alike = moves.copy()
            alike[newer] = moves[older]
            ways = (alike, moves) if (alike != moves).any() else (moves,)
            yield [witness_of(whole.complete(w)) for w in ways if not (whole.sums @ w).any()]


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
