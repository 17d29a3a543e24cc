"""Who may come in: people, invitations, roles, removal and upload links, on both databases."""

import dataclasses
import datetime as dt
from pathlib import Path

import pytest
import sqlalchemy as sa

from desk_factories import (
    ADMIN,
    BOARD,
    CARMEN,
    CHAIR,
    NOOR,
    NOW,
    ROSA,
    SAMIR,
    STEPPINGWAY,
    TOMAS,
    make_desk,
    placements,
    sending,
)
from desk_factories import judged as judge
from shared_metrics.agenda.model import Person, Role
from shared_metrics.desk import Desk, acts, questions
from shared_metrics.desk.acts.sending import check_sending
from shared_metrics.desk.acts.submitting import send
from shared_metrics.desk.verification import verify_audit
from shared_metrics.desk.who import import_people
from shared_metrics.errors import NotAllowed, SharedMetricsError
from shared_metrics.metrics import Question

ANN = "ann@example.org"
LATER = NOW + dt.timedelta(days=31)


@pytest.fixture
def desk(tmp_path: Path, database_url: str) -> Desk:
    return make_desk(tmp_path / "home", database_url)


@pytest.fixture
def quick(tmp_path: Path) -> Desk:
    """A desk on SQLite, for rules that the database has no part in."""
    return make_desk(tmp_path / "home")


def invite(desk: Desk, email: str = ANN, by: str = NOOR, **how: object) -> acts.Invited:
    how = {"partner": STEPPINGWAY, "roles": [Role.STEWARD], **how}
    return acts.invite(desk, email, actor=desk.person(by), now=NOW, **how)


def remove(desk: Desk, email: str, by: str = ADMIN) -> None:
    acts.remove_person(desk, email, actor=desk.person(by), now=NOW)


def roles(desk: Desk, email: str, *given: Role, partner: str | None = None, by: str = ADMIN):
    return acts.change_roles(
        desk, email, roles=given, partner=partner, actor=desk.person(by), now=NOW
    )


def make_link(desk: Desk, partner: str = BOARD, by: str = NOOR, **how: object) -> acts.MadeLink:
    how = {"label": "Ann at the desk", "now": NOW, **how}
    return acts.make_upload_link(desk, partner, actor=desk.person(by), **how)


def send_as(desk: Desk, actor: Person, content: str = "one", period: str = "2026-03", **how):
    told = dataclasses.replace(
        sending(desk, content, period=None, **how), actor=actor, partner=how.get("partner", BOARD)
    )
    check_sending(told)
    return send(told, judge(placements(period), partner=told.partner))


def code_of(act: object, *args: object, **how: object) -> str:
    with pytest.raises(SharedMetricsError) as refused:
        act(*args, **how)
    return refused.value.code


# --- the beginning --------------------------------------------------------------------------


def test_people_begin_from_the_definitions(desk: Desk) -> None:
    """Whoever the YAML names is in the ledger from the first opening, with one audit row."""
    listed = desk.partnership.people
    assert [p.email for p in desk.everybody()] == [p.email for p in listed]
    assert desk.person(ROSA.upper()) == desk.partnership.person_by_email[ROSA]
    assert [row.act for row in desk.ledger.audit_rows()] == ["import_people"]
    import_people(desk.ledger, listed, NOW)
    assert desk.ledger.revision() == 1


def test_a_name_added_to_the_definitions_later_comes_in(desk: Desk) -> None:
    """Only the new one is taken over; what the ledger says of the others stands."""
    roles(desk, ROSA, Role.MEMBER, partner=BOARD)
    ann = Person("Ann@Example.org", "Ann", frozenset({Role.MEMBER}), BOARD)
    import_people(desk.ledger, [*desk.partnership.people, ann], NOW)
    assert desk.person(ANN).name == "Ann"
    assert desk.person(ROSA).roles == {Role.MEMBER}


def test_who_was_removed_stays_removed(desk: Desk) -> None:
    """The YAML still names her: opening the home again does not bring her back."""
    remove(desk, ROSA)
    import_people(desk.ledger, desk.partnership.people, NOW)
    assert code_of(desk.person, ROSA) == "removed"
    assert desk.called(ROSA) == "Rosa Delgado", "what she did keeps her name"


def test_a_stranger_is_nobody(quick: Desk) -> None:
    """An address nobody has is a mistake, not a person."""
    assert code_of(quick.person, "nobody@example.org") == "unknown_person"


# --- invitations ----------------------------------------------------------------------------


