"""What is written into rows is told with it, whoever writes it, and can be forgotten."""

from datetime import timedelta
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from sqlalchemy import Column, Connection, select, text, update
from sqlalchemy.exc import DBAPIError

from db.actions import dependencies
from db.audits import work
from db.chain.checking import check
from db.chain.replaying import Unlike, replay
from db.chain.sealing import seal
from db.chain.written import FORGOTTEN, NOTES, WATCHED, last_told, stands
from db.context import WorkContext
from db.models import (
    Action,
    Answering,
    AuditMonth,
    Base,
    Dependency,
    LiveAudit,
    Measure,
    MonthState,
    Person,
    PlanItem,
    Standing,
    Team,
)
from db.models.chain import HASH_LENGTH
from db.people.forgetting import forget, redact
from db.session import Database
from tests.db.audits.months import drawn
from tests.db.chain.tampering import other_than
from tests.people import NOW, TODAY, Council, acting
from tests.properties import examples

LATER: Final = NOW + timedelta(days=2)
TABLES: Final = Base.metadata.tables


def unlike(database: Database) -> list[Unlike]:
    """Seal what is new, see that the chain is whole, and return what differs of covered tables."""
    with database.begin() as session:
        seal(session, LATER)
    with database.look() as connection:
        assert check(connection).faults == []
        return [one for one in replay(connection).unlike if one.table in WATCHED]


def fields(database: Database) -> list[tuple[str, str, str]]:
    return [(one.table, str(one.row), one.field) for one in unlike(database)]


def everything(connection: Connection) -> str:
    """Return all that stands in any table, as one text."""
    return " ".join(str(connection.execute(select(one)).all()) for one in TABLES.values())


def test_what_was_forged_stays_named_when_the_bot_changes_something_else(council: Council) -> None:
    database, number = council.database, council.practitioner.id
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE person SET name = 'Somebody', role = 'Director'"))
    with database.begin() as session:
        person = session.get_one(Person, number)
        person.works, person.name = "135", "Kim Ash"
    assert ("person", str(number), "role") in fields(database)
    assert ("person", str(number), "name") not in fields(database)  # it is as the bot wrote it now


def test_each_of_two_who_change_other_columns_of_a_row_tells_of_its_own(council: Council) -> None:
    """What the slower of them had read of the row is not what stands in it."""
    database, number = council.database, council.practitioner.id
    with database.read() as session:
        known = session.get_one(Person, number)
    with database.begin() as session:
        session.get_one(Person, number).role = "Senior Practitioner"
    with database.begin() as session:
        session.add(known)
        known.works = "123"
    assert unlike(database) == []
    with database.read() as session:
        person = session.get_one(Person, number)
        assert (person.role, person.works) == ("Senior Practitioner", "123")


def test_what_was_taken_back_within_a_unit_of_work_was_never_told(council: Council) -> None:
    first = council.action(council.practitioner)
    with council.database.begin() as session:
        item = PlanItem(kind="tip", reference="T1", text="Listen", added_at=NOW)
        session.add(item)
        session.flush()
        session.add(Answering(action_id=first, item_id=item.id, made_at=NOW))
    for is_new in (True, False):  # the second time another bot has been quicker
        with council.database.begin() as session:
            made = Action(title="Again", created_at=NOW, previous_id=first)
            assert dependencies.add_following(session, made, NOW) == is_new
    assert unlike(council.database) == []


def test_who_a_leaver_was_cannot_be_found_out_by_trying(council: Council) -> None:
    database, number = council.database, council.colleague.id
    with database.begin() as session:
        kim = session.get_one(Person, number)
        kim.name, kim.ends_on = "Kim Oak", TODAY - timedelta(days=9)
    with database.begin() as session:
        kim = session.get_one(Person, number)
        keys = {kim.name_seal_key, kim.email_seal_key, kim.slack_id_seal_key}
        digests = told_of(session.connection(), number)
        assert digests == stands(TABLES["person"], FORGOTTEN["person"], {**vars(kim)})
        forget(WorkContext(session, None, LATER), kim)
    assert unlike(database) == []
    with database.look() as connection:
        assert not [key for key in keys if str(key) in everything(connection)]
        assert not {*digests.values()} & {*told_of(connection, number).values()}


def told_of(connection: Connection, number: int) -> dict[str, str]:
    told = last_told(connection)[f"person {number}"] or {}
    return {name: told[name] for name in FORGOTTEN["person"]}


