"""Brings a ledger's tables up to date with Alembic; cheap when they already are."""

from pathlib import Path

import sqlalchemy as sa

from shared_metrics.errors import InstallationProblem

# Oldest first; a test compares them with `migrations/versions/`.
VERSIONS = ("0001", "0002", "0003", "0004", "0005", "0006")
MIGRATIONS = Path(__file__).parent / "migrations"
_TURN = 7_366_925_201  # advisory lock: two processes may open a new ledger at once


def stored_version(connection: sa.Connection) -> str | None:
    """The version the ledger was last brought to, None when it has no tables."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    return version


def check_version(version: str | None) -> bool:
    """Whether the version is the newest.

    Raises InstallationProblem `ledger_newer` when this program does not know the version.
    """
    if version is not None and version not in VERSIONS:
        raise InstallationProblem(
            "ledger_newer",
            f"The ledger was made by a newer version of Shared Metrics (step {version}).",
            "Install that version or a later one, then try again. Nothing was changed.",
        )
    return version == VERSIONS[-1]


def bring_up_to_date(engine: sa.Engine) -> None:
    """Makes or changes the tables, all or none; safe when two processes do it at once."""
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_TURN)))
        if not check_version(stored_version(connection)):
            run_migrations(connection)


def run_migrations(connection: sa.Connection, to: str = "head") -> None:
    """Runs what is missing up to a version, on an open connection, inside its transaction."""
    # Alembic takes a quarter of a second to import and is needed once in a ledger's life.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, to)
