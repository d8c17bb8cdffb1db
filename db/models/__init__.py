"""The tables, and what a row may be asked to do."""

from db.models.action import Action, Due, Event, Status
from db.models.audit import (
    Absence,
    AuditChase,
    AuditEvent,
    AuditorSeat,
    AuditRound,
    AuditRules,
    AuditState,
    LiveAudit,
    Outcome,
    RoundState,
)
from db.models.base import Base
from db.models.outbox import Chase, Message, Seen
from db.models.people import Person, Team

__all__ = [
    "Absence",
    "Action",
    "AuditChase",
    "AuditEvent",
    "AuditRound",
    "AuditRules",
    "AuditState",
    "AuditorSeat",
    "Base",
    "Chase",
    "Due",
    "Event",
    "LiveAudit",
    "Message",
    "Outcome",
    "Person",
    "RoundState",
    "Seen",
    "Status",
    "Team",
]
