"""The sample council's actions: what a peer review report says is to be done, word for word."""

import calendar
import csv
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Action, Due, Event, Person, Status
from db.models.changes import put
from db.session import Database

REPORT = "Peer review report, paragraph"
UNDER_WAY = (
    "being developed",
    "commitment given",
    "continuing",
    "group in place",
    "group set up",
    "in place",
)


def load_actions(database: Database, path: Path, now: Callable[[], datetime]) -> int:
    """Write the report's actions down, except those already there; return how many are new.

    Nothing is invented: an action has no owner, and a due date only where the report has one.
    """
    with path.open(encoding="utf-8", newline="") as file, database.begin() as session:
        known = set(session.scalars(select(Action.reference)))
        new = [row for row in csv.DictReader(file) if row["ref"] not in known]
        for row in new:
            action = _action(row, now())
            session.add(action)
            action.started("imported", None, now(), row["quote"])
    return len(new)


def _action(row: Mapping[str, str], at: datetime) -> Action:
    due = _due(row)
    return Action(
        reference=row["ref"],
        title=row["title"],
        success_measure="",
        source=f"{REPORT} {row['para']}",
        due_on=due.day,
        original_due_on=due.day,
        due_precision=due.precision,
        due_as_given=row["due_as_given"].removeprefix("not stated"),
        status=_status(row["status_at_report"]),
        created_at=at,
    )


def _due(row: Mapping[str, str]) -> Due:
    if row["due_precision"] != "month":
        return Due()
    year, month = map(int, row["due_normalised"].split("-"))
    return Due(date(year, month, calendar.monthrange(year, month)[1]), "month")


def _status(told: str) -> Status:
    if told.startswith("done"):
        return Status.DONE
    return Status.IN_PROGRESS if told.startswith(UNDER_WAY) else Status.NOT_STARTED


def sources(session: Session) -> frozenset[str]:
    """Return where the actions come from that are there."""
    return frozenset(session.scalars(select(Action.source)))


def sign_off(action: Action, by: Person, at: datetime) -> None:
    """Sign an action off."""
    fields = {"status": Status.SIGNED_OFF, "signed_off_at": at, "signed_off_by_id": by.id}
    action.events.add(Event(person=by, at=at, kind="signed off", changes=put(action, fields)))


def set_aside(action: Action, by: Person, at: datetime, status: Status, until: date | None) -> None:
    """Defer an action until a day, or drop it."""
    fields = {"status": status, "deferred_until": until}
    why = "The board agreed that other work comes first."
    event = Event(person=by, at=at, kind=str(status), changes=put(action, fields), note=why)
    action.events.add(event)
