"""What comes by itself, by what its maker may see when it is sent; and news of a subscription."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from typing import Final

from bot.delivery.message_kind import MessageKind, RenderJob
from bot.delivery.morning import CannotWait, MorningSection
from bot.digest import changes, channel, screen, subscriptions_view
from bot.slack.blocks import Answer, Block, aside, lines, spoken
from bot.vocabulary import our
from db.digest import subscriptions
from db.digest.scope import usual
from db.errors import RefusedError
from db.models import MessageName, Subscription
from db.models.outbox import IN_DOUBT
from jobs.digest.digest import Digest
from jobs.digest.subscriptions import LEFT, MAY_NOT, rhythm_of, scope_of
from jobs.rules.deadlines import spell

REFUSED: Final = "refused"
NO_LONGER: Final = "You can no longer see what you subscribed to; this is what you can see."


class SubscribedDigest(MessageKind[Subscription]):
    """The digest that somebody subscribed to; of several that wait only the latest comes."""

    name = MessageName.SUBSCRIPTION
    section = MorningSection.DIGEST

    def subject(self, job: RenderJob) -> Subscription | None:
        """Return what they subscribed to."""
        return subscriptions.get(job.session, job.about["subscription"])

    def is_still_true(self, subject: Subscription, job: RenderJob) -> bool:
        """Say whether it goes on, and no later one waits."""
        goes_on = subject.ended_at is None and not subject.paused
        return goes_on and job.about["day"] == (subject.last_on and subject.last_on.isoformat())

    def why_now(self, subject: Subscription, job: RenderJob) -> CannotWait | None:
        """Return that it goes to a channel, which has no mornings."""
        return CannotWait.CHANNEL if subject.channel is not None else None

    def render(self, subject: Subscription, job: RenderJob) -> Answer | None:
        """Say how things stand, and what has changed since the last that arrived."""
        ctx = job.ctx
        try:
            scope, remark = scope_of(job.session, subject), []
        except RefusedError:
            if subject.channel is not None:
                return None
            scope, remark = usual(subject.made_by), [[NO_LONGER]]
        since = changes.told_on(subject.last_told)
        digest = Digest(ctx.session, scope, ctx.today, ctx.council, since)
        counted = changes.told(digest)
        said = subscriptions_view.since_words(subject, counted, _merged(subject, job))
        top = lines([said], *remark)
        if subject.channel is not None:
            shown = channel.counts_only(digest, subject.view)
            blocks = [top, *shown.blocks]
        else:
            shown = screen.shown(subject.view, digest, by_itself=True)
            blocks = [top, *shown.blocks, subscriptions_view.tools(subject)]
        return Answer(f"{said} {shown.text}", blocks, keeps=counted)

    def why(self, job: RenderJob) -> Iterator[Block]:
        """Say who asked for it, and how to hear no more."""
        one = self.subject(job)
        if one is None:
            return
        # What came today is told of; the next is after it.
        now = datetime.combine(job.ctx.today, time.max, rhythm_of(one).zone)
        when = subscriptions_view.When(now, job.ctx.council.calendar)
        yield spoken(
            f"You asked for this on {spell(job.ctx.day_of(one.made_at))}: "
            f"{subscriptions_view.often(one)} at {one.at:%H:%M}, or the next working day. "
            f"{_next(one, when)}"
        )
        yield aside("Pause stops it until you press Resume. Stop ends it.")


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
        return _NEWS[job.about["event"]](subject, job)

    def why(self, job: RenderJob) -> Iterator[Block]:
        """Say why it is paused or has ended."""
        if job.about["event"] == LEFT:
            yield spoken(
                f"You're {our.lead:a}. {our.leads:C} are told once when a leaver's subscription "
                "ends."
            )
            return
        if job.about["event"] == IN_DOUBT:
            yield spoken("You asked for counts in a channel, and I can't read that channel.")
            return
        yield spoken(
            "You asked for counts in a channel, and they couldn't go there, so it's paused. "
            "Resume tries again; Stop ends it."
        )


def _merged(one: Subscription, job: RenderJob) -> int:
    """Return how many days this one stands for, since the last that arrived."""
    rhythm = rhythm_of(one)
    began = one.counts_from.astimezone(rhythm.zone).date()
    last = changes.told_on(one.last_told)
    after = began if last is None else max(last, began)
    return rhythm.count(after, date.fromisoformat(job.about["day"]), job.ctx.council.calendar)


_NEWS: Final[Mapping[str, Callable[[Subscription, RenderJob], Answer]]] = {
    REFUSED: lambda one, job: subscriptions_view.refused(one, job.about["why"]),
    IN_DOUBT: lambda one, _: subscriptions_view.in_doubt(one),
    MAY_NOT: lambda one, _: subscriptions_view.may_not(one),
    LEFT: lambda one, _: subscriptions_view.left(one),
}
