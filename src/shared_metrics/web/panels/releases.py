"""The release page's frame: what is public now, the draft there is, and how a draft is made."""

import datetime as dt
from collections.abc import Sequence

import streamlit as st

from shared_metrics.agenda.model import Person
from shared_metrics.agenda.publication import PUBLIC
from shared_metrics.desk import acts
from shared_metrics.desk.questions import releases as questions
from shared_metrics.desk.questions.release_days import release_days
from shared_metrics.people import can_prepare_release
from shared_metrics.releases.states import ReleaseRow, State
from shared_metrics.web.built_site import built_site
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.navigation import link
from shared_metrics.web.panels.editions import PUBLIC_SITE, release_line
from shared_metrics.web.panels.releases_work import LOOK_AGAIN_SECONDS, begin
from shared_metrics.web.site_keeper import SiteState, running_keeper
from shared_metrics.web.wording import day_words, plain

LONGEST_NOTE = 500
STATES = {
    State.PREPARED: "a draft, not public",
    State.PUBLISHED: "published",
    State.AMENDED: "amended by a later one",
}


def is_planned() -> bool:
    """Whether the partnership has agreed on what the public may see."""
    return any(plan.audience == PUBLIC for plan in the_desk().agenda.publication)


def show_no_plan() -> None:
    """What is missing before there can be a release."""
    st.info(
        "Nothing is planned for the public yet. Write down which tables may leave the backbone, "
        "in `agenda/publication.yaml`; then a release can be prepared here."
    )


def show_newest(rows: Sequence[ReleaseRow]) -> None:
    """What the public reads now, where, and since when."""
    if not rows:
        st.write("Nothing has been published yet.")
        return
    newest = rows[-1]
    with st.container(border=True, key="newest_release"):
        edition = questions.latest_edition(the_desk())
        if edition is None or edition.id != newest.id:
            _say_damaged(newest, edition.id if edition else None)
            return
        st.markdown(f"**{release_line(edition.release)}**")
        if newest.amends:
            st.markdown(f"It takes the place of {newest.amends}: {plain(newest.reason or '')}")
        by = plain(the_desk().called(newest.published_by or ""))
        st.markdown(f"Published by {by}. [The public pages]({PUBLIC_SITE})")
        link("shared_goals", "Shared goals, as everybody sees them here")
        link("restatements", f"What reads otherwise since {newest.id}", release=newest.id)
        if the_desk().known_on is not None:
            return  # how the public pages stand is of now
        building = site_state().building
        st.fragment(_show_site, run_every=LOOK_AGAIN_SECONDS if building else None)(newest.id)


def _say_damaged(newest: ReleaseRow, shown: str | None) -> None:
    instead = f"readers are shown {shown} instead" if shown else "readers are shown nothing"
    st.error(
        f"{newest.id} is no longer on the disk as it was published; {instead}. "
        "Tell whoever runs this installation: it can be taken from a backup."
    )


def _show_site(newest: str) -> None:
    """How the public pages stand; looked at again while they are made."""
    state = site_state()
    if state.trouble is not None:
        st.warning(
            f"The public pages still show {state.newest or 'nothing'}: making those of {newest} "
            f"did not work. {plain(state.trouble)}"
        )
        if st.button("Make them again", key="build_site"):
            _look_at_site_now()
    elif state.building and state.newest != newest:
        shown = f"show {state.newest} until then" if state.newest else "come with it"
        st.markdown(f"The public pages of {newest} are being made; they {shown}.")


def site_state() -> SiteState:
    """How the built public site stands."""
    keeper = running_keeper()
    if keeper is not None:
        return keeper.state()
    return SiteState(built_site(the_desk().home.folder).newest)


def _look_at_site_now() -> None:
    keeper = running_keeper()
    if keeper is not None:
        keeper.look_now()


def show_all(rows: Sequence[ReleaseRow]) -> None:
    """Every release, newest first."""
    if not rows:
        return
    with st.expander("All releases"):
        st.table(
            [
                {
                    "Release": f"**{row.id}**",
                    "Figures up to": day_words(row.data_to),
                    "Published": day_words(row.published_on) if row.published_on else "–",
                    "State": STATES[row.state],
                    "Why it was amended": plain(row.reason or ""),
                }
                for row in reversed(rows)
            ],
            border="horizontal",
            hide_index=True,
            alt="Every release",
        )


# --- making a draft -----------------------------------------------------------------------


def offer_to_prepare(person: Person, draft: ReleaseRow | None) -> None:
    """The day the figures go to, a note for the public, and the button."""
    days = release_days(the_desk())
    if not days:
        st.markdown(
            "Everything that is closed is released. The next month can follow once no partner's "
            "file for it may come any more."
        )
        return
    before = draft.data_to if draft and not draft.amends else None
    with st.container(key="prepare"):
        data_to = st.selectbox(
            "Figures up to the end of",
            days,
            index=days.index(before) if before in days else 0,
            format_func=_month,
            key="data_to",
        )
        note = st.text_area(
            "A note for the public, if published figures read otherwise than before",
            draft.note or "" if draft else "",
            key="public_note",
            max_chars=LONGEST_NOTE,
            help="One or two sentences that name no person; they stand with each corrected figure.",
        )
        words = "Prepare it again" if draft else "Prepare"
        if st.button(words, key="prepare_release", type="secondary" if draft else "primary"):
            _prepare(person, data_to, note)


def _month(day: dt.date) -> str:
    return f"{day:%B %Y}"


def _prepare(person: Person, data_to: dt.date, note: str | None) -> None:
    desk = the_desk()
    begin(
        f"A release with figures up to {day_words(data_to)} is being prepared",
        lambda: acts.prepare_release(
            desk, data_to=data_to, note=note or None, actor=person, now=desk.now()
        ),
    )


def offer_to_amend(person: Person, newest: ReleaseRow, draft: ReleaseRow | None) -> None:
    """The same figures' end, from what is accepted now, with a reason that everybody reads."""
    again = draft is not None and draft.amends == newest.id
    with st.expander(f"Amend {newest.id}", expanded=again):
        st.write(
            f"For a mistake that cannot wait for the next release. Figures go to the same day, "
            f"{day_words(newest.data_to)}; {newest.id} stays at its address and says that it was "
            "amended."
        )
        reason = st.text_area(
            "Why? Everybody can read it.",
            draft.reason or "" if again and draft else "",
            key="amend_reason",
            max_chars=LONGEST_NOTE,
        )
        said = (reason or "").strip()
        if st.button(f"Prepare the amendment of {newest.id}", key="amend", disabled=not said):
            desk = the_desk()
            begin(
                f"An amendment of {newest.id} is being prepared",
                lambda: acts.amend_release(
                    desk, newest.id, reason=said, actor=person, now=desk.now()
                ),
            )


def may_act(person: Person) -> bool:
    """Whether this person prepares and publishes; says who does when not."""
    if can_prepare_release(person):
        return True
    st.markdown("Releases are prepared and published by analysts and the chair.")
    return False
