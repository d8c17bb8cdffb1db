"""Asks what is in doubt of an action before it is added: whose it is, and by when."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, ClassVar, Final, Protocol

from bot.actions import line_reader
from bot.actions.line import DUE, NAMED, OWNER, OWNERS, REGISTER, Doubt, cut, tidied
from bot.deadline_words import why_no_day
from bot.slack import sure
from bot.slack.again import NOTHING_YET
from bot.slack.arguments import iso_of
from bot.slack.blocks import (
    VALUE_LENGTH,
    Answer,
    Block,
    aside,
    bold,
    button,
    cancel_button,
    lines,
    row,
)
from bot.slack.registry import ME, OpenForm
from db.errors import RefusedError
from db.patterns import pattern
from jobs.context import RequestContext
from jobs.rules.deadlines import read, spell

MOST_CHOICES: Final = 4
FORM: Final = "add"
_NOT_MEANT: Final = pattern(r"(?:(?:and|but) )?(?:not|no|rather|instead)\b", re.IGNORECASE)


class Doubted(Protocol):
    """An action that is to be added, with what is in doubt of it: a frozen dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def title(self) -> str: ...

    @property
    def owner(self) -> str | None: ...

    @property
    def due(self) -> str | None: ...

    @property
    def doubts(self) -> tuple[tuple[str, str, tuple[str, ...], str], ...]: ...

    @property
    def left_out(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class _Question:
    text: str
    words: str
    choices: Mapping[str, Doubted]


def ask(request: Doubted, ctx: RequestContext) -> Answer:
    """Ask the first thing in doubt; each button carries the whole request with its answer."""
    doubt = Doubt(*request.doubts[0])
    rest = replace(request, doubts=request.doubts[1:])
    question = _OF[doubt.kind](rest, doubt, ctx)
    return Answer(
        question.text,
        [
            lines([bold(_all_named(request.title, ctx))], [question.words]),
            row("doubt", *_buttons(question, ctx), *_other(request, doubt, ctx), cancel_button()),
            aside(NOTHING_YET),
        ],
        asks=True,
    )


def _buttons(question: _Question, ctx: RequestContext) -> list[Block]:
    made = []
    for place, (label, chosen) in enumerate(question.choices.items()):
        style = "" if place else "primary"
        chooser = button(label, f"doubt_{place}", asdict(chosen), style)
        made.append(sure.carrying(chooser, ctx.sure))
    if any(len(each["value"]) > VALUE_LENGTH for each in made):
        raise RefusedError("That is too long to ask about. Use the form.", about="title")
    return made


def _asks_owner(rest: Doubted, doubt: Doubt, ctx: RequestContext) -> _Question:
    name = line_reader.name_of(doubt.values[0], ctx)
    return _Question(
        "Who owns it?",
        f"Does {name} own this?",
        {
            f"Yes, {name}": _owned_by(rest, doubt, doubt.values[0], ctx),
            "No, just named": replace(rest, title=_all_named(rest.title, ctx)),
        },
    )


def _asks_owners(rest: Doubted, doubt: Doubt, ctx: RequestContext) -> _Question:
    choices = {
        line_reader.name_of(each, ctx): _owned_by(rest, doubt, each, ctx)
        for each in doubt.values[:MOST_CHOICES]
    }
    words = "An action has one owner. Who owns this one?"
    if doubt.besides:
        words = f"An action has one owner, so “{doubt.besides}” is left out. Is this the owner?"
    return _Question("Who owns it?", words, choices)


def _owned_by(rest: Doubted, doubt: Doubt, owner: str, ctx: RequestContext) -> Doubted:
    others = [each for each in doubt.values if each != owner]
    title = line_reader.owned(rest.title, owner, others, ctx)
    dropped = [line_reader.name_of(each, ctx) for each in others]
    left_out = (*(name for name in dropped if name not in title), *filter(None, [doubt.besides]))
    return replace(rest, owner=owner, title=title, left_out=(*rest.left_out, *left_out))


def _all_named(title: str, ctx: RequestContext) -> str:
    return tidied(line_reader.named(title, (), ctx))


def _asks_due(rest: Doubted, doubt: Doubt, ctx: RequestContext) -> _Question:
    without = _without(rest.title, doubt.piece)
    left_out = (*rest.left_out, *filter(None, [doubt.besides]))
    choices = {
        _day_label(each): replace(rest, title=without, due=each, sure=True, left_out=left_out)
        for each in doubt.values[:MOST_CHOICES]
    }
    why_not = why_no_day(doubt.piece, ctx.today, ctx.council.calendar)
    if not choices:
        words = f"“{doubt.piece}” names no one day. Which day is it due?"
    elif why_not:
        words = f"{why_not} When is it due?"
    elif len(choices) == 1:
        words = f"Due {next(iter(choices))}?"
        if read(doubt.values[0], ctx.today, ctx.council.calendar).past:
            words = f"{next(iter(choices))} has passed. Use it anyway?"
    else:
        said = f"“{doubt.piece}”" if doubt.piece else "That"
        words = f"{said} could be more than one day. When is it due?"
    if _NOT_MEANT.match(doubt.besides):
        words += f" “{doubt.besides}” is left out."
    elif doubt.besides:
        words += f" I only store dates, so {doubt.besides} is left out."
    return _Question("When is it due?", words, choices | {"No date": rest})


def _day_label(value: str) -> str:
    try:
        return spell(date.fromisoformat(value))
    except ValueError:
        return f"end of {value}"


def _without(title: str, piece: str) -> str:
    start = title.find(piece)
    if start < 0 or not piece:  # the date of a name stays in it: "by the 4 Dec panel"
        return title
    return tidied(cut(title, start, start + len(piece)))


def _other(request: Doubted, doubt: Doubt, ctx: RequestContext) -> list[Block]:
    """Return the button that opens the form with what was typed."""
    label = "Another" if doubt.kind == DUE else "Choose"
    value = form_of(request, ctx).given
    made = button(label, f"form_{FORM}", value)
    return [made] if len(made["value"]) <= VALUE_LENGTH else []


def likeliest(request: Doubted, doubt: Doubt, ctx: RequestContext) -> Doubted:
    """Return a request with the likeliest answer to what is in doubt."""
    if doubt.kind == DUE and not doubt.values:
        return request
    if doubt.kind == REGISTER:
        return request
    if doubt.kind == OWNER:  # somebody who is spoken of
        return replace(request, title=_all_named(request.title, ctx))
    return next(iter(_OF[doubt.kind](request, doubt, ctx).choices.values()))


def form_of(request: Doubted, ctx: RequestContext) -> OpenForm:
    """Return the form with what was typed in it, as far as it is certain."""
    title = request.title
    for doubt in (Doubt(*each) for each in request.doubts):
        if doubt.kind == DUE:
            title = _without(title, doubt.piece)
    mine = ctx.person.slack_id if request.owner == ME else request.owner
    fields = {"title": _all_named(title, ctx), "owner": mine or "", "due": iso_of(request.due, ctx)}
    return OpenForm(FORM, fields=tuple((name, value) for name, value in fields.items() if value))


def _asks_register(rest: Doubted, doubt: Doubt, _: RequestContext) -> _Question:
    register = doubt.values[0]
    called = "the improvement plan" if register == "plan" else "the team's own list"
    without = _without(rest.title, doubt.piece.strip())
    return _Question(
        "Which register?",
        f"Does it go into {called}?",
        {
            f"Yes, into {called}": replace(rest, title=without, register=register),
            "No, part of the words": rest,
        },
    )


_OF: Final = {
    OWNER: _asks_owner,
    NAMED: _asks_owner,
    OWNERS: _asks_owners,
    DUE: _asks_due,
    REGISTER: _asks_register,
}
