"""The first tables: submissions, audit, the head of the chain."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

CELL = ["partner", "contract", "period"]


def upgrade() -> None:
    submissions()
    audit()
    head = op.create_table(
        "ledger_head",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    op.bulk_insert(head, [{"id": 1, "seq": 0, "hash": "0" * 64}])


def submissions() -> None:
    op.create_table(
        "submissions",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("partner", sa.String(200), nullable=False),
        sa.Column("contract", sa.String(200), nullable=False),
        sa.Column("contract_version", sa.String(50), nullable=False),
        sa.Column("contract_sha256", sa.String(64), nullable=False),
        sa.Column("period", sa.String(10)),
        sa.Column("period_kind", sa.String(16), nullable=False),
        sa.Column("file_name", sa.Text),
        sa.Column("sha256", sa.String(64)),
        sa.Column("originals", sa.JSON, nullable=False),
        sa.Column("part", sa.JSON),
        sa.Column("row_count", sa.BigInteger, nullable=False),
        sa.Column("submitted_by", sa.String(320), nullable=False),
        sa.Column("on_behalf", sa.Boolean, nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.String(320)),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.Column("decision_reason", sa.Text),
        sa.Column("supersedes", sa.String(20), sa.ForeignKey("submissions.id")),
        sa.Column("mode", sa.String(10)),
        sa.Column("nothing_to_report", sa.Boolean, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("reasons", sa.JSON, nullable=False),
        sa.Column("findings", sa.JSON, nullable=False),
        sa.Column("finding_counts", sa.JSON, nullable=False),
        sa.Column("assumptions", sa.JSON, nullable=False),
        sa.Column("totals", sa.JSON, nullable=False),
    )
    for state in ("accepted", "passed"):
        only = sa.text(f"state = '{state}'")
        name = f"one_{state}_per_cell"
        op.create_index(
            name, "submissions", CELL, unique=True, sqlite_where=only, postgresql_where=only
        )
    op.create_index("submissions_by_contract_and_state", "submissions", ["contract", "state"])


def audit() -> None:
    op.create_table(
        "audit",
        sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(320), nullable=False),
        sa.Column("act", sa.String(64), nullable=False),
        sa.Column("about", sa.String(200), nullable=False),
        sa.Column("details", sa.Text, nullable=False),
        sa.Column("previous_hash", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False, unique=True),
    )
    op.create_index("audit_by_what_about", "audit", ["about", "seq"])
