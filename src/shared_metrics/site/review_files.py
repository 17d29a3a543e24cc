"""A review's files by name and format: the same bytes from a page and from the command line."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from shared_metrics.desk.questions.reviewing import ReviewShown
from shared_metrics.desk.reviewing.frozen import Minutes
from shared_metrics.site.briefing import pack_html, pack_pdf
from shared_metrics.site.kept import Kept
from shared_metrics.site.minutes import minutes_html, minutes_pdf

Format = Literal["html", "pdf"]
FORMATS: Final[Mapping[Format, str]] = {"html": "text/html", "pdf": "application/pdf"}


@dataclass(frozen=True, slots=True)
class ReviewFile:
    """A file that can be made."""

    name: str
    format: Format
    _make: Callable[[Kept], bytes]

    @property
    def media_type(self) -> str:
        """What a browser calls its format."""
        return FORMATS[self.format]

    def made(self, cache: Path | None = None) -> bytes:
        """Its content; for a PDF InstallationProblem `pdf_libraries_missing` may be raised.

        `cache`: a folder where drawings are kept; it may be removed at any time.
        """
        return self._make(Kept(cache))


def pack_file(shown: ReviewShown, format_: Format) -> ReviewFile:
    """The briefing pack."""
    make = pack_pdf if format_ == "pdf" else pack_html
    frozen, edition, items = shown.frozen, shown.edition, shown.items
    return ReviewFile(
        _name(shown, "pack", format_), format_, lambda kept: make(frozen, edition, items, kept)
    )


def minutes_file(shown: ReviewShown, minutes: Minutes, format_: Format) -> ReviewFile:
    """The minutes of a closed review."""
    make = minutes_pdf if format_ == "pdf" else minutes_html
    frozen, edition = shown.frozen, shown.edition
    return ReviewFile(
        _name(shown, "minutes", format_), format_, lambda kept: make(frozen, edition, minutes, kept)
    )


def _name(shown: ReviewShown, what: str, format_: Format) -> str:
    return f"review-{shown.frozen.on.isoformat()}-{what}.{format_}"
