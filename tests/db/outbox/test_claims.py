"""No two messages are brought into one conversation at once, whoever brings them."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from threading import Barrier, Lock

import pytest

from db.models import Message, MessageName, Person
from db.outbox import claims
from db.outbox import queries as outbox
from db.outbox.claims import Due
from db.people import queries as people
from db.session import Database, Session, connect
from tests.claiming import MANY, TERMS, claim_next, claimed
from tests.databases import asked_of
from tests.people import NOW, Council

A_SECOND = timedelta(seconds=1)
A_MOMENT = timedelta(milliseconds=1)
PACED = replace(TERMS, pace=A_SECOND)
CHANNEL, OTHER_CHANNEL = "C07", "C08"
_keys = count()


def write(
    council: Council, to: Person | None = None, channel: str | None = None, at: datetime = NOW
) -> int:
    """Write a message down; return its number."""
    new = outbox.NewMessage(
        f"key {next(_keys)}", to or council.practitioner, MessageName.EVENT, {}, at, channel
    )
    with council.database.begin() as session:
        number = outbox.add(session, new)
    assert number is not None
    return number


def take(council: Council, at: datetime = NOW) -> Message:
    """Claim what is next."""
    with council.database.begin() as session:
        return claimed(session, at, PACED)


def can_be_had(council: Council, at: datetime = NOW) -> list[int]:
    """Return the numbers of what could be claimed next."""
    with council.database.read() as session:
        return [one.number for one in claims.due(session, at, A_SECOND, MANY)]


def arrives(council: Council, message: Message, at: datetime = NOW) -> None:
    """Record that a message is in Slack."""
    with council.database.begin() as session:
        assert outbox.sent(session, message, "D05", "12.34", at)


def test_nobody_is_brought_a_second_message_while_one_is_on_its_way(council: Council) -> None:
    first, second = write(council), write(council)
    other = write(council, council.colleague)
    assert can_be_had(council) == [first, other]
    mine = take(council)
    assert mine.id == first
    assert can_be_had(council) == [other]

    arrives(council, mine)
    assert can_be_had(council, NOW + A_SECOND) == [second, other]


def test_a_channel_is_brought_one_at_a_time_whoever_wanted_it_there(council: Council) -> None:
    write(council, council.manager, CHANNEL)
    second = write(council, council.head, CHANNEL)
    elsewhere = write(council, council.manager, OTHER_CHANNEL)
    to_herself = write(council, council.manager)
    mine = take(council)
    assert can_be_had(council) == [elsewhere, to_herself]

    arrives(council, mine)
    assert second in can_be_had(council, NOW + A_SECOND)


@pytest.mark.parametrize("channel", [None, CHANNEL])
def test_a_second_message_waits_a_second_whichever_bot_brought_the_first(
    council: Council, channel: str | None
) -> None:
    write(council, channel=channel)
    second = write(council, channel=channel)
    at = NOW + timedelta(seconds=10)
    arrives(council, take(council), at)
    assert can_be_had(council, at + A_SECOND - A_MOMENT) == []
    assert can_be_had(council, at + A_SECOND) == [second]


def test_what_was_not_posted_holds_nobody_up(council: Council) -> None:
    first, second = write(council), write(council)
    with council.database.begin() as session:
        assert outbox.stale(session, claimed(session, NOW, PACED), NOW)
    assert can_be_had(council) == [second]
    with council.database.begin() as session:
        assert outbox.postpone(session, claimed(session, NOW, PACED), NOW + A_SECOND, "ratelimited")
    third = write(council)
    assert can_be_had(council) == [third]
    assert first < second < third


def test_a_bot_that_was_killed_holds_its_conversation_no_longer_than_its_lease(
    council: Council,
) -> None:
    first, second = write(council), write(council)
    assert take(council).id == first
    over = NOW + TERMS.lease
    assert can_be_had(council, over - A_MOMENT) == []
    assert take(council, over).id == second
    assert can_be_had(council, over) == []  # although the first could be taken over


def test_a_clock_that_was_set_back_holds_up_nobody(council: Council) -> None:
    write(council)
    second = write(council)
    arrives(council, take(council), NOW + timedelta(hours=5))
    assert can_be_had(council) == [second]


def test_of_two_who_found_a_conversation_free_one_has_it(council: Council) -> None:
    """Each has looked before either claims."""
    first, second = write(council), write(council)
    reader = str(council.practitioner.id)
    with council.database.begin() as session:
        assert claims.claim(session, Due(first, reader), NOW, PACED) is not None
    with council.database.begin() as session:
        assert claims.claim(session, Due(second, reader), NOW, PACED) is None
        assert claims.claim(session, Due(first, reader), NOW, PACED) is None


def test_whoever_looked_before_another_post_arrived_keeps_its_second(council: Council) -> None:
    write(council)
    second = Due(write(council), str(council.practitioner.id))
    arrives(council, take(council))
    with council.database.begin() as session:
        assert claims.claim(session, second, NOW + A_SECOND - A_MOMENT, PACED) is None
    with council.database.begin() as session:
        assert claims.claim(session, second, NOW + A_SECOND, PACED) is not None


@contextmanager
def frozen_in(database: Database) -> Iterator[Session]:
    """Be a second bot that is frozen before it commits."""
    url = database.engine.url.render_as_string(hide_password=False)
    with closing(connect(url)) as second, second.begin() as session:
        yield session
        session.rollback()


# On SQLite a second bot waits for the first to commit.
@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_what_a_second_bot_is_just_claiming_nobody_waits_for(council: Council) -> None:
    first, second = write(council), write(council)
    other = write(council, council.colleague)
    with frozen_in(council.database) as held:
        assert claimed(held, NOW, PACED).id == first
        with council.database.begin() as session:
            mine = Due(second, str(council.practitioner.id))
            assert claims.claim(session, mine, NOW, PACED) is None
            assert claimed(session, NOW, PACED).id == other


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_a_group_that_a_second_bot_is_just_entering_is_not_free(council: Council) -> None:
    write(council), write(council, council.colleague)
    mine, theirs = take(council), take(council)
    with frozen_in(council.database) as held:
        assert claims.is_free(held, theirs, "G1", NOW, A_SECOND)
        assert outbox.record_channel(held, theirs, "G1")
        with council.database.begin() as session:
            assert not claims.is_free(session, mine, "G1", NOW, A_SECOND)
            assert claims.is_free(session, mine, "G2", NOW, A_SECOND)


def test_messages_of_two_people_go_into_their_group_one_after_the_other(council: Council) -> None:
    write(council), write(council, council.colleague)
    first, second = take(council), take(council)
    with council.database.begin() as session:
        assert claims.is_free(session, first, "G1", NOW, A_SECOND)
        assert outbox.record_channel(session, first, "G1")
    with council.database.begin() as session:
        assert claims.is_free(session, first, "G1", NOW, A_SECOND)  # its own is no other's
        assert not claims.is_free(session, second, "G1", NOW, A_SECOND)
        assert outbox.sent(session, first, "G1", "12.34", NOW)
        assert not claims.is_free(session, second, "G1", NOW + A_SECOND - A_MOMENT, A_SECOND)
        assert claims.is_free(session, second, "G1", NOW + A_SECOND, A_SECOND)


def test_whether_its_readers_own_conversation_is_free_is_asked_of_nobody(council: Council) -> None:
    write(council)
    with council.database.begin() as session:
        people.remember_conversation(session, council.practitioner, "D1")
    mine = take(council)
    with council.database.begin() as session, asked_of(council.database) as asked:
        assert claims.is_free(session, mine, "D1", NOW, A_SECOND)
    assert asked == []


class InHand:
    """What several senders hold at once, told by themselves."""

    def __init__(self) -> None:
        self._now, self._lock = Counter[int](), Lock()
        self.most = Counter[int]()

    def take(self, reader: int) -> None:
        with self._lock:
            self._now[reader] += 1
            self.most[reader] = max(self.most[reader], self._now[reader])

    def give_back(self, reader: int) -> None:
        with self._lock:
            self._now[reader] -= 1


def test_of_many_who_claim_at_once_no_two_have_the_same_reader(council: Council) -> None:
    numbers = [write(council, person) for person in council.people.values() for _ in range(5)]
    together, in_hand, database = Barrier(8), InHand(), council.database

    def claim_all() -> Iterator[int]:
        together.wait()
        while some_wait(database):
            with database.begin() as session:
                message = claim_next(session, NOW)
            if message is not None:
                in_hand.take(message.person_id)
                in_hand.give_back(message.person_id)
                with database.begin() as session:
                    assert outbox.sent(session, message, "D1", "12.34", NOW)
                yield message.id

    with ThreadPoolExecutor(8) as claimers:
        taken = [claimers.submit(lambda: list(claim_all())) for _ in range(8)]
    assert sorted(number for each in taken for number in each.result()) == numbers
    assert set(in_hand.most.values()) == {1}


def some_wait(database: Database) -> bool:
    """Say whether anything is not sent yet."""
    with database.read() as session:
        return outbox.waiting_count(session) > 0


# PostgreSQL chooses by size and would read a table this small from end to end.
@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_claiming_reads_only_what_is_waiting_or_was_just_sent(council: Council) -> None:
    write(council)
    with asked_of(council.database) as asked:
        message = take(council)
        with council.database.begin() as session:
            claims.is_free(session, message, "G1", NOW, A_SECOND)
    about_messages = [pair for pair in asked if "message" in pair[0]]
    assert len(about_messages) == 3
    with council.database.engine.connect() as connection:
        for statement, parameters in about_messages:
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)  # type: ignore[arg-type]  # as the driver gave them
            plan = [str(row[-1]) for row in rows]
            assert any("USING INDEX ix_message_waiting" in step for step in plan), plan
            assert any("USING INDEX ix_message_done" in step for step in plan), plan
            assert not any(step.startswith("SCAN message") for step in plan), plan
