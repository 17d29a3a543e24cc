"""Whether a release still is what was published: in its home, or a copy of its public files."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from shared_metrics.agenda.publication import PUBLIC
from shared_metrics.desk.opening import Desk
from shared_metrics.desk.releasing.checking import gate_of
from shared_metrics.desk.releasing.freezing import salted
from shared_metrics.desk.releasing.history import Kept, published, with_reviews
from shared_metrics.desk.releasing.ordering import parsed, public_row
from shared_metrics.desk.releasing.protecting import CERTIFICATE
from shared_metrics.desk.releasing.protection import PROVEN, Protection
from shared_metrics.desk.releasing.shelf import shelf_of
from shared_metrics.errors import CallersMistake
from shared_metrics.releases import Edition, Release
from shared_metrics.releases.manifest import MANIFEST, SALT, read_manifest, sha256_of
from shared_metrics.releases.packing import Files, public_problems, read_edition
from shared_metrics.releases.sums import disagreements

PLACES: Final = ("{id}", "releases/{id}")


def verify_release(desk: Desk, release_id: str, *, protection: Protection = PROVEN) -> list[str]:
    """Everything wrong with a release of a home, in words: files, chain, proof, visible sums.

    Raises CallersMistake `unknown_release`, `bad_release`.
    """
    shelf, rows = shelf_of(desk.home), published(desk.ledger.releases())
    row = public_row(rows, release_id)
    chain = rows[: rows.index(row) + 1]
    problems = [f"{one.id}: {told}" for one in chain for told in shelf.problems(one)]
    if problems:
        return problems
    history = [Kept(one, shelf.files(one)) for one in chain]
    problems += _chain_problems(history)
    kept = history[-1]
    before = with_reviews(desk, history[:-1])
    for violations in gate_of(kept, before, protection).values():
        problems += violations
    return problems + _proof_problems(kept) + disagreements(_edition(kept))


def verify_copy(folder: Path, release_id: str) -> list[str]:
    """The same of a copy of its public files, as far as anybody can: hashes, chain, sums.

    `folder`: of the release, of all releases, or of a whole site; what else lies there does not
    matter. Raises CallersMistake `no_such_copy`, `bad_release`.
    """
    number = str(parsed(release_id))
    place = _place_of(folder, number)
    files = _public_files(place)
    problems = public_problems(files)
    if problems:
        return problems
    edition = read_edition(files)
    if edition.id != number:
        return [f"This is {edition.id}, not {number}."]
    return [*_sibling_problems(place, edition.release), *disagreements(edition)]


def _chain_problems(history: Sequence[Kept]) -> list[str]:
    """Each release names the one before by the hash of its manifest; the ledger says the same."""
    told = []
    before: Kept | None = None
    for kept in history:
        release, row = _edition(kept).release, kept.row
        link = release.previous
        expected = (before.row.id, sha256_of(before.files[MANIFEST])) if before else None
        if (link and (link.id, link.manifest_sha256)) != expected:
            told.append(f"{row.id} is not chained to the release before it.")
        said = (release.id, release.data_to, release.published_on, release.amends, release.reason)
        if said != (row.id, row.data_to, row.published_on, row.amends, row.reason):
            told.append(f"{row.id} says something else than the ledger.")
        before = kept
    return told


def _proof_problems(kept: Kept) -> list[str]:
    """The public hash is that of the proof in the private part."""
    certificate = kept.proof(PUBLIC).private.get(CERTIFICATE, b"")
    promised = _edition(kept).release.certificate_sha256
    if promised == salted(kept.files[SALT].decode(), sha256_of(certificate)):
        return []
    return [f"The proof kept with {kept.row.id} is not the one that was promised."]


def _edition(kept: Kept) -> Edition:
    edition = kept.edition()
    assert edition is not None  # noqa: S101 - the public always has one
    return edition


def _place_of(folder: Path, number: str) -> Path:
    places = (folder, *(folder / place.format(id=number) for place in PLACES))
    found = next((place for place in places if (place / MANIFEST).is_file()), None)
    if found is None:
        raise CallersMistake(
            "no_such_copy",
            f"There is no copy of {number} in “{folder}”.",
            "Name the folder that holds its manifest.json, or the folder of a whole site.",
        )
    return found


def _public_files(place: Path) -> Files:
    """The files the manifest names, as far as they are there."""
    listed = (place / MANIFEST).read_bytes()
    try:
        names = read_manifest(listed).files
    except ValueError:
        return {MANIFEST: listed}
    inside = (name for name in names if _is_inside(place, name))
    found = {name: place / name for name in inside if (place / name).is_file()}
    return {MANIFEST: listed} | {name: path.read_bytes() for name, path in found.items()}


def _is_inside(place: Path, name: str) -> bool:
    return (place / name).resolve().is_relative_to(place.resolve())


def _sibling_problems(place: Path, release: Release) -> list[str]:
    """Where the release before lies beside it, its manifest is the one this one names."""
    before = release.previous
    manifest = place.parent / before.id / MANIFEST if before else None
    if before is None or manifest is None or not manifest.is_file():
        return []
    if sha256_of(manifest.read_bytes()) == before.manifest_sha256:
        return []
    return [f"{release.id} is not chained to the {before.id} beside it."]
