"""The commands the documentation shows are run, and print what it says they print."""

import io
import re
import shlex
import subprocess
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from subprocess import PIPE, STDOUT

import pytest

from docs.reading_docs import DOCS, ROOT, commands, matches
from shared_metrics.cli import main

DATA = "muenster-counters-2023"
OWN_DATA = DOCS / "tutorials" / "your-own-data-in-an-hour.md"
PAGES = [page for page in sorted(DOCS.rglob("*.md")) if commands(page)]
SUBMISSION = re.compile(r"sub_[a-z2-7]{16}")


class Shell:
    """Runs one page's commands in a folder of its own, `shared-metrics` within this process."""

    def __init__(self, monkeypatch) -> None:
        self.monkeypatch = monkeypatch
        self.code = 0
        self.last_submission = ""

    def run(self, words: str) -> str:
        """What the command prints, words and data together."""
        words = words.replace("SUBMISSION", self.last_submission).replace("$?", str(self.code))
        first = shlex.split(words, comments=True)
        if first[0] == "cd":
            self.monkeypatch.chdir(first[1])
            return ""
        if first[0] == "shared-metrics":
            printed = self.run_ours(first[1:])
        else:
            ran = subprocess.run(
                ["bash", "-c", words], stdout=PIPE, stderr=STDOUT, encoding="utf-8", check=False
            )
            self.code, printed = ran.returncode, ran.stdout.replace("\r", "")
        self.last_submission = (SUBMISSION.findall(printed) or [self.last_submission])[0]
        return SUBMISSION.sub("SUBMISSION", printed)

    def run_ours(self, arguments: list[str]) -> str:
        """Words and data in the order they are printed, as on a terminal."""
        screen = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
        with redirect_stdout(screen), redirect_stderr(screen):
            self.code = main(arguments)
        return screen.buffer.getvalue().decode()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_print_what_the_page_says(page, tmp_path, monkeypatch, real_data):
    """A reader who types a page's commands in order sees what the page shows."""
    monkeypatch.chdir(tmp_path)
    for setting in ("HOME", "DEFINITIONS", "TODAY"):
        monkeypatch.delenv(f"SHARED_METRICS_{setting}", raising=False)
    if page == OWN_DATA:
        _lay_out_own_data(tmp_path, real_data)
    shell = Shell(monkeypatch)
    for command in commands(page):
        printed = shell.run(command.words)
        place = f"{page.name}:{command.line}: {command.words}"
        assert matches(command.printed, printed), f"{place}\nprinted:\n{printed}"


def _lay_out_own_data(folder: Path, data: Path) -> None:
    (folder / "counters").symlink_to(data / DATA)
    (folder / "data_contracts").symlink_to(DOCS / "tutorials" / "your-own-data" / "data_contracts")
