"""The frame of the command line: every way a command can end."""

import errno
import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import click
import pytest

from shared_metrics.agenda.model import Role
from shared_metrics.cli import main, people, program
from shared_metrics.cli.call import Call, shared_options
from shared_metrics.errors import (
    CallersMistake,
    Conflict,
    DefinitionProblem,
    DefinitionsBroken,
    InstallationProblem,
    NotAllowed,
    SharedMetricsError,
)

COMMANDS = ["init", "check", "submit", "submissions", "accept", "return", "withdraw", "measure"]
HELP_PAGES = [[], *([name] for name in COMMANDS), ["contracts", "lint"], ["audit", "verify"]]


@pytest.fixture
def ending(monkeypatch):
    """Adds a command `end` that ends as the test says."""
    ways = {}

    @click.command("end")
    @shared_options
    def end(call: Call) -> None:
        problem = ways["how"]
        if problem is not None:
            raise problem
        ways["call"] = call

    monkeypatch.setitem(program.program.commands, "end", end)
    return ways


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (CallersMistake("unknown_metric", "There is no metric “x”.", "Did you mean “y”?"), 10),
        (NotAllowed("not_allowed", "Only the backbone may do this."), 11),
        (DefinitionsBroken([DefinitionProblem("a.yaml", 3, "unknown_key", "What?")]), 12),
        (Conflict("wrong_state", "It was accepted before."), 13),
        (InstallationProblem("ledger_newer", "The ledger is newer."), 14),
        (OSError(errno.ENOSPC, "No space left on device", "var"), 14),
        (PermissionError(errno.EACCES, "Permission denied", "var"), 14),
        (MemoryError(), 14),
        (SharedMetricsError("odd", "Something odd."), 20),
        (KeyError("never shown"), 20),
        (RecursionError(), 20),
        (KeyboardInterrupt(), 130),
        (click.Abort(), 130),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else "",
)
def test_every_problem_has_its_exit_code_and_no_stack_trace(ending, capsys, problem, code):
    """However a command ends: the exit code of the design, plain words on stderr, no trace."""
    ending["how"] = problem
    assert main(["end"]) == code
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.strip()
    assert "Traceback" not in printed.err
    assert "never shown" not in printed.err


@pytest.mark.parametrize("arguments", [["end", "--json"], ["--json", "end"]])
def test_with_json_an_error_is_an_object_on_stdout(ending, capsys, arguments):
    """With --json every error is {"error": {"code", "message", "hint"}}."""
    ending["how"] = CallersMistake("unknown_metric", "There is no metric “x”.", "Did you mean “y”?")
    assert main(arguments) == 10
    printed = capsys.readouterr()
    assert json.loads(printed.out) == {
        "error": {
            "code": "unknown_metric",
            "message": "There is no metric “x”.",
            "hint": "Did you mean “y”?",
        }
    }
    assert printed.err == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["check"],
        ["check", "a.csv"],
        ["check", "a.csv", "--contract"],
        ["check", "a.csv", "--contract", "c", "--max-rows", "many"],
        ["check", "a.csv", "b.csv", "--contract", "c", "--table", "o.csv"],
        ["submit", "--contract", "c", "--partner", "p", "--as", "e@x.org"],
        [
            "submit",
            "a.csv",
            "--nothing-to-report",
            "--contract",
            "c",
            "--partner",
            "p",
            "--as",
            "e",
        ],
        ["submit", "a.csv", "--contract", "c", "--partner", "p", "--as", "e", "--reason", "why"],
        ["measure", "placements", "--every", "fortnight"],
        ["measure", "placements", "--csv", "--json"],
        ["return", "sub_x", "--as", "e@x.org"],
    ],
    ids=" ".join,
)
def test_a_command_not_understood_exits_with_2(capsys, arguments):
    """Usage mistakes exit with 2; with --json they are an error object like any other."""
    assert main(arguments) == 2
    assert "--help" in capsys.readouterr().err or "--json" in arguments
    assert main(["--json", *arguments]) == 2
    error = json.loads(capsys.readouterr().out)["error"]
    assert set(error) == {"code", "message", "hint"}
    assert error["code"] == "usage"


