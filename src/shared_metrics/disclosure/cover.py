"""Which witnesses a proof needs: without those that later ones made needless.

A search finds witness after witness, and what an early one had to hide a later one may do without.
"""

from collections.abc import Sequence

import numpy as np

from shared_metrics.disclosure.known import Mask, Whole
from shared_metrics.disclosure.views import rows_at
from shared_metrics.disclosure.wanted import Needs
from shared_metrics.disclosure.witnesses import Witness

_NOTHING = np.zeros(0, dtype=np.int64)


class Cover:
    """How far each witness reaches for each need, and which witnesses are kept."""

    def __init__(self, needs: Needs, witnesses: Sequence[Witness], against: Sequence[Mask]) -> None:
        """`against`: by witness, the viewers it is not possible for."""
        self.needs = needs
        reaches = [needs.reached(*one) for one in zip(witnesses, against, strict=True)]
        self.about = [rows for rows, _ in reaches]
        row = np.concatenate([_NOTHING, *self.about])
        order = np.argsort(row, kind="stable")
        self.there = np.concatenate([_NOTHING, *(ends for _, ends in reaches)])[order]
        self.witness = np.repeat(np.arange(len(reaches)), list(map(len, self.about)))[order]
        self.starts = np.searchsorted(row[order], np.arange(len(needs.values) + 1))
        self.kept = np.ones(len(reaches), dtype=bool)

    def drop(self, witnesses: Sequence[int]) -> bool:
        """Keeps these no more, if all needs are met without them; whether they are."""
        kept = self.kept.copy()
        kept[list(witnesses)] = False
        about = [self.about[i] for i in np.flatnonzero(self.kept & ~kept)]
        rows = about[0] if len(about) == 1 else np.unique(np.concatenate([_NOTHING, *about]))
        is_enough = self._is_enough(kept, rows)
        if is_enough:
            self.kept = kept
        return is_enough

    def _is_enough(self, kept: Mask, about: Whole) -> bool:
        """Whether these needs are met by what is kept."""
        if not about.size:
            return True
        places, true = rows_at(self.starts, about, self.needs.values[about])
        count = self.starts[about + 1] - self.starts[about]
        first = np.concatenate([[0], np.cumsum(count)[:-1]])
        there = np.where(kept[self.witness[places]], self.there[places], true)
        values = self.needs.values[about]
        least = np.minimum(values, np.minimum.reduceat(there, first))
        most = np.maximum(values, np.maximum.reduceat(there, first))
        return not self.needs.are_open(about, least, most).any()
