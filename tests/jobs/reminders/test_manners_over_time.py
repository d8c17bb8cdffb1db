"""Whatever the leave, the quiet weeks, the budget and what is put off: the promises still hold."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, event, given
from hypothesis import strategies as st
from sqlalchemy import select

from db.models import Absence, Person, Snooze
from db.session import Database
from jobs.context import Council
from jobs.reminders.daily import enqueue_reminders
from jobs.rules.escalation import DEFAULT_POLICY, parse_policy
from jobs.rules.quiet import Cadence, Limits, QuietWeeks, first_of_week
from tests.jobs.reminders.test_reminders_over_time import (
    A_DAY,
    ENGLAND,
    START,
    Story,
    Told,
    _told,
    _write_down,
    latest_step,
    may_hear,
    stories,
)
from tests.properties import examples

POLICY = parse_policy(DEFAULT_POLICY)
URGENT = {"0", "+5"}
PEOPLE = ("practitioner", "manager", "lead")
MADE_UP_IN = 14  # days: whoever works one day a week, and has heard enough this week
SETTINGS = examples(20, HealthCheck.function_scoped_fixture, HealthCheck.too_slow)


@dataclass(frozen=True)
class Put:
    """Somebody puts an action off for some days at one look."""

    look: int
    person: str
    action: int
    days: int


@dataclass(frozen=True)
class Manners:
    """A story, and what keeps people in peace in it: leave by person, quiet days, a budget."""

    story: Story
    leave: list[tuple[str, date, date]]
    quiet: tuple[tuple[date, date], ...]
    budget: int
    put_off: list[Put]

    def is_away(self, person: str, day: date) -> bool:
        return any(who == person and first <= day <= last for who, first, last in self.leave)

    def is_quiet(self, day: date) -> bool:
        return any(first <= day <= last for first, last in self.quiet)


def spans(longest: int) -> st.SearchStrategy[tuple[date, date]]:
    begin = st.integers(0, 50).map(lambda days: START.date() + timedelta(days=days))
    return st.tuples(begin, st.integers(0, longest)).map(
        lambda span: (span[0], span[0] + timedelta(days=span[1]))
    )


leaves = st.tuples(st.sampled_from(PEOPLE), spans(12)).map(lambda one: (one[0], *one[1]))
puts = st.builds(
    Put,
    look=st.integers(0, 10),
    person=st.sampled_from(PEOPLE),
    action=st.integers(0, 3),
    days=st.integers(1, 20),
)
manners = st.builds(
    Manners,
    story=stories,
    leave=st.lists(leaves, max_size=4),
    quiet=st.lists(spans(14), max_size=1).map(tuple),
    budget=st.integers(0, 3),
    put_off=st.just([]),
)


def tell(database: Database, life: Manners) -> tuple[list[Told], list[int], datetime]:
    """Live through it, and then through as many quiet working mornings as make up for it."""
    numbers = _write_down(database, life.story)
    _record(database, life)
    at = START
    for number, gap in enumerate(life.story.gaps):
        at += timedelta(hours=gap)
        _put_off(database, [one for one in life.put_off if one.look == number], numbers, at)
        _look(database, life, at)
    ends = [at.date(), *(last for *_, last in life.leave), *(last for _, last in life.quiet)]
    last = datetime.combine(max(ends), time(10), START.tzinfo)
    for day in range(MADE_UP_IN + 1):
        _look(database, life, last + day * A_DAY)
    return _told(database), numbers, last + MADE_UP_IN * A_DAY


def _record(database: Database, life: Manners) -> None:
    with database.begin() as session:
        ids = {person.name: person.id for person in session.scalars(select(Person))}
        for who, first, last in life.leave:
            leave = Absence(person_id=ids[who], first_on=first, last_on=last, recorded_at=START)
            session.add(leave)


def _put_off(database: Database, puts: list[Put], numbers: list[int], at: datetime) -> None:
    with database.begin() as session:
        ids = {person.name: person.id for person in session.scalars(select(Person))}
        for put in puts:
            number = numbers[put.action % len(numbers)]
            until = at.date() + timedelta(days=put.days)
            session.merge(Snooze(person_id=ids[put.person], action_id=number, until=until))


def _look(database: Database, life: Manners, at: datetime) -> None:
    limits = Limits(life.budget, QuietWeeks(life.quiet))
    enqueue_reminders(database, lambda: at, Council(ENGLAND, cadence=Cadence(POLICY, limits)))


@pytest.mark.mostly_sqlite
@SETTINGS
@given(life=manners)
def test_nobody_is_disturbed_in_leave_or_quiet_weeks_or_beyond_the_budget(
    database: Database, life: Manners
) -> None:
    told, _, _ = tell(database, life)
    event(f"leave: {len(life.leave)}, quiet: {len(life.quiet)}, budget: {life.budget}")

    mornings = {(one.person, one.at) for one in told}
    per_day = Counter((person, at.date()) for person, at in mornings)
    assert not [day for day, times in per_day.items() if times > 1], "two messages in a day"
    for person, at in mornings:
        assert may_hear(life.story, person, at)
        assert not life.is_away(person, at.date())
        assert not life.is_quiet(at.date())
    _assert_within_budget(told, life.budget)


def _assert_within_budget(told: list[Told], budget: int) -> None:
    steps: dict[tuple[str, datetime], set[str]] = {}
    for one in told:
        steps.setdefault((one.person, one.at), set()).add(one.step)
    for (person, at), said in steps.items():
        if budget and not said & URGENT:
            week = first_of_week(at.date())
            before = [
                when
                for who, when in steps
                if who == person and first_of_week(when.date()) == week and when < at
            ]
            assert len(before) < budget, (person, at)


@pytest.mark.mostly_sqlite
@SETTINGS
@given(life=manners)
def test_whatever_held_it_back_what_is_overdue_is_heard_by_somebody(
    database: Database, life: Manners
) -> None:
    told, numbers, now = tell(database, life)
    today = now.date()
    for number, (owner, due) in zip(numbers, life.story.actions, strict=True):
        step = latest_step(life.story, owner, due, today - timedelta(days=MADE_UP_IN))
        if due < today and step is not None:
            heard = [int(one.step) for one in told if one.action == number and one.step != "away"]
            assert max(heard, default=-99) >= int(step), (owner, due, step)


@pytest.mark.mostly_sqlite
@SETTINGS
@given(life=manners, put_off=st.lists(puts, min_size=1, max_size=4))
def test_putting_off_changes_nothing_that_others_hear(
    database: Database, life: Manners, put_off: list[Put]
) -> None:
    who = put_off[0].person
    theirs = [replace(one, person=who) for one in put_off]
    before, numbers, _ = tell(database, replace(life, budget=0))
    after, renumbered, _ = tell(database, replace(life, budget=0, put_off=theirs))
    same = dict(zip(renumbered, numbers, strict=True))
    others = [replace(one, action=same[one.action]) for one in after if one.person != who]
    assert others == [one for one in before if one.person != who]
