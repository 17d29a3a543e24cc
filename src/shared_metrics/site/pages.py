"""Which pages there are of the newest edition, and what each of them shows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from shared_metrics.agenda.model import Outcome
from shared_metrics.charts import Look, public_line
from shared_metrics.disclosure.public_table import SECTOR, PublicTable
from shared_metrics.observations import PARTNER
from shared_metrics.releases import Edition, Release
from shared_metrics.site import places
from shared_metrics.site.corrections import CorrectionShown, corrections_of
from shared_metrics.site.downloads import bundle_name
from shared_metrics.site.drawing import draw, unchecked
from shared_metrics.site.goals import NARROW, GoalShown, View
from shared_metrics.site.linked_data import bibtex, citation, dataset
from shared_metrics.site.places import Place
from shared_metrics.site.rendering import render
from shared_metrics.site.tables import Shown
from shared_metrics.site.words import Words

SENTENCES: Final = 3
LINE: Final = Look(width=300, height=70)


@dataclass(frozen=True)
class Site:
    """All editions, newest last, and where the site will be found."""

    editions: Sequence[Edition]
    base: str = "/"
    address: str = ""

    @property
    def newest(self) -> Edition:
        """The edition that the pages are about."""
        return self.editions[-1]


@dataclass(frozen=True)
class Page:
    """One page: where it lies and its text."""

    path: str
    text: str
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Series:
    """A sector's or partner's own column of a table."""

    table: Shown
    spark: str


def pages_in(site: Site, view: View, embeds: frozenset[str]) -> Iterator[Page]:
    """Every page in one language."""
    write = _Writer(site, view)
    goals = view.goals()
    yield write("front.jinja", places.FRONT, **_front(view, goals))
    for goal in goals:
        yield _goal(write, goal)
        if goal.id in embeds:
            drawn = _drawings(view, goal, setbacks=False)
            yield write("embed.jinja", places.embed_page(goal.id), goal=goal, **drawn)
    yield write("who.jinja", places.WHO, sectors=_sectors(view.edition.release))
    yield from _sector_pages(write)
    yield from _partner_pages(write)
    yield write("hiding.jinja", places.HIDING, rules=view.edition.release.rules)
    yield write("corrections.jinja", places.CORRECTIONS, editions=_corrected(site, view.words))
    releases = [edition.release for edition in reversed(site.editions)]
    yield write("releases.jinja", places.RELEASES, releases=releases)
    for edition in site.editions:
        yield _release(write, replace(view, edition=edition))
    yield write("missing.jinja", places.MISSING)


@dataclass(frozen=True)
class _Writer:
    """Renders pages of one language with what they all need."""

    site: Site
    view: View

    def place(self, path: str) -> Place:
        base = self.site.base if path == places.MISSING else ""
        return Place(path, self.view.words.code, base)

    def __call__(self, template: str, path: str, **values: object) -> Page:
        place, release = self.place(path), self.view.edition.release
        listed = path != places.MISSING and not path.startswith("embed/")
        known: dict[str, object] = {
            "release": release,
            "address": self.site.address,
            "indexed": listed,
            "card": places.card_file(release.id, self.view.words.code),
            "bundle": _bundle(release),
        }
        text = render(template, self.view.words, place, **(known | values))
        return Page(place.full, text, listed)


def _bundle(release: Release) -> str:
    return places.release_page(release.id).replace("index.html", bundle_name(release))


def chosen_goals(goals: Sequence[GoalShown]) -> list[GoalShown]:
    """The three that are told first: one of each outcome, those with a direction before others.

    Never chosen by whether the news is good.
    """
    telling = [g for g in goals if g.released.direction is not None]
    with_figures = [g for g in goals if g.released.period is not None]
    in_order = [*telling, *(g for g in with_figures if g not in telling)]
    first_of_each = list({g.released.goal.outcome: g for g in reversed(in_order)}.values())[::-1]
    others = [g for g in in_order if g not in first_of_each]
    kept = [*sorted(first_of_each, key=goals.index), *others][:SENTENCES]
    return kept or list(goals[:SENTENCES])


def _front(view: View, goals: Sequence[GoalShown]) -> dict[str, Any]:
    chosen = chosen_goals(goals)
    by_outcome = [
        (outcome, [(g, view.spark(g)) for g in goals if g.released.goal.outcome == outcome.id])
        for outcome in view.edition.release.outcomes
    ]
    return {
        "chosen": chosen,
        "by_outcome": [(outcome, mine) for outcome, mine in by_outcome if mine],
        "chart": view.chart(chosen[0]) if chosen else "",
        "narrow": view.chart(chosen[0], NARROW) if chosen else "",
    }


def _drawings(view: View, goal: GoalShown, *, setbacks: bool = True) -> dict[str, Any]:
    return {
        "wide": view.chart(goal, setbacks=setbacks),
        "narrow": view.chart(goal, NARROW, setbacks=setbacks),
    }


def _goal(write: _Writer, goal: GoalShown) -> Page:
    view, site = write.view, write.site
    path = places.goal_page(goal.id)
    tables = [t for t in view.edition.tables.values() if t.metric.id == goal.metric.id]
    linked = dataset(
        view.edition,
        write.place(path),
        view.words,
        tables=tables,
        name=f"{goal.metric.title}: {view.edition.release.partnership.name}",
        description=goal.metric.definition,
        address=site.address,
    )
    return write(
        "goal.jinja",
        path,
        goal=goal,
        agreed=goal.released.goal,
        outcome=_outcome(view.edition.release, goal.released.goal.outcome),
        groups=view.groups(goal),
        tables=[view.shown(table.id) for table in tables],
        corrected=_corrections_of_metric(site, view.words, goal.metric.id),
        linked=linked,
        **_drawings(view, goal),
    )


def _outcome(release: Release, outcome: str) -> Outcome:
    known = {one.id: one for one in release.outcomes}
    return known.get(outcome) or Outcome(outcome, outcome, "", "")


def _corrections_of_metric(site: Site, words: Words, metric: str) -> list[CorrectionShown]:
    """Newest first."""
    found: list[CorrectionShown] = []
    for edition in reversed(site.editions):
        tables = {e.id for e in edition.release.tables if e.metric == metric}
        mine = [one for one in edition.release.corrections if one.table in tables]
        found += corrections_of(edition, mine, words)
    return found


def _corrected(site: Site, words: Words) -> list[Mapping[str, Any]]:
    return [
        {
            "release": edition.release,
            "corrected": corrections_of(edition, edition.release.corrections, words),
        }
        for edition in reversed(site.editions)
        if edition.release.corrections or edition.release.withdrawals or edition.release.reason
    ]


def _sectors(release: Release) -> list[tuple[str, object, list[object]]]:
    """Sectors in the agenda's order, then any other that a partner is of."""
    profiles = {profile.sector.value: profile for profile in release.sectors}
    there = dict.fromkeys([*profiles, *(partner.sector for partner in release.partners)])
    return [
        (sector, profiles.get(sector), [p for p in release.partners if p.sector == sector])
        for sector in there
    ]


