"""Putting new pairs into a published month; what was booked and told before stays on record."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from db.audits import work as audit_work
from db.models import AuditRound, LiveAudit, Person
from db.session import Session
from jobs.audits import settings
from jobs.audits.auditor_pool import offered
from jobs.audits.letters import NINE, News, Opening, send_invites, tell, tell_published
from jobs.audits.standing import Standing, ids_of
from jobs.rules import audit_month
from jobs.rules.draw.model import Ids
from jobs.rules.draw.repair import RePaired
from jobs.rules.draw.words import reason_words


@dataclass(frozen=True)
class Replacing:
    """Carries out a re-pair or a swap, in words of its own where `reason` gives them."""

    session: Session
    round: AuditRound
    standing: Standing
    outcome: RePaired
    by: Person
    at: datetime
    reason: str = ""
    remind_at: time = NINE

    def carry_out(self) -> tuple[list[LiveAudit], list[LiveAudit]]:
        """Cancel the audits that give way, make the new ones, tell both; return the two lists."""
        gone = [self.standing.published[ids] for ids in self.outcome.dropped]
        cancelled = [audit for audit in gone if audit.is_open]
        for audit in cancelled:
            audit.replace(self.by, self.at)
        made = list(self._made(gone))
        self.session.add_all(made)
        self.round.request = self.outcome.request.to_json()
        self.round.plan = self.outcome.plan.to_json()
        self.session.flush()
        self._tell(cancelled, made)
        return cancelled, made

    def _made(self, gone: list[LiveAudit]) -> Iterator[LiveAudit]:
        days, reasons = self._days(), self._reasons()
        left = list(gone)
        serial = audit_work.next_serial(self.session, self.round)
        for number, ids in enumerate(self.outcome.added, start=serial):
            before = next((audit for audit in left if ids_of(audit)[0] == ids[0]), None)
            if before is not None:
                left.remove(before)
            yield LiveAudit(
                round=self.round,
                serial=number,
                auditor_id=int(ids[0]),
                practitioner_id=int(ids[1]),
                reason=self.reason or reasons[ids],
                proposed_on=days.get(ids),
                due_on=self.round.due_on,
                replaces_id=before.id if before else None,
                re_audit_of_id=_second_look(gone, ids),
                moderate_by=self._moderate_by(ids[1]),
            )

    def _moderate_by(self, practitioner: str) -> date:
        """Return when the practitioner's service moderates, by the rules the month was drawn by."""
        request = self.outcome.request
        service = next(p.service for p in request.practitioners if p.id == practitioner)
        rules = settings.drawn_by(self.round).of(service)
        return audit_month.dates(self.round.month, rules, request.calendar).moderate_by

    def _days(self) -> Mapping[Ids, date]:
        kept = {ids: day for ids, day in self.standing.days.items() if ids in self.outcome.kept}
        diary = offered(self.outcome.request, self.outcome.plan.ids, kept)
        return {(offer.auditor, offer.practitioner): offer.day for offer in diary.offers}

    def _reasons(self) -> Mapping[Ids, str]:
        request, pairs = self.outcome.request, self.outcome.plan.pairs
        return {pair.ids: reason_words(request, pair) for pair in pairs}

    def _tell(self, cancelled: list[LiveAudit], made: list[LiveAudit]) -> None:
        for audit in cancelled:
            news = News(audit, "replaced", self.at)
            tell(self.session, news, (audit.auditor, audit.practitioner))
            send_invites(self.session, audit, self.at)
        opening = Opening(
            self.round.opens_on, self.at, self.outcome.request.calendar, self.remind_at
        )
        for audit in made:
            audit.publish(self.by, self.at)
            tell_published(self.session, audit, opening)


def _second_look(gone: list[LiveAudit], ids: Ids) -> int | None:
    """Return which audit the new one is a second look after, if the one that gave way was."""
    promised = (audit.re_audit_of_id for audit in gone if ids_of(audit)[1] == ids[1])
    return next((number for number in promised if number), None)
