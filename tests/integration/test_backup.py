"""Backups: whole, consistent while others write, restored whole or not at all."""

import datetime as dt
import hashlib
import json
import os
import shutil
import sqlite3
import stat
import threading
import zipfile
from pathlib import Path

import pytest
import sqlalchemy as sa

from desk_factories import DEFINITIONS, NOOR, NOW, person, placements, send_rows
from keeping_factories import (
    CLOCK,
    everything_in,
    kept_home,
    manifest_of,
    rebuilt,
    sent,
    settings,
)
from shared_metrics.desk import Desk, acts, open_desk
from shared_metrics.desk.keeping import back_up, restore
from shared_metrics.desk.keeping.archive import MANIFEST, check_archive
from shared_metrics.desk.keeping.unfinished import unfinished_folder
from shared_metrics.desk.questions import measured
from shared_metrics.desk.verification import verify_audit
from shared_metrics.errors import CallersMistake, Conflict, InstallationProblem, SharedMetricsError
from shared_metrics.ledger import tables
from shared_metrics.metrics import Question


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return kept_home(tmp_path / "home")


@pytest.fixture
def archive(desk: Desk, tmp_path: Path) -> Path:
    return back_up(desk.settings, tmp_path / "backup.zip", now=CLOCK).file


def refused(file: Path, home: Path) -> SharedMetricsError:
    """What restoring says; nothing may have been written anywhere."""
    before = everything_in(home.parent)
    with pytest.raises(SharedMetricsError) as told:
        restore(settings(home), file)
    assert everything_in(home.parent) == before
    return told.value


def test_what_is_restored_is_what_was_there(desk: Desk, archive: Path, tmp_path: Path) -> None:
    """Submissions, decisions, trail, files, definitions and figures come back as they were."""
    restored = restore(settings(tmp_path / "new"), archive)
    assert restored.problems == ()
    again = open_desk(settings(tmp_path / "new"))
    assert sent(again) == sent(desk)
    assert again.ledger.audit_rows() == desk.ledger.audit_rows()
    assert verify_audit(again) == []
    asked = Question(by=("period",))
    assert measured(again, "placements", asked).equals(measured(desk, "placements", asked))
    assert again.definitions.folder == tmp_path / "new" / "data_contracts"


def given_out_anew(desk: Desk) -> None:
    """A number that the database gives out goes on after the last one that was copied."""
    columns = [column for column in tables.memberships.c if column.name != "id"]
    one = sa.select(*columns).limit(1)
    with desk.ledger.engine.connect() as connection:  # not committed
        connection.execute(
            sa.insert(tables.memberships).from_select([c.name for c in columns], one)
        )


@pytest.mark.postgres
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_ledger_moves_between_databases(
    tmp_path: Path, database_url: str, archive: Path, desk: Desk
) -> None:
    """A backup of either database is restored into PostgreSQL, and back into SQLite."""
    restore(settings(tmp_path / "pg", database_url=database_url), archive)
    assert not (tmp_path / "pg" / "ledger.db").exists()
    there = open_desk(settings(tmp_path / "pg", database_url=database_url))
    assert sent(there) == sent(desk)
    assert verify_audit(there) == []
    given_out_anew(there)
    (more,) = send_rows(there, placements("2026-01"), "four")
    acts.accept(there, [more.id], actor=person(NOOR), now=NOW)
    back_up(there.settings, tmp_path / "second.zip", now=CLOCK)
    restore(settings(tmp_path / "back"), tmp_path / "second.zip")
    back = open_desk(settings(tmp_path / "back"))
    assert sent(back) == sent(there)
    assert back.ledger.audit_rows() == there.ledger.audit_rows()
    assert verify_audit(back) == []


@pytest.mark.postgres
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_database_that_holds_a_ledger_is_left_alone(
    tmp_path: Path, database_url: str, archive: Path
) -> None:
    """Restoring never writes over a ledger in use."""
    other = kept_home(tmp_path / "other", database_url=database_url)
    before = sent(other)
    with pytest.raises(Conflict) as told:
        restore(settings(tmp_path / "new", database_url=database_url), archive)
    assert told.value.code == "database_not_empty"
    assert not (tmp_path / "new").exists()
    assert sent(other) == before


def test_it_unpacks_to_a_home_without_this_program(
    desk: Desk, archive: Path, tmp_path: Path
) -> None:
    """Any ZIP program gets a working home out of it."""
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(tmp_path / "by_hand")
    assert sent(open_desk(settings(tmp_path / "by_hand"))) == sent(desk)


