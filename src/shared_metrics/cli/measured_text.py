"""A measured table as JSON, as CSV and as text for people."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import polars as pl

from shared_metrics.agenda.model import Metric
from shared_metrics.cli.output import aligned, counted, plain, without_formula
from shared_metrics.contracts import Contract
from shared_metrics.metrics import Question, overlap_note
from shared_metrics.observations import DENOMINATOR, MISSING, NUMERATOR, PARTNER, PARTNERS, VALUE
from shared_metrics.progress import value_number
from shared_metrics.progress.wording import PER_CENT

_FIGURES = (NUMERATOR, DENOMINATOR, VALUE, PARTNERS)
Cell = str | Decimal | float | int | None


def measured_data(metric: Metric, by: Sequence[str], table: pl.DataFrame) -> Mapping[str, object]:
    """The shape `measure --json` prints; numerator and denominator stay Decimals."""
    rows = list(table.select(*by, *_FIGURES).iter_rows(named=True))
    return {"metric": metric.id, "unit": metric.unit, "rows": rows}


def measured_csv(by: Sequence[str], table: pl.DataFrame) -> str:
    """CSV with a header: exact decimals, empty where there is no value, nothing to be run."""
    lines = [",".join(map(_quoted, [*by, *_FIGURES]))]
    rows = table.select(*by, *_FIGURES).iter_rows()
    lines += [",".join(_quoted(_csv_cell(cell)) for cell in row) for row in rows]
    return "\n".join(lines) + "\n"


def measured_text(metric: Metric, by: Sequence[str], table: pl.DataFrame) -> str:
    """A table for people: the title and unit above, shares as per cent."""
    columns = [*by, *_FIGURES]
    rows = [
        [*map(_text_cell, row[: len(by)]), *_figures(metric, row[len(by) :])]
        for row in table.select(columns).iter_rows()
    ]
    numbers = frozenset(range(len(by), len(columns)))
    title = f"{metric.title} ({metric.unit})"
    return f"{title}\n\n{aligned(columns, rows, numbers)}" if rows else f"{title}: no figures yet."


def remarks(
    metric: Metric, contract: Contract, question: Question, table: pl.DataFrame
) -> list[str]:
    """What must be said beside the figures: who may count twice, what was left out."""
    said = []
    twice = overlap_note(metric, contract)
    several = any(count > 1 for count in table[PARTNERS])
    if twice and several and PARTNER not in question.by:
        said.append(twice)
    missing = int(table[MISSING].sum())
    if missing:
        cells = counted(missing, "figure was", "figures were")
        said.append(f"{cells} left out, because a number they need is missing.")
    return said


def _figures(metric: Metric, row: Sequence[Cell]) -> list[str]:
    numerator, denominator, value, partners = row
    return [_grouped(numerator), _grouped(denominator), _shown(metric, value), _text_cell(partners)]


def _shown(metric: Metric, value: Cell) -> str:
    if value is None:
        return "–"
    number = value_number(float(value), metric)
    return f"{number} %" if metric.unit == PER_CENT else number


def _grouped(number: Cell) -> str:
    if isinstance(number, Decimal):
        whole, point, rest = plain(number).partition(".")
        return f"{int(whole):,}{point}{rest}" if whole != "-0" else plain(number)
    return _text_cell(number)


def _text_cell(cell: Cell) -> str:
    return "–" if cell is None else str(cell)


def _csv_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return plain(cell)
    return without_formula(cell) if isinstance(cell, str) else str(cell)


def _quoted(text: str) -> str:
    needs = any(sign in text for sign in ',"\r\n')
    return '"' + text.replace('"', '""') + '"' if needs else text
