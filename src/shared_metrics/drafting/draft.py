"""A first file -> definitions that accept it: a contract, three metrics, one placeholder goal.

What is guessed is tried: the file is read and judged under its own draft, and the draft gives way
where it was too strict. What no draft can accept is told in plain words: the file must be mended.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import PurePath

import narwhals as nw
import polars as pl

from shared_metrics.agenda import parse_agenda
from shared_metrics.checks import Judgement, judge
from shared_metrics.contracts import Contract, parse_contract
from shared_metrics.contracts.model import Role
from shared_metrics.drafting.columns import as_key, guess_columns
from shared_metrics.drafting.contract_text import ContractHead, WithinPair, contract_text
from shared_metrics.drafting.first_table import read_first_table
from shared_metrics.drafting.goal import Stand, a_year_after, goal_text
from shared_metrics.drafting.metrics import DraftMetric, draft_metrics, metric_text, within_pair
from shared_metrics.drafting.model import DraftColumn, DraftTable
from shared_metrics.drafting.naming import an_id
from shared_metrics.drafting.partnership import (
    PLACEHOLDER_OUTCOME,
    SETBACKS,
    Answers,
    partner_ids,
    partnership_text,
)
from shared_metrics.drafting.publication import publication_text
from shared_metrics.errors import CallersMistake, DefinitionsBroken
from shared_metrics.findings import Finding, Level, rules_to_explain
from shared_metrics.metrics import Question, measure
from shared_metrics.observations import PARTNER, PERIOD, SUBMISSION, VALUE
from shared_metrics.periods import Period, PeriodKind
from shared_metrics.reading import Caps, Upload, read

_MOST_TRIES = 12
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person may say about the first file, besides the answers.

    `period`: needed where no column says when; `every`: the kind of period; `caps` and `sheet`
    as in reading.
    """

    title: str = ""
    every: PeriodKind | None = None
    period: str | None = None
    sheet: str | None = None
    caps: Caps = Caps()  # noqa: RUF009 - frozen


@dataclass(frozen=True, eq=False)
class DraftedContract:
    """A contract that accepts its own first file; `judgement` is of that file."""

    text: str
    contract: Contract
    table: DraftTable
    pair: WithinPair | None
    judgement: Judgement


@dataclass(frozen=True, eq=False)
class Drafted:
    """`files`: path below the definitions folder -> text. `partner`: whose the first file is.

    `period`: what must be said when the first file is sent, if it does not say it itself.
    """

    files: Mapping[str, str]
    contract: DraftedContract
    metrics: tuple[DraftMetric, ...]
    partner: str
    period: str | None = None

    @property
    def to_explain(self) -> tuple[str, ...]:
        """Rules the first file breaks that ask for a reason when it is sent."""
        return tuple(rules_to_explain(self.contract.judgement.findings))


def draft_contract(
    upload: Upload,
    *,
    contract_id: str = "",
    title: str = "",
    time_zone: str = "UTC",
    today: dt.date,
    partners: tuple[str, ...] = (),
    asked: Asked = Asked(),
) -> DraftedContract:
    """A contract drafted from a file, which it accepts.

    Raises CallersMistake: `no_first_table` when the file holds no table, `first_file_to_mend`
    when its own findings must be fixed first, `period_needed` when nothing says when.
    """
    table = guess_columns(
        read_first_table(upload, asked.caps, asked.sheet, today), partners, asked.every
    )
    _require_number(table)
    title = title or _title_of(upload.name)
    head = ContractHead(
        contract_id or an_id(title, (), "report"), title, time_zone, PurePath(upload.name).name
    )
    trial = _Trial(upload, head, today, asked)
    for _ in range(_MOST_TRIES):
        drafted = trial.of(table)
        fixes = [f for f in drafted.judgement.findings if f.level is Level.FIX]
        if not fixes:
            return trial.with_pair(drafted)
        given_way = _give_way(table, fixes)
        if given_way is None:
            break
        table = given_way
    raise _to_mend(fixes)


def _title_of(name: str) -> str:
    """`first_file-2026.csv` -> `First file`."""
    words = "".join(sign if sign.isalpha() else " " for sign in PurePath(name).stem)
    return " ".join(words.split()).capitalize() or "Report"


def _require_number(table: DraftTable) -> None:
    if not table.indicators:
        raise CallersMistake(
            "no_number_column",
            "No column of the first file holds numbers to count.",
            "Give a file with a row for each group and at least one column of numbers.",
        )


