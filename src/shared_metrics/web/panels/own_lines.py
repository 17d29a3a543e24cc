"""A partner's own line of each figure; at the backbone beside the middle half of the others."""

import streamlit as st

from shared_metrics.agenda.model import Metric, Partner, Person
from shared_metrics.charts import own_chart, own_sentence
from shared_metrics.desk import questions
from shared_metrics.progress import Observed
from shared_metrics.progress.others import FEWEST_OTHERS, Others
from shared_metrics.web.data_io import chart_spec, the_desk
from shared_metrics.web.panels.goals import draw
from shared_metrics.web.wording import plain


def show_own_lines(person: Person, partner: Partner) -> None:
    """One small chart for each figure, two beside each other."""
    desk = the_desk()
    shown = []
    for metric in questions.partner_metrics(desk, partner.id):
        series = questions.partner_series(desk, person, partner.id, metric.id)
        if any(one.value is not None for one in series):
            shown.append((metric, series))
    if not shown:
        return
    st.markdown(
        "The band is where the middle half of the other partners is (between a quarter and three "
        f"quarters of them). It is drawn only where at least {FEWEST_OTHERS} others report the "
        "figure. Partners differ in size and in whom they serve: it is no yardstick."
        if person.of_backbone
        else "Other partners' figures are not drawn here: beside your own, they could tell more of "
        "somebody else than the partnership releases. The shared goals show what is released."
    )
    for at in range(0, len(shown), 2):
        for column, (metric, series) in zip(st.columns(2), shown[at : at + 2], strict=False):
            with column:
                _line(person, partner, metric, series)


def _line(person: Person, partner: Partner, metric: Metric, series: tuple[Observed, ...]) -> None:
    desk = the_desk()
    others: tuple[Others, ...] = ()
    if person.of_backbone:
        others = questions.partner_others(desk, person, partner.id, metric.id)
    side = "beside others" if person.of_backbone else "alone"
    st.subheader(plain(metric.title), anchor=False)
    spec = chart_spec(
        "own line", lambda: own_chart(series, metric, others), side, partner.id, metric.id
    )
    draw(spec, own_sentence(series, metric))
    if person.of_backbone and (words := _too_few(series, others)):
        st.markdown(words)


def _too_few(series: tuple[Observed, ...], others: tuple[Others, ...]) -> str:
    """Why the band is not there, or not to the end."""
    newest = [one.period for one in series if one.value is not None][-1]
    counts = {one.period: one.count for one in others}
    if counts.get(newest, 0) >= FEWEST_OTHERS:
        return ""
    return (
        f"In {newest.label} {counts.get(newest, 0)} others report it: fewer than {FEWEST_OTHERS}, "
        "so nothing of theirs is drawn there."
    )
