"""Digests that come by themselves: decided once, for those who may, until they leave."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from db.digest import subscriptions
from db.errors import RefusedError
from db.models import Absence, Message, MessageName, Person, Subscription
from jobs import context
from jobs.digest.scope import ScopeRequest
from jobs.digest.subscriptions import MAY_NOT, SubscriptionWish, enqueue_subscriptions, subscribe
from jobs.rules.working_days import Calendar
from tests.at_once import at_once
from tests.people import NOW, TODAY, Council
from tests.refusals import refused

ENGLAND = Calendar.of("ENG")
NINE = time(9)
MONDAYS = SubscriptionWish(NINE, weekday=0)
TO_CHANNEL = SubscriptionWish(NINE, weekday=0, channel="C01")
A_WEEK = timedelta(weeks=1)


def begun(council: Council, person: Person, wish: SubscriptionWish, at: datetime = NOW) -> int:
    with council.database.begin() as session:
        return subscribe(session, session.get_one(Person, person.id), wish, at).id


def looked(council: Council, at: datetime) -> int:
    return enqueue_subscriptions(council.database, lambda: at, context.Council(ENGLAND))


def messages(council: Council, kind: str = MessageName.SUBSCRIPTION) -> Sequence[Message]:
    with council.database.read() as session:
        return session.scalars(
            select(Message).where(Message.kind == kind).order_by(Message.id)
        ).all()


def days(council: Council) -> list[str]:
    return [message.about["day"] for message in messages(council)]


def test_it_comes_every_monday_and_on_tuesday_after_a_bank_holiday(council: Council) -> None:
    begun(council, council.practitioner, MONDAYS)
    for hours in range(24 * 50):
        looked(council, NOW + timedelta(hours=hours))
    assert days(council) == [
        "2026-11-30",
        "2026-12-07",
        "2026-12-14",
        "2026-12-21",
        "2026-12-29",
        "2027-01-04",
        "2027-01-11",
    ]


def test_the_same_digest_named_in_short_and_in_full_is_had_once(council: Council) -> None:
    team = replace(MONDAYS, asked=ScopeRequest(name="perm"))
    begun(council, council.director, team)
    for name in ("perm", "Permanence", "PERMANENCE"):
        again = replace(team, asked=ScopeRequest(name=name))
        with pytest.raises(RefusedError):
            begun(council, council.director, again)


def test_looking_again_and_two_bots_at_once_write_it_once(council: Council) -> None:
    for person in council.people.values():
        begun(council, person, MONDAYS)
    at = NOW + A_WEEK
    at_once(council.database, *[lambda: looked(council, at)] * 4)
    assert looked(council, at) == 0
    assert len(messages(council)) == len(council.people)


def test_of_three_missed_ones_only_the_latest_comes(council: Council) -> None:
    begun(council, council.practitioner, MONDAYS)
    looked(council, NOW + A_WEEK)
    assert looked(council, NOW + 4 * A_WEEK + timedelta(days=1)) == 1
    assert days(council) == ["2026-11-30", "2026-12-21"]


def test_what_is_paused_does_not_come_nor_is_made_up_for(council: Council) -> None:
    number = begun(council, council.practitioner, MONDAYS)
    with council.database.begin() as session:
        subscriptions.find(session, number, council.practitioner).pause(NOW, council.practitioner)
    assert looked(council, NOW + A_WEEK) == 0
    later = NOW + A_WEEK + timedelta(days=1)
    with council.database.begin() as session:
        subscriptions.find(session, number, council.practitioner).resume(
            later, council.practitioner
        )
    assert looked(council, later + timedelta(hours=1)) == 0
    assert looked(council, NOW + 2 * A_WEEK) == 1


def test_what_was_stopped_cannot_be_found_again(council: Council) -> None:
    number = begun(council, council.practitioner, MONDAYS)
    with council.database.begin() as session:
        subscriptions.find(session, number, council.practitioner).stop(NOW, council.practitioner)
    assert looked(council, NOW + A_WEEK) == 0
    with council.database.begin() as session, refused(match="no subscription"):
        subscriptions.find(session, number, council.practitioner)


def test_nobody_changes_what_another_has_but_leads_look_after_channels(council: Council) -> None:
    own = begun(council, council.manager, MONDAYS)
    shared = begun(council, council.manager, TO_CHANNEL)
    with council.database.begin() as session:
        assert subscriptions.find(session, shared, council.director)
        assert subscriptions.find(session, shared, council.officer)
        for person, number in ((council.director, own), (council.colleague, shared)):
            with pytest.raises(RefusedError):
                subscriptions.find(session, number, person)


def test_whoever_is_away_hears_once_they_are_back(council: Council) -> None:
    begun(council, council.practitioner, MONDAYS)
    with council.database.begin() as session:
        first, last = date(2026, 11, 27), date(2026, 12, 8)
        session.add(
            Absence(
                person_id=council.practitioner.id, first_on=first, last_on=last, recorded_at=NOW
            )
        )
    for day in range(7, 16):
        looked(council, NOW + timedelta(days=day))
    assert looked(council, NOW + timedelta(days=16)) == 1
    assert days(council) == ["2026-12-07"]


@pytest.mark.parametrize("who", ["practitioner", "colleague"])
def test_only_those_who_answer_for_others_send_to_a_channel(council: Council, who: str) -> None:
    with refused(match="Only a lead, an administrator or somebody's manager"):
        begun(council, getattr(council, who), TO_CHANNEL)


@pytest.mark.parametrize("who", ["manager", "head", "director", "officer"])
def test_managers_leads_and_administrators_send_to_a_channel(council: Council, who: str) -> None:
    assert begun(council, getattr(council, who), TO_CHANNEL)


def test_a_channel_is_told_of_no_one_person(council: Council) -> None:
    for asked in (ScopeRequest("own"), ScopeRequest("person", "", council.practitioner.id)):
        with refused(match="of their own people"):
            begun(
                council,
                council.director,
                SubscriptionWish(NINE, weekday=0, channel="C01", asked=asked),
            )


def test_a_manager_sends_nothing_of_another_managers_team(council: Council) -> None:
    for channel in (None, "C01"):
        wish = SubscriptionWish(
            NINE, weekday=0, channel=channel, asked=ScopeRequest("team", "Assessment")
        )
        with refused(match="Only a lead"):
            begun(council, council.manager, wish)


def test_a_channel_gets_nothing_from_somebody_who_manages_nobody_any_more(
    council: Council,
) -> None:
    number = begun(council, council.manager, TO_CHANNEL)
    with council.database.begin() as session:
        for person in (council.practitioner, council.colleague):
            session.get_one(Person, person.id).manager_id = council.head.id
    assert looked(council, NOW + A_WEEK) == 0
    assert not messages(council)
    [told] = messages(council, MessageName.SUBSCRIPTION_NEWS)
    assert (told.person_id, told.about["event"]) == (council.manager.id, MAY_NOT)
    with council.database.read() as session:
        assert session.get_one(Subscription, number).paused


def test_what_somebody_who_left_had_is_ended_and_leads_hear(council: Council) -> None:
    number = begun(council, council.manager, TO_CHANNEL)
    with council.database.begin() as session:
        session.get_one(Person, council.manager.id).ends_on = TODAY
    assert looked(council, NOW + A_WEEK) == 0
    with council.database.read() as session:
        assert session.get_one(Subscription, number).ended_at == NOW + A_WEEK
    assert [told.person_id for told in messages(council, MessageName.SUBSCRIPTION_NEWS)] == [
        council.director.id
    ]
    looked(council, NOW + 2 * A_WEEK)
    assert len(messages(council, MessageName.SUBSCRIPTION_NEWS)) == 1


def test_the_same_again_is_refused_with_its_number(council: Council) -> None:
    number = begun(council, council.manager, MONDAYS)
    with refused(match=f"your subscription {number}"):
        begun(council, council.manager, MONDAYS)


def test_nobody_has_more_than_ten(council: Council) -> None:
    for minute in range(10):
        begun(council, council.manager, SubscriptionWish(time(9, minute), weekday=0))
    with refused(match="Stop one first"):
        begun(council, council.manager, SubscriptionWish(time(10), weekday=0))
