"""From an empty folder to the first accepted upload: on the command line and on the page."""

import io
import json
import os
import shlex
from pathlib import Path

import click
import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from app_pages import press, small_home, title, use_home, visit, words
from shared_metrics.cli import main
from shared_metrics.cli.init import ASKED
from shared_metrics.definitions import lint, load_definitions
from shared_metrics.web import identity

ME = "noor@town.example"
PARTNERS = ("--partner", "Eastside Skills: nonprofit", "--partner", "City of Town: public")
WHO = ("--name", "Our town", "--email", ME)
MADE_BY_A_PARTNER = """\
Month,Programme,Gender,People served,People finished,Average hours,Notes
Mar 2026,Tutoring,All,40,9,6.5,
Mar 2026,Tutoring,Women,25,6,n/a,
Mar 2026,Tutoring,Men,15,3,n/a,
Mar 2026,Job coaching,All,25,6,4.25,two new coaches
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty place, with no setting of the machine's own."""
    for setting in ("HOME", "DEFINITIONS", "DATABASE_URL", "VAULT"):
        monkeypatch.delenv(f"SHARED_METRICS_{setting}", raising=False)
    monkeypatch.setenv("SHARED_METRICS_TODAY", "2026-04-18")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(capsys):
    """Runs a command; answers with its exit code and what it prints as JSON."""

    def run_command(*said):
        capsys.readouterr()
        code = main([*map(str, said), "--json"])
        return code, json.loads(capsys.readouterr().out)

    return run_command


def workbook() -> bytes:
    book = openpyxl.Workbook()
    for line in MADE_BY_A_PARTNER.splitlines():
        cells = [float(cell) if cell[:1].isdigit() else cell for cell in line.split(",")]
        book.active.append(cells)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize("name", ["visits.csv", "visits.xlsx"])
def test_the_first_file_is_accepted_by_what_was_drafted_from_it(folder, run, name):
    """init, lint, check, submit, accept, measure: each passes, and the figures are the file's."""
    content = MADE_BY_A_PARTNER.encode() if name.endswith("csv") else workbook()
    (folder / name).write_bytes(content)
    code, made = run("init", "town", *WHO, *PARTNERS, "--file", name)
    assert (code, made["contract"], made["partner"]) == (0, "visits", "eastside_skills")
    assert made["metrics"] == ["people_served", "people_finished_share", "average_hours"]
    assert run("contracts", "lint", "town/data_contracts") == (0, [])
    assert Path(made["first_file"]).read_bytes() == content

    os.chdir("town")
    *_, check, submit, _accept, measure = [_typed(step) for step in made["next_steps"]]
    code, checked = run(*check)
    assert (code, checked["verdict"], checked["findings"]) == (0, "pass", [])
    code, sent = run(*submit)
    assert (code, sent["state"]) == (0, "passed")
    code, accepted = run("accept", sent["id"], "--as", ME, "--reason", "first try")
    assert (code, accepted["state"]) == (0, "accepted")
    (row,) = run(*measure)[1]["rows"]
    assert (row["period"], row["numerator"]) == ("2026-03", 65)
    (share,) = run("measure", "people_finished_share", "--by", "period")[1]["rows"]
    assert (share["numerator"], share["denominator"]) == (15, 65)
    assert run("audit", "verify")[1]["verified"]


def _typed(step: str) -> list[str]:
    return shlex.split(step)[1:]


def test_a_file_that_does_not_say_when_is_accepted_for_the_period_said(folder, run):
    """Without a column for it the period is asked for, and the printed commands say it."""
    (folder / "visits.csv").write_text("Site,Visits\nNorth,4\nSouth,5\n", encoding="utf-8")
    code, answer = run("init", "town", *WHO, "--file", "visits.csv")
    assert (code, answer["error"]["code"]) == (10, "period_needed")
    assert not (folder / "town").exists()
    code, made = run("init", "town", *WHO, "--file", "visits.csv", "--period", "March 2026")
    assert code == 0
    os.chdir("town")
    sent = run(*_typed(made["next_steps"][3]))[1]
    assert (sent["state"], sent["period"]) == ("passed", "2026-03")


