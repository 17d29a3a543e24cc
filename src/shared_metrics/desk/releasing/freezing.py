"""Freezing: everything a release is made of, as files, protected for every audience."""

import dataclasses
import datetime as dt
import hashlib
import json
import secrets
from collections.abc import Iterable, Sequence
from typing import Any, Final

from pydantic import TypeAdapter

from shared_metrics import __version__
from shared_metrics.agenda.publication import PUBLIC, AudiencePlan
from shared_metrics.desk.opening import Desk
from shared_metrics.desk.releasing.basis import basis_of, counted_submissions
from shared_metrics.desk.releasing.composing import Order, composed
from shared_metrics.desk.releasing.history import (
    PROOF,
    Kept,
    Shown,
    folder_of,
    last_seen_by,
    seen_by,
)
from shared_metrics.desk.releasing.plans import plans_of
from shared_metrics.desk.releasing.protection import PastAudience, Protection, Safe
from shared_metrics.desk.releasing.shelf import Files
from shared_metrics.releases import Edition, Release
from shared_metrics.releases.checklist import ChecklistItem
from shared_metrics.releases.manifest import PRIVATE, PRIVATE_MANIFEST, SALT
from shared_metrics.releases.packing import edition_files, sealed
from shared_metrics.releases.states import ReleaseRow
from shared_metrics.submissions import Submission

BASIS: Final = PRIVATE + "basis.json"
COUNTED: Final = PRIVATE + "submissions.json"
PUBLISHED: Final = PRIVATE + "published.json"
PLAN: Final = "plan.json"
REPORT: Final = "report.json"
_plan: Final = TypeAdapter(AudiencePlan)


def freeze(
    desk: Desk, order: Order, history: Sequence[Shown], protection: Protection
) -> dict[str, bytes]:
    """Every file of a draft. `history`: everything published before, oldest first."""
    basis = basis_of(desk, order.data_to, order.day)  # first: what changes after it is noticed
    order = dataclasses.replace(order, counted=tuple(counted_submissions(desk, order.data_to)))
    salt = secrets.token_hex(32)
    private: dict[str, bytes] = {
        SALT: salt.encode(),
        BASIS: basis.as_json(),
        COUNTED: _json({"program": __version__, "counted": list(map(_told, order.counted))}),
    }
    releases: dict[str, tuple[Release, Safe]] = {}
    public_now = None
    for plan in plans_of(desk):
        seen = seen_by(plan.audience, history, public_now)
        safe = protection.protected(desk, plan, order.data_to, seen)
        if plan.audience == PUBLIC:
            public_now = PastAudience(str(order.id), safe.private, PUBLIC)
        release = composed(desk, order, plan, safe, last_seen_by(plan.audience, history))
        sealed_proof = salted(salt, safe.certificate_sha256)
        release = dataclasses.replace(release, certificate_sha256=sealed_proof)
        releases[plan.audience] = release, safe
        private |= audience_files(plan, release, safe)
    release, safe = releases[PUBLIC]
    return sealed(release, safe.tables, private)


def published_files(
    draft: Kept, row: ReleaseRow, items: Iterable[ChecklistItem]
) -> dict[str, bytes]:
    """The files of a draft as they are published: with the day, and by whom in the private part."""
    on = row.published_on or row.prepared_at.date()
    private = {
        path: content
        for path, content in draft.files.items()
        if path.startswith(PRIVATE) and path != PRIVATE_MANIFEST
    }
    told = {
        "prepared_by": row.prepared_by,
        "published_by": row.published_by,
        "published_at": row.published_at,
        "second_person_reason": row.second_person_reason,
        "known": [item.as_dict() for item in items],
    }
    private[PUBLISHED] = _json(told)
    for audience in audiences_of(draft):
        edition = None if audience == PUBLIC else draft.edition(audience)
        if edition is not None:
            private |= _placed(folder_of(audience), _dated(edition, on))
    edition = draft.edition()
    assert edition is not None  # noqa: S101 - the public always has one
    return sealed(dataclasses.replace(edition.release, published_on=on), edition.tables, private)


def audiences_of(kept: Kept) -> list[str]:
    """For whom a release is protected; the public comes first."""
    names = (plan_of(kept, path) for path in kept.files if path.endswith(f"/{PLAN}"))
    return sorted((plan.audience for plan in names), key=lambda name: (name != PUBLIC, name))


def plan_for(kept: Kept, audience: str) -> AudiencePlan:
    """The plan a release was protected by, whatever the agenda says now."""
    return plan_of(kept, folder_of(audience) + PLAN)


def plan_of(kept: Kept, path: str) -> AudiencePlan:
    """A plan as it lies in a release."""
    return _plan.validate_json(kept.files[path])


def salted(salt: str, sha256: str) -> str:
    """A hash that may be public: figures cannot be tried until it comes out."""
    return hashlib.sha256(f"{salt}\n{sha256}".encode()).hexdigest()


def audience_files(plan: AudiencePlan, release: Release, safe: Safe) -> dict[str, bytes]:
    """What stays in the home for one audience; for all but the public, also what it reads."""
    own = dataclasses.replace(plan, file="", line=0)
    files = {
        PLAN: _plan.dump_json(own, indent=1),
        REPORT: _json(safe.report),
        **_placed(PROOF, safe.private),
    }
    if plan.audience != PUBLIC:
        files |= edition_files(release, safe.tables)
    return _placed(folder_of(plan.audience), files)


def _dated(edition: Edition, on: dt.date) -> dict[str, bytes]:
    release = dataclasses.replace(edition.release, published_on=on)
    return edition_files(release, edition.tables)


def _placed(folder: str, files: Files) -> dict[str, bytes]:
    return {f"{folder}{path}": content for path, content in files.items()}


def _told(one: Submission) -> dict[str, object]:
    """What leads from a figure back to files and rows."""
    return {
        "id": one.id,
        "partner": one.partner,
        "contract": one.contract,
        "contract_version": one.contract_version,
        "period": one.period_text,
        "originals": list(one.originals),
        "part_sha256": one.part.sha256 if one.part else None,
    }


def _json(told: Any) -> bytes:  # noqa: ANN401 - whatever JSON can hold
    return (json.dumps(told, indent=1, ensure_ascii=False, default=str) + "\n").encode()
