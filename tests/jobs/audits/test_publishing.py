"""The first that anybody hears of a month."""

from datetime import date, time, timedelta

import pytest

from db.errors import RefusedError
from db.models import AuditState, Person, RoundState
from jobs.audits.publishing import publish
from tests.jobs.audits.months import DECEMBER, DRAW_DAY, OPENS, AuditMonth, on

PERMANENCE = "Team Manager, Permanence"


def test_both_of_every_pair_are_told_when_the_month_opens(month: AuditMonth) -> None:
    month.published()
    wanted = sorted(("published", role) for pair in month.pairs() for role in pair)
    assert month.told() == wanted
    assert {message.due_at for message in month.messages()} == {on(OPENS)}


def test_a_published_month_says_so_and_who_did_it(month: AuditMonth) -> None:
    month.published()
    round_ = month.round()
    assert (round_.state, round_.published_at) == (RoundState.PUBLISHED, DRAW_DAY)
    assert round_.published_by_id == month.council.director.id
    assert {audit.state for audit in month.audits()} == {AuditState.PUBLISHED}


def test_published_after_it_opened_everybody_hears_at_once(month: AuditMonth) -> None:
    month.draw()
    late = on(OPENS) + timedelta(days=1, hours=3)
    month.publish(at=late)
    assert {message.due_at for message in month.messages()} == {late}


def test_somebody_hears_on_their_own_first_working_day_when_they_start(month: AuditMonth) -> None:
    with month.database.begin() as session:
        manager = session.get_one(Person, month.council.manager.id)
        manager.works, manager.day_starts = "345", time(10, 30)
    month.published()
    mine = [m for m in month.messages() if m.person_id == month.council.manager.id]
    assert {message.due_at for message in mine} == {
        on(date(2026, 12, 2), 10) + timedelta(minutes=30)
    }


def test_everybody_hears_at_the_councils_reminder_time(month: AuditMonth) -> None:
    round_ = month.draw().round
    assert round_ is not None
    with month.database.begin() as session:
        lead = month.person(session, "Assistant Director")
        publish(session, session.merge(round_), lead, DRAW_DAY, remind_at=time(11))
    assert {message.due_at for message in month.messages()} == {on(OPENS, 11)}


def test_a_month_is_published_once(month: AuditMonth) -> None:
    month.published()
    with pytest.raises(RefusedError, match="December 2026 is published already"):
        month.publish()


def test_a_month_that_is_over_is_not_published(month: AuditMonth) -> None:
    month.draw()
    with pytest.raises(RefusedError, match="was due on Thu 31 Dec 2026"):
        month.publish(at=on(date(2027, 1, 4)))


def test_only_a_lead_or_an_administrator_publishes(month: AuditMonth) -> None:
    drawn = month.draw().round
    assert drawn is not None
    with (
        month.database.begin() as session,
        pytest.raises(RefusedError, match="Only a lead or an administrator"),
    ):
        publish(session, session.merge(drawn), month.person(session, PERMANENCE), DRAW_DAY)
    assert month.round(DECEMBER).state == RoundState.DRAWN
