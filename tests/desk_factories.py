"""Desks on the repository's own definitions, and judged files without opening any."""

import dataclasses
import datetime as dt
import functools
import hashlib
from pathlib import Path

import polars as pl

from shared_metrics.agenda.model import Person
from shared_metrics.contracts import Contract, part_schema
from shared_metrics.definitions import Definitions, load_definitions
from shared_metrics.desk import Desk
from shared_metrics.desk.acts.drafts import Draft, Judged
from shared_metrics.desk.acts.sending import Sending, check_sending, period_of
from shared_metrics.desk.acts.submitting import send
from shared_metrics.desk.home import Home
from shared_metrics.desk.who import import_people
from shared_metrics.findings import Finding
from shared_metrics.ledger import open_ledger, sqlite_url
from shared_metrics.periods import PeriodKind, parse_period
from shared_metrics.reading import Upload
from shared_metrics.settings import Settings
from shared_metrics.submissions import State, Submission
from shared_metrics.vault import open_vault

DEFINITIONS = Path(__file__).parents[1] / "data_contracts"
NOW = dt.datetime(2026, 4, 8, 17, 0, tzinfo=dt.UTC)
WORKFORCE = "workforce_placements"
BOARD = "arroyo_workforce_board"
STEPPINGWAY = "steppingway_training"
ROSA = "rosa.delgado@example.org"  # steward of the workforce board
SAMIR = "samir.patel@example.org"  # member of the workforce board
CARMEN = "carmen.ibarra@example.org"  # steward of Steppingway
NOOR = "noor.haddad@example.org"  # analyst
TOMAS = "tomas.lindgren@example.org"  # analyst
CHAIR = "adaeze.brooks@example.org"
ADMIN = "kenji.moreau@example.org"


@functools.cache
def definitions(second_person: str = "required") -> Definitions:
    loaded = load_definitions(DEFINITIONS)
    partnership = dataclasses.replace(loaded.agenda.partnership, second_person=second_person)
    agenda = dataclasses.replace(loaded.agenda, partnership=partnership)
    return dataclasses.replace(loaded, agenda=agenda)


def make_desk(folder: Path, url: str | None = None, second_person: str = "required") -> Desk:
    folder.mkdir(parents=True, exist_ok=True)
    desk = Desk(
        Settings(home=folder, _env_file=None),
        Home(folder, DEFINITIONS),
        definitions(second_person),
        open_ledger(url or sqlite_url(folder / "ledger.db")),
        open_vault(folder / "vault"),
    )
    import_people(desk.ledger, desk.partnership.people, NOW)
    return desk


def contract(contract_id: str = WORKFORCE) -> Contract:
    return definitions().contract(contract_id)


def person(email: str) -> Person:
    return definitions().person(email)


def placements(
    period: str = "2026-03", pathway: str = "healthcare", placed: int = 7
) -> pl.DataFrame:
    """One judged row of `workforce_placements`."""
    row = {
        "line": 2,
        "period": period,
        "pathway": pathway,
        "gender": "all",
        "age_group": "all",
        "enrolled": 42,
        "completed": 12,
        "follow_up_due": 10,
        "placed": placed,
        "average_hourly_wage": 2450,
    }
    return pl.DataFrame([row], schema=part_schema(contract()))


def sending(
    desk: Desk,
    content: str = "one",
    *,
    partner: str = BOARD,
    by: str = ROSA,
    period: str | None = "2026-03",
    mode: str | None = None,
    reasons: dict[str, str] | None = None,
    on_behalf: bool = False,
    now: dt.datetime = NOW,
) -> Sending:
    return Sending(
        desk=desk,
        contract=contract(),
        partner=partner,
        actor=person(by),
        now=now,
        upload=Upload("march.csv", content.encode()),
        period=period_of(period, contract()),
        on_behalf=on_behalf,
        reasons=reasons or {},
        mode=mode,
        note="",
    )


def judged(
    observations: pl.DataFrame, *findings: Finding, partner: str = BOARD, drafts: bool = True
) -> Judged:
    """What judging would have given for these rows, one draft a period."""
    made = tuple(
        Draft(partner, parse_period(period, PeriodKind.MONTH), rows, findings)
        for (period,), rows in observations.partition_by("period", as_dict=True).items()
    )
    only = made[0].period if len(made) == 1 else None
    return Judged(made if drafts else (), findings, (), observations.height, only)


def send_rows(
    desk: Desk,
    observations: pl.DataFrame | None = None,
    content: str = "one",
    *,
    findings: tuple[Finding, ...] = (),
    **how: object,
) -> list[Submission]:
    """Sends rows that were judged elsewhere, past reading and checks, through the same act."""
    rows = placements() if observations is None else observations
    how.setdefault("period", None)
    told = sending(desk, content, **how)
    check_sending(told)
    return send(told, judged(rows, *findings, partner=told.partner))


def submission(**changes: object) -> Submission:
    """A submission as the ledger would hold it."""
    month = parse_period("2026-03", PeriodKind.MONTH)
    made = Submission(
        id="sub_aaaaaaaaaaaaaaaa",
        state=State.PASSED,
        partner=BOARD,
        contract=WORKFORCE,
        contract_version="1.0.0",
        contract_sha256="0" * 64,
        period=month,
        period_kind=PeriodKind.MONTH,
        submitted_by=ROSA,
        submitted_at=NOW,
        file_name="march.csv",
        sha256=hashlib.sha256(b"one").hexdigest(),
        rows=1,
    )
    return dataclasses.replace(made, **changes)
