"""Agreements for tests: one line each, and desks that have them."""

import dataclasses
import datetime as dt
from pathlib import Path

from desk_factories import BOARD, WORKFORCE, make_desk
from shared_metrics.agenda import Agreement, SharedContract
from shared_metrics.desk import Desk


def agreement(starts: str, ends: str, **changes: object) -> Agreement:
    """The workforce board's agreement about its placements, from day to day."""
    made = Agreement(
        id=f"board_{starts[:7].replace('-', '_')}",
        partner=BOARD,
        contracts=(SharedContract(WORKFORCE),),
        audiences=("partners", "public"),
        public_page=True,
        signed_on=dt.date(2023, 6, 1),
        starts=dt.date.fromisoformat(starts),
        ends=dt.date.fromisoformat(ends),
        signed_by=("director",),
    )
    return dataclasses.replace(made, **changes)


def sharing(*fields: str) -> tuple[SharedContract, ...]:
    """Placements, of which only these fields are shared."""
    return (SharedContract(WORKFORCE, fields),)


def with_agreements(desk: Desk, *agreements: Agreement, today: str | None = None) -> Desk:
    """The same desk, had the partnership these agreements."""
    agenda = dataclasses.replace(desk.definitions.agenda, agreements=agreements)
    definitions = dataclasses.replace(desk.definitions, agenda=agenda)
    home = dataclasses.replace(desk.home, today=dt.date.fromisoformat(today)) if today else None
    return dataclasses.replace(desk, definitions=definitions, home=home or desk.home)


def agreed_desk(folder: Path, *agreements: Agreement, today: str | None = None) -> Desk:
    """A new, empty desk with these agreements."""
    return with_agreements(make_desk(folder / "home"), *agreements, today=today)
