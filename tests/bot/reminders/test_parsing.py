"""What is typed about deputies, days away and hearing of an action later."""

import pytest

from bot.people.absences import Away, Back
from bot.reminders.verbs import Deputise, SnoozeUntil, Wake
from bot.slack.registry import ME, OpenForm, Request
from db.errors import RefusedError
from tests.bot.typed import parse_action

WHO = "<@U012AB3CD|somebody>"


@pytest.mark.parametrize(
    ("words", "request_"),
    [
        (f"deputy 12 {WHO}", Deputise(12, "U012AB3CD")),
        (f"deputy #12 to {WHO}", Deputise(12, "U012AB3CD")),
        ("deputy 12 me", Deputise(12, ME)),
        ("deputy 12 none", Deputise(12, None)),
        ("deputy 12 Nobody", Deputise(12, None)),
        (f"away {WHO} from 4 Jan to 15 Jan", Away("U012AB3CD", "4 Jan", "15 Jan")),
        ("away from 4 Jan to 15 Jan", Away(ME, "4 Jan", "15 Jan")),
        ("away me 4 Jan until 15 Jan and can finish", Away(ME, "4 Jan", "15 Jan", True)),
        (f"back {WHO}", Back("U012AB3CD")),
        ("back", Back(ME)),
        ("snooze 12 until thu", SnoozeUntil(12, "thu")),
        ("later 12 in 3 days", SnoozeUntil(12, "in 3 days")),
        ("snooze 12 off", Wake(12)),
        ("snooze 12", OpenForm("snooze", 12)),
    ],
)
def test_it_is_understood(words: str, request_: Request) -> None:
    assert parse_action(words) == request_


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("deputy 12", "`/action deputy 12 @person`"),
        ("deputy 12 Ana", "`/action deputy 12 @person`"),
        ("away @Ana from 4 Jan to 15 Jan", "`/action away @person from 4 Jan to 15 Jan`"),
        ("back Ana", "`/action back @person`"),
    ],
)
def test_what_is_not_understood_is_refused_with_a_right_example(words: str, shown: str) -> None:
    with pytest.raises(RefusedError) as refused:
        parse_action(words)
    assert shown in str(refused.value)
