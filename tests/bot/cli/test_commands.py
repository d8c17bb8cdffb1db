import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from bot import heartbeat
from bot.cli import app
from bot.settings import read
from db.migrate import is_current
from db.models import Person
from db.session import connect
from tests.databases import copied

Run = Callable[..., Result]
SAMPLE = Path(__file__).parents[3] / "sample" / "roster.csv"


def _in(folder: Path, url: str) -> Run:
    lines = ("SLACK_BOT_TOKEN=xoxb-a", "SLACK_APP_TOKEN=xapp-a", f"DATABASE_URL={url}")
    (folder / ".env").write_text("\n".join(lines), "utf-8")
    return lambda *words: CliRunner().invoke(app, list(words))


@pytest.fixture
def live_audit(migrated_sqlite: Path, empty_folder: Path) -> Run:
    """Run a command in a folder whose .env and database are right."""
    return _in(empty_folder, copied(migrated_sqlite, empty_folder / "bot.db"))


@pytest.fixture
def without_tables(database_url: str, empty_folder: Path) -> Run:
    """Run a command in a folder whose .env names a database that was never migrated."""
    return _in(empty_folder, database_url)


def _people() -> int:
    database = connect("sqlite:///bot.db")
    with database.read() as session:
        found = session.query(Person).count()
    database.close()
    return found


def _last_days() -> set[date | None]:
    database = connect("sqlite:///bot.db")
    with database.read() as session:
        found = {person.ends_on for person in session.query(Person)}
    database.close()
    return found


def _known_from_slack_alone(email: str) -> None:
    database = connect("sqlite:///bot.db")
    with database.begin() as session:
        session.query(Person).filter_by(email=email).one().on_roster = False
    database.close()


def test_the_version_is_that_of_what_is_installed(live_audit: Run) -> None:
    assert live_audit("--version").stdout == f"live-audit {version('live-audit')}\n"


def test_migrate_makes_the_tables(without_tables: Run, database_url: str) -> None:
    result = without_tables("migrate")
    assert (result.exit_code, result.stdout) == (0, "The database is up to date.\n")
    assert is_current(database_url)


def test_manifest_prints_json_with_the_commands_of_the_settings(live_audit: Run) -> None:
    with Path(".env").open("a", encoding="utf-8") as file:
        file.write("\nACTION_COMMAND=/todo\n")
    made = json.loads(live_audit("manifest").stdout)
    assert made["features"]["slash_commands"][0]["command"] == "/todo"


def test_manifest_needs_no_tokens_for_the_app_they_come_from_is_made_with_it(
    live_audit: Run,
) -> None:
    Path(".env").write_text("", "utf-8")
    assert json.loads(live_audit("manifest").stdout)["features"]["slash_commands"]


@pytest.mark.parametrize("command", ["migrate", "healthcheck", "verify", "access", "retention"])
def test_what_does_not_speak_with_slack_needs_no_tokens(live_audit: Run, command: str) -> None:
    Path(".env").write_text("TIME_ZONE=Mars/Base\n", "utf-8")
    result = live_audit(command)
    assert result.exit_code == 1
    assert [line.split()[0] for line in result.stderr.splitlines()] == ["TIME_ZONE", "The"]


@pytest.mark.parametrize("command", ["run", "doctor"])
def test_wrong_settings_are_all_told_at_once(live_audit: Run, command: str) -> None:
    Path(".env").write_text("TIME_ZONE=Mars/Base\n", "utf-8")
    result = live_audit(command)
    assert result.exit_code == 1
    assert [line.split()[0] for line in result.stderr.splitlines()] == [
        "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "TIME_ZONE", "The",
    ]  # fmt: skip


@pytest.mark.parametrize("words", [("run",), ("people", "import", str(SAMPLE))])
def test_a_database_without_tables_is_told_what_to_do(
    without_tables: Run, words: tuple[str, ...]
) -> None:
    result = without_tables(*words)
    assert result.exit_code == 1
    assert "Run `live-audit migrate` first." in result.stderr


def test_a_database_out_of_reach_is_told_in_a_sentence(live_audit: Run, tmp_path: Path) -> None:
    with Path(".env").open("a", encoding="utf-8") as file:
        file.write(f"\nDATABASE_URL=sqlite:///{tmp_path}/absent/bot.db\n")
    result = live_audit("migrate")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Cannot use sqlite:///")


