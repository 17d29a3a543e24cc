"""Taking a funder's report out: the file, and a trace of what left, for whom and when."""

import datetime as dt

from shared_metrics.agenda.model import Person
from shared_metrics.desk.opening import Desk
from shared_metrics.desk.questions.funders import ReadyReport, report_for_funder
from shared_metrics.people import check_can_export_for_funder
from shared_metrics.releases.manifest import sha256_of


def export_for_funder(
    desk: Desk,
    funder_id: str,
    period: str,
    *,
    actor: Person,
    now: dt.datetime,
    release_id: str | None = None,
) -> ReadyReport:
    """The report's file; the trail keeps its fingerprint, and no figure.

    Raises as `report_for_funder` does.
    """
    check_can_export_for_funder(actor)
    ready = report_for_funder(desk, actor, funder_id, period, release_id)
    told = {
        "funder": ready.report.funder.id,
        "period": ready.report.period.text,
        "release": ready.report.release,
        "file_name": ready.file_name,
        "sha256": sha256_of(ready.content),
    }
    with desk.writing(actor, now) as entry:
        entry.record("export_for_funder", ready.report.funder.id, told)
    return ready
