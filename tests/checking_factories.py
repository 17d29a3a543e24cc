"""Contracts, tables and judgements in a line, for the tests of checking."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from pathlib import Path

from shared_metrics.agenda.model import Partner, Sector, SectorFrom
from shared_metrics.checks import Judgement, judge
from shared_metrics.contracts import parse_contract
from shared_metrics.contracts.model import (
    Column,
    ColumnType,
    Contract,
    Due,
    EnumValue,
    PeriodSource,
    Role,
)
from shared_metrics.findings import Finding
from shared_metrics.periods import PeriodKind
from shared_metrics.reading import ReadTable, Upload, read

TODAY = dt.date(2026, 7, 15)
DEFINITIONS = Path(__file__).parents[1] / "data_contracts"


@cache
def shipped(contract_id: str) -> Contract:
    """A contract as it ships."""
    path = DEFINITIONS / f"{contract_id}.odcs.yaml"
    return parse_contract(path.read_text(encoding="utf-8"), path.name)


def make_column(name: str = "n", kind: str = "integer", **said) -> Column:
    """A column of the type `kind`; numbers are indicators, everything else a detail."""
    of_numbers = kind in ("integer", "number")
    said.setdefault("role", Role.INDICATOR if of_numbers else Role.DETAIL)
    said |= {k: Decimal(str(v)) for k, v in said.items() if k.endswith("imum") and v is not None}
    if "enum" in said:
        said["enum"] = tuple(
            v if isinstance(v, EnumValue) else EnumValue(v, v) for v in said["enum"]
        )
    title = said.pop("title", name.replace("_", " ").capitalize())
    return Column(name=name, title=title, description="", type=ColumnType(kind), **said)


PERIOD_COLUMN = make_column("period", "string", role=Role.PERIOD, required=True)


def make_contract(
    *columns: Column, kind: PeriodKind = PeriodKind.MONTH, zone: str = "UTC", **said
) -> Contract:
    """A contract of these columns; without a `source` a period column is put first."""
    source = said.pop("source", None)
    if source is None:
        columns = (PERIOD_COLUMN, *columns)
        source = PeriodSource("period", ("period",))
    facts = {
        "id": "made", "version": "1.0.0", "title": "Made", "description": "", "status": "active",
        "file": "made.odcs.yaml", "sha256": repr((columns, said, kind, zone)), "key": (),
        "breakdowns": (), "rules": (), "grain": "", "grid": None, "loaded_by": "partner",
        "small_cell_threshold": 11,
    }  # fmt: skip
    return Contract(
        period_kind=kind, period_source=source, due=Due(10, 1, 0, zone), columns=columns,
        **(facts | said),
    )  # fmt: skip


def read_text(text: str, contract: Contract) -> ReadTable:
    """A CSV text, read under the contract; leading spaces of lines are for our eyes only."""
    lines = [line.strip() for line in text.strip().splitlines()]
    return read(Upload("file.csv", "\n".join(lines).encode()), contract)


def judged(text: str, contract: Contract, **said) -> Judgement:
    """A CSV text judged under the contract, on 15 July 2026."""
    said = {"partner": None, "today": TODAY} | said
    return judge(read_text(text, contract), contract, **said)


def partner(name: str, **said) -> Partner:
    """A partner whose id is its name in lower case."""
    said.setdefault("sectors", (SectorFrom(Sector.NONPROFIT),))
    return Partner(id=name.lower().replace(" ", "_"), name=name, **said)


def places(findings: Iterable[Finding]) -> list[tuple[str, str | None]]:
    """Rule and cell of every finding."""
    return [(finding.rule, finding.cell) for finding in findings]


def rules_of(judgement: Judgement) -> set[str]:
    """The rules some finding names."""
    return {finding.rule for finding in judgement.findings}


def rows(table: str) -> list[list[str]]:
    """An ASCII table, a list of cells a line; lines of dashes are left out."""
    lines = (line.strip() for line in table.strip().splitlines())
    return [[cell.strip() for cell in line.split("|")] for line in lines if set(line) - set("-+ ")]
