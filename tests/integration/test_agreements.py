"""What agreements change: what can be sent, what is kept, who is told and when."""

import datetime as dt
from pathlib import Path

import pytest

from agreement_factories import agreed_desk, agreement, sharing, with_agreements
from desk_factories import (
    BOARD,
    NOOR,
    NOW,
    ROSA,
    STEPPINGWAY,
    WORKFORCE,
    contract,
    make_desk,
    person,
    placements,
    send_rows,
)
from shared_metrics.agenda import Agreement
from shared_metrics.desk import Desk, acts, questions
from shared_metrics.desk.questions.agreements import agreement_warnings, agreements
from shared_metrics.errors import CallersMistake, NotAllowed
from shared_metrics.metrics import Question
from shared_metrics.reading import Upload
from shared_metrics.submissions import State, Submission

HEADER = (
    "period,pathway,gender,age_group,enrolled,completed,follow_up_due,placed,average_hourly_wage"
)
NO_WAGES = sharing("enrolled", "completed", "follow_up_due", "placed")


def file_of(*periods: str, wage: str = "24.50") -> Upload:
    """A clean file with one row a month."""
    rows = (f"{period},healthcare,all,all,42,12,10,7,{wage}" for period in periods)
    return Upload("placements.csv", "\n".join([HEADER, *rows, ""]).encode())


def submit(desk: Desk, upload: Upload | None, **how: object) -> list[Submission]:
    how = {"partner_id": BOARD, "actor": person(ROSA), "now": NOW} | how
    return acts.submit(desk, upload, WORKFORCE, **how)


@pytest.mark.parametrize(
    ("held", "words"),
    [
        (agreement("2023-07-01", "2026-02-28"), "ends on 28 February 2026; March 2026 is not"),
        (agreement("2023-07-01", "2026-03-30"), "ends on 30 March 2026; March 2026 is not"),
        (agreement("2026-03-02", "2026-12-31"), "begins on 2 March 2026; March 2026 is not"),
        (agreement("2023-07-01", "2026-12-31", partner=STEPPINGWAY), "has no data-sharing"),
    ],
    ids=["ended", "ends in it", "begins in it", "somebody else's"],
)
@pytest.mark.parametrize("period", ["2026-03", None], ids=["said", "in the file"])
def test_a_period_that_is_not_covered_cannot_be_sent(
    tmp_path: Path, held: Agreement, words: str, period: str | None
) -> None:
    """Whether the period is said or stands in the file: nothing is stored, and it says why."""
    desk = agreed_desk(tmp_path, held)
    with pytest.raises(CallersMistake, match=words) as refused:
        submit(desk, file_of("2026-03"), period=period)
    assert refused.value.code == "no_agreement"
    assert "agreements.yaml" in (refused.value.hint or "")
    assert desk.ledger.submissions() == []
    assert not (desk.vault.folder / "originals").exists()


def test_nothing_to_report_needs_an_agreement_too(tmp_path: Path) -> None:
    """Saying that there is nothing is a submission like any other."""
    desk = agreed_desk(tmp_path, agreement("2023-07-01", "2026-02-28"))
    with pytest.raises(CallersMistake, match="ends on 28 February 2026"):
        submit(desk, None, nothing_to_report=True, period="2026-03")


def test_one_period_too_many_keeps_the_whole_file_back(tmp_path: Path) -> None:
    """A file of several months is all or none here as everywhere."""
    desk = agreed_desk(tmp_path, agreement("2023-07-01", "2026-02-28"))
    with pytest.raises(CallersMistake, match="March 2026 is not covered"):
        submit(desk, file_of("2026-02", "2026-03"))
    assert desk.ledger.submissions() == []


def test_it_is_said_before_anything_is_sent(tmp_path: Path) -> None:
    """Whoever checks a file on the page hears of the agreement then, not after all questions."""
    desk = agreed_desk(tmp_path, agreement("2023-07-01", "2026-02-28"), today="2026-04-08")
    with pytest.raises(CallersMistake, match="March 2026 is not covered"):
        questions.check_file(desk, person(ROSA), file_of("2026-03"), WORKFORCE, partner_id=BOARD)


