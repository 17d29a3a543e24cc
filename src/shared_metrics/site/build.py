"""Frozen editions -> a folder of files that any web server, or none, can show."""

import json
import shutil
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from shared_metrics.errors import CallersMistake, Conflict
from shared_metrics.releases import Edition, ReleaseId
from shared_metrics.site.downloads import DATAPACKAGE, bundle_name, downloads
from shared_metrics.site.fonts import fonts_folder
from shared_metrics.site.goals import View
from shared_metrics.site.kept import Kept
from shared_metrics.site.pages import Page, Site, pages_in
from shared_metrics.site.places import card_file, embed_page, in_language, release_page
from shared_metrics.site.report_card import report_card_pdf
from shared_metrics.site.swapping import replacing
from shared_metrics.site.words import LOCALES, words_of

ASSETS: Final = "assets"
OURS: Final = ("site.css", "chart.js")
SHARED: Final = (
    "favicon.svg",
    "inter-latin-wght-normal.woff2",
    "inter-latin-ext-wght-normal.woff2",
    "inter-vietnamese-wght-normal.woff2",
    "Inter-LICENSE.txt",
)


@dataclass(frozen=True, slots=True)
class SiteReport:
    """What was built."""

    out: Path
    newest: str
    releases: tuple[str, ...]
    pages: int
    files: int
    bytes: int
    seconds: float

    def as_dict(self) -> dict[str, object]:
        """The shape `site --json` prints."""
        return {
            "out": str(self.out),
            "newest": self.newest,
            "releases": list(self.releases),
            "pages": self.pages,
            "files": self.files,
            "bytes": self.bytes,
            "seconds": round(self.seconds, 1),
        }


def build_site(
    editions: Sequence[Edition],
    out: Path,
    *,
    base_path: str = "/",
    address: str = "",
    cache: Path | None = None,
    embeds: frozenset[str] = frozenset(),
) -> SiteReport:
    """Builds the whole site and puts it at `out` in one step; on any trouble the old one stays.

    All links are relative, so it works below any path and from a disk. `base_path`: where the site
    begins on its host, for the one page that is shown at any address (404). `address`: the full
    address, if it is known (`https://example.org/progress/`); then pages, citations and report
    cards name it. `cache`: where drawings are kept; may be removed at any time. `embeds`: goals
    with a card that others may show inside their pages.

    Raises Conflict (`no_release`, `not_a_site`, `site_is_a_disk`), CallersMistake
    (`base_path`, `address`, `unknown_goal`) and InstallationProblem.
    """
    began = time.monotonic()
    site = Site(_in_order(editions), _checked_base(base_path), _checked_address(address))
    _check_embeds(site, embeds)
    kept = Kept(cache)
    with replacing(out) as new:
        pages = [page for code in LOCALES for page in _pages(site, code, kept, embeds)]
        for page in pages:
            _write(new, page.path, page.text.encode())
        for path, content in _files(site, kept, pages, embeds):
            _write(new, path, content)
        _copy_assets(new)
        written = [path for path in new.rglob("*") if path.is_file()]
        size = sum(path.stat().st_size for path in written)
    ids = tuple(edition.id for edition in site.editions)
    seconds = time.monotonic() - began
    return SiteReport(out, site.newest.id, ids, len(pages), len(written) + 1, size, seconds)


def _in_order(editions: Sequence[Edition]) -> list[Edition]:
    if not editions:
        raise Conflict(
            "no_release",
            "There is no release yet, so there is nothing to show.",
            "Publish one first: `shared-metrics release prepare`.",
        )
    by_id = {edition.id: edition for edition in editions}
    return sorted(by_id.values(), key=lambda edition: ReleaseId.parse(edition.id))


def _checked_base(base_path: str) -> str:
    fits = base_path.startswith("/") and base_path.endswith("/") and "//" not in base_path
    if not fits or any(sign in base_path for sign in "\"'<>?# \\"):
        raise CallersMistake(
            "base_path",
            f"“{base_path}” is not a path a site can begin at.",
            "Write it with a slash at both ends, such as / or /public/.",
        )
    return base_path


