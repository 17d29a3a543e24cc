"""One thing to send: what, when, how it stands, and the button that starts it."""

import datetime as dt

import streamlit as st

from shared_metrics import people
from shared_metrics.agenda.model import Person
from shared_metrics.desk import questions
from shared_metrics.desk.questions import Expected, Standing
from shared_metrics.periods import Period
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.navigation import go, link
from shared_metrics.web.wording import count_words, day_words, moment_words, plain

BADGES = {
    Standing.DUE: ("Due", "blue"),
    Standing.LATE: ("Late", "orange"),
    Standing.RETURNED: ("Returned", "violet"),
    Standing.WAITING: ("Waiting", "gray"),
    Standing.ACCEPTED: ("Reported", "green"),
    Standing.NOTHING_TO_REPORT: ("Nothing to report", "green"),
}


def due_words(one: Expected, today: dt.date) -> str:
    """When it is due, said kindly: late is a state, never a fault."""
    if one.standing is Standing.LATE:
        return f"It was due on {day_words(one.due)}. You can still send it."
    left = one.days_left(today)
    if left < 0:
        return f"It was due on {day_words(one.due)}; it can be sent until {day_words(one.closes)}."
    if left == 0:
        return "It is due today."
    return f"Due on {day_words(one.due)}, in {count_words(left, 'day')}."


def show_due(one: Expected, person: Person) -> None:
    """A card with the state, the day, and what to do next."""
    desk = the_desk()
    contract = desk.definitions.contract(one.cell.contract)
    label, colour = BADGES[one.standing]
    key = f"due_{one.cell.contract}_{one.cell.period.text}"
    with st.container(border=True, key=key):
        words, doors = st.columns([3, 1], vertical_alignment="center")
        with words:
            st.subheader(f"{one.cell.period.label}: {plain(contract.title)}", anchor=False)
            st.badge(label, color=colour)  # type: ignore[arg-type]  # one of Streamlit's names
            st.markdown(_news(one, person))
        if one.standing is not Standing.WAITING and person.partner:
            with doors:
                _doors(one, person)


def _news(one: Expected, person: Person) -> str:
    desk = the_desk()
    if one.standing not in (Standing.RETURNED, Standing.WAITING) or one.submission is None:
        return due_words(one, desk.today())
    sent = questions.submission(desk, person, one.submission)
    when = moment_words(sent.submitted_at, desk.time_zone)
    if one.standing is Standing.WAITING:
        return f"Sent on {when}. The backbone has not decided yet."
    return f"Sent on {when}, returned: “{plain(sent.decision_reason or '')}”"


def _doors(one: Expected, person: Person) -> None:
    desk = the_desk()
    contract = desk.definitions.contract(one.cell.contract)
    if people.can_submit(person, contract, one.cell.partner, desk.partnership):
        key = f"send_{contract.id}_{one.cell.period.text}"
        if st.button("Send figures", key=key, type="primary", width="stretch"):
            go("send", contract=contract.id, period=one.cell.period.text)
    link("guides", "Guide and template", contract=contract.id)


def show_coming(person: Person) -> None:
    """The periods that run now, and when their figures will be due."""
    desk = the_desk()
    rows = []
    for contract in questions.contracts_of(desk, person):
        running = Period.of(desk.today(), contract.period_kind)
        rows.append(
            {
                "What": plain(contract.title),
                "Period": running.label,
                "Can be sent from": day_words(running.last_day + dt.timedelta(days=1)),
                "Due": day_words(contract.due.date_for(running)),
            }
        )
    st.table(rows, border="horizontal", hide_index=True, alt="What will be due next")
