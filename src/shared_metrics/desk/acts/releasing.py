"""Releases: prepared for a look, published by a second person, amended with a public reason."""

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from shared_metrics.agenda.model import Person
from shared_metrics.desk.opening import Desk
from shared_metrics.desk.releasing.checking import checked, require_no_errors
from shared_metrics.desk.releasing.composing import Order
from shared_metrics.desk.releasing.freezing import freeze, published_files
from shared_metrics.desk.releasing.history import Kept, read_history
from shared_metrics.desk.releasing.ordering import (
    check_still_next,
    checked_words,
    draft_row,
    next_amendment,
    next_release,
    row_of,
)
from shared_metrics.desk.releasing.protection import PROVEN, Protection
from shared_metrics.desk.releasing.shelf import Files, shelf_of
from shared_metrics.errors import Conflict
from shared_metrics.ledger import Entry
from shared_metrics.people import (
    check_can_prepare_release,
    check_can_publish_release,
    check_reason_to_publish,
)
from shared_metrics.releases.manifest import MANIFEST, sha256_of
from shared_metrics.releases.states import Act, ReleaseRow, State, check_can_move


def prepare_release(
    desk: Desk,
    *,
    data_to: dt.date | None = None,
    actor: Person,
    now: dt.datetime,
    note: str | None = None,
    protection: Protection = PROVEN,
) -> ReleaseRow:
    """Freezes what would be public now, for a look; takes the place of an earlier draft.

    `data_to`: the last day of the figures, by default of the newest month for which nothing may
    come any more. `note`: tells the public why published figures read otherwise.

    Raises NotAllowed, CallersMistake (`not_a_months_end`, `not_closed`, `released_before`,
    `note_too_long`), Conflict (`no_plan`, `changed_meanwhile`) and InstallationProblem.
    """
    check_can_prepare_release(actor)
    rows = desk.ledger.releases()
    order = next_release(desk, rows, data_to=data_to, note=note, now=now)
    return _prepare(desk, order, rows, actor=actor, now=now, protection=protection)


def amend_release(
    desk: Desk,
    release_id: str,
    *,
    reason: str,
    actor: Person,
    now: dt.datetime,
    protection: Protection = PROVEN,
) -> ReleaseRow:
    """Prepares an amendment of the newest release from what is accepted now, up to the same day.

    Raises as `prepare_release` does, CallersMistake (`reason_needed`, `unknown_release`) and
    Conflict `not_the_newest`.
    """
    check_can_prepare_release(actor)
    rows = desk.ledger.releases()
    order = next_amendment(desk, rows, release_id, reason=reason, now=now)
    return _prepare(desk, order, rows, actor=actor, now=now, protection=protection)


def publish_release(
    desk: Desk,
    release_id: str,
    *,
    actor: Person,
    now: dt.datetime,
    reason: str | None = None,
    protection: Protection = PROVEN,
) -> ReleaseRow:
    """Makes a draft public: from the ledger's row on, and never again otherwise.

    Raises NotAllowed `second_person`, CallersMistake (`reason_needed`, `unknown_release`),
    Conflict (`not_ready`: the checklist has errors, `wrong_state`, `draft_altered`,
    `changed_meanwhile`) and InstallationProblem. The release before then stays as it is.
    """
    check_can_publish_release(actor, desk.partnership)
    revision, shelf = desk.ledger.revision(), shelf_of(desk.home)
    draft = _draft(desk, release_id)
    check_can_publish_release(actor, desk.partnership, draft.row)
    check_reason_to_publish(actor, draft.row, reason)
    items = checked(desk, draft, now=now, protection=protection, person=actor)
    require_no_errors(draft, items)
    row = _published(desk, draft.row, actor, now, reason)
    files = published_files(draft, row, items)
    row = replace(row, manifest_sha256=sha256_of(files[MANIFEST]))
    with _put(desk, row, files, actor, now) as entry:
        _check_unchanged(entry, draft)
        if entry.revision != revision:
            require_no_errors(draft, checked(desk, draft, now=now, protection=protection))
        row = entry.keep_releases("publish_release", row, *_amended(entry.releases(), row))
    shelf.drop(draft.row)
    return row


def discard_release(desk: Desk, release_id: str, *, actor: Person, now: dt.datetime) -> ReleaseRow:
    """Throws a draft away.

    Raises NotAllowed, CallersMistake `unknown_release` and Conflict `wrong_state`.
    """
    check_can_prepare_release(actor)
    with desk.writing(actor, now) as entry:
        draft = draft_row(entry.releases(), release_id)
        discarded = replace(draft, state=check_can_move(draft.state, Act.DISCARD))
        entry.keep_releases("discard_release", discarded)
    shelf_of(desk.home).drop(draft)
    return discarded


def _prepare(
    desk: Desk,
    order: Order,
    rows: Sequence[ReleaseRow],
    *,
    actor: Person,
    now: dt.datetime,
    protection: Protection,
) -> ReleaseRow:
    shelf = shelf_of(desk.home)
    files = freeze(desk, order, read_history(desk, rows), protection)
    row = row_of(order, sha256_of(files[MANIFEST]), by=actor.email, now=now)
    with _put(desk, row, files, actor, now) as entry:
        before = entry.releases()
        check_still_next(before, row)
        older = [one for one in before if one.state is State.PREPARED]
        replaced = [replace(one, state=check_can_move(one.state, Act.REPLACE)) for one in older]
        act = "amend_release" if row.amends else "prepare_release"
        row = entry.keep_releases(act, row, *replaced)
    for one in older:
        shelf.drop(one)
    return row


@contextmanager
def _put(
    desk: Desk, row: ReleaseRow, files: Files, actor: Person, now: dt.datetime
) -> Iterator[Entry]:
    """A transaction at whose end the files lie in their place; its commit makes them count.

    Whoever is stopped in between leaves files that count for nobody; the next one removes them.
    """
    shelf = shelf_of(desk.home)
    with shelf.laid_out(files) as made, desk.writing(actor, now) as entry:
        shelf.sweep(entry.releases())
        yield entry
        shelf.put(made, row)


def _draft(desk: Desk, release_id: str) -> Kept:
    row = draft_row(desk.ledger.releases(), release_id)
    return Kept(row, shelf_of(desk.home).files(row))


def _published(
    desk: Desk, draft: ReleaseRow, actor: Person, now: dt.datetime, reason: str | None
) -> ReleaseRow:
    return replace(
        draft,
        state=check_can_move(draft.state, Act.PUBLISH),
        published_by=actor.email,
        published_at=now,
        published_on=desk.day_of(now),
        second_person_reason=checked_words(reason) or None,
    )


def _check_unchanged(entry: Entry, draft: Kept) -> None:
    """Nobody published, replaced or discarded it since it was read."""
    if draft.row not in entry.releases():
        raise Conflict(
            "changed_meanwhile",
            f"Somebody else published, replaced or discarded the draft of {draft.row.id}.",
            "Look at `shared-metrics release list`, then do what is still to do.",
        )


def _amended(rows: Sequence[ReleaseRow], row: ReleaseRow) -> list[ReleaseRow]:
    """What the new release takes the place of."""
    old = [one for one in rows if one.is_public and one.id == row.amends]
    return [replace(one, state=check_can_move(one.state, Act.AMEND)) for one in old]
