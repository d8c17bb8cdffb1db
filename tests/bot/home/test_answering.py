"""Which button of a question an answer in words presses; none where it may mean another."""

from datetime import UTC, datetime

import pytest

from bot.home.answering import AnswerInWords, Question
from bot.home.welcome import Say
from bot.slack.blocks import button
from bot.slack.buttons import Button
from bot.slack.interaction import Interaction
from bot.slack.registry import Reply
from jobs.context import RequestContext
from tests.bot.commands.said import Saying
from tests.people import Council

LAST_OF_NOVEMBER = datetime(2026, 11, 30, 9, tzinfo=UTC)
DAYS = ("Wed 2 Dec 2026", "Wed 9 Dec 2026")
PEOPLE = ("Norma Price", "Sam Price")


@pytest.fixture(params=["sqlite"])
def database_kind(request: pytest.FixtureRequest) -> str:
    """Give the quicker database alone: nothing is asked of it."""
    return str(request.param)


def pressed(council: Council, words: str, labels: tuple[str, ...]) -> str:
    """Return the label of the button that an answer presses; empty: none."""
    buttons = tuple(button(label, f"say_{at}", {}) for at, label in enumerate(labels))

    def press(_: Interaction, ctx: RequestContext) -> Reply:
        return Say("Done.").run(ctx)

    pressing = Button(r"say_\d+", press)
    asked = Question("D03", "1.1", (), buttons, LAST_OF_NOVEMBER)
    answer = AnswerInWords(words, asked, "U03", lambda _: pressing, Say("Lost."))
    with Saying(council, council.manager, LAST_OF_NOVEMBER).staying() as ctx:
        answer.run(ctx)
    return "".join(str(each["text"]["text"]) for each in answer.pressed)


@pytest.mark.parametrize(
    ("words", "labels", "meant"),
    [
        ("the 2nd", DAYS, ""),  # the second of them, or the 2nd of December
        ("the 9th", DAYS, "Wed 9 Dec 2026"),
        ("the second", DAYS, "Wed 9 Dec 2026"),
        ("wednesday", DAYS, "Wed 2 Dec 2026"),
        ("next wednesday", DAYS, ""),
        ("no", PEOPLE, ""),
        ("no", ("Note it", "Show it"), ""),
        ("no", ("Yes", "No, add as new"), "No, add as new"),
        ("yes", ("Yesim Kaya", "Sam Price"), ""),
        ("yes", ("Yes, today", "Other days"), "Yes, today"),
        ("the 2nd", PEOPLE, "Sam Price"),
    ],
)
def test_an_answer_presses_the_one_button_that_it_can_mean(
    council: Council, words: str, labels: tuple[str, ...], meant: str
) -> None:
    assert pressed(council, words, labels) == meant
