import json
import multiprocessing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, inspect, select, text

from db.migrate import MigrationError, alone, downgrade, draft, is_current, upgrade
from db.models import Action, Base, Message, Person, ReminderSent, Team
from db.session import connect
from tests.rows import row_counts

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def _tables(url: str) -> set[str]:
    engine = create_engine(url)
    names = set(inspect(engine).get_table_names())
    engine.dispose()
    return names - {"alembic_version"}


def _shape(url: str) -> dict[str, Any]:
    """Everything the database itself says about its tables."""
    engine = create_engine(url)
    found = inspect(engine)
    parts = (
        found.get_columns, found.get_pk_constraint, found.get_foreign_keys,
        found.get_unique_constraints, found.get_indexes,
    )  # fmt: skip
    shape = {table: [_told(part(table)) for part in parts] for table in Base.metadata.tables}
    with engine.connect() as connection:
        triggers = connection.execute(text(_TRIGGERS[engine.dialect.name]))
        shape["triggers"] = [_told([tuple(row) for row in triggers])]
    engine.dispose()
    return shape


_TRIGGERS = {
    "sqlite": "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
}


def _told(part: object) -> list[str]:
    rows = part if isinstance(part, list) else [part]
    return sorted(json.dumps(row, default=str) for row in rows)


def _create_all(url: str) -> None:
    database = connect(url)
    Base.metadata.create_all(database.engine)
    database.close()


def test_the_tables_come_and_go_and_come_again(database_url: str) -> None:
    upgrade(database_url)
    assert _tables(database_url) == set(Base.metadata.tables)
    assert is_current(database_url)
    downgrade(database_url)
    assert _tables(database_url) == set()
    assert not is_current(database_url)
    upgrade(database_url)
    assert _tables(database_url) == set(Base.metadata.tables)


def test_the_migrations_make_what_the_models_describe(migrated_url: str) -> None:
    engine = create_engine(migrated_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_the_migrated_tables_are_those_that_the_other_tests_use(migrated_url: str) -> None:
    migrated = _shape(migrated_url)
    downgrade(migrated_url)
    _create_all(migrated_url)
    assert _shape(migrated_url) == migrated


def test_a_new_database_has_what_one_has_that_came_up_step_by_step(migrated_url: str) -> None:
    step_by_step = _shape(migrated_url), row_counts(migrated_url)
    downgrade(migrated_url)
    with alone(migrated_url) as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    upgrade(migrated_url)
    assert (_shape(migrated_url), row_counts(migrated_url)) == step_by_step
    assert is_current(migrated_url)


def test_a_second_upgrade_changes_nothing_and_keeps_the_rows(migrated_url: str) -> None:
    _fill(migrated_url)
    upgrade(migrated_url)
    assert _counts(migrated_url) == {"team": 1, "person": 2, "action": 1, "message": 1, "chase": 1}


def _fill(url: str) -> None:
    database = connect(url)
    with database.begin() as session:
        head = Person(name="Head of Service")
        owner = Person(name="Team Manager", manager=head, team=Team(name="Permanence"))
        action = Action(title="Finalise the strategy", owner=owner, created_at=NOW)
        message = Message(dedupe_key="a", token="b", person=owner, kind="c", due_at=NOW)
        session.add_all([owner, action, message])
        session.flush()
        session.add(
            ReminderSent(
                action_id=action.id,
                due_on=NOW.date(),
                step="0",
                person_id=owner.id,
                message_id=message.id,
            )
        )
    database.close()


def _counts(url: str) -> dict[str, int]:
    database = connect(url)
    with database.read() as session:
        counts = {
            table.__tablename__: len(session.scalars(select(table)).all())
            for table in (Team, Person, Action, Message, ReminderSent)
        }
    database.close()
    return counts


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_copying_a_table_on_sqlite_does_not_delete_what_points_at_it(migrated_url: str) -> None:
    url = migrated_url
    _fill(url)
    with alone(url) as connection:
        # What batch mode does to a table it changes; with foreign keys on, chases would go with it.
        connection.execute(text("CREATE TABLE copied AS SELECT * FROM action"))
        connection.execute(text("DROP TABLE action"))
        connection.execute(text("ALTER TABLE copied RENAME TO action"))
    assert _counts(url)["chase"] == 1


def test_foreign_keys_are_followed_again_afterwards(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/bot.db"
    upgrade(url)
    database = connect(url)
    with database.read() as session:
        assert session.scalar(text("PRAGMA foreign_keys")) == 1
    database.close()


def test_processes_that_start_at_once_wait_for_each_other(database_url: str) -> None:
    start = multiprocessing.get_context("spawn")
    with start.Pool(3) as pool:
        pool.map(upgrade, [database_url] * 3, chunksize=1)
    assert is_current(database_url)


def test_a_database_from_a_newer_version_is_refused_in_words(migrated_url: str) -> None:
    engine = create_engine(migrated_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'later'"))
    engine.dispose()
    assert not is_current(migrated_url)
    with pytest.raises(MigrationError, match="does not fit this version of live-audit"):
        upgrade(migrated_url)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://bot:hush@127.0.0.1:9/live",
        "postgresql://127.0.0.1:9/live?user=bot&password=hush",
        "postgresql://127.0.0.1:9/live?sslpassword=hush",
        "postgresql://127.0.0.1:9/live?nothing=hush&password=hush",
        "postgresql://127.0.0.1:9/live?passwd=hush&passwd=hush&sslmode=prefer",
        "nothing://bot:hush@127.0.0.1/live",
        "postgresql://bot:hush@127.0.0.1:port/live",
    ],
)
def test_a_database_that_cannot_be_used_is_named_without_its_password(url: str) -> None:
    with pytest.raises(MigrationError, match=r"^Cannot use ") as caught:
        upgrade(url)
    assert "hush" not in str(caught.value)


def test_a_folder_that_is_not_there_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(MigrationError, match="unable to open database file"):
        upgrade(f"sqlite:///{tmp_path}/absent/bot.db")


def test_an_address_that_is_none_is_said_in_words() -> None:
    with pytest.raises(MigrationError, match="Cannot use that DATABASE_URL"):
        upgrade("sqlite")


def test_a_draft_has_what_the_models_have_and_the_database_lacks(
    database_url: str, tmp_path: Path
) -> None:
    upgrade(database_url)
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE seen"))
    engine.dispose()
    written = draft(database_url, "Remember requests", tmp_path).read_text("utf-8")
    assert written.startswith('"""Remember requests."""')
    assert "op.create_table('seen'" in written
    assert "sa.Column('at', sa.DateTime(), nullable=False)" in written
