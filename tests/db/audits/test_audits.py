"""Who sees which audit, what waits for whom, and how a month is counted."""

from datetime import date, timedelta
from itertools import product

import pytest

from bot.refusals import refusal_words
from db.audits import booking, changes, visible
from db.audits import queries as audits
from db.audits.changes import Outcome, Verdict
from db.audits.coverage import TeamCoverage, coverage
from db.errors import RefusedError
from db.models import AuditEventKind, AuditState, LiveAudit, Meeting, MonthState
from db.permissions import Permission, may
from jobs.rules.months import months_before
from tests.contexts import by_itself_with, doing
from tests.db.audits.months import BOOKED_ON, JANUARY, OPENED, drawn, held, me
from tests.people import LINE, Council
from tests.refusals import refused


def test_the_pair_their_lines_the_leads_and_nobody_else_find_an_audit(council: Council) -> None:
    [number] = drawn(council, (council.other_manager, council.practitioner))
    found = set()
    for role in LINE:
        with council.database.begin() as session:
            try:
                audits.find(session, number, me(session, council[role]))
            except RefusedError:
                continue
            found.add(role)
    assert found == {
        "Practitioner 1, Permanence",
        "Team Manager, Assessment",
        "Team Manager, Permanence",
        "Head of Service",
        "Assistant Director",
        "Improvement Officer",
    }


def test_a_list_has_exactly_what_the_table_lets_each_person_see(council: Council) -> None:
    numbers = drawn(
        council,
        (council.other_manager, council.practitioner),
        (council.manager, council.stranger),
    )
    with council.database.begin() as session:
        session.get_one(LiveAudit, numbers[1]).moderator_id = council.colleague.id
    for role, number in product(LINE, numbers):
        with council.database.read() as session:
            asker, audit = me(session, council[role]), audits.several(session, [number])[number]
            listed = number in {
                row.id for row in session.query(LiveAudit).where(visible.visible_to(asker))
            }
            assert listed == may(asker, Permission.SEE_AUDIT, audit), f"{role} and {number}"


def test_only_the_leads_know_what_is_not_published(council: Council) -> None:
    pair = (council.other_manager, council.practitioner)
    [number] = drawn(council, pair, state=MonthState.DRAWN)
    with council.database.begin() as session:
        assert audits.find(session, number, me(session, council.director)).id == number
        with refused(match="There is no such live audit"):
            audits.find(session, number, me(session, council.practitioner))
        seen = session.query(LiveAudit).where(visible.visible_to(me(session, pair[0])))
        assert seen.all() == []
        assert audits.waiting_for(session, me(session, pair[0])) == []


def test_an_audit_that_is_not_there_is_refused_in_words(council: Council) -> None:
    with council.database.begin() as session, pytest.raises(RefusedError) as caught:
        audits.find(session, 7, me(session, council.practitioner))
    assert refusal_words(caught.value) == "There is no such live audit. `/audit` shows yours."


def test_an_audit_waits_for_the_pair_then_the_practitioner_then_the_moderator(
    council: Council,
) -> None:
    [number] = drawn(council, (council.other_manager, council.practitioner))
    assert _waits_for(council) == {"Team Manager, Assessment", "Practitioner 1, Permanence"}
    held(council, number)
    assert _waits_for(council) == {"Practitioner 1, Permanence"}
    with council.database.begin() as session:
        audit = session.get_one(LiveAudit, number)
        audit.needs_moderation, audit.moderator_id = True, council.officer.id
        changes.reflect(doing(audit.practitioner, OPENED), audit, "A fair look", agrees=True)
    assert _waits_for(council) == {"Improvement Officer"}
    with council.database.begin() as session:
        audit = session.get_one(LiveAudit, number)
        changes.moderate(
            doing(me(session, council.officer), OPENED), audit, Verdict(True, None, "")
        )
    assert _waits_for(council) == set()


def _waits_for(council: Council) -> set[str]:
    with council.database.read() as session:
        waits = {role: audits.waiting_for(session, me(session, council[role])) for role in LINE}
    return {role for role, rows in waits.items() if rows}


def test_what_is_still_to_be_held_comes_soonest_first(council: Council) -> None:
    later, sooner = drawn(
        council,
        (council.other_manager, council.practitioner),
        (council.other_manager, council.colleague),
    )
    with council.database.begin() as session:
        auditor = me(session, council.other_manager)
        booking.book(
            doing(auditor, OPENED), audits.find(session, later, auditor), Meeting(BOOKED_ON)
        )
        booking.book(
            doing(auditor, OPENED),
            audits.find(session, sooner, auditor),
            Meeting(BOOKED_ON - timedelta(2)),
        )
    with council.database.read() as session:
        rows = audits.open_of(session, me(session, council.other_manager))
        assert [audit.id for audit in rows] == [sooner, later]


