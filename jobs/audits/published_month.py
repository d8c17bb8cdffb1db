"""A published month as it stands, put to the engine: who can still meet, and who has what."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from db.audits import queries as audits
from db.models import AuditEventKind, AuditState, LiveAudit, Person
from db.models.audit import HELD_STATES
from db.session import Session
from jobs.audits import settings
from jobs.audits.auditor_pool import AuditorPool, history_of, holidays_near
from jobs.audits.cases import MonthSheet, found_closed, settled_by
from jobs.context import CouncilContext
from jobs.rules.draw.eligible import Eligibility
from jobs.rules.draw.model import Auditor, DrawRequest, Practitioner
from jobs.rules.draw.sheet import Ids
from jobs.rules.not_held import reason_named


@dataclass(frozen=True)
class PublishedMonth:
    """A published month: its audits, and the request that re-pairs them.

    `lost` are the audits that will not be held, which the re-pair makes up for; `published` those
    and the ones still to be held, by pair.
    """

    audits: Sequence[LiveAudit]
    lost: Sequence[LiveAudit]
    request: DrawRequest

    @property
    def published(self) -> Mapping[Ids, LiveAudit]:
        """Return the audits that a re-pair may disturb, by pair."""
        still_open = {ids_of(audit): audit for audit in self.audits if audit.is_open}
        return still_open | {ids_of(audit): audit for audit in self.lost}

    @property
    def days(self) -> Mapping[Ids, date]:
        """Return the day booked, or else proposed, of each audit still to be held."""
        days = {
            ids: audit.booked_on or audit.proposed_on
            for ids, audit in self.published.items()
            if audit.is_open
        }
        return {ids: day for ids, day in days.items() if day is not None}


def published_month(ctx: CouncilContext, about: LiveAudit, *, lost: bool = True) -> PublishedMonth:
    """Return how a month stands for a re-pair that makes up for the audit `about`.

    With it go the other audits of the same two that their absence makes impossible. Nothing is
    lost for a swap.
    """
    audit_month = about.audit_month
    drawn = DrawRequest.from_json(audit_month.request)
    window = replace(drawn.window, today=ctx.today)
    known = audits.of_month(ctx.session, audit_month.id)
    lists = AuditorPool.of(ctx.session, window)
    missing = dict(_missing(ctx.session, known))
    base = replace(
        drawn,
        auditors=_auditors(lists, known),
        practitioners=_practitioners(lists, known, missing),
        window=window,
        history=history_of(ctx.session, audit_month.month),
        holidays=holidays_near(window, ctx.council.calendar),
        held=tuple(ids_of(audit) for audit in known if audit.state in HELD_STATES),
        pins=(),
        published=(),
        days_let_go=False,  # those that are known of now it has
    )
    gone = _lost(base, known, about) if lost else []
    base = _with_cases(ctx.session, base, known, gone)
    # An audit that looks at a file again is swapped as any other is; only a re-pair keeps it.
    fixed = [each for each in known if each.pinned or (lost and each.re_audit_of_id)]
    return PublishedMonth(known, gone, _settled(base, known, gone, missing, fixed))


def _with_cases(
    session: Session, base: DrawRequest, known: Sequence[LiveAudit], gone: Sequence[LiveAudit]
) -> DrawRequest:
    """Return the request with the sheet as it is now, and the lines that its audits have."""
    audit_month = known[0].audit_month
    sheet = MonthSheet.of(session, audit_month.month)
    closed = set(found_closed(known))
    request = sheet.put_to(base, settings.drawn_by(audit_month), closed)
    if not request.cases:
        return request
    having = [each for each in known if each.is_open or each.state in HELD_STATES or each in gone]
    settled = (one for one in settled_by(having) if one.line not in closed)
    return replace(request, settled=tuple(settled))


def cannot_meet(request: DrawRequest, audit: LiveAudit) -> bool:
    """Say whether the two are never both at work again on a day of the window."""
    eligible = Eligibility(request)
    auditors = {auditor.id: auditor for auditor in request.auditors}
    people = {person.id: person for person in request.practitioners}
    auditor, practitioner = ids_of(audit)
    return not eligible.common_days(auditors[auditor], people[practitioner])


def ids_of(audit: LiveAudit) -> Ids:
    """Return an audit's pair as the engine names it."""
    return str(audit.auditor_id), str(audit.practitioner_id)


