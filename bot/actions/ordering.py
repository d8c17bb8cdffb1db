"""An action's place in the plan: what it waits for, its phase, and how it comes round again."""

import re
from collections.abc import Sequence
from typing import Final

from bot.actions import ordering_view as view
from bot.actions.closing import not_done_yet
from bot.actions.due_dates import Move
from bot.actions.ordering_words import after_words, repeats_words
from bot.actions.render_context import action_context
from bot.actions.verb import ActionButton, ActionCommand, ActionForm
from bot.actions.verbs import Give
from bot.actions.view import card
from bot.slack import lookup, references
from bot.slack.blocks import Answer, Block, field_, lines, option, select, text_input
from bot.slack.buttons import Button, asks_for
from bot.slack.filled import Filled
from bot.slack.parsing import split_day_and_reason
from bot.slack.registry import Command, OpenForm, Request
from bot.slack.view_state import ViewState
from db.actions import dependencies
from db.errors import RefusedError
from db.models import Action
from db.models.action import FROM_COMPLETION, FROM_DATE, PHASE_LENGTH
from db.patterns import pattern
from db.permissions import Permission
from jobs.actions import ordering, recurring
from jobs.context import RequestContext
from jobs.rules.deadlines import is_a_day
from jobs.rules.recurrence import LONGEST_RULE

AFTER_LENGTH: Final = 200
_FROM_WORDS: Final = {FROM_DATE: "Its due date", FROM_COMPLETION: "The day it is done"}
_IN_FORM: Final = pattern(r"(?:#?\d{1,9}(?:[\s,]+|\s+and\s+|$))*")
_NOTHING: Final = frozenset({"none", "nothing", "never"})
_FROM: Final = pattern(r"(?:^|(?<!\s)\s+)from (?:completion|when it is done)$", re.IGNORECASE)

_UNTIL: Final = pattern(r"(?:more time\s+)?(?:until|till?|to)\s+", re.IGNORECASE)
_LONGER: Final = pattern(
    r"(?:(?:a (?:bit|little) )?(?:more time|longer)|an extension|"
    r"(?:another|an extra|a further)\s(?P<span>(?:\w+\s)?(?:day|week|month|fortnight)s?))\W*",
    re.IGNORECASE,
)
# "12 needs to go to @person" is about its owner, and no dependency.
_TO_SOMEBODY: Final = pattern(r"to\s+(?:go|be given)\s+to\s+(?=<?@)", re.IGNORECASE)


class After(ActionCommand):
    """`after 12 #7 #9`; no numbers: it waits for nothing."""

    numbers: tuple[str, ...] = ()

    name = "after"
    synonyms = ("needs",)
    example = "after 12 #7 #9"
    summary = "blocked by these; after 12 none ends that"
    takes_numbers = True
    offer = ActionButton("Dependencies", "action_order", Permission.ARRANGE)

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        number, words = cls.numbered(rest, command)
        longer = _LONGER.fullmatch(words)
        if not words or longer:
            span = longer["span"] if longer else None
            asked = f"{number} by {span}" if span else str(number)
            return Move.read(asked, command) if longer else OpenForm("order", number)
        if words.lower() in _NOTHING:
            return cls(number)
        given = _TO_SOMEBODY.match(words)
        if given:
            meant = Give.read(f"{number} to {words[given.end() :]}", command)
            return meant.in_doubt() if isinstance(meant, Give) else meant
        day = _UNTIL.match(words)
        until = words[day.end() :].strip(" .?!") if day else ""
        # "12 needs until Friday because ..."
        if until and is_a_day(split_day_and_reason(until)[0]):
            return Move.read(f"{number} to {until}", command)
        named = references.leading(words)
        if named is None or named.rest:
            return cls._of_no_others(number, words, command)
        return cls(number, named.which)

    @classmethod
    def said_as(cls, word: str) -> type[Command]:
        return WhatItNeeds if word.lower() == "needs" else cls

    @classmethod
    def _of_no_others(cls, number: int, words: str, command: str) -> Request:
        raise cls.wrong("Say which actions it comes after, by their numbers, or “none”.", command)

    def run(self, ctx: RequestContext) -> Answer:
        """Put it after them; where one is no action's number, nothing is changed."""
        dependencies.begin(ctx.session)
        action = self.action(ctx)
        found = [lookup.number_of(each, After, ctx) for each in self.numbers]
        if None in found:
            return lookup.unknown(self.numbers[found.index(None)], After, ctx)
        ordering.put_after(ctx, action, [number for number in found if number is not None])
        return view.arranged(action, action_context(ctx, [action]))


class WhatItNeeds(After):
    """`12 needs #7`; what it needs that is no action is asked about: "12 needs reopening"."""

    @classmethod
    def _of_no_others(cls, number: int, words: str, _: str) -> Request:
        asked = "What shall I do with {which}?"
        return not_done_yet(str(number), f"needs {words}", asked, keeps=True)


