"""Two who wait for each other on PostgreSQL: one is given up by the server, and done once more."""

from collections.abc import Callable
from functools import partial

from sqlalchemy import func, select

from db.actions import operations
from db.actions import queries as actions
from db.models import Event, Person
from db.models.event_kinds import EventKind
from jobs.solving import outside
from tests.at_once import CHANGES, in_between
from tests.people import Council, acting


def noting(council: Council, *numbers: int) -> Callable[[], None]:
    """Return what writes a note on each of these, one after the other, in one unit of work."""

    def work() -> None:
        with council.database.begin() as session:
            by = session.get_one(Person, council.manager.id)
            for number in numbers:
                operations.note(acting(by), actions.locked(session, number), "It is on the agenda")

    return partial(outside, work)


def test_two_who_wait_for_each_other_both_have_their_way_and_once(council: Council) -> None:
    one, two = (council.action(council.practitioner, title) for title in ("One", "Two"))
    there, back = noting(council, one, two), noting(council, two, one)

    in_between(council.database, "FROM action", CHANGES, back, there).result()

    noted = select(Event.action_id, func.count()).where(Event.kind == EventKind.NOTED)
    with council.database.read() as session:
        found = session.execute(noted.group_by(Event.action_id)).all()
    assert sorted(map(tuple, found)) == [(one, 2), (two, 2)]
