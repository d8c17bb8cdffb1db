"""The learning note of a month of eight audits: written, posted, discussed and read."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TypeVar

import pytest
from sqlalchemy import select

from bot.audits.learning import ShowLearning
from bot.delivery.message_kind import RenderJob
from bot.delivery.render import answer_of
from db.audits import learning as notes
from db.audits import queries as audits
from db.audits.changes import Outcome
from db.audits.learning import NoteWords
from db.models import LearningEvent, Message, MessageName, MonthState, NotePost, Person, Team
from db.outbox import queries as outbox
from jobs.audits import learning
from jobs.context import RequestContext
from tests.bot.delivery.as_read import as_read
from tests.contexts import asking, doing
from tests.db.audits.months import JANUARY, drawn, held, me
from tests.people import Council

T = TypeVar("T")

CLOSED = datetime(2027, 2, 15, 9, 0, tzinfo=UTC)
SEEN = Outcome("Good", ("Direct work",), ("Supervision", "Permanence"))
ONE = Outcome("Good", ("Ambition",), ("Supervision",))
WORDS = NoteWords(("Direct work",), ("Supervision",), "Panels meet weekly.", "What helps us?")


def month_of(council: Council, number: int, month: date = JANUARY) -> None:
    """Hold so many audits of a month, the last with a theme of its own, and close it."""
    pairs = [(council.other_manager, council.practitioner)] * number
    made = drawn(council, *pairs, month=month)
    for audit in made:
        held(council, audit, outcome=ONE if audit == made[-1] else SEEN)
    with council.database.begin() as session:
        found = audits.month_for(session, month)
        assert found is not None
        found.state, found.closed_at = MonthState.CLOSED, CLOSED


@pytest.fixture
def january(council: Council) -> None:
    month_of(council, 8)


def channel(council: Council, team: str, place: str | None) -> None:
    with council.database.begin() as session:
        found = session.scalars(select(Team).where(Team.name == team)).one()
        notes.name_channel(doing(me(session, council.director), CLOSED), found, place)


def does(
    council: Council, person: Person, work: Callable[[RequestContext], T], at: datetime = CLOSED
) -> T:
    with council.database.begin() as session:
        return work(asking(me(session, person), at))


def posts(council: Council, words: NoteWords = WORDS, at: datetime = CLOSED) -> LearningEvent:
    def work(ctx: RequestContext) -> LearningEvent:
        found = audits.month_for(ctx.session, JANUARY)
        assert found is not None
        return learning.post(ctx, found, words)

    return does(council, council.director, work, at)


def writes(council: Council, words: NoteWords, by: Person | None = None) -> None:
    def work(ctx: RequestContext) -> None:
        found = audits.month_for(ctx.session, JANUARY)
        assert found is not None
        learning.write(ctx, found, words)

    does(council, by or council.director, work)


def discusses(council: Council, person: Person, team: str, at: datetime = CLOSED) -> int:
    def work(ctx: RequestContext) -> int:
        query = select(NotePost.id).join(Team).where(Team.name == team)
        return learning.discuss(ctx, ctx.session.scalars(query).one())[1].id

    return does(council, person, work, at)


def shown(council: Council, by: Person | None = None) -> str:
    return does(
        council, by or council.director, lambda ctx: as_read(ShowLearning("January").run(ctx))
    )


def to_channels(council: Council) -> list[Message]:
    with council.database.read() as session:
        query = select(Message).where(Message.kind == MessageName.LEARNING_NOTE)
        return list(session.scalars(query.order_by(Message.id)))


def in_channel(council: Council, message: Message) -> str:
    with council.database.read() as session:
        fresh = outbox.find(session, message.id)
        answer = answer_of(RenderJob(asking(fresh.person, CLOSED), fresh))
        return as_read(answer) if answer else ""
