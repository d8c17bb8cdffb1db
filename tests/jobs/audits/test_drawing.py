"""A month's draw, from the tables and back."""

from datetime import date, timedelta

import pytest

from bot.audits.draw_words import plan_words, why_words
from db.audits import auditor_pool
from db.audits import queries as audits
from db.audits.auditor_pool import Days
from db.models import AuditState, Person
from jobs.audits.drawing import draw_month, replay
from jobs.rules.draw.model import DrawRequest
from tests.contexts import asking, doing
from tests.jobs.audits.months import (
    DECEMBER,
    DRAW_DAY,
    DUE,
    ENGLAND,
    FIRST_DRAWN,
    JANUARY,
    OPENS,
    DrawnMonth,
    on,
)
from tests.refusals import refused

pytestmark = pytest.mark.mostly_sqlite  # its SQL is asked on PostgreSQL by other tests

PERMANENCE, ASSESSMENT = "Team Manager, Permanence", "Team Manager, Assessment"


def pair(month: DrawnMonth, auditor: str, practitioner: str) -> tuple[int, int]:
    return month.council[auditor].id, month.council[practitioner].id


def test_every_auditor_gets_their_quota_and_nobody_supervises_whom_they_audit(
    month: DrawnMonth,
) -> None:
    month.draw()
    drawn = month.audits()
    assert sorted(audit.auditor.role for audit in drawn) == [ASSESSMENT] * 2 + [PERMANENCE] * 2
    teams = {(a.auditor.role[14:], a.practitioner.role.partition(", ")[2]) for a in drawn}
    assert teams == {("Permanence", "Assessment"), ("Assessment", "Permanence")}
    assert len({audit.practitioner_id for audit in drawn}) == 4


def test_each_audit_has_its_reason_in_words_and_a_day_in_the_window(month: DrawnMonth) -> None:
    month.draw()
    for audit in month.audits():
        assert why_words(audit.reason).startswith("Never audited before")
        assert audit.proposed_on is not None
        assert ENGLAND.shift(OPENS, 3) <= audit.proposed_on <= DUE
        assert ENGLAND.is_working(audit.proposed_on)
        assert (audit.state, audit.due_on) == (AuditState.DRAWN, DUE)


def test_the_lead_reads_how_fair_the_draw_is_and_who_is_left_out(month: DrawnMonth) -> None:
    told = plan_words(month.drawn().seen)
    assert "4 of 5 practitioners have an audit this month" in told.fairness[0]
    assert len(told.left_out) == 1
    assert told.left_out[0].startswith("No slot this month, as others have waited longer: Pr")


def test_nobody_hears_of_a_draw(month: DrawnMonth) -> None:
    month.draw()
    assert month.messages() == []


def test_a_month_that_is_drawn_again_is_the_same_and_keeps_no_old_audits(month: DrawnMonth) -> None:
    month.draw()
    first = month.pairs()
    month.draw(at=DRAW_DAY + timedelta(hours=1))
    assert month.pairs() == first
    assert [audit.serial for audit in month.audits()] == [1, 2, 3, 4]


def test_a_pinned_pair_is_in_the_plan_and_stays_there(month: DrawnMonth) -> None:
    wanted = (PERMANENCE, "Practitioner 3, Assessment")
    other = (PERMANENCE, "Practitioner 2, Assessment")
    month.draw(pins=[pair(month, *wanted)])
    month.draw(forbids=[pair(month, *other)])
    assert wanted in month.pairs()
    assert other not in month.pairs()
    assert [a.practitioner.role for a in month.audits() if a.pinned] == [wanted[1]]


def test_the_newest_word_on_a_pair_holds(month: DrawnMonth) -> None:
    both = pair(month, PERMANENCE, "Practitioner 3, Assessment")
    month.draw(pins=[both])
    month.draw(forbids=[both])
    assert (PERMANENCE, "Practitioner 3, Assessment") not in month.pairs()


def test_a_draw_afresh_forgets_what_was_pinned(month: DrawnMonth) -> None:
    month.draw(pins=[pair(month, PERMANENCE, "Practitioner 3, Assessment")])
    month.draw(afresh=True)
    assert not any(audit.pinned for audit in month.audits())


def test_a_pair_that_is_freed_is_no_longer_pinned_or_kept_apart(month: DrawnMonth) -> None:
    pinned = pair(month, PERMANENCE, "Practitioner 3, Assessment")
    apart = pair(month, PERMANENCE, "Practitioner 2, Assessment")
    month.draw(pins=[pinned], forbids=[apart])
    month.draw(frees=[pinned, apart])
    assert not any(audit.pinned for audit in month.audits())
    assert DrawRequest.from_json(month.round().request).forbids == ()


