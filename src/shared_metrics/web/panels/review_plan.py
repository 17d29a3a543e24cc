"""Preparing a review: the agenda as it would be now, the chair's order, the analyst's sheet."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

import streamlit as st

from shared_metrics.agenda.model import Person
from shared_metrics.desk import acts
from shared_metrics.desk.kept_records import KeptRecord
from shared_metrics.desk.questions import reviewing as questions
from shared_metrics.desk.questions.expected import Expected
from shared_metrics.desk.questions.preparation import preparation
from shared_metrics.desk.questions.reviewing import ReviewShown
from shared_metrics.people import can_run_review
from shared_metrics.reviews import AgendaItem, Review
from shared_metrics.site.review_items import KINDS
from shared_metrics.submissions import Submission
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.navigation import link
from shared_metrics.web.panels.releases_work import begin
from shared_metrics.web.panels.review_items import show_agenda
from shared_metrics.web.panels.sent import name_of, title_of
from shared_metrics.web.panels.what_happened import ask_what_happened
from shared_metrics.web.plain_errors import shown_plainly
from shared_metrics.web.wording import day_words, plain

MOVES = ((":material/arrow_upward:", -1, "up"), (":material/arrow_downward:", 1, "down"))
Kept = KeptRecord[Review]


def show_next_steps(seen: Kept, person: Person) -> None:
    """What opening means, and the button for it."""
    st.write(
        "Opening it freezes the figures and the agenda. From then on all partners may read them, "
        "and what comes in later changes nothing in this review."
    )
    if can_run_review(person) and st.button("Open the review", type="primary"):
        begin(
            "The figures of the review are being frozen",
            lambda: acts.open_review(the_desk(), seen.id, actor=person, now=the_desk().now()),
        )


def look_at(seen: Kept, person: Person) -> ReviewShown | None:
    """The agenda as it would be now; drawn up in the background, once for each change."""
    shown = questions.review_planned_before(the_desk(), person, seen.id)
    if shown is None and not can_run_review(person):
        st.write("An analyst or the chair draws up the agenda.")
        return None
    if shown is None:
        begin(
            "The agenda is being drawn up",
            lambda: questions.review_planned(the_desk(), person, seen.id),
        )
        st.stop()
    return shown


def arrange(shown: ReviewShown, person: Person) -> None:
    """The agenda, each item with its buttons; goals and points of one's own can be added."""
    st.header("Agenda")
    if not can_run_review(person):
        show_agenda(shown.items)
        return
    for place, item in enumerate(shown.items):
        _show_one(shown, place, item, person)
    if not shown.items:
        show_agenda(())
    _offer_to_add(shown, person)
    _offer_to_bring_back(shown, person)


def _show_one(shown: ReviewShown, place: int, item: AgendaItem, person: Person) -> None:
    with st.container(border=True, key=f"item_{place}"):
        words, *buttons = st.columns([8, 0.8, 0.8, 0.8], vertical_alignment="center")
        said = plain(item.says[0]) if item.says else ""
        words.markdown(f"**{place + 1}. {plain(item.title)}** · {KINDS[item.kind]}  \n{said}")
        for button, (icon, by, way) in zip(buttons, MOVES, strict=False):
            is_end = not 0 <= place + by < len(shown.items)
            told = f"Move “{item.title}” {way}"
            if button.button("", icon=icon, key=f"{way}_{place}", disabled=is_end, help=told):
                _keep(shown, person, order=_moved(shown.items, place, by))
        take_off = f"Take “{item.title}” off the agenda"
        if buttons[-1].button("", icon=":material/close:", key=f"off_{place}", help=take_off):
            _take_off(shown, person, item)


def _moved(items: Sequence[AgendaItem], place: int, by: int) -> list[str]:
    keys = [item.key for item in items]
    keys[place], keys[place + by] = keys[place + by], keys[place]
    return keys


def _take_off(shown: ReviewShown, person: Person, item: AgendaItem) -> None:
    added = [one for one in shown.review.added if one.key != item.key]
    was_added = len(added) < len(shown.review.added)
    removed = shown.review.removed if was_added else (*shown.review.removed, item.key)
    _keep(shown, person, removed=removed, added=added)


