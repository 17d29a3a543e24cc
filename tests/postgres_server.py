"""A throw-away PostgreSQL server, where Debian's server programs are installed."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
LACKS = "PostgreSQL's server programs (initdb, pg_ctl) are not installed"


def is_there() -> bool:
    return bool(PROGRAMS)


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """The address of a new, empty server that lives as long as the block."""
    data, programs = folder / "data", PROGRAMS[-1].parent
    as_user = _as_postgres(folder)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    initdb = [programs / "initdb", "-D", data, "-U", "app", "-A", "trust", "--no-locale"]
    _run([*as_user, *initdb, "-E", "UTF8", "-N"], folder)
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
    control = [*as_user, programs / "pg_ctl", "-D", data, "-w"]
    _run([*control, "-l", folder / "log", "-o", options, "start"], folder)
    try:
        yield f"postgresql://app@127.0.0.1:{port}/postgres"
    finally:
        _run([*control, "-m", "immediate", "stop"], folder)


def _as_postgres(folder: Path) -> list[str]:
    if os.geteuid() != 0:
        return []
    shutil.chown(folder, "postgres", "postgres")
    folder.chmod(0o700)
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]


def _run(command: list[object], folder: Path) -> None:
    # The server inherits its output: a pipe would keep us waiting for as long as it lives.
    with (folder / "told").open("ab") as told:
        words = [str(word) for word in command]
        subprocess.run(words, check=True, stdout=told, stderr=told, timeout=60, cwd=folder)
