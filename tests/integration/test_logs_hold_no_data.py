"""A whole run of sending and deciding leaves nothing of anybody in the log."""

import io
import json
import logging
import re
import sys
import threading
from collections.abc import Iterator

import pytest

from desk_factories import BOARD, NOOR, NOW, ROSA, WORKFORCE, person
from shared_metrics import logs
from shared_metrics.desk import Desk, acts
from shared_metrics.errors import SharedMetricsError
from shared_metrics.reading import Upload
from shared_metrics.submissions import State, Submission

FILE_NAME = "Rosas Tabelle März.csv"
NOTE = "Gentle strangers moved the counter."
REASON = "Counted twice near the river."
LONG_ENOUGH = 5  # shorter cells also stand in times and line numbers


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    root, ours = logging.getLogger(), logging.getLogger("shared_metrics")
    before = root.handlers, root.level, ours.level, logging.getLogRecordFactory()
    hooks = sys.excepthook, threading.excepthook
    written = io.StringIO()
    logs.set_up(written)
    logging.getLogger().setLevel(logging.DEBUG)  # whatever any library has to say
    yield written
    root.handlers = before[0]
    root.setLevel(before[1])
    ours.setLevel(before[2])
    logging.setLogRecordFactory(before[3])
    logging.captureWarnings(capture=False)
    sys.excepthook, threading.excepthook = hooks


def an_original(desk: Desk) -> tuple[Submission, bytes]:
    """A file the workforce board sent, as it came."""
    sent = desk.ledger.submissions(partner=BOARD, contract=WORKFORCE, states=[State.ACCEPTED])
    one = next(s for s in sent if len(s.originals) == 1 and s.period_text == "2026-03")
    return one, desk.vault.original(one.originals[0])


def test_nothing_of_a_file_or_a_person_is_logged(
    sample_desk: Desk, empty_sample_desk: Desk, lines: io.StringIO
) -> None:
    """Sent, refused, returned, sent again, accepted, withdrawn: ids and acts only are logged."""
    desk = empty_sample_desk
    one, content = an_original(sample_desk)

    def send(file: bytes, **how: object) -> list[Submission]:
        upload = Upload(FILE_NAME, file)
        given = {"partner_id": BOARD, "actor": person(ROSA), "now": NOW, "note": NOTE} | how
        reasons = {f.rule: REASON for f in one.findings}
        return acts.submit(desk, upload, WORKFORCE, period="2026-03", reasons=reasons, **given)

    (failed,) = send(content.replace(b"2026-03", b"rosa@example.org"))
    assert failed.state is State.FAILED
    (returned,) = send(content)
    acts.return_(desk, returned.id, reason=REASON, actor=person(NOOR), now=NOW)
    (accepted,) = send(content)
    acts.accept(desk, [accepted.id], actor=person(NOOR), now=NOW)
    with pytest.raises(SharedMetricsError):
        acts.accept(desk, [accepted.id], actor=person(NOOR), now=NOW)
    with pytest.raises(SharedMetricsError):
        send(content, actor=person("carmen.ibarra@example.org"))

    log = lines.getvalue()
    told = [json.loads(line) for line in log.splitlines()]
    assert [line["act"] for line in told if line["event"] == "act"] == [
        "submit_with_findings",
        "submit",
        "write_field_note",  # what was said beside it
        "return",
        "submit",
        "accept",
    ]
    assert "act_refused" in {line["event"] for line in told}
    cells = {c for c in re.split(r"[\s,;]+", content.decode("utf-8-sig")) if len(c) >= LONG_ENOUGH}
    people = {p.email for p in desk.partnership.people} | {p.name for p in desk.partnership.people}
    assert len(cells) > 20
    for said in cells | people | {FILE_NAME, NOTE, REASON, "rosa@example.org", "@"}:
        assert said not in log, said
