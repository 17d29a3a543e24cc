"""Other tables that agree with everything shown: each proves what nobody can rule out.

A *witness* moves some variables away from the truth, in whole numbers, so that everything still
adds up and nothing that is shown moves. It is split into pieces that have no equation in common;
each piece is a witness of its own, for every viewer whose own part it does not contradict.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from shared_metrics.disclosure.equations import Matrix, System
from shared_metrics.disclosure.known import NO_BOUND, Mask, Whole

Weights = np.ndarray[tuple[int], np.dtype[np.float64]]
NEARLY: Final = 1e-6
REWARD: Final = 50.0
HIDDEN_COST: Final = 1e-4
SECONDS: Final = 30.0
SECONDS_FOR_WHOLE: Final = 10.0


@dataclass(frozen=True, eq=False)
class Witness:
    """`moved`: columns of the system, ascending; `by`: how far, never 0."""

    moved: Whole
    by: Whole


def witness_of(moves: Whole) -> Witness:
    """A move as one witness."""
    moved = np.flatnonzero(moves)
    return Witness(moved, moves[moved])


@dataclass(frozen=True, eq=False)
class Room:
    """How far each variable may move for one viewer: `down` and `up` from the truth (0 = not)."""

    down: Whole
    up: Whole


@dataclass(frozen=True, eq=False)
class Target:
    """Variables to move to at least so far: up where `by` is positive, else down."""

    variables: Whole
    by: Whole


def find(
    whole: System, room: Room, target: Target, cost: Weights, *, all_of_it: bool
) -> Whole | None:
    """The cheapest move of whole numbers that reaches the target, None when there is none.

    `all_of_it`: every variable of the target must get there; else as many as possible, each as far
    as possible. `cost`: of moving a variable by one.
    """
    matrix = whole.with_changes(target.variables)
    free = np.flatnonzero(_movable(matrix, (room.down > 0) | (room.up > 0), target))
    if not free.size or (all_of_it and _cannot(room, target, free)):
        return None
    here = matrix[:, free]
    here = here[np.diff(here.indptr) > 0]
    problem = _Problem(here, free, room, target, cost)
    found = problem.solve(all_of_it=all_of_it)
    if found is None:
        return None
    by = _in_whole_numbers(problem, here, found, all_of_it=all_of_it)
    if by is None:
        return None
    moves = np.zeros(len(whole.values), dtype=np.int64)
    moves[free] = by
    return whole.complete(moves)


def _in_whole_numbers(
    problem: "_Problem", here: Matrix, found: Weights, *, all_of_it: bool
) -> Whole | None:
    by = np.rint(found).astype(np.int64)
    off = np.abs(found - by) > NEARLY * max(1.0, float(np.abs(found).max()))
    if not off.any() and not (here @ by).any():
        return by
    return _exact(problem, here) if all_of_it else whole_parts(here, by, off)


def _exact(problem: "_Problem", here: Matrix) -> Whole | None:
    """The answer in whole numbers, where it came out in fractions."""
    exact = problem.solve_whole(all_of_it=True)
    by = None if exact is None else np.rint(exact).astype(np.int64)
    return None if by is None or (here @ by).any() else by


def whole_parts(here: Matrix, by: Whole, off: Mask) -> Whole | None:
    """The parts that came out whole; what is missing is looked for again, one by one at last."""
    moved = np.flatnonzero((by != 0) | off)
    inside = here[:, moved]
    parts = _parts_of(inside)
    broken = np.flatnonzero(inside @ by[moved])
    touching = np.flatnonzero(np.diff(inside[broken].tocsc().indptr) > 0)
    bad = np.concatenate([parts[off[moved]], parts[touching]])
    kept = moved[~np.isin(parts, bad)]
    if not kept.size:
        return None
    whole = np.zeros_like(by)
    whole[kept] = by[kept]
    return whole


def _parts_of(matrix: Matrix) -> Whole:
    """By column, the number of its part: columns that have an equation in common are in one."""
    from scipy import sparse
    from scipy.sparse.csgraph import connected_components

    rows = matrix[np.diff(matrix.indptr) > 0]
    both = sparse.bmat([[None, rows], [rows.T, None]], format="csr")
    labels: Whole = connected_components(both, directed=False)[1][rows.shape[0] :]
    return labels


def _movable(matrix: Matrix, free: Mask, target: Target) -> Mask:
    """Those of the free columns that no equation holds still by having no other free one.

    Only columns of the target and of equations: changes nobody asked for are in none.

    With every edition most sums come to nothing but what was shown before: a solver would find
    that out too, but again for every viewer and target, and only after reading them all.
    """
    entries = abs(matrix)
    columns = entries.T.tocsr()
    matters = np.diff(columns.indptr) > 0
    matters[target.variables] = True
    free = free & matters
    while True:
        lonely = (entries @ free.astype(np.int64)) == 1
        held = free & ((columns @ lonely.astype(np.int64)) > 0)
        if not held.any():
            return free
        free = free & ~held


def _cannot(room: Room, target: Target, free: Whole) -> bool:
    if not np.isin(target.variables, free).all():
        return True
    up = np.where(target.by > 0, target.by, 0)
    down = np.where(target.by < 0, -target.by, 0)
    return bool(((up > room.up[target.variables]) | (down > room.down[target.variables])).any())


class _Problem:
    """One linear program: moves up and down, and (softly) how much of each target is reached."""

    def __init__(
        self, matrix: Matrix, free: Whole, room: Room, target: Target, cost: Weights
    ) -> None:
        position = np.full(len(room.up), -1, dtype=np.int64)
        position[free] = np.arange(len(free))
        inside = position[target.variables] >= 0
        self.at = position[target.variables[inside]]
        self.by = target.by[inside]
        self.matrix = matrix
        self.count = len(free)
        self.cost = cost[free]
        self.up = _as_bound(room.up[free])
        self.down = _as_bound(room.down[free])

    def solve(self, *, all_of_it: bool) -> Weights | None:
        """The cheapest move, perhaps with fractions."""
        from scipy.optimize import linprog

        costs, rows, sides, lower, upper = self._parts(all_of_it=all_of_it)
        answer = linprog(
            costs,
            A_eq=rows["equal"], b_eq=np.zeros(rows["equal"].shape[0]),
            A_ub=rows["at_most"], b_ub=sides,
            bounds=np.column_stack([lower, upper]),
            method="highs",
            options={"time_limit": SECONDS},
        )  # fmt: skip
        return self._moves(answer.x) if answer.status == 0 else None

    def solve_whole(self, *, all_of_it: bool) -> Weights | None:
        """The same in whole numbers, which takes longer."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        costs, rows, sides, lower, upper = self._parts(all_of_it=all_of_it)
        limits = [LinearConstraint(rows["equal"], 0, 0)]
        if rows["at_most"] is not None:
            limits.append(LinearConstraint(rows["at_most"], -np.inf, sides))
        answer = milp(
            costs,
            constraints=limits,
            bounds=Bounds(lower, upper),
            integrality=np.ones(len(costs)),
            options={"time_limit": SECONDS_FOR_WHOLE, "mip_rel_gap": 0.05},
        )
        return self._moves(answer.x) if answer.x is not None else None

    def _moves(self, x: Weights) -> Weights:
        moves: Weights = x[: self.count] - x[self.count : 2 * self.count]
        return moves

    def _parts(self, *, all_of_it: bool) -> tuple[Weights, dict[str, Any], Any, Weights, Weights]:
        """Costs, equations, limits and bounds over (up, down[, reached])."""
        from scipy import sparse

        costs = np.concatenate([self.cost, self.cost])
        lower = np.zeros(2 * self.count)
        upper = np.concatenate([self.up, self.down])
        equal = sparse.hstack([self.matrix, -self.matrix], format="csr").astype(float)
        if all_of_it:
            goes_up = self.by > 0
            np.maximum.at(lower, self.at[goes_up], self.by[goes_up])
            np.maximum.at(lower, self.at[~goes_up] + self.count, -self.by[~goes_up])
            upper[self.at[goes_up] + self.count] = 0
            upper[self.at[~goes_up]] = 0
            return costs, {"equal": equal, "at_most": None}, None, lower, upper
        many = len(self.at)
        sign = np.where(self.by > 0, 1.0, -1.0)
        row = np.arange(many)
        reached = sparse.csr_matrix(
            (
                np.concatenate([-sign, sign, np.ones(many)]),
                (
                    np.tile(row, 3),
                    np.concatenate([self.at, self.at + self.count, 2 * self.count + row]),
                ),
            ),
            shape=(many, 2 * self.count + many),
        )
        wide = sparse.hstack([equal, sparse.csr_matrix((equal.shape[0], many))], format="csr")
        size = np.abs(self.by).astype(float)
        return (
            np.concatenate([costs, -REWARD * self._scale(size)]),
            {"equal": wide, "at_most": reached},
            np.zeros(many),
            np.concatenate([lower, np.zeros(many)]),
            np.concatenate([upper, size]),
        )

    def _scale(self, size: Weights) -> Weights:
        """Reaching a small target is worth as much as reaching a large one."""
        return np.asarray(np.minimum(1.0, 10.0 / np.maximum(size, 1.0)) + 0.2)


def _as_bound(room: Whole) -> Weights:
    return np.where(room >= NO_BOUND // 2, np.inf, room.astype(float))


def pieces(whole: System, moves: Whole) -> list[Witness]:
    """A move, split where its parts have no equation in common."""
    moved = np.flatnonzero(moves)
    if not moved.size:
        return []
    of_moved = _parts_of(whole.with_changes(moved)[:, moved])
    return [
        Witness(moved[of_moved == label], moves[moved[of_moved == label]])
        for label in np.unique(of_moved)
    ]


def costs(shown_weight: Weights) -> Weights:
    """The cost of moving each variable: next to nothing for what is hidden anyway."""
    return np.maximum(shown_weight, HIDDEN_COST)
