"""A council with a past: something in every table that is sealed, and something erased of it."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Final

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from db import handovers
from db.actions import operations
from db.audits import auditor_pool, debts, rules
from db.audits.auditor_pool import Days
from db.chain.checking import HistoryChecked, check
from db.chain.sealing import Head, head, seal
from db.context import ChangeContext, WorkContext
from db.digest import subscriptions
from db.handovers import HandoverState, Held, HoldingKind
from db.models import (
    Action,
    AuditMonth,
    Base,
    Dependency,
    ItemLink,
    LearningNote,
    LiveAudit,
    Measure,
    Membership,
    NotePost,
    Person,
    PlanItem,
    Reading,
    SampleLine,
    Snooze,
    Subscription,
    Team,
)
from db.models.people import A_DAY
from db.people.forgetting import redact
from db.session import Database
from tests.kept import kept
from tests.people import NOW, TODAY, Council, acting

LATER: Final = NOW + timedelta(days=2)
TABLES: Final = Base.metadata.tables
SNAPSHOT: Final = {"isolation_level": "REPEATABLE READ"}


def checked(database: Database, anchor: str = "") -> HistoryChecked:
    options = SNAPSHOT if database.engine.dialect.name == "postgresql" else {}
    with database.look(**options) as connection:
        return check(connection, anchor)


def sealed(database: Database, at: datetime = LATER) -> Head:
    with database.begin() as session:
        return seal(session, at)


@pytest.fixture
def past(board: Council) -> Council:
    """Give a council with something in every table that is sealed, something erased of it too."""
    return kept(board, live_on)


def live_on(board: Council) -> None:
    lead, practitioner = board.director.id, board.practitioner.id
    rows: Mapping[str, Mapping[str, object]] = {
        "measure_event": {
            "measure_id": 1,
            "kind": "reading",
            "changes": {"2026-11-02": [None, [3.0, None]]},
        },
        "plan_event": {"item_id": 1, "kind": "imported", "changes": {}},
        "learning_event": {"kind": "channel", "changes": {}},
        "council_event": {"kind": "rules", "changes": {"months_off": [[], [8]]}},
        "guard_pass": {"person_id": lead, "kind": "postcode"},
        "erasure": {"kind": "messages", "rows": 2},
    }
    with board.database.begin() as session:
        visits = Measure(id=1, name="Visits", made_at=NOW)
        read = Reading(measure=visits, read_on=date(2026, 11, 2), number=3, recorded_at=NOW)
        session.add_all((visits, read))
        for name, row in rows.items():
            at = {"at": NOW} if "at" in TABLES[name].c else {}
            session.execute(insert(TABLES[name]).values({**at, **row}))
        action = session.get_one(Action, 1)
        operations.note(acting(session.get_one(Person, practitioner)), action, "Ask Kim Ash first")
        decide_about_people(acting(session.get_one(Person, lead)), board)
        session.add_all(one_of_each(session))
    sealed(board.database)
    with board.database.begin() as session:
        assert redact(WorkContext(session, None, LATER), "Kim Ash") == 1
    sealed(board.database, LATER + timedelta(minutes=1))
    note(board, "Legal has answered")
    sealed(board.database, LATER + timedelta(minutes=2))


def one_of_each(session: Session) -> Iterator[Base]:
    """Yield a row for each table that nothing else here has one in."""
    month = session.scalars(select(AuditMonth)).first()
    team = session.scalars(select(Team)).first()
    yield SampleLine(month=date(2026, 12, 1), line=3, practitioner_id=5, imported_at=NOW)
    yield Dependency(action_id=2, after_id=1)
    yield Snooze(person_id=5, action_id=1, until=TODAY + A_DAY)
    for number in (901, 902):
        text = f"Top tip {number}"
        yield PlanItem(id=number, kind="tip", reference=f"T{number}", text=text, added_at=NOW)
    session.flush()
    yield ItemLink(item_id=901, under_id=902)
    yield Membership(person_id=5, role="Practitioner", team="Permanence")
    note = LearningNote(audit_month=month, question="What helps?", told={"themes": ["Voice"]})
    yield note
    yield NotePost(note=note, team=team, channel="C1", posted_at=NOW)


def decide_about_people(lead: ChangeContext, council: Council) -> None:
    """Change each table of whose rows events tell all, so that each has one."""
    other, manager = (
        lead.session.get_one(Person, one.id) for one in (council.other_manager, council.manager)
    )
    rules.change(lead, {"months_off": [8]})
    rules.change(lead, {"audits": 2}, "Front Door")
    for quota in (1, 2):
        auditor_pool.add_auditor(lead, other, quota, starts_on=TODAY)
    auditor_pool.add_auditor(lead, manager)
    for length in (3, 9):
        days = Days(TODAY + length * A_DAY, TODAY + (length + 1) * A_DAY)
        auditor_pool.record_absence(lead, other, days, can_finish=False)
    auditor_pool.end_absence(lead, other)
    audit = lead.session.scalars(select(LiveAudit).order_by(LiveAudit.id)).first()
    assert audit is not None
    debts.owe(lead, audit)
    debts.withdraw(lead, audit)
    debts.lose_holder(lead, audit.id)
    offered = [Held(HoldingKind.ACTION, 1), Held(HoldingKind.ACTION, 2)]
    made = handovers.write(lead, manager, other, offered, "Another post")
    for item, state in zip(made.items, ("accepted", "refused"), strict=True):
        handovers.settle(lead, item, HandoverState(state))
    weekly = {"weekday": 0, "at": time(9, 0), "time_zone": "Europe/London", "last_told": {}}
    times = {"made_at": lead.now, "counts_from": lead.now}
    mine = subscriptions.begin(lead, Subscription(made_by=lead.person, **weekly, **times))
    subscriptions.change(lead, mine, "pause")


def note(council: Council, words: str, at: datetime = LATER) -> int:
    with council.database.begin() as session:
        owner = session.get_one(Person, council.practitioner.id)
        made = operations.note(acting(owner, at), session.get_one(Action, 1), words)
        session.flush()
        return made.id


def head_of(database: Database) -> str:
    with database.read() as session:
        return head(session).hash
