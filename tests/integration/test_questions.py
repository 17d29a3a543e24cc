"""Every read: what it answers, and who may ask."""

import dataclasses
import datetime as dt
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import polars as pl
import pytest

from desk_factories import (
    BOARD,
    CARMEN,
    NOOR,
    ROSA,
    SAMIR,
    STEPPINGWAY,
    TOMAS,
    WORKFORCE,
    make_desk,
    person,
    placements,
    send_rows,
)
from shared_metrics.desk import Desk, acts, questions
from shared_metrics.desk.questions.coverage import files_in
from shared_metrics.errors import CallersMistake, NotAllowed
from shared_metrics.findings import Finding, Level
from shared_metrics.metrics import Question
from shared_metrics.periods import PeriodKind, parse_period
from shared_metrics.reading import Upload
from shared_metrics.settings import Settings
from shared_metrics.submissions import State, Submission

TODAY = dt.date(2026, 4, 18)
LATER = dt.datetime(2026, 4, 18, 17, 0, tzinfo=dt.UTC)
GOAL = "more_people_placed"
MARCH = parse_period("2026-03", PeriodKind.MONTH)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = make_desk(tmp_path)
    return dataclasses.replace(made, settings=Settings(home=tmp_path, today=TODAY, _env_file=None))


def accept(desk: Desk, sent: list[Submission]) -> None:
    acts.accept(desk, [one.id for one in sent], actor=person(TOMAS), now=LATER)


def send_both(desk: Desk) -> tuple[Submission, Submission]:
    (ours,) = send_rows(desk)
    (theirs,) = send_rows(desk, content="two", partner=STEPPINGWAY, by=CARMEN)
    return ours, theirs


def test_a_partner_sees_its_own_submissions(desk: Desk) -> None:
    """Without being asked for a partner, people of a partner see theirs, the backbone all."""
    ours, theirs = send_both(desk)
    assert [one.id for one in questions.submissions(desk, person(SAMIR))] == [ours.id]
    assert {one.id for one in questions.submissions(desk, person(NOOR))} == {ours.id, theirs.id}


READS = {
    "submissions": lambda desk, who, one: questions.submissions(desk, who, partner=one.partner),
    "submission": lambda desk, who, one: questions.submission(desk, who, one.id),
    "changes": questions.changes,
    "replaced_by": questions.replaced_by,
    "original": lambda desk, who, one: questions.original(desk, who, one, one.originals[0]),
    "to_do": lambda desk, who, one: questions.to_do(desk, who, one.partner),
    "expected": lambda desk, who, one: questions.expected(desk, who, one.partner),
    "contracts_of": lambda desk, who, one: questions.contracts_of(desk, who, one.partner),
    "measured_of_partner": lambda desk, who, one: questions.measured_of_partner(
        desk, who, one.partner, "placements", Question()
    ),
}
READS |= {
    "partner_series": lambda desk, who, one: questions.partner_series(
        desk, who, one.partner, "placements"
    ),
    "partner_own_standings": lambda desk, who, one: questions.partner_own_standings(
        desk, who, one.partner
    ),
}
OF_ALL = {
    "goal_standing": lambda desk, who, _: questions.goal_standing(desk, who, GOAL),
    "goal_view": lambda desk, who, _: questions.goal_view(desk, who, GOAL),
    "goal_explained": lambda desk, who, _: questions.goal_explained(desk, who, GOAL, "partner"),
    "goal_forecast": lambda desk, who, _: questions.goal_forecast(desk, who, GOAL),
    "goal_contributions": lambda desk, who, _: questions.goal_contributions(
        desk, who, GOAL, "placements", "partner"
    ),
    "inbox": lambda desk, who, _: questions.inbox(desk, who),
    "expected": lambda desk, who, _: questions.expected(desk, who),
    "today": lambda desk, who, _: questions.today(desk, who),
    "trail": questions.trail,
    "measured": lambda desk, who, _: questions.measured(desk, "placements", Question(), person=who),
}


