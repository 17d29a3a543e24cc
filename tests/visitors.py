"""A small home with something to steal, and everybody who may come for it."""

import dataclasses
import datetime as dt
import shutil
from dataclasses import dataclass
from pathlib import Path

from authorisation_cases import Visitor
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
    WORKFORCE,
    make_desk,
    person,
    placements,
    send_rows,
)
from learning_factories import COMMITMENT, NOTE, answered, setback_of
from shared_metrics.agenda.model import Person
from shared_metrics.desk import Desk, acts
from shared_metrics.desk.matched_headers import remember_matches
from shared_metrics.errors import NotAllowed
from shared_metrics.reading import Upload
from shared_metrics.reviews import Decision

STRANGER = "nobody@example.org"
REMOVED = "teresa.quintero@example.org"  # was a steward; made one of the board's below
OTHER_MEMBER = "joel.mbeki@example.org"
EMAILS = {
    "stranger": STRANGER,
    "removed steward": REMOVED,
    "removed analyst": TOMAS,
    "member": SAMIR,
    "steward": ROSA,
    "other member": OTHER_MEMBER,
    "other steward": CARMEN,
    "analyst": NOOR,
    "chair": CHAIR,
    "admin": ADMIN,
}
SOON = NOW + dt.timedelta(hours=1)
SECRET = b"the file as it was sent"
HEADER = "In a job by then"  # the board's own word for a column
REVIEWS = ("planned", "open", "closed")
NO_SUCH = "sub_zzzzzzzzzzzzzzzz"


@dataclass(frozen=True)
class Treasure:
    """What everybody tries to reach: the board's, sent by its steward, and a draft of a release.

    `people`: who was let in before the removals, as an open page still remembers them.
    """

    desk: Desk
    waiting: str
    accepted: str
    link: str
    people: dict[str, Person]
    tokens: dict[str, str]
    learned: dict[str, str]
    reviews: dict[str, str]

    def who(self, visitor: Visitor, *, stale: bool = False) -> Person:
        """Whoever the ledger says this is now. Raises as every face then refuses.

        `stale`: as an open page remembers somebody who was removed since.
        """
        if stale and visitor.name in self.people:
            return self.people[visitor.name]
        if visitor.name.endswith("link"):
            return self.desk.link_of(self.tokens[visitor.name], SOON).person
        if visitor.name == "nobody":
            raise NotAllowed("not_signed_in", "Nobody has signed in.", None)
        return self.desk.person(EMAILS[visitor.name])


def fill(desk: Desk) -> Treasure:
    """Two submissions of the board, one of another partner, people removed, links of all kinds."""
    desk.vault.keep_original(SECRET)
    (accepted,) = send_rows(desk, placements("2026-02"), SECRET.decode(), period=None)
    acts.accept(desk, [accepted.id], actor=person(NOOR), now=NOW)
    (waiting,) = send_rows(desk, placements("2026-03"), "waiting")
    send_rows(desk, placements("2026-03"), "theirs", partner=STEPPINGWAY, by=CARMEN)
    with desk.writing(person(ROSA), NOW) as entry:
        about = {"partner": BOARD, "contract": WORKFORCE, "by": ROSA, "now": NOW}
        remember_matches(entry, {HEADER: "placed"}, **about)
    learned, reviews = _learned(desk), _reviews(desk)
    acts.open_round(desk, "Spring 2026", NOW.date(), actor=person(NOOR), now=NOW)
    _release(desk)
    before = {n: desk.person(EMAILS[n]) for n in ("removed steward", "removed analyst")}
    tokens, first = _make_links(desk)
    for name in before:
        acts.remove_person(desk, EMAILS[name], actor=person(ADMIN), now=NOW)
    return Treasure(desk, waiting.id, accepted.id, first, before, tokens, learned, reviews)


def _learned(desk: Desk) -> dict[str, str]:
    """A setback that names the board, an adaptation, a note of the board's, a commitment of it."""
    one = setback_of(desk, "partners", "board", "yes")
    return {
        "setback": one.id,
        "adaptation": answered(desk, one.id).id,
        "note": acts.write_field_note(desk, NOTE, actor=person(SAMIR), now=NOW).id,
        "commitment": acts.commit_to(desk, COMMITMENT, actor=person(NOOR), now=NOW).id,
    }


def _reviews(desk: Desk) -> dict[str, str]:
    """A review that is planned, one that is open with a decision, one that is closed."""
    how = {"actor": person(NOOR), "now": NOW}
    made = {state: acts.plan_review(desk, state, NOW.date(), **how).id for state in REVIEWS}
    for state in ("closed", "open"):
        acts.open_review(desk, made[state], **how)
    acts.close_review(desk, made["closed"], **how)
    decided = acts.decide(desk, Decision("", made["open"], "As it is."), **how)
    return made | {"decision": decided.id}


def _release(desk: Desk) -> None:
    """R1 is public; R2 is a draft of somebody who is removed below."""
    first = {"actor": person(TOMAS), "now": NOW}
    acts.prepare_release(desk, data_to=dt.date(2026, 1, 31), **first)
    acts.publish_release(desk, "R1", actor=person(NOOR), now=NOW)
    acts.prepare_release(desk, data_to=dt.date(2026, 2, 28), **first)


def _make_links(desk: Desk) -> tuple[dict[str, str], str]:
    def made(partner: str, label: str, at: dt.datetime = NOW) -> acts.MadeLink:
        days = 1 if label == "expired" else 30
        return acts.make_upload_link(
            desk, partner, label=label, days=days, actor=person(NOOR), now=at
        )

    links = {
        "link": made(BOARD, "ours"),
        "other link": made(STEPPINGWAY, "theirs"),
        "expired link": made(BOARD, "expired", NOW - dt.timedelta(days=9)),
        "revoked link": made(BOARD, "revoked"),
    }
    acts.revoke_upload_link(desk, links["revoked link"].link.id, actor=person(NOOR), now=NOW)
    tokens = {name: one.token for name, one in links.items()}
    return tokens | {"guessed link": "A" * 43}, links["link"].link.id


def copy_of(treasure: Treasure, folder: Path) -> Treasure:
    """The same in a home of its own, for an act that may change it."""
    home = treasure.desk.home.folder
    shutil.copytree(home, folder / "home")
    return dataclasses.replace(treasure, desk=make_desk(folder / "home"))


FILE = Upload(
    "placements.csv",
    b"period,pathway,gender,age_group,enrolled,completed,follow_up_due,placed,"
    b"average_hourly_wage\n2026-01,healthcare,all,all,42,12,10,7,24.50\n",
)
