"""What somebody says of an audit at the moment at which the bot, or another, is about to change it.

Whoever comes second finds it as the first left it, and is refused or changes that.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial

import pytest
from sqlalchemy import select

from db.audits import locking
from db.audits import queries as audits
from db.audits.changes import Outcome
from db.errors import RefusedError
from db.history import told
from db.models import AuditEvent, AuditState, LiveAudit, Meeting, Person
from db.session import Database
from jobs.audits import booking, changing, outcomes
from jobs.audits.booking import book_by_itself
from jobs.audits.month import run_audit_months
from jobs.context import Council, RequestContext
from tests.at_once import CHANGES, LOOKS, in_between
from tests.contexts import COUNCIL, asking
from tests.jobs.audits.months import DrawnMonth, on

PERMANENCE = "Team Manager, Permanence"
ROOM = Meeting(date(2026, 12, 14), time(14), 45, "Room 3")
READ = "FROM live_audit"
FIFTH, CLOSES = on(date(2026, 12, 7), 10), on(date(2027, 1, 18), 10)  # it books, it closes

Verb = Callable[[RequestContext, LiveAudit], object]
Job = Callable[[Database, Callable[[], datetime], Council], None]

VERBS: Mapping[str, Verb] = {
    "book": lambda ctx, row: booking.book(ctx, row, ROOM),
    "suggest": lambda ctx, row: booking.suggest(ctx, row, ROOM),
    "hold": lambda ctx, row: outcomes.hold(ctx, row, Outcome("Good"), []),
    "cannot": lambda ctx, row: changing.cannot(ctx, row, "sickness", ""),
}
JOBS: Mapping[str, tuple[Job, datetime]] = {
    "books by itself": (book_by_itself, FIFTH),
    "closes the month": (run_audit_months, CLOSES),
}
# What somebody reads who comes second, and whom the day alone refuses.
SECOND_OR_LATE = ("audit.not_open_", "audit.time_passed")


def says(month: DrawnMonth, audit: LiveAudit, verb: Verb, at: datetime) -> Callable[[], object]:
    """Return what an auditor does with an audit, as a verb or a form of theirs does it."""

    def said() -> object:
        with month.database.begin() as session:
            person = session.get_one(Person, audit.auditor_id)
            row = audits.find(session, audit.id, person)
            return verb(asking(person, at), row)

    return said


def is_told_in_turn(month: DrawnMonth, audit: LiveAudit) -> bool:
    """Say whether each event found the audit as the one before had left it, and it stands so."""
    with month.database.read() as session:
        row = month.load(session, audit)
        events = select(AuditEvent).where(AuditEvent.audit_id == audit.id).order_by(AuditEvent.id)
        stood: dict[str, object] = {}
        for event in session.scalars(events):
            for name, (old, new) in event.changes.items():
                if stood.setdefault(name, old) != old:
                    return False
                stood[name] = new
        return all(told(getattr(row, name)) == value for name, value in stood.items())


@pytest.mark.parametrize("when", [LOOKS, CHANGES])
@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("job", JOBS)
def test_what_somebody_says_while_the_bot_acts_is_no_more_lost_than_what_it_did(
    month: DrawnMonth, job: str, verb: str, when: str
) -> None:
    month.rules(books_itself="yes")
    audit = month.published().of(PERMANENCE)
    does, at = JOBS[job]
    said = says(month, audit, VERBS[verb], at)
    work = partial(does, month.database, lambda: at, COUNCIL)
    came = in_between(month.database, READ, when, work, said).exception()
    assert came is None or str(came.args[0]).startswith(SECOND_OR_LATE)
    assert is_told_in_turn(month, audit)


def test_what_was_written_up_while_the_month_closes_stays_written_up(month: DrawnMonth) -> None:
    audit = month.published().of(PERMANENCE)
    said = says(month, audit, VERBS["hold"], CLOSES)
    work = partial(run_audit_months, month.database, lambda: CLOSES, COUNCIL)
    in_between(month.database, READ, LOOKS, work, said).result()
    with month.database.read() as session:
        row = month.load(session, audit)
    assert (row.state, row.grade, row.not_held_reason) == (AuditState.HELD, "Good", None)


def test_a_time_that_somebody_booked_is_no_more_the_bots_to_book(month: DrawnMonth) -> None:
    month.rules(books_itself="yes")
    audit = month.published().of(PERMANENCE)
    said = says(month, audit, VERBS["book"], FIFTH)
    work = partial(book_by_itself, month.database, lambda: FIFTH, COUNCIL)
    in_between(month.database, READ, LOOKS, work, said).result()
    with month.database.read() as session:
        assert month.load(session, audit).booked == ROOM
    theirs = [one for one in month.messages("audit invite") if one.about["audit"] == audit.id]
    assert len({one.dedupe_key for one in theirs}) == len(audit.people)


def test_each_move_of_a_booking_is_a_change_of_its_own_for_calendars(month: DrawnMonth) -> None:
    audit = month.published().of(PERMANENCE)
    moved = replace(ROOM, day=ROOM.day + timedelta(days=1))
    first = says(month, audit, VERBS["book"], FIFTH)
    second = says(month, audit, lambda ctx, row: booking.book(ctx, row, moved), FIFTH)
    in_between(month.database, READ, CHANGES, first, second).result()
    assert is_told_in_turn(month, audit)
    with month.database.read() as session:
        row = month.load(session, audit)
        assert (row.booked, row.invite_sequence) == (moved, 1)
    invites = [one.about["sequence"] for one in month.messages("audit invite")]
    assert sorted(invites) == [0, 0, 1, 1]


@pytest.mark.parametrize("part", [READ, "UPDATE live_audit"])
def test_nobody_is_booked_twice_for_one_hour(month: DrawnMonth, part: str) -> None:
    one, two = [each for each in month.published().audits() if each.auditor.role == PERMANENCE]
    book = VERBS["book"]
    came: list[BaseException | None] = []

    def first() -> None:
        try:
            says(month, one, book, FIFTH)()
        except RefusedError as taken:
            came.append(taken)

    second = says(month, two, book, FIFTH)
    came += [in_between(month.database, part, CHANGES, first, second).exception()]
    assert [str(each) for each in came if each is not None and "hour_taken" in str(each)] != []
    assert [each.booked for each in month.audits() if each.id in {one.id, two.id}].count(ROOM) == 1


def test_two_who_change_a_whole_month_in_opposite_order_wait_for_each_other_once(
    month: DrawnMonth,
) -> None:
    first, *_, last = month.published().audits()

    def locks(*numbers: int) -> Callable[[], object]:
        def done() -> int:
            with month.database.begin() as session:
                for number in numbers:
                    locking.lock_months_of(session, [number])
                return len(numbers)

        return done

    one, two = locks(first.id, last.id), locks(last.id, first.id)
    assert in_between(month.database, READ, CHANGES, one, two).result() == 2
