"""Messages about actions: what somebody did to one, its import, its sign-off, its handover."""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import handovers
from db.handovers import HandoverState, Held, HoldingKind
from db.models import Action, DateMove, Person, Status
from tests.bot.delivery.samples.kit import LONG_AGO, SOON, Sample, Samples, begins, event_by
from tests.people import NOW, TODAY, Council, acting
from tests.plans import Story


def events(council: Council, session: Session) -> Samples:
    owner, by = council.practitioner, council.manager
    for kind, note, changes in _CHANGES:
        story = begins(council, session, "Finalise the Adolescent Strategy")
        fields = {name: _people(council, value) for name, value in changes.items()}
        event = event_by(story, council.manager, kind, note, fields)
        yield Sample(kind, owner, {"event": event.id})
    story = begins(council, session, "Agree the thresholds")
    gone = event_by(story, by, "given", "", {"owner_id": council.colleague.id})
    yield Sample("given away", owner, {"event": gone.id})
    named = event_by(story, by, "deputy", "", {"deputy_id": council.stranger.id})
    yield Sample("made a deputy", council.stranger, {"event": named.id})
    disowned = event_by(story, council.colleague, "not mine", "It is Health's", {})
    yield Sample("not mine", by, {"event": disowned.id})
    woke = event_by(story, None, "woke", "", {})
    yield Sample("woke", council.colleague, {"event": woke.id})
    one = event_by(begins(council, session, "Clear the list"), by, "done", "All of it", {})
    two = event_by(begins(council, session, "Rewrite the rota"), by, "rated", "", _RED)
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
