"""Parts of several contract versions read as one frame of the contract as it is now."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any, Literal

import narwhals as nw
import polars as pl

from shared_metrics.contracts import Column, ColumnType, Contract, part_schema
from shared_metrics.errors import Conflict, InstallationProblem
from shared_metrics.observations import LINE, PARTNER, PERIOD, SUBMISSION
from shared_metrics.submissions import Part, PartColumn

Engine = Literal["polars", "duckdb"]
LARGEST_INT64 = 2**63 - 1


def scan_parts(
    folder: Path, parts: Iterable[Part], contract: Contract, engine: Engine
) -> nw.LazyFrame[Any]:
    """One Narwhals lazy frame over all the parts, as `Vault.scan` promises."""
    reader = _Reader(folder, engine)
    schema = scanned_schema(contract)
    ordered = sorted(parts, key=attrgetter("layout", "path"))
    frames = [
        reader.read([part.path for part in alike]).select(*_as_now(alike, contract, schema))
        for _, group in groupby(ordered, key=attrgetter("layout"))
        if (alike := list(group))
    ]
    return nw.concat(frames) if frames else reader.nothing(schema)


def scanned_schema(contract: Contract) -> pl.Schema:
    """The columns `Vault.scan` gives: the part's, then partner and submission."""
    return pl.Schema({**part_schema(contract), PARTNER: pl.String(), SUBMISSION: pl.String()})


class _Reader:
    """Reads Parquet with one engine; all of one scan lives on one DuckDB connection."""

    def __init__(self, folder: Path, engine: Engine) -> None:
        self._folder = folder
        self._duckdb = _connect_duckdb() if engine == "duckdb" else None

    def read(self, paths: list[str]) -> nw.LazyFrame[Any]:
        """One lazy frame over files of one layout."""
        files = [self._folder / path for path in paths]
        for file in files:
            if not file.exists():
                raise _missing(file)
        if self._duckdb is None:
            return _lazy(pl.scan_parquet(files))
        return _lazy(self._duckdb.read_parquet([str(file) for file in files]))

    def nothing(self, schema: pl.Schema) -> nw.LazyFrame[Any]:
        """No rows, the right columns."""
        if self._duckdb is None:
            return _lazy(pl.LazyFrame(schema=schema))
        no_row = _lazy(self._duckdb.sql("SELECT 1 AS nothing WHERE false"))
        empty = (nw.lit(None).cast(d).alias(n) for n, d in _narwhals(schema).items())
        return no_row.with_columns(*empty).select(*schema)


def _lazy(native: Any) -> nw.LazyFrame[Any]:  # noqa: ANN401 - of either engine
    frame: nw.LazyFrame[Any] = nw.from_native(native)
    return frame


def _connect_duckdb() -> Any:  # noqa: ANN401 - DuckDB is an optional engine
    try:
        import duckdb  # an optional engine
    except ImportError:
        raise InstallationProblem(
            "engine_missing", "DuckDB is not installed.", "Install it with `pip install duckdb`."
        ) from None
    return duckdb.connect()


def _missing(file: Path) -> InstallationProblem:
    return InstallationProblem(
        "part_missing",
        f"The vault lacks “{file.name}”, which the ledger counts.",
        "Restore the vault from the newest backup; `shared-metrics audit verify` lists what lacks.",
    )


def _as_now(alike: list[Part], contract: Contract, schema: pl.Schema) -> Iterable[nw.Expr]:
    """Per column of the contract as it is now, the expression over parts of one older layout."""
    then = {column.name: column for column in alike[0].columns}
    largest = {c.name: c.max_abs for part in alike for c in part.columns if c.max_abs is not None}
    for name, dtype in _narwhals(schema).items():
        column = contract.by_name.get(name)
        if column is None or name in (LINE, PERIOD, PARTNER, SUBMISSION):
            yield nw.col(name)
            continue
        source = _called_then(column, then, contract)
        if source is None:
            yield nw.lit(None).cast(dtype).alias(name)
        else:
            yield _cast(source, column, contract, largest.get(source.name, 0)).cast(dtype)


def _called_then(
    column: Column, then: Mapping[str, PartColumn], contract: Contract
) -> PartColumn | None:
    """The part's column that is this one: by name, or by a name kept as a synonym."""
    if column.name in then:
        return then[column.name]
    renamed = (n for n in column.headers_for(None) if n in then and n not in contract.by_name)
    return next((then[name] for name in renamed), None)


def _cast(then: PartColumn, now: Column, contract: Contract, largest: int) -> nw.Expr:
    was_number = ColumnType(then.type) in (ColumnType.INTEGER, ColumnType.NUMBER)
    values = nw.col(then.name).alias(now.name)
    if was_number and now.is_number:
        factor = 10 ** (now.scale - then.scale) if now.scale >= then.scale else 0
        if factor and largest * factor <= LARGEST_INT64:
            return values * factor if factor > 1 else values
    elif then.type == now.type:
        return values
    raise Conflict(
        "versions_differ",
        f"Older figures keep “{now.name}” of {contract.id} in a way that version"
        f" {contract.version} cannot hold.",
        "Give the changed column a new name, or keep its type and at least its decimals.",
    )


def _narwhals(schema: pl.Schema) -> Mapping[str, Any]:
    return nw.from_native(pl.LazyFrame(schema=schema)).collect_schema()
