"""The improvement board: what an action keeps besides, its plan, ledger, order and handovers.

Constraints and indexes get their names from `db.models.base.NAMES`.
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"

PEOPLE = {
    "deputy_id": True,
    "signer_id": True,
    "done_by_id": False,
    "sign_off_asked_id": True,
    "signed_off_by_id": False,
}
TEXTS = {
    "source_link": 500,
    "theme": 120,
    "phase": 120,
    "evidence": 500,
    "owner_as_given": 200,
    "recurrence": 200,
}
PLAIN = (
    "deferred_until",
    "sign_off_asked_on",
    "signed_off_at",
    "outcome_check_on",
    "outcome",
    "rag_override",
)
TABLES = (
    "home",
    "handover_item",
    "handover",
    "snooze",
    "dependency",
    "date_move",
    "item_link",
    "plan_event",
    "answering",
    "plan_item",
)


def upgrade() -> None:
    """Widen the action table, let audits differ by service, and create the others."""
    _widen_action()
    _add_standing_deputies()
    _widen_audits()
    _create_plan()
    _create_ledger()
    _create_handovers()
    _create_homes()


def downgrade() -> None:
    """Drop the tables, those that point at others first, and narrow the action table."""
    for table in TABLES:
        op.drop_table(table)
    with op.batch_alter_table("person") as person:
        person.drop_constraint("fk_person_deputy_id_person", type_="foreignkey")
        person.drop_index("ix_person_deputy_id")
        person.drop_column("deputy_id")
    _narrow_audits()
    with op.batch_alter_table("action") as action:
        action.drop_constraint("uq_action_previous_id", type_="unique")
        action.drop_constraint("fk_action_previous_id_action", type_="foreignkey")
        for name, indexed in PEOPLE.items():
            action.drop_constraint(f"fk_action_{name}_person", type_="foreignkey")
            if indexed:
                action.drop_index(f"ix_action_{name}")
        for name in (*PEOPLE, *TEXTS, *PLAIN, "recurs_from", "previous_id"):
            action.drop_column(name)


def _widen_action() -> None:
    with op.batch_alter_table("action") as action:
        for name, length in TEXTS.items():
            action.add_column(_text(name, length))
        action.add_column(_text("recurs_from", 12, "date"))
        action.add_column(sa.Column("deferred_until", sa.Date))
        action.add_column(sa.Column("sign_off_asked_on", sa.Date))
        action.add_column(sa.Column("signed_off_at", sa.DateTime))
        action.add_column(sa.Column("outcome_check_on", sa.Date))
        action.add_column(sa.Column("outcome", sa.String(20)))
        action.add_column(sa.Column("rag_override", sa.String(20)))
        action.add_column(sa.Column("previous_id", sa.Integer))
        action.create_foreign_key("fk_action_previous_id_action", "action", ["previous_id"], ["id"])
        action.create_unique_constraint("uq_action_previous_id", ["previous_id"])
        for name, indexed in PEOPLE.items():
            action.add_column(sa.Column(name, sa.Integer))
            action.create_foreign_key(f"fk_action_{name}_person", "person", [name], ["id"])
            if indexed:
                action.create_index(f"ix_action_{name}", [name])
    # A second pass: SQLite copies the table's rows at the end of each, and the new columns of the
    # rows that are there already get what the first one gave them.
    with op.batch_alter_table("action") as action:
        for name in (*TEXTS, "recurs_from"):
            action.alter_column(name, server_default=None)


def _add_standing_deputies() -> None:
    with op.batch_alter_table("person") as person:
        person.add_column(sa.Column("deputy_id", sa.Integer))
        person.create_foreign_key("fk_person_deputy_id_person", "person", ["deputy_id"], ["id"])
        person.create_index("ix_person_deputy_id", ["deputy_id"])


def _widen_audits() -> None:
    """Give an audit its own date for moderation, and an auditor one place after another."""
    op.add_column("live_audit", sa.Column("moderate_by", sa.Date))
    with op.batch_alter_table("auditor_seat") as seat:
        seat.drop_constraint("uq_auditor_seat_person_id", type_="unique")
        seat.create_index("ix_auditor_seat_person_id", ["person_id"])


def _narrow_audits() -> None:
    """Keep each auditor's latest place alone, because there was room for one."""
    op.execute(
        "DELETE FROM auditor_seat WHERE id NOT IN "
        "(SELECT MAX(id) FROM auditor_seat GROUP BY person_id)"
    )
    with op.batch_alter_table("auditor_seat") as seat:
        seat.drop_index("ix_auditor_seat_person_id")
        seat.create_unique_constraint("uq_auditor_seat_person_id", ["person_id"])
    with op.batch_alter_table("live_audit") as audit:
        audit.drop_column("moderate_by")


