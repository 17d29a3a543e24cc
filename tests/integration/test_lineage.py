"""Where a number comes from: down to the row of the file, for whom it may be shown to."""

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path

import pytest

from desk_factories import (
    BOARD,
    CARMEN,
    DEFINITIONS,
    NOOR,
    NOW,
    ROSA,
    SAMIR,
    STEPPINGWAY,
    make_desk,
    person,
    placements,
    send_rows,
)
from shared_metrics.agenda.model import Person
from shared_metrics.cli import main
from shared_metrics.desk import Desk, acts, questions
from shared_metrics.desk.questions.lineage import lineage
from shared_metrics.errors import CallersMistake, NotAllowed
from shared_metrics.metrics import Question
from shared_metrics.periods import Period, PeriodKind, parse_period

MARCH = parse_period("2026-03", PeriodKind.MONTH)
LATER = NOW + dt.timedelta(days=2)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Two partners' placements of March, accepted."""
    desk = make_desk(tmp_path / "home")
    sent = [
        *send_rows(desk, placements(placed=7), "ours"),
        *send_rows(desk, placements(placed=5), "theirs", partner=STEPPINGWAY, by=CARMEN),
    ]
    acts.accept(desk, [one.id for one in sent], actor=person(NOOR), now=NOW)
    return desk


def accept_correction(desk: Desk) -> str:
    (one,) = send_rows(desk, placements(placed=9), "anew", mode="replace", now=LATER)
    acts.accept(desk, [one.id], actor=person(NOOR), now=LATER)
    return one.id


def test_a_correction_takes_the_place_of_what_it_corrects(desk: Desk) -> None:
    """The figure leads to the newer file and says so; as known before, to the older one."""
    before = lineage(desk, person(NOOR), "placements", MARCH, partner_id=BOARD)
    newer = accept_correction(desk)
    after = lineage(desk, person(NOOR), "placements", MARCH, partner_id=BOARD)
    (then,), (now,) = before.brought, after.brought
    assert (before.numerator, after.numerator) == (7, 9)
    assert (now.submission.id, now.submission.supersedes) == (newer, then.submission.id)
    known = desk.known_at(desk.day_of(NOW)) if desk.today() > desk.day_of(NOW) else None
    assert known is not None
    past = lineage(known, person(NOOR), "placements", MARCH, partner_id=BOARD)
    assert [one.submission.id for one in past.brought] == [then.submission.id]


@pytest.mark.parametrize("email", [ROSA, SAMIR])
@pytest.mark.parametrize("asked", [STEPPINGWAY, "no_such_partner", None])
def test_a_partners_people_trace_their_own_figures_only(
    desk: Desk, email: str, asked: str | None
) -> None:
    """Another's figures, everybody's and a made-up partner's: the same answer, and no figure."""
    with pytest.raises(NotAllowed) as refused:
        lineage(desk, person(email), "placements", MARCH, partner_id=asked)
    assert refused.value.code == "not_allowed"
    assert "5" not in refused.value.message
    own = lineage(desk, person(email), "placements", MARCH, partner_id=BOARD)
    assert {one.partner for one in own.brought} == {BOARD}


def test_refusals_tell_no_partner_from_a_made_up_one(desk: Desk) -> None:
    """Word for word the same, so nobody learns who reports."""

    def said(asked: str) -> str:
        with pytest.raises(NotAllowed) as refused:
            lineage(desk, person(ROSA), "placements", MARCH, partner_id=asked)
        return f"{refused.value.message} {refused.value.hint}"

    assert said(STEPPINGWAY) == said("no_such_partner")


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"metric_id": "placement"}, "unknown_metric"),
        ({"partner_id": "arroyo_board"}, "unknown_partner"),
        ({"group": ("gender", "woman")}, "unknown_group"),
        ({"group": ("colour", "red")}, "unknown_group"),
    ],
)
def test_what_does_not_exist_is_said_plainly(
    desk: Desk, asked: dict[str, object], code: str
) -> None:
    """An unknown figure, partner or group names what there is."""
    told = {"metric_id": "placements", "period": MARCH} | asked
    with pytest.raises(CallersMistake) as refused:
        lineage(desk, person(NOOR), **told)
    assert refused.value.code == code
    assert refused.value.hint


