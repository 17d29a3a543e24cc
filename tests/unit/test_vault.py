"""The vault keeps bytes and rows whole, and gives them back as the contract is now."""

import dataclasses
import datetime as dt
import errno
import hashlib
import os
from pathlib import Path

import polars as pl
import pytest

from desk_factories import NOW, contract, placements
from shared_metrics.contracts import Column, ColumnType, Contract, Synonym, part_schema
from shared_metrics.errors import Conflict, InstallationProblem
from shared_metrics.observations import PARTNER, SUBMISSION
from shared_metrics.submissions import Part
from shared_metrics.vault import Vault, open_vault
from shared_metrics.vault.scanning import scanned_schema

ENGINES = ["polars", "duckdb"]


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return open_vault(tmp_path / "vault")


def keep(vault: Vault, rows: pl.DataFrame, of: Contract | None = None, number: int = 1) -> Part:
    return vault.keep_part(rows, of or contract(), partner="board", submission=f"sub_{number}")


def scanned(vault: Vault, parts: list[Part], of: Contract, engine: str) -> pl.DataFrame:
    return vault.scan(parts, of, engine).collect("polars").to_native()


def changed(column: str, **changes: object) -> Contract:
    """The contract with one column changed."""
    columns = [
        dataclasses.replace(c, **changes) if c.name == column else c for c in contract().columns
    ]
    return dataclasses.replace(contract(), version="2.0.0", columns=tuple(columns))


def test_an_original_is_kept_once_under_its_fingerprint(vault: Vault) -> None:
    """The same bytes twice are one file, and come back as they were."""
    sha256 = vault.keep_original(b"figures")
    assert sha256 == hashlib.sha256(b"figures").hexdigest()
    assert vault.keep_original(b"figures") == sha256
    assert vault.original(sha256) == b"figures"
    assert len([p for p in vault.folder.rglob("*") if p.is_file()]) == 1


def test_an_original_that_is_not_there_is_told(vault: Vault) -> None:
    """Reading what was lost names the folder, not a stack."""
    with pytest.raises(InstallationProblem) as told:
        vault.original("0" * 64)
    assert told.value.code == "vault_unusable"


@pytest.mark.parametrize("engine", ENGINES)
def test_rows_come_back_typed_with_whose_they_are(vault: Vault, engine: str) -> None:
    """A part gives the contract's columns, its partner and its submission, on any engine."""
    part = keep(vault, placements())
    rows = scanned(vault, [part], contract(), engine)
    assert rows.schema == scanned_schema(contract())
    assert rows.drop(PARTNER, SUBMISSION).rows() == placements().rows()
    assert rows.select(PARTNER, SUBMISSION).rows() == [("board", "sub_1")]


@pytest.mark.parametrize("engine", ENGINES)
def test_no_parts_give_no_rows_and_every_column(vault: Vault, engine: str) -> None:
    """An empty list is not a special case for whoever measures."""
    rows = scanned(vault, [], contract(), engine)
    assert (rows.height, rows.schema) == (0, scanned_schema(contract()))


@pytest.mark.parametrize("engine", ENGINES)
def test_older_parts_are_read_as_the_contract_is_now(vault: Vault, engine: str) -> None:
    """A new column is empty in old rows; a finer scale is multiplied out; columns left are gone."""
    old = keep(vault, placements())
    added = Column("mentors", "Mentors", "", ColumnType.INTEGER, contract().indicators[0].role)
    finer = changed("average_hourly_wage", scale=4)
    columns = tuple(c for c in finer.columns if c.name != "completed")
    now = dataclasses.replace(finer, columns=(*columns, added))
    new_rows = placements("2026-04").with_columns(
        pl.lit(3, pl.Int64).alias("mentors"), pl.lit(251_234, pl.Int64).alias("average_hourly_wage")
    )
    new = keep(vault, new_rows.select(part_schema(now).names()), now, 2)
    rows = scanned(vault, [old, new], now, engine).sort("period")
    assert rows.schema == scanned_schema(now)
    assert rows["mentors"].to_list() == [None, 3]
    assert rows["average_hourly_wage"].to_list() == [245_000, 251_234]
    assert "completed" not in rows.columns


@pytest.mark.parametrize("engine", ENGINES)
def test_a_renamed_column_is_found_by_its_old_name(vault: Vault, engine: str) -> None:
    """A column that keeps its old name as a synonym keeps its old figures."""
    old = keep(vault, placements())
    now = changed("placed", name="in_work", synonyms=(Synonym("placed"),))
    assert scanned(vault, [old], now, engine)["in_work"].to_list() == [7]


