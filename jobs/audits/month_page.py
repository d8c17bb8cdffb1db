"""A month of live audits as the leads look after it: each audit once, and what it waits for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from db.audits import changes
from db.audits import learning as notes
from db.audits import queries as audits
from db.audits.queries import MonthCounts
from db.days import day_in
from db.errors import RefusedError
from db.models import AuditMonth, AuditState, LearningNote, LiveAudit
from db.permissions import Permission, require
from jobs.audits import case_changes, learning
from jobs.audits.letters import tell_unbooked
from jobs.context import RequestContext
from jobs.rules.audit_waits import AuditDays, Wait, WaitsFor, forgotten, to_be_held, written_up
from jobs.rules.not_held import NO_WORD


class Only(StrEnum):
    """Which audits of a month are shown."""

    ALL = "all"
    NOT_BOOKED = "not booked"
    NOT_HELD = "not held"
    MORE_TIME = "more time"
    CASE = "case"
    WRITING_UP = "writing up"
    REFLECTION = "reflection"
    MODERATION = "moderation"
    CANCELLED = "cancelled"
    DONE = "done"


@dataclass(frozen=True)
class MonthRow:
    """An audit of the month, and all that it waits for."""

    audit: LiveAudit
    waits: tuple[Wait, ...]


@dataclass(frozen=True)
class MonthPage:
    """A month's audits of one kind, how many of each kind there are, and how the month stands."""

    audit_month: AuditMonth
    only: Only
    rows: Sequence[MonthRow]
    numbers: Mapping[Only, int]
    counts: MonthCounts
    note: LearningNote | None = None
    has_note: bool = False  # there is a learning note, or one to write


def month_page(ctx: RequestContext, audit_month: AuditMonth, only: Only = Only.ALL) -> MonthPage:
    """Return a month as it stands now; for whom the permission table lets see it."""
    require(ctx.person, Permission.SEE_MONTH)
    listed = audits.standing(ctx.session, audit_month.id)
    known = _Known.of(ctx, audit_month)
    rows = [MonthRow(audit, waits(audit, known)) for audit in listed]
    return MonthPage(
        audit_month,
        only,
        [row for row in rows if _BELONGS[only](row)],
        {each: sum(map(belongs, rows)) for each, belongs in _BELONGS.items()},
        audits.counts(ctx.session, audit_month.id),
        notes.note_of(ctx.session, audit_month.id),
        learning.has_note(ctx.session, audit_month),
    )


def nudge(ctx: RequestContext, audit_month: AuditMonth) -> int:
    """Ask every pair that has not booked to choose a day, once a day; return how many were asked.

    Whoever has several audits is asked once for all of them. Raises RefusedError where nobody is
    left to ask.
    """
    require(ctx.person, Permission.NUDGE)
    asked_today = audits.nudged_since(ctx.session, audit_month.id, _midnight(ctx))
    waiting = [
        audit
        for audit in audits.standing(ctx.session, audit_month.id)
        if audit.state == AuditState.PUBLISHED and not audit.is_lapsed(ctx.today)
    ]
    to_ask = [audit for audit in waiting if audit.id not in asked_today]
    if not to_ask:
        raise RefusedError("audit.nudged_today" if waiting else "audit.nothing_to_nudge")
    for audit in to_ask:
        changes.nudge(ctx, audit)
    tell_unbooked(ctx.session, to_ask, ctx.now, ctx.person)
    return len(to_ask)


@dataclass(frozen=True)
class _Known:
    """What the history of a month's audits says of them: when the pair could book, who asked."""

    opened: Mapping[int, date]
    more_time: Mapping[int, date]
    today: date

    @classmethod
    def of(cls, ctx: RequestContext, audit_month: AuditMonth) -> "_Known":
        opened = audits.opened_on(ctx.session, audit_month.id)
        more_time = audits.more_time_asked(ctx.session, audit_month.id)
        return cls(opened, more_time, ctx.today)


def waits(audit: LiveAudit, known: _Known) -> tuple[Wait, ...]:
    """Return all that an audit waits for, if for anything."""
    opened, asked, today = known.opened.get(audit.id), known.more_time.get(audit.id), known.today
    opens = max(audit.audit_month.opens_on, opened or date.min)
    days = AuditDays(
        drawn=day_in(audit, audit.audit_month.drawn_at),
        published=None if audit.state == AuditState.DRAWN else opens,
        booked_for=audit.booked_on,
        due=audit.due_on,
        written_up=day_in(audit, audit.written_up_at),
        reflected=day_in(audit, audit.reflected_at),
        more_time_asked=asked,
        case_asked=opens if case_changes.waits_for_case(audit) else None,
        is_recorded=audit.audit_month.records_closed_at is None,
    )
    if audit.is_open or audit.state == AuditState.DRAWN:
        return to_be_held(days, today)
    later = forgotten(days, today) if _is_forgotten(audit) else None
    if audit.state == AuditState.HELD:
        later = written_up(days, today, needs_moderation=audit.needs_moderation)
    return (later,) if later else ()


def _is_forgotten(audit: LiveAudit) -> bool:
    is_off = audit.state == AuditState.NOT_HELD and audit.not_held_reason == NO_WORD
    return is_off and not audit.exempt and audit.audit_month.records_closed_at is None


def _midnight(ctx: RequestContext) -> datetime:
    return ctx.now.replace(hour=0, minute=0, second=0, microsecond=0)


def _waits_for(*what: WaitsFor) -> Callable[[MonthRow], bool]:
    return lambda row: any(wait.what in what for wait in row.waits)


_BELONGS: Final[Mapping[Only, Callable[[MonthRow], bool]]] = {
    Only.ALL: lambda _: True,
    Only.NOT_BOOKED: _waits_for(WaitsFor.BOOKING),
    Only.NOT_HELD: _waits_for(WaitsFor.BOOKING, WaitsFor.ITS_DAY, WaitsFor.WRITING_UP),
    Only.MORE_TIME: _waits_for(WaitsFor.MORE_TIME),
    Only.CASE: _waits_for(WaitsFor.CASE),
    Only.WRITING_UP: _waits_for(WaitsFor.WRITING_UP),
    Only.REFLECTION: _waits_for(WaitsFor.REFLECTION),
    Only.MODERATION: _waits_for(WaitsFor.MODERATION),
    Only.CANCELLED: lambda row: not row.waits and row.audit.state == AuditState.NOT_HELD,
    Only.DONE: lambda row: not row.waits and row.audit.state != AuditState.NOT_HELD,
}
