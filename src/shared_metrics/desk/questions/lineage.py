"""Where a number comes from: numerator and denominator, who brings what, the rows of the files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

import narwhals as nw
import polars as pl

from shared_metrics import people
from shared_metrics.agenda.adding_up import adds_over_time
from shared_metrics.agenda.model import Metric, Person
from shared_metrics.contracts.model import Contract
from shared_metrics.desk.opening import Desk
from shared_metrics.desk.questions.figures import accepted_rows
from shared_metrics.desk.questions.memory import remembered
from shared_metrics.documents import did_you_mean
from shared_metrics.errors import CallersMistake, Conflict
from shared_metrics.metrics import Question, measure, plain_number
from shared_metrics.metrics.counted_rows import COUNTS, counted_rows
from shared_metrics.metrics.frames import Rows
from shared_metrics.metrics.overflow import unscaled
from shared_metrics.metrics.question import LONGER_KINDS
from shared_metrics.observations import (
    DENOMINATOR,
    LINE,
    NUMERATOR,
    PARTNER,
    PERIOD,
    SUBMISSION,
    VALUE,
)
from shared_metrics.periods import Period, parse_period
from shared_metrics.submissions import State, Submission

_WHERE: Final = (PARTNER, PERIOD, SUBMISSION, LINE, NUMERATOR, DENOMINATOR, COUNTS)
Group = tuple[str, str]  # a breakdown and one of its groups


@dataclass(frozen=True, slots=True)
class FileRow:
    """A row of a partner's file and what it brings; `line` is where it stands in the file.

    `groups`: what the row is of; `figures`: the columns the metric adds up, None where empty.
    `counts`: False where a number that is needed is missing, so that the figure was left out.
    """

    line: int
    groups: Mapping[str, str | None]
    figures: Mapping[str, Decimal | None]
    numerator: Decimal
    denominator: Decimal
    counts: bool

    def as_dict(self) -> dict[str, object]:
        """For `--json`: numbers digit for digit."""
        return {
            "line": self.line,
            "groups": dict(self.groups),
            "figures": {name: plain_number(value) for name, value in self.figures.items()},
            "numerator": plain_number(self.numerator),
            "denominator": plain_number(self.denominator),
            "counts": self.counts,
        }


@dataclass(frozen=True, slots=True)
class Brought:
    """What one partner's accepted figures for one period bring, and the submission they are in."""

    partner: str
    period: Period
    submission: Submission
    numerator: Decimal
    denominator: Decimal
    rows: tuple[FileRow, ...]

    @property
    def counted(self) -> int:
        """How many rows count."""
        return len(self.rows) - self.left_out

    @property
    def left_out(self) -> int:
        """How many rows belong to a figure that is not known."""
        return sum(not row.counts for row in self.rows)

    def as_dict(self) -> dict[str, object]:
        """For `--json`."""
        one = self.submission
        return {
            "partner": self.partner,
            "period": self.period.text,
            "numerator": plain_number(self.numerator),
            "denominator": plain_number(self.denominator),
            "submission": one.id,
            "file_name": one.file_name,
            "files": len(one.originals),
            "sent_at": one.submitted_at.isoformat(),
            "accepted_at": one.decided_at.isoformat() if one.decided_at else None,
            "contract_version": one.contract_version,
            "corrects": one.supersedes,
            "rows": [row.as_dict() for row in self.rows],
        }


@dataclass(frozen=True, slots=True)
class Lineage:
    """A number and all that it is made of; None where nothing is known.

    `partner`: whose figure it is, None: everybody's. `group`: of which breakdown and group.
    """

    metric: Metric
    period: Period
    partner: str | None
    group: Group | None
    numerator: Decimal | None
    denominator: Decimal | None
    value: float | None
    brought: tuple[Brought, ...]

    @property
    def rows(self) -> int:
        """How many rows of files it rests on."""
        return sum(len(one.rows) for one in self.brought)

    @property
    def adds_up(self) -> bool:
        """Whether what was brought has a total: a stock of several partners may have none."""
        return self.numerator is not None or not any(one.counted for one in self.brought)

    def as_dict(self) -> dict[str, object]:
        """The shape `lineage --json` prints."""
        return {
            "metric": self.metric.id,
            "unit": self.metric.unit,
            "period": self.period.text,
            "partner": self.partner,
            "group": dict([self.group]) if self.group else None,
            "numerator": plain_number(self.numerator),
            "denominator": plain_number(self.denominator),
            "value": self.value,
            "brought": [one.as_dict() for one in self.brought],
        }


def lineage(
    desk: Desk,
    person: Person | None,
    metric_id: str,
    period: Period,
    *,
    partner_id: str | None = None,
    group: Group | None = None,
) -> Lineage:
    """What a live figure is made of; a partner's people ask for their own partner's only.

    `person` None: somebody at the machine itself. Raises NotAllowed (the same for a partner that
    does not exist) and CallersMistake: `unknown_metric`, `unknown_partner`, `unknown_group`, and
    whatever the metric cannot be asked (see `metrics.measure`).
    """
    if person is not None:
        people.check_can_measure(person, partner_id)
    metric = desk.definitions.metric(metric_id)
    contract = desk.definitions.contract(metric.contract)
    if partner_id not in (None, desk.partnership.backbone):
        desk.definitions.partner(partner_id or "")
    if group is not None:
        _check_group(metric, contract, group)
    return remembered(
        desk.ledger,
        ("lineage", metric_id, period, partner_id, group),
        lambda: _lineage(desk, metric, period, partner_id=partner_id, group=group),
    )


