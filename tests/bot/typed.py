"""What is typed after the command about actions, read as the bot reads it."""

from bot.registry import ACTIONS
from bot.slack.registry import Request


def parse_action(text: str, command: str = "/action") -> Request:
    return ACTIONS.parse(text, command)
