"""Releases as the ledger keeps them, on both databases, and whoever changes them past the trail."""

import dataclasses
import datetime as dt
from pathlib import Path

import pytest
import sqlalchemy as sa

from desk_factories import NOOR, NOW
from shared_metrics.errors import Conflict
from shared_metrics.ledger import Ledger, open_ledger, sqlite_url
from shared_metrics.ledger.copying import copy_ledger, load_ledger
from shared_metrics.ledger.engine import make_engine
from shared_metrics.releases.states import ReleaseRow, State

DRAFT = ReleaseRow(
    key="rel_aaaaaaaaaaaaaaaa",
    id="R1",
    state=State.PREPARED,
    data_to=dt.date(2026, 2, 28),
    amends=None,
    reason=None,
    note="A late file.",
    prepared_by=NOOR,
    prepared_at=NOW,
    published_by=None,
    published_at=None,
    published_on=None,
    second_person_reason=None,
    manifest_sha256="a" * 64,
    previous=None,
)
PUBLISHED = dataclasses.replace(
    DRAFT,
    state=State.PUBLISHED,
    published_by=NOOR,
    published_at=NOW + dt.timedelta(hours=1),
    published_on=NOW.date(),
    second_person_reason="Nobody else is here this week.",
    manifest_sha256="b" * 64,
)


@pytest.fixture
def ledger(database_url: str) -> Ledger:
    """A ledger of either kind with one release, published, and a draft after it."""
    opened = open_ledger(database_url)
    later = dataclasses.replace(DRAFT, key="rel_b", id="R2", prepared_at=NOW + dt.timedelta(1))
    for act, row in (("prepare", DRAFT), ("publish", PUBLISHED), ("prepare", later)):
        with opened.writing(actor=NOOR, now=NOW) as entry:
            entry.keep_releases(act, row)
    return opened


def test_a_release_comes_back_as_it_was_written(ledger: Ledger) -> None:
    """In order, each field as it was, and its acts stand in the trail under its number."""
    first, second = ledger.releases()
    assert first == PUBLISHED
    assert (second.id, second.state) == ("R2", State.PREPARED)
    acts = [(row.act, row.about) for row in ledger.audit_rows()]
    assert acts == [("prepare", "R2"), ("publish", "R1"), ("prepare", "R1")]
    assert ledger.verify() == []


def test_a_newer_draft_takes_the_place_of_an_older_one_in_one_act(ledger: Ledger) -> None:
    """Both rows change together, under one audit row."""
    _, old = ledger.releases()
    new = dataclasses.replace(old, key="rel_c", prepared_at=NOW + dt.timedelta(2))
    replaced = dataclasses.replace(old, state=State.REPLACED)
    with ledger.writing(actor=NOOR, now=NOW) as entry:
        entry.keep_releases("prepare", new, replaced)
    assert [one.state for one in ledger.releases()] == ["published", "replaced", "prepared"]
    (told,) = ledger.audit_rows(limit=1)
    assert told.told == {"releases": {o.key: o.as_dict() for o in (replaced, new)}}
    assert ledger.verify() == []


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ("UPDATE releases SET manifest_sha256 = 'x' WHERE id = 'R1'", "release_changed"),
        ("UPDATE releases SET state = 'prepared', id = 'R3' WHERE id = 'R2'", "release_changed"),
        ("UPDATE releases SET reason = 'None.' WHERE id = 'R1'", "release_changed"),
        ("UPDATE releases SET key = 'rel_other' WHERE id = 'R1'", "release_without_trail"),
        ("DELETE FROM releases WHERE id = 'R1'", "release_missing"),
    ],
)
def test_a_change_past_the_trail_is_found(ledger: Ledger, change: str, rule: str) -> None:
    """Whoever changes or deletes a release by hand in the database is found by `audit verify`."""
    with ledger.engine.begin() as connection:
        connection.execute(sa.text(change))
    assert rule in {problem.rule for problem in ledger.verify()}


@pytest.mark.parametrize(
    "changes",
    [{"key": "rel_x", "id": "R3"}, {"key": "rel_x", "state": State.PUBLISHED, "id": "R1"}],
    ids=["two drafts", "one number twice"],
)
def test_the_tables_allow_one_draft_and_one_release_of_a_number(
    ledger: Ledger, changes: dict[str, object]
) -> None:
    """Whatever a bug of ours tries, no number is public twice."""
    row = dataclasses.replace(DRAFT, **changes)
    told = pytest.raises(Conflict, match="prepared or published a release at the same moment")
    with told, ledger.writing(actor=NOOR, now=NOW) as entry:
        entry.keep_releases("x", row)
    assert ledger.verify() == []


def test_a_copy_holds_the_releases(ledger: Ledger, tmp_path: Path) -> None:
    """A ledger's file, and a ledger filled from it, hold every release as it was."""
    copy_ledger(ledger.engine, tmp_path / "copy.db")
    engine = make_engine(sqlite_url(tmp_path / "again.db"))
    load_ledger(tmp_path / "copy.db", engine)
    engine.dispose()
    again = open_ledger(sqlite_url(tmp_path / "again.db"))
    assert again.releases() == ledger.releases()
    assert again.verify() == []


def test_words_no_database_can_keep_are_made_plain(ledger: Ledger) -> None:
    """A NUL in a reason stops nothing, and the trail agrees with what is kept."""
    row = dataclasses.replace(PUBLISHED, state=State.AMENDED, reason="a\0b", note="\0")
    with ledger.writing(actor=NOOR, now=NOW) as entry:
        kept = entry.keep_releases("amend", row)
    assert (kept.reason, kept.note) == ("ab", "")
    assert ledger.verify() == []
