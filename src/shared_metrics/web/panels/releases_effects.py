"""What a draft does to readers: what is hidden and why, what reads otherwise, how it reads."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from shared_metrics.agenda.publication import PUBLIC
from shared_metrics.desk.questions.releases import Draft
from shared_metrics.progress import share_text
from shared_metrics.releases import HidingRules
from shared_metrics.releases.difference import TableDifference
from shared_metrics.site.corrections import corrections_of
from shared_metrics.site.goals import View
from shared_metrics.site.tables import Shown
from shared_metrics.web.panels.editions import (
    sentences,
    show_corrections,
    show_line,
    show_word,
    view_of,
)
from shared_metrics.web.wording import count_words, list_words, plain

NAMED = 4  # groups or periods, before the rest is only counted
Row = Mapping[str, Any]


def show_hidden(draft: Draft) -> None:
    """Per table: how many figures readers do not get, where, and why."""
    view, rules = view_of(draft.edition), draft.edition.release.rules
    reports: Sequence[Row] = draft.hidden[PUBLIC]["tables"]
    figures = sum(one["figures"] for one in reports)
    hidden = sum(one["hidden"] for one in reports)
    share = f" ({share_text(hidden / figures)})" if hidden else ""
    st.markdown(f"**{hidden:,} of {figures:,} figures are hidden{share}.**")
    touched = [one for one in reports if one["hidden"] or one["pending"]]
    held_back = any(one["pending"] for one in touched)
    _say_headlines(view, touched)
    if touched:
        st.table(
            [_told(one, view.shown(one["table"]), rules, held_back=held_back) for one in touched],
            border="horizontal",
            hide_index=True,
            alt="Hidden figures by table",
        )
    if held_back:
        st.caption(
            "Held back: an older figure stays, because the new one would tell a small number."
        )
    whole = len(reports) - len(touched)
    if whole:
        st.markdown(f"{count_words(whole, 'table').capitalize()} shown whole.")
    _show_other_audiences(draft)


def _say_headlines(view: View, touched: Sequence[Row]) -> None:
    """A figure of the whole partnership that is hidden stands out: it costs readers most."""
    for one in touched:
        seen = view.shown(one["table"])
        if seen.by or not one["hidden"]:
            continue
        lines = [line.heads[0] for line in seen.lines if line.figures[0].status == "suppressed"]
        st.warning(
            f"A headline is hidden: {plain(seen.metric.title)}, {plain(seen.title)}, "
            f"{plain(_shortened(lines))}."
        )


def _told(report: Row, seen: Shown, rules: HidingRules, *, held_back: bool) -> dict[str, str]:
    hidden, figures = report["hidden"], report["figures"]
    pending = {"Held back": _count(report["pending"])} if held_back else {}
    return {
        "Table": plain(f"{seen.metric.title}, {seen.title}"),
        "Figures": f"{figures:,}",
        "Hidden": _count(hidden),
        "Share": share_text(hidden / figures) if hidden else "–",
        **pending,
        "Why": plain(_reasons(report, rules)),
        "Where": plain(_places(seen)),
    }


def _count(number: int) -> str:
    return f"{number:,}" if number else "–"


def _reasons(report: Row, rules: HidingRules) -> str:
    """`6 fewer than 11 people, 9 to protect others`."""
    words = {
        "small": f"fewer than {rules.threshold} people",
        "few_contributors": f"fewer than {rules.min_contributors} partners",
        "dominated": "nearly all from one partner",
        "to_protect_others": "to protect others",
    }
    why = report.get("reasons", {})
    order = [one for one in dict.fromkeys([*words, *why]) if one in why]
    return list_words(f"{why[one]:,} {words.get(one, one)}" for one in order)


def _places(seen: Shown) -> str:
    """The groups with most hidden, or the periods when there are no groups."""
    if not seen.by:
        hidden = [line.heads[0] for line in seen.lines if line.figures[0].status == "suppressed"]
        return _shortened(hidden)
    counts = {
        column: sum(line.figures[at].status == "suppressed" for line in seen.lines)
        for at, column in enumerate(seen.columns)
    }
    most = sorted((name for name in counts if counts[name]), key=lambda name: -counts[name])
    return _shortened([f"{name} ({counts[name]:,})" for name in most])


def _shortened(words: Sequence[str]) -> str:
    rest = len(words) - NAMED
    return list_words([*words[:NAMED], *([f"{rest:,} more"] if rest > 0 else [])])


def _show_other_audiences(draft: Draft) -> None:
    for audience, report in draft.hidden.items():
        if audience != PUBLIC:
            hidden = sum(one["hidden"] for one in report["tables"])
            st.markdown(
                f"For {plain(_audience(audience))}: {count_words(hidden, 'figure')} hidden."
            )


def _audience(audience: str) -> str:
    return "the partners" if audience == "partners" else f"the {audience.replace(':', ' ')}"


def show_difference(draft: Draft) -> None:
    """New figures, figures that read otherwise (was, now), figures that are hidden from now on."""
    if draft.before is None:
        st.markdown("This is the first release: everything in it is new.")
        return
    view, release = view_of(draft.edition), draft.edition.release
    changed = [one for one in draft.changes if one.new or one.corrected or one.gone]
    new, gone = (sum(getattr(one, name) for one in changed) for name in ("new", "gone"))
    otherwise = count_words(len(release.corrections), "figure reads", "figures read")
    hidden_now = count_words(gone, "figure is", "figures are")
    st.markdown(
        f"Against {draft.before.id}: **{count_words(new, 'new figure')}**, **{otherwise} otherwise "
        f"than before**, {hidden_now} no longer shown."
    )
    if changed:
        with st.expander("Table by table"):
            st.table(
                [_change(one, view) for one in changed],
                border="horizontal",
                hide_index=True,
                alt=f"What changes against {draft.before.id}, by table",
            )
    show_corrections(corrections_of(draft.edition, release.corrections, view.words))


def _change(one: TableDifference, view: View) -> dict[str, str]:
    known = one.table in view.edition.tables
    seen = view.shown(one.table) if known else None
    name = f"{seen.metric.title}, {seen.title}" if seen else one.table
    more = " (a new table)" if one.is_new else "" if known else " (no longer published)"
    return {
        "Table": f"{plain(name)}{more}",
        "New": f"{one.new:,}",
        "Read otherwise": f"{one.corrected:,}",
        "No longer shown": f"{one.gone:,}",
    }


def show_preview(draft: Draft) -> None:
    """Every goal as readers will read it; the line of the one that is chosen."""
    view = view_of(draft.edition)
    goals = {goal.id: goal for goal in view.goals()}
    for goal in goals.values():
        words, word = st.columns([6, 2], vertical_alignment="center")
        words.markdown(f"**{plain(goal.title)}**  \n{plain(sentences(goal))}")
        with word:
            show_word(goal)
    if goals:
        chosen = st.selectbox(
            "The chart of",
            list(goals),
            format_func=lambda goal_id: goals[goal_id].title,
            key="preview_goal",
        )
        show_line(view, goals[chosen])
