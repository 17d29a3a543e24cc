import datetime as dt

import pytest

from checking_factories import judged, make_column, make_contract, places, rows
from shared_metrics.checks.grid import wall_times
from shared_metrics.contracts.model import ExpectedGrid, PeriodSource, Role
from shared_metrics.findings import Level
from shared_metrics.periods import PeriodKind, parse_period

LATER = dt.date(2026, 7, 15)


def grid_contract(*, zone="Europe/Berlin", per=(), minutes=360):
    keys = [make_column(name, "string", role=Role.KEY) for name in per]
    return make_contract(
        make_column("at", "timestamp", required=True),
        *keys,
        make_column("n"),
        source=PeriodSource("date", ("at",)),
        key=("at", *per),
        zone=zone,
        grid=ExpectedGrid("at", minutes, per, Level.CHECK),
    )


def full_month(month, *, zone="Europe/Berlin", minutes=360):
    period = parse_period(month, PeriodKind.MONTH)
    return [f"{at:%Y-%m-%d %H:%M}" for at in wall_times(period, minutes, zone, LATER)]


def of(times):
    return "\n".join(["at,n", *(f"{at},1" for at in times)])


COUNTS = rows("""
    month   | zone                | times
    --------+---------------------+------
    2023-01 | Europe/Berlin       | 2976
    2023-03 | Europe/Berlin       | 2972
    2023-10 | Europe/Berlin       | 2976
    2026-03 | America/Los_Angeles | 2972
    2026-03 | UTC                 | 2976
""")[1:]


@pytest.mark.parametrize(("month", "zone", "times"), COUNTS)
def test_the_grid_knows_daylight_saving_both_ways(month, zone, times):
    """The skipped spring hour is not expected; the repeated autumn hour is expected once."""
    assert len(full_month(month, zone=zone, minutes=15)) == int(times)


def test_a_full_month_has_nothing_missing():
    """Every time there: no finding, in the month with the skipped hour too."""
    assert not judged(of(full_month("2023-03")), grid_contract()).findings


def test_a_missing_stretch_is_told_once_at_the_line_before_it():
    """Four missing times in a row are one check, after the last line that is there."""
    times = full_month("2023-01")
    judgement = judged(of(times[:4] + times[8:]), grid_contract())
    assert places(judgement.findings) == [("times_missing", "A5")]
    (finding,) = judgement.findings
    assert finding.level is Level.CHECK
    assert "2023-01-02 00:00 to 2023-01-02 18:00 (4 steps of 360 minutes)" in finding.message


def test_a_month_that_lacks_its_last_day_is_told():
    """Rows that all pass do not hide a missing day."""
    (finding,) = judged(of(full_month("2023-01")[:-4]), grid_contract()).findings
    assert "2023-01-31 00:00 to 2023-01-31 18:00" in finding.message


def test_times_of_today_are_not_yet_expected():
    """A period under way is expected up to yesterday only."""
    times = full_month("2023-01")[:8]
    judgement = judged(of(times), grid_contract(), today=dt.date(2023, 1, 3))
    assert {f.rule for f in judgement.findings} == {"period_not_ended"}


def test_each_site_has_the_whole_grid():
    """With `per`, a stretch missing at one site is told for that site."""
    times = full_month("2023-01")
    lines = [f"{at},north,1" for at in times] + [f"{at},south,1" for at in times[2:]]
    (finding,) = judged("\n".join(["at,site,n", *lines]), grid_contract(per=("site",))).findings
    assert "for south at 2023-01-01 00:00 to 2023-01-01 06:00" in finding.message


def test_times_beside_the_grid_are_told_once():
    """A clock that is seven minutes off is one finding with its first time."""
    times = full_month("2023-01")
    judgement = judged(of([*times, "2023-01-31 18:07"]), grid_contract())
    assert places(judgement.findings) == [("times_off_grid", "A126")]


def test_the_repeated_hour_may_stand_there_twice():
    """In the autumn hour that clocks show twice, the same time twice is no duplicate."""
    contract = grid_contract(minutes=60)
    times = full_month("2023-10", minutes=60)
    again = [*times, "2023-10-29 02:00"]
    assert not judged(of(again), contract).findings
    twice = judged(of([*times, "2023-10-28 02:00"]), contract)
    assert {f.rule for f in twice.findings} == {"duplicate_rows"}
