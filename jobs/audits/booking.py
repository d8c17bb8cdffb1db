"""An audit's time: what is proposed, booked, suggested by one and accepted by the other, and news.

A time that is typed without its hour is the usual one of the rules. Where a council's rules say so,
the bot books what nobody has booked, on a working day of the month.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from db.audits import booking, locking
from db.audits import queries as audits
from db.audits import work as audit_work
from db.errors import RefusedError
from db.models import AuditEvent, AuditState, LiveAudit, Meeting
from db.session import Database
from jobs.audits import proposals, settings
from jobs.audits.auditor_pool import NOTICE
from jobs.audits.letters import News, send_invites, tell
from jobs.audits.recipients import pair
from jobs.context import Council, CouncilContext, RequestContext
from jobs.rules.audit_rules import AuditRules, usual_slot
from jobs.rules.meeting_words import Slot
from jobs.rules.months import A_DAY

EARLIEST, LATEST = time(7), time(20)


@dataclass(frozen=True)
class Asked:
    """What somebody wants of a meeting: the day, and the rest as far as it was said."""

    day: date
    starts: time | None = None
    minutes: int | None = None
    place: str | None = None

    def meeting(self, audit: LiveAudit, slot: Slot) -> Meeting:
        """Return the meeting: what is not said is as it was booked, or else as usual."""
        was = audit.booked
        if was is None or was.starts is None:
            was = Meeting(self.day, slot.starts, slot.minutes)
        return Meeting(
            self.day,
            self.starts or was.starts,
            was.minutes if self.minutes is None else self.minutes,
            was.place if self.place is None else self.place,
        )


def slot_of(ctx: CouncilContext, audit: LiveAudit) -> Slot:
    """Return the usual time of an audit's service."""
    return usual_slot(settings.rules_of_audit(ctx.session, audit))


def proposed(ctx: CouncilContext, audit: LiveAudit) -> Meeting | None:
    """Return the time to propose for an audit that is not booked; None where none can be.

    The day proposed, or the next on which both are free at the usual hour; today only if no other
    day is left, for nobody makes room within the hour.
    """
    today = ctx.today
    days = sorted(proposals.proposed_days(ctx, audit), key=lambda day: day <= today)
    if not days:
        return None
    slot = slot_of(ctx, audit)
    meetings = (Asked(day).meeting(audit, slot) for day in days)
    return next((one for one in meetings if _is_free(ctx, audit, one)), None)


def can_be(ctx: CouncilContext, audit: LiveAudit, meeting: Meeting) -> bool:
    """Say whether a time can be booked as things stand."""
    return meeting.day in proposals.common_days(ctx, audit) and _is_free(ctx, audit, meeting)


def _is_free(ctx: CouncilContext, audit: LiveAudit, meeting: Meeting) -> bool:
    try:
        _refuse_unless_free(ctx, audit, meeting)
    except RefusedError:
        return False
    return True


def book(ctx: RequestContext, audit: LiveAudit, meeting: Meeting) -> AuditEvent:
    """Book a time, tell the others, and send everybody the appointment. Raises RefusedError."""
    locking.lock_hours_of(ctx.session, audit)
    _refuse_unless_free(ctx, audit, meeting)
    event = booking.book(ctx, audit, meeting)
    tell(ctx.session, News(audit, "booked", ctx.now), pair(audit), by=ctx.person)
    send_invites(ctx.session, audit, ctx.now)
    return event


def suggest(ctx: RequestContext, audit: LiveAudit, meeting: Meeting) -> AuditEvent:
    """Ask the others of the pair whether a time suits them. Raises RefusedError."""
    _refuse_unless_free(ctx, audit, meeting)
    event = booking.suggest(ctx, audit, meeting)
    tell(ctx.session, News(audit, "time suggested", ctx.now), pair(audit), by=ctx.person)
    return event


def may_answer(ctx: RequestContext, audit: LiveAudit) -> bool:
    """Say whether a suggestion waits for this person's answer."""
    theirs = audit.suggested_by_id == ctx.person.id
    return suggestion(ctx, audit) is not None and not theirs


def suggestion(ctx: RequestContext, audit: LiveAudit) -> Meeting | None:
    """Return the time that was suggested, as long as it is still to come."""
    meeting = audit.suggested
    return None if meeting is None or _has_passed(ctx, meeting) else meeting


