"""`live-audit verify`, as somebody types it who wants to know whether the history is whole."""

import re
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from docx import Document
from sqlalchemy import text
from typer.testing import CliRunner, Result

from bot.cli import app
from db.actions import operations, signoff
from db.chain.sealing import seal
from db.context import ChangeContext
from db.migrate import downgrade, upgrade
from db.models import Action, Person
from db.session import connect
from tests.databases import OPEN, SHUT, copied, made_once

Run = Callable[..., Result]
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
URL = "sqlite:///bot.db"
BEFORE = "0018"  # the version before anything was sealed
_ALIKE = "role, time_zone, works, day_starts, day_ends, is_lead, is_admin, on_roster, left_slack"
ANOTHER = f"INSERT INTO person (id, name, {_ALIKE}) SELECT 2, 'Kim Ash', {_ALIKE} FROM person"


@pytest.fixture(scope="session")
def sealed(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> Path:
    """Give a file, to be copied, in which one action was added and finished, and all of it sealed.

    It is made once for the whole run.
    """
    return made_once(
        tmp_path_factory, "sealed.db", lambda file: _seal(copied(migrated_sqlite, file))
    )


def _seal(url: str) -> None:
    with closing(connect(url)) as database, database.begin() as session:
        lead = Person(name="Robin Vale", email="robin.vale@council.example", is_lead=True)
        session.add(lead)
        session.flush()
        ctx = ChangeContext(session, lead, NOW)
        draft = operations.Draft("Finish the strategy", owner=lead, register="plan")
        action, _ = operations.add(ctx, draft)
        signoff.close(ctx, action)
        session.flush()
        seal(session, NOW)


@pytest.fixture
def live_audit(empty_folder: Path, sealed: Path) -> Run:
    """Run a command where one action was added and finished, and all of it sealed."""
    tokens = "SLACK_BOT_TOKEN=xoxb-a\nSLACK_APP_TOKEN=xapp-a\n"
    (empty_folder / ".env").write_text(f"DATABASE_URL={URL}\n{tokens}", "utf-8")
    copied(sealed, empty_folder / "bot.db")
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


def meddled(*statements: str) -> None:
    with closing(connect(URL)) as database, database.engine.begin() as connection:
        for statement in (OPEN, *statements, SHUT):
            connection.execute(text(statement))


def test_what_is_whole_is_said_with_its_head_its_figures_and_what_is_not_covered(
    live_audit: Run,
) -> None:
    result = live_audit("verify")
    assert (result.exit_code, result.stderr) == (0, "")
    said = result.stdout
    assert "3 links, the last made on Mon 23 Nov 2026 at 09:00 UTC, and every one holds." in said
    assert "  actions done: 1\n" in said
    assert "values of the tables were compared with the history; 0 differ." in said
    assert "  message\n" in said
    assert "  person: opened\n" in said
    assert "  team" not in said
    assert "who was paired with whom; who works here, in which team" in said
    assert "  At risk: not covered: the forecast." in said
    assert "  Overdue: follows from the history: which, by status and date." in said


def test_the_head_that_stands_in_a_report_is_an_anchor(live_audit: Run) -> None:
    assert live_audit("report", "--month", "2026-03").exit_code == 0
    head = Document("report-2026-03-officers.docx").tables[-1].rows[-1].cells[1].text
    result = live_audit("verify", "--anchor", head)
    assert result.exit_code == 0
    assert "The anchor is link 3, made on Mon 23 Nov 2026 at 09:00 UTC" in result.stdout
    result = live_audit("verify", "--anchor", "0123456789abcdef" * 4)
    assert result.exit_code == 1
    assert "no link has the hash 0123456789abcdef" in result.stderr


def test_an_event_that_was_changed_is_named_with_its_link(live_audit: Run) -> None:
    meddled("UPDATE event SET note = 'Nobody said this' WHERE id = 2")
    result = live_audit("verify")
    assert result.exit_code == 1
    assert "- link 2: event 2 no longer says what was sealed." in result.stderr


def test_a_figure_that_the_history_does_not_bear_out_is_named(live_audit: Run) -> None:
    meddled("UPDATE action SET status = 'signed off'")
    result = live_audit("verify")
    assert result.exit_code == 1
    assert "  actions done: 1 (the tables say 0)\n" in result.stdout
    assert "- action 1: status is 'signed off'; the history says 'done'." in result.stderr


def test_a_report_of_before_is_checked_by_its_code(live_audit: Run) -> None:
    wrong = live_audit("verify", "--anchor", f"2026-11-23T09:00:00+00:00/{'0' * 64}")
    assert wrong.exit_code == 1
    found = re.search(r"another hash, (\w{64})", wrong.stderr)
    assert found is not None
    right = live_audit("verify", "--anchor", f"2026-11-23T09:00:00+00:00/{found[1]}")
    assert right.stdout == "Yes: the 2 events up to 2026-11-23T09:00:00+00:00 give this hash.\n"
    assert "That isn't the code of a report" in live_audit("verify", "--anchor", "a/b").stderr


def test_an_action_of_before_is_compared_as_the_upgrade_found_it(live_audit: Run) -> None:
    downgrade(URL, "0029")
    meddled("UPDATE action SET theme = 'Practice', sign_off_asked_id = 1")  # none told of it then
    upgrade(URL)
    again = live_audit("verify")
    assert (again.exit_code, again.stderr) == (0, "")
    assert "the links stay" in again.stdout  # of what the version before had no table for
    with closing(connect(URL)) as database, database.begin() as session:
        after = datetime.now(UTC)  # as the upgrade
        ctx = ChangeContext(session, session.get_one(Person, 1), after)
        operations.note(ctx, session.get_one(Action, 1), "It is in use everywhere")
        session.flush()
        seal(session, after)
    assert live_audit("verify").exit_code == 0
    meddled("UPDATE action SET sign_off_asked_id = NULL, theme = 'Voice'")
    wrong = live_audit("verify")
    assert "- action 1: sign_off_asked_id is None; the history says 1." in wrong.stderr
    assert "- action 1: theme is 'Voice'; the history says 'Practice'." in wrong.stderr


def test_it_is_whole_after_a_backup_was_put_back_and_after_the_tables_went_back_and_came(
    live_audit: Run,
) -> None:
    head = live_audit("verify").stdout.splitlines()[1]
    assert live_audit("backup", "sealed.backup").exit_code == 0
    for file in Path().glob("bot.db*"):
        file.unlink()
    assert live_audit("restore", "sealed.backup").exit_code == 0
    again = live_audit("verify", "--anchor", head.removeprefix("Head: "))
    assert (again.exit_code, again.stderr) == (0, "")
    assert "The anchor is link 3," in again.stdout
    assert "a backup put back, with the head" in again.stdout
    downgrade(URL, BEFORE)
    upgrade(URL)
    anew = live_audit("verify")
    assert (anew.exit_code, anew.stdout[:8]) == (0, "6 links,")
    assert anew.stdout.splitlines()[1] != head


def test_a_value_that_a_column_cannot_hold_is_named(live_audit: Run) -> None:
    """SQLite keeps whatever somebody writes."""
    meddled("UPDATE action SET due_on = 'soon'", "UPDATE person SET is_lead = 'yes'")
    wrong = live_audit("verify")
    assert wrong.exit_code == 1
    assert "- action 1: due_on is 'soon', which cannot stand there." in wrong.stderr
    assert "- person 1: is_lead is 'yes', which cannot stand there." in wrong.stderr
    meddled("UPDATE action SET due_on = NULL", "UPDATE person SET is_lead = 1")
    assert live_audit("verify").exit_code == 0


def test_what_is_written_after_the_tables_went_back_and_came_is_new(live_audit: Run) -> None:
    with closing(connect(URL)) as database:
        for number in range(5):  # more rows of what is told than the upgrade will write
            with database.begin() as session:
                session.get_one(Person, 1).works = "12345"[number:]
        with database.begin() as session:
            seal(session, datetime.now(UTC))
    downgrade(URL, "0029")
    upgrade(URL)
    with closing(connect(URL)) as database, database.begin() as session:
        session.get_one(Person, 1).works = "135"
    again = live_audit("verify")
    assert (again.exit_code, again.stderr) == (0, "")


def test_a_forged_name_stays_named_when_each_value_gets_a_key_of_its_own(live_audit: Run) -> None:
    """And afterwards, when the bot writes the e-mail beside it."""
    downgrade(URL, "0030")
    upgrade(URL)
    again = live_audit("verify")
    assert (again.exit_code, again.stderr) == (0, "")
    downgrade(URL, "0030")
    meddled("UPDATE person SET name = 'Kim Ash'")
    upgrade(URL)
    for email in ("robin@council.example", None):
        wrong = live_audit("verify")
        assert wrong.exit_code == 1
        assert wrong.stderr.count("\n- ") == 1
        assert "- person 1: name is not what was last written into it." in wrong.stderr
        with closing(connect(URL)) as database, database.begin() as session:
            session.get_one(Person, 1).email = email


def test_what_stood_before_rows_were_told_whole_is_told_by_the_upgrade(live_audit: Run) -> None:
    downgrade(URL, "0026")
    meddled(
        "INSERT INTO auditor_seat (person_id, quota, starts_on) VALUES (1, 2, '2026-10-01')",
        """INSERT INTO audit_rules VALUES ('', '{"audits": 3}', '2026-10-01 09:00:00.5', NULL)""",
        "INSERT INTO absence (person_id, first_on, last_on, can_finish, recorded_at) "
        "VALUES (1, '2026-12-01', '2026-12-04', 1, '2026-10-01 09:00:00')",
        "INSERT INTO subscription (made_by_id, view, reach, name, at, time_zone, paused, made_at, "
        "counts_from, last_told) VALUES (1, '', '', '', '09:00:00', 'Europe/London', 0, "
        "'2026-10-01 09:00:00', '2026-10-01 09:00:00', '{}')",
        "INSERT INTO handover (giver_id, taker_id, asked_at, reason) "
        "VALUES (1, 1, '2026-10-01 09:00:00', 'Another post')",
    )
    upgrade(URL)
    result = live_audit("verify")
    assert (result.exit_code, result.stderr) == (0, "")
    meddled(
        "UPDATE auditor_seat SET quota = 0",
        """UPDATE audit_rules SET "values" = '{"audits": 2}'""",
        "DELETE FROM absence",
        "UPDATE subscription SET paused = 1",
        "UPDATE handover SET reason = 'None'",
    )
    wrong = live_audit("verify")
    assert wrong.exit_code == 1
    assert "- auditor_seat 1: quota is 0; the history says 2." in wrong.stderr
    assert (
        "- audit_rules : values is {'audits': 2}; the history says {'audits': 3}." in wrong.stderr
    )
    assert "- subscription 1: paused is True; the history says False." in wrong.stderr
    assert "- handover 1: reason is 'None'; the history says 'Another post'." in wrong.stderr
    assert "- absence 1 is gone, and the history does not say that it was deleted." in wrong.stderr


@pytest.mark.parametrize(
    ("meddling", "said"),
    [
        ("UPDATE person SET name = 'Kim Ash'", "person 1: name is not what was last written"),
        ("UPDATE person SET email = NULL", "person 1: email is not what was last written"),
        ("UPDATE person SET slack_id = 'U9'", "person 1: slack_id is not what was last written"),
        ("UPDATE person SET role = 'Head'", "person 1: role is 'Head'; the history says ''."),
        ("INSERT INTO team (name, service) VALUES ('X', '')", "team 1 is there, and the history"),
        (ANOTHER, "person 2 is there, and the history tells of no such row."),
    ],
)
def test_who_somebody_is_and_what_team_there_is_cannot_be_changed_unseen(
    live_audit: Run, meddling: str, said: str
) -> None:
    meddled(meddling)
    wrong = live_audit("verify")
    assert wrong.exit_code == 1
    assert f"- {said}" in wrong.stderr
    assert "Kim Ash" not in wrong.output
