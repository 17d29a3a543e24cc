"""Hides as little as can be so that nothing small can be found out, and keeps the proof.

Every table, all audiences' earlier editions and every partner's own knowledge are one linked
system. For each thing that must stay uncertain two other tables are looked for that agree with
everything shown; whatever they have to move is hidden too. What is found stays true while more is
hidden, so the end of the search is the proof.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from shared_metrics.disclosure.cells import PastEdition, named
from shared_metrics.disclosure.certificate import Certificate, certificate_of
from shared_metrics.disclosure.equations import System, system
from shared_metrics.disclosure.figures import (
    AS_OF,
    CODED,
    DIFFERENCE,
    NUMERATOR,
    PENDING,
    POSITION,
    PUBLISHED,
    STATUS,
    SUPPRESSED,
    TABLE,
    VERSION,
    cells_of_figures,
    valued,
)
from shared_metrics.disclosure.known import (
    NO_BOUND,
    Given,
    Mask,
    Whole,
    coded_bounds,
    given_before,
    nothing_given,
)
from shared_metrics.disclosure.rules import MEASURE, PARTNER, VALUE, Rules
from shared_metrics.disclosure.sensitive import (
    HIGH,
    LOW,
    OUTSIDER,
    REASON,
    VIEWER,
    needs,
    own_parts,
)
from shared_metrics.disclosure.timeline import KEY, VAR, Timeline, timeline
from shared_metrics.disclosure.witnesses import (
    Room,
    Target,
    Weights,
    Witness,
    costs,
    find,
    pieces,
)
from shared_metrics.errors import Conflict

ROUNDS = 6
FIGURE = "figure"
TO_PROTECT_OTHERS = "to_protect_others"


@dataclass(frozen=True, eq=False)
class Protected:
    """`frame`: every planned figure as it may be shown. `certificate`: the proof, private.

    `report`: table, dimensions, reason: the figures hidden and why (`small`, `few_contributors`,
    `dominated`, `to_protect_others`), private too.
    """

    frame: pl.DataFrame
    certificate: Certificate
    report: pl.DataFrame


def protect(cells: pl.DataFrame, rules: Rules, history: Sequence[PastEdition] = ()) -> Protected:
    """Cells (see `cells.checked`) and all editions before -> what may leave, with its proof.

    Raises CallersMistake for cells that cannot be right, Conflict `cannot_protect` when no way was
    found to keep something uncertain: then nothing may leave.
    """
    search = _Search(timeline(cells, rules, history), history)
    search.run()
    frame, report = search.frame()
    return Protected(frame, certificate_of(search.line, frame, history, search.found), report)


class _Search:
    """The state of one search: what is shown so far, which needs are met, the witnesses found."""

    def __init__(self, line: Timeline, history: Sequence[PastEdition]) -> None:
        self.line, self.history = line, history
        self.system: System = system(line)
        self.width = len(self.system.values)
        self.before: Given = given_before(line, history, self.width)
        self.figures = _Figures(line, self.width)
        self.views = _Views(line, self.width)
        self.needs = _Needs(line, self.system, self.before, self.views)
        self.found: list[Witness] = []

    def run(self) -> None:
        self.figures.hide_any_of(self.needs.variables & ~self.before.exact)
        self.figures.hide_codes_that_tell(self.needs)
        for viewer in range(len(self.views.names)):
            self._together(viewer)
            self._one_by_one(viewer)

    def _together(self, viewer: int) -> None:
        """Many needs at once, some up, some down: most are met in a few rounds."""
        for round_ in range(ROUNDS):
            target = self.needs.mixed(viewer, round_)
            if target is None:
                return
            before = self.needs.unmet(viewer)
            self._search(viewer, target, all_of_it=False)
            if self.needs.unmet(viewer) >= before:
                return

    def _one_by_one(self, viewer: int) -> None:
        failed: list[int] = []
        while (target := self.needs.single(viewer, failed)) is not None:
            row, one = target
            if not self._search(viewer, one, all_of_it=True):
                failed.append(row)
        if failed:
            raise _cannot_protect(self.line, self.needs, failed, self.views.names[viewer])

    def _search(self, viewer: int, target: Target, *, all_of_it: bool) -> bool:
        """First without hiding more, then at the least cost, at last without regard to codes."""
        given = self.before | self.figures.given()
        for known in (given, self.before | self.figures.bounds(), self.before):
            room = self.views.room(viewer, known, self.system.values)
            moves = find(
                self.system.matrix, room, target, costs(self.figures.weights()), all_of_it=all_of_it
            )
            if moves is not None and self._absorb(moves) and (all_of_it or known is not given):
                return True
        return False

    def _absorb(self, moves: Whole) -> bool:
        found = pieces(self.system.matrix, moves)
        helped = False
        for witness in found:
            useful = self.needs.meet(
                witness, self.views.contradicted(witness, self.system.values, self.before)
            )
            if useful:
                self.figures.hide_any_of(_mask(witness.moved, self.width))
                self.figures.hide_codes_against(witness, self.system.values)
                self.found.append(witness)
            helped = helped or useful
        return helped

    def frame(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        shown = self.figures.frame(self.line, self.history)
        return shown, self.figures.report(shown, self.needs.reasons())


def _mask(variables: Whole, width: int) -> Mask:
    mask = np.zeros(width, dtype=bool)
    mask[variables] = True
    return mask


class _Views:
    """Outsiders and every partner: what each knows by itself."""

    def __init__(self, line: Timeline, width: int) -> None:
        guards = line.rules[line.newest].protect_insiders or any(
            rules.protect_insiders for rules in line.rules
        )
        partners = line.parts[PARTNER].unique().sort().to_list() if guards else []
        self.names: tuple[str, ...] = (OUTSIDER, *partners)
        self.number = {name: i for i, name in enumerate(self.names)}
        self.width = width
        own = own_parts(line).filter(pl.col(PARTNER).is_in(partners)).sort(VAR)
        self.own_var = own[VAR].to_numpy()
        self.own_part = own["own"].to_numpy()
        self.own_alone = own["alone"].to_numpy()
        self.own_viewer = own[PARTNER].replace_strict(self.number, return_dtype=pl.Int64).to_numpy()
        self.starts = np.searchsorted(self.own_var, np.arange(width + 1))
        self.free_below = np.zeros(width, dtype=bool)
        self.free_below[line.variables.height :] = True  # changes may be negative

    def room(self, viewer: int, given: Given, values: Whole) -> Room:
        """How far each variable may move for this viewer."""
        down = np.where(self.free_below, NO_BOUND, values)
        up = np.where(given.most == NO_BOUND, NO_BOUND, given.most - values)
        if viewer:
            mine = self.own_viewer == viewer
            at, part, alone = self.own_var[mine], self.own_part[mine], self.own_alone[mine]
            down[at] = np.minimum(down[at], values[at] - part)
            down[at[alone]] = 0
            up[at[alone]] = 0
        down[given.exact] = 0
        up[given.exact] = 0
        return Room(down, np.maximum(up, 0))

    def contradicted(self, witness: Witness, values: Whole, before: Given) -> Mask:
        """Per viewer: whether this one knows that the witness cannot be."""
        wrong = np.zeros(len(self.names), dtype=bool)
        told = before.exact[witness.moved] | (
            values[witness.moved] + witness.by > before.most[witness.moved]
        )
        if told.any():
            wrong[:] = True
            return wrong
        for variable, by in zip(witness.moved, witness.by, strict=True):
            rows = slice(self.starts[variable], self.starts[variable + 1])
            against = self.own_alone[rows] | (values[variable] + by < self.own_part[rows])
            wrong[self.own_viewer[rows][against]] = True
        return wrong


class _Needs:
    """Everything that must stay uncertain, and how much of it is proven."""

    def __init__(self, line: Timeline, whole: System, before: Given, views: _Views) -> None:
        table = needs(line, whole.changes)
        table = table.filter(pl.col(VIEWER).is_in(list(views.names)))
        known = pl.Series(np.flatnonzero(before.exact), dtype=pl.Int64)
        self.table = table.filter(~pl.col(VAR).is_in(known.implode())).sort(VAR, VIEWER)
        self.var = self.table[VAR].to_numpy()
        self.low, self.high = self.table[LOW].to_numpy(), self.table[HIGH].to_numpy()
        self.viewer = (
            self.table[VIEWER].replace_strict(views.number, return_dtype=pl.Int64).to_numpy()
        )
        self.values = whole.values[self.var] if len(self.var) else np.zeros(0, dtype=np.int64)
        self.met_low = self.values <= self.low
        self.met_high = self.values >= self.high
        self.starts = np.searchsorted(self.var, np.arange(len(whole.values) + 1))
        self.variables = _mask(self.var, len(whole.values))

    def unmet(self, viewer: int) -> int:
        """How many ends are still open for a viewer."""
        mine = self.viewer == viewer
        return int((~self.met_low[mine]).sum() + (~self.met_high[mine]).sum())

    def mixed(self, viewer: int, round_: int) -> Target | None:
        """Every variable with an open end, up or down in turn."""
        rows = np.flatnonzero((self.viewer == viewer) & ~(self.met_low & self.met_high))
        if not len(rows):
            return None
        turn = (np.arange(len(rows)) * 2654435761 >> (round_ + 3)) % 2 == 0
        up = self.met_low[rows] | (~self.met_high[rows] & turn)
        by = np.where(up, self.high[rows] - self.values[rows], self.low[rows] - self.values[rows])
        return Target(self.var[rows], by)

    def single(self, viewer: int, failed: Sequence[int]) -> tuple[int, Target] | None:
        """One open end."""
        is_open = (self.viewer == viewer) & ~(self.met_low & self.met_high)
        is_open[list(failed)] = False
        rows = np.flatnonzero(is_open)
        if not len(rows):
            return None
        row = int(rows[0])
        to = self.high[row] if not self.met_high[row] else self.low[row]
        by = np.array([to - self.values[row]])
        return row, Target(self.var[[row]], by)

    def meet(self, witness: Witness, contradicted: Mask) -> bool:
        """Counts a witness for everybody it is possible for; whether that met anything new."""
        rows, by = self._rows_of(witness)
        there = self.values[rows] + by
        possible = ~contradicted[self.viewer[rows]]
        low = rows[possible & (there <= self.low[rows]) & ~self.met_low[rows]]
        high = rows[possible & (there >= self.high[rows]) & ~self.met_high[rows]]
        self.met_low[low] = True
        self.met_high[high] = True
        return bool(len(low) or len(high))

    def _rows_of(self, witness: Witness) -> tuple[Whole, Whole]:
        first, after = self.starts[witness.moved], self.starts[witness.moved + 1]
        count = after - first
        rows = np.repeat(first - np.concatenate([[0], np.cumsum(count)[:-1]]), count)
        return rows + np.arange(count.sum()), np.repeat(witness.by, count)

    def reasons(self) -> pl.DataFrame:
        """var, reason: the first reason in the order small, few contributors, dominated."""
        return self.table.group_by(VAR).agg(pl.col(REASON).min())


class _Figures:
    """The figures planned for the edition to be made, and which are still shown."""

    def __init__(self, line: Timeline, width: int) -> None:
        rules = line.rules[line.newest]
        self.rules, self.line, self.width = rules, line, width
        cells = cells_of_figures(line, line.newest, rules)
        self.table = valued(cells, line, rules).with_row_index(FIGURE)
        names = [TABLE, *rules.names]
        self.cells = cells.join(self.table.select(FIGURE, *names, CODED), on=names).drop_nulls(VAR)
        self.of_cell = self.cells[FIGURE].to_numpy().astype(np.int64)
        self.var = self.cells[VAR].to_numpy()
        self.shown = np.ones(self.table.height, dtype=bool)
        self.exact_cell = (self.cells[CODED].is_null() | (self.cells[POSITION] == 1)).to_numpy()
        self.weight = np.log2(1.0 + np.abs(self.cells.join(
            line.variables.select(VAR, VALUE), on=VAR, how="left", maintain_order="left",
        )[VALUE].to_numpy())) + 0.3  # fmt: skip
        self._bounds = self._bounds_of_cells()

    def _bounds_of_cells(self) -> pl.DataFrame:
        """figure, var, most: for coded figures."""
        if not self.cells.filter(pl.col(CODED).is_not_null()).height:
            return pl.DataFrame(schema={FIGURE: pl.Int64, VAR: pl.Int64, "most": pl.Int64})
        bounds = coded_bounds(self.cells.drop(FIGURE), self.line, self.rules)
        sides = self.cells.filter(
            pl.col(CODED).is_not_null(), pl.col(POSITION).is_in([NUMERATOR, DIFFERENCE])
        )
        return sides.select(pl.col(FIGURE).cast(pl.Int64), VAR).join(bounds.unique(), on=VAR)

    def hide(self, figures: Whole) -> None:
        self.shown[figures] = False

    def hide_any_of(self, variables: Mask) -> None:
        """Hides every figure that gives one of these away exactly."""
        told = self.exact_cell & variables[self.var]
        self.hide(self.of_cell[told])

    def hide_codes_that_tell(self, wanted: _Needs) -> None:
        """Hides coded figures whose bound is tighter than what must stay uncertain."""
        if not self._bounds.height or not len(wanted.var):
            return
        highest = np.full(self.width, np.iinfo(np.int64).min)
        np.maximum.at(highest, wanted.var, wanted.high)
        tight = self._bounds["most"].to_numpy() < highest[self._bounds[VAR].to_numpy()]
        self.hide(self._bounds[FIGURE].to_numpy()[tight])

    def hide_codes_against(self, witness: Witness, values: Whole) -> None:
        """Hides coded figures whose bound a witness oversteps."""
        if not self._bounds.height:
            return
        there = np.full(self.width, np.iinfo(np.int64).min)
        there[witness.moved] = values[witness.moved] + witness.by
        over = there[self._bounds[VAR].to_numpy()] > self._bounds["most"].to_numpy()
        self.hide(self._bounds[FIGURE].to_numpy()[over])

    def given(self) -> Given:
        """What the figures still shown give away."""
        given = self.bounds()
        given.exact[self.var[self.exact_cell & self.shown[self.of_cell]]] = True
        return given

    def bounds(self) -> Given:
        """What the codes still shown give away; exact cells may still be hidden."""
        given = nothing_given(self.width)
        if self._bounds.height:
            shown = self._bounds.filter(pl.Series(self.shown[self._bounds[FIGURE].to_numpy()]))
            np.minimum.at(given.most, shown[VAR].to_numpy(), shown["most"].to_numpy())
        return given

    def weights(self) -> Weights:
        """What would be lost by moving each variable: the figures still shown it is in."""
        lost = np.zeros(self.width)
        told = self.exact_cell & self.shown[self.of_cell]
        np.add.at(lost, self.var[told], self.weight[told])
        return lost

    def frame(self, line: Timeline, history: Sequence[PastEdition]) -> pl.DataFrame:
        """Every figure as it may be shown."""
        names = [TABLE, *self.rules.names]
        shown = pl.Series("shown", self.shown)
        status = pl.when(shown).then(pl.col(STATUS))
        frame = self.table.with_columns(status.otherwise(pl.lit(SUPPRESSED)).alias(STATUS))
        is_shown = pl.col(STATUS) == PUBLISHED
        version = line.variables.select(pl.col(VAR).alias("var_0"), VERSION)
        frame = frame.join(version, on="var_0", how="left").select(
            *names,
            pl.when(is_shown).then(pl.col(VALUE)).alias(VALUE),
            STATUS,
            pl.when(is_shown).then(pl.col(CODED)).alias(CODED),
            pl.lit(value=False).alias(PENDING),
            pl.lit(line.newest, pl.Int64).alias(AS_OF),
            VERSION,
        )
        return _held_back(frame, history, names).sort(names)

    def report(self, frame: pl.DataFrame, reasons: pl.DataFrame) -> pl.DataFrame:
        """Why each hidden figure is hidden."""
        names = [TABLE, *self.rules.names]
        why = self.cells.join(reasons, on=VAR).group_by(FIGURE).agg(pl.col(REASON).max())
        hidden = self.table.join(frame.filter(pl.col(STATUS) == SUPPRESSED), on=names, how="semi")
        told = hidden.select(FIGURE, *names).join(why, on=FIGURE, how="left")
        return told.select(*names, pl.col(REASON).fill_null(TO_PROTECT_OTHERS)).sort(names)


def _held_back(
    frame: pl.DataFrame, history: Sequence[PastEdition], names: list[str]
) -> pl.DataFrame:
    """A figure that cannot be shown anew keeps what the edition before showed, and says so."""
    if not history:
        return frame
    last = history[-1].frame
    if any(name not in last.columns for name in names):
        return frame
    old = last.filter(pl.col(STATUS) == PUBLISHED).select(
        *names, *(pl.col(c).alias(f"{c}_old") for c in (VALUE, CODED, AS_OF, VERSION))
    )
    both = frame.join(old, on=names, how="left")
    held = (pl.col(STATUS) == SUPPRESSED) & pl.col(f"{AS_OF}_old").is_not_null()
    kept = [
        pl.when(held).then(pl.col(f"{c}_old")).otherwise(pl.col(c)).alias(c)
        for c in (VALUE, CODED, AS_OF, VERSION)
    ]
    both = both.with_columns(held.alias(PENDING), *kept).with_columns(
        pl.when(PENDING).then(pl.lit(PUBLISHED)).otherwise(pl.col(STATUS)).alias(STATUS)
    )
    return both.select(frame.columns)


def _cannot_protect(line: Timeline, wanted: _Needs, rows: Sequence[int], viewer: str) -> Conflict:
    places = line.variables.join(line.keys, on=KEY).select(VAR, MEASURE, *line.rules[-1].names)
    found = wanted.table[list(rows)].select(VAR).join(places, on=VAR, how="left").drop(VAR)
    from_whom = f"from “{viewer}”, who knows its own rows" if viewer else "from readers"
    return Conflict(
        "cannot_protect",
        f"No way was found to keep {len(rows):,} small numbers {from_whom}: {named(found)}.",
        "Nothing was published. Take fine tables out of publication.yaml, or wait for more data.",
    )
