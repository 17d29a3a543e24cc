"""An edition as files: the same bytes for the same release, and every altered byte is noticed."""

import dataclasses
import datetime as dt
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progress_factories import RATE, goal
from releasing_factories import as_released, by_id, public_table, release
from shared_metrics.agenda.model import Outcome, Sector, SectorProfile
from shared_metrics.learning import Adaptation, Setback
from shared_metrics.releases import (
    ContractVersion,
    Correction,
    PartnerCard,
    Previous,
    Release,
    ReleasedSetback,
    WithdrawalNote,
)
from shared_metrics.releases.document import as_json, from_json
from shared_metrics.releases.manifest import (
    MANIFEST,
    Manifest,
    differences,
    hashes,
    private_manifest,
    read_manifest,
    read_private_manifest,
    sha256_of,
)
from shared_metrics.releases.packing import public_files, public_problems, read_edition

TABLES = by_id(
    public_table("2024-Q1 100; 2024-Q4 150; 2025-Q1 180"),
    public_table("2025-Q1 women 60; 2025-Q1 men -; 2025-Q1 others ?", by=("gender",)),
    public_table("2025-Q1 0.123456789012345; 2025-Q2 <5_%; 2025-Q3 0.5*", RATE),
)
A_SETBACK = Setback("flood", "“Flood”", ("placements",), "2025-02", "a", "b", "ñ", "public")
FULL = release(
    TABLES,
    id="R2.1",
    amends="R2",
    reason="A partner’s corrected file.",
    previous=Previous("R2", "b" * 64),
    outcomes=(Outcome("good_jobs", "Good jobs", "Residents in good jobs.", "work"),),
    goals=(
        as_released(
            TABLES["placements-quarter"],
            setbacks=(
                ReleasedSetback(
                    A_SETBACK,
                    (Adaptation("line", "flood", "2025-03", "c", dt.date(2026, 1, 1), "helped"),),
                ),
            ),
        ),
    ),
    sectors=(SectorProfile(Sector.PUBLIC, "x", "y", ("good_jobs",)),),
    partners=(PartnerCard("board", "The Board", "public", "b", "h", ("good_jobs",)),),
    corrections=(Correction("placements-quarter", "2024-Q4", {}, "149", "150", "Late file."),),
    withdrawals=(WithdrawalNote("c", "C", "March 2025", "A mistake.", dt.date(2025, 5, 1)),),
    contracts=(ContractVersion("c", "C", "1.0.0", "d" * 64),),
)
FILES = public_files(FULL, TABLES)


def test_a_release_comes_back_as_it_was_written() -> None:
    """Every field, digit for digit; written again it has the same bytes."""
    again = from_json(as_json(FULL))
    assert again == FULL
    assert as_json(again) == as_json(FULL)
    edition = read_edition(FILES)
    assert edition.release == FULL
    assert edition.manifest_sha256 == sha256_of(FILES[MANIFEST])
    for name, table in TABLES.items():
        assert edition.tables[name].cells.equals(table.cells)
    assert public_files(edition.release, edition.tables) == FILES


def test_people_can_read_the_periods() -> None:
    """Baseline and target are written `2024-Q1` and digit for digit."""
    told = json.loads(as_json(FULL))["goals"][0]["goal"]
    assert told["baseline"] == {"period": "2024-Q1", "value": "100"}
    exact = goal("2024-Q1 0.10", "2025-Q1 0.70000000000000000001")
    written = release(goals=(as_released(None, exact),))
    assert from_json(as_json(written)).goals[0].goal.target.value == Decimal(
        "0.70000000000000000001"
    )


def test_a_hidden_baseline_is_in_no_byte() -> None:
    """Its value is neither in the file nor in what is read from it."""
    secret = goal("2024-Q1 7.25", "2025-Q1 200")
    written = release(goals=(as_released(public_table("2024-Q1 -; 2025-Q1 180"), secret),))
    assert b"7.25" not in as_json(written)
    (read,) = from_json(as_json(written)).goals
    assert read.goal.baseline.value.is_nan()
    assert as_json(from_json(as_json(written))) == as_json(written)


