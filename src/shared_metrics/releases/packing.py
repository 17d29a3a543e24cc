"""An edition as files, and files as an edition again, each checked against the manifest."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from shared_metrics.agenda.model import Metric
from shared_metrics.disclosure import PublicTable
from shared_metrics.disclosure.public_table import read_public_csv
from shared_metrics.releases.document import RELEASE, as_json, from_json
from shared_metrics.releases.manifest import (
    MANIFEST,
    PRIVATE,
    PRIVATE_MANIFEST,
    Manifest,
    differences,
    hashes,
    private_manifest,
    read_manifest,
    read_private_manifest,
    sha256_of,
)
from shared_metrics.releases.model import Edition, Release, TableEntry

TABLES: Final = "tables/"
Files = Mapping[str, bytes]


def table_path(table_id: str) -> str:
    """Where a table lies in a release."""
    return f"{TABLES}{table_id}.csv"


def edition_files(release: Release, tables: Mapping[str, PublicTable]) -> dict[str, bytes]:
    """What one audience reads: release.json and the tables."""
    files = {table_path(name): table.as_csv() for name, table in tables.items()}
    return files | {RELEASE: as_json(release)}


def public_files(release: Release, tables: Mapping[str, PublicTable]) -> dict[str, bytes]:
    """Everything of a release that anybody may read; its manifest comes last."""
    files = edition_files(release, tables)
    manifest = Manifest(release.id, release.previous, hashes(files), release.private_sha256)
    return files | {MANIFEST: manifest.as_json()}


def sealed(release: Release, tables: Mapping[str, PublicTable], private: Files) -> dict[str, bytes]:
    """Everything of a release; the public part knows the hash of the private one."""
    listed = private_manifest(private)
    release = replace(release, private_sha256=sha256_of(listed))
    return {**public_files(release, tables), **private, PRIVATE_MANIFEST: listed}


def read_edition(files: Files) -> Edition:
    """The edition that public files hold. Raises ValueError, in words, when they are not whole."""
    problems = public_problems(files)
    if problems:
        raise ValueError(" ".join(problems))
    return unlisted_edition(files, sha256_of(files[MANIFEST]))


def unlisted_edition(files: Files, manifest_sha256: str) -> Edition:
    """The edition of files that were checked already. Raises ValueError as `read_edition`."""
    release = from_json(files[RELEASE])
    tables = {entry.id: _table(entry, release, files) for entry in release.tables}
    return Edition(release, tables, manifest_sha256)


def public_problems(files: Files) -> list[str]:
    """Everything in which public files are not what their manifest and release.json say."""
    public = {path: content for path, content in files.items() if not path.startswith(PRIVATE)}
    if MANIFEST not in public:
        return [f"“{MANIFEST}” is missing."]
    try:
        manifest = read_manifest(public.pop(MANIFEST))
        problems = differences(manifest.files, public)
        return problems or list(_disagreements(manifest, from_json(public[RELEASE]), public))
    except (ValueError, KeyError, TypeError) as error:
        return [f"It cannot be read: {error}."]


def problems_of(files: Files) -> list[str]:
    """Everything in which a release is not whole, its private part too."""
    return [*public_problems(files), *private_problems(files)]


def private_problems(files: Files) -> list[str]:
    """Everything in which the private files are not what the public manifest promises."""
    private = {path: content for path, content in files.items() if path.startswith(PRIVATE)}
    listed = private.pop(PRIVATE_MANIFEST, None)
    if listed is None:
        return [f"“{PRIVATE_MANIFEST}” is missing."]
    try:
        if sha256_of(listed) != read_manifest(files[MANIFEST]).private_sha256:
            return [f"“{PRIVATE_MANIFEST}” is not the one “{MANIFEST}” knows."]
        return differences(read_private_manifest(listed), private)
    except (ValueError, KeyError) as error:
        return [f"It cannot be read: {error}."]


def _disagreements(manifest: Manifest, release: Release, public: Files) -> list[str]:
    """Where release.json and the manifest tell two things."""
    told = (release.id, release.previous, release.private_sha256)
    problems = []
    if told != (manifest.id, manifest.previous, manifest.private_sha256):
        problems.append(f"“{RELEASE}” and “{MANIFEST}” are of two releases.")
    listed = {table_path(entry.id): entry.sha256 for entry in release.tables}
    if listed != {path: manifest.files[path] for path in public if path.startswith(TABLES)}:
        problems.append(f"“{RELEASE}” lists other tables than there are.")
    return problems


def _table(entry: TableEntry, release: Release, files: Files) -> PublicTable:
    metric: Metric | None = release.metric_by_id.get(entry.metric)
    if metric is None:
        raise ValueError(f"“{entry.id}” is of a metric that is not in the release")
    try:
        table = read_public_csv(files[table_path(entry.id)], metric, entry.every, entry.by)
    except (TypeError, IndexError) as error:
        raise ValueError(f"“{entry.id}” is no table of a release") from error
    if (table.id, table.cells.height, table.hidden) != (entry.id, entry.rows, entry.hidden):
        raise ValueError(f"“{entry.id}” is not as “{RELEASE}” says")
    return table
