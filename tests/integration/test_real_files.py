"""A year of two bicycle counters, as their city publishes it, through the whole way.

The files were written by nobody here. They are read where they are and never copied; without them
the tests are skipped.
"""

import csv
import json
import os
import sqlite3
from pathlib import Path

import pytest

from shared_metrics.cli import main

ROOT = Path(__file__).resolve().parents[2]
DEFINITIONS = ROOT / "docs" / "tutorials" / "your-own-data" / "data_contracts"
STATIONS = {"hafenstrasse": "100031300", "huefferstrasse": "100034982"}
OFFICE = "office@example.org"
WHY_MISSING = "the city publishes a month without its last days"


def _real_data():
    named = os.environ.get("SHARED_METRICS_REAL_DATA")
    return Path(named) if named else ROOT.parent / "shared" / "data"


COUNTERS = _real_data() / "muenster-counters-2023"
pytestmark = [
    pytest.mark.skipif(
        not COUNTERS.is_dir(),
        reason="the real files are not here; name their folder in SHARED_METRICS_REAL_DATA",
    ),
    pytest.mark.xdist_group("real_files"),
]


def files_of(partner):
    return sorted(COUNTERS.glob(f"{STATIONS[partner]}_2023-*.csv"))


def month_of(path):
    return path.stem.partition("_")[2]


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Runs a command in one home for the whole module; answers with its exit code and its JSON."""
    home = tmp_path_factory.mktemp("home")
    out = home / "printed.json"

    def run_command(*words):
        printed = os.open(out, os.O_CREAT | os.O_WRONLY | os.O_TRUNC)
        with (
            os.fdopen(printed, "w", encoding="utf-8") as file,
            pytest.MonkeyPatch.context() as here,
        ):
            here.setattr("sys.stdout", file)
            here.delenv("SHARED_METRICS_TODAY", raising=False)
            options = ["--home", str(home / "var"), "--definitions", str(DEFINITIONS), "--json"]
            code = main([*map(str, words), *options])
        return code, json.loads(out.read_text(encoding="utf-8"))

    return run_command


@pytest.fixture(scope="module")
def checks(run):
    """What checking says of every file: partner -> month -> report."""
    found = {}
    for partner in STATIONS:
        code, reports = run(
            "check", *files_of(partner), "--contract", "cycle_traffic", "--partner", partner
        )
        assert code == 0
        found[partner] = {month_of(Path(report["file"])): report for report in reports}
    return found


@pytest.fixture(scope="module")
def year(run):
    """All files sent on the stations' behalf and accepted: the submissions as sent."""
    sent = []
    for partner in STATIONS:
        for path in files_of(partner):
            code, submission = run(
                *("submit", path, "--contract", "cycle_traffic", "--partner", partner),
                *("--as", OFFICE, "--on-behalf", "--reason", f"times_missing={WHY_MISSING}"),
            )
            assert code == 0, submission
            sent.append(submission)
    ids = [submission["id"] for submission in sent]
    code, _ = run("accept", *ids, "--as", OFFICE, "--reason", "one person runs this")
    assert code == 0
    return sent


@pytest.fixture(scope="module")
def counted():
    """The same files in SQLite, read by the standard library alone."""
    database = sqlite3.connect(":memory:")
    database.execute("create table c (partner, month, at, cyclists int, inbound int, outbound int)")
    for partner in STATIONS:
        for path in files_of(partner):
            with path.open(encoding="utf-8-sig", newline="") as file:
                rows = [
                    (partner, month_of(path), row[0], *(cell or None for cell in row[1:4]))
                    for row in list(csv.reader(file))[1:]
                ]
            database.executemany("insert into c values (?, ?, ?, ?, ?, ?)", rows)
    yield database
    database.close()


def rules(report):
    return {finding["rule"] for finding in report["findings"]}


def test_there_are_twelve_months_of_each_station():
    """The tests below look at 24 files."""
    assert [len(files_of(partner)) for partner in STATIONS] == [12, 12]


def test_a_month_without_its_last_days_is_told(checks):
    """Every month lacks its last day or days: told once, as something to explain."""
    for reports in checks.values():
        for month, report in reports.items():
            missing = [f for f in report["findings"] if f["rule"] == "times_missing"]
            assert len(missing) == 1, month
            assert missing[0]["level"] == "check"
            assert f"{month}-" in missing[0]["message"]


