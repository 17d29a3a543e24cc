"""Tables as CSV and JSON: exact decimals, no float artefacts, nothing a spreadsheet would run."""

import polars as pl

from shared_metrics.cli.output import FORMULA_STARTS
from shared_metrics.contracts import Contract
from shared_metrics.observations import LINE, PERIOD


def understood_csv(typed: pl.DataFrame, contract: Contract) -> str:
    """The table as a file was understood: the period, then the contract's columns, sorted by key.

    Numbers are unscaled again (`2450` of scale 2 -> `24.50`), days and times are ISO 8601.
    """
    names = [PERIOD, *(name for name in typed.columns if name not in (LINE, PERIOD))]
    key = [name for name in (PERIOD, *contract.key) if name in names]
    scales = {c.name: c.scale for c in contract.columns if c.is_number}
    rows = typed.sort([*dict.fromkeys(key), LINE], nulls_last=False)
    return rows.select(
        _as_text(typed, name, scales.get(name)).alias(name) for name in names
    ).write_csv()


def _as_text(table: pl.DataFrame, name: str, scale: int | None) -> pl.Expr:
    kind = table.schema[name]
    if scale is not None and kind.is_integer():
        return unscaled_text(pl.col(name), scale)
    if isinstance(kind, pl.Datetime):
        return pl.col(name).dt.to_string("%Y-%m-%dT%H:%M:%S")
    if kind == pl.String:
        return guarded(pl.col(name))
    return pl.col(name).cast(pl.String)


def unscaled_text(number: pl.Expr, scale: int) -> pl.Expr:
    """Value x 10^scale in Int64 -> decimal digits, exactly: `-5` of scale 2 -> `-0.05`."""
    if scale == 0:
        return number.cast(pl.String)
    sign = pl.when(number < 0).then(pl.lit("-")).otherwise(pl.lit(""))
    digits = number.cast(pl.String).str.strip_prefix("-").str.zfill(scale + 1)
    whole, rest = digits.str.head(-scale), digits.str.tail(scale)
    return pl.concat_str(sign, whole, pl.lit("."), rest)


def guarded(text: pl.Expr) -> pl.Expr:
    """Text cells that a spreadsheet would take for a formula get a leading apostrophe."""
    risky = text.str.head(1).is_in(list(FORMULA_STARTS))
    return pl.when(risky).then(pl.concat_str(pl.lit("'"), text)).otherwise(text)
