"""Nothing that is kept from somebody shows in what they are told of anything else.

Two worlds are compared that differ in one thing alone: at every entrance, whoever may not know of
it is answered the same in both, in every word, count, list, order, form and file.
"""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import product
from typing import Final

import pytest
from sqlalchemy import Select, delete, select

from db.models import (
    Absence,
    Action,
    AuditEvent,
    AuditMonth,
    AuditState,
    Event,
    LiveAudit,
    Message,
    MessageName,
    MonthState,
    Register,
    Status,
)
from db.session import Session
from tests.bot.withheld import ENTRANCES, READERS, TRIED, Found, Withheld, few, shown, withheld
from tests.bot.withheld_council import FORMER, MEMBER, MODERATOR, OUTSIDER
from tests.people import NOW, TODAY, Council

__all__ = ["withheld"]
on_sqlite = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)  # the answers alone
YESTERDAY: Final = NOW - timedelta(days=1)


def is_away(session: Session, council: Council) -> None:
    """Let people be away in the days that are asked about."""
    for who in (council.stranger, council.practitioner):
        first, last = TODAY - timedelta(days=3), TODAY + timedelta(days=40)
        new = Absence(person_id=who.id, first_on=first, last_on=last, recorded_at=NOW)
        session.add(new)


def is_drawn_no_more(session: Session, council: Council) -> None:
    """Take the month away that was drawn in a council and that nobody was told of."""
    assert council.people
    month = session.scalars(select(AuditMonth).where(AuditMonth.state == MonthState.DRAWN)).one()
    session.execute(delete(LiveAudit).where(LiveAudit.audit_month_id == month.id))
    session.execute(delete(AuditMonth).where(AuditMonth.id == month.id))


def has_one_more(session: Session, council: Council) -> None:
    """Let another have one more action, late, with the words and number of the plan's file."""
    session.add(
        Action(
            id=790_001, title="Agree the list", reference="A-1", register=Register.PLAN,
            owner_id=council.stranger.id, created_by_id=council.stranger.id, created_at=YESTERDAY,
            due_on=TODAY - timedelta(days=9), due_precision="day", phase="Phase 9",
            source="Another review", theme="Another theme",
        )
    )  # fmt: skip


def is_noted_and_signed_off(session: Session, council: Council) -> None:
    """Let more have happened to another's actions: notes, a sign-off, a message about it."""
    theirs = select(Action).where(Action.owner_id == council.stranger.id)
    for action in session.scalars(theirs.where(Action.status == Status.DONE)):
        action.status, action.signed_off_at = Status.SIGNED_OFF, NOW
        action.signed_off_by_id = council.director.id
        note = Event(action_id=action.id, at=NOW, kind="noted", note="A word that nobody reads")
        note.person_id = council.stranger.id
        session.add(note)
        session.add(
            Message(
                id=390_001, dedupe_key="more", token="more", person_id=council.stranger.id,
                due_at=NOW, kind=MessageName.EVENT, about={"action": action.id},
                slack_channel="D1", slack_ts="8.8", done_at=NOW, outcome="sent",
            )
        )  # fmt: skip


def audits_of(council: Council) -> Select[LiveAudit]:
    """Return another's audits; what two share is known to both, and so are their days."""
    alone = LiveAudit.second_practitioner_id.is_(None)
    return select(LiveAudit).where(LiveAudit.practitioner_id == council.stranger.id, alone)


def is_graded_otherwise(session: Session, council: Council) -> None:
    """Let another's audits have ended in the lowest grade, and its clock run."""
    theirs = audits_of(council)
    for audit in session.scalars(theirs.where(LiveAudit.grade.is_not(None))):
        audit.grade = "Inadequate"
        due = {"actions_due": "2026-12-18"}
        session.add(AuditEvent(audit_id=audit.id, at=NOW, kind="clock started", changes=due))


def is_booked_otherwise(session: Session, council: Council) -> None:
    """Let another's audit have another day, a line of the sheet, and a place."""
    theirs = audits_of(council)
    for audit in session.scalars(theirs.where(LiveAudit.state == AuditState.BOOKED)):
        audit.booked_on, audit.case_line = date(2026, 11, 26), 17


# Who may not know of it at all, and asks with a thing of their own.
NEITHER: Final = (MEMBER, FORMER, OUTSIDER, MODERATOR)
PERMANENCE: Final = ("Practitioner 1, Permanence", "Practitioner 2, Permanence")
SECRETS: Final = {
    is_away: (MEMBER, FORMER, OUTSIDER, MODERATOR),
    is_drawn_no_more: READERS,
    has_one_more: (*NEITHER, *PERMANENCE, "Team Manager, Permanence"),
    is_noted_and_signed_off: (*NEITHER, *PERMANENCE, "Team Manager, Permanence"),
    is_graded_otherwise: (MEMBER, FORMER, OUTSIDER, *PERMANENCE, "Team Manager, Permanence"),
    is_booked_otherwise: (*NEITHER, *PERMANENCE),
}


@pytest.mark.waits
@on_sqlite
def test_what_somebody_may_not_know_shows_at_no_entrance(withheld: Withheld) -> None:
    found = Found()
    told = [one for change, readers in SECRETS.items() for one in product([change], readers)]
    for place, entrance in enumerate(ENTRANCES):
        for change, role in few(told, place, TRIED // 4 + 2):
            changed = partial(change, council=withheld.council)
            target = withheld.of_their_own(entrance, role)
            both = withheld.in_two_worlds(entrance, role, target, changed)
            found.note((entrance.name, role, change.__name__), *both)
    found.is_nothing()


def is_kept_apart(session: Session, council: Council, *, can_finish: bool) -> None:
    """Let somebody take nothing new, or not be there, in all of the month."""
    days = {"first_on": date(2026, 11, 1), "last_on": date(2026, 12, 31)}
    who = {"person_id": council.stranger.id, "recorded_at": NOW}
    session.add(Absence(**days, **who, can_finish=can_finish))


@on_sqlite
def test_why_two_may_not_swap_tells_nobody_who_is_away(withheld: Withheld) -> None:
    """The other may be away, or only finish what they have: both are told in the same words."""
    swap, role = next(one for one in ENTRANCES if one.swaps), "Team Manager, Permanence"
    target = next(one for one, _ in withheld.things if one.number in withheld.offered(role))
    target = replace(target, own=shown(withheld.own[role, True], target))
    told = []
    for can_finish in (True, False):
        changed = partial(is_kept_apart, council=withheld.council, can_finish=can_finish)
        told.append(withheld.in_two_worlds(swap, role, target, changed)[1])
    assert "cannot be paired this month" in repr(told[0])
    assert told[0] == told[1]
