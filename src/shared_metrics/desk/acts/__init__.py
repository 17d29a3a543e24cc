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
from shared_metrics.desk.acts.reflecting import answer_round, close_round, open_round
from shared_metrics.desk.acts.releasing import (
    amend_release,
    discard_release,
    prepare_release,
    publish_release,
)
from shared_metrics.desk.acts.reviewing import (
    arrange_review,
    call_off_review,
    close_review,
    decide,
    move_review,
    open_review,
    own_item,
    plan_review,
    reword_decision,
)
from shared_metrics.desk.acts.submitting import submit

__all__ = [
    "Invited",
    "MadeLink",
    "Reading",
    "accept",
    "accept_invitation",
    "amend_release",
    "answer_round",
    "arrange_review",
    "call_off_review",
    "change_roles",
    "close_review",
    "close_round",
    "decide",
    "discard_release",
    "forget_header_match",
    "invite",
    "make_upload_link",
    "move_review",
    "open_review",
    "open_round",
    "own_item",
    "plan_review",
    "prepare_release",
    "publish_release",
    "remove_person",
    "return_",
    "revoke_upload_link",
    "reword_decision",
    "submit",
    "withdraw",
    "withdraw_published",
]
