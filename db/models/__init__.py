"""The tables, and what a row may be asked to do."""

from db.models import history_guard
from db.models.action import (
    Action,
    ActionOutcome,
    DateMove,
    Due,
    Event,
    MoveState,
    Register,
    Status,
)
from db.models.audit import (
    AuditChase,
    AuditEvent,
    AuditEventKind,
    AuditMonth,
    AuditorPlace,
    AuditRuleValues,
    AuditState,
    FamilyAsked,
    LiveAudit,
    MonthState,
)
from db.models.base import Base
from db.models.card import Card, CardItem
from db.models.case import CaseChosen, CaseDebt, SampleLine
from db.models.chain import Link, OpenDoor, Standing
from db.models.council import CouncilEvent, CouncilEventKind
from db.models.digest import Forecast, MonthAgo, Subscription
from db.models.erasure import ErasedKind, Erasure
from db.models.guard import GuardPass
from db.models.handover import Handover, HandoverItem
from db.models.home import Home
from db.models.learning import LearningEvent, LearningEventKind, LearningNote, NotePost
from db.models.measure import Measure, MeasureEvent, Reading
from db.models.meeting import Meeting
from db.models.outbox import Message, MessageName, MorningShare, ProcessedRequest, ReminderSent
from db.models.people import Absence, Membership, Person, Team
from db.models.plan import Answering, Dependency, ItemLink, PlanEvent, PlanItem, Snooze
from db.models.plan_files import PlanAnswer, PlanDraft, PlanShape

history_guard.listen(Base.metadata)
