"""What somebody said beside a file, kept as a field note in the file's own transaction."""

import datetime as dt
from collections.abc import Iterable
from typing import Final

from shared_metrics.desk.acts.sending import Sending
from shared_metrics.desk.kept_records import KeptRecord, keep_new, things
from shared_metrics.learning import FieldNote
from shared_metrics.ledger import Entry
from shared_metrics.periods import Period, PeriodKind
from shared_metrics.submissions import Submission

ACT: Final = "write_field_note"


def keep_what_was_said(
    entry: Entry, sending: Sending, submissions: Iterable[Submission]
) -> KeptRecord[FieldNote] | None:
    """One private field note for the words of a sending, about its newest period.

    None without words, and where a file before this one came with the same words.
    """
    sent = list(submissions)
    if not sending.note or not sent:
        return None
    newest = max(sent, key=lambda one: _last_day(one, sending))
    note = FieldNote(
        id="",
        heard=sending.note,
        heard_by=_heard_by(sending, sent),
        period=_month(newest, sending),
        metrics=_metrics(sending),
        submission=newest.id,
    )
    if any(_is_same(note, one) for one in things(entry, FieldNote)):
        return None
    return keep_new(entry, ACT, note)


def _heard_by(sending: Sending, sent: list[Submission]) -> str:
    """Whoever it is about; of a file of several partners, the backbone that sent it."""
    partners = {one.partner for one in sent}
    return partners.pop() if len(partners) == 1 else sending.desk.partnership.backbone


def _month(newest: Submission, sending: Sending) -> str:
    """The last month of the file's period that has begun."""
    day = min(_last_day(newest, sending), sending.desk.day_of(sending.now))
    return Period.of(day, PeriodKind.MONTH).text


def _last_day(one: Submission, sending: Sending) -> dt.date:
    return one.period.last_day if one.period else sending.desk.day_of(sending.now)


def _metrics(sending: Sending) -> tuple[str, ...]:
    metrics = sending.desk.agenda.metrics
    return tuple(one.id for one in metrics if one.contract == sending.contract.id)


def _is_same(note: FieldNote, known: FieldNote) -> bool:
    told = (known.heard, known.heard_by, known.period, known.metrics)
    return told == (note.heard, note.heard_by, note.period, note.metrics)
