"""How long things are kept."""

from datetime import timedelta

import pytest
from sqlalchemy import func, insert, inspect, select

from db.context import WorkContext
from db.models import Absence, AuditChase, Base, Erasure, Forecast, Message, Person, ReminderSent
from db.models.erasure import ErasedKind
from db.outbox import queries as outbox
from db.people.forgetting import refuse_unless_left
from db.retention import AT_ONCE, Periods, due, erase, erase_all
from db.session import Session
from tests.db.audits.months import drawn
from tests.people import NOW, TODAY, Council
from tests.refusals import refused

A_YEAR = Periods(messages=12, absences=12, leavers=24)


def fill(council: Council, days_ago: int) -> None:
    """Write a message that was sent, days away that were over, and somebody who left, then."""
    then = NOW - timedelta(days=days_ago)
    with council.database.begin() as session:
        session.add(
            Message(
                dedupe_key=f"of {days_ago}",
                token=f"of {days_ago}",
                person_id=council.manager.id,
                kind="event",
                due_at=then,
                done_at=then,
            )
        )
        away = {"first_on": then.date(), "last_on": then.date(), "recorded_at": then}
        session.add(Absence(person_id=council.manager.id, **away))
        session.add(Person(name=f"Kim Ash {days_ago}", ends_on=then.date()))


def kept(session: Session) -> tuple[int, int, int]:
    tables = (Message, Absence)
    messages, absences = (
        session.scalar(select(func.count()).select_from(table)) or 0 for table in tables
    )
    named = session.scalars(select(Person.name).where(Person.name.startswith("Kim Ash"))).all()
    return messages, absences, len(named)


def test_what_is_older_than_its_period_goes_and_the_rest_stays(council: Council) -> None:
    for days_ago in (10, 300, 400, 800):
        fill(council, days_ago)
    with council.database.begin() as session:
        erase(WorkContext(session, None, NOW), A_YEAR)
    with council.database.read() as session:
        assert kept(session) == (2, 2, 3)


def test_the_register_of_reminders_and_settled_forecasts_go_with_the_messages(
    council: Council,
) -> None:
    actions = [council.action(council.practitioner) for _ in range(3)]
    settled = {actions[0]: 800, actions[1]: 300, actions[2]: None}
    with council.database.begin() as session:
        for number, days_ago in settled.items():
            due_on = TODAY - timedelta(days=900)
            made = {"due_on": due_on, "made_on": due_on, "reason": "moved twice"}
            on = None if days_ago is None else TODAY - timedelta(days=days_ago)
            session.add(Forecast(action_id=number, settled_on=on, **made))
    [audit] = drawn(council, (council.other_manager, council.practitioner))
    for days_ago in (300, 800):
        fill(council, days_ago)
        with council.database.begin() as session:
            sent = session.scalars(select(Message.id).order_by(Message.id.desc())).first()
            heard = {"message_id": sent, "person_id": council.manager.id, "due_on": TODAY}
            session.add(ReminderSent(action_id=actions[0], step=f"{days_ago}", **heard))
            session.add(AuditChase(audit_id=audit, step=f"{days_ago}", **heard))
    with council.database.begin() as session:
        erase(WorkContext(session, None, NOW), A_YEAR)
    with council.database.read() as session:
        assert set(session.scalars(select(Forecast.action_id))) == set(actions[1:])
        assert session.scalars(select(ReminderSent.step)).all() == ["300"]
        assert session.scalars(select(AuditChase.step)).all() == ["300"]


def test_it_is_shown_before_anything_goes(council: Council) -> None:
    fill(council, 400)
    with council.database.begin() as session:
        found = {each.kind: each.rows for each in due(session, A_YEAR, NOW)}
    assert found == {ErasedKind.MESSAGES: 1, ErasedKind.ABSENCES: 1, ErasedKind.LEAVER: 0}
    with council.database.read() as session:
        assert kept(session) == (1, 1, 1)


def test_it_is_written_down_how_much_went_and_not_what(council: Council) -> None:
    fill(council, 400)
    with council.database.begin() as session:
        erase(WorkContext(session, None, NOW), A_YEAR)
    with council.database.read() as session:
        log = session.scalars(select(Erasure).order_by(Erasure.kind)).all()
    assert [(row.kind, row.rows) for row in log] == [("absences", 1), ("messages", 1)]


def test_nought_keeps_it_for_good_and_a_hold_keeps_everything(council: Council) -> None:
    fill(council, 4000)
    with council.database.begin() as session:
        assert erase(WorkContext(session, None, NOW), Periods()) == []
        with refused(match="LEGAL_HOLD"):
            erase(WorkContext(session, None, NOW), Periods(messages=1, hold=True))
    with council.database.read() as session:
        assert kept(session) == (1, 1, 1)


