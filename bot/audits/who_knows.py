"""Who may know what of a live audit: its grade, its moderation, what happened and why."""

from db import council_events
from db.audits import debts
from db.context import ChangeContext
from db.models import AuditEvent, AuditEventKind, LiveAudit, Person
from db.permissions import Permission, may


def may_see_grade(audit: LiveAudit, person: Person) -> bool:
    """Say whether a grade may stand beside the practitioner's name: theirs, or their line's."""
    return any(person.id == one.id or person.manages(one) for one in audit.practitioners)


def reads_grade(audit: LiveAudit, ctx: ChangeContext) -> bool:
    """Say whether whoever asks is shown a grade, or what tells it; that they were is written down.

    Every screen, form, list and file asks this and not `may_see_grade`.
    """
    may_see = may_see_grade(audit, ctx.person)
    if may_see and audit.grade:
        council_events.looked(ctx, audit)
    return may_see


def knows_of_moderation(audit: LiveAudit, person: Person) -> bool:
    """Say whether somebody may know that an audit is moderated, which most often tells the grade.

    Those who know the grade may, the moderator, and the leads, who look after the month.
    """
    knows = person.id in (audit.auditor_id, audit.moderator_id) or may_see_grade(audit, person)
    return knows or may(person, Permission.SEE_MONTH)


_KIND = AuditEventKind
# What the pair wrote of the work itself is for them and their line, like the grade; why somebody
# cannot hold it in time, or at all, is for whoever wrote it and those above them.
_OF_THE_WORK = frozenset({_KIND.REFLECTED, _KIND.MODERATED, _KIND.CORRECTED, _KIND.REOPENED})
_OF_THEMSELVES = frozenset({_KIND.NOT_HELD, _KIND.EXTENSION_ASKED})
# Why more was given than the rules give is for the leads, who keep the register of it.
_OF_THE_REGISTER = frozenset({_KIND.EXTENDED, _KIND.EXEMPTED})
# That something follows from a grade tells the grade.
_BY_THE_GRADE = frozenset({_KIND.CLOCK_STARTED, _KIND.FILE_RELEASED})
_OF_MODERATION = frozenset({_KIND.MODERATOR_CHOSEN, _KIND.MODERATED})


def may_see_event(event: AuditEvent, audit: LiveAudit, person: Person) -> bool:
    """Say whether somebody may know that it happened at all."""
    if event.kind in _OF_MODERATION:
        return knows_of_moderation(audit, person)
    tells_grade = event.kind in _BY_THE_GRADE or debts.is_of_release(event)
    return not tells_grade or may_see_grade(audit, person)


def may_read_note(event: AuditEvent, audit: LiveAudit, person: Person) -> bool:
    if event.person is None or person.id == event.person_id:
        return True
    kind = _answered(event)
    if kind in _OF_THE_WORK:
        return may_see_grade(audit, person)
    if kind in _OF_THE_REGISTER:
        return may(person, Permission.SEE_MONTH) or person.manages(event.person)
    return kind not in _OF_THEMSELVES or person.manages(event.person)


def _answered(event: AuditEvent) -> str:
    """Return what an event takes back, of which its note tells: why it can be held after all."""
    was_off = event.changes.get("not_held_reason", [None])[0]
    if event.kind != _KIND.REOPENED or not was_off:
        return event.kind
    return _KIND.EXEMPTED if "exempt" in event.changes else _KIND.NOT_HELD
