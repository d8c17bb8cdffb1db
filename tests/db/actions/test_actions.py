from collections.abc import Callable
from datetime import date, timedelta

import pytest

from db import privacy
from db.actions import due_dates, operations, signoff
from db.actions import queries as actions
from db.actions.due_dates import MoveTerms
from db.actions.operations import Draft
from db.actions.scopes import Scope
from db.models import Action, Due, Event, Person, Status
from db.session import Session
from jobs.rules.working_days import Calendar
from tests.people import NOW, TODAY, Council, acting
from tests.refusals import refused

LATER = date(2027, 1, 15)
TERMS = MoveTerms(Calendar.of("ENG").between)


def as_person(session: Session, person: Person) -> Person:
    return session.get_one(Person, person.id)


def test_closing_keeps_who_when_and_the_evidence(council: Council) -> None:
    number = council.action(council.practitioner)
    with council.database.begin() as session:
        signoff.close(
            acting(as_person(session, council.practitioner)),
            session.get_one(Action, number),
            "Minutes of the board",
        )
    with council.database.read() as session:
        action = session.get_one(Action, number)
        event = actions.history(session, action)[0]
        assert (action.status, action.done_at) == (Status.DONE, NOW)
        assert (event.kind, event.note, event.at) == ("done", "Minutes of the board", NOW)
        assert event.person is not None
        assert event.person.name == "Practitioner 1, Permanence"
        assert event.changes["status"] == ["not started", "done"]


def test_closing_twice_says_when_it_was_closed(council: Council) -> None:
    number = council.action(council.practitioner)
    with council.database.begin() as session:
        action, me = session.get_one(Action, number), as_person(session, council.practitioner)
        signoff.close(acting(me), action)
        with refused(match="already done on Mon 23 Nov 2026"):
            signoff.close(acting(me), action)


def test_a_move_keeps_the_original_date_and_the_reason(council: Council) -> None:
    number = council.action(council.practitioner, due=date(2026, 12, 4))
    with council.database.begin() as session:
        action, me = session.get_one(Action, number), as_person(session, council.practitioner)
        due_dates.move(acting(me), action, Due.on(LATER), "The panel meets then", TERMS)
    with council.database.read() as session:
        action = session.get_one(Action, number)
        event = actions.history(session, action)[0]
        assert (action.due_on, action.original_due_on) == (LATER, date(2026, 12, 4))
        assert event.changes["due_on"] == ["2026-12-04", "2027-01-15"]
        assert event.note == "The panel meets then"


def test_a_move_without_a_reason_is_refused_with_an_example(council: Council) -> None:
    number = council.action(council.practitioner)
    with council.database.begin() as session:
        action, me = session.get_one(Action, number), as_person(session, council.practitioner)
        with refused(match="Say why"):
            due_dates.move(acting(me), action, Due.on(LATER), "  ", TERMS)


def test_a_first_date_needs_no_reason_and_is_the_original_one(council: Council) -> None:
    number = council.action(council.practitioner, due=None)
    with council.database.begin() as session:
        action, me = session.get_one(Action, number), as_person(session, council.practitioner)
        due_dates.move(acting(me), action, Due.on(LATER), "", TERMS)
        assert (action.due_on, action.original_due_on) == (LATER, LATER)


def test_giving_names_the_new_owner(council: Council) -> None:
    number = council.action(council.practitioner)
    with council.database.begin() as session:
        action = session.get_one(Action, number)
        to = as_person(session, council.colleague)
        event = operations.give(acting(as_person(session, council.manager)), action, to)
        assert event.changes["owner_id"] == [council.practitioner.id, council.colleague.id]
        assert action.owner is to


def test_whom_slack_has_not_introduced_yet_is_given_actions_and_signs_nothing_off(
    council: Council,
) -> None:
    with council.database.begin() as session:
        to, me = as_person(session, council.colleague), as_person(session, council.manager)
        to.slack_id = None
        action, _ = operations.add(acting(me), Draft("Write the plan", owner=to))
        assert action.owner is to
        ours, _ = operations.add(acting(me), Draft("Read the plan", owner=me))
        lead = as_person(session, council.director)
        signer = as_person(session, council.stranger)
        signer.slack_id = None
        with refused(match="cannot be reached in Slack"):
            signoff.name_signer(acting(lead), ours, signer)


def test_nothing_is_given_to_somebody_who_has_left(council: Council) -> None:
    number = council.action(council.practitioner)
    with council.database.begin() as session:
        colleague = as_person(session, council.colleague)
        colleague.ends_on = TODAY - timedelta(days=1)
        manager = as_person(session, council.manager)
        with refused(match="has left or cannot be reached"):
            operations.give(acting(manager), session.get_one(Action, number), colleague)


def test_the_owners_first_note_shows_that_work_has_begun(council: Council) -> None:
    number = council.action(council.practitioner)
    with council.database.begin() as session:
        action = session.get_one(Action, number)
        operations.note(acting(as_person(session, council.manager)), action, "How is it going?")
        assert action.status == Status.NOT_STARTED
        operations.note(acting(as_person(session, council.practitioner)), action, "Draft sent")
        assert action.status == Status.IN_PROGRESS