def test_an_invitation_becomes_a_place(desk: Desk) -> None:
    """Invited, signed in, in: with the place and the roles that were kept."""
    made = invite(desk, " Ann@Example.ORG ", name="Ann Lee")
    assert code_of(desk.person, ANN) == "unknown_person"
    person = acts.accept_invitation(desk, ANN, now=NOW)
    assert person == desk.person(ANN)
    assert (person.name, person.partner, person.roles) == ("Ann Lee", STEPPINGWAY, {Role.STEWARD})
    assert desk.ledger.register().invitation_of(made.token).standing(NOW) == "used"
    assert code_of(acts.accept_invitation, desk, ANN, now=NOW) == "not_invited"
    assert verify_audit(desk) == []


@pytest.mark.parametrize(
    ("how", "moment"),
    [("expired", LATER), ("revoked", NOW), ("another's", NOW)],
)
def test_an_invitation_that_does_not_hold(quick: Desk, how: str, moment: dt.datetime) -> None:
    """Too late, taken back, or meant for another address: nobody comes in."""
    invite(quick, "bea@example.org" if how == "another's" else ANN)
    if how == "revoked":
        remove(quick, ANN)
    assert code_of(acts.accept_invitation, quick, ANN, now=moment) == "not_invited"
    assert quick.account(ANN) is None


def test_a_second_invitation_ends_the_first(quick: Desk) -> None:
    """Only the newest to the same place holds, with its roles."""
    first = invite(quick)
    invite(quick, roles=[Role.MEMBER])
    assert quick.ledger.register().invitation_of(first.token).standing(NOW) == "revoked"
    assert acts.accept_invitation(quick, ANN, now=NOW).roles == {Role.MEMBER}


def test_who_was_removed_can_be_invited_again(quick: Desk) -> None:
    """The account comes back under its old id, with the new place only."""
    before = quick.account(ROSA).id
    remove(quick, ROSA)
    invite(quick, ROSA)
    acts.accept_invitation(quick, ROSA, now=NOW)
    assert (quick.account(ROSA).id, quick.person(ROSA).partner) == (before, STEPPINGWAY)


def test_the_token_is_kept_nowhere(quick: Desk, tmp_path: Path) -> None:
    """Neither the ledger nor the trail nor a printed object holds a token."""
    tokens = [invite(quick).token, make_link(quick).token]
    quick.ledger.engine.dispose()
    kept = b"".join(path.read_bytes() for path in (tmp_path / "home").glob("ledger.db*"))
    for token in tokens:
        assert token.encode() not in kept
    assert make_link(quick).token not in repr(make_link(quick))


# --- places ---------------------------------------------------------------------------------


def test_one_person_in_two_partners_acts_for_one_at_a_time(desk: Desk) -> None:
    """In each place only that place's roles count, and only that partner can be seen."""
    roles(desk, ROSA, Role.MEMBER, partner=STEPPINGWAY)
    here, there = desk.person(ROSA, acting_for=BOARD), desk.person(ROSA, acting_for=STEPPINGWAY)
    assert (here.roles, there.roles) == ({Role.STEWARD}, {Role.MEMBER})
    assert desk.person(ROSA) == here, "without a word, the oldest place"
    assert questions.submissions(desk, there) == []
    assert code_of(questions.submissions, desk, there, partner=BOARD) == "not_allowed"


def test_the_backbone_comes_first_unless_a_partner_is_named(quick: Desk) -> None:
    """Who works for both acts for the backbone, or for the partner the act is about."""
    roles(quick, NOOR, Role.STEWARD, partner=BOARD)
    assert quick.person(NOOR).partner is None
    assert quick.person(NOOR, acting_for=BOARD).roles == {Role.STEWARD}
    assert quick.person(NOOR, acting_for=STEPPINGWAY).partner is None


def test_the_last_role_taken_is_the_end_of_the_place(quick: Desk) -> None:
    """Without roles no place; without a place no longer part of the partnership."""
    roles(quick, ROSA, Role.MEMBER, partner=STEPPINGWAY)
    assert roles(quick, ROSA, partner=BOARD).state == "active"
    assert roles(quick, ROSA, partner=STEPPINGWAY).state == "removed"
    assert code_of(quick.person, ROSA) == "removed"


# --- who may --------------------------------------------------------------------------------