@dataclass(frozen=True)
class _Trial:
    """One file, read and judged under one draft after another."""

    upload: Upload
    head: ContractHead
    today: dt.date
    asked: Asked

    def of(self, table: DraftTable, pair: WithinPair | None = None) -> DraftedContract:
        """The contract of this table, and what it says about the file."""
        text = contract_text(self.head, table, pair)
        contract = _parsed(text, self.head.id)
        read_table = read(self.upload, contract, caps=self.asked.caps, sheet=self.asked.sheet)
        judgement = judge(
            read_table, contract, partner=None, period=self._period(contract), today=self.today
        )
        return DraftedContract(text, contract, table, pair, judgement)

    def with_pair(self, drafted: DraftedContract) -> DraftedContract:
        """The same with a rule about a part and its whole, where the file shows one."""
        pair = within_pair(drafted.table, never_above(drafted))
        return self.of(drafted.table, pair) if pair is not None else drafted

    def _period(self, contract: Contract) -> Period | None:
        if self.asked.period is None:
            return None
        from shared_metrics.checks.periods_written import ReadPeriod, read_written_period

        told = read_written_period(self.asked.period, contract.period_kind)
        if isinstance(told, ReadPeriod):
            return told.period
        raise CallersMistake("not_a_period", told.message, told.fix)


def _parsed(text: str, contract_id: str) -> Contract:
    try:
        return parse_contract(text, f"{contract_id}.odcs.yaml")
    except DefinitionsBroken as broken:
        raise CallersMistake(
            "no_draft",
            f"No contract can be drafted from this file: {broken.problems[0].message}",
            "Give the columns plain names and the cells plain text, and begin again.",
        ) from broken


def never_above(drafted: DraftedContract) -> frozenset[tuple[str, str]]:
    """Pairs of numbers (a, b) with a never above b, and below it somewhere."""
    rows = drafted.judgement.observations
    names = [c.name for c in drafted.table.indicators if c.over_partners and not c.scale]
    found = set()
    for a in names:
        for b in names:
            if a == b:
                continue
            both = rows.filter(pl.col(a).is_not_null() & pl.col(b).is_not_null())
            if both.height and (both[a] <= both[b]).all() and (both[a] < both[b]).any():
                found.add((a, b))
    return frozenset(found)


# --- giving way ---------------------------------------------------------------------------


def _give_way(table: DraftTable, fixes: list[Finding]) -> DraftTable | None:
    """The table with the guess taken back that the file contradicts; None when none is left."""
    for finding in fixes:
        for give in (_parts_need_not_add_up, _more_names_a_row):
            changed = give(table, finding)
            if changed is not None:
                return changed
    return None


def _parts_need_not_add_up(table: DraftTable, finding: Finding) -> DraftTable | None:
    """Groups that do not agree with their total: first they may overlap, then it is a name."""
    if finding.rule != "parts_disagree_with_total":
        return None
    for column in table.columns:
        if column.role is not Role.BREAKDOWN or column.total is None:
            continue
        if column.adds_up:
            said = "Its groups do not add up to the total row, so they may overlap."
            guesses = (*column.guesses[:-1], said)
            return _changed(table, column, replace(column, adds_up=False, guesses=guesses))
        if not column.blank_is_total:
            return _changed(table, column, as_key(column))
    return None


def _more_names_a_row(table: DraftTable, finding: Finding) -> DraftTable | None:
    """Two rows about the same: a filled text column more is part of what a row is about."""
    if finding.rule != "duplicate_rows":
        return None
    for column in table.columns:
        text = column.role is Role.DETAIL and column.required
        if text and not column.absent:
            return _changed(table, column, as_key(column))
    return None


def _changed(table: DraftTable, old: DraftColumn, new: DraftColumn) -> DraftTable:
    return replace(table, columns=tuple(new if c is old else c for c in table.columns))


def _to_mend(fixes: list[Finding]) -> CallersMistake:
    """What no draft can accept, said as a partner would be told."""
    if any(finding.rule == "no_period" and finding.line is None for finding in fixes):
        return CallersMistake(
            "period_needed",
            "No column of the first file says which period its figures are for.",
            "Say the period, such as 2026-03, or add a column Month to the file.",
        )
    told = [_told(finding) for finding in fixes[:_NAMED]]
    more = f" And {len(fixes) - _NAMED:,} more." if len(fixes) > _NAMED else ""
    hints = dict.fromkeys(finding.fix for finding in fixes[:_NAMED] if finding.fix)
    return CallersMistake(
        "first_file_to_mend",
        f"The first file has something to mend. {' '.join(told)}{more}",
        " ".join(hints) or "Mend the file and begin again.",
    )


