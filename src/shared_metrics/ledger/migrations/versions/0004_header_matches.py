"""What partners' own headers mean, as a person confirmed."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "header_matches",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("partner", sa.String(200), nullable=False),
        sa.Column("contract", sa.String(200), nullable=False),
        sa.Column("header", sa.Text, nullable=False),
        sa.Column("column", sa.String(200), nullable=False),
        sa.Column("confirmed_by", sa.String(320), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("forgotten_by", sa.String(320)),
        sa.Column("forgotten_at", sa.DateTime(timezone=True)),
    )
    op.create_index("header_matches_by_partner", "header_matches", ["partner", "contract"])
