"""Releases as acts: prepared, published, amended, discarded; the old one stays whatever happens."""

import dataclasses
import datetime as dt
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from agreement_factories import agreement, with_agreements
from desk_factories import (
    ADMIN,
    BOARD,
    CHAIR,
    NOOR,
    ROSA,
    STEPPINGWAY,
    TOMAS,
    WORKFORCE,
    make_desk,
    person,
)
from releasing_factories import (
    FOR_A_FUNDER,
    FOR_PARTNERS,
    IN_JUNE,
    IN_MAY,
    PUBLIC_PLAN,
    SIMPLE,
    TO_APRIL,
    TO_MARCH,
    accept_placed,
    amend,
    copied,
    planned,
    prepare,
    publish,
    published_desk,
    releasing_desk,
    send_placed,
)
from shared_metrics.desk import Desk, acts
from shared_metrics.desk.acts.releasing import discard_release
from shared_metrics.desk.questions import releases as questions
from shared_metrics.desk.releasing.history import Kept
from shared_metrics.desk.releasing.shelf import shelf_of
from shared_metrics.errors import (
    CallersMistake,
    Conflict,
    InstallationProblem,
    NotAllowed,
    SharedMetricsError,
)
from shared_metrics.learning import Setback
from shared_metrics.releases import Edition
from shared_metrics.releases.states import State

QUARTER = "placements-quarter"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with accepted placements to March 2026, and R1 of them."""
    desk = published_desk(tmp_path_factory.mktemp("made") / "home")
    desk.ledger.close()
    return desk.home.folder


@pytest.fixture
def desk(made: Path, tmp_path: Path) -> Desk:
    """The same in a home of its own."""
    return copied(made, tmp_path / "home")


def public(desk: Desk) -> Edition:
    found = questions.latest_edition(desk)
    assert found is not None
    return found


def states(desk: Desk) -> list[tuple[str, str]]:
    return sorted((row.id, row.state.value) for row in desk.ledger.releases())


def on_the_shelf(desk: Desk) -> list[str]:
    return sorted(path.name for path in (desk.home.folder / "releases").iterdir())


def figures(edition: Edition, table: str = QUARTER) -> dict[str, float | None]:
    cells = edition.tables[table].cells
    return dict(zip(cells["period"], cells["value"], strict=True))


def is_well(desk: Desk) -> None:
    """Everything verifies and nothing is left over."""
    assert desk.ledger.verify() == []
    rows = desk.ledger.releases()
    assert shelf_of(desk.home).leftovers(rows) == []
    for row in rows:
        if row.state in (State.PREPARED, State.PUBLISHED, State.AMENDED):
            assert shelf_of(desk.home).problems(row) == []


# --- the way of a release ---------------------------------------------------------------------


def test_nothing_is_public_before_it_is_published(tmp_path: Path) -> None:
    """Accepting and preparing change nothing public; publishing shows exactly what was frozen."""
    desk = releasing_desk(tmp_path / "home")
    assert questions.latest_edition(desk) is None
    draft = prepare(desk, data_to=TO_MARCH)
    assert (draft.id, draft.state, questions.releases(desk)) == ("R1", "prepared", [])
    published = publish(desk)
    assert published.published_on == dt.date(2026, 5, 20)
    assert figures(public(desk)) == {"2026-Q1": 300.0}
    accept_placed(desk, "2026-03", 70)
    assert figures(public(desk)) == {"2026-Q1": 300.0}
    assert on_the_shelf(desk) == ["R1"]
    is_well(desk)


def test_a_release_holds_figures_up_to_its_day(desk: Desk) -> None:
    """By default up to the newest month that is closed; a period that ends later is left out."""
    accept_placed(desk, "2026-04", 80)
    draft = prepare(desk)
    assert draft.data_to == TO_APRIL
    publish(desk)
    assert figures(public(desk)) == {"2026-Q1": 300.0}
    assert figures(public(desk), "placements-month")["2026-04"] == 80.0
    assert [row.id for row in questions.releases(desk)] == ["R1", "R2"]
    is_well(desk)


def test_each_release_is_chained_to_the_one_before(desk: Desk) -> None:
    """By the hash of its manifest; the first has none before it."""
    first = public(desk)
    prepare(desk)
    publish(desk)
    second = public(desk)
    assert first.release.previous is None
    assert second.release.previous is not None
    assert (second.release.previous.id, second.release.previous.manifest_sha256) == (
        "R1",
        first.manifest_sha256,
    )


def test_a_newer_draft_takes_the_place_of_an_older_one(desk: Desk) -> None:
    """There is one draft at a time; the older one's files go."""
    older = prepare(desk)
    newer = prepare(desk, by=TOMAS)
    assert states(desk) == [("R1", "published"), ("R2", "prepared"), ("R2", "replaced")]
    assert on_the_shelf(desk) == ["R1", newer.folder]
    assert older.folder != newer.folder
    publish(desk, by=NOOR)
    is_well(desk)


