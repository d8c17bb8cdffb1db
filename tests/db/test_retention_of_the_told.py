"""What goes by age goes from what is told of it too, and the history is whole without it."""

import json
from datetime import timedelta
from typing import Final

from sqlalchemy import Connection, select, update

from db.audits import auditor_pool
from db.audits.auditor_pool import Days
from db.chain.accepting import accept
from db.chain.checking import check
from db.chain.replaying import replay
from db.chain.sealing import seal
from db.context import WorkContext
from db.models import Absence, CouncilEvent, Person, Standing
from db.models.people import A_DAY
from db.retention import Periods, erase
from db.session import Database
from tests.people import NOW, TODAY, Council, acting

MUCH_LATER: Final = NOW + timedelta(days=900)
KEPT: Final = Periods(messages=12, absences=12, leavers=24)


def told(connection: Connection) -> str:
    """Return all that is told of rows, as one text."""
    texts = [
        *connection.scalars(select(Standing.rows)),
        *connection.scalars(select(CouncilEvent.changes)),
    ]
    return json.dumps(texts)


def erased(database: Database) -> None:
    """Erase what is due long after, and see that the history is whole without it."""
    with database.begin() as session:
        seal(session, NOW)
    with database.begin() as session:
        erase(WorkContext(session, None, MUCH_LATER), KEPT)
        seal(session, MUCH_LATER)
    with database.look() as connection:
        assert check(connection).faults == []
        assert replay(connection).unlike == []


def test_nothing_is_told_any_more_of_days_away_however_they_ended(council: Council) -> None:
    """They were kept to, cut short, written down twice, or taken back before they began."""
    away = [Days(TODAY + start * A_DAY, TODAY + end * A_DAY) for start, end in ((0, 9), (20, 31))]
    for person in (council.practitioner, council.colleague, council.stranger):
        with council.database.begin() as session:
            lead, own = (
                acting(session.get_one(Person, council.director.id), NOW + A_DAY),
                session.get_one(Person, person.id),
            )
            for days in away:
                auditor_pool.record_absence(lead, own, days, can_finish=False)
            auditor_pool.record_absence(lead, own, away[1], can_finish=True)
            for _ in range(
                (council.practitioner, council.colleague, council.stranger).index(person)
            ):
                auditor_pool.end_absence(lead, own)
    erased(council.database)
    with council.database.look() as connection:
        said = told(connection)
        assert not connection.scalars(select(Absence.id)).all()
    each = [day for days in away for day in (days.first, days.last)]
    assert not [day for day in each if day.isoformat() in said]


def test_days_away_that_were_accepted_as_they_stand_go_like_any_others(council: Council) -> None:
    with council.database.begin() as session:
        lead, own = (
            acting(session.get_one(Person, one.id))
            for one in (council.director, council.practitioner)
        )
        days = Days(TODAY, TODAY + A_DAY)
        auditor_pool.record_absence(lead, own.person, days, can_finish=False)
    with council.database.begin() as session:
        session.execute(update(Absence).values(last_on=TODAY + 2 * A_DAY))
        accept(WorkContext(session, None, NOW, by="root"), ["absence"], "They were one day longer")
    erased(council.database)
    with council.database.look() as connection:
        said = told(connection)
    assert (TODAY + 2 * A_DAY).isoformat() not in said
    assert "They were one day longer" in said


def test_days_away_that_are_not_over_as_long_are_told_as_before(council: Council) -> None:
    old, new = Days(TODAY, TODAY + A_DAY), Days(MUCH_LATER.date(), MUCH_LATER.date() + A_DAY)
    for days, at in ((old, NOW), (new, MUCH_LATER - A_DAY)):
        with council.database.begin() as session:
            lead = acting(session.get_one(Person, council.director.id), at)
            auditor_pool.record_absence(
                lead, session.get_one(Person, council.practitioner.id), days, can_finish=False
            )
    erased(council.database)
    with council.database.look() as connection:
        assert connection.scalars(select(Absence.first_on)).all() == [new.first]
        assert new.last.isoformat() in told(connection)
        assert old.last.isoformat() not in told(connection)


def test_of_a_leaver_no_more_is_told_than_what_their_rows_still_say(council: Council) -> None:
    with council.database.begin() as session:
        person = session.get_one(Person, council.colleague.id)
        for role, works in (("Practice Lead", "135"), ("Principal", "24")):
            person.role, person.works = role, works
            session.flush()
        person.ends_on = TODAY
        session.flush()
    erased(council.database)
    with council.database.look() as connection:
        said = told(connection)
    assert "Principal" in said  # as it still stands in their row
    assert not [one for one in ("Practice Lead", "135", str(person.email)) if f'"{one}"' in said]
