"""What is held on somebody, and making nobody of them."""

import json
from datetime import date, timedelta
from typing import Final

import pytest
from sqlalchemy import func, select, update

from db.actions import operations
from db.audits import changes
from db.chain.replaying import replay
from db.context import WorkContext
from db.models import (
    Action,
    AuditEventKind,
    Base,
    CaseDebt,
    CouncilEvent,
    Erasure,
    Event,
    Home,
    LiveAudit,
    Message,
    MessageName,
    MonthState,
    Person,
)
from db.models.sealed import SEALED
from db.outbox import queries as outbox
from db.people.about import THE_PERSON, held_on, links_to_people
from db.people.forgetting import CHOSEN, forget, redact, refuse_unless_left, texts_of
from db.session import Database, Session
from tests.db.audits.months import drawn
from tests.db.chain.council_past import past
from tests.people import NOW, TODAY, Council, acting
from tests.plans import board
from tests.refusals import refused
from tests.rows import write_a_row_in_every_table

__all__ = ["board", "past"]

LONG_AGO = TODAY - timedelta(days=800)


def by_the_bot(session: Session) -> WorkContext:
    return WorkContext(session, None, NOW)


def test_every_row_that_names_somebody_is_told(database: Database) -> None:
    """A row in every table, each about the first person wherever it can be about anybody."""
    write_a_row_in_every_table(database.engine.url.render_as_string(hide_password=False))
    with database.begin() as session:
        person = session.get_one(Person, 1)
        needed = {
            table.name
            for table in Base.metadata.sorted_tables
            if any(not column.nullable for column in links_to_people(table))
        }
        held = held_on(session, person)
    assert len(needed) > 8
    assert needed | {"person"} <= held.keys()
    for name in needed:
        assert THE_PERSON in held[name][0].values()
    json.dumps(held)


# What of somebody's own row is kept once they are forgotten, and why; the rest of it goes.
KEPT: Final = {
    "id": "the number that history and rows point at, of nobody in particular",
    **dict.fromkeys(("role", "team_id", "manager_id"), "what they did is counted by where it was"),
    **dict.fromkeys(("starts_on", "ends_on", "left_slack_on"), "who was there then is counted"),
    **dict.fromkeys(("works", "day_starts", "day_ends", "time_zone"), "how past days were counted"),
    **dict.fromkeys(("morning_level", "morning_at", "morning_days"), "hours and days alone"),
    "on_roster": "whether they were on it, and nothing else",
    **dict.fromkeys(
        ("name_seal_key", "email_seal_key", "slack_id_seal_key"),
        "a new key, by which nothing of before can be found out",
    ),
}
WITHHELD: Final = {"case_debt.holder_id"}  # that a file is looked at again is not theirs to know


def test_every_column_that_points_at_somebody_is_told_by_itself(database: Database) -> None:
    """Of whatever table comes: one column after the other points at the person, and no other."""
    write_a_row_in_every_table(database.engine.url.render_as_string(hide_password=False))
    pointing = [
        (table, column)
        for table in Base.metadata.sorted_tables
        if table is not Person.__table__
        for column in [*links_to_people(table), *(c for c in table.c if c.name == "slack_id")]
    ]
    untold = set()
    with database.begin() as session:
        other, person = Person(name="Somebody else"), Person(name="Kim Ash", slack_id="U77")
        session.add_all([other, person])
        session.flush()
        for table, column in pointing:
            mine = {column: person.id if column.foreign_keys else person.slack_id}
            others = dict.fromkeys(links_to_people(table), other.id)
            session.execute(update(table).values(others | mine))
            if table.name not in held_on(session, person):
                untold.add(f"{table.name}.{column.name}")
        session.rollback()
    assert len(pointing) > 60
    assert untold == WITHHELD