def test_a_draft_can_be_thrown_away(desk: Desk) -> None:
    """Its number is free again, its files are gone; what is public cannot be thrown away."""
    prepare(desk)
    gone = discard_release(desk, "R2", actor=person(CHAIR), now=IN_MAY)
    assert (gone.state, on_the_shelf(desk)) == ("discarded", ["R1"])
    assert prepare(desk).id == "R2"
    with pytest.raises(Conflict, match="R1 is published already"):
        discard_release(desk, "R1", actor=person(CHAIR), now=IN_MAY)
    is_well(desk)


def test_an_amendment_says_why_and_stands_beside_what_it_amends(desk: Desk) -> None:
    """R1.1 holds what is accepted now up to the same day; R1 stays at its address, and says so."""
    accept_placed(desk, "2026-03", 70)
    draft = amend(desk, "R1", "One partner's follow-up was missing.")
    assert (draft.id, draft.data_to, draft.amends) == ("R1.1", TO_MARCH, "R1")
    publish(desk)
    now, before = public(desk), questions.edition(desk, "R1")
    assert states(desk) == [("R1", "amended"), ("R1.1", "published")]
    assert (figures(before), figures(now)) == ({"2026-Q1": 300.0}, {"2026-Q1": 310.0})
    assert (now.release.reason, now.release.amends) == (draft.reason, "R1")
    told = {(one.table, one.was, one.now, one.note) for one in now.release.corrections}
    assert (QUARTER, "300", "310", "One partner's follow-up was missing.") in told
    with pytest.raises(Conflict, match=r"R1\.1 was published after R1"):
        amend(desk, "R1")
    assert amend(desk, "R1.1").id == "R1.2"
    is_well(desk)


def test_after_an_amendment_comes_the_next_number(desk: Desk) -> None:
    """R1, R1.1, R2: numbers tell the order."""
    amend(desk, "R1")
    publish(desk)
    assert prepare(desk).id == "R2"
    publish(desk)
    assert [row.id for row in questions.releases(desk)] == ["R1", "R1.1", "R2"]
    assert public(desk).id == "R2"


# --- who --------------------------------------------------------------------------------------


@pytest.mark.parametrize("email", [ROSA, ADMIN])
@pytest.mark.parametrize("act", ["prepare", "amend", "publish", "discard"])
def test_who_may_not(desk: Desk, email: str, act: str) -> None:
    """Neither a partner's people nor the operator prepare, publish, amend or discard."""
    prepare(desk)
    before = desk.ledger.revision()
    doing: dict[str, Callable[[], object]] = {
        "prepare": lambda: prepare(desk, by=email),
        "amend": lambda: amend(desk, "R1", actor=person(email)),
        "publish": lambda: publish(desk, by=email),
        "discard": lambda: discard_release(desk, "R2", actor=person(email), now=IN_MAY),
    }
    with pytest.raises(NotAllowed):
        doing[act]()
    assert desk.ledger.revision() == before


