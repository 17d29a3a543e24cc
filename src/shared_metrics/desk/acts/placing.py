"""Where a draft goes: first of its cell, in place of what stands there, or added to it."""

from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from shared_metrics.contracts import Contract
from shared_metrics.desk.acts.drafts import Draft, Judged
from shared_metrics.desk.acts.sending import Sending
from shared_metrics.errors import Conflict
from shared_metrics.findings import Finding, Level
from shared_metrics.observations import LINE, PARTNER, PERIOD, SUBMISSION
from shared_metrics.reading import ReadTable
from shared_metrics.submissions import State, Submission


@dataclass(frozen=True, eq=False)
class Place:
    """What stands where a draft goes. `same`: holds this very file already."""

    draft: Draft
    waiting: Submission | None = None
    accepted: Submission | None = None
    same: Submission | None = None

    @property
    def standing(self) -> tuple[str | None, str | None]:
        """What must not change until the draft is written."""
        return (
            self.waiting.id if self.waiting else None,
            self.accepted.id if self.accepted else None,
        )

    @property
    def newest(self) -> Submission | None:
        """What rows are added to."""
        return self.waiting or self.accepted

    @property
    def supersedes(self) -> str | None:
        """What the draft corrects: the figures that count, else those that wait."""
        corrected = self.accepted or self.waiting
        return corrected.id if corrected else None


def place_of(sending: Sending, draft: Draft, standing: dict[State, Submission]) -> Place:
    """The place of a draft.

    Raises Conflict `second_file` when something stands there and nobody said what to do.
    """
    waiting, accepted = standing.get(State.PASSED), standing.get(State.ACCEPTED)
    same = next((s for s in (waiting, accepted) if s and _is_same(s, sending)), None)
    if same is None and sending.mode is None and (waiting or accepted):
        _second_file(draft, waiting or accepted)
    return Place(draft, waiting, accepted, same)


def _is_same(submission: Submission, sending: Sending) -> bool:
    if sending.sha256 is None:
        return submission.nothing_to_report
    if sending.mode == "replace":  # one file of several that were added up replaces their sum
        return (submission.originals or (submission.sha256,)) == (sending.sha256,)
    return sending.sha256 in (*submission.originals, submission.sha256)


def _second_file(draft: Draft, there: Submission | None) -> None:
    if there is None:
        return
    state = "waits for a decision" if there.is_open else "is accepted"
    raise Conflict(
        "second_file",
        f"For {draft.period.label} a submission {state} already ({there.id}).",
        "Say whether this file replaces it (`--replace`) or adds rows to it (`--add`).",
    )


def add_rows(
    sending: Sending, places: list[Place], judged: Judged
) -> tuple[list[Place], tuple[Finding, ...]]:
    """The places, each draft with the rows that stand there added; findings where keys repeat."""
    full, twice = [], []
    for place in places:
        old = _rows_there(sending, place)
        if old is None or place.draft.observations is None:
            full.append(place)
        elif found := _already_sent(sending, place, judged, old):
            twice.extend(found)
        else:
            full.append(replace(place, draft=_added(place, old, sending.contract)))
    return full, tuple(twice)


def _rows_there(sending: Sending, place: Place) -> pl.DataFrame | None:
    before = place.newest
    if place.same or before is None or before.part is None:
        return None
    rows = sending.desk.vault.scan([before.part], sending.contract).collect().to_native()
    return pl.DataFrame(rows).drop(PARTNER, SUBMISSION)


def _added(place: Place, old: pl.DataFrame, contract: Contract) -> Draft:
    from shared_metrics.checks.totals import headline_totals

    before, draft = place.newest, place.draft
    assert before is not None  # noqa: S101 - its rows were read
    rows = old if draft.observations is None else pl.concat([old, draft.observations])
    return replace(
        draft,
        observations=rows,
        findings=(*before.findings, *draft.findings),
        assumptions=tuple(dict.fromkeys((*before.assumptions, *draft.assumptions))),
        totals=headline_totals(rows, contract),
    )


def _already_sent(
    sending: Sending, place: Place, judged: Judged, old: pl.DataFrame
) -> list[Finding]:
    """A finding for each line whose key stands there already."""
    rows, table, before = place.draft.observations, judged.table, place.newest
    if rows is None or table is None or before is None:
        return []
    key = [PERIOD, *(n for n in sending.contract.key if n in old.columns and n != PERIOD)]
    twice = rows.join(old.select(key), on=key, how="semi", nulls_equal=True)
    column = next((name for name in reversed(key) if name in table.positions), None)
    return [_sent_before(row, key, table, column, before.id) for row in twice.iter_rows(named=True)]


def _sent_before(
    row: dict[str, Any], key: list[str], table: ReadTable, column: str | None, before: str
) -> Finding:
    named = " / ".join(str(row[name]) for name in key if row[name] is not None)
    return Finding(
        "key_already_sent",
        Level.FIX,
        f"The row {named} was sent before, in {before}.",
        line=row[LINE],
        column=column,
        cell=table.cell_name(column, row[LINE]) if column else None,
        fix="Take the row out, or send the whole file again with “replace”.",
    )
