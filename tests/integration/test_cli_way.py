"""One partnership of one's own, from `init` to a measured figure, by the command line alone."""

import json
import re
import sqlite3
import subprocess
import sys

import openpyxl
import pytest

from shared_metrics.cli import main

ME = "you@example.org"
WHOSE = ("--contract", "monthly_report", "--partner", "first_partner")
LOADED_BY_MEASURING = """
import sys
from shared_metrics.cli import main
codes = main(["measure", "finish_rate", "--by", "period"]), main(["status"])
print(codes, {"great_expectations", "streamlit", "pandas"} & set(sys.modules))
"""
HEADER = "Month,Program,People served,People finished,Average hours"


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A fresh partnership, in the folder the commands are typed in."""
    for setting in ("HOME", "DEFINITIONS", "TODAY"):
        monkeypatch.delenv(f"SHARED_METRICS_{setting}", raising=False)
    monkeypatch.chdir(tmp_path)
    assert main(["init", "town"]) == 0
    monkeypatch.chdir(tmp_path / "town")
    return tmp_path / "town"


@pytest.fixture
def run(here, capsys):
    """Runs a command; answers with its exit code and what it prints as JSON."""
    capsys.readouterr()

    def run_command(*words):
        code = main([*map(str, words), "--json"])
        return code, json.loads(capsys.readouterr().out)

    return run_command


def write(here, name, *rows):
    path = here / name
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return path


def submit(run, path, *more):
    return run("submit", path, *WHOSE, "--as", ME, "--on-behalf", *more)


def test_a_new_partnership_lints_clean_and_remembers_where_it_lives(here, run):
    """`init` makes definitions without a problem, and a home that finds them by itself."""
    assert run("contracts", "lint") == (0, [])
    assert run("contracts", "lint", "--home", here / "var", here / "data_contracts") == (0, [])
    assert sorted(path.name for path in here.iterdir()) == [
        "data_contracts",
        "first_file.csv",
        "var",
    ]


@pytest.mark.parametrize(
    "name", ["Müller & Söhne: “a test”", "it's", "#1 { } [x] - yes", "no", "\\ \t end"]
)
def test_any_name_is_quoted_as_yaml(tmp_path, capsys, name):
    """Whatever a partnership is called, its definitions say exactly that."""
    from shared_metrics.definitions import load_definitions

    assert main(["init", str(tmp_path / "new"), "--name", name, "--person", name]) == 0
    partnership = load_definitions(tmp_path / "new" / "data_contracts").agenda.partnership
    assert partnership.name == " ".join(name.split()) or partnership.name == name
    assert partnership.people[0].name == partnership.name


def test_init_never_writes_into_a_folder_that_holds_something(here, run):
    """A folder with anything in it is left alone."""
    before = sorted(here.rglob("*"))
    code, answer = run("init", here)
    assert (code, answer["error"]["code"]) == (13, "not_empty")
    assert sorted(here.rglob("*")) == before


def test_init_knows_time_zones(tmp_path, capsys):
    """A time zone that does not exist is refused before anything is written."""
    assert main(["init", str(tmp_path / "new"), "--time-zone", "Mars/Base", "--json"]) == 10
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "unknown_time_zone"
    assert not (tmp_path / "new").exists()


def test_init_knows_an_email_address(tmp_path, capsys):
    """What is no email address is refused before anything is written."""
    assert main(["init", str(tmp_path / "new"), "--email", "weird", "--json"]) == 10
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "not_an_email"
    assert not (tmp_path / "new").exists()


def test_the_printed_steps_lead_to_a_figure(here, run):
    """Checked, sent, accepted, measured: the numbers of the first file, exactly."""
    code, checked = run("check", "first_file.csv", *WHOSE)
    assert (code, checked["verdict"], checked["rows"]) == (0, "pass", 2)
    code, sent = submit(run, "first_file.csv")
    assert (code, sent["state"], sent["check"]["verdict"]) == (0, "passed", "pass")
    assert re.fullmatch("sub_[a-z2-7]{16}", sent["id"])
    _, measured = run("measure", "finish_rate", "--by", "period")
    assert measured["rows"] == []
    code, accepted = run("accept", sent["id"], "--as", ME, "--reason", "first try")
    assert (code, accepted["state"], accepted["reason"]) == (0, "accepted", "first try")
    _, measured = run("measure", "finish_rate", "--by", "period")
    assert measured == {
        "metric": "finish_rate",
        "unit": "%",
        "rows": [
            {
                "period": sent["period"],
                "numerator": 15,
                "denominator": 65,
                "value": 15 / 65,
                "partners": 1,
            }
        ],
    }
    code, told = run("audit", "verify")
    assert (code, told["verified"], told["problems"]) == (0, True, [])
    assert told["rows"] >= 2


def test_decimals_are_printed_exactly(here, run, capsys):
    """A sum of products keeps every digit: no exponent, no trace of a float."""
    path = write(here, "a.csv", "2026-03,tutoring,3,1,0.1", "2026-03,job_coaching,1,0,0.3")
    run("accept", submit(run, path)[1]["id"], "--as", ME, "--reason", "alone")
    assert main(["measure", "average_hours", "--by", "period", "--json"]) == 0
    assert '"numerator": 0.6,' in capsys.readouterr().out


def test_csv_is_exact_and_safe_to_open(here, run, capsys):
    """`--csv` prints a header and plain decimals, an empty cell where there is no value."""
    path = write(here, "a.csv", "2026-03,tutoring,0,0,", "2026-03,job_coaching,1000,7,2.5")
    run("accept", submit(run, path)[1]["id"], "--as", ME, "--reason", "alone")
    assert main(["measure", "finish_rate", "--by", "program,period", "--csv"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "program,period,numerator,denominator,value,partners",
        "job_coaching,2026-03,7,1000,0.007,1",
        "tutoring,2026-03,0,0,,1",
    ]


def test_a_denominator_of_zero_has_no_value(here, run):
    """Nobody served: the share of those who finished is null, not 0."""
    path = write(here, "a.csv", "2026-03,tutoring,0,0,")
    run("accept", submit(run, path)[1]["id"], "--as", ME, "--reason", "alone")
    _, measured = run("measure", "finish_rate", "--by", "period")
    (row,) = measured["rows"]
    assert (row["numerator"], row["denominator"], row["value"]) == (0, 0, None)


def test_bounds_of_periods_are_included(here, run):
    """--from and --to name the first and the last period that count."""
    rows = [f"2026-{month:02},tutoring,10,{month},1" for month in range(1, 7)]
    sent = submit(run, write(here, "a.csv", *rows))[1]
    assert len(sent) == 6
    run("accept", *(one["id"] for one in sent), "--as", ME, "--reason", "alone")
    _, measured = run(
        "measure", "finish_rate", "--by", "period", "--from", "2026-02", "--to", "2026-04"
    )
    assert [row["period"] for row in measured["rows"]] == ["2026-02", "2026-03", "2026-04"]


@pytest.mark.parametrize(
    ("words", "exit_code", "error"),
    [
        (("check", "first_file.csv", "--contract", "monthly_repot"), 10, "unknown_contract"),
        (("check", "nowhere.csv", *WHOSE), 10, "no_such_file"),
        (("check", ".", *WHOSE), 10, "not_a_file"),
        (("check", "first_file.csv", *WHOSE, "--period", "March"), 10, "not_a_period"),
        (
            ("check", "first_file.csv", "--contract", "monthly_report", "--partner", "x"),
            10,
            "unknown_partner",
        ),
        (("submit", "first_file.csv", *WHOSE, "--as", "who@example.org"), 10, "unknown_person"),
        (("submit", "first_file.csv", *WHOSE, "--as", ME), 11, "on_behalf_needed"),
        (("accept", "sub_aaaaaaaaaaaaaaaa", "--as", ME), 10, "unknown_submission"),
        (("measure", "finish_rat"), 10, "unknown_metric"),
        (("measure", "finish_rate", "--by", "period", "--from", "May"), 10, "not_a_period"),
        (("measure", "finish_rate", "--by", "colour"), 10, "unknown_by"),
        (("status", "more"), 10, "unknown_goal"),
        (("contracts", "lint", "nowhere"), 10, "no_such_path"),
        (("submissions", "--definitions", "nowhere"), 10, "no_definitions"),
        (("submissions", "--partner", "first_patner"), 10, "unknown_partner"),
        (("submissions", "--contract", "monthly_repot"), 10, "unknown_contract"),
        (("submit", "first_file.csv", *WHOSE, "--as", ME, "--replace", "--add"), 2, "usage"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_mistakes_are_named(run, words, exit_code, error):
    """Each mistake has its exit code, its stable code, a sentence, and what to do."""
    code, answer = run(*words)
    assert (code, answer["error"]["code"]) == (exit_code, error)
    assert answer["error"]["message"]
    assert answer["error"]["hint"]


def test_broken_yaml_is_named_with_file_and_line(here, run):
    """A definitions file that cannot be read ends any command with 12, file and line."""
    goals = here / "data_contracts" / "agenda" / "goals.yaml"
    goals.write_text("goals:\n  - id: [\n", encoding="utf-8")
    code, answer = run("measure", "finish_rate")
    assert (code, answer["error"]["code"]) == (12, "definitions_broken")
    assert answer["error"]["problems"][0]["file"].endswith("goals.yaml")
    code, problems = run("contracts", "lint")
    assert code == 12
    assert set(problems[0]) == {"file", "line", "rule", "message"}
    assert problems[0]["line"] >= 2


def test_a_file_with_something_to_fix_is_told_and_not_counted(here, run):
    """Submitting a faulty file exits with 1, writes a failed submission, and counts nothing."""
    path = write(here, "bad.csv", "2026-03,tutoring,4,5,1")
    code, sent = submit(run, path)
    assert (code, sent["state"], sent["check"]["verdict"]) == (1, "failed", "fail")
    assert [f["rule"] for f in sent["check"]["findings"]] == ["finished_within_served"]
    assert run("measure", "finish_rate", "--by", "period")[1]["rows"] == []


def test_a_header_alone_is_never_sent(here, run):
    """A file without rows says so and fails; it does not end well with nothing sent."""
    code, failed = submit(run, write(here, "empty.csv"), "--period", "2026-03")
    assert (code, failed["state"]) == (1, "failed")
    assert [finding["rule"] for finding in failed["check"]["findings"]] == ["no_rows"]


def test_one_check_for_many_files(here, run):
    """Several files: a list in the order given, and 1 as soon as one of them must be fixed."""
    bad = write(here, "bad.csv", "2026-03,tutoring,4,5,1")
    code, reports = run("check", "first_file.csv", bad, *WHOSE)
    assert code == 1
    assert [(r["file"], r["verdict"]) for r in reports] == [
        ("first_file.csv", "pass"),
        (str(bad), "fail"),
    ]
    finding = reports[1]["findings"][0]
    assert set(finding) == {
        *("rule", "level", "line", "column", "cell", "value", "message", "fix"),
    }
    assert (finding["cell"], finding["line"], finding["column"]) == ("D2", 2, "people_finished")


def test_checking_keeps_nothing(here, run):
    """`check` makes no home and changes no file."""
    before = {path: path.read_bytes() for path in here.rglob("*") if path.is_file()}
    run("check", "first_file.csv", *WHOSE, "--home", here / "other")
    assert {p: p.read_bytes() for p in here.rglob("*") if p.is_file()} == before


def test_the_table_is_what_was_understood(here, run):
    """--table: typed, sorted by period and key, decimals as declared; reading it again agrees."""
    path = write(here, "a.csv", 'Mar-26,tutoring,"1,040",9,6.5', "2026-03,job_coaching,25,6,n/a")
    assert run("check", path, *WHOSE, "--table", here / "out.csv")[0] == 0
    text = (here / "out.csv").read_text(encoding="utf-8")
    assert text.splitlines() == [
        "period,program,people_served,people_finished,average_hours",
        "2026-03,job_coaching,25,6,",
        "2026-03,tutoring,1040,9,6.5",
    ]
    assert run("check", here / "out.csv", *WHOSE, "--table", here / "again.csv")[0] == 0
    assert (here / "again.csv").read_text(encoding="utf-8") == text


def test_caps_of_the_settings_can_be_lifted_here(here, run, monkeypatch):
    """--max-rows and --max-mb count more than the settings on the local command line."""
    monkeypatch.setenv("SHARED_METRICS_MAX_ROWS", "1")
    code, report = run("check", "first_file.csv", *WHOSE)
    assert (code, report["findings"][0]["rule"]) == (1, "too_many_rows")
    assert run("check", "first_file.csv", *WHOSE, "--max-rows", "2")[0] == 0
    code, report = run("check", "first_file.csv", *WHOSE, "--max-mb", "0.00005")
    assert (code, report["findings"][0]["rule"]) == (1, "file_too_large")
    code, report = run("check", "first_file.csv", *WHOSE, "--max-mb", "0.000001")
    assert (code, report["error"]["code"]) == (10, "far_too_large")


def test_another_contract_is_recognised(here, run, capsys):
    """A file of another contract is named as what it looks like."""
    text = (here / "data_contracts" / "monthly_report.odcs.yaml").read_text(encoding="utf-8")
    other = text.replace("monthly_report", "visits").replace("people_served", "visitors")
    other = other.replace("people_finished", "left").replace("average_hours", "minutes")
    for header in ("People served", "People finished", "Average hours", "Program", "Month"):
        other = other.replace(f"businessName: {header}", f"businessName: New {header[-5:]}")
    other = re.sub(
        r"\n +# Other headers.*?customProp", "\n        customProp", other, flags=re.DOTALL
    )
    other = other.replace("name: program", "name: place").replace("name: period", "name: month")
    other = other.replace("columns: [period]", "columns: [month]")
    (here / "data_contracts" / "visits.odcs.yaml").write_text(other, encoding="utf-8")
    assert main(["check", "first_file.csv", "--contract", "visits"]) == 1
    assert "looks like a file for “monthly_report”" in capsys.readouterr().out


def test_a_sheet_can_be_named(here, run):
    """The sheet to read is said with --sheet, when checking and when sending."""
    workbook = openpyxl.Workbook()
    workbook.active.append(["something", "else"])
    sheet = workbook.create_sheet("March")
    for row in (HEADER.split(","), ["2026-03", "tutoring", 40, 9, 6.5]):
        sheet.append(row)
    workbook.save(here / "a.xlsx")
    assert run("check", "a.xlsx", *WHOSE, "--sheet", "March")[1]["rows"] == 1
    code, report = run("check", "a.xlsx", *WHOSE, "--sheet", "May")
    assert (code, report["findings"][0]["rule"]) == (1, "unknown_sheet")
    code, sent = submit(run, here / "a.xlsx", "--sheet", "March")
    assert (code, sent["period"]) == (0, "2026-03")


def test_nothing_to_report_needs_no_file(run):
    """--nothing-to-report is a submission without a file, for a period that is named."""
    code, answer = run("submit", *WHOSE, "--as", ME, "--on-behalf", "--nothing-to-report")
    assert (code, answer["error"]["code"]) == (10, "period_needed")
    code, sent = run(
        *("submit", *WHOSE, "--as", ME, "--on-behalf", "--nothing-to-report"),
        *("--period", "2026-03"),
    )
    assert (code, sent["state"], sent["nothing_to_report"]) == (0, "passed", True)


def test_return_and_withdraw_change_the_state_once(here, run):
    """A decision is taken once; after it, the state of things does not allow another."""
    first = submit(run, write(here, "a.csv", "2026-03,tutoring,4,3,1"))[1]["id"]
    second = submit(run, write(here, "b.csv", "2026-04,tutoring,4,3,1"))[1]["id"]
    code, returned = run("return", first, "--reason", "look again", "--as", ME)
    assert (code, returned["state"], returned["reason"]) == (0, "returned", "look again")
    assert run("withdraw", second, "--as", ME)[1]["state"] == "withdrawn"
    code, answer = run("withdraw", second, "--as", ME)
    assert (code, answer["error"]["code"]) == (13, "wrong_state")
    assert [s["state"] for s in run("submissions")[1]] == ["returned", "withdrawn"]
    assert [s["id"] for s in run("submissions", "--state", "returned")[1]] == [first]


def test_a_trail_that_was_changed_does_not_verify(here, run):
    """Somebody who edits the ledger by hand is found out: exit 13, and what does not agree."""
    submit(run, "first_file.csv")
    ledger = sqlite3.connect(here / "var" / "ledger.db")
    with ledger:
        ledger.execute("update submissions set row_count = 3")
    ledger.close()
    code, told = run("audit", "verify")
    assert (code, told["verified"]) == (13, False)
    assert told["problems"][0]["message"]


def test_status_says_where_each_goal_stands(here, run):
    """A list, for one goal too; the word comes with the numbers behind it."""
    sent = submit(run, "first_file.csv")[1]
    run("accept", sent["id"], "--as", ME, "--reason", "alone")
    code, standings = run("status")
    assert code == 0
    (standing,) = standings
    assert run("status", standing["goal"])[1] == [standing]
    assert standing["newest_period"] == sent["period"]
    assert standing["value"] == pytest.approx(15 / 65)
    assert (standing["partners"], standing["expected_partners"]) == (1, 2)
    assert (standing["provisional"], standing["status"]) == (True, "too_few_to_tell")
    code, nothing = run(
        *("submit", "--contract", "monthly_report", "--partner", "second_partner", "--as", ME),
        *("--on-behalf", "--nothing-to-report", "--period", sent["period"]),
    )
    assert code == 0
    run("accept", nothing["id"], "--as", ME, "--reason", "alone")
    (whole,) = run("status", standing["goal"])[1]
    assert (whole["provisional"], whole["status"]) == (False, "on_track")
    assert run("status", "--on", "2020-01-01")[1][0]["status"] == "no_data"


def test_measuring_loads_neither_great_expectations_nor_streamlit(here):
    """`measure` and `status` start without the heavy libraries only other work needs."""
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            LOADED_BY_MEASURING,
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.splitlines()[-1] == "(0, 0) set()"


def test_a_ledger_from_a_newer_version_is_left_alone(here, run):
    """An older program never touches what a newer one wrote: exit 14, in plain words."""
    ledger = sqlite3.connect(here / "var" / "ledger.db")
    with ledger:
        ledger.execute("update alembic_version set version_num = '9999'")
    ledger.close()
    before = (here / "var" / "ledger.db").read_bytes()
    code, answer = run("submissions")
    assert (code, answer["error"]["code"]) == (14, "ledger_newer")
    assert (here / "var" / "ledger.db").read_bytes() == before
