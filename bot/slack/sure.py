"""The way round for whoever is sure that what the guard asks about is no child's.

What may well be something else is asked about instead of refused. Whoever says that it is, says so
by a button or by submitting the form again; who did, when and of which kind is written down.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from bot.refusals import refusal_words
from bot.slack.blocks import VALUE_LENGTH, Answer, Block, button, cancel_button, lines, row
from db.guard import passes
from db.guard.kinds import Kind
from db.privacy import PersonalDataError
from jobs.context import RequestContext

KEY: Final = "no_child"  # no field of a request that can be asked about is called so
SUBMIT_AGAIN: Final = "If it isn't, submit again to save it; I'll record that you did."
_ASKED: Final = "Is this about a child or a family?"
_TOO_LONG: Final = "If it isn't, send it in parts: this is too long for a button to carry on with."
_PRESS: Final = "If it isn't, press the button to carry on; I'll record that you did."


def confirmed(ctx: RequestContext, kinds: Collection[Kind]) -> RequestContext:
    """Return the context of whoever is sure of some kinds, which is written down with the work."""
    if not kinds:
        return ctx
    passes.record(ctx, kinds)
    return replace(ctx, sure=frozenset(kinds))


def kinds_of(told: Iterable[object]) -> frozenset[Kind]:
    """Return the kinds that a button or a form carries; what is none is left out."""
    known = {kind.value: kind for kind in Kind}
    return frozenset(known[name] for name in told if isinstance(name, str) and name in known)


def names_of(kinds: Collection[Kind]) -> tuple[str, ...]:
    """Return kinds as a button or a form carries them."""
    return tuple(sorted(kind.value for kind in kinds))


def carrying(made: Block, kinds: Collection[Kind]) -> Block:
    """Return a button that also carries of which kinds somebody is sure."""
    if not kinds:
        return made
    value = {**json.loads(made["value"]), KEY: list(names_of(kinds))}
    return button(made["text"]["text"], made["action_id"], value, made.get("style", ""))


def question(
    error: PersonalDataError, action_id: str, value: Mapping[str, Any], already: Collection[Kind]
) -> Answer:
    """Ask whether it is about a child; the button does what was asked for, with `value`."""
    asked = button("It's not about a child", action_id, value)
    carry_on = carrying(asked, {*error.kinds, *already})
    words = refusal_words(error)
    if len(carry_on["value"]) > VALUE_LENGTH:  # it is too long to be kept under a button
        return Answer(_ASKED, [lines([words], [_TOO_LONG])], asks=True)
    shown = [lines([words], [_PRESS]), row("sure", carry_on, cancel_button())]
    return Answer(_ASKED, shown, asks=True)
