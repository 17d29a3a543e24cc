"""How low and how high sums of unknown numbers can be: many at a time, at last one by one."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse.csgraph import connected_components

from shared_metrics.disclosure.attack.presolve import NEARLY, Matrix, Real, Region, impossible
from shared_metrics.errors import Conflict

MOST_ROUNDS: Final = 60
_INFEASIBLE: Final = 2
Mask = NDArray[np.bool_]
Labels = NDArray[np.int32]


def ranges(
    region: Region, of: Matrix, wide: tuple[Real, Real], *, integer: bool
) -> tuple[Real, Real]:
    """The lowest and highest values of the sums `of` x, each to where it is `wide` enough at least.

    `integer`: of whole x; else of any, which may be a little wider.
    """
    highest = Search(region, of, wide[1], integer=integer)
    highest.find()
    lowest = Search(region, -of, -wide[0], integer=integer)
    lowest.reached = -highest.least
    lowest.find()
    return -lowest.reached, np.maximum(highest.reached, -lowest.least)


@dataclass(frozen=True, eq=False)
class _Pieces:
    """Numbers that no row and no sum has together, by column, row and sum."""

    column: Labels
    row: Labels
    sum: Labels


def _pieces(region: Region, of: Matrix) -> _Pieces:
    every = sparse.csr_array(sparse.vstack([region.rows, of]))
    links = sparse.block_array([[None, every], [every.T, None]])
    _, label = connected_components(links, directed=False)
    rows, sums = region.rows.shape[0], of.shape[0]
    return _Pieces(label[rows + sums :], label[:rows], label[rows : rows + sums])


class Search:
    """Finds how high each of many sums can be, up to what is enough.

    Any solution says something of all sums, so first as many as possible are lifted together.
    `reached`, `least`: the highest and lowest each sum was in any solution.
    """

    def __init__(self, region: Region, of: Matrix, enough: Real, *, integer: bool) -> None:
        self.region, self.of, self.enough = region, sparse.csr_array(of), enough.copy()
        self.integer = integer
        self.reached: Real = np.full(of.shape[0], -np.inf)
        self.least: Real = np.full(of.shape[0], np.inf)
        self.pieces = _pieces(region, self.of)

    def find(self) -> None:
        """Lifts every sum to what is enough, or as high as it can be."""
        for _ in range(MOST_ROUNDS):
            left = self._left()
            if not left.any():
                return
            self._together(left)
            if self._left().sum() == left.sum():
                break
        for number in np.flatnonzero(self._left()):
            if self._left()[number]:
                self._alone(int(number))

    def _left(self) -> Mask:
        return self.reached < self.enough - NEARLY

    def _together(self, left: Mask) -> None:
        """The most of all sums that are left, none counted beyond what is enough."""
        part = _part(self.region, self.pieces, np.unique(self.pieces.sum[left]))
        of = self.of[left][:, part.columns]
        lifted = sparse.eye_array(of.shape[0])
        rows = sparse.block_array([[part.region.rows, None], [-of, lifted]], format="csr")
        count = of.shape[0]
        region = Region(
            rows,
            np.concatenate([part.region.least, np.full(count, -np.inf)]),
            np.concatenate([part.region.most, np.zeros(count)]),
            np.concatenate([part.region.low, np.full(count, -np.inf)]),
            np.concatenate([part.region.high, self.enough[left]]),
        )
        gain = np.concatenate([np.zeros(len(part.columns)), np.ones(count)])
        self._saw(part, _best(region, gain, integer=False)[: len(part.columns)])

    def _alone(self, number: int) -> None:
        part = _part(self.region, self.pieces, self.pieces.sum[number : number + 1])
        gain = self.of[[number]][:, part.columns].toarray()[0]
        found = _best(part.region, gain, integer=False)
        self._saw(part, found)
        at_most = gain @ found
        if self.integer:
            at_most = np.floor(at_most + NEARLY)
            if self.reached[number] < at_most - NEARLY:
                found = _best(part.region, gain, integer=True)
                self._saw(part, found)
                at_most = np.rint(gain @ found)
        self.enough[number] = min(self.enough[number], at_most)

    def _saw(self, part: "_Part", found: Real) -> None:
        """A solution: what each sum comes to in it. Of whole numbers, when those are asked for."""
        x = np.zeros(self.region.low.shape)
        x[part.columns] = np.rint(found) if self.integer else found
        inside = np.isin(self.pieces.sum, part.pieces)
        if self.integer:
            inside &= ~np.isin(self.pieces.sum, self._broken(part, found))
        values = (self.of @ x)[inside]
        self.reached[inside] = np.maximum(self.reached[inside], values)
        self.least[inside] = np.minimum(self.least[inside], values)

    def _broken(self, part: "_Part", found: Real) -> Labels:
        """The pieces in which a solution is not of whole numbers that satisfy every row exactly."""
        region, x = part.region, np.rint(found)
        off = (np.abs(x - found) > NEARLY * 100) | (x < region.low) | (x > region.high)
        sums = region.rows @ x
        violated = (sums < region.least) | (sums > region.most)
        rows = self.pieces.row[part.rows]
        return np.unique(np.concatenate([self.pieces.column[part.columns][off], rows[violated]]))


@dataclass(frozen=True, eq=False)
class _Part:
    """Some pieces of a region by themselves."""

    region: Region
    pieces: Labels
    columns: NDArray[np.intp]
    rows: NDArray[np.intp]


def _part(region: Region, pieces: _Pieces, chosen: Labels) -> _Part:
    columns = np.flatnonzero(np.isin(pieces.column, chosen))
    rows = np.flatnonzero(np.isin(pieces.row, chosen))
    inner = Region(
        region.rows[rows][:, columns],
        region.least[rows],
        region.most[rows],
        region.low[columns],
        region.high[columns],
    )
    return _Part(inner, chosen, columns, rows)


def _best(region: Region, gain: Real, *, integer: bool) -> Real:
    """A solution with the most gain."""
    rows = [LinearConstraint(region.rows, region.least, region.most)] if len(region.least) else []
    found = milp(
        -gain,
        integrality=np.full(len(gain), int(integer)),
        bounds=Bounds(region.low, region.high),
        constraints=rows,
        options={"mip_rel_gap": 0.0},
    )
    if found.status == _INFEASIBLE:
        raise impossible()
    if found.x is None or found.status != 0:
        raise Conflict("attack_unsolved", f"The solver did not come to an end: {found.message}")
    return np.asarray(found.x, dtype=float)
