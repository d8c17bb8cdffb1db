"""The fields of an action that can be edited, what each holds, and how a new value is given it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.actions import editing_view
from bot.actions.editing_view import CHOICE, DATE, LONG_TEXT, PERSON, TEXT, Input
from bot.actions.ordering_words import rule_words
from bot.actions.phrases import REGISTERS, date_words
from bot.reminders.view import away_words
from bot.slack.arguments import absence_of
from db.actions import due_dates, editing, operations
from db.actions.editing import room_for
from db.errors import RefusedError
from db.models import Action, Due, Event, Person
from db.models.action import FROM_COMPLETION
from db.models.event_kinds import EventKind
from db.patterns import pattern
from db.people import queries as people
from db.permissions import Permission, may
from db.privacy import PersonalDataError
from db.session import Session
from jobs.actions import ordering, recurring
from jobs.context import RequestContext
from jobs.plan.columns import BY_NAME as PLAN_COLUMNS
from jobs.plan.columns import COLUMNS, PlanColumn
from jobs.rules.deadlines import spell
from jobs.signoff import signing

Values = Mapping[str, str]  # by field, as its input holds it
Stored = Mapping[str, Any]  # by column, as an event tells it


NEVER_EMPTY = frozenset({"title", "owner", "due", "signer", "register"})
AFTER = "after"  # as its events call it; it is no column
NUMBERS = pattern(r"(?:#?\d{1,9}(?:[\s,]+|$))*")
OFTEN = "Such as “three times a year”. Leave it empty if it doesn't repeat."
SHORT = 120  # characters, of what is no free text


class AwayError(Exception):
    """The chosen owner is away; the words say until when, `slack_id` whom it is about."""

    def __init__(self, words: str, slack_id: str) -> None:
        super().__init__(words)
        self.slack_id = slack_id


@dataclass(frozen=True)
class Wish:
    """What somebody wants to be changed, and the reason they give."""

    action: Action
    new: Values
    why: str
    even_away: str
    ctx: RequestContext


@dataclass(frozen=True)
class Field:
    """One field: the columns it stands for, who may change it, and what changes it."""

    name: str
    label: str
    kind: str
    columns: tuple[str, ...]
    verb: Permission
    change: Callable[[Wish], Event] | None = None  # none: its words are changed with the others
    hint: str = ""
    example: str = ""

    def read(self, stored: Stored, names: Mapping[int, Person]) -> str:
        value = stored[self.columns[0]]
        if self.kind == PERSON:
            person = names.get(value) if value else None
            return (person.slack_id or "") if person else ""
        return self._typed(value)

    def words(self, stored: Stored, names: Mapping[int, Person]) -> str:
        value = stored[self.columns[0]]
        if self.kind == PERSON:
            person = names.get(value) if value else None
            return person.name if person else ""
        if self.kind == DATE:
            day = date.fromisoformat(str(value)) if value else None
            return date_words(day, str(stored["due_precision"])) if day else ""
        if self.kind == CHOICE:
            return REGISTERS[value]
        return self._typed(value)

    def _typed(self, value: Any) -> str:  # noqa: ANN401  (whatever JSON holds)
        if self.columns[0] == AFTER:
            return " ".join(f"#{number}" for number in value)
        return rule_words(value) if self.columns[0] == "recurrence" else str(value or "")


def _text(column: PlanColumn) -> Field:
    kind = LONG_TEXT if column.is_long else TEXT
    columns, example = (column.attribute,), column.asked_example
    return Field(column.name, column.asked, kind, columns, Permission.EDIT, example=example)


def _move(wish: Wish) -> Event:
    chosen = wish.new["due"]
    if not chosen:
        raise RefusedError("A date can be moved, not removed. Choose another day.", "due")
    day = date.fromisoformat(chosen)
    if day < wish.ctx.today:
        raise RefusedError(f"{spell(day)} has passed. Choose a date in the future.", about="due")
    ctx = wish.ctx
    return due_dates.move(ctx, wish.action, Due.on(day), wish.why, ctx.council.move_terms)


def _deputise(wish: Wish) -> Event:
    to = _chosen("deputy", wish)
    return operations.deputise(wish.ctx, wish.action, to)


def _choose_signer(wish: Wish) -> Event:
    to = _chosen("signer", wish)
    if to is None:
        raise RefusedError("Somebody must sign it off. Choose a person.", about="signer")
    ctx = wish.ctx
    return signing.name_signer(ctx, wish.action, to)


def _give(wish: Wish) -> Event:
    to = _chosen("owner", wish)
    if to is None:
        raise RefusedError(
            "An action can be given to somebody else, but not left without an owner. Choose a "
            "person.",
            about="owner",
        )
    absence = absence_of(to, wish.ctx)
    if absence and wish.even_away != to.slack_id:
        raise AwayError(away_words(to, absence), to.slack_id or "")
    # The reason of a date that moves belongs to the date.
    why = "" if "due" in wish.new else wish.why
    return operations.give(wish.ctx, wish.action, to, why)


def _put_after(wish: Wish) -> Event:
    typed, ctx = wish.new["after"], wish.ctx
    if not NUMBERS.fullmatch(typed):
        raise RefusedError("Write the numbers of other actions: #7 #9.", about="after")
    numbers = [int(number) for number in re.findall(r"\d+", typed)]
    return ordering.put_after(ctx, wish.action, numbers)


def _file(wish: Wish) -> Event:
    return editing.file(wish.ctx, wish.action, wish.new["register"])


def _put_in_phase(wish: Wish) -> Event:
    return ordering.put_in_phase(wish.ctx, wish.action, wish.new["phase"])


def _repeat(wish: Wish) -> Event:
    action, ctx, words = wish.action, wish.ctx, wish.new["repeats"]
    counted = action.recurs_from == FROM_COMPLETION
    return recurring.repeat(ctx, action, words, from_completion=counted)


def _chosen(name: str, wish: Wish) -> Person | None:
    if not wish.new[name]:
        return None
    try:
        return people.mentioned(wish.ctx.session, wish.new[name])
    except RefusedError as error:
        raise error.beside(name) from error


# What is asked as words and has no rule of its own.
_WORDED = [one for one in COLUMNS if one.asked and one.name not in {"title", "phase"}]
# In the order in which they stand in the form. The owner is changed last: whoever gives an action
# away may no longer be who may change the rest of it.
FIELDS: tuple[Field, ...] = (
    _text(PLAN_COLUMNS["title"]),
    Field("owner", "Owner", PERSON, ("owner_id",), Permission.GIVE, _give),
    Field("deputy", "Deputy", PERSON, ("deputy_id",), Permission.DEPUTISE, _deputise),
    Field("due", "Due date", DATE, ("due_on", "due_precision"), Permission.MOVE, _move),
    Field(
        "signer",
        "Who signs it off",
        PERSON,
        ("signer_id",),
        Permission.CHOOSE_SIGNER,
        _choose_signer,
    ),
    Field("register", "Register", CHOICE, ("register",), Permission.FILE, _file),
    *(_text(one) for one in _WORDED if not one.is_long),
    Field(
        "phase", PLAN_COLUMNS["phase"].asked, TEXT, ("phase",), Permission.ARRANGE, _put_in_phase
    ),
    Field("after", "Blocked by", TEXT, (AFTER,), Permission.ARRANGE, _put_after, "Numbers: #7 #9."),
    Field("repeats", "Repeats", TEXT, ("recurrence",), Permission.ARRANGE, _repeat, hint=OFTEN),
    *(_text(one) for one in _WORDED if one.is_long),
)
BY_NAME: Mapping[str, Field] = {each.name: each for each in FIELDS}
_LAST = "owner"


def stored(action: Action) -> dict[str, Any]:
    """Return what an action's fields hold now, as an event tells it."""
    columns = [column for each in FIELDS for column in each.columns if column != AFTER]
    held = {column: _told(getattr(action, column)) for column in columns}
    return held | {AFTER: sorted(before.id for before in action.after)}