@pytest.mark.parametrize(
    ("second_person", "by", "reason", "refused"),
    [
        ("required", TOMAS, None, None),
        ("required", CHAIR, None, None),
        ("required", NOOR, "I am alone.", "second_person"),
        ("recorded", NOOR, None, "reason_needed"),
        ("recorded", NOOR, "  ", "reason_needed"),
        ("recorded", NOOR, "I am alone.", None),
        ("recorded", TOMAS, None, None),
    ],
)
def test_two_people_or_a_recorded_reason(
    tmp_path: Path, second_person: str, by: str, reason: str | None, refused: str | None
) -> None:
    """Who prepared it publishes it only where that is recorded, with a reason that is kept."""
    desk = releasing_desk(tmp_path / "home", second_person=second_person)
    prepare(desk, data_to=TO_MARCH)
    if refused is not None:
        with pytest.raises((NotAllowed, CallersMistake)) as told:
            publish(desk, by=by, reason=reason)
        assert told.value.code == refused
        assert questions.latest_edition(desk) is None
        return
    row = publish(desk, by=by, reason=reason)
    assert row.second_person_reason == reason
    (said,) = desk.ledger.audit_rows(about="R1", limit=1)
    assert said.told["releases"][row.key]["second_person_reason"] == reason
    kept = json.loads(shelf_of(desk.home).files(row)["private/published.json"])
    assert (kept["published_by"], kept["second_person_reason"]) == (by, reason)
    known = {item["code"] for item in kept["known"]}
    assert ("same_person" in known) is (by == NOOR)


# --- what cannot be ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"data_to": dt.date(2026, 4, 29)}, "not_a_months_end"),
        ({"data_to": dt.date(2026, 5, 31)}, "not_over"),
        ({"data_to": TO_APRIL, "now": IN_MAY - dt.timedelta(days=10)}, "not_closed"),
        ({"data_to": TO_MARCH}, "released_before"),
        ({"data_to": dt.date(2026, 1, 31)}, "released_before"),
        ({"note": "x" * 501}, "note_too_long"),
    ],
)
def test_what_cannot_be_prepared(desk: Desk, how: dict[str, object], code: str) -> None:
    """A day in the middle of a month, months still open, figures released before."""
    with pytest.raises(CallersMistake) as told:
        prepare(desk, **how)
    assert told.value.code == code
    assert told.value.hint
    assert states(desk) == [("R1", "published")]


@pytest.mark.parametrize(
    ("release_id", "reason", "code"),
    [
        ("R1", "  ", "reason_needed"),
        ("R9", "Late.", "unknown_release"),
        ("R2", "Late.", "unknown_release"),
        ("../R1", "Late.", "bad_release"),
        ("R1", "x" * 501, "note_too_long"),
    ],
)
def test_what_cannot_be_amended(desk: Desk, release_id: str, reason: str, code: str) -> None:
    """Without a reason, a number nobody has seen, a draft, no number at all."""
    prepare(desk)
    with pytest.raises(CallersMistake) as told:
        amend(desk, release_id, reason)
    assert told.value.code == code


def test_without_a_plan_nothing_can_be_released(tmp_path: Path) -> None:
    """What is not planned for the public does not leave."""
    for plans in ((), (FOR_PARTNERS,)):
        desk = planned(make_desk(tmp_path / str(len(plans))), *plans)
        with pytest.raises(Conflict) as told:
            prepare(desk)
        assert told.value.code == "no_plan"


@pytest.mark.parametrize("release_id", ["R1", "R7", "x"])
def test_only_a_draft_can_be_published(desk: Desk, release_id: str) -> None:
    """What is public already, what nobody prepared."""
    with pytest.raises(SharedMetricsError) as told:
        acts.publish_release(desk, release_id, actor=person(TOMAS), now=IN_MAY, protection=SIMPLE)
    assert told.value.code in ("wrong_state", "unknown_release", "bad_release")
    assert states(desk) == [("R1", "published")]


