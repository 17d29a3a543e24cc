"""A partner's side of learning: what it heard, and the words that name it."""

from typing import Any

import streamlit as st

from shared_metrics.agenda.model import Person
from shared_metrics.desk import Desk, acts, questions
from shared_metrics.desk.questions import Learning, Naming
from shared_metrics.learning import Adaptation, FieldNote, Learned, Setback
from shared_metrics.periods import Period, PeriodKind
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.panels.setbacks import month_words, show_adaptation, show_setback
from shared_metrics.web.plain_errors import shown_plainly
from shared_metrics.web.wording import plain


def show_words_naming(desk: Desk, person: Person) -> None:
    """Words the backbone means for others and that name this partner, each with its answer."""
    naming = questions.words_naming(desk, person)
    if not naming:
        return
    st.header("Words that name you")
    st.markdown(
        "The backbone would like others to read these. They stay with the backbone until you agree "
        "to exactly these words."
    )
    for one in naming:
        with st.container(border=True, key=f"names_{one.about.id}"):
            show_words(one.about, desk)
            _show_answer(desk, one, person)


def show_words(one: Learned, desk: Desk) -> None:
    """The words as they stand."""
    if isinstance(one, Setback):
        show_setback(one)
    elif isinstance(one, Adaptation):
        show_adaptation(one, desk.today())
    else:
        st.markdown(f"Heard in {month_words(one.period)}: “{plain(one.heard)}”")


def _show_answer(desk: Desk, one: Naming, person: Person) -> None:
    how: dict[str, Any] = {"actor": person, "now": desk.now()}
    about, partner = one.about.id, person.partner or ""
    if not one.agreed:
        if st.button("Agree to these words", key=f"agree_{about}", type="primary"):
            with shown_plainly():
                acts.approve_words(desk, about, partner, words=one.words, **how)
                st.rerun()
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.badge("You agreed", color="green")
        if st.button("Take it back", key=f"take_back_{about}"):
            with shown_plainly():
                acts.take_back_approval(desk, about, partner, **how)
                st.rerun()


def offer_to_tell(person: Person) -> None:
    """A button for what was heard where this partner works."""
    if st.button("Tell what you heard", key="tell"):
        tell(person)


@st.dialog("What you heard")
def tell(person: Person) -> None:
    """A sentence or two; it goes to the backbone."""
    desk = the_desk()
    titles = {one.id: one.title for one in questions.partner_metrics(desk, person.partner or "")}
    this = Period.of(desk.today(), PeriodKind.MONTH)
    months = [(this + -back).text for back in range(24)]
    with st.form("tell", border=False):
        heard = st.text_area("What did you hear?")
        month = st.selectbox("When?", months, format_func=month_words)
        metrics = st.multiselect(
            "Is it about a figure?", list(titles), format_func=titles.__getitem__
        )
        share = st.checkbox("The backbone may share it with all partners")
        if st.form_submit_button("Tell the backbone", type="primary"):
            note = FieldNote(
                *("", heard, person.partner or "", month, tuple(metrics)),
                visibility="partners" if share else "private",
            )
            with shown_plainly():
                acts.write_field_note(desk, note, actor=person, now=desk.now())
                st.rerun()


def show_heard(desk: Desk, found: Learning, person: Person) -> None:
    """The newest first; this partner's own also where nobody else reads them."""
    if not found.field_notes:
        st.markdown("Nothing was told yet.")
    for note in reversed(found.field_notes):
        own = note.thing.heard_by == person.partner
        with st.container(border=True, key=f"note_{note.id}"):
            st.markdown(f"“{plain(note.thing.heard)}”  \n{_who(desk, note.thing, own=own)}")


def _who(desk: Desk, note: FieldNote, *, own: bool) -> str:
    when = month_words(note.period)
    if own:
        readers = "the backbone" if note.visibility == "private" else "others, once you agreed"
        return f"You, {when}; read by {readers}"
    partner = desk.partnership.partner_by_id.get(note.heard_by)
    return f"{plain(partner.name if partner else desk.partnership.backbone_name)}, {when}"
