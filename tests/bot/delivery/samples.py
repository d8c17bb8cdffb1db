"""Every kind of message as it is written to the outbox, with real rows behind it.

What happened is written down as rows and their events (`Story`), so that a sample does not change
with how a command works. Each sample says to whom it is and what it is about.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.delivery.message_kind import RenderJob
from bot.delivery.render import answer_of
from bot.slack.blocks import Answer
from db import handovers
from db.audits.learning import NoteWords
from db.handovers import HandoverState, Held, HoldingKind
from db.models import (
    Action,
    AuditEvent,
    AuditMonth,
    AuditState,
    DateMove,
    Event,
    LearningNote,
    LiveAudit,
    Message,
    MessageName,
    MonthState,
    NotePost,
    Person,
    Status,
    Subscription,
    Team,
)
from db.outbox import queries as outbox
from jobs.audits.learning import NoteTold
from jobs.context import Council as Rules
from jobs.context import RequestContext
from jobs.rules.learning import MonthLearning
from tests.db.audits.months import drawn, held
from tests.people import NOW, TODAY, Council, acting
from tests.plans import GOOD, INADEQUATE, Story, at

MONTH = date(2026, 11, 1)
LONG_AGO = date(2026, 9, 1)
SOON = date(2026, 12, 4)
MOVED = {"due_on": date(2026, 12, 18)}
MORE_TIME = {"until": "2026-12-05", "reason": "away"}


@dataclass(frozen=True)
class Sample:
    """One message: what happened, to whom it is, and the ids of what it is about."""

    name: str
    to: Person
    about: Mapping[str, Any]
    channel: str | None = None


Samples = Iterator[Sample]


def begins(
    council: Council, session: Session, title: str, due: date | None = SOON, **more: object
) -> Story:
    return Story.begins(session, title, council.practitioner, due, LONG_AGO, **more)


def daily_digest(council: Council, session: Session) -> Samples:
    owner = council.practitioner
    today = begins(council, session, "Publish the placement guide", TODAY).action
    late = begins(council, session, "Review the permanence panel", date(2026, 11, 9)).action
    done = begins(council, session, "Share the audit form")
    done.done(date(2026, 11, 2))
    done.action.sign_off_asked_id = council.officer.id
    done.action.sign_off_asked_on = date(2026, 11, 2)
    asked = begins(council, session, "Map the family hubs")
    asked.moves(date(2027, 2, 1), date(2026, 11, 16), "Estates are late", state="waiting")
    line = session.scalars(select(DateMove).where(DateMove.action_id == asked.action.id)).one()
    steps = [_step(today, "0", "owner"), _step(late, "10", "owner")]
    yield Sample("what an owner hears", owner, {"actions": steps, "day": str(TODAY)})
    wait = _step(asked.action, "", "approver") | {"move": line.id}
    yield Sample(
        "what a manager hears",
        council.manager,
        {
            "actions": [_step(late, "10", "manager")],
            "approvals": [wait],
            "sign_offs": [{"id": done.action.id, "since": "2026-11-02", "as": "manager"}],
        },
    )
    yield Sample(
        "what a signer hears who is an administrator",
        council.officer,
        {
            "sign_offs": [{"id": done.action.id, "since": "2026-11-02", "as": "signer"}],
            "sealed": {"links": 12345, "head": "8f0c" * 16},
        },
    )
    audits = session.scalars(select(LiveAudit).order_by(LiveAudit.id)).all()
    published, reflect = audits[0], audits[1]
    steps = [
        {"id": published.id, "due": "2026-11-04", "step": "opened 0", "as": "auditor"},
        {"id": reflect.id, "due": "2026-11-18", "step": "reflect 3", "as": "manager"},
    ]
    yield Sample("what an auditor hears", council.other_manager, {"audits": steps})
    month = session.scalars(select(AuditMonth)).one()
    month.state = MonthState.DRAWN
    yield Sample("what a lead hears", council.director, {"months": [{"month": str(MONTH)}]})
    steps = [_step(today, "0", "owner"), _step(late, "10", "owner")]
    yield from composed_mornings(council, session, steps, line.id)


def composed_mornings(
    council: Council, session: Session, steps: list[dict[str, object]], move: int
) -> Samples:
    """Yield whole mornings: with what colleagues did and ask, and what was escalated."""
    to_owner = {"owner_id": council.practitioner.id}
    thresholds = begins(council, session, "Agree the thresholds")
    given = _by(thresholds, council.manager, "given", "", to_owner)
    strategy = begins(council, session, "Finalise the Adolescent Strategy")
    noted = _by(strategy, council.manager, "moved", "Estates are late", MOVED)
    waits = begins(council, session, "Set up the duty desk")
    waits.done(date(2026, 11, 20))
    waits.action.sign_off_asked_id = council.manager.id
    waits.action.sign_off_asked_on = date(2026, 11, 20)
    session.flush()
    audit = session.scalars(select(LiveAudit).order_by(LiveAudit.id)).first()
    assert audit is not None
    news = [_news("event", {"event": given.id}), _news("event", {"event": noted.id})]
    paired = _news("audit", {"audit": audit.id, "event": "published"})
    yield Sample(
        "the morning of a practitioner",
        council.practitioner,
        {"actions": steps, "news": [*news, paired]},
    )
    up = [{**each, "as": "manager", "escalated": True} for each in steps[1:]]
    asked = [
        _news("sign off", {"action": waits.action.id}),
        _news("approval", {"move": move}),
    ]
    yield Sample(
        "the morning of a manager", council.manager, {"actions": up, "news": [*asked, news[1]]}
    )
    about = {"round": audit.audit_month.id, "month": str(MONTH), "event": "drawn"}
    months = [{"month": str(MONTH)}]
    yield Sample(
        "the morning of a lead",
        council.director,
        {"months": months, "actions": up, "news": [_news("audit round", about)]},
    )
    yield Sample("the morning of a senior", council.head, {"actions": up})
    yield from mornings_of_one(council, session, news)


def mornings_of_one(
    council: Council, session: Session, news: Sequence[Mapping[str, object]]
) -> Samples:
    """Yield mornings in which one action is told of twice, and in which one update is all."""
    to_owner = {"owner_id": council.practitioner.id}
    both = begins(council, session, "Return the data set", TODAY)
    handed = _by(both, council.manager, "given", "", to_owner)
    session.flush()
    yield Sample(
        "the morning of somebody who was given what is due",
        council.practitioner,
        {
            "actions": [_step(both.action, "0", "owner")],
            "news": [*news, _news("event", {"event": handed.id})],
        },
    )
    yield Sample("a morning of one update", council.practitioner, {"news": news[:1]})
    head = {"links": 12345, "head": "8f0c" * 16, "alone": True}
    yield Sample("a morning for the head of the history alone", council.officer, {"sealed": head})


def _news(kind: str, about: dict[str, object]) -> dict[str, object]:
    return {"id": f"{kind} {about}", "kind": kind, "about": about}  # any that differs


def _step(action: Action, step: str, role: str) -> dict[str, object]:
    return {"id": action.id, "due": str(action.due_on), "step": step, "as": role}


def events(council: Council, session: Session) -> Samples:
    owner, by = council.practitioner, council.manager
    for kind, note, changes in _CHANGES:
        story = begins(council, session, "Finalise the Adolescent Strategy")
        fields = {name: _people(council, value) for name, value in changes.items()}
        event = _by(story, council.manager, kind, note, fields)
        yield Sample(kind, owner, {"event": event.id})
    story = begins(council, session, "Agree the thresholds")
    gone = _by(story, by, "given", "", {"owner_id": council.colleague.id})
    yield Sample("given away", owner, {"event": gone.id})
    named = _by(story, by, "deputy", "", {"deputy_id": council.stranger.id})
    yield Sample("made a deputy", council.stranger, {"event": named.id})
    disowned = _by(story, council.colleague, "not mine", "It is Health's", {})
    yield Sample("not mine", by, {"event": disowned.id})
    woke = _by(story, None, "woke", "", {})
    yield Sample("woke", council.colleague, {"event": woke.id})
    one = _by(begins(council, session, "Clear the list"), by, "done", "All of it", {})
    two = _by(begins(council, session, "Rewrite the rota"), by, "rated", "", _RED)
    yield Sample("several at once", owner, {"event": one.id, "events": [one.id, two.id]})


_RED = {"rag_override": "at risk"}
_LATER = {"due_on": date(2027, 2, 1), "due_precision": "day"}
# What a manager may do to an owner's action, and with which words.
_CHANGES: tuple[tuple[str, str, Mapping[str, object]], ...] = (
    ("added", "", {"owner_id": "practitioner"}),
    ("given", "You know the panel best", {"owner_id": "practitioner"}),
    ("deputy", "", {"deputy_id": "colleague"}),
    ("moved", "The chair left", _LATER),
    ("move asked", "The chair left", _LATER),
    ("move approved", "", _LATER),
    ("move declined", "The board has fixed it", {}),
    ("rated", "Nobody is free", _RED),
    ("edited", "", {"title": "Finalise the strategy", "success_measure": "The board agrees it"}),
    ("done", "Agreed by the board", {"status": Status.DONE, "evidence": "https://council.example"}),
    ("reopened", "One part is missing", {"status": Status.IN_PROGRESS}),
    ("signed off", "", {"status": Status.SIGNED_OFF}),
    ("returned", "Where is the paper?", {"status": Status.IN_PROGRESS}),
    ("deferred", "After the move", {"status": Status.DEFERRED, "deferred_until": SOON}),
    ("dropped", "It is Health's now", {"status": Status.DROPPED}),
    ("resumed", "", {"status": Status.NOT_STARTED}),
    ("outcome", "", {"outcome": "made a difference"}),
)


def _people(council: Council, value: object) -> object:
    found = getattr(council, value, None) if isinstance(value, str) else None
    return found.id if isinstance(found, Person) else value


def _by(
    story: Story, by: Person | None, kind: str, note: str, fields: Mapping[str, object]
) -> Event:
    event = story.happens(kind, TODAY, note, **fields)
    same = {name: [None, value] for name, value in fields.items() if name not in event.changes}
    event.changes = {**same, **event.changes}
    event.person = story.session.get_one(Person, by.id) if by else None
    story.session.flush()
    return event


def approvals(council: Council, session: Session) -> Samples:
    for state in ("waiting", "agreed", "declined"):
        story = begins(council, session, "Map the family hubs")
        story.moves(date(2027, 2, 1), TODAY, "Estates are late", state=state)
        line = session.scalars(select(DateMove).where(DateMove.action_id == story.action.id)).one()
        line.asked_by = session.get_one(Person, council.practitioner.id)
        if state != "waiting":
            line.decided_by = session.get_one(Person, council.head.id)
            line.decided_at = NOW
        yield Sample(state, council.head, {"move": line.id})


def imports(council: Council, session: Session) -> Samples:
    made = [begins(council, session, title).action.id for title in ("Publish it", "Share it")]
    about = {"actions": made, "by": council.officer.id}
    yield Sample("by somebody", council.practitioner, about)
    yield Sample("by nobody known", council.practitioner, {"actions": made[:1], "by": None})


def unblocked(council: Council, session: Session) -> Samples:
    mine = begins(council, session, "Publish the guide").action
    other = Story.begins(session, "Write the guide", council.colleague, SOON, LONG_AGO)
    event = other.happens("done", TODAY, status=Status.DONE)
    yield Sample("free", council.practitioner, {"action": mine.id, "event": event.id})


def blocked_again(council: Council, session: Session) -> Samples:
    first, second = (
        Story.begins(session, title, council.colleague, SOON, LONG_AGO)
        for title in ("Write the guide", "Print the guide")
    )
    mine = begins(council, session, "Publish the guide").action
    mine.after = [first.action, second.action]
    event = first.happens("reopened", TODAY, status=Status.IN_PROGRESS)
    yield Sample("waits again", council.practitioner, {"action": mine.id, "event": event.id})


def _done(council: Council, session: Session, signer: Person | None) -> Action:
    story = begins(council, session, "Hold the practice week", success_measure="All teams came")
    story.happens("done", TODAY, "All but one team", status=Status.DONE, done_at=NOW)
    story.action.sign_off_asked_id = signer.id if signer else None
    session.flush()
    return story.action


def sign_offs(council: Council, session: Session) -> Samples:
    waits = _done(council, session, council.officer)
    yield Sample("waits", council.officer, {"action": waits.id})
    signed = _done(council, session, council.officer)
    signed.status = Status.SIGNED_OFF
    yield Sample("signed off since", council.officer, {"action": signed.id})


def no_signers(council: Council, session: Session) -> Samples:
    yield Sample("nobody", council.director, {"action": _done(council, session, None).id})


def outcomes(council: Council, session: Session) -> Samples:
    action = _done(council, session, council.officer)
    action.status, action.signed_off_at = Status.SIGNED_OFF, NOW - timedelta(weeks=8)
    action.outcome_check_on = TODAY
    yield Sample("asked", council.manager, {"action": action.id, "on": str(TODAY)})
    answered = _done(council, session, council.officer)
    answered.status, answered.outcome = Status.SIGNED_OFF, "some"
    yield Sample("answered since", council.manager, {"action": answered.id, "on": str(TODAY)})


def offers(council: Council, session: Session) -> Samples:
    giver, taker = (
        session.get_one(Person, one.id) for one in (council.practitioner, council.colleague)
    )
    things = [
        Held(HoldingKind.ACTION, begins(council, session, title).action.id)
        for title in ("One", "Two")
    ]
    by, why = session.get_one(Person, council.manager.id), "She leaves at the end of May"
    offer = handovers.write(acting(by), giver, taker, things, why)
    for event, to in (("offered", taker), ("begun", giver), ("unanswered", by)):
        yield Sample(event, to, {"handover": offer.id, "event": event})
    for item, state in zip(
        offer.items, (HandoverState.ACCEPTED, HandoverState.REFUSED), strict=True
    ):
        why = "No room" if state == HandoverState.REFUSED else ""
        handovers.settle(acting(by), item, state, why)
    yield Sample("answered", by, {"handover": offer.id, "event": "answered"})


def leavers(council: Council, session: Session) -> Samples:
    published = begins(council, session, "Publish the placement guide").action
    leaver = session.get_one(Person, council.practitioner.id)
    leaver.ends_on = TODAY + timedelta(days=14)
    yield Sample("leaves", council.manager, {"person": leaver.id})
    leaver.ends_on = TODAY - timedelta(days=7)
    yield Sample("has left", council.director, {"person": leaver.id})
    published.deputy = session.get_one(Person, council.colleague.id)
    published.deputy.on_roster = False
    yield Sample("is not on the roster", council.manager, {"person": council.colleague.id})


def audits(council: Council, session: Session) -> Samples:
    audit = session.scalars(select(LiveAudit).order_by(LiveAudit.id)).all()[0]
    pair = council.other_manager, council.practitioner
    yield from _times(session, audit, pair)
    for event in ("published", "day lost", "extended", "extension refused", "exempted"):
        yield Sample(event, pair[1], {"audit": audit.id, "event": event})
    for event, to in (("extension asked", council.head), ("swap asked", council.manager)):
        asked = _asks(session, audit, pair[0], event)
        about = {"audit": audit.id, "event": event, "asked": asked.id}
        yield Sample(event, to, about)
    yield Sample("swap refused", pair[0], {"audit": audit.id, "event": "swap refused"})
    yield Sample("re-pair offered", council.head, {"audit": audit.id, "event": "re-pair offered"})
    yield Sample("replaced", pair[0], {"audit": audit.id, "event": "replaced"})
    audit.case_line = 17
    for event in ("case named", "next case"):
        yield Sample(event, pair[1], {"audit": audit.id, "event": event})
    written_up = session.scalars(select(LiveAudit).order_by(LiveAudit.id)).all()[1]
    for event, to in (
        ("held", council.colleague),
        ("reflected", council.other_manager),
        ("disagreed", council.manager),
        ("no moderator", council.director),
    ):
        yield Sample(event, to, {"audit": written_up.id, "event": event})
    written_up.grade = "Inadequate"
    yield Sample("inadequate", council.head, {"audit": written_up.id, "event": "inadequate"})
    yield from _moderation(council, session, written_up)
    yield from _put_right(council, session, written_up)
    written_up.supervision_by = TODAY + timedelta(weeks=4)
    yield Sample("supervision", council.manager, {"audit": written_up.id, "event": "supervision"})
    audit.state, audit.not_held_reason = AuditState.NOT_HELD, "leave"
    yield Sample("cannot", pair[1], {"audit": audit.id, "event": "cannot"})


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


def nudges(council: Council, session: Session) -> Samples:
    one, other = session.scalars(select(LiveAudit).order_by(LiveAudit.id)).all()[:2]
    other.auditor_id, other.state = one.auditor_id, AuditState.PUBLISHED
    other.booked_on = None
    both = {"audits": [one.id, other.id]}
    yield Sample("several", council.other_manager, both)
    one.state, one.booked_on = AuditState.BOOKED, one.due_on
    yield Sample("one has a day since", council.other_manager, both)


def _moderation(council: Council, session: Session, audit: LiveAudit) -> Samples:
    audit.moderator_id, audit.needs_moderation, audit.reflected_at = council.officer.id, True, NOW
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


def months(council: Council, session: Session) -> Samples:
    month = session.scalars(select(AuditMonth)).one()
    month.state, month.due_on = MonthState.DRAWN, date(2026, 11, 30)
    month.undrawn = [{"service": "Front door"}]
    about = {"round": month.id, "month": str(MONTH), "event": "drawn"}
    yield Sample("drawn, and not published yet", council.director, about)
    month.state, month.undrawn = MonthState.PUBLISHED, []
    for event in ("drawn", "not drawn", "published", "closed"):
        about = {"round": month.id, "month": str(MONTH), "event": event}
        yield Sample("drawn since" if event == "not drawn" else event, council.director, about)
    undrawn = {"round": None, "month": "2027-01-01", "event": "not drawn"}
    yield Sample("not drawn yet", council.director, undrawn)
    yield Sample(
        "closed, to an administrator",
        council.officer,
        {"round": month.id, "month": str(MONTH), "event": "closed"},
    )
    note = _note(council, session)
    note.posts[0].refused = "not_in_channel"
    for event in ("closed", "note refused"):
        about = {"round": month.id, "month": str(MONTH), "event": event}
        yield Sample(f"{event}, its note posted", council.director, about)


def subscribed(council: Council, session: Session) -> Samples:
    begins(council, session, "Publish the placement guide", date(2026, 11, 2))
    begins(council, session, "Share the audit form").done(date(2026, 11, 10))
    one = _subscription(council, session, council.practitioner)
    yield Sample("to a person", council.practitioner, {"subscription": one.id, "day": str(TODAY)})
    theirs = _subscription(council, session, council.director, channel="C01")
    about = {"subscription": theirs.id, "day": str(TODAY)}
    yield Sample("to a channel", council.director, about, channel="C01")


def _subscription(
    council: Council, session: Session, person: Person, channel: str | None = None
) -> Subscription:
    made = Subscription(
        made_by_id=person.id,
        channel=channel,
        weekday=0,
        at=time(9),
        time_zone="Europe/London",
        made_at=at(LONG_AGO),
        counts_from=at(LONG_AGO),
        last_on=TODAY,
        last_told={},
    )
    session.add(made)
    session.flush()
    return made


def learning_notes(council: Council, session: Session) -> Samples:
    note = _note(council, session)
    first, second = note.posts
    about = {"at": NOW.isoformat()}
    yield Sample("one team", council.director, {**about, "posts": [first.id]}, "C01")
    both = {**about, "posts": [first.id, second.id]}
    second.discussed_at, second.discussed_by_id = NOW, council.manager.id
    yield Sample("two teams, one of which has", council.director, both, "C01")


def _note(council: Council, session: Session) -> LearningNote:
    """Write down a note that was posted to two teams."""
    month = session.scalars(select(AuditMonth)).one()
    counted = MonthLearning(
        12, 12, {"Direct work": 7, "Voice": 3}, {"Supervision": 11, "Permanence": 4}, 8, 3
    )
    words = NoteWords(
        ("Direct work", "Voice"),
        ("Permanence", "Supervision"),
        "Every team has a supervision template from January.",
        "What helps us with Supervision, and what gets in the way?",
    )
    told = NoteTold(counted, words, (date(2026, 10, 1), 4, 6)).kept()
    by = {"posted_at": NOW, "posted_by_id": council.director.id}
    note = LearningNote(audit_month=month, strengths=[], areas=[], told=told, **by)
    session.add(note)
    for team in session.scalars(select(Team).order_by(Team.name)).all():
        note.posts.append(NotePost(team=team, channel="C01", posted_at=NOW))
    session.flush()
    return note


def subscription_news(council: Council, session: Session) -> Samples:
    one = _subscription(council, session, council.director, channel="C01")
    for event in ("refused", "in doubt", "may not", "left"):
        about = {"subscription": one.id, "event": event, "why": "is_archived"}
        yield Sample(event, council.director, about)


def dead_letters(council: Council, session: Session) -> Samples:
    story = begins(council, session, "Publish the placement guide")
    dead = outbox.NewMessage(
        "dead", council.practitioner, MessageName.EVENT, {"event": story.action.id}, NOW
    )
    number = outbox.add(session, dead)
    session.get_one(Message, number).last_error = "channel_not_found"
    yield Sample("dead", council.officer, {"message_id": number})


def welcomes(council: Council, _: Session) -> Samples:
    yield Sample("first", council.practitioner, {})


def late_answers(council: Council, session: Session) -> Samples:
    story = begins(council, session, "Publish the placement guide")
    story.done(date(2026, 11, 20))
    kept = {"at": at(date(2026, 11, 20)).isoformat(), "kept": True}
    yield Sample("done, and not shown", council.practitioner, kept)
    other = {"at": at(date(2026, 11, 19)).isoformat(), "kept": True}
    yield Sample("nothing that has a history", council.practitioner, other)
    yield Sample("refused, and not shown", council.practitioner, {**other, "kept": False})


def answers(council: Council, session: Session) -> Samples:
    """What was asked about, and has changed since."""
    owner = council.practitioner
    one = begins(council, session, "Publish the placement guide").action
    done = begins(council, session, "Share the audit form")
    done.done(date(2026, 11, 20))
    yield Sample("one of them", owner, {"actions": [one.id]})
    shown = {"actions": [one.id, done.action.id], "audits": [1]}
    yield Sample("several", owner, shown)


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


SAMPLES: Mapping[MessageName, Callable[[Council, Session], Samples]] = {
    MessageName.DAILY_DIGEST: daily_digest,
    MessageName.EVENT: events,
    MessageName.APPROVAL: approvals,
    MessageName.IMPORTED: imports,
    MessageName.UNBLOCKED: unblocked,
    MessageName.BLOCKED_AGAIN: blocked_again,
    MessageName.SIGN_OFF: sign_offs,
    MessageName.NO_SIGNER: no_signers,
    MessageName.OUTCOME: outcomes,
    MessageName.HANDOVER: offers,
    MessageName.LEAVING: leavers,
    MessageName.AUDIT: audits,
    MessageName.AUDIT_INVITE: invitations,
    MessageName.AUDIT_MONTH: months,
    MessageName.LEARNING_NOTE: learning_notes,
    MessageName.AUDIT_NUDGE: nudges,
    MessageName.SUBSCRIPTION: subscribed,
    MessageName.SUBSCRIPTION_NEWS: subscription_news,
    MessageName.DEAD_LETTER: dead_letters,
    MessageName.WELCOME: welcomes,
    MessageName.LATE_ANSWER: late_answers,
    MessageName.ANSWER: answers,
    MessageName.PAIR: pairs,
}


def month_of_audits(council: Council) -> None:
    """Let November have an audit to hold, one to reflect on, and one that is over."""
    other, manager = council.other_manager, council.manager
    pairs = (other, council.practitioner), (other, council.colleague), (manager, council.stranger)
    numbers = drawn(council, *pairs, month=MONTH)
    with council.database.begin() as session:
        for number in numbers:
            session.get_one(LiveAudit, number).reason = "They have not met for 14 months"
    held(council, numbers[1], at(date(2026, 11, 18)), INADEQUATE)
    held(council, numbers[2], at(date(2026, 11, 19)), GOOD)


def job_of(session: Session, name: MessageName, sample: Sample, rules: Rules) -> RenderJob:
    """Write a sample to the outbox and return what it is made into words from."""
    to = session.get_one(Person, sample.to.id)
    new = outbox.NewMessage(f"sample:{sample.name}", to, name, sample.about, NOW, sample.channel)
    number = outbox.add(session, new)
    assert number is not None
    session.flush()
    session.expire_all()
    message = outbox.find(session, number)
    return RenderJob(RequestContext(session, message.person, NOW, rules), message)


def rendered(job: RenderJob) -> Answer:
    """Return what a message says; what is not true any more, as it was sent."""
    answer = answer_of(job)
    if answer is None:
        job.message.done_at = NOW
        answer = answer_of(job)
    assert answer is not None
    return answer
