"""Who hears of a step: the owner, whoever stands above them, a lead, and an administrator."""

from datetime import date
from typing import Any

import pytest

from db.chain.sealing import seal
from db.models import Absence
from jobs.reminders.daily import ALONE, SEALED
from tests.jobs.reminders.looks import (
    DUE,
    ENGLAND,
    heard,
    look,
    messages,
    morning,
    working_days_from_due,
)
from tests.people import Council, change

pytestmark = pytest.mark.mostly_sqlite  # its SQL is asked on PostgreSQL by other tests


@pytest.mark.parametrize("can_finish", [False, True])
def test_nobody_on_leave_hears_until_they_are_back(council: Council, can_finish: bool) -> None:
    number = council.action(council.practitioner, due=DUE)
    leave = Absence(
        person_id=council.practitioner.id,
        first_on=ENGLAND.shift(DUE, -8),
        last_on=ENGLAND.shift(DUE, -7),
        can_finish=can_finish,
        recorded_at=morning(DUE),
    )
    with council.database.begin() as session:
        session.add(leave)
    look(council.database, working_days_from_due(-7))
    hearing = {True: council.practitioner, False: council.manager}[can_finish]
    as_what = {True: "owner", False: "manager"}[can_finish]
    assert heard(council) == {hearing.role: [(number, "-7", as_what)]}
    assert look(council.database, working_days_from_due(-6)) == int(not can_finish)
    assert heard(council)[council.practitioner.role] == [(number, "-7", "owner")]


def test_a_manager_hears_at_the_week_s_beginning_of_what_is_five_working_days_late(
    council: Council,
) -> None:
    number = council.action(council.practitioner, due=DUE)
    look(council.database, working_days_from_due(5))  # a Friday
    assert heard(council) == {council.practitioner.role: [(number, "+5", "owner")]}
    look(council.database, working_days_from_due(6))
    assert heard(council)[council.manager.role] == [(number, "+5", "manager")]


def test_what_is_escalated_comes_once_a_week_on_whichever_day_the_first_look_is(
    council: Council,
) -> None:
    number = council.action(council.practitioner, due=DUE)
    for days in (8, 9, 10, 12, 13, 17):  # a week each but for the bank holidays: 8, 11 and 15
        look(council.database, working_days_from_due(days))
    told = [(number, step, "manager") for step in ("+5", "+10", "+15")]
    assert heard(council)[council.manager.role] == told


def test_what_is_escalated_ends_when_it_has_been_told_for_long_enough(council: Council) -> None:
    council.action(council.practitioner, due=DUE)
    look(council.database, working_days_from_due(41))
    assert council.manager.role in heard(council)
    late = council.action(council.colleague, due=ENGLAND.shift(DUE, -41))
    look(council.database, working_days_from_due(46))
    told = {number for number, _, _ in heard(council)[council.manager.role]}
    assert late not in told, "only its owner is still reminded of it"
    assert late in {number for number, _, _ in heard(council)[council.colleague.role]}


def test_a_lead_hears_too_ten_working_days_late(council: Council) -> None:
    number = council.action(council.practitioner, due=DUE)
    look(council.database, working_days_from_due(11))
    assert heard(council)[council.director.role] == [(number, "+10", "lead")]
    assert len(heard(council)) == 3


def test_the_nearest_lead_up_the_line_hears(council: Council) -> None:
    change(council, council.head, is_lead=True)
    number = council.action(council.practitioner, due=DUE)
    look(council.database, working_days_from_due(11))
    assert heard(council)[council.head.role] == [(number, "+10", "lead")]
    assert council.director.role not in heard(council)


def test_every_lead_hears_where_none_is_up_the_line(council: Council) -> None:
    change(council, council.director, is_lead=False)
    change(council, council.officer, is_lead=True)
    change(council, council.stranger, is_lead=True)
    council.action(council.practitioner, due=DUE)
    look(council.database, working_days_from_due(11))
    assert {council.officer.role, council.stranger.role} <= set(heard(council))


def test_somebody_who_is_manager_and_lead_hears_once(council: Council) -> None:
    number = council.action(council.head, due=DUE)
    look(council.database, working_days_from_due(11))
    assert heard(council) == {
        council.head.role: [(number, "+10", "owner")],
        council.director.role: [(number, "+10", "manager")],
    }


def test_what_nobody_owns_is_for_the_leads_whatever_the_step(council: Council) -> None:
    number = council.action(None, due=DUE)
    look(council.database, working_days_from_due(-7))
    assert heard(council) == {council.director.role: [(number, "-7", "lead")]}


@pytest.mark.parametrize(
    "gone", [{"left_slack": True}, {"slack_id": None}, {"ends_on": date(2026, 11, 1)}]
)
def test_for_an_owner_who_has_left_their_manager_hears(
    council: Council, gone: dict[str, Any]
) -> None:
    change(council, council.practitioner, **gone)
    number = council.action(council.practitioner, due=DUE)
    look(council.database, working_days_from_due(-7))
    assert heard(council) == {council.manager.role: [(number, "-7", "manager")]}


def test_a_manager_who_has_left_is_passed_over(council: Council) -> None:
    change(council, council.manager, left_slack=True)
    number = council.action(council.practitioner, due=DUE)
    look(council.database, working_days_from_due(6))
    assert heard(council)[council.head.role] == [(number, "+5", "manager")]


def test_for_an_owner_with_nobody_above_the_leads_hear(council: Council) -> None:
    change(council, council.officer, left_slack=True, manager_id=None)
    number = council.action(council.officer, due=DUE)
    look(council.database, working_days_from_due(-7))
    assert heard(council) == {council.director.role: [(number, "-7", "lead")]}


def test_a_person_away_today_hears_the_latest_step_when_they_are_back(council: Council) -> None:
    change(council, council.manager, works="5")
    number = council.action(council.practitioner, due=DUE)
    late = [working_days_from_due(days) for days in (3, 5, 6, 10, 15, 22)]
    for at in late:
        look(council.database, at)
    assert heard(council)[council.manager.role] == [
        (number, "+5", "manager"),
        (number, "+15", "manager"),  # the week between had no Friday to be told on
    ]


def test_an_administrator_is_given_the_head_of_the_history_as_it_was(council: Council) -> None:
    council.action(council.officer, due=DUE)
    council.action(council.practitioner, due=DUE)
    at = working_days_from_due(-7)
    with council.database.begin() as session:
        last = seal(session, at)
    assert last.number == len(("the council", "an action", "another"))
    look(council.database, at)
    given = {message.person_id: message.about.get(SEALED) for message in messages(council.database)}
    assert given == {
        council.officer.id: {"links": last.number, "head": last.hash},
        council.practitioner.id: None,
    }


def test_an_administrator_with_nothing_to_do_is_given_the_head_once_a_week(
    council: Council,
) -> None:
    council.action(council.practitioner, due=None)
    with council.database.begin() as session:
        last = seal(session, working_days_from_due(-7))
    days = [working_days_from_due(number) for number in range(-7, 8)]
    for at in days:
        look(council.database, at)
    given = [message.about for message in messages(council.database)]
    assert [(about["day"], about[SEALED]) for about in given] == [
        (day.date().isoformat(), {"links": last.number, "head": last.hash, ALONE: True})
        for day in (days[0], days[5], days[10])
    ]
    assert {message.person_id for message in messages(council.database)} == {council.officer.id}
