"""Requests about live audits, carried out at the desk."""

from datetime import UTC, datetime, time

from sqlalchemy import select

from bot.commands.audit_answers import audit_answer
from bot.commands.audit_requests import Draw, Publish
from bot.desk import Desk, Names
from db import audit_lists
from db.models import Message, Person
from jobs.rules.working_days import Calendar
from tests.people import NOW, Council

OPENS_AT = datetime(2026, 12, 1, 11, 0, tzinfo=UTC)


def test_a_published_pair_hears_at_the_councils_reminder_time(council: Council) -> None:
    with council.database.begin() as session:
        manager = session.get_one(Person, council.manager.id)
        audit_lists.seat(session, manager, None, NOW, 1)
    desk = Desk(council.database, lambda: NOW, Calendar.of("ENG"), Names(), remind_at=time(11))
    with desk.visit({"user_id": council.director.slack_id}) as visit:
        audit_answer(Draw(), visit)
        audit_answer(Publish(), visit)
    with council.database.read() as session:
        due = list(session.scalars(select(Message.due_at).where(Message.kind == "audit")))
    assert due == [OPENS_AT, OPENS_AT]