@pytest.mark.parametrize("read", READS)
def test_what_is_one_partners_is_not_anothers(desk: Desk, read: str) -> None:
    """A partner's files and figures answer to its people and the backbone, to nobody else."""
    ours, _ = send_both(desk)
    for allowed in (ROSA, SAMIR, NOOR):
        READS[read](desk, person(allowed), ours)
    with pytest.raises(CallersMistake if read == "submission" else NotAllowed):
        READS[read](desk, person(CARMEN), ours)


@pytest.mark.parametrize("read", OF_ALL)
def test_what_is_everybodys_is_the_backbones(desk: Desk, read: str) -> None:
    """Nobody of a partner reads over all partners."""
    ours, _ = send_both(desk)
    OF_ALL[read](desk, person(NOOR), ours)
    for refused in (ROSA, SAMIR):
        with pytest.raises(NotAllowed):
            OF_ALL[read](desk, person(refused), ours)


def test_the_inbox_is_the_oldest_first(desk: Desk) -> None:
    """What waits longest stands first; what is decided is gone."""
    ours, theirs = send_both(desk)
    waiting = [one.id for one in questions.inbox(desk, person(NOOR))]
    assert sorted(waiting) == sorted([ours.id, theirs.id])
    accept(desk, [ours])
    assert [one.id for one in questions.inbox(desk, person(NOOR))] == [theirs.id]


def test_files_with_something_to_weigh_are_not_accepted_together(desk: Desk) -> None:
    """A reason, a note or a correction of accepted figures asks for a look of its own."""
    unusual = Finding("wage_usual", Level.CHECK, "The wage is unusual.", line=2)
    (plain,) = send_rows(desk)
    (weighed,) = send_rows(
        desk,
        content="two",
        findings=(unusual,),
        partner=STEPPINGWAY,
        by=CARMEN,
        reasons={"wage_usual": "A new site."},
    )
    waiting = questions.inbox(desk, person(NOOR))
    assert {one.id for one in waiting} == {plain.id, weighed.id}
    assert [one.id for one in questions.without_checks(waiting)] == [plain.id]


def test_only_accepted_figures_are_measured(desk: Desk) -> None:
    """A figure appears when its file is accepted, at once, and not before."""
    (sent,) = send_rows(desk)
    ask = Question(by=("period",))
    assert questions.measured(desk, "placements", ask, person=person(NOOR)).is_empty()
    accept(desk, [sent])
    measured = questions.measured(desk, "placements", ask, person=person(NOOR))
    assert measured.select("period", "value").rows() == [("2026-03", 7.0)]


def test_measured_tables_are_kept_until_the_ledger_changes(desk: Desk) -> None:
    """Asking twice measures once; the next act measures anew."""
    ours, theirs = send_both(desk)
    accept(desk, [ours])
    first = questions.measured(desk, "placements", Question())
    assert questions.measured(desk, "placements", Question()) is first
    accept(desk, [theirs])
    assert questions.measured(desk, "placements", Question()) is not first


def test_engines_measure_the_same(desk: Desk) -> None:
    """The command line may ask another engine; the table is the same."""
    accept(desk, list(send_both(desk)))
    ask = Question(by=("partner", "period"))
    assert questions.measured(desk, "placements", ask).equals(
        questions.measured(desk, "placements", ask, engine="duckdb")
    )


def test_a_partner_measures_its_own_rows_only(desk: Desk) -> None:
    """Another partner's figures are in no sum a partner can ask for."""
    accept(desk, list(send_both(desk)))
    own = questions.measured_of_partner(desk, person(ROSA), BOARD, "placements", Question())
    everybody = questions.measured(desk, "placements", Question())
    assert (own["value"].item(), everybody["value"].item()) == (7.0, 14.0)


