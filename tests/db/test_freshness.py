"""Who notes what a change concerns: the sessions of an open database, and no other."""

from datetime import timedelta

from sqlalchemy.orm import Session

from db.home import freshness
from db.models import Absence
from tests.people import NOW, TODAY, Council


def _absence(council: Council, session: Session) -> None:
    days = {"first_on": TODAY, "last_on": TODAY + timedelta(days=1)}
    session.add(Absence(person_id=council.practitioner.id, recorded_at=NOW, **days))
    session.flush()


def test_a_session_of_an_open_database_notes_whom_a_change_concerns(council: Council) -> None:
    with council.database.begin() as session:
        _absence(council, session)
        assert session.info[freshness.PEOPLE] == {council.practitioner.id}


def test_nothing_is_installed_on_every_session_there_is(council: Council) -> None:
    with Session(council.database.engine) as session:
        _absence(council, session)
        assert freshness.PEOPLE not in session.info
