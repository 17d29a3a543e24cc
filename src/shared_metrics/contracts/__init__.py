"""Data contracts: what one kind of file must hold and when it is due (ODCS 3.2)."""

from shared_metrics.contracts.conditions import Comparison, parse_condition
from shared_metrics.contracts.lint import LINT_RULES
from shared_metrics.contracts.model import (
    Breakdown,
    Column,
    ColumnType,
    Contract,
    Due,
    EnumValue,
    ExpectedGrid,
    PeriodSource,
    Role,
    Rule,
    Synonym,
)
from shared_metrics.contracts.names import header_key, value_key
from shared_metrics.contracts.odcs import lint_contract, parse_contract
from shared_metrics.contracts.rules import SUPPORTED_EXPECTATIONS
from shared_metrics.contracts.tables import part_columns, part_schema
from shared_metrics.contracts.template import template_csv, template_rows, template_xlsx

__all__ = [
    "LINT_RULES",
    "SUPPORTED_EXPECTATIONS",
    "Breakdown",
    "Column",
    "ColumnType",
    "Comparison",
    "Contract",
    "Due",
    "EnumValue",
    "ExpectedGrid",
    "PeriodSource",
    "Role",
    "Rule",
    "Synonym",
    "header_key",
    "lint_contract",
    "parse_condition",
    "parse_contract",
    "part_columns",
    "part_schema",
    "template_csv",
    "template_rows",
    "template_xlsx",
    "value_key",
]
