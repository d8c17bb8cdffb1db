"""What happens to the council's own affairs is written down: who, when, what and about whom."""

import json
from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import select

from bot.audits.verbs import ShowAudit
from bot.people.about_me import LOOKS, AboutMe
from db.audits import auditor_pool, rules
from db.audits.auditor_pool import Days
from db.chain.checking import check
from db.chain.replaying import replay
from db.chain.sealing import seal
from db.chain.standing import ROWS
from db.context import WorkContext
from db.models import Base, CouncilEvent, LiveAudit, Person
from db.models.sealed import SEALED
from db.people import accounts
from db.people.roster import RosterEntry, take
from db.retention import Periods, erase
from db.session import Session
from tests.contexts import asking, by_itself
from tests.people import NOW, TODAY, Council, acting
from tests.plans import board
from tests.told import EXEMPT, NAMED_AS, NOT_TOLD, TOLD_BY, TOLD_BY_KIND, Written

__all__ = ["board"]
TABLES = Base.metadata.tables


def said(changes: Mapping[str, object]) -> object:
    return {name: pair for name, pair in changes.items() if name != ROWS}


def told(session: Session) -> list[tuple[str, str | None, str | None, object]]:
    """Return what was written down: the kind, by whom and about whom, and what changed.

    The whole rows beside it are compared in tests/db/chain.
    """
    names = {one.id: one.name for one in session.scalars(select(Person))}
    events = session.scalars(select(CouncilEvent).order_by(CouncilEvent.id))
    return [
        (one.kind, names.get(one.person_id or 0), names.get(one.about_id or 0), said(one.changes))
        for one in events
    ]


def test_rules_auditors_and_days_away_are_told_with_who_changed_them(council: Council) -> None:
    with council.database.begin() as session:
        lead = acting(session.get_one(Person, council.director.id))
        other = session.get_one(Person, council.other_manager.id)
        rules.change(lead, {"audits": 3})
        rules.change(lead, {"audits": 3})  # nothing by that
        rules.change(lead, {}, "Front Door")
        auditor_pool.add_auditor(lead, other, 2)
        auditor_pool.remove_auditor(lead, other)
        auditor_pool.record_absence(lead, other, Days(TODAY, TODAY), can_finish=False)
        auditor_pool.end_absence(lead, other)
        who, day = ("Assistant Director", other.name), TODAY.isoformat()
        days = {"first_on": [None, day], "last_on": [None, day]}
        assert told(session) == [
            ("rules", who[0], None, {"audits": [None, 3]}),
            ("auditor", *who, {"quota": [None, 2]}),
            ("no auditor", *who, {}),
            ("away", *who, days),
            ("back", *who, days),
        ]


def test_of_who_somebody_is_it_is_told_that_it_changed_and_never_what_it_was(
    council: Council,
) -> None:
    email, above = str(council.practitioner.email), str(council.other_manager.email)
    changed = RosterEntry(email, {"name": "Kim Ash", "role": "Social worker", "manager": above})
    take(council.database, [changed, RosterEntry("new@council.example", {"name": "New"})], at=NOW)
    take(council.database, [RosterEntry(email, {"name": "Not kept"})], at=None)
    with council.database.begin() as session:
        accounts.appoint(by_itself(session, NOW), {email}, {"person8@council.example"})
        before, after = council.manager.id, council.other_manager.id
        role, by = council.practitioner.role, {"by": [None, accounts.SETTINGS]}
        assert told(session) == [
            (
                "person",
                None,
                "New",
                {
                    "day_ends": [None, "17:00:00"],
                    "day_starts": [None, "09:00:00"],
                    "name": [None, None],
                    "on_roster": [False, True],
                    "works": [None, "12345"],
                },
            ),
            (
                "person",
                None,
                "Kim Ash",
                {
                    "manager": [before, after],
                    "name": [None, None],
                    "role": [role, "Social worker"],
                },
            ),
            ("appointed", None, "Assistant Director", {"is_lead": [True, False], **by}),
            ("appointed", None, "Kim Ash", {"is_lead": [False, True], **by}),
        ]


