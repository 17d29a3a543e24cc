"""`agreements` and `withdraw-published` at the command line."""

import json
from pathlib import Path

import pytest

from desk_factories import DEFINITIONS, NOOR, ROSA
from shared_metrics.cli import main

TODAY = "2026-07-15"


@pytest.fixture
def run(own_sample_home: Path, monkeypatch: pytest.MonkeyPatch, capsys):
    monkeypatch.setenv("SHARED_METRICS_TODAY", TODAY)

    def run(*words: str) -> tuple[int, str, str]:
        place = ["--home", str(own_sample_home), "--definitions", str(DEFINITIONS)]
        code = main([*words, *place])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_agreements_are_listed_with_the_days_left(run) -> None:
    """The one that ends first stands on top; what ends soon is said on stderr."""
    code, out, err = run("agreements")
    lines = out.splitlines()
    assert code == 0
    assert lines[0].split()[:2] == ["agreement", "partner"]
    assert len(lines) == 17
    assert lines[1].split()[-3:] == ["2024-12-31", "-561", "ended"]
    assert lines[2].split()[-4:] == ["2026-08-31", "47", "ends", "soon"]
    assert "ends in 47 days, on 31 August 2026" in err
    assert "Eastside Skills" not in err
    assert "16 agreements." in err


def test_agreements_as_json(run) -> None:
    """One object an agreement, with days left and the warning it is under."""
    code, out, _ = run("agreements", "--partner", "arroyo_ride_circle", "--json")
    (one,) = json.loads(out)
    assert code == 0
    assert (one["id"], one["days_left"], one["warning_days"], one["state"]) == (
        "arroyo_ride_circle_2023",
        47,
        60,
        "ends_soon",
    )
    assert one["contracts"] == [{"contract": "congestion", "fields": None}]
    assert run("agreements", "--partner", "arroyo_ride")[0] == 10


def test_withdrawing_published_figures(run) -> None:
    """It is told in one line, stands in the trail, and the trail holds."""
    what = ("--partner", "arroyo_workforce_board", "--contract", "workforce_placements")
    words = (*what, "--from", "2026-02", "--to", "2026-03", "--note", "Counted anew.")
    code, out, _ = run("withdraw-published", *words, "--as", NOOR)
    assert code == 0
    assert "February 2026 to March 2026: no longer public." in out
    assert run("withdraw-published", *words, "--as", NOOR)[0] == 13
    assert run("withdraw-published", *words, "--as", ROSA)[0] == 11
    assert run("audit", "verify")[0] == 0
