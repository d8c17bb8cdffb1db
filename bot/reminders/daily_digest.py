"""The one message a person gets on a morning: what needs them, and what others did."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any, Final

from bot.actions.item import Item, item_blocks
from bot.actions.render_context import action_context
from bot.actions.view import ActionRenderContext
from bot.audits.reminders_view import AuditItem, MonthItem
from bot.capital import listed
from bot.delivery.message_kind import MessageKind, RenderJob
from bot.delivery.morning import MorningSection, Rank
from bot.home import welcome
from bot.reminders import composing, news, roll_up, why
from bot.reminders.composing import Entry
from bot.reminders.news import Counted, NewsItem
from bot.reminders.roll_up import RollUp, for_their_reader
from bot.signoff.messages import SignOffItem
from bot.slack.again import ACTION, AUDIT
from bot.slack.blocks import Answer, Block, aside, bold, button, lines, row, saying
from bot.vocabulary import our
from db.actions import date_changes
from db.actions import queries as actions
from db.audits import queries as audits
from db.models import MessageName
from db.outbox import reminders
from jobs.actions.approvals import WAITING
from jobs.audits.month_reminders import MONTHS
from jobs.people.welcoming import was_greeted
from jobs.reminders.daily import ALONE, FIRST, SEALED
from jobs.signoff.reminders import SIGN_OFFS

MOST_NUMBERS: Final = 20
REST: Final = "morning_rest"
KEEP_HEAD: Final = (
    "Please keep the code below: it can show later whether anything in the history was changed."
)
HEAD_ALONE: Final = "Nothing to do today. This week's check code of the history is below."
SMALL_PRINT: Final = "One message a morning at most, on your working days only."


@dataclass(frozen=True)
class DailyContents:
    """What one morning's message is about."""

    actions: Sequence[Item] = ()
    audits: Sequence[AuditItem] = ()
    sign_offs: Sequence[SignOffItem] = ()
    months: Sequence[MonthItem] = ()
    news: Sequence[NewsItem] = ()
    roll_up: RollUp = field(default_factory=RollUp)
    head: bool = False  # it came for the head of the history alone

    @property
    def is_empty(self) -> bool:
        own = self.actions or self.audits or self.sign_offs or self.months
        return not (own or self.news or self.roll_up.total or self.head)

    @property
    def heading(self) -> str:
        """Return what there is to look at, and what is only told."""
        wanted, told = _listed(self._wanted()), _listed(self._told())
        if not (wanted or told):
            return HEAD_ALONE if self.head else "Nothing left to do here."
        if not wanted:
            return f"Nothing to do today. {told}."
        return f"{wanted} for you. Also {told}." if told else f"{wanted} for you."

    def left(self, job: RenderJob) -> "DailyContents":
        """Return what is still to be done of it."""
        person, today = job.person, job.ctx.today
        return replace(
            self,
            actions=[one for one in self.actions if one.still_true(person, today)],
            audits=[one for one in self.audits if one.is_left(job)],
            sign_offs=[one for one in self.sign_offs if one.still_true(person)],
            months=[one for one in self.months if one.still_true()],
        )

    def _told(self) -> Iterator[Counted]:
        number, can_be_done = news.updates(self._apart())
        if not can_be_done:
            yield number
        yield news.digests(self.news)
        yield self.roll_up.total, "overdue item in your teams", "overdue items in your teams"

    def _wanted(self) -> Iterator[Counted]:
        asked = sum(one.ask is not None for one in self.actions)
        yield len(self.months), "month to publish", "months to publish"
        live = len(self.audits) + news.live_audits(self._apart())
        yield live, our.live_audit, our.live_audits
        yield len(self.sign_offs) + news.sign_offs(self.news), "sign-off", "sign-offs"
        yield asked + news.approvals(self.news), "new date to approve", "new dates to approve"
        yield len(self.actions) - asked, "action", "actions"
        yield news.questions(self._apart()), "question", "questions"
        number, can_be_done = news.updates(self._apart())
        if can_be_done:
            yield number

    def _apart(self) -> Sequence[NewsItem]:
        """Return the news of what is not shown here anyway, which is told with that."""
        shown = {f"{ACTION} {one.action.id}" for one in self.actions}
        shown |= {f"{ACTION} {one.action.id}" for one in self.sign_offs}
        shown |= {f"{AUDIT} {one.audit.id}" for one in self.audits}
        return [one for one in self.news if one.thing not in shown]


