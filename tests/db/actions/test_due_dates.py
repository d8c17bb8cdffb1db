"""The slippage ledger: what is asked, agreed, declined, withdrawn and undone."""

from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from bot.refusals import refusal_words
from db.actions import date_changes, due_dates, operations, signoff
from db.actions import queries as actions
from db.actions.due_dates import MoveTerms
from db.errors import RefusedError
from db.models import Action, DateMove, Due, Event, MoveState, Person
from db.models.event_kinds import EventKind
from db.permissions import Permission, may
from db.session import Database, Session, connect
from jobs.rules.working_days import Calendar
from tests.people import LINE, NOW, Council, acting
from tests.properties import examples
from tests.refusals import refused

ENGLAND = Calendar.of("ENG")
TERMS = MoveTerms(ENGLAND.between)
FIRST, SECOND, THIRD = date(2026, 12, 18), date(2027, 1, 29), date(2027, 3, 1)
ORIGINAL = date(2026, 12, 4)
A_MINUTE = timedelta(minutes=1)


class Desk:
    """One action and the people who ask for its dates, in one unit of work."""

    def __init__(self, council: Council, session: Session, number: int) -> None:
        self.council, self.session = council, session
        self.action = session.get_one(Action, number)
        self.at = NOW

    def person(self, name: str) -> Person:
        return self.session.get_one(Person, getattr(self.council, name).id)

    def moves(self, name: str, day: date, why: str = "The panel meets then") -> Event:
        self.at += A_MINUTE
        by = self.person(name)
        event = due_dates.move(acting(by, self.at), self.action, Due.on(day), why, TERMS)
        self.session.flush()
        return event

    def approves(self, name: str, asked: int | None = None) -> Event:
        self.at += A_MINUTE
        event = due_dates.approve(acting(self.person(name), self.at), self.action, asked)
        self.session.flush()
        return event

    def declines(self, name: str, why: str = "Too late for the board") -> Event:
        self.at += A_MINUTE
        event = due_dates.decline(acting(self.person(name), self.at), self.action, why)
        self.session.flush()
        return event

    def undoes(self, event: Event, name: str) -> None:
        operations.undo(acting(self.person(name), self.at), event.id)

    @property
    def ledger(self) -> list[tuple[str, int | None]]:
        lines = date_changes.ledger(self.session, self.action)
        return [(line.state, line.days) for line in lines]


@pytest.fixture
def number(council: Council) -> int:
    return council.action(council.practitioner, due=ORIGINAL)


def test_the_first_move_takes_effect_at_once_and_is_written_down(
    council: Council, number: int
) -> None:
    with council.database.begin() as session:
        desk = Desk(council, session, number)
        event = desk.moves("practitioner", FIRST)
        line = date_changes.ledger(session, desk.action)[0]
        assert (event.kind, desk.action.due_on) == ("moved", FIRST)
        assert (line.number, line.from_on, line.to_on, line.days) == (1, ORIGINAL, FIRST, 10)
        assert (line.state, line.reason) == (MoveState.AGREED, "The panel meets then")
        assert line.asked_by_id == line.decided_by_id == council.practitioner.id


def test_a_first_date_is_no_move(council: Council) -> None:
    number = council.action(council.practitioner, due=None)
    with council.database.begin() as session:
        desk = Desk(council, session, number)
        desk.moves("practitioner", FIRST, "")
        assert (desk.ledger, desk.action.original_due_on) == ([], FIRST)
        assert desk.moves("practitioner", SECOND).kind == "moved"


def test_a_second_move_waits_and_the_date_stays(council: Council, number: int) -> None:
    with council.database.begin() as session:
        desk = Desk(council, session, number)
        desk.moves("practitioner", FIRST)
        event = desk.moves("practitioner", SECOND)
        assert (event.kind, desk.action.due_on) == (EventKind.MOVE_ASKED, FIRST)
        assert desk.ledger == [("agreed", 10), ("waiting", 27)]


def test_an_approved_move_takes_effect_and_says_who_asked_and_who_approved(
    council: Council, number: int
) -> None:
    with council.database.begin() as session:
        desk = Desk(council, session, number)
        desk.moves("practitioner", FIRST)
        desk.moves("practitioner", SECOND)
        assert desk.approves("head").kind == EventKind.MOVE_APPROVED
        line = date_changes.ledger(session, desk.action)[1]
        assert (desk.action.due_on, desk.action.original_due_on) == (SECOND, ORIGINAL)
        assert (line.asked_by_id, line.decided_by_id) == (council.practitioner.id, council.head.id)
        assert (line.number, line.state) == (2, MoveState.AGREED)


