import polars as pl

from definition_factories import CONTRACT, CONTRACT_FILE, changed, small_contract
from shared_metrics.contracts import parse_contract, part_columns, part_schema


def test_the_schema_of_a_part() -> None:
    """Line and period first, then the contract's columns; every number is a scaled Int64."""
    assert part_schema(small_contract()) == pl.Schema(
        {
            "line": pl.Int64(),
            "period": pl.String(),
            "place": pl.String(),
            "age": pl.String(),
            "visits": pl.Int64(),
            "members": pl.Int64(),
            "mean_stay": pl.Int64(),
            "seen_on": pl.Date(),
        }
    )


def test_times_and_flags() -> None:
    """Timestamps are naive wall time in microseconds, flags are booleans."""
    text = changed(
        CONTRACT, 'logicalType: date\n        examples: ["2026-03-31"]', "logicalType: timestamp"
    )
    text = changed(
        text,
        "      - name: seen_on\n",
        "      - {name: ok, description: Fine., logicalType: boolean}\n      - name: seen_on\n",
    )
    schema = part_schema(parse_contract(text, CONTRACT_FILE))
    assert schema["seen_on"] == pl.Datetime("us")
    assert schema["ok"] == pl.Boolean()


def test_the_partner_column_is_not_kept() -> None:
    """Who submits says whose the rows are, so a partner column is checked and not kept."""
    text = changed(CONTRACT, "role, value: key}", "role, value: partner}")
    contract = parse_contract(text, CONTRACT_FILE)
    assert "place" not in [column.name for column in part_columns(contract)]
    assert contract.key == ("age",)


def test_a_period_column_of_another_name_is_kept() -> None:
    """Only a column named `period` gives way to the canonical period."""
    text = changed(CONTRACT, "name: period\n", "name: month\n")
    text = changed(text, "columns: [period]", "columns: [month]")
    schema = part_schema(parse_contract(text, CONTRACT_FILE))
    assert list(schema)[:3] == ["line", "period", "month"]
