"""What was sent: submissions, what waits for a decision, what a correction changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from shared_metrics import people
from shared_metrics.agenda.model import Person
from shared_metrics.contracts.model import Contract, Role
from shared_metrics.desk.opening import Desk
from shared_metrics.desk.questions.memory import remembered
from shared_metrics.errors import CallersMistake
from shared_metrics.findings import Level, rules_to_explain
from shared_metrics.ledger import AuditRow, unknown_submission
from shared_metrics.submissions import State, Submission


@dataclass(frozen=True, slots=True)
class Change:
    """One figure a correction moves; `row` names it, values as people write them."""

    row: str
    column: str
    old: str | None
    new: str | None


def submissions(
    desk: Desk,
    person: Person,
    *,
    partner: str | None = None,
    contract: str | None = None,
    states: Iterable[State] | None = None,
) -> list[Submission]:
    """Submissions this person may see, newest first; a partner's people see their partner's.

    Raises NotAllowed when another partner's are asked for by name.
    """
    partner = partner if person.of_backbone else partner or person.partner
    if partner is None:
        people.check_can_see_everything(person)
    else:
        people.check_can_see_partner(person, partner)
    wanted = frozenset(states) if states is not None else frozenset(State)
    return [
        submission
        for submission in every_submission(desk)
        if submission.state in wanted
        and partner in (None, submission.partner)
        and contract in (None, submission.contract)
    ]


def submission(desk: Desk, person: Person, submission_id: str) -> Submission:
    """One submission. Raises CallersMistake when there is none; another's answers the same."""
    found = desk.ledger.submission(submission_id)
    if not people.can_see_submission(person, found):
        raise unknown_submission(submission_id)
    return found


def inbox(desk: Desk, person: Person) -> list[Submission]:
    """What waits for the backbone's decision, oldest first."""
    people.check_can_see_everything(person)
    return submissions(desk, person, states=[State.PASSED])[::-1]


def without_checks(waiting: Iterable[Submission]) -> list[Submission]:
    """Those that can be accepted together: no reasons to weigh, no note, no figures replaced."""
    return [
        one
        for one in waiting
        if not rules_to_explain(one.findings)
        and not one.finding_counts.get(Level.CHECK, 0)
        and not one.note
        and one.mode is None
    ]


def replaced_by(desk: Desk, person: Person, correction: Submission) -> Submission | None:
    """The accepted submission that this one would supersede (or did)."""
    people.check_can_see_submission(person, correction)
    return next(
        (
            one
            for one in every_submission(desk)
            if (one.partner, one.contract, one.period)
            == (correction.partner, correction.contract, correction.period)
            and one.id != correction.id
            and (one.id == correction.supersedes or one.state is State.ACCEPTED)
        ),
        None,
    )


def changes(desk: Desk, person: Person, correction: Submission) -> list[Change]:
    """Every figure a correction moves against what it replaces, in the order of the rows."""
    old = replaced_by(desk, person, correction)
    return [] if old is None else changes_between(desk, old, correction)


def changes_between(desk: Desk, old: Submission, new: Submission) -> list[Change]:
    """The same of two submissions; for questions that have asked who may see them."""
    key = ("changes", old.id, new.id)
    return remembered(desk.ledger, key, lambda: _changes(desk, old, new))


def every_submission(desk: Desk) -> list[Submission]:
    """Every submission there is, newest first; for questions that have asked who may see it."""
    return remembered(desk.ledger, "submissions", desk.ledger.submissions)


def _changes(desk: Desk, old: Submission, new: Submission) -> list[Change]:
    contract = desk.definitions.contract(new.contract)
    before, after = (figures_of(desk, one, contract) for one in (old, new))
    keys = row_names(contract)
    moved = (
        before.join(after, on=[*keys, "column"], how="full", suffix="_new", coalesce=True)
        .filter(pl.col("value").ne_missing(pl.col("value_new")))
        .sort(*keys, "column", nulls_last=True)
    )
    return [
        Change(
            row=" · ".join(_group_words(contract, key, row[key]) for key in keys if row[key]),
            column=contract.by_name[row["column"]].title,
            old=_as_written(contract, row["column"], row["value"]),
            new=_as_written(contract, row["column"], row["value_new"]),
        )
        for row in moved.iter_rows(named=True)
    ]


def row_names(contract: Contract) -> list[str]:
    """The columns that name a row within one partner's period."""
    return [name for name in contract.key if contract.by_name[name].role is not Role.PERIOD]


def figures_of(desk: Desk, one: Submission, contract: Contract) -> pl.DataFrame:
    """A submission's figures, one a row: the row's names as String, `column`, scaled `value`."""
    keys = row_names(contract)
    indicators = [column.name for column in contract.indicators]
    if one.part is None:
        names = dict.fromkeys((*keys, "column"), pl.String())
        return pl.DataFrame(schema=pl.Schema(names | {"value": pl.Int64()}))
    rows: pl.DataFrame = desk.vault.scan([one.part], contract).collect().to_native()
    return rows.select(*(pl.col(key).cast(pl.String) for key in keys), *indicators).unpivot(
        index=keys, variable_name="column", value_name="value"
    )


def _group_words(contract: Contract, column: str, group: str) -> str:
    return next((v.label for v in contract.by_name[column].enum if v.value == group), group)


def _as_written(contract: Contract, column: str, scaled: int | None) -> str | None:
    if scaled is None:
        return None
    return f"{Decimal(scaled).scaleb(-contract.by_name[column].scale):,}"


def original(desk: Desk, person: Person, one: Submission, sha256: str) -> bytes:
    """A file exactly as it was sent with this submission."""
    people.check_can_see_submission(person, one)
    if sha256 not in one.originals:
        raise CallersMistake("unknown_file", f"{one.id} holds no file {sha256}.")
    return desk.vault.original(sha256)


def trail(desk: Desk, person: Person, one: Submission) -> list[AuditRow]:
    """The audit trail's rows about a submission, newest first."""
    people.check_can_read_audit(person)
    return desk.ledger.audit_rows(about=one.id)
