"""`live-audit setup`: from an empty folder to a bot that answers, one question after the other."""

import json
import os
import re
import secrets
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

import typer

from bot.cli.people import RosterWish, take_roster
from bot.cli.running import migrate
from bot.cli.speak import settings_or_fail
from bot.environment import ENV_FILE, kept_in_file

if TYPE_CHECKING:
    from bot.doctor import Finding

NEW_APP: Final = "https://api.slack.com/apps?new_app=1&manifest_json="
UNIT: Final = Path("live-audit.service")
OURS_ALONE: Final = 0o600
# The settings that are asked for, each with its question; everything else keeps its default.
QUESTIONS: Final[Mapping[str, str]] = {
    "council_name": "The council's name, as it stands above a report (Enter for none)",
    "bank_holidays": "Whose bank holidays: england, wales, scotland or northern-ireland",
    "leads": "E-mails of the leads, who see and move every action, with commas between them",
    "admins": "E-mails of the administrators, who hear when something can't be delivered",
}
THE_DATABASE: Final = "The database: SQLite as here, or postgresql://user:password@host/name"
NO_DATABASE: Final = (
    "Check that the server runs and that its host, the database's name, the user and the password "
    "are right, and type it again; or type sqlite:///bot.db."
)
HOW_SLACK_REACHES_IT: Final = """
How does Slack reach the bot?
  1  the bot calls Slack (Socket Mode): no public address, no open port
  2  Slack calls the bot, at an https:// address of yours, through a proxy that speaks TLS"""
CALLED_AT: Final = "Its address at the proxy, such as https://live-audit.council.example"
USUAL_PORT: Final = "8080"
HOW_IT_RUNS: Final = """
How will it run?
  1  as a service of this machine (systemd): I write the file
  2  in containers (docker compose), with PostgreSQL
  3  by hand, with `live-audit run`"""
SERVICE: Final = """[Unit]
Description=Live audit, the Slack bot
After=network-online.target
Wants=network-online.target

[Service]
WorkingDirectory={folder}
ExecStart={program} run
Restart=always
RestartSec=5
User={user}
NoNewPrivileges=true
PrivateTmp=true
ProtectSystem=full

[Install]
WantedBy=multi-user.target
"""
OPEN_THE_PORT: Final = """
Take the # away before `ports` in compose.yaml: to that port of this machine the proxy passes on.
"""
IN_CONTAINERS: Final = """
Start it, import the roster, and look at everything once:
  docker compose up --build --wait
  docker compose run --rm --volume "$PWD/roster.csv:/roster.csv:ro" bot \\
    live-audit people import /roster.csv --apply
  docker compose exec bot live-audit doctor"""
WHERE_THE_APP_TOKEN_IS: Final = (
    "  Basic Information > App-Level Tokens > Generate, with the scope connections:write:\n"
    "  the token xapp-…\n"
)
WHERE_THE_SECRET_IS: Final = (
    "  Basic Information > App Credentials: the Signing Secret\n"
    "Slack says that the address doesn't answer until the bot runs; then press Retry on the page\n"
    "Event Subscriptions.\n"
)


def setup() -> None:
    """Put the bot into your workspace: asks, checks each answer, and changes nothing unasked.

    Run it again at any time: it shows what is there, and Enter keeps it.
    """
    typer.echo("I ask, and check each answer. Enter keeps what stands in [brackets].\n")
    known = kept_in_file()
    for name, question in QUESTIONS.items():
        _ask_for(name, question, known)
    how = _chosen(HOW_IT_RUNS, "123", "2" if "postgres_password" in known else "3")
    if how == "2":
        _keep("postgres_password", known.get("postgres_password", secrets.token_hex(16)))
    else:
        _ask_for_database(known)
    is_called = _ask_how_slack_reaches_it(known)
    _create_app(is_called=is_called)
    _ask_for_tokens(known, is_called=is_called)
    if how == "2":
        typer.echo((OPEN_THE_PORT if is_called else "") + IN_CONTAINERS)
    else:
        _begin_here(as_service=how == "1")


def _begin_here(*, as_service: bool) -> None:
    """Fill the database of this machine, say how the bot is started, and look at everything."""
    from bot.cli.doctor import doctor

    _import_roster()
    if as_service:
        _write_unit()
    else:
        typer.echo("Start it: live-audit run")
    typer.echo("\nLast, I look at everything once:")
    doctor()


def _ask_for_database(known: Mapping[str, str]) -> None:
    """Ask for the database until there is one that can be used, and fill it with its tables."""
    while True:
        _ask_for("database_url", THE_DATABASE, known)
        try:
            migrate()
        except typer.Exit:  # it has said what is wrong
            typer.echo(f"  {NO_DATABASE}", err=True)
        else:
            return


def _ask_for(name: str, question: str, known: Mapping[str, str]) -> None:
    _keep(name, _asked(name, question, known.get(name, _default(name))))


def _default(name: str) -> str:
    from bot.settings import Settings

    row = Settings.model_fields[name].json_schema_extra
    return str(row["written"]) if isinstance(row, dict) else ""


