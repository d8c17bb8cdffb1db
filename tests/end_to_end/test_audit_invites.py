"""A booked day comes into the calendars of the two by itself, moves there, and goes out again."""

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import STATUS, Calendar, Event
from sqlalchemy import select

from db.models import Message
from tests.end_to_end.audits import Month
from tests.end_to_end.persona import Persona
from tests.end_to_end.world import World
from tests.people import Council

AT_TEN = datetime(2026, 12, 14, 10, 0, tzinfo=UTC)  # the usual hour, for who names none
AFTER_MODERATION = datetime(2027, 1, 18, 9, 0, tzinfo=UTC)  # working day 10 of January is the 15th


@pytest.fixture
def month(world: World, council: Council, director: Persona) -> Month:
    """Give a month that has opened, with all that was said so far read."""
    made = Month(world, council, director)
    made.publish()
    return made


@pytest.fixture
def auditor(world: World, month: Month) -> Persona:
    return world.persona(4)


@pytest.fixture
def practitioner(world: World, month: Month) -> Persona:
    return world.persona(5)


def _saved(who: Persona) -> tuple[str | None, Event]:
    """Return what the next file asks of a calendar, and the one event in it."""
    calendar = Calendar.from_ical(who.saves())
    [event] = calendar.events
    return calendar.method, event


def _day(event: Event) -> date:
    assert isinstance(event.start, datetime)
    return event.start.date()


def _book(month: Month, who: Persona, day: str) -> None:
    who.types(f"/audit book {month.audit().serial} {day}")
    month.world.tick()


@pytest.mark.parametrize("booker", [4, 5])
def test_both_get_the_file_of_a_day_that_one_of_them_books(
    month: Month, auditor: Persona, practitioner: Persona, booker: int
) -> None:
    _book(month, month.world.persona(booker), "14 December")

    for who in (auditor, practitioner):
        method, event = _saved(who)
        assert method == "REQUEST"
        assert (event.start, event.sequence) == (AT_TEN, 0)


def test_a_day_booked_with_one_press_comes_to_both(
    month: Month, auditor: Persona, practitioner: Persona
) -> None:
    shown = practitioner.types(f"/audit show {month.audit().serial}")
    practitioner.presses(shown, next(name for name in shown.buttons if name.startswith("Book ")))
    practitioner.reads(practitioner.channel)

    month.world.tick()

    days = {_day(_saved(who)[1]) for who in (auditor, practitioner)}
    assert days == {month.audit().booked_on}


def test_a_day_chosen_in_the_form_comes_to_both(
    month: Month, auditor: Persona, practitioner: Persona
) -> None:
    practitioner.posts(f"/audit book {month.audit().serial}")
    practitioner.submits(practitioner.opened(), day="2026-12-15")

    month.world.tick()

    days = {_day(_saved(who)[1]) for who in (auditor, practitioner)}
    assert days == {date(2026, 12, 15)}


def test_a_time_that_one_suggests_is_booked_for_both_when_the_other_accepts(
    month: Month, auditor: Persona, practitioner: Persona
) -> None:
    shown = practitioner.types(f"/audit show {month.audit().serial}")
    practitioner.presses(shown, "Suggest another time")
    practitioner.submits(practitioner.opened(), day="2026-12-16", starts="14:00", place="Room 3")
    practitioner.sees_last(practitioner.channel, "Waiting for the Team Manager, Assessment to")
    month.world.tick()

    asked = auditor.reads()
    auditor.presses(asked, "Accept Wed 16 Dec 2026, 14:00")
    auditor.sees_again(asked, "Booked for ")
    month.world.tick()

    for who in (auditor, practitioner):
        _, event = _saved(who)
        assert event.start == datetime(2026, 12, 16, 14, 0, tzinfo=UTC)
        assert event.location == "Room 3"


def test_a_day_that_moves_is_the_same_event_with_a_higher_sequence(
    month: Month, auditor: Persona, practitioner: Persona
) -> None:
    _book(month, practitioner, "14 December")
    before = {who.user: _saved(who)[1] for who in (auditor, practitioner)}

    _book(month, auditor, "15 December")

    for who in (auditor, practitioner):
        method, moved = _saved(who)
        assert method == "REQUEST"
        assert moved.uid == before[who.user].uid
        assert (moved.start, moved.sequence) == (AT_TEN + timedelta(days=1), 1)


