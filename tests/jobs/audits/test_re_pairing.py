"""What cannot be held, and who takes its place."""

from datetime import date

import pytest

from bot.audits.draw_words import re_pairing_words
from db.audits.auditor_pool import Days
from db.models import AuditState, LiveAudit
from jobs.audits.changing import Changed, away, cannot
from jobs.audits.drawing import replay
from jobs.audits.re_pairing import RePairing, apply_re_pair, preview_re_pair
from tests.contexts import asking
from tests.jobs.audits.months import DECEMBER, DUE, OPENS, DrawnMonth, on
from tests.refusals import refused

pytestmark = pytest.mark.mostly_sqlite  # its SQL is asked on PostgreSQL by other tests

PERMANENCE, ASSESSMENT = "Team Manager, Permanence", "Team Manager, Assessment"
DIRECTOR = "Assistant Director"
AT = on(date(2026, 12, 2))


def say_cannot(
    month: DrawnMonth, audit: LiveAudit, by: str, reason: str = "case closed"
) -> Changed:
    with month.database.begin() as session:
        row, person = month.load(session, audit), month.person(session, by)
        return cannot(asking(person, AT), row, reason, "")


def re_pair(month: DrawnMonth, audit: LiveAudit, by: str = DIRECTOR) -> RePairing:
    with month.database.begin() as session:
        row, person = month.load(session, audit), month.person(session, by)
        return apply_re_pair(asking(person, AT), row)


def leave(
    month: DrawnMonth, role: str, first: date, last: date, *, can_finish: bool = False
) -> None:
    with month.database.begin() as session:
        person = month.person(session, role)
        away(asking(person, AT), person, Days(first, last), can_finish=can_finish)


def test_what_cannot_be_held_is_not_held_for_a_reason_and_the_others_hear(
    month: DrawnMonth,
) -> None:
    audit = month.published().of(PERMANENCE)
    before = len(month.messages())
    say_cannot(month, audit, PERMANENCE)
    [row] = [each for each in month.audits() if each.id == audit.id]
    assert (row.state, row.not_held_reason) == (AuditState.NOT_HELD, "case closed")
    assert month.told(since=before) == [
        ("cannot", "Head of Service"),
        ("cannot", audit.practitioner.role),
        ("cannot", ASSESSMENT),
    ]


def test_a_reason_comes_from_the_list(month: DrawnMonth) -> None:
    audit = month.published().of(PERMANENCE)
    with refused(match="Choose a reason from the list: leave"):
        say_cannot(month, audit, PERMANENCE, "the dog")


def test_the_auditor_is_offered_somebody_else_and_nobody_else_is_disturbed(
    month: DrawnMonth,
) -> None:
    audit = month.published().of(PERMANENCE)
    offer = say_cannot(month, audit, PERMANENCE).offer
    assert offer.possible
    assert "1 new pair" in re_pairing_words(offer)
    assert "3 pairs kept" in re_pairing_words(offer)
    assert len(month.audits()) == 4  # an offer changes nothing


def test_a_re_pair_makes_the_new_pair_keeps_its_history_and_tells_both(month: DrawnMonth) -> None:
    audit = month.published().of(PERMANENCE)
    say_cannot(month, audit, PERMANENCE)
    before = len(month.messages())
    [made] = re_pair(month, audit).made
    assert (made.replaces_id, made.serial, made.state) == (audit.id, 5, AuditState.PUBLISHED)
    assert made.auditor_id == audit.auditor_id
    assert made.practitioner_id != audit.practitioner_id
    assert made.proposed_on is not None
    assert made.proposed_on > AT.date()
    roles = {person.id: role for role, person in month.council.people.items()}
    assert month.told(since=before) == sorted(
        [("published", PERMANENCE), ("published", roles[made.practitioner_id])]
    )


def test_a_month_that_was_paired_anew_still_replays(month: DrawnMonth) -> None:
    audit = month.published().of(PERMANENCE)
    say_cannot(month, audit, PERMANENCE)
    re_pair(month, audit)
    with month.database.read() as session:
        again = replay(session, DECEMBER)
    assert (again.same, again.problems) == (True, ())