def _text(name: str, length: int, default: str = "") -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False, server_default=default)


def _create_plan() -> None:
    op.create_table(
        "plan_item",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(20), nullable=False, index=True),
        sa.Column("reference", sa.String(40), nullable=False, unique=True),
        sa.Column("paragraph", sa.String(20), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("theme", sa.String(120), nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("added_at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "answering",
        sa.Column("action_id", sa.Integer, sa.ForeignKey("action.id"), primary_key=True),
        sa.Column(
            "item_id", sa.Integer, sa.ForeignKey("plan_item.id"), primary_key=True, index=True
        ),
        sa.Column("made_by_id", sa.Integer, sa.ForeignKey("person.id")),
        sa.Column("made_at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "plan_event",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("item_id", sa.Integer, sa.ForeignKey("plan_item.id"), nullable=False, index=True),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id")),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("changes", sa.JSON, nullable=False),
    )
    op.create_table(
        "item_link",
        sa.Column("item_id", sa.Integer, sa.ForeignKey("plan_item.id"), primary_key=True),
        sa.Column(
            "under_id", sa.Integer, sa.ForeignKey("plan_item.id"), primary_key=True, index=True
        ),
    )


def _create_ledger() -> None:
    op.create_table(
        "date_move",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("action_id", sa.Integer, sa.ForeignKey("action.id"), nullable=False, index=True),
        sa.Column("event_id", sa.Integer, sa.ForeignKey("event.id")),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("asked_by_id", sa.Integer, sa.ForeignKey("person.id")),
        sa.Column("asked_at", sa.DateTime, nullable=False),
        sa.Column("from_on", sa.Date),
        sa.Column("from_precision", sa.String(10), nullable=False),
        sa.Column("to_on", sa.Date),
        sa.Column("to_precision", sa.String(10), nullable=False),
        sa.Column("days", sa.Integer),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("state", sa.String(12), nullable=False, index=True),
        sa.Column("decided_by_id", sa.Integer, sa.ForeignKey("person.id")),
        sa.Column("decided_at", sa.DateTime),
        sa.Column("decision", sa.Text, nullable=False),
    )
    op.create_table(
        "dependency",
        sa.Column("action_id", sa.Integer, sa.ForeignKey("action.id"), primary_key=True),
        sa.Column("after_id", sa.Integer, sa.ForeignKey("action.id"), primary_key=True, index=True),
    )
    op.create_table(
        "snooze",
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), primary_key=True),
        sa.Column(
            "action_id", sa.Integer, sa.ForeignKey("action.id"), primary_key=True, index=True
        ),
        sa.Column("until", sa.Date, nullable=False),
    )


def _create_handovers() -> None:
    op.create_table(
        "handover",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("giver_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False, index=True),
        sa.Column("taker_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False, index=True),
        sa.Column("asked_by_id", sa.Integer, sa.ForeignKey("person.id")),
        sa.Column("asked_at", sa.DateTime, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
    )
    op.create_table(
        "handover_item",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "handover_id", sa.Integer, sa.ForeignKey("handover.id"), nullable=False, index=True
        ),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("subject_id", sa.Integer, nullable=False),
        sa.Column("state", sa.String(12), nullable=False, index=True),
        sa.Column("decided_at", sa.DateTime),
        sa.Column("note", sa.Text, nullable=False),
    )


def _create_homes() -> None:
    op.create_table(
        "home",
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), primary_key=True),
        sa.Column("opened_on", sa.Date, nullable=False),
        sa.Column("changed", sa.Integer, nullable=False),
        sa.Column("shown", sa.Integer, nullable=False),
        sa.Column("shown_on", sa.Date, nullable=False),
        sa.Column("not_before", sa.DateTime),
        sa.Column("choice", sa.JSON, nullable=False),
        sa.Column("news", sa.JSON),
        sa.Column("news_until", sa.DateTime),
    )
