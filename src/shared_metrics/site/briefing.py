"""The briefing pack of a review: agenda, a card for each goal, the frozen figures; in one file.

Made from what the review froze alone, so it reads the same for ever.
"""

from collections.abc import Iterable

from shared_metrics.charts.public_charts import FOR_PARTNERS
from shared_metrics.desk.reviewing.frozen import Frozen
from shared_metrics.releases import Edition
from shared_metrics.reviews import AgendaItem
from shared_metrics.site.goals import View
from shared_metrics.site.kept import Kept
from shared_metrics.site.meeting_pages import meeting_page, meeting_pdf
from shared_metrics.site.review_items import STATES, Learned, definitions_of, items_shown
from shared_metrics.site.words import FIRST, words_of


def pack_html(
    frozen: Frozen, edition: Edition, items: Iterable[AgendaItem], kept: Kept | None = None
) -> bytes:
    """The pack as one page that loads nothing; the same bytes for the same review."""
    return _page(frozen, edition, items, kept or Kept(None), on_paper=False).encode()


def pack_pdf(
    frozen: Frozen, edition: Edition, items: Iterable[AgendaItem], kept: Kept | None = None
) -> bytes:
    """The pack as tagged PDF. Raises InstallationProblem `pdf_libraries_missing`."""
    kept = kept or Kept(None)
    return meeting_pdf(_page(frozen, edition, items, kept, on_paper=True), kept)


def partners_view(edition: Edition, kept: Kept) -> View:
    """An edition as the partners read it, in the language of the app."""
    words = words_of(FIRST, edition.release.partnership.language)
    return View(edition, words, kept, FOR_PARTNERS)


def _page(
    frozen: Frozen, edition: Edition, items: Iterable[AgendaItem], kept: Kept, *, on_paper: bool
) -> str:
    view = partners_view(edition, kept)
    learned = Learned(view, frozen.setbacks, frozen.adaptations, frozen.owners)
    tables = [view.shown(entry.id) for entry in edition.release.tables]
    shown = items_shown(view, frozen, items, learned)
    return meeting_page(
        "briefing.jinja",
        view,
        on_paper=on_paper,
        frozen=frozen,
        items=shown,
        learned=learned,
        commitments=sorted(frozen.commitments, key=lambda one: (one.due, one.id)),
        states=STATES,
        goals=definitions_of(edition, shown),
        whole=[table for table in tables if not table.by],
        grouped=[table for table in tables if table.by],
    )
