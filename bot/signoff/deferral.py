"""An action put aside until a day or for good, and taken up again."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from bot.actions.render_context import action_context
from bot.actions.verb import ActionButton, ActionCommand, ActionForm, ReasonedCommand, ReasonForm
from bot.actions.view import reopened
from bot.signoff import view
from bot.slack import confirm
from bot.slack.arguments import iso_of, needs_asking, read_due
from bot.slack.blocks import Answer, Block, date_picker, field_, text_input
from bot.slack.buttons import Button, asks_for
from bot.slack.filled import Filled
from bot.slack.parsing import reason_of, split_day_and_reason
from bot.slack.registry import OpenForm, Reply, Request
from bot.slack.view_state import ViewState
from db import privacy
from db.actions import deferral, signoff_queries
from db.errors import RefusedError
from db.models import Action
from db.models.action import NOTE_LENGTH
from db.permissions import Permission
from jobs.actions import notices
from jobs.context import RequestContext
from jobs.rules.deadlines import Deadline, Precision


class Defer(ActionCommand):
    """`defer 12 until 1 March because the grant begins then`; no `due`: until it is resumed."""

    due: str | None = None
    why: str = ""
    sure: bool = False

    name = "defer"
    synonyms = ("postpone", "park", "shelve")
    takes_date = takes_several = True
    example = "defer 12 until 1 March because the grant begins then"
    summary = "it reopens automatically that day"
    offer = ActionButton("Defer", "action_defer", Permission.SHELVE)

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        number, words = cls.with_text(rest, command)
        if not words:
            return OpenForm("defer", number)
        words = re.sub(r"^(?:until|till?|to)\b\s*", "", words, flags=re.IGNORECASE)
        until, why = split_day_and_reason(words)
        return cls(number, until or None, why)

    def run(self, ctx: RequestContext) -> Reply:
        action = self.action(ctx)
        privacy.guard(ctx, self.why)
        if self.due is None:
            return defer(action, None, self.why, ctx)
        deadline = read_due(self.due, ctx)
        if needs_asking(deadline, sure=self.sure or deadline.past):
            return confirm.which_day(deadline, self, ctx)
        return defer(action, _one_day(deadline), self.why, ctx)

    def typed(self, ctx: RequestContext) -> Mapping[str, str]:
        """Return the day and the reason."""
        return {"until": iso_of(self.due, ctx), "why": self.why}


def defer(action: Action, until: date | None, why: str, ctx: RequestContext) -> Answer:
    """Put an action aside until a day, or until somebody resumes it."""
    event = notices.told(ctx, action, deferral.defer(ctx, action, until, why))
    return view.deferred(action, event)


def _one_day(deadline: Deadline) -> date:
    if deadline.precision == Precision.MONTH:
        raise RefusedError(
            f"“{deadline.said}” is a whole month. Say which day it should reopen: until "
            f"{deadline.day.replace(day=1):1 %B %Y}.",
            about="until",
        )
    return deadline.day


class DeferForm(ActionForm):
    """Asks until when, and why."""

    name = "defer"
    permission = Permission.SHELVE
    title, submit_label = "Defer it", "Defer"
    main_field = "until"

    def asks(self, action: Action, ctx: RequestContext) -> Sequence[Block]:
        why = text_input(NOTE_LENGTH, lines=True, example="The grant begins then")
        hint = "It reopens automatically on this day. Without one, somebody has to resume it."
        return [
            field_("until", "Until", date_picker(), optional=True, hint=hint),
            field_("why", "Why?", why),
        ]

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer:
        return defer(self.action(state, ctx), given.day("until"), given.text("why"), ctx)


class Drop(ReasonedCommand):
    """`drop 12 because the new strategy covers it`."""

    name = "drop"
    example = "drop 12 because the new strategy covers it"
    takes_several = True
    summary = "it stays on record"
    offer = ActionButton("Drop", "action_drop", Permission.SHELVE)

    def run(self, ctx: RequestContext) -> Answer:
        action = self.action(ctx)
        event = notices.told(ctx, action, deferral.drop(ctx, action, self.why))
        return view.dropped(action, event)


class DropForm(ReasonForm):
    """Asks why."""

    name = "drop"
    permission = Permission.SHELVE
    title, submit_label = "Drop it", "Drop"
    verb = Drop
    question, example = "Why?", "The new strategy covers it"
    hint = "It stays on record, with this reason."


class Resume(ActionCommand):
    """`resume 12`."""

    why: str = ""

    name = "resume"
    example = "resume 12"
    takes_several = True
    summary = "resumes what was deferred or dropped"
    offer = ActionButton(
        "Resume", "action_resume", Permission.SHELVE, lambda action, _: action.is_shelved
    )

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        number, words = cls.with_text(rest, command)
        return cls(number, reason_of(words))

    def run(self, ctx: RequestContext) -> Answer:
        action = self.action(ctx)
        was = signoff_queries.status_before(ctx.session, action)
        notices.told(ctx, action, deferral.resume(ctx, action, was, self.why))
        return reopened(action, action_context(ctx))


VERBS: Final = (Defer, Drop, Resume)
FORMS: Final = (DeferForm(), DropForm())
BUTTONS: Final = (
    *(form.button() for form in FORMS),
    Button("action_resume", asks_for(Resume, "n")),
)
