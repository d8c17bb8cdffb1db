"""What has waited too long below somebody, once a week: a line each, for whoever is above."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from bot.actions.phrases import owner_words
from bot.actions.render_context import action_context
from bot.actions.view import due_words
from bot.audits.heading import heading
from bot.audits.reminders_view import AuditItem
from bot.delivery.message_kind import RenderJob
from bot.delivery.morning import MorningSection, Rank
from bot.reminders.composing import Entry
from bot.slack.blocks import Block, aside, bold, faint, lines
from bot.vocabulary import our
from db.actions import queries as actions
from db.actions.roles import may_see
from db.audits import queries as audits
from db.models import Action, LiveAudit
from db.people import queries as people
from jobs.audits.steps import NAMING_CASE
from jobs.reminders.daily_digest import ESCALATED
from jobs.rules.deadlines import spell
from jobs.signoff.reminders import SIGN_OFFS

MOST_LINES: Final = 10

Line = Sequence[Block | str]


@dataclass(frozen=True)
class RollUp:
    """What is late among a person's teams: actions, sign-offs, live audits."""

    late: Sequence[Action] = ()
    unsigned: Sequence[Action] = ()
    audits: Sequence[AuditItem] = ()

    @property
    def total(self) -> int:
        return len(self.late) + len(self.unsigned) + len(self.audits)

    def entries(self, job: RenderJob) -> Iterator[Entry]:
        """Yield it as one entry, as long as a glance; the digest has all of it."""
        told = list(self._lines(job))
        if not told:
            return
        commands, until = job.ctx.council.commands, job.ctx.council.cadence.escalates_for
        more = f"And {len(told) - MOST_LINES} more. " if len(told) > MOST_LINES else ""
        ends = f", and each item stays on it for up to {until} working days" if until else ""
        small = (
            f"{more}This list comes once a week{ends}. See all: {commands.status_alias} overdue."
        )
        blocks = [lines(*told[:MOST_LINES]), aside(small)]
        yield Entry(MorningSection.ESCALATED, Rank.ESCALATED, lambda: blocks)

    def _lines(self, job: RenderJob) -> Iterator[Line]:
        context = action_context(job.ctx, self.late)
        for one in self.late:
            who, when = owner_words(one.owner), due_words(one, context)
            yield ["🔴 ", f"{one.called} ", bold(one.title), f" · {who} · ", faint(when)]
        signers = people.named(job.session, {one.sign_off_asked_id or 0 for one in self.unsigned})
        for one in self.unsigned:
            asked = signers.get(one.sign_off_asked_id or 0)
            who = (
                f"waiting for {asked.called} to sign it off" if asked else "waiting for a sign-off"
            )
            yield ["⏳ ", f"{one.called} ", bold(one.title), " · ", faint(who)]
        for item in self.audits:
            awaited = faint(_awaited(item, job.ctx.today))
            yield ["🔴 ", *heading(item.audit, job.ctx), " · ", awaited]


def found(job: RenderJob, listed_audits: Sequence[Mapping[str, Any]]) -> RollUp:
    """Return what is left of what was escalated to this person."""
    late = _escalated(job.about.get("actions", []))
    unsigned = _escalated(job.about.get(SIGN_OFFS, []))
    known = actions.several(job.session, [each["id"] for each in (*late, *unsigned)])
    shown = _escalated(listed_audits)
    lives = audits.several(job.session, [each["id"] for each in shown])
    items = [
        AuditItem(lives[each["id"]], each["step"], each["as"])
        for each in shown
        if each["id"] in lives
    ]
    return RollUp(
        [known[each["id"]] for each in late if _is_late(known.get(each["id"]), each, job)],
        [one for each in unsigned if (one := known.get(each["id"])) and one.awaits_sign_off],
        [item for item in items if item.still_true()],
    )


def is_rolled_up(job: RenderJob, listed_audits: Sequence[Mapping[str, Any]]) -> bool:
    """Say whether a message tells of anything that was escalated to its reader."""
    listed = (*job.about.get("actions", []), *job.about.get(SIGN_OFFS, []), *listed_audits)
    return bool(_escalated(listed))


def for_their_reader(listed: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return what is for the reader to see to, rather than escalated to them."""
    return [each for each in listed if not each.get(ESCALATED)]


def _escalated(listed: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [each for each in listed if each.get(ESCALATED)]


def _is_late(action: Action | None, each: Mapping[str, Any], job: RenderJob) -> bool:
    if action is None or not action.is_open or str(action.due_on) != each["due"]:
        return False
    return may_see(job.person, action)


def _awaited(item: AuditItem, today: date) -> str:
    audit: LiveAudit = item.audit
    if item.step.startswith("moderate "):
        return f"waiting for {our.moderation}"
    if item.step.startswith(NAMING_CASE):
        return "waiting for its case to be chosen"
    if item.step.startswith("reflect "):
        return f"waiting for the {our.practitioner}'s reflection"
    by = "was due by" if audit.is_lapsed(today) else "complete by"
    return f"no outcome recorded, {by} {spell(audit.due_on)}"
