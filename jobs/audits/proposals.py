"""The days proposed to pairs, made anew whenever they are shown: never a day that cannot be.

A day is proposed when a month is drawn, and much can happen before the two read it: leave, a
leaver, a bank holiday, a month published late. So what was proposed then holds only as long as it
can be; otherwise the first day that can takes its place, and none where there is none.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from db.audits import queries as audits
from db.looking import worked_out
from db.models import AuditMonth, AuditState, LiveAudit, Person
from jobs.audits import settings
from jobs.audits.auditor_pool import NOTICE, AuditorPool, days_off, holidays_near, offered
from jobs.audits.published_month import ids_of
from jobs.context import CouncilContext
from jobs.rules.draw.model import DrawRequest
from jobs.rules.months import A_DAY
from jobs.rules.working_days import Calendar

PROPOSED: Final = frozenset({AuditState.DRAWN, AuditState.PUBLISHED})
_KNOWN: Final = "audits: the days proposed on"


def common_days(ctx: CouncilContext, audit: LiveAudit) -> Sequence[date]:
    """Return the days still to come, up to the day it is due, on which all are at work."""
    return list(_common(ctx, audit))


def offered_days(ctx: CouncilContext, audit: LiveAudit) -> Sequence[date]:
    """Return the days to offer: those common to all, without quiet weeks and weeks off."""
    return list(_offered(ctx, audit))


def has_day_to_offer(ctx: CouncilContext, audit: LiveAudit) -> bool:
    """Say whether there is any such day."""
    return next(_offered(ctx, audit), None) is not None


def proposed_day(ctx: CouncilContext, audit: LiveAudit) -> date | None:
    """Return the day to propose for an audit that has none booked; None where none can be."""
    return next(iter(proposed_days(ctx, audit)), None)


def proposed_days(ctx: CouncilContext, audit: LiveAudit) -> Sequence[date]:
    """Return the day to propose for an audit that has none booked, and the others on offer.

    What was proposed stays while it can be. Else it is the first day on which neither of the two
    has another audit, some working days ahead if possible; where there is none, no day is returned.
    """
    if audit.state not in PROPOSED:
        return ()
    days = offered_days(ctx, audit)
    known = worked_out(ctx.session, f"{_KNOWN} {ctx.today}")
    if audit.id not in known:
        known[audit.id] = _proposal(ctx, audit, days, known)
    first = known[audit.id]
    return [first, *(day for day in days if day != first)] if first is not None else ()


def standing_days(ctx: CouncilContext, audit: LiveAudit, weekday: int | None) -> Sequence[date]:
    """Return the days on which the bot may book by itself, the best first.

    With notice, on none with another audit of theirs; on the weekday asked for as far as possible.
    """
    ahead = ctx.council.calendar.shift(ctx.today, NOTICE)
    taken = set(_taken(audits.unheld_of(ctx.session, audit)))
    days = [day for day in offered_days(ctx, audit) if day >= ahead and day not in taken]
    meant = [day for day in days if day.weekday() == weekday]
    first = proposed_day(ctx, audit)
    usual = [day for day in days if day == first] + [day for day in days if day != first]
    return [*meant, *(day for day in usual if day not in meant)]


def make_anew(ctx: CouncilContext, audit_month: AuditMonth) -> None:
    """Propose other days for the audits of a month whose days cannot be any more; others stay."""
    listed = audits.of_month(ctx.session, audit_month.id)
    kept = {
        ids_of(audit): audit.proposed_on
        for audit in listed
        if audit.proposed_on is not None and audit.proposed_on in offered_days(ctx, audit)
    }
    if len(kept) == len(listed):
        return
    request = _as_things_stand(ctx, audit_month, listed)
    diary = offered(request, map(ids_of, listed), kept)
    days = {(offer.auditor, offer.practitioner): offer.day for offer in diary.offers}
    for audit in listed:
        day = days.get(ids_of(audit))
        # A case of two practitioners is drawn by the first, and the second has days of their own.
        can_be = len(audit.practitioners) == 1 or day in offered_days(ctx, audit)
        audit.proposed_on = day if can_be else None


def _as_things_stand(
    ctx: CouncilContext, audit_month: AuditMonth, listed: Sequence[LiveAudit]
) -> DrawRequest:
    """Return the request of a month with its people, its days and the bank holidays as they are."""
    drawn = DrawRequest.from_json(audit_month.request)
    off = days_off(ctx.council, settings.rules_of(ctx.session))
    window = replace(drawn.window, today=ctx.today, off=off)
    lists = AuditorPool.of(ctx.session, window)
    seated = lists.auditors()
    here = {auditor.id for auditor in seated}
    left = {one.auditor_id: one.auditor for one in listed if str(one.auditor_id) not in here}
    return replace(
        drawn,
        auditors=(*seated, *map(lists.without_place, left.values())),
        practitioners=lists.people(
            besides=[one for audit in listed for one in audit.practitioners]
        ),
        window=window,
        holidays=holidays_near(window, ctx.council.calendar),
    )


def _offered(ctx: CouncilContext, audit: LiveAudit) -> Iterator[date]:
    off = days_off(ctx.council, settings.rules_of(ctx.session))
    for day in _common(ctx, audit):
        if not any(first <= day <= last for first, last in off):
            yield day


def _common(ctx: CouncilContext, audit: LiveAudit) -> Iterator[date]:
    first = max(audit.audit_month.opens_on, ctx.today)
    for number in range((audit.due_on - first).days + 1):
        day = first + number * A_DAY
        if all(_is_at_work(person, day, ctx.council.calendar) for person in audit.people):
            yield day


def _proposal(
    ctx: CouncilContext, audit: LiveAudit, days: Sequence[date], known: dict[int, date | None]
) -> date | None:
    """Return the day it was proposed for if that is among some days, else another of them."""
    return audit.proposed_on if audit.proposed_on in days else _another(ctx, audit, days, known)


def _another(
    ctx: CouncilContext, audit: LiveAudit, days: Sequence[date], known: dict[int, date | None]
) -> date | None:
    """Return the first of some days that neither has another audit on, with notice if possible."""
    if not days:
        return None
    taken = set(_taken_before(ctx, audit, known))
    free = [day for day in days if day not in taken]
    ahead = ctx.council.calendar.shift(ctx.today, NOTICE)
    return next((day for day in free if day >= ahead), free[0] if free else None)


def _taken_before(
    ctx: CouncilContext, audit: LiveAudit, known: dict[int, date | None]
) -> Iterator[date]:
    """Yield the days of their other audits, those of an earlier number as they are shown now.

    So two whose days have passed are not both shown the next: the earlier number goes first.
    """
    others = audits.unheld_of(ctx.session, audit)
    earlier = [one for one in others if one.id < audit.id and one.state in PROPOSED]
    for one in earlier:
        if one.id not in known:
            known[one.id] = _proposal(ctx, one, offered_days(ctx, one), known)
        day = known[one.id]
        if day is not None:
            yield day
    yield from _taken(one for one in others if one not in earlier)


def _taken(others: Iterable[LiveAudit]) -> Iterator[date]:
    for other in others:
        day = other.booked_on or other.proposed_on
        if day is not None:
            yield day


def _is_at_work(person: Person, day: date, calendar: Calendar) -> bool:
    """Say whether somebody is there on a day: in post, on a working day of theirs and not away.

    Whoever can finish what they have is there for it.
    """
    if not person.works_here(day) or not calendar.with_weekdays(person.weekdays).is_working(day):
        return False
    return person.away_on(day) is None
