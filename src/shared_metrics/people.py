"""Who may do what, asked the same way by buttons and command line; the table says (authorisation).

`check_can_x` raises NotAllowed with a plain sentence, `can_x` answers.
"""

import ipaddress
from collections.abc import Callable, Iterable, Mapping
from typing import ParamSpec

from shared_metrics.accounts import Account
from shared_metrics.agenda.model import Partnership, Person, Role
from shared_metrics.authorisation import RULES, allows
from shared_metrics.contracts import Contract
from shared_metrics.errors import CallersMistake, Conflict, NotAllowed
from shared_metrics.releases.states import ReleaseRow
from shared_metrics.submissions import Submission

Asked = ParamSpec("Asked")


def _may(person: Person, act: str, partner: str | None = None, *, sent: bool = False) -> bool:
    return allows(person, act, own=partner is not None and person.partner == partner, sent=sent)


def _check(person: Person, act: str, partner: str | None = None, *, sent: bool = False) -> None:
    if _may(person, act, partner, sent=sent):
        return
    rule = RULES[act]
    whose = " of this partner" if partner and rule.for_own else ""
    hint = "Ask the partner's data steward, or the backbone."
    raise NotAllowed(
        "not_allowed",
        f"{person.name} may not {rule.words}{whose}.",
        hint if rule.for_own else "Ask the backbone.",
    )


def check_can_submit(
    person: Person,
    contract: Contract,
    partner: str,
    partnership: Partnership,
    *,
    on_behalf: bool = False,
) -> None:
    """A steward for its partner; the backbone on behalf of one; backbone files by the backbone."""
    _check(person, "submit", partner)
    backbone_file = contract.loaded_by == "backbone" or contract.partner_column == "split"
    if not backbone_file:
        _check_on_behalf(person, partner, on_behalf=on_behalf)
    elif not _may(person, "submit", None):
        raise NotAllowed(
            "backbone_only",
            f"“{contract.title}” is sent by {partnership.backbone_name} only.",
            f"Ask {partnership.backbone_name}.",
        )


def _check_on_behalf(person: Person, partner: str, *, on_behalf: bool) -> None:
    steward = person.link is not None or Role.STEWARD in person.roles
    own_steward = person.partner == partner and steward
    if not own_steward and not on_behalf:
        raise NotAllowed(
            "on_behalf_needed",
            f"{person.name} is not one of this partner's people.",
            "Say that it is sent on the partner's behalf (`--on-behalf`).",
        )
    if on_behalf and not _may(person, "submit", None):
        raise NotAllowed(
            "on_behalf_of_own",
            f"{person.name} sends for their own partner, not on behalf of another.",
            "Leave `--on-behalf` out.",
        )


def check_can_withdraw(person: Person, submission: Submission, partnership: Partnership) -> None:
    """The partner's stewards, or whoever of the backbone sent it for them or for itself."""
    backbones_own = person.of_backbone and submission.partner == partnership.backbone
    if not (backbones_own and allows(person, "withdraw", own=True)):
        _check(person, "withdraw", submission.partner, sent=sent_by(person, submission))


def check_can_see_submission(person: Person, submission: Submission) -> None:
    """The partner's own people and the backbone; through a link, what was sent through it."""
    _check(person, "see", submission.partner, sent=sent_by(person, submission))


def check_can_see_partner(person: Person, partner: str) -> None:
    """What one partner sent: its people and the backbone."""
    _check(person, "see", partner)


def check_can_export(person: Person, partner: str) -> None:
    """All a partner sent and every figure from it, to take away: its stewards, the backbone."""
    _check(person, "export", partner)


def check_can_see_everything(person: Person) -> None:
    """What every partner sent: the backbone."""
    _check(person, "see")


def check_can_accept(
    person: Person, partnership: Partnership, submission: Submission | None = None
) -> None:
    """An analyst or chair; where a second person is required, not who sent it."""
    _check(person, "accept")
    if submission is None or not sent_by(person, submission):
        return
    if partnership.second_person == "required":
        raise NotAllowed(
            "second_person",
            f"{person.name} sent {submission.id} and cannot accept it too.",
            "Ask another analyst or the chair.",
        )


