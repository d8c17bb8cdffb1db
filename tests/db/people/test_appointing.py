"""Whom the settings make a lead or an administrator, where several bots start at once."""

from datetime import timedelta

from sqlalchemy import func, select

from db.models import CouncilEvent, Message
from db.people import accounts
from tests.at_once import CHANGES, in_between
from tests.contexts import by_itself
from tests.people import NOW, Council


def test_of_two_bots_that_start_at_once_one_tells_of_it(council: Council) -> None:
    officer, lead, other = (
        str(one.email) for one in (council.officer, council.director, council.manager)
    )

    def start(minutes: int, *leads: str) -> None:
        with council.database.begin() as session:
            ctx = by_itself(session, NOW + timedelta(minutes=minutes))
            accounts.appoint(ctx, leads, {officer})

    def written() -> tuple[int, ...]:
        with council.database.read() as session:
            counted = (select(func.count()).select_from(one) for one in (CouncilEvent, Message))
            return tuple(session.scalars(one).one() for one in counted)

    start(0, lead)
    events, messages = written()
    in_between(
        council.database,
        "INSERT INTO council_event",
        CHANGES,
        lambda: start(1, lead, other),
        lambda: start(2, lead, other),
    ).result()
    assert written() == (events + 1, messages + 1)