WHO_MAY = """
                         | ROSA | SAMIR | CHAIR | NOOR | ADMIN
invite a steward         | -    | -     | -     | yes  | yes
invite an analyst        | -    | -     | -     | -    | yes
change a steward's roles | -    | -     | -     | yes  | yes
make somebody admin      | -    | -     | -     | -    | yes
remove a steward         | -    | -     | -     | yes  | yes
remove an analyst        | -    | -     | -     | -    | yes
make a link              | -    | -     | -     | yes  | yes
end a link               | -    | -     | -     | yes  | yes
list people              | -    | -     | -     | yes  | yes
list links               | -    | -     | -     | yes  | yes
list invitations         | -    | -     | -     | yes  | yes
"""
PEOPLE = {"ROSA": ROSA, "SAMIR": SAMIR, "CHAIR": CHAIR, "NOOR": NOOR, "ADMIN": ADMIN}


def cells() -> list[tuple[str, str, bool]]:
    header, *rows = [line.split("|") for line in WHO_MAY.strip().splitlines()]
    names = [name.strip() for name in header[-5:]]
    return [
        (row[0].strip(), who, cell.strip() == "yes")
        for row in rows
        for who, cell in zip(names, row[1:], strict=True)
    ]


def doing(desk: Desk, what: str, who: Person) -> None:
    link = make_link(desk).link.id
    how = {"actor": who, "now": NOW}
    things = {
        "invite a steward": lambda: acts.invite(
            desk, ANN, roles=[Role.STEWARD], partner=BOARD, **how
        ),
        "invite an analyst": lambda: acts.invite(desk, ANN, roles=[Role.ANALYST], **how),
        "change a steward's roles": lambda: acts.change_roles(
            desk, CARMEN, roles=[Role.MEMBER], partner=STEPPINGWAY, **how
        ),
        "make somebody admin": lambda: acts.change_roles(desk, CARMEN, roles=[Role.ADMIN], **how),
        "remove a steward": lambda: acts.remove_person(desk, CARMEN, **how),
        "remove an analyst": lambda: acts.remove_person(desk, TOMAS, **how),
        "make a link": lambda: acts.make_upload_link(desk, BOARD, label="x", **how),
        "end a link": lambda: acts.revoke_upload_link(desk, link, **how),
        "list people": lambda: questions.accounts(desk, who),
        "list links": lambda: questions.upload_links(desk, who),
        "list invitations": lambda: questions.invitations(desk, who),
    }
    things[what]()


@pytest.mark.parametrize(("what", "who", "may"), cells())
def test_who_may_look_after_people(quick: Desk, what: str, who: str, may: bool) -> None:
    """A partner's people and links: analyst and operator. The backbone's: the operator alone."""
    person = quick.person(PEOPLE[who])
    if may:
        doing(quick, what, person)
        return
    with pytest.raises(NotAllowed):
        doing(quick, what, person)


def test_a_link_may_do_none_of_it(quick: Desk) -> None:
    """A link sends files; it looks after nobody."""
    link = make_link(quick).link.person
    for what in dict.fromkeys(what for what, _, _ in cells()):
        with pytest.raises(NotAllowed):
            doing(quick, what, link)


def test_nobody_removes_the_last_admin(quick: Desk) -> None:
    """Not by removal, not by roles; with a second one it is possible."""
    assert code_of(remove, quick, ADMIN) == "last_admin"
    assert code_of(roles, quick, ADMIN, Role.ANALYST) == "last_admin"
    roles(quick, NOOR, Role.ANALYST, Role.ADMIN)
    remove(quick, ADMIN)
    assert code_of(quick.person, ADMIN) == "removed"


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"email": "ann"}, "bad_email"),
        ({"email": "a b@example.org"}, "bad_email"),
        ({"email": "a@b." + "c" * 400}, "bad_email"),
        ({"roles": []}, "wrong_roles"),
        ({"roles": [Role.ANALYST]}, "wrong_roles"),
        ({"roles": [Role.STEWARD], "partner": None}, "wrong_roles"),
        ({"partner": "nobody_here"}, "unknown_partner"),
        ({"days": 0}, "bad_days"),
        ({"days": 401}, "bad_days"),
        ({"email": CARMEN}, "already_here"),
    ],
)
def test_what_cannot_be_is_said(quick: Desk, how: dict[str, object], code: str) -> None:
    """A mistake has its code, and nothing is written."""
    before = quick.ledger.revision()
    assert code_of(invite, quick, by=ADMIN, **how) == code
    assert quick.ledger.revision() == before


