"""What the running bot erases once a day, and what a legal hold keeps of it."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot import main
from bot.settings import Settings
from db.models import Action, Message, Person, PlanDraft, ProcessedRequest, Snooze
from db.session import Database
from tests.council_slack import CouncilSlack, running

pytestmark = pytest.mark.mostly_sqlite
NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def slack() -> Iterator[CouncilSlack]:
    with running() as slack:
        yield slack


def fill(database: Database) -> None:
    """Write of each class one row that is long over and one that is of now."""
    with database.begin() as session:
        person = Person(name="Kim Ash", email="kim.ash@council.example")
        session.add(person)
        session.flush()
        for days in (1, 8, 500):
            action, then = Action(title="Ask", created_at=NOW), NOW - timedelta(days=days)
            session.add(action)
            session.flush()
            done = {"due_at": then, "done_at": then, "dedupe_key": f"{days}", "token": f"{days}"}
            session.add_all([
                PlanDraft(person_id=person.id, made_at=then),
                ProcessedRequest(key=f"{days}", at=then),
                Snooze(person_id=person.id, action_id=action.id, until=then.date()),
                Message(person_id=person.id, kind="event", **done),
            ])  # fmt: skip


def kept(database: Database) -> list[int]:
    tables = (PlanDraft, ProcessedRequest, Snooze, Message)
    with database.read() as session:
        return [len(session.scalars(select(table)).all()) for table in tables]


@pytest.mark.parametrize(("hold", "left"), [("no", [1, 1, 2, 2]), ("yes", [3, 1, 3, 3])])
def test_once_a_day_goes_what_is_over_and_under_a_hold_the_requests_alone(
    slack: CouncilSlack, migrated_url: str, hold: str, left: list[int]
) -> None:
    settings = Settings.model_validate(
        {
            "slack_bot_token": "xoxb-local",
            "slack_app_token": "xapp-local",
            "slack_api_url": slack.api,
            "database_url": migrated_url,
            "legal_hold": hold,
        }
    )
    bot = main.build(settings)
    with closing(bot.contexts.database) as database:
        fill(database)
        bot.run_daily_cleanup()
        assert kept(database) == left
