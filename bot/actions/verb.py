"""What every verb about one action shares: its form, and its button under the action."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Final

from bot.actions.render_context import action_context
from bot.actions.view import due_words
from bot.reminders.view import away_words
from bot.slack.again import MOST_OFFERED, NOTHING_YET, Offer, offering
from bot.slack.arguments import absence_of, person_of
from bot.slack.blocks import Answer, Block, bold, button, field_, lines, text_input
from bot.slack.buttons import Button, form_button
from bot.slack.carried import out_of_date
from bot.slack.carrying_out import kept_in
from bot.slack.filled import Filled
from bot.slack.forms import AskFirstError, Form
from bot.slack.hedged import is_conditional
from bot.slack.numbered import WhichOne, of_my_audit
from bot.slack.parsing import MENTION, reason_of, split_reason, unescaped
from bot.slack.registry import ME, Command, OpenForm, Reply, Request, given
from bot.slack.view_state import ViewState
from db.actions import queries as actions
from db.actions.roles import deputising, require_may, roles_of
from db.errors import RefusedError
from db.models import Action, Due, Person
from db.models.action import NOTE_LENGTH
from db.patterns import pattern
from db.permissions import Permission, may
from jobs.context import RequestContext
from jobs.rules.deadlines import spell

_PERSON: Final = pattern(MENTION)
_JOINT: Final = r"(?:,|/|\+|&|\band\b|\bor\b)"
_ME: Final = pattern(r"(?:to\s+)?(?:me|myself)\b", re.IGNORECASE)
_ME_TOO: Final = pattern(
    rf"^(?:to\s+)?me\s*{_JOINT}\s*$|{_JOINT}\s*(?:me|myself)\s*$", re.IGNORECASE
)
_POLITE: Final = pattern(
    r"(?:(?<![\s,])[\s,]+(?:please|pls|plz|thanks|thank you|cheers|ta)){1,3}[\s.!]*$", re.IGNORECASE
)
_JOINING: Final = pattern(
    rf"^(?:[\s:;.-]|{_JOINT}|\b(?:to|is|me|myself|please|back|over|from)\b)+", re.IGNORECASE
)


def while_open(action: Action, _: Person) -> bool:
    return action.is_open


def always(_: Action, __: Person) -> bool:
    """Say yes: it is the caller who knows."""
    return True


class ActionCommand(Command):
    """A verb about one action."""

    number: int

    subject = "action"

    @classmethod
    def unnumbered(cls, rest: str, command: str) -> Request:
        """Ask which one is meant."""
        return WhichOne(cls, rest, command)

    def action(self, ctx: RequestContext) -> Action:
        """Return the action; RefusedError if this person may not see it."""
        return actions.find(ctx.session, self.number, ctx.person)

    def typed(self, ctx: RequestContext) -> Mapping[str, str]:
        """Return what was typed, by the field of its form; nothing where it has none."""
        return {}

    def kept(self, error: RefusedError, ctx: RequestContext) -> Reply | None:
        """Offer its form with what was typed, or their live audit of this number."""
        fields = self.typed(ctx)
        about = "until" if error.about == "due" and "until" in fields else error.about
        if about in fields:
            asked = OpenForm(self.name, self.number, fields=given(**fields))
            return kept_in(asked, error if about == error.about else error.beside(about), ctx)
        return of_my_audit(self.number, ctx) if error.kind == "action.unknown" else None


class ReasonedCommand(ActionCommand):
    """A verb about one action that wants a reason; without one it opens its form."""

    why: str = ""

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        number, words = cls.with_text(rest, command)
        if not words or is_conditional(split_reason(words)[0]):
            return OpenForm(cls.name, number, fields=given(why=words))
        return cls(number, reason_of(words))

    def run(self, ctx: RequestContext) -> Answer:
        raise NotImplementedError

    def typed(self, ctx: RequestContext) -> Mapping[str, str]:
        """Return the reason."""
        return {"why": self.why}


class PersonCommand(ActionCommand):
    """A verb about one action and one person; `to` is a Slack id or ME."""

    to: str | None
    why: str = ""

    takes_person = True
    one_person: ClassVar[str]  # the question where several are named

    @classmethod
    def people_and_words(cls, words: str) -> tuple[tuple[str, ...], str, str]:
        """Return whom some words name, what else they say, and the reason after it."""
        said, why = split_reason(_POLITE.sub("", words))
        people = tuple(dict.fromkeys(each["person"] for each in _PERSON.finditer(said)))
        left = unescaped(_PERSON.sub("", said))
        if _ME_TOO.search(left) if people else _ME.match(left):
            people += (ME,)
        return people, _JOINING.sub("", left), unescaped(why)

    @classmethod
    def of_one(cls, number: int, words: str, command: str) -> Request:
        """Return the verb about the one person named: it takes no other words, and says so."""
        people, left, why = cls.people_and_words(words)
        left_out = " ".join(filter(None, (left, why)))
        if not people:
            what = "Pick the person from the list that Slack offers as you type @."
            raise cls.wrong(what, command)
        if len(people) > 1:
            return WhichPerson(cls, number, people, left_out)
        return cls(number, people[0], left_out)


class WhichPerson(Request):
    """Asks which of several people is meant where a verb takes one."""

    verb: type[PersonCommand]
    number: int
    people: tuple[str, ...]
    why: str = ""

    def run(self, ctx: RequestContext) -> Answer:
        action = actions.find(ctx.session, self.number, ctx.person)
        because = f" because {self.why}" if self.why else ""
        offers = [
            Offer(
                person_of(each, ctx).name,
                f"{self.verb.name} {action.id} to {ME if each == ME else f'<@{each}>'}{because}",
            )
            for each in self.people[:MOST_OFFERED]
        ]
        return offering(self.verb.one_person, offers, note=NOTHING_YET)


@dataclass(frozen=True)
class ActionButton:
    """The button of a verb under an action: its words, who may press it, when it is shown.

    `permission` is asked of the table; None where `when` asks it.
    """

    label: str
    action_id: str
    permission: Permission | None
    when: Callable[[Action, Person], bool] = while_open
    style: str = ""

    def is_for(self, action: Action, person: Person, today: date | None = None) -> bool:
        """Say whether this person is shown it; some stand in for an owner only on certain days."""
        if not self.when(action, person):
            return False
        standing_in = deputising(action, today)
        return self.permission is None or may(person, self.permission, action.owner, standing_in)

    def button(self, action: Action, message_id: int | None, **besides: int) -> Block:
        """Return it as it stands in a message, whose number it carries, or elsewhere."""
        value: Mapping[str, int | None] = {"n": action.id, "m": message_id, **besides}
        return button(self.label, self.action_id, value, self.style)


class ActionForm(Form):
    """A form about one action; it opens for nobody who would be refused what they filled in."""

    permission: ClassVar[Permission | None] = None  # None where its fields say who may

    def needs(self, action: Action) -> Permission | None:
        """Return what it takes to hand it in."""
        return self.permission

    def blocks(self, state: ViewState, ctx: RequestContext) -> Sequence[Block]:
        """Return the action, then what is asked; RefusedError if it is not for this person."""
        action = self.action(state, ctx)
        if (needed := self.needs(action)) is not None:
            besides = roles_of(action, ctx.person)
            require_may(ctx.person, needed, action, ctx.today, besides)
        name = lines(
            [f"{action.called} ", bold(action.title)], [due_words(action, action_context(ctx))]
        )
        return [name, *self.asks(action, ctx)]

    def asks(self, action: Action, ctx: RequestContext) -> Sequence[Block]:
        raise NotImplementedError

    def action(self, state: ViewState, ctx: RequestContext) -> Action:
        return actions.find(ctx.session, self.number(state), ctx.person)

    def number(self, state: ViewState) -> int:
        if state.number is None:
            raise out_of_date()
        return state.number

    def button(self) -> Button:
        return form_button(self, rf"(?:action|form)_{self.name}")


class QuestionForm(ActionForm):
    """A form about one action that asks one question, in `main_field`."""

    question: ClassVar[str]
    example: ClassVar[str]
    hint: ClassVar[str] = ""

    def asks(self, action: Action, ctx: RequestContext) -> Sequence[Block]:
        words = text_input(NOTE_LENGTH, lines=True, example=self.example)
        return [field_(self.main_field, self.question, words, hint=self.hint)]


class ReasonForm(QuestionForm):
    """A form that asks why, for a verb that wants a reason."""

    main_field = "why"
    verb: ClassVar[type[ReasonedCommand]]

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer:
        return self.verb(self.number(state), given.text("why")).run(ctx)


def ask_if_away(to: Person | None, state: ViewState, ctx: RequestContext) -> None:
    """Ask once before a form puts something into the hands of somebody who is away."""
    absence = absence_of(to, ctx)
    if to and absence and state.even_away != to.slack_id:
        words = f"{away_words(to, absence)} Submit again to confirm."
        raise AskFirstError(words, replace(state, even_away=to.slack_id or ""))


def due_chosen(given: Filled, ctx: RequestContext) -> Due:
    """Return the due date that was chosen on a form; refuse one that has passed."""
    day = given.needed_day("due")
    if day < ctx.today:
        raise RefusedError(
            f"{spell(day)} has passed. Choose a date in the future, or type the date after "
            f"{ctx.council.commands.action}, where I can ask you about it.",
            about="due",
        )
    return Due.on(day)
