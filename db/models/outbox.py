"""What must reach Slack, which chases were made, and which requests were seen before."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.models.base import Base, UtcDateTime, index_of_some
from db.models.people import Person

WAITING = text("done_at IS NULL")
DONE = text("done_at IS NOT NULL")
UNANSWERED = text("due_at IS NOT NULL")
IN_DOUBT = "in doubt"  # why a message is given up that may be in a channel where nobody may look
SENT = "sent"


class MessageName(StrEnum):
    """Every kind of message there is; what each says is in `bot.delivery.kinds`."""

    DAILY_DIGEST = "morning"
    EVENT = "event"
    APPROVAL = "approval"
    IMPORTED = "imported"
    UNBLOCKED = "unblocked"
    BLOCKED_AGAIN = "blocked again"
    SIGN_OFF = "sign off"
    NO_SIGNER = "no signer"
    OUTCOME = "outcome"
    HANDOVER = "handover"
    LEAVING = "leaving"
    AUDIT = "audit"
    AUDIT_INVITE = "audit invite"
    AUDIT_MONTH = "audit round"
    LEARNING_NOTE = "learning note"
    AUDIT_NUDGE = "audit nudge"
    SUBSCRIPTION = "subscription"
    SUBSCRIPTION_NEWS = "subscription news"
    DEAD_LETTER = "dead letter"
    ACCEPTED = "accepted"
    ERASED = "erased"
    RESTORED = "restored"
    APPOINTED = "appointed"
    WELCOME = "welcome"
    LATE_ANSWER = "late answer"
    ANSWER = "answer"
    PAIR = "pair"


class MorningShare(StrEnum):
    """As what a message waits for its reader's morning: it asks something, or it is news."""

    ASKS = "asks"
    NEWS = "news"


class Message(Base):
    """A message that must reach Slack, kept until it has (the outbox).

    `due_at` is when it may next be tried, and the end of the lease while one is held; `lease`
    counts the claims, so that a claim which was overtaken cannot record its outcome. `held` is
    true from a claim until its outcome is recorded: one that is held and due was abandoned.
    `token` goes with the message to Slack, by which it is found again when nobody knows whether
    it arrived (`maybe_sent`); if it is not found, it is not sent again before `resend_after`.
    `morning` says that it is not posted by itself: it goes with its reader's next morning.
    """

    __tablename__ = "message"
    __table_args__ = (
        index_of_some("ix_message_waiting", "due_at", WAITING),
        index_of_some("ix_message_done", "done_at", DONE),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dedupe_key: Mapped[str] = mapped_column(String(200), unique=True)
    token: Mapped[str] = mapped_column(String(32), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    channel: Mapped[str | None] = mapped_column(String(20))  # none: a direct message to the person
    kind: Mapped[str] = mapped_column(String(30))
    about: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    first_try_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    maybe_sent: Mapped[bool] = mapped_column(default=False)
    resend_after: Mapped[datetime | None] = mapped_column(UtcDateTime)
    held: Mapped[bool] = mapped_column(default=False)
    lease: Mapped[int] = mapped_column(default=0)
    slack_channel: Mapped[str | None] = mapped_column(String(20))
    slack_ts: Mapped[str | None] = mapped_column(String(20))
    last_error: Mapped[str | None] = mapped_column(Text)
    outcome: Mapped[str | None] = mapped_column(String(10))
    morning: Mapped[str | None] = mapped_column(String(10))
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    person: Mapped[Person] = relationship(lazy="raise")


# A newer version that runs beside this one writes others; it delivers them itself.
OF_A_KNOWN_KIND: Final = Message.kind.in_([*MessageName])


class ReminderSent(Base):
    """One step of the chasing policy that one person has heard about one due date."""

    __tablename__ = "chase"
    __table_args__ = (UniqueConstraint("action_id", "due_on", "step", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id", ondelete="CASCADE"))
    due_on: Mapped[date]
    step: Mapped[str] = mapped_column(String(10))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"), index=True)


class ProcessedRequest(Base):
    """A request from Slack that was carried out; Slack may deliver it again.

    `due_at` is set until whoever asked was answered: whoever finds it over answers in the place of
    a bot that was killed. `work` is what was asked, where it was acknowledged before it is done.
    """

    __tablename__ = "seen"
    __table_args__ = (index_of_some("ix_seen_unanswered", "due_at", UNANSWERED),)

    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    slack_id: Mapped[str | None] = mapped_column(String(20))
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    work: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    attempts: Mapped[int] = mapped_column(default=0, server_default="0")
