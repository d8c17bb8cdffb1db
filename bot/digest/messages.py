"""What comes by itself, by what its maker may see when it is sent; and news of a subscription."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from typing import Final

from bot.delivery.message_kind import MessageKind, RenderJob
from bot.digest import channel, opened, subscriptions_view
from bot.slack.blocks import Answer, Block, aside, lines, spoken
from db.digest import subscriptions
from db.digest.scope import Whose, usual
from db.errors import RefusedError
from db.models import Message, MessageName, Subscription
from jobs.digest import changes
from jobs.digest.changes import Told
from jobs.digest.loop import loop_of
from jobs.digest.subscriptions import LEFT, MAY_NOT, rhythm_of, scope_of
from jobs.rules.deadlines import spell

REFUSED: Final = "refused"


class SubscribedDigest(MessageKind[Subscription]):
    """The digest that somebody subscribed to; of several that wait only the latest comes."""

    name = MessageName.SUBSCRIPTION

    def subject(self, job: RenderJob) -> Subscription | None:
        """Return what they subscribed to."""
        return subscriptions.get(job.session, job.about["subscription"])

    def is_still_true(self, subject: Subscription, job: RenderJob) -> bool:
        """Say whether it goes on, and no later one waits."""
        goes_on = subject.ended_at is None and not subject.paused
        return goes_on and job.about["day"] == (subject.last_on and subject.last_on.isoformat())

    def render(self, subject: Subscription, job: RenderJob) -> Answer | None:
        """Say how things stand, and what has changed since the last that arrived."""
        if subject.channel is not None:
            return _to_channel(subject, job)
        return _to_person(subject, job)

    def why(self, job: RenderJob) -> Iterator[Block]:
        """Say who asked for it, and how to hear no more."""
        one = self.subject(job)
        if one is None:
            return
        # What came today is told of; the next is after it.
        now = datetime.combine(job.ctx.today, time.max, rhythm_of(one).zone)
        when = subscriptions_view.When(now, job.ctx.council.calendar)
        yield spoken(
            f"You asked for it on {spell(one.made_at.date())}: "
            f"{subscriptions_view.often(one).lower()} at {one.at:%H:%M}, or the next working day. "
            f"{_next(one, when)}"
        )
        yield aside("Pause holds it back until you press Resume; Stop ends it for good.")


def _next(one: Subscription, when: subscriptions_view.When) -> str:
    if one.ended_at is not None:
        return "It has ended since."
    if one.paused:
        return "It is paused now."
    return f"The next comes on {spell(when.next_day(one))}."


class SubscriptionNews(MessageKind[Subscription]):
    """News of a subscription itself: a channel refused it, or its maker left."""

    name = MessageName.SUBSCRIPTION_NEWS

    def subject(self, job: RenderJob) -> Subscription | None:
        """Return the subscription."""
        return subscriptions.get(job.session, job.about["subscription"])

    def render(self, subject: Subscription, job: RenderJob) -> Answer:
        """Say what happened to it."""
        return _NEWS[job.about["event"]](subject, job.message)

    def why(self, job: RenderJob) -> Iterator[Block]:
        """Say why it is paused or has ended."""
        if job.about["event"] == LEFT:
            yield spoken("You are a lead. Leads hear once when what a leaver subscribed to ends.")
            return
        yield spoken(
            "You asked for counts in a channel, and they could not go there. It is paused so that "
            "this comes once: Resume tries it again, Stop ends it."
        )


def _to_person(one: Subscription, job: RenderJob) -> Answer:
    ctx, view = job.ctx, one.view
    scope, remark = _seen_by_maker(one, job)
    since = changes.told_on(one.last_told)
    measured = opened.measured(scope, ctx, since)
    counted = changes.told(measured)
    said = _since(one, counted, job)
    shown = opened.shown(view, scope, ctx, since) if view else opened.screen(measured, ctx)
    top = lines([said], *([[remark]] if remark else []))
    tools = subscriptions_view.tools(one)
    return Answer(f"{said} {shown.text}", [top, *shown.blocks, tools], keeps=counted)


def _seen_by_maker(one: Subscription, job: RenderJob) -> tuple[Whose, str]:
    """Return what they may see of what they asked for; if nothing, what they usually see."""
    try:
        return scope_of(job.session, one), ""
    except RefusedError:
        remark = "You may no longer see what you subscribed to; this is what you may see."
        return usual(job.session, one.made_by), remark


def _to_channel(one: Subscription, job: RenderJob) -> Answer | None:
    ctx = job.ctx
    try:
        scope = scope_of(job.session, one)
    except RefusedError:
        return None
    measured = opened.measured(scope, ctx, changes.told_on(one.last_told))
    counted = changes.told(measured)
    said = _since(one, counted, job)
    is_loop = one.view == "loop"
    loop = loop_of(ctx.session, scope, ctx.today, ctx.council.calendar) if is_loop else None
    shown = channel.counts_only(measured, one.view, loop)
    return Answer(f"{said} {shown.text}", [lines([said]), *shown.blocks], keeps=counted)


def _since(one: Subscription, counted: Told, job: RenderJob) -> str:
    period = "week" if one.weekday is not None else "month"
    in_channel = one.channel is not None
    many = _merged(one, job)
    return subscriptions_view.since_words(
        one.last_told, counted, many, period, in_channel=in_channel
    )


def _merged(one: Subscription, job: RenderJob) -> int:
    """Return how many days this one stands for, since the last that arrived."""
    rhythm = rhythm_of(one)
    began = one.counts_from.astimezone(rhythm.zone).date()
    last = changes.told_on(one.last_told)
    after = began if last is None else max(last, began)
    return rhythm.count(after, date.fromisoformat(job.about["day"]), job.ctx.council.calendar)


_NEWS: Final[Mapping[str, Callable[[Subscription, Message], Answer]]] = {
    REFUSED: lambda one, message: subscriptions_view.refused(one, message.about["why"]),
    MAY_NOT: lambda one, _: subscriptions_view.may_not(one),
    LEFT: lambda one, _: subscriptions_view.left(one),
}