def _checked_address(address: str) -> str:
    if not address:
        return ""
    parts = urlsplit(address)
    if parts.scheme not in {"https", "http"} or not parts.netloc or parts.query or parts.fragment:
        raise CallersMistake(
            "address",
            f"“{address}” is not an address of a site.",
            "Write the whole of it, such as https://example.org/progress/.",
        )
    return f"{address.rstrip('/')}/"


def _check_embeds(site: Site, embeds: frozenset[str]) -> None:
    known = {released.goal.id for released in site.newest.release.goals}
    for goal in sorted(embeds - known):
        raise CallersMistake(
            "unknown_goal",
            f"There is no goal “{goal}” in release {site.newest.id}.",
            f"Its goals are: {', '.join(sorted(known))}.",
        )


def _pages(site: Site, code: str, kept: Kept, embeds: frozenset[str]) -> list[Page]:
    return list(pages_in(site, _view(site.newest, code, kept), embeds))


def _view(edition: Edition, code: str, kept: Kept) -> View:
    return View(edition, words_of(code, edition.release.partnership.language), kept)


def _files(
    site: Site, kept: Kept, pages: Sequence[Page], embeds: frozenset[str]
) -> Iterable[tuple[str, bytes]]:
    """Everything that is not a page, by its path."""
    for edition in site.editions:
        folder = release_page(edition.id).removesuffix("index.html")
        for path, content in downloads(edition, site.address).files.items():
            yield f"{folder}{path}", content
        for code in LOCALES:
            card = report_card_pdf(edition, code, address=site.address, kept=kept)
            yield in_language(card_file(edition.id, code), code), card
    for code in LOCALES:
        view = _view(site.newest, code, kept)
        for goal in view.goals():
            if goal.id in embeds and (svg := view.chart(goal, setbacks=False)):
                yield in_language(embed_page(goal.id).replace(".html", ".svg"), code), _alone(svg)
    yield "releases.json", _index(site)
    yield from _for_robots(site, pages)


def _alone(svg: str) -> bytes:
    """A drawing as a file of its own."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{svg}\n'.encode()


def _index(site: Site) -> bytes:
    """All releases for programs, newest first."""
    told = [_told(edition) for edition in reversed(site.editions)]
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _told(edition: Edition) -> Mapping[str, object]:
    release = edition.release
    page = release_page(release.id)
    folder = page.removesuffix("index.html")
    return {
        "id": release.id,
        "data_to": release.data_to.isoformat(),
        "published_on": release.published_on.isoformat(),
        "amends": release.amends,
        "reason": release.reason,
        "page": page,
        "datapackage": f"{folder}{DATAPACKAGE}",
        "zip": f"{folder}{bundle_name(release)}",
        "manifest_sha256": edition.manifest_sha256,
    }


def _for_robots(site: Site, pages: Sequence[Page]) -> Iterable[tuple[str, bytes]]:
    lines = ["User-agent: *", "Allow: /"]
    if site.address:
        lines.append(f"Sitemap: {site.address}sitemap.xml")
        urls = "".join(
            f"<url><loc>{site.address}{page.path}</loc></url>\n" for page in pages if page.listed
        )
        head = '<?xml version="1.0" encoding="UTF-8"?>\n'
        space = "http://www.sitemaps.org/schemas/sitemap/0.9"
        yield "sitemap.xml", f'{head}<urlset xmlns="{space}">\n{urls}</urlset>\n'.encode()
    yield "robots.txt", "\n".join([*lines, ""]).encode()


def _copy_assets(new: Path) -> None:
    ours = Path(str(files("shared_metrics.site"))) / "static"
    for source in [*(ours / name for name in OURS), *(fonts_folder() / name for name in SHARED)]:
        (new / ASSETS).mkdir(exist_ok=True)
        shutil.copyfile(source, new / ASSETS / source.name)


def _write(new: Path, path: str, content: bytes) -> None:
    target = new / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
