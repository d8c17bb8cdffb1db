"""Which actions and audits an answer shows, by the buttons that stand in it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from bot.slack.blocks import Answer

UNDO_OF_AUDIT: Final = "audit_undo"


@dataclass(frozen=True)
class ShownThings:
    """The numbers of the actions and audits that buttons are about, and the events they undo."""

    actions: list[int] = field(default_factory=list)
    audits: list[int] = field(default_factory=list)
    action_events: list[int] = field(default_factory=list)
    audit_events: list[int] = field(default_factory=list)

    def __bool__(self) -> bool:
        return any(vars(self).values())


def things_in(answer: Answer) -> ShownThings:
    """Return what the buttons of an answer are about, each once, in their order."""
    found = ShownThings()
    for action_id, value in _values(list(answer.blocks)):
        _keep(found, action_id, value)
    return found


def thing_of(action_id: str, value: dict[str, Any]) -> ShownThings:
    """Return what one button is about."""
    found = ShownThings()
    _keep(found, action_id, value)
    return found


def _keep(found: ShownThings, action_id: str, value: dict[str, Any]) -> None:
    lists = [("n", found.actions), ("a", found.audits)]
    if action_id == UNDO_OF_AUDIT:
        lists.append(("event", found.audit_events))
    elif not action_id.startswith("audit_"):  # a learning note has events of its own
        lists.append(("event", found.action_events))
    for key, listed in lists:
        number = value.get(key)
        if isinstance(number, int) and number not in listed:
            listed.append(number)


def _values(part: object) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the name of every button in blocks, and what it carries."""
    if isinstance(part, list):
        for each in part:
            yield from _values(each)
    elif isinstance(part, dict):
        if part.get("type") == "button" and "action_id" in part:
            carried = json.loads(part.get("value") or "{}")
            yield str(part["action_id"]), carried if isinstance(carried, dict) else {}
        for each in part.values():
            yield from _values(each)
