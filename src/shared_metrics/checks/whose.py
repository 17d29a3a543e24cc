"""Whose rows these are and which period they are about: never guessed, and told when it differs."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import polars as pl

from shared_metrics.agenda.model import Partner
from shared_metrics.checks.cells import Problem, counted, listed
from shared_metrics.checks.dates import day_month_order
from shared_metrics.checks.periods_written import (
    ReadPeriod,
    month_of_year,
    read_written_period,
)
from shared_metrics.checks.typed import TypedTable
from shared_metrics.contracts import value_key
from shared_metrics.contracts.model import Contract, Role
from shared_metrics.findings import Assumption, Finding, Level
from shared_metrics.observations import PERIOD
from shared_metrics.periods import Period, parse_period


@dataclass(frozen=True, eq=False)
class RowPeriods:
    """`texts`: the canonical period of each row (null where it is not known), named PERIOD."""

    texts: pl.Series
    periods: tuple[Period, ...]
    findings: tuple[Finding, ...]
    assumptions: tuple[Assumption, ...]


def check_partner(
    typed: TypedTable, contract: Contract, partner: Partner | None, others: Iterable[Partner]
) -> Iterator[Finding]:
    """Every cell of a partner column must name the partner the file is sent for.

    In a file of several partners (`split`) it must name some partner.
    """
    if contract.partner_column == "split":
        yield from _unknown_partners(typed, contract, [*others, *([partner] if partner else [])])
        return
    if partner is None:
        return
    theirs = {name: other for other in others for name in _names(other)}
    ours = _names(partner)
    for column in contract.columns_in(Role.PARTNER):
        if column.name not in typed.columns:
            continue
        written = typed.read.cells[column.name]
        strange = [t for t in written.drop_nulls().unique() if t.casefold() not in ours]
        for row in written.is_in(strange).fill_null(value=False).arg_true().to_list():
            yield typed.finding(row, column.name, _whose(written[row], theirs, partner))


def _unknown_partners(
    typed: TypedTable, contract: Contract, partners: Iterable[Partner]
) -> Iterator[Finding]:
    known = {value_key(n) for p in partners for n in (p.id, p.name, *p.synonyms)}
    for column in contract.columns_in(Role.PARTNER):
        if not known or column.name not in typed.columns:
            continue
        written = typed.read.cells[column.name]
        strange = [text for text in written.drop_nulls().unique() if value_key(text) not in known]
        wrong = written.is_in(strange).fill_null(value=not column.required)  # `required` tells too
        for row in wrong.arg_true().to_list():
            text = written[row]
            message = "The row names no partner." if text is None else f"“{text}” is not a partner."
            fix = "Write the partner's id or name as in the agenda."
            yield typed.finding(row, column.name, Problem("unknown_partner", message, fix))


def _names(partner: Partner) -> frozenset[str]:
    return frozenset(t.casefold() for t in (partner.id, partner.name, *partner.synonyms))


def _whose(written: str, theirs: Mapping[str, Partner], partner: Partner) -> Problem:
    other = theirs.get(written.casefold())
    message = (
        f"This row is about {other.name}, and the file is sent for {partner.name}."
        if other
        else f"“{written}” is not a name of {partner.name}, for whom the file is sent."
    )
    return Problem("other_partner", message, f"Send only the rows of {partner.name}.")


def row_periods(
    typed: TypedTable, contract: Contract, given: Period | None, today: dt.date
) -> RowPeriods:
    """The period of every row, from its columns or as given, with what is wrong about it."""
    texts, assumptions, findings = _read_periods(typed, contract)
    if texts is None:
        return _without_column(typed, given, today)
    findings += _blank_periods(typed, contract, texts, given)
    if given is not None:
        findings += _other_periods(typed, contract, texts, given)
        findings += list(_calendar_findings((given,), typed, texts, contract, today))
        filled = texts.fill_null(given.text)
        return RowPeriods(filled, (given,), tuple(findings), assumptions)
    written = sorted(texts.drop_nulls().unique().to_list())
    periods = tuple(parse_period(text, contract.period_kind) for text in written)
    findings += list(_calendar_findings(periods, typed, texts, contract, today))
    return RowPeriods(texts, periods, tuple(findings), assumptions)


def _without_column(typed: TypedTable, given: Period | None, today: dt.date) -> RowPeriods:
    rows = len(typed.lines)
    if given is not None:
        texts = pl.repeat(given.text, rows, dtype=pl.String, eager=True).alias(PERIOD)
        problem = _begun_and_ended(given, today)
        findings = (_about_file(problem),) if problem else ()
        return RowPeriods(texts, (given,), findings, ())
    nothing = pl.repeat(None, rows, dtype=pl.String, eager=True).alias(PERIOD)
    problem = Problem(
        "no_period",
        "Neither the file nor its sender says which period the figures are for.",
        "Choose the period when you send the file, or add the column.",
    )
    return RowPeriods(nothing, (), (_about_file(problem),), ())


def _about_file(problem: Problem) -> Finding:
    return Finding(problem.rule, problem.level, problem.message, fix=problem.fix)


# -- reading the columns that say the period ---
def _read_periods(
    typed: TypedTable, contract: Contract
) -> tuple[pl.Series | None, tuple[Assumption, ...], list[Finding]]:
    source = contract.period_source
    if any(name not in typed.read.cells.columns for name in source.columns):
        return None, (), []
    match source.how:
        case "date":
            return _from_dates(typed, contract), (), []
        case "year_month":
            return _from_year_and_month(typed, contract)
        case "period":
            return _from_text(typed, contract)


def _from_dates(typed: TypedTable, contract: Contract) -> pl.Series:
    days = typed.columns[contract.period_source.columns[0]].values.cast(pl.Date)
    different = days.drop_nulls().unique()
    texts = [Period.of(day, contract.period_kind).text for day in different]
    return _replaced(days, different, texts)


def _replaced(written: pl.Series, old: pl.Series, new: list[str]) -> pl.Series:
    if not new:
        return pl.repeat(None, len(written), dtype=pl.String, eager=True).alias(PERIOD)
    texts = written.replace_strict(old, new, default=None, return_dtype=pl.String)
    return texts.alias(PERIOD)


def _from_text(
    typed: TypedTable, contract: Contract
) -> tuple[pl.Series, tuple[Assumption, ...], list[Finding]]:
    name = contract.period_source.columns[0]
    written = typed.read.cells[name]
    different = sorted(written.drop_nulls().unique().to_list())
    order = day_month_order(different)
    read = {t: read_written_period(t, contract.period_kind, order) for t in different}
    found = {t: r.period.text for t, r in read.items() if isinstance(r, ReadPeriod)}
    problems = {t: r for t, r in read.items() if isinstance(r, Problem)}
    texts = _replaced(written, pl.Series(list(found), dtype=pl.String), list(found.values()))
    title = contract.by_name[name].title
    return texts, _read_as(read, title), list(_problems(typed, name, written, problems))


def _problems(
    typed: TypedTable, name: str, written: pl.Series, problems: Mapping[str, Problem]
) -> Iterator[Finding]:
    already = typed.columns[name].untyped if name in typed.columns else None
    for row in written.is_in(list(problems)).fill_null(value=False).arg_true().to_list():
        if already is None or not already[row]:
            yield typed.finding(row, name, problems[written[row]])


def _read_as(read: Mapping[str, ReadPeriod | Problem], title: str) -> tuple[Assumption, ...]:
    said = [
        f"“{t}” as {r.period}"
        for t, r in read.items()
        if isinstance(r, ReadPeriod) and not r.canonical
    ]
    if not said:
        return ()
    return (Assumption("period_read_as", f"{title}: read {listed(said)}."),)


def _from_year_and_month(
    typed: TypedTable, contract: Contract
) -> tuple[pl.Series, tuple[Assumption, ...], list[Finding]]:
    year_name, month_name = contract.period_source.columns
    years, months = typed.read.cells[year_name], typed.read.cells[month_name]
    both = years + "\n" + months
    read = {t: month_of_year(*t.split("\n")) for t in sorted(both.drop_nulls().unique())}
    found = {
        t: Period.of(r.period.first_day, contract.period_kind).text
        for t, r in read.items()
        if isinstance(r, ReadPeriod)
    }
    problems = {t: r for t, r in read.items() if isinstance(r, Problem)}
    texts = _replaced(both, pl.Series(list(found), dtype=pl.String), list(found.values()))
    return texts, (), list(_problems(typed, month_name, both, problems))


# -- what is wrong about the periods ---
def _blank_periods(
    typed: TypedTable, contract: Contract, texts: pl.Series, given: Period | None
) -> list[Finding]:
    """Blank period cells, unless the period is given or the column is required anyway."""
    column = contract.by_name[contract.period_source.columns[0]]
    if given is not None or column.required:
        return []
    blank = texts.is_null() & typed.read.cells[column.name].is_null()
    message = "The row does not say which period it is about."
    problem = Problem("no_period", message, f"Fill in {column.title}.")
    return [typed.finding(row, column.name, problem) for row in blank.arg_true().to_list()]


def _other_periods(
    typed: TypedTable, contract: Contract, texts: pl.Series, given: Period
) -> list[Finding]:
    name = contract.period_source.columns[-1]
    other = (texts != given.text).fill_null(value=False)
    return [
        typed.finding(row, name, _other_period(_label(texts[row], contract), given))
        for row in other.arg_true().to_list()
    ]


def _other_period(label: str, given: Period) -> Problem:
    return Problem(
        "other_period",
        f"This row is about {label}, and the file is sent for {given.label}.",
        f"Send only the rows of {given.label}, or choose the other period.",
    )


def _label(text: str, contract: Contract) -> str:
    return parse_period(text, contract.period_kind).label


def _calendar_findings(
    periods: Iterable[Period],
    typed: TypedTable,
    texts: pl.Series,
    contract: Contract,
    today: dt.date,
) -> Iterator[Finding]:
    """One finding for each period that lies ahead or is not over, at its first row."""
    name = contract.period_source.columns[-1]
    for period in periods:
        problem = _begun_and_ended(period, today)
        if problem is None:
            continue
        rows = (texts == period.text).arg_true()
        if not len(rows):
            yield _about_file(problem)
            continue
        more = f" ({counted(len(rows), 'row')})." if len(rows) > 1 else "."
        message = problem.message.removesuffix(".") + more
        yield typed.finding(int(rows[0]), name, replace(problem, message=message))


def _begun_and_ended(period: Period, today: dt.date) -> Problem | None:
    if period.first_day > today:
        return Problem(
            "period_not_begun",
            f"{period.label} has not begun.",
            "Check the period; figures are sent after it.",
        )
    if period.last_day >= today:
        return Problem(
            "period_not_ended",
            f"{period.label} is not over yet.",
            "Send the figures when it is over, or say why they are complete.",
            Level.CHECK,
        )
    return None