@pytest.mark.parametrize("act", [remove, lambda desk, who: roles(desk, who, Role.ADMIN)])
def test_nobody_unknown_can_be_changed(quick: Desk, act: object) -> None:
    """A stranger is said to be one; who was removed has to be invited again."""
    assert code_of(act, quick, "nobody@example.org") == "unknown_person"
    remove(quick, ROSA)
    assert code_of(act, quick, ROSA) == "removed"


# --- removal holds at once ------------------------------------------------------------------


def test_removal_holds_for_what_was_begun_before(desk: Desk) -> None:
    """Looked up before, removed meanwhile: what they then do is refused, nothing is written."""
    rosa, noor = desk.person(ROSA), desk.person(NOOR)
    (sent,) = send_as(desk, rosa)
    remove(desk, ROSA)
    remove(desk, NOOR)
    before = desk.ledger.revision()
    assert code_of(send_as, desk, rosa, "two", "2026-02") == "removed"
    assert code_of(acts.withdraw, desk, sent.id, actor=rosa, now=NOW) == "removed"
    assert code_of(acts.accept, desk, [sent.id], actor=noor, now=NOW) == "removed"
    made = {"label": "x", "actor": noor, "now": NOW}
    assert code_of(acts.make_upload_link, desk, BOARD, **made) == "removed"
    assert desk.ledger.revision() == before


def test_a_role_taken_away_is_gone_at_once(quick: Desk) -> None:
    """A steward made a member meanwhile sends nothing more."""
    rosa = quick.person(ROSA)
    roles(quick, ROSA, Role.MEMBER, partner=BOARD)
    assert code_of(send_as, quick, rosa) == "no_longer_allowed"


def test_links_end_with_who_made_them(quick: Desk) -> None:
    """Who is removed may have kept the token: the link no longer opens anything."""
    made = make_link(quick)
    remove(quick, NOOR)
    assert code_of(quick.link_of, made.token, NOW) == "link_revoked"


# --- upload links ---------------------------------------------------------------------------


def test_a_link_sends_and_sees_its_own_receipts_only(desk: Desk) -> None:
    """One partner's files in; of what is there, only what came through this link."""
    by_rosa = send_as(desk, desk.person(ROSA), "one", "2026-02")[0]
    link, other = (desk.link_of(make_link(desk, label=t).token, NOW).person for t in "ab")
    (mine,) = send_as(desk, link, "two", "2026-03")
    assert mine.submitted_by == link.email
    assert questions.sent_through(desk, link) == [desk.ledger.submission(mine.id)]
    assert questions.sent_through(desk, other) == []
    assert questions.submission(desk, link, mine.id).id == mine.id
    for one, who in ((by_rosa, link), (mine, other)):
        assert code_of(questions.submission, desk, who, one.id) == "unknown_submission"
    assert desk.called(mine.submitted_by) == "Upload link “a”"


def test_a_link_sends_for_its_partner_only(quick: Desk) -> None:
    """Another partner, the backbone, on somebody's behalf: all refused."""
    link = make_link(quick).link.person
    assert code_of(send_as, quick, link, partner=STEPPINGWAY) == "not_allowed"
    assert code_of(send_as, quick, link, on_behalf=True) == "on_behalf_of_own"