@pytest.mark.parametrize(
    "change", [{"type": ColumnType.STRING, "scale": 0}, {"scale": 1}, {"scale": 9}]
)
def test_what_the_new_contract_cannot_hold_is_refused(
    vault: Vault, change: dict[str, object]
) -> None:
    """Another type, fewer decimals, or a scale that would overflow: told, never guessed or cut."""
    huge = placements().with_columns(pl.lit(2**62).alias("average_hourly_wage"))
    old = keep(vault, huge)
    with pytest.raises(Conflict) as told:
        vault.scan([old], changed("average_hourly_wage", **change))
    assert told.value.code == "versions_differ"


def test_the_largest_number_of_a_part_is_known(vault: Vault) -> None:
    """The overflow proof needs max|x| of every number; the smallest Int64 has no positive twin."""
    rows = pl.concat([placements(placed=3), placements(placed=-9)])
    rows = rows.with_columns(pl.lit(-(2**63)).alias("enrolled"), completed=pl.lit(None, pl.Int64))
    largest = {column.name: column.max_abs for column in keep(vault, rows).columns}
    assert (largest["placed"], largest["enrolled"]) == (9, 2**63)
    assert (largest["completed"], largest["pathway"]) == (None, None)


def test_a_part_that_is_gone_is_told_by_name(vault: Vault) -> None:
    """Figures the ledger counts and the vault lacks stop the measuring."""
    part = keep(vault, placements())
    (vault.folder / part.path).unlink()
    with pytest.raises(InstallationProblem, match=r"sub_1\.parquet") as told:
        vault.scan([part], contract())
    assert told.value.code == "part_missing"


def test_harm_is_seen(vault: Vault) -> None:
    """A file is whole, changed or missing."""
    part = keep(vault, placements())
    assert vault.state_of(part.path, part.sha256) == "whole"
    (vault.folder / part.path).write_bytes(b"other")
    assert vault.state_of(part.path, part.sha256) == "changed"
    (vault.folder / part.path).unlink()
    assert vault.state_of(part.path, part.sha256) == "missing"


@pytest.mark.parametrize("step", ["os.fsync", "Path.rename"])
def test_a_write_that_stops_leaves_no_file(
    vault: Vault, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Disk full at any step: told so, and neither the file nor a half of it is there."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    vault.folder.mkdir()
    with monkeypatch.context() as broken:
        broken.setattr(f"shared_metrics.vault.files.{step}", full)
        with pytest.raises(InstallationProblem) as told:
            vault.keep_original(b"figures")
    assert told.value.code == "disk_full"
    assert [p for p in vault.folder.rglob("*") if p.is_file()] == []


def test_other_trouble_with_the_disk_is_told_plainly(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that may not be written says which and why."""

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("shared_metrics.vault.files.Path.mkdir", refused)
    with pytest.raises(InstallationProblem, match="Permission denied") as told:
        vault.keep_original(b"figures")
    assert told.value.code == "vault_unusable"


def age(vault: Vault, days: float) -> None:
    then = (NOW - dt.timedelta(days=days)).timestamp()
    for path in vault.folder.rglob("*"):
        os.utime(path, (then, then))


def test_a_sweep_takes_only_old_files_nobody_names(vault: Vault) -> None:
    """Named files and young ones stay; leftovers of a stopped machine go after a day."""
    named = vault.keep_original(b"named")
    part = keep(vault, placements())
    left = vault.keep_original(b"left over")
    half = vault.folder / "parts" / "x.unfinished"
    half.write_bytes(b"half")
    age(vault, 0.9)
    assert vault.sweep({named, part.path}, now=NOW) == []
    age(vault, 1.1)
    young = vault.keep_original(b"young")
    os.utime(vault.folder / "originals" / young[:2] / young, (NOW.timestamp(), NOW.timestamp()))
    gone = vault.sweep({named, part.path}, now=NOW)
    assert gone == [f"originals/{left[:2]}/{left}", "parts/x.unfinished"]
    assert vault.original(named) == b"named"
    assert vault.state_of(part.path, part.sha256) == "whole"
    assert vault.original(young) == b"young"


def test_keeping_an_old_orphan_again_makes_it_young(vault: Vault) -> None:
    """A file about to be named by the ledger is spared by a sweep that runs in between."""
    sha256 = vault.keep_original(b"figures")
    age(vault, 5)
    vault.keep_original(b"figures")
    assert vault.sweep(set(), now=dt.datetime.now(dt.UTC)) == []
    assert vault.original(sha256) == b"figures"


def test_a_vault_elsewhere_is_refused_for_now() -> None:
    """An address we cannot keep files at is refused at once, not at the first upload."""
    with pytest.raises(InstallationProblem, match="not supported yet"):
        open_vault("s3://bucket/vault")
