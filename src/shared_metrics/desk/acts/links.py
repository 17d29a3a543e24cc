"""Upload links: a way in for people without an account; expiring, revocable, one partner each."""

import datetime as dt
import secrets
from dataclasses import dataclass, field

from shared_metrics.accounts import UploadLink, token_sha256
from shared_metrics.agenda.model import Person
from shared_metrics.desk.opening import Desk
from shared_metrics.desk.who import new_id
from shared_metrics.errors import CallersMistake, Conflict
from shared_metrics.ledger import became
from shared_metrics.people import check_can_look_after_people

LINK_DAYS = 30
MAX_DAYS = 400
MAX_LABEL = 100


@dataclass(frozen=True)
class MadeLink:
    """A new upload link and its token, which is told once and kept nowhere."""

    link: UploadLink
    token: str = field(repr=False)


def make_upload_link(
    desk: Desk,
    partner: str,
    *,
    label: str,
    days: int = LINK_DAYS,
    actor: Person,
    now: dt.datetime,
) -> MadeLink:
    """A link through which one partner's files can be sent without an account, for so many days.

    `label` says for whom it is; the audit trail names it. Raises NotAllowed, CallersMistake
    (`unknown_partner`, `label_needed`, `bad_days`).
    """
    check_can_look_after_people(actor, partner)
    desk.definitions.partner(partner)
    label = one_line(label)
    if not 0 < len(label) <= MAX_LABEL:
        raise CallersMistake(
            "label_needed",
            "An upload link needs a label of at most 100 signs: who is it for?",
            "Write for example “Ann at the front desk”.",
        )
    token = secrets.token_urlsafe(32)
    link = UploadLink(
        new_id("lnk"),
        token_sha256(token),
        partner,
        label,
        made_by=actor.email,
        made_at=now,
        expires=now + lasting(days),
    )
    with desk.writing(actor, now) as entry:
        entry.register.keep_link(link)
        entry.record("make_upload_link", link.id, became(link))
    return MadeLink(link, token)


def revoke_upload_link(desk: Desk, link_id: str, *, actor: Person, now: dt.datetime) -> UploadLink:
    """Ends an upload link at once. Raises NotAllowed, CallersMistake `unknown_link`, Conflict."""
    check_can_look_after_people(actor)
    with desk.writing(actor, now) as entry:
        link = next((one for one in entry.register.read().links if one.id == link_id), None)
        if link is None:
            raise CallersMistake(
                "unknown_link",
                f"There is no upload link “{link_id}”.",
                "List them with `shared-metrics link list`.",
            )
        if link.revoked_at is not None:
            raise Conflict("already_revoked", f"{link.id} was ended before.", None)
        revoked = entry.register.revoke(link)
        entry.record("revoke_upload_link", link.id, became(revoked))
    return revoked


def lasting(days: int) -> dt.timedelta:
    """So many days. Raises CallersMistake `bad_days`."""
    if not 1 <= days <= MAX_DAYS:
        raise CallersMistake("bad_days", f"{days} days cannot be.", f"Say 1 to {MAX_DAYS}.")
    return dt.timedelta(days=days)


def one_line(text: str) -> str:
    """Text without line ends or signs that do not show."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())
