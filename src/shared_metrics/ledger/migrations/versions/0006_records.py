"""Reviews and what is learned in them as records; answers to reflections without whose."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "records",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("place", sa.BigInteger, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.Column("files", sa.JSON, nullable=False),
        sa.Column("made_by", sa.String(320), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(320), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("records_by_kind", "records", ["kind"])
    op.create_table(
        "reflection_answers",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("round", sa.String(20), nullable=False),
        sa.Column("answers", sa.JSON, nullable=False),
    )
    op.create_index("reflection_answers_by_round", "reflection_answers", ["round"])
