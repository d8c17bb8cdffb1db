"""Messages about one live audit, from its pair and its time to what came of it."""

from datetime import date, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import AuditEvent, AuditState, LiveAudit, Person
from tests.bot.delivery.samples.kit import Sample, Samples
from tests.people import NOW, TODAY, Council

MORE_TIME = {"until": "2026-12-05", "reason": "away"}


def audits(council: Council, session: Session) -> Samples:
    audit = session.scalars(select(LiveAudit).order_by(LiveAudit.id)).all()[0]
    pair = council.other_manager, council.practitioner
    yield from _times(session, audit, pair)
    for event in ("published", "day lost", "extended", "extension refused"):
        yield Sample(event, pair[1], {"audit": audit.id, "event": event})
    for event, to in (("extension asked", council.head), ("swap asked", council.manager)):
        asked = _asks(session, audit, pair[0], event)
        about = {"audit": audit.id, "event": event, "asked": asked.id}
        yield Sample(event, to, about)
    yield Sample("swap refused", pair[0], {"audit": audit.id, "event": "swap refused"})
    yield Sample("re-pair offered", council.head, {"audit": audit.id, "event": "re-pair offered"})
    audit.case_line = 17
    for event in ("case named", "next case"):
        yield Sample(event, pair[1], {"audit": audit.id, "event": event})
    written_up = session.scalars(select(LiveAudit).order_by(LiveAudit.id)).all()[1]
    yield Sample("held", council.colleague, {"audit": written_up.id, "event": "held"})
    written_up.grade = "Inadequate"
    yield Sample("inadequate", council.head, {"audit": written_up.id, "event": "inadequate"})
    written_up.needs_moderation, written_up.reflected_at = True, NOW
    for event, to in (
        ("reflected", council.other_manager),
        ("disagreed", council.manager),
        ("no moderator", council.director),
    ):
        yield Sample(event, to, {"audit": written_up.id, "event": event})
    yield from _moderation(council, session, written_up)
    yield from _put_right(council, session, written_up)
    written_up.supervision_by = TODAY + timedelta(weeks=4)
    yield Sample("supervision", council.manager, {"audit": written_up.id, "event": "supervision"})
    yield from _called_off(audit, pair)


def _times(session: Session, audit: LiveAudit, pair: tuple[Person, Person]) -> Samples:
    audit.state, audit.booked_on, audit.booked_at = AuditState.BOOKED, date(2026, 11, 26), time(14)
    audit.place = "Room 3"
    yield Sample("booked", pair[1], {"audit": audit.id, "event": "booked"})
    audit.suggested_on, audit.suggested_at = date(2026, 11, 27), time(10)
    audit.suggested_minutes, audit.suggested_by_id = 45, pair[0].id
    yield Sample("time suggested", pair[1], {"audit": audit.id, "event": "time suggested"})
    audit.suggested_on = None
    about = {"audit": audit.id, "event": "suggestion declined"}
    yield Sample("suggestion declined", pair[0], about)
    audit.state, audit.booked_on, audit.booked_at = AuditState.PUBLISHED, None, None
    audit.place = ""


def _called_off(audit: LiveAudit, pair: tuple[Person, Person]) -> Samples:
    audit.state, audit.not_held_reason = AuditState.NOT_HELD, "leave"
    yield Sample("cannot", pair[1], {"audit": audit.id, "event": "cannot"})
    audit.exempt = True
    yield Sample("exempted", pair[1], {"audit": audit.id, "event": "exempted"})
    audit.state, audit.exempt = AuditState.REPLACED, False
    yield Sample("replaced", pair[0], {"audit": audit.id, "event": "replaced"})


def nudges(council: Council, session: Session) -> Samples:
    one, other = session.scalars(select(LiveAudit).order_by(LiveAudit.id)).all()[:2]
    other.auditor_id, other.state = one.auditor_id, AuditState.PUBLISHED
    other.booked_on = None
    both = {"audits": [one.id, other.id]}
    yield Sample("several", council.other_manager, both)
    one.state, one.booked_on = AuditState.BOOKED, one.due_on
    yield Sample("one has a day since", council.other_manager, both)


def _moderation(council: Council, session: Session, audit: LiveAudit) -> Samples:
    audit.moderator_id = council.officer.id
    yield Sample("moderate", council.officer, {"audit": audit.id, "event": "moderate"})
    audit.state, audit.upheld = AuditState.MODERATED, False
    audit.moderated_grade = "Good"
    _happens(session, audit, council.officer, "moderated", "The plan was in place")
    about = {"audit": audit.id, "event": "moderated"}
    yield Sample("moderated", council.colleague, about)
    yield Sample("moderated, to the auditor", council.other_manager, about)


def _put_right(council: Council, session: Session, audit: LiveAudit) -> Samples:
    _happens(session, audit, council.director, "corrected", "Ticked the wrong one")
    about = {"audit": audit.id, "event": "corrected"}
    yield Sample("corrected", council.colleague, about)
    yield Sample("corrected, to the auditor", council.other_manager, about)
    _happens(session, audit, council.director, "reopened", "The wrong audit")
    audit.state = AuditState.PUBLISHED
    yield Sample("reopened", council.colleague, {"audit": audit.id, "event": "reopened"})
    audit.state, audit.not_held_reason = AuditState.NOT_HELD, "no word"
    yield Sample("reopened too late", council.colleague, {"audit": audit.id, "event": "reopened"})


def _happens(session: Session, audit: LiveAudit, by: Person, kind: str, note: str) -> None:
    session.add(AuditEvent(audit_id=audit.id, person_id=by.id, at=NOW, kind=kind, note=note))
    session.flush()


def _asks(session: Session, audit: LiveAudit, by: Person, event: str) -> AuditEvent:
    made = AuditEvent(
        audit_id=audit.id,
        person_id=by.id,
        at=NOW,
        kind=event,
        changes=MORE_TIME if event == "extension asked" else {},
        note="Two of us are in court that week",
    )
    session.add(made)
    session.flush()
    return made


def invitations(council: Council, session: Session) -> Samples:
    audit = session.scalars(select(LiveAudit).order_by(LiveAudit.id)).all()[0]
    audit.state, audit.booked_on, audit.booked_at = AuditState.BOOKED, date(2026, 11, 26), time(14)
    audit.minutes, audit.place = 45, "Room 3"
    about = {"audit": audit.id, "sequence": audit.calendar_sequence}
    yield Sample("booked", council.practitioner, about)
    yield Sample("booked, to the other", council.other_manager, about)


def pairs(council: Council, session: Session) -> Samples:
    """The opener of a pair's group message, before its audit was held, and after."""
    published, over = _audits_in(session, AuditState.PUBLISHED, AuditState.HELD)
    for name, audit in (("they have a time to find", published), ("it was held", over)):
        people = [audit.auditor_id, audit.practitioner_id]
        about = {"audit": audit.id, "people": people}
        yield Sample(name, session.get_one(Person, people[0]), about)


def _audits_in(session: Session, *states: AuditState) -> list[LiveAudit]:
    query = select(LiveAudit).order_by(LiveAudit.id).limit(1)
    return [session.scalars(query.where(LiveAudit.state == state)).one() for state in states]
