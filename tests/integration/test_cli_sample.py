"""The command line on the sample partnership."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from served_app import free_port
from shared_metrics.cli import demo, main

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.xdist_group("sample")


@pytest.fixture
def ask(sample_home, capsys):
    """Asks the seeded home; answers with the exit code and what is printed as JSON."""

    def run_command(*words):
        options = ["--home", str(sample_home), "--definitions", str(ROOT / "data_contracts")]
        code = main([*words, *options, "--json"])
        return code, json.loads(capsys.readouterr().out)

    return run_command


def test_a_second_demo_goes_on_with_what_is_there(own_sample_home, capsys):
    """A home that is seeded already keeps every submission as it is; who one can be is told."""
    ledger = (own_sample_home / "ledger.db").read_bytes()
    assert main(["demo", "--no-serve", "--home", str(own_sample_home), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["address"] == "http://127.0.0.1:8501"
    assert {person["partner"] for person in told["people"]} > {None, "steppingway_training"}
    assert (own_sample_home / "ledger.db").read_bytes() == ledger


def test_sample_data_never_mixes_with_real_data(tmp_path, capsys):
    """The home of another partnership is refused before anything is written into it."""
    assert main(["init", str(tmp_path / "town")]) == 0
    home = tmp_path / "town" / "var"
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    capsys.readouterr()
    assert main(["demo", "--no-serve", "--home", str(home), "--json"]) == 13
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "not_the_sample"
    assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file()} == before


def test_the_demo_says_when_its_place_is_taken(tmp_path, capsys):
    """Where something answers already, the demo says so before it makes anything."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        home = tmp_path / "home"
        assert main(["demo", "--home", str(home), "--port", port]) == 14
    assert "already answers" in capsys.readouterr().err
    assert not home.exists()


