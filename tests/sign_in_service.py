"""A real sign-in service (OpenID Connect) in a process of its own, for tests."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from served_app import free_port

STARTS_WITHIN = 30.0


@contextlib.contextmanager
def sign_in_service(folder: Path, users: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """The service's issuer address; `users` are claims, `sub` is what the tests type in."""
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
    command += [word for user in users for word in ("--user-claims", json.dumps(dict(user)))]
    log = folder / "sign-in-service.log"
    with log.open("wb") as told:
        process = subprocess.Popen(
            command, stdout=told, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(f"{address}/.well-known/openid-configuration", process, log)
        yield address
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=20)


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(url, timeout=2).close()  # noqa: S310 - ours
            return
        time.sleep(0.1)
    raise AssertionError(f"the sign-in service did not start:\n{log.read_text(errors='replace')}")


def write_secrets(path: Path, issuer: str, redirect_uri: str) -> Path:
    """What Streamlit needs to know of the service; `{port}` stands for the app's own port."""
    path.write_text(
        "[auth]\n"
        f'redirect_uri = "{redirect_uri}"\n'
        'cookie_secret = "a long secret that is only for tests"\n'
        'client_id = "shared-metrics"\n'
        'client_secret = "secret of the client"\n'
        f'server_metadata_url = "{issuer}/.well-known/openid-configuration"\n'
    )
    return path
