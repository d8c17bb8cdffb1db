"""The tables, and what a row may be asked to do."""

from db.home.freshness import note as note_changes
from db.models.action import Action, ActionOutcome, DateMove, Due, Event, MoveState, Status
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
from db.models.digest import Forecast, Subscription
from db.models.handover import Handover, HandoverItem
from db.models.home import Home
from db.models.measure import Measure, MeasureEvent, Reading
from db.models.outbox import Chase, Message, MessageName, Seen
from db.models.people import Person, Team
from db.models.plan import Answering, Dependency, ItemLink, PlanEvent, PlanItem, Snooze

__all__ = [
    "Absence",
    "Action",
    "ActionOutcome",
    "Answering",
    "AuditChase",
    "AuditEvent",
    "AuditRound",
    "AuditRules",
    "AuditState",
    "AuditorSeat",
    "Base",
    "Chase",
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
    "Reading",
    "RoundState",
    "Seen",
    "Snooze",
    "Status",
    "Subscription",
    "Team",
    "note_changes",
]