def test_it_is_consistent_while_others_write(desk: Desk, tmp_path: Path) -> None:
    """Every backup made while files are sent and accepted is whole and follows its own trail."""
    stop = threading.Event()

    def keep_writing() -> None:
        for at in range(400):
            if stop.is_set():
                return
            year, month = divmod(at, 12)
            period = f"{2000 + year}-{month + 1:02}"
            (one,) = send_rows(desk, placements(period), f"file {at}")
            acts.accept(desk, [one.id], actor=person(NOOR), now=NOW)

    writer = threading.Thread(target=keep_writing)
    writer.start()
    try:
        made = [back_up(desk.settings, tmp_path / f"{n}.zip", now=CLOCK) for n in range(6)]
    finally:
        stop.set()
        writer.join()
    counted = [backup.manifest.acts for backup in made]
    assert counted == sorted(counted)
    assert counted[-1] > counted[0], "nothing was written meanwhile: the test shows nothing"
    for at, backup in enumerate(made):
        restored = restore(settings(tmp_path / f"new{at}"), backup.file)
        assert restored.problems == ()


def test_every_file_is_listed_with_its_fingerprint(desk: Desk, archive: Path) -> None:
    """The manifest names each file, its size and SHA-256, and the ledger's version."""
    with zipfile.ZipFile(archive) as opened:
        files = {name: opened.read(name) for name in opened.namelist()}
    told = manifest_of(files)
    listed = {kept["path"]: (kept["bytes"], kept["sha256"]) for kept in told["files"]}
    del files[MANIFEST]
    assert listed == {
        name: (len(content), hashlib.sha256(content).hexdigest()) for name, content in files.items()
    }
    assert told["partnership"] == "arroyo_valley"
    assert told["acts"] == desk.ledger.revision()


def test_files_nobody_sent_stay_behind(desk: Desk, tmp_path: Path) -> None:
    """Only files that the ledger names are kept; leftovers and other files of the home are not."""
    leftover = desk.vault.keep_original(b"never sent")
    (desk.home.folder / "notes.txt").write_text("mine")
    made = back_up(desk.settings, tmp_path / "backup.zip", now=CLOCK)
    paths = " ".join(kept.path for kept in made.manifest.files)
    assert leftover not in paths
    assert "notes.txt" not in paths


def test_only_the_owner_can_read_it(archive: Path) -> None:
    """A backup holds everybody's data."""
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600


def test_a_file_is_replaced_only_with_force(desk: Desk, archive: Path) -> None:
    """An older backup is never lost by a slip."""
    before = archive.read_bytes()
    with pytest.raises(Conflict) as told:
        back_up(desk.settings, archive, now=CLOCK)
    assert (told.value.code, archive.read_bytes()) == ("file_exists", before)
    later = CLOCK + dt.timedelta(days=1)
    assert back_up(desk.settings, archive, now=later, force=True).manifest.made_at == later


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b"changed")])
def test_a_damaged_vault_is_not_called_a_backup(desk: Desk, tmp_path: Path, harm) -> None:
    """A file the ledger names that is missing or changed stops a backup, unless it is asked for."""
    part = next(desk.vault.folder.rglob("*.parquet"))
    harm(part)
    with pytest.raises(InstallationProblem) as told:
        back_up(desk.settings, tmp_path / "backup.zip", now=CLOCK)
    assert told.value.code == "vault_damaged"
    assert not (tmp_path / "backup.zip").exists()
    made = back_up(desk.settings, tmp_path / "backup.zip", now=CLOCK, even_if_damaged=True)
    assert made.manifest.missing == (part.relative_to(desk.vault.folder).as_posix(),)
    restored = restore(settings(tmp_path / "new"), made.file)
    assert [problem.rule for problem in restored.problems] in (["file_missing"], ["file_changed"])


