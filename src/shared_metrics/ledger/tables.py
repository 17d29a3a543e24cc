"""The tables of the ledger, the same on SQLite and PostgreSQL.

Alembic alone makes them (see `migrations/`); a test compares the two.
"""

import datetime as dt
from typing import Any

import sqlalchemy as sa


class Moment(sa.TypeDecorator[dt.datetime]):
    """A time in UTC: aware in Python, also where the database keeps no zone."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: sa.Dialect) -> Any:  # noqa: ANN401, ARG002 - the shape SQLAlchemy asks for
        """To UTC; a time without a zone is a bug of ours."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored time needs a time zone")
        return value.astimezone(dt.UTC)

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> dt.datetime | None:  # noqa: ANN401, ARG002 - the shape SQLAlchemy asks for
        """From UTC."""
        if value is None:
            return None
        aware: dt.datetime = value if value.tzinfo else value.replace(tzinfo=dt.UTC)
        return aware.astimezone(dt.UTC)


metadata = sa.MetaData()

submissions = sa.Table(
    "submissions",
    metadata,
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
    sa.Column("part", sa.JSON(none_as_null=True)),
    sa.Column("row_count", sa.BigInteger, nullable=False),
    sa.Column("submitted_by", sa.String(320), nullable=False),
    sa.Column("on_behalf", sa.Boolean, nullable=False),
    sa.Column("submitted_at", Moment, nullable=False),
    sa.Column("decided_by", sa.String(320)),
    sa.Column("decided_at", Moment),
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

_CELL = (submissions.c.partner, submissions.c.contract, submissions.c.period)
for _state in ("accepted", "passed"):  # a cell has one accepted and one waiting submission at most
    sa.Index(
        f"one_{_state}_per_cell",
        *_CELL,
        unique=True,
        sqlite_where=submissions.c.state == _state,
        postgresql_where=submissions.c.state == _state,
    )
sa.Index("submissions_by_contract_and_state", submissions.c.contract, submissions.c.state)

audit = sa.Table(
    "audit",
    metadata,
    sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("actor", sa.String(320), nullable=False),
    sa.Column("act", sa.String(64), nullable=False),
    sa.Column("about", sa.String(200), nullable=False),
    sa.Column("details", sa.Text, nullable=False),
    sa.Column("previous_hash", sa.String(64), nullable=False),
    sa.Column("hash", sa.String(64), nullable=False, unique=True),
)
sa.Index("audit_by_what_about", audit.c.about, audit.c.seq)

# One row. Every writer locks it first, so writers queue on PostgreSQL as they do on SQLite,
# and its number changes with every committed act.
head = sa.Table(
    "ledger_head",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("seq", sa.BigInteger, nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
)

# --- who may come in ------------------------------------------------------------------------

people = sa.Table(
    "people",
    metadata,
    sa.Column("id", sa.String(20), primary_key=True),
    sa.Column("email", sa.String(320), nullable=False, unique=True),  # lower case
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("state", sa.String(16), nullable=False),  # active, removed
)

# One row a role; it is ended, never deleted. `partner` is null for the backbone's own people.
memberships = sa.Table(
    "memberships",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("person", sa.String(20), sa.ForeignKey("people.id"), nullable=False),
    sa.Column("partner", sa.String(200)),
    sa.Column("role", sa.String(16), nullable=False),
    sa.Column("since", Moment, nullable=False),
    sa.Column("by", sa.String(320), nullable=False),
    sa.Column("until", Moment),
    sa.Column("ended_by", sa.String(320)),
)
sa.Index("memberships_by_person", memberships.c.person)

invitations = sa.Table(
    "invitations",
    metadata,
    sa.Column("id", sa.String(20), primary_key=True),
    sa.Column("token_sha256", sa.String(64), nullable=False, unique=True),
    sa.Column("email", sa.String(320), nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("partner", sa.String(200)),
    sa.Column("roles", sa.JSON, nullable=False),
    sa.Column("made_by", sa.String(320), nullable=False),
    sa.Column("made_at", Moment, nullable=False),
    sa.Column("expires", Moment, nullable=False),
    sa.Column("used_at", Moment),
    sa.Column("revoked_at", Moment),
)

upload_links = sa.Table(
    "upload_links",
    metadata,
    sa.Column("id", sa.String(20), primary_key=True),
    sa.Column("token_sha256", sa.String(64), nullable=False, unique=True),
    sa.Column("partner", sa.String(200), nullable=False),
    sa.Column("label", sa.String(200), nullable=False),
    sa.Column("made_by", sa.String(320), nullable=False),
    sa.Column("made_at", Moment, nullable=False),
    sa.Column("expires", Moment, nullable=False),
    sa.Column("revoked_at", Moment),
)

# --- what is no longer shown outside --------------------------------------------------------

withdrawals = sa.Table(
    "withdrawals",
    metadata,
    sa.Column("id", sa.String(20), primary_key=True),
    sa.Column("partner", sa.String(200), nullable=False),
    sa.Column("contract", sa.String(200), nullable=False),
    sa.Column("period_kind", sa.String(16), nullable=False),
    sa.Column("first", sa.String(10), nullable=False),
    sa.Column("last", sa.String(10), nullable=False),
    sa.Column("public_note", sa.Text, nullable=False),
    sa.Column("withdrawn_by", sa.String(320), nullable=False),
    sa.Column("withdrawn_at", Moment, nullable=False),
)

# --- what partners' own headers mean --------------------------------------------------------

# One row a match; it is forgotten, never deleted.
header_matches = sa.Table(
    "header_matches",
    metadata,
    sa.Column("id", sa.String(20), primary_key=True),
    sa.Column("partner", sa.String(200), nullable=False),
    sa.Column("contract", sa.String(200), nullable=False),
    sa.Column("header", sa.Text, nullable=False),
    sa.Column("column", sa.String(200), nullable=False),
    sa.Column("confirmed_by", sa.String(320), nullable=False),
    sa.Column("confirmed_at", Moment, nullable=False),
    sa.Column("forgotten_by", sa.String(320)),
    sa.Column("forgotten_at", Moment),
)
sa.Index("header_matches_by_partner", header_matches.c.partner, header_matches.c.contract)

# --- what was published ---------------------------------------------------------------------

# One row a draft; its content lies in the home's `releases/`. No row is deleted.
releases = sa.Table(
    "releases",
    metadata,
    sa.Column("key", sa.String(20), primary_key=True),
    sa.Column("id", sa.String(20), nullable=False),  # R14, R14.1: drafts of one number share it
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("data_to", sa.Date, nullable=False),
    sa.Column("amends", sa.String(20)),
    sa.Column("reason", sa.Text),
    sa.Column("note", sa.Text),
    sa.Column("prepared_by", sa.String(320), nullable=False),
    sa.Column("prepared_at", Moment, nullable=False),
    sa.Column("published_by", sa.String(320)),
    sa.Column("published_at", Moment),
    sa.Column("published_on", sa.Date),  # the partnership's day
    sa.Column("second_person_reason", sa.Text),
    sa.Column("manifest_sha256", sa.String(64), nullable=False),
    sa.Column("previous", sa.String(20)),
)
_is_public = releases.c.state.in_(["published", "amended"])
sa.Index(
    "one_prepared_release",
    releases.c.state,
    unique=True,
    sqlite_where=releases.c.state == "prepared",
    postgresql_where=releases.c.state == "prepared",
)
sa.Index(
    "one_release_of_a_number",
    releases.c.id,
    unique=True,
    sqlite_where=_is_public,
    postgresql_where=_is_public,
)

# --- what reviews and learning are made of --------------------------------------------------

# One row a thing (a review, a decision, a setback ...), as it is now; the trail holds every
# version. `place`: the row of the trail that made it. `files`: originals in the vault that belong
# to it, by SHA-256.
records = sa.Table(
    "records",
    metadata,
    sa.Column("id", sa.String(20), primary_key=True),
    sa.Column("kind", sa.String(32), nullable=False),
    sa.Column("place", sa.BigInteger, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("body", sa.JSON, nullable=False),
    sa.Column("files", sa.JSON, nullable=False),
    sa.Column("made_by", sa.String(320), nullable=False),
    sa.Column("made_at", Moment, nullable=False),
    sa.Column("changed_by", sa.String(320), nullable=False),
    sa.Column("changed_at", Moment, nullable=False),
)
sa.Index("records_by_kind", records.c.kind)

# Whose an answer is and when it came stand nowhere; rows lie in the order of their random ids.
reflection_answers = sa.Table(
    "reflection_answers",
    metadata,
    sa.Column("id", sa.String(20), primary_key=True),
    sa.Column("round", sa.String(20), nullable=False),
    sa.Column("answers", sa.JSON, nullable=False),
)
sa.Index("reflection_answers_by_round", reflection_answers.c.round)
