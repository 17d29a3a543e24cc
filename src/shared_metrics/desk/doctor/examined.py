"""What one look at one thing found."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from shared_metrics.definitions import Definitions, load_definitions
from shared_metrics.desk.home import VAULT, Home
from shared_metrics.errors import SharedMetricsError
from shared_metrics.ledger import Ledger
from shared_metrics.settings import Settings
from shared_metrics.vault import Vault, open_vault


class Level(StrEnum):
    """`look`: works, but see to it. `broken`: something does not work, or soon will not."""

    FINE = "fine"
    LOOK = "look"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Examined:
    """One thing that was looked at; `todo` is empty when it is fine."""

    check: str
    level: Level
    message: str
    todo: str = ""

    def as_dict(self) -> dict[str, object]:
        """The shape `doctor --json` prints."""
        named = {"check": self.check, "level": self.level.value, "message": self.message}
        return named | {"todo": self.todo or None}


def fine(check: str, message: str) -> Examined:
    """Nothing to do."""
    return Examined(check, Level.FINE, message)


def look(check: str, message: str, todo: str) -> Examined:
    """It works, but see to it."""
    return Examined(check, Level.LOOK, message, todo)


def broken(check: str, message: str, todo: str) -> Examined:
    """It does not work, or soon will not."""
    return Examined(check, Level.BROKEN, message, todo)


def of_error(check: str, error: SharedMetricsError) -> Examined:
    """An error of ours already says what to do."""
    return broken(check, error.message, error.hint or "Ask whoever runs this installation.")


def is_broken(examined: Iterable[Examined]) -> bool:
    """Whether anything is."""
    return any(one.level is Level.BROKEN for one in examined)


@dataclass(frozen=True)
class Installation:
    """What is examined. `ledger` is None where its version is not this program's."""

    settings: Settings
    home: Home
    ledger: Ledger | None
    now: dt.datetime

    @property
    def folder(self) -> Path:
        """The home's folder."""
        return self.home.folder.absolute()

    @property
    def fixed_today(self) -> dt.date | None:
        """The day somebody fixed."""
        return self.settings.today or self.home.today

    @cached_property
    def vault(self) -> Vault:
        """Raises InstallationProblem for an address that cannot be used."""
        return open_vault(self.settings.vault or self.folder / VAULT)

    @cached_property
    def definitions(self) -> Definitions:
        """Raises DefinitionsBroken and CallersMistake."""
        return load_definitions(self.home.definitions)
