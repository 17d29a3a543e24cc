"""Protecting what an audience may see, and the gate before it leaves; all of it kept as files."""

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import polars as pl
from pydantic import TypeAdapter

from shared_metrics.agenda.publication import PUBLIC, AudiencePlan
from shared_metrics.desk.opening import Desk
from shared_metrics.desk.releasing.facts import TableShape, facts
from shared_metrics.disclosure import (
    PastEdition,
    PublicTable,
    Rules,
    hidden_numbers,
    leaks,
    parse_certificate,
    protect,
    verify,
)
from shared_metrics.disclosure.figures import AS_OF, CODED, PENDING, STATUS, TABLE
from shared_metrics.disclosure.tables import public_table
from shared_metrics.metrics import SECTOR
from shared_metrics.observations import NUMERATOR, PARTNER, PERIOD, VALUE
from shared_metrics.releases.places import WHEN, WHO, group_dimension

CELLS: Final = "cells.parquet"
FRAME: Final = "frame.parquet"
RULES: Final = "rules.json"
SHAPES: Final = "tables.json"
CERTIFICATE: Final = "certificate.json"
REPORT: Final = "hidden.csv"
OPEN: Final = "open"
_RULES: Final = TypeAdapter(Rules)
_SHAPES: Final = TypeAdapter(tuple[TableShape, ...])


@dataclass(frozen=True, eq=False)
class PastAudience:
    """What an audience was given before: the private files of the tables of a release."""

    id: str
    private: Mapping[str, bytes]
    audience: str = PUBLIC


@dataclass(frozen=True, eq=False)
class Safe:
    """What may leave. `private`: file name -> content, to be kept and never shown.

    `report`: {"tables": [{"table", "figures", "hidden", "pending", "reasons": {reason: count}}]}.
    """

    plan: AudiencePlan
    tables: dict[str, PublicTable]
    private: dict[str, bytes]
    certificate_sha256: str
    report: dict[str, Any]


def protected(
    desk: Desk, plan: AudiencePlan, data_to: dt.date, past: Sequence[PastAudience]
) -> Safe:
    """What the plan lets an audience see of what counts now, up to a day, with the proof.

    `past`: everything this audience has seen before, oldest first; for others than the public also
    the public's editions, the one that is being made too. Raises as `disclosure.protect` does.
    """
    before = _history(past)
    found = facts(desk, plan, data_to, [edition.rules for edition in before if edition.rules])
    safe = protect(found.cells, found.rules, before)
    tables = _tables(found.shapes, safe.frame, found.open_tables)
    private = {
        CELLS: _parquet(found.cells.sort(found.cells.columns)),
        FRAME: _parquet(safe.frame),
        RULES: _RULES.dump_json(found.rules),
        SHAPES: _SHAPES.dump_json(found.shapes),
        CERTIFICATE: safe.certificate.content,
        REPORT: safe.report.write_csv().encode(),
        **{f"{OPEN}/{id_}.parquet": _parquet(table) for id_, table in found.open_tables.items()},
    }
    report = _report(tables, safe.report)
    return Safe(plan, tables, private, safe.certificate.sha256, report)


def gate(
    plan: AudiencePlan,
    private: Mapping[str, bytes],
    past: Sequence[PastAudience],
    tables: Mapping[str, PublicTable],
) -> list[str]:
    """What is wrong with letting these tables leave; [] when nothing is.

    It has only the files to go by, and fails closed: whatever cannot be read is wrong.
    """
    try:
        return _violations(plan, private, past, tables)
    except Exception as error:  # noqa: BLE001 - any doubt keeps the release in
        return [f"The proof could not be checked ({type(error).__name__})."]


def _violations(
    plan: AudiencePlan,
    private: Mapping[str, bytes],
    past: Sequence[PastAudience],
    tables: Mapping[str, PublicTable],
) -> list[str]:
    rules, frame = _RULES.validate_json(private[RULES]), _frame(private, FRAME)
    shapes = _SHAPES.validate_json(private[SHAPES])
    opened = {s.id: _frame(private, f"{OPEN}/{s.id}.parquet") for s in shapes if not s.protected}
    told = _of_plan(plan, rules, shapes)
    certificate = parse_certificate(private[CERTIFICATE])
    told += verify(frame, _frame(private, CELLS), certificate, rules, _history(past))
    meant = _tables(shapes, frame, opened)
    if meant.keys() != tables.keys():
        told.append("The tables are not those of the publication plan.")
    told += [
        f"The table “{id_}” does not show what was proven."
        for id_, table in meant.items()
        if id_ in tables and table.as_csv() != tables[id_].as_csv()
    ]
    return told


def _of_plan(plan: AudiencePlan, rules: Rules, shapes: Sequence[TableShape]) -> list[str]:
    """Whether what was protected is what the plan asks for, no less strictly."""
    asked = {(m.metric, t.every, t.by): m.sensitivity for m in plan.metrics for t in m.tables}
    made = {(s.metric.id, s.every, s.by): s for s in shapes}
    told = [] if asked.keys() == made.keys() else ["The tables are not those of the plan."]
    if any(
        not made[one].protected and sensitivity != "none" and made[one].metric.source != "published"
        for one, sensitivity in asked.items()
        if one in made
    ):
        told.append("A table that needs protection was left without.")
    same = (
        rules.threshold == plan.threshold
        and rules.mode == plan.mode
        and rules.min_contributors == plan.min_contributors
        and rules.dominance == plan.dominance
        and rules.coding == plan.code_shares
        and rules.protect_insiders == plan.protect_insiders
    )
    return told if same else [*told, "The rules are not those of the plan."]


