"""Write `tests/ledgers/<version>.sql`: a ledger as this version of the program leaves it.

Run it once, when a migration is finished; the file is never written again. Tests bring every one
of them up to date (`tests/integration/test_migrations.py`).
"""
# ruff: noqa: INP001 - a script, run by name

import contextlib
import datetime as dt
import sqlite3
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))
FROZEN = ROOT / "tests" / "ledgers"


def main() -> int:
    """Make the ledger by real acts, then write it as SQL; 1 when it is there already."""
    from desk_factories import NOOR, NOW, ROSA, make_desk, person, placements, send_rows
    from shared_metrics.desk import acts

    with tempfile.TemporaryDirectory() as folder:
        desk = make_desk(Path(folder))
        analyst, steward = person(NOOR), person(ROSA)
        (first,) = send_rows(desk)
        acts.accept(desk, [first.id], actor=analyst, now=NOW)
        (correction,) = send_rows(desk, placements(placed=8), "two", mode="replace")
        acts.accept(desk, [correction.id], actor=analyst, now=NOW)
        (returned,) = send_rows(desk, placements("2026-02"), "three")
        acts.return_(desk, returned.id, reason="Please look again.", actor=analyst, now=NOW)
        (withdrawn,) = send_rows(desk, placements("2026-02"), "four")
        acts.withdraw(desk, withdrawn.id, actor=steward, now=NOW)
        send_rows(desk, placements("2026-01"), "five")
        acts.prepare_release(desk, actor=analyst, now=NOW + dt.timedelta(days=42))
        acts.plan_review(desk, "Summer review", NOW.date(), actor=analyst, now=NOW)
        desk.ledger.close()
        return _write(Path(folder) / "ledger.db")


def _write(ledger: Path) -> int:
    with contextlib.closing(sqlite3.connect(ledger)) as opened:
        (version,) = opened.execute("SELECT version_num FROM alembic_version").fetchone()
        lines = list(opened.iterdump())
    target = FROZEN / f"{version}.sql"
    if target.exists():
        sys.stderr.write(f"{target} is there already and stays as it is.\n")
        return 1
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write(f"{target} written.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
