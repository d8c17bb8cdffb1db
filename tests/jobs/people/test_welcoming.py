"""Whoever hears from the bot for the first time is told what it is, once."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from bot.delivery.message_kind import RenderJob
from bot.reminders.daily_digest import DailyDigestMessage
from db.models import Message, MessageName
from db.models.outbox import SENT
from db.outbox import queries as outbox
from db.session import Session
from jobs.people import welcoming
from jobs.reminders.daily import FIRST
from tests.contexts import asking
from tests.jobs.reminders.looks import DUE, look, messages, working_days_from_due
from tests.people import Council

FIRST_DAY, NEXT_DAY = working_days_from_due(-7), working_days_from_due(-1)


def _arrive(council: Council) -> None:
    with council.database.begin() as session:
        for message in messages(council.database):
            there = session.get_one(Message, message.id)
            there.outcome, there.done_at = SENT, there.due_at


def _opens(council: Council, after: timedelta) -> None:
    with council.database.begin() as session:
        person = session.merge(council.practitioner)
        welcoming.greet(asking(person, FIRST_DAY + after))


def _morning(session: Session) -> str:
    """Return the one morning that was written, as its reader would see it."""
    query = select(Message).where(Message.kind == MessageName.DAILY_DIGEST)
    query = query.options(joinedload(Message.person))
    message = session.scalars(query).one()
    job, kind = RenderJob(asking(message.person, FIRST_DAY), message), DailyDigestMessage()
    subject = kind.subject(job)
    assert subject is not None
    return str(kind.render(subject, job).blocks)


def test_the_first_morning_says_what_the_bot_is_and_no_later_one_does(council: Council) -> None:
    council.action(council.practitioner, due=DUE)
    look(council.database, FIRST_DAY)
    _arrive(council)
    look(council.database, NEXT_DAY)
    assert [FIRST in message.about for message in messages(council.database)] == [True, False]


def test_a_morning_that_never_arrived_told_nobody_anything(council: Council) -> None:
    council.action(council.practitioner, due=DUE)
    look(council.database, FIRST_DAY)
    look(council.database, NEXT_DAY)
    assert [FIRST in message.about for message in messages(council.database)] == [True, True]


def test_whoever_was_told_in_the_morning_is_not_greeted_on_opening_the_messages(
    council: Council,
) -> None:
    council.action(council.practitioner, due=DUE)
    look(council.database, FIRST_DAY)
    _arrive(council)
    _opens(council, timedelta(minutes=5))
    assert [message.kind for message in messages(council.database)] == [MessageName.DAILY_DIGEST]


def test_whoever_opens_the_messages_first_is_greeted_and_not_again_in_the_morning(
    council: Council,
) -> None:
    council.action(council.practitioner, due=DUE)
    _opens(council, -timedelta(hours=2))
    _arrive(council)
    look(council.database, FIRST_DAY)
    welcome, morning = messages(council.database)
    assert (welcome.kind, FIRST in morning.about) == (MessageName.WELCOME, False)


def test_whoever_opens_the_messages_as_the_morning_is_written_is_greeted_once(
    council: Council,
) -> None:
    council.action(council.practitioner, due=DUE)
    look(council.database, FIRST_DAY)
    with council.database.read() as session:
        assert "Hello. I keep track" in _morning(session)
    _opens(council, timedelta())
    with council.database.read() as session:
        assert outbox.delivered_keys(session, [f"welcome:{council.practitioner.id}"])
        assert "Hello. I keep track" not in _morning(session)


def test_who_was_reached_is_told_of_each(council: Council) -> None:
    council.action(council.practitioner, due=DUE)
    council.action(council.manager, due=DUE)
    both = [council.practitioner.id, council.manager.id]
    look(council.database, FIRST_DAY)
    with council.database.read() as session:
        assert outbox.ever_reached(session, both) == frozenset()
    _arrive(council)
    with council.database.read() as session:
        assert outbox.ever_reached(session, both[:1]) == {council.practitioner.id}
