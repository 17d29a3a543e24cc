import datetime as dt
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from served_app import CHECKOUT, free_port

TOOL = CHECKOUT / "tools" / "audit_dependencies.py"
LOCK = "leaky==1.0 --hash=sha256:" + "0" * 64 + "\nsound==2.0 --hash=sha256:" + "0" * 64 + "\n"
FOUND = {
    "id": "GHSA-test",
    "aliases": ["CVE-2026-1"],
    "summary": "It leaks.",
    "affected": [
        {
            "package": {"name": "leaky", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.1"}]}],
        }
    ],
}
TODAY = dt.datetime.now(dt.UTC).date()


class _Advisories(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        known = {"vulns": [FOUND]} if asked["package"]["name"] == "leaky" else {}
        body = json.dumps(known).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def service() -> Iterator[str]:
    """An advisory service on this machine that knows one vulnerability."""
    server = HTTPServer(("127.0.0.1", 0), _Advisories)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1/query"
    server.shutdown()
    server.server_close()


def audit(folder: Path, service: str, accepted: str = "") -> tuple[int, str]:
    lock, list_ = folder / "requirements.lock", folder / "accepted.toml"
    lock.write_text(LOCK)
    list_.write_text(accepted)
    command = [sys.executable, TOOL, "--service", service, "--accepted", list_, lock]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    return ran.returncode, ran.stderr


def an_entry(reason: str, until: dt.date) -> str:
    return f'[[accepted]]\nid = "CVE-2026-1"\nreason = "{reason}"\nuntil = {until}\n'


def test_a_known_vulnerability_fails(service: str, tmp_path: Path) -> None:
    """It is named with its package, its version, its names and what mends it."""
    code, said = audit(tmp_path, service)
    assert code == 1
    assert said == "Known vulnerability: leaky 1.0: CVE-2026-1 GHSA-test; mended in 1.1\n"


def test_an_accepted_one_passes_until_its_day(service: str, tmp_path: Path) -> None:
    """A reason and a day accept it, under any of its names, up to that day and no further."""
    assert audit(tmp_path, service, an_entry("not reachable", TODAY)) == (0, "")
    assert audit(tmp_path, service, an_entry("not reachable", TODAY - dt.timedelta(1)))[0] == 1


def test_an_acceptance_needs_a_reason(service: str, tmp_path: Path) -> None:
    """Nothing is accepted in silence."""
    code, said = audit(tmp_path, service, an_entry(" ", TODAY))
    assert code == 1
    assert "write a reason" in said


def test_without_a_service_it_says_so_and_passes(tmp_path: Path) -> None:
    """Checks work without a network: one line, no failure."""
    code, said = audit(tmp_path, f"http://127.0.0.1:{free_port()}/v1/query")
    assert code == 0
    assert said == "Dependencies were not audited: the advisory service does not answer.\n"


def test_a_broken_lock_is_not_taken_for_a_missing_network(service: str, tmp_path: Path) -> None:
    """Only the service's silence passes; anything else that goes wrong fails."""
    broken = tmp_path / "broken.lock"
    broken.write_text("leaky>=1.0\n")
    command = [sys.executable, TOOL, "--service", service, broken]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 1
