"""Measured figures: accepted rows only, kept per revision of the ledger."""

import narwhals as nw
import polars as pl

from shared_metrics import people
from shared_metrics.agenda.model import Person
from shared_metrics.contracts.model import Contract
from shared_metrics.desk.opening import Desk
from shared_metrics.desk.questions.memory import remembered
from shared_metrics.desk.questions.withdrawn import withheld
from shared_metrics.metrics import Question, measure
from shared_metrics.observations import PARTNER, PERIOD
from shared_metrics.vault.scanning import Engine


def measured(
    desk: Desk,
    metric_id: str,
    question: Question,
    *,
    person: Person | None = None,
    engine: Engine = "polars",
) -> pl.DataFrame:
    """A metric over everybody's accepted figures: a measured table (see `metrics.measure`).

    `person` None: somebody at the machine itself, who can read the home anyway (command line).
    Raises NotAllowed for a partner's people, CallersMistake for an unknown metric or column.
    """
    if person is not None:
        people.check_can_measure(person)
    return table_of(desk, metric_id, question, engine=engine)


def table_of(
    desk: Desk, metric_id: str, question: Question, *, engine: Engine = "polars"
) -> pl.DataFrame:
    """The same for questions that have asked who may know it."""
    return remembered(
        desk.ledger,
        ("measured", metric_id, question, engine),
        lambda: _measure(desk, metric_id, question, engine=engine),
    )


def measured_of_partner(
    desk: Desk, person: Person, partner_id: str, metric_id: str, question: Question
) -> pl.DataFrame:
    """The same over one partner's own accepted figures, for its own people and the backbone."""
    people.check_can_measure(person, partner_id)
    return remembered(
        desk.ledger,
        ("measured", metric_id, question, partner_id),
        lambda: _measure(desk, metric_id, question, partner_id=partner_id),
    )


def rows_for_audience(desk: Desk, contract: Contract, audience: str) -> nw.LazyFrame[pl.LazyFrame]:
    """The accepted rows an audience may know of: shared with it by agreement, not withdrawn.

    They are counts of everybody's, so they leave only through `disclosure`.
    """
    apart = withheld_from(desk, contract, audience)
    rows = remembered(
        desk.ledger, ("rows without", contract.id, apart), lambda: _without(desk, contract, apart)
    )
    return nw.from_native(rows.lazy())


def withheld_from(desk: Desk, contract: Contract, audience: str) -> tuple[tuple[str, str], ...]:
    """Whose figures for which periods an audience is not shown: audiences alike share answers."""

    def compute() -> tuple[tuple[str, str], ...]:
        rows = remembered(desk.ledger, ("rows", contract.id), lambda: _read_rows(desk, contract))
        pairs = rows.select(PARTNER, PERIOD).unique().rows()
        return tuple(withheld(desk, contract, pairs, audience))

    return remembered(desk.ledger, ("withheld", contract.id, audience), compute)


def _without(desk: Desk, contract: Contract, apart: tuple[tuple[str, str], ...]) -> pl.DataFrame:
    rows = remembered(desk.ledger, ("rows", contract.id), lambda: _read_rows(desk, contract))
    names = pl.DataFrame(apart, schema={PARTNER: pl.String, PERIOD: pl.String}, orient="row")
    return rows.join(names, on=[PARTNER, PERIOD], how="anti")


def _measure(
    desk: Desk,
    metric_id: str,
    question: Question,
    *,
    partner_id: str | None = None,
    engine: Engine = "polars",
) -> pl.DataFrame:
    metric = desk.definitions.metric(metric_id)
    contract = desk.definitions.contract(metric.contract)
    rows = accepted_rows(desk, contract, engine)
    if partner_id is not None:
        rows = rows.filter(nw.col(PARTNER) == partner_id)
    return measure(rows, metric, contract, question, desk.partnership.partners)


def accepted_rows(
    desk: Desk, contract: Contract, engine: Engine = "polars"
) -> nw.LazyFrame[pl.LazyFrame]:
    """Every accepted row of a contract: the one place that says what may be measured."""
    if engine != "polars":
        return desk.vault.scan(desk.ledger.accepted_parts(contract.id), contract, engine)
    rows = remembered(desk.ledger, ("rows", contract.id), lambda: _read_rows(desk, contract))
    return nw.from_native(rows.lazy())


def _read_rows(desk: Desk, contract: Contract) -> pl.DataFrame:
    parts = desk.ledger.accepted_parts(contract.id)
    rows: pl.DataFrame = desk.vault.scan(parts, contract).collect().to_native()
    return rows
