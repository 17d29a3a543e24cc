"""Funders' reports: only from what a published release holds for the funder, never live."""

from collections.abc import Iterator
from dataclasses import dataclass

from shared_metrics import people
from shared_metrics.agenda.agreed import agreements_about, audience_may_see, covering
from shared_metrics.agenda.funders import Funder, ReportPeriod
from shared_metrics.agenda.model import Partner, Person
from shared_metrics.contracts import Contract
from shared_metrics.desk.agreed import day_words
from shared_metrics.desk.opening import Desk
from shared_metrics.desk.questions.memory import remembered
from shared_metrics.desk.releasing.history import Kept, published
from shared_metrics.desk.releasing.ordering import public_row
from shared_metrics.desk.releasing.shelf import shelf_of
from shared_metrics.errors import CallersMistake, Conflict
from shared_metrics.periods import Period, periods_between
from shared_metrics.releases import Edition
from shared_metrics.releases.funder_file import report_bytes
from shared_metrics.releases.funder_report import FunderReport, NotInRelease, funder_report
from shared_metrics.releases.states import ReleaseRow

PERIODS_OFFERED = 12


@dataclass(frozen=True)
class ReadyReport:
    """A report with its file. `about`: sentences on where its figures come from.

    `content` is the same for the same release, definitions and agreements.
    """

    report: FunderReport
    about: tuple[str, ...]
    content: bytes

    @property
    def file_name(self) -> str:
        """What the file is called."""
        return self.report.funder.file_name(self.report.period)


def report_for_funder(
    desk: Desk, person: Person, funder_id: str, period_text: str, release_id: str | None = None
) -> ReadyReport:
    """The report for a period as the file will be, from the newest release or an earlier one.

    Raises NotAllowed, CallersMistake (`unknown_funder`, `not_a_period`, `unknown_release`),
    Conflict (`no_release`, `not_in_release`: what to do is said) and InstallationProblem.
    """
    people.check_can_export_for_funder(person)
    funder = desk.definitions.funder(funder_id)
    period = period_of_report(funder, period_text)
    row = _row(desk, funder, release_id)
    edition = _edition(desk, funder, row)
    _check_reached(period, row)
    try:
        report = funder_report(funder, period, edition)
    except NotInRelease as lacking:
        raise _not_in_release(f"{lacking}.") from lacking
    about = tuple(_about(desk, report, row))
    return ReadyReport(report, about, report_bytes(report, about))


def period_of_report(funder: Funder, text: str) -> ReportPeriod:
    """The period of a report. Raises CallersMistake `not_a_period`."""
    try:
        return funder.periods.of(text.strip())
    except ValueError as wrong:
        raise CallersMistake(
            "not_a_period", f"{wrong}.", f"{funder.name} wants a report for every {_every(funder)}."
        ) from None


def periods_to_report(desk: Desk, funder: Funder) -> tuple[ReportPeriod, ...]:
    """The newest periods that the newest release reaches, newest first; none without a release."""
    rows = published(desk.ledger.releases())
    return funder.periods.ended_by(rows[-1].data_to, PERIODS_OFFERED) if rows else ()


# --- the release --------------------------------------------------------------------------


def _row(desk: Desk, funder: Funder, release_id: str | None) -> ReleaseRow:
    rows = published(desk.ledger.releases())
    if not rows:
        raise Conflict(
            "no_release",
            f"Nothing has been released yet, so there is nothing to report to {funder.name}.",
            "Publish a release first: its figures are protected, and reports are made of them.",
        )
    return public_row(rows, release_id) if release_id else rows[-1]


def _edition(desk: Desk, funder: Funder, row: ReleaseRow) -> Edition:
    def read() -> Edition | None:
        return Kept(row, shelf_of(desk.home).files(row)).edition(funder.audience)

    found = remembered(desk.ledger, ("edition", row.manifest_sha256, funder.audience), read)
    if found is None:
        raise _not_in_release(f"{row.id} holds nothing for {funder.name}: its plan is newer.")
    return found


def _check_reached(period: ReportPeriod, row: ReleaseRow) -> None:
    if period.last_day > row.data_to:
        raise _not_in_release(
            f"{row.id} holds figures to {day_words(row.data_to)}; {period.text} ends on "
            f"{day_words(period.last_day)}."
        )


def _not_in_release(message: str) -> Conflict:
    return Conflict(
        "not_in_release", message, "Publish a release that holds it, then make the report again."
    )


def _every(funder: Funder) -> str:
    return funder.periods.every.replace("_", " ")


# --- where the figures come from ----------------------------------------------------------


def _about(desk: Desk, report: FunderReport, row: ReleaseRow) -> Iterator[str]:
    on = f", published on {day_words(row.published_on)}" if row.published_on else ""
    sample = " Sample data: everything in it is made up." if desk.sample else ""
    yield (
        f"{desk.partnership.name}, for {report.funder.name}: {report.period.written}. Figures of "
        f"release {row.id}{on}, with figures to {day_words(row.data_to)}.{sample}"
    )
    shared, others = _partners_in(desk, report.funder, report.period)
    if others:
        yield (
            f"About partners' own work it holds the figures of those whose agreements shared them "
            f"with this funder: as agreements stand today {shared} partners, and not {others} more "
            "that report such figures."
        )
    yield from report.remarks


def _partners_in(desk: Desk, funder: Funder, period: ReportPeriod) -> tuple[int, int]:
    """How many partners that report such figures share them with the funder; how many do not."""
    metrics = [desk.definitions.metric(measure.metric) for measure in funder.measures]
    ids = sorted({metric.contract for metric in metrics if metric.source == "partners"})
    contracts = [desk.definitions.contract(id_) for id_ in ids]
    shared = others = 0
    for partner in desk.partnership.partners:
        due = [(c, p) for c in contracts for p in _reported(partner, c, period)]
        if due and any(_is_shared(desk, partner, c, p, funder.audience) for c, p in due):
            shared += 1
        elif due:
            others += 1
    return shared, others


def _reported(partner: Partner, contract: Contract, period: ReportPeriod) -> Iterator[Period]:
    """The periods of a report that a partner reports under a contract."""
    kind = contract.period_kind
    first, last = Period.of(period.first_day, kind), Period.of(period.last_day, kind)
    for reporting in (one for one in partner.reports if one.contract == contract.id):
        for one in periods_between(first, last):
            begun = reporting.first is None or reporting.first <= one.text
            if begun and (reporting.last is None or one.text <= reporting.last):
                yield one


def _is_shared(
    desk: Desk, partner: Partner, contract: Contract, period: Period, audience: str
) -> bool:
    if not desk.agenda.agreements:
        return True
    about = agreements_about(desk.agenda.agreements, partner.id, contract.id)
    return audience_may_see(covering(about, period), audience)
