"""Rewrites every message whose actions, audits or offers have changed since it was sent.

What changed is noted by `db/outbox/card_changes.py`. Several changes are one rewriting, of how
things stand then; what would read the same is not sent to Slack.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.delivery.message_kind import RenderJob
from bot.delivery.render import answer_of
from bot.delivery.rendered import digest_of
from bot.slack.blocks import Answer, saying
from bot.slack.redrawing import Redrawing, UnseenError
from bot.slack.respond import payload, rewrite
from db.actions import operations
from db.audits import undo
from db.models import AuditEvent, Card, Event
from db.models.event_kinds import UNDOABLE
from db.outbox import cards
from db.outbox.cards import CardDrawing
from db.session import Session
from jobs.context import RequestContext

GONE: Final = "Nothing in this message is still yours to do."


@dataclass(frozen=True)
class DrawnCard:
    """A message as it is to read from now on, and where it stands."""

    channel: str
    ts: str
    answer: Answer
    shown_before: str | None

    @property
    def digest(self) -> str:
        """Return what tells whether it reads the same as another time."""
        written = payload(self.answer)
        return digest_of(written["text"], written["blocks"])


class CardRefresher(Redrawing[CardDrawing, DrawnCard]):
    """Keeps every message fresh that is not older than `cards.KEPT_LIVE`."""

    def refresh(self) -> None:
        """Rewrite what must be rewritten, and leave alone what is too old for it."""
        with self.contexts.database.begin() as session:
            cards.settle_old(session, self.contexts.now())
        super().refresh()

    def claim(self, session: Session, at: datetime) -> CardDrawing | None:
        card = cards.claim(session, at, self.policy.lease)
        return CardDrawing(card.message_id, card.changed) if card else None

    def composed(self, session: Session, drawing: CardDrawing, at: datetime) -> DrawnCard:
        card = cards.find(session, drawing.message_id)
        message = card.message
        ctx = self.contexts.context_for(session, message.person, at)
        is_reached = ctx.person.is_reachable(ctx.today)
        if not message.slack_channel or not message.slack_ts or not is_reached:
            raise UnseenError
        answer = answer_of(RenderJob(ctx, message, _just_done(ctx, card)))
        return DrawnCard(
            message.slack_channel, message.slack_ts, answer or saying(GONE), card.shown
        )

    def publish(self, drawn: DrawnCard) -> None:
        if drawn.digest != drawn.shown_before:
            rewrite(self.client, drawn.channel, drawn.ts, drawn.answer)

    def settle(
        self, session: Session, drawing: CardDrawing, drawn: DrawnCard | None, at: datetime
    ) -> None:
        if drawn is None:
            cards.settle(session, drawing.message_id)
        else:
            cards.drawn(session, drawing, drawn.digest, at, self.policy.rest)

    def put_off(self, session: Session, drawing: CardDrawing, until: datetime) -> None:
        cards.put_off(session, drawing.message_id, until)

    def forget(self, session: Session, drawing: CardDrawing) -> None:
        cards.forget(session, drawing.message_id)


def _just_done(ctx: RequestContext, card: Card) -> Event | AuditEvent | None:
    """Return what its reader has just done in it, unless its Undo would be refused by now."""
    if card.undo_until is None or card.undo_until <= ctx.now:
        return None
    done = cards.just_done(ctx.session, card)
    if isinstance(done, AuditEvent):
        return done if undo.can_undo(ctx, done) else None
    if done is None or (done.kind in UNDOABLE and not operations.can_undo(ctx, done)):
        return None
    return done
