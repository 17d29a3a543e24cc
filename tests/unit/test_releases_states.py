"""The life of a release: one table, and numbers in order."""

import dataclasses
import datetime as dt
from itertools import product

import pytest

from shared_metrics.errors import Conflict
from shared_metrics.releases import ReleaseId
from shared_metrics.releases.states import (
    TRANSITIONS,
    Act,
    ReleaseRow,
    State,
    can_move,
    check_can_move,
    diagram,
)

ALLOWED = {
    (None, Act.PREPARE): State.PREPARED,
    (State.PREPARED, Act.PUBLISH): State.PUBLISHED,
    (State.PREPARED, Act.REPLACE): State.REPLACED,
    (State.PREPARED, Act.DISCARD): State.DISCARDED,
    (State.PUBLISHED, Act.AMEND): State.AMENDED,
}
NOW = dt.datetime(2026, 4, 22, 17, 0, tzinfo=dt.UTC)


def row(**changes: object) -> ReleaseRow:
    made = ReleaseRow(
        key="rel_abcdefghijklmnop",
        id="R14",
        state=State.PREPARED,
        data_to=dt.date(2026, 3, 31),
        amends=None,
        reason=None,
        note=None,
        prepared_by="noor@example.org",
        prepared_at=NOW,
        published_by=None,
        published_at=None,
        published_on=None,
        second_person_reason=None,
        manifest_sha256="a" * 64,
        previous="R13",
    )
    return dataclasses.replace(made, **changes)


@pytest.mark.parametrize(("source", "act"), tuple(product((None, *State), Act)))
def test_every_move_is_in_the_table_or_refused(source: State | None, act: Act) -> None:
    """Five moves are allowed; every other one is a conflict that says where it stands."""
    assert can_move(source, act) is ((source, act) in ALLOWED)
    if (source, act) in ALLOWED:
        assert check_can_move(source, act) is ALLOWED[source, act]
    else:
        with pytest.raises(Conflict, match="cannot be changed"):
            check_can_move(source, act)


def test_the_diagram_draws_every_row() -> None:
    """The docs show the table itself."""
    text = diagram()
    assert all(f"--> {t.target}: {t.act}" in text for t in TRANSITIONS)
    assert "published --> [*]" not in text


@pytest.mark.parametrize(
    "text", ["R0", "r1", "R1.0", "R01", "R1.1.1", "1", "", "R1 ", "R1.draft", "../R1", "R١"]
)
def test_what_is_no_number_of_a_release(text: str) -> None:
    """Nothing else names a folder of releases."""
    with pytest.raises(ValueError, match="is not the number of a release"):
        ReleaseId.parse(text)


def test_numbers_follow_on_each_other() -> None:
    """An amendment comes after what it amends and before the next release."""
    texts = ["R1", "R2", "R2.1", "R2.10", "R10"]
    assert [str(one) for one in sorted(map(ReleaseId.parse, texts[::-1]))] == texts


def test_drafts_of_one_number_lie_apart() -> None:
    """A newer draft never lies where an older one does; what is public lies under its number."""
    drafts = {row(key=key).folder for key in ("rel_abc", "rel_abd")}
    assert drafts == {"R14.draft-abc", "R14.draft-abd"}
    assert {row(state=state).folder for state in (State.PUBLISHED, State.AMENDED)} == {"R14"}


def test_the_list_has_exactly_these_names() -> None:
    """`release list --json` promises five names; days are ISO."""
    shown = row(state=State.PUBLISHED, published_at=NOW, published_on=dt.date(2026, 4, 22))
    assert shown.listed() == {
        "id": "R14",
        "state": "published",
        "data_to": "2026-03-31",
        "published_on": "2026-04-22",
        "reason": None,
    }
