"""Carries a request out, and keeps what was typed where a rule says no."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import partial
from typing import Final

from bot.privacy.repeating import refuse_to_repeat
from bot.refusals import refusal_words
from bot.slack.again import offered
from bot.slack.blocks import VALUE_LENGTH, Answer, button, row, spoken
from bot.slack.registry import OpenForm, Reply, Request
from db import privacy
from db.errors import RefusedError
from db.privacy import PersonalDataError
from jobs.context import RequestContext
from jobs.solving import outside

PUT_IT_RIGHT: Final = "Put it right"
ASKED_FOR: Final = frozenset({"why", "note"})  # the fields of a form that a rule may ask for


def carry_out(
    unit: Callable[[], AbstractContextManager[RequestContext]],
    request: Request,
    finish: Callable[[Reply, RequestContext], Reply],
) -> Reply:
    """Carry out what was typed, in a unit of work; `finish` makes the reply ready inside it.

    What a rule refuses is asked about again with the typed words in place, where the request knows
    how; otherwise the refusal is raised.
    """
    return outside(partial(_carried_out, unit, request, finish))


def _carried_out(
    unit: Callable[[], AbstractContextManager[RequestContext]],
    request: Request,
    finish: Callable[[Reply, RequestContext], Reply],
) -> Reply:
    try:
        with unit() as ctx:
            reply = request.run(ctx)
            refuse_to_repeat(_carried(reply), ctx.today, ctx.own)
            return finish(reply, ctx)
    except RefusedError as error:
        with unit() as ctx:
            kept = request.kept(error, ctx)
            if kept is None:
                raise  # inside the unit of work: nothing is kept of it
            return finish(kept, ctx)


def _carried(reply: Reply) -> str:
    """Return what the buttons of an answer would type, and what stands in the fields of a form."""
    if isinstance(reply, OpenForm):
        return "\n".join((reply.text, reply.problem, *dict(reply.fields).values()))
    return "\n".join(offered(reply.blocks)) if isinstance(reply, Answer) else ""


def way_in(
    asked: OpenForm, words: str, label: str, opener: str = "", key: str = "n"
) -> Answer | None:
    """Return a sentence with the button that opens a form; None where it cannot carry all of it."""
    value = {key: asked.number} if asked.number is not None else {}
    made = button(label, opener or f"form_{asked.form}", {**value, **asked.given}, "primary")
    if len(made["value"]) > VALUE_LENGTH:
        return None
    text = "Press the button to fill it in."
    return Answer(text, [spoken(words), row("way-in", made)], asks=True)


def kept_in(
    asked: OpenForm, error: RefusedError, ctx: RequestContext, opener: str = ""
) -> Reply | None:
    """Return a refusal with the button that opens the form as it was typed, what is wrong marked.

    What was not said at all, such as a reason, is asked for at once. Nothing is kept of what holds
    personal data.
    """
    if isinstance(error, PersonalDataError):
        return None
    fields = {name: value for name, value in asked.fields if value}
    if any(privacy.find(value, ctx.today, ctx.own) for value in fields.values()):
        return None
    words = refusal_words(error, ctx.council.commands)
    marked = replace(asked, fields=tuple(fields.items()), problem=words, beside=error.about)
    if error.about in ASKED_FOR and not fields.get(error.about):
        return marked
    return way_in(marked, words, PUT_IT_RIGHT, opener)