def found_in(private: Mapping[str, bytes], files: Mapping[str, bytes]) -> list[str]:
    """Where a number that is hidden stands in files that are to leave."""
    rules = _RULES.validate_json(private[RULES])
    hidden = hidden_numbers(_frame(private, FRAME), _frame(private, CELLS), rules)
    return [f"A hidden number stands in {place}." for place in leaks(files, hidden)]


# --- past editions -------------------------------------------------------------------------


def _history(past: Sequence[PastAudience]) -> list[PastEdition]:
    """Editions as protection reads them; an edition's figures name others by their place here.

    The public's editions stand among an audience's own: what they were as of is counted anew.
    """
    places = [i for i, one in enumerate(past) if one.audience == PUBLIC]
    return [_edition(one, places) for one in past]


def _edition(one: PastAudience, places: Sequence[int]) -> PastEdition:
    frame = _frame(one.private, FRAME)
    if one.audience == PUBLIC:
        moved = dict(enumerate(places))
        frame = frame.with_columns(pl.col(AS_OF).replace_strict(moved, return_dtype=pl.Int64))
    rules = _RULES.validate_json(one.private[RULES])
    found = parse_certificate(one.private[CERTIFICATE]).by_place
    return PastEdition(one.id, _frame(one.private, CELLS), frame, rules, found)


# --- files ---------------------------------------------------------------------------------


def _parquet(frame: pl.DataFrame) -> bytes:
    content = io.BytesIO()
    frame.write_parquet(content, compression="zstd", statistics=False)
    return content.getvalue()


def _frame(private: Mapping[str, bytes], name: str) -> pl.DataFrame:
    return pl.read_parquet(io.BytesIO(private[name]))


# --- tables --------------------------------------------------------------------------------


def _tables(
    shapes: Sequence[TableShape], frame: pl.DataFrame, opened: Mapping[str, pl.DataFrame]
) -> dict[str, PublicTable]:
    return {
        shape.id: public_table(
            shape.metric,
            shape.every,
            shape.by,
            _in_order(_rows(shape, frame) if shape.protected else _open_rows(shape, opened), shape),
            exponent=shape.exponent if shape.protected else 0,
        )
        for shape in shapes
    }


def _rows(shape: TableShape, frame: pl.DataFrame) -> pl.DataFrame:
    """A protected table's rows: period, `by`, value, status, coded, revision_pending."""
    rows = frame.filter(pl.col(TABLE) == shape.id)
    named = [_code(shape, name).alias(name) for name in shape.by]
    return rows.select(_bare(WHEN).alias(PERIOD), *named, VALUE, STATUS, CODED, pl.col(PENDING))


def _code(shape: TableShape, name: str) -> pl.Expr:
    if name in (SECTOR, PARTNER):
        return _bare(WHO)
    return pl.col(group_dimension(shape.metric.contract, name))


def _bare(column: str) -> pl.Expr:
    return pl.col(column).str.split_exact(":", 1).struct.field("field_1")


def _open_rows(shape: TableShape, opened: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """A table that needs no protection, as measured; a gap where nothing was reported."""
    places = pl.DataFrame({PERIOD: list(shape.periods)}, schema={PERIOD: pl.String})
    for name in shape.by:
        codes = pl.DataFrame({name: list(shape.orders[name])}, schema={name: pl.String})
        places = places.join(codes, how="cross")
    on = [PERIOD, *shape.by]
    both = places.join(opened[shape.id], on=on, how="left")
    status = (
        pl.when(pl.col(NUMERATOR).is_null()).then(pl.lit("not_reported"))
        .when(pl.col(VALUE).is_null()).then(pl.lit("not_applicable"))
        .otherwise(pl.lit("published"))
    )  # fmt: skip
    told = [status.alias(STATUS), pl.lit(None, pl.String).alias(CODED)]
    return both.select(*on, VALUE, *told, pl.lit(value=False).alias(PENDING))


def _in_order(rows: pl.DataFrame, shape: TableShape) -> pl.DataFrame:
    ranks = [
        pl.col(name).replace_strict(
            {code: i for i, code in enumerate(shape.orders[name])}, return_dtype=pl.Int64
        )
        for name in shape.by
    ]
    return rows.sort(PERIOD, *ranks)


def _report(tables: Mapping[str, PublicTable], hidden: pl.DataFrame) -> dict[str, Any]:
    why = hidden.group_by(TABLE, "reason").len().sort(TABLE, "reason").rows()
    return {
        "tables": [
            {
                "table": id_,
                "figures": table.cells.height,
                "hidden": table.hidden,
                "pending": int(table.cells[PENDING].sum()),
                "reasons": {reason: count for of, reason, count in why if of == id_},
            }
            for id_, table in tables.items()
        ]
    }
