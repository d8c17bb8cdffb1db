"""Writes to the outbox whoever must hear of a live audit, or of a month's round.

A message of kind "audit" is about {"audit": id, "event": name}, with "asked" (the id of the event
that asks) where it wants an answer; one of kind
"audit nudge" is about {"audits": ids}; one of kind "audit round" is about {"round": id or None,
"month": ISO date, "event": name}; one of kind "audit invite" is about {"audit": id, "sequence":
number of the change}. What each says is worded when it is sent.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from db.audits import reminders
from db.context import WorkContext
from db.models import AuditMonth, LiveAudit, MessageName, Person
from db.outbox import queries as outbox
from db.people import queries as people
from db.session import Session
from jobs.audits.steps import opening
from jobs.context import NINE, CouncilContext
from jobs.rules.schedule import Hours, occurrence
from jobs.rules.working_days import Calendar

AuditNews = Literal[
    "published",  # to the pair of a month that has opened: who with whom, why, window and day
    "booked",  # to the other of the pair
    "time suggested",  # to the other of the pair, who accepts it or suggests another
    "suggestion declined",  # to whoever suggested it
    "cannot",  # to the other of the pair and their line managers: it will not be held
    "replaced",  # to the pair whose audit gave way to another
    "extension asked",  # to who may answer; "asked"
    "extended",  # to the pair
    "extension refused",  # to the pair
    "exempted",  # to the pair
    "swap asked",  # to the other auditor; "asked"
    "swap refused",  # to the auditor who asked
    "day lost",  # to the pair: somebody is away on its day, and another is possible
    "re-pair offered",  # to those who may: somebody is away, and the audit cannot be held
    "held",  # to the practitioner: your view is wanted
    "reflected",  # to the auditor
    "disagreed",  # to the line manager of the practitioner
    "moderate",  # to the moderator
    "no moderator",  # to the leads: nobody is far enough from the pair
    "moderated",  # to the pair
    "inadequate",  # to the head of service: the clock runs
    "case named",  # to the pair: which line they look at
    "next case",  # to the pair: theirs was closed or transferred
    "corrected",  # to the pair: what was written up was put right
    "reopened",  # to the pair: it was not held after all, or is to be held after all
    "supervision",  # to the practitioner's supervisor: what to talk about
]
# "note refused" is told to whoever posted the learning note: some channels did not take it.
MonthNews = Literal[
    "drawn", "not drawn", "published", "closed", "re-audits overdue", "note refused"
]


@dataclass(frozen=True)
class News:
    """Something that happened to an audit, and when; `asked` is the id of an event that asks.

    What can still be undone is told after `wait`, so that a slip reaches nobody.
    """

    audit: LiveAudit
    event: AuditNews
    at: datetime
    asked: int | None = None
    wait: timedelta = timedelta()

    @property
    def due_at(self) -> datetime:
        """Return when people are told."""
        return self.at + self.wait

    def about(self) -> dict[str, object]:
        """Return it as the outbox keeps it."""
        asked = {} if self.asked is None else {"asked": self.asked}
        return {"audit": self.audit.id, "event": self.event, **asked}


def tell(session: Session, news: News, to: Iterable[Person], by: Person | None = None) -> None:
    """Tell people of it, each once, other than whoever did it."""
    session.flush()
    stamp = news.at.astimezone(UTC).isoformat()
    for person in {one.id: one for one in to}.values():
        if by is None or person.id != by.id:
            key = f"audit:{news.event}:{news.audit.id}:{stamp}:{person.id}"
            letter = outbox.NewMessage(key, person, MessageName.AUDIT, news.about(), news.due_at)
            outbox.add(session, letter)


def tell_once(session: Session, news: News, to: Iterable[Person]) -> None:
    """Tell people of it, each once however often it is seen again."""
    for person in to:
        key = f"audit:{news.event}:{news.audit.id}:once:{person.id}"
        letter = outbox.NewMessage(key, person, MessageName.AUDIT, news.about(), news.at)
        outbox.add(session, letter)


def tell_unbooked(
    session: Session, unbooked: Iterable[LiveAudit], at: datetime, by: Person
) -> None:
    """Ask each of these pairs for a day, whoever has several of them once for all."""
    session.flush()
    theirs: dict[int, list[int]] = {}
    everybody: dict[int, Person] = {}
    for audit in unbooked:
        for person in audit.people:
            everybody[person.id] = person
            theirs.setdefault(person.id, []).append(audit.id)
    stamp = at.astimezone(UTC).isoformat()
    for number, audits in sorted(theirs.items()):
        if number != by.id:
            key, about = f"audit nudge:{stamp}:{number}", {"audits": audits}
            nudge = MessageName.AUDIT_NUDGE
            outbox.add(
                session, outbox.NewMessage(key, everybody[number], nudge, about=about, at=at)
            )


def send_invites(session: Session, audit: LiveAudit, at: datetime) -> None:
    """Send the pair the day that was just booked, moved or called off, as a calendar file.

    Nobody is sent anything where no day was ever booked, nor the same change twice.
    """
    if audit.booked_on is None:
        return
    session.flush()
    about = {"audit": audit.id, "sequence": audit.calendar_sequence}
    for person in audit.people:
        key = f"audit invite:{audit.id}:{audit.calendar_sequence}:{person.id}"
        outbox.add(
            session, outbox.NewMessage(key, person, MessageName.AUDIT_INVITE, about=about, at=at)
        )


def open_pair(session: Session, audit: LiveAudit, opens: "Opening") -> None:
    """Open a group message of the pair once the month has opened for both of them."""
    session.flush()
    at = max(opens.now, *(opens.hour_of(person) for person in audit.people))
    about = {"audit": audit.id, "people": [person.id for person in audit.people]}
    new = outbox.NewMessage(f"pair:{audit.id}", audit.auditor, MessageName.PAIR, about=about, at=at)
    outbox.add(session, new)


def tell_published(session: Session, audit: LiveAudit, opens: "Opening") -> None:
    """Tell the pair of their audit at once, if the month has opened for them.

    Otherwise it stands in their morning's message of the day on which it does.
    """
    session.flush()
    for person in audit.people:
        if opens.hour_of(person) > opens.now:
            continue
        key = f"audit:published:{audit.id}:{person.id}"
        about = News(audit, "published", opens.now).about()
        number = outbox.add(
            session, outbox.NewMessage(key, person, MessageName.AUDIT, about=about, at=opens.now)
        )
        if number is not None:
            reminders.record(session, number, [opening(audit, person)])


def tell_leads(
    ctx: CouncilContext, event: MonthNews, month: date, audit_month: AuditMonth | None = None
) -> bool:
    """Tell the leads of a month's round, once; say whether it was news to anybody.

    What the bot does at night they hear in the morning.
    """
    number = audit_month.id if audit_month else None
    about = {"round": number, "month": month.isoformat(), "event": event}
    morning = Opening(ctx.today, ctx.now, ctx.council.calendar, ctx.council.remind_at)
    told = set()
    for lead in people.leads_or_admins(ctx.session, ctx.today):
        key, at = _round_key(event, month, lead), max(ctx.now, morning.hour_of(lead))
        new = outbox.NewMessage(key, lead, MessageName.AUDIT_MONTH, about, at)
        told.add(outbox.add(ctx.session, new))
    return bool(told - {None})


def leads_know(ctx: WorkContext, event: MonthNews, month: date) -> bool:
    """Say whether all who hear of rounds were told this of a month; so they were if none does."""
    told = people.leads_or_admins(ctx.session, ctx.today)
    keys = [_round_key(event, month, lead) for lead in told]
    return len(outbox.known_keys(ctx.session, keys)) == len(keys)


@dataclass(frozen=True)
class Opening:
    """When a round opens for each person: at their reminder time, on a working day of theirs."""

    day: date
    now: datetime
    calendar: Calendar
    remind_at: time = NINE

    def hour_of(self, person: Person) -> datetime:
        """Return the instant at which somebody first hears: on a working day of theirs."""
        hours = Hours(person.day_starts, person.day_ends, person.weekdays)
        theirs = self.calendar.with_weekdays(person.weekdays).next_working(self.day)
        at = person.morning_at or self.remind_at
        return occurrence(theirs, hours.first_hearing(at), ZoneInfo(person.time_zone))


def _round_key(event: MonthNews, month: date, lead: Person) -> str:
    return f"audit round:{event}:{month.isoformat()}:{lead.id}"
