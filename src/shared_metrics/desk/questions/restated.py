"""As shown then, as known now: figures that read otherwise, by whom and why, words that turned.

Names stand in it, so it is for the backbone alone; for the room there is `releases.restated`.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

import polars as pl

from shared_metrics import people
from shared_metrics.agenda.model import Goal, Metric, Person
from shared_metrics.contracts.model import Contract
from shared_metrics.desk.opening import Desk
from shared_metrics.desk.questions.figures import table_of
from shared_metrics.desk.questions.flipped import flips
from shared_metrics.desk.questions.memory import remembered
from shared_metrics.desk.questions.sent import changes_between, every_submission
from shared_metrics.errors import CallersMistake
from shared_metrics.metrics import Question
from shared_metrics.observations import PERIOD
from shared_metrics.periods import Period, PeriodKind
from shared_metrics.progress import Observed, observed_series
from shared_metrics.progress.counted_together import amounts_together
from shared_metrics.progress.restated import Accepted, Effect, Figure, effects, figures, steps
from shared_metrics.releases.restated import Flip
from shared_metrics.submissions import State, Submission

Reason = Literal["correction", "late", "first"]
REASON_WORDS: Final[Mapping[Reason, str]] = {
    "correction": "a correction",
    "late": "a late file",
    "first": "a first file",
}


@dataclass(frozen=True, slots=True)
class Arrival:
    """A submission that began to count in between, and what it is.

    `replaced`: what counted in its place before; `changed`: how many figures it changed of that,
    or how many rows it brought.
    """

    submission: Submission
    replaced: Submission | None
    reason: Reason
    changed: int

    @property
    def why(self) -> tuple[str, ...]:
        """What was said about it: by who sent it, then by who accepted it."""
        one = self.submission
        said = (one.note, *one.reasons.values(), one.decision_reason)
        return tuple(dict.fromkeys(words for words in said if words))


@dataclass(frozen=True)
class RestatedMetric:
    """A metric with the figures that are known otherwise; `goals`: those it is judged by.

    `effects`: what each submission did to a figure, by period. `new`: figures nobody was shown.
    """

    metric: Metric
    every: PeriodKind
    goals: tuple[Goal, ...]
    figures: tuple[Figure, ...]
    effects: Mapping[Period, tuple[Effect, ...]]
    new: tuple[Figure, ...]


@dataclass(frozen=True)
class Restatements:
    """All that is known otherwise than at the end of `since`; `until` None: now.

    `metrics`: those with a goal first. `arrivals`: what made the difference, by submission.
    """

    since: dt.date
    until: dt.date | None
    metrics: tuple[RestatedMetric, ...] = ()
    arrivals: Mapping[str, Arrival] = field(default_factory=dict)
    flipped: tuple[Flip, ...] = ()

    @property
    def restated(self) -> tuple[RestatedMetric, ...]:
        """The metrics of which some figure reads otherwise."""
        return tuple(one for one in self.metrics if one.figures)

    @property
    def new(self) -> tuple[RestatedMetric, ...]:
        """The metrics with figures nobody was shown."""
        return tuple(one for one in self.metrics if one.new)


def restatements(
    desk: Desk,
    person: Person | None,
    since: dt.date,
    until: dt.date | None = None,
    *,
    metric: str | None = None,
) -> Restatements:
    """What is known otherwise than at the end of a day: by whom, why, and what it did.

    `person` None is the command line, as in `measured`. `metric`: only this one and its goals.
    Raises NotAllowed; CallersMistake `day_to_come`, `days_backwards`, `unknown_metric`.
    """
    if person is not None:
        people.check_can_measure(person)
    if until is not None and until < since:
        raise CallersMistake(
            "days_backwards",
            f"{until.isoformat()} is before {since.isoformat()}.",
            "Name the earlier day first.",
        )
    wanted = None if metric is None else desk.definitions.metric(metric).id
    then, now = desk.known_at(since), desk if until is None else desk.known_at(until)
    key = ("restated", now.today(), since, wanted)
    return remembered(now.ledger, key, lambda: _restatements(then, now, until, wanted))


def _restatements(then: Desk, now: Desk, until: dt.date | None, wanted: str | None) -> Restatements:
    metrics = tuple(_metrics(then, now, wanted))
    named = {e.submission for one in metrics for each in one.effects.values() for e in each}
    arrivals = (_arrival(now, *pair) for pair in _counted_since(then, now) if pair[0].id in named)
    return Restatements(
        then.today(),
        until,
        metrics,
        {one.submission.id: one for one in arrivals},
        tuple(flips(then, now, wanted)),
    )


def _metrics(then: Desk, now: Desk, wanted: str | None) -> Iterator[RestatedMetric]:
    """Each metric by its goals' kinds of period, then those without a goal by their own."""
    asked: dict[tuple[str, PeriodKind], list[Goal]] = {}
    for goal in now.agenda.goals:
        asked.setdefault((goal.metric, goal.every), []).append(goal)
    judged = {metric_id for metric_id, _ in asked}
    for metric in now.agenda.metrics:
        if metric.id not in judged:
            asked[(metric.id, now.definitions.contract(metric.contract).period_kind)] = []
    for (metric_id, every), goals in asked.items():
        if wanted in (None, metric_id):
            yield _metric(then, now, now.definitions.metric(metric_id), every, tuple(goals))


