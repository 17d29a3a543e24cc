"""One release's cells written as sums of the smallest ones that are not known.

A cell is *small* here when it is no sum of others. Whatever is known is a constant; so a total of
known parts is no equation at all, and what is left falls into many little systems.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from shared_metrics.disclosure.attack.evidence import Evidence, Mask
from shared_metrics.disclosure.attack.sums import Sums, Whole
from shared_metrics.disclosure.attack.vintages import Vintages

Matrix = Any  # scipy's sparse arrays carry no types
Marks = NDArray[np.uint64]


@dataclass(frozen=True, eq=False)
class Terms:
    """Each row: `of` x variables + `plus`."""

    of: Matrix
    plus: Whole

    def __sub__(self, other: "Terms") -> "Terms":
        return Terms(self.of - other.of, self.plus - other.plus)


@dataclass(frozen=True, eq=False)
class Layer:
    """A release. By cell: its variable, whether it is known and its value, whether it is small.

    `marks`: equal for a cell in two releases where it is the same sum of the same variables.
    `split`: each sum's chosen parts. `odd`: sums that say something new of the small cells.
    """

    at: Whole
    known: Mask
    value: Whole
    small: Mask
    marks: Marks
    split: Matrix
    odd: Sums
    variables: int

    def expand(self, rows: Matrix) -> Terms:
        """Sums of cells (a row each) as sums of small unknown cells."""
        plus = np.zeros(rows.shape[0], dtype=np.int64)
        found = sparse.csr_array(rows.shape, dtype=np.int64)
        hidden, small, large = map(
            _diagonal, (~self.known & (self.at >= 0), self.small, ~self.small)
        )
        while rows.nnz:
            plus += rows @ self.value
            rows = rows @ hidden
            found = found + rows @ small
            rows = sparse.csr_array(rows @ large @ self.split)
            rows.eliminate_zeros()
        found = found.tocoo()
        entries = (found.data, (found.coords[0], self.at[found.coords[1]]))
        shape = (found.shape[0], self.variables)
        of = sparse.csr_array(entries, shape=shape, dtype=np.int64)
        of.eliminate_zeros()
        return Terms(of, plus)

    def cells(self, chosen: Whole) -> Matrix:
        """One row for each chosen cell."""
        rows = np.arange(len(chosen))
        entries = (np.ones(len(chosen), dtype=np.int64), (rows, chosen))
        return sparse.csr_array(entries, shape=(len(chosen), len(self.at)))

    def odd_sums(self, chosen: Whole) -> Matrix:
        """Whole less parts of each chosen odd sum."""
        parts = _matrix(self.odd.of, self.odd.part, (len(self.odd.whole), len(self.at)))
        return self.cells(self.odd.whole[chosen]) - parts[chosen]


def layer_of(line: Vintages, evidence: Evidence, release: int) -> Layer:
    """What is known and how things add up in one release."""
    at = line.at[release]
    there = at >= 0
    known = there & evidence.known[at]
    sums = _among(line.sums[release], there)
    small = there.copy()
    small[sums.whole] = False
    marks = _marks(sums, small, at, line.variables.height)
    even = marks[sums.whole] == _totals(marks, sums)
    chosen = _cheapest(_only(sums, even), known, small)
    return Layer(
        at, known, np.where(known, evidence.low[at], 0), small, marks,
        _matrix(chosen.whole[chosen.of], chosen.part, (len(at), len(at))),
        _only(sums, ~even), line.variables.height,
    )  # fmt: skip


def _diagonal(chosen: Mask) -> Matrix:
    return sparse.diags_array(chosen.astype(np.int64), dtype=np.int64)


def _matrix(rows: Whole, columns: Whole, shape: tuple[int, int]) -> Matrix:
    entries = (np.ones(len(rows), dtype=np.int64), (rows, columns))
    return sparse.csr_array(entries, shape=shape, dtype=np.int64)


def _among(sums: Sums, there: Mask) -> Sums:
    """The sums whose whole is there and at least one part; a part that is not there is nothing."""
    here = there[sums.part] & there[sums.whole[sums.of]]
    of, part = sums.of[here], sums.part[here]
    kept, of = np.unique(of, return_inverse=True)
    return Sums(sums.whole[kept], of.astype(np.int64), part)


def _only(sums: Sums, chosen: Mask) -> Sums:
    number = np.cumsum(chosen) - 1
    entries = chosen[sums.of]
    return Sums(sums.whole[chosen], number[sums.of[entries]], sums.part[entries])


def _totals(marks: Marks, sums: Sums) -> Marks:
    """The sum of the parts' marks; whole numbers that wrap around, so always exact."""
    totals = np.zeros(len(sums.whole), dtype=np.uint64)
    np.add.at(totals, sums.of, marks[sums.part])
    return totals


def _marks(sums: Sums, small: Mask, at: Whole, variables: int) -> Marks:
    """A number for each cell that adds up as the cell does from the small ones."""
    random = np.random.default_rng(2026).integers(1, 2**63, variables, dtype=np.uint64)
    marks = np.where(small, random[at], np.uint64(0))
    done = small | (at < 0)
    while True:
        ready = np.bincount(sums.of, weights=~done[sums.part], minlength=len(sums.whole)) == 0
        ready &= ~done[sums.whole]
        if not ready.any():
            return marks
        wholes, first = np.unique(sums.whole[ready], return_index=True)
        marks[wholes] = _totals(marks, sums)[ready][first]
        done[wholes] = True


def _cheapest(sums: Sums, known: Mask, small: Mask) -> Sums:
    """One sum for each whole: the one that comes down to the fewest unknown small cells."""
    cost = np.where(known, 0.0, np.where(small, 1.0, np.inf))
    while True:
        of_sum = np.bincount(sums.of, weights=cost[sums.part], minlength=len(sums.whole))
        better = cost.copy()
        np.minimum.at(better, sums.whole, of_sum)
        if np.array_equal(better, cost):
            break
        cost = better
    order = np.lexsort((np.arange(len(of_sum)), of_sum, sums.whole))
    _, first = np.unique(sums.whole[order], return_index=True)
    chosen = np.zeros(len(of_sum), dtype=bool)
    chosen[order[first]] = True
    return _only(sums, chosen)
