"""The demo on a real server: it answers somebody at the machine and nobody else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from served_app import served, status_of


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("door") / "home") as address:
        yield address


@pytest.mark.parametrize("path", ["/", "/inbox", "/healthz", "/_stcore/health", "/static/js/x.js"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "metrics.example.org"},
        {"X-Forwarded-For": "10.0.0.7"},
        {"Forwarded": "for=10.0.0.7"},
    ],
    ids=["name", "proxy", "standard proxy"],
)
def test_others_get_one_sentence(address: str, path: str, headers: dict[str, str]) -> None:
    """Another name or a proxy in between: no page, no file, one plain sentence."""
    status, text = status_of(address + path, **headers)
    assert status == 403
    assert text.startswith("The demo only answers")


def test_somebody_at_the_machine_gets_the_app(address: str) -> None:
    """Asked as localhost, the app and its health answer."""
    assert status_of(f"{address}/healthz") == (200, '{"status":"ok"}')
    assert status_of(f"{address}/")[0] == 200


def test_listening_to_other_machines_refuses_the_demo(tmp_path: Path) -> None:
    """With an address that others can reach, even this machine gets no page."""
    everywhere = "0.0.0.0"  # noqa: S104 - what must be refused
    with served(tmp_path / "home", STREAMLIT_SERVER_ADDRESS=everywhere) as address:
        assert status_of(f"{address}/")[0] == 403
