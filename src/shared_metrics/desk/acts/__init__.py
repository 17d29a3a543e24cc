"""Acts: everything a person does, each one reading allow, read, decide, write."""

from shared_metrics.desk.acts.deciding import accept, return_, withdraw
from shared_metrics.desk.acts.drafts import Reading
from shared_metrics.desk.acts.links import MadeLink, make_upload_link, revoke_upload_link
from shared_metrics.desk.acts.matching import forget_header_match
from shared_metrics.desk.acts.people import (
    Invited,
    accept_invitation,
    change_roles,
    invite,
    remove_person,
)
from shared_metrics.desk.acts.publishing import withdraw_published
from shared_metrics.desk.acts.releasing import (
    amend_release,
    discard_release,
    prepare_release,
    publish_release,
)
from shared_metrics.desk.acts.submitting import submit

__all__ = [
    "Invited",
    "MadeLink",
    "Reading",
    "accept",
    "accept_invitation",
    "amend_release",
    "change_roles",
    "discard_release",
    "forget_header_match",
    "invite",
    "make_upload_link",
    "prepare_release",
    "publish_release",
    "remove_person",
    "return_",
    "revoke_upload_link",
    "submit",
    "withdraw",
    "withdraw_published",
]