def _told(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def names_in(session: Session, *held: Stored) -> Mapping[int, Person]:
    columns = [each.columns[0] for each in FIELDS if each.kind == PERSON]
    return people.named(session, [row[name] for row in held for name in columns if row[name]])


def inputs(
    action: Action, values: Values, held: Stored, names: Mapping[int, Person], ctx: RequestContext
) -> list[Input]:
    """Return every field as the form shows it, with `values` in them."""
    return [
        Input(
            name=each.name,
            label=each.label,
            kind=each.kind,
            value=values[each.name],
            words=each.words(held, names),
            is_open=may_change(each, action, ctx),
            is_needed=each.name in NEVER_EMPTY and bool(each.read(held, names)),
            length=max(SHORT if each.change else room_for(each.columns[0]), len(values[each.name])),
            hint=each.hint,
            example=each.example,
        )
        for each in FIELDS
    ]


def may_change(each: Field, action: Action, ctx: RequestContext) -> bool:
    if each.name == "register" and action.is_from_audit:
        return False
    return may(ctx.person, each.verb, action.owner)


def apply(wish: Wish) -> list[Event]:
    """Change what is wished, each by the row's own rule; RefusedError is about its field."""
    events = []
    words = {
        each.columns[0]: wish.new[each.name]
        for each in FIELDS
        if each.change is None and each.name in wish.new
    }
    if words:
        events.append(_reworded(wish, words))
    names = sorted(wish.new, key=lambda name: name == _LAST)
    for each in (BY_NAME[name] for name in names):
        if each.change is not None:
            events.append(_changed(each, wish))
    return events


def _reworded(wish: Wish, words: Mapping[str, str]) -> Event:
    try:
        return editing.reword(wish.ctx, wish.action, words)
    except RefusedError as error:
        name = next((each.name for each in FIELDS if each.columns[0] == error.about), "title")
        raise error.beside(name) from error


def _changed(each: Field, wish: Wish) -> Event:
    assert each.change is not None
    try:
        return each.change(wish)
    except PersonalDataError as error:
        raise error.beside(editing_view.WHY) from error
    except RefusedError as error:
        about = error.about if error.about in {*BY_NAME, editing_view.WHY} else each.name
        raise error.beside(about) from error


def besides(action: Action, events: Sequence[Event], approvers: str) -> list[str]:
    if any(event.kind == EventKind.MOVE_ASKED for event in events):
        return [f"I'll ask {approvers} to approve the new date."]
    return []
