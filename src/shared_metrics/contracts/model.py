"""What one kind of file must hold and when it is due, as the rest of the code sees it.

Parsed from ODCS 3.2 YAML by `contracts.odcs`; every number here has the unit its column
declares.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Literal

from shared_metrics.findings import Level
from shared_metrics.periods import Period, PeriodKind


class ColumnType(StrEnum):
    """The ODCS logical types a file of ours may use."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    TIMESTAMP = "timestamp"
    BOOLEAN = "boolean"


class Role(StrEnum):
    """What a column is for."""

    PERIOD = "period"  # says which period the row belongs to
    PARTNER = "partner"  # says whose row it is; must agree with who submits
    KEY = "key"  # names the thing counted (a site, a corridor); in the key, not a group of people
    BREAKDOWN = "breakdown"  # a dimension with groups, perhaps with a total row
    INDICATOR = "indicator"  # a number that is counted or measured
    DETAIL = "detail"  # carried along: a source, a note


Counts = Literal["people", "events", "enrolments", "amount"]
Overlap = Literal["none", "possible", "unknown"]
MissingReason = Literal["suppressed", "not_applicable", "not_collected", "top_coded", "unknown"]


@dataclass(frozen=True, slots=True)
class EnumValue:
    """One allowed value, what people read for it, and other spellings that mean it."""

    value: str
    label: str
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Synonym:
    """Another header text for a column; `partner` set = only in that partner's files."""

    text: str
    partner: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the file.

    `required`: every cell must be filled. `optional`: the whole column may be absent.
    `scale`: decimals kept (0-9) for numbers; more are rounded half-even with a note.
    `missing_marks`: text in the file -> why there is no number.
    `additive_over_time` / `additive_over_partners`: whether sums over them mean something.
    """

    name: str
    title: str
    description: str
    type: ColumnType
    role: Role
    required: bool = False
    optional: bool = False
    unique: bool = False
    enum: tuple[EnumValue, ...] = ()
    synonyms: tuple[Synonym, ...] = ()
    pattern: str | None = None
    min_length: int | None = None
    max_length: int | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    exclusive_minimum: Decimal | None = None
    exclusive_maximum: Decimal | None = None
    scale: int = 0
    unit: str | None = None
    missing_marks: Mapping[str, MissingReason] | None = None
    counts: Counts | None = None
    overlap: Overlap = "unknown"
    additive_over_time: bool = True
    additive_over_partners: bool = True
    examples: tuple[str, ...] = ()
    line: int = 0

    @property
    def is_number(self) -> bool:
        """Whether its cells are numbers."""
        return self.type in (ColumnType.INTEGER, ColumnType.NUMBER)

    def headers_for(self, partner: str | None) -> tuple[str, ...]:
        """Every header text that means this column in a file of `partner`."""
        theirs = (s.text for s in self.synonyms if s.partner in (None, partner))
        return (self.name, self.title, *theirs)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A dimension: `total` is the group that stands for everybody, if any.

    `parts` are the other groups. Parts add up to the total only when they are `exclusive`
    (nobody is in two) and `exhaustive` (everybody is in one).
    """

    column: str
    total: str | None
    parts: tuple[str, ...]
    exclusive: bool
    exhaustive: bool
    blank_is_total: bool = False  # an empty cell in the file means the total

    @property
    def adds_up(self) -> bool:
        """Whether the parts may be summed in place of the total."""
        return self.exclusive and self.exhaustive


@dataclass(frozen=True, slots=True)
class PeriodSource:
    """Where a row's period is written: columns, and how they are read.

    `period`: one column holds it as text or a date. `date`: a date or timestamp column it is
    derived from. `year_month`: a year column and a month column.
    """

    how: Literal["period", "date", "year_month"]
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """Due on `day` of the `months_after`-th month after the period ends, with days of grace."""

    day: int
    months_after: int
    grace_days: int
    time_zone: str

    def date_for(self, period: Period) -> dt.date:
        """The due day of a period (the month's last day where it is shorter)."""
        month = Period.of(period.last_day, PeriodKind.MONTH) + self.months_after
        return min(month.first_day + dt.timedelta(days=self.day - 1), month.last_day)

    def closes_on(self, period: Period) -> dt.date:
        """The last day on which the file is not late."""
        return self.date_for(period) + dt.timedelta(days=self.grace_days)


@dataclass(frozen=True, slots=True)
class ExpectedGrid:
    """Timestamps a full period must have: every `minutes` in the contract's wall time."""

    column: str
    minutes: int
    per: tuple[str, ...]  # key columns that each have the whole grid
    level: Level


@dataclass(frozen=True, slots=True)
class Rule:
    """A cross-column or table rule: a stock Great Expectations type with its arguments."""

    id: str
    level: Level
    message: str
    fix: str | None
    expectation: str
    kwargs: Mapping[str, object]
    columns: tuple[str, ...]
    line: int = 0


@dataclass(frozen=True)
class Contract:
    """One data contract. `key`: columns that, with partner and period, name one row."""

    id: str
    version: str
    title: str
    description: str
    status: str
    file: str
    sha256: str
    period_kind: PeriodKind
    period_source: PeriodSource
    due: Due
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    breakdowns: tuple[Breakdown, ...]
    rules: tuple[Rule, ...]
    grain: str
    grid: ExpectedGrid | None
    loaded_by: Literal["partner", "backbone"]
    small_cell_threshold: int
    partner_column: Literal["must_match", "split"] = "must_match"
    notes: tuple[str, ...] = ()  # `type: text` quality rules: shown, not run

    @cached_property
    def by_name(self) -> Mapping[str, Column]:
        """Columns by name."""
        return {column.name: column for column in self.columns}

    @cached_property
    def breakdown_of(self) -> Mapping[str, Breakdown]:
        """Breakdowns by column name."""
        return {breakdown.column: breakdown for breakdown in self.breakdowns}

    def columns_in(self, role: Role) -> tuple[Column, ...]:
        """The columns with this role, in file order."""
        return tuple(column for column in self.columns if column.role is role)

    @property
    def indicators(self) -> tuple[Column, ...]:
        """The number columns partners report."""
        return self.columns_in(Role.INDICATOR)