# --- the checklist, by real faults ------------------------------------------------------------


def a_file_waits(desk: Desk) -> Desk:
    send_placed(desk, "2026-04", 80)
    return desk


def the_trail_is_broken(desk: Desk) -> Desk:
    with desk.ledger.engine.begin() as connection:
        connection.execute(sa.text("UPDATE audit SET actor = 'nobody' WHERE seq = 2"))
    return desk


def a_release_is_gone(desk: Desk) -> Desk:
    shutil.rmtree(desk.home.folder / "releases" / "R1")
    return desk


def a_table_was_changed(desk: Desk) -> Desk:
    table = desk.home.folder / "releases" / "R1" / "tables" / f"{QUARTER}.csv"
    table.write_text(table.read_text().replace("300", "301"))
    return desk


def a_private_file_was_changed(desk: Desk) -> Desk:
    (desk.home.folder / "releases" / "R1" / "private" / "salt").write_text("other")
    return desk


def the_agenda_changed(desk: Desk) -> Desk:
    setback = Setback("flood", "Flood", ("placements",), "2026-02", "", "", "", "public")
    definitions = dataclasses.replace(desk.definitions, setbacks=(setback,))
    return dataclasses.replace(desk, definitions=definitions)


def the_plan_changed(desk: Desk) -> Desk:
    return planned(desk, dataclasses.replace(PUBLIC_PLAN, threshold=5))


def a_figure_was_corrected(desk: Desk) -> Desk:
    accept_placed(desk, "2026-03", 70)
    return desk


def figures_were_withdrawn(desk: Desk) -> Desk:
    acts.withdraw_published(
        desk, BOARD, WORKFORCE, "2026-01", public_note="A mistake.", actor=person(NOOR), now=IN_JUNE
    )
    return desk


def an_agreement_ended(desk: Desk) -> Desk:
    return with_agreements(desk, agreement("2023-07-01", "2026-04-30"))


FAULTS = {
    a_file_waits: "files_waiting",
    the_trail_is_broken: "trail_broken",
    a_release_is_gone: "history_altered",
    a_table_was_changed: "history_altered",
    a_private_file_was_changed: "history_altered",
    the_agenda_changed: "prepare_again",
    the_plan_changed: "prepare_again",
    a_figure_was_corrected: "prepare_again",
    figures_were_withdrawn: "prepare_again",
    an_agreement_ended: "prepare_again",
}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_what_stops_a_draft(desk: Desk, fault: Callable[[Desk], Desk]) -> None:
    """Each fault stops publishing, is told with what to do, and leaves everything as it was."""
    prepare(desk)
    before, harmed = on_the_shelf(desk), fault(desk)
    codes = {item.code for item in draft_of(harmed).checklist if item.level == "error"}
    assert FAULTS[fault] in codes
    revision = desk.ledger.revision()
    with pytest.raises(Conflict) as told:
        publish(harmed)
    assert (told.value.code, bool(told.value.hint)) == ("not_ready", True)
    assert desk.ledger.revision() == revision
    assert states(desk) == [("R1", "published"), ("R2", "prepared")]
    assert set(on_the_shelf(desk)) <= set(before)


def draft_of(desk: Desk, release_id: str = "R2") -> questions.Draft:
    at_home = dataclasses.replace(desk.home, today=IN_MAY.date())
    return questions.draft(
        dataclasses.replace(desk, home=at_home), person(TOMAS), release_id, protection=SIMPLE
    )


def test_a_corrected_figure_needs_a_public_note(desk: Desk) -> None:
    """Without one the draft is stopped; with one, readers see it with each corrected figure."""
    accept_placed(desk, "2026-03", 70)
    prepare(desk)
    with pytest.raises(Conflict, match="nothing says why"):
        publish(desk)
    prepare(desk, note="A partner  sent\nlate figures.")
    publish(desk)
    notes = {one.note for one in public(desk).release.corrections}
    assert notes == {"A partner sent late figures."}


