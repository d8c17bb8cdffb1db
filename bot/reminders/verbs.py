"""Who is asked while an owner is away, hearing of an action later, and why a message came."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from bot.actions.render_context import action_context
from bot.actions.verb import ActionCommand, ActionForm, PersonCommand
from bot.delivery.kinds import MORNING
from bot.delivery.message_kind import RenderJob
from bot.delivery.render import why
from bot.reminders import view
from bot.reminders.daily_digest import REST
from bot.reminders.view import A_DATE, A_FEW_DAYS, NEXT_WEEK
from bot.slack.arguments import certain_day, iso_of, person_of
from bot.slack.blocks import Answer, Block, date_picker, field_, with_left_out
from bot.slack.buttons import Button, asks_for
from bot.slack.carried import number_of, one_of
from bot.slack.filled import Filled
from bot.slack.interaction import Interaction
from bot.slack.registry import Beside, OpenForm, Reply, Request
from bot.slack.view_state import ViewState
from db.actions import operations
from db.actions import queries as actions
from db.models import Action, Message, Person
from db.outbox import queries as outbox
from db.permissions import Permission
from jobs.actions import notices
from jobs.context import RequestContext
from jobs.reminders import snoozing
from jobs.rules.working_days import Calendar

_NOBODY: Final = frozenset({"none", "nobody", "no one"})
_OFF: Final = frozenset({"off", "no", "cancel"})
_DAY_OF: Final[dict[str, Callable[[Person, date, Calendar], date]]] = {
    A_FEW_DAYS: snoozing.in_a_few_days,
    NEXT_WEEK: snoozing.next_week,
}


class Deputise(PersonCommand):
    """`deputy 12 @person` or `deputy 12 none`; `to` is a Slack id, ME, or None for nobody."""

    name = "deputy"
    one_person = "A deputy is one person. Who covers for its owner?"
    example = "deputy 12 @person"
    summary = "who is asked while its owner is away"

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        number, words = cls.numbered(rest, command)
        if words.lower() in _NOBODY:
            return cls(number, None)
        return cls.of_one(number, words, command)

    def run(self, ctx: RequestContext) -> Answer:
        action = self.action(ctx)
        told = deputise(action, person_of(self.to, ctx) if self.to else None, ctx)
        return with_left_out(told, self.why)


def deputise(action: Action, to: Person | None, ctx: RequestContext) -> Answer:
    """Say who is asked about an action while its owner is away."""
    notices.told(ctx, action, operations.deputise(ctx, action, to))
    return view.deputised(action, action_context(ctx))


class SnoozeUntil(ActionCommand):
    """`snooze 12 until thu`."""

    until: str

    name = "snooze"
    synonyms = ("later",)
    takes_date = takes_several = True
    example = "snooze 12 until thu"
    summary = "reminds you then; its due date stays"

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        number, words = cls.with_text(rest, command)
        until = re.sub(r"^(?:(?:until|till?|to|on|for)\s+)+", "", words, flags=re.IGNORECASE)
        if not until:
            return OpenForm("snooze", number)
        return Wake(number) if until.lower() in _OFF else cls(number, until)

    def run(self, ctx: RequestContext) -> Answer:
        action = self.action(ctx)
        return snooze(action, certain_day(self.until, ctx), ctx)

    def typed(self, ctx: RequestContext) -> Mapping[str, str]:
        """Return the day."""
        return {"until": iso_of(self.until, ctx)}


def snooze(action: Action, until: date, ctx: RequestContext) -> Answer:
    """Keep quiet to this person about an action until a day."""
    ends = snoozing.put_off(ctx, action, until)
    return view.snoozed(action, ends, until)


class Wake(Request):
    """`snooze 12 off`."""

    number: int

    def run(self, ctx: RequestContext) -> Answer:
        action = actions.find(ctx.session, self.number, ctx.person)
        snoozing.wake(ctx, action)
        return view.woken(action)


class SnoozeForm(ActionForm):
    """Asks until when."""

    name = "snooze"
    permission = Permission.SNOOZE
    title, submit_label = "Remind me later", "Remind me then"
    main_field = "until"
    shows_undo = False

    def asks(self, action: Action, ctx: RequestContext) -> Sequence[Block]:
        hint = "The due date stays, and others are reminded as before."
        return [field_("until", "Remind me on", date_picker(), hint=hint)]

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer:
        return snooze(self.action(state, ctx), given.needed_day("until"), ctx)


def _picked(click: Interaction, ctx: RequestContext) -> Reply:
    """Put the action beside the picker off, or ask until when."""
    wish, number, _ = click.chosen_parts(3)
    if wish == A_DATE:
        return OpenForm("snooze", number_of(number))
    action = actions.find(ctx.session, number_of(number), ctx.person)
    until = one_of(_DAY_OF, wish)(ctx.person, ctx.today, ctx.council.calendar)
    return snooze(action, until, ctx)


def _beside_picker(click: Interaction) -> ViewState:
    _, number, message = click.chosen_parts(3)
    return replace(click.state(), number=number_of(number), message_id=number_of(message))


def _why(click: Interaction, ctx: RequestContext) -> Reply:
    """Say why this person sees the message above the button."""
    return Beside(why(RenderJob(ctx, _own_message(click, ctx))))


def _rest(click: Interaction, ctx: RequestContext) -> Reply:
    """Show what a morning's message had no room for."""
    return Beside(MORNING.rest(RenderJob(ctx, _own_message(click, ctx))))


def _own_message(click: Interaction, ctx: RequestContext) -> Message:
    return outbox.find_for(ctx.session, click.value.number("m"), ctx.person)


FORMS: Final = (SnoozeForm(),)
BUTTONS: Final = (
    SnoozeForm().button(),
    Button("snooze_pick", _picked, shows_undo=False, state=_beside_picker),
    Button("snooze_off", asks_for(Wake, "n"), shows_undo=False),
    Button("why_message", _why, only_looks=True, asks_beside=True),
    Button(REST, _rest, only_looks=True, asks_beside=True),
)
