"""Logs say what happened, and nothing that anybody wrote."""

import io
import json
import logging
import subprocess
import sys
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared_metrics import logs

SAID = "Rosa Delgado <rosa.delgado@example.org> has 48213 kangaroos"


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What a process that logs has written; afterwards everything is as it was."""
    root, ours = logging.getLogger(), logging.getLogger("shared_metrics")
    before = root.handlers, root.level, ours.level, logging.getLogRecordFactory()
    hooks = sys.excepthook, threading.excepthook, warnings.showwarning
    written = io.StringIO()
    logs.set_up(written)
    yield written
    root.handlers = before[0]
    root.setLevel(before[1])
    ours.setLevel(before[2])
    logging.setLogRecordFactory(before[3])
    logging.captureWarnings(capture=False)
    sys.excepthook, threading.excepthook, warnings.showwarning = hooks


def told(lines: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in lines.getvalue().splitlines()]


def test_an_event_is_one_line_of_json(lines: io.StringIO) -> None:
    """Time, level, event and ids, each on its own."""
    logs.note("act", act="accept", about="sub_aaaaaaaaaaaaaaaa", seq=7, done=True)
    (line,) = told(lines)
    assert line.pop("time").endswith("+00:00")
    assert line == {
        "level": "info",
        "event": "act",
        "act": "accept",
        "about": "sub_aaaaaaaaaaaaaaaa",
        "seq": 7,
        "done": True,
    }


@pytest.mark.parametrize(
    "value", [SAID, "rosa@example.org", "two words", "a\nb", "x" * 81, "", "ä", "50 %"]
)
def test_what_is_no_id_is_hidden(lines: io.StringIO, value: str) -> None:
    """A slip that passes a name, an address or a cell shows nothing."""
    logs.note("act", about=value)
    assert told(lines)[0]["about"] == "…"


def test_an_error_is_told_by_kind_and_place(lines: io.StringIO) -> None:
    """An error's words may quote a cell: its type and the lines it went through are told."""
    try:
        int(SAID)
    except ValueError as error:
        logs.note_error("page_stopped", error)
    (line,) = told(lines)
    assert (line["event"], line["error"]) == ("page_stopped", "ValueError")
    assert line["trace"][-1].startswith("test_logs.py:")
    assert "kangaroos" not in lines.getvalue()


@pytest.mark.parametrize("name", ["streamlit.runtime", "polars", "sqlalchemy.engine", "x"])
def test_what_libraries_log_holds_no_words(lines: io.StringIO, name: str) -> None:
    """Whatever any library logs in this process, its message, arguments and error are left out."""
    logger = logging.getLogger(name)
    logger.warning(SAID)
    logger.error("a cell: %s", SAID)
    try:
        int(SAID)
    except ValueError:
        logger.exception(SAID, stack_info=True)
    assert [line["logger"] for line in told(lines)] == [name] * 3
    assert "kangaroos" not in lines.getvalue()
    assert "Rosa" not in lines.getvalue()


def test_a_handler_of_their_own_tells_no_more(lines: io.StringIO) -> None:
    """A library with its own handler and format gets the same harmless record."""
    theirs, logger = io.StringIO(), logging.getLogger("with.its.own.handler")
    handler = logging.StreamHandler(theirs)
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    logger.addHandler(handler)
    logger.propagate = False
    try:
        int(SAID)
    except ValueError:
        logger.exception("a cell: %s", SAID)
    assert "kangaroos" not in theirs.getvalue()
    assert '"error": "ValueError"' in theirs.getvalue()


def test_our_own_unfilled_words_stay(lines: io.StringIO) -> None:
    """What stands in our source holds no data; what fills it may."""
    logging.getLogger("shared_metrics.checks").error("rule %s could not run", SAID)
    (line,) = told(lines)
    assert line["message"] == "rule %s could not run"
    assert "kangaroos" not in lines.getvalue()


def test_warnings_and_uncaught_errors_are_harmless_too(lines: io.StringIO) -> None:
    """Nothing gets past as plain text on stderr."""
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=False)
        logging.captureWarnings(capture=True)
        warnings.warn(SAID, stacklevel=1)
    thread = threading.Thread(target=lambda: int(SAID))
    thread.start()
    thread.join()
    try:
        int(SAID)
    except ValueError as error:
        sys.excepthook(ValueError, error, None)
    events = [line["event"] for line in told(lines)]
    assert events == ["log", "uncaught", "uncaught"]
    assert "kangaroos" not in lines.getvalue()


def test_the_command_line_does_not_log(tmp_path: Path) -> None:
    """Words on stderr are for the person who typed; logging begins with the served app."""
    words = (
        "import sys; from shared_metrics.cli import main; from shared_metrics import logs;"
        "code = main(sys.argv[1:]); logs.note_error('uncaught', ValueError(code)); sys.exit(code)"
    )
    run = subprocess.run(
        [sys.executable, "-c", words, "init", "ours"],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    assert "Made ours" in run.stderr
    assert "event" not in run.stderr
    assert "uncaught" not in run.stderr