def test_the_demo_serves_its_pages_until_it_is_stopped(own_sample_home):
    """It says who one can be and where, answers there, and one Ctrl-C ends it without a trace."""
    port = free_port()
    command = ["-m", "shared_metrics.cli", "demo", "--home", own_sample_home, "--port", str(port)]
    served = subprocess.Popen(
        [sys.executable, *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        start_new_session=True,
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/healthz", served)
    finally:
        os.killpg(served.pid, signal.SIGINT)
        printed, _ = served.communicate(timeout=30)
    assert f"Open http://127.0.0.1:{port}" in printed
    assert "Carmen Ibarra" in printed
    assert "Traceback" not in printed


def _wait_for(address, served):
    until = time.monotonic() + 90
    while time.monotonic() < until and served.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=2).close()  # noqa: S310 - our own server
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail("the demo did not answer")


def test_the_demo_needs_its_checkout(tmp_path, monkeypatch, capsys):
    """An installed package without the checkout says what to do instead."""
    monkeypatch.setattr(demo, "__file__", str(tmp_path / "a" / "b" / "c" / "demo.py"))
    monkeypatch.chdir(tmp_path)
    assert main(["demo", "--no-serve"]) == 14
    assert "shared-metrics init" in capsys.readouterr().err


@pytest.mark.parametrize("metric", ["placements", "stem_girls_share", "average_delay"])
def test_sums_over_partners_are_the_sums_of_partners(ask, metric):
    """What partners bring adds up to the partnership's figure, numerator and denominator."""
    _, whole = ask("measure", metric, "--by", "period")
    _, parts = ask("measure", metric, "--by", "period,partner")
    assert len(whole["rows"]) > 10
    for row in whole["rows"]:
        of_period = [part for part in parts["rows"] if part["period"] == row["period"]]
        assert len(of_period) == row["partners"]
        for term in ("numerator", "denominator"):
            if row[term] is not None:
                added = sum(part[term] for part in of_period)
                assert added == pytest.approx(row[term], abs=1e-6)


def test_rows_are_sorted_and_columns_in_the_order_asked(ask):
    """The answer to the same question is the same text every time."""
    _, answer = ask("measure", "placements", "--by", "sector,period", "--every", "quarter")
    rows = [(row["sector"], row["period"]) for row in answer["rows"]]
    assert rows == sorted(rows)
    assert list(answer["rows"][0])[:2] == ["sector", "period"]
    assert ask("measure", "placements", "--by", "sector,period", "--every", "quarter")[1] == answer


def test_longer_periods_are_asked_for_by_period(ask):
    """Who says how long periods are to be need not say that the answer is by period."""
    implied = ask("measure", "placements", "--every", "quarter")
    assert implied == ask("measure", "placements", "--by", "period", "--every", "quarter")


def test_figures_of_a_merged_partner_can_be_asked_under_its_successor(ask):
    """--partners current moves figures to the partner that carries the work on; sums stay."""
    _, reported = ask("measure", "placements", "--by", "partner")
    _, current = ask("measure", "placements", "--by", "partner", "--partners", "current")
    then = {row["partner"]: row["numerator"] for row in reported["rows"]}
    now = {row["partner"]: row["numerator"] for row in current["rows"]}
    assert "eastside_skills" in then
    assert "eastside_skills" not in now
    moved = then["eastside_skills"] + then["steppingway_training"]
    assert now["steppingway_training"] == moved


def test_every_goal_has_a_standing_in_words(ask):
    """`status` answers for each goal of the agenda; the word stands in the sentence."""
    code, standings = ask("status")
    assert code == 0
    assert len(standings) >= 6
    for standing in standings:
        assert standing["status"].replace("_", " ") in standing["sentence"]
    provisional = {one["goal"] for one in standings if one["provisional"]}
    assert provisional == {"more_people_placed", "girls_take_part", "shorter_delays"}
    assert {one["status"] for one in standings} <= {
        "reached", "ahead", "on_track", "behind", "off_track"
    }  # fmt: skip


def test_other_rules_are_told_beside_ours(ask):
    """Only when they are asked for."""
    compared = {one["goal"]: one["other_rules"] for one in ask("status", "--compare")[1]}
    assert compared["more_people_placed"] == {"plain": "off", "open_sdg": "moderate_progress"}
    assert "other_rules" not in ask("status")[1][0]


def test_what_was_known_is_told_as_of_a_day(ask):
    """Later files and corrections have not happened; the newest day reads as now."""
    now = ask("status")[1]
    assert ask("status", "--on", "2026-07-15")[1] == now
    then = {one["goal"]: one for one in ask("status", "--on", "2025-03-31")[1]}
    assert then["more_people_placed"]["newest_period"] == "2024-Q4"
    assert then["less_congested_road"]["newest_period"] < "2025-03"
    assert ask("status", "--on", "2023-01-01")[1][0]["status"] == "no_data"
    assert ask("status", "--on", "2030-01-01")[0] == 10
    early, late = (
        ask("measure", "placements", "--by", "period", "--on", day)[1]
        for day in ("2025-03-31", "2026-07-15")
    )
    assert late == ask("measure", "placements", "--by", "period")[1]
    assert len(early["rows"]) < len(late["rows"])


def test_what_reads_otherwise_since_a_release_is_told_beside_what_it_said(ask):
    """The correction of July: the figure then, what R11 told the public, now, and whose file."""
    code, told = ask("restatements", "--release", "R11", "--metric", "stem_participants")
    assert (code, told["since"], told["release"]) == (0, "2026-05-11", "R11")
    (metric,) = told["metrics"]
    (figure,) = metric["figures"]
    assert (figure["period"], figure["public"]) == ("2026-Q1", "4,258 enrolments")
    assert (figure["then"]["value"], figure["now"]["value"]) == (4258, 4599)
    (effect,), (sent,) = figure["effects"], told["submissions"]
    assert (effect["numerator"], effect["submission"]) == (341, sent["id"])
    assert (sent["partner"], sent["reason"]) == ("arroyo_unified_schools", "correction")
    assert sent["why"] == ["The high school courses were missing in the first file."]


def test_the_sample_trail_verifies(ask):
    """Everything the sample did is in the trail, and the trail holds."""
    code, told = ask("audit", "verify")
    assert (code, told["verified"]) == (0, True)
    assert told["rows"] > 900