def test_a_declined_move_keeps_the_date_and_the_reason(council: Council, number: int) -> None:
    with council.database.begin() as session:
        desk = Desk(council, session, number)
        desk.moves("practitioner", FIRST)
        desk.moves("practitioner", SECOND)
        with refused(match="Say why not"):
            desk.declines("head", "  ")
        assert desk.declines("head").kind == EventKind.MOVE_DECLINED
        line = date_changes.ledger(session, desk.action)[1]
        assert (line.state, line.decision) == (MoveState.DECLINED, "Too late for the board")
        assert (desk.action.due_on, desk.action.times_moved) == (FIRST, 1)


@pytest.mark.parametrize("name", ["head", "director"])
def test_whoever_may_approve_moves_it_again_at_once(
    council: Council, number: int, name: str
) -> None:
    with council.database.begin() as session:
        desk = Desk(council, session, number)
        desk.moves("practitioner", FIRST)
        assert desk.moves(name, SECOND).kind == "moved"
        assert desk.ledger == [("agreed", 10), ("agreed", 27)]


@pytest.mark.parametrize("name", ["practitioner", "manager", "officer", "colleague", "stranger"])
def test_nobody_below_that_level_approves_or_declines(
    council: Council, number: int, name: str
) -> None:
    with council.database.begin() as session:
        desk = Desk(council, session, number)
        desk.moves("practitioner", FIRST)
        desk.moves("practitioner", SECOND)
        for decide in (desk.approves, desk.declines):
            with pytest.raises(RefusedError) as caught:
                decide(name)
            assert refusal_words(caught.value) == (
                f"Only their manager's manager or a lead can approve the new date of #{number}."
            )
        assert desk.action.due_on == FIRST


def test_a_newer_ask_takes_the_place_of_an_older_one(council: Council, number: int) -> None:
    with council.database.begin() as session:
        desk = Desk(council, session, number)
        desk.moves("practitioner", FIRST)
        desk.moves("practitioner", SECOND)
        older = desk.action.waiting_move
        assert older is not None
        desk.moves("manager", THIRD)
        assert [state for state, _ in desk.ledger] == ["agreed", "withdrawn", "waiting"]
        with refused(match="Another date for"):
            desk.approves("head", older.id)


@pytest.mark.parametrize(
    ("meanwhile", "why"),
    [
        ("done", "it was done"),
        ("given", "it was given to somebody else"),
        ("moved", "its date was moved"),
    ],
)
def test_an_ask_is_withdrawn_once_there_is_nothing_left_to_agree_to(
    council: Council, number: int, meanwhile: str, why: str
) -> None:
    with council.database.begin() as session:
        desk = Desk(council, session, number)
        desk.moves("practitioner", FIRST)
        desk.moves("practitioner", SECOND)
        event = _happens(desk, meanwhile)
        line = date_changes.ledger(session, desk.action)[1]
        assert (line.state, line.decision) == (MoveState.WITHDRAWN, why)
        with refused(match="is waiting for approval"):
            desk.approves("director")
        desk.undoes(event, "director")
        assert desk.ledger[1] == ("waiting", 27)
        assert desk.action.due_on == FIRST


def _happens(desk: Desk, what: str) -> Event:
    by = desk.person("director")
    if what == "moved":
        return desk.moves("director", THIRD)
    if what == "done":
        event = signoff.close(acting(by, desk.at), desk.action)
    else:
        event = operations.give(acting(by, desk.at), desk.action, desk.person("colleague"))
    desk.session.flush()
    return event


def test_an_undone_move_no_longer_counts(council: Council, number: int) -> None:
    with council.database.begin() as session:
        desk = Desk(council, session, number)
        desk.undoes(desk.moves("practitioner", FIRST), "practitioner")
        assert (desk.ledger, desk.action.due_on) == ([("undone", 10)], ORIGINAL)
        assert desk.moves("practitioner", SECOND).kind == "moved"


def test_an_undone_ask_no_longer_waits_and_the_one_before_it_does(
    council: Council, number: int
) -> None:
    with council.database.begin() as session:
        desk = Desk(council, session, number)
        desk.moves("practitioner", FIRST)
        desk.moves("practitioner", SECOND)
        desk.undoes(desk.moves("practitioner", THIRD), "practitioner")
        assert [state for state, _ in desk.ledger] == ["agreed", "waiting", "undone"]


def test_an_undone_approval_waits_again(council: Council, number: int) -> None:
    with council.database.begin() as session:
        desk = Desk(council, session, number)
        desk.moves("practitioner", FIRST)
        desk.moves("practitioner", SECOND)
        desk.undoes(desk.approves("head"), "head")
        assert (desk.ledger[1], desk.action.due_on) == (("waiting", 27), FIRST)
        assert desk.approves("head").kind == EventKind.MOVE_APPROVED


