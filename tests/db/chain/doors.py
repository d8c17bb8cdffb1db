"""What the bot does to a row through its own functions, table by table."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, time, timedelta
from typing import Any, Final

from sqlalchemy.orm import Session

from db import council_events, handovers, measures
from db.actions import editing, operations
from db.actions.changes import record_by_itself
from db.audits import auditor_pool, changes, debts, learning, rules, sample
from db.audits.auditor_pool import Days
from db.audits.learning import NoteWords
from db.context import ChangeContext, WorkContext
from db.digest import subscriptions
from db.history import put
from db.models import (
    Action,
    AuditMonth,
    Base,
    CouncilEventKind,
    HandoverItem,
    LearningNote,
    LiveAudit,
    Measure,
    Person,
    Subscription,
    Team,
)
from db.models.event_kinds import EventKind
from db.models.people import A_DAY
from db.people import memberships, mornings
from db.people.mornings import MorningChoice
from tests.db.chain.council_past import LATER
from tests.people import acting

Values = Mapping[str, Any]
Door = Callable[[ChangeContext, Values], object]


def event_of(session: Session, row: Base, fields: Mapping[str, object]) -> None:
    """Change fields of a row of which events tell, and tell it as the bot does."""
    changed = put(row, fields)
    session.flush()
    if isinstance(row, Action):
        record_by_itself(row, LATER, EventKind.EDITED, changed)
    else:
        ctx = WorkContext(session, None, LATER)
        council_events.stand(council_events.did(ctx, CouncilEventKind.FILE, "put", {}), row)
    session.flush()


def _person(lead: ChangeContext, row: Values) -> Person:
    return lead.session.get_one(Person, row.get("person_id", row.get("id")))


def _action(lead: ChangeContext, row: Values) -> Action:
    return lead.session.get_one(Action, row["id"])


def _audit(lead: ChangeContext, row: Values) -> LiveAudit:
    return lead.session.get_one(LiveAudit, row.get("first_audit_id", row["id"]))


def _digest_door(what: str) -> Door:
    return lambda lead, row: subscriptions.change(
        lead, lead.session.get_one(Subscription, row["id"]), what
    )


def _measure(lead: ChangeContext, row: Values) -> Measure:
    return lead.session.get_one(Measure, row.get("measure_id", row["id"]))


def _seat(lead: ChangeContext, row: Values) -> object:
    begins = LATER.date() + 9 * A_DAY
    return auditor_pool.add_auditor(lead, _person(lead, row), 5, starts_on=begins)


def _rules(lead: ChangeContext, row: Values) -> None:
    rules.change(lead, {**row["values"], "audits": 4}, row["service"])


def _away(lead: ChangeContext, row: Values) -> object:
    days = Days(row["first_on"], row["last_on"])
    return auditor_pool.record_absence(lead, _person(lead, row), days, can_finish=True)


def _item(state: handovers.HandoverState) -> Door:
    def settled(lead: ChangeContext, row: Values) -> None:
        handovers.settle(lead, lead.session.get_one(HandoverItem, row["id"]), state, "Not now")

    return settled


def _note(lead: ChangeContext, row: Values) -> object:
    note = lead.session.get_one(LearningNote, row["id"])
    month = lead.session.get_one(AuditMonth, note.audit_month_id)
    return learning.edit(lead, month, NoteWords((), (), "We ring first", "What else?"))


def _morning(lead: ChangeContext, row: Values) -> None:
    choice = MorningChoice("active", time(10, 0))
    mornings.choose(acting(_person(lead, row), LATER), choice)


def _moved(lead: ChangeContext, row: Values) -> object:
    action = _action(lead, row)
    return record_by_itself(
        action, LATER, EventKind.MOVED, put(action, {"due_on": date(2027, 3, 1)})
    )


def _team(lead: ChangeContext, row: Values) -> object:
    return learning.name_channel(lead, lead.session.get_one(Team, row["id"]), "C77")


def _read(lead: ChangeContext, row: Values) -> object:
    return measures.record_reading(lead, _measure(lead, row), row["read_on"], 8, None)


# By table: what changes a row of it, given as it stood.
DOORS: Final[Mapping[str, Sequence[Door]]] = {
    "action": (
        lambda lead, row: operations.note(lead, _action(lead, row), "Legal has answered"),
        lambda lead, row: editing.reword(lead, _action(lead, row), {"title": "Ring the panel"}),
        _moved,
    ),
    "live_audit": (
        lambda lead, row: changes.nudge(lead, _audit(lead, row)),
        lambda lead, row: changes.extend(
            lead, _audit(lead, row), row["due_on"] + timedelta(days=3), "Snow"
        ),
    ),
    "person": (_morning, lambda lead, _: memberships.keep(lead.session, LATER.date())),
    "membership": (lambda lead, _: memberships.keep(lead.session, LATER.date()),),
    "team": (_team,),
    "auditor_seat": (
        _seat,
        lambda lead, row: auditor_pool.remove_auditor(lead, _person(lead, row)),
    ),
    "audit_rules": (_rules,),
    "absence": (
        _away,
        lambda lead, row: auditor_pool.end_absence(lead, _person(lead, row)),
    ),
    "case_debt": (
        lambda lead, row: debts.owe(lead, _audit(lead, row)),
        lambda lead, row: debts.withdraw(lead, _audit(lead, row)),
        lambda lead, row: debts.lose_holder(lead, row["first_audit_id"]),
    ),
    "subscription": (_digest_door("resume"), _digest_door("pause"), _digest_door("stop")),
    "handover_item": tuple(_item(state) for state in handovers.HandoverState),
    "measure": (
        lambda lead, row: measures.set_target(lead, _measure(lead, row), 4, None),
        lambda lead, row: measures.end(lead, _measure(lead, row)),
    ),
    "reading": (_read,),
    "learning_note": (_note,),
    "sample_line": (lambda lead, row: sample.mark_gone(lead, row["month"], row["line"], "closed"),),
}
