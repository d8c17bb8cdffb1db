"""What is done with an action that is done: signed off, sent back, and who is to sign it off."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from bot.actions.verb import (
    ActionButton,
    ActionCommand,
    ActionForm,
    PersonCommand,
    ReasonedCommand,
    ReasonForm,
)
from bot.signoff import view
from bot.slack.arguments import person_of
from bot.slack.blocks import (
    Answer,
    Block,
    checkboxes,
    field_,
    option,
    person_picker,
    text_input,
    with_left_out,
)
from bot.slack.buttons import Button
from bot.slack.carried import member
from bot.slack.filled import Filled
from bot.slack.interaction import Interaction
from bot.slack.parsing import reason_of, unescaped
from bot.slack.registry import OpenForm, Reply, Request
from bot.slack.view_state import ViewState
from db.actions import queries as actions
from db.actions import signoff
from db.actions.roles import can_sign
from db.models import Action, ActionOutcome, Person, Status
from db.models.action import EVIDENCE_LENGTH, NOTE_LENGTH
from db.patterns import pattern
from db.permissions import Permission
from jobs.actions import notices
from jobs.context import RequestContext
from jobs.signoff import signing

_LINK: Final = pattern(r"https?://[^\s|<>\"\u201c\u201d]+")
_ENDS: Final = ".,;:!?"  # a sentence, and no address


class Sign(ActionCommand):
    """`sign 12 https://council.example/minutes item 4`; `checks` asks later what came of it."""

    link: str = ""
    note: str = ""
    checks: bool = False

    name = "sign"
    synonyms = ("signoff", "sign-off")
    example = "sign 12 https://council.example/minutes item 4"
    help_example = "sign 12 https://council.example/minutes"
    summary = "signs off what somebody else has done"
    offer = ActionButton("Sign off", "action_sign", None, can_sign, "primary")

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        number, words = cls.numbered(rest, command)
        words = re.sub(r"^off\b\s*", "", words, flags=re.IGNORECASE)
        if not words:
            return OpenForm("sign", number)
        said = unescaped(words)
        found, why = _LINK.search(said), reason_of(said)
        if found is None or why != said:  # "because …" is a note, whatever is in it
            return cls(number, note=why)
        link = _without_end(found[0])
        before, after = said[: found.start()], said[found.start() + len(link) :]
        besides = f"{before.rstrip(_AROUND_BEFORE)} {after.lstrip(_AROUND_AFTER)}"
        return cls(number, link, reason_of(besides.strip()))

    def run(self, ctx: RequestContext) -> Answer:
        action = self.action(ctx)
        check_on = weeks_on(ctx) if self.checks and ctx.council.outcome_weeks else None
        event = signoff.sign_off(ctx, action, self.link, self.note, check_on)
        notices.tell(ctx.session, action, event)
        return view.signed_off(action, event)


_AROUND_BEFORE: Final = ' :([<"\u201c'
_AROUND_AFTER: Final = ' .,;:)]>"\u201d'


def _without_end(link: str) -> str:
    """Return an address without the sentence and the brackets that end behind it."""
    while link and (link[-1] in _ENDS or _closes_nothing(link)):
        link = link[:-1]
    return link


def _closes_nothing(link: str) -> bool:
    """Say whether an address ends with a bracket that it does not begin."""
    begins = {")": "(", "]": "["}.get(link[-1], "")
    return bool(begins) and link.count(begins) < link.count(link[-1])


class SignForm(ActionForm):
    """Asks for the evidence, and whether to ask later if it made a difference."""

    name = "sign"
    permission = Permission.SIGN
    title, submit_label = "Sign it off", "Sign off"
    main_field = "evidence"

    def asks(self, action: Action, ctx: RequestContext) -> Sequence[Block]:
        link = text_input(EVIDENCE_LENGTH, example="https://council.example/minutes")
        note = text_input(NOTE_LENGTH, lines=True, example="Seen at the board, item 4")
        hint = "One of the two is enough. Nothing about a child or family."
        return [
            *view.success_measure(action),
            field_("evidence", "Link to the evidence", link, optional=True),
            field_("note", "Or a note", note, optional=True, hint=hint),
            *_afterwards(ctx.council.outcome_weeks),
        ]

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer:
        checks = bool(given.many("check"))
        asked = Sign(self.number(state), given.text("evidence"), given.text("note"), checks)
        return asked.run(ctx)


def _afterwards(outcome_weeks: int) -> list[Block]:
    if not outcome_weeks:
        return []
    weeks = f"{outcome_weeks} week{'' if outcome_weeks == 1 else 's'}"
    words = f"Ask in {weeks} whether it made a difference"
    tick = checkboxes([option(words, "check")])
    return [field_("check", "Afterwards", tick, optional=True)]


class Return(ReasonedCommand):
    """`return 12 because the minutes are not signed yet`."""

    name = "return"
    synonyms = ("sendback", "send-back")
    example = "return 12 because the minutes are not signed yet"
    help_example = "return 12 because the minutes are missing"
    summary = "sends it back instead of signing it off"
    offer = ActionButton("Send back", "action_return", None, can_sign)

    def run(self, ctx: RequestContext) -> Answer:
        action = self.action(ctx)
        event = notices.told(ctx, action, signoff.send_back(ctx, action, self.why))
        return view.sent_back(action, event)


class ReturnForm(ReasonForm):
    """Asks what is still missing."""

    name = "return"
    permission = Permission.SIGN
    title, submit_label = "Send it back", "Send back"
    verb = Return
    question, example = "What is still missing?", "The minutes are not signed yet"
    hint = "Its owner reads this. Nothing about a child or family."


def _has_no_signer_yet(action: Action, person: Person) -> bool:
    is_unsigned = action.is_open or action.status == Status.DONE
    return is_unsigned and not can_sign(action, person)


class ChooseSigner(PersonCommand):
    """`signer 12 @person`; `to` is a Slack id or ME."""

    name = "signer"
    one_person = "One person signs an action off. Who signs this one?"
    example = "signer 12 @person"
    summary = "chooses who signs it off"
    offer = ActionButton(
        "Who signs off", "action_signer", Permission.CHOOSE_SIGNER, _has_no_signer_yet
    )

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        number, words = cls.numbered(rest, command)
        return cls.of_one(number, words, command) if words else OpenForm("signer", number)

    def run(self, ctx: RequestContext) -> Answer:
        action = self.action(ctx)
        to = person_of(self.to, ctx, about="signer")
        signing.name_signer(ctx, action, to)
        return with_left_out(view.signer_chosen(action, to), self.why)


class SignerForm(ActionForm):
    """Asks who signs it off."""

    name = "signer"
    permission = Permission.CHOOSE_SIGNER
    title, submit_label = "Who signs it off", "Choose"
    main_field = "signer"

    def asks(self, action: Action, ctx: RequestContext) -> Sequence[Block]:
        hint = "Somebody who does not own it and is not in the owner's line."
        return [field_("signer", "Who signs it off", person_picker(), hint=hint)]

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer:
        return ChooseSigner(self.number(state), given.text("signer")).run(ctx)


class Judge(Request):
    """What came of an action, as a button says it."""

    number: int
    outcome: ActionOutcome

    def run(self, ctx: RequestContext) -> Answer:
        action = actions.find(ctx.session, self.number, ctx.person)
        notices.told(ctx, action, signoff.judge(ctx, action, self.outcome, weeks_on(ctx)))
        return view.judged(action)


def _judged(click: Interaction, ctx: RequestContext) -> Reply:
    return Judge(click.value["n"], member(ActionOutcome, click.value["o"])).run(ctx)


def weeks_on(ctx: RequestContext) -> date:
    """Return the day on which somebody is asked what came of it."""
    return ctx.today + timedelta(weeks=ctx.council.outcome_weeks)


FORMS: Final = (SignForm(), ReturnForm(), SignerForm())
BUTTONS: Final = (*(form.button() for form in FORMS), Button(r"outcome_\d", _judged))