def test_covered_periods_stay_and_can_be_corrected(tmp_path: Path) -> None:
    """After its end, what an agreement covers is measured as before, and may be mended."""
    desk = agreed_desk(tmp_path, agreement("2023-07-01", "2026-03-31"), today="2026-07-15")
    (sent,) = submit(desk, file_of("2026-03"))
    acts.accept(desk, [sent.id], actor=person(NOOR), now=NOW)
    later = dt.datetime(2026, 7, 15, tzinfo=dt.UTC)
    (mended,) = submit(desk, file_of("2026-03", wage="25.50"), mode="replace", now=later)
    assert mended.state is State.PASSED
    assert questions.measured(desk, "placements", Question())["value"].to_list() == [7.0]


def test_without_agreements_nothing_changes(tmp_path: Path) -> None:
    """A partnership that keeps no agreements here sends as it always did."""
    desk = with_agreements(make_desk(tmp_path / "home"))
    (sent,) = submit(desk, file_of("2026-03"))
    assert (sent.state, len(sent.originals)) == (State.PASSED, 1)
    assert agreements(desk, None) == []


def test_nobody_is_asked_for_what_cannot_be_sent(tmp_path: Path) -> None:
    """Periods no agreement covers are neither due nor late; what was sent for one stays there."""
    desk = make_desk(tmp_path / "home")
    for period in ("2026-02", "2026-04"):
        send_rows(desk, placements(period), period)
    held = agreement("2023-07-01", "2026-03-31")
    agreed = with_agreements(desk, held, today="2026-07-15")
    found = questions.expected(agreed, person(ROSA), BOARD)
    standing = {one.cell.period.text: one.standing.value for one in found}
    assert standing == {"2026-02": "waiting", "2026-03": "late", "2026-04": "waiting"}


# --- fields -------------------------------------------------------------------------------


def test_what_is_not_shared_is_not_kept(tmp_path: Path) -> None:
    """A column outside the agreement lies nowhere afterwards: not in part, totals or vault."""
    desk = agreed_desk(tmp_path, agreement("2023-07-01", "2026-12-31", contracts=NO_WAGES))
    (sent,) = submit(desk, file_of("2026-03"))
    rows = desk.vault.scan([sent.part], contract()).collect().to_native()
    assert rows["average_hourly_wage"].to_list() == [None]
    assert rows["placed"].to_list() == [7]
    assert (sent.originals, "average_hourly_wage" in sent.totals) == ((), False)
    kept = b"".join(f.read_bytes() for f in desk.vault.folder.rglob("*") if f.is_file())
    assert b"24.50" not in kept
    (said,) = [a for a in sent.assumptions if a.rule == "outside_agreement"]
    assert "wage" in said.message.lower()
    assert "not kept" in said.message


def test_it_is_said_which_columns_will_not_be_kept(tmp_path: Path) -> None:
    """The sender reads it with the other assumptions, before sending."""
    held = agreement("2023-07-01", "2026-12-31", contracts=NO_WAGES)
    desk = agreed_desk(tmp_path, held, today="2026-04-08")
    checked = questions.check_file(
        desk, person(ROSA), file_of("2026-03"), WORKFORCE, partner_id=BOARD
    )
    assert "outside_agreement" in {a.rule for a in checked.judgement.assumptions}


def test_the_same_file_again_is_known_by_its_fingerprint(tmp_path: Path) -> None:
    """Though the file was not kept, sending it twice stores nothing."""
    desk = agreed_desk(tmp_path, agreement("2023-07-01", "2026-12-31", contracts=NO_WAGES))
    (first,) = submit(desk, file_of("2026-03"))
    (again,) = submit(desk, file_of("2026-03"))
    (replacing,) = submit(desk, file_of("2026-03"), mode="replace")
    assert (again.same_as, replacing.same_as) == (first.id, first.id)


def test_one_month_out_of_bounds_keeps_the_whole_file_out(tmp_path: Path) -> None:
    """Where one period of a file shares less, that period's column goes and the file with it."""
    desk = agreed_desk(
        tmp_path,
        agreement("2023-07-01", "2026-02-28"),
        agreement("2026-03-01", "2026-12-31", contracts=NO_WAGES),
    )
    february, march = submit(desk, file_of("2026-02", "2026-03"))
    wages = [
        desk.vault.scan([one.part], contract()).collect().to_native()["average_hourly_wage"].item()
        for one in (february, march)
    ]
    assert wages == [2450, None]
    assert (february.originals, march.originals) == ((), ())
    assert list(desk.vault.folder.rglob("originals/*")) == []


