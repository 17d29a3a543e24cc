"""From cells to the answer: periods into buckets, partners into sectors, sums over both.

Works on the small table of cells per partner and period, so any engine's answer fits in memory.
"""

import datetime as dt
from collections.abc import Mapping, Sequence

import narwhals as nw

from shared_metrics.agenda.adding_up import adds_over_partners, adds_over_time
from shared_metrics.agenda.model import Metric, Partner
from shared_metrics.contracts.model import Contract
from shared_metrics.errors import CallersMistake
from shared_metrics.metrics.frames import Cells
from shared_metrics.metrics.headline import COUNTED
from shared_metrics.metrics.question import SECTOR, Question
from shared_metrics.observations import (
    DENOMINATOR,
    MISSING,
    NUMERATOR,
    PARTNER,
    PARTNERS,
    PERIOD,
)
from shared_metrics.periods import parse_period

CONTRACT_PERIOD = "__contract_period"
_NEWEST = "__newest_of_bucket"
_SUMS = (NUMERATOR, DENOMINATOR, COUNTED, MISSING)
_ANSWER = (NUMERATOR, DENOMINATOR, PARTNERS, COUNTED, MISSING)


def place(
    cells: Cells, question: Question, contract: Contract, partners: Sequence[Partner]
) -> Cells:
    """Cells with the partner asked for, its `sector`, and the bucket in place of the period."""
    partner_of = {partner.id: partner for partner in partners}
    if question.partners == "current":
        now = {id_: current_partner(id_, partner_of) for id_ in _values(cells, PARTNER)}
        cells = cells.with_columns(_mapped(PARTNER, now))
    if SECTOR in question.by:
        cells = _with_sector(cells, contract, partner_of)
    cells = cells.with_columns(nw.col(PERIOD).alias(CONTRACT_PERIOD))
    if PERIOD in question.by:
        cells = cells.with_columns(_mapped(PERIOD, _buckets(cells, question, contract)))
    return cells


def _values(cells: Cells, column: str) -> list[str]:
    return [str(value) for value in cells[column].unique().to_list()]


def _mapped(column: str, meaning: Mapping[str, str]) -> nw.Expr:
    expression = nw.col(column)
    if not meaning:
        return expression
    return expression.replace_strict(meaning, return_dtype=nw.String)


def _buckets(cells: Cells, question: Question, contract: Contract) -> dict[str, str]:
    kind = question.bucket_kind(contract)
    texts = _values(cells, PERIOD)
    return {t: parse_period(t, contract.period_kind).within(kind).text for t in texts}


def current_partner(partner_id: str, partner_of: Mapping[str, Partner]) -> str:
    """Who carries the partner's work on today: its successor's successor, and so on."""
    seen = {partner_id}
    while (partner := partner_of.get(partner_id)) and partner.successor:
        partner_id = partner.successor
        if partner_id in seen:
            raise CallersMistake(
                "successors_in_a_circle",
                f"The successors of “{partner_id}” lead back to it.",
                "Mend `successor` in partnership.yaml.",
            )
        seen.add(partner_id)
    return partner_id


def _with_sector(cells: Cells, contract: Contract, partner_of: Mapping[str, Partner]) -> Cells:
    """The sector the partner shown belonged to on the period's first day."""
    kind = contract.period_kind
    first_days = {t: parse_period(t, kind).first_day for t in _values(cells, PERIOD)}
    meaning = {
        f"{id_}\n{text}": _sector_on(id_, first_days[text], partner_of)
        for id_, text in cells.select(PARTNER, PERIOD).unique().rows()
    }
    joined = nw.concat_str(PARTNER, PERIOD, separator="\n").alias(SECTOR)
    return cells.with_columns(joined).with_columns(_mapped(SECTOR, meaning))