def accept(ctx: RequestContext, audit: LiveAudit, meeting: Meeting) -> AuditEvent:
    """Book what another suggested; refuse where that is something else by now."""
    if suggestion(ctx, audit) != meeting or not may_answer(ctx, audit):
        raise RefusedError("audit.suggestion_gone", reference=audit.reference)
    return book(ctx, audit, meeting)


def decline(ctx: RequestContext, audit: LiveAudit) -> AuditEvent:
    """Keep to what is booked, and tell whoever suggested something else."""
    asker = audit.suggested_by
    event = booking.decline(ctx, audit)
    if asker is not None:
        tell(ctx.session, News(audit, "suggestion declined", ctx.now), [asker], by=ctx.person)
    return event


def _refuse_unless_free(ctx: CouncilContext, audit: LiveAudit, meeting: Meeting) -> None:
    """Refuse an hour at night, one that has passed, and one at which somebody has another audit."""
    if meeting.starts is not None and not EARLIEST <= meeting.starts <= LATEST:
        raise RefusedError("audit.odd_hour", "starts", first=EARLIEST, last=LATEST)
    if _has_passed(ctx, meeting):
        raise RefusedError("audit.time_passed", "starts", day=meeting.day, starts=meeting.starts)
    for other in audits.unheld_of(ctx.session, audit):
        if other.booked is not None and meeting.overlaps(other.booked):
            both = {one.id for one in audit.people}
            busy = next(one for one in other.people if one.id in both)
            facts: dict[str, object] = {
                "busy": busy.called,
                "starts": other.booked_at,
                "day": other.booked_on,
            }
            raise RefusedError("audit.hour_taken", "starts", **facts)


def _has_passed(ctx: CouncilContext, meeting: Meeting) -> bool:
    begins = meeting.begins(ctx.council.zone)
    if begins is None:
        return meeting.day < ctx.council.day_of(ctx.now)
    return begins <= ctx.now


def book_by_itself(database: Database, now: Callable[[], datetime], council: Council) -> None:
    """Book what nobody has booked by the working day of the rules, at the usual time.

    Only in the council's own hours, and never in quiet weeks; doing it twice changes nothing.
    """
    at = now()
    local = at.astimezone(council.zone)
    is_quiet = council.cadence.limits.quiet.cover(local.date())
    if (
        is_quiet
        or not council.calendar.is_working(local.date())
        or local.time() < council.remind_at
    ):
        return
    with database.read() as session:
        numbers = [audit.id for audit in _due(CouncilContext(session, None, at, council))]
    for number in numbers:
        with database.begin() as session:
            _book(CouncilContext(session, None, at, council), number)


def _due(ctx: CouncilContext) -> Iterable[LiveAudit]:
    sets = settings.rule_sets(ctx.session)
    if not any(rules.books_itself == "yes" for rules in sets.every()):
        return
    today = ctx.council.day_of(ctx.now)
    for audit in audit_work.unbooked(ctx.session, today):
        rules = sets.of(settings.service_of(audit.practitioner))
        if rules.books_itself == "yes" and today >= _booking_day(ctx, audit, rules):
            yield audit


def _booking_day(ctx: CouncilContext, audit: LiveAudit, rules: AuditRules) -> date:
    """Return the working day of the month on which it books, or of a later month that opened it."""
    first, calendar = audit.audit_month.month, ctx.council.calendar
    on_time = calendar.shift(first - A_DAY, rules.books_on_working_day)
    opened = audit.audit_month.published_at
    # Whoever was told late has a few days of their own first.
    told = ctx.council.day_of(opened) if opened else first
    return max(on_time, calendar.shift(told, NOTICE))


def _book(ctx: CouncilContext, number: int) -> None:
    audit = locking.locked(ctx.session, number)
    if audit is None or audit.state != AuditState.PUBLISHED or audit.suggested is not None:
        return  # another replica was here first, or one of the two; or they are about to agree
    locking.lock_hours_of(ctx.session, audit)
    slot = slot_of(ctx, audit)
    for day in proposals.standing_days(ctx, audit, slot.weekday):
        meeting = Meeting(day, slot.starts, slot.minutes)
        if not _is_free(ctx, audit, meeting):
            continue
        booking.book(ctx, audit, meeting)
        send_invites(ctx.session, audit, ctx.now)
        return
