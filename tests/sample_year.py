"""The sample council's year as the demo has it, filled once for all workers and then copied."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest

from bot.demo.prepare import load_report
from bot.demo.sample_actions import load_year
from bot.demo.sample_audits import load_audits
from db.people import accounts
from db.people.roster import managers, take
from db.session import Database, connect
from jobs.people import roster
from jobs.rules.working_days import Calendar
from tests.contexts import by_itself
from tests.databases import copied, made_once

SAMPLE: Final = Path(__file__).parents[1] / "sample"
NOW: Final = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
CALENDAR: Final = Calendar.of("ENG")


def take_roster(database: Database) -> None:
    found = roster.read((SAMPLE / "roster.csv").read_bytes(), managers(database))
    take(database, found.entries, at=NOW)


def fill(database: Database) -> None:
    """Fill a database with the people, the report, twelve months of audits and the year."""
    take_roster(database)
    load_report(database, SAMPLE, CALENDAR, lambda: NOW)
    load_audits(database, CALENDAR, lambda: NOW)
    with database.begin() as session:
        leads = {"assistant.director@council.example", "quality.assurance@council.example"}
        accounts.appoint(by_itself(session, NOW), leads, {"improvement.officer@council.example"})
    load_year(database, SAMPLE / "year.csv", CALENDAR, lambda: NOW)


@pytest.fixture(scope="session")
def sample_year(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> Path:
    """Give the database file of the sample year; to be copied, or read."""

    def make(file: Path) -> None:
        with closing(connect(copied(migrated_sqlite, file))) as database:
            fill(database)

    return made_once(tmp_path_factory, "sample_year.db", make)


@pytest.fixture(scope="session")
def read_year(sample_year: Path) -> Iterator[Database]:
    """Give the sample year open, for tests that only read."""
    with closing(connect(f"sqlite:///{sample_year}")) as opened:
        yield opened
