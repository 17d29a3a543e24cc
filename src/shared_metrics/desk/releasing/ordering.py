"""Which release comes next, and what its row in the ledger says."""

import dataclasses
import datetime as dt
from collections.abc import Sequence

from shared_metrics.desk.opening import Desk
from shared_metrics.desk.releasing.closing import check_data_to, closed_to
from shared_metrics.desk.releasing.composing import Order
from shared_metrics.desk.releasing.history import published
from shared_metrics.desk.releasing.plans import contracts_of, plans_of
from shared_metrics.desk.who import new_id
from shared_metrics.errors import CallersMistake, Conflict
from shared_metrics.releases import Previous, ReleaseId
from shared_metrics.releases.states import ReleaseRow, State

MAX_NOTE = 500


def next_release(
    desk: Desk,
    rows: Sequence[ReleaseRow],
    *,
    data_to: dt.date | None,
    note: str | None,
    now: dt.datetime,
) -> Order:
    """The release after the newest one.

    Raises CallersMistake unless figures up to the day may be released, Conflict `no_plan`.
    """
    today, before = desk.day_of(now), _newest(rows)
    contracts = contracts_of(desk, plans_of(desk))
    day = data_to or closed_to(contracts, today)
    check_data_to(day, contracts, today, before.data_to if before else None)
    number = ReleaseId(before.number.number + 1 if before else 1)
    return _after(before, Order(number, day, today, note=checked_words(note)))


def next_amendment(
    desk: Desk, rows: Sequence[ReleaseRow], release_id: str, *, reason: str, now: dt.datetime
) -> Order:
    """The amendment of the newest release, with what is accepted now.

    Raises CallersMistake (`reason_needed`, `unknown_release`, `bad_release`) and Conflict
    `not_the_newest`: only the newest can be amended, the others are history.
    """
    words = checked_words(reason)
    if not words:
        raise CallersMistake(
            "reason_needed",
            "The public is told why a release is amended: a reason is needed.",
            "Write one sentence that names no person. It stays with the release.",
        )
    amended, newest = public_row(rows, release_id), _newest(rows)
    assert newest is not None  # noqa: S101 - there is at least the one to be amended
    if amended.id != newest.id:
        raise Conflict(
            "not_the_newest",
            f"{newest.id} was published after {amended.id}.",
            f"Amend {newest.id}: it holds the figures of {amended.id} too.",
        )
    number = dataclasses.replace(amended.number, amendment=amended.number.amendment + 1)
    order = Order(number, amended.data_to, desk.day_of(now), note=words)
    return _after(newest, dataclasses.replace(order, amends=amended.id, reason=words))


def row_of(order: Order, manifest_sha256: str, *, by: str, now: dt.datetime) -> ReleaseRow:
    """The row of a new draft."""
    return ReleaseRow(
        key=new_id("rel"),
        id=str(order.id),
        state=State.PREPARED,
        data_to=order.data_to,
        amends=order.amends,
        reason=order.reason,
        note=None if order.reason else order.note or None,
        prepared_by=by,
        prepared_at=now,
        published_by=None,
        published_at=None,
        published_on=None,
        second_person_reason=None,
        manifest_sha256=manifest_sha256,
        previous=order.previous.id if order.previous else None,
    )


def public_row(rows: Sequence[ReleaseRow], release_id: str) -> ReleaseRow:
    """A release that was published. Raises CallersMistake `unknown_release`, `bad_release`."""
    wanted = parsed(release_id)
    found = [row for row in published(rows) if row.number == wanted]
    if not found:
        raise _unknown(wanted, [row.id for row in published(rows)])
    return found[0]


def draft_row(rows: Sequence[ReleaseRow], release_id: str) -> ReleaseRow:
    """The draft of a release.

    Raises CallersMistake `unknown_release`, `bad_release`; Conflict `wrong_state` when it was
    published already.
    """
    wanted = parsed(release_id)
    of_number = [row for row in rows if row.number == wanted]
    drafts = [row for row in of_number if row.state is State.PREPARED]
    if not drafts and any(row.is_public for row in of_number):
        raise Conflict(
            "wrong_state",
            f"{wanted} is published already.",
            f"To change it, amend it: `shared-metrics release amend {wanted}`.",
        )
    if not drafts:
        raise _unknown(wanted, [row.id for row in rows if row.state is State.PREPARED])
    return drafts[0]


def parsed(release_id: str) -> ReleaseId:
    """A number of a release. Raises CallersMistake `bad_release`."""
    try:
        return ReleaseId.parse(release_id)
    except ValueError as error:
        hint = "List them with `shared-metrics release list`."
        raise CallersMistake("bad_release", f"{error}.", hint) from None


def checked_words(words: str | None) -> str:
    """Public words on one line. Raises CallersMistake `note_too_long`."""
    said = " ".join((words or "").split())
    if len(said) > MAX_NOTE:
        raise CallersMistake(
            "note_too_long", f"It has {len(said)} letters.", f"Use at most {MAX_NOTE}."
        )
    return said


def check_still_next(rows: Sequence[ReleaseRow], draft: ReleaseRow) -> None:
    """Raises Conflict `changed_meanwhile` when another release came out in between."""
    newest = _newest(rows)
    if (newest.id if newest else None) != draft.previous:
        raise Conflict(
            "changed_meanwhile",
            f"{newest.id if newest else 'Another release'} was published at the same moment.",
            "Prepare it again.",
        )


def _newest(rows: Sequence[ReleaseRow]) -> ReleaseRow | None:
    return next(reversed(published(rows)), None)


def _after(before: ReleaseRow | None, order: Order) -> Order:
    if before is None:
        return order
    previous = Previous(before.id, before.manifest_sha256)
    return dataclasses.replace(order, previous=previous, since=before.published_at)


def _unknown(wanted: ReleaseId, known: Sequence[str]) -> CallersMistake:
    there = f"There is {', '.join(known)}." if known else "There is none yet."
    return CallersMistake(
        "unknown_release", f"There is no release “{wanted}” to do that to.", there
    )
