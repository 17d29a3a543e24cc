"""Who sees a partner's figures, and what the newest release shows of it, said plainly."""

from collections.abc import Collection, Iterator

import streamlit as st

from shared_metrics.agenda.model import Partner
from shared_metrics.charts import sector_name
from shared_metrics.desk.questions.releases import latest_edition
from shared_metrics.disclosure import SECTOR
from shared_metrics.observations import PARTNER
from shared_metrics.progress.wording import is_share
from shared_metrics.releases import Edition, HidingRules
from shared_metrics.site.goals import View
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.panels.editions import PUBLIC_SITE, release_line, view_of
from shared_metrics.web.wording import count_words, plain

OF_ITSELF = "Your name, what you bring and hope to gain. Of your figures: what the public sees."


def show_who_sees_what() -> None:
    """One row for each kind of reader."""
    desk = the_desk()
    edition = latest_edition(desk)
    rows = (
        ("You and your colleagues", "Everything you sent, your figures and your own targets."),
        (desk.partnership.backbone_name, "Everything you sent, to check it and add it up."),
        ("Other partners", OF_ITSELF),
        ("The public", _public_words(edition)),
    )
    st.table(
        [{"Who": f"**{plain(who)}**", "Sees": plain(what)} for who, what in rows],
        border="horizontal",
        hide_index=True,
        alt="Who sees what of a partner's figures",
    )


def _public_words(edition: Edition | None) -> str:
    never = "Who is late is never shown."
    if edition is None:
        return f"Nothing yet: there is no release. {never}"
    rules = edition.release.rules
    also = ", also not by another partner" if rules.protect_insiders else ""
    return (
        f"The newest release, and nothing that came in since. In it no number of {_small(rules)} "
        f"can be found out{also}. {never}"
    )


def _small(rules: HidingRules) -> str:
    return f"1 to {rules.threshold - 1} people"


def show_what_is_released(partner: Partner) -> None:
    """What the newest release tells of this partner by its name, and of its sector, in words."""
    edition = latest_edition(the_desk())
    if edition is None:
        st.markdown("Nothing has been published yet.")
        return
    view, rules = view_of(edition), edition.release.rules
    st.markdown(f"**{release_line(edition.release)}**")
    _show_by_name(view, partner)
    sector = partner.sector_on(edition.release.data_to)
    reported = {reporting.contract for reporting in partner.reports}
    newest = list(_newest(view, SECTOR, sector.value, reported))
    if newest:
        st.markdown(
            f"**Your sector, {plain(sector_name(sector))}**, which your figures are part of:"
        )
        st.markdown("\n".join(f"- {line}" for line in newest))
    st.markdown(
        f"A figure about people with fewer than {count_words(rules.min_contributors, 'partner')} "
        "behind it is hidden, unless each of them has a page; so is a number of "
        f"{_small(rules)}, and whatever either could be worked out from."
    )


def _show_by_name(view: View, partner: Partner) -> None:
    has_page = any(card.id == partner.id for card in view.edition.release.partners)
    reported = {reporting.contract for reporting in partner.reports}
    newest = list(_newest(view, PARTNER, partner.id, reported))
    if not has_page and not newest:
        st.markdown(
            "You are not in it by name: your agreement asks for no page of your own, so your "
            "figures are part of totals only."
        )
        return
    page = f"[a page about you]({PUBLIC_SITE}partners/{partner.id}.html)"
    st.markdown(f"Your agreement allows {page}. It shows of you by name:")
    shown = newest or ["what you bring and hope to gain, and no figure"]
    st.markdown("\n".join(f"- {line}" for line in shown))


def _newest(view: View, by: str, code: str, reported: Collection[str]) -> Iterator[str]:
    """The newest figure of a group in each table by this thing alone, of what was reported."""
    for table in view.edition.tables.values():
        if table.by == (by,) and table.metric.contract in reported:
            line = next(_said_of(view, table.id, view.name_of(table.id, code)), None)
            if line is not None:
                yield f"{plain(table.metric.title)}, {line}"


def _said_of(view: View, table: str, name: str) -> Iterator[str]:
    """What a table says of one of its groups, newest first."""
    seen = view.shown(table)
    if name not in seen.columns:
        return
    at = seen.columns.index(name)
    for line in seen.lines:
        figure = line.figures[at]
        if figure.status == "none":
            continue
        counted = figure.status == "published" and not is_share(seen.metric)
        unit = f" {view.words.unit(seen.metric)}" if counted else ""
        yield f"{plain(line.heads[0])}: **{plain(figure.words + unit)}**"