def _sector_on(partner_id: str, day: dt.date, partner_of: Mapping[str, Partner]) -> str:
    if partner_id not in partner_of:
        raise CallersMistake(
            "unknown_partner",
            f"There are figures of “{partner_id}”, which is not in the list of partners.",
            "Put it back into partnership.yaml; give it an `until` if it left.",
        )
    return partner_of[partner_id].sector_on(day).value


def last_cells(
    cells: Cells,
    stay: Sequence[str],
    bucket: Sequence[str],
    contract: Contract,
    partners: Sequence[Partner],
) -> Cells:
    """Of each bucket, partner and thing counted: the cells of the last period reported.

    A partner that had ended before the bucket's newest period has no stock left to count; who
    carries its work on reports it.
    """
    newest = nw.col(CONTRACT_PERIOD).max().over(*stay)
    of_bucket = nw.col(CONTRACT_PERIOD).max()
    newest_of_bucket = of_bucket.over(*bucket) if bucket else of_bucket
    cells = cells.with_columns(newest_of_bucket.alias(_NEWEST))
    gone = _gone(cells, contract, partners)
    there = ~nw.concat_str(PARTNER, _NEWEST, separator="\n").is_in(gone)
    return cells.filter(nw.col(CONTRACT_PERIOD) == newest, there).drop(_NEWEST)


def _gone(cells: Cells, contract: Contract, partners: Sequence[Partner]) -> list[str]:
    """Partner and newest period, as joined text, where the partner had ended before it."""
    until = {partner.id: partner.until for partner in partners}
    return [
        f"{id_}\n{text}"
        for id_, text in cells.select(PARTNER, _NEWEST).unique().rows()
        if (end := until.get(id_)) and end < parse_period(str(text), contract.period_kind).first_day
    ]


def add_up(cells: Cells, by: Sequence[str], metric: Metric, contract: Contract) -> Cells:
    """Cells -> one row per group of `by`: numerator, denominator, partners, missing."""
    each = list(dict.fromkeys([*by, PARTNER]))
    of_partner = cells.group_by(each).agg(*(nw.col(name).sum() for name in _SUMS))
    reporting = (nw.col(COUNTED) > 0).cast(nw.Int64).alias(PARTNERS)
    sums = [nw.col(name).sum() for name in _ANSWER]
    of_partner = of_partner.with_columns(reporting)
    answer = of_partner.group_by(list(by)).agg(*sums) if by else _in_one_row(of_partner)
    if metric.kind == "last_value" and not adds_over_partners(metric, contract):
        answer = _only_of_one_partner(answer)
    return answer


def _in_one_row(of_partner: Cells) -> Cells:
    """Everything together; no row when there is nothing to add up."""
    sums = of_partner.select(*(nw.col(name).sum() for name in _ANSWER))
    return sums if len(of_partner) else sums.head(0)


def _only_of_one_partner(answer: Cells) -> Cells:
    """A stock that does not add up over partners has no total where two report it."""
    several = nw.col(PARTNERS) > 1
    nothing = nw.lit(0)
    return answer.with_columns(
        nw.when(several).then(nothing).otherwise(nw.col(COUNTED)).alias(COUNTED),
        nw.when(several)
        .then(nw.col(MISSING) + nw.col(COUNTED))
        .otherwise(nw.col(MISSING))
        .alias(MISSING),
    )


def check_additive(metric: Metric, contract: Contract, question: Question) -> None:
    """Raise CallersMistake when the sum the question asks for means nothing."""
    if metric.kind == "last_value":
        return
    if not adds_over_partners(metric, contract):
        raise CallersMistake(
            "not_additive",
            f"“{metric.id}” adds up a column whose sum over partners means nothing.",
            "Define it as a weighted_mean or a last_value.",
        )
    if not adds_over_time(metric, contract) and not question.is_of_one_period(contract):
        kind = contract.period_kind.replace("_", " ")
        raise CallersMistake(
            "not_additive_over_time",
            f"“{metric.id}” counts the same people again each {kind}: "
            "its sum over time means nothing.",
            f"Ask by period without rolling up, for one {kind}, or define it as a last_value.",
        )
