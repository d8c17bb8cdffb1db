"""Everything the demo needs before it starts, in one folder; what is there already is kept."""

import json
import os
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from bot.demo.errors import DemoError
from bot.demo.sample_actions import load_year
from bot.demo.sample_audits import load_audits, load_this_month
from bot.demo.workspace import COUNCIL, workspace
from bot.environment import ENV_FILE
from bot.people.roster_words import problem_words
from bot.plan.problem_words import problem_words as plan_problem_words
from bot.refusals import refusal_words
from bot.settings import Settings, read
from db.context import WorkContext
from db.migrate import MigrationError, upgrade
from db.people.accounts import appoint
from db.people.roster import RosterEntry, managers, take
from db.session import Database, connect
from jobs.people import roster
from jobs.plan import importing
from jobs.plan.reading_context import ReadingWishes
from jobs.plan.tables import PlanFile, UnreadableFileError
from jobs.rules.working_days import Calendar

WORKSPACE = Path("workspace.json")
ROSTER, YEAR = "roster.csv", "year.csv"
# The peer review report, word for word: what it says is to be done, and what that answers.
REPORT = (
    "actions.csv",
    "top_tips.csv",
    "kloes.csv",
    "findings.csv",
    "mechanisms.csv",
    "council_plan.csv",
)
BEGINS = "DEMO_BEGINS"  # in the environment: when it begins, such as 2026-11-25T09:00+00:00
SAMPLE_FILES = (ROSTER, *REPORT, YEAR)
# The report names no person, so its owners come later; nothing is invented.
FROM_THE_REPORT = ReadingWishes(source="Peer review report", owners_later=True)


def prepare(port: int, sample: Path) -> Settings:
    """Fill the current folder: settings, database, sample council, workspace. Raises DemoError."""
    try:
        ENV_FILE.write_text(environment(port), encoding="utf-8")
        settings = read()
        url = settings.database_url.get_secret_value()
        upgrade(url)
        with closing(connect(url)) as database:
            people = _load(database, sample, settings)
        made = workspace(settings, people, os.environ.get(BEGINS))
        told = json.dumps(made, indent=2, ensure_ascii=False)
        WORKSPACE.write_text(told, encoding="utf-8")
    except OSError as error:
        raise DemoError(f"{error.filename} cannot be used: {error.strerror}.") from error
    except MigrationError as error:
        raise DemoError(str(error)) from error
    return settings


def environment(port: int) -> str:
    """Return the settings of the demo, as its bot reads them."""
    address = f"http://127.0.0.1:{port}"
    lines = {
        "SLACK_BOT_TOKEN": "xoxb-local",
        "SLACK_APP_TOKEN": "xapp-local",
        "SLACK_API_URL": f"{address}/api/",
        "DATABASE_URL": "sqlite:///bot.db",
        "COUNCIL_NAME": COUNCIL,
        "LEADS": "assistant.director@council.example, quality.assurance@council.example",
        "ADMINS": "improvement.officer@council.example",
        "CLOCK_URL": f"{address}/clock",
        "TICK_SECONDS": "1",
        "DELIVERY_SECONDS": "1",
    }
    return "".join(f"{name}={value}\n" for name, value in lines.items())


def _load(database: Database, sample: Path, settings: Settings) -> tuple[RosterEntry, ...]:
    calendar = settings.calendar
    found = roster.read((sample / ROSTER).read_bytes(), managers(database))
    if found.problems:
        raise DemoError("\n".join(map(problem_words, found.problems)))
    take(database, found.entries, at=_now())
    load_report(database, sample, calendar, _now)
    if load_audits(database, calendar, _now):
        load_this_month(database, calendar, _now)
    with database.begin() as session:
        appoint(WorkContext(session, None, _now()), settings.leads, settings.admins)
    load_year(database, sample / YEAR, calendar, _now)
    return found.entries


def load_report(
    database: Database, sample: Path, calendar: Calendar, now: Callable[[], datetime]
) -> int:
    """Import the sample report as anybody imports a plan; return how much of it is new.

    What was changed since the last time stays. Raises DemoError.
    """
    files = [PlanFile(name, (sample / name).read_bytes()) for name in REPORT]
    try:
        book = importing.opened(files, importing.Choices(wishes=FROM_THE_REPORT))
    except UnreadableFileError as error:
        raise DemoError(refusal_words(error)) from error
    with database.begin() as session:
        shown = importing.preview(session, book, FROM_THE_REPORT, now().date(), calendar)
        if shown.problems:
            raise DemoError("\n".join(map(plan_problem_words, shown.problems)))
        importing.carry_out(session, shown, None, now(), calendar)
    return len(shown.outcome.new)


def _now() -> datetime:
    """Return when the demo begins: now, or the moment that pictures always begin at."""
    begins = os.environ.get(BEGINS)
    return datetime.fromisoformat(begins) if begins else datetime.now(UTC)
