"""Every kind of message of the outbox. A new one is a class in its subject's room, listed here."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from bot.actions.messages import ApprovalRequest, BlockedAgain, EventNotice, Unblocked
from bot.answer_card import AnswerCard
from bot.audits.messages import (
    AuditInvitation,
    AuditMonthNotice,
    AuditNotice,
    AuditNudge,
    LearningNoteInChannel,
)
from bot.audits.pair_message import PairOpener
from bot.delivery.accepted_rows import AcceptedRows
from bot.delivery.dead_letter import DeadLetter
from bot.delivery.erased_rows import ErasedRows
from bot.delivery.late_answer import LateAnswer
from bot.delivery.message_kind import MessageKind
from bot.delivery.restored import RestoredBackup
from bot.digest.messages import SubscribedDigest, SubscriptionNews
from bot.handover.messages import LeaverNotice, OfferNotice
from bot.home.messages import WelcomeMessage
from bot.people.messages import AppointedPeople
from bot.plan.messages import ImportNotice
from bot.reminders.daily_digest import DailyDigestMessage
from bot.signoff.messages import NoSignerNotice, OutcomeCheck, SignOffRequest
from db.models import MessageName

OTHERS: Final[Sequence[MessageKind[Any]]] = (
    EventNotice(),
    ApprovalRequest(),
    ImportNotice(),
    Unblocked(),
    BlockedAgain(),
    SignOffRequest(),
    NoSignerNotice(),
    OutcomeCheck(),
    OfferNotice(),
    LeaverNotice(),
    AuditNotice(),
    AuditInvitation(),
    PairOpener(),
    AuditMonthNotice(),
    LearningNoteInChannel(),
    AuditNudge(),
    SubscribedDigest(),
    SubscriptionNews(),
    DeadLetter(),
    AcceptedRows(),
    ErasedRows(),
    RestoredBackup(),
    AppointedPeople(),
    WelcomeMessage(),
    LateAnswer(),
    AnswerCard(),
)
MORNING: Final = DailyDigestMessage(OTHERS)
KINDS: Final[Sequence[MessageKind[Any]]] = (MORNING, *OTHERS)
BY_NAME: Final[Mapping[MessageName, MessageKind[Any]]] = {kind.name: kind for kind in KINDS}
