"""A real sign-in service (OpenID Connect) in a process of its own, for tests."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

STARTS_WITHIN = 30.0


def certified_folder() -> Path | None:
    """Where the npm package `oidc-provider` is installed, when somebody says so."""
    named = os.environ.get("SHARED_METRICS_TEST_OIDC_PROVIDER")
    return Path(named) if named and shutil.which("node") else None


def mock_command(port: int, users: Iterable[Mapping[str, object]]) -> list[str]:
    """Starts PyPI's `oidc-provider-mock`."""
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
    return command + [word for u in users for word in ("--user-claims", json.dumps(dict(u)))]


def certified_command(port: int, users: Iterable[Mapping[str, object]]) -> list[str]:
    """Starts npm's certified `oidc-provider`, which demands PKCE."""
    script = Path(__file__).with_name("certified_sign_in_service.mjs")
    return ["node", str(script), str(certified_folder()), str(port), json.dumps(list(users))]


@contextlib.contextmanager
def sign_in_service(folder: Path, command: list[str], port: int) -> Iterator[str]:
    """The issuer's address of a service started by a command, for as long as the block."""
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
        'client_kwargs = { code_challenge_method = "S256", prompt = "login" }\n'
    )
    return path
