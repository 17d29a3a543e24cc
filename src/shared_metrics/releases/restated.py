"""As shown then, as shown now: what two frozen editions say otherwise. Without anybody's name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from shared_metrics.agenda.model import Metric
from shared_metrics.disclosure import STATUS, table_id
from shared_metrics.disclosure.public_table import CODED
from shared_metrics.observations import PERIOD, VALUE
from shared_metrics.periods import PeriodKind
from shared_metrics.progress import value_text
from shared_metrics.releases.corrections import corrections
from shared_metrics.releases.model import Correction, Edition, ReleasedGoal


@dataclass(frozen=True, slots=True)
class Flip:
    """A goal whose status is another word than it was.

    `period_then`, `period_now`: the figures the words rest on, None without one.
    """

    goal: str
    title: str
    word_then: str
    word_now: str
    sentence_then: str
    sentence_now: str
    period_then: str | None = None
    period_now: str | None = None

    @property
    def is_restated(self) -> bool:
        """The word of the same period turned: no new figure did it, but another reading of it."""
        return self.period_then == self.period_now


@dataclass(frozen=True, slots=True)
class Restated:
    """What readers of the earlier edition should know when they read the later one."""

    corrections: tuple[Correction, ...]
    flipped: tuple[Flip, ...]

    def __bool__(self) -> bool:
        return bool(self.corrections or self.flipped)


def restated(before: Edition, now: Edition, told: Iterable[Correction] = ()) -> Restated:
    """Figures and statuses of two editions of one audience that read otherwise.

    Both have passed the gate, so all of it may be shown to that audience. `told`: corrections of
    the editions between them, newest first; their notes are kept. A goal that stands in one of
    them only has no other word to compare.
    """
    notes = _notes(before, (*now.release.corrections, *told))
    return Restated(
        corrections(
            before.tables, now.tables, lambda metric, period: notes.get((metric, period.text), "")
        ),
        tuple(_flips(before, now)),
    )


def said_of(edition: Edition, metric_id: str, every: PeriodKind) -> dict[str, str]:
    """Period -> what an edition says of the whole partnership's figure, as its readers see it."""
    table = edition.tables.get(table_id(metric_id, every, ()))
    rows = table.cells.iter_rows(named=True) if table is not None else ()
    metric = edition.release.metric_by_id.get(metric_id)
    return {row[PERIOD]: _said(row, metric) for row in rows if metric is not None}


def _said(row: Mapping[str, Any], metric: Metric) -> str:
    if row[VALUE] is not None:
        return value_text(row[VALUE], metric)
    return row[CODED] or _UNSEEN.get(row[STATUS], "no figure")


_UNSEEN: Final = {"suppressed": "hidden to protect people"}


def _notes(before: Edition, told: Iterable[Correction]) -> dict[tuple[str, str], str]:
    """Metric and period -> the newest note readers were given."""
    metrics = {entry.id: entry.metric for entry in before.release.tables}
    notes: dict[tuple[str, str], str] = {}
    for one in told:
        if one.table in metrics:
            notes.setdefault((metrics[one.table], one.period), one.note)
    return notes


def _flips(before: Edition, now: Edition) -> Iterable[Flip]:
    earlier = {one.goal.id: one for one in before.release.goals}
    for one in now.release.goals:
        then = earlier.get(one.goal.id)
        if then is not None and then.word != one.word:
            yield _flip(then, one)


def _flip(then: ReleasedGoal, now: ReleasedGoal) -> Flip:
    return Flip(
        goal=now.goal.id,
        title=now.goal.title,
        word_then=then.word,
        word_now=now.word,
        sentence_then=then.sentence,
        sentence_now=now.sentence,
        period_then=then.period,
        period_now=now.period,
    )
