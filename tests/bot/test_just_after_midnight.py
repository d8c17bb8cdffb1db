"""In a British summer the first hour of a day is, in UTC, the last of the day before."""

from datetime import UTC, date, datetime, time, timedelta

from bot.audits.outcome_fields import held_day
from db.audits import changes
from db.audits.changes import Outcome
from db.models import Absence, Person
from jobs.audits import outcomes
from tests.bot.commands.said import Saying
from tests.contexts import asking
from tests.jobs.audits.months import DrawnMonth, month, on
from tests.people import NOW, Council

__all__ = ("month",)

JULY = date(2027, 7, 1)
HALF_PAST_MIDNIGHT = datetime(2027, 6, 30, 23, 30, tzinfo=UTC)
THAT_MORNING = datetime.combine(JULY, time(9), UTC)


def test_what_was_done_then_is_said_to_be_of_the_new_day(council: Council) -> None:
    action = council.action(council.practitioner)
    late = Saying(council, council.practitioner, HALF_PAST_MIDNIGHT)
    assert "is done" in late.reads(f"/action done {action}")
    later = Saying(council, council.practitioner, THAT_MORNING)
    assert "already done on Thu 1 Jul" in later.outcome(f"/action done {action}")
    history = later.reads(f"/action show {action}")
    assert "Thu 1 Jul" in history
    assert "30 Jun" not in history


def test_a_deputy_of_that_day_may_close(council: Council) -> None:
    action = council.action(council.practitioner)
    with council.database.begin() as session:
        owner = session.get_one(Person, council.practitioner.id)
        owner.deputy_id = council.colleague.id
        session.add(Absence(person_id=owner.id, first_on=JULY, last_on=JULY, recorded_at=NOW))
    deputy = Saying(council, council.colleague, HALF_PAST_MIDNIGHT)
    assert "is done" in deputy.reads(f"/action done {action}")
    day_before = Saying(council, council.colleague, HALF_PAST_MIDNIGHT - timedelta(hours=1))
    assert "refused" in day_before.outcome(f"/action done {action}")


def test_an_audit_held_then_is_corrected_with_the_day_it_is_asked_with(month: DrawnMonth) -> None:
    month.draw(JULY, on(date(2027, 6, 24)))
    month.publish(JULY, on(date(2027, 6, 24)))
    first = month.audits(JULY)[0]
    with month.database.begin() as session:
        audit = month.load(session, first)
        outcomes.hold(asking(audit.auditor, HALF_PAST_MIDNIGHT), audit, Outcome("Good"), [])
    with month.database.begin() as session:
        audit = month.load(session, first)
        ctx = asking(audit.auditor, THAT_MORNING)
        [asked] = held_day(audit, ctx)
        assert asked["element"]["initial_date"] == "2027-07-01"
        outcome = Outcome("Good", link="https://records.example/1", held_on=JULY)
        changes.correct(ctx, audit, outcome, "the link was missing")
        assert audit.held_at == HALF_PAST_MIDNIGHT
