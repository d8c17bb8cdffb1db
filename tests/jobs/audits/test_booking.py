"""When two meet: booked, suggested and accepted, and booked by the bot where nobody did."""

from collections.abc import Callable
from datetime import date, time

import pytest

from db.audits import auditor_pool
from db.audits import queries as audits
from db.audits.auditor_pool import Days
from db.errors import RefusedError
from db.models import AuditState, LiveAudit, Meeting
from jobs.audits import booking
from jobs.audits.booking import book_by_itself
from jobs.context import Council, RequestContext
from jobs.rules.quiet import Cadence, Limits, QuietWeeks
from tests.contexts import asking, doing
from tests.jobs.audits.months import ENGLAND, DrawnMonth, on
from tests.refusals import refused

PERMANENCE = "Team Manager, Permanence"
BOOKED_AT = on(date(2026, 12, 2))
FIRST = Meeting(date(2026, 12, 14), time(14), 45, "Room 3")
SECOND = Meeting(date(2026, 12, 15), time(10))
FIFTH = date(2026, 12, 7)  # working day 5 of December

Wish = Callable[[RequestContext, LiveAudit, Meeting], object]


@pytest.fixture
def audit(month: DrawnMonth) -> LiveAudit:
    return month.published().of(PERMANENCE)


def does(
    month: DrawnMonth, audit: LiveAudit, wish: Wish, meeting: Meeting, *, auditor: bool = True
) -> None:
    with month.database.begin() as session:
        row = month.load(session, audit)
        who = row.auditor if auditor else row.practitioner
        wish(asking(who, BOOKED_AT), row, meeting)


def now(month: DrawnMonth, audit: LiveAudit) -> LiveAudit:
    with month.database.read() as session:
        return audits.several(session, [audit.id])[audit.id]


def answers(ctx: RequestContext, row: LiveAudit, _: Meeting) -> None:
    booking.decline(ctx, row)


def test_a_suggestion_is_booked_when_the_other_accepts_it(
    month: DrawnMonth, audit: LiveAudit
) -> None:
    does(month, audit, booking.suggest, FIRST)
    assert (now(month, audit).state, now(month, audit).suggested) == (AuditState.PUBLISHED, FIRST)
    assert month.told() == [("time suggested", audit.practitioner.role)]
    assert month.messages("audit invite") == []

    does(month, audit, booking.accept, FIRST, auditor=False)

    assert (now(month, audit).booked, now(month, audit).suggested) == (FIRST, None)
    assert month.told(since=1) == [("booked", audit.auditor.role)]
    assert len(month.messages("audit invite")) == 2


def test_nobody_accepts_their_own_suggestion_or_one_that_has_changed(
    month: DrawnMonth, audit: LiveAudit
) -> None:
    does(month, audit, booking.suggest, FIRST)
    with refused("has been changed or answered"):
        does(month, audit, booking.accept, FIRST)
    does(month, audit, booking.suggest, SECOND, auditor=False)
    with refused("has been changed or answered"):
        does(month, audit, booking.accept, FIRST)
    assert now(month, audit).suggested == SECOND


def test_what_is_booked_stays_until_another_time_is_accepted(
    month: DrawnMonth, audit: LiveAudit
) -> None:
    does(month, audit, booking.book, FIRST)
    does(month, audit, booking.suggest, SECOND, auditor=False)
    assert now(month, audit).booked == FIRST

    does(month, audit, answers, SECOND)

    assert (now(month, audit).booked, now(month, audit).suggested) == (FIRST, None)
    assert ("suggestion declined", audit.practitioner.role) in month.told()


def test_a_change_of_the_hour_or_the_place_alone_updates_the_appointment(
    month: DrawnMonth, audit: LiveAudit
) -> None:
    for place in ("Room 3", "Room 4", "https://teams.example/l/12"):
        does(month, audit, booking.book, Meeting(FIRST.day, time(14), 45, place))
    assert now(month, audit).calendar_sequence == 2


IMPOSSIBLE = (
    (Meeting(FIRST.day, time(3)), "between 07:00 and 20:00"),
    (Meeting(BOOKED_AT.date(), time(8)), "has passed"),
    (Meeting(FIRST.day, time(14), 5), "between 10 and 480 minutes"),
    (Meeting(date(2027, 2, 1), time(14)), "between Tue 1 Dec 2026 and Thu 31 Dec 2026"),
    (Meeting(FIRST.day, time(14), 45, "Ring 943 476 5919"), "NHS number"),
    (Meeting(FIRST.day, time(14), 45, "x" * 201), "200 characters"),
)


