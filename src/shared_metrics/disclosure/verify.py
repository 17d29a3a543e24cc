"""The gate: whether what is to leave is what was proven. Whole numbers only, and no solver.

It works the equations out from the cells by itself, by adding up, and trusts the certificate in
nothing: a witness that does not add up, moves something shown, or contradicts what its viewer
knows is told and counts for nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from shared_metrics.disclosure.adding_up import (
    EDITION,
    EQUATION,
    SIGN,
    cell_columns,
    disagreements,
    fitting,
    members,
    of_editions,
)
from shared_metrics.disclosure.cells import PastEdition, named
from shared_metrics.disclosure.certificate import Certificate, fingerprint
from shared_metrics.disclosure.equations import NEW, OLD, changes_of
from shared_metrics.disclosure.figures import (
    AS_OF,
    CODED,
    PENDING,
    PUBLISHED,
    STATUS,
    SUPPRESSED,
    TABLE,
    cells_of_figures,
    valued,
)
from shared_metrics.disclosure.known import Given, given_before, given_by
from shared_metrics.disclosure.rounding import rounding_violations
from shared_metrics.disclosure.rules import MEASURE, PARTNER, VALUE, Rules
from shared_metrics.disclosure.sensitive import HIGH, LOW, VIEWER, WIDTH, needs, own_parts
from shared_metrics.disclosure.timeline import (
    KEY,
    VAR,
    VERSION,
    Timeline,
    timeline,
)
from shared_metrics.errors import SharedMetricsError

WITNESS = "witness"
BY = "by"


def verify(
    frame: pl.DataFrame,
    cells: pl.DataFrame,
    certificate: Certificate,
    rules: Rules,
    history: Sequence[PastEdition] = (),
) -> list[str]:
    """What is wrong with letting the frame leave; [] when nothing is.

    `cells`, `rules`, `history`: the facts, as `protect` was given them. Any doubt is a violation,
    also cells that cannot be right.
    """
    try:
        line = timeline(cells, rules, history)
    except SharedMetricsError as error:
        return [error.message]
    gate = _Gate(line, frame, history)
    found = [*_of_certificate(frame, certificate, history), *_of_past_cells(history, rules)]
    if rules.mode == "round":
        return found or gate.violations_of_rounding(certificate)
    found += _of_frame(frame, line, history)
    return found or gate.violations(certificate)


def _of_certificate(
    frame: pl.DataFrame, certificate: Certificate, history: Sequence[PastEdition]
) -> Iterator[str]:
    if certificate.frame != fingerprint(frame):
        yield "The figures are not those the certificate is for."
    if certificate.editions != tuple(fingerprint(past.cells, past.frame) for past in history):
        yield "The editions before are not those the certificate is for: one is missing or changed."


def _of_past_cells(history: Sequence[PastEdition], rules: Rules) -> Iterator[str]:
    if history:
        cells = of_editions([fitting(past.cells, rules) for past in history])
        off = disagreements(cells, [*(past.rules or rules for past in history), rules])
        for number in off[EDITION].unique().sort().to_list():
            yield f"The cells kept of {history[number].id} do not add up."


def _of_frame(frame: pl.DataFrame, line: Timeline, history: Sequence[PastEdition]) -> Iterator[str]:
    """Whether the frame has every planned figure once, and shows only what is so."""
    rules = line.rules[line.newest]
    names = [TABLE, *rules.names]
    told = frame.filter(pl.col(AS_OF) == line.newest)
    facts = valued(cells_of_figures(line, line.newest), line, rules)
    if frame.select(names).sort(names).rows() != facts.select(names).sort(names).rows():
        yield "The figures are not those of the publication plan."
        return
    both = told.join(facts, on=names, suffix="_true")
    if both.filter(~_as_is()).height:
        yield f"Figures are not what the cells say: {named(both.filter(~_as_is()).select(names))}."
    nothing = frame.filter(
        pl.col(STATUS) != PUBLISHED, pl.col(VALUE).is_not_null() | pl.col(CODED).is_not_null()
    )
    if nothing.height:
        yield f"Hidden figures have a value: {named(nothing.select(names))}."
    yield from _of_held_back(frame, line, history, names)


def _as_is() -> pl.Expr:
    hidden = (pl.col(STATUS) == SUPPRESSED) & ~pl.col(PENDING)
    same = [pl.col(name).eq_missing(pl.col(f"{name}_true")) for name in (VALUE, CODED, STATUS)]
    return hidden | (pl.all_horizontal(same) & ~pl.col(PENDING))


def _of_held_back(
    frame: pl.DataFrame, line: Timeline, history: Sequence[PastEdition], names: list[str]
) -> Iterator[str]:
    """A figure of an older edition is what the edition before showed, and says that it is held."""
    held = frame.filter((pl.col(AS_OF) != line.newest) | pl.col(PENDING))
    if not held.height:
        return
    same = [*names, VALUE, STATUS, CODED, AS_OF]
    last = history[-1].frame if history else frame.head(0)
    if any(name not in last.columns for name in same):
        yield "Figures are held back that the edition before did not have."
        return
    odd = held.join(last, on=same, how="anti", nulls_equal=True)
    odd = pl.concat([odd, held.filter(~pl.col(PENDING) | (pl.col(STATUS) != PUBLISHED))])
    if odd.height:
        yield f"Held-back figures are not what was shown before: {named(odd.select(names))}."


@dataclass(frozen=True, eq=False)
class _Gate:
    """Judges witnesses, then looks whether the possible ones cover everything."""

    line: Timeline
    frame: pl.DataFrame
    history: Sequence[PastEdition]

    def violations(self, certificate: Certificate) -> list[str]:
        """Everything wrong with the proof."""
        width = self.line.variables.height
        before = given_before(self.line, self.history, width)
        given = before | given_by(self.line, self.frame, self.line.rules[-1], width)
        moves = self._moves(certificate)
        if isinstance(moves, str):
            return [moves]
        forged = self._forged(moves, given)
        told = [f"{len(forged):,} witnesses of the certificate are not possible."] if forged else []
        moves = moves.filter(~pl.col(WITNESS).is_in(sorted(forged)))
        return [*told, *self._uncovered(moves, before)]

    def violations_of_rounding(self, certificate: Certificate) -> list[str]:
        """Everything wrong with a rounding: its one witness says how far each cell was moved."""
        moves = self._moves(certificate)
        if isinstance(moves, str):
            return [moves]
        here = self.line.places.filter(pl.col(EDITION) == self.line.newest)
        if _not_adding_up(here, moves, self.line.rules):
            return ["What is shown does not add up."]
        return rounding_violations(self.line, self.frame, moves, self.history)

    def _moves(self, certificate: Certificate) -> pl.DataFrame | str:
        """witness, var, by, value: the certificate's moves as variables."""
        rows = [
            (number, *move) for number, moves in enumerate(certificate.witnesses) for move in moves
        ]
        schema = dict.fromkeys((WITNESS, "cell", VERSION, BY), pl.Int64)
        moves = pl.DataFrame(rows, schema=schema, orient="row")
        columns = cell_columns(self.line.rules[-1])
        told = pl.DataFrame(
            certificate.cells, schema=dict.fromkeys(columns, pl.String), orient="row"
        )
        cells = told.with_row_index("cell").with_columns(pl.col("cell").cast(pl.Int64))
        keyed = cells.join(self.line.keys, on=columns).select("cell", KEY)
        found = moves.join(keyed, on="cell").join(
            self.line.variables.select(KEY, VERSION, VAR, VALUE), on=[KEY, VERSION]
        )
        if found.height != moves.height or found.select(WITNESS, VAR).is_duplicated().any():
            return "The certificate speaks of cells that are not there."
        return found.select(WITNESS, VAR, BY, VALUE)

    def _forged(self, moves: pl.DataFrame, given: Given) -> set[int]:
        """Witnesses that are not possible for anybody."""
        var = moves[VAR].to_numpy()
        there = (moves[VALUE] + moves[BY]).to_numpy()
        wrong = given.exact[var] | (there < 0) | (there > given.most[var])
        found = set(moves.filter(pl.Series(wrong))[WITNESS].to_list())
        return found | _not_adding_up(self.line.places, moves, self.line.rules)

    def _uncovered(self, moves: pl.DataFrame, before: Given) -> list[str]:
        changes = changes_of(self.line)
        wanted = needs(self.line, changes)
        public = pl.Series(np.flatnonzero(before.exact), dtype=pl.Int64)
        wanted = wanted.filter(~pl.col(VAR).is_in(public.implode()))
        values = pl.concat([self.line.variables.select(VAR, VALUE), changes.select(VAR, VALUE)])
        reach = pl.concat([moves.select(WITNESS, VAR, BY), _moves_of_changes(moves, changes)])
        reach = reach.join(values, on=VAR).select(
            WITNESS, VAR, (pl.col(VALUE) + pl.col(BY)).alias("there")
        )
        possible = wanted.join(reach, on=VAR).join(
            self._contradicted(moves), on=[WITNESS, VIEWER], how="anti"
        )
        ends = possible.group_by(VIEWER, VAR).agg(
            pl.col("there").min().alias("least"), pl.col("there").max().alias("most")
        )
        least, most = pl.min_horizontal("least", VALUE), pl.max_horizontal("most", VALUE)
        open_ends = (
            wanted.join(values, on=VAR)
            .join(ends, on=[VIEWER, VAR], how="left")
            .filter((least > pl.col(LOW)) | (most < pl.col(HIGH)) | (most - least < pl.col(WIDTH)))
        )
        return self._told(open_ends, changes) if open_ends.height else []

    def _contradicted(self, moves: pl.DataFrame) -> pl.DataFrame:
        """witness, viewer: who knows that a witness cannot be."""
        own = own_parts(self.line)
        met = moves.join(own, on=VAR)
        wrong = met.filter(pl.col("alone") | (pl.col(VALUE) + pl.col(BY) < pl.col("own")))
        return wrong.select(WITNESS, pl.col(PARTNER).alias(VIEWER)).unique()

    def _told(self, open_ends: pl.DataFrame, changes: pl.DataFrame) -> list[str]:
        of_change = changes.select(VAR, pl.col(NEW).alias("of"))
        cells = open_ends.join(of_change, on=VAR, how="left").select(
            VIEWER, pl.col("of").fill_null(pl.col(VAR)).alias(VAR)
        )
        places = cells.join(self.line.variables, on=VAR).join(self.line.keys, on=KEY)
        places = places.select(MEASURE, *self.line.rules[-1].names)
        return [f"{open_ends.height:,} small numbers are not proven safe: {named(places)}."]


def _moves_of_changes(moves: pl.DataFrame, changes: pl.DataFrame) -> pl.DataFrame:
    """How far each witness moves the change from one version of a cell to another."""
    sides = [
        changes.select(VAR, pl.col(side).alias("of"))
        .join(moves.select(WITNESS, pl.col(VAR).alias("of"), BY), on="of")
        .select(WITNESS, VAR, pl.col(BY) * sign)
        for side, sign in ((NEW, 1), (OLD, -1))
    ]
    return pl.concat(sides).group_by(WITNESS, VAR).agg(pl.col(BY).sum())


def _not_adding_up(places: pl.DataFrame, moves: pl.DataFrame, rules: Sequence[Rules]) -> set[int]:
    """Witnesses that break a sum of an edition."""
    moved = members(places, rules).join(moves.select(WITNESS, VAR, BY), on=VAR)
    off = moved.group_by(WITNESS, EQUATION).agg((pl.col(BY) * pl.col(SIGN)).sum())
    return set(off.filter(pl.col(BY) != 0)[WITNESS].to_list())
