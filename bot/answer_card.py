"""How the actions and audits stand of which an answer told that has been overtaken since."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.actions import offers
from bot.actions.became import ended_words, unseen
from bot.actions.render_context import action_context
from bot.actions.view import card, titled
from bot.actions.view import undo_button as undo_action
from bot.audits import unseen as unseen_audit
from bot.audits.view import item
from bot.audits.view import undo_button as undo_audit
from bot.delivery.message_kind import MessageKind, RenderJob
from bot.delivery.morning import CannotWait
from bot.slack.blocks import Answer, Block, aside, bold, lines, row, spoken
from db.actions import queries as actions
from db.actions.roles import may_see
from db.audits import queries as audits
from db.models import Action, AuditEvent, Event, LiveAudit, MessageName, Person
from db.models.event_kinds import UNDOABLE
from jobs.context import RequestContext

MOST_SHOWN: Final = 15  # each takes three of Slack's fifty blocks
AS_IT_STANDS: Final = "As things stand now:"


@dataclass(frozen=True)
class Standing:
    """The actions and audits as they are now, and what their reader has just done to one."""

    actions: Sequence[Action]
    audits: Sequence[LiveAudit]
    just_done: Event | AuditEvent | None = None

    @classmethod
    def of(
        cls,
        ctx: RequestContext,
        action_numbers: Sequence[int],
        audit_numbers: Sequence[int],
        just_done: Event | AuditEvent | None = None,
        seen_by: Person | None = None,
    ) -> "Standing | None":
        """Return each of them once, in this order; None where there is none of them.

        With a person, of those that they may know of.
        """
        found = actions.several(ctx.session, action_numbers, seen_by)
        live = audits.several(ctx.session, audit_numbers, seen_by)
        made = cls(
            [found[one] for one in dict.fromkeys(action_numbers) if one in found],
            [live[one] for one in dict.fromkeys(audit_numbers) if one in live],
            just_done,
        )
        return made if made.actions or made.audits else None

    def blocks(self, ctx: RequestContext, message_id: int | None) -> Iterator[Block]:
        """Yield each as this person may know it now, with what they can do with it."""
        for action in self.actions[:MOST_SHOWN]:
            yield from self._action(ctx, action, message_id)
        for audit in self.audits[: MOST_SHOWN - len(self.actions[:MOST_SHOWN])]:
            yield from self._audit(ctx, audit, message_id)
        more = len(self.actions) + len(self.audits) - MOST_SHOWN
        if more > 0:
            yield aside(f"and {more} more")

    def _action(
        self, ctx: RequestContext, action: Action, message_id: int | None
    ) -> Iterator[Block]:
        if not may_see(ctx.person, action):
            yield unseen(action)
            return
        ended = ended_words(ctx, action)
        yield titled(action, ended) if ended else card(action, action_context(ctx, [action]))
        made = (
            []
            if ended
            else offers.offered(action, ctx.person, message_id, ctx.today, offers.WORKING)
        )
        done = self.just_done
        if isinstance(done, Event) and done.action_id == action.id and done.kind in UNDOABLE:
            made.append(undo_action(done, message_id))
        if made:
            yield row(f"item-{action.id}", *made)

    def _audit(
        self, ctx: RequestContext, audit: LiveAudit, message_id: int | None
    ) -> Iterator[Block]:
        if not unseen_audit.is_seen(audit, ctx.person):
            yield unseen_audit.unseen()
            return
        yield from item(audit, ctx, message_id)
        done = self.just_done
        if isinstance(done, AuditEvent) and done.audit_id == audit.id:
            yield row(f"undo-{done.id}", undo_audit(done, message_id))


class AnswerCard(MessageKind[Standing]):
    """An answer in somebody's direct messages, once what it told of has changed."""

    name = MessageName.ANSWER
    cannot_wait = CannotWait.TO_YOU

    def subject(self, job: RenderJob) -> Standing | None:
        about = job.about
        return Standing.of(
            job.ctx, about.get("actions", []), about.get("audits", []), job.just_done
        )

    def render(self, subject: Standing, job: RenderJob) -> Answer:
        """Return how things stand in the place of what was said."""
        several = len(subject.actions) + len(subject.audits) > 1
        heading = [lines([bold(AS_IT_STANDS)])] if several else []
        return Answer(AS_IT_STANDS, [*heading, *subject.blocks(job.ctx, job.message.id)])

    def why(self, job: RenderJob) -> Iterator[Block]:
        yield spoken(
            "This was my answer to something you asked. It's kept up to date, so its buttons "
            "still work."
        )