def _lost(base: DrawRequest, known: Sequence[LiveAudit], about: LiveAudit) -> list[LiveAudit]:
    pair = {about.auditor_id, about.practitioner_id}
    theirs = (a for a in known if a.is_open and pair & {a.auditor_id, a.practitioner_id})
    return [about, *(a for a in theirs if a.id != about.id and cannot_meet(base, a))]


def _settled(
    base: DrawRequest,
    known: Sequence[LiveAudit],
    lost: Sequence[LiveAudit],
    missing: Mapping[int, Person],
    fixed: Sequence[LiveAudit],
) -> DrawRequest:
    """Return the request with what each auditor owes, what is fixed, and what is ruled out."""
    gone = {ids_of(audit) for audit in lost}
    refused = {ids_of(audit) for audit in known if audit.state == AuditState.NOT_HELD}
    owed = Counter(str(a.auditor_id) for a in known if a.is_open or a.state in HELD_STATES)
    for audit in lost:
        owed[str(audit.auditor_id)] += _owes_another(base, audit, missing) - audit.is_open
    kept = [audit for audit in fixed if audit.is_open and audit not in lost]
    return replace(
        base,
        auditors=tuple(replace(auditor, quota=owed[auditor.id]) for auditor in base.auditors),
        forbids=tuple({*base.forbids, *gone, *refused}),
        pins=tuple(ids_of(audit) for audit in kept if not cannot_meet(base, audit)),
    )


def _owes_another(base: DrawRequest, audit: LiveAudit, missing: Mapping[int, Person]) -> bool:
    """Say whether an auditor who lost an audit is there to do another one."""
    away = missing.get(audit.id)
    auditor = next(each for each in base.auditors if each.id == str(audit.auditor_id))
    is_here = Eligibility(base).has_days(auditor) and auditor.quota != 0
    return is_here and (away is None or away.id != audit.auditor_id)


def _missing(session: Session, known: Iterable[LiveAudit]) -> Iterator[tuple[int, Person]]:
    """Yield who of the pair was not there, for the audits not held for that reason."""
    not_held = (audit for audit in known if audit.state == AuditState.NOT_HELD)
    for audit in not_held:
        if reason_named(audit.not_held_reason or "").means_away:
            said = (e for e in audits.history(session, audit) if e.kind == AuditEventKind.NOT_HELD)
            by = next((event.person for event in said), None)
            yield audit.id, who_is_away(audit, by)


def who_is_away(audit: LiveAudit, by: Person | None) -> Person:
    """Return which of the two somebody speaks for: themselves, or the one they manage."""
    if by is not None and by.id != audit.practitioner_id and not by.manages(audit.practitioner):
        return audit.auditor
    return audit.practitioner


def _auditors(lists: AuditorPool, known: Sequence[LiveAudit]) -> tuple[Auditor, ...]:
    """Return the auditors on the list, and those who left it with an audit still to do."""
    listed = lists.auditors()
    here = {auditor.id for auditor in listed}
    left = {audit.auditor.id: audit.auditor for audit in known if str(audit.auditor_id) not in here}
    return (*listed, *(lists.without_place(person) for person in left.values()))


def _practitioners(
    lists: AuditorPool, known: Sequence[LiveAudit], missing: Mapping[int, Person]
) -> tuple[Practitioner, ...]:
    gone = {str(person.id) for person in missing.values()}
    everybody = lists.people(besides=[audit.practitioner for audit in known])
    return tuple(
        replace(person, finish_only=person.finish_only or person.id in gone) for person in everybody
    )
