"""What can be wrong with any definitions file, and where problems are collected."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Final

from shared_metrics.errors import DefinitionProblem, DefinitionsBroken

DOCUMENT_RULES: Final[Mapping[str, str]] = {
    "yaml_syntax": "The file is YAML: indented with spaces, quotes closed.",
    "yaml_empty": "The file holds a mapping of keys to values.",
    "yaml_duplicate_key": "A key stands once in its mapping.",
    "yaml_alias": "Values are written out; anchors and aliases (& and *) are not used.",
    "yaml_tag": "Values are text, numbers, dates, true, false, lists and mappings; no tags.",
    "yaml_depth": "Nesting stays within 40 levels.",
    "unknown_key": "Every key is one that is read.",
    "missing_key": "Every needed key is there.",
    "wrong_kind": "A value is of the kind its key wants.",
    "unknown_value": "A value is one of those allowed.",
    "unknown_reference": "An id names something that exists.",
    "id": "An id is written in snake_case.",
    "repeated": "Nothing stands twice in a list.",
    "time_zone": "A time zone is one of the IANA names, such as America/Los_Angeles.",
}


class Notebook:
    """Collects the problems of one file, so that all are told in one pass."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[DefinitionProblem] = []
        self._noted: set[DefinitionProblem] = set()

    def add(self, line: int, rule: str, message: str) -> None:
        """Note one problem, once."""
        problem = DefinitionProblem(self.file, line, rule, message)
        if problem not in self._noted:
            self._noted.add(problem)
            self.problems.append(problem)

    def require_clean(self) -> None:
        """Raise DefinitionsBroken when anything was noted."""
        if self.problems:
            raise DefinitionsBroken(self.problems)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was most likely meant, if any is close."""
    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return close[0] if close else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """` Did you mean “x”?`, or nothing: the end of a message about an unknown word."""
    guess = nearest(word, known)
    return f" Did you mean “{guess}”?" if guess else ""
