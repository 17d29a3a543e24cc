"""Editions as releases freeze them: the sample's agenda, made-up figures in real tables."""

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from shared_metrics.agenda.model import Goal, Metric
from shared_metrics.definitions import Definitions, load_definitions
from shared_metrics.disclosure.public_table import PublicTable, read_public_csv, schema_of, table_id
from shared_metrics.periods import Period, PeriodKind, parse_period, periods_between
from shared_metrics.releases import (
    ContractVersion,
    Correction,
    CoverageCount,
    Edition,
    HidingRules,
    PartnerCard,
    PartnershipCard,
    Previous,
    Release,
    ReleasedGoal,
    ReleasedSetback,
    ReleaseId,
    TableEntry,
    WithdrawalNote,
)
from shared_metrics.releases.content import released_goal

ROOT = Path(__file__).parents[1]
SECTORS = {
    "public": "Public agencies",
    "private": "Employers",
    "nonprofit": "Nonprofits",
    "university": "Universities",
    "civil_society": "Civil society",
}
GENDERS = {"women": "Women", "men": "Men", "nonbinary": "Non-binary people"}
PATHWAYS = {
    "healthcare": "Healthcare",
    "construction": "Construction",
    "information_technology": "Information technology",
    "clean_energy": "Clean energy",
}
PEAKS = {"am_peak": "Morning peak", "pm_peak": "Evening peak", "off_peak": "Rest of the day"}
TITLES = {
    "sector": "Sector (type of organization)",
    "partner": "Partner",
    "gender": "Gender",
    "pathway": "Pathway",
    "peak": "Time of day",
}
MONTH, QUARTER = PeriodKind.MONTH, PeriodKind.QUARTER
YEAR, SCHOOL_YEAR = PeriodKind.YEAR, PeriodKind.SCHOOL_YEAR
PLAN: tuple[tuple[str, PeriodKind, tuple[str, ...]], ...] = (
    ("placements", QUARTER, ()),
    ("placements", QUARTER, ("sector",)),
    ("placements", QUARTER, ("gender",)),
    ("placements", YEAR, ("pathway",)),
    ("placements", YEAR, ("pathway", "gender")),
    ("placements", QUARTER, ("partner",)),
    ("placement_rate", QUARTER, ()),
    ("placement_rate", QUARTER, ("sector",)),
    ("average_wage", QUARTER, ()),
    ("employment_rate", QUARTER, ()),
    ("stem_participants", QUARTER, ()),
    ("stem_girls_share", QUARTER, ()),
    ("stem_girls_share", QUARTER, ("sector",)),
    ("stem_degree_share", SCHOOL_YEAR, ()),
    ("average_delay", QUARTER, ()),
    ("average_delay", QUARTER, ("peak",)),
    ("average_delay", QUARTER, ("sector",)),
    ("on_time_share", QUARTER, ("partner",)),
    ("congested_share", MONTH, ()),
)
LATE = "girls_take_part"  # a goal with a file still missing
LEVELS = {  # first and last level of figures no goal is about
    "placement_rate": (0.62, 0.71),
    "average_wage": (22.4, 24.9),
    "stem_participants": (3400, 4600),
    "on_time_share": (0.76, 0.83),
}
FIRST_DAY, GOAL_DAY = dt.date(2023, 7, 1), dt.date(2026, 12, 1)
NAMES: dict[str, dict[str, str]] = {
    "sector": SECTORS,
    "gender": GENDERS,
    "pathway": PATHWAYS,
    "peak": PEAKS,
}
WEIGHTS = {"nonbinary": 0.02, "civil_society": 0.06, "clean_energy": 0.08}
_LOADED: list[Definitions] = []

Cell = tuple[float | None, str, str | None, bool]
Change = Callable[[Cell, Metric, str, tuple[str, ...]], Cell]


def definitions() -> Definitions:
    """The sample's definitions, read once."""
    if not _LOADED:
        _LOADED.append(load_definitions(ROOT / "data_contracts"))
    return _LOADED[0]


