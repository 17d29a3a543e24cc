"""What a sector or partner brings, hopes to gain and works on, in its own words."""

from collections.abc import Iterable

import streamlit as st

from shared_metrics.agenda.model import Partner, Person, SectorProfile
from shared_metrics.charts import sector_name
from shared_metrics.desk import questions
from shared_metrics.periods import Period
from shared_metrics.progress import Observed, value_text
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.wording import list_words, plain


def show_sector_profiles(sectors: Iterable[str]) -> None:
    """What each of these sectors brings, hopes to gain and works on, side by side."""
    profiles = {profile.sector.value: profile for profile in the_desk().partnership.sector_profiles}
    rows = [
        {"Sector": f"**{sector_name(sector)}**"} | _told(profiles[sector])
        for sector in sectors
        if sector in profiles
    ]
    if rows:
        alt = "What each sector brings, hopes to gain and works on"
        st.table(rows, border="horizontal", hide_index=True, alt=alt)


def show_partner_profiles(partner_ids: Iterable[str]) -> None:
    """The same for partners."""
    known = the_desk().partnership.partner_by_id
    with st.expander("What each partner brings, hopes to gain and works on"):
        st.table(
            [
                {"Partner": f"**{plain(known[one].name)}**"} | _told(known[one])
                for one in partner_ids
            ],
            border="horizontal",
            hide_index=True,
            alt="What each partner brings, hopes to gain and works on",
        )


def _told(profile: Partner | SectorProfile) -> dict[str, str]:
    outcomes = the_desk().agenda.outcome_by_id
    return {
        "Brings": plain(profile.brings),
        "Hopes to gain": plain(profile.hopes_to_gain),
        "Works on": plain(list_words(outcomes[one].title for one in profile.works_on)),
    }


def show_partner_profile(partner: Partner) -> None:
    """One card for a partner, with its sector."""
    desk = the_desk()
    with st.container(border=True, key="profile"):
        st.markdown(f"**{sector_name(partner.sector_on(desk.today()))}**")
        told = _told(partner)
        st.markdown("\n\n".join(f"**{label}:** {words}" for label, words in told.items() if words))


def show_own_targets(person: Person, partner: Partner) -> None:
    """Where the partner stands against what it agreed to itself; nobody else's targets."""
    standings = questions.partner_own_standings(the_desk(), person, partner.id)
    if not standings:
        st.markdown("No target of its own was agreed.")
    for one in standings:
        st.markdown(f"**{plain(one.metric.title)}.** {plain(one.sentence)}")


def show_own_figures(person: Person, partner: Partner) -> None:
    """The partner's own newest figure of each metric, beside a year before."""
    desk = the_desk()
    rows = []
    for metric in questions.partner_metrics(desk, partner.id):
        series = questions.partner_series(desk, person, partner.id, metric.id)
        known = [one for one in series if one.value is not None]
        if known:
            newest = known[-1]
            year_ago = _year_before(known, newest.period)
            rows.append(
                {
                    "Figure": plain(metric.title),
                    "Newest": plain(f"{value_text(newest.value, metric)}, {newest.period.label}"),
                    "A year before": plain(value_text(year_ago.value, metric)) if year_ago else "–",
                }
            )
    if not rows:
        st.markdown("No figures have been accepted yet.")
        return
    st.table(rows, border="horizontal", hide_index=True, alt=f"Newest figures of {partner.name}")


def _year_before(known: list[Observed], period: Period) -> Observed | None:
    wanted = period + -(12 // period.kind.months)
    return next((one for one in known if one.period == wanted), None)
