"""The tables, and what a row may be asked to do."""

from db.home.freshness import note as note_changes
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
from db.models.date_move import DateMove, MoveState
from db.models.digest import Forecast, Subscription
from db.models.handover import Handover, HandoverItem
from db.models.home import Home
from db.models.measure import Measure, MeasureEvent, Reading
from db.models.outbox import Message, MessageName, ProcessedRequest, ReminderSent
from db.models.people import Person, Team
from db.models.plan import Answering, Dependency, ItemLink, PlanEvent, PlanItem, Snooze

__all__ = [
    "Absence",
    "Action",
    "Answering",
    "AuditChase",
    "AuditEvent",
    "AuditRound",
    "AuditRules",
    "AuditState",
    "AuditorSeat",
    "Base",
    "DateMove",
    "Dependency",
    "Due",
    "Event",
    "Forecast",
    "Handover",
    "HandoverItem",
    "Home",
    "ItemLink",
    "LiveAudit",
    "Measure",
    "MeasureEvent",
    "Message",
    "MessageName",
    "MoveState",
    "Outcome",
    "Person",
    "PlanEvent",
    "PlanItem",
    "ProcessedRequest",
    "Reading",
    "ReminderSent",
    "RoundState",
    "Snooze",
    "Status",
    "Subscription",
    "Team",
    "note_changes",
]