def test_what_cannot_be_held_is_taken_out_of_both_calendars(
    month: Month, auditor: Persona, practitioner: Persona
) -> None:
    _book(month, practitioner, "14 December")
    booked = {who.user: _saved(who)[1] for who in (auditor, practitioner)}
    practitioner.posts(f"/audit cannot {month.audit().serial}")
    practitioner.submits(practitioner.opened(), reason="sickness")
    month.world.later(minutes=2)

    month.world.tick()

    for who in (auditor, practitioner):
        _goes(*_saved(who), after=booked[who.user])


def test_an_exempted_audit_is_taken_out_of_both_calendars(
    month: Month, auditor: Persona, practitioner: Persona
) -> None:
    _book(month, practitioner, "14 December")
    booked = {who.user: _saved(who)[1] for who in (auditor, practitioner)}
    shown = month.director.types(f"/audit show {month.audit().serial}")
    month.director.presses(shown, "Exempt")
    month.director.submits(month.director.opened(), reason="vacancy")

    month.world.tick()

    for who in (auditor, practitioner):
        _goes(*_saved(who), after=booked[who.user])


def test_a_pair_that_a_swap_replaces_loses_its_day_and_the_one_without_a_day_gets_nothing(
    world: World, council: Council, director: Persona
) -> None:
    month = Month(world, council, director)
    month.allows(never_own_supervisor="off")
    month.publish(pinned=False)
    auditor, manager = world.persona(4), world.persona(3)
    mine, theirs = month.of("Team Manager, Assessment"), month.of("Team Manager, Permanence")
    auditor.types(f"/audit book {mine.serial} 14 December")
    world.tick()
    _, booked = _saved(auditor)

    auditor.types(f"/audit swap {mine.serial} with {theirs.serial}")
    world.tick()
    asked = manager.reads()
    manager.presses(asked, "Agree")
    manager.sees_again(asked, "Another pair has taken its place")
    world.tick()

    _goes(*_saved(auditor), after=booked)
    assert manager.has_no_new_file()


def test_a_day_that_is_long_over_stays_in_the_calendar_when_the_month_closes(
    month: Month, auditor: Persona, practitioner: Persona
) -> None:
    _book(month, practitioner, "14 December")
    for who in (auditor, practitioner):
        _saved(who)
    month.world.clock.time = AFTER_MODERATION

    month.world.tick()

    assert month.audit().not_held_reason == "no word"
    assert [who.user for who in (auditor, practitioner) if not who.has_no_new_file()] == []


def test_nobody_outside_the_pair_gets_a_file(
    month: Month, auditor: Persona, practitioner: Persona
) -> None:
    others = [month.world.persona(number) for number in (1, 2, 3, 6, 7, 8)]
    _book(month, practitioner, "14 December")
    practitioner.posts(f"/audit cannot {month.audit().serial}")
    practitioner.submits(practitioner.opened(), reason="sickness")
    month.world.tick()

    assert not auditor.has_no_new_file()
    assert [each.user for each in others if not each.has_no_new_file()] == []


def test_what_was_never_booked_brings_no_file_when_it_is_off(
    month: Month, auditor: Persona, practitioner: Persona
) -> None:
    practitioner.posts(f"/audit cannot {month.audit().serial}")
    practitioner.submits(practitioner.opened(), reason="sickness")

    month.world.tick()

    assert practitioner.has_no_new_file()
    assert auditor.has_no_new_file()


def test_of_two_changes_before_the_first_is_sent_only_the_last_comes(
    month: Month, practitioner: Persona
) -> None:
    number = month.audit().serial
    practitioner.types(f"/audit book {number} 14 December")
    practitioner.types(f"/audit book {number} 15 December")

    month.world.tick()

    assert _saved(practitioner)[1].sequence == 1
    with month.council.database.read() as session:
        asked = select(Message.outcome).where(Message.kind == "audit invite")
        assert sorted(map(str, session.scalars(asked))) == ["sent", "sent", "stale", "stale"]


def _goes(method: str | None, event: Event, after: Event) -> None:
    assert (method, event.status) == ("CANCEL", STATUS.CANCELLED)
    assert event.uid == after.uid
    assert (event.sequence or 0) > (after.sequence or 0)
