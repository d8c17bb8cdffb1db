"""A live audit in the one message of a morning: what is wanted of it, and its buttons."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from bot.audits.draft_words import drawn_words
from bot.audits.draw_view import hold_buttons, publishing_words
from bot.audits.first_look_view import first_look
from bot.audits.notices import introduction, published_words
from bot.audits.time_buttons import PRIMARY
from bot.audits.unseen import is_seen, unseen
from bot.audits.view import is_of_pair, item, undo_button, waits_for
from bot.delivery.message_kind import RenderJob
from bot.slack.blocks import Block, bold, button, faint, lines, row, spoken
from bot.vocabulary import our
from db.audits import queries as audits
from db.audits.queries import MonthCounts
from db.models import AuditMonth, AuditState, LiveAudit
from jobs.audits import case_changes
from jobs.audits.steps import NAMING_CASE, OPENED
from jobs.rules.small_numbers import shown

STANDINGS: Mapping[str, str] = {
    "auditor": f"You're the {our.auditor} for this {our.audit}.",
    "practitioner": f"You're the {our.practitioner} for this {our.audit}.",
    "moderator": f"You're the {our.moderator} for this {our.audit}.",
    "chooser": "You've been asked to name its case.",
    "manager": "You manage one of the pair.",
    "lead": f"You're {our.lead:a}.",
}


@dataclass(frozen=True)
class AuditItem:
    """An audit, the step it has reached, and as what this person hears of it."""

    audit: LiveAudit
    step: str
    role: str

    def still_true(self) -> bool:
        is_reflected = self.audit.reflected_at is not None
        if self.step.startswith("moderate "):
            wanted = is_reflected and self.audit.needs_moderation
            return self.audit.state == AuditState.HELD and wanted
        if self.step.startswith("reflect "):
            return self.audit.state == AuditState.HELD and not is_reflected
        if self.step.startswith(NAMING_CASE):
            return case_changes.waits_for_case(self.audit)
        return self.audit.is_open

    def is_left(self, job: RenderJob) -> bool:
        """Say whether its reader has something to do about it: if it was sent, also another step.

        An audit to hold is shown as one to reflect on once it is written up.
        """
        return self.still_true() or (not job.is_pending and waits_for(self.audit, job.person))

    def blocks(self, job: RenderJob) -> Iterator[Block]:
        if not is_seen(self.audit, job.person):
            yield unseen()
            return
        # Whoever hears it for one of the two who is away or has left is not told it is theirs.
        is_theirs = is_of_pair(self.audit, job.person)
        today = job.ctx.today
        is_to_come = self.still_true() and not self.audit.is_lapsed(today)
        if self.step.startswith(OPENED) and is_to_come and is_theirs:
            yield spoken(published_words(self.audit, job.person, today))
            yield introduction(self.audit, job.ctx.council)
            yield from first_look(self.audit, job.ctx)
        yield from item(self.audit, job.ctx, job.message.id)
        done = job.just_done_with(self.audit)
        if done is not None:
            yield row(f"undo-{done.id}", undo_button(done, job.message.id))
        why = _WHY.get(self.role, "")
        if why and self.still_true():
            yield lines([faint(f"{why}{self._since()}")])

    def _since(self) -> str:
        """Say how long a case has waited to be named."""
        if not self.step.startswith(NAMING_CASE):
            return ""
        days = int(self.step.removeprefix(NAMING_CASE))
        if not days:
            return ""
        by = (
            ""
            if self.role == "chooser"
            else f" The {our.head_of_service} is asked to name its case."
        )
        return f"{by} No case has been named for {days} working days."


@dataclass(frozen=True)
class MonthItem:
    """A month that was drawn, how many audits it has, and whether it is still to be published."""

    audit_month: AuditMonth
    counts: MonthCounts

    @classmethod
    def of(cls, month: date, job: RenderJob) -> "MonthItem | None":
        """Return the month as it stands; None if there is no draw of it any more."""
        found = audits.month_for(job.session, month)
        return None if found is None else cls(found, audits.counts(job.session, found.id))

    def still_true(self) -> bool:
        return self.audit_month.is_draft

    def blocks(self, job: RenderJob) -> Iterator[Block]:
        month = f"{self.audit_month.month:%B %Y}"
        if not self.still_true():
            yield lines([bold(month), " has been published."])
            return
        drawn = f": {drawn_words(shown(self.counts.expected))}"
        yield lines([bold(month), drawn], [publishing_words(self.audit_month, job.ctx)])
        value = {"month": self.audit_month.month.isoformat()}
        plan = button("See the plan", "audit_plan", value, PRIMARY)
        yield row(f"month-{self.audit_month.id}", plan, *hold_buttons(self.audit_month, job.ctx))


_WHY: Mapping[str, str] = {
    "manager": "Escalated to you as the manager of one of them.",
    "lead": f"Escalated to you as {our.lead:a}.",
    "moderator": f"It needs your {our.moderation}.",
    "chooser": "Please name the case.",
}
