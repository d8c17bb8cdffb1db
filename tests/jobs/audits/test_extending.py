"""More time for an audit, and audits that are not expected any more."""

from datetime import date

import pytest

from db.models import AuditState, LiveAudit
from jobs.audits.changing import exempt
from jobs.audits.extending import answer_extension, ask_extension
from tests.contexts import asking
from tests.jobs.audits.months import DUE, ENGLAND, DrawnMonth, on
from tests.refusals import refused

pytestmark = pytest.mark.mostly_sqlite  # its SQL is asked on PostgreSQL by other tests

PERMANENCE = "Team Manager, Permanence"
HEAD, DIRECTOR = "Head of Service", "Assistant Director"
AT = on(date(2026, 12, 22))
SHORT, LONG = ENGLAND.shift(DUE, 5), ENGLAND.shift(DUE, 6)


def ask(month: DrawnMonth, audit: LiveAudit, until: date, by: str = PERMANENCE) -> None:
    with month.database.begin() as session:
        row, person = month.load(session, audit), month.person(session, by)
        ask_extension(asking(person, AT), row, until)


def answer(month: DrawnMonth, audit: LiveAudit, by: str, *, agreed: bool) -> None:
    with month.database.begin() as session:
        row, person = month.load(session, audit), month.person(session, by)
        answer_extension(asking(person, AT), row, agreed=agreed)


def due(month: DrawnMonth, audit: LiveAudit) -> date:
    return next(each.due_on for each in month.audits() if each.id == audit.id)


def test_the_line_manager_of_whoever_asks_is_asked_for_a_few_days(month: DrawnMonth) -> None:
    audit = month.published().of(PERMANENCE)
    before = len(month.messages())
    ask(month, audit, SHORT)
    assert month.told(since=before) == [("extension asked", HEAD)]
    assert month.messages()[-1].about["asked"] > 0
    assert due(month, audit) == DUE


def test_a_lead_is_asked_for_more_days_than_the_rules_let(month: DrawnMonth) -> None:
    audit = month.published().of(PERMANENCE)
    before = len(month.messages())
    ask(month, audit, LONG)
    assert month.told(since=before) == [("extension asked", DIRECTOR)]


def test_agreed_the_audit_has_until_then_and_both_hear(month: DrawnMonth) -> None:
    audit = month.published().of(PERMANENCE)
    ask(month, audit, SHORT)
    before = len(month.messages())
    answer(month, audit, HEAD, agreed=True)
    assert due(month, audit) == SHORT
    assert month.told(since=before) == sorted(
        [("extended", PERMANENCE), ("extended", audit.practitioner.role)]
    )


def test_refused_it_stays_as_it_was_and_both_hear(month: DrawnMonth) -> None:
    audit = month.published().of(PERMANENCE)
    ask(month, audit, SHORT)
    before = len(month.messages())
    answer(month, audit, HEAD, agreed=False)
    assert due(month, audit) == DUE
    assert {event for event, _ in month.told(since=before)} == {"extension refused"}


def test_an_answer_is_given_once(month: DrawnMonth) -> None:
    audit = month.published().of(PERMANENCE)
    ask(month, audit, SHORT)
    answer(month, audit, HEAD, agreed=False)
    with refused(match="Nobody is waiting for that answer"):
        answer(month, audit, HEAD, agreed=True)


def test_a_line_manager_does_not_answer_for_many_days(month: DrawnMonth) -> None:
    audit = month.published().of(PERMANENCE)
    ask(month, audit, LONG)
    with refused(match="Only a lead can extend for so long"):
        answer(month, audit, HEAD, agreed=True)


def test_somebody_who_may_give_the_time_gives_it_at_once(month: DrawnMonth) -> None:
    audit = month.published().of(PERMANENCE)
    ask(month, audit, SHORT, by=HEAD)
    assert due(month, audit) == SHORT


def test_two_short_extensions_are_a_long_one(month: DrawnMonth) -> None:
    audit = month.published().of(PERMANENCE)
    ask(month, audit, SHORT, by=HEAD)
    before = len(month.messages())
    ask(month, audit, ENGLAND.shift(SHORT, 1))
    assert month.told(since=before) == [("extension asked", DIRECTOR)]


def test_a_day_that_is_no_later_is_refused(month: DrawnMonth) -> None:
    audit = month.published().of(PERMANENCE)
    with refused(match="is already due by Thu 31 Dec 2026"):
        ask(month, audit, DUE)


def test_a_stranger_asks_for_nothing(month: DrawnMonth) -> None:
    audit = month.published().of(PERMANENCE)
    with refused(match="Only"):
        ask(month, audit, SHORT, by="Improvement Officer")


def test_a_lead_takes_an_audit_out_of_what_was_expected(month: DrawnMonth) -> None:
    audit = month.published().of(PERMANENCE)
    before = len(month.messages())
    with month.database.begin() as session:
        row, lead = month.load(session, audit), month.person(session, DIRECTOR)
        exempt(asking(lead, AT), row, "vacancy")
    [row] = [each for each in month.audits() if each.id == audit.id]
    assert (row.state, row.exempt) == (AuditState.NOT_HELD, True)
    assert {event for event, _ in month.told(since=before)} == {"exempted"}


def test_a_line_manager_exempts_nobody(month: DrawnMonth) -> None:
    audit = month.published().of(PERMANENCE)
    with month.database.begin() as session, refused(match="Only a lead"):
        exempt(asking(month.person(session, HEAD), AT), month.load(session, audit), "vacancy")
