"""The words about editing an action."""

from collections.abc import Mapping

from bot.actions.requests import OpenForm, Request
from bot.actions.words import Verb, numbered, wrong

EDIT = "edit"
EXAMPLE = "edit 12"


def _edit(rest: str, command: str) -> Request:
    number, words = numbered(EXAMPLE, rest, command)
    if words:
        raise wrong(EXAMPLE, "Give the number alone; a form with every field opens.", command)
    return OpenForm(EDIT, number)


VERBS: Mapping[str, Verb] = {"edit": Verb(EXAMPLE, _edit, ("change", "update"))}
