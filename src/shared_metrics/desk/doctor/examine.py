"""One examination: every check in order, none of which can stop another."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping

from shared_metrics.desk.doctor import goals, kept, machine
from shared_metrics.desk.doctor.examined import Examined, Installation, broken, fine, of_error
from shared_metrics.desk.home import Home
from shared_metrics.desk.keeping.backup import existing_home, ledger_address
from shared_metrics.errors import DefinitionsBroken, SharedMetricsError
from shared_metrics.ledger import Ledger
from shared_metrics.ledger.engine import make_engine
from shared_metrics.ledger.migrate import check_version, stored_version
from shared_metrics.settings import Settings

CHECKS: Mapping[str, tuple[str, Callable[[Installation], Iterator[Examined]]]] = {
    "settings": ("Variables of the environment are understood.", kept.settings),
    "disk": ("There is room for files.", machine.disk),
    "permissions": ("The home can be written, and not read by everybody.", machine.permissions),
    "definitions": ("Contracts, metrics and agenda are sound.", kept.definitions),
    "ledger_version": ("The ledger's tables are of this version.", kept.ledger_version),
    "database": ("The ledger's database is whole and in the right mode.", kept.database),
    "trail": ("The audit trail holds; every file is what it was.", kept.trail_and_files),
    "releases": ("Every release is what was published.", kept.releases),
    "leftovers": ("Nothing lies in the vault or among the releases for nobody.", kept.leftovers),
    "goals": ("goals.yaml holds what was decided about goals.", goals.goals),
    "clock": ("The clock is not behind the last act.", machine.clock),
    "time_zones": ("The rules of the partnership's time zone are there.", machine.time_zones),
    "great_expectations": ("The library that judges files loads.", machine.great_expectations),
    "fonts": ("The pages bring their own fonts.", machine.fonts),
}
"""Every check -> what holds when it is fine, and how it is looked at."""


def examine(settings: Settings, *, now: dt.datetime) -> Iterator[Examined]:
    """Everything that was looked at, in the order of `CHECKS`; first of all the home.

    Makes nothing, changes nothing: a ledger of an older version is not brought up to date.
    """
    try:
        home = existing_home(settings)
        yield fine("home", f"“{home.folder}” belongs to {home.partnership}.")
    except SharedMetricsError as error:
        yield of_error("home", error)
        return
    try:
        ledger = _ledger(settings, home)
    except SharedMetricsError as error:
        yield of_error("ledger", error)
        ledger = None
    installation = Installation(settings, home, ledger, now)
    for check, (_, ask) in CHECKS.items():
        yield from _guarded(check, ask, installation)
    if ledger is not None:
        ledger.close()


def _ledger(settings: Settings, home: Home) -> Ledger | None:
    """The ledger as it is. Raises InstallationProblem when it is newer, damaged or not there."""
    address = ledger_address(settings, home)
    ledger = Ledger(make_engine(address))
    with ledger.reading() as connection:
        newest = check_version(stored_version(connection))
    return ledger if newest else None


def _guarded(
    check: str, ask: Callable[[Installation], Iterator[Examined]], installation: Installation
) -> Iterator[Examined]:
    try:
        yield from ask(installation)
    except DefinitionsBroken:
        yield broken(check, "It depends on the definitions.", "Mend the definitions first.")
    except SharedMetricsError as error:
        yield of_error(check, error)
    except Exception as error:  # noqa: BLE001 - a doctor that falls over helps nobody
        told = f"It could not be examined ({type(error).__name__})."
        yield broken(check, told, "Tell whoever looks after the program.")