def test_words_that_are_taken_out_of_rows_leave_them_as_they_are_told(council: Council) -> None:
    drawn(council, (council.other_manager, council.practitioner))
    database = council.database
    with database.begin() as session:
        session.add(Measure(name="Visits by Robin Elm", made_at=NOW))
        session.add(PlanItem(kind="tip", reference="T1", text="Ask Robin Elm", added_at=NOW))
        session.scalars(select(AuditMonth)).one().plan = '{"why": "Robin Elm asked"}'
        audit = session.scalars(select(LiveAudit)).one()
        audit.reason = "Robin Elm asked"
        session.flush()
        told = last_told(session.connection())
        before = [told[f"live_audit {audit.id}"], told[f"audit_round {audit.audit_month_id}"]]
    assert fields(database) == []
    with database.begin() as session:
        assert redact(WorkContext(session, None, LATER), "robin elm") >= 4
    assert fields(database) == []
    with database.look() as connection:
        assert "Robin Elm" not in everything(connection)
        told = last_told(connection)
        after = [told[f"live_audit {audit.id}"], told[f"audit_round {audit.audit_month_id}"]]
    for one, other, name in zip(before, after, ("reason", "plan"), strict=True):
        assert one
        assert other
        assert one[name] != other[name]
        assert one["state"] == other["state"] or name == "reason"  # under another key all is other


@pytest.mark.parametrize("words", ['Robin "Bob" Elm', "Robin\\Elm", "Robin\vElm", "2041"])
def test_words_are_taken_out_of_what_is_told_however_json_writes_them(
    council: Council, words: str
) -> None:
    with council.database.begin() as session:
        for number, text in enumerate((f"Ask {words}", f"Ask\v{words} first", f"Or\f{words}")):
            item = PlanItem(kind="tip", reference=f"T{number}", text=text, added_at=NOW)
            measure = Measure(name=text, target=2041, made_at=NOW)
            session.add_all((item, measure))
    with council.database.begin() as session:
        assert redact(WorkContext(session, None, LATER), words)
    assert unlike(council.database) == []
    with council.database.look() as connection:
        told = connection.scalars(select(Standing.rows)).all()
        texts = connection.scalars(select(PlanItem.text)).all()
    assert words not in str([*strings(told), *texts])
    assert not {*texts} - {"Ask [removed]", "Ask\v[removed] first", "Or\f[removed]"}


