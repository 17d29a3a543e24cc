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
from shared_metrics.disclosure.equations import NEW, OLD, System, system
from shared_metrics.disclosure.known import (
    Given,
    Whole,
    given_before,
)
from shared_metrics.disclosure.rounding import rounded
from shared_metrics.disclosure.rules import MEASURE, Rules
from shared_metrics.disclosure.shown import Figures
from shared_metrics.disclosure.timeline import KEY, VAR, VERSION, Timeline, timeline
from shared_metrics.disclosure.views import Views
from shared_metrics.disclosure.wanted import Needs, mask_of
from shared_metrics.disclosure.witnesses import (
    Target,
    Witness,
    costs,
    find,
    pieces,
)
from shared_metrics.errors import Conflict

ROUNDS = 6
LOOKED_BACK = 2  # editions: an audience's own last one, and the public's of today


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
    line = timeline(cells, rules, history)
    if rules.mode == "round":
        return Protected(*rounded(line, history))
    search = _Search(line, history)
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
        self.figures = Figures(line, self.width)
        self.views = Views(line, self.width)
        self.needs = Needs(line, self.system, self.before, self.views)
        self.found: list[Witness] = []

    def run(self) -> None:
        self.figures.hide_any_of(self.needs.variables & ~self.before.exact)
        self.figures.hide_codes_that_tell(self.needs)
        self._begin_with_what_was_found()
        for viewer in range(len(self.views.names)):
            self._together(viewer)
            self._one_by_one(viewer)

    def _begin_with_what_was_found(self) -> None:
        """Witnesses of the newest editions that still add up and contradict nothing shown."""
        columns = [MEASURE, *self.line.rules[-1].names]
        keyed = self.line.variables.join(self.line.keys, on=KEY).select(*columns, VERSION, VAR)
        number = {(row[:-2], row[-2]): row[-1] for row in keyed.rows()}
        for past in self.history[-LOOKED_BACK:]:
            for witness in past.witnesses:
                places = [(cell, version) for cell, version, _ in witness]
                if all(place in number for place in places):
                    moves = np.zeros(self.width, dtype=np.int64)
                    moves[[number[place] for place in places]] = [by for *_, by in witness]
                    self._take(moves)

    def _take(self, moves: Whole) -> None:
        changes = self.system.changes
        new, old = changes[NEW].to_numpy(), changes[OLD].to_numpy()
        moves[changes[VAR].to_numpy()] = moves[new] - moves[old]
        if not (self.system.matrix @ moves).any():
            self._absorb(moves)

    def _together(self, viewer: int) -> None:
        """Many needs at once, some up, some down: most are met in a few rounds."""
        for round_ in range(ROUNDS):
            target = self.needs.mixed(viewer, round_)
            if target is None:
                return
            before = len(self.needs.open_of(viewer))
            self._search(viewer, target, all_of_it=False)
            if len(self.needs.open_of(viewer)) >= before and round_:
                return

    def _one_by_one(self, viewer: int) -> None:
        tried: dict[int, int] = {}
        while (target := self.needs.single(viewer, tried)) is not None:
            row, one = target
            if not self._search(viewer, one, all_of_it=True):
                tried[row] = tried.get(row, 0) + 1
        failed = self.needs.open_of(viewer)
        if len(failed):
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
                self.figures.hide_any_of(mask_of(witness.moved, self.width))
                self.figures.hide_codes_against(witness, self.system.values)
                self.found.append(witness)
            helped = helped or useful
        return helped

    def frame(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        shown = self.figures.frame(self.line, self.history)
        return shown, self.figures.report(shown, self.needs.reasons())


def _cannot_protect(line: Timeline, wanted: Needs, rows: Whole, viewer: str) -> Conflict:
    places = line.variables.join(line.keys, on=KEY).select(VAR, MEASURE, *line.rules[-1].names)
    found = wanted.table[rows.tolist()].select(VAR).join(places, on=VAR, how="left").drop(VAR)
    from_whom = f"from “{viewer}”, who knows its own rows" if viewer else "from readers"
    return Conflict(
        "cannot_protect",
        f"No way was found to keep {len(rows):,} small numbers {from_whom}: {named(found)}.",
        "Nothing was published. Take fine tables out of publication.yaml, or wait for more data.",
    )