def test_a_correction_says_what_it_changes(desk: Desk) -> None:
    """Old and new value of each moved figure, and of rows that come or go."""
    accept(desk, send_rows(desk))
    rows = pl.concat([placements(placed=9), placements(pathway="construction")])
    (correction,) = send_rows(desk, rows, content="two", mode="replace")
    changes = questions.changes(desk, person(NOOR), correction)
    moved = {(c.row, c.column): (c.old, c.new) for c in changes}
    assert moved[("Healthcare · Everybody · Every age", "Placed")] == ("7", "9")
    assert moved[("Construction · Everybody · Every age", "Average hourly wage")] == (None, "24.50")
    assert len(changes) == 1 + 5
    replaced = questions.replaced_by(desk, person(NOOR), correction)
    assert replaced is not None
    assert replaced.state is State.ACCEPTED


def test_a_first_file_changes_nothing(desk: Desk) -> None:
    """Only a correction has a difference to show."""
    (sent,) = send_rows(desk)
    assert questions.changes(desk, person(NOOR), sent) == []


def test_to_do_follows_what_was_sent(desk: Desk) -> None:
    """Late until it is sent, then waiting, then gone; returned comes back first."""

    def standings() -> list[str]:
        return [one.standing.value for one in questions.to_do(desk, person(ROSA))]

    assert standings() == ["late"]
    (sent,) = send_rows(desk)
    assert standings() == ["waiting"]
    acts.return_(desk, sent.id, reason="Wages?", actor=person(NOOR), now=LATER)
    assert standings() == ["returned"]
    accept(desk, send_rows(desk, content="two"))
    assert standings() == []


def test_what_is_sent_next_is_the_oldest_open_period(desk: Desk) -> None:
    """A template is offered for what is missing, else for the month that runs."""
    assert questions.period_to_send(desk, person(ROSA), WORKFORCE) == MARCH
    send_rows(desk)
    assert questions.period_to_send(desk, person(ROSA), WORKFORCE) == MARCH + 1


def test_today_counts_arrivals_and_moved_figures(desk: Desk) -> None:
    """This month's arrivals, what waits, who is late, which accepted figures were corrected."""
    accept(desk, send_rows(desk))
    accept(desk, send_rows(desk, placements(placed=8), content="two", mode="replace"))
    (waits,) = send_rows(desk, content="three", partner=STEPPINGWAY, by=CARMEN)
    today = questions.today(desk, person(NOOR))
    assert len(today.arrived) == 3
    assert [one.id for one in today.waiting] == [waits.id]
    assert len(today.moved) == 1
    late = {(one.cell.partner, one.cell.contract) for one in today.late}
    assert (BOARD, WORKFORCE) not in late
    assert (STEPPINGWAY, WORKFORCE) not in late
    assert late


def test_an_original_is_given_back_byte_by_byte(desk: Desk) -> None:
    """What was sent can be had again exactly; a file of another submission cannot."""
    ours, theirs = send_both(desk)
    assert questions.original(desk, person(ROSA), ours, ours.originals[0]) == b"one"
    with pytest.raises(CallersMistake, match="holds no file"):
        questions.original(desk, person(ROSA), ours, theirs.originals[0])


def test_coverage_counts_files_never_names(desk: Desk) -> None:
    """A quarter is whole when every partner's three months are in."""
    quarter = MARCH.within(PeriodKind.QUARTER)
    accept(desk, send_rows(desk))
    counted = files_in(desk, "placements", quarter)
    assert (counted.reported, counted.is_whole) == (1, False)
    assert counted.sentence.startswith("1 of ")
    assert not counted.is_enough(Fraction(9, 10))
    assert not any(partner.name in counted.sentence for partner in desk.partnership.partners)


def test_contributions_name_everybody_who_reports(desk: Desk) -> None:
    """In the agenda's order, with figures or without: no ranking, nobody left out."""
    accept(desk, send_rows(desk))
    rows = questions.goal_contributions(desk, person(NOOR), GOAL, "placements", "partner")
    reporting = questions.reporting_partners(desk, desk.definitions.metric("placements"))
    assert [row.id for row in rows] == [partner.id for partner in reporting]
    assert [row.id for row in rows if row.newest is not None] == [BOARD]