def test_what_is_unusual_is_explained_in_the_printed_command(folder, run):
    """A first file with something to check can be sent: the command carries the reason."""
    rows = "Month,Site,Visits\n2026-04,North,4\n2026-04,South,5\n"
    (folder / "visits.csv").write_text(rows, encoding="utf-8")
    made = run("init", "town", *WHO, "--file", "visits.csv")[1]
    assert "--reason 'period_not_ended=first try'" in made["next_steps"][3]
    os.chdir("town")
    assert run(*_typed(made["next_steps"][3]))[1]["state"] == "passed"


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ("Month,Client name,Visits\n2026-03,Maria Lopez,3\n2026-03,James Lee,2\n", "personal_data"),
        ("Month,Site,Visits\n2026-03,North,<5\n2026-03,South,20\n", "first_file_to_mend"),
        ("Month,Visits\n2026-03,4\n2026-03,5\n", "first_file_to_mend"),
        ("Month,Visits\n2027-03,4\n", "first_file_to_mend"),
        ("Month,Site\n2026-03,North\n", "no_number_column"),
        ("Month,Visits,visits\n2026-03,4,5\n", "no_first_table"),
        ("%PDF-1.7", "no_first_table"),
        ("", "no_first_table"),
    ],
)  # fmt: skip
def test_a_file_no_draft_can_accept_leaves_nothing_behind(folder, run, content, error):
    """What must be mended is said in plain words before a folder is made."""
    (folder / "visits.csv").write_text(content, encoding="utf-8")
    code, answer = run("init", "town", *WHO, "--file", "visits.csv")
    assert (code, answer["error"]["code"]) == (10, error)
    assert answer["error"]["hint"]
    assert sorted(path.name for path in folder.iterdir()) == ["visits.csv"]


@pytest.mark.parametrize(
    ("said", "code", "error"),
    [
        (("--partner", "A: bank"), 10, "unknown_sector"),
        (("--partner", "A", "--partner", "a"), 10, "same_name_twice"),
        (("--partner", "Coordinating office"), 10, "same_name_twice"),
        (("--partner", ": public"), 10, "no_name"),
        (("--name", " "), 10, "nothing_said"),
        (("--email", "nobody"), 10, "not_an_email"),
        (("--file", "nowhere.csv"), 10, "no_such_file"),
    ],
)
def test_answers_that_cannot_be_are_named(folder, run, said, code, error):
    """Each wrong answer has its words, and no folder is left behind."""
    answered, answer = run("init", "town", *said)
    assert (answered, answer["error"]["code"]) == (code, error)
    assert list(folder.iterdir()) == []


def test_nothing_begins_inside_a_home(folder, run):
    """What belongs to two partnerships never shares a folder."""
    assert run("init", "town")[0] == 0
    code, answer = run("init", "town/var/another")
    assert (code, answer["error"]["code"]) == (13, "inside_a_home")


def test_a_terminal_is_asked_for_what_was_not_said(folder, monkeypatch, capsys):
    """Each question has an answer to take with Enter; what an option said is not asked."""
    answers = {ASKED["place"]: "By the sea"}
    asked = []

    def prompt(question, default, **_):
        asked.append(question)
        return answers.get(question, default)

    monkeypatch.setattr("shared_metrics.cli.init._at_a_terminal", lambda: True)
    monkeypatch.setattr(click, "prompt", prompt)
    assert main(["init", "town", *WHO]) == 0
    assert ASKED["place"] in asked
    assert not {ASKED["name"], ASKED["email"]} & set(asked)
    partnership = load_definitions(folder / "town" / "data_contracts").agenda.partnership
    assert (partnership.place, partnership.name) == ("By the sea", "Our town")
    assert partnership.second_person == "recorded"