def test_what_tells_of_old_days_away_goes_with_them_and_the_chain_stays_whole(
    council: Council,
) -> None:
    long_ago = NOW - timedelta(days=500)
    with council.database.begin() as session:
        by = acting(session.get_one(Person, council.manager.id), long_ago)
        mine = session.get_one(Person, council.practitioner.id)
        days = Days(long_ago.date(), long_ago.date())
        auditor_pool.record_absence(by, mine, days, can_finish=False)
        session.flush()
        seal(session, long_ago)
    with council.database.begin() as session:
        erase(WorkContext(session, None, NOW), Periods(absences=12))
        assert told(session) == [("away", council.manager.name, council.practitioner.name, {})]
    with council.database.look() as connection:
        found = check(connection)
    assert (found.faults, found.erased_links) == ([], 1)


def test_days_away_that_ended_early_go_with_what_tells_of_them_and_others_stay_compared(
    council: Council,
) -> None:
    """Their event names the last day they were to have; of other days it tells as before."""
    long_ago = NOW - timedelta(days=500)
    with council.database.begin() as session:
        by = acting(session.get_one(Person, council.manager.id), long_ago)
        mine = session.get_one(Person, council.practitioner.id)
        for first, length in ((-3, 400), (-2, 450), (-1, 499), (460, 490)):
            days = [long_ago.date() + timedelta(days=day) for day in (first, length)]
            auditor_pool.record_absence(by, mine, Days(*days), can_finish=False)
        later = acting(by.person, NOW - timedelta(days=100))
        auditor_pool.end_absence(later, mine)
        auditor_pool.end_absence(acting(by.person, long_ago + timedelta(days=462)), mine)
        session.flush()
        seal(session, NOW)
    for months in (15, 12, 4, 1):
        with council.database.begin() as session:
            erase(WorkContext(session, None, NOW), Periods(absences=months))
        with council.database.look() as connection:
            assert check(connection).faults == []
            assert replay(connection).unlike == []


def test_whoever_looked_at_a_grade_of_mine_stands_in_what_is_held_on_me(board: Council) -> None:
    graded = select(LiveAudit).where(LiveAudit.grade.is_not(None)).order_by(LiveAudit.id)
    with board.database.begin() as session:
        audit = session.scalars(graded).first()
        assert audit is not None
        above, auditor = audit.practitioner.manager, audit.auditor
        assert above is not None
        for person in (above, above, audit.practitioner, auditor):
            ShowAudit(audit.id).run(asking(person, NOW))
        ShowAudit(audit.id).run(asking(above, NOW + timedelta(days=1)))
        session.flush()
        file = AboutMe().run(asking(audit.practitioner, NOW + timedelta(days=2))).file
        assert file is not None
        held = file().content.decode()
        assert LOOKS in held
        looks = [one for one in told(session) if one[0] == "looked"]
        assert looks == [("looked", above.name, audit.practitioner.name, {})] * 2
        assert held.count(f'"when": "{date(2026, 11, 23)}T09:00+00:00"') == 1
        assert audit.reference in held
        assert told(session)[-1][0] == "exported"


def test_of_every_table_it_is_said_which_events_tell_of_it_or_why_none_do() -> None:
    """`tests/told.py` holds every request of every test to it."""
    assert not TOLD_BY.keys() & EXEMPT.keys()
    assert TOLD_BY.keys() | EXEMPT.keys() == Base.metadata.tables.keys()
    assert set().union(*TOLD_BY.values()) <= set(SEALED)
    assert Written(tables={"action", "seen", "message"}).not_told() == ["action"]
    assert Written(tables={"action", "seen", "message", "event"}).not_told() == []


def test_of_a_column_that_is_written_an_event_tells_by_its_name_or_by_its_kind() -> None:
    """So one that is new, and written without, fails whatever test writes it."""
    written = Written()
    written.note("UPDATE live_audit SET grade=?, needs_moderation=? WHERE live_audit.id = ?", ())
    said = ("reflected", json.dumps({"grade": [None, "Good"]}))
    written.note("INSERT INTO audit_event (kind, changes) VALUES (?, ?)", said)
    assert written.not_told() == ["how live_audit stands", "live_audit.needs_moderation"]
    written.note("INSERT INTO standing (rows) VALUES (?)", ('{"live_audit 7": {"grade": "a"}}',))
    assert written.not_told() == ["live_audit.needs_moderation"]
    written.note("UPDATE audit_event SET changes=? WHERE", ('{"needs_moderation": [0, 1]}', 1))
    assert written.not_told() == []
    columns = {(table.name, one.name) for table in TABLES.values() for one in table.columns}
    assert NAMED_AS.keys() | NOT_TOLD.keys() <= columns
    assert TOLD_BY_KIND.keys() <= TOLD_BY.keys()
