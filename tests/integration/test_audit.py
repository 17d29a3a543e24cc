"""The audit trail finds every change that was made past it."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from desk_factories import ADMIN, BOARD, NOOR, NOW, make_desk, person, placements
from desk_factories import send_rows as send
from shared_metrics.desk import Desk, acts
from shared_metrics.desk.verification import sweep, verify_audit


@pytest.fixture
def desk(tmp_path: Path, database_url: str) -> Desk:
    """A submission that was accepted, corrected, accepted again; one that waits."""
    desk = make_desk(tmp_path / "home", database_url)
    (sent,) = send(desk)
    acts.accept(desk, [sent.id], actor=person(NOOR), now=NOW)
    (correction,) = send(desk, placements(placed=8), "two", mode="replace")
    acts.accept(desk, [correction.id], actor=person(NOOR), now=NOW)
    send(desk, placements("2026-02"), "three")
    return desk


def tamper(desk: Desk, statement: str) -> None:
    with desk.ledger.engine.begin() as connection:
        connection.execute(sa.text(statement))


def test_an_honest_ledger_verifies(desk: Desk) -> None:
    """Nobody tampered: nothing is found."""
    assert verify_audit(desk) == []


def test_the_trail_tells_who_did_what(desk: Desk) -> None:
    """Each act of a submission's life is there, with its actor, its time and its reason."""
    trail = list(reversed(desk.ledger.audit_rows()))
    assert [(row.act, row.actor.split(".")[0]) for row in trail] == [
        ("import_people", "agenda/partnership"),
        ("submit", "rosa"),
        ("accept", "noor"),
        ("submit", "rosa"),
        ("supersede", "noor"),
        ("accept", "noor"),
        ("submit", "rosa"),
    ]
    assert {row.at for row in trail} == {NOW}
    assert trail[4].told["superseded_by"] == trail[5].about


@pytest.mark.parametrize(
    ("statement", "rule", "seq"),
    [
        ("UPDATE audit SET actor = 'somebody' WHERE seq = 2", "audit_row_changed", 2),
        ("UPDATE audit SET details = '{}' WHERE seq = 3", "audit_row_changed", 3),
        ("UPDATE audit SET details = 'not json' WHERE seq = 3", "audit_row_changed", 3),
        ("UPDATE audit SET details = ' ' || details WHERE seq = 3", "audit_row_changed", 3),
        ("UPDATE audit SET act = 'return' WHERE seq = 5", "audit_row_changed", 5),
        ("UPDATE audit SET about = 'sub_x' WHERE seq = 1", "audit_row_changed", 1),
        (
            "UPDATE audit SET at = '2020-01-01 00:00:00.0' WHERE seq = 4",
            "audit_row_changed",
            4,
        ),
        ("DELETE FROM audit WHERE seq = 2", "audit_row_missing", 2),
        ("DELETE FROM audit WHERE seq = 6", "audit_row_missing", 6),
        ("DELETE FROM audit", "audit_row_missing", 1),
    ],
)
def test_the_first_broken_link_is_named(desk: Desk, statement: str, rule: str, seq: int) -> None:
    """Any change to the trail is found at the row where it begins."""
    tamper(desk, statement)
    assert [(found.rule, found.seq) for found in verify_audit(desk)] == [(rule, seq)]


@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        ("UPDATE submissions SET state = 'accepted' WHERE state = 'passed'", "submission_changed"),
        ("UPDATE submissions SET row_count = 2 WHERE state = 'passed'", "submission_changed"),
        ("UPDATE submissions SET period = '2025-02' WHERE state = 'passed'", "submission_changed"),
        ("UPDATE submissions SET part = NULL WHERE state = 'passed'", "submission_changed"),
        ("UPDATE submissions SET decided_by = 'x' WHERE state = 'accepted'", "submission_changed"),
        ("UPDATE submissions SET note = 'x' WHERE state = 'superseded'", "submission_changed"),
        ("DELETE FROM submissions WHERE state = 'passed'", "submission_missing"),
    ],
)
def test_a_submission_changed_past_the_trail_is_found(
    desk: Desk, statement: str, rule: str
) -> None:
    """Submissions must be what the trail says they became, in every field."""
    tamper(desk, statement)
    (found,) = verify_audit(desk)
    assert found.rule == rule
    assert found.about
    assert found.about.startswith("sub_")


def test_a_submission_nobody_sent_is_found(desk: Desk) -> None:
    """A row written into the ledger by hand has no trail."""
    copied = "partner, contract, contract_version, contract_sha256, period_kind, originals,"
    copied += " row_count, submitted_by, on_behalf, submitted_at, nothing_to_report, note, reasons,"
    copied += " findings, finding_counts, assumptions, totals"
    tamper(
        desk,
        f"INSERT INTO submissions (id, state, period, {copied})"  # noqa: S608 - our own words
        f" SELECT 'sub_forged', 'accepted', '2030-01', {copied} FROM submissions"
        " WHERE state = 'passed'",
    )
    assert [(f.rule, f.about) for f in desk.ledger.verify()] == [
        ("submission_without_trail", "sub_forged")
    ]


@pytest.mark.parametrize("kind", ["original", "part"])
@pytest.mark.parametrize("harm", ["changed", "missing"])
def test_a_file_harmed_in_the_vault_is_found(desk: Desk, kind: str, harm: str) -> None:
    """Originals and parts are compared with what the ledger says of them."""
    (waiting,) = desk.ledger.submissions(period="2026-02")
    assert waiting.part
    sha256 = waiting.originals[0]
    path = f"originals/{sha256[:2]}/{sha256}" if kind == "original" else waiting.part.path
    file = desk.vault.folder / path
    if harm == "missing":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[:-1] + b"?")
    assert [(f.rule, f.about) for f in verify_audit(desk)] == [(f"file_{harm}", waiting.id)]


def test_what_is_found_prints_as_json(desk: Desk) -> None:
    """A finding of `audit verify` says rule, message, row and object."""
    tamper(desk, "DELETE FROM audit WHERE seq = 2")
    (found,) = verify_audit(desk)
    assert found.as_dict() == {
        "rule": "audit_row_missing",
        "message": "Audit row 2 is missing.",
        "seq": 2,
        "object": None,
    }


def test_a_sweep_is_an_act_too(desk: Desk) -> None:
    """Looking after the vault leaves its trace, and breaks nothing."""
    assert sweep(desk, actor=person(ADMIN), now=NOW) == []
    assert desk.ledger.audit_rows(about="vault")[0].act == "sweep"
    assert verify_audit(desk) == []
    assert {s.partner for s in desk.ledger.submissions()} == {BOARD}