def test_options_may_stand_before_or_after_the_command(ending, tmp_path):
    """--home, --definitions and --json mean the same on either side; the later one wins."""
    ending["how"] = None
    a, b = tmp_path / "a", tmp_path / "b"
    assert main(["--home", str(a), "--json", "end", "--definitions", str(b)]) == 0
    assert ending["call"] == Call(home=a, definitions=b, as_json=True)
    assert main(["--home", str(a), "end", "--home", str(b)]) == 0
    assert ending["call"].home == b


def test_debug_shows_where_a_bug_happened(ending, capsys):
    """Only --debug prints the trace, so that a bug can be reported."""
    ending["how"] = KeyError("the key")
    assert main(["end", "--debug"]) == 20
    assert "Traceback" in capsys.readouterr().err


def _run(
    *arguments,
    encoding="utf-8",
    code="import sys; from shared_metrics.cli import main; sys.exit(main())",
):
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        encoding=encoding,
        check=False,
    )


@pytest.mark.parametrize("page", HELP_PAGES, ids=lambda page: " ".join(page) or "top")
def test_help_says_what_every_option_is_for(page, capsys):
    """Each command explains itself and takes --home, --definitions and --json."""
    assert main([*page, "--help"]) == 0
    printed = capsys.readouterr().out
    for option in ("--home", "--definitions", "--json"):
        assert option in printed


def test_help_starts_at_once():
    """Help takes less than half a second of work, whatever else the machine does meanwhile."""
    seconds = []
    for _ in range(3):
        begun = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert _run("check", "--help").returncode == 0
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds.append(ended.ru_utime + ended.ru_stime - begun.ru_utime - begun.ru_stime)
    assert min(seconds) < 0.5


def test_help_loads_nothing_heavy():
    """What a command needs is loaded when it runs, not to explain it."""
    loaded = _run(
        "--help",
        code="import sys; from shared_metrics.cli import main; main();"
        "print(*{'polars', 'great_expectations', 'streamlit', 'sqlalchemy', 'pydantic'}"
        " & set(sys.modules))",
    )
    assert loaded.stdout.splitlines()[-1] == ""


def test_roles_on_the_command_line_are_the_roles_there_are():
    """The choices of --role are spelled out, so that help need not load the agenda."""
    assert tuple(role.value for role in Role) == people.ROLES


def test_a_reader_who_leaves_early_is_met_with_silence():
    """`shared-metrics ... | head -1`: no words on stderr when the pipe is closed."""
    reading, writing = os.pipe()
    os.close(reading)
    ran = subprocess.run(
        [sys.executable, "-m", "shared_metrics.cli", "--help"],
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert ran.stderr == b""
    assert ran.returncode == 141


@pytest.mark.parametrize("words", [["contracts", "lint", "--json"], ["status", "--json"]])
def test_output_that_finds_no_room_is_told_in_words(tmp_path, words):
    """`shared-metrics ... > file` on a full disk: one sentence on stderr, exit code 14."""
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "shared_metrics.cli", *words, "--home", str(tmp_path / "home")],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert ran.returncode == 14
    assert "no space left" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert "Exception" not in ran.stderr


def test_a_closed_stdout_is_no_bug(tmp_path):
    """`shared-metrics ... >&-`: the command does its work and nothing is printed."""
    command = f"{sys.executable} -m shared_metrics.cli contracts lint --json >&-"
    ran = subprocess.run(["sh", "-c", command], stderr=subprocess.PIPE, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_terminal_without_the_signs_still_gets_the_words(monkeypatch, encoding):
    """Where the terminal cannot show a sign, words lose the sign and nothing else happens."""
    monkeypatch.setenv("PYTHONIOENCODING", encoding)
    ran = _run("contracts", "lint", "no–such→folder", encoding=encoding)
    assert ran.returncode == 10
    assert "There is no file or folder" in ran.stderr