def test_a_withdrawal_speaks_for_itself(desk: Desk) -> None:
    """Figures that were taken back carry the note readers already got; no other is needed."""
    figures_were_withdrawn(desk)
    accept_placed(desk, "2026-03", 70)
    prepare(desk)
    told = {one.note for one in draft_of(desk).edition.release.corrections}
    assert told == {"A mistake.", ""}
    (note,) = draft_of(desk).edition.release.withdrawals
    assert (note.note, note.span, note.on) == ("A mistake.", "January 2026", IN_JUNE.date())


def test_a_goal_without_an_owner_stops_it(desk: Desk) -> None:
    """Somebody must answer for every goal that is shown."""
    goals = tuple(dataclasses.replace(one, owner=" ") for one in desk.agenda.goals)
    agenda = dataclasses.replace(desk.definitions.agenda, goals=goals)
    ownerless = dataclasses.replace(
        desk, definitions=dataclasses.replace(desk.definitions, agenda=agenda)
    )
    prepare(ownerless)
    with pytest.raises(Conflict, match="no owner or no day of review"):
        publish(ownerless)


def never(*_: object) -> list[str]:
    return ["1 witness does not fit."]


def breaks(*_: object) -> list[str]:
    raise ZeroDivisionError


@pytest.mark.parametrize("gate", [never, breaks])
def test_the_gate_fails_closed(desk: Desk, gate: Callable[..., list[str]]) -> None:
    """A violation, or a gate that falls over, and nothing leaves."""
    prepare(desk)
    with pytest.raises(Conflict, match="are not proven safe"):
        publish(desk, protection=dataclasses.replace(SIMPLE, gate=gate))
    assert public(desk).id == "R1"


def test_a_draft_that_was_changed_on_the_disk_is_not_published(desk: Desk) -> None:
    """Whoever edits a draft by hand has to prepare it again."""
    draft = prepare(desk)
    table = desk.home.folder / "releases" / draft.folder / "tables" / f"{QUARTER}.csv"
    table.write_text(table.read_text().replace("300", "999"))
    for attempt in (lambda: publish(desk), lambda: draft_of(desk)):
        with pytest.raises(Conflict) as told:
            attempt()
        assert told.value.code == "draft_altered"
    prepare(desk)
    publish(desk)
    is_well(desk)


def test_when_protection_gives_up_there_is_no_draft(desk: Desk) -> None:
    """A time-out or figures that cannot be: the act ends in plain words, nothing is left."""

    def gives_up(*_: object) -> object:
        raise CallersMistake("cells_negative", "Below zero.", "Mend it.")

    before = desk.ledger.revision()
    with pytest.raises(CallersMistake, match="Below zero"):
        prepare(desk, protection=dataclasses.replace(SIMPLE, protected=gives_up))
    assert (desk.ledger.revision(), on_the_shelf(desk)) == (before, ["R1"])


def test_what_changes_while_it_is_published_is_noticed(desk: Desk) -> None:
    """A file that comes in after the checklist was looked at, and before the row, stops it."""
    prepare(desk)

    def gate(*how: object) -> list[str]:
        if not desk.ledger.submissions(states=["passed"]):
            send_placed(desk, "2026-04", 80)
        return SIMPLE.gate(*how)

    with pytest.raises(Conflict, match="1 file waits"):
        publish(desk, protection=dataclasses.replace(SIMPLE, gate=gate))
    assert public(desk).id == "R1"
    assert on_the_shelf(desk)[0] == "R1"


# --- audiences --------------------------------------------------------------------------------


