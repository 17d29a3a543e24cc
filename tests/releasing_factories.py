"""Releases for tests: public tables written as text, and all an edition needs around them."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any

import polars as pl

from progress_factories import PLACEMENTS, goal
from shared_metrics.agenda.model import Goal, Metric
from shared_metrics.disclosure import PublicTable, schema_of
from shared_metrics.disclosure.public_table import SEAL
from shared_metrics.periods import PeriodKind
from shared_metrics.releases import (
    HidingRules,
    PartnershipCard,
    Release,
    ReleasedGoal,
    TableEntry,
)
from shared_metrics.releases.content import released_goal
from shared_metrics.releases.manifest import sha256_of

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