def _told(finding: Finding) -> str:
    place = f" ({finding.cell})" if finding.cell else ""
    return f"{finding.message.removesuffix('.')}{place}."


# --- the whole partnership ----------------------------------------------------------------


def draft_partnership(
    answers: Answers,
    upload: Upload,
    *,
    partnership: str,
    today: dt.date,
    asked: Asked = Asked(),
) -> Drafted:
    """All definitions of a new partnership whose partners report what the first file holds.

    The first file is of the partner it names, else of the first one. Raises CallersMistake as
    `draft_contract` does, and for names that are given twice.
    """
    ids = partner_ids(answers)
    drafted = draft_contract(
        upload,
        title=asked.title,
        time_zone=answers.time_zone,
        today=today,
        partners=tuple(ids),
        asked=asked,
    )
    metrics = draft_metrics(drafted.table, drafted.pair)
    files = dict(_files(answers, drafted, metrics, partnership=partnership, today=today))
    goal_metric = next((m for m in metrics if m.kind == "ratio"), metrics[0])
    stand = _stand(files, drafted, goal_metric)
    files["agenda/goals.yaml"] = goal_text(
        goal_metric,
        stand,
        outcome=PLACEHOLDER_OUTCOME.id,
        place=answers.place,
        owner=answers.backbone,
        today=today,
    )
    files["agenda/publication.yaml"] = publication_text(
        (metric.id for metric in metrics), stand.period.kind
    )
    said = drafted.judgement.periods[0].text if asked.period is not None else None
    return Drafted(files, drafted, metrics, _whose(drafted, ids), said)


def _files(
    answers: Answers,
    drafted: DraftedContract,
    metrics: tuple[DraftMetric, ...],
    *,
    partnership: str,
    today: dt.date,
) -> Iterator[tuple[str, str]]:
    contract, outcome = drafted.contract, PLACEHOLDER_OUTCOME
    yield f"{contract.id}.odcs.yaml", drafted.text
    yield (
        "agenda/partnership.yaml",
        partnership_text(answers, partnership=partnership, contract=contract.id, outcome=outcome),
    )
    yield "agenda/setbacks.yaml", SETBACKS
    breakdowns = [c.name for c in drafted.table.columns if c.role in (Role.BREAKDOWN, Role.KEY)]
    for metric in metrics:
        used = [name for name in breakdowns if f"{{{name}: [" not in metric.numerator]
        yield (
            f"agenda/metrics/{metric.id}.yaml",
            metric_text(
                metric,
                contract=contract.id,
                outcome=outcome.id,
                person=answers.person,
                next_review=str(a_year_after(today)),
                breakdowns=used,
            ),
        )


def _stand(files: Mapping[str, str], drafted: DraftedContract, metric: DraftMetric) -> Stand:
    """The metric in the last period of the first file, measured as it always will be."""
    contract = drafted.contract
    agenda_files = {path: text for path, text in files.items() if path.startswith("agenda/")}
    agenda = parse_agenda(agenda_files, {contract.id: contract}).agenda
    measured_metric = next(one for one in agenda.metrics if one.id == metric.id)
    rows = drafted.judgement.observations.with_columns(
        pl.lit(agenda.partnership.partners[0].id).alias(PARTNER), pl.lit("first").alias(SUBMISSION)
    )
    measured = measure(
        nw.from_native(rows.lazy()),
        measured_metric,
        contract,
        Question(by=(PERIOD,)),
        agenda.partnership.partners,
    )
    last = max(drafted.judgement.periods)
    here = measured.filter(pl.col(PERIOD) == last.text)[VALUE]
    value = here[0] if len(here) else None
    return Stand(last, None if value is None else Decimal(repr(value)))


def _whose(drafted: DraftedContract, ids: Mapping[str, str]) -> str:
    """The id of the partner the file names, else of the first one."""
    named = next((c.example for c in drafted.table.columns if c.role is Role.PARTNER), "")
    folded = {name.casefold(): partner for name, partner in ids.items()}
    return folded.get(named.casefold(), next(iter(ids.values())))
