"""What was guessed about a first file: columns with their reasons, before they become YAML."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from shared_metrics.contracts.model import ColumnType, Counts, MissingReason, Role
from shared_metrics.periods import PeriodKind


@dataclass(frozen=True, slots=True)
class Group:
    """One value of a list column: what is written in YAML, and what people read."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class DraftColumn:
    """One column as guessed. `guesses`: a sentence for each thing a person should check.

    `total`: the group that stands for everybody. `adds_up`: its parts are exclusive and
    exhaustive. `over_partners`, `over_time`: whether sums mean something. `stock`: a number at a
    moment, such as members. `absent`: a column the file lacks and later files should have.
    """

    header: str
    name: str
    role: Role
    type: ColumnType
    required: bool = False
    example: str = ""
    groups: tuple[Group, ...] = ()
    total: str | None = None
    blank_is_total: bool = False
    adds_up: bool = True
    unit: str = ""
    counts: Counts = "amount"
    scale: int = 0
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    over_partners: bool = True
    over_time: bool = True
    stock: bool = False
    marks: Mapping[str, MissingReason] = field(default_factory=dict)
    absent: bool = False
    guesses: tuple[str, ...] = ()

    @property
    def is_indicator(self) -> bool:
        """Whether it is a number that is counted or measured."""
        return self.role is Role.INDICATOR

    @property
    def parts(self) -> tuple[Group, ...]:
        """Its groups without the total."""
        return tuple(group for group in self.groups if group.value != self.total)


@dataclass(frozen=True, slots=True)
class When:
    """How rows say their period: `how` and `columns` as in a contract, and the kind."""

    kind: PeriodKind
    how: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DraftTable:
    """Every column of the file in order, and how its rows say when."""

    columns: tuple[DraftColumn, ...]
    when: When

    @property
    def indicators(self) -> tuple[DraftColumn, ...]:
        """The number columns."""
        return tuple(column for column in self.columns if column.is_indicator)

    @property
    def key(self) -> tuple[DraftColumn, ...]:
        """Columns that name a row: period, breakdowns, things counted."""
        keyed = (Role.PERIOD, Role.PARTNER, Role.BREAKDOWN, Role.KEY)
        return tuple(column for column in self.columns if column.role in keyed)