def _sector_pages(write: _Writer) -> Iterator[Page]:
    release = write.view.edition.release
    for sector, profile, partners in _sectors(release):
        works_on = getattr(profile, "works_on", ())
        yield write(
            "sector.jinja",
            places.sector_page(sector),
            name=write.view.words.sector(sector),
            profile=profile,
            partners=partners,
            works_on=[_outcome(release, outcome) for outcome in works_on],
            series=_series(write.view, SECTOR, sector),
        )


def _partner_pages(write: _Writer) -> Iterator[Page]:
    release = write.view.edition.release
    for partner in release.partners:
        yield write(
            "partner.jinja",
            places.partner_page(partner.id),
            partner=partner,
            works_on=[_outcome(release, outcome) for outcome in partner.works_on],
            series=_series(write.view, PARTNER, partner.id),
        )


def _series(view: View, by: str, code: str) -> list[Series]:
    """One group's column of every table by this thing alone."""
    tables = [table for table in view.edition.tables.values() if table.by == (by,)]
    seen = [(table, view.column(table.id, code)) for table in tables]
    return [Series(one, _line(view, table, code)) for table, one in seen if one is not None]


def _line(view: View, table: PublicTable, code: str) -> str:
    key = ("line", view.edition.id, table.id, code)
    return view.kept.once(key, lambda: _drawn(view, table, code))


def _drawn(view: View, table: PublicTable, code: str) -> str:
    with unchecked():
        chart = public_line(table, code, look=replace(LINE, words=view.words.in_charts))
    return draw(chart, view.words, view.kept)


def _release(write: _Writer, view: View) -> Page:
    edition, site, words = view.edition, write.site, view.words
    release, path = edition.release, places.release_page(edition.id)
    linked = dataset(
        edition,
        write.place(path),
        words,
        tables=edition.tables.values(),
        name=f"{release.partnership.name}, {release.id}",
        description=words.say("Published figures of a partnership, with what is hidden and why."),
        address=site.address,
    )
    return write(
        "release.jinja",
        path,
        edition=release,
        manifest=edition.manifest_sha256,
        amended_by=[e.release for e in site.editions if e.release.amends == release.id],
        goals=view.goals(),
        current={released.goal.id for released in site.newest.release.goals},
        by_metric=[
            (metric, [view.shown(e.id) for e in release.tables if e.metric == metric.id])
            for metric in release.metrics
        ],
        corrected=corrections_of(edition, release.corrections, words),
        citation=citation(edition, words, site.address),
        bibtex=bibtex(edition, site.address),
        linked=linked,
        card=places.card_file(release.id, words.code),
        bundle=_bundle(release),
        folder=path.removesuffix("index.html"),
    )
