"""What is done with one action: given, noted on, said not to be one's own, undone."""

import re
from collections.abc import Sequence
from typing import Final

from bot.actions import view as messages
from bot.actions.render_context import action_context
from bot.actions.verb import ActionButton, ActionCommand, ActionForm, QuestionForm, ask_if_away
from bot.reminders.view import away_words
from bot.slack import confirm
from bot.slack.arguments import absence_of, person_of
from bot.slack.blocks import Answer, Block, field_, person_picker, text_input
from bot.slack.buttons import Button
from bot.slack.filled import Filled
from bot.slack.interaction import Interaction
from bot.slack.parsing import MENTION, split_reason, unescaped
from bot.slack.registry import ME, OpenForm, Reply, Request
from bot.slack.view_state import ViewState
from db.actions import operations
from db.actions import queries as actions
from db.models import Action, Person
from db.models.action import NOTE_LENGTH
from db.permissions import Permission
from jobs.actions import notices
from jobs.context import RequestContext


def _is_open_and_of_another(action: Action, person: Person) -> bool:
    return action.is_open and action.owner_id != person.id


class Give(ActionCommand):
    """`give 12 to @person`; `to` is a Slack id or ME."""

    to: str
    why: str = ""
    even_away: bool = False

    name = "give"
    synonyms = ("assign", "reassign")
    example = "give 12 to @person"
    summary = "and they are told"
    offer = ActionButton("Give", "action_give", Permission.GIVE, _is_open_and_of_another)

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        number, words = cls.numbered(rest, command)
        if not words:
            return OpenForm("give", number)
        to = re.match(rf"(?:to\s+)?(?:{MENTION}|(?P<me>me)\b)", words, re.IGNORECASE)
        if to is None:
            raise cls.wrong(
                "Pick the person from the list that Slack offers as you type @.", command
            )
        _, why = split_reason(unescaped(words[to.end() :]))
        return cls(number, to["person"] or ME, why)

    def run(self, ctx: RequestContext) -> Reply:
        action = self.action(ctx)
        to = person_of(self.to, ctx)
        absence = absence_of(to, ctx)
        if absence and not self.even_away:
            return confirm.even_so(away_words(to, absence), self)
        return give(action, to, self.why, ctx)


def give(action: Action, to: Person, why: str, ctx: RequestContext) -> Answer:
    event = notices.told(ctx, action, operations.give(ctx, action, to, why))
    return messages.given(action, event, action_context(ctx))


class GiveForm(ActionForm):
    """Asks to whom, why, and who is asked while they are away."""

    name = "give"
    title, submit_label = "Give it to somebody", "Give"
    way_in = "Give it"
    main_field = "owner"

    def asks(self, action: Action, ctx: RequestContext) -> Sequence[Block]:
        why = text_input(NOTE_LENGTH, example="She leads on permanence now")
        deputy = "Whom I ask while the new owner is away. May be left out."
        return [
            field_("owner", "New owner", person_picker()),
            field_("why", "Why?", why, optional=True),
            field_("deputy", "Deputy", person_picker(), optional=True, hint=deputy),
        ]

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer:
        to = person_of(given.text("owner"), ctx, about="owner")
        ask_if_away(to, state, ctx)
        action = self.action(state, ctx)
        told = give(action, to, given.text("why"), ctx)
        deputy = given.person("deputy", ctx.session)
        if deputy is not None:
            notices.told(ctx, action, operations.deputise(ctx, action, deputy))
        return told


class Note(ActionCommand):
    """`note 12 draft sent to Legal`."""

    text: str

    name = "note"
    example = "note 12 draft sent to Legal"
    summary = "how it is going"
    offer = ActionButton("Note", "action_note", Permission.NOTE)

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        number, words = cls.with_text(rest, command)
        return cls(number, words) if words else OpenForm("note", number)

    def run(self, ctx: RequestContext) -> Answer:
        action = self.action(ctx)
        return messages.noted(action, operations.note(ctx, action, self.text))


class NoteForm(QuestionForm):
    """Asks how it is going."""

    name = "note"
    title, submit_label = "Add a note", "Keep"
    main_field = "note"
    question, example = "How is it going?", "Draft sent to Legal"
    hint = "Nothing about a child or family."

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer:
        return Note(self.number(state), given.text("note")).run(ctx)


class Disown(Request):
    """What the form says that the button "Not mine" opens; it is not typed."""

    number: int
    why: str

    offer = ActionButton("Not mine", "action_disown", Permission.DISOWN)

    def run(self, ctx: RequestContext) -> Answer:
        action = actions.find(ctx.session, self.number, ctx.person)
        notices.told(ctx, action, operations.disown(ctx, action, self.why))
        return messages.disowned(action, notices.responsible(ctx.session, action))


class DisownForm(QuestionForm):
    """Asks whose it is."""

    name = "disown"
    title, submit_label = "Not mine", "Tell them"
    main_field = "why"
    question, example = "Whose is it, or why is it not yours?", "This sits with the Pathway team"

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer:
        return Disown(self.number(state), given.text("why")).run(ctx)


def _undone(click: Interaction, ctx: RequestContext) -> Reply:
    action = operations.undo(ctx, click.value["event"])
    return messages.undone(action, action_context(ctx, [action]))


VERBS: Final = (Give, Note)
FORMS: Final = (GiveForm(), NoteForm(), DisownForm())
BUTTONS: Final = (
    *(form.button() for form in FORMS),
    Button("action_undo", _undone, replaces=True),
)
