"""What search engines and catalogues read: schema.org Dataset, and how to cite an edition."""

from collections.abc import Iterable
from typing import Any

from shared_metrics.agenda.model import Metric
from shared_metrics.disclosure.public_table import PublicTable
from shared_metrics.observations import PERIOD
from shared_metrics.periods import parse_period
from shared_metrics.releases import Edition, Release
from shared_metrics.site.downloads import bundle_name
from shared_metrics.site.places import Place, release_page, table_file
from shared_metrics.site.words import Words

LEAST_DESCRIPTION = 50  # characters that catalogues ask for


def dataset(
    edition: Edition,
    place: Place,
    words: Words,
    *,
    tables: Iterable[PublicTable],
    name: str,
    description: str,
    address: str = "",
) -> dict[str, Any]:
    """Some tables of an edition as a Dataset, its files linked from a page."""
    release, shown = edition.release, list(tables)
    publisher = {"@type": "Organization", "name": release.partnership.backbone_name}
    described: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": name,
        "description": _long_enough(description, release, words),
        "identifier": f"sha256:{edition.manifest_sha256}",
        "version": release.id,
        "datePublished": release.published_on.isoformat(),
        "inLanguage": release.partnership.language,
        "isAccessibleForFree": True,
        "creator": publisher,
        "publisher": publisher,
        "spatialCoverage": {"@type": "Place", "name": release.partnership.place},
        "variableMeasured": [_variable(metric) for metric in _metrics(shown)],
        "distribution": _files(place, release, shown, address),
    }
    if covered := _covered(shown):
        described["temporalCoverage"] = covered
    if address:
        described["url"] = f"{address}{place.full}"
    return described


def _files(
    place: Place, release: Release, tables: Iterable[PublicTable], address: str
) -> list[dict[str, str]]:
    bundle = release_page(release.id).replace("index.html", bundle_name(release))
    files = [(table_file(release.id, table.id), "text/csv") for table in tables]
    return [_file(place, *one, address) for one in (*files, (bundle, "application/zip"))]


def _long_enough(description: str, release: Release, words: Words) -> str:
    text = " ".join(description.split())
    if len(text) >= LEAST_DESCRIPTION:
        return text
    return f"{text} {release.partnership.name}, {words.day(release.data_to)}, {release.id}.".strip()


def _metrics(tables: Iterable[PublicTable]) -> list[Metric]:
    return list({table.metric.id: table.metric for table in tables}.values())


def _variable(metric: Metric) -> dict[str, str]:
    return {
        "@type": "PropertyValue",
        "name": metric.title,
        "description": " ".join(metric.definition.split()),
        "unitText": metric.unit,
    }


def _file(place: Place, path: str, kind: str, address: str) -> dict[str, str]:
    link = f"{address}{path}" if address else place.file(path)
    return {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": link}


def _covered(tables: Iterable[PublicTable]) -> str:
    periods = [
        parse_period(text, table.every)
        for table in tables
        for text in table.cells[PERIOD].unique().to_list()
    ]
    if not periods:
        return ""
    first = min(period.first_day for period in periods)
    last = max(period.last_day for period in periods)
    return f"{first.isoformat()}/{last.isoformat()}"


def citation(edition: Edition, words: Words, address: str = "") -> str:
    """A line to copy into a text."""
    release = edition.release
    cited = words.say(
        "%(publisher)s (%(year)s). %(partnership)s, release %(release)s: data to %(data_to)s."
        " Published on %(day)s.",
        publisher=release.partnership.backbone_name,
        year=release.published_on.year,
        partnership=release.partnership.name,
        release=release.id,
        data_to=words.day(release.data_to),
        day=words.day(release.published_on),
    )
    lasting = f" {address}{release_page(release.id)}" if address else ""
    return f"{cited}{lasting} SHA-256 {edition.manifest_sha256[:16]}…"


def bibtex(edition: Edition, address: str = "") -> str:
    """The same for a list of references."""
    release = edition.release
    fields = {
        "author": f"{{{release.partnership.backbone_name}}}",
        "title": f"{release.partnership.name}, release {release.id}",
        "year": str(release.published_on.year),
        "month": f"{release.published_on:%m}".lstrip("0"),
        "note": f"Data to {release.data_to.isoformat()}; SHA-256 {edition.manifest_sha256}",
        **({"url": f"{address}{release_page(release.id)}"} if address else {}),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    key = f"{release.partnership.id}_{release.id}".replace(".", "_")
    return "\n".join([f"@misc{{{key},", *lines, "}"])
