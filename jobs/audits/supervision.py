"""After an audit: the practitioner's supervisor is asked to talk about it in supervision."""

from datetime import timedelta
from typing import Final

from db.audits import changes
from db.models import AuditEvent, LiveAudit, Person
from db.people.teams import nearest_above
from jobs.audits.letters import News, tell_once
from jobs.context import RequestContext

IN_TIME: Final = timedelta(weeks=4)


def ask(ctx: RequestContext, audit: LiveAudit, event: AuditEvent) -> None:
    """Give the supervisors of an audit's practitioners their line, with the event that ends it.

    Whoever did the audit was there, so nobody tells them; once asked, nobody is asked again.
    """
    if audit.supervision_by is not None or not (audit.strengths or audit.areas):
        return
    asked = supervisors(ctx, audit)
    if asked:
        changes.also(event, audit, {"supervision_by": ctx.today + IN_TIME})
        tell_once(ctx.session, News(audit, "supervision", ctx.now), asked)


def supervisors(ctx: RequestContext, audit: LiveAudit) -> list[Person]:
    """Return the nearest manager of each practitioner who can be reached, but for the auditor."""
    nearest = nearest_above(audit.practitioners, ctx.today)
    return [one for one in nearest if one.id != audit.auditor_id]
