"""A live audit in the one message of a morning: what is wanted of it, and its buttons."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.audits.first_look_view import first_look
from bot.audits.notices import introduction, published_words
from bot.audits.view import item, undo_button
from bot.delivery.message_kind import RenderJob
from bot.slack.blocks import Block, faint, lines, row, spoken
from db.models import AuditState, LiveAudit
from jobs.audits.steps import OPENED

STANDINGS: Mapping[str, str] = {
    "auditor": "You are its auditor.",
    "practitioner": "You are its practitioner.",
    "moderator": "You are its moderator.",
    "manager": "You are a line manager of one of the two.",
    "lead": "You are a lead.",
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
        return self.audit.is_open

    def blocks(self, job: RenderJob) -> Iterator[Block]:
        if self.step.startswith(OPENED) and self.still_true():
            yield spoken(published_words(self.audit))
            yield introduction(self.audit)
            yield from first_look(self.audit, job.ctx)
        yield from item(self.audit, job.ctx, job.message.id)
        done = job.just_done_with(self.audit)
        if done is not None:
            yield row(f"undo-{done.id}", undo_button(done, job.message.id))
        why = _WHY.get(self.role, "")
        if why and self.still_true():
            yield lines([faint(why)])


_WHY: Mapping[str, str] = {
    "manager": "You hear of it as a line manager of one of the two.",
    "lead": "You hear of it as a lead.",
    "moderator": "It waits for your moderation.",
}
