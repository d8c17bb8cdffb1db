"""The council's days, in Python and in a question alike, wherever the council is."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, select

from db.days import day_asked, day_of, end_of, start_of
from db.models import Action
from db.session import Database, connect

ZONES = ("Europe/London", "Pacific/Auckland", "Pacific/Apia", "America/St_Johns", "UTC")
# The hours around midnight when clocks go forward and back, in midsummer, and when a day was left
# out (in Apia).
AROUND = [
    datetime(*day, tzinfo=UTC) + timedelta(minutes=30 * step)
    for day in ((2011, 12, 29), (2027, 3, 27), (2027, 6, 30), (2027, 10, 30), (2027, 12, 31))
    for step in range(96)
]


@pytest.fixture(params=ZONES)
def there(request: pytest.FixtureRequest, database: Database) -> Iterator[Database]:
    """Give the same database, opened for a council in another zone."""
    with database.begin() as session:
        session.add_all(Action(title="Write it", created_at=at) for at in AROUND)
    with closing(connect(_url(database.engine), ZoneInfo(request.param))) as opened:
        yield opened


def _url(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def test_a_question_and_python_mean_the_same_day(there: Database) -> None:
    for opened in (there.read, there.begin):
        with opened() as session:
            rows = session.execute(select(Action.created_at, day_asked(Action.created_at)))
            for at, day in rows.all():
                assert date.fromisoformat(str(day)) == day_of(session, at)


def test_a_day_has_the_instants_between_its_start_and_its_end(there: Database) -> None:
    with there.read() as session:
        for day in {day_of(session, at) for at in AROUND}:
            within = Action.created_at >= start_of(session, day)
            query = select(Action.created_at).where(
                within, Action.created_at < end_of(session, day)
            )
            found = session.scalars(query).all()
            assert {*found} == {at for at in AROUND if day_of(session, at) == day}