def _check_group(metric: Metric, contract: Contract, group: Group) -> None:
    breakdown, code = group
    known = [name for name in metric.breakdowns if name in contract.breakdown_of]
    if breakdown not in known:
        hint = f"There are: {', '.join(known)}." if known else "It has none."
        raise CallersMistake(
            "unknown_group", f"“{metric.id}” has no breakdown “{breakdown}”.", hint
        )
    parts = contract.breakdown_of[breakdown].parts
    if code not in parts:
        hint = did_you_mean(code, parts).strip() or f"There are: {', '.join(parts)}."
        raise CallersMistake("unknown_group", f"{breakdown} has no group “{code}”.", hint)


def _lineage(
    desk: Desk, metric: Metric, period: Period, *, partner_id: str | None, group: Group | None
) -> Lineage:
    contract = desk.definitions.contract(metric.contract)
    named = (group[0],) if group else ()
    question = Question((PERIOD, *named), every=period.kind, first=period, last=period)
    rows, partners = _rows_of(desk, contract, partner_id), desk.partnership.partners
    answer = _of_group(measure(rows, metric, contract, question, partners), group)
    listed = _of_group(counted_rows(rows, metric, contract, question, partners), group)
    found = answer.row(0, named=True) if answer.height else {}
    return Lineage(
        metric,
        period,
        partner_id,
        group,
        found.get(NUMERATOR),
        found.get(DENOMINATOR),
        found.get(VALUE),
        _brought(desk, contract, listed),
    )


def _rows_of(desk: Desk, contract: Contract, partner_id: str | None) -> Rows:
    rows = accepted_rows(desk, contract)
    return rows if partner_id is None else rows.filter(nw.col(PARTNER) == partner_id)


def _of_group(table: pl.DataFrame, group: Group | None) -> pl.DataFrame:
    return table if group is None else table.filter(pl.col(group[0]) == group[1])


def _brought(desk: Desk, contract: Contract, listed: pl.DataFrame) -> tuple[Brought, ...]:
    """In the agenda's order of partners, then by period."""
    accepted = desk.ledger.submissions(contract=contract.id, states=[State.ACCEPTED])
    by_id = {one.id: one for one in accepted}
    order = {partner.id: at for at, partner in enumerate(desk.partnership.partners)}
    parts = listed.partition_by(PARTNER, PERIOD, SUBMISSION, as_dict=True, maintain_order=True)
    if any(str(submission) not in by_id for _, _, submission in parts):
        raise Conflict(
            "changed_meanwhile",
            "A file was accepted while the rows were read.",
            "Ask again: the rows of now are shown then.",
        )
    made = [
        _one_brought(contract, by_id[str(submission)], str(text), rows.to_dicts())
        for (_, text, submission), rows in parts.items()
    ]
    return tuple(sorted(made, key=lambda one: (order.get(one.partner, -1), one.period.ordinal)))


def _one_brought(
    contract: Contract, one: Submission, text: str, rows: Sequence[Mapping[str, Any]]
) -> Brought:
    return Brought(
        one.partner,
        parse_period(text, contract.period_kind),
        one,
        sum((row[NUMERATOR] for row in rows), Decimal(0)),
        sum((row[DENOMINATOR] for row in rows), Decimal(0)),
        tuple(_file_row(contract, row) for row in rows),
    )


def _file_row(contract: Contract, row: Mapping[str, Any]) -> FileRow:
    told = {name: value for name, value in row.items() if name not in _WHERE}
    numbers = {name for name in told if contract.by_name[name].is_number}
    return FileRow(
        row[LINE],
        {name: value for name, value in told.items() if name not in numbers},
        {
            name: _unscaled(told[name], contract.by_name[name].scale)
            for name in told
            if name in numbers
        },
        row[NUMERATOR],
        row[DENOMINATOR],
        row[COUNTS],
    )


def _unscaled(value: int | None, scale: int) -> Decimal | None:
    return None if value is None else unscaled(value, scale)


def periods_to_trace(desk: Desk, metric: Metric, partner_id: str | None = None) -> list[Period]:
    """The periods a metric can be traced for, those it is reported by first, newest first.

    `partner_id`: only of what this partner reported.
    """
    contract = desk.definitions.contract(metric.contract)
    texts = _rows_of(desk, contract, partner_id).select(PERIOD).unique().collect().to_native()
    own = [parse_period(text, contract.period_kind) for text in texts[PERIOD].to_list()]
    adds_up = metric.kind == "last_value" or adds_over_time(metric, contract)
    longer = LONGER_KINDS[contract.period_kind] if adds_up else ()
    kinds = [own, *([one.within(kind) for one in own] for kind in longer)]
    return [p for of in kinds for p in sorted(set(of), key=lambda p: -p.ordinal)]


def groups_to_trace(desk: Desk, metric: Metric) -> list[Group]:
    """The groups a metric can be traced for."""
    contract = desk.definitions.contract(metric.contract)
    named = {name for t in (*metric.numerator, *metric.denominator) for name in t.where}
    breakdowns = [contract.breakdown_of[n] for n in metric.breakdowns if n in contract.breakdown_of]
    return [(b.column, code) for b in breakdowns if b.column not in named for code in b.parts]
