"""Lists of submissions, and one of them with its receipt and what may be done with it."""

from collections.abc import Sequence

import streamlit as st

from shared_metrics import people
from shared_metrics.agenda.model import Person
from shared_metrics.desk import Desk, acts, questions
from shared_metrics.submissions import State, Submission
from shared_metrics.web.data_io import desk_of_now, the_desk
from shared_metrics.web.panels.agreements import mark_withdrawn
from shared_metrics.web.panels.changes import show_changes
from shared_metrics.web.panels.findings import show_findings
from shared_metrics.web.panels.receipt import receipt_of, show_receipt
from shared_metrics.web.plain_errors import shown_plainly
from shared_metrics.web.wording import STATE_WORDS, count_words, moment_words, plain


def name_of(partner_id: str) -> str:
    """A partner's name, or the backbone's."""
    partnership = the_desk().partnership
    partner = partnership.partner_by_id.get(partner_id)
    return partner.name if partner else partnership.backbone_name


def person_name(email: str) -> str:
    """Somebody's name, also when they have left; for an upload link its label."""
    return the_desk().called(email)


def title_of(one: Submission) -> str:
    """`Workforce placements, March 2026`."""
    title = the_desk().definitions.contract(one.contract).title
    return f"{title}, {one.period.label}" if one.period else title


def submission_then(desk: Desk, person: Person, submission_id: str) -> Submission:
    """One submission on the day the page shows; says so and stops where it came later."""
    found = questions.submission(desk_of_now(), person, submission_id)
    if desk.known_on is not None and desk.day_of(found.submitted_at) > desk.known_on:
        st.info("This file had not been sent yet on that day.")
        st.stop()
    return questions.submission(desk, person, submission_id)


def show_list(sent: Sequence[Submission], *, whose: bool = False) -> None:
    """One row a submission, newest first."""
    desk = the_desk()
    st.dataframe(
        [
            ({"Partner": name_of(one.partner)} if whose else {})
            | {
                "What": desk.definitions.contract(one.contract).title,
                "Period": one.period.label if one.period else "",
                "Sent": moment_words(one.submitted_at, desk.time_zone),
                "By": person_name(one.submitted_by),
                "Rows": "nothing to report" if one.nothing_to_report else f"{one.rows:,}",
                "State": STATE_WORDS[one.state],
            }
            for one in sent
        ],
        hide_index=True,
        column_config={
            "Rows": st.column_config.TextColumn(width="small"),
            "State": st.column_config.TextColumn(width="medium"),
        },
        height=min(38 + 35 * len(sent), 390),
        alt=f"{count_words(len(sent), 'file')} sent",
    )


def choose_submission(sent: Sequence[Submission], asked: str | None) -> Submission:
    """The one to look at: the one a link asked for, else the newest."""
    by_id = {one.id: one for one in sent}
    chosen = st.selectbox(
        "File",
        list(by_id),
        index=list(by_id).index(asked) if asked in by_id else 0,
        format_func=lambda one_id: _label(by_id[one_id]),
    )
    return by_id[chosen]


def _label(one: Submission) -> str:
    when = moment_words(one.submitted_at, the_desk().time_zone)
    return f"{title_of(one)} · sent {when} · {STATE_WORDS[one.state].lower()}"


def show_one(one: Submission, person: Person) -> None:
    """Where it stands, why, what it changed, its receipt."""
    desk = the_desk()
    if one.state is State.RETURNED:
        st.warning(
            f"Returned by {plain(person_name(one.decided_by or ''))}: "
            f"“{plain(one.decision_reason or '')}”"
        )
    waits = one.state is State.PASSED and desk.known_on is None
    if waits and people.can_withdraw(person, one, desk.partnership):
        _offer_to_withdraw(one, person)
    mark_withdrawn(one, person)
    with st.container(border=True):
        show_receipt(receipt_of(one))
    moved = questions.changes(desk, person, one)
    if moved:
        st.subheader("What it changes", anchor=False)
        show_changes(moved)
    if one.findings:
        titles = {c.name: c.title for c in desk.definitions.contract(one.contract).columns}
        show_findings(one.findings, titles)


def _offer_to_withdraw(one: Submission, person: Person) -> None:
    desk = the_desk()
    with st.popover("Withdraw this file"):
        st.write("The backbone has not decided yet. You can send another file afterwards.")
        if st.button("Yes, withdraw it", key=f"withdraw_{one.id}"):
            with shown_plainly():
                acts.withdraw(desk, one.id, actor=person, now=desk.now())
                st.rerun()