def test_of_somebodys_own_row_nothing_is_kept_that_says_who_they_were(council: Council) -> None:
    leave(council, "Kim Ash")
    with council.database.begin() as session:
        person = session.get_one(Person, council.practitioner.id)
        person.opened, person.deputy_id, person.is_lead = "U05 D05", council.manager.id, True
        session.add(Home(person_id=person.id, opened_on=TODAY, shown_on=TODAY))
        session.add(
            Message(
                dedupe_key="one", token="one", person_id=person.id, kind="event", due_at=NOW,
                slack_channel="D05", slack_ts="1.1",
            )
        )  # fmt: skip
        session.flush()
        forget(by_the_bot(session), person)
        session.flush()
        row = session.execute(select(Person.__table__).where(Person.id == person.id)).mappings()
        left = {name: value for name, value in row.one().items() if name not in KEPT}
        message = session.scalars(select(Message)).one()
        assert (message.slack_channel, message.slack_ts) == (None, None)
        assert session.scalars(select(Home)).all() == []  # what they looked at, and were answered
    assert left == {
        "name": f"Former colleague {person.id}", "email": None, "slack_id": None, "opened": None,
        "deputy_id": None, "is_lead": False, "is_admin": False, "left_slack": True,
    }  # fmt: skip


def test_of_other_people_only_the_role_is_told(council: Council) -> None:
    with council.database.begin() as session:
        person = session.get_one(Person, council.practitioner.id)
        person.manager = session.get_one(Person, council.manager.id)
        person.manager.name = "Sam Birch"
        session.flush()
        told = json.dumps(held_on(session, person))
    assert "Sam Birch" not in told
    assert "Team Manager, Permanence" in told


def test_of_an_audit_nobody_is_told_what_it_is_for_nor_how_anothers_work_was_graded(
    council: Council,
) -> None:
    pair = council.other_manager, council.practitioner
    first, again = drawn(council, pair, pair)
    drawn(council, pair, month=date(2027, 2, 1), state=MonthState.DRAWN)
    with council.database.begin() as session:
        one, other = session.get_one(LiveAudit, first), session.get_one(LiveAudit, again)
        one.grade, other.re_audit_of_id = "Inadequate", first
        holder = session.get_one(Person, council.colleague.id)
        session.add(CaseDebt(first_audit=one, holder=holder, owed_at=NOW))
        session.flush()
        mine, auditors, holders = (
            held_on(session, session.get_one(Person, person.id))
            for person in (council.practitioner, council.other_manager, council.colleague)
        )
    grades = {row["id"]: row["grade"] for row in mine["live_audit"]}
    assert grades == {first: "Inadequate", again: None}
    assert len(auditors["live_audit"]) == 2  # the one that is only drawn is for the leads to know
    assert not any({"grade", "reflection"} & row.keys() for row in auditors["live_audit"])
    told = json.dumps([mine, auditors, holders])
    assert "re_audit_of_id" not in told
    assert "case_debt" not in told


def test_a_moderator_is_told_neither_the_pair_nor_which_audit_it_was(council: Council) -> None:
    """They know it by a code; its number would say where in the month's plan it stands."""
    [number] = drawn(council, (council.other_manager, council.practitioner))
    with council.database.begin() as session:
        audit = session.get_one(LiveAudit, number)
        by_code = session.get_one(Person, council.officer.id)
        by_code.is_admin = False
        both = by_code, session.get_one(Person, council.director.id)  # a lead may know
        for moderator in both:
            audit.moderator_id = moderator.id
            changes.record(acting(moderator), audit, AuditEventKind.MODERATED)
            about = {"audit": number, "event": "moderate"}
            new = outbox.NewMessage(
                f"m {moderator.id}", moderator, MessageName.AUDIT, about=about, at=NOW
            )
            outbox.add(session, new)
            session.flush()
            held = held_on(session, moderator)
            told = [held[name][0] for name in ("live_audit", "audit_event", "message")]
            [audit_told, event, message] = told
            is_known = moderator is not by_code
            assert ("auditor_id" in audit_told and "team_id" in audit_told) is is_known
            assert [number in row.values() for row in (audit_told, event)] == [is_known] * 2
            assert ("audit" in message["about"]) is is_known  # type: ignore[operator]  # it is JSON


