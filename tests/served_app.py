"""A real server of the app on a free port, and a websocket that asks it for a page."""

import asyncio
import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

CHECKOUT = Path(__file__).resolve().parent.parent
DEFINITIONS = CHECKOUT / "data_contracts"
TODAY = "2026-07-15"
STARTS_WITHIN = 60.0  # seconds, on a busy machine


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def served(home: Path, **settings: str) -> Iterator[str]:
    """The app on a home, as `make run` starts it; yields its address and ends it afterwards."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    environment = {
        **os.environ,
        "SHARED_METRICS_HOME": str(home),
        "SHARED_METRICS_DEFINITIONS": str(DEFINITIONS),
        "SHARED_METRICS_TODAY": TODAY,
        **settings,
    }
    log = home.parent / f"server-{port}.log"
    with log.open("wb") as written:
        process = subprocess.Popen(
            command,
            cwd=CHECKOUT,
            env=environment,
            stdout=written,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield _when_it_answers(f"http://127.0.0.1:{port}", process, log)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=20)


def _when_it_answers(address: str, process: subprocess.Popen[bytes], log: Path) -> str:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError):  # not listening yet, or slow to answer
            status_of(f"{address}/healthz")
            return address
        time.sleep(0.1)
    raise AssertionError(f"the server did not start:\n{log.read_text(errors='replace')[-2000:]}")


def status_of(url: str, **headers: str) -> tuple[int, str]:
    """The status and text of an answer, also of a refusal."""
    asked = urllib.request.Request(url, headers=headers)  # noqa: S310 - our own address
    try:
        with urllib.request.urlopen(asked, timeout=5) as answer:  # noqa: S310 - as above
            return answer.status, answer.read().decode(errors="replace")
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, refusal.read().decode(errors="replace")


def ask_for_page(address: str, page: str) -> str:
    """Everything the server sends to a new, nameless session that asks for a page, as text."""
    return asyncio.run(_ask_for_page(address, page))


async def _ask_for_page(address: str, page: str) -> str:
    wanted = BackMsg()
    wanted.rerun_script.page_name = page
    wanted.rerun_script.query_string = ""
    heard = []
    stream = f"ws{address.removeprefix('http')}/_stcore/stream"
    async with connect(stream, subprotocols=["streamlit"], origin=address, max_size=None) as asked:
        await asked.send(wanted.SerializeToString())
        while True:
            told = ForwardMsg.FromString(await asyncio.wait_for(asked.recv(), STARTS_WITHIN))
            if told.WhichOneof("type") == "delta":  # what is shown; not the menu, not the session
                heard.append(str(told))
            if told.WhichOneof("type") == "script_finished":
                return re.sub(r"\\\\", "", "\n".join(heard))
