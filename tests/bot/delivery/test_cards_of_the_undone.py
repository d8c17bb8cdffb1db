"""However an action ends and whatever is undone, Slack takes every message that shows it."""

import logging
from collections.abc import Sequence

import pytest

from bot.delivery.transport import outbox_client
from bot.slack.blocks import Answer
from bot.slack.respond import post
from bot.slack.shown import things_in
from db.outbox.answer_cards import AnswerPlace
from tests.bot.commands.said import Saying
from tests.bot.delivery.card_world import CardWorld
from tests.council_slack import TOKEN
from tests.databases import on_sqlite

ADDED = "/action add Book the training room"
WAYS: Sequence[Sequence[str]] = (
    (ADDED, "undo"),
    (ADDED + " by 4 Dec", "undo"),
    ("/action add me to book the training room by 4 Dec", "undo"),
    (ADDED, "/action delete 1"),
    (ADDED, "/action give 1 to me", "undo"),
    (ADDED, "/action give 1 to <@U05>", "undo"),
    (ADDED, "/action give 1 to <@U05>", "/action done 1", "undo"),
    (ADDED, "/action give 1 to me", "/action move 1 to 4 Dec", "undo"),
    (
        ADDED,
        "/action give 1 to me",
        "/action move 1 to 4 Dec",
        "/action move 1 to 11 Dec because it rains",
        "undo",
    ),
    (ADDED, "/action drop 1 because it is over", "undo"),
    (ADDED, "/action defer 1 until 1 March because it is over", "undo"),
    ("/action add <@U05> to book the training room by 4 Dec", "undo"),
    (ADDED, "/action give 1 to me", "/action done 1", "/action reopen 1 it goes on"),
)


def types(cards: CardWorld, typed: str) -> None:
    """Type to the bot, whose answer stays in the direct messages."""
    who = cards.council.director
    said = Saying(cards.council, who, cards.at).says(typed)
    if isinstance(said, Answer):
        for one in post(outbox_client(TOKEN, cards.slack.api), who.slack_id or "", said):
            place = AnswerPlace(one.channel, one.ts, cards.at)
            cards.contexts.keep_answer(who.slack_id or "", things_in(one.page), place)


@on_sqlite
@pytest.mark.parametrize("steps", WAYS)
def test_slack_takes_every_card(
    cards: CardWorld, steps: Sequence[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    for step in steps:
        types(cards, step)
        cards.later(seconds=5)
    cards.later(seconds=70)
    assert "was not drawn" not in caplog.text
