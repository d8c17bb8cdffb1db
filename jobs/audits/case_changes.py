"""What changes an audit's case: it is named, it was closed or transferred, a sheet came late."""

from dataclasses import dataclass, replace
from typing import Final, Literal

from db.audits import case_keys, debts, sample
from db.audits import cases as case_rows
from db.audits import queries as audits
from db.audits.cases import CaseGiven
from db.context import WorkContext
from db.days import start_of
from db.errors import RefusedError
from db.models import AuditMonth, CaseChosen, LiveAudit, Person, SampleLine
from db.permissions import Permission, may, require
from jobs.audits import cases, re_audits, settings
from jobs.audits.letters import AuditNews, News, send_invites, tell
from jobs.audits.published_month import ids_of, published_month
from jobs.audits.recipients import pair
from jobs.context import CouncilContext, RequestContext
from jobs.rules import months
from jobs.rules.audit_rules import AuditRules
from jobs.rules.draw.model import Plan
from jobs.rules.draw.sheet import CaseOf
from jobs.solving import solved

Gone = Literal["closed", "transferred"]
NAMED: Final = "named"
AGREED: Final = "agreed"


@dataclass(frozen=True)
class Named:
    """The case that somebody names: its line, and the fingerprint of its number if one is given."""

    line: int
    key: str | None = None


def rules_of(audit: LiveAudit) -> AuditRules:
    """Return the rules that an audit's month was drawn by, of its practitioner's service."""
    return settings.drawn_by(audit.audit_month).of(settings.service_then(audit))


def waits_for_case(audit: LiveAudit) -> bool:
    """Say whether somebody has still to say which case an audit looks at."""
    is_said = rules_of(audit).case_choice in (NAMED, AGREED)
    return audit.is_open and audit.case_line is None and is_said


def refuse_by_lot(audit: LiveAudit) -> None:
    """Refuse to name the case of an audit whose case is drawn by lot."""
    if rules_of(audit).case_choice not in (NAMED, AGREED):
        raise RefusedError("audit.case_by_lot", reference=audit.reference)


def may_name(person: Person, audit: LiveAudit) -> bool:
    """Say whether an audit's case waits for a word of this person's."""
    if not waits_for_case(audit):
        return False
    agreed = rules_of(audit).case_choice == AGREED
    return may(person, Permission.AGREE_CASE if agreed else Permission.NAME_CASE, audit)


def name_case(ctx: RequestContext, audit: LiveAudit, named: Named) -> None:
    """Say which line of the sheet an audit looks at, and tell the pair.

    Raises RefusedError for whoever may not, for a line that another audit has or that is not on
    the sheet, and for a case that was looked at too lately.
    """
    rules = rules_of(audit)
    agreed = rules.case_choice == AGREED
    require(ctx.person, Permission.AGREE_CASE if agreed else Permission.NAME_CASE, audit)
    refuse_by_lot(audit)
    row = _row(ctx, audit, named.line)
    key = named.key or (row.case_key if row else None)
    if key is not None and not re_audits.is_of(ctx, audit, key):
        since = months.months_before(ctx.today, rules.case_gap_months)
        case_keys.refuse_audited(ctx.session, key, start_of(ctx.session, since))
    having = sample.in_use(ctx.session, audit.audit_month.month).get(named.line)
    if having is not None and having.id != audit.id:
        raise RefusedError("audit.line_taken", "line", line=named.line)
    chosen = CaseChosen.AGREED if agreed else CaseChosen.NAMED
    second = cases.other_holder(row, audit.practitioner_id)
    given = CaseGiven(named.line, key, chosen, second)
    is_the_file = _is_the_file(ctx, audit, key, agreed=agreed)
    case_rows.name_case(ctx, audit, given, is_the_file=is_the_file)
    ctx.session.expire(audit, ["second_practitioner"])
    _tell(ctx, audit, "case named")


