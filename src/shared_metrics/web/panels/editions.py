"""What an edition says, for anybody: its goals in words, their lines, figures, how it is known.

Everything comes from the edition; nothing is measured. The words are those of the public site.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from typing import Any

import streamlit as st

from shared_metrics.charts import Look, public_panels, public_progress_chart
from shared_metrics.releases import Edition, Release
from shared_metrics.site.corrections import CorrectionShown, corrections_of
from shared_metrics.site.goals import GoalShown, View
from shared_metrics.site.kept import Kept
from shared_metrics.site.pages import chosen_goals
from shared_metrics.site.tables import Shown
from shared_metrics.site.words import FIRST, words_of
from shared_metrics.web.data_io import Chart, chart_spec
from shared_metrics.web.navigation import link
from shared_metrics.web.panels.goals import draw, show_badge, show_definition
from shared_metrics.web.panels.setbacks import show_setbacks
from shared_metrics.web.wording import count_words, plain

MOST_PANELS = 12
PANELS_IN_A_ROW = 3
PANEL = Look(width=230, height=110, ticks=3)
_NO_FIGURE = ("suppressed", "not_reported")
PUBLIC_SITE = "/public/"


def view_of(edition: Edition) -> View:
    """An edition in the words of its public pages."""
    return View(edition, words_of(FIRST, edition.release.partnership.language), Kept(None))


def release_line(release: Release) -> str:
    """`R14: data to Mar 2026, published 22 Apr 2026`."""
    words = words_of(FIRST)
    day = words.short_day(release.published_on)
    return f"{release.id}: data to {words.month(release.data_to)}, published {day}"


def show_edition_line(edition: Edition) -> None:
    """Which edition this is, why it was amended, and where all of it stands."""
    release = edition.release
    st.markdown(f"**{release_line(release)}**")
    if release.amends:
        st.markdown(f"It takes the place of {release.amends}: {plain(release.reason or '')}")
    st.markdown(
        f"A release is frozen: it reads the same until the next one. [All releases, groups, "
        f"downloads and the report card, also in Spanish]({PUBLIC_SITE})"
    )


def show_first(view: View) -> None:
    """One chart, of the goal that is told first."""
    for goal in chosen_goals(view.goals())[:1]:
        st.subheader(plain(goal.title), anchor=False)
        show_line(view, goal)


def show_overview(view: View, page: str) -> None:
    """One card a goal, by outcome: what is said, the status, and a door to more on a page."""
    goals = view.goals()
    for outcome in view.edition.release.outcomes:
        mine = [goal for goal in goals if goal.released.goal.outcome == outcome.id]
        if not mine:
            continue
        st.header(plain(outcome.title))
        st.markdown(plain(outcome.statement))
        for goal in mine:
            with st.container(border=True, key=f"released_{goal.id}"):
                words, word, door = st.columns([6, 2, 1.5], vertical_alignment="center")
                words.markdown(f"**{plain(goal.title)}**  \n{plain(sentences(goal))}")
                with word:
                    show_word(goal)
                with door:
                    link(page, "See more", goal=goal.id)


def sentences(goal: GoalShown) -> str:
    """Everything that is said of a goal in words."""
    parts = (goal.now, goal.path, goal.aim, goal.later)
    return " ".join(part for part in parts if part)


def show_word(goal: GoalShown) -> None:
    """Its status in a word; the colour says nothing on its own."""
    show_badge(goal.released.word)
    if goal.released.provisional:
        st.badge("Provisional", color="gray")


def show_goal(view: View, goal: GoalShown) -> None:
    """One goal: words, line, figures, what got in the way, groups, corrections, how it is known."""
    release = view.edition.release
    agreed = goal.released.goal
    st.header(plain(goal.title))
    st.markdown(
        f"{plain(agreed.population.who)}, {plain(agreed.population.where)} · {plain(agreed.owner)}"
    )
    show_word(goal)
    st.markdown(f"**{plain(sentences(goal))}**")
    show_facts(goal)
    if goal.coverage:
        st.markdown(plain(goal.coverage))
    show_line(view, goal)
    if goal.table is not None:
        show_figures(view.edition, goal.table, "The figures")
    answers = [(one.setback, one.adaptations) for one in goal.released.setbacks]
    for change in goal.released.changes:
        when = view.words.day(change.on)
        st.markdown(f"The goal was changed on {when}: {plain(change.why)}")
    show_setbacks(answers, release.published_on)
    show_groups(view, goal)
    _show_what_changed(view, goal)
    public = goal.released.baseline_is_public
    show_definition(goal.metric, agreed, baseline=public, note=goal.released.source_note)


def show_facts(goal: GoalShown, across: int = 4) -> None:
    """The goal's numbers, of equal height, so many in a row."""
    rows = [goal.facts[first : first + across] for first in range(0, len(goal.facts), across)]
    cells = [
        (column, fact)
        for row in rows
        for column, fact in zip(st.columns(len(row)), row, strict=True)
    ]
    for column, fact in cells:
        label = f"{fact.name}, {fact.when}"
        column.metric(plain(label), plain(fact.number), border=True, height="stretch")


def show_line(view: View, goal: GoalShown) -> None:
    """The goal's published line under its path; a gap where a figure is hidden."""
    table = view.edition.tables.get(goal.released.table or "")
    if table is None:
        st.markdown("No figures of the whole partnership are published for this goal.")
        return
    look = replace(Look(), words=view.words.in_charts, baseline=goal.released.baseline_is_public)
    spec = chart_spec(
        "released",
        lambda: public_progress_chart(table, goal.released.goal, goal.setbacks, look),
        view.edition.manifest_sha256,
        goal.id,
    )
    draw(spec, view.alternative(goal))