def test_only_what_was_held_in_earlier_months_is_past(council: Council) -> None:
    pair, other = (council.manager, council.stranger), (council.other_manager, council.colleague)
    [december, missed] = drawn(council, pair, other, month=date(2026, 12, 1))
    [january] = drawn(council, pair)
    held(council, december)
    held(council, january)
    with council.database.begin() as session:
        changes.not_held(
            by_itself_with(session.get_one(LiveAudit, missed), OPENED),
            session.get_one(LiveAudit, missed),
            "leave",
        )
    with council.database.read() as session:
        found = [audit.id for audit in audits.past(session, JANUARY)]
        assert found == [december]


def test_a_month_is_found_by_any_of_its_days(council: Council) -> None:
    drawn(council, month=date(2026, 12, 1))
    drawn(council)
    with council.database.begin() as session:
        found = audits.month_for(session, date(2027, 1, 20))
        assert found is not None
        assert found.month == JANUARY
        assert audits.month_for(session, date(2027, 2, 1)) is None
        assert [audit_month.month.month for audit_month in audits.latest_months(session)] == [1, 12]
        assert [
            audit_month.month.month for audit_month in audits.latest_months(session, limit=1)
        ] == [1]


def test_what_happened_is_told_newest_first_with_who_did_it(council: Council) -> None:
    [number] = drawn(council, (council.other_manager, council.practitioner))
    with council.database.begin() as session:
        auditor = me(session, council.other_manager)
        booking.book(
            doing(auditor, OPENED), audits.find(session, number, auditor), Meeting(BOOKED_ON)
        )
    with council.database.read() as session:
        told = audits.history(session, audits.several(session, [number])[number])
        assert [(e.kind, e.person.name if e.person else None) for e in told] == [
            ("booked", "Team Manager, Assessment"),
            ("published", None),
        ]


def test_that_the_safeguarding_button_was_once_pressed_is_in_no_history(council: Council) -> None:
    [number] = drawn(council, (council.other_manager, council.practitioner))
    with council.database.begin() as session:
        audit = session.get_one(LiveAudit, number)
        changes.record(by_itself_with(audit, OPENED), audit, AuditEventKind.SAFEGUARDING)
        assert [event.kind for event in audits.history(session, audit)] == ["published"]


def test_a_month_is_counted_by_state_and_by_reason(council: Council) -> None:
    everybody = (council.practitioner, council.colleague, council.stranger, council.officer)
    numbers = drawn(council, *((council.head, one) for one in everybody))
    held(council, numbers[0])
    with council.database.begin() as session:
        rows = [session.get_one(LiveAudit, number) for number in numbers]
        changes.not_held(by_itself_with(rows[1], OPENED), rows[1], "sickness")
        changes.exempt(doing(me(session, council.director), OPENED), rows[2], "vacancy")
        changes.replace(by_itself_with(rows[3], OPENED), rows[3])
        counted = audits.counts(session, rows[0].audit_month_id)
    assert counted.by_state == {AuditState.HELD: 1, AuditState.NOT_HELD: 2}
    assert counted.not_held == {"sickness": 1}
    assert (counted.expected, counted.held, counted.exempt) == (2, 1, 1)


def test_coverage_says_of_each_team_who_was_not_seen_for_three_months(council: Council) -> None:
    first, second = drawn(
        council,
        (council.other_manager, council.practitioner),
        (council.other_manager, council.colleague),
    )
    held(council, first, OPENED)
    held(council, second, OPENED - timedelta(days=1))
    with council.database.read() as session:
        found = coverage(session, date(2027, 4, 4), months_before(date(2027, 4, 4), 3))
        shares = {one.team: (one.seen, one.not_seen, one.total) for one in found}
        unseen = {one.team: [person.name for person in one.unseen] for one in found}
    assert shares == {"Permanence": (1, 1, 2), "Assessment": (0, 1, 1)}
    assert unseen["Permanence"] == ["Practitioner 2, Permanence"]
    assert [one.team for one in found] == ["Assessment", "Permanence"]


def test_an_audit_counts_from_the_day_it_was_held(council: Council) -> None:
    [number] = drawn(council, (council.other_manager, council.practitioner))
    held(council, number, OPENED, Outcome(grade=None))
    with council.database.read() as session:
        days = (date(2027, 4, 4), date(2027, 4, 5))
        seen = {day: _seen(coverage(session, day, months_before(day, 3))) for day in days}
    assert seen == {date(2027, 4, 4): 1, date(2027, 4, 5): 0}


def _seen(teams: list[TeamCoverage]) -> int:
    return sum(team.seen for team in teams)
