"""The outbox on both databases: claims, leases, fences, outcomes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy.exc import NoResultFound

from db.models import Message, MessageName, Person
from db.outbox import queries as outbox
from db.session import Database
from tests.claiming import TERMS, claim_next, claimed
from tests.people import NOW, Council

LEASE, QUARANTINE = TERMS.lease, TERMS.quarantine
LATER = NOW + LEASE + timedelta(seconds=1)


def write(
    council: Council,
    key: str = "one",
    to: Person | None = None,
    at: datetime = NOW,
    kind: MessageName = MessageName.EVENT,
) -> int:
    person = to or council.practitioner
    with council.database.begin() as session:
        number = outbox.add(session, outbox.NewMessage(key, person, kind, {"event": 1}, at=at))
    assert number is not None
    return number


def claim(database: Database, at: datetime = NOW) -> list[Message]:
    with database.begin() as session:
        found = claim_next(session, at)
    return [found] if found is not None else []


def read(database: Database, number: int) -> Message:
    with database.read() as session:
        return outbox.find(session, number)


def test_the_same_message_is_written_once(council: Council) -> None:
    write(council, "event:1:2")
    with council.database.begin() as session:
        again = outbox.add(
            session,
            outbox.NewMessage(
                "event:1:2", council.practitioner, MessageName.EVENT, about={"event": 1}, at=NOW
            ),
        )
        assert again is None
        assert outbox.waiting_count(session) == 1


def test_every_message_has_a_token_of_its_own(council: Council) -> None:
    first, second = (read(council.database, write(council, key)) for key in ("one", "two"))
    assert first.token != second.token
    assert len(first.token) == 32


def test_two_writers_of_the_same_message_write_it_once(council: Council) -> None:
    together = Barrier(2)

    def add(_: int) -> int | None:
        together.wait()
        with council.database.begin() as session:
            return outbox.add(
                session,
                outbox.NewMessage("one", council.practitioner, MessageName.EVENT, about={}, at=NOW),
            )

    with ThreadPoolExecutor(2) as writers:
        written = list(writers.map(add, range(2)))
    assert written.count(None) == 1


def test_a_claim_brings_the_person_and_counts_the_try(council: Council) -> None:
    write(council)
    [mine] = claim(council.database)
    assert mine.person.slack_id == council.practitioner.slack_id
    assert (mine.lease, mine.attempts, mine.maybe_sent) == (1, 1, False)
    assert (mine.first_try_at, mine.due_at) == (NOW, NOW + LEASE)


def test_a_claimed_message_is_nobody_elses_until_its_lease_is_over(council: Council) -> None:
    write(council)
    claim(council.database)
    assert claim(council.database, NOW + LEASE - timedelta(seconds=1)) == []


def test_a_message_whose_lease_ran_out_is_taken_over_and_may_have_been_sent(
    council: Council,
) -> None:
    write(council)
    claim(council.database)
    [taken_over] = claim(council.database, LATER)
    assert (taken_over.lease, taken_over.attempts, taken_over.maybe_sent) == (2, 2, True)
    assert taken_over.resend_after == LATER + QUARANTINE
    assert taken_over.first_try_at == NOW


def test_a_message_put_back_in_good_order_was_not_sent(council: Council) -> None:
    write(council)
    [mine] = claim(council.database)
    with council.database.begin() as session:
        assert outbox.postpone(session, mine, LATER, "ratelimited")
    [again] = claim(council.database, LATER)
    assert (again.attempts, again.maybe_sent, again.resend_after) == (1, False, None)
    assert again.last_error == "ratelimited"


def test_a_try_that_may_have_reached_slack_stays_in_doubt(council: Council) -> None:
    write(council)
    [mine] = claim(council.database)
    quarantined = NOW + QUARANTINE
    with council.database.begin() as session:
        outbox.postpone(session, mine, LATER, "TimeoutError", resend_after=quarantined)
    [again] = claim(council.database, LATER)
    with council.database.begin() as session:
        outbox.retry_at(session, again, LATER, "HTTP 500")
    [third] = claim(council.database, LATER)
    assert (third.attempts, third.maybe_sent, third.resend_after) == (2, True, quarantined)


def test_what_is_due_later_waits(council: Council) -> None:
    write(council, at=NOW + timedelta(seconds=1))
    assert claim(council.database) == []


def test_of_what_waits_for_long_the_oldest_is_claimed_first(council: Council) -> None:
    write(council, "younger", at=NOW - timedelta(hours=3))
    oldest = write(council, "old", at=NOW - timedelta(hours=5))
    assert [message.id for message in claim(council.database)] == [oldest]


def test_a_morning_waits_for_what_may_go_with_it(council: Council) -> None:
    written = {
        kind: write(council, kind, at=NOW + timedelta(seconds=late), kind=kind)
        for late, kind in enumerate((MessageName.DAILY_DIGEST, MessageName.SUBSCRIPTION))
    }
    [first] = claim(council.database, LATER)
    assert first.id == written[MessageName.SUBSCRIPTION]  # though it was written a second later


def test_a_message_that_was_sent_is_over(council: Council) -> None:
    number = write(council)
    [mine] = claim(council.database)
    with council.database.begin() as session:
        assert outbox.record_channel(session, mine, "D1")
        assert outbox.sent(session, mine, "D1", "12.34", NOW)
    message = read(council.database, number)
    assert (message.outcome, message.slack_channel, message.slack_ts) == ("sent", "D1", "12.34")
    assert claim(council.database, LATER) == []


def test_a_message_with_nothing_left_to_say_is_over(council: Council) -> None:
    number = write(council)
    [mine] = claim(council.database)
    with council.database.begin() as session:
        assert outbox.stale(session, mine, NOW)
    assert read(council.database, number).outcome == "stale"
    assert claim(council.database, LATER) == []


def test_a_claim_that_was_overtaken_can_record_nothing(council: Council) -> None:
    number = write(council)
    [overtaken] = claim(council.database)
    claim(council.database, LATER)
    with council.database.begin() as session:
        assert not outbox.record_channel(session, overtaken, "D1")
        assert not outbox.sent(session, overtaken, "D1", "12.34", LATER)
        assert not outbox.stale(session, overtaken, LATER)
        assert not outbox.retry_at(session, overtaken, LATER, "late")
        assert not outbox.dead(session, overtaken, LATER, "late")
    message = read(council.database, number)
    assert (message.outcome, message.slack_channel, message.last_error) == (None, None, None)
    with council.database.read() as session:
        assert outbox.waiting_count(session) == 1  # and no administrator was told of a death


def test_an_outcome_is_recorded_once(council: Council) -> None:
    write(council)
    [mine] = claim(council.database)
    with council.database.begin() as session:
        assert outbox.sent(session, mine, "D1", "12.34", NOW)
        assert not outbox.dead(session, mine, NOW, "too late")


def test_administrators_are_told_of_a_message_that_will_not_arrive(council: Council) -> None:
    number = write(council)
    [mine] = claim(council.database)
    with council.database.begin() as session:
        outbox.dead(session, mine, NOW, "channel_not_found")
    [letter] = claim(council.database)
    assert letter.dedupe_key == f"dead:{number}:{council.officer.id}"
    assert (letter.kind, letter.about) == ("dead letter", {"message_id": number})
    assert letter.person.id == council.officer.id


def test_nobody_is_told_of_a_message_about_a_message_that_will_not_arrive(
    council: Council,
) -> None:
    with council.database.begin() as session:
        outbox.add(
            session,
            outbox.NewMessage(
                "dead:1:2", council.officer, MessageName.DEAD_LETTER, about={}, at=NOW
            ),
        )
    [mine] = claim(council.database)
    with council.database.begin() as session:
        outbox.dead(session, mine, NOW, "channel_not_found")
        assert outbox.waiting_count(session) == 0


def test_an_administrator_who_has_left_is_not_written_to(council: Council) -> None:
    write(council)
    [mine] = claim(council.database)
    with council.database.begin() as session:
        session.get_one(Person, council.officer.id).left_slack = True
        outbox.dead(session, mine, NOW, "channel_not_found")
        assert outbox.waiting_count(session) == 0


def test_the_dead_letters_of_a_week_are_those_given_up_in_it(council: Council) -> None:
    for day in range(3):
        write(council, str(day), at=NOW + timedelta(days=day))
        at = NOW + timedelta(days=day)
        with council.database.begin() as session:
            outbox.dead(session, claimed(session, at), at, f"error {day}")
            outbox.stale(session, claimed(session, at), at)
    with council.database.read() as session:
        letters = outbox.dead_letters(session, NOW + timedelta(days=1))
    assert [letter.last_error for letter in letters] == ["error 2", "error 1"]
    assert letters[0].person.role == council.practitioner.role


def test_the_oldest_waiting_message_is_known_however_often_it_was_put_back(
    council: Council,
) -> None:
    with council.database.read() as session:
        assert outbox.oldest_waiting(session) is None
    write(council, "old")
    write(council, "young", at=NOW + timedelta(minutes=5))
    [mine] = claim(council.database)
    with council.database.begin() as session:
        outbox.retry_at(session, mine, NOW + timedelta(hours=1), "HTTP 500")
        assert outbox.oldest_waiting(session) == NOW


def test_a_message_that_never_was_cannot_be_found(council: Council) -> None:
    with council.database.read() as session, pytest.raises(NoResultFound):
        outbox.find(session, 404)


def test_known_keys_are_those_written_before(council: Council) -> None:
    write(council, "one")
    with council.database.read() as session:
        assert outbox.known_keys(session, ["one", "two"]) == {"one"}
