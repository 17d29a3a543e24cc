"""Logs an operator can keep and pass on: JSON lines with what happened, never with data in it.

What our own code notes are events with ids. Everything else that logs in the same process
(libraries, Python's warnings, errors nobody caught) is made harmless when its record is born: its
text may quote a cell, an address or a secret, so only its kind, its logger and its place stay.
"""

import datetime as dt
import json
import logging
import re
import sys
import threading
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Any

Id = str | int | float | bool | None
FRAMES = 12  # of an error's trace, the innermost
HIDDEN = "…"
_AN_ID = re.compile(r"[A-Za-z0-9_.:-]{1,80}\Z")
_OUR_WORDS = ("shared_metrics", "uvicorn")  # loggers whose unfilled messages hold no data
_log = logging.getLogger("shared_metrics")
_log.addHandler(logging.NullHandler())  # else Python prints what was not set up, words and all


@dataclass(frozen=True, slots=True)
class _Note:
    event: str
    ids: Mapping[str, Id] = field(default_factory=dict)


def note(event: str, **ids: Id) -> None:
    """Notes that something happened to something: ids, numbers, codes. Anything else is hidden."""
    _log.info(_Note(event, ids))


def note_error(event: str, error: BaseException, **ids: Id) -> None:
    """Notes an error by its type and place; its words may quote a cell and are left out."""
    _log.error(_Note(event, ids), exc_info=error)


def set_up(stream: IO[str] | None = None) -> None:
    """From now on this process logs JSON lines, by default to stderr. For the served app.

    The command line does not log: its words on stderr are for the person who typed.
    """
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(message)s"))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    _log.setLevel(logging.INFO)
    logging.setLogRecordFactory(_harmless_record)
    logging.captureWarnings(capture=True)
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_a_thread


def _harmless_record(  # noqa: PLR0917 - called by logging, in this order
    name: str,
    level: int,
    path: str,
    line: int,
    said: object,
    args: object,  # noqa: ARG001 - what fills a message is what may be data
    error: Any,  # noqa: ANN401 - the shapes logging knows: True, an error, a triple
    function: str | None = None,
    sinfo: str | None = None,  # noqa: ARG001 - source lines, which may quote data
    **_more: object,
) -> logging.LogRecord:
    told: dict[str, object] = {
        "time": dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds"),
        "level": logging.getLevelName(level).lower(),
    }
    if isinstance(said, _Note):
        told |= {"event": said.event} | {key: _id_or_hidden(id_) for key, id_ in said.ids.items()}
    else:
        told |= {"event": "log", "logger": name, "where": f"{Path(path).name}:{line}"}
        if isinstance(said, str) and name.partition(".")[0] in _OUR_WORDS:
            told["message"] = said
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        told |= _told_error(error)
    text = json.dumps(told, ensure_ascii=False)
    return logging.LogRecord(name, level, path, line, _Literal(text), None, None, function)


class _Literal:
    """A message that is printed as it is: `%` in it means nothing."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __str__(self) -> str:
        return self._text


def _id_or_hidden(value: Id) -> Id:
    if isinstance(value, str) and not _AN_ID.match(value):
        return HIDDEN
    return value


def _told_error(error: BaseException) -> dict[str, object]:
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    code = getattr(error, "code", None)
    return {
        "error": type(error).__name__,
        "trace": [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames],
    } | ({"code": _id_or_hidden(code)} if isinstance(code, str) else {})


def _uncaught(
    kind: type[BaseException], error: BaseException, _trace: TracebackType | None
) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        note_error("uncaught", error)


def _uncaught_in_a_thread(told: threading.ExceptHookArgs) -> None:
    if told.exc_value is not None and told.exc_type is not SystemExit:
        note_error("uncaught", told.exc_value)
