"""Requests about live audits, carried out."""

from datetime import UTC, datetime, time

from sqlalchemy import select

from bot.audits.drawing import Draw
from bot.context import ContextFactory
from db.audits import auditor_pool
from db.audits import queries as audits
from db.models import Message, Person
from jobs import context
from jobs.audits.publishing import publish
from jobs.rules.working_days import Calendar
from tests.contexts import by_itself
from tests.people import NOW, Council

OPENING_DAY = datetime(2026, 12, 1, 10, 0, tzinfo=UTC)


def _told_on_publishing(council: Council, remind_at: time) -> list[datetime]:
    """Draw in November, publish at ten on the day it opens; return when somebody is told so."""
    at = [NOW]
    contexts = ContextFactory(
        council.database, lambda: at[0], context.Council(Calendar.of("ENG"), remind_at=remind_at)
    )
    with council.database.begin() as session:
        manager = session.get_one(Person, council.manager.id)
        auditor_pool.add_auditor(by_itself(session, NOW), manager, 1)
    with contexts.open({"user_id": council.director.slack_id}) as ctx:
        Draw().run(ctx)
    at[0] = OPENING_DAY
    with contexts.open({"user_id": council.director.slack_id}) as ctx:
        publish(ctx, audits.latest_months(ctx.session)[0])
    with council.database.read() as session:
        return list(session.scalars(select(Message.due_at).where(Message.kind == "audit")))


def test_published_before_the_councils_reminder_time_it_waits_for_the_morning(
    council: Council,
) -> None:
    assert _told_on_publishing(council, time(11)) == []


def test_published_after_the_councils_reminder_time_both_hear_at_once(council: Council) -> None:
    assert _told_on_publishing(council, time(9)) == [OPENING_DAY, OPENING_DAY]