def test_an_empty_column_is_nothing_to_leave_out(tmp_path: Path) -> None:
    """Where nobody filled the column, the file is kept as sent and nothing is said."""
    desk = agreed_desk(tmp_path, agreement("2023-07-01", "2026-12-31", contracts=NO_WAGES))
    upload = Upload(
        "placements.csv", f"{HEADER}\n2026-03,healthcare,all,all,42,12,10,0,\n".encode()
    )
    (sent,) = submit(desk, upload)
    assert (sent.originals, sent.assumptions) == ((upload.sha256,), ())


# --- warnings -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "state", "left", "step"),
    [
        ("2026-06-30", "to_come", 123, None),
        ("2026-07-01", "in_force", 122, None),
        ("2026-08-31", "in_force", 61, None),
        ("2026-09-01", "ends_soon", 60, 60),
        ("2026-09-30", "ends_soon", 31, 60),
        ("2026-10-01", "ends_soon", 30, 30),
        ("2026-10-24", "ends_soon", 7, 7),
        ("2026-10-31", "ends_soon", 0, 7),
        ("2026-11-01", "ended", -1, 0),
    ],
)
def test_who_is_warned_when(
    tmp_path: Path, today: str, state: str, left: int, step: int | None
) -> None:
    """People hear of the end 60, 30 and 7 days before it, and after it until there is a new one."""
    desk = agreed_desk(tmp_path, agreement("2026-07-01", "2026-10-31"), today=today)
    (one,) = agreements(desk, None)
    assert (one.state, one.days_left, one.step) == (state, left, step)
    assert len(agreement_warnings(desk, None)) == (step is not None)


@pytest.mark.parametrize(
    ("today", "words"),
    [
        ("2026-10-29", "ends in 2 days, on 31 October 2026."),
        ("2026-10-30", "ends tomorrow, on 31 October 2026."),
        ("2026-10-31", "ends today, on 31 October 2026."),
        ("2026-11-01", "ended on 31 October 2026."),
    ],
)
def test_how_it_is_said(tmp_path: Path, today: str, words: str) -> None:
    """The sentence names the partner, the day and what to do."""
    desk = agreed_desk(tmp_path, agreement("2026-07-01", "2026-10-31"), today=today)
    (one,) = agreement_warnings(desk, None)
    assert one.sentence == (
        f"The data-sharing agreement with Arroyo Workforce Board {words} "
        "Figures for later periods can be sent once a new one is signed."
    )


def test_no_warning_once_it_is_renewed(tmp_path: Path) -> None:
    """Where the next agreement begins the day after, nobody is told of an end."""
    old, new = agreement("2023-07-01", "2026-07-31"), agreement("2026-08-01", "2028-07-31")
    desk = agreed_desk(tmp_path, old, new, today="2026-08-15")
    assert [one.state for one in agreements(desk, None)] == ["renewed", "in_force"]
    assert agreement_warnings(desk, None) == []


def test_the_sample_warns_of_one(sample_desk: Desk) -> None:
    """On the sample's day one agreement ends within 60 days; the partner that left is let be."""
    told = agreement_warnings(with_today(sample_desk), person(NOOR))
    assert [(one.agreement.partner, one.days_left, one.step) for one in told] == [
        ("arroyo_ride_circle", 47, 60)
    ]


def with_today(desk: Desk) -> Desk:
    return with_agreements(desk, *desk.agenda.agreements, today="2026-07-15")


def test_agreements_are_the_partners_and_the_backbones(tmp_path: Path) -> None:
    """A partner's people see their own agreements and nobody else's."""
    held = agreement("2023-07-01", "2026-12-31")
    desk = agreed_desk(tmp_path, held, today="2026-07-15")
    assert [one.agreement for one in agreements(desk, person(ROSA), BOARD)] == [held]
    assert agreements(desk, person(NOOR)) == agreements(desk, person(NOOR), BOARD)
    for asked in (None, STEPPINGWAY):
        with pytest.raises(NotAllowed):
            agreements(desk, person(ROSA), asked)


def test_rows_judged_elsewhere_are_covered_too(tmp_path: Path) -> None:
    """The check stands in the act of sending itself, whatever face it is called from."""
    desk = agreed_desk(tmp_path, agreement("2023-07-01", "2026-02-28"))
    with pytest.raises(CallersMistake, match="not covered"):
        send_rows(desk, placements(), period="2026-03")
