"""Whatever the days, outages and working weeks: the promises that reminders make."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, event, given
from hypothesis import strategies as st
from sqlalchemy import delete

from db.models import Action, Base, Person
from db.session import Database
from jobs.context import Council
from jobs.reminders.daily import enqueue_reminders
from jobs.rules.working_days import Calendar
from tests.jobs.reminders.looks import messages
from tests.properties import examples

START = datetime(2026, 12, 14, 8, tzinfo=UTC)  # before Christmas, so that holidays come in
ENGLAND = Calendar.of("ENG")
A_DAY = timedelta(days=1)
NAMED_STEPS = (-14, -7, -1, 0, 5, 10)
REPEATS_EVERY = 5

weeks = st.sampled_from(["12345", "12", "135", "245", "4"])
owners = st.sampled_from(["practitioner", "manager", "lead", None])
dues = st.integers(-40, 40).map(lambda days: START.date() + timedelta(days=days))
gaps = st.one_of(st.integers(1, 24), st.sampled_from([24, 48, 72, 24 * 7, 24 * 12]))


@dataclass(frozen=True)
class Story:
    """Who works when, what is due, and how many hours pass between one look and the next."""

    works: dict[str, str]
    actions: list[tuple[str | None, date]]
    gaps: list[int]


stories = st.builds(
    Story,
    works=st.fixed_dictionaries(dict.fromkeys(("practitioner", "manager", "lead"), weeks)),
    actions=st.lists(st.tuples(owners, dues), min_size=1, max_size=4),
    gaps=st.lists(gaps, min_size=5, max_size=25),
)


@dataclass(frozen=True)
class Told:
    """One step one person was told, and when."""

    person: str
    at: datetime
    action: int
    step: str
    is_escalated: bool


def tell(database: Database, story: Story) -> tuple[list[Told], list[datetime], list[int]]:
    """Live through a story; return what was told, when each look was, and the actions' numbers."""
    numbers = _write_down(database, story)
    at, looks = START, []
    for gap in story.gaps:
        at += timedelta(hours=gap)
        looks.append(at)
        _look(database, at)
    return _told(database), looks, numbers


def _write_down(database: Database, story: Story) -> list[int]:
    with database.begin() as session:
        for table in reversed(Base.metadata.sorted_tables):
            session.execute(delete(table))
        people: dict[str, Person] = {}
        for role, above in (("lead", None), ("manager", "lead"), ("practitioner", "manager")):
            people[role] = Person(name=role, slack_id=f"U{role}", works=story.works[role])
            people[role].manager = people[above] if above else None
            people[role].is_lead = role == "lead"
        actions = [
            Action(title="x", due_on=due, created_at=START, owner=people[owner] if owner else None)
            for owner, due in story.actions
        ]
        session.add_all([*people.values(), *actions])
        session.flush()
        return [action.id for action in actions]


def _look(database: Database, at: datetime) -> None:
    enqueue_reminders(database, lambda: at, Council(ENGLAND))


def _told(database: Database) -> list[Told]:
    with database.read() as session:
        names = {message.id: message.person_id for message in messages(database)}
        people = {number: session.get_one(Person, number).name for number in names.values()}
    return [
        Told(
            people[message.person_id],
            message.due_at,
            step["id"],
            step["step"],
            step.get("escalated", False),
        )
        for message in messages(database)
        for step in message.about["actions"]
    ]


def works_on(story: Story, person: str | None, day: date) -> bool:
    """Say, the slow way, whether somebody works on a day (for nobody: whether the council does)."""
    week = story.works[person] if person else "12345"
    return str(day.isoweekday()) in week and day not in ENGLAND.holidays


def may_hear(story: Story, person: str, at: datetime) -> bool:
    return works_on(story, person, at.date()) and 9 <= at.hour < 17  # in winter, London is on UTC


def latest_step(story: Story, owner: str | None, due: date, today: date) -> str | None:
    """Find the step reached last by walking from day to day."""
    count, day = 0, due
    while day < today:
        day += A_DAY
        count += works_on(story, owner, day)
    while day > today:
        count -= works_on(story, owner, day)
        day -= A_DAY
    repeats = tuple(range(NAMED_STEPS[-1] + REPEATS_EVERY, 100, REPEATS_EVERY))
    reached = [offset for offset in NAMED_STEPS + repeats if offset <= count]
    return (f"{reached[-1]:+d}" if reached[-1] else "0") if reached else None


def beginning_of_week(day: date) -> date:
    """Return the first day of a week on which the council works, or that day if none came."""
    first = day - day.weekday() * A_DAY
    week = [first + number * A_DAY for number in range(day.weekday() + 1)]
    return next((one for one in week if one.weekday() < 5 and one not in ENGLAND.holidays), day)


@pytest.mark.mostly_sqlite
@examples(60, HealthCheck.function_scoped_fixture, HealthCheck.too_slow)
@given(story=stories)
def test_nobody_is_nagged_and_nothing_is_forgotten(database: Database, story: Story) -> None:
    told, looks, numbers = tell(database, story)
    event(f"steps told: {min(len(told), 10)}")
    known = dict(zip(numbers, story.actions, strict=True))

    per_step = Counter((one.person, one.action, one.step) for one in told)
    assert not [step for step, times in per_step.items() if times > 1], "a step heard twice"

    mornings = {(one.person, one.at) for one in told}
    per_day = Counter((person, at.date()) for person, at in mornings)
    assert not [day for day, times in per_day.items() if times > 1], "two messages in a day"

    assert all(may_hear(story, one.person, one.at) for one in told), "outside working time"

    for one in told:
        as_of = beginning_of_week(one.at.date()) if one.is_escalated else one.at.date()
        assert one.step == latest_step(story, *known[one.action], as_of)

    _assert_owners_heard_all(story, told, looks, known)


def _assert_owners_heard_all(
    story: Story,
    told: list[Told],
    looks: list[datetime],
    known: dict[int, tuple[str | None, date]],
) -> None:
    """Whoever could hear at a look has, by then, heard the latest step of all that is theirs."""
    for at in looks:
        for number, (owner, due) in known.items():
            step = latest_step(story, owner, due, at.date())
            if owner and step and may_hear(story, owner, at):
                theirs = [one for one in told if (one.person, one.action) == (owner, number)]
                assert step in {one.step for one in theirs if one.at <= at}, (owner, due, at)
