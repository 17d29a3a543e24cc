"""Acts: everything a person does, each one reading allow, read, decide, write."""

from shared_metrics.desk.acts.commitments import change_commitment, commit_to
from shared_metrics.desk.acts.deciding import accept, return_, withdraw
from shared_metrics.desk.acts.drafts import Reading
from shared_metrics.desk.acts.funders import export_for_funder
from shared_metrics.desk.acts.goals import begin_goal, change_goal
from shared_metrics.desk.acts.learning import (
    approve_words,
    change_adaptation,
    change_field_note,
    change_setback,
    check_back,
    set_visibility,
    take_back_approval,
    write_adaptation,
    write_field_note,
    write_setback,
)
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
    "approve_words",
    "arrange_review",
    "begin_goal",
    "call_off_review",
    "change_adaptation",
    "change_commitment",
    "change_field_note",
    "change_goal",
    "change_roles",
    "change_setback",
    "check_back",
    "close_review",
    "close_round",
    "commit_to",
    "decide",
    "discard_release",
    "export_for_funder",
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
    "set_visibility",
    "submit",
    "take_back_approval",
    "withdraw",
    "withdraw_published",
    "write_adaptation",
    "write_field_note",
    "write_setback",
]
