"""Shows a result where the person was looking: in the message, in the App Home, or as an answer."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from bot.answer_card import AS_IT_STANDS, Standing
from bot.delivery.message_kind import RenderJob
from bot.delivery.render import answer_of
from bot.home import blocks as home
from bot.home.blocks import Choice
from bot.home.view import home_view
from bot.slack.blocks import Answer
from bot.slack.respond import rewrite, show
from bot.slack.shown import ShownThings
from bot.slack.turn import Turn
from bot.slack.view_state import ViewState
from db.actions import queries as actions
from db.actions.operations import UNDO_FOR
from db.audits import undo
from db.home import queries as homes
from db.home.queries import Looks
from db.models import AuditEvent, Event
from db.outbox import cards
from db.outbox import queries as outbox
from jobs.context import RequestContext

NEWS_FOR = UNDO_FOR
OTHERS_WAIT = timedelta(seconds=5)  # until a press has been shown


@dataclass(frozen=True)
class Shown:
    """A result made ready inside the unit of work, to be shown once it is committed."""

    answer: Answer
    rewritten: Answer | None = None
    home: dict[str, Any] | None = None


class MessagePresenter:
    """Shows a result in the message, the App Home or the answer it was asked for in."""

    def render(
        self, ctx: RequestContext, state: ViewState, answer: Answer, *, shows_undo: bool = True
    ) -> Shown:
        """Make a result ready inside the unit of work."""
        if state.message_id is not None:
            event = _just_done(ctx, state) if shows_undo else None
            rewritten = _rewritten(ctx, state.message_id, event)
            until, undo_until = ctx.now + OTHERS_WAIT, ctx.now + UNDO_FOR
            cards.pressed(ctx.session, state.message_id, event, until, undo_until)
            return Shown(answer, rewritten=rewritten)
        return Shown(answer, home=_after_press(ctx, state, answer) if state.home else None)

    def standing(self, ctx: RequestContext, things: ShownThings) -> Answer | None:
        """Return how that stands now which an overtaken button was about.

        None where it is about nothing that this person may know of.
        """
        undone = actions.acted_on(ctx.session, things.action_events)
        numbers = list(dict.fromkeys([*things.actions, *undone]))
        of_events = undo.audits_of(ctx.session, things.audit_events)
        audits = list(dict.fromkeys([*things.audits, *of_events]))
        seen = Standing.of(ctx, numbers, audits, seen_by=ctx.person)
        return Answer(AS_IT_STANDS, list(seen.blocks(ctx, None))) if seen else None

    def send(self, turn: Turn, state: ViewState, shown: Shown) -> None:
        """Put it in front of the person, once the work is committed."""
        client, rewritten, home = turn.client, shown.rewritten, shown.home
        if rewritten is not None:
            turn.answer(shown.answer, lambda _: rewrite(client, state.channel, state.ts, rewritten))
        elif home is not None:
            turn.answer(shown.answer, lambda _: client.views_publish(user_id=turn.user, view=home))
        elif state.reply_to:
            turn.answer(shown.answer, partial(show, client, state.reply_to, replace=state.replace))
        else:
            turn.answer(shown.answer)
        turn.bring(shown.answer)


def _rewritten(
    ctx: RequestContext, message_id: int, event: Event | AuditEvent | None
) -> Answer | None:
    message = outbox.find_for(ctx.session, message_id, ctx.person)
    return answer_of(RenderJob(ctx, message, event))


def _after_press(ctx: RequestContext, state: ViewState, told: Answer) -> dict[str, Any]:
    # What was chosen a moment ago is in the Home already, and perhaps not kept yet.
    chosen = Choice.read(state.looks_at or homes.choice(ctx.session, ctx.person))
    news = home.kept_news(told)
    until, news_until = ctx.now + OTHERS_WAIT, ctx.now + NEWS_FOR
    homes.pressed(ctx, until=until, chosen=chosen.told(), news=news, news_until=news_until)
    return home_view(ctx, chosen, news)


def keep_choice(
    choice: Choice, before: Collection[Looks], said: datetime | None, ctx: RequestContext
) -> None:
    """Keep what somebody looks at in their Home; `before` and `said` as in `homes.looked`."""
    until = ctx.now + OTHERS_WAIT
    homes.looked(ctx, until=until, chosen=choice.told(), before=before, said=said)


def _just_done(ctx: RequestContext, state: ViewState) -> Event | AuditEvent | None:
    """Return what this press or form has done, to an action or with a live audit."""
    if state.number:
        return actions.just_done(ctx, state.number)
    return undo.just_done(ctx, state.audit) if isinstance(state.audit, int) else None
