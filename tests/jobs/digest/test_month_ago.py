"""How things stood a month ago: what the events of before it tell, kept once a day."""

from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import select

from db.digest import month_ago
from db.digest.month_ago import StoodThen
from db.digest.scope import ALL, line_of, own
from db.models import Action, MonthAgo, MonthState, Person
from db.people.about import held_on
from db.session import Session
from jobs.digest.month_ago import COUNTED, keep_month_ago
from tests.contexts import COUNCIL
from tests.db.audits.months import GOOD, drawn, held
from tests.digests import measured
from tests.jobs.digest.test_rederived import SINCE, Replayed, drifts, made_up, replayed
from tests.people import TODAY, Council
from tests.plans import Story, at

LONG_AGO = date(2026, 9, 1)


def stood(actions: list[Replayed]) -> StoodThen | None:
    opened = [one for one in actions if one.is_open]
    soon = [one for one in opened if one.due and 0 <= (one.due - SINCE).days <= 30]
    then = StoodThen(
        open=len(opened),
        overdue=sum(one.due is not None and one.due < SINCE for one in opened),
        due_soon=len(soon),
        at_risk=sum(drifts(one, SINCE) for one in soon),
        moved=sum(one.is_re_dated for one in opened),
        without_owner=sum(one.owner is None for one in opened),
        without_date=sum(one.due is None for one in opened),
    )
    return then if opened else None


def handed_on(session: Session, council: Council, chance: Random) -> None:
    """Give some actions to others since, take some from everybody, and give some a date."""
    people = [council.practitioner.id, council.stranger.id, None]
    for action in session.scalars(select(Action)):
        if chance.random() < 0.3:
            on = SINCE + timedelta(days=chance.randrange(30))
            Story(session, action).happens("given", on, owner_id=chance.choice(people))


@pytest.mark.parametrize("seed", range(4))
def test_how_things_stood_is_what_the_events_before_it_tell(council: Council, seed: int) -> None:
    with council.database.begin() as session:
        made_up(session, council, Random(seed))
        handed_on(session, council, Random(seed))
    keep_month_ago(council.database, TODAY, COUNCIL)
    with council.database.read() as session:
        everything = list(replayed(session, SINCE))
        line = {council.manager.id, council.practitioner.id, council.colleague.id}
        mine = council.practitioner.id
        asked = {
            ALL: everything,
            line_of(session.get_one(Person, council.manager.id)): [
                one for one in everything if one.owner in line
            ],
            own(council.practitioner): [one for one in everything if one.owner == mine],
        }
        for whose, actions in asked.items():
            assert measured(session, whose).month_ago == stood(actions), whose.kind


def test_only_one_day_is_kept_and_looked_for_once(council: Council) -> None:
    with council.database.begin() as session:
        Story.begins(session, "Old", council.practitioner, TODAY, LONG_AGO)
    for today in (TODAY, TODAY, TODAY + timedelta(days=1), TODAY):
        keep_month_ago(council.database, today, COUNCIL)
    with council.database.read() as session:
        kept = session.scalars(select(MonthAgo)).all()
        assert {row.day for row in kept} == {SINCE + timedelta(days=1)}
        assert {row.owner_id: row.open for row in kept} == {None: 0, council.practitioner.id: 1}


def test_what_is_kept_is_among_what_is_held_on_somebody_and_counted_once(council: Council) -> None:
    with council.database.begin() as session:
        Story.begins(session, "Old", None, TODAY, LONG_AGO)
        Story.begins(session, "Older", council.practitioner, TODAY, LONG_AGO)
    keep_month_ago(council.database, TODAY, COUNCIL)
    nobodys = {"day": SINCE, "owner_id": None, **dict.fromkeys(COUNTED, 1)}
    with council.database.begin() as session:
        month_ago.keep(session, SINCE, [nobodys])  # as another bot does that looked at once
    with council.database.read() as session:
        told = measured(session, ALL).month_ago
        assert told
        assert (told.open, told.without_owner) == (2, 1)
        person = session.get_one(Person, council.practitioner.id)
        [row] = held_on(session, person)["month_ago"]
        assert (row["day"], row["open"]) == (SINCE.isoformat(), 1)


def test_where_there_was_nothing_yet_nothing_is_compared(council: Council) -> None:
    with council.database.begin() as session:
        Story.begins(session, "New", council.practitioner, TODAY, TODAY - timedelta(days=3))
    keep_month_ago(council.database, TODAY, COUNCIL)
    with council.database.read() as session:
        assert measured(session, ALL).month_ago is None
        assert session.scalars(select(MonthAgo.owner_id)).all() == [None]  # that is known, too


def test_what_comes_by_itself_says_what_changed_and_nothing_besides(council: Council) -> None:
    with council.database.begin() as session:
        Story.begins(session, "Old", council.practitioner, TODAY, LONG_AGO)
    keep_month_ago(council.database, TODAY, COUNCIL)
    with council.database.read() as session:
        assert measured(session, ALL).month_ago
        assert measured(session, ALL, since=SINCE).month_ago is None


def audited(council: Council, state: MonthState = MonthState.PUBLISHED) -> None:
    """Let four audits be due in October: one held by its 16th working day, two later, one not."""
    pair = (council.other_manager, council.practitioner)
    numbers = drawn(council, *[pair] * 4, month=date(2026, 10, 1), state=state)
    if state == MonthState.PUBLISHED:
        for number, day in zip(numbers, (22, 23, 30), strict=False):
            held(council, number, at(date(2026, 10, day)), GOOD)


def test_audits_are_compared_with_those_held_by_the_same_working_day(council: Council) -> None:
    audited(council)
    with council.database.read() as session:
        assert measured(session, ALL).month_before is None  # nothing is expected this month
    drawn(council, (council.other_manager, council.practitioner), month=date(2026, 11, 1))
    with council.database.read() as session:
        for whose in (ALL, own(council.practitioner)):
            before = measured(session, whose).month_before
            assert before
            assert (before.held_by, before.held, before.expected) == (1, 3, 4)
        assert measured(session, own(council.stranger)).month_before is None


def test_a_month_of_which_nobody_was_told_is_compared_with_nothing(council: Council) -> None:
    audited(council, MonthState.DRAWN)
    drawn(council, (council.other_manager, council.practitioner), month=date(2026, 11, 1))
    with council.database.read() as session:
        assert measured(session, ALL).month_before is None
