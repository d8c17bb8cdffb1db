"""Days away, said with the command about actions; `bot.audits` knows what comes of them."""

from dataclasses import asdict, dataclass
from typing import Final

from bot.audits.verbs import say_away, say_back
from bot.reminders import requests
from bot.reminders.parsing import AWAY, BACK, read_away, read_back
from bot.slack.blocks import Answer
from bot.slack.registry import Command, Request
from jobs.context import RequestContext


@dataclass(frozen=True)
class Away(requests.Away, Command):
    """`away @person from 4 Jan to 15 Jan can finish`; `person` is a Slack id or ME."""

    name = "away"
    synonyms = ("absent",)
    example = AWAY
    help_example = "away from 4 Jan to 15 Jan"
    summary = "or away @person; add: can finish, to keep what they have"

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        """Read who is away, and when."""
        found = read_away(rest)
        if found is None:
            raise cls.wrong("Say who is away, from which day and to which.", command)
        return cls(**asdict(found))

    def run(self, ctx: RequestContext) -> Answer:
        """Keep it."""
        return say_away(self, ctx)


@dataclass(frozen=True)
class Back(requests.Back, Command):
    """`back @person`; `person` is a Slack id or ME."""

    name = "back"
    example = BACK
    help_example = "back"
    summary = "or back @person"

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        """Read who is back."""
        found = read_back(rest)
        if found is None:
            raise cls.wrong("Say who is back.", command)
        return cls(**asdict(found))

    def run(self, ctx: RequestContext) -> Answer:
        """Keep it."""
        return say_back(self, ctx)


VERBS: Final = (Away, Back)
