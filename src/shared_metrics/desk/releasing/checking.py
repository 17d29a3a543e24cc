"""Whether a draft may be published: the facts of this moment for the checklist."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from shared_metrics.agenda.model import Person
from shared_metrics.agenda.publication import PUBLIC
from shared_metrics.desk.opening import Desk
from shared_metrics.desk.questions.agreements import agreement_warnings
from shared_metrics.desk.releasing.basis import (
    basis_of,
    changes,
    read_basis,
    waiting_submissions,
)
from shared_metrics.desk.releasing.freezing import BASIS, audiences_of, plan_for
from shared_metrics.desk.releasing.history import (
    Kept,
    Shown,
    published,
    seen_by,
    with_reviews,
)
from shared_metrics.desk.releasing.protection import Protection
from shared_metrics.desk.releasing.shelf import shelf_of
from shared_metrics.errors import Conflict, SharedMetricsError
from shared_metrics.people import prepared_by
from shared_metrics.releases.checklist import ChecklistItem, Facts, checklist, errors_in
from shared_metrics.releases.document import RELEASE, as_json
from shared_metrics.releases.states import ReleaseRow


def checked(
    desk: Desk,
    draft: Kept,
    *,
    now: dt.datetime,
    protection: Protection,
    person: Person | None = None,
) -> tuple[ChecklistItem, ...]:
    """The checklist of a draft at this moment. `person`: who would publish it, when known."""
    rows = desk.ledger.releases()
    history, altered = _look_back(desk, rows)
    edition = draft.edition()
    assert edition is not None  # noqa: S101 - the public always has one
    return checklist(
        Facts(
            edition.release,
            desk.day_of(now),
            waiting=tuple(one.id for one in waiting_submissions(desk, draft.row.data_to)),
            trail=tuple(problem.message for problem in desk.ledger.verify()),
            gate={} if altered else gate_of(draft, history, protection),
            history=altered,
            outdated=tuple(_outdated(desk, draft, rows, now)),
            agreements=tuple(one.sentence for one in agreement_warnings(desk, None)),
            same_person=person is not None and prepared_by(person, draft.row),
        )
    )


def require_no_errors(draft: Kept, items: Sequence[ChecklistItem]) -> None:
    """Raises Conflict `not_ready` with everything that stops a draft from being published."""
    stopping = errors_in(items)
    if stopping:
        raise Conflict(
            "not_ready",
            f"{draft.row.id} is not published. {' '.join(item.message for item in stopping)}",
            stopping[0].hint,
        )


def gate_of(
    kept: Kept, history: Sequence[Shown], protection: Protection
) -> Mapping[str, tuple[str, ...]]:
    """What the gate finds, by audience. Whatever goes wrong is a violation."""
    return {
        audience: tuple(_violations(kept, audience, history, protection))
        for audience in audiences_of(kept)
    }


def _violations(
    kept: Kept, audience: str, history: Sequence[Shown], protection: Protection
) -> list[str]:
    try:
        return _judged(kept, audience, history, protection)
    except Exception as error:  # noqa: BLE001 - on any doubt nothing leaves
        return [f"It could not be checked ({type(error).__name__})."]


def _judged(
    kept: Kept, audience: str, history: Sequence[Shown], protection: Protection
) -> list[str]:
    edition, private = kept.edition(audience), kept.proof(audience).private
    seen = seen_by(audience, history, kept.proof(PUBLIC))
    tables = edition.tables if edition else {}
    told = protection.gate(plan_for(kept, audience), private, seen, tables)
    if edition is not None:
        told += protection.found_in(private, {RELEASE: as_json(edition.release)})
    return told


def _look_back(desk: Desk, rows: Sequence[ReleaseRow]) -> tuple[Sequence[Shown], tuple[str, ...]]:
    """Everything shown before, and what of it is not whole."""
    shelf = shelf_of(desk.home)
    releases: list[Kept] = []
    altered: list[str] = []
    for row in published(rows):
        try:
            releases.append(Kept(row, shelf.files(row)))
        except SharedMetricsError as error:
            altered.append(error.message)
    try:
        return with_reviews(desk, releases), tuple(altered)
    except SharedMetricsError as error:
        return releases, (*altered, error.message)


def _outdated(
    desk: Desk, draft: Kept, rows: Sequence[ReleaseRow], now: dt.datetime
) -> Iterator[str]:
    """What is otherwise than when the draft was prepared."""
    newest = next((row.id for row in reversed(published(rows))), None)
    if newest != draft.row.previous:
        yield f"{newest} was published"
    basis = basis_of(desk, draft.row.data_to, desk.day_of(now))
    yield from changes(read_basis(draft.files[BASIS]), basis)
