"""Where a page lies, and how it links to others: never by more than it needs to know."""

import posixpath
from dataclasses import dataclass
from typing import Final

from shared_metrics.site.words import FIRST

FRONT: Final = "index.html"
GOALS: Final = "index.html#goals"
WHO: Final = "partners/index.html"
HIDING: Final = "hiding.html"
CORRECTIONS: Final = "corrections.html"
RELEASES: Final = "releases/index.html"
MISSING: Final = "404.html"


def goal_page(goal: str) -> str:
    """A goal's page."""
    return f"goals/{goal}.html"


def sector_page(sector: str) -> str:
    """A sector's page."""
    return f"sectors/{sector}.html"


def partner_page(partner: str) -> str:
    """A partner's page."""
    return f"partners/{partner}.html"


def release_page(release: str) -> str:
    """An edition's own page; its files lie beside it."""
    return f"releases/{release}/index.html"


def embed_page(goal: str) -> str:
    """A goal's card, to be shown inside other people's pages."""
    return f"embed/{goal}.html"


def table_file(release: str, table: str) -> str:
    """A table of an edition."""
    return f"releases/{release}/tables/{table}.csv"


def row_anchor(table: str, period: str) -> str:
    """A period's row of a table, on the edition's page."""
    return f"{table}-{period}"


def goal_anchor(goal: str) -> str:
    """A goal, on the edition's page."""
    return f"goal-{goal}"


def card_file(release: str, language: str) -> str:
    """The report card of an edition, beside its page in that language."""
    return f"releases/{release}/{release}-report-card-{language}.pdf"


@dataclass(frozen=True, slots=True)
class Place:
    """A page by its path, the same in every language.

    `base`: for the one page that is shown at any address (404), links begin with it.
    """

    path: str
    language: str
    base: str = ""

    @property
    def full(self) -> str:
        """Where it lies below the site's root."""
        return in_language(self.path, self.language)

    def page(self, path: str) -> str:
        """A link to a page in the same language."""
        return self.file(in_language(path, self.language))

    def translated(self, language: str) -> str:
        """A link to this page in another language."""
        return self.file(in_language(self.path, language))

    def file(self, path: str) -> str:
        """A link to a file that all languages share."""
        if self.base:
            return f"{self.base}{path}"
        path, sign, anchor = path.partition("#")
        if path == self.full:
            return f"#{anchor}" if sign else posixpath.basename(path)
        return posixpath.relpath(path, posixpath.dirname(self.full) or ".") + sign + anchor


def in_language(path: str, language: str) -> str:
    """A page's path below the root."""
    return path if language == FIRST else f"{language}/{path}"
