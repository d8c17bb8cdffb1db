"""The messages about handing over: an offer, its answer, and what a leaver still holds."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.actions.render_context import action_context
from bot.capital import capital
from bot.delivery.message_kind import MessageKind, RenderJob
from bot.delivery.morning import CannotWait, MorningSection
from bot.handover import view as words
from bot.handover.view import Subjects
from bot.slack.blocks import Answer, Block, spoken
from bot.vocabulary import our
from db import handovers
from db.actions import queries as actions
from db.actions.roles import may_see
from db.audits import queries as audits
from db.handovers import HandoverState, Held, HoldingKind
from db.models import Handover, MessageName, Person
from db.people import queries as people
from jobs.context import RequestContext


class OfferNotice(MessageKind[Handover]):
    """What somebody holds is offered to another: asked, told of, or answered."""

    name = MessageName.HANDOVER
    section = MorningSection.DECISIONS

    def subject(self, job: RenderJob) -> Handover:
        return handovers.get(job.session, job.about["handover"])

    def is_still_true(self, subject: Handover, job: RenderJob) -> bool:
        """Say whether it waits for an answer, where it does not tell of one."""
        waits = any(item.state == HandoverState.WAITING for item in subject.items)
        return waits or job.about["event"] == "answered"

    def why_now(self, subject: Handover, job: RenderJob) -> CannotWait | None:
        """Return that it answers an offer."""
        return CannotWait.ANSWER if job.about["event"] == "answered" else None

    def waits_for_answer(self, subject: Handover, job: RenderJob) -> bool:
        """Say whether it is for its reader to answer or to see to."""
        return job.about["event"] in {"offered", "unanswered"}

    def render(self, subject: Handover, job: RenderJob) -> Answer:
        event = job.about["event"]
        if event == "begun":
            return words.begun_notice(subject)
        subjects = of_offer(job.ctx, subject)
        if event == "offered":
            return words.offered(subject, subjects, job.message.id)
        return _TOLD_ABOVE[event](subject, subjects)

    def why(self, job: RenderJob) -> Iterator[Block]:
        offer = self.subject(job)
        said = _WHY[job.about["event"]]
        yield spoken(said.format(giver=offer.giver.called, taker=offer.taker.called))
        yield spoken(
            "Until everything is accepted or refused, there's a reminder after 3 working days, "
            "then one every 5, which also goes to the manager."
        )


_TOLD_ABOVE: Mapping[str, Callable[[Handover, Subjects], Answer]] = {
    "answered": words.settled,
    "unanswered": words.unanswered,
}
_WHY: Final = {
    "offered": "You've been offered what {giver} holds.",
    "begun": "What you hold has been offered to {taker}.",
    "answered": "You offered it or manage {giver}, and {taker} has answered.",
    "unanswered": "You manage {giver}, whose offer to {taker} has no answer yet.",
}


@dataclass(frozen=True)
class Leaver:
    """Somebody who leaves, and what they still hold."""

    person: Person
    held: Sequence[Held]


class LeaverNotice(MessageKind[Leaver]):
    """What a leaver still holds, to those who answer for them."""

    name = MessageName.LEAVING
    section, asks = MorningSection.DECISIONS, True

    def subject(self, job: RenderJob) -> Leaver:
        person = _leaver(job)
        return Leaver(person, handovers.not_kept(person, handovers.held_by(job.session, person)))

    def is_still_true(self, subject: Leaver, job: RenderJob) -> bool:
        return bool(subject.held)

    def render(self, subject: Leaver, job: RenderJob) -> Answer:
        held = subjects_of(job.ctx, subject.held)
        return words.leaving(subject.person, subject.held, held)

    def why(self, job: RenderJob) -> Iterator[Block]:
        leaver = _leaver(job)
        how = words.how_gone(leaver, job.ctx.today)
        yield spoken(
            f"You're the manager of {leaver.called}, or {our.lead:a}. {capital(leaver.called)} "
            f"{how} and still holds something. Their manager is reminded 10 working days before "
            f"they leave, and again 1 day before; after that {our.lead:a} is reminded too, every 5 "
            "working days, until it is all handed over."
        )


def _leaver(job: RenderJob) -> Person:
    number = job.about["person"]
    return people.named(job.session, [number])[number]


def of_offer(ctx: RequestContext, found: Handover) -> Subjects:
    things = [Held(HoldingKind(item.kind), item.subject_id) for item in found.items]
    return subjects_of(ctx, things)


def subjects_of(ctx: RequestContext, things: Sequence[Held]) -> Subjects:
    """Return the actions and live audits that these things are about, as this person is told."""
    acts = {thing.subject_id for thing in things if thing.kind.is_of_action}
    lives = {thing.subject_id for thing in things if not thing.kind.is_of_action}
    found = actions.several(ctx.session, acts)
    private = frozenset(
        number
        for number, action in found.items()
        if action.is_from_audit and not may_see(ctx.person, action)
    )
    shown = audits.several(ctx.session, list(lives))
    return Subjects(found, shown, action_context(ctx), ctx.person, private)
