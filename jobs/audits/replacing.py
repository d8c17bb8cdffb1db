"""Putting new pairs into a published month; what was booked and told before stays on record."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from db.audits import auditor_pool, changes
from db.audits import work as audit_work
from db.models import AuditMonth, LiveAudit
from jobs.audits import settings
from jobs.audits.auditor_pool import offered
from jobs.audits.letters import News, Opening, send_invites, tell, tell_published
from jobs.audits.published_month import PublishedMonth, ids_of
from jobs.audits.why_pair import WhyPair, why_drawn
from jobs.context import RequestContext
from jobs.rules.audit_month import month_dates
from jobs.rules.draw.model import Ids
from jobs.rules.draw.repair import RePaired


@dataclass(frozen=True)
class Replacing:
    """Carries out a re-pair, a swap or a take-over; `why` is for the last two."""

    ctx: RequestContext
    audit_month: AuditMonth
    published: PublishedMonth
    outcome: RePaired
    why: WhyPair | None = None

    def carry_out(self) -> tuple[list[LiveAudit], list[LiveAudit]]:
        """Cancel the audits that give way, make the new ones, tell both; return the two lists."""
        gone = [self.published.published[ids] for ids in self.outcome.dropped]
        cancelled = [audit for audit in gone if audit.is_open]
        for audit in cancelled:
            changes.replace(self.ctx, audit)
        made = list(self._made(gone))
        self.ctx.session.add_all(made)
        self.audit_month.request = self.outcome.request.to_json()
        self.audit_month.plan = self.outcome.plan.to_json()
        self.ctx.session.flush()
        self._tell(cancelled, made)
        return cancelled, made

    def _made(self, gone: list[LiveAudit]) -> Iterator[LiveAudit]:
        days, reasons = self._days(), self._reasons()
        left, teams = list(gone), auditor_pool.teams_of(self.ctx.session)
        serial = audit_work.next_serial(self.ctx.session, self.audit_month)
        for number, ids in enumerate(self.outcome.added, start=serial):
            before = _in_whose_place(left, ids)
            if before is not None:
                left.remove(before)
            yield LiveAudit(
                audit_month=self.audit_month,
                serial=number,
                auditor_id=int(ids[0]),
                practitioner_id=int(ids[1]),
                reason=(self.why or reasons[ids]).to_json(),
                proposed_on=days.get(ids),
                due_on=self.audit_month.due_on,
                replaces_id=before.id if before else None,
                re_audit_of_id=_second_look(gone, ids),
                moderate_by=self._moderate_by(ids[1]),
                team_id=teams.get(int(ids[1])),
            )

    def _moderate_by(self, practitioner: str) -> date:
        """Return when the practitioner's service moderates, by the rules the month was drawn by."""
        request = self.outcome.request
        service = next(p.service for p in request.practitioners if p.id == practitioner)
        rules = settings.drawn_by(self.audit_month).of(service)
        return month_dates(self.audit_month.month, rules, request.calendar).moderate_by

    def _days(self) -> Mapping[Ids, date]:
        kept = {ids: day for ids, day in self.published.days.items() if ids in self.outcome.kept}
        diary = offered(self.outcome.request, self.outcome.plan.ids, kept)
        return {(offer.auditor, offer.practitioner): offer.day for offer in diary.offers}

    def _reasons(self) -> Mapping[Ids, WhyPair]:
        request, pairs = self.outcome.request, self.outcome.plan.pairs
        return {pair.ids: why_drawn(request, pair) for pair in pairs}

    def _tell(self, cancelled: list[LiveAudit], made: list[LiveAudit]) -> None:
        for audit in cancelled:
            news = News(audit, "replaced", self.ctx.now)
            tell(self.ctx.session, news, audit.people)
            send_invites(self.ctx.session, audit, self.ctx.now)
        opening = Opening(
            self.audit_month.opens_on,
            self.ctx.now,
            self.outcome.request.calendar,
            self.ctx.council.remind_at,
        )
        for audit in made:
            changes.publish(self.ctx, audit)
            tell_published(self.ctx.session, audit, opening)


def _in_whose_place(left: list[LiveAudit], ids: Ids) -> LiveAudit | None:
    """Return which of the audits that are gone a new pair makes up for: that of either of them."""
    by_auditor = [audit for audit in left if ids_of(audit)[0] == ids[0]]
    by_practitioner = [audit for audit in left if ids_of(audit)[1] == ids[1]]
    return next(iter([*by_auditor, *by_practitioner]), None)


def _second_look(gone: list[LiveAudit], ids: Ids) -> int | None:
    """Return which audit the new one is a second look after, if the one that gave way was."""
    promised = (audit.re_audit_of_id for audit in gone if ids_of(audit)[1] == ids[1])
    return next((number for number in promised if number), None)
