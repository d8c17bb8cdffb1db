"""Words the messages of the outbox, at the moment they are sent or rewritten.

A message holds ids; what it says is made from how things stand now, and where nothing of it is
true any more it says nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.messages.action import Reader
from bot.messages.blocks import Answer, saying
from bot.messages.letter import Letter
from bot.messages.morning import Item, morning
from bot.messages.notice import notice
from bot.show import payload
from db import actions, outbox
from db.models import Event, Message
from db.session import Session
from jobs.rules.working_days import Calendar


@dataclass(frozen=True)
class Letters:
    """Words messages for people who work to `calendar`."""

    calendar: Calendar

    def compose(self, session: Session, message: Message, now: datetime) -> Letter | None:
        """Return what a message says now, or None if nothing of it is true any more."""
        answer = self.drawn(session, message, now, None)
        return Letter(**payload(answer)) if answer else None

    def drawn(
        self, session: Session, message: Message, now: datetime, just_done: Event | None
    ) -> Answer | None:
        """Return a message as it stands after `just_done`, which can still be undone."""
        today = now.astimezone(ZoneInfo(message.person.time_zone)).date()
        page = _Page(session, message, Reader(today, self.calendar), just_done)
        return _KINDS[message.kind](page)


@dataclass(frozen=True)
class _Page:
    session: Session
    message: Message
    reader: Reader
    just_done: Event | None


def _morning(page: _Page) -> Answer | None:
    listed = page.message.about["actions"]
    found = actions.several(page.session, [each["id"] for each in listed])
    disowned = actions.disowned(page.session, found, page.message.person)
    items = [
        Item(found[each["id"]], each["as"], date.fromisoformat(each["due"]), each["id"] in disowned)
        for each in listed
        if each["id"] in found
    ]
    if page.message.done_at is None:
        items = [item for item in items if item.still_true(page.message.person)]
    return morning(items, page.message, page.reader, page.just_done) if items else None


def _event(page: _Page) -> Answer | None:
    event = actions.event(page.session, page.message.about["event"])
    if page.message.done_at is None and actions.was_undone(page.session, event):
        return None
    return notice(event, page.message, page.reader, page.just_done)


def _dead_letter(page: _Page) -> Answer | None:
    dead = outbox.find(page.session, page.message.about["message_id"])
    return saying(
        f"A message of mine never reached {dead.person.called}: {dead.last_error}. "
        "`live-audit doctor` on the server says what to do."
    )


_KINDS: Mapping[str, Callable[[_Page], Answer | None]] = {
    "morning": _morning,
    "event": _event,
    outbox.DEAD_LETTER: _dead_letter,
}
