"""What is done with one action: given, noted on, said not to be one's own, deleted."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from bot.actions import view as messages
from bot.actions.render_context import action_context
from bot.actions.verb import (
    ActionButton,
    ActionCommand,
    ActionForm,
    PersonCommand,
    QuestionForm,
    WhichPerson,
    always,
    ask_if_away,
)
from bot.reminders.view import away_words
from bot.slack import confirm
from bot.slack.again import ACTION
from bot.slack.arguments import absence_of, no_one, person_of
from bot.slack.blocks import Answer, Block, field_, person_picker, text_input
from bot.slack.buttons import Button, asks_for
from bot.slack.filled import Filled
from bot.slack.hedged import is_hedged
from bot.slack.interaction import Interaction
from bot.slack.numbered import EachLine
from bot.slack.parsing import reason_of
from bot.slack.registry import ME, OpenForm, Reply, Request, given
from bot.slack.view_state import ViewState
from db.actions import operations
from db.actions import queries as actions
from db.errors import RefusedError
from db.models import Action, Event, Person
from db.models.action import NOTE_LENGTH
from db.models.event_kinds import EventKind
from db.patterns import pattern
from db.people import queries as people
from db.permissions import Permission, may
from jobs.actions import notices
from jobs.context import RequestContext
from jobs.rules.deadline_search import names_a_day

# A date behind the new owner would be lost in the reason.
_BY: Final = pattern(r"(?:by|due|before|deadline|until|till?)\s+\S", re.IGNORECASE)
# "6 to @A and 7 to @B"
_EACH: Final = pattern(r"(?<!\s)\s*(?:[,;&]|\band\b)\s*(?=#?\d{1,9}\s+(?:to\s+)?(?:<@|me\b))", re.I)
_INSTEAD: Final = frozenset({"instead", "now"})
_CHECK: Final = "Check, then press Give."


class Give(PersonCommand):
    """`give 12 to @person`; `to` is a Slack id or ME."""

    even_away: bool = False

    name = "give"
    synonyms = ("assign", "reassign")
    example = "give 12 to @person"
    summary = "and they are told"
    takes_several = True
    one_person = "An action has one owner. Who owns this one?"
    offer = ActionButton(
        "Give",
        "action_give",
        Permission.GIVE,
        lambda action, who: action.is_open and action.owner_id != who.id,
    )

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        each = _EACH.split(rest)
        if len(each) > 1:
            requests = tuple(cls.read(one, command) for one in each)
            return EachLine(requests, tuple(f"give {one}" for one in each), ACTION)
        number, words = cls.numbered(rest, command)
        if not words:
            return OpenForm("give", number)
        people, left, why = cls.people_and_words(words)
        if len(people) == 1 and (_BY.match(left) or names_a_day(f"by {left}")):
            problem = "Giving takes no date. Choose the owner, then move the date with `move`."
            words = " ".join(filter(None, (left, why)))
            return OpenForm(
                "give", number, fields=given(why=words), problem=problem, beside="owner"
            )
        if len(people) == 1:
            said = "" if left.lower() in _INSTEAD else left
            meant = cls(number, people[0], ", ".join(filter(None, (said, why))))
            return meant.in_doubt() if is_hedged(left) else meant
        if people:
            return WhichPerson(cls, number, people, why)
        return GiveByName(number, words if "<!subteam^" in words else left.rstrip(" .?!"), why)

    def run(self, ctx: RequestContext) -> Reply:
        action = self.action(ctx)
        to = person_of(self.to, ctx)
        absence = absence_of(to, ctx)
        if absence and not self.even_away:
            return confirm.even_so(away_words(to, absence), self, ctx)
        return give(action, to, self.why, ctx)

    def in_doubt(self) -> Request:
        """Return the form with whoever is meant, for it was asked, or said with an if."""
        if self.to is None or self.to == ME:
            return self
        fields = given(owner=self.to, why=self.why.strip(" ?"))
        return OpenForm("give", self.number, fields=fields, problem=_CHECK, beside="owner")

    def typed(self, ctx: RequestContext) -> Mapping[str, str]:
        """Return the reason; who is to own it is chosen again."""
        return {"owner": "", "why": self.why}


class GiveByName(Request):
    """`give 12 to Sam`: opens the form with whoever is called so, to be looked at."""

    number: int
    who: str
    why: str = ""

    def run(self, ctx: RequestContext) -> Reply:
        asked = _unknown_owner(self.number, self.who, self.why)
        found = people.called_so(ctx.session, self.who.lstrip("@"), ctx.today)
        known = [one for one in found if may(ctx.person, Permission.RECEIVE, one)]
        if not known:
            return asked
        if len(known) == 1 and self.who.startswith("@"):  # as good as picked from the list
            return Give(self.number, known[0].slack_id, self.why).run(ctx)
        if len(known) > 1:
            return replace(asked, problem=f"{no_one(self.who, known)} Choose the new owner.")
        chosen = given(owner=known[0].slack_id or "", why=self.why)
        problem = f"I took “{self.who}” to be {known[0].called}. {_CHECK}"
        return replace(asked, fields=chosen, problem=problem)


def _unknown_owner(number: int, who: str, why: str) -> OpenForm:
    problem = f"{no_one(who, [])} Choose the new owner." if who else ""
    if "subteam^" in who:
        problem = "A user group can't own an action. Choose one person."
    return OpenForm("give", number, fields=given(why=why), problem=problem, beside="owner")


def give(action: Action, to: Person, why: str, ctx: RequestContext) -> Answer:
    event = notices.told(ctx, action, operations.give(ctx, action, to, why))
    return messages.given(action, event, action_context(ctx))


class GiveForm(ActionForm):
    """Asks to whom, why, and who is asked while they are away."""

    name = "give"
    permission = Permission.GIVE
    title, submit_label = "Give it to somebody", "Give"
    way_in = "Give it"
    main_field = "owner"

    def asks(self, action: Action, ctx: RequestContext) -> Sequence[Block]:
        why = text_input(NOTE_LENGTH, example="She leads on permanence now")
        deputy = "Covers while the new owner is away."
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
    synonyms = ("comment", "progress")
    takes_several = True
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
    permission = Permission.NOTE
    title, submit_label = "Add a note", "Save"
    main_field = "note"
    question, example = "How is it going?", "Draft sent to Legal"
    hint = "Nothing about a child or family."

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer:
        return Note(self.number(state), given.text("note")).run(ctx)


class Disown(Request):
    """What the form says that the button "Not my action" opens; it is not typed."""

    number: int
    why: str

    offer = ActionButton("Not my action", "action_disown", Permission.DISOWN)

    def run(self, ctx: RequestContext) -> Answer:
        action = actions.find(ctx.session, self.number, ctx.person)
        notices.told(ctx, action, operations.disown(ctx, action, self.why))
        return messages.disowned(action, notices.responsible(ctx.session, action, ctx.today))


class DisownForm(QuestionForm):
    """Asks whose it is."""

    name = "disown"
    permission = Permission.DISOWN
    title, submit_label = "Not my action", "Send"
    main_field = "why"
    question, example = "Whose is it, or why is it not yours?", "This sits with the Pathway team"

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer:
        return Disown(self.number(state), given.text("why")).run(ctx)


def undone(event: Event, ctx: RequestContext) -> Answer:
    """Put back what an event changed; a new action is taken off every list again."""
    if event.kind == EventKind.ADDED:
        return taken_back(actions.find(ctx.session, event.action_id, ctx.person), ctx)
    action = operations.undo(ctx, event.id)
    return messages.undone(action, action_context(ctx, [action]))


def taken_back(action: Action, ctx: RequestContext) -> Answer:
    event = notices.told(ctx, action, operations.take_back(ctx, action, messages.BY_MISTAKE))
    return messages.taken_back(action, event)


class Delete(ActionCommand):
    """`delete 71`: one's own new action within its minute; afterwards it is dropped, with why."""

    name = "delete"
    synonyms = ("remove",)
    example = "delete 12"
    summary = "your own new action, within a minute; after that, drop it"
    offer = ActionButton("Delete this", "action_delete", None, always, "danger")

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        number, words = cls.with_text(rest, command)
        why = given(why=reason_of(words))
        return OpenForm("drop", number, fields=why) if words else cls(number)

    def run(self, ctx: RequestContext) -> Reply:
        action = self.action(ctx)
        if operations.may_take_back(
            action, actions.history(ctx.session, action), ctx.person, ctx.now
        ):
            return taken_back(action, ctx)
        return OpenForm("drop", action.id, problem=messages.STAYS_ON_RECORD)


def _undone(click: Interaction, ctx: RequestContext) -> Reply:
    event = actions.event(ctx.session, click.value["event"])
    if event.person_id != ctx.person.id:
        raise RefusedError("action.undo_not_theirs")
    return undone(event, ctx)


FORMS: Final = (GiveForm(), NoteForm(), DisownForm())
BUTTONS: Final = (
    *(form.button() for form in FORMS),
    Button("action_undo", _undone, replaces=True),
    Button("action_delete", asks_for(Delete, "n"), replaces=True),
)
