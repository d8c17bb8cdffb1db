"""Nobody is offered a day that cannot be, whatever has changed since the draw."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

import pytest

from bot.audits import notices, view
from bot.audits.booking import BookForm
from bot.audits.reminders_view import AuditItem
from bot.delivery.message_kind import RenderJob
from db.audits import auditor_pool, booking
from db.audits import queries as audits
from db.audits import rules as audit_rules
from db.audits.auditor_pool import Days
from db.errors import RefusedError
from db.models import AuditState, LiveAudit, Meeting, Message, Person
from db.session import Session
from jobs.audits import proposals
from jobs.audits.publishing import publish
from jobs.context import Council, RequestContext
from jobs.rules.deadlines import spell
from jobs.rules.quiet import Cadence, Limits, QuietWeeks
from jobs.rules.working_days import Calendar
from tests.contexts import asking, by_itself, doing
from tests.jobs.audits.months import DECEMBER, DRAW_DAY, DUE, ENGLAND, OPENS, DrawnMonth, on
from tests.statements import counted

pytestmark = pytest.mark.mostly_sqlite  # its SQL is asked on PostgreSQL by other tests

A_DAY = timedelta(days=1)
ALL_DAYS = [OPENS + number * A_DAY for number in range((DUE - OPENS).days + 1)]
A_DATE = re.compile(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d\d? \w{3} \d{4}")


class Chaos:
    """What may happen to a council between a draw and the day somebody reads of it."""

    def __init__(self, session: Session, chance: Random) -> None:
        self._session, self._chance = session, chance
        self.quiet = self._spans(0.3)
        self.weeks_off = self._spans(0.3)
        extra = {day for day in ALL_DAYS if chance.random() < 0.08}
        self.calendar = Calendar(ENGLAND.holidays | extra)
        self.now = on(DRAW_DAY.date() + chance.randrange(0, 40) * A_DAY)

    def council(self) -> Council:
        return Council(self.calendar, cadence=Cadence(limits=Limits(quiet=QuietWeeks(self.quiet))))

    def happens(self, people: list[Person]) -> None:
        written = [f"{first}..{last}" for first, last in self.weeks_off]
        audit_rules.change(by_itself(self._session, DRAW_DAY), {"weeks_off": written})
        for person in people:
            roll = self._chance.random()
            if roll < 0.4:
                days = Days(*self._span())
                auditor_pool.record_absence(
                    doing(person, DRAW_DAY), person, days, can_finish=roll < 0.1
                )
            elif roll < 0.5:
                person.ends_on = self._chance.choice(ALL_DAYS)
            elif roll < 0.7:
                person.works = self._chance.choice(["123", "45", "135", "2345"])
        self._session.flush()

    def may_be_offered(self, audit: LiveAudit, day: date) -> bool:
        """Say whether a day can be: worked out here, with nothing of the bot's own."""
        off = any(first <= day <= last for first, last in (*self.quiet, *self.weeks_off))
        is_open = OPENS <= day <= audit.due_on and day >= self.now.date()
        worked = day.weekday() < 5 and day not in self.calendar.holidays
        both = all(self._is_there(one, day) for one in (audit.auditor, audit.practitioner))
        return is_open and worked and both and not off

    def _is_there(self, person: Person, day: date) -> bool:
        on_leave = any(
            one.first_on <= day <= one.last_on and not one.can_finish for one in person.absences
        )
        gone = person.ends_on is not None and day > person.ends_on
        return str(day.isoweekday()) in person.works and not on_leave and not gone

    def _span(self) -> tuple[date, date]:
        first, last = sorted(self._chance.sample(ALL_DAYS, 2))
        return first, last

    def _spans(self, likely: float) -> tuple[tuple[date, date], ...]:
        return (self._span(),) if self._chance.random() < likely else ()


def days_in(shown: object) -> set[str]:
    """Return the days that what was shown offers: proposed, or on a button."""
    offered = re.findall(rf"(?:Proposed: |Book )({A_DATE.pattern})", str(shown))
    return set(offered)


def shown_to(audit: LiveAudit, ctx: RequestContext) -> Iterator[object]:
    """Yield everything that shows one of the pair their audit."""
    yield view.item(audit, ctx)
    yield view.details(audit, [], ctx)
    message = Message(id=1, person=ctx.person, about={"audit": audit.id, "event": "published"})
    job = RenderJob(ctx, message)
    yield notices.notice(notices.AuditNews(audit, "published", job))
    yield list(AuditItem(audit, "opened 0", "auditor").blocks(job))


