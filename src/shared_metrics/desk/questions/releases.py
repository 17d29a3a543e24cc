"""Releases: what anybody may read, frozen on the disk; and a draft, for the backbone."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shared_metrics import people
from shared_metrics.agenda.model import Person
from shared_metrics.desk.opening import Desk
from shared_metrics.desk.questions.memory import remembered
from shared_metrics.desk.releasing.checking import checked
from shared_metrics.desk.releasing.freezing import REPORT, audiences_of
from shared_metrics.desk.releasing.history import Kept, published
from shared_metrics.desk.releasing.ordering import draft_row, public_row
from shared_metrics.desk.releasing.protection import PROVEN, Protection
from shared_metrics.desk.releasing.shelf import shelf_of
from shared_metrics.errors import InstallationProblem
from shared_metrics.logs import note_error
from shared_metrics.releases import Edition
from shared_metrics.releases.checklist import ChecklistItem, errors_in
from shared_metrics.releases.difference import TableDifference, differences
from shared_metrics.releases.states import ReleaseRow, State


@dataclass(frozen=True)
class Draft:
    """A draft as the backbone looks at it.

    `hidden`: what is hidden and why, by audience, as protection reports it. `before`: what the
    public reads now; `changes`: what would be shown otherwise.
    """

    row: ReleaseRow
    edition: Edition
    checklist: tuple[ChecklistItem, ...]
    hidden: Mapping[str, Any]
    before: Edition | None
    changes: tuple[TableDifference, ...]

    @property
    def may_be_published(self) -> bool:
        """Whether nothing in the checklist stops it."""
        return not errors_in(self.checklist)


def releases(desk: Desk) -> list[ReleaseRow]:
    """Everything ever published, oldest first; for anybody."""
    return remembered(desk.ledger, "releases", lambda: published(desk.ledger.releases()))


def edition(desk: Desk, release_id: str) -> Edition:
    """A published release, read from the disk and checked against its manifest; for anybody.

    Raises CallersMistake `unknown_release`, `bad_release`; InstallationProblem `release_altered`.
    """
    return _edition(desk, public_row(releases(desk), release_id))


def latest_edition(desk: Desk) -> Edition | None:
    """The newest release that is whole, None before there is one; for anybody.

    One that was damaged on the disk is passed over: the one before it is shown.
    """
    return next(iter(reversed(editions(desk))), None)


def editions(desk: Desk) -> list[Edition]:
    """Every published release that is whole, oldest first; for anybody."""
    return [one for row in releases(desk) if (one := _whole(desk, row)) is not None]


def every_release(desk: Desk, person: Person | None) -> list[ReleaseRow]:
    """The same with the draft, if there is one; `person` None: somebody at the machine itself."""
    if person is not None:
        people.check_can_see_everything(person)
    drafts = [row for row in desk.ledger.releases() if row.state is State.PREPARED]
    return [*releases(desk), *drafts]


def draft(
    desk: Desk, person: Person | None, release_id: str, *, protection: Protection = PROVEN
) -> Draft:
    """A draft with its checklist, what it hides and what it changes; for the backbone.

    `person` None: somebody at the machine itself. Raises NotAllowed, CallersMistake
    `unknown_release` and Conflict (`wrong_state`, `draft_altered`).
    """
    if person is not None:
        people.check_can_see_everything(person)
    row = draft_row(desk.ledger.releases(), release_id)
    kept = Kept(row, shelf_of(desk.home).files(row))
    now = kept.edition()
    assert now is not None  # noqa: S101 - the public always has one
    before = latest_edition(desk)
    return Draft(
        row,
        now,
        checked(desk, kept, now=desk.now(), protection=protection, person=person),
        {audience: json.loads(kept.of(audience)[REPORT]) for audience in audiences_of(kept)},
        before,
        differences(before, now),
    )


def _edition(desk: Desk, row: ReleaseRow) -> Edition:
    key = ("edition", row.manifest_sha256)
    return remembered(desk.ledger, key, lambda: shelf_of(desk.home).edition(row))


def _whole(desk: Desk, row: ReleaseRow) -> Edition | None:
    """The release, None when it was altered: then that is noted once."""
    key = ("edition or none", row.manifest_sha256)
    return remembered(desk.ledger, key, lambda: _edition_or_none(desk, row))


def _edition_or_none(desk: Desk, row: ReleaseRow) -> Edition | None:
    try:
        return _edition(desk, row)
    except InstallationProblem as error:
        note_error("release_altered", error, release=row.id)
        return None
