import datetime as dt

import pytest

from definition_factories import AGENDA, small_contract
from shared_metrics.agenda import (
    Agenda,
    Partner,
    Person,
    Role,
    Sector,
    SectorFrom,
    Term,
    parse_agenda,
)


@pytest.fixture(scope="module")
def agenda() -> Agenda:
    return parse_agenda(AGENDA, {"visits": small_contract()}).agenda


def test_things_are_found_by_id(agenda: Agenda) -> None:
    """Partners, people, metrics, goals and outcomes are found by id."""
    assert agenda.partnership.partner_by_id["suedhaus"].name == "Südhaus"
    assert agenda.partnership.person_by_email["bob@example.org"].name == "Bob"
    assert agenda.metric_by_id["stay"].unit == "hours"
    assert agenda.goal_by_id["more_visits"].title == "More visits"
    assert agenda.outcome_by_id["open_doors"].domain == "community"


def test_the_columns_of_a_metric(agenda: Agenda) -> None:
    """A metric's columns are those of its numerator and its denominator, each once."""
    assert agenda.metric_by_id["stay"].columns == {"mean_stay", "visits"}
    assert agenda.metric_by_id["all_visits"].columns == {"visits"}
    assert Term(("a",)).where == {}


@pytest.mark.parametrize(
    ("day", "sector"),
    [
        ("2019-12-31", Sector.PUBLIC),
        ("2020-01-01", Sector.PRIVATE),
        ("2021-05-31", Sector.PRIVATE),
        ("2021-06-01", Sector.UNIVERSITY),
    ],
)
def test_a_sector_holds_from_its_day_on(day: str, sector: Sector) -> None:
    """A partner belongs to the last sector that had begun, its first before all days."""
    partner = Partner(
        "p",
        "P",
        (
            SectorFrom(Sector.PUBLIC),
            SectorFrom(Sector.PRIVATE, dt.date(2020, 1, 1)),
            SectorFrom(Sector.UNIVERSITY, dt.date(2021, 6, 1)),
        ),
    )
    assert partner.sector_on(dt.date.fromisoformat(day)) is sector


@pytest.mark.parametrize(
    ("roles", "of_backbone"),
    [({Role.MEMBER}, False), ({Role.STEWARD}, False), ({Role.ANALYST}, True), ({Role.ADMIN}, True)],
)
def test_whose_person_it_is(roles: set[Role], *, of_backbone: bool) -> None:
    """Analysts, chairs and admins are the backbone's; members and stewards a partner's."""
    assert Person("a@b.c", "A", frozenset(roles)).of_backbone is of_backbone


def test_every_sector_has_a_label() -> None:
    """Each sector has words people read, all different."""
    assert len({sector.label for sector in Sector}) == len(Sector)
