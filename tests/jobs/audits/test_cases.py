"""A month with a sheet of cases: read, drawn, changed; and a file that is looked at again."""

from datetime import date

from sqlalchemy import select

from db.audits import debts, sample
from db.audits import queries as audits
from db.models import Base, LiveAudit
from jobs.audits import re_audits
from jobs.audits import sample as samples
from jobs.audits.month import run_audit_months
from jobs.audits.settings import rule_sets
from jobs.context import Council
from tests.jobs.audits.months import DECEMBER, ENGLAND, JANUARY, DrawnMonth, on, seat
from tests.jobs.audits.sheets import (
    A1,
    A2,
    A3,
    JANUARY_DRAWN,
    P1,
    P2,
    every_line,
    everybody,
    file,
    given,
    gone,
    lines,
    replayed,
    rows,
    told,
    with_lines,
)
from tests.refusals import refused


def test_a_sheet_is_kept_by_line_holder_and_fingerprint_and_no_number_is(month: DrawnMonth) -> None:
    month.rules(case_number_pattern=r"\d{7}")
    shown = given(
        month, file((17, P1, "", "", "7654321", "Supervision"), (18, "", "", "Permanence"))
    )
    assert shown.sheet.problems == ()
    with month.database.read() as session:
        first, second = rows(session)
        assert first.practitioner is not None
        assert second.team is not None
        assert (first.line, first.practitioner.role, first.theme) == (17, P1, "Supervision")
        assert first.case_key
        assert (second.team.name, second.case_key) == ("Permanence", None)
        for table in Base.metadata.sorted_tables:
            assert "7654321" not in repr(session.execute(select(table)).all())


def test_a_row_that_cannot_be_read_is_left_out_and_never_repeated(month: DrawnMonth) -> None:
    month.rules(case_number_pattern=r"\d{7}")
    wrong = (
        (1, "Ada Byron", "", "", "", ""),
        (2, "", "", "", "", ""),
        (3, "", "", "No such team", "", ""),
        (4, P1, "", "", "Ada Byron", ""),
        (5, P1, "", "", "", "Ada Byron"),
        ("Ada Byron", P1, "", "", "", ""),
        (7, P1, "", "", "", ""),
        (7, P1, "", "", "", ""),
    )
    shown = given(month, file(*wrong))
    kinds = [problem.kind for problem in shown.sheet.problems]
    assert kinds == ["nobody", "no holder", "no team", "number", "theme", "line", "same line"]
    assert "Ada" not in repr(shown)
    with month.database.read() as session:
        assert [row.line for row in rows(session)] == [7]


def test_one_case_under_two_practitioners_is_one_line_with_both(month: DrawnMonth) -> None:
    month.rules(case_number_pattern=r"\d{7}")
    shown = given(month, file((1, P1, "", "", "1234567", ""), (2, A1, "", "", "123 4567", "")))
    assert len(shown.sheet.lines) == 1
    with month.database.read() as session:
        [row] = rows(session)
        assert row.second_practitioner is not None
        assert row.second_practitioner.role == A1


def test_numbers_are_passed_over_where_none_are_taken(month: DrawnMonth) -> None:
    shown = given(month, file((1, P1, "", "", "1234567", "")))
    assert shown.sheet.unread_numbers
    assert shown.sheet.lines[0].case_key is None


def test_a_plan_is_no_sample() -> None:
    plan = file(("1.1", "Refresh it", P1, ""), headings=("Ref", "Action", "Owner", "Due date"))
    assert not samples.is_sample(plan)
    assert samples.is_sample(everybody())


def test_every_audit_of_a_month_with_a_sheet_has_its_practitioners_line(month: DrawnMonth) -> None:
    given(month, everybody())
    month.draw()
    held = lines(month)
    assert held
    names = (P1, P2, A1, A2, A3)
    assert all(found == [10 + names.index(who)] for who, found in held.items())
    replayed(month)


def test_a_month_that_nobody_was_told_of_is_drawn_again_with_a_sheet_that_comes(
    month: DrawnMonth,
) -> None:
    month.draw()
    assert every_line(month) == {None}
    given(month, everybody(), at=on(date(2026, 11, 25)))
    run_audit_months(month.database, lambda: on(date(2026, 11, 25), 10), Council(ENGLAND))
    assert None not in every_line(month)


def test_a_published_month_gives_its_audits_the_cases_of_a_sheet_that_comes_late(
    month: DrawnMonth,
) -> None:
    month.published()
    before = month.pairs()
    given(month, everybody(), at=on(date(2026, 12, 2)))
    assert None not in every_line(month)
    assert month.pairs() == before
    assert {event for event, _ in month.told()} >= {"case named"}
    replayed(month)