class DailyDigestMessage(MessageKind[DailyContents]):
    """Everything somebody is reminded of, and what colleagues did or ask since the last one."""

    name = MessageName.DAILY_DIGEST

    def __init__(self, others: Sequence[MessageKind[Any]] = ()) -> None:
        """Take the kinds of message that may go with it."""
        self._others = {kind.name: kind for kind in others}

    def subject(self, job: RenderJob) -> DailyContents | None:
        """Return what is left of it; once it was sent, also what became of the rest."""
        told = news.told(job, self._others)
        asked, moves = news.numbers_asked(told), news.moves_asked(told)
        found = DailyContents(
            [one for one in _actions(job) if one.ask is None or one.ask.id not in moves],
            _audits(job),
            [one for one in _sign_offs(job) if one.action.id not in asked],
            _months(job, news.months_published(told)),
            told,
            roll_up.found(job, why.audits_of(job)),
            bool(job.about.get(SEALED, {}).get(ALONE)),
        )
        found = found.left(job) if job.is_pending else found
        return None if found.is_empty else found

    def render(self, subject: DailyContents, job: RenderJob) -> Answer:
        """Return each thing with its buttons, or what became of it, as much as Slack takes."""
        entries, keeps = _entries(subject, job)
        greeting = _greeting(job)
        shown, rest = composing.parted(entries, greeting)
        left = subject if job.is_pending else subject.left(job)
        top = lines([bold(f"Good morning. {left.heading}")])
        blocks = [*greeting, top, *composing.laid_out(shown)]
        if rest:
            value = {"m": job.message.id}
            blocks.append(row("rest", button(f"Show {len(rest)} more", REST, value)))
        command = job.ctx.council.commands.action
        small = aside(f"{SMALL_PRINT} To change when or how much: {command} settings.")
        numbers = ", ".join(f"{item.action.called}" for item in left.actions[:MOST_NUMBERS])
        return Answer(
            f"{left.heading} {numbers}".strip(), [*blocks, *_sealed(job), small], keeps=keeps
        )

    def why(self, job: RenderJob) -> Iterator[Block]:
        """Say by which rules, what each is to them, what comes next and how it ends."""
        yield from why.daily_digest(job)
        yield from news.why(news.told(job, self._others))

    def rest(self, job: RenderJob) -> Answer:
        """Return what there was no room for."""
        subject = self.subject(job)
        entries = _entries(subject, job)[0] if subject is not None else ()
        _, rest = composing.parted(entries, _greeting(job))
        if not rest:
            return saying("There is nothing more: all of it is in the message above.")
        return Answer("The rest of this morning's message", composing.laid_out(rest))


def _greeting(job: RenderJob) -> Sequence[Block]:
    """Return what the bot is, to somebody whom it reaches for the first time."""
    if FIRST not in job.about or was_greeted(job.ctx.session, job.person):
        return ()  # they may have opened the messages since the morning was written
    return welcome.above(job.ctx)


def _entries(
    subject: DailyContents, job: RenderJob
) -> tuple[Sequence[Entry], Mapping[str, Any] | None]:
    """Return everything there is to show, and what a later digest is compared with."""
    rows = [*(one.action for one in subject.actions), *(one.action for one in subject.sign_offs)]
    context = action_context(job.ctx, rows)
    entries, keeps = news.entries(subject.news)
    own = _own_entries(subject, job, context)
    return composing.merged([*own, *entries, *subject.roll_up.entries(job)]), keeps


def _own_entries(
    subject: DailyContents, job: RenderJob, context: ActionRenderContext
) -> Iterator[Entry]:
    decide, own = MorningSection.DECISIONS, MorningSection.ACTIONS
    for month in subject.months:
        yield Entry(MorningSection.AUDITS, Rank.ASKED, partial(month.blocks, job))
    for audit in subject.audits:
        rank = Rank.DUE if audit.audit.due_on <= job.ctx.today else Rank.ASKED
        about = f"{AUDIT} {audit.audit.id}"
        yield Entry(MorningSection.AUDITS, rank, partial(audit.blocks, job), about)
    for sign_off in subject.sign_offs:
        about = f"{ACTION} {sign_off.action.id}"
        yield Entry(decide, Rank.ASKED, partial(sign_off.blocks, job, context), about)
    for item in subject.actions:
        draw = partial(item_blocks, item, job, context)
        if item.ask is not None:
            yield Entry(decide, Rank.ASKED, draw)
        else:
            is_due = item.due is not None and item.due <= job.ctx.today
            rank = Rank.DUE if is_due else Rank.COMING
            yield Entry(own, rank, draw, f"{ACTION} {item.action.id}")


def _listed(counted: Iterable[Counted]) -> str:
    """Return "2 actions, 1 sign-off and 1 question"; nothing where there is none of anything."""
    return listed([f"{n} {one if n == 1 else many}" for n, one, many in counted if n])


def _sealed(job: RenderJob) -> list[Block]:
    """Give administrators the head of the history, as it was when this was written."""
    told = job.about.get(SEALED)
    if not told:
        return []
    kept = [aside(f"Check code of the history, after {told['links']:,} events: {told['head']}")]
    return [lines([KEEP_HEAD]), *kept] if told.get(ALONE) else kept


def _actions(job: RenderJob) -> list[Item]:
    own = for_their_reader(job.about.get("actions", []))
    listed = [*own, *job.about.get(WAITING, [])]
    found = actions.several(job.session, [each["id"] for each in listed])
    disowned = actions.disowned(job.session, found, job.person)
    asleep = reminders.snoozed_until(job.session, job.person.id, found.keys())
    return [
        Item(
            found[each["id"]],
            each["as"],
            date.fromisoformat(each["due"]),
            each["id"] in disowned,
            date_changes.move(job.session, each["move"]) if "move" in each else None,
            asleep.get(each["id"]),
            job.ctx.council.cadence.policy,
        )
        for each in listed
        if each["id"] in found
    ]


def _months(job: RenderJob, told: Collection[str]) -> list[MonthItem]:
    named = (each["month"] for each in job.about.get(MONTHS, []))
    listed = [date.fromisoformat(month) for month in named if month not in told]
    return [item for month in listed if (item := MonthItem.of(month, job)) is not None]


def _audits(job: RenderJob) -> list[AuditItem]:
    listed = for_their_reader(why.audits_of(job))
    found = audits.several(job.session, [each["id"] for each in listed])
    return [
        AuditItem(found[each["id"]], each["step"], each["as"])
        for each in listed
        if each["id"] in found
    ]


def _sign_offs(job: RenderJob) -> list[SignOffItem]:
    listed = for_their_reader(job.about.get(SIGN_OFFS, []))
    found = actions.several(job.session, [each["id"] for each in listed])
    return [SignOffItem(found[each["id"]], each["as"]) for each in listed if each["id"] in found]
