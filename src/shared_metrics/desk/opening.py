"""Opening the desk: the home, its definitions, its ledger and its vault, ready for use."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from shared_metrics.accounts import Account, UploadLink
from shared_metrics.agenda.model import Agenda, Partnership, Person
from shared_metrics.definitions import Definitions, load_definitions
from shared_metrics.desk.goals_file import settle
from shared_metrics.desk.home import LEDGER, REMEMBERED, VAULT, Home, open_home, remember
from shared_metrics.desk.who import check_still_here, import_people, person_in, usable_link
from shared_metrics.errors import CallersMistake, InstallationProblem
from shared_metrics.ledger import Entry, Ledger, known_at, open_ledger, sqlite_url
from shared_metrics.settings import Settings
from shared_metrics.vault import Vault, open_vault


@dataclass(frozen=True, eq=False)
class Desk:
    """One partnership's agenda, ledger and vault. Safe to share between threads.

    `known_on`: the day whose knowledge this is, None: now (see `known_at`).
    """

    settings: Settings
    home: Home
    definitions: Definitions
    ledger: Ledger
    vault: Vault
    known_on: dt.date | None = None

    def known_at(self, day: dt.date) -> "Desk":
        """The same desk as all was known at the end of a day, by the ledger alone. Only reads.

        Raises CallersMistake `day_to_come`.
        """
        if day > self.today():
            raise CallersMistake(
                "day_to_come",
                f"{day.isoformat()} is still to come, so nothing is known of it.",
                f"Name a day up to {self.today().isoformat()}.",
            )
        end = dt.datetime.combine(day + dt.timedelta(1), dt.time(), self.time_zone)
        return replace(self, known_on=day, ledger=known_at(self.ledger, end.astimezone(dt.UTC)))

    @property
    def agenda(self) -> Agenda:
        """The common agenda."""
        return self.definitions.agenda

    @property
    def partnership(self) -> Partnership:
        """Who takes part."""
        return self.definitions.agenda.partnership

    @property
    def time_zone(self) -> ZoneInfo:
        """The zone whose days count: due days and “today” are its days."""
        return ZoneInfo(self.partnership.time_zone)

    @property
    def fixed_today(self) -> dt.date | None:
        """The day somebody fixed (the environment wins over the home), None: the clock's."""
        return self.known_on or self.settings.today or self.home.today

    @property
    def sample(self) -> bool:
        """Whether all of this is made up: every page then says so."""
        return self.home.sample or self.partnership.sample

    def today(self) -> dt.date:
        """The fixed day, or the clock's day where the partnership is."""
        return self.fixed_today or dt.datetime.now(self.time_zone).date()

    def now(self) -> dt.datetime:
        """The time in UTC; on a fixed day, the clock's time of that day."""
        clock = dt.datetime.now(self.time_zone)
        if self.fixed_today is not None:
            clock = dt.datetime.combine(self.fixed_today, clock.time(), self.time_zone)
        return clock.astimezone(dt.UTC)

    def day_of(self, moment: dt.datetime) -> dt.date:
        """The partnership's day that a moment lies in."""
        return moment.astimezone(self.time_zone).date()

    def account(self, email: str) -> Account | None:
        """Somebody the ledger knows, also who was removed; None for a stranger."""
        return self.ledger.register().account(email)

    def person(self, email: str, acting_for: str | None = None) -> Person:
        """Who somebody is now, by the ledger: the one door every face goes through.

        In the place asked for when they have it, else of the backbone, else in their oldest.
        Raises CallersMistake `unknown_person`; NotAllowed when they were removed.
        """
        return person_in(self.ledger.register(), email, acting_for)

    def everybody(self) -> tuple[Person, ...]:
        """Everybody who has a place now, once for each place, in the order they came."""
        accounts = self.ledger.register().accounts.values()
        return tuple(person for account in accounts for person in account.people)

    def link_of(self, token: str, now: dt.datetime) -> UploadLink:
        """The upload link a token opens. Raises NotAllowed: unknown, expired or revoked."""
        return usable_link(self.ledger.register(), token, now, self.partnership)

    def called(self, actor: str) -> str:
        """What people read for who sent or decided: a name, a link's label, else the address."""
        return self.ledger.register().called(actor)

    @contextmanager
    def writing(self, actor: Person, now: dt.datetime) -> Iterator[Entry]:
        """A transaction of the ledger, for somebody who may still act when it is written.

        Raises NotAllowed when they were removed, lost a role or their link ended meanwhile.
        """
        with self.ledger.writing(actor=actor.email, now=now) as entry:
            check_still_here(entry.register, actor, now)
            yield entry


def open_desk(settings: Settings, *, durable: bool = True) -> Desk:
    """The desk of a home; on first use the home is made and its ledger's tables too.

    `durable=False` spares the disk where all can be made again (the sample partnership): a
    stopped program loses nothing, a power cut may.

    Raises DefinitionsBroken (nothing is made then) and InstallationProblem.
    """
    home = open_home(settings)
    definitions = load_definitions(home.definitions)
    if home.partnership is None:
        home = remember(_begun(home, definitions.agenda.partnership))
    _check_same_partnership(home, definitions.agenda.partnership)
    folder = home.folder.absolute()
    ledger = open_ledger(
        settings.database_url or sqlite_url(folder / LEDGER),
        durable=durable,
        before_change=lambda version: _back_up(settings, home, version),
    )
    if settle(ledger, definitions.goals_file):
        definitions = load_definitions(home.definitions)
    desk = Desk(
        settings,
        home,
        definitions,
        ledger,
        open_vault(settings.vault or folder / VAULT, durable=durable),
    )
    import_people(desk.ledger, desk.partnership.people, desk.now())
    return desk


def _back_up(settings: Settings, home: Home, version: str) -> None:
    from shared_metrics.desk.keeping.before_migrating import back_up_before_migrating

    back_up_before_migrating(settings, home, version)


def _begun(home: Home, partnership: Partnership) -> Home:
    return replace(home, partnership=partnership.id, sample=partnership.sample)


def _check_same_partnership(home: Home, partnership: Partnership) -> None:
    if home.partnership == partnership.id:
        return
    raise InstallationProblem(
        "other_partnership",
        f"This home belongs to “{home.partnership}”, the definitions are of “{partnership.id}”.",
        f"Use another `--home`, or the definitions named in “{home.folder / REMEMBERED}”.",
    )