def edition(
    id_: str = "R11",
    *,
    data_to: dt.date = dt.date(2026, 3, 31),
    change: Change | None = None,
    goals: tuple[str | ReleasedGoal, ...] | None = None,
    tables: dict[str, PublicTable] | None = None,
    **fields: Any,
) -> Edition:
    """An edition with figures to a day. `change` alters cells; `fields` alter the release."""
    made = tables if tables is not None else _tables(data_to, change)
    known = definitions()
    wanted = goals if goals is not None else tuple(g.id for g in known.agenda.goals)
    shown = (g if isinstance(g, ReleasedGoal) else _goal(known.goal(g), made) for g in wanted)
    named = {g.goal.metric if isinstance(g, ReleasedGoal) else known.goal(g).metric for g in wanted}
    metrics = {m: known.metric(m) for m in sorted(named)}
    metrics |= {table.metric.id: table.metric for table in made.values()}
    described: dict[str, Any] = {
        "id": id_,
        "amends": None,
        "reason": None,
        "previous": Previous("R10", "0" * 64),
        "data_to": data_to,
        "published_on": data_to + dt.timedelta(days=22),
        "partnership": _partnership(),
        "outcomes": known.agenda.outcomes,
        "goals": tuple(shown),
        "metrics": tuple(metrics.values()),
        "tables": tuple(_entry(table) for table in made.values()),
        "sectors": known.agenda.partnership.sector_profiles,
        "partners": _partners(),
        "corrections": (),
        "withdrawals": (),
        "contracts": tuple(
            ContractVersion(c.id, c.title, c.version, _hash(c.id)) for c in known.contracts.values()
        ),
        "rules": HidingRules(11, "suppress", 3, 0.85, (0.05, 0.95), protect_insiders=True),
        "certificate_sha256": _hash(f"certificate {id_}"),
        "private_sha256": _hash(f"private {id_}"),
    }
    return Edition(Release(**(described | fields)), made, _hash(f"manifest {id_}"))


def editions(number: int = 12) -> list[Edition]:
    """Quarterly editions, oldest first; the one before the newest was amended with a reason."""
    last = parse_period("2026-Q1", QUARTER)
    made = []
    for at in range(1, number):
        days = (last + (at - number + 1)).last_day
        made.append(edition(f"R{at}", data_to=days))
    if made:
        made.insert(-1, _amended(made[-2] if made[1:] else made[-1]))
    return made


def _amended(first: Edition) -> Edition:
    corrected = Correction(
        "placements-quarter-by-sector",
        "2025-Q4",
        {"sector": "nonprofit"},
        "58",
        "63",
        "Five people had been counted under the wrong quarter.",
    )
    taken_back = WithdrawalNote(
        "congestion",
        "Congestion",
        "March 2025",
        "The counts of one week were found to be wrong and were taken back.",
        dt.date(2025, 12, 2),
    )
    return edition(
        f"{first.id}.1",
        data_to=first.release.data_to,
        amends=first.id,
        reason="A partner sent corrected placements for the last quarter of 2025.",
        previous=Previous(first.id, first.manifest_sha256),
        published_on=first.release.published_on + dt.timedelta(days=19),
        corrections=(corrected,),
        withdrawals=(taken_back,),
    )


def table_of(
    metric: Metric, every: PeriodKind, by: tuple[str, ...], rows: list[tuple[Any, ...]]
) -> PublicTable:
    """A table read from CSV: (period, groups ..., value, status, coded, pending)."""
    lines = [",".join(schema_of(by))]
    for row in rows:
        words = [
            str(c).lower() if isinstance(c, bool) else "" if c is None else str(c) for c in row
        ]
        lines.append(",".join(words))
    return read_public_csv("\n".join([*lines, ""]).encode(), metric, every, by)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _tables(data_to: dt.date, change: Change | None) -> dict[str, PublicTable]:
    made = {}
    for metric_id, every, by in PLAN:
        metric = definitions().metric(metric_id)
        rows = [
            (period.text, *groups, *_cell(metric, period, groups, change))
            for period in _periods(every, data_to)
            for groups in _groups(by)
        ]
        if rows:
            made[table_id(metric_id, every, by)] = table_of(metric, every, by, rows)
    return made


def _periods(every: PeriodKind, data_to: dt.date) -> list[Period]:
    first = Period.of(FIRST_DAY, every)
    if every is SCHOOL_YEAR:
        first += -1
    whole = Period.of(data_to, every)
    last = whole if whole.last_day <= data_to else whole + -1
    return list(periods_between(first, last))