class PutInPhase(ActionCommand):
    """`phase 12 Phase 1: Stabilise`; an empty phase takes it out."""

    phase: str = ""

    name = "phase"
    example = "phase 12 Phase 1: Stabilise"
    summary = "puts it in a phase; phases lists them all"

    @classmethod
    def unnumbered(cls, rest: str, command: str) -> Request:
        """List the phases where nothing is said, else ask which action is meant."""
        return super().unnumbered(rest, command) if rest else Phases()

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        number, words = cls.with_text(rest, command)
        if not words:
            return OpenForm("order", number)
        return cls(number, "" if words.lower() in _NOTHING else words)

    def run(self, ctx: RequestContext) -> Answer:
        """Put it there, spelled as the phase is if there is one."""
        action = self.action(ctx)
        ordering.put_in_phase(ctx, action, self.phase)
        return view.phased(action, action_context(ctx, [action]))


class Phases(Command):
    """`phases`."""

    name = example = "phases"
    no_help = "it stands in the row of phase"

    def run(self, ctx: RequestContext) -> Answer:
        found = dependencies.phases(ctx.session, ctx.person)
        return view.phases(found, ctx.council.commands.action)


class Repeat(ActionCommand):
    """`repeat 12 three times a year from completion`; no words: never again."""

    words: str = ""
    from_completion: bool = False

    name = "repeat"
    synonyms = ("repeats", "recur")
    example = "repeat 12 three times a year"
    summary = "repeats it; repeat 12 never stops it"

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        number, words = cls.with_text(rest, command)
        if not words:
            return OpenForm("order", number)
        if words.lower() in _NOTHING:
            return cls(number)
        often = _FROM.sub("", words)
        if not often:
            raise cls.wrong("Say how often it repeats.", command)
        return cls(number, often, from_completion=often != words)

    def run(self, ctx: RequestContext) -> Answer:
        """Let it come round again, or never."""
        action = self.action(ctx)
        recurring.repeat(ctx, action, self.words, from_completion=self.from_completion)
        return view.repeating(action, action_context(ctx, [action]))


class OrderForm(ActionForm):
    """Asks for the three things, each as it stands now."""

    name = "order"
    permission = Permission.ARRANGE
    title, submit_label = "Dependencies and repeats", "Save"
    main_field = "after"

    def asks(self, action: Action, ctx: RequestContext) -> Sequence[Block]:
        choices = [option(words, value) for value, words in _FROM_WORDS.items()]
        counted = select("Choose", choices, action.recurs_from)
        phase = text_input(PHASE_LENGTH, initial=action.phase, example="Phase 1: Stabilise")
        after = text_input(AFTER_LENGTH, initial=after_words(action), example="#7 #9")
        often = text_input(
            LONGEST_RULE, initial=repeats_words(action), example="three times a year"
        )
        return [
            field_("after", "Blocked by", after, optional=True, hint="Numbers of other actions."),
            field_("phase", "Phase", phase, optional=True),
            field_(
                "repeats",
                "Repeats",
                often,
                optional=True,
                hint="Leave it empty if it doesn't repeat.",
            ),
            field_("counted", "Counted from", counted),
        ]

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer:
        """Save what was changed of the three things, or, if one is refused, nothing."""
        dependencies.begin(ctx.session)
        action = self.action(state, ctx)
        changed = [change(action, given, ctx) for change in (_after, _phase, _repeats)]
        if not any(changed):
            raise RefusedError("Nothing was changed; press Cancel to leave it as it is.", "after")
        ctx.session.flush()
        told = view.facts(action, view.Around(action.after), action_context(ctx))
        said = f"{action.called} is updated."
        return Answer(said, [lines([said]), card(action, action_context(ctx, [action])), *told])


def _after(action: Action, given: Filled, ctx: RequestContext) -> bool:
    after = given.text("after")
    if after.split() == after_words(action).split():
        return False
    if not _IN_FORM.fullmatch(after.strip()):
        raise RefusedError("Write the numbers of other actions: #7 #9.", about="after")
    numbers = [int(number) for number in re.findall(r"\d+", after)]
    ordering.put_after(ctx, action, numbers)
    return True


def _phase(action: Action, given: Filled, ctx: RequestContext) -> bool:
    phase = ordering.as_spelled(ctx.session, given.text("phase"))
    if phase == action.phase:
        return False
    ordering.put_in_phase(ctx, action, phase)
    return True


def _repeats(action: Action, given: Filled, ctx: RequestContext) -> bool:
    words, counted = given.text("repeats").strip(), given.text("counted")
    if words == repeats_words(action) and (counted == action.recurs_from or not words):
        return False
    recurring.repeat(ctx, action, words, from_completion=counted == FROM_COMPLETION)
    return True


VERBS: Final = (After, PutInPhase, Phases, Repeat)
FORMS: Final = (OrderForm(),)
BUTTONS: Final = (OrderForm().button(), Button("order_phases", asks_for(Phases)))
