"""Every kind of message as Slack gets it, of the small council of the tests."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from db.migrate import upgrade
from db.models import MessageName
from db.session import connect
from jobs.context import CommandNames
from jobs.context import Council as Rules
from jobs.rules.working_days import Calendar
from tests.bot.delivery.samples.every_kind import SAMPLES, job_of, rendered
from tests.bot.delivery.samples.kit import month_of_audits
from tests.people import filled


def sent(folder: Path, name: MessageName) -> Iterator[tuple[str, list[dict[str, object]]]]:
    """Yield the samples of a kind of message as Slack gets them."""
    database_url = f"sqlite:///{folder}/{name.replace(' ', '-')}.db"
    upgrade(database_url)
    rules = Rules(Calendar.of("ENG"), CommandNames("/action", "/audit", "/status"))
    with closing(connect(database_url)) as database:
        council = filled(database)
        month_of_audits(council)
        with database.begin() as session:
            for sample in SAMPLES[name](council, session):
                answer = rendered(job_of(session, name, sample, rules))
                yield answer.text, list(answer.blocks)
