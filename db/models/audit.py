"""A month's draw and its live audits: who with whom, when, what became of each, and why."""

from datetime import date, datetime, time
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.models.base import Base, UtcDateTime, new_seal_key
from db.models.meeting import AN_HOUR, PLACE_LENGTH, Meeting
from db.models.people import Person, Team


class MonthState(StrEnum):
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


class AuditEventKind(StrEnum):
    """What can happen to a live audit, as its history keeps it."""

    PUBLISHED = "published"
    BOOKED = "booked"
    SUGGESTED = "time suggested"
    SUGGESTION_DECLINED = "suggestion declined"
    NOT_HELD = "not held"
    EXTENSION_ASKED = "extension asked"
    EXTENDED = "extended"
    EXTENSION_REFUSED = "extension refused"
    EXEMPTED = "exempted"
    REPLACED = "replaced"
    SWAP_ASKED = "swap asked"
    SWAP_AGREED = "swap agreed"
    SWAP_REFUSED = "swap refused"
    HELD = "held"
    REFLECTED = "reflected"
    MODERATOR_CHOSEN = "moderator chosen"
    MODERATED = "moderated"
    CORRECTED = "corrected"
    REOPENED = "reopened"
    UNDONE = "undone"
    NUDGED = "nudged"
    TALKED_ABOUT = "talked about"
    CLOCK_STARTED = "clock started"
    SAFEGUARDING = "safeguarding"  # kept by older versions when it was pressed: in no history
    CLOSED = "closed"
    CASE_NAMED = "case named"
    FILE_RELEASED = "file released"
    CASE_GONE = "case gone"  # closed or transferred: the next on the list


class FamilyAsked(StrEnum):
    """Whether the family was asked for their view."""

    YES = "yes"
    DECLINED = "declined"
    NOT_ASKED = "not asked"


_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # without those that are read for one another
OPEN_STATES = frozenset({AuditState.PUBLISHED, AuditState.BOOKED})
HELD_STATES = frozenset({AuditState.HELD, AuditState.MODERATED, AuditState.CLOSED})
OFF_STATES = frozenset({AuditState.NOT_HELD, AuditState.REPLACED})
SHOWN_NOWHERE = frozenset({AuditEventKind.SAFEGUARDING})


class AuditMonth(Base):
    """One month's draw, kept with everything it depends on so that it can be replayed."""

    __tablename__ = "audit_round"

    id: Mapped[int] = mapped_column(primary_key=True)
    month: Mapped[date] = mapped_column(unique=True)  # its first day
    state: Mapped[str] = mapped_column(String(20), default=MonthState.DRAWN)
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
    # From then on nothing is written up that was due before: a lead said no.
    records_closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    records_closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    undrawn: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)  # services left out
    held_back_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # not published by itself
    held_back_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    # Of the digests by which `verify` knows its request and plan.
    request_seal_key: Mapped[str | None] = mapped_column(String(32), default=new_seal_key)
    plan_seal_key: Mapped[str | None] = mapped_column(String(32), default=new_seal_key)

    held_back_by: Mapped[Person | None] = relationship(foreign_keys=[held_back_by_id])

    @property
    def is_draft(self) -> bool:
        """Say whether it was drawn and nobody has been told."""
        return self.state == MonthState.DRAWN

    @property
    def is_held_back(self) -> bool:
        """Say whether a lead keeps it from being published by itself."""
        return self.is_draft and self.held_back_at is not None


class AuditorPlace(Base):
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


class AuditRuleValues(Base):
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

    audit: Mapped["LiveAudit"] = relationship(lazy="raise")
    person: Mapped[Person | None] = relationship(lazy="raise")


