"""What the operator can set, and how a mistake in it is told."""

import datetime as dt
from pathlib import Path

import pytest

from shared_metrics.errors import InstallationProblem
from shared_metrics.settings import load_settings


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("HOME", "DEFINITIONS", "DATABASE_URL", "VAULT", "IDENTITY", "TODAY"):
        monkeypatch.delenv(f"SHARED_METRICS_{name}", raising=False)


def test_without_an_environment_the_defaults_hold() -> None:
    """Home is ./var, everything lies in it, 20 MB and 200,000 rows are the caps."""
    settings = load_settings()
    assert (settings.home, settings.definitions) == (Path("var"), None)
    assert (settings.max_upload_bytes, settings.max_rows) == (20_000_000, 200_000)
    assert (settings.identity, settings.today, settings.database_url) == ("demo", None, None)


def test_the_environment_is_read_and_an_argument_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable sets, an argument overrides it, None is not an argument."""
    monkeypatch.setenv("SHARED_METRICS_HOME", "elsewhere")
    monkeypatch.setenv("SHARED_METRICS_TODAY", "2026-07-15")
    monkeypatch.setenv("SHARED_METRICS_MAX_UPLOAD_MB", "0.5")
    assert load_settings(home=None).home == Path("elsewhere")
    assert load_settings(home=Path("here")).home == Path("here")
    assert load_settings().today == dt.date(2026, 7, 15)
    assert load_settings().max_upload_bytes == 500_000


def test_an_empty_variable_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """`SHARED_METRICS_TODAY=` means: not given."""
    monkeypatch.setenv("SHARED_METRICS_TODAY", "")
    assert load_settings().today is None


def test_the_env_file_is_read(tmp_path: Path) -> None:
    """`.env` in the current folder counts, other programs' variables in it do not disturb."""
    (tmp_path / ".env").write_text("SHARED_METRICS_IDENTITY=oidc\nOTHER=1\n")
    assert load_settings().identity == "oidc"


@pytest.mark.parametrize(
    ("name", "value"),
    [("TODAY", "tomorrow"), ("MAX_ROWS", "-1"), ("MAX_UPLOAD_MB", "many"), ("IDENTITY", "trust")],
)
def test_a_mistake_names_the_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """What cannot be understood is told with the variable's name and what stands in it."""
    monkeypatch.setenv(f"SHARED_METRICS_{name}", value)
    with pytest.raises(InstallationProblem, match=f"SHARED_METRICS_{name} is “{value}”") as told:
        load_settings()
    assert told.value.code == "setting_broken"
