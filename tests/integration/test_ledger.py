"""The ledger keeps what it was told, on SQLite and on PostgreSQL alike."""

import datetime as dt
from decimal import Decimal
from functools import partial

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from desk_factories import BOARD, NOW, ROSA, STEPPINGWAY, WORKFORCE, submission
from shared_metrics.errors import CallersMistake, Conflict, InstallationProblem
from shared_metrics.findings import Assumption, Finding, Level
from shared_metrics.ledger import Ledger, migrate, open_ledger, tables
from shared_metrics.periods import PeriodKind, parse_period
from shared_metrics.submissions import Act, Part, PartColumn, State

PART = Part("parts/w/sub_x.parquet", "1" * 64, 3, (PartColumn("placed", "integer", 0, 7),))


@pytest.fixture
def ledger(database_url: str) -> Ledger:
    return open_ledger(database_url)


def add(ledger: Ledger, **changes: object) -> None:
    with ledger.writing(actor=ROSA, now=NOW) as entry:
        entry.add(submission(**changes), Act.SUBMIT)


def accept(ledger: Ledger, submission_id: str) -> None:
    with ledger.writing(actor="noor", now=NOW) as entry:
        entry.move(entry.submission(submission_id), Act.ACCEPT)


def test_a_submission_comes_back_as_it_was_written(ledger: Ledger) -> None:
    """Every field survives the ledger, times in UTC and numbers exact."""
    pacific = dt.timezone(dt.timedelta(hours=-7))
    written = submission(
        part=PART,
        originals=("2" * 64, "3" * 64),
        submitted_at=dt.datetime(2026, 4, 8, 10, 0, 0, 123456, tzinfo=pacific),
        note="Zwei Züge \N{SNOWMAN} kamen später",
        reasons={"wage_usual": "two surgeons"},
        findings=(Finding("wage_usual", Level.CHECK, "Unusual.", 3, "wage", "I3", "95", "Check."),),
        finding_counts={"fix": 0, "check": 1, "note": 0},
        assumptions=(Assumption("encoding", "Read as cp1252."),),
        totals={"placed": Decimal("12345678901234567890.25")},
        nothing_to_report=False,
        mode="replace",
        on_behalf=True,
    )
    with ledger.writing(actor=ROSA, now=NOW) as entry:
        entry.add(written, Act.SUBMIT)
    assert ledger.submission(written.id) == written
    assert ledger.submission(written.id).submitted_at.utcoffset() == dt.timedelta(0)


def test_text_no_database_can_keep_is_made_plain(ledger: Ledger) -> None:
    """A NUL or half a character in a name or note does not stop a submission."""
    add(ledger, note="a\0b \ud800", file_name="m\0arch\udcff.csv")
    kept = ledger.submissions()[0]
    assert (kept.note, kept.file_name) == ("ab ?", "march?.csv")
    assert ledger.verify() == []


def test_findings_are_cut_but_counted(ledger: Ledger) -> None:
    """A file with very many findings leaves the first thousand and the true count."""
    many = tuple(Finding("r", Level.NOTE, "m", line) for line in range(3000))
    add(ledger, findings=many, finding_counts={"fix": 0, "check": 0, "note": 3000})
    kept = ledger.submissions()[0]
    assert (len(kept.findings), kept.finding_counts["note"]) == (1000, 3000)


def test_an_unknown_submission_is_the_callers_mistake(ledger: Ledger) -> None:
    """Asking for a submission that is not there says so."""
    with pytest.raises(CallersMistake, match="There is no submission “sub_none”"):
        ledger.submission("sub_none")