def _groups(by: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if not by:
        yield ()
        return
    names = NAMES[by[0]] if by[0] != "partner" else {card.id: "" for card in _partners()[:4]}
    for name in names:
        for rest in _groups(by[1:]):
            yield (name, *rest)


def _cell(metric: Metric, period: Period, groups: tuple[str, ...], change: Change | None) -> Cell:
    value = _figure(metric, period, groups)
    cell: Cell = (value, "published", None, False)
    if metric.kind == "count" and groups and value < 11:
        cell = (None, "suppressed", None, False)
    elif groups[:1] == ("civil_society",):
        hidden = period.ordinal % 3 == 0
        cell = (
            (None, "suppressed" if hidden else "not_reported", None, False)
            if (period.ordinal % 2 == 0 or hidden)
            else cell
        )
    elif metric.kind == "ratio" and "university" in groups and period.ordinal % 5 == 0:
        cell = (None, "published", "<5 %", False)
    elif groups[:1] == ("public",) and period.text == "2025-Q4":
        cell = (value, "published", None, True)
    return change(cell, metric, period.text, groups) if change else cell


def _figure(metric: Metric, period: Period, groups: tuple[str, ...]) -> float:
    """A level that moves from start to aim, with a season and some noise; always the same."""
    start, aim = _level(metric)
    way = (period.last_day - FIRST_DAY).days / (GOAL_DAY - FIRST_DAY).days
    swing = (aim - start) * (_chance(metric.id, period.text, groups) - 0.5) * 0.25
    level = start + (aim - start) * way * 0.94 + swing
    if dt.date(2025, 3, 1) <= period.first_day <= dt.date(2025, 9, 1):
        level -= (aim - start) * 0.35
    if metric.kind == "count" and groups:
        level *= _weight(groups)
    elif groups:
        level *= 0.9 + _chance(metric.id, groups) * 0.2
    return _rounded(metric, level)


def _chance(*seed: object) -> float:
    return int(_hash(str(seed))[:8], 16) / 2**32


def _weight(groups: tuple[str, ...]) -> float:
    weight = 1.0
    for group in groups:
        weight *= WEIGHTS.get(group, 0.3)
    return weight


def _level(metric: Metric) -> tuple[float, float]:
    goal = next((g for g in definitions().agenda.goals if g.metric == metric.id), None)
    if goal is None:
        return LEVELS[metric.id]
    return float(goal.baseline.value), float(goal.target.value)


def _rounded(metric: Metric, level: float) -> float:
    decimals = metric.decimals + (2 if metric.unit == "%" else 0)
    return float(round(Decimal(str(level)), decimals))


def _entry(table: PublicTable) -> TableEntry:
    cells = table.cells
    names = {**NAMES, "partner": {card.id: card.name for card in _partners()}}
    return TableEntry(
        table.id,
        table.metric.id,
        table.every,
        table.by,
        cells.height,
        table.hidden,
        int(cells["revision_pending"].sum()),
        hashlib.sha256(table.as_csv()).hexdigest(),
        {column: TITLES[column] for column in table.by},
        {column: names[column] for column in table.by},
    )


def _goal(goal: Goal, tables: dict[str, PublicTable]) -> ReleasedGoal:
    metric = definitions().metric(goal.metric)
    files = {"partners": (8, 8), "published": None}[metric.source]
    if goal.id == LATE:
        files = (7, 8)
    return released_goal(
        goal,
        metric,
        tables,
        coverage_in=lambda period: (
            CoverageCount(period.text, period.kind, *files) if files else None
        ),
        setbacks=_setbacks(goal),
        source_note="" if files else "Published by others; loaded by the progress office.",
    )


def _setbacks(goal: Goal) -> tuple[ReleasedSetback, ...]:
    known = definitions()
    return tuple(
        ReleasedSetback(s, tuple(a for a in known.adaptations if a.setback == s.id))
        for s in known.setbacks
        if goal.metric in s.metrics and s.visibility == "public"
    )


def _partnership() -> PartnershipCard:
    who = definitions().agenda.partnership
    return PartnershipCard(
        who.id, who.name, who.place, who.backbone_name, who.contact, who.sample, len(who.partners)
    )


def _partners() -> tuple[PartnerCard, ...]:
    agenda = definitions().agenda
    public = {agreement.partner for agreement in agenda.agreements if agreement.public_page}
    return tuple(
        PartnerCard(
            p.id,
            p.name,
            p.sector_on(dt.date(2026, 3, 31)).value,
            p.brings,
            p.hopes_to_gain,
            p.works_on,
        )
        for p in agenda.partnership.partners
        if p.id in public
    )


def changed(one: Edition, **fields: Any) -> Edition:
    """The edition with other fields of its release."""
    return dataclasses.replace(one, release=dataclasses.replace(one.release, **fields))


def newest_number(made: list[Edition]) -> ReleaseId:
    """The number of the newest edition."""
    return max(ReleaseId.parse(one.id) for one in made)
