"""The words about an action's date and about where it stands."""

import re
from collections.abc import Mapping

from bot.actions.due_dates_requests import Approve, Decline, Rate, TellRule
from bot.actions.requests import OpenForm, Request
from bot.actions.words import Verb, numbered, with_text, wrong
from bot.slack.parsing import split_reason

APPROVE = "approve 12"
DECLINE = "decline 12 because the board meets before that"
RAG = "rag 12 amber because the partner has not answered"
CLEAR = "clear"


def _approve(rest: str, command: str) -> Request:
    number, words = numbered(APPROVE, rest, command)
    if words:
        raise wrong(APPROVE, "Approving takes the number alone.", command)
    return Approve(number)


def _decline(rest: str, command: str) -> Request:
    number, words = with_text(DECLINE, rest, command)
    why = re.sub(r"^because\s+", "", words, flags=re.IGNORECASE)
    return Decline(number, why) if why else OpenForm("decline", number)


def _rag(rest: str, command: str) -> Request:
    if not rest:
        return TellRule()
    number, words = with_text(RAG, rest, command)
    if not words:
        return OpenForm("rag", number)
    level, why = split_reason(words)
    if not level:
        raise wrong(RAG, "Say red, amber, green or clear before the reason.", command)
    return Rate(number, None if level.lower() == CLEAR else level, why)


VERBS: Mapping[str, Verb] = {
    "approve": Verb(APPROVE, _approve, ("agree",)),
    "decline": Verb(DECLINE, _decline, ("refuse", "reject")),
    "rag": Verb(RAG, _rag, ("rate",)),
}
