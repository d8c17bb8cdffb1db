"""How an action's words, and a person's word on where it stands, are changed."""

from collections.abc import Mapping

from sqlalchemy import String, inspect

from db import privacy
from db.actions.changes import change, require_open
from db.actions.roles import require_may
from db.context import ChangeContext
from db.errors import RefusedError
from db.models import Action, Event, Register
from db.models.action import NOTE_LENGTH
from db.models.event_kinds import EventKind
from db.permissions import Permission


def reword(ctx: ChangeContext, action: Action, words: Mapping[str, str]) -> Event:
    """Change its words, by the names of their columns; all pass the guard before any changes.

    Raises RefusedError, about the column that cannot be taken.
    """
    require_may(ctx.person, Permission.EDIT, action)
    require_open(action, "edit")
    kept = {name: text.strip() for name, text in words.items()}
    for name, text in kept.items():
        _refuse_words(ctx, name, text)
    if not kept.get("title", action.title):
        raise RefusedError("action.title_emptied", "title")
    if all(getattr(action, name) == text for name, text in kept.items()):
        raise RefusedError("action.says_that_already", next(iter(kept), ""), number=action.number)
    return change(ctx, action, EventKind.EDITED, kept)


def file(ctx: ChangeContext, action: Action, register: str) -> Event:
    """Put it into another register; what arises from an audit stays with the audit."""
    require_may(ctx.person, Permission.FILE, action)
    require_open(action, "edit")
    if action.is_from_audit or register not in {Register.PLAN, Register.TEAM}:
        raise RefusedError("action.not_for_register", "register", number=action.number)
    if register == action.register:
        raise RefusedError("action.says_that_already", "register", number=action.number)
    return change(ctx, action, EventKind.EDITED, {"register": register})


def _refuse_words(ctx: ChangeContext, name: str, text: str) -> None:
    try:
        privacy.guard(ctx, text)
    except RefusedError as error:
        raise error.beside(name) from error
    most = room_for(name)
    if len(text) > most:
        raise RefusedError("action.words_too_long", name, length=len(text), most=most)


def room_for(name: str) -> int:
    """Return how many characters a column of words has room for."""
    kind = inspect(Action).columns[name].type
    return (kind.length if isinstance(kind, String) else None) or NOTE_LENGTH


def rate(ctx: ChangeContext, action: Action, level: str | None, why: str) -> Event:
    """Keep a person's word on where it stands, with the reason; None takes it back.

    It stands beside what the rule says and never hides it.
    """
    require_may(ctx.person, Permission.RATE, action)
    require_open(action, "rate")
    if level is None and action.rag_override is None:
        raise RefusedError("action.nothing_to_clear", number=action.number)
    if level is not None and not why.strip():
        raise RefusedError("action.rated_without_reason", "why", number=action.number)
    return change(ctx, action, EventKind.RATED, {"rag_override": level}, why)
