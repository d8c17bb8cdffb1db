"""The one message a person gets on a morning: everything that is due a word from them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from bot.actions.item import Item, item_blocks
from bot.actions.render_context import action_context
from bot.audits.reminders_view import AuditItem, MonthItem
from bot.delivery.message_kind import MessageKind, RenderJob
from bot.reminders import why
from bot.signoff.messages import SignOffItem
from bot.slack.blocks import Answer, Block, aside, bold, lines
from db.actions import date_changes
from db.actions import queries as actions
from db.audits import queries as audits
from db.models import DateMove, MessageName
from db.outbox import reminders
from jobs.actions.approvals import WAITING
from jobs.audits.month_reminders import MONTHS
from jobs.reminders.daily import SEALED
from jobs.signoff.reminders import SIGN_OFFS

MOST_ITEMS: Final = 20
MOST_BLOCKS: Final = 45  # Slack's 50, less the heading, the small prints and a note just kept
MOST_AUDIT_BLOCKS: Final = 36
MOST_SIGN_OFFS: Final = 4
MOST_MONTHS: Final = 3
BLOCKS_AN_ITEM: Final = 3


@dataclass(frozen=True)
class DailyContents:
    """What one morning's message is about."""

    actions: Sequence[Item]
    audits: Sequence[AuditItem]
    sign_offs: Sequence[SignOffItem]
    months: Sequence[MonthItem] = ()

    @property
    def heading(self) -> str:
        counted = (
            (len(self.months), "month to publish", "months to publish"),
            (len(self.audits), "live audit", "live audits"),
            (len(self.sign_offs), "sign-off", "sign-offs"),
            (len(self.actions), "action", "actions"),
        )
        told = [
            f"{number} {one if number == 1 else many}" for number, one, many in counted if number
        ]
        said = " and ".join(filter(None, [", ".join(told[:-1]), told[-1]]))
        return f"{said} to look at today."


class DailyDigestMessage(MessageKind[DailyContents]):
    """Everything somebody is reminded of: actions, approvals, live audits and sign-offs."""

    name = MessageName.DAILY_DIGEST
    can_wait = True

    def subject(self, job: RenderJob) -> DailyContents | None:
        """Return what is left of it; once it was sent, also what became of the rest."""
        found = DailyContents(_actions(job), _audits(job), _sign_offs(job), _months(job))
        is_empty = not (found.actions or found.audits or found.sign_offs or found.months)
        return None if is_empty else found

    def render(self, subject: DailyContents, job: RenderJob) -> Answer:
        """Return each action with its buttons, or what became of it; the audits come first."""
        items = subject.actions
        rows = [*(one.action for one in items), *(one.action for one in subject.sign_offs)]
        context = action_context(job.ctx, rows)
        blocks = [block for one in subject.months[:MOST_MONTHS] for block in one.blocks(job)]
        shown = [list(one.blocks(job)) for one in subject.audits]
        blocks += _fitting(shown, MOST_AUDIT_BLOCKS - len(blocks), "live audits")
        shown = [list(one.blocks(job, context)) for one in subject.sign_offs]
        room = MOST_BLOCKS - len(blocks) - 1
        blocks += _fitting(shown, room, "waiting for a sign-off", MOST_SIGN_OFFS)
        most = max(0, min(MOST_ITEMS, (MOST_BLOCKS - len(blocks)) // BLOCKS_AN_ITEM))
        for item in items[:most]:
            blocks += item_blocks(item, job, context)
        if len(items) > most:
            blocks.append(aside(f"and {len(items) - most} more in your list"))
        small = aside("One message a morning at most, on your working days only.")
        numbers = ", ".join(f"#{item.action.id}" for item in items[:MOST_ITEMS])
        top = lines([bold(f"Good morning. {subject.heading}")])
        small_print = [*_sealed(job), small]
        return Answer(f"{subject.heading} {numbers}".strip(), [top, *blocks, *small_print])

    def why(self, job: RenderJob) -> Iterator[Block]:
        """Say by which rules, what each is to them, what comes next and how it ends."""
        return why.daily_digest(job)


def _sealed(job: RenderJob) -> list[Block]:
    """Give administrators the head of the history, as it was when this was written."""
    told = job.about.get(SEALED)
    if not told:
        return []
    return [aside(f"History: {told['links']:,} events sealed, head {told['head']}")]


def _actions(job: RenderJob) -> list[Item]:
    listed = [*job.about.get("actions", []), *job.about.get(WAITING, [])]
    found = actions.several(job.session, [each["id"] for each in listed])
    disowned = actions.disowned(job.session, found, job.person)
    asleep = reminders.snoozed_until(job.session, job.person.id, found.keys())
    items = [
        Item(
            found[each["id"]],
            each["as"],
            date.fromisoformat(each["due"]),
            each["id"] in disowned,
            _ask(job, each),
            asleep.get(each["id"]),
            job.ctx.council.cadence.policy,
        )
        for each in listed
        if each["id"] in found
    ]
    today = job.ctx.today
    return [one for one in items if not job.is_pending or one.still_true(job.person, today)]


def _ask(job: RenderJob, listed: Mapping[str, Any]) -> DateMove | None:
    return date_changes.move(job.session, listed["move"]) if "move" in listed else None


def _months(job: RenderJob) -> list[MonthItem]:
    listed = [date.fromisoformat(each["month"]) for each in job.about.get(MONTHS, [])]
    items = [item for month in listed if (item := MonthItem.of(month, job)) is not None]
    return [one for one in items if not job.is_pending or one.still_true()]


def _audits(job: RenderJob) -> list[AuditItem]:
    listed = why.audits_of(job)
    found = audits.several(job.session, [each["id"] for each in listed])
    items = [
        AuditItem(found[each["id"]], each["step"], each["as"])
        for each in listed
        if each["id"] in found
    ]
    return [one for one in items if not job.is_pending or one.still_true()]


def _sign_offs(job: RenderJob) -> list[SignOffItem]:
    listed = job.about.get(SIGN_OFFS, [])
    found = actions.several(job.session, [each["id"] for each in listed])
    items = [SignOffItem(found[each["id"]], each["as"]) for each in listed if each["id"] in found]
    return [one for one in items if not job.is_pending or one.still_true(job.person)]


def _fitting(
    shown: Sequence[Sequence[Block]], room: int, what: str, most: int | None = None
) -> list[Block]:
    """Return as many as there is room for, and how many more there are."""
    blocks: list[Block] = []
    for number, each in enumerate(shown):
        if number == most or len(blocks) + len(each) > room:
            return [*blocks, aside(f"and {len(shown) - number} more {what}")]
        blocks += each
    return blocks
