"""The site of `deploy/nginx` before a served app: Debian's nginx, free ports, a certificate."""

import contextlib
import http.client
import os
import re
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from served_app import CHECKOUT, free_port

TEMPLATE = CHECKOUT / "deploy" / "nginx" / "site.conf.template"
NGINX = "/usr/sbin/nginx"
HOST = "figures.localhost"  # Chromium finds every *.localhost on this machine
MAX_UPLOAD_MB = 20
AROUND = """
{user}
worker_processes 1;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


class Answer(NamedTuple):
    """Names of headers in lower case; a header sent twice has both values, divided by ` | `."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Front:
    """nginx as it runs: where, in which folder its log lies."""

    address: str
    plain_address: str
    folder: Path

    @property
    def log(self) -> str:
        """What it wrote about requests so far."""
        return (self.folder / "access.log").read_text()

    def get(
        self,
        path: str,
        *,
        tls: bool = True,
        host: str | None = None,
        method: str = "GET",
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """One request; redirects are not followed. `host`: what it claims to ask for."""
        address = self.address if tls else self.plain_address
        port = int(address.rpartition(":")[2])
        name = host or HOST
        line = _TlsLine(name, port) if tls else http.client.HTTPConnection("127.0.0.1", port)
        with contextlib.closing(line) as asking:
            asking.request(method, path, body, {"Host": f"{name}:{port}"} | dict(headers or {}))
            answer = asking.getresponse()
            return Answer(answer.status, _together(answer.getheaders()), answer.read())


class _TlsLine(http.client.HTTPSConnection):
    """To this machine by address, asking for a host by name; any certificate will do."""

    def __init__(self, name: str, port: int) -> None:
        super().__init__("127.0.0.1", port, timeout=30)
        self.name = name

    def connect(self) -> None:
        """As a browser that found the name at 127.0.0.1."""
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        line = socket.create_connection((self.host, self.port), self.timeout)
        self.sock = context.wrap_socket(line, server_hostname=self.name)


def _together(items: list[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in items:
        key = name.lower()
        found[key] = f"{found[key]} | {value}" if key in found else value
    return found


def fill_in(template: str, settings: dict[str, str]) -> str:
    """As `envsubst` does, and no name left over."""
    filled = re.sub(r"\$\{(\w+)\}", lambda found: settings[found[1]], template)
    assert "${" not in filled
    return filled


def make_certificate(folder: Path, host: str = HOST) -> None:
    """A certificate nobody vouches for, as `fullchain.pem` and `privkey.pem`."""
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"]
    command += ["-subj", f"/CN={host}", "-addext", f"subjectAltName=DNS:{host}"]
    command += ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    subprocess.run(command, check=True, capture_output=True)


def on_ports(site: str, plain: int, tls: int) -> str:
    """The site on ports that are free here, in place of 80 and 443."""
    return (
        re.sub(r"listen 80\b", f"listen 127.0.0.1:{plain}", site)
        .replace("listen 443 ", f"listen 127.0.0.1:{tls} ")
        .replace("https://$host$request_uri", f"https://$host:{tls}$request_uri")
    )


@contextlib.contextmanager
def behind_nginx(app: str, folder: Path, *, front_port: int | None = None) -> Iterator[Front]:
    """The site before the app at `app` (`http://127.0.0.1:8501`); ends it afterwards.

    `front_port`: where to answer over TLS, when somebody had to know it beforehand.
    """
    plain, tls = free_port(), front_port or free_port()
    make_certificate(folder)
    settings = {
        "SHARED_METRICS_HOST": HOST,
        "SHARED_METRICS_APP": app.removeprefix("http://"),
        "SHARED_METRICS_TLS": str(folder),
        "SHARED_METRICS_MAX_UPLOAD_MB": str(MAX_UPLOAD_MB),
        "SHARED_METRICS_ACCESS_LOG": str(folder / "access.log"),
    }
    (folder / "site.conf").write_text(on_ports(fill_in(TEMPLATE.read_text(), settings), plain, tls))
    conf = folder / "nginx.conf"
    user = "user root;" if os.geteuid() == 0 else ""
    conf.write_text(AROUND.format(folder=folder, user=user))
    command = [NGINX, "-c", str(conf), "-e", str(folder / "error.log")]
    subprocess.run([*command, "-t"], check=True, capture_output=True)
    with subprocess.Popen(command, start_new_session=True) as process:
        front = Front(f"https://{HOST}:{tls}", f"http://{HOST}:{plain}", folder)
        try:
            _when_it_answers(front)
            yield front
        finally:
            process.terminate()
            process.wait(timeout=20)


def _when_it_answers(front: Front) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        with contextlib.suppress(OSError):
            front.get("/healthz")
            return
        time.sleep(0.1)
    raise AssertionError((front.folder / "error.log").read_text())