def _metric(
    then: Desk, now: Desk, metric: Metric, every: PeriodKind, goals: tuple[Goal, ...]
) -> RestatedMetric:
    found = figures(*(_series(desk, metric, every) for desk in (then, now)))
    shown = tuple(one for one in found if one.kind != "new")
    new = tuple(one for one in found if one.kind == "new")
    done = _effects(then, now, metric, every, shown) if shown else {}
    return RestatedMetric(metric, every, goals, shown, done, new)


def _series(desk: Desk, metric: Metric, every: PeriodKind) -> tuple[Observed, ...]:
    table = table_of(desk, metric.id, Question((PERIOD,), every=every))
    return observed_series(table, every, today=desk.today())


def _effects(
    then: Desk, now: Desk, metric: Metric, every: PeriodKind, shown: Sequence[Figure]
) -> dict[Period, tuple[Effect, ...]]:
    contract = now.definitions.contract(metric.contract)
    counted = then.ledger.submissions(contract=contract.id, states=[State.ACCEPTED])
    places = {(one.partner, one.period): one.id for one in counted if one.period}
    arrived = [
        Accepted(one.id, one.partner, one.period)
        for one, _ in _counted_since(then, now)
        if one.contract == contract.id and one.period
    ]
    periods = {figure.period for figure in shown}
    taken = [one for one in steps(places, arrived, every) if one.period in periods]
    together = [ids for one in taken for ids in (one.before, one.after)]
    rows = _rows_of(now, contract, {id_ for ids in together for id_ in ids})
    amounts = amounts_together(rows, together, metric, contract, every)
    return {figure.period: effects(figure, taken, amounts) for figure in shown}


def _rows_of(desk: Desk, contract: Contract, ids: set[str]) -> pl.DataFrame:
    """All that counts, and what counted for a time: rows of these submissions."""
    sent = (one for one in every_submission(desk) if one.contract == contract.id)
    parts = [
        one.part for one in sent if one.part and (one.id in ids or one.state is State.ACCEPTED)
    ]
    rows: pl.DataFrame = desk.vault.scan(parts, contract).collect().to_native()
    return rows


def _counted_since(then: Desk, now: Desk) -> list[tuple[Submission, Submission | None]]:
    """Submissions that began to count in between, as they did, with what each replaced."""
    key = ("counted since", then.today())
    return remembered(now.ledger, key, lambda: list(_with_replaced(then, now)))


def _with_replaced(then: Desk, now: Desk) -> Iterator[tuple[Submission, Submission | None]]:
    known = {one.id for one in _ever_counted(then)}
    counts = {_place(one): one for one in _ever_counted(then) if one.state is State.ACCEPTED}
    for one in _ever_counted(now):
        if one.id not in known:
            yield one, counts.get(_place(one))
            counts[_place(one)] = one


def _ever_counted(desk: Desk) -> list[Submission]:
    """Those that were accepted, in that order; one that waited when a newer came never was."""
    sent = reversed(every_submission(desk))
    accepted = (one for one in sent if one.state in _COUNTED and one.decided_at)
    return sorted(accepted, key=lambda one: (one.decided_at, one.state is State.ACCEPTED))


_COUNTED = frozenset({State.ACCEPTED, State.SUPERSEDED})


def _place(one: Submission) -> tuple[str, str, Period | None]:
    return one.partner, one.contract, one.period


def _arrival(desk: Desk, one: Submission, replaced: Submission | None) -> Arrival:
    if replaced is not None:
        return Arrival(one, replaced, "correction", len(changes_between(desk, replaced, one)))
    due = desk.definitions.contract(one.contract).due
    late = one.period is not None and desk.day_of(one.submitted_at) > due.closes_on(one.period)
    return Arrival(one, None, "late" if late else "first", one.rows)
