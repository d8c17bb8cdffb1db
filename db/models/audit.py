"""A month's draw and its live audits: who with whom, when, what became of each, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, WriteOnlyMapped, mapped_column, relationship

from db import privacy
from db.audits.permissions import Permission, require
from db.errors import RefusedError
from db.history import put, spoken
from db.models.base import Base
from db.models.people import Person
from db.session import UtcDateTime

REFLECTION_LENGTH = 1000


class RoundState(StrEnum):
    """How far a month's draw has come."""

    DRAWN = "drawn"
    PUBLISHED = "published"
    CLOSED = "closed"


class AuditState(StrEnum):
    """How far a live audit has come."""

    DRAWN = "drawn"
    PUBLISHED = "published"
    BOOKED = "booked"
    HELD = "held"
    MODERATED = "moderated"
    CLOSED = "closed"
    NOT_HELD = "not held"
    REPLACED = "replaced"


OPEN_STATES = frozenset({AuditState.PUBLISHED, AuditState.BOOKED})
OFF_STATES = frozenset({AuditState.NOT_HELD, AuditState.REPLACED})


class AuditRound(Base):
    """One month's draw, kept with everything it depends on so that it can be replayed."""

    __tablename__ = "audit_round"

    id: Mapped[int] = mapped_column(primary_key=True)
    month: Mapped[date] = mapped_column(unique=True)  # its first day
    state: Mapped[str] = mapped_column(String(20), default=RoundState.DRAWN)
    opens_on: Mapped[date]
    due_on: Mapped[date]
    moderate_by: Mapped[date]
    request: Mapped[str] = mapped_column(Text)
    plan: Mapped[str] = mapped_column(Text)
    rules: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    drawn_at: Mapped[datetime] = mapped_column(UtcDateTime)
    drawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class AuditorSeat(Base):
    """Somebody's place on the chosen list of auditors, with a quota, from one day to another.

    A place that has ended stays on record; one who comes back has another.
    """

    __tablename__ = "auditor_seat"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    quota: Mapped[int | None]  # none: what the rules say
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]

    person: Mapped[Person] = relationship()


class Absence(Base):
    """Days on which somebody is away; `can_finish`: takes nothing new but keeps what they have."""

    __tablename__ = "absence"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    first_on: Mapped[date]
    last_on: Mapped[date]
    can_finish: Mapped[bool] = mapped_column(default=False)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)

    person: Mapped[Person] = relationship(foreign_keys=[person_id])

    def covers(self, day: date) -> bool:
        """Say whether `day` is one of its days."""
        return self.first_on <= day <= self.last_on


class AuditRules(Base):
    """Settings of live audits: the council's, or what a service has of its own instead.

    What they mean is for jobs.rules.audit_rules and audit_services to say.
    """

    __tablename__ = "audit_rules"

    service: Mapped[str] = mapped_column(String(120), primary_key=True)  # empty: every service
    values: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class AuditEvent(Base):
    """One thing that happened to a live audit: who, when, what, old to new. Never changed."""

    __tablename__ = "audit_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    audit_id: Mapped[int] = mapped_column(ForeignKey("live_audit.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    kind: Mapped[str] = mapped_column(String(30))
    changes: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    note: Mapped[str] = mapped_column(Text, default="")

    audit: Mapped["LiveAudit"] = relationship(back_populates="events", lazy="raise")
    person: Mapped[Person | None] = relationship(lazy="raise")


@dataclass(frozen=True)
class Outcome:
    """What an auditor records of a live audit: pick-lists and counts, nothing about the child."""

    grade: str | None
    themes: tuple[str, ...] = ()
    strengths: Mapping[str, int] = field(default_factory=dict)
    areas: Mapping[str, int] = field(default_factory=dict)
    case_key: str | None = None


