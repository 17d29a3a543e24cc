"""`partner_column: split`: the backbone sends one file, each partner gets its own submission."""

import dataclasses
from pathlib import Path

import pytest

from desk_factories import BOARD, NOOR, NOW, ROSA, STEPPINGWAY, TOMAS, WORKFORCE, make_desk, person
from shared_metrics.contracts import Column, ColumnType, Role
from shared_metrics.desk import Desk, acts
from shared_metrics.errors import CallersMistake, NotAllowed
from shared_metrics.findings import Level
from shared_metrics.reading import Upload
from shared_metrics.submissions import State, Submission

HEADER = "organisation,period,pathway,gender,age_group,enrolled,completed,follow_up_due,placed,"
HEADER += "average_hourly_wage\n"
OF_BOARD = "AWB,2026-03,healthcare,all,all,42,12,10,7,24.50\n"
OF_STEPPINGWAY = "Steppingway Training,2026-03,healthcare,all,all,20,6,5,4,22.00\n"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = make_desk(tmp_path)
    plain = desk.definitions.contract(WORKFORCE)
    whose = Column(
        "organisation", "Organisation", "", ColumnType.STRING, Role.PARTNER, required=True
    )
    split = dataclasses.replace(
        plain, columns=(whose, *plain.columns), partner_column="split", sha256="5" * 64
    )
    contracts = {**desk.definitions.contracts, WORKFORCE: split}
    definitions = dataclasses.replace(desk.definitions, contracts=contracts)
    return dataclasses.replace(desk, definitions=definitions)


def submit(desk: Desk, rows: str, by: str = NOOR, partner: str = "backbone") -> list[Submission]:
    upload = Upload("all.csv", (HEADER + rows).encode())
    return acts.submit(desk, upload, WORKFORCE, partner_id=partner, actor=person(by), now=NOW)


def test_each_partner_gets_its_own(desk: Desk) -> None:
    """Rows go to the partner named in them, by id, name or synonym; equal keys do not clash."""
    sent = submit(desk, OF_BOARD + OF_STEPPINGWAY)
    assert [(s.partner, s.state, s.rows) for s in sent] == [
        (BOARD, State.PASSED, 1),
        (STEPPINGWAY, State.PASSED, 1),
    ]
    assert [s.totals["placed"] for s in sent] == [7, 4]
    assert sent[0].originals == sent[1].originals
    acts.accept(desk, [s.id for s in sent], actor=person(TOMAS), now=NOW)
    assert len(desk.ledger.accepted_parts(WORKFORCE)) == 2


def test_a_row_of_nobody_holds_back_the_file(desk: Desk) -> None:
    """A name the agenda does not know is to be fixed, at its cell; nobody's rows are kept."""
    (failed,) = submit(desk, OF_BOARD + OF_STEPPINGWAY.replace("Steppingway Training", "Nobody"))
    found = [f for f in failed.findings if f.level is Level.FIX]
    assert [(f.rule, f.cell, f.value) for f in found] == [("unknown_partner", "A3", "Nobody")]
    assert desk.ledger.submissions(states=[State.PASSED]) == []


def test_a_partner_that_does_not_report_holds_back_the_file(desk: Desk) -> None:
    """All or none also holds for who reports what."""
    with pytest.raises(CallersMistake, match="Arroyo Transit does not report"):
        submit(desk, OF_BOARD + OF_STEPPINGWAY.replace("Steppingway Training", "arroyo_transit"))
    assert desk.ledger.submissions() == []


def test_only_the_backbone_sends_such_a_file(desk: Desk) -> None:
    """A partner cannot send rows of others, nor can the file be sent for one partner."""
    with pytest.raises(NotAllowed):
        submit(desk, OF_BOARD, by=ROSA)
    with pytest.raises(CallersMistake, match="as a whole"):
        submit(desk, OF_BOARD, partner=BOARD)