def _is_the_file(ctx: RequestContext, audit: LiveAudit, key: str | None, *, agreed: bool) -> bool:
    """Say whether the case that is named may be the file to be looked at again.

    By its number, where one was given both times; else whoever names it must have known which.
    """
    if audit.re_audit_of_id is None:
        return True
    first = re_audits.first_look(ctx, audit, ctx.person)
    if first is not None and key is not None and first.case_key is not None:
        return key == first.case_key
    return agreed or first is not None


def _row(ctx: RequestContext, audit: LiveAudit, line: int) -> SampleLine | None:
    """Return a line of the month's sheet; where there is a sheet, it must be one of its lines."""
    rows = {row.line: row for row in sample.lines_of(ctx.session, audit.audit_month.month)}
    if rows and (line not in rows or rows[line].gone):
        raise RefusedError("audit.no_such_line", "line", line=line)
    return rows.get(line)


def next_case(ctx: RequestContext, audit: LiveAudit, why: Gone) -> None:
    """Let an audit look at the next case on the list, since its own was closed or transferred.

    Nobody is paired anew. A file that was to be looked at again is owed its look as before, and a
    lead says who holds it now. The caller has locked the month. Raises RefusedError where nothing
    is left on the list.
    """
    require(ctx.person, Permission.NEXT_CASE, audit)
    line = audit.case_line
    if not audit.is_open or line is None:
        raise RefusedError("audit.no_case_to_change", reference=audit.reference)
    sample.mark_gone(ctx, audit.audit_month.month, line, why)
    if audit.re_audit_of_id is not None:
        debts.lose_holder(ctx, audit.re_audit_of_id)
    case_rows.lose_case(ctx, audit, why)
    ctx.session.flush()
    ctx.session.expire(audit, ["second_practitioner"])
    given = {one.ids: one for one in settle_month(ctx, audit)}
    found = given.get(ids_of(audit))
    if found is None:
        raise RefusedError("audit.no_next_case", reference=audit.reference)
    _give(ctx, audit, found)
    _tell(ctx, audit, "next case")


def give_late(ctx: CouncilContext, audit_month: AuditMonth) -> int:
    """Give the audits of a published month cases of a sheet that came later; say how many got one.

    An audit that has its case keeps it. The caller has locked the month.
    """
    open_ones = [each for each in audits.of_month(ctx.session, audit_month.id) if each.is_open]
    without = [each for each in open_ones if each.case_line is None]
    if not without:
        return 0
    given = {one.ids: one for one in settle_month(ctx, without[0])}
    helped = [audit for audit in without if ids_of(audit) in given]
    for audit in helped:
        _give(ctx, audit, given[ids_of(audit)])
        _tell(ctx, audit, "case named")
    return len(helped)


def _tell(ctx: CouncilContext, audit: LiveAudit, event: AuditNews) -> None:
    """Tell the pair which case it is now, and send the entry of the day that was booked again."""
    tell(ctx.session, News(audit, event, ctx.now), pair(audit), ctx.person)
    if audit.booked_on is not None:
        audit.invite_sequence += 1
        send_invites(ctx.session, audit, ctx.now)


def _give(ctx: WorkContext, audit: LiveAudit, found: CaseOf) -> None:
    rows = {row.line: row for row in sample.lines_of(ctx.session, audit.audit_month.month)}
    row = rows.get(found.line)
    key = row.case_key if row else None
    second = cases.other_holder(row, audit.practitioner_id)
    case_rows.next_case(ctx, audit, CaseGiven(found.line, key, CaseChosen.LOT, second))
    ctx.session.expire(audit, ["second_practitioner"])


def settle_month(ctx: CouncilContext, about: LiveAudit) -> tuple[CaseOf, ...]:
    """Draw a published month's cases again with every pair as it is, and keep the proof of it."""
    from jobs.rules.draw.solve import draw

    month = published_month(ctx, about, lost=False)
    pairs = tuple(ids_of(audit) for audit in month.audits if audit.is_open)
    request = replace(month.request, pins=pairs, published=pairs).in_order()
    plan = solved(draw, request)
    if not isinstance(plan, Plan):
        raise RefusedError("audit.no_next_case", reference=about.reference)
    audit_month = about.audit_month
    audit_month.request, audit_month.plan = request.to_json(), plan.to_json()
    return plan.cases
