"""After an audit its practitioner's supervisor has one line for supervision, and a tick."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from db.audits import changes
from db.audits.changes import Outcome
from db.digest import audits as counts
from db.digest.scope import ALL
from db.models import LiveAudit, Message, Person
from jobs.audits import outcomes
from tests.contexts import asking
from tests.db.audits.months import JANUARY, OPENED, drawn, me
from tests.people import Council
from tests.refusals import refused

SEEN = Outcome("Good", strengths=("Direct work",), areas=("Permanence", "Supervision"))


@pytest.fixture
def number(council: Council) -> int:
    """Hold an audit that no moderator has to see, and let the practitioner agree."""
    [number] = drawn(council, (council.other_manager, council.practitioner))
    with council.database.begin() as session:
        audit = session.get_one(LiveAudit, number)
        changes.hold(asking(audit.auditor, OPENED), audit, SEEN)
        audit.needs_moderation = False
        outcomes.reflect(asking(audit.practitioner, OPENED), audit, "Fair", agrees=True)
    return number


def _told(council: Council) -> list[int | None]:
    with council.database.read() as session:
        rows = session.scalars(select(Message).order_by(Message.id))
        return [row.person_id for row in rows if row.about.get("event") == "supervision"]


def _talk(council: Council, number: int, person: Person, days: int) -> None:
    with council.database.begin() as session:
        audit = session.get_one(LiveAudit, number)
        at = OPENED + timedelta(days=days)
        changes.talked_about(asking(me(session, person), at), audit)


def test_the_supervisor_is_told_once(council: Council, number: int) -> None:
    assert _told(council) == [council.manager.id]


@pytest.mark.parametrize(("days", "in_time"), [(28, 1), (29, 0)])
def test_what_was_talked_about_within_four_weeks_is_counted(
    council: Council, number: int, days: int, in_time: int
) -> None:
    _talk(council, number, council.manager, days)
    with council.database.read() as session:
        [month] = counts.months(session, ALL, JANUARY, JANUARY)
    assert (month.talked_about, month.for_supervision) == (in_time, 1)


def test_only_a_manager_of_the_practitioner_ticks_it_and_once(
    council: Council, number: int
) -> None:
    for person in (council.practitioner, council.other_manager, council.colleague):
        with refused(match="manager|supervision"):
            _talk(council, number, person, 1)
    _talk(council, number, council.manager, 1)
    with refused(match="already"):
        _talk(council, number, council.manager, 2)
