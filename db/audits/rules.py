"""The rules for live audits, as they are kept: what they mean is for the jobs to say."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.chain.standing import what_was_written
from db.context import WorkContext
from db.council_events import differences, record
from db.errors import RefusedError
from db.history import Changes
from db.looking import worked_out
from db.models import AuditRuleValues, CouncilEventKind, LiveAudit, Team
from db.permissions import Permission, require

EVERY_SERVICE: Final = ""
SCALE: Final = "grade_scale"
USUAL_SCALE: Final = "ofsted"  # of a council that has never kept one, as jobs.rules has it
Values = Mapping[str, Any]
_KNOWN: Final = "rules: the council's, as this session loaded them"
_OF_EACH: Final = "rules: the council's and each service's"


def values_of(session: Session) -> Values:
    """Return the council's rules that somebody has changed; nothing where the defaults hold."""
    if _KNOWN in session.info:
        known: Values = session.info[_KNOWN]
        return known
    row = session.get(AuditRuleValues, EVERY_SERVICE)
    return {} if row is None else row.values


def know(session: Session, values: Values | None) -> None:
    """Hold on to the council's rules, or to that there are none, where they came with others."""
    session.info[_KNOWN] = values or {}


def changed_at(session: Session) -> datetime | None:
    """Return when the rules were last changed; None where nobody has changed any."""
    row = session.get(AuditRuleValues, EVERY_SERVICE)
    return None if row is None else row.changed_at


def own_values(session: Session) -> Mapping[str, Values]:
    """Return what each service has of its own, by service."""
    return {name: values for name, values in all_values(session).items() if name != EVERY_SERVICE}


def all_values(session: Session) -> Mapping[str, Values]:
    """Return what is kept of the council's rules and of each service's, by service."""
    kept: dict[str, Mapping[str, Values]] = worked_out(session, _OF_EACH)
    if _OF_EACH not in kept:
        rows = session.scalars(select(AuditRuleValues).order_by(AuditRuleValues.service))
        kept[_OF_EACH] = {row.service: row.values for row in rows if row.values}
    return kept[_OF_EACH]


def services(session: Session) -> Sequence[str]:
    """Return the services that teams belong to, and those with rules kept, in order."""
    teams = session.scalars(select(Team.service).where(Team.service != "").distinct())
    return sorted({*teams, *own_values(session)})


def change(ctx: WorkContext, values: Values, service: str = EVERY_SERVICE) -> None:
    """Keep the rules of the council or of a service, as checked.

    A service with no values is as the council's. On the command line of the bot's own machine
    nobody does it.
    """
    if ctx.person is not None:
        require(ctx.person, Permission.RULES)
    row = ctx.session.get(AuditRuleValues, service, with_for_update=True)
    # What a service has not of its own is the council's, whatever that is.
    usual = {SCALE: USUAL_SCALE} if service == EVERY_SERVICE else {}
    old = row.values if row else {}
    _refuse_other_grades(ctx.session, {**usual, **old}, {**usual, **values})
    changes = differences(old, values)
    if not changes and (row is not None or service != EVERY_SERVICE):
        return
    if row is None:
        row = AuditRuleValues(service=service)
        ctx.session.add(row)
    row.values = dict(values)
    row.changed_at, row.changed_by_id = ctx.now, ctx.person.id if ctx.person else None
    ctx.session.info.pop(_KNOWN, None)
    ctx.session.flush()
    of: Changes = {"service": [None, service]} if service else {}
    record(ctx, CouncilEventKind.RULES, {**of, **changes, **what_was_written(row)})


def _refuse_other_grades(session: Session, old: Values, new: Values) -> None:
    """Refuse to change the scale that audits were graded by: another holds from a day on."""
    if old.get(SCALE) == new.get(SCALE):
        return
    graded = select(LiveAudit.id).where(LiveAudit.grade.is_not(None)).limit(1)
    if session.scalar(graded) is not None:
        raise RefusedError("audit.grades_are_dated", SCALE)
