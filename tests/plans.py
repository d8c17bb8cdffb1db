"""A council with a past: actions moved, done and dropped, and two months of live audits.

Rows and their events are written down as they would have been made at the time, so that nothing
here depends on what today's commands allow.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.actions import operations
from db.audits import changes
from db.audits.changes import Outcome
from db.context import WorkContext
from db.history import put
from db.models import (
    Action,
    Answering,
    AuditEvent,
    DateMove,
    Event,
    FamilyAsked,
    LiveAudit,
    Person,
    PlanItem,
    Status,
)
from db.models.event_kinds import EventKind
from jobs.digest.month_ago import keep_month_ago
from jobs.rules.working_days import Calendar
from tests import contexts
from tests.contexts import by_itself_with
from tests.db.audits.months import drawn, held
from tests.kept import kept
from tests.people import TODAY, Council

ENGLAND = Calendar.of("ENG")
OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)


def at(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), UTC)


@dataclass
class Story:
    """One action's past, told event by event."""

    session: Session
    action: Action

    @classmethod
    def begins(
        cls,
        session: Session,
        title: str,
        owner: Person | None,
        due: date | None,
        on: date,
        **more: object,
    ) -> "Story":
        action = Action(title=title, created_at=at(on), status=Status.NOT_STARTED, **more)
        action.owner = session.get(Person, owner.id) if owner else None
        action.owner_id = owner.id if owner else None
        action.due_on = action.original_due_on = due
        action.due_precision = "day" if due else "none"
        session.add(action)
        operations.start(WorkContext(session, action.owner, at(on)), action, EventKind.ADDED)
        session.flush()
        return cls(session, action)

    def happens(self, kind: str, on: date, note: str = "", **fields: object) -> Event:
        """Change fields and write the event, as the row itself does."""
        by = self.action.owner
        changes = put(self.action, fields)
        event = Event(
            action_id=self.action.id, person=by, at=at(on), kind=kind, changes=changes, note=note
        )
        self.session.add(event)
        self.session.flush()
        return event

    def noted(self, on: date) -> None:
        self.happens("noted", on, "Draft is with Legal", status=Status.IN_PROGRESS)

    def moves(
        self, to: date, on: date, why: str, *, in_ledger: bool = True, state: str = "agreed"
    ) -> Event | None:
        """Move the date, with its line in the ledger; one not agreed leaves the date alone."""
        old, event = self.action.due_on, None
        if state == "agreed":
            original = self.action.original_due_on or to
            event = self.happens("moved", on, why, due_on=to, due_precision="day")
            event.changes = event.changes | put(self.action, {"original_due_on": original})
        if in_ledger:
            self.session.add(
                DateMove(
                    action_id=self.action.id,
                    event_id=event.id if event else None,
                    number=1,
                    asked_at=at(on),
                    from_on=old,
                    to_on=to,
                    days=ENGLAND.between(old, to) if old else None,
                    reason=why,
                    state=state,
                )
            )
        return event

    def done(self, on: date) -> None:
        self.happens("done", on, status=Status.DONE, done_at=at(on))

    def signed_off(self, on: date) -> None:
        self.happens("signed off", on, status=Status.SIGNED_OFF, signed_off_at=at(on))

    def undone(self, event: Event, on: date) -> None:
        old = {name: _read(before) for name, (before, _) in event.changes.items()}
        made = self.happens("undone", on, "", **old)
        made.undoes_id = event.id


def _read(value: object) -> object:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return value


@pytest.fixture
def board(council: Council) -> Council:
    """Fill the council with a past that gives every section something to say."""
    return kept(council, fill)


def fill(council: Council) -> None:
    with council.database.begin() as session:
        _actions(session, council)
        _plan(session)
    _audits(council)
    keep_month_ago(council.database, TODAY, contexts.COUNCIL)


