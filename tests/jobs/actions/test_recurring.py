"""Recurring actions over time: one open occurrence, whatever people and machines do."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from sqlalchemy import delete, func, select

from db.actions import dependencies, signoff
from db.models import Action, Answering, Base, Event, PlanItem, Status
from db.models.action import OPEN_STATUSES
from db.session import Database
from jobs import context
from jobs.actions import recurring
from jobs.rules.working_days import Calendar
from tests.people import NOW, Council, acting
from tests.properties import examples

ENGLAND = Calendar.of("ENG")


def repeat(council: Council, number: int, words: str, *, from_completion: bool = False) -> None:
    with council.database.begin() as session:
        action, by = session.get_one(Action, number), session.merge(council.manager)
        recurring.repeat(acting(by), action, words, from_completion=from_completion)


def close(council: Council, number: int, at: datetime) -> None:
    with council.database.begin() as session:
        signoff.close(acting(session.merge(council.manager), at), session.get_one(Action, number))


def tick(council: Council, at: datetime) -> int:
    return recurring.create_next_occurrences(council.database, lambda: at, context.Council(ENGLAND))


def everything(council: Council) -> list[Action]:
    with council.database.read() as session:
        return list(session.scalars(select(Action).order_by(Action.id)))


def on(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


def test_what_is_copied_is_the_work_and_nothing_of_its_history(council: Council) -> None:
    number = council.action(council.practitioner, due=date(2026, 11, 30))
    given = {
        "source": "Peer review, paragraph 43",
        "source_link": "https://council.slack.com/archives/C1/p1",
        "theme": "Workforce",
        "phase": "Phase 1",
        "success_measure": "Three academies a year",
        "deputy_id": council.colleague.id,
        "signer_id": council.head.id,
    }
    with council.database.begin() as session:
        action = session.get_one(Action, number)
        for name, value in given.items():
            setattr(action, name, value)
        item = PlanItem(kind="tip", reference="31b", text="Grow your own", added_at=NOW)
        session.add(item)
        session.flush()
        session.add(Answering(action_id=number, item_id=item.id, made_at=NOW))
    repeat(council, number, "every 2 weeks")
    close(council, number, NOW)

    assert tick(council, NOW + timedelta(minutes=3)) == 1

    former, made = everything(council)
    assert {name: getattr(made, name) for name in given} == given
    assert (made.owner_id, made.title) == (former.owner_id, former.title)
    assert (made.due_on, made.original_due_on) == (date(2026, 12, 14), date(2026, 12, 14))
    assert (made.status, made.done_at, made.evidence) == (Status.NOT_STARTED, None, "")
    assert (made.recurrence, made.previous_id) == (former.recurrence, former.id)
    with council.database.read() as session:
        assert session.scalar(select(Answering.item_id).where(Answering.action_id == made.id))
        assert session.scalars(select(Event.kind).where(Event.action_id == made.id)).all() == [
            "came round"
        ]


def test_a_moved_occurrence_goes_on_from_its_own_date(council: Council) -> None:
    number = council.action(council.practitioner, due=date(2026, 11, 30))
    repeat(council, number, "monthly")
    with council.database.begin() as session:
        session.get_one(Action, number).due_on = date(2026, 12, 18)
    close(council, number, on(date(2026, 12, 18)))

    tick(council, on(date(2026, 12, 21)))

    assert everything(council)[-1].due_on == date(2026, 12, 30)


def test_after_an_outage_there_is_one_occurrence_to_come_and_no_more(council: Council) -> None:
    number = council.action(council.practitioner, due=date(2026, 11, 30))
    repeat(council, number, "weekly")
    close(council, number, NOW)

    assert tick(council, on(date(2027, 2, 3))) == 1
    assert tick(council, on(date(2027, 2, 3))) == 0

    assert [action.due_on for action in everything(council)] == [
        date(2026, 11, 30),
        date(2027, 2, 8),
    ]


def test_an_action_due_by_a_months_end_comes_round_by_a_months_end(council: Council) -> None:
    number = council.action(council.practitioner, due=date(2026, 12, 31))
    with council.database.begin() as session:
        session.get_one(Action, number).due_precision = "month"
    repeat(council, number, "quarterly")
    close(council, number, on(date(2027, 3, 10)))

    tick(council, on(date(2027, 3, 11)))

    made = everything(council)[-1]
    assert (made.due_on, made.due_precision) == (date(2027, 3, 31), "month")


def test_from_completion_it_is_counted_from_the_day_it_was_done(council: Council) -> None:
    """However late the bot comes to it: three weeks later is nothing to the rule."""
    number = council.action(council.practitioner, due=date(2026, 11, 27))
    repeat(council, number, "every month", from_completion=True)
    close(council, number, on(date(2026, 11, 25)))
    assert tick(council, on(date(2026, 12, 16))) == 1
    assert everything(council)[-1].due_on == date(2026, 12, 29)  # 25 and 28 are bank holidays


@pytest.mark.parametrize("status", [Status.DEFERRED, Status.DROPPED])
def test_what_is_put_off_or_dropped_does_not_come_round(council: Council, status: Status) -> None:
    number = council.action(council.practitioner, due=date(2026, 11, 30))
    repeat(council, number, "weekly")
    with council.database.begin() as session:
        session.get_one(Action, number).status = status

    assert tick(council, on(date(2027, 2, 3))) == 0
    assert len(everything(council)) == 1


def test_words_that_have_aged_past_the_guard_still_come_round(council: Council) -> None:
    """A full date more than a year old is refused in new words, not in those kept already."""
    number = council.action(council.practitioner, "Follow up 20 November 2026", date(2026, 11, 30))
    repeat(council, number, "yearly")
    close(council, number, on(date(2027, 11, 29)))

    assert tick(council, on(date(2027, 12, 1))) == 0
    assert tick(council, on(date(2028, 11, 15))) == 1


def test_two_bots_cannot_make_two_of_one(council: Council) -> None:
    number = council.action(council.practitioner, due=date(2026, 11, 30))
    repeat(council, number, "weekly")
    close(council, number, NOW)
    tick(council, NOW + timedelta(minutes=3))

    with council.database.begin() as session:
        twin = Action(title="Again", created_at=NOW, previous_id=number)
        assert not dependencies.add_following(session, twin, NOW)

    assert len(everything(council)) == 2


STEPS = st.lists(
    st.tuples(st.sampled_from(["done", "wait", "tick", "reopen"]), st.integers(0, 40)),
    max_size=14,
)
FREE = ["weekly", "every 2 weeks", "monthly", "three times a year"]
HOW = st.tuples(st.sampled_from(FREE), st.booleans()) | st.just(("every Monday", False))


@pytest.mark.mostly_sqlite
@examples(25, HealthCheck.function_scoped_fixture, HealthCheck.too_slow)
@given(HOW, STEPS)
def test_there_are_never_two_open_and_every_next_date_is_later(
    council: Council, how: tuple[str, bool], steps: list[tuple[str, int]]
) -> None:
    words, from_completion = how
    _empty(council.database)
    number = council.action(council.practitioner, due=date(2026, 11, 30))
    repeat(council, number, words, from_completion=from_completion)
    at = NOW
    for what, days in steps:
        at += timedelta(days=days, minutes=5)
        _do(council, what, at)
        tick(council, at)

        chain = everything(council)
        assert sum(action.status in OPEN_STATUSES for action in chain) <= 1
        dates = [action.original_due_on for action in chain]
        assert all(day is not None for day in dates)
        if not from_completion:
            assert dates == sorted(set(dates))  # type: ignore[type-var]  # none is None
        assert all(ENGLAND.is_working(day) for day in dates if day)


def _do(council: Council, what: str, at: datetime) -> None:
    latest = everything(council)[-1]
    with council.database.begin() as session:
        action, by = session.get_one(Action, latest.id), session.merge(council.manager)
        if what == "done" and action.is_open:
            signoff.close(acting(by, at), action)
        elif what == "reopen" and action.is_done:
            signoff.reopen(acting(by, at), action, "It was not quite done")


def _empty(database: Database) -> None:
    with database.begin() as session:
        session.execute(delete(Event))
        for number in session.scalars(select(Action.id).order_by(Action.id.desc())):
            session.execute(delete(Action).where(Action.id == number))
        assert session.scalar(select(func.count()).select_from(Base.metadata.tables["action"])) == 0