def check_reason_to_accept(
    person: Person, submissions: Iterable[Submission], reason: str | None
) -> None:
    """Who accepts what they sent themselves says why; it is kept in the audit trail."""
    own = [submission.id for submission in submissions if sent_by(person, submission)]
    if own and not (reason or "").strip():
        raise CallersMistake(
            "reason_needed",
            f"{person.name} sent {', '.join(own)}; accepting it alone needs a reason.",
            "Say why with `--reason`; it is shown in the audit trail.",
        )


def sent_by(person: Person, submission: Submission) -> bool:
    """Whether this person sent it."""
    return person.email.lower() == submission.submitted_by.lower()


def check_can_return(person: Person) -> None:
    """An analyst or chair."""
    _check(person, "return")


def check_can_withdraw_published(person: Person) -> None:
    """An analyst or chair, for a partner that asked for it."""
    _check(person, "withdraw_published")


def check_can_prepare_release(person: Person) -> None:
    """Freezing what may be public for a look, and throwing such a draft away: analyst or chair."""
    _check(person, "prepare_release")


def check_can_publish_release(
    person: Person, partnership: Partnership, release: ReleaseRow | None = None
) -> None:
    """An analyst or chair; where a second person is required, not who prepared it."""
    _check(person, "publish_release")
    if release is None or not prepared_by(person, release):
        return
    if partnership.second_person == "required":
        raise NotAllowed(
            "second_person",
            f"{person.name} prepared {release.id} and cannot publish it too.",
            "Ask another analyst or the chair to look at it and publish it.",
        )


def check_reason_to_publish(person: Person, release: ReleaseRow, reason: str | None) -> None:
    """Who publishes what they prepared themselves says why; it is kept with the release."""
    if prepared_by(person, release) and not (reason or "").strip():
        raise CallersMistake(
            "reason_needed",
            f"{person.name} prepared {release.id}; publishing it alone needs a reason.",
            "Say why with `--reason`; it is kept with the release and shown in the audit trail.",
        )


def prepared_by(person: Person, release: ReleaseRow) -> bool:
    """Whether this person prepared it."""
    return person.email.lower() == release.prepared_by.lower()


def check_can_see_reviews(person: Person) -> None:
    """Frozen figures, agendas, minutes and what was learned together: everybody who takes part."""
    _check(person, "see_reviews")


def check_can_run_review(person: Person) -> None:
    """Planning a review, opening it, writing down what is decided, closing it: analyst or chair."""
    _check(person, "run_review")


def check_can_write_learning(person: Person) -> None:
    """Setbacks, adaptations and field notes of anybody: analyst or chair."""
    _check(person, "write_learning")


def check_can_tell_heard(person: Person, partner: str) -> None:
    """A field note of one's own partner; through an upload link, of the link's."""
    _check(person, "tell_heard", partner)


def check_can_approve_words(person: Person, partner: str) -> None:
    """Words that name a partner: that partner's stewards, and nobody for them."""
    _check(person, "approve_words", partner)


def check_can_keep_commitment(person: Person, owner: str) -> None:
    """What became of a commitment: the people of who owns it, analyst or chair."""
    _check(person, "keep_commitment", owner)


def check_can_reflect(person: Person) -> None:
    """Everybody who takes part, each for themselves."""
    _check(person, "reflect")


def check_can_run_reflection(person: Person) -> None:
    """Opening and closing a round of questions: analyst or chair."""
    _check(person, "run_reflection")


def check_can_export_for_funder(person: Person) -> None:
    """A funder's report, made of what was released for it: an analyst or chair."""
    _check(person, "export_for_funder")


def check_can_change_goals(person: Person) -> None:
    """Changing or beginning a goal by what a review decided: analyst or chair."""
    _check(person, "change_goals")


def check_can_measure(person: Person, partner: str | None = None) -> None:
    """Live figures: the backbone everybody's (`partner` None), a partner's people its own."""
    _check(person, "measure", partner)