def test_what_still_waits_to_be_sent_never_goes(council: Council) -> None:
    fill(council, 400)
    with council.database.begin() as session:
        session.scalars(select(Message)).one().done_at = None
        erase(WorkContext(session, None, NOW), A_YEAR)
    with council.database.read() as session:
        assert outbox.waiting_count(session) == 1


def test_a_leaver_who_holds_something_stays_until_it_is_given(council: Council) -> None:
    council.action(council.practitioner)
    with council.database.begin() as session:
        person = session.get_one(Person, council.practitioner.id)
        person.ends_on = TODAY - timedelta(days=900)
    with council.database.begin() as session:
        [leavers] = [each for each in due(session, A_YEAR, NOW) if each.kind == ErasedKind.LEAVER]
        assert (leavers.rows, leavers.held) == (0, 1)


def known_from_slack(name: str, days_ago: int | None, **more: object) -> Person:
    """Return somebody whose account was closed, of whom the roster never told."""
    closed = None if days_ago is None else TODAY - timedelta(days=days_ago)
    return Person(name=name, on_roster=False, left_slack=True, left_slack_on=closed, **more)


def test_of_whoever_is_not_on_the_roster_the_day_the_account_was_closed_is_the_last(
    council: Council,
) -> None:
    closed = TODAY - timedelta(days=800)
    with council.database.begin() as session:
        session.add_all([
            known_from_slack("Kim Ash long ago", 800),
            known_from_slack("Kim Ash of late", 300),
            known_from_slack("Kim Ash on a day nobody knows", None),
            known_from_slack("Kim Ash with a last day", 800, ends_on=TODAY - timedelta(days=10)),
            Person(name="Kim Ash on the roster", left_slack=True, left_slack_on=closed),
            Person(name="Kim Ash who is here", on_roster=False),
        ])  # fmt: skip
    with council.database.begin() as session:
        [leavers] = [each for each in due(session, A_YEAR, NOW) if each.kind == ErasedKind.LEAVER]
        assert (leavers.rows, leavers.closed, leavers.undated) == (1, 1, 2)
        erase(WorkContext(session, None, NOW), A_YEAR)
    with council.database.read() as session:
        assert kept(session)[2] == 5
        names = session.scalars(select(Person.name)).all()
        assert "Kim Ash long ago" not in names
        [again] = [each for each in due(session, A_YEAR, NOW) if each.kind == ErasedKind.LEAVER]
        assert (again.rows, again.closed, again.undated) == (0, 0, 2)


@pytest.mark.mostly_sqlite
def test_the_account_of_today_is_no_more_of_use_the_day_after_the_last(council: Council) -> None:
    """Somebody may ask to be forgotten as soon as their account is closed, and not before."""
    with council.database.begin() as session:
        session.add_all([known_from_slack("Gone", 0), known_from_slack("Goes tomorrow", -1)])
        session.flush()
        gone, here = session.scalars(select(Person).where(~Person.on_roster).order_by(Person.id))
        refuse_unless_left(session, gone, TODAY)
        with refused(match="still works here"):
            refuse_unless_left(session, here, TODAY)


def test_however_much_is_due_goes_in_units_of_work_that_hold_up_nobody(council: Council) -> None:
    made = 2 * AT_ONCE + 1
    then = NOW - timedelta(days=400)
    rows = {"person_id": council.manager.id, "kind": "event", "due_at": then, "done_at": then}
    with council.database.begin() as session:
        session.execute(
            insert(Message),
            [{"dedupe_key": f"key {one}", "token": f"token {one}", **rows} for one in range(made)],
        )
    with council.database.begin() as session:
        erase(WorkContext(session, None, NOW), A_YEAR)
    with council.database.read() as session:
        assert kept(session)[0] == made - AT_ONCE
    erase_all(council.database, A_YEAR, NOW)
    with council.database.read() as session:
        assert kept(session)[0] == 0
        assert sum(session.scalars(select(Erasure.rows))) == made


def test_what_refers_to_a_message_that_goes_is_found_by_an_index(council: Council) -> None:
    """Or each message that is erased is looked for in every row of every table that names one."""
    named = inspect(council.database.engine)
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if any(key.column is Message.__table__.c.id for key in column.foreign_keys):
                first = {one["column_names"][0] for one in named.get_indexes(table.name)}
                first.add(named.get_pk_constraint(table.name)["constrained_columns"][0])
                assert column.name in first, table.name
