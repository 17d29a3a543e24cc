"""Releases for tests: public tables written as text, and all an edition needs around them."""

import dataclasses
import datetime as dt
import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from desk_factories import (
    BOARD,
    CARMEN,
    NOOR,
    NOW,
    ROSA,
    STEPPINGWAY,
    TOMAS,
    WORKFORCE,
    make_desk,
    person,
    placements,
    send_rows,
)
from progress_factories import PLACEMENTS, goal
from shared_metrics.agenda.model import Goal, Metric
from shared_metrics.agenda.publication import AudiencePlan, PlannedMetric, PlannedTable
from shared_metrics.desk import Desk, acts, questions
from shared_metrics.desk.acts import releasing
from shared_metrics.desk.releasing.protecting import CERTIFICATE
from shared_metrics.desk.releasing.protection import PastAudience, Protection, Safe
from shared_metrics.disclosure import PublicTable, schema_of
from shared_metrics.disclosure.public_table import SEAL
from shared_metrics.metrics import Question
from shared_metrics.observations import PERIOD
from shared_metrics.periods import PeriodKind, parse_period
from shared_metrics.releases import (
    HidingRules,
    PartnershipCard,
    Release,
    ReleasedGoal,
    TableEntry,
)
from shared_metrics.releases.content import released_goal
from shared_metrics.releases.manifest import sha256_of
from shared_metrics.releases.states import ReleaseRow

QUARTER = PeriodKind.QUARTER
HIDDEN, ABSENT = "-", "?"


def public_table(
    text: str, metric: Metric = PLACEMENTS, every: PeriodKind = QUARTER, by: tuple[str, ...] = ()
) -> PublicTable:
    """One cell a word or line: `2025-Q1 women 23`; `-` hidden, `?` not reported, `<5_%` coded.

    A figure with `*` behind it is an older one, kept.
    """
    pieces = [line.split() for line in text.replace(";", "\n").splitlines() if line.strip()]
    rows = [(*words[:-1], *_cell(words[-1])) for words in pieces]
    return PublicTable(metric, every, by, pl.DataFrame(rows, schema_of(by), orient="row"), SEAL)


def _cell(word: str) -> tuple[float | None, str, str | None, bool]:
    if word == HIDDEN:
        return None, "suppressed", None, False
    if word == ABSENT:
        return None, "not_reported", None, False
    if word[0] in "<>":
        return None, "published", word.replace("_", " "), False
    return float(word.rstrip("*")), "published", None, word.endswith("*")


def by_id(*tables: PublicTable) -> dict[str, PublicTable]:
    return {table.id: table for table in tables}


def as_released(
    table: PublicTable | None, about: Goal | None = None, metric: Metric = PLACEMENTS, **how: Any
) -> ReleasedGoal:
    """A goal as one table shows it."""
    told = {"coverage_in": lambda _: None} | how
    return released_goal(about or goal(), metric, by_id(table) if table else {}, **told)


def entry(table: PublicTable, **changes: Any) -> TableEntry:
    """What release.json says of a table."""
    pending = int(table.cells["revision_pending"].sum())
    made = TableEntry(
        table.id,
        table.metric.id,
        table.every,
        table.by,
        table.cells.height,
        table.hidden,
        pending,
        sha256_of(table.as_csv()),
        dict.fromkeys(table.by, "Group"),
        {name: dict.fromkeys(table.groups, "A group") for name in table.by},
    )
    return dataclasses.replace(made, **changes)


def release(shown: Mapping[str, PublicTable] | None = None, **changes: Any) -> Release:
    """A release of these tables."""
    shown = by_id(public_table("2025-Q1 120")) if shown is None else shown
    made = Release(
        id="R1",
        amends=None,
        reason=None,
        previous=None,
        data_to=dt.date(2025, 3, 31),
        published_on=dt.date(2025, 5, 2),
        partnership=PartnershipCard(
            "town", "Our Town", "Here", "Office", "a@b.cd", sample=True, partners=4
        ),
        outcomes=(),
        goals=(),
        metrics=tuple({t.metric.id: t.metric for t in shown.values()}.values()),
        tables=tuple(entry(table) for table in shown.values()),
        sectors=(),
        partners=(),
        corrections=(),
        withdrawals=(),
        contracts=(),
        rules=HidingRules(11, "suppress", 3, 1.0, (0.05, 0.95), protect_insiders=True),
        certificate_sha256="c" * 64,
        private_sha256="a" * 64,
    )
    return dataclasses.replace(made, **changes)


# --- desks that release -----------------------------------------------------------------------

TO_MARCH = dt.date(2026, 3, 31)
TO_APRIL = dt.date(2026, 4, 30)
IN_MAY = dt.datetime(2026, 5, 20, 17, 0, tzinfo=dt.UTC)
IN_JUNE = dt.datetime(2026, 6, 22, 17, 0, tzinfo=dt.UTC)
TABLES = (
    PlannedTable(PeriodKind.QUARTER),
    PlannedTable(PeriodKind.QUARTER, ("sector",)),
    PlannedTable(PeriodKind.MONTH),
)
PUBLIC_PLAN = AudiencePlan("public", (PlannedMetric("placements", TABLES),))
FOR_PARTNERS = dataclasses.replace(PUBLIC_PLAN, audience="partners")
FOR_A_FUNDER = dataclasses.replace(PUBLIC_PLAN, audience="funder:the_fund")
PARTNERS_OF = {BOARD: ROSA, STEPPINGWAY: CARMEN}