def test_queries_filter_by_every_condition(ledger: Ledger) -> None:
    """Submissions are found by partner, contract, period, state and sender; newest first."""
    april = parse_period("2026-04", PeriodKind.MONTH)
    add(ledger, id="sub_1")
    add(ledger, id="sub_2", partner=STEPPINGWAY, submitted_at=NOW + dt.timedelta(days=1))
    add(ledger, id="sub_3", period=april, submitted_at=NOW + dt.timedelta(days=2))

    def ids(**conditions: object) -> list[str]:
        return [found.id for found in ledger.submissions(**conditions)]

    assert ids() == ["sub_3", "sub_2", "sub_1"]
    assert ids(limit=1) == ["sub_3"]
    assert ids(partner=BOARD) == ["sub_3", "sub_1"]
    assert ids(period="2026-03") == ["sub_2", "sub_1"]
    assert ids(partner=BOARD, period="2026-03", contract=WORKFORCE) == ["sub_1"]
    assert ids(states=[State.ACCEPTED]) == []
    assert ids(submitted_by="somebody") == []


def test_only_accepted_parts_are_given_out(ledger: Ledger) -> None:
    """What waits, and what was reported as nothing, is never among the parts to measure."""
    add(ledger, id="sub_1", part=PART)
    assert ledger.accepted_parts(WORKFORCE) == []
    accept(ledger, "sub_1")
    add(ledger, id="sub_2", partner=STEPPINGWAY, nothing_to_report=True)
    accept(ledger, "sub_2")
    assert ledger.accepted_parts(WORKFORCE) == [PART]
    assert ledger.accepted_parts(WORKFORCE, partner=STEPPINGWAY) == []


def test_the_revision_changes_with_every_committed_act_only(ledger: Ledger) -> None:
    """The revision moves when something was written and stands still when it was not."""
    assert ledger.revision() == 0
    add(ledger)
    assert ledger.revision() == 1
    with pytest.raises(ZeroDivisionError), ledger.writing(actor="noor", now=NOW) as entry:
        assert entry.move(entry.submission(submission().id), Act.ACCEPT).rows / 0
    assert ledger.revision() == 1
    assert ledger.submission(submission().id).state is State.PASSED


@pytest.mark.parametrize("act", [Act.SUBMIT, Act.ACCEPT])
def test_a_cell_has_one_waiting_and_one_accepted_at_most(ledger: Ledger, act: Act) -> None:
    """Even a program that asks nobody cannot write a second one: the database refuses."""
    add(ledger, id="sub_1")
    if act is Act.ACCEPT:
        accept(ledger, "sub_1")
        add(ledger, id="sub_2")
    second = {
        Act.SUBMIT: partial(add, ledger, id="sub_2"),
        Act.ACCEPT: partial(accept, ledger, "sub_2"),
    }[act]
    with pytest.raises(Conflict, match="at the same moment"):
        second()


def test_a_correction_of_nothing_is_refused(ledger: Ledger) -> None:
    """A submission cannot supersede one that does not exist."""
    with pytest.raises(InstallationProblem):
        add(ledger, supersedes="sub_never")


def test_a_time_without_a_zone_is_refused(ledger: Ledger) -> None:
    """Nothing is stored with a time that could mean two moments."""
    with pytest.raises(sa.exc.StatementError, match="time zone"):
        add(ledger, submitted_at=dt.datetime(2026, 4, 8))  # noqa: DTZ001 - the point


def test_migrations_make_exactly_the_tables_we_use(ledger: Ledger) -> None:
    """Alembic's tables and the code's are the same, columns and indexes."""
    with ledger.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, tables.metadata) == []


def test_the_versions_named_are_the_versions_there() -> None:
    """The list that makes opening cheap names every migration, oldest first."""
    config = Config()
    config.set_main_option("script_location", str(migrate.MIGRATIONS))
    walked = [step.revision for step in ScriptDirectory.from_config(config).walk_revisions()]
    assert tuple(reversed(walked)) == migrate.VERSIONS


def test_opening_again_changes_nothing(ledger: Ledger, database_url: str) -> None:
    """A ledger is brought up to date once; its rows stay."""
    add(ledger)
    assert open_ledger(database_url).revision() == 1


def test_a_ledger_from_a_newer_version_is_left_alone(ledger: Ledger, database_url: str) -> None:
    """An older program refuses a newer ledger and says which way out."""
    with ledger.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(InstallationProblem, match="newer version") as refused:
        open_ledger(database_url)
    assert refused.value.code == "ledger_newer"
