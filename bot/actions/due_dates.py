"""An action's due date moved, and a date that was asked for approved or declined."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from bot.actions import due_dates_view
from bot.actions import view as messages
from bot.actions.render_context import action_context
from bot.actions.verb import (
    ActionButton,
    ActionCommand,
    ActionForm,
    QuestionForm,
    always,
    due_chosen,
)
from bot.slack import confirm
from bot.slack.again import NOTHING_YET, Offer, offering
from bot.slack.arguments import due_of, iso_of, needs_asking, read_due
from bot.slack.blocks import Answer, Block, date_picker, field_, plain, text_input
from bot.slack.buttons import Button, asks_for
from bot.slack.filled import Filled
from bot.slack.forms import View
from bot.slack.parsing import split_day_and_reason
from bot.slack.registry import OpenForm, Reply, Request, given
from bot.slack.view_state import ViewState
from db import privacy
from db.actions import due_dates
from db.actions import queries as actions
from db.errors import RefusedError
from db.models import Action, Due
from db.models.action import NOTE_LENGTH
from db.models.event_kinds import EventKind
from db.patterns import pattern
from db.permissions import Permission
from jobs.actions import approvals, notices
from jobs.context import RequestContext
from jobs.rules.deadline_words import NUMBERS, any_of
from jobs.rules.deadlines import read, spell

# "from 4 Dec to 18 Dec" says what it was; what it is stands on record.
_TO: Final = pattern(
    r"^(?:from\s[^:;]{1,25}?\s(?=to\b))?(?:(?:(?:back|forwards?)\s+)?(?:to|until|till?|by|for)\b[\s:]*)+",
    re.IGNORECASE,
)


_UNTIL: Final = pattern(r"(?:(?:back|forwards?)\s+)?(?:to|until|till?)\b", re.IGNORECASE)
_SO_FAR: Final = pattern(
    rf"(?:(?:back|out|on)\s+)?(?:by\s+|for\s+)?(?P<span>(?:\d{{1,3}}\s*|(?:{any_of(NUMBERS)})\s+)?"
    r"(?:working days?|days?|wd|weeks?|wks?|fortnights?|months?))",
    re.IGNORECASE,
)


class HowFar(Request):
    """`move 12 by 2 weeks`: from today, or from the date it has? Both are offered as days."""

    number: int
    span: str
    why: str

    def run(self, ctx: RequestContext) -> Reply:
        action = actions.find(ctx.session, self.number, ctx.person)
        found = _SO_FAR.fullmatch(self.span)
        span = found["span"] if found else self.span
        today = read_due(span, ctx).day
        if action.due_on is None or action.due_on == ctx.today:
            return Move(self.number, span, self.why).run(ctx)
        later = read(span, action.due_on, ctx.council.calendar).day
        because = f" because {self.why}" if self.why else ""
        offers = [
            Offer(spell(day), f"move {self.number} to {spell(day)}{because}")
            for day in dict.fromkeys((later, today))
        ]
        said = f"Is “{span}” from its due date, {spell(action.due_on)}, or from today?"
        return offering(said, offers, note=NOTHING_YET, text="Which day does it move to?")

    def kept(self, error: RefusedError, ctx: RequestContext) -> Reply | None:
        """Return what the verb keeps."""
        return Move(self.number, self.span, self.why).kept(error, ctx)


class Move(ActionCommand):
    """`move 12 to 30 April because the panel meets then`."""

    due: str
    why: str = ""
    sure: bool = False

    name = "move"
    synonyms = ("extend", "reschedule", "push", "delay")
    takes_date = takes_several = True
    example = "move 12 to 30 April because the panel meets then"
    summary = "the original date stays on record"
    offer = ActionButton("Move", "action_move", Permission.MOVE)

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        number, words = cls.with_text(rest, command)
        if not words:
            return OpenForm("move", number)
        due, why = split_day_and_reason(_TO.sub("", words))
        if _SO_FAR.fullmatch(due) and not _UNTIL.match(words):
            return HowFar(number, due, why)
        if not due:
            problem = "Which date does it move to?"
            return OpenForm("move", number, fields=given(why=why), problem=problem, beside="due")
        return cls(number, due, why)

    def run(self, ctx: RequestContext) -> Reply:
        action = self.action(ctx)
        privacy.guard(ctx, self.why)
        deadline = read_due(self.due, ctx)
        if needs_asking(deadline, sure=self.sure):
            return confirm.which_day(deadline, self, ctx)
        return move(action, due_of(deadline), self.why, ctx)

    def typed(self, ctx: RequestContext) -> Mapping[str, str]:
        """Return the date and the reason."""
        return {"due": iso_of(self.due, ctx), "why": self.why}


def move(action: Action, due: Due, why: str, ctx: RequestContext) -> Answer:
    event = due_dates.move(ctx, action, due, why, ctx.council.move_terms)
    notices.tell(ctx.session, action, event)
    if event.kind == EventKind.MOVE_ASKED and action.waiting_move is not None:
        asked_of = approvals.approvers(ctx.session, action, ctx.today)
        return due_dates_view.asked(action, action.waiting_move, asked_of, event)
    told = [each for each in notices.concerned(ctx.session, action, event) if each != ctx.person]
    return messages.moved(action, event, told, action_context(ctx))


class MoveForm(ActionForm):
    """Asks for the new date and why it moves; a first date is no move, and needs no reason."""

    name = "move"
    title, submit_label = "Move the due date", "Move"
    way_in = "Move it"
    main_field = "due"

    def needs(self, action: Action) -> Permission:
        return due_dates.permission_to_date(action)

    def view(self, state: ViewState, ctx: RequestContext) -> View:
        """Return the form as it opens."""
        made = super().view(state, ctx)
        if self.action(state, ctx).due_on is not None:
            return made
        return made | {"title": plain("Set the due date"), "submit": plain("Set it")}

    def asks(self, action: Action, ctx: RequestContext) -> Sequence[Block]:
        """Return what a second move means, then the date as it stands and the reason."""
        if action.due_on is None:
            return [field_("due", "Due date", date_picker())]
        picker = date_picker(action.due_on.isoformat())
        approvers = approvals.approvers(ctx.session, action, ctx.today)
        why = text_input(NOTE_LENGTH, lines=True, example="The panel meets then")
        return [
            *due_dates_view.before_moving(action, ctx, approvers),
            field_("due", "New due date", picker),
            field_("why", "Why does it move?", why),
        ]

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer:
        due = due_chosen(given, ctx)
        return move(self.action(state, ctx), due, given.text("why"), ctx)


class Approve(ActionCommand):
    """`approve 12`; `asked` is the line of its history that a button was about."""

    asked: int | None = None

    name = "approve"
    synonyms = ("agree",)
    takes_several = True
    example = "approve 12"
    summary = "agrees to a new date; or decline 12 because …"
    offer = ActionButton("Approve", "move_approve", Permission.APPROVE, always, "primary")

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        number, words = cls.numbered(rest, command)
        if words:
            raise cls.wrong("To approve, give only the number.", command)
        return cls(number)

    def run(self, ctx: RequestContext) -> Answer:
        action = self.action(ctx)
        event = notices.told(ctx, action, due_dates.approve(ctx, action, self.asked))
        return due_dates_view.approved(action, event, action_context(ctx, [action]))


class Decline(ActionCommand):
    """`decline 12 because the board meets before that`."""

    why: str
    asked: int | None = None

    name = "decline"
    synonyms = ("refuse", "reject")
    example = "decline 12 because the board meets before that"
    no_help = "it stands in the row of approve"
    offer = ActionButton("Decline", "form_decline", Permission.APPROVE, always)

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        number, words = cls.with_text(rest, command)
        why = re.sub(r"^because\s+", "", words, flags=re.IGNORECASE)
        return cls(number, why) if why else OpenForm("decline", number)

    def run(self, ctx: RequestContext) -> Answer:
        action = self.action(ctx)
        event = notices.told(ctx, action, due_dates.decline(ctx, action, self.why, self.asked))
        return due_dates_view.declined(action, event, action_context(ctx, [action]))


class DeclineForm(QuestionForm):
    """Asks why not."""

    name = "decline"
    permission = Permission.APPROVE
    title, submit_label = "Decline the new date", "Decline"
    way_in = "Decline it"
    main_field = "why"
    question, example = "Why not?", "The board meets before that"

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer:
        return Decline(self.number(state), given.text("why"), state.move).run(ctx)


FORMS: Final = (MoveForm(), DeclineForm())
BUTTONS: Final = (
    *(form.button() for form in FORMS),
    Button("move_approve", asks_for(Approve, "n", "move")),
)
