"""The deployment guide's commands, typed one after the other in a clean folder."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from behind_nginx import HOST, Front
from deploy_machine import Machine, moved
from docs.reading_docs import code_blocks
from served_app import CHECKOUT, ask_for_page, free_port

GUIDE = CHECKOUT / "docs" / "how-to" / "deploy-on-one-vm.md"
CONTAINERS = "docker compose"


@dataclass(frozen=True)
class Deployed:
    """The machine after the guide was followed."""

    machine: Machine
    shims: Path
    front: Front

    def types(self, commands: str) -> "subprocess.CompletedProcess[str]":
        """Somebody types commands at the machine's terminal."""
        answers = f"NAME={HOST}\nMAIL=you@example.org\nSOURCE=the-checkout\n"
        script = "set -euo pipefail\n" + answers + moved(commands, self.machine.root)
        path = f"{self.shims}:{self.machine.root}/usr/local/bin:{os.environ['PATH']}"
        own = str(self.machine.root / "opt/shared-metrics/src")
        return subprocess.run(
            ["bash", "-c", script],
            env={"PATH": path, "HOME": str(self.machine.root), "PYTHONPATH": own},
            cwd=self.machine.root,
            capture_output=True,
            text=True,
            check=False,
        )

    def files_of(self, place: str) -> set[str]:
        """Every file in a folder of the machine but Python's own caches."""
        found = (self.machine.root / place).rglob("*")
        return {str(p) for p in found if p.is_file() and "__pycache__" not in p.parts}


def blocks(kind: str = "sh") -> list[str]:
    """The guide's commands in order, those about containers left out; the answers too."""
    shown = [block for block in code_blocks(GUIDE, kind) if CONTAINERS not in block]
    return [block for block in shown if not block.startswith("NAME=")]


@pytest.fixture(scope="module")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployed]:
    """Every block of the guide was typed, and none said that it went wrong."""
    root = tmp_path_factory.mktemp("machine")
    ports = {name: str(free_port()) for name in ("app_port", "plain_port", "tls_port")}
    told = {"checkout": str(CHECKOUT), "python": sys.executable, "host": HOST, **ports}
    machine = Machine(root, told)
    shims = machine.lay_out()
    front = Front(
        f"https://{HOST}:{ports['tls_port']}",
        f"http://{HOST}:{ports['plain_port']}",
        root / "nginx",
    )
    made = Deployed(machine, shims, front)
    try:
        for block in blocks():
            ran = made.types(block)
            log = root / "app.log"
            served = log.read_text() if log.exists() else ""
            assert ran.returncode == 0, f"{block}\n{ran.stdout}\n{ran.stderr}\n{served}"
        yield made
    finally:
        machine.stop("app")
        machine.stop("nginx")


def test_the_guide_leads_to_pages_over_tls(deployed: Deployed) -> None:
    """After the last command nginx answers for the app, under its name and no other."""
    assert deployed.front.get("/healthz").body == b'{"status":"ok"}'
    assert b"<title>" in deployed.front.get("/").body
    assert deployed.front.get("/readyz").status == 404


def test_nobody_is_let_in_before_signing_in(deployed: Deployed) -> None:
    """The pages ask to sign in; nobody can choose who to be."""
    app = f"http://127.0.0.1:{deployed.machine.told['app_port']}"
    shown = ask_for_page(app, "inbox")
    assert "Sign in to see this page" in shown
    assert "you@example.org" not in shown


def test_the_program_writes_only_in_its_own_folder(deployed: Deployed) -> None:
    """What systemd makes read-only was not written to: the program as cloned, the settings."""
    again = deployed.machine.root / "again"
    assert deployed.types(f"git clone the-checkout {again}").returncode == 0
    program = deployed.machine.root / "opt/shared-metrics"
    cloned = {path.relative_to(again) for path in again.rglob("*") if path.is_file()}
    there = {Path(path).relative_to(program) for path in deployed.files_of("opt/shared-metrics")}
    assert {p for p in there if p.parts[0] != ".venv"} - cloned == set()
    assert any("ledger.db" in path for path in deployed.files_of("var/lib"))


def test_a_backup_can_be_made_as_the_timer_does(deployed: Deployed) -> None:
    """The unit's own command, while the app runs; then the archive is restored."""
    unit = deployed.machine.unit("shared-metrics-backup.service")
    command = unit["ExecStart"].replace("%%", "%")
    ran = subprocess.run(
        ["bash", "-c", command],
        env=deployed.machine.environment(unit),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    kept = "/var/backups/shared-metrics"
    backups = Path(f"{deployed.machine.root}{kept}")
    dated = [path for path in backups.glob("20*.zip") if path.is_file()]
    assert len(dated) == 1
    old = backups / "2020-01-01.zip"
    old.touch()
    os.utime(old, (0, 0))
    subprocess.run(["bash", "-c", unit["ExecStartPost"]], check=True)
    assert (old.exists(), dated[0].exists()) == (False, True)
    tried = deployed.types(f"shared-metrics restore {kept}/{dated[0].name} --home {kept}/tried")
    assert "The trail holds." in tried.stderr + tried.stdout


def test_logs_hold_no_secrets(deployed: Deployed) -> None:
    """Neither the app's log nor nginx's repeats a secret, a query or an address of a person."""
    deployed.front.get("/upload_link?link=a-secret-token&code=another")
    secrets = (deployed.machine.root / "etc/shared-metrics/secrets.toml").read_text()
    cookie_secret = secrets.partition('cookie_secret = "')[2].partition('"')[0]
    assert len(cookie_secret) == 64
    log = (deployed.machine.root / "var/log/nginx/shared-metrics.log").read_text()
    app = (deployed.machine.root / "app.log").read_text()
    assert "/upload_link" in log
    for secret in (cookie_secret, "a-secret-token", "another", "you@example.org"):
        assert secret not in log + app
