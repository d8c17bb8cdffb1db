"""What waited in the outbox for a morning, as it stands in that morning's message."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from bot.delivery.message_kind import ONCE, MessageKind, RenderJob
from bot.delivery.morning import RANKS, MorningSection, Rank
from bot.reminders.composing import Entry
from bot.slack.again import ACTION, AUDIT
from bot.slack.blocks import Answer, Block
from db.actions import queries as actions
from db.models import MessageName
from db.outbox.pointing import NEWS
from jobs.audits.month_reminders import MONTHS

MOST_EXPLAINED: Final = 10
_ONLY_SHOW: Final = frozenset({"action_show", "audit_show", "audit_why", "show_details"})

Counted = tuple[int, str, str]  # how many, and what one and several are called
Kinds = Mapping[MessageName, MessageKind[Any]]


@dataclass(frozen=True)
class NewsItem:
    """One message that goes with this morning, what it is about now, and what it says."""

    kind: MessageKind[Any]
    job: RenderJob
    answer: Answer
    asks: bool
    waits: bool  # for what it asks: it has no answer yet
    thing: str = ""  # the action or audit it is about, where it is about one

    @property
    def entry(self) -> Entry:
        rank = Rank.ASKED if self.asks else RANKS[self.kind.section]
        return Entry(self.kind.section, rank, lambda: self.answer.blocks, self.thing)

    @property
    def can_be_done(self) -> bool:
        """Say whether it has a button that does more than to show something."""
        names = (
            str(one.get("action_id", ""))
            for block in self.answer.blocks
            if block["type"] == "actions"
            for one in block["elements"]
        )
        return any(name not in _ONLY_SHOW for name in names)


def told(job: RenderJob, kinds: Kinds) -> list[NewsItem]:
    """Return what of it is still true; once it was sent, all of it as it stands now."""
    found = [_item(kinds[MessageName(part["kind"])], part["about"], job) for part in _parts(job)]
    return [item for item in found if item is not None]


def entries(items: Sequence[NewsItem]) -> tuple[list[Entry], Mapping[str, Any] | None]:
    """Return them as entries, and what the next digest of each subscription is compared with."""
    digests = [one for one in items if one.answer.keeps is not None]
    keeps = {str(one.job.about["subscription"]): dict(one.answer.keeps or {}) for one in digests}
    return [one.entry for one in items], keeps or None


def questions(items: Sequence[NewsItem]) -> int:
    """Count what asks something for which the heading has no other word."""
    return sum(one.waits and one.kind.section != MorningSection.AUDITS for one in _others(items))


def live_audits(items: Sequence[NewsItem]) -> int:
    """Count the live audits that ask something of their reader."""
    return sum(one.waits and one.kind.section == MorningSection.AUDITS for one in _others(items))


def updates(items: Sequence[NewsItem]) -> tuple[Counted, bool]:
    """Return how many updates there are, and whether any of them has something to do."""
    found = [one for one in _others(items) if not one.asks]
    return (len(found), "update", "updates"), any(one.can_be_done for one in found)


def digests(items: Sequence[NewsItem]) -> Counted:
    """Return how many digests there are."""
    return len(_of(items, MessageName.SUBSCRIPTION)), "digest", "digests"


def sign_offs(items: Sequence[NewsItem]) -> int:
    """Count the actions that wait for their reader's sign-off."""
    return sum(one.waits for one in _of(items, MessageName.SIGN_OFF))


def approvals(items: Sequence[NewsItem]) -> int:
    """Count the dates that wait for their reader's approval."""
    return sum(one.waits for one in _of(items, MessageName.APPROVAL))


def numbers_asked(items: Sequence[NewsItem]) -> frozenset[int]:
    """Return the actions that their reader is asked here to sign off."""
    return frozenset(one.job.about["action"] for one in _of(items, MessageName.SIGN_OFF))


def moves_asked(items: Sequence[NewsItem]) -> frozenset[int]:
    """Return the moves that their reader is asked here to approve."""
    return frozenset(one.job.about["move"] for one in _of(items, MessageName.APPROVAL))


def months_published(items: Sequence[NewsItem]) -> frozenset[str]:
    """Return the months of which their reader is told here that they are published."""
    news = (one.job.about for one in _of(items, MessageName.AUDIT_MONTH))
    return frozenset(about["month"] for about in news if about["event"] == "published")


def why(found: Sequence[NewsItem]) -> Iterator[Block]:
    """Say why each is told, and that it comes once."""
    for item in found[:MOST_EXPLAINED]:
        yield from (block for block in item.kind.why(item.job) if block != ONCE)
    if found:
        yield ONCE


def _of(items: Sequence[NewsItem], name: MessageName) -> list[NewsItem]:
    return [one for one in items if one.kind.name == name]


def _others(items: Sequence[NewsItem]) -> list[NewsItem]:
    apart = {MessageName.SIGN_OFF, MessageName.APPROVAL, MessageName.SUBSCRIPTION}
    return [one for one in items if one.kind.name not in apart]


def _item(kind: MessageKind[Any], about: Mapping[str, Any], job: RenderJob) -> NewsItem | None:
    its = replace(job, part=about)
    subject = kind.subject(its)
    is_true = subject is not None and kind.is_still_true(subject, its)
    if subject is None or (job.is_pending and not is_true):
        return None
    answer = kind.render(subject, its)
    if answer is None:
        return None
    asks = kind.waits_for_answer(subject, its)
    return NewsItem(kind, its, answer, asks, asks and is_true, _thing(its))


def _thing(job: RenderJob) -> str:
    about = job.about
    if "events" in about:
        numbers = {actions.event(job.session, one).action_id for one in about["events"]}
        return f"{ACTION} {numbers.pop()}" if len(numbers) == 1 else ""
    found = next((name for name in (ACTION, AUDIT) if name in about), "")
    return f"{found} {about[found]}" if found else ""


def _parts(job: RenderJob) -> list[Mapping[str, Any]]:
    """Return what goes with this morning; what one colleague did to actions is one of them.

    What they did to an action of which its reader is reminded stands with that action.
    """
    parts: dict[object, Mapping[str, Any]] = {}
    reminded = {each["id"] for each in job.about.get("actions", [])}
    drafts = {each["month"] for each in job.about.get(MONTHS, [])}
    for part in job.about.get(NEWS, []):
        about = part["about"]
        if about.get("event") == "drawn" and about.get("month") in drafts:
            continue  # it waits to be published, which is told with what can be done
        if part["kind"] != MessageName.EVENT:
            parts[part["id"]] = part
            continue
        numbers = about.get("events", [about["event"]])
        for event in (actions.event(job.session, number) for number in numbers):
            alone = event.action_id if event.action_id in reminded else None
            had = parts.get(("by", event.person_id, alone))
            events = [*(had["about"]["events"] if had else []), event.id]
            about = {"event": events[0], "events": events}
            parts["by", event.person_id, alone] = {**part, "about": about}
    return list(parts.values())
