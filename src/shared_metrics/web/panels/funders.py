"""A funder's report: choose it, see it as the file will be, take it."""

from functools import partial

import streamlit as st

from shared_metrics import people
from shared_metrics.agenda.funders import Funder
from shared_metrics.agenda.model import Person
from shared_metrics.desk import Desk, acts
from shared_metrics.desk.questions.funders import (
    ReadyReport,
    periods_to_report,
    report_for_funder,
)
from shared_metrics.desk.questions.releases import releases
from shared_metrics.releases.funder_file import cell_text
from shared_metrics.web.wording import list_words, plain


def show_no_funder() -> None:
    """What to do where no funder's report is described yet."""
    st.markdown(
        "No funder's report is described yet. Write `agenda/funders/<id>.yaml`: the funder's own "
        "names, periods and file layout."
    )


def here() -> dict[str, str]:
    """What is looked at, as it stands in the address."""
    return {name: st.query_params[name] for name in ("funder", "period") if name in st.query_params}


def choose_funder(desk: Desk) -> Funder:
    """The funder looked at; it stands in the address."""
    by_id = {one.id: one for one in desk.agenda.funders}
    asked = st.query_params.get("funder", "")
    at = list(by_id).index(asked) if asked in by_id else 0
    chosen = st.selectbox("Funder", list(by_id), at, format_func=lambda one: by_id[one].name)
    st.query_params["funder"] = chosen
    return by_id[chosen]


def choose_period(desk: Desk, funder: Funder) -> str | None:
    """A period the newest release reaches; None before there is a release."""
    periods = {one.text: one for one in periods_to_report(desk, funder)}
    if not periods:
        return None
    asked = st.query_params.get("period", "")
    at = list(periods).index(asked) if asked in periods else 0

    def words(text: str) -> str:
        written = periods[text].written
        return text if written == text else f"{written} ({text})"

    chosen = st.selectbox("Period", list(periods), at, format_func=words)
    st.query_params["period"] = chosen
    return chosen


def choose_release(desk: Desk) -> str | None:
    """The release the figures are taken from, the newest unless another is chosen."""
    ids = [row.id for row in reversed(releases(desk))]
    return st.selectbox("Release", ids, help="Figures are those of the release, never newer ones.")


def show_report(
    desk: Desk, person: Person, funder: Funder, period: str | None, release: str | None
) -> None:
    """The report exactly as the file will be, what to know about it, and the file."""
    st.markdown(plain(funder.about))
    if not people.can_export_for_funder(person):
        st.info("An analyst or the chair makes these reports.")
        return
    if period is None:
        st.info("Nothing has been released yet. Reports are made of what a release holds.")
        return
    ready = report_for_funder(desk, person, funder.id, period, release)
    _show_table(ready)
    for sentence in ready.about:
        st.markdown(plain(sentence))
    if desk.known_on is None:
        _offer(desk, person, ready, release)


def _offer(desk: Desk, person: Person, ready: ReadyReport, release: str | None) -> None:
    funder, period = ready.report.funder, ready.report.period.text
    st.download_button(
        f"Take the file ({funder.file.format})",
        partial(_taken, desk, person, funder.id, period, release),
        file_name=ready.file_name,
        type="primary",
        on_click="ignore",
        key="take_report",
    )
    st.caption("The audit trail keeps who took it, when, and the file's fingerprint.")


def _taken(desk: Desk, person: Person, funder_id: str, period: str, release: str | None) -> bytes:
    """Made when the button is pressed, perhaps long after the page: who they are is asked anew."""
    actor = desk.person(person.email, acting_for=person.partner)
    made = acts.export_for_funder(
        desk, funder_id, period, actor=actor, now=desk.now(), release_id=release
    )
    return made.content


def _show_table(ready: ReadyReport) -> None:
    report = ready.report
    heads = [plain(name) for name in report.header]
    st.table(
        [
            dict(zip(heads, (plain(cell_text(cell)) for cell in row), strict=True))
            for row in report.rows
        ],
        border="horizontal",
        hide_index=True,
        alt=f"The report for {report.funder.name}, as the file will be",
    )


def show_names(desk: Desk, funder: Funder) -> None:
    """Which of our figures stands behind each of the funder's."""
    with st.expander("Which of our figures is which"):
        st.table(
            [
                {
                    "The funder's": plain(f"{one.code} {one.name}"),
                    "Ours": plain(desk.definitions.metric(one.metric).title),
                    "Groups": plain(list_words(one.groups.values())) if one.groups else "–",
                }
                for one in funder.measures
            ],
            border="horizontal",
            hide_index=True,
            alt="The funder's names beside ours",
        )
