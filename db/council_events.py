"""Writes down what happens to the council's own affairs: who, when, what, and about whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session, joinedload

from db.chain.standing import what_was_written
from db.context import ChangeContext, WorkContext
from db.history import Changes, told
from db.models import (
    AuditMonth,
    Base,
    CouncilEvent,
    CouncilEventKind,
    LiveAudit,
    Person,
    Subscription,
)

WHAT = "what"
BY = "by"  # the account on the server under which a command was typed
# What says who somebody is: of these it is told that they changed, and never what they were.
IDENTITY = frozenset({"name", "email", "slack_id"})
LISTED_APART = frozenset({CouncilEventKind.ERASED, CouncilEventKind.ACCEPTED})
POSTS = frozenset({"is_lead", "is_admin"})
WATCHED = (
    "name", "email", "slack_id", "left_slack", "left_slack_on", "time_zone", "is_lead", "is_admin",
    "deputy_id",
)  # fmt: skip


def record(
    ctx: WorkContext,
    kind: CouncilEventKind,
    changes: Changes,
    *,
    about: Person | None = None,
    audit: LiveAudit | None = None,
) -> CouncilEvent:
    """Write one event in this unit of work.

    Without a person the bot did it, or somebody at the server: then it says under which account.
    """
    event = CouncilEvent(
        person_id=ctx.person.id if ctx.person else None,
        at=ctx.now,
        kind=kind,
        about_id=about.id if about else None,
        audit_id=audit.id if audit else None,
        changes=changes | ({BY: [None, ctx.by]} if ctx.by else {}),
    )
    ctx.session.add(event)
    return event


def find(session: Session, number: int) -> CouncilEvent | None:
    """Return an event, to be told."""
    return session.get(CouncilEvent, number)


def about_at_once(session: Session, event: CouncilEvent) -> Sequence[tuple[CouncilEvent, Person]]:
    """Return an event and those of its kind of the same moment, each with whom it is about."""
    query = select(CouncilEvent, Person).join(Person, Person.id == CouncilEvent.about_id)
    like = query.where(CouncilEvent.kind == event.kind, CouncilEvent.at == event.at)
    return [(one, person) for one, person in session.execute(like.order_by(CouncilEvent.id))]


def differences(old: Mapping[str, object], new: Mapping[str, object]) -> Changes:
    """Return the old and the new of what differs, as JSON holds it; of an identity only that."""
    return {
        name: [None, None] if name in IDENTITY else [told(old.get(name)), told(new.get(name))]
        for name in sorted(old.keys() | new.keys())
        if old.get(name) != new.get(name)
    }


def did(
    ctx: WorkContext,
    kind: CouncilEventKind,
    what: str,
    of: Mapping[str, object],
    about: Person | None = None,
) -> CouncilEvent:
    """Write down what was done, and of what; nothing of what is empty."""
    changes: Changes = {WHAT: [None, what]}
    changes |= {name: [None, told(value)] for name, value in of.items() if value not in ("", None)}
    return record(ctx, kind, changes, about=about)


def stand(event: CouncilEvent, *rows: Base) -> None:
    """Let an event tell what was written into rows; they are flushed."""
    event.changes = event.changes | what_was_written(*rows)


def month(ctx: WorkContext, audit_month: AuditMonth, what: str, **of: object) -> None:
    """Write down what was done with a month of live audits."""
    did(ctx, CouncilEventKind.MONTH, what, {"month": f"{audit_month.month:%Y-%m}", **of})


def imported(ctx: WorkContext, what: str, lines: int) -> None:
    """Write down that somebody at the server took a file in, and how much of it."""
    did(ctx, CouncilEventKind.IMPORTED, what, {"lines": lines})


def exported(ctx: WorkContext, what: str, *, about: Person | None = None, **of: str | None) -> None:
    """Write down that a report, a pack, a plan or what is held on somebody was taken out."""
    did(ctx, CouncilEventKind.EXPORTED, what, of, about)


def subscription(ctx: WorkContext, one: Subscription, what: str) -> None:
    """Write down what was done with a digest that comes by itself, and where it goes."""
    ctx.session.flush()
    of = {"number": one.id, "channel": one.channel, "view": one.view, "reach": one.reach}
    whose = {"name": one.name, "person": one.about_id}
    stand(did(ctx, CouncilEventKind.SUBSCRIPTION, what, {**of, **whose}), one)


def looked(ctx: ChangeContext, audit: LiveAudit) -> None:
    """Write down that somebody was shown a grade beside whose audit it is: once a day for each."""
    if ctx.person.id in {one.id for one in audit.practitioners}:
        return
    query = select(CouncilEvent.at).where(
        CouncilEvent.audit_id == audit.id,
        CouncilEvent.person_id == ctx.person.id,
        CouncilEvent.kind == CouncilEventKind.LOOKED,
    )
    last = ctx.session.scalar(query.order_by(CouncilEvent.id.desc()).limit(1))
    if last is None or ctx.day_of(last) != ctx.today:
        for practitioner in audit.practitioners:
            record(ctx, CouncilEventKind.LOOKED, {}, about=practitioner, audit=audit)


@dataclass(frozen=True)
class TypedThere:
    """What commands at the server did of one kind under one account: how often, and last when."""

    kind: str
    what: str
    by: str
    times: int
    at: datetime


def typed_at_the_server(connection: Connection) -> Sequence[TypedThere]:
    """Return what was done at the server and by whom, but for what was erased or accepted."""
    query = select(CouncilEvent.kind, CouncilEvent.changes, CouncilEvent.at)
    told = query.where(CouncilEvent.kind.not_in(LISTED_APART)).order_by(CouncilEvent.id)
    found: dict[tuple[str, str, str], TypedThere] = {}
    for kind, changes, at in connection.execute(told):
        if BY in changes:
            what, by = str(changes.get(WHAT, [None, ""])[1]), str(changes[BY][1])
            before = found.get((kind, what, by))
            times = before.times + 1 if before else 1
            found[kind, what, by] = TypedThere(kind, what, by, times, at)
    return list(found.values())


def of_month(session: Session, month: date, what: str) -> CouncilEvent | None:
    """Return the last event that tells that something was done with a month of live audits."""
    query = select(CouncilEvent).where(CouncilEvent.kind == CouncilEventKind.MONTH)
    said = {WHAT: [None, what], "month": [None, f"{month:%Y-%m}"]}
    found = session.scalars(query.order_by(CouncilEvent.id.desc()))
    return next((one for one in found if said.items() <= one.changes.items()), None)


def looks(session: Session, person: Person) -> Sequence[CouncilEvent]:
    """Return who was shown a grade of somebody's audits, the latest first."""
    query = select(CouncilEvent).where(
        CouncilEvent.kind == CouncilEventKind.LOOKED, CouncilEvent.about_id == person.id
    )
    loaded = query.options(joinedload(CouncilEvent.person), joinedload(CouncilEvent.audit))
    return session.scalars(loaded.order_by(CouncilEvent.id.desc())).all()


def watched(person: Person) -> dict[str, object]:
    """Return what is told of somebody where Slack or the settings change it."""
    return {name: getattr(person, name) for name in WATCHED}


def appointed(ctx: WorkContext, person: Person, before: Mapping[str, object]) -> None:
    """Write down what Slack or the settings changed of somebody, if anything."""
    changes = differences(before, watched(person))
    if changes:
        ctx.session.flush()
        kind = CouncilEventKind.APPOINTED if changes.keys() & POSTS else CouncilEventKind.PERSON
        record(ctx, kind, changes, about=person)


def appointed_at(session: Session) -> Mapping[tuple[int | None, str], datetime]:
    """Return since when whoever was last made a lead or an administrator is one, by the column."""
    query = select(CouncilEvent).where(CouncilEvent.kind == CouncilEventKind.APPOINTED)
    return {
        (event.about_id, post): event.at
        for event in session.scalars(query.order_by(CouncilEvent.id))
        for post in POSTS & event.changes.keys()
        if event.changes[post][1]
    }
