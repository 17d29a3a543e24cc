"""Hides as little as can be so that nothing small can be found out, and keeps the proof.

Every table, all audiences' earlier editions and every partner's own knowledge are one linked
system. For each thing that must stay uncertain two other tables are looked for that agree with
everything shown; whatever they have to move is hidden too. What is found stays true while more is
hidden, so the end of the search is the proof.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from shared_metrics.disclosure.carried import Earlier, carried
from shared_metrics.disclosure.cells import PastEdition, named
from shared_metrics.disclosure.certificate import Certificate, certificate_of
from shared_metrics.disclosure.cover import Cover
from shared_metrics.disclosure.equations import System, system
from shared_metrics.disclosure.known import (
    Given,
    Mask,
    Whole,
    given_before,
)
from shared_metrics.disclosure.rounding import rounded
from shared_metrics.disclosure.rules import MEASURE, Rules
from shared_metrics.disclosure.shown import Figures
from shared_metrics.disclosure.timeline import KEY, VAR, Timeline, timeline
from shared_metrics.disclosure.views import Views
from shared_metrics.disclosure.wanted import Needs
from shared_metrics.disclosure.witnesses import (
    Target,
    Witness,
    costs,
    find,
    pieces,
)
from shared_metrics.errors import Conflict

ROUNDS = 6


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
        self.views = Views(line, self.width)
        self.needs = Needs(line, self.system, self.before, self.views)
        self.found: list[Witness] = []

    def run(self) -> None:
        """The public first: what insiders need hidden beside is little, once that is settled."""
        self._hide_what_is_small()
        self._take_what_hides_nothing()
        for viewer in range(len(self.views.names)):
            self._together(viewer)
            self._one_by_one(viewer)
            if len(self.needs.open_of(viewer)):
                self._take_what_was_found()
            self._require_all_met(viewer)
        self._keep_what_is_needed()

    def _hide_what_is_small(self) -> None:
        self.figures = Figures(self.line, self.width)
        self.figures.hide_any_of(self.needs.variables & ~self.before.exact)
        self.figures.hide_codes_that_tell(self.needs)

    @cached_property
    def _earlier(self) -> Earlier:
        found = carried(self.line, self.history, self.system)
        hides = [self.figures.against(witness, self.system.values) for witness in found]
        return Earlier(found, hides, len(self.figures.shown))

    def _take_what_hides_nothing(self) -> None:
        """Witnesses of earlier editions that contradict nothing shown any more."""
        for witness in self._earlier.hiding_nothing(self.figures.shown):
            self._take(witness)

    def _take_what_was_found(self) -> None:
        """All witnesses of earlier editions, whatever they hide: before giving up."""
        for witness in self._earlier.witnesses:
            self._take(witness)

    def _keep_what_is_needed(self) -> None:
        """Without witnesses that later ones made needless, and what was hidden for these alone."""
        found, self.found = self.found, []
        cover = Cover(self.needs, found, [self._against(witness) for witness in found])
        hidden = self.figures.hidden()
        self._hide_what_is_small()
        hidden_for = self._hidden_for(found)
        for figure in hidden.tolist():
            if self.figures.shown[figure]:
                cover.drop(hidden_for[figure])
        for number in range(len(found)):
            cover.drop([number])
        for number in np.flatnonzero(cover.kept).tolist():
            self._keep(found[number])

    def _hidden_for(self, found: Sequence[Witness]) -> dict[int, list[int]]:
        """By figure, the numbers of the witnesses it is hidden for."""
        numbers = defaultdict(list)
        for number, witness in enumerate(found):
            for figure in np.unique(self.figures.against(witness, self.system.values)).tolist():
                numbers[figure].append(number)
        return numbers

    def _together(self, viewer: int) -> None:
        """Many needs at once, some up, some down: most are met in a few rounds."""
        for round_ in range(ROUNDS):
            before = len(self.needs.open_of(viewer))
            for known, hides in self._knowledge():
                target = self.needs.mixed(viewer, round_)
                if target is None:
                    return
                if self._search(viewer, target, known, all_of_it=False) and hides:
                    break
            if len(self.needs.open_of(viewer)) >= before and round_:
                return

    def _one_by_one(self, viewer: int) -> None:
        tried: dict[int, int] = {}
        while (target := self.needs.single(viewer, tried)) is not None:
            row, one = target
            if not any(
                self._search(viewer, one, known, all_of_it=True) for known, _ in self._knowledge()
            ):
                tried[row] = tried.get(row, 0) + 1

    def _require_all_met(self, viewer: int) -> None:
        failed = self.needs.open_of(viewer)
        if len(failed):
            raise _cannot_protect(self.line, self.needs, failed, self.views.names[viewer])

    def _knowledge(self) -> Iterator[tuple[Given, bool]]:
        """What may not move: first without hiding more, then hiding, at last also what is coded."""
        yield self.before | self.figures.given(), False
        yield self.before | self.figures.bounds(), True
        yield self.before, True

    def _search(self, viewer: int, target: Target, known: Given, *, all_of_it: bool) -> bool:
        """Looks for the cheapest witness and takes what helps of it; whether anything did."""
        room = self.views.room(viewer, known, self.system.values)
        cost = costs(self.figures.weights())
        moves = find(self.system, room, target, cost, all_of_it=all_of_it)
        if moves is None:
            return False
        helped = [self._take(witness) for witness in pieces(self.system, moves)]
        if any(helped):
            self._take_what_hides_nothing()
        return any(helped)

    def _take(self, witness: Witness) -> bool:
        useful = self.needs.meet(witness, self._against(witness))
        if useful:
            self._keep(witness)
        return useful

    def _against(self, witness: Witness) -> Mask:
        return self.views.contradicted(witness, self.system.values, self.before)

    def _keep(self, witness: Witness) -> None:
        self.figures.hide(self.figures.against(witness, self.system.values))
        self.found.append(witness)

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