def test_the_hour_that_clocks_skip_is_not_missed(checks):
    """In the night of 26 March there is no 02:00 in Münster: nothing to tell."""
    for reports in checks.values():
        (missing,) = (f for f in reports["2023-03"]["findings"] if f["rule"] == "times_missing")
        assert "2023-03-31 00:00 to 2023-03-31 23:45" in missing["message"]


def test_headers_that_changed_during_the_year_are_recognised(checks):
    """In October a station renamed its columns; both names mean the same column."""
    said = {
        month: {assumption["message"] for assumption in report["assumptions"]}
        for month, report in checks["hafenstrasse"].items()
    }
    assert "“101031300 (Channel 1 IN)” was read as inbound." in said["2023-09"]
    assert "“101031300 (Hafenstraße Fahrräder IN)” was read as inbound." in said["2023-10"]


def test_a_header_means_its_column_only_in_its_own_partners_files(run):
    """Sent as the other station's, a file has no column that means anything."""
    path = files_of("huefferstrasse")[0]
    code, report = run("check", path, "--contract", "cycle_traffic", "--partner", "hafenstrasse")
    assert code == 1
    assert rules(report) == {"no_header"}


def test_the_partner_whose_file_it_looks_like_is_named(run, capsys):
    """A file of another partner is recognised by the column names that only that partner has."""
    path = str(files_of("huefferstrasse")[0])
    words = ["check", path, "--contract", "cycle_traffic", "--partner", "hafenstrasse"]
    assert main([*words, "--definitions", str(DEFINITIONS)]) == 1
    assert "This looks like a file of Hüfferstraße counting station." in capsys.readouterr().out


def test_a_gap_needs_a_reason_and_the_reason_stays(run, year):
    """Without a reason for the missing days nothing is sent; with one it is kept."""
    path = files_of("hafenstrasse")[0]
    code, answer = run(
        *("submit", path, "--contract", "cycle_traffic", "--partner", "huefferstrasse"),
        *("--as", OFFICE, "--on-behalf"),
    )
    assert (code, answer["state"]) == (1, "failed")
    _, sent = run("submissions", "--state", "accepted")
    assert len(sent) == len(year)
    assert {submission["reasons"]["times_missing"] for submission in sent} == {WHY_MISSING}


def test_the_period_comes_from_the_timestamps(year):
    """No file says which month it is: its timestamps do."""
    months = {f"2023-{month:02}" for month in range(1, 13)}
    assert {submission["period"] for submission in year} == months


def test_trips_are_what_sqlite_counts(run, year, counted):
    """Trips by month and station are exactly the sums another program finds."""
    assert year
    _, answer = run("measure", "cycle_trips", "--by", "period,partner")
    ours = {(row["period"], row["partner"]): row["numerator"] for row in answer["rows"]}
    theirs = counted.execute("select month, partner, sum(cyclists) from c group by 1, 2")
    assert ours == {(month, partner): trips for month, partner, trips in theirs}


def test_trips_of_the_year_are_what_sqlite_counts(run, year, counted):
    """The whole year of both stations is one number, the same in both programs."""
    assert year
    _, answer = run("measure", "cycle_trips", "--by", "period", "--every", "year")
    (row,) = answer["rows"]
    assert (row["period"], row["partners"]) == ("2023", 2)
    assert row["numerator"] == counted.execute("select sum(cyclists) from c").fetchone()[0]


def test_a_failed_sensor_leaves_no_false_zero(run, year, counted):
    """Where a direction was not counted, neither part nor whole goes into its share."""
    assert year
    _, answer = run("measure", "inbound_share", "--by", "period,partner")
    ours = {
        (row["period"], row["partner"]): (row["numerator"], row["denominator"])
        for row in answer["rows"]
    }
    theirs = counted.execute(
        "select month, partner, sum(inbound), sum(cyclists) from c"
        " where inbound is not null group by 1, 2"
    )
    assert ours == {(month, partner): (top, bottom) for month, partner, top, bottom in theirs}
    empty = counted.execute("select count(*) from c where inbound is null").fetchone()[0]
    assert empty == 576
