"""`/readyz`: whether a file could be taken now."""

import json
from pathlib import Path

import pytest

from keeping_factories import kept_home, settings
from shared_metrics.desk import Desk, open_desk
from shared_metrics.desk.readiness import readiness
from shared_metrics.errors import DefinitionProblem, DefinitionsBroken, InstallationProblem


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return kept_home(tmp_path / "home")


def test_a_sound_installation_is_ready(desk: Desk) -> None:
    """Definitions, ledger and vault answer; nothing stays in the vault."""
    before = sorted(desk.vault.folder.rglob("*"))
    answer = readiness(lambda: desk)
    assert (answer.http_status, answer.as_dict()) == (200, {"status": "ready"})
    assert sorted(desk.vault.folder.rglob("*")) == before


def test_a_vault_that_cannot_be_written_is_not_ready(desk: Desk) -> None:
    """What would fail with the next file is said before."""
    desk.vault.folder.rename(desk.home.folder / "elsewhere")
    desk.vault.folder.write_text("not a folder")
    answer = readiness(lambda: desk)
    assert answer.http_status == 503
    assert answer.reason == "The vault cannot be written."


def test_a_lost_ledger_is_not_ready(desk: Desk) -> None:
    """A ledger that cannot be read is said plainly."""
    desk.ledger.close()
    ledger = desk.home.folder / "ledger.db"
    for path in desk.home.folder.glob("ledger.db*"):
        path.unlink()
    ledger.mkdir()
    answer = readiness(lambda: desk)
    assert (answer.http_status, answer.reason) == (503, "The ledger cannot be read.")


def test_broken_definitions_are_not_ready() -> None:
    """An app that cannot read its definitions takes no file."""
    problem = DefinitionProblem("/srv/secret/place.yaml", 3, "yaml_syntax", "“Rosa” is odd.")

    def broken() -> Desk:
        raise DefinitionsBroken([problem])

    answer = readiness(broken)
    assert answer.reason == "The definitions cannot be read."
    assert "secret" not in json.dumps(answer.as_dict())


@pytest.mark.parametrize(
    "error",
    [
        InstallationProblem("ledger_newer", "of “/srv/secret/home”", "secret"),
        RuntimeError("secret: 48213"),
    ],
)
def test_a_reason_holds_no_data(error: Exception) -> None:
    """Whatever goes wrong, the answer has a fixed sentence and a code, no path and no value."""

    def fail() -> Desk:
        raise error

    answer = readiness(fail)
    assert answer.http_status == 503
    assert "secret" not in json.dumps(answer.as_dict())


def test_it_is_ready_again_when_it_is_mended(tmp_path: Path) -> None:
    """A home that could not be opened at first is asked for anew each time."""
    given = settings(tmp_path / "home", definitions=tmp_path / "later")
    assert not readiness(lambda: open_desk(given)).ready
    kept_home(tmp_path / "home").ledger.close()
    assert readiness(lambda: open_desk(settings(tmp_path / "home"))).ready
