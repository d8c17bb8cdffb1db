"""A month of live audits in the small council."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from db.audits import changes, debts
from db.audits.changes import Outcome
from db.models import AuditMonth, LiveAudit, MonthState, Person
from tests.contexts import by_itself_with, doing
from tests.people import Council

OPENED = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
JANUARY = date(2027, 1, 1)
BOOKED_ON = date(2027, 1, 14)
GOOD = Outcome(grade="Good", strengths=("Planning",))


def drawn(
    council: Council,
    *pairs: tuple[Person, Person],
    month: date = JANUARY,
    state: MonthState = MonthState.PUBLISHED,
) -> list[int]:
    """Write a month down with an audit for each pair, published or not; return their numbers."""
    with council.database.begin() as session:
        audit_month = AuditMonth(
            month=month,
            state=state,
            opens_on=month.replace(day=4),
            due_on=month.replace(day=28),
            moderate_by=month.replace(day=28),
            request="{}",
            plan="{}",
            drawn_at=OPENED,
        )
        made = [_audit(session, audit_month, pair, serial) for serial, pair in enumerate(pairs, 1)]
        session.add(audit_month)
        session.flush()
        for audit in made if state == MonthState.PUBLISHED else ():
            changes.publish(by_itself_with(audit, OPENED), audit)
        return [audit.id for audit in made]


def _audit(
    session: Session, audit_month: AuditMonth, pair: Sequence[Person], serial: int
) -> LiveAudit:
    auditor, practitioner = (session.get_one(Person, person.id) for person in pair)
    audit = LiveAudit(
        audit_month=audit_month,
        serial=serial,
        auditor=auditor,
        practitioner=practitioner,
        team=practitioner.team,
        due_on=audit_month.due_on,
    )
    session.add(audit)
    return audit


def held(council: Council, number: int, at: datetime = OPENED, outcome: Outcome = GOOD) -> None:
    """Let an audit be held."""
    with council.database.begin() as session:
        audit = session.get_one(LiveAudit, number)
        changes.hold(doing(audit.auditor, at), audit, outcome)
        if outcome.grade == "Inadequate":
            debts.owe(doing(audit.auditor, at), audit)


def me(session: Session, person: Person) -> Person:
    """Return somebody as this session knows them."""
    return session.get_one(Person, person.id)
