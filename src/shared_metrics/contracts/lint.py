"""Our own lint of a contract that already follows the standard."""

from collections.abc import Callable, Mapping
from typing import Final

from shared_metrics.contracts.model import Contract
from shared_metrics.documents import DOCUMENT_RULES, Notebook, Table

LINT_RULES: Final[Mapping[str, str]] = {**DOCUMENT_RULES}


def note_contract_problems(contract: Contract, tree: Table, notebook: Notebook) -> None:
    """Note everything a sound contract does not do."""
    for note in _LINTS:
        note(contract, tree, notebook)


_Lint = Callable[[Contract, Table, Notebook], None]
_LINTS: Final[tuple[_Lint, ...]] = ()
