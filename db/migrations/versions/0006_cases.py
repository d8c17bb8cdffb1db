"""The cases of live audits: a month's sample, an audit's case, and the files owed another look.

A council that has had a year of pairs and no cases keeps them all. Whoever was owed a second look
becomes a file that is owed one, by the audit that it comes from.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"

HELD = ("held", "moderated", "closed")
USUALLY = {"ofsted": ["Inadequate"], "0-10": ["0", "1", "2", "3"], "none": []}
# What a sentence that was kept whole began with, and what newer ones keep of it.
PROMISED = re.compile(r"^A second look, as promised after LA-[\d-]+\.\s*")

AUDIT = sa.table(
    "live_audit",
    sa.column("id", sa.Integer),
    sa.column("round_id", sa.Integer),
    sa.column("practitioner_id", sa.Integer),
    sa.column("state", sa.String),
    sa.column("grade", sa.String),
    sa.column("moderated_grade", sa.String),
    sa.column("held_at", sa.DateTime),
    sa.column("re_audit_of_id", sa.Integer),
    sa.column("reason", sa.Text),
    sa.column("team_id", sa.Integer),
)
ROUND = sa.table("audit_round", sa.column("id", sa.Integer), sa.column("month", sa.Date))
PERSON = sa.table("person", sa.column("id", sa.Integer), sa.column("team_id", sa.Integer))
TEAM = sa.table("team", sa.column("id", sa.Integer), sa.column("service", sa.String))
RULES = sa.table("audit_rules", sa.column("service", sa.String), sa.column("values", sa.JSON))
DEBT = sa.table(
    "case_debt",
    sa.column("first_audit_id", sa.Integer),
    sa.column("holder_id", sa.Integer),
    sa.column("owed_at", sa.DateTime),
)


def upgrade() -> None:
    """Create the tables and columns, and make debts of the second looks that are owed."""
    _create_debts()
    _create_sample()
    with op.batch_alter_table("live_audit") as table:
        table.add_column(sa.Column("case_line", sa.Integer))
        table.add_column(sa.Column("case_chosen", sa.String(20)))
        for name in ("case_chosen_by_id", "second_practitioner_id"):
            key = sa.ForeignKey("person.id", name=f"fk_live_audit_{name}_person")
            table.add_column(sa.Column(name, sa.Integer, key))
        team = sa.ForeignKey("team.id", name="fk_live_audit_team_id_team")
        table.add_column(sa.Column("team_id", sa.Integer, team))
        table.create_index("ix_live_audit_second_practitioner_id", ["second_practitioner_id"])
    owed = list(_owed(op.get_bind()))
    if owed:
        op.bulk_insert(DEBT, owed)
    _forget_the_promise(op.get_bind())
    theirs = sa.select(PERSON.c.team_id).where(PERSON.c.id == AUDIT.c.practitioner_id)
    op.execute(sa.update(AUDIT).values(team_id=theirs.scalar_subquery()))


def downgrade() -> None:
    """Drop them, those that point at others first."""
    with op.batch_alter_table("live_audit") as table:
        table.drop_index("ix_live_audit_second_practitioner_id")
        table.drop_constraint("fk_live_audit_team_id_team", type_="foreignkey")
        table.drop_column("team_id")
        for name in ("second_practitioner_id", "case_chosen_by_id"):
            table.drop_constraint(f"fk_live_audit_{name}_person", type_="foreignkey")
            table.drop_column(name)
        table.drop_column("case_chosen")
        table.drop_column("case_line")
    op.drop_table("sample_line")
    op.drop_table("case_debt")


def _create_debts() -> None:
    op.create_table(
        "case_debt",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "first_audit_id",
            sa.Integer,
            sa.ForeignKey("live_audit.id"),
            nullable=False,
            unique=True,
        ),
        sa.Column("holder_id", sa.Integer, sa.ForeignKey("person.id"), index=True),
        sa.Column("holder_said_by_id", sa.Integer, sa.ForeignKey("person.id")),
        sa.Column("holder_said_at", sa.DateTime),
        sa.Column("owed_at", sa.DateTime, nullable=False),
        sa.Column("withdrawn_at", sa.DateTime),
    )


def _create_sample() -> None:
    op.create_table(
        "sample_line",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("month", sa.Date, nullable=False),
        sa.Column("line", sa.Integer, nullable=False),
        sa.Column("practitioner_id", sa.Integer, sa.ForeignKey("person.id")),
        sa.Column("second_practitioner_id", sa.Integer, sa.ForeignKey("person.id")),
        sa.Column("team_id", sa.Integer, sa.ForeignKey("team.id")),
        sa.Column("theme", sa.String(40), nullable=False),
        sa.Column("case_key", sa.String(64)),
        sa.Column("debt_id", sa.Integer, sa.ForeignKey("case_debt.id")),
        sa.Column("gone", sa.String(20), nullable=False),
        sa.Column("imported_at", sa.DateTime, nullable=False),
        sa.Column("imported_by_id", sa.Integer, sa.ForeignKey("person.id")),
        sa.UniqueConstraint("month", "line"),
        sa.UniqueConstraint("month", "case_key"),
    )


def _owed(bind: sa.Connection) -> Iterator[dict[str, Any]]:
    """Yield a debt for each Inadequate with no second look since, and for each that had its own.

    Until now a second look of anybody's settled whatever was owed to them before.
    """
    looks = _looks(bind)
    for audit in _inadequate(bind):
        later = [
            look
            for look in looks
            if look.practitioner_id == audit.practitioner_id
            and look.month > audit.month
            and look.state in HELD
        ]
        if not later or any(look.re_audit_of_id == audit.id for look in later):
            yield {
                "first_audit_id": audit.id,
                "holder_id": audit.practitioner_id,
                "owed_at": audit.held_at,
            }


def _looks(bind: sa.Connection) -> list[Any]:
    query = (
        sa.select(AUDIT.c.practitioner_id, AUDIT.c.re_audit_of_id, AUDIT.c.state, ROUND.c.month)
        .join(ROUND, ROUND.c.id == AUDIT.c.round_id)
        .where(AUDIT.c.re_audit_of_id.is_not(None))
    )
    return list(bind.execute(query))


def _inadequate(bind: sa.Connection) -> Iterator[Any]:
    """Yield the audits held that ended in a grade which counts as Inadequate in their service."""
    by_service = _inadequate_grades(bind)
    final = sa.func.coalesce(AUDIT.c.moderated_grade, AUDIT.c.grade)
    query = (
        sa.select(
            AUDIT.c.id,
            AUDIT.c.practitioner_id,
            AUDIT.c.held_at,
            ROUND.c.month,
            final.label("grade"),
            TEAM.c.service,
        )
        .join(ROUND, ROUND.c.id == AUDIT.c.round_id)
        .join(PERSON, PERSON.c.id == AUDIT.c.practitioner_id)
        .outerjoin(TEAM, TEAM.c.id == PERSON.c.team_id)
        .where(AUDIT.c.state.in_(HELD), final.is_not(None), AUDIT.c.held_at.is_not(None))
        .order_by(AUDIT.c.id)
    )
    for audit in bind.execute(query):
        if audit.grade in by_service.get(audit.service or "", by_service[""]):
            yield audit


def _inadequate_grades(bind: sa.Connection) -> Mapping[str, list[str]]:
    """Return which grades count, by service; the council's under the empty name."""
    kept = {row.service: row.values or {} for row in bind.execute(sa.select(RULES))}
    council = kept.pop("", {})
    usual = _grades({"grade_scale": "ofsted"} | council)
    own = {
        service: _grades(values)
        for service, values in kept.items()
        if "grade_scale" in values or "inadequate_grades" in values
    }
    return {"": usual} | own


def _grades(values: Mapping[str, Any]) -> list[str]:
    usual = USUALLY.get(values.get("grade_scale", "ofsted"), ["Inadequate"])
    return list(values.get("inadequate_grades", usual))


def _forget_the_promise(bind: sa.Connection) -> None:
    """Let why two were paired no longer say that theirs is a second look, and after what."""
    query = sa.select(AUDIT.c.id, AUDIT.c.reason).where(AUDIT.c.re_audit_of_id.is_not(None))
    for number, kept in list(bind.execute(query)):
        found = sa.update(AUDIT).where(AUDIT.c.id == number)
        bind.execute(found.values(reason=_without_promise(kept)))


def _without_promise(kept: str) -> str:
    try:
        facts = json.loads(kept)
    except ValueError:
        return PROMISED.sub("", kept)
    if not isinstance(facts, dict):
        return kept
    facts.pop("after", None)
    return json.dumps(facts, separators=(",", ":"))
