"""`release verify`: every way in which a release may no longer be what was published is told."""

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from releasing_factories import (
    FOR_PARTNERS,
    PUBLIC_PLAN,
    SIMPLE,
    TO_MARCH,
    amend,
    copied,
    planned,
    prepare,
    publish,
    releasing_desk,
)
from shared_metrics.desk import Desk
from shared_metrics.desk.home import RELEASES
from shared_metrics.desk.releasing.verifying import verify_copy, verify_release
from shared_metrics.errors import CallersMistake
from shared_metrics.releases.document import as_json, from_json
from shared_metrics.releases.manifest import hashes, private_manifest, read_manifest, sha256_of
from shared_metrics.releases.packing import public_files, read_edition
from shared_metrics.vault.files import read_folder

TABLE = "tables/placements-quarter.csv"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with R1, R1.1 and R2, for the public and for partners."""
    folder = tmp_path_factory.mktemp("made") / "home"
    desk = planned(releasing_desk(folder), PUBLIC_PLAN, FOR_PARTNERS)
    prepare(desk, data_to=TO_MARCH)
    publish(desk)
    amend(desk, "R1")
    publish(desk)
    prepare(desk)
    publish(desk)
    desk.ledger.close()
    return folder


@pytest.fixture
def desk(made: Path, tmp_path: Path) -> Desk:
    return copied(made, tmp_path / "home")


def problems(desk: Desk, release_id: str = "R2") -> list[str]:
    return verify_release(desk, release_id, protection=SIMPLE)


def written(folder: Path, files: dict[str, bytes]) -> None:
    for path, content in files.items():
        (folder / path).write_bytes(content)


def sealed_again(desk: Desk, name: str, change: Callable[[dict[str, bytes]], None]) -> None:
    """As somebody would who can write to the disk and to the ledger's row: all hashes fit again."""
    folder = desk.home.folder / RELEASES / name
    files = read_folder(folder)
    change(files)
    private = {p: c for p, c in files.items() if p.startswith("private/") and "manifest" not in p}
    files["private/manifest.json"] = private_manifest(private)
    release = from_json(files["release.json"])
    release = dataclasses.replace(release, private_sha256=sha256_of(files["private/manifest.json"]))
    files["release.json"] = as_json(release)
    public = {
        p: c for p, c in files.items() if not p.startswith("private/") and "manifest" not in p
    }
    manifest = dataclasses.replace(
        read_manifest(files["manifest.json"]),
        files=hashes(public),
        private_sha256=release.private_sha256,
        previous=release.previous,
    )
    written(folder, files | {"manifest.json": manifest.as_json()})
    with desk.ledger.engine.begin() as connection:
        connection.execute(
            sa.text("UPDATE releases SET manifest_sha256 = :sha WHERE id = :id"),
            {"sha": manifest.sha256, "id": name},
        )


def test_a_whole_history_is_verified(desk: Desk) -> None:
    """Each release, amended ones too, with everything before it."""
    assert [problems(desk, release_id) for release_id in ("R1", "R1.1", "R2")] == [[], [], []]
    for release_id in ("R3", "R9.1"):
        with pytest.raises(CallersMistake, match="no release"):
            problems(desk, release_id)


def test_a_harm_to_an_earlier_release_is_told_of_all_after_it(desk: Desk) -> None:
    """The chain goes back to the first: R1 is not affected by what happens to R1.1."""
    (desk.home.folder / RELEASES / "R1.1" / TABLE).write_text("period,value\n")
    assert problems(desk, "R1") == []
    for release_id in ("R1.1", "R2"):
        assert problems(desk, release_id) == [f"R1.1: “{TABLE}” was changed."]


def another_figure(files: dict[str, bytes]) -> None:
    """In the table, and in what release.json says of it."""
    edition = read_edition({p: c for p, c in files.items() if not p.startswith("private/")})
    table = edition.tables["placements-quarter"]
    cells = table.cells.with_columns(value=table.cells["value"] + 100)
    object.__setattr__(table, "cells", cells)
    entries = tuple(
        dataclasses.replace(e, sha256=sha256_of(table.as_csv())) if e.id == table.id else e
        for e in edition.release.tables
    )
    goals = tuple(
        dataclasses.replace(g, value=g.value + 100) if g.table == table.id else g
        for g in edition.release.goals
    )
    release = dataclasses.replace(edition.release, tables=entries, goals=goals)
    files.update(public_files(release, edition.tables))


def another_day(files: dict[str, bytes]) -> None:
    release = from_json(files["release.json"])
    earlier = dataclasses.replace(release, published_on=release.data_to)
    files["release.json"] = as_json(earlier)


