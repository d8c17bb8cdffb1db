"""Two bots with four senders each, in real processes, one of them killed: judged by Slack alone."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from multiprocessing.context import ForkServerProcess
from random import Random
from typing import Final

import pytest

from db.models import MessageName, Person
from db.outbox import queries as outbox
from db.session import Database
from tests.bot.delivery.sending import POLICY, started
from tests.council_slack import CouncilSlack, running
from tests.properties import scaled
from tests.waiting import eventually, work_of

PEOPLE: Final = 20
MESSAGES: Final = scaled(300)
POSTS_TAKE_S: Final = 0.1
BOTS: Final = 2

Span = tuple[datetime, datetime]


@pytest.fixture
def slack() -> Iterator[CouncilSlack]:
    """Give a workspace of many people that takes its time over every post."""
    users = [{"id": f"U{number:02}", "name": f"person{number}"} for number in range(PEOPLE)]
    with running(users=users, start=None) as slack:
        slack.fail("delayed", times=10 * MESSAGES, seconds=POSTS_TAKE_S)
        yield slack


@pytest.fixture
def letters(database: Database) -> Sequence[str]:
    """Write the messages down in any order; return what is to arrive."""
    now, chance = datetime.now(UTC), Random(8)
    with database.begin() as session:
        people = [Person(name=f"{one}", slack_id=f"U{one:02}") for one in range(PEOPLE)]
        session.add_all(people)
        session.flush()
        to = [people[number % PEOPLE] for number in range(MESSAGES)]
        chance.shuffle(to)
        written = {}
        for number, person in enumerate(to):
            kind = chance.choice([MessageName.EVENT, MessageName.DAILY_DIGEST])
            at = now - timedelta(seconds=chance.randrange(3600))
            message = outbox.add(session, outbox.NewMessage(f"{number}", person, kind, {}, at))
            written[message] = person.slack_id
    return [f"letter {message} for {slack_id}" for message, slack_id in written.items()]


@contextmanager
def bots(database: Database, slack: CouncilSlack) -> Iterator[list[ForkServerProcess]]:
    """Run them for the block; whatever is in the list at its end is killed."""
    url = database.engine.url.render_as_string(hide_password=False)
    running_bots = [started(url, slack.api) for _ in range(BOTS)]
    try:
        yield running_bots
    finally:
        for each in running_bots:
            each.kill()
            each.join()


def until(slack: CouncilSlack, count: int, alive: Sequence[ForkServerProcess]) -> None:
    """Wait until so many messages have arrived."""
    eventually(
        lambda: len(slack.messages()) >= count or None,
        f"{count} messages",
        moved=lambda: (len(slack.messages()), [work_of(each.pid or 0) for each in alive]),
    )


def posts(slack: CouncilSlack) -> Mapping[str, list[Span]]:
    """Return when each post into each conversation began and was taken, the earliest first."""
    found: defaultdict[str, list[Span]] = defaultdict(list)
    for call in slack.journal("chat.postMessage"):
        began, ended = (datetime.fromisoformat(call[name]) for name in ("begun", "at"))
        found[call["args"]["channel"]].append((began, ended))
    return {channel: sorted(spans) for channel, spans in found.items()}


def test_each_message_arrives_once_and_never_two_at_once_although_a_bot_is_killed(
    database: Database, slack: CouncilSlack, letters: Sequence[str]
) -> None:
    with bots(database, slack) as alive:
        until(slack, MESSAGES // 3, alive)
        alive[0].kill()  # whatever each of its senders is at
        alive[0].join()
        url = database.engine.url.render_as_string(hide_password=False)
        alive[0] = started(url, slack.api)
        until(slack, MESSAGES, alive)
        eventually(lambda: all_are_recorded(database) or None, "the last record")
    assert Counter(slack.texts()) == Counter(letters)
    for spans in posts(slack).values():
        for (_, ended), (began, _) in pairwise(spans):
            assert began >= ended + POLICY.pace


def all_are_recorded(database: Database) -> bool:
    """Say whether nothing waits any more."""
    with database.read() as session:
        return outbox.waiting_count(session) == 0
