"""The generator of the sample partnership: the same figures every time, and figures that fit."""

import datetime as dt
import hashlib
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from sample_data import congestion, stem, workforce
from sample_data.__main__ import main
from sample_data.adding_up import FORMULAS, Asked, answer, questions, unscaled
from sample_data.cast import (
    ANALYSTS,
    BACKBONE,
    CONGESTION,
    MEMBERS,
    MERGER,
    STEM,
    SUCCESSOR,
    WORKFORCE,
    senders,
)
from sample_data.chance import around, binomial, chance, deal, pick
from sample_data.files import FAULTS, file_of
from sample_data.incidents import INCIDENTS
from sample_data.months import (
    FIRST,
    LAST,
    TODAY,
    first_month,
    month,
    month_text,
    quarter_text,
    school_year_text,
    year_text,
)
from sample_data.sendings import Sending
from sample_data.story import counted_rows, story
from sample_data.styles import STYLES
from sample_data.truth import TRUTH_FILE, truth_text

ROOT = Path(__file__).parents[2]
FORMULA = {formula.metric: formula for formula in FORMULAS}


def agenda() -> dict[str, Any]:
    text = (ROOT / "data_contracts/agenda/partnership.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


def with_rows() -> list[Sending]:
    return [sending for sending in story() if sending.rows is not None]


class TestSameEveryTime:
    def test_truth_is_what_the_generator_makes(self) -> None:
        """`truth.json` is exactly what the generator writes today."""
        assert TRUTH_FILE.read_text(encoding="utf-8") == truth_text()

    def test_truth_is_small(self) -> None:
        """`truth.json` stays under three million bytes."""
        assert TRUTH_FILE.stat().st_size < 3_000_000

    def test_files_are_the_same_bytes(self) -> None:
        """A sending becomes the same bytes every time it is written."""
        for sending in with_rows()[::40]:
            assert file_of(sending) == file_of(sending)

    def test_no_two_files_of_a_partner_are_the_same(self) -> None:
        """A partner never sends the same bytes twice under one contract."""
        sent = Counter(
            (s.partner, s.contract, hashlib.sha256(file_of(s)[1]).hexdigest()) for s in with_rows()
        )
        assert sent.most_common(1)[0][1] == 1

    def test_each_sending_has_its_own_time(self) -> None:
        """Partner, contract and time name one sending: resuming relies on it."""
        keys = Counter((s.contract, s.partner, s.sent_at) for s in story())
        assert keys.most_common(1)[0][1] == 1

    def test_a_stream_belongs_to_its_names(self) -> None:
        """The same names give the same draws, other names others."""
        assert chance("a", 1).random() == chance("a", 1).random() != chance("a", 2).random()


class TestChance:
    @given(st.integers(0, 5_000), st.floats(0, 1), st.integers(0, 50))
    def test_binomial_stays_within_its_trials(self, trials: int, share: float, name: int) -> None:
        """No more succeed than try, and never fewer than none."""
        assert 0 <= binomial(chance(name), trials, share) <= trials

    @given(
        st.integers(0, 3_000),
        st.dictionaries(st.text(min_size=1), st.floats(0.01, 5), min_size=1, max_size=6),
    )
    def test_dealt_parts_add_up(self, total: int, weights: dict[str, float]) -> None:
        """What is dealt out adds up to what there was, and nobody gets less than nothing."""
        dealt = deal(chance("deal"), total, weights)
        assert sum(dealt.values()) == total
        assert list(dealt) == list(weights)
        assert min(dealt.values()) >= 0

    def test_a_sure_thing_always_happens(self) -> None:
        """A share of 1 takes all, 0 takes none, at every size."""
        for trials in (1, 1_999, 4_000):
            assert binomial(chance("sure"), trials, 1.0) == trials
            assert binomial(chance("never"), trials, 0.0) == 0

    def test_pick_follows_the_weights(self) -> None:
        """A name with three times the weight comes about three times as often."""
        stream = chance("pick")
        drawn = Counter(pick(stream, {"a": 0.75, "b": 0.25}) for _ in range(4_000))
        assert drawn["a"] / 4_000 == pytest.approx(0.75, abs=0.03)

    def test_around_stays_near(self) -> None:
        """Whole numbers near a level have it as their mean."""
        stream = chance("around")
        drawn = [around(stream, 40, 0.1) for _ in range(2_000)]
        assert sum(drawn) / 2_000 == pytest.approx(40, abs=0.5)
        assert min(drawn) >= 0


class TestMonths:
    @pytest.mark.parametrize(
        ("text", "in_quarter", "in_year", "in_school_year"),
        [
            ("2023-07", "2023-Q3", "2023", "2023-24"),
            ("2023-12", "2023-Q4", "2023", "2023-24"),
            ("2024-01", "2024-Q1", "2024", "2023-24"),
            ("2024-06", "2024-Q2", "2024", "2023-24"),
            ("2026-06", "2026-Q2", "2026", "2025-26"),
        ],
    )
    def test_months_lie_in_longer_periods(
        self, text: str, in_quarter: str, in_year: str, in_school_year: str
    ) -> None:
        """Each month lies in one quarter, one year and one school year from July to June."""
        number = month(text)
        assert month_text(number) == text
        assert quarter_text(number) == in_quarter
        assert year_text(number) == in_year
        assert school_year_text(number) == in_school_year

    def test_every_text_leads_back_to_its_first_month(self) -> None:
        """A period's text names the month it begins in."""
        for number in range(FIRST, LAST + 1):
            assert first_month(month_text(number)) == number
            assert first_month(quarter_text(number)) == number - number % 3
            assert first_month(year_text(number)) == number - number % 12
            assert first_month(school_year_text(number)) == number - (number - 6) % 12


class TestCast:
    """The cast agrees with `partnership.yaml`, which it does not read."""

    def test_sixteen_partners_in_five_sectors(self) -> None:
        """There are 16 partners in 5 sectors, and the YAML names the same ones."""
        assert len(MEMBERS) == 16
        assert len({sector for member in MEMBERS for _, sector in member.sectors}) == 5
        assert {m.id for m in MEMBERS} == {p["id"] for p in agenda()["partners"]}

    def test_sectors_agree(self) -> None:
        """In every month each partner is in the sector the YAML says."""
        told = {p["id"]: p["sectors"] for p in agenda()["partners"]}
        for member in MEMBERS:
            dated = told[member.id]
            if isinstance(dated, str):
                dated = [{"sector": dated}]
            for number in (FIRST, month("2024-06"), month("2024-07"), LAST):
                first_day = dt.date(number // 12, number % 12 + 1, 1)
                held = [s["sector"] for s in dated if s.get("since", first_day) <= first_day]
                assert member.sector_in(number) == held[-1]

    def test_contracts_and_spans_agree(self) -> None:
        """Who reports under which contract, from when until when, is as the YAML says."""
        for partner in agenda()["partners"]:
            member = next(m for m in MEMBERS if m.id == partner["id"])
            told = [r if isinstance(r, dict) else {"contract": r} for r in partner["reports"]]
            assert [r["contract"] for r in told] == list(member.contracts)
            for reporting in told:
                assert reporting.get("from", "2023-07") == month_text(member.first)
                assert reporting.get("until", "2026-06") == month_text(member.last)
            assert partner.get("successor") == SUCCESSOR.get(member.id)

    def test_people_agree(self) -> None:
        """Each partner's steward and both analysts are people of the YAML."""
        people = {p["email"]: p for p in agenda()["people"]}
        for member in MEMBERS:
            steward = people[member.steward]
            assert (steward["roles"], steward["partner"]) == (["steward"], member.id)
        assert all(people[analyst]["roles"] == ["analyst"] for analyst in ANALYSTS)

    def test_enough_partners_report(self) -> None:
        """Each contract has the partners the sample promises."""
        assert [len(senders(c)) for c in (WORKFORCE, STEM, CONGESTION)] == [8, 7, 6]


class TestFiguresFit:
    @pytest.mark.parametrize(
        ("contract", "group", "total", "columns"),
        [
            (WORKFORCE, "gender", "all", ("enrolled", "completed", "follow_up_due", "placed")),
            (WORKFORCE, "age_group", "all", ("enrolled", "completed", "follow_up_due", "placed")),
            (STEM, "gender", "all", ("enrolled", "attended_regularly", "completed")),
        ],
    )
    def test_groups_add_up(
        self, contract: str, group: str, total: str, columns: tuple[str, ...]
    ) -> None:
        """The parts of a breakdown add up to its total row, column by column."""
        others = {"gender": "age_group", "age_group": "gender"}[group]
        sums: Counter[tuple[Any, ...]] = Counter()
        for partner, row in counted_rows(contract):
            if row.get(others, "all") != "all":
                continue
            sign = 1 if row[group] == total else -1
            names = ("period", "pathway", "programme_type", "school_level")
            key = (partner, *(row.get(name) for name in names))
            for column in columns:
                sums[(*key, column)] += sign * int(row[column] or 0)
        assert sums
        assert set(sums.values()) == {0}

    @pytest.mark.parametrize(
        ("contract", "smaller", "larger"),
        [
            (WORKFORCE, "completed", "enrolled"),
            (WORKFORCE, "placed", "follow_up_due"),
            (STEM, "attended_regularly", "enrolled"),
            (STEM, "completed", "attended_regularly"),
            (CONGESTION, "on_time_trips", "trips"),
            ("community_workforce", "employed", "labour_force"),
            ("community_stem", "stem_degrees_awarded", "degrees_awarded"),
        ],
    )
    def test_parts_stay_within_the_whole(self, contract: str, smaller: str, larger: str) -> None:
        """In no row is a part larger than what it is part of."""
        rows = [row for _, row in counted_rows(contract)]
        assert rows
        assert all(int(row[smaller] or 0) <= int(row[larger] or 0) for row in rows)

    def test_follow_up_is_completion_three_months_before(self) -> None:
        """In the region, those asked about a job are those who finished three months before."""
        for number in range(FIRST + 3, LAST + 1):
            due = sum(learner.asked == number and learner.completed for learner in people())
            assert due == regional(number - 3, "completed") == regional(number, "follow_up_due")

    def test_placements_are_a_draw_from_those_asked(self) -> None:
        """Placed people are some of those asked: a share between the least and most likely."""
        placed = sum(regional(n, "placed") for n in range(FIRST, LAST + 1))
        asked = sum(regional(n, "follow_up_due") for n in range(FIRST, LAST + 1))
        assert 0.62 < placed / asked < 0.78

    def test_there_are_small_cells(self) -> None:
        """Many groups hold 1 to 10 people: there is something to protect."""
        cells = [row["enrolled"] for _, row in counted_rows(WORKFORCE)]
        small = sum(1 <= int(cell or 0) <= 10 for cell in cells)
        assert small > len(cells) / 4

    def test_nobody_reports_after_the_merger(self) -> None:
        """Eastside's learners are reported by its successor from January 2025 on."""
        assert workforce.rows("eastside_skills", MERGER - 1)[0]["enrolled"]
        assert not any(r["enrolled"] for r in workforce.rows("eastside_skills", MERGER))
        carried = [
            learner
            for learner in people()
            if learner.partner == "eastside_skills" and learner.started < MERGER <= learner.left
        ]
        assert carried
        assert {workforce.reporting_partner(c, MERGER) for c in carried} == {"steppingway_training"}

    def test_wages_are_rounded_half_to_even(self) -> None:
        """An average wage is a whole number of cents, halves to the even neighbour."""
        cases = {(5, 2): 2, (7, 2): 4, (9, 4): 2, (11, 4): 3, (0, 3): 0, (0, 0): None}
        assert {c: workforce.mean_half_even(*c) for c in cases} == cases

    def test_members_stand_on_morning_rows_only(self) -> None:
        """Commuter members are written once for each corridor."""
        for _, row in counted_rows(CONGESTION):
            assert (row["commuter_programme_members"] is None) == (row["peak"] != "am_peak")

    def test_hours_stand_on_total_rows_only(self) -> None:
        """Hours delivered are written on the row for everybody, and are a likely number."""
        for _, row in counted_rows(STEM):
            hours = row["hours_delivered"]
            assert (hours is None) == (row["gender"] != "all")
            assert hours is None or 0 <= int(hours) <= 50_000


class TestShocks:
    def test_the_freeze_hits_technology_jobs(self) -> None:
        """In the hiring freeze far fewer who learned information technology found a job."""
        before = share_placed("information_technology", "2024-09", "2025-02")
        during = share_placed("information_technology", "2025-03", "2025-08")
        after = share_placed("information_technology", "2025-09", "2026-06")
        assert during < before - 0.1
        assert during < after - 0.1

    def test_the_floods_delay_trips(self) -> None:
        """The flooded corridors are later in February 2024 than a year before or after."""
        floods, year_after = (
            sum(
                int(r["average_delay_minutes"] or 0)
                for r in congestion.rows("arroyo_transit", month(m))
                if r["corridor"] in congestion.FLOODED
            )
            for m in ("2024-02", "2025-02")
        )
        assert floods > 1.4 * year_after

    def test_online_courses_come_in_with_the_break(self) -> None:
        """From the break on, courses hold about half as many places more."""
        last, first = (
            sum(int(r["enrolled"] or 0) for r in stem.rows("loma_clara_college", m) if is_course(r))
            for m in (stem.ONLINE - 12, stem.ONLINE)
        )
        assert 1.4 < first / last < 1.8

    def test_the_region_grows(self) -> None:
        """The last school year places more people than the second, the second than the first."""
        by_year = answer(FORMULA["placements"], Asked(("period",), "school_year"))
        numbers = [int(row[1] or 0) for row in by_year]
        assert all(earlier < later for earlier, later in pairwise(numbers))


class TestAddingUp:
    def test_a_rate_is_a_ratio_of_sums(self) -> None:
        """The truth for one month, added up by hand from people instead of rows."""
        asked = month("2024-05")
        due = [
            p for p in people() if p.completed and p.asked == asked and p.pathway == "healthcare"
        ]
        rows = answer(FORMULA["placement_rate"], Asked(("period", "pathway")))
        found = next(r for r in rows if r[:2] == ["2024-05", "healthcare"])
        assert found[2:4] == [str(sum(p.placed for p in due)), str(len(due))]

    def test_groups_add_up_to_the_headline(self) -> None:
        """Placements by gender, and by age, add up to placements."""
        whole = answer(FORMULA["placements"], Asked(()))[0][0]
        for group in ("gender", "age_group", "pathway"):
            parts = answer(FORMULA["placements"], Asked(("period", group)))
            assert sum(int(row[2] or 0) for row in parts) == int(str(whole))

    def test_a_stock_is_its_last_value(self) -> None:
        """Members in a quarter are those of the last month each partner reported."""
        months = answer(FORMULA["commuter_members"], Asked(("period", "partner")))
        by_month = {(row[0], row[1]): row[2] for row in months}
        quarters = answer(FORMULA["commuter_members"], Asked(("period", "partner"), "quarter"))
        by_quarter = {(row[0], row[1]): row[2] for row in quarters}
        assert by_quarter["2024-Q1", "arroyo_transit"] == by_month["2024-03", "arroyo_transit"]
        assert (
            by_quarter["2023-Q4", "arroyo_ride_circle"] == by_month["2023-11", "arroyo_ride_circle"]
        )

    def test_an_uncollected_wage_leaves_the_partner_out(self) -> None:
        """A month without pay figures adds nothing to the average, above or below."""
        wages = answer(FORMULA["average_wage"], Asked(("period", "partner")))
        found = next(r for r in wages if r[:2] == ["2024-02", "open_latch_careers"])
        assert found[2:] == [None, None, 0]

    def test_a_merged_partner_counts_under_its_successor(self) -> None:
        """Asked under today's names, Eastside's people are Steppingway's."""
        reported = dict(placements_by_partner("as_reported"))
        current = dict(placements_by_partner("current"))
        assert "eastside_skills" not in current
        assert current["steppingway_training"] == (
            reported["steppingway_training"] + reported["eastside_skills"]
        )

    @pytest.mark.parametrize(
        ("number", "decimals", "text"),
        [(12345, 2, "123.45"), (5, 2, "0.05"), (-5, 1, "-0.5"), (0, 0, "0"), (1000, 3, "1.000")],
    )
    def test_numbers_are_written_exactly(self, number: int, decimals: int, text: str) -> None:
        """A scaled whole number is written with all its decimals."""
        assert unscaled(number, decimals) == text

    def test_every_metric_has_a_truth(self) -> None:
        """There is a formula for every metric file, under its contract, and none besides."""
        files = (ROOT / "data_contracts/agenda/metrics").glob("*.yaml")
        told = {f.stem: yaml.safe_load(f.read_text(encoding="utf-8")) for f in files}
        assert {m: d["contract"] for m, d in told.items()} == {
            f.metric: f.contract for f in FORMULAS
        }
        assert all(Asked(("period",)) in questions(formula) for formula in FORMULAS)


class TestStory:
    def test_every_incident_happens(self) -> None:
        """Every incident stands at a sending that would have come: none is left over."""
        due = {
            (contract, member.id, text)
            for member in MEMBERS
            for contract in member.contracts
            for number in range(member.first, member.last + 1)
            for text in (month_text(number), quarter_text(number))
        }
        assert set(INCIDENTS) <= due

    def test_three_partners_are_late(self) -> None:
        """One misses its last month, one two months, one a whole quarter."""
        came = {(s.contract, s.partner, p) for s in story() for p in s.periods}
        lacking = Counter(
            member.id
            for member in MEMBERS
            for contract in member.contracts
            if contract != STEM
            for number in range(member.first, member.last + 1)
            if (contract, member.id, month_text(number)) not in came
        )
        assert lacking == {"open_latch_careers": 1, "arroyo_ride_circle": 2, "sunrow_energy": 3}

    def test_states(self) -> None:
        """Two files wait, one is returned, three must be fixed, three were superseded."""
        states = Counter(s.state for s in story() if s.state != "accepted")
        assert states == {
            "passed": 2,
            "returned": 1,
            "failed": 3,
            "superseded": 3,
            "withdrawn": 1,
        }

    def test_nobody_accepts_their_own_file(self) -> None:
        """Sender and decider are two people, as the partnership requires."""
        decided = [s for s in story() if s.decision == "accept"]
        assert decided
        assert all(s.decided_by in ANALYSTS and s.decided_by != s.sent_by for s in decided)

    def test_time_runs_forward(self) -> None:
        """A file is sent after its period ends, decided after it is sent, all before today."""
        today = dt.datetime(TODAY.year, TODAY.month, TODAY.day, tzinfo=dt.UTC)
        for sending in story():
            length = 3 if "Q" in sending.periods[-1] else 1
            ended = first_month(sending.periods[-1]) + length
            assert sending.sent_at.year * 12 + sending.sent_at.month - 1 >= ended
            assert sending.sent_at <= (sending.decided_at or sending.sent_at) < today

    def test_published_figures_are_loaded_after_they_are_fetched(self) -> None:
        """Community figures name a source, a licence and a day before they were sent."""
        published = [s for s in story() if s.partner == BACKBONE]
        assert len({s.contract for s in published}) == 3
        for sending in published:
            for row in sending.rows or ():
                assert dt.date.fromisoformat(str(row["retrieved_on"])) < sending.sent_at.date()
                assert row["source"]
                assert row["licence"]

    def test_files_differ_in_look(self) -> None:
        """Partners' files differ in kind, delimiter, letters, titles, headers and periods."""
        looks = list(STYLES.values())
        assert {s.kind for s in looks} == {"csv", "xlsx"}
        assert {s.delimiter for s in looks} == {",", ";", "\t", "|"}
        assert {s.encoding for s in looks} == {"utf-8", "utf-8-sig", "cp1252"}
        assert len({s.periods for s in looks}) == 5
        for flag in ("titles", "headers", "words", "total_row", "thousands", "blank_lines"):
            assert any(getattr(style, flag) for style in looks)

    def test_faults_change_the_file(self) -> None:
        """A file with a fault differs from the one that was right, and every fault is used."""
        first = [s for s in story() if s.fault]
        assert {s.fault for s in first} == set(FAULTS)
        for sending in first:
            right = next(
                s
                for s in story()
                if (s.contract, s.partner, s.periods) == key_of(sending) and s.attempt == 2
            )
            assert file_of(sending)[1] != file_of(right)[1]


class TestCommandLine:
    def test_files_are_written_for_reading(self, tmp_path: Path) -> None:
        """`files DIR` writes every file of the story."""
        assert main(["files", str(tmp_path)]) == 0
        assert sum(path.is_file() for path in tmp_path.rglob("*")) == len(with_rows())

    def test_other_words_explain_themselves(self, capsys: pytest.CaptureFixture[str]) -> None:
        """Words we do not know end in 2 and say what can be asked for."""
        assert main(["sow"]) == 2
        assert "usage" in capsys.readouterr().err


def key_of(sending: Sending) -> tuple[str, str, tuple[str, ...]]:
    return sending.contract, sending.partner, sending.periods


def people() -> tuple[workforce.Learner, ...]:
    return workforce.learners()


def regional(number: int, column: str) -> int:
    """The whole region's true figure in a month, whoever sent it."""
    return sum(
        int(row[column] or 0)
        for partner in senders(WORKFORCE)
        for row in workforce.rows(partner, number)
        if row["gender"] == row["age_group"] == "all"
    )


def share_placed(pathway: str, first: str, last: str) -> float:
    asked = [
        learner
        for learner in people()
        if learner.completed
        and learner.pathway == pathway
        and month(first) <= learner.asked <= month(last)
    ]
    return sum(learner.placed for learner in asked) / len(asked)


def is_course(row: workforce.Row) -> bool:
    return row["programme_type"] == "course" and row["gender"] == "all"


def placements_by_partner(partners: str) -> list[tuple[str, int]]:
    """Placements of each partner over all months, under its own or its successor's name."""
    rows = answer(FORMULA["placements"], Asked(("partner",), None, partners))
    return [(str(row[0]), int(row[1] or 0)) for row in rows]
