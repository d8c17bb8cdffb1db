"""A report's numbers: those of the digest, and nothing that the digest does not know."""

from datetime import UTC, date, datetime

import pytest

from db.digest.scope import ALL
from jobs.digest.loop import loop_of
from jobs.report.audience import Audience
from jobs.report.versions import NOT_SHOWN
from jobs.rules.periods import Period
from tests.digests import measured
from tests.people import TODAY
from tests.reports import ENGLAND, QUARTERLY, Named, board, named

pytestmark = pytest.mark.mostly_sqlite  # its SQL is asked on PostgreSQL by other tests

__all__ = ["board", "named"]


def test_the_officers_numbers_are_those_of_the_digest(named: Named) -> None:
    with named.council.database.read() as session:
        digest = measured(session, ALL, since=QUARTERLY.first, shown=1000)
        loop = loop_of(session, ALL, TODAY, ENGLAND)
    report = named.report(Audience.OFFICERS)
    facts = report.facts
    assert facts.headline == digest.headline
    assert facts.done == digest.done  # the quarter is not over
    assert facts.at_risk.number == len(facts.at_risk.shown) > 0
    assert (facts.gaps, facts.at_risk, facts.loop) == (digest.gaps, digest.at_risk, loop)
    assert len(report.extensions) == digest.moved.number == digest.headline.re_dated
    assert sum(one.days for one in report.extensions) == digest.headline.slipped
    assert len(facts.overdue) == digest.headline.overdue
    assert sum(one.is_open for one in report.actions) == digest.headline.open
    assert len(report.actions) == digest.headline.total


def test_the_officers_audits_are_those_of_the_digest(named: Named) -> None:
    with named.council.database.read() as session:
        digest = measured(session, ALL, since=QUARTERLY.first)
    report = named.report(Audience.OFFICERS)
    for row, month in zip(report.audits, digest.audits, strict=False):
        assert (row.month, row.expected.number, row.held.number) == (
            month.month,
            month.expected,
            month.held,
        )
        told = {why: cell.number for why, cell in row.by_reason.items() if cell.number}
        assert told == month.not_held
        assert (row.to_moderate.number, row.moderated.number, row.changed.number) == (
            month.to_moderate,
            month.moderated,
            month.changed,
        )
    whole = report.audits[-1]
    assert whole.expected.number == sum(month.expected for month in digest.audits)
    assert report.coverage[-1].seen.number == digest.coverage.seen
    assert report.coverage[-1].total.number == digest.coverage.total
    of, without, late = (cell.number for cell in report.inadequates)
    assert (of, without, late) == (
        digest.inadequates.of,
        digest.inadequates.without,
        digest.inadequates.overdue,
    )


def test_what_was_done_is_counted_in_its_period_alone(named: Named) -> None:
    now = named.facts(Period.of(date(2026, 11, 23)))
    assert (now.done.number, now.done.signed_off, now.done.added) == (2, 1, 1)
    assert now.done_before.number == 0
    earlier = named.facts(Period.of(date(2026, 9, 1)))
    assert (earlier.done.number, earlier.done.added) == (0, 12)
    quarter = named.facts()
    assert quarter.done.number == 2
    assert {line.title for line in quarter.done.shown} == {
        "Share the audit form",
        "Hold the practice week",
    }
    before = named.facts(Period.of(date(2026, 12, 1)), datetime(2026, 12, 2, tzinfo=UTC))
    assert before.done_before.number == 2


def test_officers_read_roles_and_never_a_name(named: Named) -> None:
    report = named.report(Audience.OFFICERS)
    owners = {one.owner for one in report.actions if one.owner}
    assert owners == {
        "Practitioner 1, Permanence",
        "Practitioner 2, Permanence",
        "Practitioner 1, Assessment",
        "Team Manager, Permanence",
        "Team Manager, Assessment",
    }
    assert {one.why for one in report.moves} == {"The panel was cancelled", "The chair left"}
    assert "Wren" not in repr((report.actions, report.extensions, report.moves, report.audits))


def test_scrutiny_reads_services_and_no_reasons(named: Named) -> None:
    report = named.report(Audience.SCRUTINY)
    assert {one.owner for one in report.actions} == {"Children", ""}
    assert {one.why for one in report.extensions} | {one.why for one in report.moves} == {""}
    assert [one.title for one in report.actions] == [one.title for one in report.facts.actions]


def test_scrutiny_is_told_no_small_number_of_audits_or_people(named: Named) -> None:
    report = named.report(Audience.SCRUTINY)
    cells = [
        cell
        for row in report.audits
        for cell in (row.expected, row.held, row.not_held, row.waiting, *row.by_reason.values())
    ]
    cells += [cell for row in report.coverage for cell in (row.seen, row.not_seen, row.total)]
    cells += [*report.inadequates, report.themed]
    assert {cell.number for cell in cells} <= {0, None}
    # One was held in a month whose number is hidden, so how many had themes is not told either.
    assert report.themed == NOT_SHOWN