def test_where_nothing_was_accepted_there_is_nothing(desk: Desk) -> None:
    """A period nobody reported has no number and no rows; it is not 0."""
    found = lineage(desk, None, "placements", MARCH + 1)
    assert (found.numerator, found.value, found.brought) == (None, None, ())


def test_an_empty_number_leaves_its_row_out(tmp_path: Path) -> None:
    """A row whose number is missing is listed as left out and brings nothing."""
    desk = make_desk(tmp_path / "home")
    rows = placements().with_columns(placed=None)
    acts.accept(desk, [one.id for one in send_rows(desk, rows)], actor=person(NOOR), now=NOW)
    found = lineage(desk, None, "placements", MARCH)
    (one,) = found.brought
    assert (found.numerator, one.numerator, one.left_out, one.counted) == (None, 0, 1, 0)


# --- the command line ---------------------------------------------------------------------


def test_the_command_prints_the_trace(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """`lineage --json` holds figure, submissions and rows; without it, a table with the lines."""
    where = ["--home", str(desk.home.folder), "--definitions", str(DEFINITIONS)]
    asked = ["lineage", "placement_rate", "--period", "2026-03"]
    assert main([*asked, "--json", *where]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["numerator"], told["denominator"]) == (12, 20)
    assert [one["rows"][0]["line"] for one in told["brought"]] == [2, 2]
    assert main([*asked, *where]) == 0
    assert "60.0 % = 12 / 20" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "code"),
    [("--period 2026-03 --group women", 10), ("--period spring", 10), ("", 2)],
)
def test_the_command_says_what_it_does_not_understand(
    desk: Desk, words: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """A group without its breakdown, a period that is none, no period at all."""
    where = ["--home", str(desk.home.folder), "--definitions", str(DEFINITIONS)]
    assert main(["lineage", "placements", *words.split(), *where]) == code
    assert capsys.readouterr().err


# --- the sample ---------------------------------------------------------------------------

ASKED = [
    ("placements", "2026-Q1", PeriodKind.QUARTER, None),
    ("placement_rate", "2025", PeriodKind.YEAR, ("gender", "women")),
    ("average_wage", "2026-03", PeriodKind.MONTH, None),
    ("commuter_members", "2026-Q1", PeriodKind.QUARTER, None),
    ("stem_girls_share", "2025-26", PeriodKind.SCHOOL_YEAR, None),
    ("congested_share", "2026-03", PeriodKind.MONTH, None),
]


@pytest.mark.parametrize(("metric", "text", "kind", "group"), ASKED)
def test_sample_numbers_are_the_sum_of_their_rows(
    sample_desk: Desk, metric: str, text: str, kind: PeriodKind, group: tuple[str, str] | None
) -> None:
    """Counts, shares, averages and stocks: rows, partners' parts and the measured table agree."""
    period = parse_period(text, kind)
    found = lineage(sample_desk, None, metric, period, group=group)
    row = measured_row(sample_desk, metric, period, group)
    assert (found.numerator, found.denominator) == (row["numerator"], row["denominator"])
    rows = [one for brought in found.brought for one in brought.rows]
    assert sum((one.numerator for one in rows), Decimal(0)) == row["numerator"]
    assert sum((one.denominator for one in rows), Decimal(0)) == (row["denominator"] or 0)
    assert sum((one.numerator for one in found.brought), Decimal(0)) == row["numerator"]


def measured_row(
    desk: Desk, metric: str, period: Period, group: tuple[str, str] | None
) -> dict[str, object]:
    by = ("period", group[0]) if group else ("period",)
    asked = Question(by, every=period.kind, first=period, last=period)
    rows = questions.measured(desk, metric, asked).to_dicts()
    return next(row for row in rows if group is None or row[group[0]] == group[1])


def test_the_line_is_where_the_row_stands_in_the_file(sample_desk: Desk) -> None:
    """Opened at the line that is named, the file as it was sent shows that very number."""
    noor: Person = sample_desk.person(NOOR)
    found = lineage(sample_desk, noor, "placements", MARCH)
    looked_at = 0
    for brought in found.brought:
        one = brought.submission
        if not (one.file_name or "").endswith(".csv") or len(one.originals) != 1:
            continue
        content = questions.original(sample_desk, noor, one, one.originals[0])
        lines = content.decode("utf-8-sig", "replace").splitlines()
        for row in brought.rows:
            assert str(row.figures["placed"]) in lines[row.line - 1]
            looked_at += 1
    assert looked_at > 0