def test_what_cannot_be_is_refused_booked_or_suggested(month: DrawnMonth, audit: LiveAudit) -> None:
    for wish in (booking.book, booking.suggest):
        for meeting, words in IMPOSSIBLE:
            with refused(words):
                does(month, audit, wish, meeting)


def test_nobody_is_booked_twice_for_one_hour(month: DrawnMonth, audit: LiveAudit) -> None:
    second = next(a for a in month.audits() if a.auditor_id == audit.auditor_id != a.id != audit.id)
    does(month, audit, booking.book, FIRST)
    with refused("another live audit at 14:00 on Mon 14 Dec 2026"):
        does(month, second, booking.book, Meeting(FIRST.day, time(14, 30)))
    does(month, second, booking.book, Meeting(FIRST.day, time(14, 45)))


def look(month: DrawnMonth, day: date = FIFTH, council: Council = Council(ENGLAND)) -> None:  # noqa: B008  (it never changes)
    book_by_itself(month.database, lambda: on(day, 10), council)


def booked(month: DrawnMonth) -> set[Meeting | None]:
    return {audit.booked for audit in month.audits()}


def test_nothing_is_booked_by_itself_unless_the_rules_say_so(
    month: DrawnMonth, audit: LiveAudit
) -> None:
    look(month)
    assert booked(month) == {None}


def test_what_nobody_has_booked_books_itself_on_working_day_5_at_the_usual_time(
    month: DrawnMonth, audit: LiveAudit
) -> None:
    month.rules(books_itself="yes", usual_slot="Tuesday 14:00 for 45 minutes")
    does(month, audit, booking.book, FIRST)
    look(month, date(2026, 12, 4))
    assert booked(month) == {FIRST, None}

    look(month)
    look(month)

    found = booked(month) - {FIRST}
    assert {(meeting.starts, meeting.minutes) for meeting in found if meeting} == {(time(14), 45)}
    assert {meeting.day.weekday() for meeting in found if meeting} == {1}
    assert len(month.messages("audit invite")) == 2 * len(month.audits())
    assert month.told() == [("booked", audit.practitioner.role)]


def test_no_day_of_leave_no_quiet_week_and_no_bank_holiday_is_taken(
    month: DrawnMonth, audit: LiveAudit
) -> None:
    month.rules(books_itself="yes", weeks_off=["2026-12-14..2026-12-18"])
    with month.database.begin() as session:
        row = month.load(session, audit)
        days = Days(date(2026, 12, 8), date(2026, 12, 11))
        auditor_pool.record_absence(
            doing(row.practitioner, BOOKED_AT), row.practitioner, days, can_finish=False
        )
    quiet = QuietWeeks(((date(2026, 12, 21), date(2026, 12, 27)),))
    council = Council(ENGLAND, cadence=Cadence(limits=Limits(quiet=quiet)))
    look(month, date(2026, 12, 22), council)
    assert booked(month) == {None}

    look(month, council=council)

    meeting = now(month, audit).booked
    assert meeting is not None
    assert meeting.day in {date(2026, 12, day) for day in (29, 30, 31)}


def test_two_who_are_about_to_agree_are_left_to_it(month: DrawnMonth, audit: LiveAudit) -> None:
    month.rules(books_itself="yes")
    does(month, audit, booking.suggest, FIRST)
    look(month)
    assert now(month, audit).booked is None


def test_it_waits_for_the_morning_and_leaves_those_told_late_some_days(month: DrawnMonth) -> None:
    month.rules(books_itself="yes")
    month.draw()
    month.publish(at=on(date(2026, 12, 9)))
    book_by_itself(month.database, lambda: on(date(2026, 12, 14), 6), Council(ENGLAND))
    look(month, date(2026, 12, 11))
    assert booked(month) == {None}
    look(month, date(2026, 12, 14))
    assert None not in booked(month)
    with pytest.raises(RefusedError):
        does(month, month.of(PERMANENCE), booking.accept, FIRST)


def test_on_the_morning_of_the_day_that_was_proposed_another_day_is(
    month: DrawnMonth, audit: LiveAudit
) -> None:
    """Nobody makes room within the hour: today is proposed only where no other day is left."""
    assert audit.proposed_on is not None
    with month.database.read() as session:
        row = month.load(session, audit)
        found = booking.proposed(asking(row.auditor, on(audit.proposed_on)), row)
        last = booking.proposed(asking(row.auditor, on(row.due_on)), row)
    assert found is not None
    assert found.day > audit.proposed_on
    assert last is not None
    assert last.day == audit.due_on
