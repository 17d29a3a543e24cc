"""A draft: what stops it, what to know, and publishing or discarding it."""

from collections.abc import Sequence

import streamlit as st

from shared_metrics import people
from shared_metrics.agenda.model import Person
from shared_metrics.desk import acts
from shared_metrics.desk.questions.releases import Draft
from shared_metrics.releases.checklist import ChecklistItem, errors_in
from shared_metrics.releases.states import ReleaseRow
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.navigation import link
from shared_metrics.web.panels.releases_work import begin
from shared_metrics.web.plain_errors import shown_plainly
from shared_metrics.web.site_keeper import running_keeper
from shared_metrics.web.wording import count_words, day_words, moment_words, plain

TO_DO = {  # where the page has another way than the command line
    "trail_broken": "Tell whoever runs this installation; publish nothing until it is understood.",
    "note_missing": "Prepare it again below, with a note for the public.",
    "agreement_ending": "Its agreement stands on the partner's page.",
}
DOORS = {
    "files_waiting": ("inbox", "Open the inbox"),
    "agreement_ending": ("partners", "Open the partners"),
    "coverage_incomplete": ("reported", "See who has reported"),
}


def show_draft_heading(row: ReleaseRow) -> None:
    """Which draft, up to when, by whom, why."""
    desk = the_desk()
    st.header(f"Draft of {row.id}")
    when = moment_words(row.prepared_at, desk.time_zone)
    st.markdown(
        f"Figures up to {day_words(row.data_to)}. Prepared by {plain(desk.called(row.prepared_by))}"
        f" on {when}; nobody outside sees it."
    )
    if row.amends:
        st.markdown(f"It amends {row.amends}. Everybody will read: “{plain(row.reason or '')}”")
    elif row.note:
        st.markdown(f"Everybody will read: “{plain(row.note)}”")


def show_checklist(draft: Draft) -> None:
    """What stops it first, each with what to do; then what to know."""
    stopping = errors_in(draft.checklist)
    knowing = [item for item in draft.checklist if item not in stopping]
    if stopping:
        count = count_words(len(stopping), "thing")
        st.error(f"{count.capitalize()} to settle before it can be published.")
        _show_items(stopping)
    elif not knowing:
        st.success("The checklist is clear: it can be published.")
    else:
        st.success("Nothing stops it. Know this before you publish:")
    if knowing:
        with st.expander(f"{len(knowing)} to know", expanded=not stopping):
            _show_items(knowing)


def _show_items(items: Sequence[ChecklistItem]) -> None:
    for code in dict.fromkeys(item.code for item in items):
        same = [item for item in items if item.code == code]
        said = "\n".join(f"- {plain(item.message)}" for item in same)
        label = "**What to do:** " if same[0].level == "error" else ""
        st.markdown(f"{said}\n\n  {label}{plain(TO_DO.get(code, same[0].hint))}")
        if code in DOORS:
            link(*DOORS[code])


def offer_to_publish(draft: Draft, person: Person) -> None:
    """The button, or why it is off; then what publishing means."""
    row, desk = draft.row, the_desk()
    mine = people.prepared_by(person, row)
    allowed = people.can_publish_release(person, desk.partnership, row)
    if mine and not allowed:
        st.markdown(
            f"You prepared {row.id}, so somebody else publishes it: another analyst or the chair."
        )
    with st.container(horizontal=True, key="publish_or_discard"):
        with st.popover(
            f"Publish {row.id}", type="primary", disabled=not (draft.may_be_published and allowed)
        ):
            _confirm(row, person, alone=mine)
        with st.popover("Discard"):
            st.write("The draft goes; nothing that is public changes.")
            if st.button("Yes, discard it", key="discard"):
                _discard(row, person)


def _confirm(row: ReleaseRow, person: Person, *, alone: bool) -> None:
    st.write(
        f"From then on anybody can read {row.id}. It can be amended, but never taken back: what "
        "was read stays read."
    )
    reason = None
    if alone:
        reason = st.text_input(
            "You prepared it yourself. Why do you publish it alone?", key="publish_reason"
        )
    silent = alone and not (reason or "").strip()
    if st.button("Yes, publish it", key="publish", type="primary", disabled=silent):
        _publish(row, person, reason)


def _publish(row: ReleaseRow, person: Person, reason: str | None) -> None:
    desk = the_desk()

    def publish() -> None:
        acts.publish_release(desk, row.id, actor=person, now=desk.now(), reason=reason or None)
        keeper = running_keeper()
        if keeper is not None:
            keeper.look_now()

    begin(f"The proof of {row.id} is checked once more, then it is published", publish)


def _discard(row: ReleaseRow, person: Person) -> None:
    desk = the_desk()
    with shown_plainly():
        acts.discard_release(desk, row.id, actor=person, now=desk.now())
        st.toast(f"The draft of {row.id} is gone.")
        st.rerun()
