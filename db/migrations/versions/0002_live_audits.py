"""Live audits: rounds and their audits, events and chases, auditors, absences, rules.

Constraints and indexes get their names from `db.models.base.NAMES`.
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"


def upgrade() -> None:
    """Create the tables."""
    _create_lists()
    _create_rounds()
    _create_audits()
    _create_traces()


def downgrade() -> None:
    """Drop the tables, those that point at others first."""
    lists = ("audit_rules", "absence", "auditor_seat")
    for table in ("audit_chase", "audit_event", "live_audit", "audit_round", *lists):
        op.drop_table(table)


def _person(name: str, *, needed: bool = False, indexed: bool = False) -> sa.Column[int]:
    return sa.Column(
        name, sa.Integer, sa.ForeignKey("person.id"), nullable=not needed, index=indexed
    )


def _create_lists() -> None:
    op.create_table(
        "auditor_seat",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False, unique=True),
        sa.Column("quota", sa.Integer),
        sa.Column("starts_on", sa.Date),
        sa.Column("ends_on", sa.Date),
    )
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer, primary_key=True),
        _person("person_id", needed=True, indexed=True),
        sa.Column("first_on", sa.Date, nullable=False),
        sa.Column("last_on", sa.Date, nullable=False),
        sa.Column("can_finish", sa.Boolean, nullable=False),
        _person("recorded_by_id"),
        sa.Column("recorded_at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "audit_rules",
        sa.Column("service", sa.String(120), primary_key=True),
        sa.Column("values", sa.JSON, nullable=False),
        sa.Column("changed_at", sa.DateTime, nullable=False),
        _person("changed_by_id"),
    )


def _create_rounds() -> None:
    op.create_table(
        "audit_round",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("month", sa.Date, nullable=False, unique=True),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("opens_on", sa.Date, nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("moderate_by", sa.Date, nullable=False),
        sa.Column("request", sa.Text, nullable=False),
        sa.Column("plan", sa.Text, nullable=False),
        sa.Column("rules", sa.JSON, nullable=False),
        sa.Column("drawn_at", sa.DateTime, nullable=False),
        _person("drawn_by_id"),
        sa.Column("published_at", sa.DateTime),
        _person("published_by_id"),
        sa.Column("closed_at", sa.DateTime),
    )


def _create_audits() -> None:
    op.create_table(
        "live_audit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "round_id", sa.Integer, sa.ForeignKey("audit_round.id"), nullable=False, index=True
        ),
        sa.Column("serial", sa.Integer, nullable=False),
        _person("auditor_id", needed=True, indexed=True),
        _person("practitioner_id", needed=True, indexed=True),
        sa.Column("state", sa.String(20), nullable=False, index=True),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("pinned", sa.Boolean, nullable=False),
        sa.Column("proposed_on", sa.Date),
        sa.Column("booked_on", sa.Date),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("invite_sequence", sa.Integer, nullable=False),
        sa.Column("replaces_id", sa.Integer, sa.ForeignKey("live_audit.id")),
        sa.Column("re_audit_of_id", sa.Integer, sa.ForeignKey("live_audit.id")),
        sa.Column("not_held_reason", sa.String(40)),
        sa.Column("exempt", sa.Boolean, nullable=False),
        *_outcome_columns(),
        sa.UniqueConstraint("round_id", "serial"),
    )


def _outcome_columns() -> list[sa.Column[object]]:
    return [
        sa.Column("held_at", sa.DateTime),
        sa.Column("grade", sa.String(40)),
        sa.Column("themes", sa.JSON, nullable=False),
        sa.Column("strengths", sa.JSON, nullable=False),
        sa.Column("areas", sa.JSON, nullable=False),
        sa.Column("case_key", sa.String(64), index=True),
        sa.Column("reflection", sa.Text, nullable=False),
        sa.Column("agrees", sa.Boolean),
        sa.Column("reflected_at", sa.DateTime),
        sa.Column("moderator_id", sa.Integer, sa.ForeignKey("person.id")),
        sa.Column("upheld", sa.Boolean),
        sa.Column("moderated_grade", sa.String(40)),
        sa.Column("moderated_at", sa.DateTime),
        sa.Column("needs_moderation", sa.Boolean, nullable=False),
    ]


def _create_traces() -> None:
    op.create_table(
        "audit_event",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "audit_id", sa.Integer, sa.ForeignKey("live_audit.id"), nullable=False, index=True
        ),
        _person("person_id"),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("changes", sa.JSON, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
    )
    op.create_table(
        "audit_chase",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "audit_id",
            sa.Integer,
            sa.ForeignKey("live_audit.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("step", sa.String(20), nullable=False),
        _person("person_id", needed=True),
        sa.Column("message_id", sa.Integer, sa.ForeignKey("message.id"), nullable=False),
        sa.UniqueConstraint("audit_id", "due_on", "step", "person_id"),
    )