def _asked(name: str, question: str, default: str, *, hidden: bool = False) -> str:
    """Ask for a setting until what is typed can be one; a hidden one is never shown."""
    from bot.settings import problem_with

    shown = bool(default) and not hidden
    while True:
        typed = typer.prompt(question, default=default, show_default=shown, hide_input=hidden)
        answer = _as_written(name, str(typed))
        refused = problem_with(name, answer)
        if not refused:
            return answer
        typer.echo(f"  {refused}", err=True)


def _as_written(name: str, typed: str) -> str:
    """Return an answer as .env has it: as it is copied from there, from Outlook or from a page."""
    answer = re.sub(rf"^{name}\s*=\s*", "", typed.strip(), flags=re.IGNORECASE).strip("\"' ")
    if name == "bank_holidays":
        division = re.sub(r"[\s_-]+", "-", answer.lower())
        return re.sub(r"^england-(?:and|&)-wales$", "england", division)
    if name in {"leads", "admins"}:
        written = re.findall(r"(?<![^\s<>;,:])[^\s<>;,:]+@[^\s<>;,]+", answer)
        return ",".join(written) or answer
    return answer


def _keep(name: str, value: str) -> None:
    """Write one setting into .env, which nobody else may read, and leave its other lines alone."""
    from dotenv import set_key

    ENV_FILE.touch(OURS_ALONE)
    ENV_FILE.chmod(OURS_ALONE)
    set_key(ENV_FILE, name.upper(), value, quote_mode="auto")


def _ask_how_slack_reaches_it(known: Mapping[str, str]) -> bool:
    """Ask who calls whom; return whether Slack calls the bot."""
    is_called = _chosen(HOW_SLACK_REACHES_IT, "12", "2" if "public_url" in known else "1") == "2"
    if is_called:
        _keep("public_url", _asked("public_url", CALLED_AT, known.get("public_url", "")))
        _keep("http_port", known.get("http_port", USUAL_PORT))
    elif "public_url" in known:
        _keep("public_url", "")
    return is_called


def _chosen(offer: str, numbers: str, default: str) -> str:
    """Ask for one of the numbers that are offered."""
    typer.echo(offer)
    while True:
        chosen = str(typer.prompt("Choose a number", default=default)).strip()
        if chosen and chosen in numbers:
            return chosen
        typer.echo(f"  Type one of the numbers: {', '.join(numbers)}.", err=True)


def _create_app(*, is_called: bool) -> None:
    from bot.registry import USAGE
    from bot.slack import manifest

    made = manifest.manifest(settings_or_fail(), USAGE)
    link = NEW_APP + quote(json.dumps(made, separators=(",", ":")), safe="")
    typer.echo(
        "\nNow the Slack app. Open this link as somebody who may install apps, choose your "
        "workspace, and press Create; everything is filled in. (Is it there already? Go on.)\n"
    )
    typer.echo(link)
    typer.echo(
        "\nThen, on the app's page:\n"
        "  Install App > Install to Workspace: the Bot User OAuth Token, xoxb-…\n"
        + (WHERE_THE_SECRET_IS if is_called else WHERE_THE_APP_TOKEN_IS)
    )


def _ask_for_tokens(known: Mapping[str, str], *, is_called: bool) -> None:
    from bot.doctor import app_token, bot_token

    second = ("slack_app_token", "xapp- token")
    if is_called:
        second = ("slack_signing_secret", "signing secret")
    for name, called in (("slack_bot_token", "xoxb- token"), second):
        there = known.get(name, "")
        hint = "Enter keeps the one that is there" if there else "not shown while you paste it"
        while True:
            _keep(name, _asked(name, f"The {called} ({hint})", there, hidden=True))
            settings = settings_or_fail()
            found: Iterator[Finding] = iter(())  # of the secret Slack says nothing
            if name == "slack_bot_token":
                found = bot_token(settings, lambda: datetime.now(UTC))
            elif name == "slack_app_token":
                found = app_token(settings)
            if _told(found) or typer.confirm("  Go on all the same?", default=False):
                break


def _told(found: "Iterator[Finding]") -> bool:
    """Say what was found; return whether all of it is well."""
    well = True
    for finding in found:
        typer.echo(f"  {finding}")
        well = well and finding.is_well
    return well


def _import_roster() -> None:
    typer.echo("\nThe roster: who works here, in which team, and who manages whom.")
    while True:
        named = str(typer.prompt("Its file (Enter to do it later)", default="", show_default=False))
        if not named.strip():
            typer.echo("  Later: live-audit people import roster.csv --apply")
            return
        path = Path(named.strip().strip("\"'")).expanduser()
        try:
            take_roster(RosterWish(path, is_asked=True))
        except typer.Exit:
            continue  # it has said what is wrong
        if typer.confirm("Import it?", default=True):
            take_roster(RosterWish(path, apply=True))
        return


def _write_unit() -> None:
    program = Path(sys.argv[0]).absolute()
    user = os.environ.get("USER", "live-audit")
    text = SERVICE.format(folder=Path.cwd(), program=program, user=user)
    UNIT.write_text(text, "utf-8")
    typer.echo(
        f"Written: {UNIT}. Start it, now and whenever the machine starts:\n"
        f"  sudo cp {UNIT} /etc/systemd/system/\n"
        f"  sudo systemctl enable --now {UNIT.stem}"
    )
