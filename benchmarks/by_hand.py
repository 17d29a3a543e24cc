"""The same work written by hand in Polars, for these files only: what one would be comparing with.

No physical lines after quoted breaks, no header search, no encodings, no messages: the rules of
`visits.odcs.yaml`, every failure with line, cell and value, and a metric with its filters.
"""

import io

import polars as pl

KINDS = ("clinic", "school", "office", "street")
LIMITS = {"visits": 100_000, "finished": 100_000, "staff_hours": 10_000, "average_wait": 600}
TYPES = {
    "visits": pl.Int64,
    "finished": pl.Int64,
    "staff_hours": pl.Decimal(18, 2),
    "average_wait": pl.Decimal(18, 1),
}
Failure = tuple[str, int, str, str | None]


def check_visits(content: bytes) -> list[Failure]:
    """Read and judge a file of visits: (rule, line, cell, value) of every failure."""
    texts = pl.read_csv(io.BytesIO(content), infer_schema=False).with_row_index("line", offset=2)
    columns = texts.columns[1:]
    typed = texts.with_columns(
        *(pl.col(name).cast(kind, strict=False) for name, kind in TYPES.items()),
        pl.col("opened_on").str.to_date("%Y-%m-%d", strict=False),
        pl.struct("period", "site").is_duplicated().alias("twice"),
        pl.col("site").str.contains("^S[0-9]{6}$").alias("site_fits"),
    )
    texts = texts.with_columns(twice=typed["twice"], site_fits=typed["site_fits"])
    failures: list[Failure] = []

    def tell(rule: str, column: str, broken: pl.Series) -> None:
        cell = chr(65 + columns.index(column))
        found = texts.select("line", column).filter(broken.fill_null(value=False))
        failures.extend((rule, line, f"{cell}{line}", value) for line, value in found.iter_rows())

    for name in columns:
        tell("required", name, texts[name].is_null())
    for name in (*TYPES, "opened_on"):
        tell("type", name, typed[name].is_null() & texts[name].is_not_null())
    for name, limit in LIMITS.items():
        tell("range", name, (typed[name] < 0) | (typed[name] > limit))
    tell("period", "period", ~texts["period"].str.contains(r"^\d{4}-(0[1-9]|1[0-2])$"))
    tell("not_in_list", "kind", ~texts["kind"].is_in(KINDS))
    tell("pattern", "site", ~typed["site_fits"])
    tell("duplicate_rows", "site", typed["twice"])
    tell("finished_within_visits", "finished", typed["finished"] > typed["visits"])
    return sorted(failures, key=lambda failure: failure[1])


def placement_rate(rows: pl.DataFrame) -> pl.DataFrame:
    """Placement rate by period, from headline rows only."""
    return (
        rows.lazy()
        .filter((pl.col("gender") == "all") & (pl.col("age_group") == "all"))
        .group_by("period")
        .agg(
            pl.col("placed").sum().alias("numerator"),
            pl.col("follow_up_due").sum().alias("denominator"),
        )
        .with_columns((pl.col("numerator") / pl.col("denominator")).alias("value"))
        .sort("period")
        .collect()
    )