@pytest.mark.parametrize("kind", ["done", "moved", "given"])
def test_an_undo_within_the_minute_puts_everything_back(council: Council, kind: str) -> None:
    number = council.action(council.practitioner)
    with council.database.read() as session:
        before = columns(session.get_one(Action, number))
    with council.database.begin() as session:
        event = CHANGES[kind](session, council, number)
        session.flush()
        operations.undo(
            acting(as_person(session, council.manager), NOW + timedelta(seconds=60)), event.id
        )
    with council.database.read() as session:
        action = session.get_one(Action, number)
        assert columns(action) == before
        assert [each.kind for each in actions.history(session, action)] == ["undone", kind, "added"]


def columns(action: Action) -> dict[str, object]:
    return {name: getattr(action, name) for name in Action.__table__.columns.keys()}  # noqa: SIM118


def _close(session: Session, council: Council, number: int) -> Event:
    return signoff.close(
        acting(as_person(session, council.manager)), session.get_one(Action, number)
    )


def _move(session: Session, council: Council, number: int) -> Event:
    manager = as_person(session, council.manager)
    return due_dates.move(
        acting(manager), session.get_one(Action, number), Due.on(LATER), "why", TERMS
    )


def _give(session: Session, council: Council, number: int) -> Event:
    to = as_person(session, council.colleague)
    return operations.give(
        acting(as_person(session, council.manager)), session.get_one(Action, number), to
    )


CHANGES: dict[str, Callable[[Session, Council, int], Event]] = {
    "done": _close,
    "moved": _move,
    "given": _give,
}


@pytest.mark.parametrize(
    ("by", "seconds", "words"),
    [("manager", 61, "minute for undoing is over"), ("head", 5, "Only the person who did that")],
)
def test_an_undo_is_refused_when_late_or_anothers(
    council: Council, by: str, seconds: int, words: str
) -> None:
    number = council.action(council.practitioner)
    with council.database.begin() as session:
        event = _close(session, council, number)
        session.flush()
        who = as_person(session, getattr(council, by))
        with refused(match=words):
            operations.undo(acting(who, NOW + timedelta(seconds=seconds)), event.id)


def test_an_undo_is_refused_when_something_happened_since(council: Council) -> None:
    number = council.action(council.practitioner)
    with council.database.begin() as session:
        event = _move(session, council, number)
        _give(session, council, number)
        session.flush()
        with refused(match="has changed since"):
            operations.undo(acting(as_person(session, council.manager)), event.id)


def test_personal_data_is_refused_wherever_words_are_kept(council: Council) -> None:
    number = council.action(council.practitioner)
    told = "the mother is on 07700 900123"
    with council.database.begin() as session:
        me, action = as_person(session, council.practitioner), session.get_one(Action, number)
        manager = as_person(session, council.manager)
        to = as_person(session, council.colleague)
        attempts: list[Callable[[], object]] = [
            lambda: operations.note(acting(me), action, told),
            lambda: due_dates.move(acting(me), action, Due.on(LATER), told, TERMS),
            lambda: operations.disown(acting(me), action, told),
            lambda: operations.give(acting(manager), action, to, told),
            lambda: operations.add(acting(me), Draft(told)),
            lambda: operations.add(acting(me), Draft("x", source=told)),
            lambda: operations.add(acting(me), Draft("x", success_measure=told)),
            lambda: signoff.close(acting(me), action, told),
        ]
        for attempt in attempts:
            with pytest.raises(privacy.PersonalDataError) as caught:
                attempt()
            assert "07700" not in str(caught.value)
        assert [each.kind for each in actions.history(session, action)] == ["added"]
        assert (action.status, action.owner_id) == (Status.NOT_STARTED, me.id)


def test_open_actions_come_soonest_first_and_done_ones_last(council: Council) -> None:
    mine = council.practitioner
    dateless = council.action(mine, due=None)
    friday = council.action(mine, due=date(2026, 11, 27))
    thursday = council.action(mine, due=date(2026, 11, 26))
    done = council.action(mine, due=date(2026, 11, 24))
    with council.database.begin() as session:
        signoff.close(acting(as_person(session, mine)), session.get_one(Action, done))
    with council.database.read() as session:
        me = as_person(session, mine)
        everything = actions.page(acting(me), Scope("all"), start=0, size=10)
        own = actions.page(acting(me), Scope("mine"), start=0, size=10)
    assert [row.id for row in everything.rows] == [thursday, friday, dateless, done]
    assert [row.id for row in own.rows] == [thursday, friday, dateless]


def test_a_page_says_how_long_the_whole_list_is(council: Council) -> None:
    numbers = [council.action(council.practitioner) for _ in range(5)]
    with council.database.read() as session:
        me = as_person(session, council.practitioner)
        page = actions.page(acting(me), Scope("mine"), start=2, size=2)
    assert ([row.id for row in page.rows], page.total, page.offset) == (numbers[2:4], 5, 2)


def test_words_find_only_open_actions_that_can_be_closed(council: Council) -> None:
    wanted = council.action(council.practitioner, "Finalise the Adolescent Strategy")
    council.action(council.stranger, "Adolescent strategy of another team")
    council.action(council.practitioner, "100% of plans")
    with council.database.read() as session:
        me = as_person(session, council.practitioner)
        found = actions.closable(session, me, ["STRATEGY", "adolescent"], 5)
        percent = actions.closable(session, me, ["0%"], 5)
        nothing = actions.closable(session, me, ["%%"], 5)
    assert [row.id for row in found] == [wanted]
    assert len(percent) == 1
    assert nothing == []