def test_a_new_partnership_has_a_plan_for_the_public(folder, run):
    """The example's metrics may leave as a whole, by the periods of its goal, and nothing else."""
    assert run("init", "town", *WHO)[0] == 0
    agenda = load_definitions(folder / "town" / "data_contracts").agenda
    (goal,), (plan,) = agenda.goals, agenda.publication
    assert plan.audience == "public"
    assert {one.metric for one in plan.metrics} == set(agenda.metric_by_id)
    tables = {(table.every, table.by) for one in plan.metrics for table in one.tables}
    assert tables == {(goal.every, ())}


def test_serving_needs_a_home_that_is_there(folder, run):
    """A mistyped home is not made by the way: the server does not start."""
    code, answer = run("serve", "--home", "nowhere", "--port", "0")
    assert (code, answer["error"]["code"]) == (14, "home_missing")
    assert not (folder / "nowhere").exists()


# --- the page -----------------------------------------------------------------------------


@pytest.fixture
def sample(folder, monkeypatch):
    """A served home that is not the new one."""
    desk = small_home(folder)
    use_home(desk.home.folder, monkeypatch)
    monkeypatch.setattr(Path, "home", lambda: folder)
    return desk.home.folder


def fill(app: AppTest, **texts: str) -> AppTest:
    for key, text in texts.items():
        app.text_input(key=f"own_{key}").set_value(text)
    return app.run()


def test_from_the_page_to_the_first_accepted_upload(folder, sample):
    """Questions, a file, the guesses, the folder, one click: accepted in the new home only."""
    before = {path: path.read_bytes() for path in sample.rglob("*") if path.is_file()}
    app = visit("start_your_own")
    app = fill(
        app, name="Our town", email=ME, partner_0="Eastside Skills", folder=str(folder / "own")
    )
    app.file_uploader[0].set_value(("visits.csv", MADE_BY_A_PARTNER.encode(), "text/csv")).run()
    assert not app.exception
    guesses = " ".join(app.table[0].value["We guess"])
    assert "breakdown of 3 groups" in guesses
    app = press(app, "own_make")
    assert not app.error
    made = folder / "own"
    assert lint(made / "data_contracts") == []
    app = press(app, "own_send")
    assert "1 submission accepted" in words(app)
    assert [str(frame.value["numerator"][0]) for frame in app.dataframe][:2] == ["65", "15"]
    assert f"--home {made / 'var'}" in app.code[0].value
    assert {path: path.read_bytes() for path in before} == before


def test_a_file_to_mend_is_told_on_the_page_before_anything_is_made(folder, sample):
    """The button waits until the file can be accepted."""
    app = fill(visit("start_your_own"), partner_0="Eastside Skills", folder=str(folder / "own"))
    content = b"Month,Site,Visits\n2026-03,North,<5\n2026-03,South,20\n"
    app.file_uploader[0].set_value(("visits.csv", content, "text/csv")).run()
    assert "hides the number" in words(app)
    assert app.button(key="own_make").disabled
    assert not (folder / "own").exists()


def test_the_page_makes_nothing_inside_the_sample(folder, sample):
    """Sample data and real never mix: not in the sample's home, not around it."""
    for place in (sample / "own", folder, "own"):
        app = fill(visit("start_your_own"), partner_0="Eastside Skills", folder=str(place))
        app = press(app, "own_make")
        assert len(app.error) == 1
    assert not (sample / "own").exists()


def test_the_page_asks_nothing_away_from_the_machine(folder, sample, monkeypatch):
    """Without demo identity, or not on this machine, there is no field and no button."""
    monkeypatch.setattr(identity, "demo_refusal", lambda **_: "Not here.")
    app = visit("start_your_own")
    assert title(app) == "Start your own"
    assert len(app.text_input) == len(app.file_uploader) == 0
    monkeypatch.setattr(identity, "demo_refusal", lambda **_: None)
    monkeypatch.setenv("SHARED_METRICS_IDENTITY", "oidc")
    app = visit("start_your_own")
    assert len(app.text_input) == len(app.file_uploader) == 0