@pytest.mark.parametrize("published", [True, False])
def test_nobody_is_offered_an_impossible_day(month: DrawnMonth, published: bool) -> None:
    month.draw()
    numbers = [audit.id for audit in month.audits()]
    for seed in range(0 if published else 8, 8 if published else 16):
        with month.database.begin() as session:
            chaos = Chaos(session, Random(seed))
            found = audits.several(session, numbers)
            listed = [found[number] for number in numbers]
            lead = month.person(session, "Assistant Director")
            chaos.happens([person for one in listed for person in (one.auditor, one.practitioner)])
            ctx = asking(lead, chaos.now, chaos.council())
            if published and chaos.now.date() <= DUE:
                publish(ctx, listed[0].audit_month)
                for audit in listed:
                    stored = audit.proposed_on
                    assert stored is None or chaos.may_be_offered(audit, stored), seed
            for audit in listed:
                may_be = {spell(day) for day in ALL_DAYS if chaos.may_be_offered(audit, day)}
                for person in (audit.auditor, audit.practitioner):
                    theirs = replace(ctx, person=person)
                    shown = [days_in(each) for each in shown_to(audit, theirs)]
                    assert set().union(*shown, offered_in_form(audit, theirs)) <= may_be, seed
            session.rollback()


def offered_in_form(audit: LiveAudit, ctx: RequestContext) -> set[str]:
    try:
        asked = BookForm().asks(audit, ctx)
    except RefusedError:
        return set()
    days = re.findall(r"'value': '(\d{4}-\d\d-\d\d)'", str(asked))
    return {spell(date.fromisoformat(day)) for day in days}


def test_what_was_proposed_stays_while_it_can_be(month: DrawnMonth) -> None:
    month.published()
    with month.database.read() as session:
        for audit in month.audits():
            row = month.load(session, audit)
            assert proposals.proposed_day(by_itself(session, on(OPENS)), row) == audit.proposed_on


def test_a_day_that_has_passed_gives_way_to_one_with_notice(month: DrawnMonth) -> None:
    month.published()
    audit = min(month.audits(), key=lambda one: one.proposed_on or DUE)
    assert audit.proposed_on is not None
    after = on(audit.proposed_on + A_DAY)
    assert proposed(month, audit, after) >= ENGLAND.shift(after.date(), 3)


def test_a_day_is_not_proposed_on_which_one_of_the_two_has_another_audit(
    month: DrawnMonth,
) -> None:
    month.published()
    first, second = [a for a in month.audits() if a.auditor.role == "Team Manager, Permanence"]
    assert first.proposed_on is not None
    at = on(max(first.proposed_on, second.proposed_on or DUE) + A_DAY)
    would_be = proposed(month, first, at)
    with month.database.begin() as session:
        row = month.load(session, second)
        booking.book(doing(row.auditor, at), row, Meeting(would_be))
    assert proposed(month, first, at) > would_be


def test_two_of_one_auditor_whose_days_have_passed_are_not_both_proposed_the_next(
    month: DrawnMonth,
) -> None:
    month.published()
    days = {each.proposed_on for each in month.audits()}
    at = on(max(day for day in days if day is not None) + A_DAY)
    theirs = [
        (who, day)
        for audit in month.audits()
        for day in [proposed(month, audit, at)]
        for who in (audit.auditor_id, audit.practitioner_id)
    ]
    assert len(theirs) == len(set(theirs))


def test_a_message_that_shows_all_audits_asks_once_about_each_of_them(month: DrawnMonth) -> None:
    month.published()
    numbers = [each.id for each in month.audits()]
    at = on(max(each.proposed_on or DUE for each in month.audits()) + A_DAY)
    alone = [proposed(month, each, at) for each in month.audits()]
    with month.database.read() as session, counted(month.database) as asked:
        ctx = by_itself(session, at)
        shown = [audits.several(session, numbers)[number] for number in numbers]
        # Of the last of them it is asked which days the others are shown, again and again.
        together = [proposals.proposed_day(ctx, each) for each in (*reversed(shown), *shown)]
    assert together == [*reversed(alone), *alone]
    of_rules = [one for one in asked if "FROM audit_rules" in one]
    of_others = [one for one in asked if "live_audit.id != ?" in one or "live_audit.id != %" in one]
    assert (len(of_rules), len(of_others)) == (1, len(numbers))


def proposed(month: DrawnMonth, audit: LiveAudit, at: datetime) -> date:
    with month.database.read() as session:
        day = proposals.proposed_day(by_itself(session, at), month.load(session, audit))
    assert day is not None
    return day


def test_published_late_its_days_are_spread_anew_and_nobody_has_two_in_a_day(
    month: DrawnMonth,
) -> None:
    month.draw()
    month.publish(at=on(date(2026, 12, 17)))
    days = [
        (who, a.proposed_on) for a in month.audits() for who in (a.auditor_id, a.practitioner_id)
    ]
    assert all(day is not None and day > date(2026, 12, 17) for _, day in days)
    assert len(days) == len(set(days))
    assert month.round(DECEMBER).published_at == on(date(2026, 12, 17))


def test_the_draw_offers_no_day_of_a_week_off(month: DrawnMonth) -> None:
    month.rules(weeks_off=["2026-12-01..2026-12-18"])
    month.draw()
    assert all(a.proposed_on and a.proposed_on > date(2026, 12, 18) for a in month.audits())
    assert {audit.state for audit in month.audits()} == {AuditState.DRAWN}
