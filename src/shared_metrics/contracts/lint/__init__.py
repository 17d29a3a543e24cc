"""Our own lint of a contract that already follows the standard: every rule has a stable id."""

from collections.abc import Mapping
from typing import Final

from shared_metrics.contracts.lint.columns import COLUMN_RULES, note_column_problems
from shared_metrics.contracts.lint.examples import EXAMPLE_RULES, note_example_problems
from shared_metrics.contracts.lint.headers import HEADER_RULES, note_header_problems
from shared_metrics.contracts.lint.quality import QUALITY_LINT_RULES, note_rule_problems
from shared_metrics.contracts.lint.whole import WHOLE_RULES, note_whole_problems
from shared_metrics.contracts.model import Contract
from shared_metrics.contracts.rules import QUALITY_RULES
from shared_metrics.contracts.standard import STANDARD_RULES
from shared_metrics.contracts.vendor import VENDOR_RULES
from shared_metrics.documents import DOCUMENT_RULES, Notebook, Table

LINT_RULES: Final[Mapping[str, str]] = {
    **DOCUMENT_RULES,
    **STANDARD_RULES,
    **VENDOR_RULES,
    **WHOLE_RULES,
    **HEADER_RULES,
    **COLUMN_RULES,
    **EXAMPLE_RULES,
    **QUALITY_RULES,
    **QUALITY_LINT_RULES,
}
"""Rule id -> what holds in a sound contract, in one sentence."""


def note_contract_problems(contract: Contract, tree: Table, notebook: Notebook) -> None:
    """Note everything a sound contract does not do."""
    note_whole_problems(contract, tree, notebook)
    note_header_problems(contract, notebook)
    note_column_problems(contract, notebook)
    note_example_problems(contract, notebook)
    note_rule_problems(contract, notebook)
