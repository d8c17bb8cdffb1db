"""The first that anybody hears of a month."""

from datetime import date, datetime, time, timedelta

import pytest

from db.audits import queries as audits
from db.models import AuditState, MonthState, Person
from jobs.audits.publishing import publish
from jobs.context import Council
from jobs.reminders.daily import enqueue_reminders
from tests.contexts import asking
from tests.jobs.audits.months import DECEMBER, DRAW_DAY, ENGLAND, OPENS, DrawnMonth, on
from tests.refusals import refused

pytestmark = pytest.mark.mostly_sqlite  # its SQL is asked on PostgreSQL by other tests

PERMANENCE = "Team Manager, Permanence"


def look(month: DrawnMonth, at: datetime) -> None:
    enqueue_reminders(month.database, lambda: at, Council(ENGLAND))


def notices(month: DrawnMonth) -> list[str]:
    """Return who has heard of an audit in a morning's message, once for each."""
    roles = {person.id: role for role, person in month.council.people.items()}
    return sorted(
        roles[message.person_id]
        for message in month.messages("morning")
        for step in message.about["audits"]
        if step["step"] == "opened 0"
    )


def test_nobody_hears_of_a_published_month_before_it_opens(month: DrawnMonth) -> None:
    month.published()
    look(month, on(OPENS) - timedelta(minutes=1))
    assert notices(month) == []
    assert month.told() == []


def test_both_of_every_pair_hear_in_their_mornings_message_when_the_month_opens(
    month: DrawnMonth,
) -> None:
    month.published()
    look(month, on(OPENS))
    assert notices(month) == sorted(role for pair in month.pairs() for role in pair)
    people = {message.person_id for message in month.messages("morning")}
    assert len(month.messages("morning")) == len(people)


def test_a_notice_is_heard_once(month: DrawnMonth) -> None:
    month.published()
    look(month, on(OPENS))
    before = notices(month)
    look(month, on(OPENS) + timedelta(days=1))
    assert notices(month) == before


def test_a_published_month_says_so_and_who_did_it(month: DrawnMonth) -> None:
    month.published()
    audit_month = month.round()
    assert (audit_month.state, audit_month.published_at) == (MonthState.PUBLISHED, DRAW_DAY)
    assert audit_month.published_by_id == month.council.director.id
    assert {audit.state for audit in month.audits()} == {AuditState.PUBLISHED}


def test_a_group_message_of_each_pair_is_opened_where_a_council_wants_that(
    month: DrawnMonth,
) -> None:
    month.draw()
    with month.database.begin() as session:
        by = asking(
            month.person(session, "Assistant Director"),
            DRAW_DAY,
            Council(ENGLAND, pairs_meet=True),
        )
        drawn = audits.month_for(session, DECEMBER)
        assert drawn is not None
        publish(by, drawn)
    openers = month.messages("pair")
    assert {message.about["audit"] for message in openers} == {one.id for one in month.audits()}
    assert min(message.due_at for message in openers) >= on(OPENS)


def test_published_after_it_opened_everybody_hears_at_once(month: DrawnMonth) -> None:
    month.draw()
    late = on(OPENS) + timedelta(days=1, hours=3)
    month.publish(at=late)
    assert {message.due_at for message in month.messages()} == {late}
    look(month, late + timedelta(days=1))
    assert notices(month) == []


def test_somebody_hears_on_their_own_first_working_day_when_they_start(month: DrawnMonth) -> None:
    with month.database.begin() as session:
        manager = session.get_one(Person, month.council.manager.id)
        manager.works, manager.day_starts = "345", time(10, 30)
    month.published()
    wednesday = on(date(2026, 12, 2), 10) + timedelta(minutes=30)
    for at in (on(date(2026, 11, 27), 11), wednesday - timedelta(minutes=1)):
        look(month, at)
        assert PERMANENCE not in notices(month)
    look(month, wednesday)
    assert PERMANENCE in notices(month)


def test_published_before_the_reminder_time_it_waits_for_the_morning(month: DrawnMonth) -> None:
    month.draw()
    month.publish(at=on(OPENS, 8))
    assert month.messages() == []
    look(month, on(OPENS))
    assert notices(month) == sorted(role for pair in month.pairs() for role in pair)


def test_a_month_is_published_once(month: DrawnMonth) -> None:
    month.published()
    with refused(match="December 2026 is published already"):
        month.publish()


def test_a_month_that_is_over_is_not_published(month: DrawnMonth) -> None:
    month.draw()
    with refused(match="was due on Thu 31 Dec 2026"):
        month.publish(at=on(date(2027, 1, 4)))


def test_only_a_lead_or_an_administrator_publishes(month: DrawnMonth) -> None:
    drawn = month.drawn().audit_month
    with (
        month.database.begin() as session,
        refused(match="Only a lead or an administrator"),
    ):
        publish(asking(month.person(session, PERMANENCE), DRAW_DAY), session.merge(drawn))
    assert month.round(DECEMBER).state == MonthState.DRAWN
