"""Where many actions stand at once, as the database tells it."""

from datetime import date, datetime, timedelta

from db.actions import due_dates, editing, operations
from db.actions.due_dates import MoveTerms
from db.models import Action, Due, Person
from db.session import Session
from jobs.actions import rag_status
from jobs.rules.rag import Level, Rag, RagRules
from jobs.rules.working_days import Calendar
from tests.databases import asked_of
from tests.people import NOW, TODAY, Council, acting
from tests.refusals import refused

ENGLAND = Calendar.of("ENG")
TERMS = MoveTerms(ENGLAND.between)
LONG_AGO = NOW - timedelta(days=60)
NEAR = date(2026, 12, 1)


def stand(council: Council, number: int, today: date = TODAY) -> Rag:
    with council.database.read() as session:
        rows = [session.get_one(Action, number)]
        return rag_status.stands(session, rows, today, ENGLAND, RagRules())[number]


def note(council: Council, number: int, by: Person, at: datetime) -> None:
    with council.database.begin() as session:
        operations.note(
            acting(session.get_one(Person, by.id), at),
            session.get_one(Action, number),
            "Draft sent",
        )


def test_an_old_action_near_its_date_is_at_risk_until_somebody_writes(council: Council) -> None:
    number = council.action(council.practitioner, due=NEAR, at=LONG_AGO)
    assert stand(council, number).level is Level.AT_RISK
    note(council, number, council.manager, NOW)
    assert stand(council, number).level is Level.ON_TRACK


def test_an_import_is_no_update(council: Council) -> None:
    number = council.action(None, due=NEAR, at=NOW)
    told = stand(council, number)
    assert (told.level, told.reason) == (
        Level.AT_RISK,
        "due in 6 working days and nothing heard yet",
    )


def test_a_persons_word_stands_beside_the_rule_and_never_hides_it(council: Council) -> None:
    number = council.action(council.practitioner, due=NEAR, at=LONG_AGO)
    with council.database.begin() as session:
        head = session.get_one(Person, council.head.id)
        editing.rate(
            acting(head), session.get_one(Action, number), Level.ON_TRACK, "All drafts are in"
        )
    told = stand(council, number)
    assert told.level is Level.AT_RISK
    assert told.said is not None
    assert (told.said.level, told.said.by, told.said.why) == (
        Level.ON_TRACK,
        "the Head of Service",
        "All drafts are in",
    )


def test_a_persons_word_is_cleared_with_the_reason_kept(council: Council) -> None:
    number = council.action(council.practitioner)
    with council.database.begin() as session:
        me, action = session.get_one(Person, council.manager.id), session.get_one(Action, number)
        editing.rate(acting(me), action, Level.LATE, "The partner has gone")
        editing.rate(acting(me), action, None, "")
    assert stand(council, number).said is None


def test_nobody_says_where_it_stands_without_a_reason_or_a_right(council: Council) -> None:
    number = council.action(council.practitioner)
    with council.database.begin() as session:
        action = session.get_one(Action, number)
        with refused(match="Say why"):
            editing.rate(
                acting(session.get_one(Person, council.manager.id)), action, Level.LATE, " "
            )
        with refused(match="Only Practitioner 1, Permanence, their"):
            editing.rate(
                acting(session.get_one(Person, council.stranger.id)), action, Level.LATE, "why"
            )
        with refused(match="nothing to clear"):
            editing.rate(acting(session.get_one(Person, council.manager.id)), action, None, "")


def test_two_moves_make_it_at_risk_and_an_undone_one_does_not(council: Council) -> None:
    number = council.action(council.practitioner)
    with council.database.begin() as session:
        lead, action = session.get_one(Person, council.director.id), session.get_one(Action, number)
        for day in (date(2027, 3, 1), date(2027, 4, 1)):
            last = due_dates.move(acting(lead), action, Due.on(day), "The panel", TERMS)
            session.flush()
    assert stand(council, number).reason == "moved twice"
    with council.database.begin() as session:
        lead = session.get_one(Person, council.director.id)
        operations.undo(acting(lead), last.id)
    assert stand(council, number).level is Level.ON_TRACK


def test_many_actions_cost_no_more_questions_than_one(council: Council) -> None:
    numbers = [council.action(council.practitioner) for _ in range(12)]
    with council.database.begin() as session:
        manager = session.get_one(Person, council.manager.id)
        for number in numbers:
            editing.rate(
                acting(manager), session.get_one(Action, number), Level.AT_RISK, "Waits for Legal"
            )
    assert asked_for(council, numbers[:1]) == asked_for(council, numbers) == 3


def asked_for(council: Council, numbers: list[int]) -> int:
    """Count the questions that the database is asked for these actions."""
    with council.database.read() as session:
        rows = _loaded(session, numbers)
        with asked_of(council.database) as asked:
            rag_status.stands(session, rows, TODAY, ENGLAND, RagRules())
    return len(asked)


def _loaded(session: Session, numbers: list[int]) -> list[Action]:
    return [session.get_one(Action, number) for number in numbers]