class LiveAudit(Base):
    """An auditor reviews an open case with the practitioner who holds it."""

    __tablename__ = "live_audit"
    __table_args__ = (UniqueConstraint("round_id", "serial"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    audit_month_id: Mapped[int] = mapped_column(
        "round_id", ForeignKey("audit_round.id"), index=True
    )
    serial: Mapped[int]
    auditor_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    practitioner_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    state: Mapped[str] = mapped_column(String(20), default=AuditState.DRAWN, index=True)
    reason: Mapped[str] = mapped_column(Text, default="")  # why these two, in words
    pinned: Mapped[bool] = mapped_column(default=False)
    proposed_on: Mapped[date | None]
    booked_on: Mapped[date | None]
    booked_at: Mapped[time | None]  # by the council's clock; none: a day alone, as it once was
    minutes: Mapped[int] = mapped_column(default=AN_HOUR)
    place: Mapped[str] = mapped_column(String(PLACE_LENGTH), default="")
    suggested_on: Mapped[date | None]  # by one of the pair, until the other accepts
    suggested_at: Mapped[time | None]
    suggested_minutes: Mapped[int] = mapped_column(default=AN_HOUR)
    suggested_place: Mapped[str] = mapped_column(String(PLACE_LENGTH), default="")
    suggested_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    due_on: Mapped[date]  # the round's, or later after an extension
    invite_sequence: Mapped[int] = mapped_column(default=0)
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("live_audit.id"))
    re_audit_of_id: Mapped[int | None] = mapped_column(ForeignKey("live_audit.id"))
    not_held_reason: Mapped[str | None] = mapped_column(String(40))
    exempt: Mapped[bool] = mapped_column(default=False)
    held_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # noon, if told later
    written_up_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    grade: Mapped[str | None] = mapped_column(String(40))
    themes: Mapped[list[str]] = mapped_column(JSON, default=list)
    strengths: Mapped[list[str]] = mapped_column(JSON, default=list)
    areas: Mapped[list[str]] = mapped_column(JSON, default=list)
    practitioner_there: Mapped[bool | None]  # none: nobody was asked; so with the next two
    family_asked: Mapped[str | None] = mapped_column(String(20))
    standards_met: Mapped[bool | None]
    form_link: Mapped[str] = mapped_column(Text, default="")  # to the form in the case system
    case_line: Mapped[int | None]  # of its month's sheet
    case_key: Mapped[str | None] = mapped_column(String(64), index=True)
    case_chosen: Mapped[str | None] = mapped_column(String(20))
    case_chosen_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    second_practitioner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))  # the practitioner's then
    service: Mapped[str | None] = mapped_column(String(120))  # its service then; none: as now
    reflection: Mapped[str] = mapped_column(Text, default="")
    agrees: Mapped[bool | None]
    reflected_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    moderator_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    upheld: Mapped[bool | None]
    moderated_grade: Mapped[str | None] = mapped_column(String(40))
    moderated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    needs_moderation: Mapped[bool] = mapped_column(default=False)
    supervision_by: Mapped[date | None]  # four weeks after the supervisor was asked
    talked_about_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    moderate_by: Mapped[date | None]  # as the practitioner's service has it; none: the round's
    # Of the digests by which `verify` knows all of this; they are mute once the row is gone.
    seal_key: Mapped[str | None] = mapped_column(String(32), default=new_seal_key)

    audit_month: Mapped[AuditMonth] = relationship()
    auditor: Mapped[Person] = relationship(foreign_keys=[auditor_id])
    practitioner: Mapped[Person] = relationship(foreign_keys=[practitioner_id])
    team: Mapped[Team | None] = relationship()
    second_practitioner: Mapped[Person | None] = relationship(foreign_keys=[second_practitioner_id])
    moderator: Mapped[Person | None] = relationship(foreign_keys=[moderator_id])
    suggested_by: Mapped[Person | None] = relationship(foreign_keys=[suggested_by_id])

    @property
    def booked(self) -> Meeting | None:
        """Return when and where it is booked for."""
        if self.booked_on is None:
            return None
        return Meeting(self.booked_on, self.booked_at, self.minutes, self.place)

    @property
    def suggested(self) -> Meeting | None:
        """Return when and where one of the pair suggests to meet; nothing once it is over."""
        if self.suggested_on is None or not self.is_open:
            return None
        minutes, place = self.suggested_minutes, self.suggested_place
        return Meeting(self.suggested_on, self.suggested_at, minutes, place)

    @property
    def reference(self) -> str:
        """Return the bot's own number for the audit: LA-2027-01-017."""
        return f"LA-{self.audit_month.month:%Y-%m}-{self.serial:03}"

    @property
    def blind_reference(self) -> str:
        """Return what its moderator knows it by, which says nothing of its place in the plan."""
        told = f"{self.audit_month.drawn_at.isoformat()}|{self.id}"
        number = int.from_bytes(sha256(told.encode()).digest()[:8], "big")
        letters = (_LETTERS[number // len(_LETTERS) ** place % len(_LETTERS)] for place in range(5))
        return f"M-{''.join(letters)}"

    @property
    def practitioners(self) -> tuple[Person, ...]:
        """Return who holds the case: the practitioner, and a second one where two do."""
        second = self.second_practitioner
        return (self.practitioner,) if second is None else (self.practitioner, second)

    @property
    def people(self) -> tuple[Person, ...]:
        """Return the auditor and whoever holds the case."""
        return (self.auditor, *self.practitioners)

    @property
    def moderation_due(self) -> date:
        """Return the day by which it is moderated."""
        return self.moderate_by or self.audit_month.moderate_by

    @property
    def is_open(self) -> bool:
        """Say whether it was published and has still to be held."""
        return self.state in OPEN_STATES

    def is_lapsed(self, today: date) -> bool:
        """Say whether its last day has gone by, and nobody said yet what came of it."""
        return self.is_open and self.due_on < today

    @property
    def is_off(self) -> bool:
        """Say whether it will never be held."""
        return self.state in OFF_STATES

    @property
    def calendar_sequence(self) -> int:
        """Return how often a calendar must have changed it: higher with each booking (RFC 5546)."""
        # No further change can follow a cancellation, so one past the last booking outranks all.
        return self.invite_sequence + self.is_off


class AuditChase(Base):
    """One step about one date of a live audit that one person has heard."""

    __tablename__ = "audit_chase"
    __table_args__ = (UniqueConstraint("audit_id", "due_on", "step", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    audit_id: Mapped[int] = mapped_column(ForeignKey("live_audit.id", ondelete="CASCADE"))
    due_on: Mapped[date]
    step: Mapped[str] = mapped_column(String(20))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"), index=True)