def test_an_audit_is_paired_anew_once(month: DrawnMonth) -> None:
    audit = month.published().of(PERMANENCE)
    say_cannot(month, audit, PERMANENCE)
    re_pair(month, audit)
    with refused(match="has another pair already"):
        re_pair(month, audit)


def test_a_practitioner_pairs_nobody_anew(month: DrawnMonth) -> None:
    audit = month.published().of(PERMANENCE)
    say_cannot(month, audit, PERMANENCE)
    with refused(match="Only a manager of theirs"):
        re_pair(month, audit, audit.practitioner.role)


def test_an_auditor_on_leave_is_given_nobody_else(month: DrawnMonth) -> None:
    audit = month.published().of(PERMANENCE)
    assert not say_cannot(month, audit, PERMANENCE, "leave").offer.possible
    with refused(match="There is no other pair for"):
        re_pair(month, audit)


def test_a_practitioner_on_leave_is_not_drawn_with_somebody_else(month: DrawnMonth) -> None:
    audit = month.published().of(PERMANENCE)
    say_cannot(month, audit, audit.practitioner.role, "sickness")
    [made] = re_pair(month, audit).made
    assert made.practitioner_id != audit.practitioner_id
    with month.database.read() as session:
        assert month.load(session, made).auditor_id == audit.auditor_id


def test_a_pair_that_said_they_cannot_is_not_put_together_again(month: DrawnMonth) -> None:
    month.published()
    first = month.of(PERMANENCE)
    say_cannot(month, first, PERMANENCE)
    [second] = re_pair(month, first).made
    offer = say_cannot(month, second, PERMANENCE).offer
    assert not offer.possible  # only the first is left, whom she has given up
    assert first.practitioner_id != second.practitioner_id


def test_when_nobody_is_left_the_words_say_so(month: DrawnMonth) -> None:
    month.published()
    for audit in month.audits():
        if audit.auditor.role == ASSESSMENT:  # both practitioners there are hers already
            offer = say_cannot(month, audit, ASSESSMENT).offer
    assert not offer.possible
    assert "The Team Manager, Assessment needs" in re_pairing_words(offer)


def test_leave_for_the_rest_of_the_month_offers_a_re_pair_to_the_managers(
    month: DrawnMonth,
) -> None:
    audit = month.published().of(PERMANENCE)
    before = len(month.messages())
    leave(month, audit.practitioner.role, AT.date(), DUE)
    with month.database.begin() as session:
        asked = asking(month.person(session, ASSESSMENT), AT)
        offer = preview_re_pair(asked, month.load(session, audit))
    assert offer.possible
    assert offer.audit.id == audit.id
    assert month.told(since=before) == [
        ("re-pair offered", "Head of Service"),
        ("re-pair offered", ASSESSMENT),
    ]


def test_a_re_pair_for_leave_cancels_the_audit_and_tells_its_pair(month: DrawnMonth) -> None:
    audit = month.published().of(PERMANENCE)
    leave(month, audit.practitioner.role, AT.date(), DUE)
    before = len(month.messages())
    done = re_pair(month, audit)
    assert [each.id for each in done.cancelled] == [audit.id]
    [row] = [each for each in month.audits() if each.id == audit.id]
    assert row.state == AuditState.REPLACED
    assert ("replaced", audit.practitioner.role) in month.told(since=before)
    assert ("replaced", PERMANENCE) in month.told(since=before)


def test_leave_over_the_day_alone_asks_the_pair_for_another(month: DrawnMonth) -> None:
    audit = month.published().of(PERMANENCE)
    assert audit.proposed_on is not None
    before = len(month.messages())
    leave(month, audit.practitioner.role, audit.proposed_on, audit.proposed_on)
    assert month.told(since=before) == sorted(
        [("day lost", PERMANENCE), ("day lost", audit.practitioner.role)]
    )


def test_whoever_can_finish_keeps_what_they_have(month: DrawnMonth) -> None:
    audit = month.published().of(PERMANENCE)
    before = len(month.messages())
    leave(month, audit.practitioner.role, OPENS, DUE, can_finish=True)
    assert month.told(since=before) == []