def test_an_impossible_pin_is_refused_in_words_and_changes_nothing(month: DrawnMonth) -> None:
    month.draw()
    before = month.pairs()
    [told] = month.why_not(pins=[pair(month, PERMANENCE, "Practitioner 1, Permanence")])
    assert "cannot be pinned: one of them supervises the other" in told
    assert month.pairs() == before


def test_a_quota_that_cannot_be_met_names_who_is_in_the_way_and_the_fix(month: DrawnMonth) -> None:
    month.rules(quota=4, never_own_supervisor="whole line")
    [told] = month.why_not()
    assert told.startswith(
        "The Team Manager, Permanence needs 4 audits but can only reach 3 practitioners"
    )
    assert "add 2 practitioners in all that every auditor may meet" in told
    assert told.endswith("ask for 3 audits fewer in all.")


def test_without_auditors_the_lead_is_told_how_to_choose_some(month: DrawnMonth) -> None:
    with month.database.begin() as session:
        lead = month.person(session, "Assistant Director")
        for role in (PERMANENCE, ASSESSMENT):
            auditor_pool.remove_auditor(doing(lead, DRAW_DAY), month.person(session, role))
    assert "/audit auditors add" in month.why_not()[0]


def test_a_month_off_is_not_drawn(month: DrawnMonth) -> None:
    month.rules(months_off=[12])
    assert month.why_not() == ["December is a month off, so nothing is drawn."]


def test_a_published_month_is_not_drawn_again(month: DrawnMonth) -> None:
    month.published()
    with refused(match="December 2026 is published already"):
        month.draw()


def test_only_a_lead_or_an_administrator_draws(month: DrawnMonth) -> None:
    with (
        month.database.begin() as session,
        refused(match="Only a lead or an administrator"),
    ):
        draw_month(asking(month.person(session, PERMANENCE), DRAW_DAY), DECEMBER)


def test_the_same_request_gives_the_same_plan_and_the_checker_agrees(month: DrawnMonth) -> None:
    month.draw()
    with month.database.read() as session:
        again = replay(session, DECEMBER)
    assert again.same
    assert again.problems == ()


def test_a_plan_that_was_tampered_with_is_found_out(month: DrawnMonth) -> None:
    month.draw()
    with month.database.begin() as session:
        audit_month = audits.month_for(session, DECEMBER)
        assert audit_month is not None
        audit_month.plan = audit_month.plan.replace('"nth":1', '"nth":2', 1)
    with month.database.read() as session:
        again = replay(session, DECEMBER)
    assert not again.same
    assert again.problems


def test_whoever_is_away_all_month_is_not_drawn(month: DrawnMonth) -> None:
    is_drawn_until(month, can_finish=False)


def test_whoever_only_finishes_is_given_nothing_new(month: DrawnMonth) -> None:
    is_drawn_until(month, can_finish=True)


def is_drawn_until(month: DrawnMonth, *, can_finish: bool) -> None:
    """Draw with somebody, and without them once they are away."""
    month.draw()
    assert FIRST_DRAWN in {practitioner for _, practitioner in month.pairs()}
    with month.database.begin() as session:
        away = month.person(session, FIRST_DRAWN)
        days = Days(OPENS, DUE)
        auditor_pool.record_absence(doing(away, DRAW_DAY), away, days, can_finish=can_finish)
    month.draw()
    assert FIRST_DRAWN not in {practitioner for _, practitioner in month.pairs()}


def test_whoever_waited_longest_comes_first_next_month(month: DrawnMonth) -> None:
    month.published()
    [left_out] = {role for role in month.council.people if role.startswith("Practitioner")} - {
        practitioner for _, practitioner in month.pairs()
    }
    for audit in month.audits():
        month.hold(audit, on(date(2026, 12, 9)))
    month.draw(JANUARY, on(date(2026, 12, 23)))
    assert left_out in {practitioner for _, practitioner in month.pairs(JANUARY)}
    [reason] = [
        why_words(a.reason) for a in month.audits(JANUARY) if a.practitioner.role == left_out
    ]
    assert reason.startswith("Never audited before")


def test_somebody_who_left_the_council_is_not_drawn(month: DrawnMonth) -> None:
    with month.database.begin() as session:
        session.get_one(Person, month.council["Practitioner 2, Assessment"].id).ends_on = date(
            2026, 11, 30
        )
    month.draw()
    assert "Practitioner 2, Assessment" not in {practitioner for _, practitioner in month.pairs()}