def show_figures(edition: Edition, seen: Shown, heading: str) -> None:
    """A table behind a line of words, and the file of it."""
    with st.expander(plain(heading)):
        show_table(seen)
        st.download_button(
            "CSV",
            edition.tables[seen.id].as_csv(),
            file_name=f"{edition.id}-{seen.id}.csv",
            mime="text/csv",
            key=f"csv_{edition.id}_{seen.id}",
            on_click="ignore",
        )


def show_table(seen: Shown) -> None:
    """Periods down, groups across; a word where there is no number."""
    st.table(
        [
            dict(zip(seen.heads, map(plain, one.heads), strict=True))
            | {
                plain(column): plain(figure.words) + (" (older figure)" if figure.pending else "")
                for column, figure in zip(seen.columns, one.figures, strict=True)
            }
            for one in seen.lines
        ],
        border="horizontal",
        hide_index=True,
        alt=f"{seen.metric.title}, {seen.title}",
    )
    if seen.pending:
        st.caption(
            f"{count_words(seen.pending, 'older figure').capitalize()} "
            f"{'is' if seen.pending == 1 else 'are'} shown, because the new one would tell a "
            "small number."
        )


def show_groups(view: View, goal: GoalShown) -> None:
    """The metric by sector or another group, one at a time: a small panel each, and the table."""
    there = {t: view.shown(t) for t in goal.released.groups if t in view.edition.tables}
    if not there:
        return
    st.header("By group")
    chosen = st.selectbox(
        "Which groups?",
        list(there),
        format_func=lambda table: _capitalized(there[table].title),
        key=f"groups_{goal.id}",
    )
    seen = there[chosen]
    if len(seen.by) == 1 and 0 < len(seen.columns) <= MOST_PANELS:
        _draw_groups(view, seen)
    show_figures(view.edition, seen, f"The figures {seen.title}")


def _capitalized(words: str) -> str:
    return words[:1].upper() + words[1:]


def _draw_groups(view: View, seen: Shown) -> None:
    """A chart for each group, three in a row; on a narrow screen one below the other."""
    table = view.edition.tables[seen.id]
    names = {code: view.name_of(seen.id, code) for code in table.groups}
    look = replace(PANEL, words=view.words.in_charts)
    panels = cache(lambda: public_panels(table, names, look))
    for first in range(0, len(seen.columns), PANELS_IN_A_ROW):
        row = seen.columns[first : first + PANELS_IN_A_ROW]
        for name, place in zip(row, st.columns(PANELS_IN_A_ROW), strict=False):
            key = (view.edition.manifest_sha256, seen.id, name)
            with place:
                st.markdown(f"**{plain(name)}**")
                spec = chart_spec("released group", partial(_panel, panels, name), *key)
                draw(_as_it_is(spec), _panel_words(seen, name), width="content")
    if any(figure.status in _NO_FIGURE for line in seen.lines for figure in line.figures):
        st.caption(
            "A small square at the bottom stands where a figure is hidden to protect people, or "
            "was not reported."
        )


def _as_it_is(spec: dict[str, Any]) -> dict[str, object]:
    """As large as it was drawn, not squeezed to fit; its marks without words of their own."""
    silent = spec["config"] | {"mark": {"aria": False}}
    return spec | {"autosize": {"type": "pad"}, "config": silent}


def _panel(panels: Callable[[], Mapping[str, Chart]], name: str) -> Chart:
    return panels()[name]


def _panel_words(seen: Shown, name: str) -> str:
    """The oldest and the newest figure, for those who do not see the panel."""
    at = seen.columns.index(name)
    told = [f"{line.heads[0]} {line.figures[at].words}" for line in seen.lines]
    ends = dict.fromkeys((told[-1], told[0])) if told else ()
    return f"{seen.metric.title}, {name}: {', '.join(ends)}."


def _show_what_changed(view: View, goal: GoalShown) -> None:
    """Corrections and withdrawals of the goal's metric in this edition."""
    edition = view.edition
    of_metric = [
        one
        for one in edition.release.corrections
        if one.table in edition.tables and edition.tables[one.table].metric.id == goal.metric.id
    ]
    withdrawn = [w for w in edition.release.withdrawals if w.contract == goal.metric.contract]
    if not (of_metric or withdrawn):
        return
    st.header("Corrections")
    show_corrections(corrections_of(edition, of_metric, view.words))
    for one in withdrawn:
        st.markdown(
            f"{plain(one.contract_name)}, {plain(one.span)}: taken back on "
            f"{view.words.day(one.on)}: “{plain(one.note)}”"
        )


def show_corrections(
    corrections: Sequence[CorrectionShown], most: int = 20, *, was: str = "Was", now: str = "Now"
) -> None:
    """Figures that read otherwise than in the edition before, each with its note.

    `was`, `now`: what the two columns are called.
    """
    if not corrections:
        return
    st.table(
        [
            {
                "Figure": plain(f"{one.metric}, {', '.join((one.period, *one.groups))}"),
                plain(was): plain(one.was),
                now: plain(one.now),
                "Why": plain(one.note),
            }
            for one in corrections[:most]
        ],
        border="horizontal",
        hide_index=True,
        alt="Published figures that read otherwise than before",
    )
    if len(corrections) > most:
        st.caption(f"The first {most} of {len(corrections):,}.")