def test_a_roster_is_first_only_shown(live_audit: Run) -> None:
    result = live_audit("people", "import", str(SAMPLE))
    assert result.exit_code == 0
    assert "30 added, 0 changed, 0 unchanged, 0 not mentioned." in result.stdout
    assert "Add --apply to do it." in result.stdout
    assert _people() == 0


def test_a_roster_is_taken_when_told_so(live_audit: Run) -> None:
    result = live_audit("people", "import", str(SAMPLE), "--apply")
    assert "--apply" not in result.stdout
    assert _people() == 30
    again = live_audit("people", "import", str(SAMPLE), "--apply")
    assert "0 added, 0 changed, 30 unchanged" in again.stdout


def test_what_changes_is_shown_as_it_is_written(live_audit: Run, tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text("e-mail,name,days,hours,end\na@x.example,Officer,mon tue,,\n", "utf-8")
    live_audit("people", "import", str(roster), "--apply")
    roster.write_text(
        "e-mail,name,days,hours,end\na@x.example,Officer,mon,09:00-12:30,31/12/2026\n", "utf-8"
    )
    told = live_audit("people", "import", str(roster)).stdout
    for field, old, new in (
        ("working days", "mon tue", "mon"),
        ("hours to", "17:00", "12:30"),
        ("end", "none", "2026-12-31"),
    ):
        [line] = [line for line in told.splitlines() if f" {field} " in line]
        assert [cell.strip() for cell in line.split("│")[3:5]] == [old, new]


def test_a_roster_without_a_row_that_is_right_is_refused_with_every_problem(
    live_audit: Run, tmp_path: Path
) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text("e-mail,name\nb,\n", "utf-8")
    result = live_audit("people", "import", str(roster), "--apply")
    assert result.exit_code == 1
    assert [line.partition(":")[0] for line in result.stderr.splitlines()] == [
        "line 2, e-mail", "line 2, name", "Nothing was imported",
    ]  # fmt: skip
    assert _people() == 0


def test_rows_that_are_wrong_come_back_as_a_file_or_are_put_right(
    live_audit: Run, tmp_path: Path
) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text(
        "E-mail,Name,Line manager,Supervisor\nr@x.example,Robin Alder,,\n"
        "a@x.example,Alex Cedar,,\ns@x.example,Sam Birch,r@x.example,a@x.example\n",
        "utf-8",
    )
    shown = live_audit("people", "import", str(roster)).stdout
    assert "line 4, line manager: “a@x.example” and “r@x.example” are two people" in shown
    assert "1 row not taken." in shown
    told = live_audit("people", "import", str(roster), "--apply").stdout
    assert "2 added" in told
    assert "1 row was not imported. The file roster - handed back.xlsx has it" in told
    sheet = load_workbook("roster - handed back.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[2]][:2] == ["s@x.example", "Sam Birch"]
    assert "are two people" in str(sheet[2][4].value)
    left = live_audit("people", "import", str(roster), "--left-on", "2026-11-30")
    assert "--left-on needs every row" in left.stderr
    right = ("--set", "s@x.example: line manager=a@x.example")
    told = " ".join(live_audit("people", "import", str(roster), "--apply", *right).stdout.split())
    assert "added: Sam Birch, line manager a@x.example" in told
    assert "2 unchanged" in told
    unclear = live_audit("people", "import", str(roster), "--map", "Chief=boss")
    assert "“Chief=boss” names no field; they are" in unclear.stderr


def test_whoever_is_not_in_the_file_is_asked_about_and_stays(
    live_audit: Run, tmp_path: Path
) -> None:
    roster = tmp_path / "roster.csv"
    lines = ["Name,E-mail,Team,Grade", "Robin Alder,robin@x.example,Duty,9"]
    roster.write_text("\n".join([*lines, "Sam Birch,sam@x.example,Duty,7"]), "utf-8")
    told = live_audit("people", "import", str(roster), "--apply").stdout
    assert "Not read: Grade." in told
    assert "added: Robin Alder, Duty" in " ".join(told.split())
    roster.write_text("\n".join(lines), "utf-8")
    told = " ".join(live_audit("people", "import", str(roster), "--apply").stdout.split())
    assert "Here and not in the file: Sam Birch (sam@x.example)." in told
    assert "They stay as they are" in told
    assert _people() == 2
    shown = live_audit("people", "import", str(roster), "--left-on", "30/11/2026").stdout
    assert "2026-11-30" in shown
    assert "Nothing was changed yet" in shown
    live_audit("people", "import", str(roster), "--left-on", "30 Nov 2026", "--apply")
    assert "Here and not" not in live_audit("people", "import", str(roster)).stdout
    wrong = live_audit("people", "import", str(roster), "--left-on", "soon")
    assert (wrong.exit_code, "“soon” is not a date" in wrong.stderr) == (1, True)


def test_a_manager_without_a_row_is_told_of_and_given_no_last_day(
    live_audit: Run, tmp_path: Path
) -> None:
    roster = tmp_path / "roster.csv"
    first = ["Name,E-mail,Team,Line manager", "Robin Alder,robin@x.example,Duty,"]
    own = "Sam Birch,sam@x.example,Duty,robin@x.example"
    roster.write_text("\n".join([*first, own]), "utf-8")
    live_audit("people", "import", str(roster), "--apply")
    roster.write_text("\n".join([first[0], own]), "utf-8")
    told = " ".join(live_audit("people", "import", str(roster)).stdout.split())
    assert (
        "Named as line manager or deputy and without a row of their own: Robin Alder "
        "(robin@x.example). They stay on the roster as they are" in told
    )
    assert "Have they left?" not in told
    live_audit("people", "import", str(roster), "--left-on", "2026-11-30", "--apply")
    assert _last_days() == {None}
    _known_from_slack_alone("robin@x.example")
    told = " ".join(live_audit("people", "import", str(roster)).stdout.split())
    assert "Known from Slack alone, named as line manager or deputy" in told
    assert "see their own actions and not their team's until they have a row" in told


def test_a_roster_that_is_not_there_is_told(live_audit: Run) -> None:
    result = live_audit("people", "import", "absent.csv")
    assert result.exit_code == 1
    assert result.stderr.startswith("absent.csv cannot be read: No such file or directory.")


@pytest.mark.mostly_sqlite
def test_the_doctor_ends_with_1_and_counts_what_is_wrong(without_tables: Run) -> None:
    with Path(".env").open("a", encoding="utf-8") as file:
        file.write("\nSLACK_API_URL=http://127.0.0.1:9/api/\n")
    result = without_tables("doctor")
    assert result.exit_code == 1
    assert "✓ The settings are complete" in result.stdout
    assert "✗ SLACK_BOT_TOKEN" in result.stdout
    assert result.stderr == "3 things to put right.\n"


def test_the_healthcheck_sees_whether_the_bot_lives(live_audit: Run) -> None:
    assert live_audit("healthcheck").exit_code == 1
    heartbeat.write(read())
    assert live_audit("healthcheck").exit_code == 0
    heartbeat.write(read(), is_reachable=False)
    deaf = live_audit("healthcheck")
    assert (deaf.exit_code, deaf.stderr.startswith("Nobody can reach the bot")) == (1, True)
    heartbeat.path(read()).unlink()


@pytest.mark.parametrize("words", [["-m", "bot"], ["-c", "import bot.cli; bot.cli.app()", "run"]])
def test_slack_out_of_reach_ends_the_run_in_a_sentence(
    live_audit: Run, tmp_path: Path, words: list[str]
) -> None:
    with Path(".env").open("a", encoding="utf-8") as file:
        file.write("\nSLACK_API_URL=http://127.0.0.1:9/api/\nLOG_LEVEL=ERROR\n")
    environment = {**os.environ, "PYTHONPATH": str(SAMPLE.parents[1])}
    asked = [sys.executable, *words]
    told = subprocess.run(asked, env=environment, capture_output=True, text=True, check=False)
    assert told.returncode == 1
    assert told.stderr.splitlines()[-1].startswith(
        "Slack cannot be reached at http://127.0.0.1:9/api/"
    )


def test_help_lists_every_command_with_what_it_does(live_audit: Run) -> None:
    told = live_audit("--help").stdout
    for command in ("run", "migrate", "demo", "doctor", "manifest", "healthcheck", "people"):
        [line] = [line for line in told.splitlines() if f"│ {command} " in line]
        assert line.split(command, 1)[1].strip(" │")


def test_a_column_without_a_heading_is_said_to_be_left_out(live_audit: Run, tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text("Name,E-mail,,Team,\nRobin Alder,robin@x.example,Senior,Duty,\n", "utf-8")
    told = " ".join(live_audit("people", "import", str(roster)).stdout.split())
    assert "Not read, as there is no heading: column 3." in told
