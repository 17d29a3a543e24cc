"""The sample partnership's releases: a quarter each, one amended, all through the acts."""

import datetime as dt

import pytest
from sample_data.releases import WHY_AMENDED, releases
from sample_data.seeding import seed

from shared_metrics.desk import Desk
from shared_metrics.desk.questions import releases as questions
from shared_metrics.desk.releasing.verifying import verify_release


def test_a_release_a_quarter_and_one_amendment(sample_desk: Desk) -> None:
    """R1 to R11, figures to the end of each quarter; the newest is amended, with a reason."""
    rows = questions.releases(sample_desk)
    assert [row.id for row in rows] == [*(f"R{n}" for n in range(1, 12)), "R11.1"]
    assert [row.state for row in rows] == [*["published"] * 10, "amended", "published"]
    assert (rows[0].data_to, rows[-1].data_to) == (dt.date(2023, 9, 30), dt.date(2026, 3, 31))
    assert all(row.prepared_by != row.published_by for row in rows)
    assert [row.published_at for row in rows] == [one.published_at for one in releases()]
    assert questions.every_release(sample_desk, None) == rows


def test_the_amendment_corrects_what_it_says(sample_desk: Desk) -> None:
    """Only figures of the first quarter of 2026 under one contract, each with the public reason."""
    edition = questions.latest_edition(sample_desk)
    assert edition is not None
    found = edition.release.corrections
    metrics = {one.table.partition("-")[0] for one in found}
    assert found
    assert metrics <= {"stem_participants", "stem_girls_share", "stem_completion_rate"}
    assert {(one.period, one.note) for one in found} == {("2026-Q1", WHY_AMENDED)}


@pytest.mark.parametrize("release_id", ["R1", "R11.1"])
def test_they_are_what_was_published(sample_desk: Desk, release_id: str) -> None:
    """Files, chain, proof and sums, from the first to the last."""
    assert verify_release(sample_desk, release_id) == []


def test_a_second_run_publishes_nothing_again(own_sample_desk: Desk) -> None:
    """What is public is left alone."""
    before = own_sample_desk.ledger.revision()
    seed(own_sample_desk, lambda *_: None)
    assert own_sample_desk.ledger.revision() == before
