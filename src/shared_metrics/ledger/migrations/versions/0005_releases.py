"""Releases: the row that makes one count, and drafts before it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "releases",
        sa.Column("key", sa.String(20), primary_key=True),
        sa.Column("id", sa.String(20), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("data_to", sa.Date, nullable=False),
        sa.Column("amends", sa.String(20)),
        sa.Column("reason", sa.Text),
        sa.Column("note", sa.Text),
        sa.Column("prepared_by", sa.String(320), nullable=False),
        sa.Column("prepared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.String(320)),
        sa.Column("published_at", sa.DateTime(timezone=True)),
        sa.Column("published_on", sa.Date),
        sa.Column("second_person_reason", sa.Text),
        sa.Column("manifest_sha256", sa.String(64), nullable=False),
        sa.Column("previous", sa.String(20)),
    )
    one_draft = sa.text("state = 'prepared'")
    op.create_index(
        "one_prepared_release",
        "releases",
        ["state"],
        unique=True,
        sqlite_where=one_draft,
        postgresql_where=one_draft,
    )
    public = sa.text("state IN ('published', 'amended')")
    op.create_index(
        "one_release_of_a_number",
        "releases",
        ["id"],
        unique=True,
        sqlite_where=public,
        postgresql_where=public,
    )
