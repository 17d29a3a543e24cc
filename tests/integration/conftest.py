"""Ledgers of both kinds; a test that asks for `database_url` runs on each."""

import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

import postgres_server


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    if not postgres_server.is_there():
        pytest.skip(postgres_server.LACKS)
    # Not under pytest's own folder: another user has to be able to walk into it.
    with tempfile.TemporaryDirectory() as folder, postgres_server.running(Path(folder)) as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'ledger.db'}"
        return
    server = sa.make_url(request.getfixturevalue("postgres")).set(drivername="postgresql+psycopg")
    name = f"t_{secrets.token_hex(6)}"
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    engine.dispose()
    yield server.set(drivername="postgresql", database=name).render_as_string()