def check_can_read_audit(person: Person) -> None:
    """The backbone."""
    _check(person, "audit")


def check_can_send_for(person: Person, partner: str) -> None:
    """A partner's files in general: its stewards, its upload links, the backbone."""
    _check(person, "submit", partner)


def check_can_look_after_people(person: Person, partner: str | None = None) -> None:
    """A partner's people, invitations and links: analyst or operator.

    The backbone's own people (`appoint`) are the operator's alone: see `check_can_appoint`.
    """
    _check(person, "look_after_people", partner)


def check_can_appoint(person: Person) -> None:
    """Who gives and takes the backbone's own roles."""
    _check(person, "appoint")


def check_keeps_an_admin(before: Iterable[Account], after: Iterable[Account]) -> None:
    """Raises Conflict when an act would take away the last person who runs the installation."""
    if any(map(is_admin, before)) and not any(map(is_admin, after)):
        raise Conflict(
            "last_admin",
            "Nobody would be left who runs the installation.",
            "Make somebody else `admin` first.",
        )


def is_admin(account: Account) -> bool:
    """Whether this account may look after the installation."""
    return any(Role.ADMIN in membership.roles for membership in account.memberships)


def check_can_administer(person: Person) -> None:
    """Who runs the installation."""
    _check(person, "administer")


def _answers(check: Callable[Asked, None]) -> Callable[Asked, bool]:
    def can(*args: Asked.args, **kwargs: Asked.kwargs) -> bool:
        try:
            check(*args, **kwargs)
        except NotAllowed:
            return False
        return True

    can.__doc__ = f"Whether `{check.__name__}` lets it be."
    return can


can_submit = _answers(check_can_submit)
can_withdraw = _answers(check_can_withdraw)
can_see_submission = _answers(check_can_see_submission)
can_see_partner = _answers(check_can_see_partner)
can_export = _answers(check_can_export)
can_see_everything = _answers(check_can_see_everything)
can_accept = _answers(check_can_accept)
can_return = _answers(check_can_return)
can_withdraw_published = _answers(check_can_withdraw_published)
can_prepare_release = _answers(check_can_prepare_release)
can_publish_release = _answers(check_can_publish_release)
can_see_reviews = _answers(check_can_see_reviews)
can_run_review = _answers(check_can_run_review)
can_write_learning = _answers(check_can_write_learning)
can_tell_heard = _answers(check_can_tell_heard)
can_approve_words = _answers(check_can_approve_words)
can_keep_commitment = _answers(check_can_keep_commitment)
can_reflect = _answers(check_can_reflect)
can_run_reflection = _answers(check_can_run_reflection)
can_export_for_funder = _answers(check_can_export_for_funder)
can_change_goals = _answers(check_can_change_goals)
can_measure = _answers(check_can_measure)
can_read_audit = _answers(check_can_read_audit)
can_administer = _answers(check_can_administer)
can_send_for = _answers(check_can_send_for)
can_look_after_people = _answers(check_can_look_after_people)
can_appoint = _answers(check_can_appoint)


_LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})
_FORWARDED = ("forwarded", "x-forwarded", "x-real-ip", "x-original", "via", "cf-", "true-client-ip")


def demo_identity_allowed(bound_address: str, headers: Mapping[str, str]) -> bool:
    """Whether anybody may choose who to be: only on this very machine, with no proxy between.

    `bound_address`: what the server listens on. `headers`: of the request; without a Host: no.
    """
    names = {name.lower(): value for name, value in headers.items()}
    return (
        _is_loopback(bound_address)
        and _host_name(names.get("host", "")) in _LOCAL_HOSTS
        and not any(name.startswith(_FORWARDED) for name in names)
    )


def _is_loopback(address: str) -> bool:
    if address.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return False


def _host_name(host: str) -> str:
    name, _, port = host.strip().lower().rpartition(":")
    if name and port.isdigit() and (not name.startswith("[") or name.endswith("]")):
        return name
    return host.strip().lower()