def test_it_is_read_back_before_it_gets_its_name(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An archive that a bad disk spoilt never appears under the name asked for."""
    sync = os.fsync

    def spoil(number: int) -> None:
        path = Path(f"/proc/self/fd/{number}").resolve()
        if path.name == "archive.zip":
            content = bytearray(path.read_bytes())
            content[content.index(b"PAR1")] ^= 1  # a table lies in it as it is
            path.write_bytes(content)
        sync(number)

    monkeypatch.setattr(os, "fsync", spoil)
    with pytest.raises(SharedMetricsError):
        back_up(desk.settings, tmp_path / "backup.zip", now=CLOCK)
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


def test_nothing_is_left_of_one_that_was_killed(desk: Desk, tmp_path: Path) -> None:
    """What a killed backup left beside its file is cleared by the next; one at work is not."""
    dead = tmp_path / ".backup.zip.00000000.unfinished"
    dead.mkdir()
    (dead / "archive.zip").write_bytes(b"half")
    with unfinished_folder(beside=tmp_path / "backup.zip") as at_work:
        back_up(desk.settings, tmp_path / "backup.zip", now=CLOCK)
        assert at_work.is_dir()
    assert not dead.exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup.zip", "home"]


def test_a_home_is_never_replaced(desk: Desk, archive: Path) -> None:
    """Restoring goes into a new or empty folder only."""
    before = everything_in(desk.home.folder)
    with pytest.raises(Conflict) as told:
        restore(settings(desk.home.folder), archive)
    assert told.value.code == "home_not_empty"
    assert everything_in(desk.home.folder) == before


def test_an_empty_folder_is_a_new_home(archive: Path, tmp_path: Path) -> None:
    """Somebody who made the folder first is not sent away."""
    (tmp_path / "new").mkdir()
    assert restore(settings(tmp_path / "new"), archive).problems == ()


def test_what_was_tampered_with_is_restored_and_told(desk: Desk, tmp_path: Path) -> None:
    """A trail that did not hold before does not hold after; nobody is kept from their data."""
    with sqlite3.connect(desk.home.folder / "ledger.db") as opened:
        opened.execute("UPDATE submissions SET row_count = 7")
    archive = back_up(desk.settings, tmp_path / "backup.zip", now=CLOCK).file
    restored = restore(settings(tmp_path / "new"), archive)
    assert {problem.rule for problem in restored.problems} == {"submission_changed"}
    assert (tmp_path / "new" / "ledger.db").exists()


def test_one_changed_byte_anywhere_is_noticed(archive: Path, tmp_path: Path) -> None:
    """Whatever byte of an archive changes, nothing is restored and it is said plainly."""
    content = archive.read_bytes()
    for at in range(0, len(content), max(1, len(content) // 60)):
        spoilt = bytearray(content)
        spoilt[at] ^= 0x55
        file = tmp_path / "spoilt.zip"
        file.write_bytes(spoilt)
        try:
            manifest = check_archive(file)
        except (CallersMistake, InstallationProblem):
            continue
        # A byte that no reader looks at (a time, an attribute): every file is what it was.
        assert manifest == check_archive(archive)


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.99])
def test_one_cut_short_is_noticed(archive: Path, tmp_path: Path, share: float) -> None:
    """A copy that stopped half-way is no backup."""
    content = archive.read_bytes()
    file = tmp_path / "short.zip"
    file.write_bytes(content[: int(len(content) * share)])
    assert refused(file, tmp_path / "new").code == "not_a_backup"


def listed(files: dict[str, bytes], name: str, content: bytes) -> None:
    """Puts a file into the archive and into its manifest."""
    told = manifest_of(files)
    digest = hashlib.sha256(content).hexdigest()
    told["files"].append({"path": name, "bytes": len(content), "sha256": digest})
    files[MANIFEST] = json.dumps(told).encode()
    files[name] = content


@pytest.mark.parametrize(
    "name",
    [
        "../outside.txt",
        "vault/../../outside.txt",
        "/etc/outside",
        "vault//outside",
        "vault/./outside",
        "vault\\..\\outside",
        "C:/outside",
        "vault/line\nbreak",
        "vault/",
        "app.py",
        ".bashrc",
        "ledger.db/x",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(archive: Path, tmp_path: Path, name: str) -> None:
    """No archive writes outside the new home, or anything a home does not have."""
    file = rebuilt(archive, tmp_path / "evil.zip", lambda files: listed(files, name, b"evil"))
    error = refused(file, tmp_path / "new")
    assert error.code == "unsafe_backup"
    assert "Nothing was written" in (error.hint or "")


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_a_link_or_device_is_refused(archive: Path, tmp_path: Path, kind: int) -> None:
    """An archive holds plain files only."""
    name = "vault/parts/link"
    file = rebuilt(
        archive, tmp_path / "evil.zip", lambda files: listed(files, name, b"/etc/passwd")
    )
    with zipfile.ZipFile(file) as opened:
        files = [(info, opened.read(info)) for info in opened.infolist()]
    with zipfile.ZipFile(file, "w") as written:
        for info, content in files:
            if info.filename == name:
                info.external_attr = (kind | 0o777) << 16
            written.writestr(info, content)
    assert refused(file, tmp_path / "new").code == "unsafe_backup"


def more(files: dict[str, bytes]) -> None:
    files["vault/originals/more"] = b"unlisted"


def fewer(files: dict[str, bytes]) -> None:
    del files[next(name for name in files if name.startswith("vault/"))]


def longer(files: dict[str, bytes]) -> None:
    name = next(name for name in files if name.startswith("vault/"))
    files[name] += b"!"


@pytest.mark.parametrize("change", [more, fewer, longer])
def test_contents_are_what_the_manifest_lists(archive: Path, tmp_path: Path, change) -> None:
    """A file more, a file less or a file of another size is refused before anything is read."""
    file = rebuilt(archive, tmp_path / "evil.zip", change)
    assert refused(file, tmp_path / "new").code == "unsafe_backup"


def test_another_content_of_the_same_size_is_refused(archive: Path, tmp_path: Path) -> None:
    """The fingerprint of every file is compared before anything is written."""

    def swap(files: dict[str, bytes]) -> None:
        name = next(name for name in files if name.endswith(".parquet"))
        files[name] = files[name][::-1]

    file = rebuilt(archive, tmp_path / "evil.zip", swap)
    assert refused(file, tmp_path / "new").code == "backup_damaged"


def test_a_bomb_is_refused_by_what_it_says(archive: Path, tmp_path: Path) -> None:
    """An archive that unpacks to more than the disk holds is refused before it is written."""
    size = shutil.disk_usage(tmp_path).free + 1

    def grow(files: dict[str, bytes]) -> None:
        told = manifest_of(files)
        told["files"].append({"path": "vault/zeros", "bytes": size, "sha256": "0" * 64})
        files[MANIFEST] = json.dumps(told).encode()
        files["vault/zeros"] = b""

    file = rebuilt(archive, tmp_path / "evil.zip", grow)
    assert refused(file, tmp_path / "new").code == "unsafe_backup"


def test_a_home_too_large_for_the_disk_is_refused(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Room is counted before anything is written."""
    full = shutil._ntuple_diskusage(10**9, 10**9 - 1000, 1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: full)
    assert refused(archive, tmp_path / "new").code == "disk_full"


@pytest.mark.parametrize(
    "manifest",
    [
        b"",
        b"[]",
        b"{}",
        b'{"format": "x"}',
        b"[" * 100_000,
        b"\xff\xfe",
        b'{"format": 1, "files": 3}',
    ],
)
def test_a_manifest_that_says_nothing_is_told(
    archive: Path, tmp_path: Path, manifest: bytes
) -> None:
    """Any ZIP file is not a backup."""
    file = rebuilt(archive, tmp_path / "x.zip", lambda files: files.update({MANIFEST: manifest}))
    assert refused(file, tmp_path / "new").code == "not_a_backup"


def test_a_backup_of_a_newer_program_is_told(archive: Path, tmp_path: Path) -> None:
    """An older program does not guess at a newer archive."""

    def newer(files: dict[str, bytes]) -> None:
        files[MANIFEST] = json.dumps(manifest_of(files) | {"format": 99}).encode()

    file = rebuilt(archive, tmp_path / "x.zip", newer)
    assert refused(file, tmp_path / "new").code == "backup_newer"


def test_a_home_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    """A slip in `--home` makes no empty home and no empty backup."""
    with pytest.raises(InstallationProblem) as told:
        back_up(settings(tmp_path / "nowhere"), tmp_path / "backup.zip", now=CLOCK)
    assert told.value.code == "home_missing"
    assert list(tmp_path.iterdir()) == []


def test_a_lost_ledger_is_told(desk: Desk, tmp_path: Path) -> None:
    """A home without its ledger is not backed up as if it were empty."""
    desk.ledger.close()
    (desk.home.folder / "ledger.db").unlink()
    with pytest.raises(InstallationProblem) as told:
        back_up(settings(desk.home.folder), tmp_path / "backup.zip", now=CLOCK)
    assert told.value.code == "ledger_missing"
    assert not (desk.home.folder / "ledger.db").exists()


def test_settings_that_keep_things_elsewhere_are_told(archive: Path, tmp_path: Path) -> None:
    """A restored home holds its own vault and ledger; settings that say otherwise are refused."""
    elsewhere = settings(tmp_path / "new", vault=str(tmp_path / "v"), definitions=DEFINITIONS)
    with pytest.raises(Conflict) as told:
        restore(elsewhere, archive)
    assert told.value.code == "elsewhere"
