"""Digests that come by themselves, answers that changed, and what the bot says of itself."""

from collections.abc import Mapping
from datetime import date, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import council_events
from db.chain.erasing import keep
from db.context import WorkContext
from db.history import Changes
from db.models import (
    CouncilEvent,
    CouncilEventKind,
    Erasure,
    Message,
    MessageName,
    Person,
    Subscription,
)
from db.models.erasure import ErasedKind
from db.outbox import queries as outbox
from db.people import accounts
from tests.bot.delivery.samples.kit import LONG_AGO, Sample, Samples, begins
from tests.contexts import by_itself
from tests.people import NOW, TODAY, Council
from tests.plans import at


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


def subscription_news(council: Council, session: Session) -> Samples:
    one = _subscription(council, session, council.director, channel="C01")
    for event in ("refused", "in doubt", "may not", "left"):
        one.paused = event != "in doubt"
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


def accepted(council: Council, session: Session) -> Samples:
    for name, rows in (("a row", 1), ("many rows", 12)):
        fields = {
            f"person {number}": {"role": None, "works": None} for number in range(1, rows + 1)
        }
        what: Changes = {
            "accepted": [None, fields],
            "why": [None, "Put back by hand from the backup of Monday"],
        }
        ctx = WorkContext(session, None, NOW, by="root")
        event = council_events.record(ctx, CouncilEventKind.ACCEPTED, what)
        session.flush()
        yield Sample(name, council.officer, {"council_event": event.id})


def erased(council: Council, session: Session) -> Samples:
    ctx = WorkContext(session, None, NOW, by="kim.ash")
    for name, kind, rows, person in (
        ("redacted", ErasedKind.REDACTION, 1, None),
        ("forgotten", ErasedKind.LEAVER, 12, council.practitioner.id),
    ):
        event = keep(ctx, Erasure(at=NOW, kind=kind, rows=rows, person_id=person))
        session.flush()
        assert event is not None
        yield Sample(name, council.officer, {"council_event": event.id})


def restored(council: Council, session: Session) -> Samples:
    ctx = WorkContext(session, None, NOW, by="kim.ash")
    event = council_events.did(ctx, CouncilEventKind.RESTORED, "8f0c" * 16, {})
    session.flush()
    yield Sample("a backup", council.officer, {"council_event": event.id})


def appointed(council: Council, session: Session) -> Samples:
    lead, admin, other = (
        str(one.email) for one in (council.director, council.officer, council.manager)
    )
    many = [f"colleague{number}@council.example" for number in range(1, 23)]
    session.add_all(Person(name=one.partition("@")[0].title(), email=one) for one in many)
    session.flush()
    named: Mapping[str, tuple[set[str], set[str]]] = {
        "one": ({lead, other}, {admin}),
        "several": ({lead, admin}, {other}),
        "more than are named": ({other}, {admin, *many}),
    }
    for minutes, (name, (leads, admins)) in enumerate(named.items(), start=1):
        accounts.appoint(by_itself(session, NOW + timedelta(minutes=minutes)), leads, admins)
        latest = (
            select(CouncilEvent.id).where(CouncilEvent.at > NOW).order_by(CouncilEvent.at.desc())
        )
        event = session.scalars(latest.order_by(CouncilEvent.id)).first()
        yield Sample(name, council.officer, {"council_event": event})


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