def test_a_decision_made_already_is_told_to_the_next_who_tries(
    council: Council, number: int
) -> None:
    with council.database.begin() as session:
        desk = Desk(council, session, number)
        desk.moves("practitioner", FIRST)
        desk.moves("practitioner", SECOND)
        desk.approves("head")
        with refused(match="the Head of Service has approved the last one"):
            desk.approves("director")


ROLES = ("practitioner", "manager", "head", "director", "officer", "colleague", "stranger")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(("move", "approve", "decline", "undo", "give")),
        st.sampled_from(ROLES),
        st.dates(date(2026, 11, 1), date(2028, 12, 31)),
    ),
    max_size=14,
)


@examples(100, HealthCheck.too_slow)
@given(STEPS)
def test_whatever_happens_the_ledger_adds_up_and_the_original_date_stays(
    steps: list[tuple[str, str, date]],
) -> None:
    council = Council(_in_memory())
    with Session(council.database.engine) as session:  # never committed: the tables stay empty
        _fill(council, session)
        made = Action(title="Finalise the strategy", created_at=NOW, status="not started")
        made.owner, made.owner_id = council.practitioner, council.practitioner.id
        made.due_on = made.original_due_on = ORIGINAL
        made.due_precision = "day"
        session.add(made)
        session.flush()
        desk = Desk(council, session, made.id)
        for step in steps:
            _tries(desk, *step)
            _holds(desk)


@cache
def _in_memory() -> Database:
    database = connect("sqlite://")
    DateMove.metadata.create_all(database.engine)
    return database


def _fill(council: Council, session: Session) -> None:
    for number, (role, above) in enumerate(LINE.items(), start=1):
        council.people[role] = Person(
            name=role,
            role=role,
            slack_id=f"U{number:02}",
            manager=council.people[above] if above else None,
            is_lead=role == "Assistant Director",
            is_admin=role == "Improvement Officer",
        )
        session.add(council.people[role])
    session.flush()


def _tries(desk: Desk, what: str, name: str, day: date) -> None:
    person, owner = desk.person(name), desk.action.owner
    decides = what in {"approve", "decline"} and may(person, Permission.APPROVE, owner)
    before = desk.action.due_on
    waiting = desk.action.waiting_move
    try:
        _does(desk, what, name, day)
    except RefusedError:
        return
    if what in {"approve", "decline"}:
        assert decides, f"{name} may not decide"
    if what == "move" and desk.action.due_on != before:
        assert desk.action.times_moved == 1 or may(person, Permission.APPROVE, owner)
    if what == "approve":
        assert waiting is not None
        assert desk.action.due_on == waiting.to_on


def _does(desk: Desk, what: str, name: str, day: date) -> None:
    if what == "move":
        desk.moves(name, day)
    elif what == "approve":
        desk.approves(name)
    elif what == "decline":
        desk.declines(name)
    elif what == "undo":
        latest = actions.history(desk.session, desk.action, limit=1)
        if latest:
            desk.undoes(latest[0], name)
    else:
        operations.give(acting(desk.person("director"), desk.at), desk.action, desk.person(name))
    desk.session.flush()


def _holds(desk: Desk) -> None:
    action, lines = desk.action, date_changes.ledger(desk.session, desk.action)
    agreed = [line for line in lines if line.state == MoveState.AGREED]
    assert action.original_due_on == ORIGINAL
    assert action.due_on is not None
    assert sum(line.days or 0 for line in agreed) == ENGLAND.between(ORIGINAL, action.due_on)
    assert sum(line.state == MoveState.WAITING for line in lines) <= 1
    assert action.times_moved == len(agreed)
    assert date_changes.times_moved(desk.session, [action.id]).get(action.id, 0) == len(agreed)


def test_a_loop_in_the_roster_lets_nobody_approve_for_themselves(
    council: Council, number: int
) -> None:
    with council.database.begin() as session:
        desk = Desk(council, session, number)
        desk.person("manager").manager = desk.person("practitioner")
        assert not may(desk.person("practitioner"), Permission.APPROVE, desk.action.owner)


def test_what_waits_is_found_for_many_actions_at_once(council: Council, number: int) -> None:
    other = council.action(council.stranger)
    with council.database.begin() as session:
        desk = Desk(council, session, number)
        desk.moves("practitioner", FIRST)
        desk.moves("practitioner", SECOND)
        assert list(date_changes.waiting(session)) == [number]
        assert list(date_changes.waiting(session, [other])) == []
