"""What two say of one action at the same moment: the second finds it as the first left it."""

from collections.abc import Callable
from datetime import date

from db.actions import date_changes, due_dates
from db.actions import queries as actions
from db.actions.due_dates import MoveTerms
from db.models import Due, Person
from db.models.event_kinds import EventKind
from jobs.rules.working_days import Calendar
from tests.at_once import CHANGES, in_between
from tests.people import NOW, Council, acting

TERMS = MoveTerms(Calendar.of("ENG").between)
ORIGINAL, FIRST, SECOND = date(2026, 12, 4), date(2026, 12, 18), date(2027, 1, 29)


def moves(council: Council, number: int, day: date) -> Callable[[], str]:
    """Return what its owner does who moves an action to a day; it gives the kind of the event."""

    def moved() -> str:
        with council.database.begin() as session:
            owner = session.get_one(Person, council.practitioner.id)
            action = actions.find(session, number, owner)
            event = due_dates.move(acting(owner, NOW), action, Due.on(day), "The panel", TERMS)
            return event.kind

    return moved


def test_a_date_that_is_moved_twice_at_once_waits_for_approval_the_second_time(
    council: Council,
) -> None:
    number = council.action(council.practitioner, due=ORIGINAL)
    one, two = moves(council, number, FIRST), moves(council, number, SECOND)
    came = in_between(council.database, "FROM action", CHANGES, one, two)
    assert came.result() == EventKind.MOVE_ASKED
    with council.database.read() as session:
        action = actions.several(session, [number])[number]
        states = [(line.state, line.number) for line in date_changes.ledger(session, action)]
    assert (action.due_on, states) == (FIRST, [("agreed", 1), ("waiting", 2)])