def test_every_audience_is_frozen_with_it(tmp_path: Path) -> None:
    """Partners and funders have their tables in the private part, protected after the public's."""
    desk = planned(releasing_desk(tmp_path / "home"), PUBLIC_PLAN, FOR_A_FUNDER, FOR_PARTNERS)
    prepare(desk, data_to=TO_MARCH)
    publish(desk)
    prepare(desk)
    publish(desk)
    kept = [Kept(row, shelf_of(desk.home).files(row)) for row in questions.releases(desk)]
    for one in kept:
        assert figures(one.edition("partners")) == figures(one.edition())
        assert one.edition("funder:the_fund") is not None
        assert one.edition("partners").release.published_on == one.row.published_on
        assert "private/funder-the_fund/tables/placements-month.csv" in one.files
    seen = json.loads(kept[1].proof("partners").private["certificate.json"])["seen"]
    assert [(release, audience) for release, audience, _ in seen] == [
        ("R1", "public"),
        ("R1", "partners"),
        ("R2", "public"),
    ]
    assert kept[0].edition("funder:other") is None


def test_the_goals_are_told_as_they_stood(desk: Desk) -> None:
    """Word, figure, coverage as counts; goals agreed later are not in it."""
    edition = public(desk)
    one = next(g for g in edition.release.goals if g.goal.id == "more_people_placed")
    assert (one.period, one.value, one.provisional) == ("2026-Q1", 300.0, True)
    assert (one.coverage.reported, one.coverage.expected) == (6, 21)
    assert not any(metric.file or metric.line for metric in edition.release.metrics)
    assert not any(one.goal.file or one.goal.line for one in edition.release.goals)
    (sector,) = [entry for entry in edition.release.tables if entry.by]
    assert sector.by_titles == {"sector": "Sector (type of organization)"}
    assert sector.by_names["sector"] == {
        "nonprofit": "Nonprofits",
        "public": "Public agencies",
    }


def test_partner_pages_follow_the_agreement_of_the_day(tmp_path: Path) -> None:
    """Only who agreed to a page now has a card, and it says nothing of status or lateness."""
    desk = with_agreements(
        releasing_desk(tmp_path / "home"),
        agreement("2023-07-01", "2026-12-31"),
        agreement("2023-07-01", "2026-12-31", id="theirs", partner=STEPPINGWAY, public_page=False),
    )
    prepare(desk, data_to=TO_MARCH)
    cards = draft_of(desk, "R1").edition.release.partners
    assert [card.id for card in cards] == [BOARD]
    assert {field.name for field in dataclasses.fields(cards[0])} == {
        *("id", "name", "sector", "brings", "hopes_to_gain", "works_on")
    }


# --- reading ----------------------------------------------------------------------------------


def test_a_damaged_release_is_passed_over(desk: Desk) -> None:
    """The public reads the newest whole one; its own address says that it was altered."""
    prepare(desk, now=IN_MAY)
    publish(desk, now=IN_JUNE)
    (desk.home.folder / "releases" / "R2" / "release.json").write_text("{}")
    assert public(desk).id == "R1"
    with pytest.raises(InstallationProblem) as told:
        questions.edition(desk, "R2")
    assert told.value.code == "release_altered"
    assert told.value.message.startswith("R2 is not what was written")


@pytest.mark.parametrize("release_id", ["R9", "R2", "x", "R1.1"])
def test_what_is_not_public_cannot_be_read(desk: Desk, release_id: str) -> None:
    """A draft answers as a number nobody has used."""
    prepare(desk)
    with pytest.raises(CallersMistake):
        questions.edition(desk, release_id)
    assert [row.id for row in questions.releases(desk)] == ["R1"]


def test_the_draft_is_shown_with_what_it_changes(desk: Desk) -> None:
    """Checklist, what is hidden, and what readers would see otherwise."""
    accept_placed(desk, "2026-04", 80)
    accept_placed(desk, "2026-03", 70)
    prepare(desk, note="Late.")
    draft = draft_of(desk)
    assert draft.may_be_published
    assert draft.before is not None
    changes = {one.table: (one.new, one.corrected, one.gone) for one in draft.changes}
    assert changes == {
        QUARTER: (0, 1, 0),
        "placements-quarter-by-sector": (0, 1, 0),
        "placements-month": (1, 1, 0),
    }
    assert [one["table"] for one in draft.hidden["public"]["tables"]] == list(changes)