def _offer_to_add(shown: ReviewShown, person: Person) -> None:
    there = {item.goal for item in shown.items if item.kind in ("status", "goal")}
    goals = {item.key: item for item in shown.frozen.goals if item.goal not in there}
    left, right = st.columns(2)
    with left.form("add_goal", clear_on_submit=True, border=False):
        key = st.selectbox(
            "Another goal", list(goals), format_func=lambda k: goals[k].title, index=None
        )
        if st.form_submit_button("Add the goal") and key:
            _keep(shown, person, added=(*shown.review.added, goals[key]))
    with right.form("add_own", clear_on_submit=True, border=False):
        words = st.text_input("A point of your own")
        if st.form_submit_button("Add the point"):
            with shown_plainly():
                _keep(shown, person, added=(*shown.review.added, acts.own_item(words)))


def _offer_to_bring_back(shown: ReviewShown, person: Person) -> None:
    gone = [item for item in shown.frozen.items if item.key in shown.review.removed]
    for item in gone:
        if st.button(f"Bring back “{plain(item.title)}”", key=f"back_{item.key}", type="tertiary"):
            left = [key for key in shown.review.removed if key != item.key]
            _keep(shown, person, removed=left)


def _keep(
    shown: ReviewShown,
    person: Person,
    *,
    order: Iterable[str] | None = None,
    removed: Iterable[str] | None = None,
    added: Iterable[AgendaItem] | None = None,
) -> None:
    """The agenda in another arrangement; somebody else's change meanwhile is said."""
    before = shown.review
    changed = replace(
        before,
        order=before.order if order is None else tuple(order),
        removed=before.removed if removed is None else tuple(removed),
        added=before.added if added is None else tuple(added),
    )
    with shown_plainly():
        acts.arrange_review(
            the_desk(),
            shown.kept,
            order=changed.order,
            removed=changed.removed,
            added=changed.added,
            actor=person,
            now=the_desk().now(),
        )
        st.rerun()


def show_preparation(person: Person) -> None:
    """Names and reasons, for the analyst's eyes: nothing of it is frozen or shown to the room."""
    sheet = preparation(the_desk(), person)
    st.header("Preparation sheet")
    st.caption("For the backbone alone. The room sees how complete figures are, never whose.")
    _show_missing("Still missing", sheet.late)
    _show_missing("Returned, not sent again yet", sheet.returned)
    _show_sent("Nothing to report", sheet.nothing)
    _show_sent("Unusual figures, with the reason given", sheet.unusual)
    _show_sent("Accepted by who sent it", sheet.alone)
    for goal in the_desk().agenda.goals:
        ask_what_happened(the_desk(), person, goal)


def _show_missing(words: str, cells: Sequence[Expected]) -> None:
    if not cells:
        return
    st.markdown(f"**{words}**")
    for one in cells:
        title = the_desk().definitions.contract(one.cell.contract).title
        st.markdown(
            f"- {plain(name_of(one.cell.partner))}: {plain(title)}, {one.cell.period.label}"
        )


def _show_sent(words: str, sent: Sequence[Submission]) -> None:
    if not sent:
        return
    st.markdown(f"**{words}**")
    for one in sent:
        link("submission", f"{plain(name_of(one.partner))}: {plain(title_of(one))}", id=one.id)
        for reason in one.reasons.values():
            st.markdown(f"“{plain(reason)}”")


def offer_to_move(seen: Kept, person: Person) -> None:
    """Another day or title, or no meeting at all."""
    if not can_run_review(person):
        return
    with st.expander("Another day, another title, or call it off"):
        with st.form("move_review", border=False):
            title = st.text_input("What is it called?", value=seen.thing.title)
            on = st.date_input("On which day?", value=seen.thing.on, format="YYYY-MM-DD")
            asked = st.form_submit_button("Change it")
        how = {"actor": person, "now": the_desk().now()}
        with shown_plainly():
            if asked and isinstance(on, dt.date):
                acts.move_review(the_desk(), seen, title=title, on=on, **how)  # type: ignore[arg-type]  # who and when
                st.rerun()
            if st.button("Call it off"):
                acts.call_off_review(the_desk(), seen, **how)  # type: ignore[arg-type]  # as above
                st.rerun()


def opening_line(review: Review) -> str:
    """`Next review: Autumn review, 3 October 2026`."""
    return f"{plain(review.title)}, {day_words(review.on)}"
