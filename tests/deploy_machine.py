"""A pretended Debian machine in a folder: what the deployment guide's commands find there.

`sudo`, `apt-get`, `systemctl` and the like are this script under other names. What needs a real
machine is only written down; files, settings, the unit's command, nginx and the app are real.
"""

import configparser
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

TESTS = Path(__file__).resolve().parent
PLACES = ("/opt/", "/etc/shared-metrics", "/etc/systemd", "/etc/letsencrypt", "/etc/nginx/sites")
PLACES += ("/var/lib/", "/var/backups/", "/var/log/", "/usr/local/bin/")
OPTIONS_OF_SUDO = {"-u": 2, "--user": 2, "--preserve-env": 1, "--set-home": 1}


def moved(text: str, root: Path) -> str:
    """A text with every place of the machine below `root` instead."""
    return re.sub("|".join(map(re.escape, PLACES)), lambda found: f"{root}{found[0]}", text)


class Machine:
    """Where its files are, and on which ports it answers."""

    def __init__(self, root: Path, told: dict[str, str]) -> None:
        self.root = root
        self.told = told  # checkout, python, host, app_port, plain_port, tls_port

    @classmethod
    def around(cls, shims: Path) -> "Machine":
        """The machine that a command in `shims` belongs to."""
        return cls(shims.parent, json.loads((shims / "machine.json").read_text()))

    def lay_out(self) -> Path:
        """Makes its folders and its commands; returns the folder of the commands."""
        for folder in ("opt", "etc/nginx/sites-enabled", "etc/systemd/system", "usr/local/bin"):
            (self.root / folder).mkdir(parents=True)
        for folder in ("var/lib", "var/backups", "var/log/nginx"):
            (self.root / folder).mkdir(parents=True)
        shims = self.root / "shims"
        shims.mkdir()
        (shims / "machine.json").write_text(json.dumps(self.told))
        script = f"#!{self.told['python']}\nimport sys\nsys.path.insert(0, {str(TESTS)!r})\n"
        script += "import deploy_machine\ndeploy_machine.run()\n"
        for name in COMMANDS:
            (shims / name).write_text(script)
            (shims / name).chmod(0o755)
        return shims

    def note(self, *words: str) -> None:
        """Writes down what only a real machine could do."""
        with (self.root / "noted").open("a") as noted:
            noted.write(" ".join(words) + "\n")

    def say_where(self, text: str) -> str:
        """The app's port in a settings file, a unit or an address."""
        port = self.told["app_port"]
        return text.replace("127.0.0.1:8501", f"127.0.0.1:{port}").replace(
            "--server.port 8501", f"--server.port {port}"
        )

    def unit(self, name: str) -> configparser.SectionProxy:
        """The `[Service]` section of an installed unit; of a repeated key, the last."""
        parser = configparser.ConfigParser(strict=False, interpolation=None)
        parser.optionxform = str  # type: ignore[assignment,method-assign]  # as the manual says
        parser.read(self.root / "etc/systemd/system" / name)
        return parser["Service"]

    def environment(self, unit: configparser.SectionProxy) -> dict[str, str]:
        """What systemd gives a service: its settings, and little else."""
        lines = Path(unit["EnvironmentFile"]).read_text().splitlines()
        settings = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
        own = str(self.root / "opt/shared-metrics/src")
        return {
            "PATH": "/usr/bin:/bin",
            "HOME": str(self.root / "var"),
            "PYTHONPATH": own,
        } | settings

    def stop(self, name: str) -> None:
        """Ends a service that was started here."""
        kept = self.root / f"{name}.pid"
        if not kept.exists():
            return
        pid = int(kept.read_text())
        os.kill(pid, signal.SIGTERM)
        until = time.monotonic() + 40
        while time.monotonic() < until and Path(f"/proc/{pid}/exe").exists():
            time.sleep(0.05)
        kept.unlink()

    def start(self, name: str, command: list[str], **how: object) -> None:
        """Starts a service, and remembers it."""
        with (self.root / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                command,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **how,  # type: ignore[call-overload]
            )
        (self.root / f"{name}.pid").write_text(str(process.pid))


def sudo(machine: Machine, words: list[str]) -> int:
    """Runs the rest as it is: the tests' user owns everything here."""
    del machine
    while words[0].startswith("-"):
        words = words[OPTIONS_OF_SUDO[words[0]] :]
    return subprocess.run(words, check=False).returncode