def counts(session: Session) -> dict[str, int | None]:
    tables = Base.metadata.sorted_tables
    return {each.name: session.scalar(select(func.count()).select_from(each)) for each in tables}


def leave(council: Council, name: str, last_day: date = LONG_AGO) -> None:
    with council.database.begin() as session:
        person = session.get_one(Person, council.practitioner.id)
        person.name, person.email, person.ends_on = name, "kim.ash@council.example", last_day


def test_a_leavers_name_goes_from_everywhere_and_no_row_with_it(council: Council) -> None:
    leave(council, "Kim Ash")
    number = council.action(None)
    with council.database.begin() as session:
        author = session.get_one(Person, council.director.id)
        action = session.get_one(Action, number)
        operations.note(acting(author), action, "Ask KIM ASH's team, and Kim Ashby, for the list")
        before = counts(session)

    with council.database.begin() as session:
        person = session.get_one(Person, council.practitioner.id)
        refuse_unless_left(session, person, TODAY)
        assert forget(by_the_bot(session), person) == 1

    with council.database.read() as session:
        events = before["council_event"] or 0
        stood = before["standing"] or 0
        assert counts(session) == before | {
            "erasure": 1,
            "council_event": events + 1,
            "standing": stood + 1,
        }
        written = " ".join(session.scalars(select(Event.note)))
        assert "Ask [removed]'s team, and Kim Ashby, for the list" in written
        person = session.get_one(Person, council.practitioner.id)
        assert (person.email, person.slack_id) == (None, None)
        assert person.name == f"Former colleague {person.id}"


def test_whoever_still_works_here_or_holds_something_is_refused(council: Council) -> None:
    with council.database.begin() as session:
        person = session.get_one(Person, council.practitioner.id)
        with refused(match="still works here"):
            refuse_unless_left(session, person, TODAY)
    council.action(council.practitioner)
    leave(council, "Kim Ash")
    with council.database.begin() as session:
        person = session.get_one(Person, council.practitioner.id)
        with refused(match="still owns 1 open action"):
            refuse_unless_left(session, person, TODAY)


def test_words_that_should_not_be_there_are_taken_out_with_a_mark(council: Council) -> None:
    number = council.action(None, title="Ring the school of Robin Vale")
    with council.database.begin() as session:
        assert redact(by_the_bot(session), "robin vale") >= 1
    with council.database.begin() as session:
        action = session.get_one(Action, number)
        assert action.title == "Ring the school of [removed]"
        assert session.scalars(select(Erasure.kind)).all() == ["redaction"]


@pytest.mark.mostly_sqlite
def test_what_the_program_wrote_itself_is_nobodys_name(past: Council) -> None:
    """Somebody is called Green, and somebody Held: of the council's work nothing is other by it."""

    def chosen(session: Session) -> dict[str, list[object]]:
        return {
            f"{column}": list(session.scalars(select(column).order_by(*column.table.primary_key)))
            for table in Base.metadata.sorted_tables
            for column in table.columns
            if column.name in CHOSEN and table.name not in SEALED
        }

    with past.database.begin() as session:
        before, unlike = chosen(session), replay(session.connection()).unlike
        said = {word for some in before.values() for one in some for word in f"{one}".split()}
        assert {"done", "published", "Good"} <= said
        for word in said:
            redact(by_the_bot(session), word)
        assert chosen(session) == before
        assert replay(session.connection()).unlike == unlike
        kinds = set(session.scalars(select(CouncilEvent.kind)))
        assert "[removed]" not in kinds
        session.rollback()


@pytest.mark.parametrize("table", ["action", "event", "live_audit", "date_move", "audit_event"])
def test_wherever_people_write_their_words_are_looked_through(table: str) -> None:
    assert texts_of(Base.metadata.tables[table])
