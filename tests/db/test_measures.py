"""What leads keep to show the distance travelled, and what is counted for it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from db import measures
from db.actions import signoff
from db.audits import booking, changes
from db.errors import RefusedError
from db.models import Action, LiveAudit, Measure, MeasureEvent, Meeting, Person, Reading, Team
from db.session import Session
from tests.contexts import by_itself_with, doing
from tests.db.audits.months import drawn, held, me
from tests.people import NOW, TODAY, Council, acting
from tests.refusals import refused


def made(session: Session, council: Council, name: str = "Supervision on time") -> Measure:
    lead = me(session, council.director)
    measure = Measure(name=name, computed="", theme="", target=90, target_out_of=100)
    measure.more_is_better = True
    return measures.add(acting(lead), measure)


def test_a_reading_is_kept_with_who_wrote_it_down(council: Council) -> None:
    with council.database.begin() as session:
        measure = made(session, council)
        measures.record_reading(acting(me(session, council.director)), measure, TODAY, 72, 80)
    with council.database.read() as session:
        [reading] = session.scalars(select(Reading))
        assert (reading.number, reading.out_of, reading.read_on) == (72, 80, TODAY)
        assert reading.recorded_by_id == council.director.id
        events = session.scalars(select(MeasureEvent).order_by(MeasureEvent.id))
        assert [event.kind for event in events] == ["added", "reading"]


def test_names_with_letters_beyond_a_to_z_are_the_same_in_capitals(council: Council) -> None:
    with council.database.begin() as session:
        made(session, council, "Ôl-ofal ar amser")
        with pytest.raises(RefusedError):
            made(session, council, "ÔL-OFAL AR AMSER")
        me(session, council.manager).team = Team(name="Ôl-ofal")
        session.flush()
        assert measures.team_named(session, "ôl-OFAL").name == "Ôl-ofal"


def test_a_second_reading_of_a_day_corrects_it_and_the_first_stays_on_record(
    council: Council,
) -> None:
    with council.database.begin() as session:
        measure = made(session, council)
        lead = me(session, council.director)
        measures.record_reading(acting(lead), measure, TODAY, 72, 80)
        measures.record_reading(acting(lead), measure, TODAY, 71, 80)
    with council.database.read() as session:
        [reading] = session.scalars(select(Reading))
        assert reading.number == 71
        last = session.scalars(select(MeasureEvent).order_by(MeasureEvent.id.desc())).first()
        assert last
        assert last.changes == {TODAY.isoformat(): [[72, 80], [71, 80]]}


@pytest.mark.parametrize(
    ("day", "number", "out_of", "words"),
    [
        (TODAY + timedelta(days=1), 72, 80, "Tue 24 Nov 2026 is in the future"),
        (TODAY, 81, 80, "81 of 80 is more than all of them"),
        (TODAY, 72, None, "Its target is 90 of 100, so write the reading like that too"),
        (TODAY, 72, 0, "such as 72 of 80"),
    ],
)
def test_a_reading_that_cannot_be_is_refused_in_words(
    council: Council, day: date, number: float, out_of: float | None, words: str
) -> None:
    with council.database.begin() as session:
        measure = made(session, council)
        with refused(match=words):
            measures.record_reading(
                acting(me(session, council.director)), measure, day, number, out_of
            )


def test_only_leads_and_administrators_keep_measures(council: Council) -> None:
    with council.database.begin() as session:
        measure = made(session, council)
        for person in (council.manager, council.practitioner, council.head):
            with refused(match="Only a lead or an administrator can"):
                measures.record_reading(acting(me(session, person)), measure, TODAY, 72, 80)
        measures.record_reading(acting(me(session, council.officer)), measure, TODAY, 72, 80)


def test_the_same_measure_is_not_kept_twice_and_an_ended_one_takes_nothing(
    council: Council,
) -> None:
    with council.database.begin() as session:
        measure = made(session, council)
        with refused(match="already measure 1"):
            made(session, council, "supervision ON time")
        lead = me(session, council.director)
        measures.end(acting(lead), measure)
        with refused(match="ended on Mon 23 Nov 2026"):
            measures.set_target(acting(lead), measure, 95, 100)
        assert measures.kept(session) == []


def test_a_name_with_a_phone_number_is_refused(council: Council) -> None:
    with council.database.begin() as session, pytest.raises(RefusedError, match="phone"):
        made(session, council, "Calls to 07700 900123")


def test_what_was_expected_is_counted_and_the_last_grade_counts(council: Council) -> None:
    pair = (council.other_manager, council.practitioner)
    numbers = drawn(council, pair, pair, pair)
    held(council, numbers[0])
    with council.database.begin() as session:
        first, second, third = (session.get_one(LiveAudit, number) for number in numbers)
        first.moderated_grade = "Requires improvement"
        changes.not_held(doing(me(session, council.practitioner), NOW), second, "leave")
        changes.replace(by_itself_with(third, NOW), third)
    with council.database.read() as session:
        rows = measures.audit_rows(session, date(2026, 12, 1))
    assert [(row.grade, row.reason, row.team) for row in rows] == [
        ("Requires improvement", None, "Permanence"),
        (None, "leave", "Permanence"),
    ]


def test_an_actions_statuses_are_told_with_their_days(council: Council) -> None:
    number = council.action(council.practitioner)
    later = NOW + timedelta(days=2)
    with council.database.begin() as session:
        action = session.get_one(Action, number)
        owner = session.get_one(Person, council.practitioner.id)
        signoff.close(acting(owner, later), action)
    with council.database.read() as session:
        [row] = measures.action_rows(session)
    assert list(row.statuses) == [(NOW.date(), "not started"), (later.date(), "done")]


def test_booked_days_are_counted_without_what_is_off(council: Council) -> None:
    pair = (council.other_manager, council.practitioner)
    one, two = drawn(council, pair, pair)
    day = date(2027, 1, 14)
    with council.database.begin() as session:
        for number in (one, two):
            booking.book(
                doing(me(session, council.practitioner), NOW),
                session.get_one(LiveAudit, number),
                Meeting(day),
            )
        changes.replace(
            by_itself_with(session.get_one(LiveAudit, two), NOW), session.get_one(LiveAudit, two)
        )
    with council.database.read() as session:
        assert measures.booked_days(session, date(2027, 1, 1), date(2027, 1, 31)) == {day: 1}
