"""Reads what was typed after `/action handover`."""

import re
from collections.abc import Mapping

from bot.actions.requests import ME, Request
from bot.actions.words import Verb, wrong
from bot.handover.requests import HandOver, Holdings, OfferedToMe
from bot.slack.parsing import MENTION, split_reason, unescaped

HANDOVER = "handover @person to @person because she leaves in May"
PICK = "Pick both people from the list that Slack offers as you type @."

_SOMEBODY = rf"(?:{MENTION}|(?P<me>me)\b)"


def _handover(rest: str, command: str) -> Request:
    if not rest:
        return OfferedToMe()
    giver, rest = _somebody(rest, command)
    if not rest:
        return Holdings(giver)
    said, why = split_reason(rest)
    to = re.match(r"to\s+", said, re.IGNORECASE)
    if to is None:
        raise wrong(HANDOVER, "Say to whom it goes.", command)
    taker, left = _somebody(said[to.end() :], command)
    if left:
        raise wrong(HANDOVER, "Put the reason after the word because.", command)
    return HandOver(giver, taker, unescaped(why))


def _somebody(words: str, command: str) -> tuple[str, str]:
    found = re.match(_SOMEBODY, words, re.IGNORECASE)
    if found is None:
        raise wrong(HANDOVER, PICK, command)
    return found["person"] or ME, words[found.end() :].strip()


HANDOVER_VERBS: Mapping[str, Verb] = {
    "handover": Verb(HANDOVER, _handover, ("handoff", "hand-over")),
}
