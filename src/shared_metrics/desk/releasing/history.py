"""What was shown before: releases and reviews, whole, in order, and what each audience saw."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from shared_metrics.agenda.publication import PARTNERS, PUBLIC
from shared_metrics.desk.kept_records import things
from shared_metrics.desk.opening import Desk
from shared_metrics.desk.releasing.protection import PastAudience
from shared_metrics.desk.releasing.shelf import Files, shelf_of
from shared_metrics.desk.reviewing.package import unpacked
from shared_metrics.releases import Edition
from shared_metrics.releases.manifest import MANIFEST, PRIVATE, sha256_of
from shared_metrics.releases.packing import unlisted_edition
from shared_metrics.releases.states import ReleaseRow
from shared_metrics.reviews import Review

PROOF: Final = "proof/"  # of each audience: what protection gave to keep


@dataclass(frozen=True)
class Kept:
    """A release or draft with all its files, exactly what the ledger says it is."""

    row: ReleaseRow
    files: Files

    def of(self, audience: str) -> Files:
        """What is kept for one audience, by path."""
        return under(folder_of(audience), self.files)

    def edition(self, audience: str = PUBLIC) -> Edition | None:
        """What an audience reads in it; None when there is nothing for it."""
        files = self.files if audience == PUBLIC else self.of(audience)
        if audience != PUBLIC and not files:
            return None
        return unlisted_edition(files, sha256_of(self.files[MANIFEST]))

    def proof(self, audience: str) -> PastAudience:
        """What protection gave to keep for one audience."""
        return PastAudience(self.row.id, under(PROOF, self.of(audience)), audience)


@dataclass(frozen=True)
class KeptReview:
    """The figures a review was opened with: the partners saw them, the public did not."""

    review: Review
    files: Files

    def of(self, audience: str) -> Files:
        """What is kept for one audience, by path."""
        return under(folder_of(audience), self.files)

    def edition(self, audience: str = PARTNERS) -> Edition | None:
        """What an audience reads in it; None for all but the partners."""
        files = self.of(audience)
        return unlisted_edition(files, self.review.package or "") if files else None

    def proof(self, audience: str) -> PastAudience:
        """What protection gave to keep for one audience."""
        return PastAudience(self.review.id, under(PROOF, self.of(audience)), audience)


Shown = Kept | KeptReview


def folder_of(audience: str) -> str:
    """Where an audience's own files lie in a release: `private/partners/`."""
    return f"{PRIVATE}{audience.replace(':', '-')}/"


def under(folder: str, files: Files) -> dict[str, bytes]:
    """The files below a folder, by their path from there."""
    return {
        path.removeprefix(folder): content
        for path, content in files.items()
        if path.startswith(folder)
    }


def published(rows: Iterable[ReleaseRow]) -> list[ReleaseRow]:
    """What was ever public, in the order it was published."""
    return sorted((row for row in rows if row.is_public), key=lambda row: row.number)


def read_history(desk: Desk, rows: Iterable[ReleaseRow]) -> list[Shown]:
    """Everything published, oldest first, and the reviews opened in between.

    Raises InstallationProblem `release_altered` or `review_altered` when any of it is missing or
    was changed.
    """
    shelf = shelf_of(desk.home)
    return with_reviews(desk, [Kept(row, shelf.files(row)) for row in published(rows)])


def with_reviews(desk: Desk, releases: Sequence[Kept]) -> list[Shown]:
    """These releases, oldest first, each followed by the reviews opened before the next one.

    Raises InstallationProblem `review_altered`.
    """
    reviews = [KeptReview(one, unpacked(desk.vault, one)) for one in frozen_reviews(desk)]
    after: dict[str | None, list[KeptReview]] = {}
    for one in reviews:
        after.setdefault(one.review.after_release, []).append(one)
    shown: list[Shown] = [*after.get(None, ())]
    for kept in releases:
        shown += [kept, *after.get(kept.row.id, ())]
    return shown


def frozen_reviews(desk: Desk) -> list[Review]:
    """The reviews whose figures are frozen, in the order they were opened."""
    frozen = (one for one in things(desk.ledger, Review) if one.is_frozen)
    return sorted(frozen, key=lambda one: one.number)


def seen_by(
    audience: str, history: Sequence[Shown], public_now: PastAudience | None = None
) -> list[PastAudience]:
    """What an audience has seen before it is given its tables, oldest first.

    Everybody sees what is public, also the public part of the release being made (`public_now`).
    """
    sides = (PUBLIC,) if audience == PUBLIC else (PUBLIC, audience)
    seen = [kept.proof(side) for kept in history for side in sides if kept.of(side)]
    return seen if audience == PUBLIC or public_now is None else [*seen, public_now]


def last_seen_by(audience: str, history: Sequence[Shown]) -> Edition | None:
    """The newest edition an audience has read."""
    editions = (kept.edition(audience) for kept in reversed(history))
    return next((edition for edition in editions if edition is not None), None)