def test_setbacks_that_are_private_stay_with_the_backbone(desk: Desk) -> None:
    """A partner's people read those for partners and the public."""
    private = dataclasses.replace(desk.definitions.setbacks[0], id="quiet", visibility="private")
    told = dataclasses.replace(desk.definitions, setbacks=(*desk.definitions.setbacks, private))
    changed = dataclasses.replace(desk, definitions=told)
    metrics = [metric.id for metric in desk.agenda.metrics]

    def seen(email: str) -> set[str]:
        return {s.id for s, _ in questions.setbacks_of(changed, person(email), metrics)}

    assert "quiet" in seen(NOOR)
    assert "quiet" not in seen(ROSA)
    assert seen(ROSA)


HEADER = (
    "period,pathway,gender,age_group,enrolled,completed,follow_up_due,placed,average_hourly_wage"
)
FILE = Upload("march.csv", f"{HEADER}\n2026-03,healthcare,all,all,50,12,10,9,24.50\n".encode())


def test_checking_a_file_keeps_nothing(desk: Desk) -> None:
    """What was read and found comes back; neither ledger nor vault know of it."""
    checked = questions.check_file(desk, person(ROSA), FILE, WORKFORCE, partner_id=BOARD)
    assert checked.can_be_sent
    assert desk.ledger.submissions() == []
    assert not (desk.vault.folder / "originals").exists()


def test_checking_compares_with_what_was_sent(desk: Desk) -> None:
    """Beside the period before and beside what it would replace."""
    for month, placed in (("02", 7), ("03", 8)):
        file = FILE.content.replace(b"2026-03", f"2026-{month}".encode()).replace(
            b",9,", f",{placed},".encode()
        )
        acts.submit(
            desk,
            Upload("earlier.csv", file),
            WORKFORCE,
            partner_id=BOARD,
            actor=person(ROSA),
            now=LATER,
        )
    checked = questions.check_file(desk, person(ROSA), FILE, WORKFORCE, partner_id=BOARD)
    assert [period.text for period in checked.standing] == ["2026-03"]
    placed_row = next(row for row in checked.totals if row.title == "Placed")
    assert (placed_row.before, placed_row.replaced, placed_row.now, placed_row.change) == (
        *map(Decimal, (7, 8, 9, 2)),
    )


def test_checking_says_when_it_is_another_guides_file(desk: Desk) -> None:
    """A file of another contract is named, not only found full of faults."""
    congestion = "period,corridor,peak,trips,on_time_trips,average_delay_minutes\n"
    upload = Upload("x.csv", f"{congestion}2026-03,sr_87,am_peak,10,9,3.5\n".encode())
    checked = questions.check_file(desk, person(ROSA), upload, WORKFORCE, partner_id=BOARD)
    assert not checked.can_be_sent
    assert checked.looks_like is not None
    assert checked.looks_like.id == "congestion"


@pytest.mark.parametrize("who", [SAMIR, CARMEN])
def test_only_who_may_send_may_check(desk: Desk, who: str) -> None:
    """Members and other partners' stewards are refused before the file is opened."""
    with pytest.raises(NotAllowed):
        questions.check_file(desk, person(who), FILE, WORKFORCE, partner_id=BOARD)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_template_is_made_for_ones_own_partner(desk: Desk, kind: str) -> None:
    """A file to fill in, in either form."""
    content = questions.template(desk, person(ROSA), WORKFORCE, MARCH, kind)
    assert content[:2] == b"PK" if kind == "xlsx" else b"pathway" in content.lower()


def test_a_template_begins_with_the_rows_sent_last(desk: Desk) -> None:
    """Last month's rows are named again, their figures are not."""
    accept(desk, send_rows(desk, placements(pathway="construction")))
    content = questions.template(desk, person(ROSA), WORKFORCE, MARCH + 1, "csv").decode(
        "utf-8-sig"
    )
    header, *rows = content.splitlines()
    assert rows == ["2026-04,construction,all,all,,,,,"]
    assert header.startswith("period,pathway")
