"""What waited in the outbox for a morning, as it stands in that morning's message."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from bot.delivery.message_kind import ONCE, MessageKind, RenderJob
from bot.delivery.morning import RANKS, MorningSection, Rank
from bot.reminders.composing import Entry
from bot.slack.blocks import Answer, Block
from db.actions import queries as actions
from db.models import MessageName
from db.outbox.pointing import NEWS
from jobs.audits.month_reminders import MONTHS

MOST_EXPLAINED: Final = 10

Counted = tuple[int, str, str]  # how many, and what one and several are called
Kinds = Mapping[MessageName, MessageKind[Any]]


@dataclass(frozen=True)
class NewsItem:
    """One message that goes with this morning, what it is about now, and what it says."""

    kind: MessageKind[Any]
    job: RenderJob
    answer: Answer
    asks: bool

    @property
    def entry(self) -> Entry:
        rank = Rank.ASKED if self.asks else RANKS[self.kind.section]
        return Entry(self.kind.section, rank, self.answer.blocks)


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
    return sum(one.asks and one.kind.section != MorningSection.AUDITS for one in _others(items))


def live_audits(items: Sequence[NewsItem]) -> int:
    """Count the live audits that ask something of their reader."""
    return sum(one.asks and one.kind.section == MorningSection.AUDITS for one in _others(items))


def updates(items: Sequence[NewsItem]) -> Iterator[Counted]:
    """Yield how much is only told."""
    yield sum(not one.asks for one in _others(items)), "update", "updates"
    yield len(_of(items, MessageName.SUBSCRIPTION)), "digest", "digests"


def sign_offs(items: Sequence[NewsItem]) -> int:
    """Count the actions that wait for their reader's sign-off."""
    return len(_of(items, MessageName.SIGN_OFF))


def approvals(items: Sequence[NewsItem]) -> int:
    """Count the dates that wait for their reader's approval."""
    return len(_of(items, MessageName.APPROVAL))


def numbers_asked(items: Sequence[NewsItem]) -> frozenset[int]:
    """Return the actions that their reader is asked here to sign off."""
    return frozenset(one.job.about["action"] for one in _of(items, MessageName.SIGN_OFF))


def moves_asked(items: Sequence[NewsItem]) -> frozenset[int]:
    """Return the moves that their reader is asked here to approve."""
    return frozenset(one.job.about["move"] for one in _of(items, MessageName.APPROVAL))


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
    if subject is None or (job.is_pending and not kind.is_still_true(subject, its)):
        return None
    answer = kind.render(subject, its)
    if answer is None:
        return None
    return NewsItem(kind, its, answer, kind.waits_for_answer(subject, its))


def _parts(job: RenderJob) -> list[Mapping[str, Any]]:
    """Return what goes with this morning; what one colleague did to actions is one of them."""
    parts: dict[object, Mapping[str, Any]] = {}
    drafts = {each["month"] for each in job.about.get(MONTHS, [])}
    for part in job.about.get(NEWS, []):
        about = part["about"]
        if about.get("event") == "drawn" and about.get("month") in drafts:
            continue  # it waits to be published, which is told with what can be done
        if part["kind"] != MessageName.EVENT:
            parts[part["id"]] = part
            continue
        numbers = about.get("events", [about["event"]])
        by = actions.event(job.session, numbers[0]).person_id
        had = parts.get(("by", by))
        before = had["about"]["events"] if had else []
        events = [*before, *numbers]
        parts["by", by] = {**part, "about": {"event": events[0], "events": events}}
    return list(parts.values())
