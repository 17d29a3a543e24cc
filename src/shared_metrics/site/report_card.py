"""The report card: an edition on two pages to print, tagged for people who listen to it."""

from dataclasses import dataclass
from typing import Final

from shared_metrics.charts import Look
from shared_metrics.releases import Edition, ReleasedSetback
from shared_metrics.site import places
from shared_metrics.site.corrections import corrections_of
from shared_metrics.site.goals import GoalShown, View
from shared_metrics.site.kept import Kept
from shared_metrics.site.places import Place
from shared_metrics.site.printing import picture_of, printed, rules_of
from shared_metrics.site.rendering import render
from shared_metrics.site.words import words_of

SMALL: Final = Look(width=330, height=84)
MOST_CORRECTIONS: Final = 6


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest figure of each group, for one line of the card."""

    table: str
    title: str
    anchor: str
    period: str
    figures: tuple[tuple[str, str, bool], ...]  # group, words, hidden


def report_card_pdf(
    edition: Edition, language: str, *, address: str = "", kept: Kept | None = None
) -> bytes:
    """The card as PDF/UA; the same bytes for the same edition.

    `address`: where the site is; without it links are relative to the card's place in the site.
    Raises InstallationProblem `pdf_libraries_missing`.
    """
    words = words_of(language, edition.release.partnership.language)
    view = View(edition, words, kept or Kept(None))
    return printed(_page(view, address), rules_of("report_card.css"), view.kept)


def _page(view: View, address: str) -> str:
    release, words = view.edition.release, view.words
    place = Place(places.release_page(release.id), words.code)
    goals = view.goals()
    return render(
        "report_card.jinja",
        words,
        place,
        release=release,
        goals=[(goal, _picture(view, goal), view.alternative(goal)) for goal in goals],
        groups=[newest for goal in goals for newest in newest_of_groups(view, goal)],
        setbacks=_setbacks(goals),
        corrected=corrections_of(view.edition, release.corrections, words),
        most=MOST_CORRECTIONS,
        manifest=view.edition.manifest_sha256,
        base=f"{address}{_folder(place)}" if address else "",
    )


def _folder(place: Place) -> str:
    """The folder a page lies in, with a slash at its end."""
    return place.full.removesuffix("index.html")


def _picture(view: View, goal: GoalShown) -> str:
    svg = view.spark(goal, SMALL)
    return picture_of(svg) if svg else ""


def newest_of_groups(view: View, goal: GoalShown) -> list[Newest]:
    """Of each table by one thing, its newest row that says anything."""
    found = []
    for table in goal.released.groups:
        if table not in view.edition.tables or len(view.edition.tables[table].by) != 1:
            continue
        seen = view.shown(table)
        line = next(
            (li for li in seen.lines if any(f.status == "published" for f in li.figures)), None
        )
        if line is not None:
            figures = tuple(
                (column, figure.words, figure.status == "suppressed")
                for column, figure in zip(seen.columns, line.figures, strict=True)
            )
            title = f"{goal.metric.title}, {seen.title}"
            found.append(Newest(table, title, line.anchor, line.heads[0], figures))
    return found


def _setbacks(goals: list[GoalShown]) -> list[ReleasedSetback]:
    """Each once, newest first, whichever goals it touched."""
    known = {one.setback.id: one for goal in goals for one in goal.released.setbacks}
    return sorted(known.values(), key=lambda one: one.setback.period, reverse=True)
