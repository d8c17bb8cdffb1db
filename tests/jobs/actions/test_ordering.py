"""What waits for what, when two people or two bots are at work at once."""

from datetime import timedelta

from sqlalchemy import select

from bot.refusals import refusal_words
from db.actions import dependencies, operations, signoff
from db.actions import queries as actions
from db.actions.ordering import repeat
from db.errors import RefusedError
from db.models import Action, Event, Message, MessageName, Person, Status
from db.session import Database
from jobs.actions import notices, ordering
from tests.at_once import CHANGES, at_once, in_between
from tests.people import NOW, Council, acting
from tests.refusals import refused


def arrange(council: Council, number: int, *numbers: int) -> None:
    with council.database.begin() as session:
        dependencies.begin(session)
        by = session.get_one(Person, council.manager.id)
        action = actions.find(session, number, by)
        ordering.put_after(acting(by), action, numbers)


def finish(council: Council, number: int) -> None:
    with council.database.begin() as session:
        by = session.get_one(Person, council.manager.id)
        action = actions.find(session, number, by)
        event = signoff.close(acting(by), action)
        notices.tell(session, action, event)


def told(database: Database) -> list[Message]:
    with database.read() as session:
        kinds = (MessageName.UNBLOCKED, MessageName.BLOCKED_AGAIN)
        return list(session.scalars(select(Message).where(Message.kind.in_(kinds))))


def three(council: Council) -> tuple[int, int, int]:
    first, second, third = (
        council.action(council.practitioner, title) for title in ("One", "Two", "Three")
    )
    return first, second, third


def test_what_it_waits_for_is_told_in_the_order_of_the_numbers(council: Council) -> None:
    one, two, three_ = three(council)
    arrange(council, one, three_, two)
    with council.database.read() as session:
        by = session.get_one(Person, council.manager.id)
        assert [each.id for each in actions.find(session, one, by).after] == [two, three_]


def test_only_the_last_thing_it_waits_for_sets_it_free(council: Council) -> None:
    one, two, three_ = three(council)
    arrange(council, three_, one, two)

    finish(council, one)
    assert told(council.database) == []
    finish(council, two)

    (message,) = told(council.database)
    assert message.person_id == council.practitioner.id
    assert message.about["action"] == three_
    assert message.due_at == NOW + timedelta(minutes=1)


def test_two_who_finish_the_last_two_at_once_are_not_both_too_early(council: Council) -> None:
    one, two, three_ = three(council)
    arrange(council, three_, one, two)

    at_once(council.database, lambda: finish(council, one), lambda: finish(council, two))

    assert len(told(council.database)) == 1


def test_two_who_meet_at_what_waits_for_an_action_both_have_their_way(council: Council) -> None:
    """One finishes the second, for which the first waits; the other changes both, by number."""
    one, two, _ = three(council)
    arrange(council, one, two)

    def notes_both() -> None:
        with council.database.begin() as session:
            by = session.get_one(Person, council.manager.id)
            for action in actions.lock(session, [one, two]).values():
                operations.note(acting(by), action, "It is on the agenda")

    other = in_between(
        council.database, "FROM action", CHANGES, lambda: finish(council, two), notes_both
    )
    other.result()
    assert [message.kind for message in told(council.database)] == [MessageName.UNBLOCKED]


def test_two_who_close_a_loop_at_once_are_not_both_let(council: Council) -> None:
    one, two, _ = three(council)
    told: list[str] = []

    def try_(number: int, after: int) -> None:
        try:
            arrange(council, number, after)
        except RefusedError as error:
            told.append(refusal_words(error))

    at_once(council.database, lambda: try_(one, two), lambda: try_(two, one))

    assert len(told) == 1
    assert "already" in told[0]


def test_what_was_dropped_holds_nothing_up(council: Council) -> None:
    one, two, _ = three(council)
    arrange(council, two, one)
    with council.database.begin() as session:
        dropped = session.get_one(Action, one)
        dropped.status = Status.DROPPED
        event = Event(action_id=one, at=NOW, kind="dropped", changes={}, note="")
        session.add(event)
        session.flush()
        ordering.tell(session, dropped, event)

    with council.database.read() as session:
        assert session.get_one(Action, two).waits_for == []
    assert [message.kind for message in told(council.database)] == [MessageName.UNBLOCKED]


def test_what_is_put_off_still_holds_up(council: Council) -> None:
    one, two, _ = three(council)
    arrange(council, two, one)
    with council.database.begin() as session:
        session.get_one(Action, one).status = Status.DEFERRED

    with council.database.read() as session:
        assert session.get_one(Action, two).waits_for == [one]


def test_a_finished_action_may_come_first(council: Council) -> None:
    one, two, _ = three(council)
    finish(council, one)

    arrange(council, two, one)

    with council.database.read() as session:
        assert session.get_one(Action, two).waits_for == []


def test_only_those_who_may_arrange_it_do(council: Council) -> None:
    one, two, _ = three(council)
    with council.database.begin() as session:
        by = session.get_one(Person, council.colleague.id)
        action = actions.find(session, one, by)
        with refused(match="can arrange #"):
            ordering.put_after(acting(by), action, [two])
        with refused(match="can arrange #"):
            ordering.put_in_phase(acting(by), action, "Phase 1")
        with refused(match="can arrange #"):
            repeat(acting(by), action, "RRULE:FREQ=WEEKLY", "completion")


def test_what_is_put_after_an_action_once_that_was_found_hears_that_it_can_begin(
    council: Council,
) -> None:
    one, two, _ = three(council)
    with council.database.begin() as session:
        by = session.get_one(Person, council.manager.id)
        action = actions.find(session, one, by)
        ordering.put_after(acting(by), actions.find(session, two, by), [one])
        assert notices.tell(session, action, signoff.close(acting(by), action)) == [two]
    assert [message.about["action"] for message in told(council.database)] == [two]