def strings(value: object) -> list[str]:
    """Return every text in what JSON holds, keys left out."""
    if isinstance(value, dict | list):
        each = value.values() if isinstance(value, dict) else value
        return [text for one in each for text in strings(one)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("words", ["person", "plan_item", "text", "name", "role", "measure"])
def test_words_that_are_names_of_fields_too_leave_all_as_it_is_told(
    past: Council, words: str
) -> None:
    with past.database.look() as connection:
        before = replay(connection).unlike
    with past.database.begin() as session:
        session.add(Measure(id=77, name=f"Each {words} at work", made_at=NOW))
    with past.database.begin() as session:
        assert redact(WorkContext(session, None, LATER), words)
    with past.database.look() as connection:
        assert replay(connection).unlike == before


def test_a_role_that_is_still_somebodys_is_told_and_one_that_was_is_not(council: Council) -> None:
    """Of the rows of people and teams no words are taken out: what they were called is."""
    database, number = council.database, council.practitioner.id
    for role in ("Instead of Robin Elm", "Practitioner, Duty"):
        with database.begin() as session:
            session.get_one(Person, number).role = role
    for words in ("Robin Elm", "Duty", "Europe/London"):
        with database.begin() as session:
            redact(WorkContext(session, None, LATER), words)
        assert unlike(database) == []
    with database.look() as connection:
        assert "Robin Elm" not in everything(connection)


def test_what_a_leaver_was_before_goes_from_what_is_told_with_them(council: Council) -> None:
    """Of whatever row: what stands in no table any more goes, and all else is as it was told."""
    database, number = council.database, council.colleague.id
    with database.begin() as session:
        session.add_all((Team(id=77, name="Leaving Care"), Measure(id=77, name="V", made_at=NOW)))
    for role in ("Principal Social Worker", "Practitioner", "Practice Lead"):
        with database.begin() as session:
            kim, team = session.get_one(Person, number), session.get_one(Team, 77)
            kim.role, kim.ends_on = role, TODAY - timedelta(days=9)
            team.name = f"Team of a {role}"
    with database.begin() as session:
        session.delete(session.get_one(Team, 77))
    with database.begin() as session:
        before = last_told(session.connection())
        forget(WorkContext(session, None, LATER), session.get_one(Person, number))
    assert unlike(database) == []
    with database.look() as connection:
        told, after = everything(connection), last_told(connection)
    assert not [one for one in ("Principal Social", "Leaving Care", "Team of") if one in told]
    assert "Practice Lead" in told  # as in their row, by which past months are counted
    assert {**before, f"person {number}": None} == {**after, f"person {number}": None}


def test_a_row_that_is_deleted_and_made_again_at_once_is_there(council: Council) -> None:
    first, second = council.action(council.practitioner), council.action(council.practitioner)
    waits = {"action_id": first, "after_id": second}
    with council.database.begin() as session:
        session.add(Dependency(**waits))
    with council.database.begin() as session:
        session.delete(session.scalars(select(Dependency)).one())
        session.add(Dependency(**waits))
    assert unlike(council.database) == []


def test_who_somebody_is_is_told_as_it_stands_not_as_it_was_read_before(council: Council) -> None:
    """One bot writes the name that another does not know yet, and the other an address."""
    database, number = council.database, council.practitioner.id
    with database.read() as session:
        known = session.get_one(Person, number)
    with database.begin() as session:
        session.get_one(Person, number).name = "Kim Elm"
    with database.begin() as session:
        session.add(known)
        known.email = "kim.elm@council.example"
    assert unlike(database) == []


def test_what_is_written_of_an_audit_is_told_under_the_key_that_it_has_by_then(
    council: Council,
) -> None:
    """One bot has read an audit, from which words are taken out before it writes into it."""
    database = council.database
    (number,) = drawn(council, (council.other_manager, council.practitioner))
    with database.begin() as session:
        session.get_one(LiveAudit, number).reason = "Robin Elm asked"
    with database.read() as session:
        known = session.get_one(LiveAudit, number)
    with database.begin() as session:
        assert redact(WorkContext(session, None, LATER), "Robin Elm")
    with database.begin() as session:
        session.add(known)
        known.suggested_place = "The town hall"
    assert unlike(database) == []


def test_a_draft_that_was_taken_away_leaves_nobody_in_what_is_told(council: Council) -> None:
    """Its digests are mute: the key by which they could be tried went with the row."""
    pair = (council.other_manager, council.practitioner)
    (number,) = drawn(council, pair, state=MonthState.DRAWN)
    database = council.database
    with database.begin() as session:
        key = session.get_one(LiveAudit, number).seal_key
        month = session.scalars(select(AuditMonth)).one()
        work.discard(WorkContext(session, None, NOW), month)
    assert fields(database) == []
    with database.look() as connection:
        assert last_told(connection)[f"live_audit {number}"] is None
        assert key
        assert key not in everything(connection)
        rows = [
            one.get(f"live_audit {number}") for one in connection.scalars(select(Standing.rows))
        ]
    told = {name: value for row in rows if row for name, value in row.items()}
    assert all(len(told[name]) == HASH_LENGTH for name in ("auditor_id", "state"))


@given(column=st.sampled_from([*TABLES["live_audit"].columns]))
@examples(60, HealthCheck.function_scoped_fixture)
def test_no_column_of_a_draft_can_be_changed_unseen(draft: Council, column: Column[Any]) -> None:
    with draft.database.engine.connect() as connection:
        before = connection.scalar(select(column))
        changed = update(TABLES["live_audit"]).values({column.name: other_than(column, before)})
        try:
            connection.execute(changed)
        except DBAPIError:  # it is too long, or there is no such row
            return
        assert "live_audit" in {one.table for one in replay(connection).unlike}


@pytest.fixture
def draft(council: Council) -> Council:
    drawn(council, (council.other_manager, council.practitioner), state=MonthState.DRAWN)
    return council


def test_every_table_is_compared_or_said_to_be_a_note_of_the_bots_own() -> None:
    assert not WATCHED.keys() & NOTES.keys()
    assert {"person", "team", "membership", "live_audit"} <= WATCHED.keys()
    assert all(reason[0].islower() for reason in NOTES.values())


def test_a_team_of_which_nobody_told_is_named(council: Council) -> None:
    with council.database.engine.begin() as connection:
        connection.execute(text("INSERT INTO team (name, service) VALUES ('Forged', '')"))
    with council.database.read() as session:
        (number,) = session.scalars(select(Team.id).where(Team.name == "Forged"))
    assert fields(council.database) == [("team", str(number), "id")]


def test_what_is_sealed_of_rows_names_nobody(council: Council) -> None:
    with council.database.begin() as session:
        lead = acting(session.get_one(Person, council.director.id)).person
        lead.name, lead.email, lead.slack_id = "Sam Birch", "sam.birch@council.example", "U77SAM"
    with council.database.look() as connection:
        said = str(connection.scalars(select(Standing.rows)).all())
    assert not [one for one in ("Sam", "sam.birch", "U77SAM") if one in said]
