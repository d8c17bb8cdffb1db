"""Slack takes whatever the bot says of the fullest council there is, at every entrance.

Every text of every row is as long as it may be, and there are more actions, people, notes and
audits than fit. Whatever is said, opened or published is checked as Slack would check it.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any, Final

import pytest
from sqlalchemy import String, cast, func, insert, select, update

from db.models import Action, AuditState, Event, LiveAudit, Person, PlanItem, Team
from db.models.action import NOTE_LENGTH
from db.models.event_kinds import EventKind
from db.session import Session
from localslack.blockkit.surfaces import checked_blocks, checked_view
from localslack.kinds import SlackError
from tests.bot.entrances import Entrance, all_entrances
from tests.bot.withheld import FAULT, Withheld, withheld
from tests.payloads import faults_of_blocks, faults_of_view
from tests.people import NOW, TODAY

__all__ = ["withheld"]

READER: Final = "Assistant Director"
ACTIONS: Final = 5_000 if os.environ.get("NIGHTLY") else 600
PEOPLE, AUDITS, NOTES = 199, 130, 6
# Made of pages and pictures, for seconds.
FILES: Final = re.compile(r"^/\w+ (?:pack|report)\b|^press report_")
# Handed in by the auditor of an audit that is still open, for otherwise they are refused at once;
# and what is said once the month as it was drawn was asked.
OF_AN_OPEN_AUDIT: Final = {
    "swap": "This swap is not possible for",
    "cannot": "has been cancelled. I'll tell everybody concerned",
}
AUDITOR: Final = "Team Manager, Permanence"
LONG: Final[Mapping[Any, tuple[str, ...]]] = {
    Action: ("title", "source", "theme", "phase", "owner_as_given", "evidence"),
    Person: ("name", "role"),
    Team: ("name",),
    LiveAudit: ("place", "suggested_place"),
    PlanItem: ("text",),
}


def words(length: int, number: int = 0) -> str:
    """Return a text of that length, with all that Slack counts or escapes."""
    return f"{number} Review <the> & “plan” ".ljust(length, "é")[:length]


def overfull(session: Session) -> None:
    """Let a council have more of everything than Slack shows."""
    head = session.scalars(select(Person.id).where(Person.role == READER)).one()
    pair = {"manager_id": head, "time_zone": "Europe/London", "team_id": 1}
    session.execute(
        insert(Person),
        [{"id": 900 + n, "name": f"P{n}", "role": f"R{n}", "slack_id": f"U9{n}", **pair}
         for n in range(PEOPLE)],
    )  # fmt: skip
    month = session.scalars(
        select(LiveAudit.audit_month_id).where(LiveAudit.state == AuditState.HELD)
    ).first()
    session.execute(
        insert(LiveAudit),
        [{"id": 610_000 + n, "audit_month_id": month, "serial": 500 + n, "auditor_id": 900 + n,
          "practitioner_id": 901 + n, "due_on": TODAY, "state": AuditState.PUBLISHED}
         for n in range(AUDITS)],
    )  # fmt: skip
    session.execute(
        insert(Action),
        [{"id": 710_000 + n, "title": f"{n}", "created_at": NOW, "owner_id": 900 + n % PEOPLE,
          "due_on": TODAY + timedelta(days=n % 90 - 45), "due_precision": "day"}
         for n in range(ACTIONS)],
    )  # fmt: skip
    noted = session.scalars(select(Action.id).where(Action.id < 710_000)).all()
    session.execute(
        insert(Event),
        [{"action_id": each, "at": NOW, "kind": EventKind.NOTED, "note": words(NOTE_LENGTH, n)}
         for each in noted for n in range(NOTES)],
    )  # fmt: skip
    for kind, names in LONG.items():
        for name in names:
            most = getattr(getattr(kind, name).type, "length", None) or 3000
            numbered = cast(kind.id, String) + words(most)
            session.execute(update(kind).values({name: func.substr(numbered, 1, most)}))


def tried() -> list[Entrance]:
    """Return every entrance at night; else all that is typed and a third of the others."""
    if os.environ.get("NIGHTLY"):
        return all_entrances()
    quick = [one for one in all_entrances() if not FILES.search(one.name)]
    others = ("plan", "show", "list", "month", "home")
    return [
        one
        for place, one in enumerate(quick)
        if one.kind == "typed"
        or one.form in OF_AN_OPEN_AUDIT
        or place % 3 == 0
        or any(part in one.what for part in others)
    ]


def said_wrong(said: str) -> Iterator[str]:
    """Yield what Slack would not take of one thing that it was told."""
    how, _, told = said.partition(" ")
    if how == "ack":
        told = told.partition(" ")[2] or "{}"
    if not told.startswith("{"):
        return
    try:
        for payload in _payloads(json.loads(told)):
            yield from _faults(how, payload)
    except SlackError as error:
        yield f"{how}: {error} {error.more}"


def _payloads(told: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield told
    for name in ("json", "params"):
        yield from [told[name]] if isinstance(told.get(name), dict) else []


def _faults(how: str, payload: Mapping[str, Any]) -> Iterator[str]:
    """Yield what Slack's own library has against it; raise what the local Slack has."""
    blocks, view = (_read(payload.get(name)) for name in ("blocks", "view"))
    if blocks:
        checked_blocks(blocks)
        yield from faults_of_blocks(blocks)
    if view:
        checked_view(view, "home" if how == "views.publish" else "modal")
        yield from faults_of_view(view)


def _read(given: Any) -> Any:  # noqa: ANN401  (blocks or a view, as a client sends them)
    return json.loads(given) if isinstance(given, str) else given


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_slack_takes_all_that_is_said_of_the_fullest_council(withheld: Withheld) -> None:
    assert withheld.things  # what is named, looked up before there is more than that,
    assert withheld.openers  # and who is shown what
    with withheld.council.database.begin() as session:
        overfull(session)
    wrong, heard, answered = [], 0, ""
    for entrance in tried():
        for said in _said(withheld, entrance):
            heard += '"blocks"' in said or '"view"' in said
            wrong += [f"{entrance.name}: {fault}" for fault in said_wrong(said)]
            assert FAULT not in said, f"{entrance.name}: {said[:2000]}"
            answered += said if entrance.form in OF_AN_OPEN_AUDIT else ""
    assert wrong == []
    assert heard > 150
    assert [words for words in OF_AN_OPEN_AUDIT.values() if words not in answered] == []


def _said(withheld: Withheld, entrance: Entrance) -> list[str]:
    is_open = entrance.form in OF_AN_OPEN_AUDIT
    named = f"audit of {AUDITOR}, {AuditState.PUBLISHED}" if is_open else ""
    target = next(one for one, _ in withheld.things if entrance.is_about(one) and named in one.name)
    told = withheld.answer(entrance, AUDITOR if is_open else READER, target)
    acknowledged = [said for said in told.said if said.startswith("ack ")]
    return [*acknowledged, *withheld.way.kept]
