"""What the bot asks of whoever signs an action off, and of whoever says what came of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from bot.actions import offers
from bot.actions.action_message import ActionMessage
from bot.actions.became import ended_words, unseen
from bot.actions.phrases import date_words
from bot.actions.render_context import action_context
from bot.actions.view import ActionRenderContext, card, fact, status_words, titled, undo_button
from bot.capital import capital
from bot.delivery.message_kind import RenderJob
from bot.delivery.morning import MorningSection
from bot.slack.blocks import Answer, Block, button, faint, lines, quote, row
from bot.vocabulary import our
from db.actions import queries as actions
from db.actions.roles import may_see, roles_of
from db.models import Action, ActionOutcome, Event, Message, MessageName, Person, Status
from db.models.event_kinds import UNDOABLE, EventKind
from db.permissions import Permission, may

SIGNING: Final = (
    "Somebody outside the owner's line signs off what is done, and you've been asked to. It stays "
    "in your morning message until you sign it off or send it back."
)
LEADING: Final = f"You're {our.lead:a}, and its sign-off is overdue."
_NO_SIGNER: Final = (
    f"You're {our.lead:a}, and nobody outside the owner's line can sign it off. Choose somebody "
    "with the button below it."
)
_JUDGING: Final = (
    "Some weeks after a sign-off, the owner's manager or whoever signed it is asked whether it "
    "made a difference. “Too early to say” asks once more."
)


@dataclass(frozen=True)
class SignOffItem:
    """A sign-off that is waited for, as what somebody hears of it, and what the doer said."""

    action: Action
    role: str
    done: Event | None = None

    def still_true(self, person: Person) -> bool:
        """Say whether it is still waited for, and of this person where they are the one asked."""
        asked = self.role != "signer" or self.action.sign_off_asked_id == person.id
        return self.action.awaits_sign_off and asked

    def blocks(self, job: RenderJob, context: ActionRenderContext) -> Iterator[Block]:
        action, message = self.action, job.message
        if not may_see(job.person, action):
            yield unseen(action)
            return
        became = self._became(job)
        if became:
            yield titled(action, became)
            event = job.just_done_to(action)
            if event and event.kind in UNDOABLE:
                yield row(f"undo-{action.id}", undo_button(event, message.id))
            return
        yield card(action, context)
        if self.role != "signer":
            yield lines([faint(_WHY[self.role])])
        made = _ending(action, job)
        if made:
            yield row(f"end-{action.id}", *made)

    def _became(self, job: RenderJob) -> str:
        action = self.action
        if not action.awaits_sign_off:
            back = f"↩ Not signed off: it is {action.status}."
            return ended_words(job.ctx, action) or back
        if not self.still_true(job.person):
            return "➡ Somebody else is asked to sign it off."
        return ""


def _ending(action: Action, job: RenderJob) -> list[Block]:
    return offers.offered(action, job.person, job.message.id, job.ctx.today, offers.ENDING)


_WHY: Mapping[str, str] = {
    "manager": "Its sign-off is overdue. Escalated to you as the manager of whoever was asked.",
    "lead": f"Its sign-off is overdue. Escalated to you as {our.lead:a}.",
}


class SignOffRequest(ActionMessage[SignOffItem]):
    """Asks one person to sign one action off."""

    name = MessageName.SIGN_OFF
    section, asks = MorningSection.DECISIONS, True
    because = SIGNING
    comes_again = True

    def subject(self, job: RenderJob) -> SignOffItem | None:
        action = job.action()
        if action is None:
            return None
        history = actions.history(job.session, action)
        done = next((event for event in history if event.kind == EventKind.DONE), None)
        return SignOffItem(action, "signer", done)

    def is_still_true(self, subject: SignOffItem, job: RenderJob) -> bool:
        return subject.still_true(job.person)

    def render(self, subject: SignOffItem, job: RenderJob) -> Answer:
        action, done = subject.action, subject.done
        heading = f"{action.called} is done. Do you sign it off?"
        if done and done.person:
            who = done.person.called
            heading = f"{capital(who)} says that {heading}"
        shown = subject.blocks(job, action_context(job.ctx, [action]))
        blocks = [lines([heading]), *shown]
        if subject.still_true(job.person):
            said = [quote(done.note)] if done and done.note else []
            measure = fact("Success looks like", action.success_measure)
            blocks[2:2] = [*said, *([measure] if measure else [])]
        return Answer(f"{action.called} needs your sign-off", blocks)


class NoSignerNotice(ActionMessage[Action]):
    """Tells a lead that nobody may sign an action off."""

    name = MessageName.NO_SIGNER
    section, asks = MorningSection.DECISIONS, True
    because = _NO_SIGNER

    def subject(self, job: RenderJob) -> Action | None:
        return job.action()

    def is_still_true(self, subject: Action, job: RenderJob) -> bool:
        return subject.awaits_sign_off and subject.sign_off_asked_id is None

    def render(self, subject: Action, job: RenderJob) -> Answer:
        if not self.is_still_true(subject, job):
            return Answer(f"{subject.called} has changed since", [_became(subject, job)])
        said = (
            f"{subject.called} is done, but I can't find anybody who may sign it off. "
            "Choose somebody outside the owner's line."
        )
        blocks = [lines([said]), card(subject, action_context(job.ctx, [subject]))]
        made = _ending(subject, job)
        blocks += [row(f"end-{subject.id}", *made)] if made else []
        return Answer(f"{subject.called} has nobody to sign it off", blocks)


class OutcomeCheck(ActionMessage[Action]):
    """Asks whether an action made a difference, some weeks after it was signed off."""

    name = MessageName.OUTCOME
    section, asks = MorningSection.DECISIONS, True
    because = _JUDGING

    def subject(self, job: RenderJob) -> Action | None:
        return job.action()

    def is_still_true(self, subject: Action, job: RenderJob) -> bool:
        wanted = subject.outcome_check_on is not None and subject.status == Status.SIGNED_OFF
        return wanted and str(subject.outcome_check_on) == job.about["on"]

    def render(self, subject: Action, job: RenderJob) -> Answer:
        action, heading = subject, f"{subject.called} was signed off"
        if not may_see(job.person, action) or action.status != Status.SIGNED_OFF:
            return Answer(f"{action.called} has changed since", [_became(action, job)])
        if action.signed_off_at is not None:
            heading += f" on {date_words(job.ctx.day_of(action.signed_off_at))}"
        shown = card(action, action_context(job.ctx, [action]))
        blocks = [lines([f"{heading}. Did it make a difference?"]), shown]
        measure = fact("Success looks like", action.success_measure)
        if measure:
            blocks.append(measure)
        choices = _choices(action, job.message) if self.is_still_true(action, job) else []
        if choices:
            blocks.append(row(f"outcome-{action.id}", *choices))
        elif action.outcome is not None:
            blocks.append(lines([f"Recorded: {action.outcome}."]))
        return Answer(f"Did {action.called} make a difference?", blocks)


def _became(action: Action, job: RenderJob) -> Block:
    """Say how an action stands of which something else was told."""
    if not may_see(job.person, action):
        return unseen(action)
    if action.awaits_sign_off and action.sign_off_asked_id is not None:
        return titled(action, "➡ Somebody is asked to sign it off.")
    return titled(action, ended_words(job.ctx, action) or f"It is {status_words(action)} again.")


def _choices(action: Action, message: Message) -> list[Block]:
    besides = roles_of(action, message.person)
    if not may(message.person, Permission.JUDGE, action.owner, besides=besides):
        return []
    value = {"n": action.id, "m": message.id}
    return [
        button(_LABELS[each], f"outcome_{number}", {**value, "o": each.value})
        for number, each in enumerate(ActionOutcome)
    ]


_LABELS: Mapping[ActionOutcome, str] = {
    ActionOutcome.DIFFERENCE: "Made a difference",
    ActionOutcome.SOME: "Some",
    ActionOutcome.NONE: "None",
    ActionOutcome.TOO_EARLY: "Too early to say",
}