QUESTIONS = {
    "submissions": lambda desk, who, _: questions.submissions(desk, who),
    "of the partner": lambda desk, who, _: questions.submissions(desk, who, partner=BOARD),
    "to do": lambda desk, who, _: questions.to_do(desk, who),
    "expected": lambda desk, who, _: questions.expected(desk, who, BOARD),
    "contracts": lambda desk, who, _: questions.contracts_of(desk, who),
    "inbox": lambda desk, who, _: questions.inbox(desk, who),
    "today": lambda desk, who, _: questions.today(desk, who),
    "trail": questions.trail,
    "figures": lambda desk, who, _: questions.measured_of_partner(
        desk, who, "placements", Question(), BOARD
    ),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_link_reads_nothing_else(quick: Desk, question: str) -> None:
    """Every other question refuses a link, also about its own partner and its own file."""
    link = make_link(quick).link.person
    (mine,) = send_as(quick, link)
    with pytest.raises(NotAllowed):
        QUESTIONS[question](quick, link, mine)


def test_a_link_decides_nothing(quick: Desk) -> None:
    """It does not accept, return or withdraw, not even its own file."""
    link = make_link(quick).link.person
    (mine,) = send_as(quick, link)
    assert code_of(acts.accept, quick, [mine.id], actor=link, now=NOW) == "not_allowed"
    assert code_of(acts.return_, quick, mine.id, reason="x", actor=link, now=NOW) == "not_allowed"
    assert code_of(acts.withdraw, quick, mine.id, actor=link, now=NOW) == "not_allowed"


def test_a_link_expires_and_can_be_ended(desk: Desk) -> None:
    """Expired, ended or made up: each said in words, none lets anybody in or finish."""
    made = make_link(desk)
    link = desk.link_of(made.token, NOW).person
    assert code_of(desk.link_of, made.token, LATER) == "link_expired"
    assert code_of(desk.link_of, made.token[:-1], NOW) == "link_unknown"
    assert code_of(desk.link_of, "", NOW) == "link_unknown"
    assert code_of(desk.link_of, made.link.token_sha256, NOW) == "link_unknown"
    assert code_of(send_as, desk, link, now=LATER) == "no_longer_allowed"
    acts.revoke_upload_link(desk, made.link.id, actor=desk.person(TOMAS), now=NOW)
    assert code_of(desk.link_of, made.token, NOW) == "link_revoked"
    assert code_of(send_as, desk, link) == "no_longer_allowed"
    again = {"actor": desk.person(TOMAS), "now": NOW}
    assert code_of(acts.revoke_upload_link, desk, made.link.id, **again) == "already_revoked"
    assert code_of(acts.revoke_upload_link, desk, "lnk_x", **again) == "unknown_link"


def test_a_link_cannot_be_forged_from_its_parts(quick: Desk) -> None:
    """Somebody who builds the actor by hand, for another partner, is not let in."""
    link = make_link(quick).link.person
    forged = dataclasses.replace(link, partner=STEPPINGWAY)
    assert code_of(send_as, quick, forged, partner=STEPPINGWAY) == "no_longer_allowed"


@pytest.mark.parametrize("label", ["", "   ", "x" * 101, "\u200b"])
def test_a_link_says_for_whom_it_is(quick: Desk, label: str) -> None:
    """A label is needed, and one that fits a line."""
    assert code_of(make_link, quick, label=label) == "label_needed"


def test_a_link_is_for_a_partner_there_is(quick: Desk) -> None:
    """Not for the backbone, not for a name nobody has."""
    assert code_of(make_link, quick, quick.partnership.backbone) == "unknown_partner"


# --- the trail ------------------------------------------------------------------------------

TAMPERING = [
    ("UPDATE memberships SET role = 'admin' WHERE role = 'member'", "person_changed"),
    ("UPDATE people SET state = 'active' WHERE state = 'removed'", "person_changed"),
    ("UPDATE people SET email = 'mallory' WHERE name = 'Rosa Delgado'", "person_changed"),
    ("UPDATE upload_links SET partner = 'sunrow_energy'", "person_changed"),
    ("UPDATE upload_links SET token_sha256 = 'abc'", "person_changed"),
    ("UPDATE invitations SET email = 'mallory@example.org'", "person_changed"),
    ("DELETE FROM invitations", "person_missing"),
    ("DELETE FROM upload_links", "person_missing"),
    (
        "INSERT INTO people SELECT 'per_x', 'mallory', name, state FROM people LIMIT 1",
        "person_without_trail",
    ),
]


@pytest.mark.parametrize(("statement", "rule"), TAMPERING, ids=[s for s, _ in TAMPERING])
def test_changes_past_the_acts_are_found(desk: Desk, statement: str, rule: str) -> None:
    """Whoever writes a role, a link or an invitation into the tables by hand is found out."""
    remove(desk, SAMIR)
    invite(desk)
    make_link(desk)
    assert verify_audit(desk) == []
    with desk.ledger.engine.begin() as connection:
        connection.execute(sa.text(statement))
    assert {problem.rule for problem in verify_audit(desk)} == {rule}


def test_the_register_is_read_again_only_after_an_act(quick: Desk) -> None:
    """Looking somebody up twice reads the tables once; an act makes it read anew."""
    first = quick.ledger.register()
    assert quick.ledger.register() is first
    roles(quick, ROSA, Role.MEMBER, partner=BOARD)
    assert quick.ledger.register() is not first


def test_a_receipt_may_be_kept_after_its_sender_left(quick: Desk) -> None:
    """Removal takes away the way in, not what was sent."""
    (sent,) = send_as(quick, quick.person(ROSA))
    remove(quick, ROSA)
    assert questions.submission(quick, quick.person(SAMIR), sent.id).submitted_by == ROSA
