"""What is typed to have a digest come by itself."""

from datetime import time

import pytest

from bot.digest.subscriptions import ChangeSubscription, ListSubscriptions, Subscribe
from bot.digest.verbs import ShowDigest
from bot.registry import STATUS
from bot.slack.registry import Request
from db.errors import RefusedError
from tests.bot.typed import parse_action

NINE = time(9)
UNDERSTOOD: list[tuple[str, Request]] = [
    ("weekly mon 9:00 here", Subscribe(NINE, "here", ShowDigest(), weekday=0)),
    ("weekly Monday 09:00 me", Subscribe(NINE, "me", ShowDigest(), weekday=0)),
    ("every friday at 2.30pm to me", Subscribe(time(14, 30), "me", ShowDigest(), weekday=4)),
    ("weekly thurs 9am here", Subscribe(NINE, "here", ShowDigest(), weekday=3)),
    ("weekly on tuesdays 12pm me", Subscribe(time(12), "me", ShowDigest(), weekday=1)),
    (
        "weekly wed 16:15 <#C012AB3CD|improvement> audits",
        Subscribe(time(16, 15), "C012AB3CD", ShowDigest("audits"), weekday=2),
    ),
    (
        "weekly mon 9:00 here team Permanence",
        Subscribe(NINE, "here", ShowDigest("", "team", "Permanence"), weekday=0),
    ),
    (
        "weekly mon 9:00 me overdue <@U05>",
        Subscribe(NINE, "me", ShowDigest("overdue", "person", "U05"), weekday=0),
    ),
    ("monthly day 3 9:00 here", Subscribe(NINE, "here", ShowDigest(), working_day=3)),
    (
        "monthly on working day 20 at 9:00 to me overdue",
        Subscribe(NINE, "me", ShowDigest("overdue"), working_day=20),
    ),
    ("subscriptions", ListSubscriptions()),
    ("pause 2", ChangeSubscription(2, "pause")),
    ("resume #2", ChangeSubscription(2, "resume")),
    ("stop 12", ChangeSubscription(12, "stop")),
]


@pytest.mark.parametrize(("typed", "asked"), UNDERSTOOD)
def test_what_is_understood(typed: str, asked: Request) -> None:
    assert STATUS.parse(typed, "/status") == asked
    assert parse_action(f"status {typed}") == asked


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("weekly", "Say which weekday. Try `/status weekly mon 9:00 here`."),
        ("weekly mo 9:00 here", "Say which weekday."),
        ("weekly sat 9:00 here", "working days only, Monday to Friday. Try `/status weekly mon"),
        ("weekly mon here", "Say what time, such as 9:00 or 9am."),
        ("weekly mon 9 here", "Say what time, such as 9:00 or 9am."),
        ("weekly mon 25:00 here", "There is no such time."),
        ("weekly mon 13pm here", "There is no such time."),
        ("weekly mon 4:00 here", "Choose a time from 06:00 to 20:00."),
        ("weekly mon 9:00", "Say where it goes: here, me or a #channel."),
        ("weekly mon 9:00 there", "Say where it goes"),
        ("weekly mon 9:00 #improvement", "Pick the channel from the list"),
        ("weekly mon 9:00 here calendar", "That can't be sent regularly"),
        ("weekly mon 9:00 here subscriptions", "That can't be sent regularly"),
        ("weekly mon 9:00 here stop 2", "That can't be sent regularly"),
        ("weekly mon 9:00 here overdoo", "Did you mean `/status overdue`?"),
        ("monthly", "Say on which working day of the month"),
        ("monthly 3 9:00 here", "Try `/status monthly day 3 9:00 here`."),
        ("monthly day 0 9:00 here", "A month has working days 1 to 20."),
        ("monthly day 21 9:00 here", "A month has working days 1 to 20."),
        ("pause", "`/status subscriptions` shows their numbers. Try `/status pause 2`."),
        ("stop everything", "Try `/status stop 2`."),
        ("subscriptions now", "Nothing follows that word."),
    ],
)
def test_what_is_refused_says_what_was_wrong_and_shows_a_right_example(
    typed: str, words: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        STATUS.parse(typed, "/status")
    assert words in str(refused.value)