def _actions(session: Session, council: Council) -> None:
    mine, mate, other = council.practitioner, council.colleague, council.stranger

    def add(
        title: str,
        owner: Person | None,
        due: date | None,
        on: date = date(2026, 9, 1),
        **more: object,
    ) -> Story:
        return Story.begins(session, title, owner, due, on, **more)

    add("Publish the placement guide", mine, date(2026, 10, 20), theme="Planning")
    panel = add("Review the permanence panel", mine, date(2026, 10, 1))
    panel.moves(date(2026, 11, 2), date(2026, 9, 28), "The panel was cancelled")
    panel.moves(date(2026, 12, 4), date(2026, 10, 5), "The chair left")
    older = add("Agree the thresholds", mate, date(2026, 9, 30))
    older.moves(date(2027, 1, 15), date(2026, 9, 21), "Waiting for Health", in_ledger=False)
    add("Share the audit form", mate, date(2026, 11, 12)).done(date(2026, 11, 10))
    signed = add("Hold the practice week", mine, date(2026, 10, 30), theme="Recording")
    signed.done(date(2026, 11, 2))
    signed.signed_off(date(2026, 11, 16))
    add("Rewrite the duty rota", council.manager, date(2026, 12, 18)).noted(date(2026, 11, 20))
    add("Clear the unallocated list", other, date(2026, 11, 2), theme="Recording")
    add("Recruit and retain staff", None, None)
    add("Write the Adolescent Strategy", None, date(2020, 4, 30))
    add("Refresh the recording policy", council.other_manager, None, theme="Recording")
    add("Open a second office", other, date(2026, 11, 30)).happens(
        "dropped", date(2026, 11, 9), status=Status.DROPPED
    )
    add("Replace the case system", mate, date(2026, 12, 1)).happens(
        "deferred", date(2026, 11, 9), status=Status.DEFERRED
    )
    asked = add("Map the family hubs", mate, date(2026, 12, 21), date(2026, 11, 18))
    asked.moves(date(2027, 2, 1), date(2026, 11, 19), "Estates are late", state="waiting")
    taken_back = asked.moves(date(2027, 3, 1), date(2026, 11, 19), "A slip", in_ledger=False)
    if taken_back is not None:
        asked.undone(taken_back, date(2026, 11, 19))


def _plan(session: Session) -> None:
    for number, (kind, theme) in enumerate((("area", "Recording"), ("tip", ""), ("strength", ""))):
        session.add(
            PlanItem(
                kind=kind,
                reference=f"F-{number}",
                text="What the review says",
                theme=theme,
                added_at=at(date(2026, 8, 3)),
            )
        )
    session.flush()
    first = session.query(PlanItem).filter_by(reference="F-0").one()
    answer = session.query(Action).filter_by(title="Hold the practice week").one()
    session.add(Answering(action_id=answer.id, item_id=first.id, made_at=at(date(2026, 9, 1))))


INADEQUATE = Outcome(
    "Inadequate",
    ("Planning",),
    ("Recording", "Supervision"),
    practitioner_there=True,
    family_asked=FamilyAsked.DECLINED,
    standards_met=False,
)
GOOD = Outcome(
    "Good",
    ("Recording",),
    practitioner_there=True,
    family_asked=FamilyAsked.NOT_ASKED,
    standards_met=True,
)


def _audits(council: Council) -> None:
    """Let October be over, with one not held and one moderated, and November under way."""
    manager, other = council.manager, council.other_manager
    pairs = ((other, council.practitioner), (other, council.colleague), (manager, council.stranger))
    first, second, third = drawn(council, *pairs, month=OCTOBER)
    held(council, first, at(date(2026, 10, 14)), INADEQUATE)
    held(council, third, at(date(2026, 10, 20)), GOOD)
    with council.database.begin() as session:
        changes.not_held(
            by_itself_with(session.get_one(LiveAudit, second), at(date(2026, 10, 28))),
            session.get_one(LiveAudit, second),
            "leave",
        )
        looked_at = session.get_one(LiveAudit, first)
        moderated = {"moderated_at": at(date(2026, 11, 5)), "upheld": True}
        events = session.scalars(select(AuditEvent).where(AuditEvent.audit_id == first))
        changes.also([*events][-1], looked_at, {**moderated, "needs_moderation": True})
    drawn(council, (other, council.practitioner), month=NOVEMBER)
