"""Opening a review: the figures and the agenda as all partners may read them, frozen as one file.

The figures pass the gate of the partners' plan, against everything partners have seen before; on
any doubt nothing is frozen and nothing is shown.
"""

import dataclasses
import datetime as dt
import json
from collections.abc import Hashable, Mapping
from dataclasses import asdict, dataclass

from shared_metrics.agenda.publication import PARTNERS, AudiencePlan
from shared_metrics.desk.opening import Desk
from shared_metrics.desk.releasing.basis import Basis, basis_of
from shared_metrics.desk.releasing.closing import check_data_to, closed_to
from shared_metrics.desk.releasing.composing import Order, composed
from shared_metrics.desk.releasing.freezing import audience_files
from shared_metrics.desk.releasing.history import (
    Kept,
    KeptReview,
    Shown,
    read_history,
    seen_by,
)
from shared_metrics.desk.releasing.plans import contracts_of, plans_of
from shared_metrics.desk.releasing.protection import Protection
from shared_metrics.desk.reviewing.agenda import Told, agenda_of, goal_items
from shared_metrics.desk.reviewing.frozen import (
    AGENDA,
    REVIEW,
    Frozen,
    agenda_json,
    frozen_json,
    read_frozen,
)
from shared_metrics.desk.reviewing.package import packed
from shared_metrics.desk.reviewing.room import coverage_told, told_to_partners
from shared_metrics.errors import CallersMistake, Conflict
from shared_metrics.releases import Edition
from shared_metrics.releases.document import RELEASE, as_json
from shared_metrics.reviews import Commitment, Review


@dataclass(frozen=True, eq=False)
class Prepared:
    """A review about to be opened: what it became, the file to keep, what it was made from."""

    review: Review
    package: bytes
    basis: Basis
    basis_day: dt.date
    newest_release: str | None
    files: Mapping[str, bytes]


def prepared(
    desk: Desk, review: Review, *, data_to: dt.date | None, now: dt.datetime, protection: Protection
) -> Prepared:
    """The figures up to a day and the agenda, safe for all partners.

    Raises CallersMistake (`not_a_months_end`, `not_closed`, `shown_before`), Conflict (`no_plan`,
    `gate_closed`) and InstallationProblem (`release_altered`, `review_altered`).
    """
    plan, history = partners_plan(desk), read_history(desk, desk.ledger.releases())
    day = _data_to(desk, data_to, history, now)
    basis = basis_of(desk, day, desk.day_of(now))
    last = last_review(history)
    number = last.review.number + 1 if last else 1
    order = Order(f"review-{number}", day, desk.day_of(now))
    safe = protection.protected(desk, plan, day, seen_by(PARTNERS, history))
    release = composed(desk, order, plan, safe, last.edition() if last else None)
    frozen = _frozen(desk, review, plan, Edition(release, safe.tables, ""), last)
    frozen = dataclasses.replace(frozen, as_of=f"A{desk.ledger.revision()}", frozen_on=order.day)
    said = {
        RELEASE: as_json(release),
        REVIEW: frozen_json(frozen),
        AGENDA: agenda_json(review),
    }
    _require_open_gate(
        [
            *protection.gate(plan, safe.private, seen_by(PARTNERS, history), safe.tables),
            *protection.found_in(safe.private, said),
        ]
    )
    files = {REVIEW: said[REVIEW], **audience_files(plan, release, safe)}
    newest = next((one.row.id for one in reversed(history) if isinstance(one, Kept)), None)
    opened = dataclasses.replace(
        review,
        number=number,
        previous=last.review.id if last else None,
        data_to=day,
        as_of=frozen.as_of,
        after_release=newest,
    )
    return Prepared(opened, packed(files), basis, order.day, newest, files)


def partners_plan(desk: Desk) -> AudiencePlan:
    """What partners may see; without a plan of their own, what the public may.

    Raises Conflict `no_plan`.
    """
    public, *others = plans_of(desk)
    own = next((plan for plan in others if plan.audience == PARTNERS), None)
    return own or dataclasses.replace(public, audience=PARTNERS)


def plan_key(desk: Desk, review: Review, day: dt.date) -> Hashable:
    """What the agenda of a planned review is made of: the same key, the same agenda.

    How the chair arranged it is not in it.
    """
    basis = basis_of(desk, day, day)
    return basis, json.dumps(asdict(told_to_partners(desk, day)), default=str), review.on, day


def last_review(history: list[Shown]) -> KeptReview | None:
    """The review opened last."""
    return next((one for one in reversed(history) if isinstance(one, KeptReview)), None)


def _frozen(
    desk: Desk, review: Review, plan: AudiencePlan, edition: Edition, last: KeptReview | None
) -> Frozen:
    told = told_to_partners(desk, edition.release.published_on)
    before = last.edition() if last else None
    seen = read_frozen(last.files[REVIEW]).learned if last else frozenset()
    coverage = coverage_told(desk, plan, edition)
    items = agenda_of(edition, before, told, on=review.on, seen=seen, coverage=coverage)
    return Frozen(
        id=review.id,
        title=review.title,
        on=review.on,
        data_to=edition.release.data_to,
        as_of="",
        frozen_on=edition.release.published_on,
        previous=last.review.id if last else None,
        previous_title=last.review.title if last else "",
        items=items,
        goals=goal_items(edition),
        setbacks=told.setbacks,
        adaptations=told.adaptations,
        field_notes=told.field_notes,
        commitments=_still_told(told, last),
        owners=dict(told.owners),
    )


def _still_told(told: Told, last: KeptReview | None) -> tuple[Commitment, ...]:
    """Commitments that are open, and those that were when the last review was opened."""
    before = read_frozen(last.files[REVIEW]).commitments if last else ()
    were_open = {one.id for one in before if one.state == "open"}
    return tuple(c for c in told.commitments if c.state == "open" or c.id in were_open)


def _data_to(
    desk: Desk, data_to: dt.date | None, history: list[Shown], now: dt.datetime
) -> dt.date:
    contracts, today = contracts_of(desk, plans_of(desk)), desk.day_of(now)
    shown = [edition.release.data_to for one in history if (edition := one.edition(PARTNERS))]
    day = data_to or max([closed_to(contracts, today), *shown])
    check_data_to(day, contracts, today, None)
    if shown and day < max(shown):
        raise CallersMistake(
            "shown_before",
            f"Partners have seen figures up to {max(shown)} already.",
            f"Name that day or a later one, not {day}.",
        )
    return day


def _require_open_gate(told: list[str]) -> None:
    """Raises Conflict `gate_closed` with everything that keeps the figures in."""
    if told:
        raise Conflict(
            "gate_closed",
            f"The figures cannot be shown to the room. {' '.join(told)}",
            "Nothing was opened. Take out what is named here, or look at the publication plan.",
        )