def another_word(files: dict[str, bytes]) -> None:
    """A goal is said to be at a figure that its table does not show."""
    release = from_json(files["release.json"])
    goals = tuple(dataclasses.replace(g, value=1.0) if g.value else g for g in release.goals)
    files["release.json"] = as_json(dataclasses.replace(release, goals=goals))


def another_proof(files: dict[str, bytes]) -> None:
    path = "private/public/proof/certificate.json"
    told = json.loads(files[path]) | {"more": 1}
    files[path] = json.dumps(told).encode()


def another_chain(files: dict[str, bytes]) -> None:
    release = from_json(files["release.json"])
    before = dataclasses.replace(release.previous, manifest_sha256="0" * 64)
    files["release.json"] = as_json(dataclasses.replace(release, previous=before))


FORGED = {
    another_figure: "other tables were proven",
    another_day: "says something else than the ledger",
    another_word: "is not what placements-quarter shows",
    another_proof: "not the one that was promised",
    another_chain: "not chained to the release before it",
}


@pytest.mark.parametrize("forge", FORGED, ids=lambda forge: forge.__name__)
def test_a_forgery_whose_hashes_fit_is_told(
    desk: Desk, forge: Callable[[dict[str, bytes]], None]
) -> None:
    """Whoever makes every hash fit again still meets the proof, the chain, the sums or the row."""
    sealed_again(desk, "R2", forge)
    found = problems(desk)
    assert any(FORGED[forge] in told for told in found), found
    assert {problem.rule for problem in desk.ledger.verify()} == {"release_changed"}


def test_an_earlier_release_sealed_again_breaks_the_chain(desk: Desk) -> None:
    """Its successor names the hash it had."""
    sealed_again(desk, "R1.1", another_day)
    assert any("R2 is not chained" in told for told in problems(desk))


# --- copies -----------------------------------------------------------------------------------


def copy_of(desk: Desk, folder: Path) -> Path:
    """All public files, as a site has them."""
    for name in ("R1", "R1.1", "R2"):
        files = read_folder(desk.home.folder / RELEASES / name)
        for path, content in files.items():
            if not path.startswith("private/"):
                target = folder / "releases" / name / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
    return folder


def test_a_copy_is_verified_by_anybody(desk: Desk, tmp_path: Path) -> None:
    """In the folder of a release, of all releases or of a site; other files do not matter."""
    site = copy_of(desk, tmp_path / "site")
    (site / "releases" / "R2" / "index.html").write_text("")
    for place in (site, site / "releases", site / "releases" / "R2"):
        assert verify_copy(place, "R2") == []
    assert verify_copy(site / "releases" / "R2", "R1") == ["This is R2, not R1."]
    with pytest.raises(CallersMistake, match="There is no copy of R3"):
        verify_copy(site, "R3")


def test_a_copy_is_chained_to_the_one_beside_it(desk: Desk, tmp_path: Path) -> None:
    """Where the release before lies there too, its manifest must be the one that is named."""
    site = copy_of(desk, tmp_path / "site")
    before = site / "releases" / "R1.1" / "manifest.json"
    before.write_bytes(before.read_bytes().replace(b'"R1.1"', b'"R1.2"'))
    assert verify_copy(site, "R2") == ["R2 is not chained to the R1.1 beside it."]


@pytest.mark.parametrize(
    ("path", "content", "told"),
    [
        (TABLE, b"period,value\n", f"“{TABLE}” was changed."),
        (TABLE, None, f"“{TABLE}” is missing."),
        ("manifest.json", b"{}", "It cannot be read: the manifest cannot be understood."),
    ],
)
def test_a_changed_copy_is_told(
    desk: Desk, tmp_path: Path, path: str, content: bytes | None, told: str
) -> None:
    """A changed or missing file, or no manifest at all."""
    place = copy_of(desk, tmp_path / "site") / "releases" / "R2"
    (place / path).unlink() if content is None else (place / path).write_bytes(content)
    assert verify_copy(place, "R2") == [told]


def test_a_manifest_cannot_lead_out_of_the_copy(desk: Desk, tmp_path: Path) -> None:
    """A path that climbs out is not followed: the file counts as missing."""
    place = copy_of(desk, tmp_path / "site") / "releases" / "R2"
    manifest = read_manifest((place / "manifest.json").read_bytes())
    (tmp_path / "secret").write_bytes(b"x")
    files = dict(manifest.files) | {"../../../secret": sha256_of(b"x")}
    (place / "manifest.json").write_bytes(dataclasses.replace(manifest, files=files).as_json())
    assert verify_copy(place, "R2") == ["“../../../secret” is missing."]
