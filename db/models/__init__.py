"""The tables, and what a row may be asked to do."""

from db.models.action import Action, Due, Event, Status
from db.models.base import Base
from db.models.outbox import Chase, Message, Seen
from db.models.people import Person, Team

__all__ = [
    "Action",
    "Base",
    "Chase",
    "Due",
    "Event",
    "Message",
    "Person",
    "Seen",
    "Status",
    "Team",
]