def planned(desk: Desk, *plans: AudiencePlan) -> Desk:
    """The same desk, had the partnership these publication plans."""
    agenda = dataclasses.replace(desk.definitions.agenda, publication=plans)
    return dataclasses.replace(
        desk, definitions=dataclasses.replace(desk.definitions, agenda=agenda)
    )


def releasing_desk(folder: Path, url: str | None = None, **how: Any) -> Desk:
    """A desk with accepted placements of two partners, January to March 2026, and a plan."""
    desk = planned(make_desk(folder, url, **how), PUBLIC_PLAN)
    for month, placed in (("2026-01", 40), ("2026-02", 50), ("2026-03", 60)):
        for partner in PARTNERS_OF:
            accept_placed(desk, month, placed, partner)
    return desk


def accept_placed(desk: Desk, month: str, placed: int, partner: str = BOARD) -> str:
    """A figure that counts from now on, instead of an earlier one; the submission's id."""
    one = send_placed(desk, month, placed, partner)
    acts.accept(desk, [one], actor=person(NOOR), now=NOW)
    return one


def send_placed(desk: Desk, month: str, placed: int, partner: str = BOARD) -> str:
    """A figure that waits."""
    standing = desk.ledger.standing(partner, WORKFORCE, month)
    (one,) = send_rows(
        desk,
        _possible(placements(month, placed=placed)),
        f"{partner} {month} {placed}",
        partner=partner,
        by=PARTNERS_OF[partner],
        mode="replace" if standing else None,
    )
    return one.id


def _possible(rows: pl.DataFrame) -> pl.DataFrame:
    """As many learners as it takes for so many to be placed."""
    more = {"enrolled": 90, "completed": 40, "follow_up_due": 30}
    return rows.with_columns(**{name: pl.col("placed") + by for name, by in more.items()})


def simply_protected(
    desk: Desk, plan: AudiencePlan, data_to: dt.date, past: Sequence[PastAudience]
) -> Safe:
    """Measured tables with small counts hidden: enough where protection itself is not looked at."""
    tables = by_id(*(_measured_table(desk, table, data_to) for table in plan.metrics[0].tables))
    seen = [(one.id, one.audience, sorted(one.private)) for one in past]
    proof = {name: table.as_csv().decode() for name, table in tables.items()}
    certificate = json.dumps({"seen": seen, "proof": proof}).encode()
    hidden = [
        {"table": name, "figures": table.cells.height, "hidden": table.hidden, "pending": 0}
        for name, table in tables.items()
    ]
    sha256 = sha256_of(certificate)
    return Safe(plan, tables, {CERTIFICATE: certificate}, sha256, {"tables": hidden})


def _measured_table(desk: Desk, table: PlannedTable, data_to: dt.date) -> PublicTable:
    metric = desk.definitions.metric("placements")
    asked = Question((PERIOD, *table.by), every=table.every)
    rows = questions.measured(desk, metric.id, asked)
    cells = [
        (*(row[name] for name in (PERIOD, *table.by)), *_cell(_word(row)))
        for row in rows.to_dicts()
        if parse_period(row[PERIOD], table.every).last_day <= data_to
    ]
    frame = pl.DataFrame(cells, schema_of(table.by), orient="row")
    return PublicTable(metric, table.every, table.by, frame, SEAL)


def _word(row: dict[str, Any]) -> str:
    return HIDDEN if int(row["numerator"]) < PUBLIC_PLAN.threshold else str(row["numerator"])


def simple_gate(
    plan: AudiencePlan,
    private: Mapping[str, bytes],
    past: Sequence[PastAudience],
    tables: Mapping[str, PublicTable],
) -> list[str]:
    """Whether the tables are those proven, after the same history."""
    told = json.loads(private[CERTIFICATE])
    seen = [[one.id, one.audience, sorted(one.private)] for one in past]
    shown = {name: table.as_csv().decode() for name, table in tables.items()}
    problems = [] if told["proof"] == shown else [f"{plan.audience}: other tables were proven."]
    return problems if told["seen"] == seen else [*problems, f"{plan.audience}: other history."]


SIMPLE = Protection(simply_protected, simple_gate, lambda _private, _files: [])


def prepare(desk: Desk, by: str = NOOR, now: dt.datetime = IN_MAY, **how: Any) -> ReleaseRow:
    """A draft."""
    told = {"protection": SIMPLE, "actor": person(by), "now": now} | how
    return releasing.prepare_release(desk, **told)


def publish(desk: Desk, by: str = TOMAS, now: dt.datetime = IN_MAY, **how: Any) -> ReleaseRow:
    """The draft there is, published by somebody else."""
    draft = next(row for row in desk.ledger.releases() if row.state == "prepared")
    told = {"protection": SIMPLE, "actor": person(by), "now": now} | how
    return releasing.publish_release(desk, draft.id, **told)


def amend(desk: Desk, release_id: str, reason: str = "A late file.", **how: Any) -> ReleaseRow:
    """An amendment, prepared."""
    told = {"protection": SIMPLE, "actor": person(NOOR), "now": IN_MAY} | how
    return releasing.amend_release(desk, release_id, reason=reason, **told)


def published_desk(folder: Path, url: str | None = None, **how: Any) -> Desk:
    """A desk with R1, figures to March 2026."""
    desk = releasing_desk(folder, url, **how)
    prepare(desk, data_to=TO_MARCH)
    publish(desk)
    return desk


def copied(home: Path, folder: Path) -> Desk:
    """The desk of a copy of a home."""
    shutil.copytree(home, folder)
    return planned(make_desk(folder), PUBLIC_PLAN)
