"""What people take along of an edition: CSV files, a description of them, one ZIP of all."""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from shared_metrics.disclosure.public_table import (
    CODED,
    REVISION_PENDING,
    STATUS,
    PublicTable,
)
from shared_metrics.errors import InstallationProblem
from shared_metrics.observations import PERIOD, VALUE
from shared_metrics.progress.wording import is_share
from shared_metrics.releases import Edition, Release, TableEntry
from shared_metrics.releases.packing import public_files
from shared_metrics.site.places import release_page
from shared_metrics.site.tables import by_title, group_name, title_of
from shared_metrics.site.words import FIRST, Words, words_of

DATAPACKAGE: Final = "datapackage.json"
CHECKSUMS: Final = "checksums.txt"
README: Final = "README.txt"
_PROFILE: Final = "https://datapackage.org/profiles/2.0/datapackage.json"
_EARLIEST_ZIP_YEAR: Final = 1980
_PERIODS: Final = {
    "month": "2026-03",
    "quarter": "2026-Q1",
    "year": "2026",
    "school_year": "2025-26 (July to June)",
}
_ABOUT_THE_VALUE: Final[tuple[dict[str, Any], ...]] = (
    {
        "name": STATUS,
        "type": "string",
        "description": (
            "published: a value is shown (or its code); suppressed: hidden to protect people, never"
            " 0; not_reported: no number is known; not_applicable: there is nothing to count."
        ),
        "constraints": {
            "required": True,
            "enum": ["published", "suppressed", "not_reported", "not_applicable"],
        },
    },
    {
        "name": CODED,
        "type": "string",
        "description": "In place of a value: “<5 %” almost nobody, “>95 %” almost everybody.",
    },
    {
        "name": REVISION_PENDING,
        "type": "boolean",
        "trueValues": ["true"],
        "falseValues": ["false"],
        "description": "true: an older figure; the new one would tell a small number.",
    },
)


@dataclass(frozen=True, slots=True)
class Downloads:
    """The files of an edition by their path beside its page, and the ZIP that holds them all."""

    files: Mapping[str, bytes]
    bundle: str

    @property
    def sizes(self) -> Mapping[str, int]:
        """How large each is."""
        return {path: len(content) for path, content in self.files.items()}


def bundle_name(release: Release) -> str:
    """What the ZIP is called wherever it lies later."""
    return f"{release.partnership.id}-{release.id}.zip"


def downloads(edition: Edition, address: str = "") -> Downloads:
    """Everything to take along; the same bytes every time."""
    words = words_of(FIRST)
    for entry in edition.release.tables:
        _check(edition.tables[entry.id], entry)
    frozen = public_files(edition.release, edition.tables)  # what `release verify --public` reads
    package = _as_json(datapackage(edition, words, address))
    readme = _readme(edition, words).encode()
    described = {**frozen, DATAPACKAGE: package, README: readme}
    listed = {**described, CHECKSUMS: _checksums(described)}
    bundle = bundle_name(edition.release)
    return Downloads({**listed, bundle: _zipped(listed, edition.release)}, bundle)


def _check(table: PublicTable, entry: TableEntry) -> None:
    if _sha256(table.as_csv()) != entry.sha256:
        raise InstallationProblem(
            "release_damaged",
            f"The table “{entry.id}” is not the one that was released.",
            "Run `shared-metrics release verify`, and put the release back from a backup.",
        )


def datapackage(edition: Edition, words: Words, address: str = "") -> dict[str, Any]:
    """A Frictionless data package: what each file and column is, with size and hash."""
    release = edition.release
    described: dict[str, Any] = {
        "$schema": _PROFILE,
        "profile": "tabular-data-package",
        "name": f"{release.partnership.id}-{release.id}".lower(),
        "id": f"sha256:{edition.manifest_sha256}",
        "title": f"{release.partnership.name}, release {release.id}",
        "description": (
            f"Published figures of {release.partnership.name} up to {words.day(release.data_to)}."
            " Numbers that could tell something about few people are hidden: the value is empty"
            " and the status says so; it is never 0."
        ),
        "version": release.id,
        "created": f"{release.published_on.isoformat()}T00:00:00Z",
        "contributors": [
            {
                "title": release.partnership.backbone_name,
                "role": "publisher",
                "roles": ["publisher"],
            }
        ],
        "resources": [_resource(edition, entry, words) for entry in release.tables],
    }
    if address:
        described["homepage"] = f"{address}{release_page(release.id)}"
    return described


def _resource(edition: Edition, entry: TableEntry, words: Words) -> dict[str, Any]:
    table = edition.tables[entry.id]
    content = table.as_csv()
    return {
        "name": entry.id,
        "title": f"{table.metric.title}, {title_of(table, entry, words)}",
        "description": " ".join(table.metric.definition.split()),
        "path": f"tables/{entry.id}.csv",
        "type": "table",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{_sha256(content)}",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "header": True},
        "schema": {
            "fields": _fields(table, entry, words),
            "missingValues": [""],
            "primaryKey": [PERIOD, *table.by],
        },
    }


def _fields(table: PublicTable, entry: TableEntry, words: Words) -> list[dict[str, Any]]:
    unit = "a share between 0 and 1" if is_share(table.metric) else table.metric.unit
    period = f"Such as {_PERIODS[table.every.value]}."
    return [
        {"name": PERIOD, "type": "string", "title": "Period", "description": period},
        *(_group_field(entry, column, words) for column in table.by),
        {"name": VALUE, "type": "number", "title": table.metric.title, "description": unit},
        *_ABOUT_THE_VALUE,
    ]


def _group_field(entry: TableEntry, column: str, words: Words) -> dict[str, Any]:
    names = (f"{c}: {group_name(entry, column, c, words)}" for c in entry.by_names.get(column, {}))
    return {
        "name": column,
        "type": "string",
        "title": by_title(entry, column, words),
        "description": "; ".join(names),
    }


def _readme(edition: Edition, words: Words) -> str:
    release = edition.release
    lines = [
        f"{release.partnership.name}, release {release.id}",
        f"Data to {words.day(release.data_to)}, published {words.day(release.published_on)}.",
        f"Published by {release.partnership.backbone_name}.",
        *([f"Replaces {release.amends}: {release.reason}"] if release.amends else []),
        *(["This is sample data: all of it is made up."] if release.partnership.sample else []),
        "",
        "tables/*.csv: one table each, UTF-8. A value that is hidden to protect people is empty",
        "and its status is “suppressed”; it is never 0. Shares are fractions: 0.694 is 69.4 %.",
        f"{DATAPACKAGE} says what each column is (datapackage.org).",
        f"{CHECKSUMS}: SHA-256 of each file; check with `sha256sum -c {CHECKSUMS}`.",
        f"SHA-256 of the release's manifest: {edition.manifest_sha256}",
    ]
    return "\n".join([*lines, ""])


def _checksums(files: Mapping[str, bytes]) -> bytes:
    return "".join(f"{_sha256(files[path])}  {path}\n" for path in sorted(files)).encode()


def _zipped(files: Mapping[str, bytes], release: Release) -> bytes:
    """Not packed: how much packing takes away differs between machines, these bytes do not."""
    day = release.published_on
    stamp = (max(day.year, _EARLIEST_ZIP_YEAR), day.month, day.day, 0, 0, 0)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(files):
            info = zipfile.ZipInfo(path, stamp)
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, files[path])
    return packed.getvalue()


def _as_json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