class LiveAudit(Base):
    """An auditor reviews an open case with the practitioner who holds it."""

    __tablename__ = "live_audit"
    __table_args__ = (UniqueConstraint("round_id", "serial"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("audit_round.id"), index=True)
    serial: Mapped[int]
    auditor_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    practitioner_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    state: Mapped[str] = mapped_column(String(20), default=AuditState.DRAWN, index=True)
    reason: Mapped[str] = mapped_column(Text, default="")  # why these two, in words
    pinned: Mapped[bool] = mapped_column(default=False)
    proposed_on: Mapped[date | None]
    booked_on: Mapped[date | None]
    due_on: Mapped[date]  # the round's, or later after an extension
    invite_sequence: Mapped[int] = mapped_column(default=0)
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("live_audit.id"))
    re_audit_of_id: Mapped[int | None] = mapped_column(ForeignKey("live_audit.id"))
    not_held_reason: Mapped[str | None] = mapped_column(String(40))
    exempt: Mapped[bool] = mapped_column(default=False)
    held_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    grade: Mapped[str | None] = mapped_column(String(40))
    themes: Mapped[list[str]] = mapped_column(JSON, default=list)
    strengths: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    areas: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    case_key: Mapped[str | None] = mapped_column(String(64), index=True)
    reflection: Mapped[str] = mapped_column(Text, default="")
    agrees: Mapped[bool | None]
    reflected_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    moderator_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    upheld: Mapped[bool | None]
    moderated_grade: Mapped[str | None] = mapped_column(String(40))
    moderated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    needs_moderation: Mapped[bool] = mapped_column(default=False)
    moderate_by: Mapped[date | None]  # as the practitioner's service has it; none: the round's

    round: Mapped[AuditRound] = relationship()
    auditor: Mapped[Person] = relationship(foreign_keys=[auditor_id])
    practitioner: Mapped[Person] = relationship(foreign_keys=[practitioner_id])
    moderator: Mapped[Person | None] = relationship(foreign_keys=[moderator_id])
    events: WriteOnlyMapped[AuditEvent] = relationship(back_populates="audit")

    @property
    def reference(self) -> str:
        """Return the bot's own number for the audit: LA-2027-01-017."""
        return f"LA-{self.round.month:%Y-%m}-{self.serial:03}"

    @property
    def moderation_due(self) -> date:
        """Return the day by which it is moderated."""
        return self.moderate_by or self.round.moderate_by

    @property
    def is_open(self) -> bool:
        """Say whether it was published and has still to be held."""
        return self.state in OPEN_STATES

    @property
    def is_off(self) -> bool:
        """Say whether it will never be held."""
        return self.state in OFF_STATES

    @property
    def calendar_sequence(self) -> int:
        """Return how often a calendar must have changed it: higher with each booking (RFC 5546)."""
        # No further change can follow a cancellation, so one past the last booking outranks all.
        return self.invite_sequence + self.is_off

    def publish(self, by: Person | None, at: datetime) -> AuditEvent:
        """Let the pair know of each other."""
        return self._change(by, at, "published", state=AuditState.PUBLISHED)

    def book(self, by: Person, at: datetime, day: date) -> AuditEvent:
        """Agree the day; booking another one moves it."""
        self._refuse_unless_open("book a day")
        require(by, Permission.BOOK, self)
        if day == self.booked_on:
            raise RefusedError(f"{self.reference} is booked for that day already.", about="day")
        if not self.round.opens_on <= day <= self.due_on:
            raise RefusedError(
                f"{self.reference} is to be held between {spoken(self.round.opens_on)} and "
                f"{spoken(self.due_on)}; choose a day in between.",
                about="day",
            )
        sequence = self.invite_sequence + (self.booked_on is not None)
        return self._change(
            by, at, "booked", state=AuditState.BOOKED, booked_on=day, invite_sequence=sequence
        )

    def not_held(self, by: Person | None, at: datetime, reason: str, note: str = "") -> AuditEvent:
        """Record that it was not held, with a reason from the list."""
        self._refuse_unless_open("say it was not held")
        if by is not None:
            require(by, Permission.CANNOT, self)
        return self._change(
            by, at, "not held", note, state=AuditState.NOT_HELD, not_held_reason=reason
        )

    def extend(self, by: Person, at: datetime, until: date) -> AuditEvent:
        """Give it until a later day; the caller asks whether `by` may give so many days."""
        self._refuse_unless_open("extend it")
        require(by, Permission.EXTEND, self)
        if until <= self.due_on:
            raise RefusedError(f"{self.reference} already has until {spoken(self.due_on)}.", "day")
        return self._change(by, at, "extended", due_on=until)

    def exempt_for(self, by: Person, at: datetime, reason: str) -> AuditEvent:
        """Take it out of what was expected."""
        self._refuse_unless_open("exempt it")
        require(by, Permission.EXEMPT, self)
        return self._change(
            by, at, "exempted", state=AuditState.NOT_HELD, not_held_reason=reason, exempt=True
        )

    def replace(self, by: Person | None, at: datetime) -> AuditEvent:
        """Give way to another pair."""
        self._refuse_unless_open("pair it anew")
        sequence = self.invite_sequence + (self.booked_on is not None)
        return self._change(by, at, "replaced", state=AuditState.REPLACED, invite_sequence=sequence)

    def hold(self, by: Person, at: datetime, outcome: Outcome) -> AuditEvent:
        """Record the outcome; only the auditor does, and the practitioner has the next word."""
        self._refuse_unless_open("record it")
        require(by, Permission.HOLD, self)
        return self._change(
            by,
            at,
            "held",
            state=AuditState.HELD,
            held_at=at,
            grade=outcome.grade,
            themes=list(outcome.themes),
            strengths=dict(outcome.strengths),
            areas=dict(outcome.areas),
            case_key=outcome.case_key,
        )

    def reflect(self, by: Person, at: datetime, words: str, *, agrees: bool) -> AuditEvent:
        """Keep the practitioner's own view, before the audit counts as done."""
        require(by, Permission.REFLECT, self)
        if self.state != AuditState.HELD or self.reflected_at is not None:
            raise RefusedError(f"{self.reference} is not waiting for a reflection.")
        if len(words) > REFLECTION_LENGTH:
            raise RefusedError(f"A reflection has {REFLECTION_LENGTH} characters at most.", "words")
        return self._change(
            by, at, "reflected", words, reflection=words.strip(), agrees=agrees, reflected_at=at
        )

    def moderate(
        self, by: Person, at: datetime, *, upheld: bool, grade: str | None, why: str
    ) -> AuditEvent:
        """Uphold or change the grade; never by the pair or anybody in the line of either."""
        if not self.needs_moderation or self.state != AuditState.HELD or not self.reflected_at:
            raise RefusedError(f"{self.reference} is not waiting for moderation.")
        if not self.may_moderate(by):
            raise RefusedError(
                f"{self.reference} is moderated by somebody who is neither of the pair nor in "
                "the line of either."
            )
        if not upheld and not why.strip():
            raise RefusedError("Say why the grade changes, in a few words.", about="why")
        return self._change(
            by,
            at,
            "moderated",
            why,
            state=AuditState.MODERATED,
            upheld=upheld,
            moderated_grade=self.grade if upheld else grade,
            moderator_id=by.id,
            moderated_at=at,
        )

    def may_moderate(self, person: Person) -> bool:
        """Say whether somebody is far enough from the pair to moderate."""
        pair = (self.auditor, self.practitioner)
        return all(
            person.id != each.id and not person.manages(each) and not each.manages(person)
            for each in pair
        )

    def close(self, at: datetime) -> AuditEvent:
        """Count it as done."""
        return self._change(None, at, "closed", state=AuditState.CLOSED)

    def happened(
        self, kind: str, by: Person | None, at: datetime, note: str = "", **told: object
    ) -> AuditEvent:
        """Write down what changes no field: an extension asked for, the safeguarding button."""
        privacy.refuse(note, at.date())
        return self._write(AuditEvent(person=by, at=at, kind=kind, note=note, changes={**told}))

    def _refuse_unless_open(self, wish: str) -> None:
        if not self.is_open:
            raise RefusedError(f"{self.reference} is {self.state}, so nobody can {wish}.")

    def _change(
        self, by: Person | None, at: datetime, kind: str, note: str = "", **fields: object
    ) -> AuditEvent:
        privacy.refuse(note, at.date())
        changes = put(self, fields)
        return self._write(
            AuditEvent(person=by, at=at, kind=kind, changes=changes, note=note.strip())
        )

    def _write(self, event: AuditEvent) -> AuditEvent:
        self.events.add(event)
        return event


class AuditChase(Base):
    """One step about one date of a live audit that one person has heard."""

    __tablename__ = "audit_chase"
    __table_args__ = (UniqueConstraint("audit_id", "due_on", "step", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    audit_id: Mapped[int] = mapped_column(ForeignKey("live_audit.id", ondelete="CASCADE"))
    due_on: Mapped[date]
    step: Mapped[str] = mapped_column(String(20))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"))