@given(st.floats(0, 1e9, allow_nan=False), st.text(), st.decimals(allow_nan=False, places=9))
def test_any_number_and_any_text_come_back(value: float, text: str, target: Decimal) -> None:
    """Floats by their shortest digits, decimals exactly, text as it is."""
    text = text.encode("utf-8", "replace").decode()
    if not target.is_finite():
        return
    about = dataclasses.replace(goal(), target=dataclasses.replace(goal().target, value=target))
    one = dataclasses.replace(as_released(None, about), value=value, sentence=text)
    written = release(goals=(one,), reason=text)
    assert from_json(as_json(written)) == written


@pytest.mark.parametrize("path", sorted(FILES))
@pytest.mark.parametrize("harm", ["flip", "cut", "lose", "double"])
def test_every_altered_file_is_noticed(path: str, harm: str) -> None:
    """A changed, shortened, lost or added byte anywhere keeps the edition from being read."""
    content = FILES[path]
    harmed = {
        "flip": {path: bytes([content[0] ^ 1]) + content[1:]},
        "cut": {path: content[:-1]},
        "double": {path: content, "tables/more.csv": content},
    }.get(harm, {})
    files = {name: kept for name, kept in FILES.items() if name != path} | harmed
    assert public_problems(files)
    with pytest.raises(ValueError, match=r"."):
        read_edition(files)


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "R3"},
        {"private_sha256": "e" * 64},
        {"previous": None},
        {"tables": FULL.tables[:1]},
        {"metrics": ()},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_a_release_file_that_tells_another_story_is_noticed(changes: dict[str, object]) -> None:
    """A hash that fits is not enough: manifest, release.json and tables tell the same."""
    manifest = read_manifest(FILES[MANIFEST])
    other = dict(FILES)
    other["release.json"] = as_json(dataclasses.replace(FULL, **changes))
    told = dict(manifest.files) | {"release.json": sha256_of(other["release.json"])}
    other[MANIFEST] = dataclasses.replace(manifest, files=told).as_json()
    with pytest.raises(ValueError, match="“"):
        read_edition(other)


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b"null", b'{"format": 2}', b"\xff", b"[" * 100_000]
)
def test_what_is_no_release_is_told(content: bytes) -> None:
    """Whatever lies there instead is a plain refusal."""
    for read in (from_json, read_manifest, read_private_manifest):
        with pytest.raises(ValueError, match="cannot be understood"):
            read(content)


def test_the_manifest_is_chained() -> None:
    """Another edition before it gives it another hash."""
    one = Manifest("R2", Previous("R1", "a" * 64), {}, "b" * 64)
    other = dataclasses.replace(one, previous=Previous("R1", "c" * 64))
    assert one.sha256 != other.sha256
    assert read_manifest(one.as_json()) == one
    assert Manifest("R1", None, {"b": "0" * 64, "a": "1" * 64}, "b" * 64) == read_manifest(
        Manifest("R1", None, {"a": "1" * 64, "b": "0" * 64}, "b" * 64).as_json()
    )


def test_private_files_have_a_manifest_of_their_own() -> None:
    """It lists each; the public one knows its hash alone."""
    files = {"private/salt": b"x", "private/public/cells": b"1"}
    assert read_private_manifest(private_manifest(files)) == hashes(files)
    assert differences(hashes(files), files) == []
    assert differences(hashes(files), {"private/salt": b"y", "private/more": b""}) == [
        "“private/public/cells” is missing.",
        "“private/salt” was changed.",
        "“private/more” does not belong to it.",
    ]


def test_a_release_without_anything_is_a_release() -> None:
    """No goals, no tables: still written and read."""
    empty: Release = release({}, metrics=())
    assert read_edition(public_files(empty, {})).release == empty
