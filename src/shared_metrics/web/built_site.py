"""The public site in the home: built from the published releases, never served half-made.

It can be removed at any time; it is then built again.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from shared_metrics import __version__
from shared_metrics import site as site_package
from shared_metrics.desk import Desk
from shared_metrics.desk.questions import releases as questions
from shared_metrics.releases import Edition
from shared_metrics.site import SiteReport, build_site
from shared_metrics.vault.files import write_whole

FOLDER: Final = "site"
BASE: Final = "/public/"  # where the site begins on its host
EVERY_GOAL: Final = "all"


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """The folder of one home in which its site lies."""

    folder: Path

    @property
    def pages(self) -> Path:
        """What is served."""
        return self.folder / "pages"

    @property
    def drawings(self) -> Path:
        """Charts that were drawn already."""
        return self.folder / "drawings"

    @property
    def newest(self) -> str | None:
        """The release its pages are about; None when there is no site."""
        return self._told().get("newest")

    @property
    def fingerprint(self) -> str | None:
        """What it was built from; None when there is no site."""
        return self._told().get("fingerprint")

    def record(self, report: SiteReport, fingerprint: str) -> None:
        """Remembers what lies in `pages` from now on."""
        told = {"newest": report.newest, "fingerprint": fingerprint}
        write_whole(self.folder / "built.json", json.dumps(told).encode(), durable=False)

    def _told(self) -> dict[str, str]:
        try:
            told = json.loads((self.folder / "built.json").read_bytes())
        except (FileNotFoundError, ValueError):
            return {}
        return told if isinstance(told, dict) and self.pages.is_dir() else {}


def built_site(home: Path) -> BuiltSite:
    """The site of a home."""
    return BuiltSite(home.absolute() / FOLDER)


def fingerprint_of(desk: Desk) -> str | None:
    """Over everything a site is made from; None when nothing was published."""
    released = [(row.id, row.manifest_sha256) for row in questions.releases(desk)]
    if not released:
        return None
    settings = desk.settings
    told = [__version__, _templates_changed(), settings.site, settings.embeds, released]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def _templates_changed() -> int:
    """When the program's own part of the site was last changed."""
    folder = Path(str(site_package.__file__)).parent
    return max(path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file())


def build(desk: Desk, kept: BuiltSite | None = None) -> SiteReport:
    """Builds the site of a home and puts it in the place of the old one, in one step.

    `kept`: another place to put it in.

    Raises as `build_site` does, and InstallationProblem `release_altered` when a release is not
    whole: the site before then stays.
    """
    kept, fingerprint = kept or built_site(desk.home.folder), fingerprint_of(desk)
    editions = [questions.edition(desk, row.id) for row in questions.releases(desk)]
    address = f"{desk.settings.site}{BASE}" if desk.settings.site else ""
    report = build_site(
        editions,
        kept.pages,
        base_path=BASE,
        address=address,
        cache=kept.drawings,
        embeds=embedded(desk.settings.embeds, editions[-1]) if editions else frozenset(),
    )
    kept.record(report, fingerprint or "")
    return report


def embedded(embeds: str, newest: Edition) -> frozenset[str]:
    """The goals whose cards others may show; a goal that is no longer there has none."""
    known = {one.goal.id for one in newest.release.goals}
    asked = embeds.split()
    return frozenset(known if EVERY_GOAL in asked else known & set(asked))
