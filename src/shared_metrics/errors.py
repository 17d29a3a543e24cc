"""The errors a person can see: one small tree, each with what to do.

    SharedMetricsError            exit 20  a bug of ours, when nothing below fits
    |-- CallersMistake            exit 10  an unknown id, an argument that cannot be
    |-- NotAllowed                exit 11  this person may not do this
    |-- DefinitionsBroken         exit 12  a YAML file is wrong: file and line
    |-- Conflict                  exit 13  the state of things does not allow it now
    `-- InstallationProblem       exit 14  disk, database, a ledger from a newer version

Bad data is not an error: it is a `Finding` (see `findings`), and a check that finds
something to fix exits with 1.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import ClassVar

EXIT_OK = 0
EXIT_FIX = 1
EXIT_USAGE = 2


class SharedMetricsError(Exception):
    """A plain message for a person, a stable code for a machine, a hint that says what to do."""

    exit_code: ClassVar[int] = 20

    def __init__(self, code: str, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint

    def as_dict(self) -> dict[str, object]:
        """The shape every `--json` error has."""
        return {"code": self.code, "message": self.message, "hint": self.hint}


class CallersMistake(SharedMetricsError):
    """The request names something that does not exist or cannot be."""

    exit_code = 10


class NotAllowed(SharedMetricsError):
    """This person may not do this."""

    exit_code = 11


@dataclass(frozen=True, order=True, slots=True)
class DefinitionProblem:
    """One thing wrong in a definitions file; `line` counts from 1."""

    file: str
    line: int
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message} [{self.rule}]"

    def as_dict(self) -> dict[str, object]:
        """The shape `contracts lint --json` prints."""
        return asdict(self)


class DefinitionsBroken(SharedMetricsError):
    """One or more definitions files are wrong."""

    exit_code = 12

    def __init__(self, problems: Sequence[DefinitionProblem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__(
            "definitions_broken",
            "\n".join(str(problem) for problem in self.problems),
            "Mend the file at the line named, then run `shared-metrics contracts lint`.",
        )

    def as_dict(self) -> dict[str, object]:
        """As every error, with the list of problems."""
        problems = [problem.as_dict() for problem in self.problems]
        return super().as_dict() | {"problems": problems}


class Conflict(SharedMetricsError):
    """The act does not fit the state of things now."""

    exit_code = 13


class InstallationProblem(SharedMetricsError):
    """The machine, the disk or the ledger cannot do it."""

    exit_code = 14