def test_a_case_that_was_closed_gives_way_to_the_next_and_nobody_is_paired_anew(
    month: DrawnMonth,
) -> None:
    audit = with_lines(month, 2)
    before, held = month.pairs(), lines(month)
    gone(month, audit)
    after = lines(month)
    assert month.pairs() == before
    mine = audit.practitioner.role
    assert after.pop(mine) != held.pop(mine)
    assert after == held
    replayed(month)
    with month.database.read() as session:
        events = audits.history(session, month.load(session, audit))
        assert [event.note for event in events if event.kind == "case gone"] == ["closed"]
        old = next(row for row in rows(session) if row.line == audit.case_line)
        assert old.gone == "closed"


def test_where_nothing_is_left_on_the_list_the_case_stays(month: DrawnMonth) -> None:
    audit = with_lines(month, 1)
    with refused(match="No other case is left"):
        gone(month, audit)
    assert month.audits()[0].case_line == audit.case_line


def looked_at_again(month: DrawnMonth) -> tuple[LiveAudit, LiveAudit]:
    """Return an Inadequate of December, and the look at its file that January has."""
    first = with_lines(month, 2)
    month.hold(first, on(date(2026, 12, 9)), "Inadequate")
    given(month, everybody(), JANUARY, on(date(2026, 12, 22)))
    month.draw(JANUARY, on(JANUARY_DRAWN))
    [again] = [audit for audit in month.audits(JANUARY) if audit.re_audit_of_id]
    return first, again


def test_a_file_that_is_looked_at_again_has_a_line_of_its_month_as_any_other(
    month: DrawnMonth,
) -> None:
    first, again = looked_at_again(month)
    assert again.re_audit_of_id == first.id
    assert told(month, again) == "Case: line 15 of January's sheet."
    replayed(month, JANUARY)


def test_a_file_to_be_looked_at_again_whose_case_was_transferred_is_still_owed(
    month: DrawnMonth,
) -> None:
    _, again = looked_at_again(month)
    month.publish(JANUARY, on(JANUARY_DRAWN))
    gone(month, again, "transferred")
    with month.database.read() as session:
        row = month.load(session, again)
        assert row.re_audit_of_id is None
        assert row.case_line in range(10, 15)
        [owed] = debts.owed(session, date(2027, 1, 5))
        assert owed.debt.holder is None
        assert len(re_audits.overdue(session, date(2027, 1, 5), rule_sets(session))) == 1


def test_a_sheet_that_names_the_same_case_says_who_holds_it_now(month: DrawnMonth) -> None:
    month.rules(case_number_pattern=r"\d{7}", never_own_supervisor="off")
    given(month, file((1, P1, "", "", "1234567", "")))
    month.published()
    [first] = [audit for audit in month.audits() if audit.case_line == 1]
    month.hold(first, on(date(2026, 12, 9)), "Inadequate")
    with month.database.begin() as session:
        month.person(session, P1).ends_on = date(2026, 12, 11)
    given(month, file((30, A1, "", "", "123 4567", "")), JANUARY, on(date(2026, 12, 22)))
    month.draw(JANUARY, on(JANUARY_DRAWN))
    [again] = [audit for audit in month.audits(JANUARY) if audit.re_audit_of_id]
    assert (again.practitioner.role, again.case_line) == (A1, 30)
    replayed(month, JANUARY)


def test_two_files_of_one_practitioner_owe_two_looks_by_two_auditors(month: DrawnMonth) -> None:
    month.published()
    first, second = month.audits()[:2]
    for audit in (first, second):
        month.hold(audit, on(date(2026, 12, 9)), "Inadequate")
    with month.database.begin() as session:
        for each in debts.owed(session, JANUARY_DRAWN):
            each.debt.holder_id = first.practitioner_id
        seat(session, [month.council.head])
    month.draw(JANUARY, on(JANUARY_DRAWN))
    again = [audit for audit in month.audits(JANUARY) if audit.re_audit_of_id]
    assert {audit.practitioner_id for audit in again} == {first.practitioner_id}
    assert {audit.re_audit_of_id for audit in again} == {first.id, second.id}
    assert len({audit.auditor_id for audit in again}) == 2
    replayed(month, JANUARY)


def test_lines_of_a_sheet_that_an_audit_has_stay_whatever_a_new_sheet_says(
    month: DrawnMonth,
) -> None:
    audit = with_lines(month, 1)
    given(month, file((99, P1, "", "", "", "")), at=on(date(2026, 12, 2)))
    with month.database.read() as session:
        used = sample.in_use(session, DECEMBER)
        kept = {row.line for row in rows(session)}
    assert audit.case_line in kept
    assert kept == {*used, 99}
