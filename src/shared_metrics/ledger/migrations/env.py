"""Alembic's entry: runs on the connection that `ledger.migrate` opened."""

from alembic import context

from shared_metrics.ledger.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
context.run_migrations()
