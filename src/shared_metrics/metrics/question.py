"""A question to a metric: by what, over which periods, whose figures."""

from dataclasses import dataclass
from typing import Literal

from shared_metrics.agenda.model import Metric
from shared_metrics.contracts.model import Breakdown, Contract, Role
from shared_metrics.errors import CallersMistake
from shared_metrics.observations import PARTNER, PERIOD
from shared_metrics.periods import Period, PeriodKind

SECTOR = "sector"
LONGER_KINDS = {
    PeriodKind.MONTH: (PeriodKind.QUARTER, PeriodKind.YEAR, PeriodKind.SCHOOL_YEAR),
    PeriodKind.QUARTER: (PeriodKind.YEAR, PeriodKind.SCHOOL_YEAR),
    PeriodKind.YEAR: (),
    PeriodKind.SCHOOL_YEAR: (),
}


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask of a metric.

    `by`: `period`, `sector`, `partner`, any breakdown or key column of the contract; without
    `period` all periods are taken together. `every`: rolls periods up into longer ones.
    `first`, `last`: whole periods from the first day of one to the last day of the other, of any
    kind. `partners`: figures under the id that reported them, or under its successor of today.
    """

    by: tuple[str, ...] = ()
    every: PeriodKind | None = None
    first: Period | None = None
    last: Period | None = None
    partners: Literal["as_reported", "current"] = "as_reported"

    def bucket_kind(self, contract: Contract) -> PeriodKind:
        """The kind of period the answer's rows are for."""
        return self.every or contract.period_kind

    def is_of_one_period(self, contract: Contract) -> bool:
        """Whether no row of the answer can hold more than one period of the contract."""
        if PERIOD in self.by:
            return self.bucket_kind(contract) is contract.period_kind
        return (
            self.first is not None
            and self.first == self.last
            and self.first.kind is contract.period_kind
        )


def asked_breakdowns(question: Question, contract: Contract) -> tuple[Breakdown, ...]:
    """The breakdowns the answer has a column for, in the contract's order."""
    return tuple(b for b in contract.breakdowns if b.column in question.by)


def asked_columns(question: Question) -> tuple[str, ...]:
    """The contract's columns in `by`: breakdowns and keys."""
    return tuple(name for name in question.by if name not in (PERIOD, PARTNER, SECTOR))


def check_question(question: Question, metric: Metric, contract: Contract) -> None:
    """Raise CallersMistake when the question cannot be put to this metric."""
    _check_by(question, contract)
    _check_every(question, contract)
    _check_range(question)
    named = {column for t in (*metric.numerator, *metric.denominator) for column in t.where}
    both = sorted(named & set(question.by) & set(contract.breakdown_of))
    if both:
        raise CallersMistake(
            "breakdown_in_metric",
            f"“{metric.id}” is already about some groups of {both[0]}: "
            f"it cannot be asked by {both[0]}.",
            f"Leave {both[0]} out.",
        )


def _check_by(question: Question, contract: Contract) -> None:
    known = _may_ask(contract)
    if len(set(question.by)) != len(question.by):
        raise CallersMistake("asked_twice", f"“{','.join(question.by)}” names a column twice.")
    for name in question.by:
        if name not in known:
            raise CallersMistake(
                "unknown_by",
                f"Figures of “{contract.id}” cannot be asked by “{name}”.",
                f"Ask by: {', '.join(known)}.",
            )
    if SECTOR in question.by and contract.loaded_by == "backbone":
        raise CallersMistake(
            "no_sector",
            f"“{contract.id}” holds community figures: they belong to no sector.",
            "Ask without sector.",
        )


def _may_ask(contract: Contract) -> tuple[str, ...]:
    columns = [*contract.columns_in(Role.BREAKDOWN), *contract.columns_in(Role.KEY)]
    return (PERIOD, SECTOR, PARTNER, *(column.name for column in columns))


def _check_every(question: Question, contract: Contract) -> None:
    every, kind = question.every, contract.period_kind
    if every is None:
        return
    if PERIOD not in question.by:
        raise CallersMistake(
            "every_without_period",
            f"Periods cannot be put together by {_words(every)} in an answer without periods.",
            "Add period to what you ask by.",
        )
    if every is not kind and every not in LONGER_KINDS[kind]:
        raise CallersMistake(
            "not_longer",
            f"A {_words(kind)} does not lie within one {_words(every)}.",
            f"Ask for: {', '.join((kind, *LONGER_KINDS[kind]))}.",
        )


def _words(kind: PeriodKind) -> str:
    return kind.replace("_", " ")


def _check_range(question: Question) -> None:
    first, last = question.first, question.last
    if first is not None and last is not None and first.first_day > last.last_day:
        raise CallersMistake(
            "range_backwards", f"{first} comes after {last}.", "Swap the first and last period."
        )
