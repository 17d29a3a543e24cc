"""The minutes of a review as its partners read them: what was decided, agreed and learned."""

from shared_metrics.desk.reviewing.frozen import Frozen, Minutes
from shared_metrics.learning import Adaptation
from shared_metrics.releases import Edition
from shared_metrics.site.briefing import partners_view
from shared_metrics.site.kept import Kept
from shared_metrics.site.meeting_pages import meeting_page, meeting_pdf
from shared_metrics.site.review_items import STATES, Learned, without_details


def minutes_html(
    frozen: Frozen, edition: Edition, minutes: Minutes, kept: Kept | None = None
) -> bytes:
    """The minutes as one page that loads nothing; the same bytes for the same review."""
    return _page(frozen, edition, minutes, kept or Kept(None), on_paper=False).encode()


def minutes_pdf(
    frozen: Frozen, edition: Edition, minutes: Minutes, kept: Kept | None = None
) -> bytes:
    """The minutes as tagged PDF. Raises InstallationProblem `pdf_libraries_missing`."""
    kept = kept or Kept(None)
    return meeting_pdf(_page(frozen, edition, minutes, kept, on_paper=True), kept)


def _page(frozen: Frozen, edition: Edition, minutes: Minutes, kept: Kept, *, on_paper: bool) -> str:
    view = partners_view(edition, kept)
    known = {one.id: one for one in (*frozen.setbacks, *minutes.setbacks)}
    learned = Learned(view, tuple(known.values()), minutes.adaptations, minutes.owners)
    items = without_details(minutes.items)
    return meeting_page(
        "minutes.jinja",
        view,
        on_paper=on_paper,
        frozen=frozen,
        minutes=minutes,
        items=items,
        numbers={one.item.key: one.number for one in items},
        learned=learned,
        states=STATES,
        some_stand=any(one.state != "open" or one.note for one in minutes.commitments),
        setbacks=[learned.told(one) for one in minutes.setbacks],
        changes=_of_earlier_setbacks(minutes),
    )


def _of_earlier_setbacks(minutes: Minutes) -> list[Adaptation]:
    """What was changed in answer to setbacks from before this review."""
    new = {one.id for one in minutes.setbacks}
    return [one for one in minutes.adaptations if one.setback not in new]
