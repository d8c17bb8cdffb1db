"""Putting new pairs into a published month; what was booked and told before stays on record."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from db.audits import auditor_pool, changes
from db.audits import work as audit_work
from db.models import AuditMonth, LiveAudit
from jobs.audits import cases, settings
from jobs.audits.auditor_pool import offered
from jobs.audits.cases import MonthSheet
from jobs.audits.letters import News, Opening, send_invites, tell, tell_published
from jobs.audits.published_month import PublishedMonth, ids_of
from jobs.audits.why_pair import WhyPair, why_drawn
from jobs.context import RequestContext
from jobs.rules.audit_month import month_dates
from jobs.rules.draw.repair import RePaired
from jobs.rules.draw.sheet import Ids


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
        without = sorted(gone, key=lambda audit: audit.re_audit_of_id is None)
        left, teams = list(gone), auditor_pool.teams_of(self.ctx.session)
        serial = audit_work.next_serial(self.ctx.session, self.audit_month)
        for number, ids in enumerate(self.outcome.added, start=serial):
            before = _in_whose_place(left, ids)
            if before is not None:
                left.remove(before)
            made = LiveAudit(
                audit_month=self.audit_month,
                serial=number,
                auditor_id=int(ids[0]),
                practitioner_id=int(ids[1]),
                reason=(self.why or reasons[ids]).to_json(),
                proposed_on=days.get(ids),
                due_on=self.audit_month.due_on,
                replaces_id=before.id if before else None,
                moderate_by=self._moderate_by(ids[1]),
                team_id=teams.get(int(ids[1])),
                service=self._service_of(ids[1]),
            )
            self._give_case(made, without)
            yield made

    def _give_case(self, made: LiveAudit, without: list[LiveAudit]) -> None:
        """Let an audit have its practitioner's case as before, or else the one that was drawn."""
        lines = {one.ids: one.line for one in self.outcome.plan.cases}
        line = lines.get(ids_of(made))
        theirs = [audit for audit in without if audit.practitioner_id == made.practitioner_id]
        before = next((audit for audit in theirs if audit.case_line == line), None)
        if before is not None:
            without.remove(before)
            cases.carry(made, before)
        elif line is not None:
            cases.give(made, line, self._sheet.by_line.get(line))

    @cached_property
    def _sheet(self) -> MonthSheet:
        return MonthSheet.of(self.ctx.session, self.audit_month.month)

    def _moderate_by(self, practitioner: str) -> date:
        """Return when the practitioner's service moderates, by the rules the month was drawn by."""
        rules = settings.drawn_by(self.audit_month).of(self._service_of(practitioner))
        calendar = self.outcome.request.calendar
        return month_dates(self.audit_month.month, rules, calendar).moderate_by

    def _service_of(self, practitioner: str) -> str:
        people = self.outcome.request.practitioners
        return next(one.service for one in people if one.id == practitioner)

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