def only_noted(machine: Machine, words: list[str]) -> int:
    """What only a real machine can do."""
    machine.note(*words)
    return 0


def install(machine: Machine, words: list[str]) -> int:
    """Without giving files to users that do not exist here."""
    del machine
    kept = [
        w for i, w in enumerate(words) if w not in ("-o", "-g") and words[i - 1] not in ("-o", "-g")
    ]
    return subprocess.run(["/usr/bin/install", *kept], check=False).returncode


def git(machine: Machine, words: list[str]) -> int:
    """A clone is a copy of what git keeps of this checkout, with the machine's places in it."""
    if words[0] != "clone":
        machine.note("git", *words)
        return 0
    checkout, target = Path(machine.told["checkout"]), Path(words[2])
    listed = ["/usr/bin/git", "-C", str(checkout), "ls-files", "-co", "--exclude-standard"]
    names = subprocess.run(listed, capture_output=True, text=True, check=True).stdout.splitlines()
    for name in names:
        if not (checkout / name).is_file() or name.startswith(("tests/", "docs/")):
            continue
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(checkout / name, target / name)
    for path in (target / "deploy").rglob("*"):
        if path.is_file():
            path.write_text(machine.say_where(moved(path.read_text(), machine.root)))
    return 0


def make(machine: Machine, words: list[str]) -> int:
    """The tests' own environment instead of a new one."""
    if words[2:] != [".venv/.installed"]:
        return 2
    there = Path(words[1]) / ".venv"
    if not there.exists():
        there.symlink_to(Path(machine.told["python"]).parents[1])
    return 0


def certbot(machine: Machine, words: list[str]) -> int:
    """A certificate nobody vouches for, where certbot puts its own."""
    from behind_nginx import make_certificate

    machine.note("certbot", *words)
    folder = machine.root / "etc/letsencrypt/live" / machine.told["host"]
    folder.mkdir(parents=True, exist_ok=True)
    make_certificate(folder, machine.told["host"])
    return 0


def nginx(machine: Machine, words: list[str]) -> int:
    """Debian's nginx on the enabled sites, on ports that are free here."""
    from behind_nginx import AROUND, NGINX, on_ports

    folder = machine.root / "nginx"
    folder.mkdir(exist_ok=True)
    enabled = sorted((machine.root / "etc/nginx/sites-enabled").iterdir())
    site = "\n".join(path.read_text() for path in enabled)
    ports = int(machine.told["plain_port"]), int(machine.told["tls_port"])
    (folder / "site.conf").write_text(on_ports(site, *ports))
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, user=user))
    command = [NGINX, "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    if words == ["-t"]:
        return subprocess.run([*command, "-t"], check=False).returncode
    machine.stop("nginx")
    machine.start("nginx", command)
    return 0


def systemctl(machine: Machine, words: list[str]) -> int:
    """Starts what is started, as the installed unit says."""
    machine.note("systemctl", *words)
    if words == ["restart", "nginx"]:
        return nginx(machine, ["start"])
    if any(word.removesuffix(".service") == "shared-metrics" for word in words):
        unit = machine.unit("shared-metrics.service")
        machine.stop("app")
        machine.start(
            "app",
            unit["ExecStart"].split(),
            cwd=unit["WorkingDirectory"],
            env=machine.environment(unit),
        )
    return 0


def curl(machine: Machine, words: list[str]) -> int:
    """The machine's own name is found here, its certificate believed."""
    host, tls = machine.told["host"], machine.told["tls_port"]
    address = machine.say_where(words[-1]).replace(f"https://{host}/", f"https://{host}:{tls}/")
    here = ["--insecure", "--silent", "--resolve", f"{host}:{tls}:127.0.0.1", "--noproxy", "*"]
    return subprocess.run(["/usr/bin/curl", *here, *words[:-1], address], check=False).returncode


COMMANDS: dict[str, Callable[[Machine, list[str]], int]] = {
    "adduser": only_noted,
    "apt-get": only_noted,
    "certbot": certbot,
    "curl": curl,
    "git": git,
    "install": install,
    "make": make,
    "nginx": nginx,
    "sudo": sudo,
    "systemctl": systemctl,
    "ufw": only_noted,
}


def run() -> None:
    """As one of the commands."""
    called = Path(sys.argv[0])
    machine = Machine.around(called.parent)
    sys.exit(COMMANDS[called.name](machine, sys.argv[1:]))
