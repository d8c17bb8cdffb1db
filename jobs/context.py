"""The council, made once from the settings, and one request in it; both are handed on whole."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from db.actions.due_dates import MoveTerms
from db.context import ChangeContext, WorkContext
from db.days import LONDON
from db.guard.own import NOTHING_OWN, CouncilsOwn
from jobs.rules.levels import Levels
from jobs.rules.quiet import Cadence
from jobs.rules.rag import RagRules
from jobs.rules.registers import RegisterRules
from jobs.rules.working_days import Calendar

NINE: Final = time(9)
OUTCOME_WEEKS: Final = 8


@dataclass(frozen=True)
class CommandNames:
    """What the slash commands are called in this workspace."""

    action: str = "/action"
    audit: str = "/audit"
    status: str = "/status"
    status_alias: str = "/action-status"


@dataclass(frozen=True)
class Council:
    """A council's working days, hours, cadence and rules, and what its commands are called."""

    calendar: Calendar
    commands: CommandNames = CommandNames()
    name: str = ""
    case_key: str | None = field(default=None, repr=False)
    remind_at: time = NINE  # by each person's own clock
    rag: RagRules = field(default_factory=RagRules)
    cadence: Cadence = field(default_factory=Cadence)
    own: CouncilsOwn = NOTHING_OWN
    outcome_weeks: int = OUTCOME_WEEKS  # from a sign-off to its outcome check; 0 for none
    audit_tool: str = ""  # the address of the council's own; empty where there is none
    practice_standards: str = ""
    registers: RegisterRules = field(default_factory=RegisterRules)
    levels: Levels = field(default_factory=Levels)
    zone: ZoneInfo = LONDON  # by whose clock an audit's hour is
    pairs_meet: bool = False  # whether publishing opens a group message of each pair

    @property
    def move_terms(self) -> MoveTerms:
        """Return by which terms a due date is moved here."""
        return MoveTerms(self.calendar.between, self.registers.approval)

    def day_of(self, at: datetime) -> date:
        """Return the date it was at the council, at an aware instant."""
        return at.astimezone(self.zone).date()


@dataclass(frozen=True)
class CouncilContext(WorkContext):
    """What is done in one unit of work of a council, by a person or by the bot itself."""

    council: Council


def no_problem(_: str, __: str) -> str:
    """Say that nobody from outside reads a channel, where there is none to be asked about."""
    return ""


@dataclass(frozen=True)
class RequestContext(ChangeContext, CouncilContext):
    """One person's request, inside one unit of work; `channel` is where it was asked, if known.

    `channel_problem` says why nothing may be posted in a channel, as it is asked by the request of
    a `fingerprint`; it takes its time, so it is asked through `jobs.solving.solved`.
    """

    channel: str = ""
    fingerprint: str = ""
    channel_problem: Callable[[str, str], str] = no_problem
