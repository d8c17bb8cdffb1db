"""A bot is killed or frozen at each point of a message's and of a request's way, one by one.

On both databases, alone and as one of three; the tables of docs/faults.md are made of it. (The
real bot in real processes meets the same kills in tests/end_to_end/test_crash.py.)
"""

import os
from itertools import product

import pytest

from db.outbox.late_answers import leave
from tests.end_to_end.fault_table import Fate, require_told
from tests.faulty_year.reader import NOT_DONE, judge
from tests.faulty_year.year import Asked, FaultyYear, Strike, impatient
from tests.people import Council

MESSAGES = ("claimed", "channel recorded", "before post", "after post", "before record")
REQUESTS = ("carried out", "kept", "acknowledged", "answered")
STRIKES = {"killed": 0.0, "frozen for 65 s": 65.0, "frozen for 110 s": 110.0}
HOW = {0: "not at all", 1: "once", 2: "twice"}
LATE = ("In case you didn't see", "You may not have seen")
IS_NIGHT = bool(os.environ.get("NIGHTLY") or os.environ.get("KEEP_FAULTS"))
HEADINGS = {1: "The only bot is struck", 3: "One of three bots is struck"}


@pytest.mark.parametrize("replicas", (1, 3) if IS_NIGHT else (3,))
def test_whoever_is_struck_loses_nothing_doubles_nothing_and_tells_the_truth(
    council: Council, replicas: int
) -> None:
    year = FaultyYear(council, seed=1, replicas=replicas, mood="over")
    year.only = "note"
    for person in council.people.values():
        council.action(person, at=year.clock.at)
    with impatient(council.database):
        fates = [*_messages(year), *_requests(year)]
    with council.database.look() as connection:
        verdict = judge(connection, year.slack.posts, year.asked)
    assert verdict.is_clean, verdict
    require_told(HEADINGS[replicas], fates)


def test_a_question_that_nobody_lived_to_ask_is_said_to_have_changed_nothing(
    council: Council,
) -> None:
    year = FaultyYear(council, seed=1, replicas=1, mood="over")
    year.only = "add alike"
    year.somebody_writes()
    for point in ("carried out", "kept", "acknowledged"):
        year.planned = [Strike(point)]
        asked = year.somebody_writes()
        year.looks_often()
        assert not year.planned, f"never came to {point}: {asked}"
    with council.database.look() as connection:
        verdict = judge(connection, year.slack.posts, year.asked)
    assert verdict.is_clean, verdict
    assert verdict.judged["request done 0 times"] == 3, "each was a question"
    assert sum("Nothing was changed" in post.text for post in year.slack.posts) == 2


def _messages(year: FaultyYear) -> list[Fate]:
    """Strike a bot once at each point, while it delivers a message that waits for no morning."""
    fates = []
    people = list(year.council.people.values())
    for number, (point, what) in enumerate(product(MESSAGES, STRIKES)):
        year.planned = [Strike(point, STRIKES[what])]
        reader, at = people[number % len(people)], year.clock.at
        with year.database.begin() as session:
            leave(session, f"message {number}", str(reader.slack_id), at, was_kept=True)
        year.looks_often()
        year.looks_often()
        assert not year.planned, f"never came to {point}"
        posts = [post for post in year.slack.posts if post.at >= at.timestamp()]
        fates.append(Fate("nothing: a message of the outbox", point, what, 0, 0, HOW[len(posts)]))
    return fates


def _requests(year: FaultyYear) -> list[Fate]:
    fates = []
    for point, what in product(REQUESTS, STRIKES):
        year.planned = [Strike(point, STRIKES[what])]
        asked = year.somebody_writes()
        year.looks_often()
        assert not year.planned, f"never came to {point}: {asked}"
        fates.append(Fate("*note 12 …* in a direct message", point, what, 0, 0, _told(year, asked)))
    return fates


def _told(year: FaultyYear, asked: Asked) -> str:
    """Return what somebody read of one request, in order."""
    posts = [post for post in year.slack.posts if post.at >= asked.at]
    mine = [post.text for post in posts if post.channel == f"D{asked.user}"]
    return ", then ".join(_kind_of(words) for words in mine)


def _kind_of(words: str) -> str:
    if any(no in words for no in NOT_DONE):
        return "*nothing was changed*"
    return "*in case you didn't see my answer*" if words.startswith(LATE) else "the answer"
