"""What was taken out stands in no byte of the database's files, nor of a backup made since."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import JSON, Text, insert, select, text, update

from db.backup import back_up
from db.chain.sealing import seal
from db.context import WorkContext
from db.models import Action, Base, Card, CardItem, Message, Person, ProcessedRequest
from db.people.forgetting import forget, redact, texts_of
from db.session import Database, Session, connect
from tests.databases import SHUT
from tests.people import NOW, TODAY
from tests.rows import write_a_row_in_every_table

NAME, EMAIL, ACCOUNT, PLACE = "Kim Ash", "kim.ash@council.example", "U0KIMASH1", "D0KIMASH1"
LONG_AGO: Final = TODAY - timedelta(days=800)


@pytest.fixture
def database(migrated_url: str) -> Iterator[Database]:
    """Give a database in use: somebody else has it open too."""
    with closing(connect(migrated_url)) as opened, opened.engine.connect():
        yield opened


def address(database: Database) -> str:
    return database.engine.url.render_as_string(hide_password=False)


def write_everywhere(database: Database, words: str) -> None:
    """Let words stand in every text of every table, over many pages where there is room."""
    write_a_row_in_every_table(address(database))
    with database.begin() as session:
        session.execute(text(SHUT))
        for table in Base.metadata.sorted_tables:
            for column in texts_of(table):
                said = f"{words} " * 1500 if isinstance(column.type, Text) else words
                value = {"a": {"b": words}} if isinstance(column.type, JSON) else said
                session.execute(update(table).values({column.name: value}))


def bytes_of(database: Database, folder: Path) -> bytes:
    """Return all that somebody has who takes the database's files, and a backup of it."""
    back_up(address(database), folder / "taken.backup")
    files = folder.glob("*.backup" if database.engine.dialect.name == "postgresql" else "*")
    return b"".join(file.read_bytes() for file in files).lower()


Change = Callable[[WorkContext], object]


def words_are_redacted(ctx: WorkContext) -> None:
    redact(ctx, NAME)


def somebody_is_forgotten(ctx: WorkContext) -> None:
    person = ctx.session.scalars(select(Person).where(Person.slack_id == ACCOUNT)).one()
    forget(ctx, person)


def leave(session: Session) -> None:
    """Let somebody have been here, and gone: with an account, a conversation and a request."""
    left = Person(name=NAME, email=EMAIL, slack_id=ACCOUNT, ends_on=LONG_AGO)
    left.opened = f"{ACCOUNT} {PLACE}"
    session.add(left)
    session.flush()
    body = {"user": ACCOUNT, "channel": PLACE, "text": f"Ask {EMAIL}"}
    told = Message(
        dedupe_key="kim", token="kim", person_id=left.id, kind="event", due_at=NOW,
        slack_channel=PLACE, slack_ts="1.1",
    )  # fmt: skip
    session.add_all([told, ProcessedRequest(key="kim", at=NOW, slack_id=ACCOUNT, work=body)])
    session.add(Action(title=f"Ask {NAME}", created_at=NOW, success_measure=f"{EMAIL} {ACCOUNT}"))


GONE: dict[Change, set[str]] = {
    words_are_redacted: {NAME},
    somebody_is_forgotten: {NAME, EMAIL, ACCOUNT, PLACE},
}


@pytest.mark.parametrize("change", GONE)
def test_what_was_taken_out_is_in_no_byte_of_any_file(
    database: Database, tmp_path: Path, change: Change
) -> None:
    write_everywhere(database, NAME)
    with database.begin() as session:
        if change is somebody_is_forgotten:
            leave(session)
        session.flush()
        seal(session, NOW)
    gone = {words.lower().encode() for words in GONE[change]}
    held = bytes_of(database, tmp_path)
    assert all(words in held for words in gone)
    (tmp_path / "taken.backup").unlink()

    with database.begin() as session:
        change(WorkContext(session, None, NOW))
    assert database.scrub()

    held = bytes_of(database, tmp_path)
    assert [words for words in gone if words in held] == []


@pytest.mark.parametrize("between", ["  ", "\n", "\t"])
def test_words_are_found_however_they_are_spaced(database: Database, between: str) -> None:
    with database.begin() as session:
        said = f"Ask Kim{between}Ash."
        session.add(Action(title=said, created_at=NOW))
        session.add(ProcessedRequest(key="one", at=NOW, work={"text": said}))
        session.flush()
        assert redact(WorkContext(session, None, NOW), NAME) == 2
        assert session.scalars(select(Action.title)).one() == "Ask [removed]."


def test_no_digest_of_a_message_is_left_to_try_words_on(database: Database) -> None:
    """And the messages that show what was redacted are rewritten in Slack."""
    with database.begin() as session:
        reader = Person(name="Robin Vale")
        shown = [Action(title=title, created_at=NOW) for title in (f"Ask {NAME}", "Another")]
        session.add_all([reader, *shown])
        session.flush()
        for number, action in enumerate(shown):
            key = f"{number}"
            told = Message(dedupe_key=key, token=key, person_id=reader.id, kind="event", due_at=NOW)
            session.add(told)
            session.flush()
            card = {"message_id": told.id, "changed": 0, "not_before": NOW, "shown": "0" * 64}
            session.execute(insert(Card), card)
            session.add(CardItem(message_id=told.id, kind="action", number=action.id))
    with database.begin() as session:
        session.execute(update(Card).values(due_at=None))
    with database.begin() as session:
        redact(WorkContext(session, None, NOW), NAME)
    with database.read() as session:
        cards = session.scalars(select(Card).order_by(Card.message_id)).all()
        assert [(card.shown, card.due_at is not None) for card in cards] == [
            (None, True),
            (None, False),
        ]
