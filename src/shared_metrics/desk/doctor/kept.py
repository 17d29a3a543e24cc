"""What a home keeps: settings, definitions, ledger, trail, files."""

import os
import sqlite3
from collections.abc import Iterator

from shared_metrics.definitions import lint
from shared_metrics.desk.doctor.examined import Examined, Installation, broken, fine, look
from shared_metrics.desk.home import LEDGER, RELEASES
from shared_metrics.desk.keeping.backup import named_files
from shared_metrics.desk.releasing.shelf import shelf_of
from shared_metrics.desk.verification import verify_kept, verify_releases
from shared_metrics.documents import did_you_mean
from shared_metrics.ledger.copying import names_in
from shared_metrics.ledger.migrate import VERSIONS
from shared_metrics.releases.states import State
from shared_metrics.settings import Settings

TOLD = 10  # of one kind, before the rest is only counted
OLDEST_SQLITE = (3, 35, 0)
LONG_JOURNAL_BYTES = 200_000_000
RESTORE = "Keep a copy of the home, then take the file from a backup, or restore the backup."


def settings(_installation: Installation) -> Iterator[Examined]:
    """Every variable that begins like ours is one of ours."""
    prefix = Settings.model_config["env_prefix"]
    known = {f"{prefix}{name.upper()}" for name in Settings.model_fields}
    odd = sorted(n for n in os.environ if n.upper().startswith(prefix) and n.upper() not in known)
    for name in odd:
        told = f"The variable {name} means nothing to us.{did_you_mean(name, known)}"
        yield look("settings", told, "Correct its name, or take it away.")
    if not odd:
        yield fine("settings", "All of them are understood.")


def definitions(installation: Installation) -> Iterator[Examined]:
    """They lint clean."""
    problems = lint(installation.home.definitions)
    for problem in problems[:TOLD]:
        yield broken("definitions", str(problem), "Mend the file at the line named.")
    if len(problems) > TOLD:
        told = f"And {len(problems) - TOLD} more."
        yield broken("definitions", told, "See `shared-metrics contracts lint`.")
    if not problems:
        counted = len(installation.definitions.contracts)
        yield fine("definitions", f"{counted} contracts and the agenda are sound.")


def ledger_version(installation: Installation) -> Iterator[Examined]:
    """Its tables are of this version; a newer one was already told."""
    if installation.ledger is None:
        told = "The ledger is of an older version."
        todo = "It is backed up and brought up to date at the next start. The rest is then examined"
        yield look("ledger_version", told, f"{todo} by `shared-metrics doctor`.")
    else:
        yield fine("ledger_version", f"Step {VERSIONS[-1]}, the newest.")


def database(installation: Installation) -> Iterator[Examined]:
    """SQLite: new enough, whole, writing ahead. PostgreSQL looks after itself."""
    if installation.ledger is None:
        return
    engine = installation.ledger.engine
    if engine.dialect.name != "sqlite":
        yield fine("database", f"{engine.dialect.name} answers.")
        return
    with installation.ledger.reading() as connection:
        mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()
        state = connection.exec_driver_sql("PRAGMA quick_check").scalar_one()
    if state != "ok":
        yield broken("database", f"The ledger's file is damaged: {state}.", RESTORE)
    if mode != "wal":
        told = f"The ledger's file is in mode “{mode}” instead of “wal”: readers wait for writers."
        yield look("database", told, "Is it on a network disk? Move the home to a local one.")
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        told = f"SQLite is {sqlite3.sqlite_version}, which is old."
        yield look("database", told, "Use a newer Python or system.")
    journal = installation.folder / f"{LEDGER}-wal"
    if journal.exists() and journal.stat().st_size > LONG_JOURNAL_BYTES:
        told = f"The ledger's journal has grown to {journal.stat().st_size // 1_000_000:,} MB."
        yield look("database", told, "Stop everything that uses the home once, then start again.")
    if state == "ok" and mode == "wal":
        yield fine("database", f"SQLite {sqlite3.sqlite_version}, write-ahead journal, whole.")


def trail_and_files(installation: Installation) -> Iterator[Examined]:
    """The trail holds; every original and part is what it was when it was kept."""
    if installation.ledger is None:
        return
    problems = verify_kept(installation.ledger, installation.vault)
    files = [p for p in problems if p.rule.startswith("file_")]
    trail = [p for p in problems if not p.rule.startswith("file_")]
    todo = "Find out who changed it; compare with a backup (`shared-metrics audit verify`)."
    yield from (broken("trail", problem.message, todo) for problem in trail[:TOLD])
    yield from (broken("files", problem.message, RESTORE) for problem in files[:TOLD])
    for check, found in (("trail", trail), ("files", files)):
        if len(found) > TOLD:
            told = f"And {len(found) - TOLD} more."
            yield broken(check, told, "See `shared-metrics audit verify`.")
    if not trail:
        yield fine("trail", f"It holds: {installation.ledger.revision():,} acts.")
    if not files:
        with installation.ledger.reading() as connection:
            counted = len(named_files(names_in(connection)))
        yield fine("files", f"{counted:,} originals and parts are what they were.")


def releases(installation: Installation) -> Iterator[Examined]:
    """Every release is whole; an unpublished draft that is not can be prepared again."""
    if installation.ledger is None:
        return
    rows, shelf = installation.ledger.releases(), shelf_of(installation.home)
    problems = verify_releases(installation.ledger, shelf)
    for problem in problems[:TOLD]:
        yield broken("releases", problem.message, RESTORE)
    if len(problems) > TOLD:
        yield broken("releases", f"And {len(problems) - TOLD} more.", RESTORE)
    for row in rows:
        if row.state is State.PREPARED and shelf.problems(row):
            told = f"The draft of {row.id} is not whole."
            yield look("releases", told, "Prepare it again, or discard it.")
    if not problems:
        published = sum(row.is_public for row in rows)
        yield fine("releases", f"{published:,} releases are what was published.")


def leftovers(installation: Installation) -> Iterator[Examined]:
    """Nothing lies in the vault or among the releases for nobody."""
    if installation.ledger is None:
        return
    unnamed = shelf_of(installation.home).leftovers(installation.ledger.releases())
    if unnamed:
        told = f"“{RELEASES}/{unnamed[0].name}” belongs to no release in the ledger."
        todo = "It counts nowhere. `shared-metrics sweep --as EMAIL` removes it."
        yield look("leftovers", told, todo)
    with installation.ledger.reading() as connection:
        named = names_in(connection)
    paths = installation.vault.orphans(named.originals | named.parts.keys(), now=installation.now)
    if paths:
        size = sum(path.stat().st_size for path in paths)
        told = (
            f"{len(paths):,} files ({size // 1_000_000:,} MB) in the vault belong to nothing sent."
        )
        todo = "They count nowhere. `shared-metrics sweep --as EMAIL` removes them."
        yield look("leftovers", told, todo)
    elif not unnamed:
        yield fine("leftovers", "Nothing lies in the vault or among the releases for nobody.")
