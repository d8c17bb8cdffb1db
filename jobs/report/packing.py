"""What an inspector's pack is made of, read from the tables as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from db.audits import rules as audit_rules
from db.models import Event
from db.models.action import ActionNumber
from db.outbox import reminders
from db.report import queries as rows
from db.session import Session
from jobs.audits import settings
from jobs.audits.scrutiny import coming_year
from jobs.report.assemble import ReportScope, facts_of, role_of
from jobs.report.audience import Audience
from jobs.report.values import Report, ReportFacts
from jobs.report.versions import version
from jobs.rules.audit_services import RuleSets
from jobs.rules.looks import Look
from jobs.signoff import signing

NOBODY = "the bot"
NOT_PEOPLE = frozenset({"previous_id", "audit_id"})


@dataclass(frozen=True)
class Happened:
    """One thing that happened to an action; people are told by their roles."""

    number: int
    action: ActionNumber
    title: str
    at: datetime
    who: str
    kind: str
    changes: tuple[tuple[str, str, str], ...]
    note: str


@dataclass(frozen=True)
class Packed:
    """Everything that goes into a pack."""

    facts: ReportFacts
    history: tuple[Happened, ...]
    rules: RuleSets
    signed_off: frozenset[str]  # the registers whose actions somebody else signs off
    rules_changed_at: datetime | None
    looks: tuple[Look, ...]

    @cached_property
    def reports(self) -> Sequence[Report]:
        """The report as each audience has it, the officers' first."""
        return [version(self.facts, audience) for audience in Audience]


def packed(session: Session, asked: ReportScope) -> Packed:
    """Read everything that an inspector is handed, as at `asked.at`."""
    return Packed(
        facts=facts_of(session, asked),
        history=tuple(history(session, asked.at)),
        rules=settings.rule_sets(session),
        signed_off=signing.registers(session, asked.council),
        rules_changed_at=audit_rules.changed_at(session),
        looks=tuple(coming_year(session, asked.today, asked.council.calendar)),
    )


def history(session: Session, until: datetime) -> Sequence[Happened]:
    """Return everything that happened to every action, action by action."""
    roles = {person.id: role_of(person) for person in reminders.roster(session)}
    return [_happened(event, roles) for event in rows.events(session, until)]


def _happened(event: Event, roles: Mapping[int, str]) -> Happened:
    return Happened(
        number=event.id,
        action=event.action.number,
        title=event.action.title,
        at=event.at,
        who=role_of(event.person) or NOBODY,
        kind=event.kind,
        changes=tuple(
            (name, _told(name, old, roles), _told(name, new, roles))
            for name, (old, new) in event.changes.items()
        ),
        note=event.note,
    )


def _told(name: str, value: Any, roles: Mapping[int, str]) -> str:  # noqa: ANN401  (as JSON holds it)
    if value is None:
        return ""
    is_person = name.endswith("_id") and name not in NOT_PEOPLE
    return roles.get(value, "somebody") if is_person else str(value)
